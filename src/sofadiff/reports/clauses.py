"""Where every reference of a report leads: the clauses that it cites, and the sources that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from sofadiff.citing.cards import Citer
from sofadiff.document import (
    Block,
    Bullets,
    Cite,
    ClauseCard,
    Code,
    Heading,
    Link,
    Mark,
    Paragraph,
    Strong,
    Text,
)
from sofadiff.languages import bcp47
from sofadiff.model import Agreement, NumberStatus, Unit
from sofadiff.pinpoint import label, number_status
from sofadiff.reports import authentic, cite_as
from sofadiff.reports.sources import source_line
from sofadiff.reports.statements import Wording


def clause_list(
    w: Wording, blocks: Sequence[Block], agreements: Sequence[Agreement], *, cited_each: bool = True
) -> list[Block]:
    """Every clause that the blocks cite, once, by text and in its order: where each reference leads.

    Each with its citation and permalink, unless there are too many of them for that (`cited_each`); then as always the
    texts are cited.
    """
    cited = {(item.slug, item.unit) for item in cites(blocks)}
    out: list[Block] = [
        Heading(2, w.messages.say("h.clauses"), "clauses"),
        Paragraph((Text(w.messages.say("clauses.lead")),)),
    ]
    if any(agreement.authentic for agreement in agreements):
        out.append(Paragraph((Text(w.messages.say("attached.clauses")),)))
    for number, agreement in enumerate(agreements, start=1):
        units = [unit for unit in agreement.units if (agreement.name, unit.id) in cited]
        if units:
            out.append(Heading(3, w.name(agreement), f"clauses-{number}"))
            citer = Citer(agreement, w.messages) if cited_each else None
            for unit in units:
                out.append(_card(w, agreement, unit, number, citer))
                out += authentic.cards(agreement, unit, label(agreement, unit, w.messages, w.topic), w.messages)
    return [*out, *cite_as.section(agreements, w.messages)]


def _card(w: Wording, agreement: Agreement, unit: Unit, number: int, citer: Citer | None) -> ClauseCard:
    status = number_status(agreement, unit)
    name = label(agreement, unit, w.messages, w.topic)
    marks = [mark for mark in (w.support(unit.support),) if mark]
    if status is NumberStatus.PREDICTED:
        marks.append(Mark("predicted", w.messages.say("number.predicted")))
    if unit.assumed_from:
        marks.append(Mark("assumed", w.messages.say("assumed.from", source=w.template(unit.assumed_from))))
    marks += authentic.confirmed_marks(agreement, [unit.id], "", w.messages)
    return ClauseCard(
        agreement.name,
        unit.id,
        name,
        None,
        unit.text,
        bcp47(agreement.language),
        tuple(marks),
        ((Link(", ".join(unit.sources), f"sources-{number}"),),) if unit.sources else (),
        (),
        *(citer.clause(unit) if citer else ("", "")),
    )


def cites(value: Any) -> Iterator[Cite]:
    """Every reference to a clause inside blocks, at any depth, in reading order."""
    if isinstance(value, Cite):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            if not isinstance(item, _LEAVES):
                yield from cites(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from cites(getattr(value, name))


_LEAVES = (str, int, Text, Mark, Code, Strong)
"""What holds no reference; passing over it early keeps long reports quick."""


def source_list(w: Wording, blocks: Sequence[Block], agreements: Sequence[Agreement]) -> list[Block]:
    """Every source that the clauses of these blocks name, once, under its id."""
    cited = {(item.slug, item.unit) for item in cites(blocks)}
    out: list[Block] = [Heading(2, w.messages.say("h.sources"), "sources")]
    out.append(Paragraph((Text(w.messages.say("sources.lead")),)))
    for number, agreement in enumerate(agreements, start=1):
        named = {name for unit in agreement.units if (agreement.name, unit.id) in cited for name in unit.sources}
        sources = [source for source in agreement.sources if source.id in named]
        if sources:
            lang = other_language(w, agreement)
            out.append(Heading(3, w.name(agreement), f"sources-{number}"))
            out.append(Bullets(tuple((Code(s.id), Text(" "), *source_line(s, lang)) for s in sources)))
    return out


def other_language(w: Wording, agreement: Agreement) -> str | None:
    """The tag of a record's language, unless it is the report's own."""
    tag = bcp47(agreement.language)
    return None if tag == w.lang else tag
