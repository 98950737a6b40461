"""The figures on a collection: each state counted apart, and nothing counted that is not there."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import sofadiff
from finding_factories import CODEBOOK, coded, finding, not_known
from report_checks import every_reference_leads_to_one_clause, ids_are_unique, table, words_are_neutral
from small_world import new, new_from_template, old, template
from sofadiff.cli import group
from sofadiff.model import Completeness, RecordKind, Support
from sofadiff.render import FORMATS
from sofadiff.reports import stats

SCHEMAS = Path(sofadiff.__file__).parent / "schemas"
WORLD = (new_from_template(), old(), template())


def data(*agreements: Any) -> dict[str, Any]:
    """The JSON of the figures, checked against its published schema."""
    found: dict[str, Any] = json.loads(json.dumps(stats.report(agreements).data))
    schema = json.loads((SCHEMAS / "stats-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def variable(found: dict[str, Any], code: str) -> dict[str, Any]:
    """The figures on one variable."""
    return next(item for item in found["variables"] if item["code"] == code)


def test_models_and_standards_are_not_counted_as_agreements() -> None:
    """A model is no agreement between parties, a standard is neither, and each has a count of its own."""
    standard = replace(coded("standard"), kind=RecordKind.STANDARD)

    assert data(*WORLD, standard)["totals"]["texts"] == {"agreement": 2, "model": 1, "standard": 1}


def test_clauses_are_counted_by_support_and_assumed_ones_once_more() -> None:
    """Supports add up to the clauses; how many were inferred from a template is said apart."""
    totals = data(*WORLD)["totals"]

    assert totals["support"] == {"verified": 6, "reported": 2, "unverified": 2, "none": 0}
    assert totals["clauses"] == sum(totals["support"].values()) == 10
    assert totals["assumed"] == 1


def test_whole_and_verified_needs_both() -> None:
    """A full record with one clause that nobody verified does not count, nor does a verified part of a text."""
    whole = coded("whole")
    shaky = replace(whole, slug="shaky", units=(*whole.units[1:], replace(whole.units[0], support=Support.REPORTED)))
    part = replace(whole, slug="part", completeness=Completeness.PARTIAL)
    found = data(whole, shaky, part)

    assert [text["whole_and_verified"] for text in found["texts"]] == [True, False, False]
    assert found["totals"]["whole_and_verified"]["agreement"] == 1


def test_a_text_that_answers_in_two_ways_stands_in_both_columns() -> None:
    """States are never merged: one category coded and one unclear are two entries; questions still add up."""
    text = coded(
        "text",
        finding("IM-01", "official-acts", "contingent"),
        finding("IM-01", "unclear", "fpu", candidates=("absolute", "official-acts")),
    )
    found = variable(data(text), "IM-01")

    assert (found["texts"]["coded"], found["texts"]["unclear"], found["nothing_coded"]) == (1, 1, 0)
    assert sum(found["questions"].values()) == len(CODEBOOK.variable("IM-01").persons)


def test_what_nobody_coded_is_neither_silent_nor_not_known() -> None:
    """A text without findings is not coded throughout, and in no other state."""
    found = data(coded("bare"))

    assert {item["nothing_coded"] for item in found["variables"]} == {1}
    assert {state for state, count in found["totals"]["states"].items() if count} == {"not-coded"}


def test_standards_are_asked_no_questions() -> None:
    """An instrument that others point to is left out of the figures on variables, and says so by zeros."""
    standard = replace(coded("standard", finding("AC-06", "silent")), kind=RecordKind.STANDARD)
    found = data(old(), standard)

    assert sum(found["texts"][1]["states"].values()) == 0
    assert variable(found, "AC-06")["texts"]["silent"] == 1


def test_topics_tell_missing_clauses_from_topics_not_known() -> None:
    """A topic that a text lists as not known is counted there, beside the texts that have a clause on it."""
    found = {
        item["topic"]: item for item in data(new(), old(), coded("x", not_known=(not_known("jur.civil"),)))["topics"]
    }

    assert found["jur.civil"] == {"topic": "jur.civil", "clauses": 2, "texts": 2, "not_known": 1}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_format_is_written(lang: str) -> None:
    """Terminal, HTML, Markdown, JSON and CSV are written in both languages, and the report holds together."""
    report = stats.report(WORLD, lang=lang)

    every_reference_leads_to_one_clause(report)
    ids_are_unique(report)
    words_are_neutral(report)
    assert all(written.render(report) for written in FORMATS.values())


def test_the_tables_say_what_the_data_says() -> None:
    """A figure in the printed table is the figure in the JSON, with its share."""
    report = stats.report(WORLD)

    assert table(report, "totals-table")["Clauses"]["Number"] == "10"
    assert table(report, "support-table")["All texts"]["verified"] == "6 (60.0%)"


def test_csv_has_one_row_for_each_figure() -> None:
    """Section, item and measure name each figure exactly once."""
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].render(stats.report(WORLD)), newline="")))
    keys = [(row["section"], row["item"], row["measure"]) for row in rows]

    assert len(keys) == len(set(keys))
    assert {row["count"] for row in rows if (row["section"], row["measure"]) == ("totals", "clauses")} == {"10"}


def test_the_command_counts_all_records_or_those_named() -> None:
    """Without a name all records are counted; a record named twice is counted once."""
    runner = CliRunner()
    one = json.loads(runner.invoke(group, ["stats", "nato-1951", "nato-1951", "--format", "json"]).output)
    all_ = json.loads(runner.invoke(group, ["stats", "--format", "json"]).output)

    assert [text["slug"] for text in one["texts"]] == ["nato-1951"]
    assert len(all_["texts"]) > 5
