"""What a table holds that leaves the house: nothing below the export rule unless asked for, and then marked."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sofadiff.cli import group
from sofadiff.document import Report
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
from sofadiff.reports.exporting import exported

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
