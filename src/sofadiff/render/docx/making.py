"""What somebody chooses about a Word report: who signs its changes, of what date, in whose style."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.render.docx.looks import Looks, own

AUTHOR = "sofadiff"
OPTIONS = ("author", "dated", "template")
"""What a manifest calls the choices: the name, the day, SHA-256 of the template."""
LONGEST_AUTHOR = 100
"""Letters; a word processor shows the name beside every change."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NOT_KNOWN = "0001-01-01"


class Making(Struct, frozen=True):
    """The choices, checked."""

    author: str = AUTHOR
    date: str | None = None
    """Day of the changes, YYYY-MM-DD; None: that of the newest text, if it has one. Never the clock's."""
    looks: Looks | None = None
    """None: our own."""


def chosen(author: str | None, day: str | None, looks: Looks | None) -> Making:
    """The choices as a user gave them; SofadiffError for a name or a date that cannot stand."""
    name = AUTHOR if author is None else " ".join(author.split())
    if not 0 < len(name) <= LONGEST_AUTHOR:
        raise SofadiffError(
            f"is no name of 1 to {LONGEST_AUTHOR} letters.", where="--author", remedy="Give the name to be shown."
        )
    if day is not None and not _is_day(day):
        raise SofadiffError(f"“{day}” is not a date.", where="--date", remedy="Write it as YYYY-MM-DD.")
    return Making(name, day, looks)


def day_of(report: Report, making: Making) -> str | None:
    """The day that changes carry: the one chosen, else the date of the newest text that the report is on, else none."""
    return making.date or max((text for text in _dates(report) if _is_day(text)), default=None)


def looks_of(making: Making) -> Looks:
    """The looks chosen, else our own."""
    return making.looks or own()


def _dates(report: Report) -> list[str]:
    texts = [report.data.get("agreement"), *(report.data.get("against") or [])]
    return [*report.dates, *(str(text.get("date")) for text in texts if isinstance(text, dict))]


def _is_day(text: str) -> bool:
    if not _DAY.match(text) or text == _NOT_KNOWN:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
