"""Tables as data: a header row that repeats, widths that fit the paper, its long side where a table says much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from sofadiff.document import Cell, Cite, Code, Inline, Link, Mark, SideBySide, Strong, Table, Text, Url
from sofadiff.render.docx.styles import shade
from sofadiff.render.docx.tables import SHORT, fitted
from sofadiff.render.pdf.inlines import Data, Sheet

_ROOM, _LONG_ROOM = 9_070, 14_000
"""What a row may take on either side of the paper, in twentieths of a point."""
_MANY, _MUCH = 5, 6_000
"""Columns, and letters in all, from which on a table lies on the long side of the paper."""


def table(block: Table, sheet: Sheet) -> Data:
    """A table with its caption; only the caption where it has no columns."""
    texts = [
        [name, *(_plain(row[n].inlines) for row in block.rows if n < len(row))] for n, name in enumerate(block.head)
    ]
    wide = len(block.head) >= _MANY and sum(len(text) for column in texts for text in column) >= _MUCH
    return {
        "k": "table",
        "caption": sheet.words(block.caption),
        "wide": wide,
        "widths": fitted(texts, _LONG_ROOM if wide else _ROOM) if block.head else [],
        "head": [sheet.words(name) for name in block.head],
        "rows": [
            [_cell(cell, len(block.head), sheet) for cell in (*row, *(Cell(()) for _ in block.head))[: len(block.head)]]
            for row in block.rows
        ],
    }


def side_by_side(block: SideBySide, sheet: Sheet) -> Data:
    """Two texts in two columns under their names."""
    sides = ((block.left, block.left_lang), (block.right, block.right_lang))
    return {
        "k": "table",
        "caption": None,
        "wide": False,
        "widths": [1, 1],
        "head": [sheet.words(block.left_label), sheet.words(block.right_label)],
        "rows": [
            [{"c": [sheet.words(text, lang)], "fill": None, "strong": False, "long": True} for text, lang in sides]
        ],
    }


def _cell(cell: Cell, columns: int, sheet: Sheet) -> Data:
    return {
        "c": sheet.inlines(cell.inlines),
        "fill": shade(cell.state) if cell.state else None,
        "strong": cell.header,
        "long": len(_plain(cell.inlines)) * columns > SHORT,
    }


def _plain(items: Sequence[Inline]) -> str:
    return "".join(plain(item) for item in items)


def plain(item: Inline) -> str:
    """The words alone."""
    match item:
        case Text(text) | Strong(text) | Code(text):
            return text
        case Mark(_, label) | Cite(label) | Link(label):
            return label
        case Url(url):
            return url
    assert_never(item)
