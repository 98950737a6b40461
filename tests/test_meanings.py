"""Terms that stand for each other: whether the two texts say the same of what they cover."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.factories import agreement, term, unit

from sofadiff.comparison import Explained, Meaning, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.document import Bullets, Report, Table
from sofadiff.model import Agreement, Holder, Role, Support, Unit
from sofadiff.render import FORMATS
from sofadiff.reports import comparing, redline
from sofadiff.reports.support_filter import keep

IMMUNE = "{} are subject to the exclusive jurisdiction of their State for any crime, wherever it was committed."
WHO = "{} are the soldiers of the national contingents."
WIDER = "{} are the soldiers of the national contingents, and every police officer and clerk."
ELSE = "A dependant is the spouse or the child of anybody named in the annex."
OTHER = "The flag may be flown on vehicles and on vessels of the Mission."


def text(slug: str, name: str, *clauses: str, ref: str | None = "para_1", support: Support | None = None) -> Agreement:
    """An agreement with one defined term; in the clauses {} stands for it."""
    units: list[Unit] = [
        unit(
            f"para_{number}",
            clause.format(name),
            num=f"{number}.",
            wid=f"{slug}-c{number:03d}",
            support=support,
            topics=topics(clause),
        )
        for number, clause in enumerate(clauses, start=1)
    ]
    return agreement(slug, units, [replace(term(Role.MEMBER, name, Holder.PERSONS), ref=ref)])


def topics(clause: str) -> tuple[str, ...]:
    """A clause that says who is meant is about definitions."""
    return ("gen.definitions",) if clause in (WHO, WIDER, ELSE) else ("jur.criminal",)


def only(base: Agreement, other: Agreement) -> Meaning:
    """The one meaning of two texts with one term each."""
    (meaning,) = compare(base, other).meanings
    return meaning


@pytest.mark.parametrize(
    ("base", "other", "explained"),
    [
        ((WHO, IMMUNE), (WHO, IMMUNE), Explained.ALIKE),
        ((WHO, IMMUNE), (WIDER, IMMUNE), Explained.DIFFERENTLY),
        ((WHO, IMMUNE), (ELSE, IMMUNE, WHO), Explained.APART),
    ],
    ids=["alike", "differently", "apart"],
)
def test_what_the_texts_say_of_their_terms(base: tuple[str, ...], other: tuple[str, ...], explained: Explained) -> None:
    """The clauses that the glossaries name are the same, differ, or do not answer each other."""
    found = only(text("one", "Members", *base), text("two", "Personnel", *other))
    assert (found.base, found.other, found.explained) == (("Members",), ("Personnel",), explained)
    assert (found.base_at, found.other_at) == (("para_1",), ("para_1",))
    assert bool(found.via) == (explained is not Explained.APART)


def test_what_only_one_definition_has_is_not_passed_over() -> None:
    """Two definitions whose common part is the same are not alike where one has a further point."""
    base = text("one", "Members", WHO, IMMUNE)
    more = unit("para_1__point_a", "They include every clerk.", num="a.", wid="two-c009", topics=("gen.definitions",))
    given = text("two", "Personnel", WHO, IMMUNE)
    other = agreement("two", [given.units[0], more, *given.units[1:]], given.terms)
    found = only(base, other)
    assert (found.other_at, found.explained) == (("para_1", "para_1__point_a"), Explained.PARTLY)
    assert ": answered in part only |" in FORMATS["markdown"].render(comparing.report(base, other))


@pytest.mark.parametrize(
    ("base_ref", "other_ref", "explained"),
    [("para_1", None, Explained.EARLIER), (None, "para_1", Explained.LATER), (None, None, Explained.NOWHERE)],
)
def test_a_glossary_that_names_no_clause(base_ref: str | None, other_ref: str | None, explained: Explained) -> None:
    """What no record says is not on record; nothing is concluded from it."""
    base = text("one", "Members", WHO, IMMUNE, ref=base_ref)
    assert only(base, text("two", "Personnel", WHO, IMMUNE, ref=other_ref)).explained is explained


def test_a_clause_that_only_uses_a_term_explains_nothing() -> None:
    """A glossary that names the first clause with a term does not make that clause a definition."""
    base = text("one", "Members", IMMUNE, WHO)
    found = only(base, text("two", "Personnel", WHO, IMMUNE))
    assert (found.base_at, found.explained) == ((), Explained.LATER)
    assert "Whether the persons meant" in FORMATS["markdown"].render(
        comparing.report(base, text("two", "Personnel", WHO, IMMUNE))
    )


def test_one_word_for_two_circles_of_persons() -> None:
    """The same word on both sides is no swap of terms, and yet it may cover others."""
    found = compare(text("one", "Personnel", WHO, IMMUNE), text("two", "Personnel", WIDER, IMMUNE))
    assert found.terms == ()
    assert [(meaning.explained, meaning.links) for meaning in found.meanings] == [(Explained.DIFFERENTLY, (0, 1))]


def test_texts_in_two_languages_have_no_terms_that_stand_for_each_other() -> None:
    """Where words are not compared, no term was seen in place of another."""
    french = agreement("deux", [unit("para_1", "Les membres.")], [term(Role.MEMBER, "membres", None)], language="fra")
    assert compare(text("one", "Members", WHO), french).meanings == ()


@pytest.mark.parametrize("report", [comparing.report, lambda *both: redline.report(both[1], [both[0]])])
def test_the_reader_is_told_which_passages_only_look_the_same(report: Callable[..., Report]) -> None:
    """A clause with the same words is named where what is said of the persons differs, and the table says where."""
    base = text("one", "Members", WHO, IMMUNE, support=Support.VERIFIED)
    made = report(base, text("two", "Personnel", WIDER, IMMUNE, support=Support.VERIFIED))
    (link,) = [each for each in compare(base, text("two", "Personnel", WIDER, IMMUNE)).links if "para_2" in each.base]
    assert link.verdict is Verdict.EDITORIAL
    (table,) = [block for block in made.blocks if isinstance(block, Table) and block.id.startswith("terms-")]
    assert "change of substance" in str(table.rows)
    place = made.blocks.index(table)
    assert isinstance(made.blocks[place + 2], Bullets)
    page = FORMATS["markdown"].render(made)
    assert "Whether the persons meant (Members and Personnel) are the same is not shown" in page
    assert "- Members and Personnel: [para 2]" in page or "- Members and Personnel: para 2" in page


def test_nothing_is_listed_where_the_persons_are_the_same() -> None:
    """Terms that are explained alike need no warning."""
    both = [text(slug, name, WHO, IMMUNE) for slug, name in (("one", "Members"), ("two", "Personnel"))]
    assert "It is not shown that they cover the same persons" not in FORMATS["markdown"].render(comparing.report(*both))


def test_a_filter_keeps_the_places_of_what_is_left() -> None:
    """Where a filter leaves passages out, the rest is found under its new place."""
    base = text("one", "Members", OTHER, WHO, IMMUNE, ref="para_2", support=Support.VERIFIED)
    mixed = text("two", "Personnel", OTHER, WIDER, IMMUNE, ref="para_2", support=Support.VERIFIED)
    low = unit("para_1", OTHER, num="1.", wid="two-c001", support=Support.UNVERIFIED)
    other = agreement("two", [low, *mixed.units[1:]], mixed.terms)
    (meaning,) = keep(compare(base, other), frozenset({Support.VERIFIED})).comparison.meanings
    assert (meaning.via, meaning.links) == ((0,), (0, 1))
