"""The accountability report: claims, prosecution, evidence, conduct, oversight; what is promised and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Code, Heading, Paragraph, Report, Strong, Table, Text
from sofadiff.findings.readings import Row, practices_of
from sofadiff.model import Agreement, Support
from sofadiff.reports.coded import material, written
from sofadiff.reports.roadmap import road_map
from sofadiff.reports.sections import practice_line
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import reading_cell, words

NAME = "accountability"


def report(
    agreement: Agreement,
    against: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """The report on one agreement read against others. `only` keeps findings with these supports and lists the rest."""
    it = material(NAME, agreement, against, lang, only)
    return written(it, "gap-matrix", after_gaps=[*road_map(it.w, it.books), *promise_and_practice(it.w, it.rows)])


def promise_and_practice(w: Wording, rows: Sequence[Row]) -> list[Block]:
    """What the text provides beside what is recorded to have been done; two columns that are never mixed."""
    say = w.messages.say
    table = [
        (
            words(Code(row.variable.code), f" {row.variable.short[w.lang]}", header=True),
            words(Strong(w.name(reading.agreement))),
            reading_cell(w, reading),
            words(*practice_line(w, reading.agreement, item), state="practice"),
        )
        for row in rows
        for reading in row.readings
        for item in practices_of(reading.agreement, row.variable)
    ]
    head = tuple(say(f"col.{key}") for key in ("variable", "agreement", "promise", "practice"))
    blocks: list[Block] = [Heading(2, say("h.practice"), "practice"), Paragraph((Text(say("practice.note")),))]
    if not table:
        return [*blocks, Paragraph((Text(say("practice.none")),))]
    return [*blocks, Table("practice-table", say("practice.caption"), head, tuple(table))]
