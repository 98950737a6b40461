"""Whether every date is a real one, full, in order, and not later than the record itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from sofadiff.akn import AKN, SD
from sofadiff.akn.read import NO_DATE
from sofadiff.checks.subject import Flaw, Subject, line
from sofadiff.model import Event

_STAGES = {"adoption": 0, "signature": 1, "provisional-application": 2, "entry-into-force": 2, "end": 3}
"""Steps in the life of an instrument; a later one never has the earlier date."""
_WHY_ORDER = "A report would tell the instrument's life in an order that cannot be"
_WHY_DUMMY = "A date that nobody knows is left out, never invented"
_PARTIAL = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def dates(subject: Subject) -> Iterator[Flaw]:
    """Every date is full and real, steps are in order, and nothing is later than the restatement."""
    found = list(_stored(subject))
    for at, what, date in found:
        if date == NO_DATE or not _real(date):
            yield Flaw(at, f"{what} is “{date}”", _WHY_DUMMY, "Write the full date as YYYY-MM-DD, or leave it out")
    if subject.agreement.work_date_name == "unknown":
        yield Flaw(
            _line(subject, "FRBRWork"),
            "the work date is named unknown",
            _WHY_DUMMY,
            "Find the best full date of the instrument and say in name what happened on it",
        )
    restated = subject.attribute("FRBRExpression/FRBRdate", "date")
    if _real(restated):
        yield from _future(found, restated)
    yield from _practice(subject, restated)
    yield from _events(subject)


def _real(date: str) -> bool:
    try:
        return datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False


def _line(subject: Subject, block: str) -> int:
    node = subject.identification(f"{block}/FRBRdate")
    return line(node) if node is not None else line(subject.act)


def _stored(subject: Subject) -> Iterator[tuple[int, str, str]]:
    """(line, what it is, date) of every date that must be full."""
    for node in subject.nodes:
        date = node.get("date")
        if date is None or node.tag == f"{{{SD}}}practice":
            continue
        if node.tag == f"{{{AKN}}}FRBRdate":
            parent = node.getparent()
            block = str(parent.tag).rpartition("}")[2] if parent is not None else ""
            yield line(node), f"the date of {block}", date
        elif node.tag == f"{{{AKN}}}eventRef":
            yield line(node), f"the date of {(node.get('refersTo') or 'an event').removeprefix('#')}", date
        elif str(node.tag).startswith(f"{{{SD}}}"):
            yield line(node), f"the date of sd:{str(node.tag).rpartition('}')[2]}", date


def _future(found: list[tuple[int, str, str]], restated: str) -> Iterator[Flaw]:
    for at, what, date in found:
        if what != "the date of FRBRManifestation" and _real(date) and date > restated:
            yield Flaw(
                at,
                f"{what} is {date}, after the record was restated on {restated}",
                "Nobody could have known of it",
                "Correct the date, or the restated date if the record was revised since",
            )
        if what == "the date of FRBRManifestation" and _real(date) and date < restated:
            yield Flaw(
                at,
                f"the file was encoded on {date}, before the text was restated on {restated}",
                _WHY_ORDER,
                f"Write {restated} or the later day on which the file was made",
            )


def _practice(subject: Subject, restated: str) -> Iterator[Flaw]:
    for practice in subject.agreement.practices:
        if not _PARTIAL.fullmatch(practice.date) or not _real((practice.date + "-01-01")[:10]):
            yield Flaw(
                practice.line, f"{practice.id} has the date “{practice.date}”", _WHY_DUMMY,
                "Write the year, year and month, or full date that the source gives",
            )  # fmt: skip
        elif _real(restated) and practice.date > restated:
            yield Flaw(
                practice.line, f"{practice.id} is of {practice.date}, after the record was restated on {restated}",
                "Nobody could have known of it", "Correct one of the two dates",
            )  # fmt: skip


def _events(subject: Subject) -> Iterator[Flaw]:
    agreement = subject.agreement
    events = [event for event in agreement.events if _real(event.date)]
    for number, later in enumerate(events):
        for earlier in events[:number]:
            if _contradict(earlier, later) or _contradict(later, earlier):
                yield Flaw(
                    later.line,
                    f"{later.name} is of {later.date} and {earlier.name} of {earlier.date}",
                    _WHY_ORDER,
                    "Correct one of the two dates",
                )
            elif later.date < earlier.date:
                yield Flaw(
                    later.line, f"{later.name} of {later.date} stands after {earlier.name} of {earlier.date}",
                    "Events are listed, and read, in order of date", "Move it up",
                )  # fmt: skip
        if later.name == agreement.work_date_name and later.date != agreement.work_date:
            yield Flaw(
                later.line,
                f"{later.name} is of {later.date} and the work date, named {later.name}, is {agreement.work_date}",
                "Citations would give two dates for one thing",
                "Write the same date in both",
            )


def _contradict(one: Event, other: Event) -> bool:
    """Whether `one` comes before `other` in every instrument's life and is dated after it."""
    if one.name not in _STAGES or other.name not in _STAGES:
        return False
    return _STAGES[one.name] < _STAGES[other.name] and one.date > other.date
