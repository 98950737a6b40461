"""What every findings report must hold, whatever it is about; and its blocks as plain lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
from msgspec import Struct

import sofadiff
from sofadiff.document import Bullets, ClauseCard, Heading, Inline, Mark, Note, Paragraph, Report, Table, Text, Url
from sofadiff.reports.clauses import cites

SCHEMA = json.loads((Path(sofadiff.__file__).parent / "schemas" / "report-1.schema.json").read_text(encoding="utf-8"))
FORBIDDEN = ("impunity", "impunité", "bad faith", "mauvaise foi", "unlawful", "illégal")


def holds(report: Report) -> None:
    """Everything that is true of any report."""
    every_reference_leads_to_one_clause(report)
    ids_are_unique(report)
    data_follows_the_schema(report)
    words_are_neutral(report)
    rows_are_tidy(report)


def every_reference_leads_to_one_clause(report: Report) -> None:
    """Each citation has exactly one clause card, and each card is cited."""
    cards = Counter((card.slug, card.unit) for card in report.blocks if isinstance(card, ClauseCard))
    assert set(cards.values()) <= {1}
    assert {(cite.slug, cite.unit) for cite in cites(report.blocks)} == set(cards)


def ids_are_unique(report: Report) -> None:
    """Anchors of headings, tables and charts never clash."""
    ids = [block.id for block in report.blocks if hasattr(block, "id")]
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def data_follows_the_schema(report: Report) -> None:
    """The JSON is what the published schema says, to the last key."""
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(report.data)))


def words_are_neutral(report: Report) -> None:
    """The report's own words take no position. A search log names what a clause is about, in the record's words."""
    blocks = [block for block in report.blocks if getattr(block, "id", "") != "searches-table"]
    ours = " ".join(text_of(item) for item in inlines(blocks) if not isinstance(item, Url)).lower()
    assert [word for word in FORBIDDEN if word in ours] == []


def rows_are_tidy(report: Report) -> None:
    """Every CSV row has every column, and no two rows are the same finding against the same comparator."""
    assert all(len(row) == len(report.columns) for row in report.rows)
    at = report.columns.index
    keys = [(row[at("finding_id")], row[at("against")]) for row in report.rows]
    assert len(keys) == len(set(keys))


def inlines(value: Any) -> Iterator[Any]:
    """Every inline in blocks, at any depth."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from inlines(item)
    elif isinstance(value, Inline):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from inlines(getattr(value, name))


def text_of(inline: Any) -> str:
    """The words of one inline; words in another language than the report's are tagged."""
    if isinstance(inline, Text):
        return f"<{inline.lang}>{inline.text}</{inline.lang}>" if inline.lang else inline.text
    if isinstance(inline, Mark):
        return f"[{inline.kind}: {inline.label}]"
    return str(inline.url if isinstance(inline, Url) else inline.label if hasattr(inline, "label") else inline.text)


def line(parts: tuple[Inline, ...]) -> str:
    """A run of inlines as one line."""
    return "".join(text_of(part) for part in parts)


def section(report: Report, start: str) -> list[str]:
    """The lines from the heading with that id up to the next heading of its level or above."""
    lines: list[str] = []
    level = 0
    for block in report.blocks:
        if isinstance(block, Heading):
            if block.id == start:
                level = block.level
            elif level and block.level <= level:
                break
        if level:
            lines += list(_lines(block))
    assert level, f"no heading {start}"
    return lines


def table(report: Report, id: str) -> dict[str, dict[str, str]]:
    """A table as row header to column to words."""
    found = next(block for block in report.blocks if isinstance(block, Table) and block.id == id)
    return {
        line(row[0].inlines): {head: line(cell.inlines) for head, cell in zip(found.head[1:], row[1:], strict=True)}
        for row in found.rows
    }


def _lines(block: Any) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {block.text}"
    elif isinstance(block, Paragraph):
        yield line(block.inlines)
    elif isinstance(block, Bullets):
        yield from (f"- {line(item)}" for item in block.items)
    elif isinstance(block, Note):
        yield f"! {block.title}: {line(block.inlines)}"
    elif isinstance(block, Table):
        yield f"| {' | '.join(block.head)}"
        yield from (f"| {' | '.join(line(cell.inlines) for cell in row)}" for row in block.rows)
    elif isinstance(block, ClauseCard):
        yield f"@ {block.slug} {block.label} [{', '.join(mark.kind for mark in block.marks)}] {block.text}"
