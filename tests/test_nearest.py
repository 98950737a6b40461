"""Where else a clause occurs: which words count, which clauses are near, and what is said of them."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

import sofadiff
from drafted import document
from factories import agreement, foreign, term, unit
from sofadiff import corpus, messages, text
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Completeness, NumberStatus, Support
from sofadiff.nearest import ranking, weights
from sofadiff.nearest.finding import Answers, find
from sofadiff.nearest.plain import Plain
from sofadiff.nearest.words import LONGEST, words, written
from sofadiff.render import FORMATS, terminal_text
from sofadiff.reports import nearest

SCHEMA = Path(sofadiff.__file__).parent / "schemas" / "nearest-1.schema.json"
CLAIM = "A standing commission of three members decides claims of private persons."
SAME = "a standing Commission of three members decides claims of private persons"
LIKE = "A standing commission of five members decides all claims of private persons."
TURNED = "Private persons of three members decides a standing commission of claims."
ARMS = "Members may carry arms only on duty."


def ask(*texts: Agreement, asked: Agreement, top: int = 10) -> Answers:
    """What is found for every clause of an agreement in some texts."""
    return find(Plain(texts), asked, asked.units, top)


def report(answers: Answers, collection: Plain, lang: str = "en") -> Any:
    """The document of some answers."""
    return nearest.report(answers, collection, index=None, top=10, lang=lang)


def run(*args: str) -> Result:
    """The command line, its errors raised."""
    return CliRunner().invoke(group, ["nearest", *args], catch_exceptions=False)


# Words


@given(st.text(st.characters(max_codepoint=127)))
def test_the_fast_way_to_cut_words_finds_the_same_words(sample: str) -> None:
    """Texts of plain letters are cut by a shorter way; it gives the words of the project, case-folded."""
    assert written(sample) == text.normal_words(sample)


def folds_within_its_kind(char: str) -> bool:
    """Whether folding makes no letter of a sign and no sign of a letter, as with 29 characters, most Greek."""
    kinds = [
        [sign.isalnum() for sign in said]
        for said in (unicodedata.normalize("NFKC", char), unicodedata.normalize("NFKC", char).casefold())
    ]
    return [key for key, _ in groupby(kinds[0])] == [key for key, _ in groupby(kinds[1])]


@given(st.text())
def test_words_are_those_of_the_project(sample: str) -> None:
    """In any script a search knows the words that a digest knows, where folding makes no letter of a sign."""
    assume(all(map(folds_within_its_kind, unicodedata.normalize("NFKC", sample))))
    assert "".join(written(sample)) == "".join(text.normal_words(sample))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The “Mission’s” duties", "the 'mission's' DUTIES"),
        ("thirty organisations", "30 organizations"),
        ("a member of the forces", "a member of the force"),
        ("co-operation—in full", "co operation in full"),
    ],
)
def test_what_differs_in_form_only_is_one_word(one: str, two: str) -> None:
    """Capitals, quotation marks, dashes, spellings, number words and the plural do not keep clauses apart."""
    assert words(one, "eng") == words(two, "eng")


def test_languages_fold_by_their_own_lists() -> None:
    """English spellings are no business of a French text, and a language is known by its short code too."""
    assert words("labour", "eng") == words("labor", "en-GB")
    assert words("labour", "fra") != words("labor", "fra")


def test_a_clause_longer_than_any_is_refused() -> None:
    """A text of tens of thousands of words in one element is no clause, and would take minutes to compare."""
    with pytest.raises(SofadiffError, match="which no clause has"):
        words("word " * (LONGEST + 1), "eng")


# Weights


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 9), min_size=1), st.integers(1, 10**6))
def test_products_of_weights_stay_exact_in_single_precision(counts: dict[str, int], clauses: int) -> None:
    """The weights of a clause are never longer than their stated length, so no sum of products passes 2**24."""
    found = weights.vector(counts, lambda word: weights.rarity(min(clauses, len(word)), clauses))

    assert weights.square(found) <= weights.LENGTH**2 == 2**24


def test_a_word_that_is_everywhere_weighs_next_to_nothing() -> None:
    """Names that stand in nearly every clause need no glossary to be muted."""
    everywhere, rare = weights.rarity(1000, 1000), weights.rarity(2, 1000)

    assert everywhere == 0
    assert rare > 300


# Which clauses are near


def test_the_same_clause_is_first_and_a_reworded_one_next() -> None:
    """Likeness orders the clauses: the same words, a few others, other words."""
    found = ask(agreement("a", [ARMS, LIKE]), agreement("b", [SAME]), asked=agreement("x", [CLAIM])).answers[0].near

    assert [item.clause.unit.text for item in found] == [SAME, LIKE, ARMS]
    assert found[0].hit.score == 1.0


def test_the_order_of_words_counts() -> None:
    """The same words turned round say something else, and stand behind a clause that keeps their order."""
    found = ask(agreement("a", [TURNED, SAME]), asked=agreement("x", [CLAIM])).answers[0].near

    assert [item.clause.unit.text for item in found] == [SAME, TURNED]
    assert [item.hit.words for item in found] == [1.0, 1.0]
    assert found[1].hit.order < 0.5


def test_equal_clauses_keep_the_order_of_their_texts() -> None:
    """Of clauses that are equally near the one that stands first comes first."""
    found = ask(*(agreement(name, [CLAIM]) for name in "abc"), asked=agreement("x", [CLAIM]), top=2).answers[0].near

    assert [item.clause.entry.slug for item in found] == ["a", "b"]


def test_a_text_is_not_near_to_itself() -> None:
    """The same record is left out and named, be it the same file or another state of it."""
    older = agreement("x", [LIKE])
    found = ask(older, agreement("a", [SAME]), asked=agreement("x", [CLAIM]))

    assert [item.clause.entry.slug for item in found.answers[0].near] == ["a"]
    assert [entry.slug for entry in found.left_out] == ["x"]
    assert [entry.slug for entry in found.searched] == ["a"]


def test_headings_are_neither_asked_about_nor_found() -> None:
    """A heading names clauses and is none."""
    other = agreement("a", [unit("art_1__heading", "Claims of private persons"), unit("art_1", ARMS)])
    asked = agreement("x", [unit("art_1__heading", "Claims"), unit("art_1", CLAIM)])
    found = ask(other, asked=asked)

    assert [answer.unit.id for answer in found.answers] == ["art_1"]
    assert [item.clause.unit.id for item in found.answers[0].near] == ["art_1"]


def test_what_shares_no_word_is_not_near() -> None:
    """Ten are shown only where ten have anything in common with the clause."""
    assert ask(agreement("a", ["Nothing here."]), asked=agreement("x", [CLAIM])).answers[0].near == ()
    assert ask(agreement("a", [CLAIM]), asked=agreement("x", ["– – –"])).answers[0].near == ()


# What is said of them


def test_a_clause_inferred_from_the_other_was_not_compared() -> None:
    """Sameness that is our own doing is marked, and never counted as the same words."""
    copy = unit("para_1", CLAIM, assumed_from="x#x-c001", support=Support.UNVERIFIED)
    found = ask(agreement("a", [copy]), agreement("b", [CLAIM]), asked=agreement("x", [CLAIM])).answers[0].near

    assert [(item.assumed, item.same_words) for item in found] == [("assumed-from-base", False), (None, True)]


def test_two_clauses_assumed_from_one_template_were_not_compared() -> None:
    """Nor is anything shown where both were inferred from the same third one."""
    ours, theirs = (unit("para_1", CLAIM, assumed_from="m#m-c001") for _ in "ab")
    found = ask(agreement("a", [theirs]), asked=agreement("x", [ours])).answers[0].near

    assert found[0].assumed == "assumed-from-same-clause"


def test_another_language_is_marked() -> None:
    """Names and numbers may bring a French clause near an English one; nobody pretends that the words were compared."""
    french = agreement("a", ["La commission Smith siège 30 jours."], language="fra")
    near = ask(french, asked=agreement("x", ["The commission of Smith sits for 30 days."])).answers[0].near[0]

    assert (near.same_language, near.same_words) == (False, False)


def test_far_means_unlike_words_and_no_common_topic() -> None:
    """A shared topic says more than a low score, so only without one a clause is called another rule."""
    asked = agreement("x", [unit("para_1", CLAIM, topics=("lia.commission",))])
    texts = [unit(f"para_{n}", "Claims of the force.", topics=t) for n, t in enumerate([("lia.commission",), ("a",)])]
    near = ask(agreement("a", texts), asked=asked).answers[0].near

    assert all(item.hit.score < ranking.FAR for item in near)
    assert {item.topics: item.far for item in near} == {("lia.commission",): False, (): True}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("format_", ["terminal", "html", "markdown"])
def test_every_format_says_restated_assumed_and_how_much_is_known(format_: str, lang: str) -> None:
    """No hit stands without whose words it has, how well it is known, and that a template lent it where one did."""
    copy = unit("para_1", CLAIM, assumed_from="x#x-c001", support=Support.UNVERIFIED)
    collection = Plain(
        [agreement("a", [copy], completeness=Completeness.TEXT_NOT_SEEN), foreign("folder/law.xml", [LIKE])]
    )
    asked = agreement("x", [CLAIM])
    found = report(find(collection, asked, asked.units, 10), collection, lang)
    out = terminal_text(found, width=300) if format_ == "terminal" else FORMATS[format_].render(found)
    out = " ".join(out.split())
    say = messages.load(lang).say

    for key in ("nearest.restated", "nearest.supplied", "nearest.assumed", "compare.support.unverified"):
        assert " ".join(say(key).split()) in out, key
    assert say("compare.completeness.text-not-seen") in out
    assert say("compare.why.assumed").split(":")[0].strip() in out
    assert "law.xml" in out


def test_words_of_one_clause_only_are_left_open_where_the_other_is_not_known_whole() -> None:
    """What a text known in part lacks may stand in it unseen, and is not struck out as gone."""
    part = agreement("a", [unit("para_1", CLAIM, support=Support.REPORTED)], completeness=Completeness.PARTIAL)
    asked = agreement("x", [CLAIM.replace("persons", "persons within a year")])
    collection = Plain([part])
    out = FORMATS["terminal"].render(report(find(collection, asked, asked.units, 10), collection))

    assert "[?within a year?]" in out
    assert "[-within a year-]" not in out


def test_names_for_one_role_are_swapped_openly() -> None:
    """In the words shown, two names for one role are a swap, though the search does not see through them."""
    asked = agreement("x", [CLAIM.replace("persons", "persons against UNMIL")], [term("mission", "UNMIL")])
    collection = Plain(
        [agreement("a", [CLAIM.replace("persons", "persons against UNOCI")], [term("mission", "UNOCI")])]
    )
    out = FORMATS["terminal"].render(report(find(collection, asked, asked.units, 10), collection))

    assert "[UNMIL -> UNOCI]" in out


def test_a_predicted_number_is_no_citation() -> None:
    """The name of a clause found carries the mark of a predicted number."""
    other = unit("para_9", CLAIM, num="9.", number=NumberStatus.PREDICTED, path=(("paragraph", "9."),))
    collection = Plain([agreement("a", [other])])
    asked = agreement("x", [CLAIM])

    assert "para [9]*" in FORMATS["terminal"].render(report(find(collection, asked, asked.units, 10), collection))


HOSTILE = "<script>alert(1)</script> | =cmd() \x1b[31m \u202e claims of private persons"


@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_words_do_nothing(format_: str) -> None:
    """Markup, formulas, escape sequences and overrides in a clause or a file's name are shown, not obeyed."""
    collection = Plain([foreign("<b>.xml", [HOSTILE])])
    asked = agreement("x", [CLAIM])
    out = FORMATS[format_].render(report(find(collection, asked, asked.units, 10), collection))

    assert "\x1b" not in out
    if format_ != "json":
        assert "\u202e" not in out
    if format_ == "html":
        assert "<script>" not in out
        assert "<b>" not in out


def test_the_json_is_what_its_schema_says() -> None:
    """To the last key, for restated and for supplied texts."""
    collection = Plain([agreement("a", [LIKE, ARMS]), foreign("law.xml", [SAME])])
    asked = agreement("x", [CLAIM, "– –"])
    found = json.loads(FORMATS["json"].render(report(find(collection, asked, asked.units, 10), collection)))

    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    assert [len(clause["nearest"]) for clause in found["clauses"]] == [3, 0]


def test_the_csv_has_a_row_for_each_clause_found_and_one_where_none_is() -> None:
    """Nothing that was asked about is dropped from the table."""
    collection = Plain([agreement("a", [LIKE, ARMS])])
    asked = agreement("x", [CLAIM, "– –"])
    document_ = report(find(collection, asked, asked.units, 10), collection)
    at = document_.columns.index("eId")

    assert Counter(row[at] for row in document_.rows) == {"para_1": 2, "para_2": 1}
    assert {len(row) for row in document_.rows} == {len(document_.columns)}


# The command


def test_a_clause_of_a_record_is_found_in_other_records() -> None:
    """NATO 1951 art VIII(5)(a) stands in the EU agreement of 2003 as well, and the command finds it there."""
    found = json.loads(run("nato-1951", "VIII(5)(a)", "--format", "json", "--top", "3").output)
    (clause,) = found["clauses"]

    assert found["searched"]["left_out"] == ["nato-1951"]
    assert [near["rank"] for near in clause["nearest"]] == [1, 2, 3]
    assert clause["nearest"][0]["agreement"]["slug"] == "eu-sofa-2003"
    assert clause["nearest"][0]["agreement"]["restated"] is True


def test_a_file_of_another_producer_is_looked_for_in_the_records(tmp_path: Path) -> None:
    """Any Akoma Ntoso file can be asked about; its words count as supplied."""
    known = corpus.read("un-model-1990").units[30].text
    path = tmp_path / "draft.xml"
    path.write_bytes(document([known]))
    found = json.loads(run(str(path), "--format", "json").output)

    assert found["agreement"]["restated"] is False
    assert found["clauses"][0]["nearest"][0]["score"] == 1.0


def test_the_short_view_shows_the_words_of_the_nearest_clause_only() -> None:
    """A whole agreement on a terminal is a list; one clause is shown in full."""
    whole, one = run("unef-1957").output, run("nato-1951", "VIII(5)(a)").output

    assert "--format html" in whole
    assert "--format html" not in one


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "needs an agreement"),
        (("nl-qatar-2014", "art_12__heading"), "is a heading"),
        (("nato-1951", "999"), "no clause of nato-1951"),
        (("nato-1591",), "Did you mean nato-1951"),
        (("nato-1951", "--all"), "goes with an index"),
        (("--all", "--index", "x", "--format", "html"), "is not written for every text at once"),
    ],
)
def test_wrong_usage_is_one_line(args: tuple[str, ...], says: str) -> None:
    """What is missing or cannot be is said, with what to do."""
    with pytest.raises(SofadiffError, match=says):
        run(*args)


def test_every_rule_of_the_score_is_documented() -> None:
    """The page names the shares, the candidates and the threshold that the code uses."""
    page = (Path(__file__).parents[1] / "docs" / "nearest.md").read_text(encoding="utf-8")

    for value in (ranking.W_WORDS, 1 - ranking.W_WORDS, ranking.FAR, ranking.CANDIDATES):
        assert f"{value:g}" in page


def test_values_are_frozen() -> None:
    """An answer is a value: nobody changes it on its way to the page."""
    found = ask(agreement("a", [LIKE]), asked=agreement("x", [CLAIM]))

    with pytest.raises(AttributeError):
        found.answers = ()  # type: ignore[misc]
    assert replace(found, answers=()).answers == ()
    assert not dataclasses.is_dataclass(found)
