"""`compare --explain` gives the figures that decided, no others, and a reason for every candidate."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pytest_regressions.file_regression import FileRegressionFixture

import sofadiff
from drafting import CLAUSES, TERMS
from factories import agreement, pin, unit
from sofadiff import corpus, messages
from sofadiff.cli import group
from sofadiff.comparison.compare import compare, to_json
from sofadiff.comparison.explaining import Explanation, Outcome, explain
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, UnitPart
from sofadiff.render import FORMATS
from sofadiff.reports import explanation

SCHEMA = json.loads((Path(sofadiff.__file__).parent / "schemas" / "explanation-1.schema.json").read_text())
SENTENCES = [part.rstrip(".") + "." for text in CLAUSES[:6] for part in text.split(". ")]
TEXTS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=7)


def old() -> Agreement:
    """Clauses of which one is split, one reworded, one dropped and two alike."""
    tax = "Members pay no tax on wages in crowns. They pay no other direct tax, except rates for water and light."
    units = [
        unit("art_1__heading", "Camps and water", eid="art_1", part=UnitPart.HEADING),
        *(
            unit(f"art_1__para_{n}", text, topics=(topic,), path=(("article", "1"), ("paragraph", f"{n}.")))
            for n, (text, topic) in enumerate(
                ((CLAUSES[0], "ent.persons"), (CLAUSES[1], "fac.supplies"), (tax, "tax.personal")), start=1
            )
        ),
        unit("art_2", CLAUSES[6], topics=("jur.criminal",), path=(("article", "2"),)),
        unit("art_3", CLAUSES[7], topics=("lia.third-party",), path=(("article", "3"),)),
    ]
    return agreement("old", units, TERMS)


def new() -> Agreement:
    """What became of them."""
    halves = ["Members pay no tax on wages in crowns.", "They pay no other direct tax, except rates for water."]
    court = "The courts of Ardenia try a member for theft. A lawyer must defend the accused."
    units = [
        unit("art_1__heading", "Water", eid="art_1", part=UnitPart.HEADING),
        unit("art_1__para_1", CLAUSES[1], topics=("fac.supplies",), path=(("article", "1"), ("paragraph", "1."))),
        unit("art_1__para_2", halves[0], topics=("tax.personal",), path=(("article", "1"), ("paragraph", "2."))),
        unit("art_1__para_3", halves[1], topics=("tax.personal",), path=(("article", "1"), ("paragraph", "3."))),
        unit("art_2", court, topics=("jur.criminal",), path=(("article", "2"),)),
        unit("art_4", "Bees of the Force are kept in hives.", topics=("fac.supplies",), path=(("article", "4"),)),
    ]
    return agreement("new", units, TERMS)


def of(base: Agreement, other: Agreement, side: str, *ids: str) -> tuple[Explanation, ...]:
    """The explanations of some units, or of all."""
    units = (base if side == "base" else other).units
    return explain(base, other, side, [each for each in units if not ids or each.id in ids]).units


def run(*args: str) -> Result:
    """The command line."""
    return CliRunner().invoke(group, ["compare", *args])


def holds(base: Agreement, other: Agreement) -> None:
    """What must be true of every explanation of every unit of two texts."""
    plain = compare(base, other)
    for side in ("base", "other"):
        explained = explain(base, other, side, (base if side == "base" else other).units)
        assert to_json(explained.comparison) == to_json(plain)
        for each in explained.units:
            answers = each.link.other if side == "base" else each.link.base
            chosen = {c.unit for c in each.candidates if c.outcome is Outcome.CHOSEN}
            assert chosen <= set(answers)
            assert bool(chosen) is bool(answers)
            assert (each.rule is None) is (not answers)
            for candidate in each.candidates:
                if candidate.figures is not None and candidate.score is not None:
                    seen = candidate.figures
                    total = seen.wording + seen.place + seen.topics
                    assert candidate.score == min(1.0, max(0.0, total))
                if candidate.outcome is Outcome.BELOW:
                    assert candidate.score is not None
                    assert candidate.least is not None
                    assert candidate.score < candidate.least
                if candidate.outcome is Outcome.FEW_WORDS:
                    assert candidate.figures is not None
                    assert candidate.least is not None
                    assert candidate.figures.wording < candidate.least
                assert bool(candidate.instead) is (candidate.outcome in (Outcome.TAKEN, Outcome.LATER))
        jsonschema.validate(explanation.explanation_data.to_json(explained), SCHEMA)


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS)
def test_an_explanation_is_of_the_comparison_and_changes_nothing(one: list[str], two: list[str]) -> None:
    """Asked why, the comparison is the same; the chosen candidates are the link; every figure adds up."""
    holds(agreement("one", one, TERMS), agreement("two", two, TERMS))


def test_explanations_between_languages_add_up() -> None:
    """Between two languages the order of words is not looked at, and everything else holds."""
    french = agreement("fr", ["Le tribunal juge 3 membres.", "Les impôts: 900 couronnes."], TERMS, language="fra")
    holds(agreement("en", CLAUSES, TERMS), french)


@pytest.mark.parametrize(
    ("base", "other"), [("nl-senegal-2010", "nl-burkina-faso-2015"), ("haiti-minustah-2004", "haiti-mss-2024")]
)
def test_explanations_of_real_records_add_up(base: str, other: str) -> None:
    """Every clause of these pairs of records has an explanation that fits its link."""
    holds(corpus.read(base), corpus.read(other))


def test_the_reason_of_each_candidate() -> None:
    """A dropped clause lost its candidates to others or to the threshold; the words say which."""
    (dropped,) = of(old(), new(), "base", "art_1__para_1")

    assert dropped.rule is None
    assert {candidate.outcome for candidate in dropped.candidates} <= {
        Outcome.BELOW, Outcome.FEW_WORDS, Outcome.TAKEN
    }  # fmt: skip


def test_a_split_shows_the_share_of_its_piece() -> None:
    """The second half of a split clause was found by the share of its words that stand in what is left of the whole."""
    (half,) = of(old(), new(), "other", "art_1__para_2")
    (piece,) = [piece for piece in half.pieces if piece.outcome is Outcome.CHOSEN]

    assert (half.rule, piece.part, piece.whole, piece.part_is_base) == (
        "containment", "art_1__para_2", "art_1__para_3", False
    )  # fmt: skip
    assert piece.least is not None
    assert piece.share >= piece.least


def test_identical_words_need_no_figures() -> None:
    """Clauses that say the same were paired before likeness was computed."""
    (same,) = of(old(), new(), "base", "art_1__para_2")

    assert same.rule == "identical"
    assert [(c.unit, c.score, c.figures) for c in same.candidates] == [("art_1__para_1", None, None)]


def test_a_heading_is_explained_by_words_and_by_what_stands_under_it() -> None:
    """For a heading the other headings are listed with both figures."""
    (heading,) = of(old(), new(), "base", "art_1__heading")

    assert [(h.unit, 0 < h.words < 1, 0 < h.under <= 1) for h in heading.headings] == [("art_1__heading", True, True)]


def test_what_a_person_decided_is_said_to_be_that() -> None:
    """A pinned clause names its person and no figures; a forbidden candidate is kept apart, not below a threshold."""
    base, other = old(), new()
    decided = replace(base, pins=(pin(base, "art_3", other, "art_4"), pin(base, "art_2", other, "art_2", forbid=True)))
    report = explanation.report(decided, other, "base", [u for u in base.units if u.id in ("art_2", "art_3")])
    text = FORMATS["markdown"].render(report)

    assert "Decided by Ada Ermine on 2024-05-31: Both are about boats. Software weighed nothing here." in text
    assert "kept apart by a person" in text


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_words_of_an_explanation(lang: str, file_regression: FileRegressionFixture) -> None:
    """Every clause of one small text, explained as it is printed."""
    text = FORMATS["terminal"].render(explanation.report(old(), new(), "base", old().units, lang=lang))

    file_regression.check(text, extension=f".{lang}.txt", basename="explained", encoding="utf-8")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_has_every_candidate_of_a_small_pair(format_: str) -> None:
    """HTML, Markdown, CSV and JSON name the candidates too."""
    report = explanation.report(old(), new(), "base", [u for u in old().units if u.id == "art_2"])
    text = FORMATS[format_].render(report)

    assert "art_2" in text or "art 2" in text
    assert {len(row) for row in report.rows} == {len(report.columns)}


def test_the_command_explains_one_clause() -> None:
    """By number with its side, or by an id that only one of the texts has; as JSON with the same figures."""
    words = ("nl-senegal-2010", "nl-burkina-faso-2015", "--explain")
    text = run(*words, "base:IV(2)").output
    data = json.loads(run(*words, "nl-senegal-2010-c023", "--format", "json").output)
    jsonschema.validate(data, SCHEMA)
    (clause,) = data["clauses"]

    assert clause["wId"] == "nl-senegal-2010-c023"
    best = clause["candidates"][0]
    assert best["outcome"] == "chosen"
    assert f"{best['score']:.3f}" in text
    assert f"{best['words']:.3f}" in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nl-senegal-2010", "nl-burkina-faso-2015", "--explain", "IV(2)"), "base:IV(2) (nl-senegal-2010) or other:"),
        (("nl-senegal-2010", "nl-burkina-faso-2015", "--explain", "base:XX(2)"), "no clause of nl-senegal-2010"),
        (("nl-senegal-2010", "nl-burkina-faso-2015", "--explain", "XX(2)"), "neither text has such a clause"),
        (("nl-senegal-2010", "nl-qatar-2014", "nato-1951", "--explain", "1"), "one comparison at a time"),
    ],
)
def test_a_question_that_means_no_one_clause_is_refused(args: tuple[str, ...], words: str) -> None:
    """An ambiguous or unknown clause is answered with what to write instead."""
    done = run(*args)

    assert isinstance(done.exception, SofadiffError)
    assert words in str(done.exception)
