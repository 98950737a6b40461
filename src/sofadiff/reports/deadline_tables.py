"""Deadlines as a table: each limit with its clause, what it runs from, and its last day or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sofadiff.document import Block, Bullets, Cell, Heading, Inline, Note, Paragraph, Strong, Table, Text
from sofadiff.findings.deadlines import (
    EVENTS,
    OTHER,
    Deadline,
    Doubt,
    deadlines,
    doubts,
    earliest,
    extensions,
    unstated,
)
from sofadiff.findings.readings import Book
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import recorded, words


def limits(books: Sequence[Book], dates: Mapping[str, date]) -> tuple[tuple[Deadline, ...], tuple[Doubt, ...]]:
    """Every limit of every text, last days for the first text only; and what does not go together in its dates."""
    given = dict(dates)
    own = deadlines(books[0], given)
    beside = [each for book in books[1:] for each in deadlines(book, given, governs=False)]
    made = books[0].agreement.work_date
    return (*own, *beside), doubts(own, date.fromisoformat(made) if made else None, given)


def deadline_section(w: Wording, books: Sequence[Book], dates: Mapping[str, date]) -> list[Block]:
    """Every limit of every text; of the text asked about, the last days for the dates given, and what to doubt."""
    say = w.messages.say
    found, doubtful = limits(books, dates)
    blocks: list[Block] = [
        Heading(2, say("deadline.h"), "deadlines"),
        Paragraph((Text(_counted(w, books[0], found, dates)),)),
        *_doubts(w, doubtful),
    ]
    first = earliest([each for each in found if each.governs])
    if (
        first is not None
        and first.last is not None
        and not any(each.kind == "incident-after-stop" for each in doubtful)
    ):
        said: list[Inline] = [Strong(say("deadline.earliest", date=w.date(first.last.isoformat()))), Text(" ")]
        said += [*w.cites(first.reading, short=True), *w.resting(first.reading)]
        blocks.append(Paragraph(tuple(said)))
    if found:
        head = tuple(say(f"deadline.col.{key}") for key in ("agreement", "limit", "clause", "from", "last"))
        blocks.append(Table("deadline-table", say("deadline.caption"), head, tuple(_row(w, each) for each in found)))
    if not all(each.governs for each in found):
        blocks.append(Paragraph((Text(say("deadline.beside.note", agreement=w.name(books[0].agreement))),)))
    blocks += [Paragraph(_extension(w, each)) for each in extensions(found)]
    open_ones = [w.reading(reading) for book in books for reading in unstated(book)]
    if open_ones:
        blocks += [Paragraph((Text(say("deadline.unstated")),)), Bullets(tuple(open_ones))]
    return [*blocks, Note("warning", say("deadline.note.title"), (Text(say("deadline.note")),))]


def _counted(w: Wording, book: Book, found: Sequence[Deadline], dates: Mapping[str, date]) -> str:
    """What came of the dates given: whether any last day of the text asked about was counted from them."""
    if not dates:
        return w.messages.say("deadline.none-given")
    own = [each for each in found if each.governs]
    if any(each.last for each in own):
        return w.messages.say("deadline.given", dates=_given(w, dates))
    key = "deadline.none-counted" if any(each.period for each in own) else "deadline.nothing"
    return w.messages.say(key, dates=_given(w, dates), agreement=w.name(book.agreement))


def _doubts(w: Wording, found: Sequence[Doubt]) -> list[Block]:
    """What does not go together, one sentence each, in one warning."""
    if not found:
        return []
    say = w.messages.say
    said = [
        say(f"deadline.doubt.{each.kind}", given=w.date(each.given.isoformat()), other=w.date(each.other.isoformat()))
        for each in found
    ]
    return [Note("warning", say("deadline.doubt.title"), (Text(" ".join(said)),))]


def _extension(w: Wording, each: Deadline) -> tuple[Inline, ...]:
    """That a later claim may be admitted exceptionally, in the words recorded."""
    said = _recorded(w, each, each.reading.attribute("exceptional_extension") or "")
    clause = (*w.cites(each.reading, short=True),)
    name = w.name(each.reading.agreement)
    return w.messages.inlines("deadline.extension", agreement=name, clause=clause, words=said)


def _given(w: Wording, dates: Mapping[str, date]) -> str:
    parts = [f"{w.messages.say(f'event.{name}')} {w.date(dates[name].isoformat())}" for name in EVENTS if name in dates]
    return w.messages.say("list.semi").join(parts)


def _row(w: Wording, each: Deadline) -> tuple[Cell, ...]:
    clause = (*w.cites(each.reading, short=True), *w.resting(each.reading))
    return (
        words(w.name(each.reading.agreement), header=True),
        words(*w.messages.inlines("deadline.limit", kind=_limit(w, each), period=_period(w, each))),
        words(*clause),
        words(*_start(w, each)),
        words(*_last(w, each)),
    )


def _last(w: Wording, each: Deadline) -> tuple[Inline, ...]:
    """The last day, bold unless the long stop comes first; or why there is none."""
    if each.last is None:
        return (Text(w.messages.say(_why_not(each))),)
    day = w.date(each.last.isoformat())
    if each.overtaken is None:
        return (Strong(day),)
    return (Text(w.messages.say("deadline.overtaken", date=day, stop=w.date(each.overtaken.isoformat()))),)


def _recorded(w: Wording, each: Deadline, text: str) -> tuple[Inline, ...]:
    """Words of the record, quoted unless they are given in the report's language instead."""
    said = recorded(w, each.reading, text)
    return w.messages.inlines("deadline.quoted", words=said) if said.text == text else (said,)


def _limit(w: Wording, each: Deadline) -> tuple[Inline, ...]:
    """What is to be done; of setting up, the step that the clause speaks of."""
    say = w.messages.inlines
    if each.kind != "set-up":
        return say(f"deadline.kind.{each.kind}")
    step = each.reading.attribute("step") or "?"
    if step == "chair":
        return say("deadline.step.chair")
    return say("deadline.step.recorded", words=_recorded(w, each, step))


def _period(w: Wording, each: Deadline) -> tuple[Inline, ...]:
    if each.period is None:
        return w.messages.inlines("deadline.recorded", words=_recorded(w, each, each.words))
    return (Text(w.messages.counted(f"deadline.{each.period.unit}", each.period.number)),)


def _start(w: Wording, each: Deadline) -> tuple[Inline, ...]:
    say = w.messages.inlines
    if each.period is None:
        return say("event.recorded")
    if each.event == OTHER:
        if each.words in ("", "not known", "not-known"):
            return say("event.unknown")
        return say("deadline.recorded", words=_recorded(w, each, each.words))
    event = say(f"event.{each.event}")
    return (*event, Text(f", {w.date(each.given.isoformat())}")) if each.given else event


def _why_not(each: Deadline) -> str:
    if not each.governs:
        return "deadline.beside"
    if each.period is None:
        return "deadline.not-counted"
    if each.event == OTHER:
        return "deadline.no-start"
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
            "governs": each.governs,
            "overtaken_by": each.overtaken.isoformat() if each.overtaken else None,
            "exceptional_extension": each.reading.attribute("exceptional_extension"),
        }
        for each in found
    ]


def doubts_data(found: Sequence[Doubt]) -> list[dict[str, Any]]:
    """What does not go together in the dates, as data."""
    return [{"kind": each.kind, "given": each.given.isoformat(), "other": each.other.isoformat()} for each in found]
