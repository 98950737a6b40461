"""Deadlines as a table: each limit with its clause, what it runs from, and its last day or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sofadiff.document import Block, Bullets, Cell, Heading, Inline, Note, Paragraph, Strong, Table, Text
from sofadiff.findings.deadlines import EVENTS, Deadline, deadlines, earliest, unstated
from sofadiff.findings.readings import Book
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import words


def deadline_section(w: Wording, books: Sequence[Book], dates: Mapping[str, date]) -> list[Block]:
    """Every limit of every text with its last day for the dates given, and what states no limit that can be counted."""
    say = w.messages.say
    found = [each for book in books for each in deadlines(book, dict(dates))]
    blocks: list[Block] = [
        Heading(2, say("deadline.h"), "deadlines"),
        Paragraph((Text(say("deadline.given", dates=_given(w, dates)) if dates else say("deadline.none-given")),)),
    ]
    first = earliest(deadlines(books[0], dict(dates)))
    if first is not None and first.last is not None:
        said: list[Inline] = [Strong(say("deadline.earliest", date=w.date(first.last.isoformat()))), Text(" ")]
        said += [*w.cites(first.reading, short=True), *w.resting(first.reading)]
        blocks.append(Paragraph(tuple(said)))
    if found:
        head = tuple(say(f"deadline.col.{key}") for key in ("agreement", "limit", "clause", "from", "last"))
        blocks.append(Table("deadline-table", say("deadline.caption"), head, tuple(_row(w, each) for each in found)))
    open_ones = [(*w.reading(reading),) for book in books for reading in unstated(book)]
    if open_ones:
        blocks += [Paragraph((Text(say("deadline.unstated")),)), Bullets(tuple(open_ones))]
    return [*blocks, Note("warning", say("deadline.note.title"), (Text(say("deadline.note")),))]


def _given(w: Wording, dates: Mapping[str, date]) -> str:
    parts = [f"{w.messages.say(f'event.{name}')} {w.date(dates[name].isoformat())}" for name in EVENTS if name in dates]
    return w.messages.say("list.semi").join(parts)


def _row(w: Wording, each: Deadline) -> tuple[Cell, ...]:
    say = w.messages.say
    clause = (*w.cites(each.reading, short=True), *w.resting(each.reading))
    return (
        words(w.name(each.reading.agreement), header=True),
        words(say("deadline.limit", kind=say(f"deadline.kind.{each.kind}"), period=_period(w, each))),
        words(*clause),
        words(_start(w, each)),
        words(Strong(w.date(each.last.isoformat()))) if each.last else words(say(_why_not(each))),
    )


def _period(w: Wording, each: Deadline) -> str:
    if each.period is None:
        return w.messages.say("deadline.recorded", words=each.words)
    return w.messages.counted(f"deadline.{each.period.unit}", each.period.number)


def _start(w: Wording, each: Deadline) -> str:
    event = w.messages.say(f"event.{each.event}")
    return f"{event}, {w.date(each.given.isoformat())}" if each.given else event


def _why_not(each: Deadline) -> str:
    if each.period is None:
        return "deadline.not-counted"
    return "deadline.no-date" if each.given is None else "deadline.too-far"


def deadlines_data(found: Sequence[Deadline]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "agreement": each.reading.agreement.name,
            "variable": each.reading.variable.id,
            "kind": each.kind,
            "from": each.event,
            "given": each.given.isoformat() if each.given else None,
            "period": {"number": each.period.number, "unit": each.period.unit} if each.period else None,
            "words": each.words or None,
            "last_day": each.last.isoformat() if each.last else None,
            "clauses": [unit.id for unit in each.reading.units],
            "support": each.reading.support.value if each.reading.support else None,
            "status": each.reading.finding.status.value if each.reading.finding else None,
        }
        for each in found
    ]
