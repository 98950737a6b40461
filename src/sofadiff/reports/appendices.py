"""What stands behind a report: what is left open, what a filter left out, searches behind silences, method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sofadiff.document import Block, Bullets, Code, Heading, Inline, Mark, Note, Paragraph, Strong, Table, Text
from sofadiff.findings.readings import LEFT_OUT, Reading, Row
from sofadiff.model import Agreement, SearchLog
from sofadiff.reports.clauses import clause_list as clause_list
from sofadiff.reports.clauses import other_language
from sofadiff.reports.statements import Wording, clause_count
from sofadiff.reports.tables import proceeding, words

OPEN = ("not-known", "not-coded", "unclear")
"""States that leave a question open; each is listed apart."""


def left_open(w: Wording, rows: Sequence[Row], agreements: Sequence[Agreement]) -> list[Block]:
    """Questions without an answer, by kind and by text, and the topics not available with what was searched."""
    say = w.messages.say
    blocks: list[Block] = [Heading(2, say("h.open"), "open"), Paragraph((Text(say("open.lead")),))]
    asked = [row for row in rows if not row.uncoded]
    for state in OPEN:
        blocks.append(Heading(3, w.codebook.label(state, w.lang).capitalize(), f"open-{state}"))
        blocks.append(Paragraph((Text(say(f"open.{state}")),)))
        items = [item for index in range(len(agreements)) if (item := _questions(w, asked, index, state))]
        blocks.append(Bullets(tuple(items)) if items else Paragraph((Text(say("none")),)))
        if state == "not-known":
            blocks += _topics_not_known(w, rows, agreements)
    empty = [row for row in rows if row.uncoded]
    if empty:
        codes = ", ".join(dict.fromkeys(row.variable.code for row in empty))
        blocks.append(Paragraph((Text(say("open.nowhere", count=len(empty), codes=codes)),)))
    return blocks


def _questions(w: Wording, rows: Sequence[Row], index: int, state: str) -> tuple[Inline, ...]:
    """One text's questions in one state: codes, with how many of the categories asked where it is not all of them."""
    found: Counter[str] = Counter()
    for row in rows:
        if row.readings[index].state == state:
            found[row.variable.code] += 1
    if not found:
        return ()
    name = w.name(rows[0].readings[index].agreement)
    asked = Counter(row.variable.code for row in rows)
    parts = [code if n == asked[code] else f"{code} ({n}/{asked[code]})" for code, n in found.items()]
    mark = Mark(state, w.codebook.label(state, w.lang))
    return (Strong(name), Text(" "), mark, Text(f" {', '.join(parts)}"))


def _topics_not_known(w: Wording, rows: Sequence[Row], agreements: Sequence[Agreement]) -> list[Block]:
    """Topics not known, one list per text, each with what was searched said once."""
    wanted = {topic for row in rows for topic in row.variable.look_in}
    items: list[tuple[Inline, ...]] = []
    for agreement in agreements:
        lang = other_language(w, agreement)
        by_search: dict[str, list[str]] = {}
        for item in agreement.not_known:
            if item.topic in wanted:
                by_search.setdefault(item.searched, []).append(w.topic(item.topic))
        for searched, topics in by_search.items():
            said = Text(w.messages.say("open.topics", topics=", ".join(topics)))
            items.append(
                (Strong(w.name(agreement)), Text(w.messages.say("list.colon")), said, Text(" "), Text(searched, lang))
            )
        for finding in dict.fromkeys(f.attribute("searched") for f in agreement.findings if f.value == "not-known"):
            if finding and finding not in by_search:
                items.append((Strong(w.name(agreement)), Text(w.messages.say("list.colon")), Text(finding, lang)))
    if not items:
        return []
    return [Paragraph((Strong(w.messages.say("open.searched.caption")),)), Bullets(tuple(items))]


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
        hits += [Text(w.messages.say("list.semi"))] if hits else []
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
