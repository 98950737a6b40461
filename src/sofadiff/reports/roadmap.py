"""The claims road map: what a harmed person would do, step by step, each step from clauses or marked as not known."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Bullets, Cell, Code, Heading, Inline, Paragraph, Strong, Table, Text
from sofadiff.findings.forums import PERSONS
from sofadiff.findings.readings import Book, Reading, practices_of
from sofadiff.findings.redirect import redirect
from sofadiff.reports.sections import practice_line, redirect_sentence
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import reading_cell, words

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("forum", ("AC-01",)),
    ("suit", ("IM-11",)),
    ("access", ("AC-08",)),
    ("harm", ("AC-04", "AC-05")),
    ("deadline", ("AC-07",)),
    ("appoint", ("AC-02", "AC-03")),
    ("cap", ("AC-06",)),
    ("payer", ("AC-09",)),
    ("after", ("AC-10",)),
    ("dispute", ("AC-24",)),
)
"""Steps in order, each with the variables that answer it."""


def road_map(w: Wording, books: Sequence[Book]) -> list[Block]:
    """The steps in the reported text as an ordered list, then the same steps in every text side by side."""
    say = w.messages.say
    agreements = [book.agreement for book in books]
    items = [line for number, step in enumerate(STEPS, start=1) for line in _step(w, books[0], number, step)]
    table = tuple(row for number, step in enumerate(STEPS, start=1) for row in _rows(w, books, number, step))
    head = (say("col.step"), *(w.name(agreement) for agreement in agreements))
    return [
        Heading(2, say("h.roadmap"), "roadmap"),
        Paragraph((Text(say("roadmap.lead", agreement=w.name(agreements[0]))),)),
        Bullets(tuple(items)),
        Table("roadmap-table", say("roadmap.caption"), head, table),
    ]


def _step(w: Wording, book: Book, number: int, step: tuple[str, tuple[str, ...]]) -> list[tuple[Inline, ...]]:
    """One line per variable of a step; the suit step says where an ended suit goes."""
    name, codes = step
    lines = []
    for code in codes:
        reading = _reading(book, code)
        lead = Strong(f"{number}. {w.messages.say('step.' + name)}")
        line: tuple[Inline, ...] = (lead, Text(" "), *w.reading(reading))
        if redirect(reading) is not None:
            line = (*line, Text(" "), *redirect_sentence(w, reading))
        for item in practices_of(book.agreement, reading.variable):
            line = (*line, Text(" "), *practice_line(w, book.agreement, item))
        lines.append(line)
    return lines


def _reading(book: Book, code: str) -> Reading:
    """The reading of a variable of the agreement; of one by category of person, the first coded category's."""
    readings = [book.read(code, person) for person in PERSONS] if code == "IM-11" else [book.read(code)]
    return next((item for item in readings if item.state == "coded"), readings[0])


def _rows(w: Wording, books: Sequence[Book], number: int, step: tuple[str, tuple[str, ...]]) -> list[tuple[Cell, ...]]:
    name, codes = step
    rows: list[tuple[Cell, ...]] = []
    for code in codes:
        title = words(f"{number}. {w.messages.say('step.' + name)} ", Code(code), header=True)
        rows.append((title, *(reading_cell(w, _reading(book, code)) for book in books)))
    return rows
