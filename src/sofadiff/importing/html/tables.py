"""What a table of a page is for: rows of data, numbered points, languages side by side, or the layout of the page."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff.importing.docx.tables import Layout, column_languages
from sofadiff.importing.html.parts import Para, Part, Row, Table
from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.text import tidy

_LONG_CELL = 4
"""Paragraphs from which a cell holds running text."""
_LONG_PARAGRAPH = 80
_LABEL_LENGTH = 12


def without_empty_columns(table: Table) -> Table:
    """The table without columns (and rows) in which nothing stands: they only keep distance."""
    width = max((len(row.cells) for row in table.rows), default=0)
    full = [any(len(row.cells) > column and row.cells[column] for row in table.rows) for column in range(width)]
    rows = [
        Row([cell for column, cell in enumerate(row.cells) if full[column]], row.line, row.heads)
        for row in table.rows
        if any(row.cells)
    ]
    return Table(rows, table.line, table.name, table.presented, table.points)


def layout_of(table: Table) -> Layout:
    """What a table is for, told by what its cells hold."""
    grid = texts_of(table)
    columns = max((len(row) for row in grid), default=0)
    heads = any(row.heads for row in table.rows)
    if columns <= 1:
        return Layout.TEXT
    if columns == 2 and not heads and _is_numbered(grid):
        return Layout.NUMBERED
    if columns in {2, 3} and _has_languages(grid):
        return Layout.COLUMNS
    if table.presented:
        return Layout.TEXT
    if heads or columns > 3:
        return Layout.ROWS
    cells = [cell for row in table.rows for cell in row.cells]
    return Layout.TEXT if any(_is_running(cell, columns) for cell in cells) else Layout.ROWS


def _is_running(cell: list[Part], columns: int) -> bool:
    """Whether a cell holds running text rather than an entry of a table."""
    paras = [part for part in cell if isinstance(part, Para)]
    texts = [text for para in paras if (text := tidy(para.text()))]
    if any(para.level or para.title for para in paras) or any(isinstance(part, Table) for part in cell):
        return True
    if columns == 2 and any(marks_heading(text) for text in texts):
        return True
    labels = [parse_label(text) for text in texts]
    if sum(label is not None and label.shape != "-" for label in labels) >= 2:
        return True
    return len(texts) >= _LONG_CELL and sum(map(len, texts)) >= _LONG_CELL * _LONG_PARAGRAPH


def _is_numbered(grid: list[list[str]]) -> bool:
    """Whether the first column holds labels only, and the second words."""
    for row in grid:
        if len(row) != 2 or not 0 < len(row[0]) <= _LABEL_LENGTH or not any(char.isalpha() for char in row[1]):
            return False
        label = parse_label(f"{row[0]} ")
        if label is None or label.rest:
            return False
    return bool(grid)


def _has_languages(grid: list[list[str]]) -> bool:
    """Whether two columns hold long texts in different languages."""
    found = [language for language in column_languages(grid) if language]
    return len(found) >= 2 and len(set(found)) == len(found)


def texts_of(table: Table) -> list[list[str]]:
    """The words of each cell, row by row."""
    return [[text_of(cell) for cell in row.cells] for row in table.rows]


def text_of(cell: list[Part]) -> str:
    """The words of a cell."""
    return " ".join(text for para in flat(cell) if (text := tidy(para.text())))


def flat(parts: list[Part]) -> Iterator[Para]:
    """All paragraphs, those of nested tables in their order."""
    for part in parts:
        if isinstance(part, Para):
            yield part
        elif isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from flat(cell)


def cells_in_order(table: Table, layout: Layout) -> list[tuple[int, int, list[Part]]]:
    """(row, column, cell) of every cell in the order in which it is read, counted from 1."""
    cells = [
        (number, column, cell)
        for number, row in enumerate(table.rows, start=1)
        for column, cell in enumerate(row.cells, start=1)
    ]
    return sorted(cells, key=lambda cell: cell[1]) if layout is Layout.COLUMNS else cells
