"""What a table holds that leaves the house: nothing below the export rule unless asked for, and then marked."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import sofadiff
from sofadiff import codebook, corpus, messages
from sofadiff.cli import group
from sofadiff.document import Mark, Report
from sofadiff.findings.readings import UNANSWERED, collect
from sofadiff.reports import (
    comparison_data,
    explanation_data,
    lineage,
    nearest_data,
    report_rows,
    stats_data,
    suggestions_data,
    synopsis_data,
    timeline,
)
from sofadiff.reports.exporting import HIGH, exported
from sofadiff.reports.statements import wording
from sofadiff.reports.tables import reading_cell

SCHEMAS = Path(sofadiff.__file__).parent / "schemas"

DICTIONARY = (Path(__file__).parents[1] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
TABLES = {
    "Immunity, accountability, matrix": report_rows.COLUMNS,
    "Timeline": timeline.COLUMNS,
    "Compare, redline, concordance, departures": comparison_data.COLUMNS,
    "Synopsis": synopsis_data.COLUMNS,
    "Lineage": lineage.COLUMNS,
    "Nearest": nearest_data.COLUMNS,
    "Explanation": explanation_data.COLUMNS,
    "Suggest": suggestions_data.COLUMNS,
    "Stats": stats_data.COLUMNS,
}
COLUMNS = ("support", "status", "against_support", "against_status")
ROWS = {
    ("verified", "adjudicated", "verified", "adjudicated"): "no-lawyer-review",
    ("verified", "reviewed", "verified", "published"): "",
    ("verified", "adjudicated", "", ""): "no-lawyer-review",
    ("", "", "", ""): "",
    ("reported", "reviewed", "", ""): "not-verified",
    ("verified", "reviewed", "verified unverified", "reviewed"): "not-verified",
    ("verified", "double-coded", "", ""): "below-adjudicated no-lawyer-review",
    ("verified", "adjudicated", "verified", "machine-suggested"): "below-adjudicated no-lawyer-review",
    ("unverified", "coded", "", ""): "not-verified below-adjudicated no-lawyer-review",
    ("verified", "disputed", "", ""): "below-adjudicated no-lawyer-review",
}
"""What a row rests on, and its marks."""


def _report(row: tuple[str, ...], *, lower: bool) -> Report:
    run = {"options": {"include-lower": "yes"} if lower else {}}
    return Report("immunity", "Title", "en", (), columns=COLUMNS, rows=(row,), run=run)


@pytest.mark.parametrize(("row", "marks"), ROWS.items(), ids=[" ".join(row) for row in ROWS])
def test_a_row_is_held_back_or_marked_by_what_it_rests_on(row: tuple[str, ...], marks: str) -> None:
    """Only adjudicated findings on verified clauses leave; with the switch every row does, with its marks."""
    below = bool({"not-verified", "below-adjudicated"} & set(marks.split()))
    out, held = exported(_report(row, lower=False))
    assert (len(out.rows), held) == ((0, 1) if below else (1, 0))
    out, held = exported(_report(row, lower=True))
    assert (out.columns[-1], out.rows, held) == ("marks", ((*row, marks),), 0)


def test_a_table_of_counts_stays_as_it_is() -> None:
    """Figures on a collection rest on no single clause."""
    report = Report("stats", "Title", "en", (), columns=("measure", "count"), rows=(("texts", "3"),))
    assert exported(report) == (report, 0)


def test_the_command_says_what_it_holds_back(tmp_path: Path) -> None:
    """How many rows stay behind, why, and how to get them is said where the table is written."""
    words = ["report", "immunity", "nl-uganda-2012", "--against", "nl-rwanda-2009", "--format", "csv", "-o"]
    short = CliRunner().invoke(group, [*words, str(tmp_path / "short.csv")])
    whole = CliRunner().invoke(group, [*words, str(tmp_path / "whole.csv"), "--include-lower"])
    texts = [(tmp_path / f"{name}.csv").read_text(encoding="utf-8") for name in ("short", "whole")]
    few, all_ = (list(csv.DictReader(io.StringIO(text))) for text in texts)
    assert 0 < len(few) < len(all_)
    assert f"{len(few)} of {len(all_)} rows exported; {len(all_) - len(few)} rest on less" in short.stderr
    assert "rows exported" not in whole.stderr
    beside = json.loads((tmp_path / "short.csv.run.json").read_text(encoding="utf-8"))
    assert (beside["rows"], beside["held_back"]) == (len(few), len(all_) - len(few))
    assert {word for row in few for word in row["marks"].split()} <= {"no-lawyer-review"}
    below = {"not-verified", "below-adjudicated"}
    kept = [row["finding_id"] for row in all_ if not below & set(row["marks"].split())]
    assert kept == [row["finding_id"] for row in few]


@pytest.mark.parametrize(("title", "columns"), TABLES.items(), ids=TABLES)
def test_every_column_is_in_the_dictionary(title: str, columns: tuple[str, ...]) -> None:
    """The dictionary names exactly the columns of each table."""
    section = next(part for part in DICTIONARY.split("\n## ")[1:] if part.startswith(title))
    lines = section.splitlines()[1:]
    first = [line.split("|")[1] if line.startswith("|") else line.split(" as above")[0] for line in lines]
    named = {name for cell in first for name in re.findall(r"`([A-Za-z_0-9]+)`", cell)}
    assert named == set(columns)


JSON = {
    "findings": ["report", "immunity", "nl-uganda-2012", "--against", "nl-rwanda-2009"],
    "passages": ["report", "departures", "haiti-mss-2024", "--against", "haiti-minustah-2004"],
    "comparison": ["compare", "haiti-minustah-2004", "haiti-mss-2024"],
    "own file": ["compare", str(Path(__file__).parent / "attached" / "harbour-2001.xml"), "nl-uganda-2012"],
    "synopsis": ["compare", "nl-rwanda-2009", "nl-uganda-2012", "haiti-mss-2024"],
    "dossier": ["dossier", "claims", "nl-uganda-2012", "--against", "nl-rwanda-2009", "--incident", "2010-01-02"],
}


def _json(words: list[str]) -> dict[str, Any]:
    result = CliRunner().invoke(group, [*words, "--format", "json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def _entries(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "clears_rule" in value:
            yield value
        for each in value.values():
            yield from _entries(each)
    elif isinstance(value, list):
        for each in value:
            yield from _entries(each)


@pytest.mark.parametrize("words", JSON.values(), ids=JSON)
def test_json_says_of_each_entry_whether_a_table_would_hold_it(words: list[str]) -> None:
    """Nothing is left out of JSON, so every entry carries what it rests on, and the head counts what is below."""
    data = _json(words)
    entries = [each for each in _entries(data) if each["clears_rule"] is not None]
    below = [each for each in entries if {"not-verified", "below-adjudicated"} & set(each["marks"])]
    assert entries
    assert [each["clears_rule"] for each in entries].count(False) == len(below) == data["export_rule"]["below"]
    assert data["export_rule"]["entries"] == len(entries)
    marked = sum("no-lawyer-review" in each["marks"] for each in entries)
    assert data["export_rule"]["no_lawyer_review"] == marked


def test_json_and_tables_agree_on_what_clears_the_rule(tmp_path: Path) -> None:
    """A row stands in the table by default exactly if the finding and its comparator both clear the rule in JSON."""
    data = _json(JSON["findings"])
    wanted = [
        finding["finding_id"]
        for finding in data["findings"]
        for other in finding["comparators"]
        if finding["clears_rule"] is not False and other["clears_rule"] is not False
    ]
    CliRunner().invoke(group, [*JSON["findings"], "--format", "csv", "-o", str(tmp_path / "it.csv")])
    rows = csv.DictReader(io.StringIO((tmp_path / "it.csv").read_text(encoding="utf-8")))
    assert [row["finding_id"] for row in rows] == wanted


@pytest.mark.parametrize("name", ["findings", "passages", "comparison", "synopsis", "dossier"])
def test_the_marks_are_in_the_published_schemas(name: str) -> None:
    """Programs find the marks where the schema says that they are."""
    data = _json(JSON[name])
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*-1.schema.json")}
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    kind = data["format"].removeprefix("sofadiff.").replace("/", "-")
    Draft202012Validator(schemas[f"{kind}.schema.json"], registry=registry).validate(data)
    inner = data["comparisons"] if name == "passages" else [data["report"]] if name == "dossier" else []
    for part in inner:
        kind = part["format"].removeprefix("sofadiff.").replace("/", "-")
        Draft202012Validator(schemas[f"{kind}.schema.json"], registry=registry).validate(part)


def test_a_gap_is_as_weak_as_the_answers_it_rests_on() -> None:
    """A gap on unverified clauses is marked so, although a gap has no coding of its own."""
    data = _json(["report", "accountability", "nl-uganda-2012", "--against", "un-model-1990"])
    assert len(data["gaps"]) > 3
    assert all(gap["clears_rule"] is False for gap in data["gaps"])
    assert {"not-verified"} <= {mark for gap in data["gaps"] for mark in gap["marks"]}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_answer_below_the_rule_is_read_without_its_marks(lang: str) -> None:
    """In sentences and in cells alike: the support, and the status where it is below adjudicated."""
    agreements = [corpus.read(slug) for slug in ("nl-rwanda-2009", "haiti-mss-2024", "nato-1951")]
    book = codebook.load()
    w = wording(messages.load(lang), book, agreements)
    answered = 0
    for row in collect(agreements, book, ("immunity", "accountability")):
        for reading in row.readings:
            if reading.state in UNANSWERED or reading.finding is None:
                continue
            answered += 1
            wanted = {reading.support.value} if reading.support and reading.state != "silent" else set()
            wanted |= set() if reading.finding.status.value in HIGH else {"below"}
            for said in (w.reading(reading), reading_cell(w, reading).inlines):
                assert wanted <= {each.kind for each in said if isinstance(each, Mark)}
    assert answered > 100
