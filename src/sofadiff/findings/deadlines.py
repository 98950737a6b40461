"""Deadlines of the claims clauses, computed from dates that a person gives; nothing that no clause states."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.errors import SofadiffError
from sofadiff.findings.readings import CODED, Book, Reading

EVENTS = ("incident", "discovered", "mandate-end", "first-appointed")
"""The dates that can be given: the incident, its discovery, the end of the mandate, the first commissioner named."""
_STARTS = {"event": ("incident",), "discovery": ("discovered",), "either": ("incident", "discovered")}
_AFTER_MANDATE = re.compile(r"(\w+) (day|month|year)s? after the end of the mandate", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin (\w+) (day|month|year)s?\b", re.IGNORECASE)
OTHER = "other"
"""What a limit runs from where the record names none of EVENTS."""
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
    """What it runs from: one of EVENTS, or OTHER."""
    period: Period | None
    """None where the clause's words give none that can be counted."""
    given: date | None
    """The date given for the event."""
    last: date | None
    """The last day: the same day of the month, or the month's last day. Weekends and holidays are not looked at."""
    words: str
    """The recorded words of a limit that cannot be counted, or of what it runs from where that is OTHER."""
    governs: bool = True
    """Whether the text is the one asked about; dates are not computed for texts set beside it."""
    overtaken: date | None = None
    """The last day of the long stop, where this limit on filing would end after it."""


class Doubt(Struct, frozen=True):
    """Two dates that do not go together, or not with the text asked about."""

    kind: str
    """`incident-before-text`, `mandate-before-text`, `appointed-before-text`, `incident-after-mandate`,
    `incident-after-stop`."""
    given: date
    other: date
    """The date that it is before or after."""


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


def deadlines(book: Book, dates: dict[str, date], *, governs: bool = True) -> tuple[Deadline, ...]:
    """The time limits of one text that a coded clause states, in the order in which they bind.

    A text that is only set beside the one asked about (`governs` false) is given no last days: it may have ended, or
    never have covered the mission.
    """
    counted = dates if governs else {}
    found = [*_file(book.read("AC-07"), counted), *_set_up(book.read("AC-03"), counted)]
    stop = min((each.last for each in found if each.kind == "long-stop" and each.last), default=None)
    return tuple(replace(each, governs=governs, overtaken=_overtaken(each, stop)) for each in found)


def _overtaken(each: Deadline, stop: date | None) -> date | None:
    past = each.kind == "file" and each.last is not None and stop is not None and each.last > stop
    return stop if past else None


def doubts(found: Sequence[Deadline], text: date | None, dates: dict[str, date]) -> tuple[Doubt, ...]:
    """What does not go together among the dates given, the date of the text asked about, and its last days.

    Nothing is refused: a text may reach back, and a mission may stay after its mandate. The reader is told.
    """
    incident, ended, named = (dates.get(event) for event in ("incident", "mandate-end", "first-appointed"))
    before = (("incident-before-text", incident), ("mandate-before-text", ended), ("appointed-before-text", named))
    out = [Doubt(kind, day, text) for kind, day in before if day is not None and text is not None and day < text]
    if incident is not None and ended is not None and incident > ended:
        out.append(Doubt("incident-after-mandate", incident, ended))
    first = earliest(found)
    if incident is not None and first is not None and first.last is not None and first.last < incident:
        out.append(Doubt("incident-after-stop", incident, first.last))
    return tuple(out)


def unstated(book: Book) -> tuple[Reading, ...]:
    """The two readings, where no length of time that can be counted is recorded for filing or for setting up."""
    stating = {each.reading.variable.code for each in deadlines(book, {}) if each.kind != "long-stop"}
    return tuple(book.read(code) for code in ("AC-07", "AC-03") if code not in stating)


def extensions(found: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """The limits, one for each text, whose record says that a later claim may be admitted exceptionally."""
    with_one = [each for each in found if each.reading.attribute("exceptional_extension")]
    return tuple({each.reading.agreement.name: each for each in with_one}.values())


def by_host_law(reading: Reading) -> bool:
    """Whether a time to file is `longer` because host law decides (codebook, AC-07), with no length of its own."""
    longer = reading.variable.code == "AC-07" and reading.value == "longer"
    return longer and reading.attribute("months") is None


def earliest(found: Sequence[Deadline]) -> Deadline | None:
    """The first of the limits on filing that has a last day: whoever keeps it keeps all."""
    dated = [each for each in found if each.last is not None and each.kind != "set-up"]
    return min(dated, key=lambda each: each.last or date.max, default=None)


def _file(reading: Reading, dates: dict[str, date]) -> list[Deadline]:
    months = _whole(reading.attribute("months"))
    if reading.state != CODED:
        return []
    starts = _STARTS.get(reading.attribute("starts") or "", ())
    out = [_dated(reading, "file", event, Period(months, "month"), dates) for event in starts if months is not None]
    stop = reading.attribute("long_stop")
    if stop:
        counted = after_mandate(stop)
        if counted is not None:
            out.append(_dated(reading, "long-stop", "mandate-end", counted, dates))
        else:
            out.append(_dated(reading, "long-stop", OTHER, None, dates, words=stop))
    return out


def _set_up(reading: Reading, dates: dict[str, date]) -> list[Deadline]:
    days = _whole(reading.attribute("days"))
    period = Period(days, "day") if days is not None else _within(reading)
    if reading.state != CODED or period is None:
        return []
    trigger = reading.attribute("trigger") or ""
    if trigger != FIRST_APPOINTED:
        return [_dated(reading, "set-up", OTHER, period, dates, words=trigger)]
    return [_dated(reading, "set-up", "first-appointed", period, dates)]


def _within(reading: Reading) -> Period | None:
    """The length in the deciding words `within two months`; None where there is none, or more than one."""
    found = {_length(match) for item in reading.evidence for match in _WITHIN.finditer(item.text)}
    return found.pop() if len(found) == 1 else None


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
    return _length(found) if found else None


def _length(found: re.Match[str]) -> Period | None:
    number = _whole(found[1])
    return Period(number, found[2].lower()) if number is not None else None


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    if text.lower() in _NUMBERS:
        return _NUMBERS.index(text.lower()) + 1
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    return number if 0 < number <= _FARTHEST else None
