"""What stands behind a report: what is left open, what a filter left out, searches behind silences, clauses, method."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from sofadiff.document import (
    Block,
    Bullets,
    Cite,
    ClauseCard,
    Code,
    Heading,
    Inline,
    Mark,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)
from sofadiff.findings.readings import LEFT_OUT, Reading, Row
from sofadiff.model import Agreement, NumberStatus, SearchLog, Unit
from sofadiff.pinpoint import label, number_status
from sofadiff.reports.sources import source_lines
from sofadiff.reports.statements import Wording, bcp47, clause_count
from sofadiff.reports.tables import proceeding, words

OPEN = ("not-known", "not-coded", "unclear")
"""States that leave a question open; each is listed apart."""


def left_open(w: Wording, rows: Sequence[Row], agreements: Sequence[Agreement]) -> list[Block]:
    """Questions without an answer, by kind and by text, and the topics not available with what was searched."""
    say = w.messages.say
    blocks: list[Block] = [Heading(2, say("h.open"), "open"), Paragraph((Text(say("open.lead")),))]
    for state in OPEN:
        blocks.append(Heading(3, w.codebook.label(state, w.lang).capitalize(), f"open-{state}"))
        blocks.append(Paragraph((Text(say(f"open.{state}")),)))
        items = [item for index in range(len(agreements)) if (item := _questions(w, rows, index, state))]
        blocks.append(Bullets(tuple(items)) if items else Paragraph((Text(say("none")),)))
        if state == "not-known":
            blocks += _topics_not_known(w, rows, agreements)
    return blocks


def _questions(w: Wording, rows: Sequence[Row], index: int, state: str) -> tuple[Inline, ...]:
    """One text's questions in one state: codes with the categories concerned."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.readings[index].state == state:
            who = w.person(row.person) if row.person else ""
            found.setdefault(row.variable.code, []).append(who + proceeding(w, row.proceeding))
    if not found:
        return ()
    name = w.name(rows[0].readings[index].agreement)
    parts = [f"{code} ({'; '.join(who)})" if any(who) else code for code, who in found.items()]
    mark = Mark(state, w.codebook.label(state, w.lang))
    return (Code(name), Text(" "), mark, Text(f" {', '.join(parts)}"))


def _topics_not_known(w: Wording, rows: Sequence[Row], agreements: Sequence[Agreement]) -> list[Block]:
    wanted = {topic for row in rows for topic in row.variable.look_in}
    lines = []
    for agreement in agreements:
        lang = _other(w, agreement)
        for item in agreement.not_known:
            if item.topic in wanted:
                sources: list[Inline] = []
                for line in source_lines(agreement, item.sources, lang):
                    sources += [Text("; ")] if sources else []
                    sources += line
                topic, searched = words(w.topic(item.topic)), words(Text(item.searched, lang))
                lines.append((words(Strong(w.name(agreement)), header=True), topic, searched, words(*sources)))
    if not lines:
        return []
    head = tuple(w.messages.say(f"col.{key}") for key in ("agreement", "topic", "searched", "sources"))
    return [Table("not-known-topics", w.messages.say("open.topics.caption"), head, tuple(lines))]


def left_out(w: Wording, rows: Sequence[Row], only: Sequence[str]) -> list[Block]:
    """What a filter left out; nothing where there is no filter."""
    if not only:
        return []
    say = w.messages.say
    names = w.messages.listing(say(f"support.{item}") for item in only)
    blocks: list[Block] = [Heading(2, say("h.left-out"), "left-out")]
    blocks.append(Paragraph((Text(say("left-out.lead", supports=names)),)))
    items = []
    for index in range(len(rows[0].readings) if rows else 0):
        found = [(row, row.readings[index]) for row in rows if row.readings[index].state == LEFT_OUT]
        items += [_left_out_line(w, row, reading) for row, reading in found]
    return [*blocks, Bullets(tuple(items)) if items else Paragraph((Text(say("none")),))]


def _left_out_line(w: Wording, row: Row, reading: Reading) -> tuple[Inline, ...]:
    who = f", {w.person(row.person)}" if row.person else ""
    support = reading.finding.support if reading.finding else None
    mark = w.support(support)
    text = f" {row.variable.code} {row.variable.label[w.lang]}{who}{proceeding(w, row.proceeding)} "
    return (
        Mark(LEFT_OUT, w.messages.say("state.left-out")),
        Text(" "),
        Strong(w.name(reading.agreement)),
        Text(text),
    ) + ((mark,) if mark else ())


def searches(w: Wording, rows: Sequence[Row]) -> list[Block]:
    """The search log behind every silence in the report, with each hit and why it does not regulate the point."""
    say = w.messages.say
    found: dict[tuple[str, str], tuple[Agreement, SearchLog]] = {}
    for row in rows:
        for reading in row.readings:
            wanted = (reading.finding.log or "").lstrip("#") if reading.finding and reading.state == "silent" else ""
            for log in reading.agreement.logs:
                if wanted == log.id:
                    found.setdefault((reading.agreement.name, log.id), (reading.agreement, log))
    if not found:
        return []
    head = tuple(say(f"col.{key}") for key in ("agreement", "log", "searched", "hits"))
    table = tuple(_log_row(w, agreement, log) for agreement, log in found.values())
    return [
        Heading(2, say("h.searches"), "searches"),
        Paragraph((Text(say("searches.lead")),)),
        Table("searches-table", say("searches.caption"), head, table),
    ]


def _log_row(w: Wording, agreement: Agreement, log: SearchLog) -> Any:
    lang = None if w.lang == "en" else "en"
    hits: list[Inline] = []
    for hit in log.hits:
        place = w.messages.say("searches.hit", cue=hit.cue, place=hit.place)
        hits += [Text("; ")] if hits else []
        hits += [Text(f"{place} "), Text(hit.dismissed, lang)]
    read = w.messages.say(
        "searches.read",
        clauses=clause_count(agreement),
        language=log.language,
        codebook=log.codebook,
        digest=log.text_digest[:12],
    )
    return (
        words(Strong(w.name(agreement)), header=True),
        words(Code(log.id), f" {', '.join(log.variables)}"),
        words(f"{read} ", Text(log.checked, lang)),
        words(*hits) if hits else words(w.messages.say("searches.no-hits")),
    )


def clause_list(w: Wording, blocks: Sequence[Block], agreements: Sequence[Agreement]) -> list[Block]:
    """Every clause that the blocks cite, once, by text and in its order: where each reference leads."""
    cited = {(item.slug, item.unit) for item in cites(blocks)}
    out: list[Block] = [
        Heading(2, w.messages.say("h.clauses"), "clauses"),
        Paragraph((Text(w.messages.say("clauses.lead")),)),
    ]
    for number, agreement in enumerate(agreements, start=1):
        units = [unit for unit in agreement.units if (agreement.name, unit.id) in cited]
        if units:
            out.append(Heading(3, w.name(agreement), f"clauses-{number}"))
            out += [_card(w, agreement, unit) for unit in units]
    return out


def _card(w: Wording, agreement: Agreement, unit: Unit) -> ClauseCard:
    status = number_status(agreement, unit)
    name = label(agreement, unit, w.messages, w.topic)
    marks = [mark for mark in (w.support(unit.support),) if mark]
    if status is NumberStatus.PREDICTED:
        marks.append(Mark("predicted", w.messages.say("number.predicted")))
    if unit.assumed_from:
        marks.append(Mark("assumed", w.messages.say("assumed.from", source=unit.assumed_from.split("#")[0])))
    lang = _other(w, agreement)
    return ClauseCard(
        agreement.name,
        unit.id,
        name,
        unit.heading,
        unit.text,
        bcp47(agreement.language),
        tuple(marks),
        source_lines(agreement, unit.sources, lang),
        tuple(w.topic(topic) for topic in unit.topics),
    )


def cites(value: Any) -> Iterator[Cite]:
    """Every reference to a clause inside blocks, at any depth, in reading order."""
    if isinstance(value, Cite):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            if not isinstance(item, _LEAVES):
                yield from cites(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from cites(getattr(value, field.name))


_LEAVES = (str, int, Text, Mark, Code, Strong)
"""What holds no reference; passing over it early keeps long reports quick."""


def method(w: Wording, agreements: Sequence[Agreement]) -> list[Block]:
    """How the report came about and what it is not."""
    say = w.messages.say
    items = [say("method.coding"), say("method.restated"), say("method.states"), say("method.direction")]
    items += [say("method.confidence"), say("method.severity"), say("method.numbers")]
    items.append(say("method.codebook", version=w.codebook.version))
    if not w.messages.reviewed:
        items.append(say("method.translation"))
    digests = tuple((Strong(w.name(item)), Text(f" {item.sha256}")) for item in agreements)
    return [
        Heading(2, say("h.method"), "method"),
        Bullets(tuple((Text(item),) for item in items)),
        Paragraph((Strong(say("method.files")),)),
        Bullets(digests),
        Note("limits", say("limits.title"), (Text(say("method.limits")),)),
    ]


def _other(w: Wording, agreement: Agreement) -> str | None:
    tag = bcp47(agreement.language)
    return None if tag == w.lang else tag
