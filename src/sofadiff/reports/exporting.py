"""What a table may hold that leaves the house: by default nothing below adjudicated, nothing that is not verified.

Source: the export rule of the codebook (6.4). What an export leaves out is counted and told; where it is asked for,
every row says what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from sofadiff.document import Report
from sofadiff.states import Status, Support

OPTION = "include-lower"
"""Option of a run that asks for rows below the rule."""
SUPPORTS = ("support", "against_support", "base_support", "other_support")
STATUSES = ("status", "against_status")
NOT_VERIFIED, BELOW, NOT_REVIEWED = "not-verified", "below-adjudicated", "no-lawyer-review"
COLUMN = "marks"
HIGH = (Status.ADJUDICATED.value, Status.REVIEWED.value, Status.PUBLISHED.value)
"""Statuses that clear the rule."""


def exported(report: Report) -> tuple[Report, int]:
    """The report with the rows that may be exported, and how many it holds back.

    Rows below the rule stay where the run asked for them; then, as in any table with supports or statuses, the column
    `marks` says for each row what it rests on. A table of counts has neither and stays as it is.
    """
    watched = [name for name in (*SUPPORTS, *STATUSES) if name in report.columns]
    if not watched:
        return report, 0
    lower = dict((report.run or {}).get("options", {})).get(OPTION) is not None
    rows, held = [], 0
    for row in report.rows:
        marks = _marks(dict(zip(report.columns, row, strict=True)))
        if lower or not {NOT_VERIFIED, BELOW} & set(marks):
            rows.append((*row, " ".join(marks)))
        else:
            held += 1
    return replace(report, columns=(*report.columns, COLUMN), rows=tuple(rows)), held


def _marks(row: Mapping[str, str]) -> list[str]:
    supports = {word for name in SUPPORTS for word in row.get(name, "").split()}
    return marks_of(supports, {row[name] for name in STATUSES if row.get(name)})


def marks_of(supports: AbstractSet[str], statuses: AbstractSet[str]) -> list[str]:
    """What something rests on, where that is less than the best there is; the first two marks are below the rule."""
    marks = []
    if supports - {Support.VERIFIED.value}:
        marks.append(NOT_VERIFIED)
    if statuses - set(HIGH):
        marks.append(BELOW)
    if statuses - set(HIGH[1:]):
        marks.append(NOT_REVIEWED)
    return marks
