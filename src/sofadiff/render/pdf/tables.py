"""Tables as data: a header row that repeats, widths that fit the paper, its long side where a table says much."""

from __future__ import annotations

from sofadiff.document import Cell, SideBySide, Table
from sofadiff.render.docx.styles import shade
from sofadiff.render.docx.tables import SHORT, fitted, is_wide, texts
from sofadiff.render.in_words import plain
from sofadiff.render.pdf.inlines import Data, Sheet

_ROOM, _LONG_ROOM = 9_070, 14_000
"""What a row may take on either side of the paper, in twentieths of a point."""


def table(block: Table, sheet: Sheet) -> Data:
    """A table with its caption; only the caption where it has no columns."""
    wide = is_wide(block)
    return {
        "k": "table",
        "caption": sheet.words(block.caption),
        "wide": wide,
        "widths": fitted(texts(block), _LONG_ROOM if wide else _ROOM) if block.head else [],
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
        "long": len(plain(cell.inlines)) * columns > SHORT,
    }
