"""The timeline: texts in order of date, every state apart, assumed values marked as assumed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from pytest_regressions.file_regression import FileRegressionFixture

import sofadiff
from report_checks import every_reference_leads_to_one_clause, ids_are_unique, section, words_are_neutral
from small_world import new_from_template, old, template
from sofadiff import corpus
from sofadiff.document import Ladder, Report
from sofadiff.model import Agreement, RecordKind
from sofadiff.render import FORMATS
from sofadiff.reports import timeline

SCHEMAS = Path(sofadiff.__file__).parent / "schemas"


def dated(agreement: Agreement, date: str | None) -> Agreement:
    """The same agreement with another date."""
    return replace(agreement, work_date=date)


WORLD = (dated(new_from_template(), "2024-06-21"), dated(old(), "2004-07-09"), dated(template(), "1990-10-09"))


def data(report: Report) -> dict[str, Any]:
    """The JSON of a timeline, checked against its published schema."""
    found: dict[str, Any] = json.loads(json.dumps(report.data))
    schema = json.loads((SCHEMAS / "timeline-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def test_texts_stand_in_order_of_date_whatever_the_order_given() -> None:
    """Earliest first; the order in which records are named does not matter."""
    for given in (WORLD, WORLD[::-1]):
        assert [item["slug"] for item in data(timeline.report(given))["agreements"]] == ["model", "old", "new"]


def test_texts_without_a_date_come_last_and_are_named() -> None:
    """An unknown date is never placed as if it were early, and no placeholder is printed."""
    report = timeline.report((dated(template(), None), *WORLD[:2]))

    assert [item["slug"] for item in data(report)["agreements"]] == ["old", "new", "model"]
    assert "Without a full date, and so placed last: model." in FORMATS["terminal"].render(report).replace("\n", " ")


def test_standards_are_left_out() -> None:
    """An instrument that others point to serves no mission and has no place in the series."""
    standard = replace(dated(old(), "1946-02-13"), slug="standard", kind=RecordKind.STANDARD)

    assert data(timeline.report((*WORLD, standard))) == data(timeline.report(WORLD))


def test_assumed_values_are_marked_in_data_picture_and_table() -> None:
    """A value that rests on a clause inferred from a template says so wherever it is shown."""
    report = timeline.report(WORLD)
    series = next(item for item in data(report)["series"] if item["code"] == "AC-14")
    ladder = next(block for block in report.blocks if isinstance(block, Ladder) and block.id.startswith("ladder-ac-14"))

    assert [point["assumed_from"] for point in series["points"]] == [[], [], ["model#model-c006"]]
    assert [name for name, _, _ in ladder.marks] == [
        "model (unverified)",
        "old (verified)",
        "new (unverified, assumed from model)",
    ]
    assert "[assumed: " in "\n".join(section(report, "ac-14"))


def test_a_text_without_rank_stands_below_the_ladder_with_its_state() -> None:
    """Not known, not coded and unclear have no rung."""
    report = timeline.report((*WORLD, dated(replace(old(), slug="older", short="older"), "1999-01-01")))
    ladder = next(block for block in report.blocks if isinstance(block, Ladder) and block.id.startswith("ladder-ac-01"))

    assert [(name, rank) for name, rank, _ in ladder.marks if rank is None] == [("model", None), ("new", None)]
    assert [state for name, rank, state in ladder.marks if rank is None] == [
        "not coded",
        "not known (text not available)",
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_one_variable_reads_as_written(lang: str, file_regression: FileRegressionFixture) -> None:
    """Heading, question and table of one variable, word for word."""
    report = timeline.report(WORLD, lang=lang)
    file_regression.check("\n".join(section(report, "ac-14")) + "\n", basename=f"timeline.{lang}", extension=".txt")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_corpus_holds_together(lang: str) -> None:
    """Over all records: citations resolve, anchors are unique, wording is neutral, all formats are written."""
    report = timeline.report(corpus.read_all(), lang=lang)

    every_reference_leads_to_one_clause(report)
    ids_are_unique(report)
    words_are_neutral(report)
    assert all(len(row) == len(report.columns) for row in report.rows)
    assert all(written.render(report) for written in FORMATS.values())
    data(report)
