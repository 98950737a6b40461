"""The lineage: a clause followed back through earlier texts, and what each step is worth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from pytest_regressions.file_regression import FileRegressionFixture

import sofadiff
from factories import agreement, unit
from report_checks import every_reference_leads_to_one_clause, ids_are_unique, section, words_are_neutral
from sofadiff import corpus
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Completeness, Support
from sofadiff.render import FORMATS
from sofadiff.reports import lineage
from sofadiff.reports.lineage_steps import weakest

SCHEMAS = Path(sofadiff.__file__).parent / "schemas"
HAITI = ("un-model-1990", "haiti-unmih-1995", "haiti-minustah-2004", "haiti-mss-2024")
RULE = "Members of the mission are immune from legal process for words and acts in their official capacity."
CHANGED = "Members of the mission are immune from criminal process for words and acts in their official capacity."
OTHER = "The Government provides premises, water and electricity to the mission without charge."


def text(slug: str, *rules: str, **kw: Any) -> Agreement:
    """A text with numbered clauses of these words; `support` and `assumed_from` go to every clause."""
    of_unit = {name: kw.pop(name) for name in ("support", "assumed_from") if name in kw}
    units = [
        unit(
            f"para_{n}", rule, num=f"{n}.", wid=f"{slug}-c{n:03d}", path=(("paragraph", f"{n}."),),
            topics=("jur.official-acts" if "immune" in rule else "fac.premises",), **of_unit,
        )
        for n, rule in enumerate(rules, start=1)
    ]  # fmt: skip
    return agreement(slug, units, **kw)


def data(*agreements: Agreement) -> dict[str, Any]:
    """The JSON of a lineage, checked against its published schema."""
    found: dict[str, Any] = json.loads(json.dumps(lineage.report(agreements).data))
    schema = json.loads((SCHEMAS / "lineage-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def states(*agreements: Agreement) -> list[list[str]]:
    """For each clause of the last text, the states of its steps back, nearest first."""
    return [[step["state"] for step in chain["steps"]] for chain in data(*agreements)["chains"]]


def test_the_same_and_reworded_clauses_are_verified_only_where_both_sides_were_read() -> None:
    """The words decide between same and reworded; the support of both sides decides between verified and not."""
    reported = text("b", RULE, support=Support.REPORTED)

    assert states(text("a", RULE), text("b", RULE)) == [["same-verified"]]
    assert states(text("a", RULE), text("b", CHANGED)) == [["reworded-verified"]]
    assert states(text("a", RULE), reported) == [["same-not-verified"]]
    assert states(text("a", CHANGED), reported) == [["reworded-not-verified"]]


def test_a_clause_is_new_only_against_a_text_that_was_read_whole() -> None:
    """What nothing answers in a text known in part may yet be there."""
    later = text("b", RULE, OTHER)

    assert states(text("a", RULE), later)[1] == ["new"]
    assert states(text("a", RULE, completeness=Completeness.PARTIAL), later)[1] == ["not-known"]


def test_an_assumed_clause_on_either_side_proves_nothing() -> None:
    """Inferred words are the same because we copied them; such a step is assumed, whatever the words."""
    inferred = text("b", RULE, support=Support.UNVERIFIED, assumed_from="model#model-c001")

    assert states(text("a", RULE), inferred) == [["assumed"]]
    assert states(inferred, text("c", RULE)) == [["assumed"]]
    assert states(inferred, text("c", CHANGED)) == [["assumed"]]


def test_verified_back_to_stops_at_the_first_step_that_is_not() -> None:
    """A chain through an assumed clause is shown to its end, and verified only up to there."""
    middle = text("b", RULE, support=Support.UNVERIFIED, assumed_from="a#a-c001")
    found = data(text("a", RULE), middle, text("c", RULE), text("d", CHANGED))["chains"][0]

    assert [step["state"] for step in found["steps"]] == ["reworded-verified", "assumed", "assumed"]
    assert found["verified_back_to"] == "c"


def test_a_chain_ends_where_nothing_answers() -> None:
    """Beyond a new clause there is no step; the table counts it as ended, not as new again."""
    found = data(text("a", RULE), text("b", RULE), text("c", RULE, OTHER))

    assert [step["state"] for step in found["chains"][1]["steps"]] == ["new"]
    assert [item["states"]["ended"] for item in found["reach"]] == [0, 1]


def test_texts_in_two_languages_are_not_compared_word_for_word() -> None:
    """An answer in another language is an answer; whether it is the same is not said."""
    assert states(text("a", RULE, language="fra"), text("b", RULE)) == [["not-compared"]]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["same-verified", "same-verified"], "same-verified"),
        (["same-verified", "reworded-verified"], "reworded-verified"),
        (["same-verified", "assumed"], "assumed"),
        (["same-verified", "new"], "reworded-verified"),
        (["new", "new"], "new"),
        (["new", "not-known"], "not-known"),
    ],
)
def test_the_weakest_of_several_links_counts(given: list[str], expected: str) -> None:
    """A clause with several answers is worth no more than the weakest, and not the same if a part is new."""
    assert weakest(given) == expected


def test_counts_of_pairs_and_reach_add_up() -> None:
    """Every clause of each later text is counted once for its pair, every clause of the last one once for each text."""
    world = tuple(corpus.read(slug) for slug in HAITI)
    found = data(*world)
    clauses = {item.slug: sum(unit.part.value != "heading" for unit in item.units) for item in world}

    assert [sum(pair["states"].values()) for pair in found["pairs"]] == [clauses[slug] for slug in HAITI[:0:-1]]
    assert {sum(item["states"].values()) for item in found["reach"]} == {clauses[HAITI[-1]]}


def test_nothing_in_the_haitian_lineage_is_called_verified() -> None:
    """No text between the Model and the 2024 agreement was read whole, and no step says otherwise."""
    found = data(*(corpus.read(slug) for slug in HAITI))
    counted = [pair["states"] for pair in found["pairs"]]

    assert [pair["same-verified"] + pair["reworded-verified"] + pair["new"] for pair in counted] == [0, 0, 0]
    assert {chain["verified_back_to"] for chain in found["chains"]} == {None}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_lineage_reads_as_written(lang: str, file_regression: FileRegressionFixture) -> None:
    """Summary and chains of three small texts, word for word; every format is written."""
    middle = replace(text("b", RULE, OTHER), completeness=Completeness.PARTIAL)
    report = lineage.report((text("a", RULE), middle, text("c", CHANGED, OTHER)), lang=lang)
    lines = [*section(report, "summary"), "", *section(report, "chains")]

    every_reference_leads_to_one_clause(report)
    ids_are_unique(report)
    words_are_neutral(report)
    assert all(written.render(report) for written in FORMATS.values())
    file_regression.check("\n".join(lines) + "\n", basename=f"lineage.{lang}", extension=".txt")


def test_one_text_has_no_lineage() -> None:
    """Fewer than two texts are refused in one line."""
    with pytest.raises(SofadiffError, match="needs at least two agreements"):
        lineage.report((text("a", RULE),))
