"""Deadlines of the claims clauses, computed from dates that a person gives; nothing that no clause states."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.findings.readings import CODED, Book, Reading

EVENTS = ("incident", "discovered", "mandate-end", "first-appointed")
"""The dates that can be given: the incident, its discovery, the end of the mandate, the first commissioner named."""
_STARTS = {"event": ("incident",), "discovery": ("discovered",), "either": ("incident", "discovered")}
_AFTER_MANDATE = re.compile(r"(\w+) (day|month|year)s? after the end of the mandate", re.IGNORECASE)
_NUMBERS = (*("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),)
FIRST_APPOINTED = "appointment of the first commissioner"
"""How the records say what a time limit for the other members runs from."""
_FARTHEST = 1200
"""Months; nothing that a clause calls a time limit is longer than a century."""


class Period(NamedTuple):
    """A length of time as a clause states it."""

    number: int
    unit: str
    """`day`, `month` or `year`."""


class Deadline(Struct, frozen=True):
    """One time limit of one text, and its last day where that can be computed."""

    reading: Reading
    kind: str
    """`file` (present a claim), `long-stop` (never later than), `set-up` (the body's missing member is named)."""
    event: str
    """What it runs from: one of EVENTS."""
    period: Period | None
    """None where the clause's words give none that can be counted."""
    given: date | None
    """The date given for the event."""
    last: date | None
    """The last day: the same day of the month, or the month's last day. Weekends and holidays are not looked at."""
    words: str
    """The recorded words of a limit that cannot be counted."""


def given(text: str, option: str) -> date:
    """A date as a person types it, YYYY-MM-DD; SofadiffError for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) != len("2004-07-09"):
        raise SofadiffError(f"“{text}” is no date.", where=option, remedy="Write year, month and day: 2010-10-21.")
    return found


def consistent(dates: dict[str, date]) -> None:
    """Refuse dates that cannot be: a discovery before the incident."""
    if {"incident", "discovered"} <= set(dates) and dates["discovered"] < dates["incident"]:
        raise SofadiffError(
            f"{dates['discovered']} is before the incident ({dates['incident']}).",
            where="--discovered",
            remedy="Exchange the two dates, or leave one out.",
        )


def deadlines(book: Book, dates: dict[str, date]) -> tuple[Deadline, ...]:
    """The time limits of one text that a coded clause states, in the order in which they bind."""
    return (*_file(book.read("AC-07"), dates), *_set_up(book.read("AC-03"), dates))


def unstated(book: Book) -> tuple[Reading, ...]:
    """The two readings, where they state no limit that is counted in days, months or years."""
    stating = {deadline.reading.variable.code for deadline in deadlines(book, {})}
    return tuple(book.read(code) for code in ("AC-07", "AC-03") if code not in stating)


def earliest(found: Sequence[Deadline]) -> Deadline | None:
    """The first of the limits on filing that has a last day: whoever keeps it keeps all."""
    dated = [each for each in found if each.last is not None and each.kind != "set-up"]
    return min(dated, key=lambda each: each.last or date.max, default=None)


def _file(reading: Reading, dates: dict[str, date]) -> list[Deadline]:
    months = _whole(reading.attribute("months"))
    if reading.state != CODED or months is None:
        return []
    period = Period(months, "month")
    starts = _STARTS.get(reading.attribute("starts") or "", ())
    out = [_dated(reading, "file", event, period, dates) for event in starts]
    stop = reading.attribute("long_stop")
    if stop:
        counted = after_mandate(stop)
        out.append(_dated(reading, "long-stop", "mandate-end", counted, dates, words="" if counted else stop))
    return out


def _set_up(reading: Reading, dates: dict[str, date]) -> list[Deadline]:
    days = _whole(reading.attribute("days"))
    if reading.state != CODED or days is None or reading.attribute("trigger") != FIRST_APPOINTED:
        return []
    return [_dated(reading, "set-up", "first-appointed", Period(days, "day"), dates)]


def _dated(
    reading: Reading, kind: str, event: str, period: Period | None, dates: dict[str, date], *, words: str = ""
) -> Deadline:
    start = dates.get(event)
    last = after(start, period) if start is not None and period is not None else None
    return Deadline(reading, kind, event, period, start, last, words)


def after(start: date, period: Period) -> date | None:
    """The day so long after another: the same day of the month, or the month's last day; None past the year 9999.

    >>> after(date(2010, 8, 31), Period(6, "month"))
    datetime.date(2011, 2, 28)
    """
    try:
        if period.unit == "day":
            return start + timedelta(days=period.number)
        months = start.year * 12 + start.month - 1 + period.number * (12 if period.unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def after_mandate(words: str) -> Period | None:
    """The length in `one year after the end of the mandate`; None where the words are others."""
    found = _AFTER_MANDATE.fullmatch(words.strip())
    number = _whole(found[1]) if found else None
    return Period(number, found[2].lower()) if found and number is not None else None


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    if text.lower() in _NUMBERS:
        return _NUMBERS.index(text.lower()) + 1
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    return number if 0 < number <= _FARTHEST else None
