"""How clauses are named in text: only a confirmed number looks like a citation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import agreement, foreign, unit
from sofadiff import codebook, lookup, messages
from sofadiff.model import NumberStatus, Unit, UnitPart
from sofadiff.pinpoint import bare, cite, label, standing, standings

Path = tuple[tuple[str, str | None], ...]

PARA: Path = (("part", "VI"), ("paragraph", "47."))
SUB: Path = (*PARA, ("subparagraph", "(b)"))
ARTICLE: Path = (("article", "Article VIII"), ("paragraph", "5."), ("subparagraph", "(e)"), ("point", "(i)"))


def topic(name: str) -> str:
    """The English label of a topic."""
    return codebook.load().topic(name).label["en"]


def named(lang: str, *units: Unit, short: bool = False) -> str:
    """The label of the last unit of an agreement of these."""
    return label(agreement("a", units), units[-1], messages.load(lang), topic, short=short)


@pytest.mark.parametrize(
    ("path", "part", "en", "fr"),
    [
        (PARA, UnitPart.CONTENT, "para 47", "par. 47"),
        (SUB, UnitPart.CONTENT, "para 47(b)", "par. 47 b)"),
        (ARTICLE, UnitPart.CONTENT, "art VIII(5)(e)(i)", "art. VIII, par. 5 e) i)"),
        (ARTICLE[:1], UnitPart.CONTENT, "art VIII", "art. VIII"),
        (ARTICLE[:2], UnitPart.INTRO, "art VIII(5), opening words", "art. VIII, par. 5, phrase introductive"),
        (ARTICLE[:2], UnitPart.WRAP_UP, "art VIII(5), closing words", "art. VIII, par. 5, fin"),
        (PARA[:1], UnitPart.HEADING, "part VI, heading", "partie VI, intitulé"),
        ((("article", "3"), ("subparagraph", "a)")), UnitPart.CONTENT, "art 3(a)", "art. 3 a)"),
        ((("section", "Section 2"),), UnitPart.CONTENT, "section 2", "section 2"),
    ],
)
def test_confirmed_numbers(path: Path, part: UnitPart, en: str, fr: str) -> None:
    """Each language has its own form for each kind of place."""
    item = unit("x", "Words.", path=path, part=part)
    assert (named("en", item), named("fr", item)) == (en, fr)


def test_preamble_and_recitals() -> None:
    """Recitals are counted in the preamble."""
    recitals = [unit(f"rec_{n}", "Considering.", element="recital", part=UnitPart.RECITAL) for n in (1, 2)]
    assert (named("en", *recitals), named("fr", *recitals)) == ("preamble, recital 2", "préambule, al. 2")
    block = unit("preamble", "Have agreed.", element="preamble", part=UnitPart.PREAMBLE)
    assert named("fr", *recitals, block) == "préambule"


def test_predicted_number_is_bracketed_marked_and_named_as_such() -> None:
    """A predicted number never looks like a citation, in long or short form."""
    item = unit("x", "Words.", path=PARA, number=NumberStatus.PREDICTED)
    assert named("en", item) == "para [47]* (number predicted)"
    assert named("fr", item) == "par. [47]* (numéro déduit)"
    assert named("en", item, short=True) == "para [47]*"


def test_a_number_is_no_better_than_the_one_above_it() -> None:
    """A confirmed letter under a predicted paragraph is predicted too, and under an unknown one unknown."""
    for status, expected in (
        (NumberStatus.PREDICTED, "para [47](b)* (number predicted)"),
        (NumberStatus.UNKNOWN, "clause (number not known)"),
    ):
        above = unit("para_47__intro", "Opening.", path=PARA, part=UnitPart.INTRO, number=status)
        below = unit("para_47__subpara_b", "Words.", path=SUB)
        assert named("en", above, below) == expected


def test_unknown_number_is_replaced_by_what_the_clause_is_about() -> None:
    """Without a number there are words and the record's own id, and no figure that could pass for a citation."""
    path: Path = (("article", "8"), ("paragraph", None))
    above = unit("art_8__heading", "Privileges", path=path[:1])
    item = unit("art_8__para_nn_1", "W.", path=path, number=NumberStatus.UNKNOWN, topics=("per.tax",), wid="mss-c014")
    assert named("en", above, item) == "art 8, Personal tax and customs (clause c014, number not known)"
    assert named("en", above, item, short=True) == "art 8, clause c014, number not known"
    assert named("en", item) == "art 8, Personal tax and customs (clause c014, number not known)"


def test_article_above_that_is_itself_predicted_is_not_cited() -> None:
    """An unconfirmed article number is left out of the words for an unnumbered clause."""
    path: Path = (("article", "9"), ("paragraph", None))
    above = unit("art_9__heading", "Custody", path=path[:1], number=NumberStatus.PREDICTED)
    item = unit("art_9__para_nn_1", "W.", path=path, number=NumberStatus.UNKNOWN, heading="Custody")
    assert named("en", above, item) == "Custody (number not known)"


def test_documents_of_other_producers_keep_their_printed_numbers() -> None:
    """Without our profile there is no number status, and printed numbers are taken as they stand."""
    item = unit("art_3", "Words.", path=(("article", "Art. 3"),))
    text = foreign("law.xml", [item])
    assert label(text, text.units[0], messages.load("en"), topic) == "art 3"
    unnumbered = foreign("law.xml", [unit("p", "Words.", path=())])
    assert label(unnumbered, unnumbered.units[0], messages.load("en"), topic) == "clause (no printed number)"


def test_cite_leads_to_the_unit() -> None:
    """A citation names the agreement and the unit, so that it can be followed."""
    item = unit("x", "Words.", path=PARA)
    made = cite(agreement("a", [item]), item, messages.load("en"), topic)
    assert (made.slug, made.unit, made.label) == ("a", "x", "para 47")


@given(st.text(max_size=12))
def test_bare_labels_are_clean(text: str) -> None:
    """A bare label has no outer punctuation or space, and is None rather than empty."""
    result = bare(text)
    assert result is None or (result and result == result.strip(" .,:;()[]"))


@given(st.sampled_from([NumberStatus.PREDICTED, NumberStatus.UNKNOWN]), st.sampled_from([PARA, SUB, ARTICLE]))
def test_only_confirmed_numbers_look_like_citations(status: NumberStatus, path: Path) -> None:
    """No unconfirmed number comes out in the form that a confirmed one has."""
    confirmed = named("en", unit("x", "W.", path=path))
    assert confirmed not in named("en", unit("x", "W.", path=path, number=status))


def test_a_recital_with_a_printed_number_is_called_by_it() -> None:
    """The printed number counts, not the place; a recital without one among these is not counted at all."""
    plain = unit("rec_1", "Having regard to it.", element="recital", part=UnitPart.RECITAL)
    three = unit(
        "rec_3", "Considering.", element="recital", part=UnitPart.RECITAL, num="(3)", path=(("recital", "(3)"),)
    )
    assert (named("en", plain, three), named("fr", plain, three)) == (
        "preamble, recital 3",
        "préambule, considérant 3",
    )
    assert named("en", three, plain) == "preamble"
    both = agreement("a", (plain, three))
    assert {name: place.recital for name, place in standings(both).items()} == {"rec_1": None, "rec_3": None}
    assert [standing(both, item) for item in both.units] == list(standings(both).values())
    assert lookup.find(both, "recital 3") == lookup.find(both, "considérant (3)") == (three,)
    assert lookup.find(both, "3") == lookup.find(both, "recital 1") == ()
    assert lookup.find(agreement("b", (plain,)), "preamble, recital 1") == (plain,)
