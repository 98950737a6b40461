"""What a table is for: rows of data, or text that is laid out with a table."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from sofadiff.importing.docx.inline import shown_text
from sofadiff.importing.docx.story import Para, Table
from sofadiff.importing.languages import hits
from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.text import tidy, words

_LEAD = 30
"""Characters of a first cell that leads the text in the second."""
_COLUMN_WORDS = 40
"""Words from which a column can be told to be in a language of its own."""


class Layout(StrEnum):
    """What a table is for; the value says, for the report, what was done with it."""

    ROWS = "is a table of data: one block for each row"
    NUMBERED = "has labels in its first column: each row was taken for a numbered clause"
    TEXT = "only lays out text: its cells were read as paragraphs, row by row"
    COLUMNS = "has a language in each column: read column by column"


def layout_of(table: Table) -> Layout:
    """What a table is for, told by what its cells hold."""
    grid = texts_of(table)
    columns = max((len(row) for row in grid), default=0)
    if columns <= 1:
        return Layout.TEXT
    if columns == 2 and _numbered(grid):
        return Layout.NUMBERED
    if columns in {2, 3} and _languages(grid):
        return Layout.COLUMNS
    paragraphs = [_paragraphs(cell) for row in table.rows for cell in row.cells]
    if columns == 2 and any(marks_heading(text) for cell in paragraphs for text in cell):
        return Layout.TEXT
    if columns <= 3 and any(_counted(cell) >= 2 for cell in paragraphs):
        return Layout.TEXT
    return Layout.ROWS


def _counted(paragraphs: list[str]) -> int:
    """Paragraphs of a cell that have a number or letter; bullets do not count."""
    labels = [parse_label(text) for text in paragraphs]
    return sum(label is not None and label.shape != "-" for label in labels)


def cells_in_order(table: Table, layout: Layout) -> Iterator[tuple[int, int, list[Para | Table]]]:
    """(row, column, cell) of every cell in the order in which it is read, counted from 1."""
    cells = [
        (number, column, cell)
        for number, row in enumerate(table.rows, start=1)
        for column, cell in enumerate(_led(row.cells) if layout is Layout.TEXT else row.cells, start=1)
    ]
    yield from sorted(cells, key=lambda cell: cell[1]) if layout is Layout.COLUMNS else cells


def _led(cells: list[list[Para | Table]]) -> list[list[Para | Table]]:
    """Cells with a short first one (`Rule 1:`) put in front of the first paragraph of the second."""
    if len(cells) < 2 or len(cells[0]) != 1 or not cells[1]:
        return cells
    lead, first = cells[0][0], cells[1][0]
    if isinstance(lead, Table) or isinstance(first, Table) or not (lead.kept and first.kept) or first.label is not None:
        return cells
    if len(tidy(shown_text(lead.pieces))) > _LEAD:
        return cells
    joined = first.led_by(lead)
    return [[], [joined, *cells[1][1:]], *cells[2:]]


def _paragraphs(cell: list[Para | Table]) -> list[str]:
    found: list[str] = []
    for block in cell:
        if isinstance(block, Table):
            found += [text for row in block.rows for inner in row.cells for text in _paragraphs(inner)]
        else:
            label = block.label.text + block.label.separator if block.label is not None else ""
            found.append(tidy(label + shown_text(block.pieces)))
    return [text for text in found if text]


def _text(cell: list[Para | Table]) -> str:
    return " ".join(_paragraphs(cell))


def _numbered(grid: list[list[str]]) -> bool:
    """Whether the first column holds labels only and the second sentences."""
    rows = [row for row in grid if any(row)]
    full = [row for row in rows if len(row) == 2 and row[0] and row[1]]
    labels = [parse_label(row[0]) for row in full]
    return (
        len(full) >= 2
        and len(full) == len(rows)
        and all(label is not None and not label.rest and label.shape != "-" for label in labels)
        and sum(len(row[1]) for row in full) / len(full) >= 40
    )


def _languages(grid: list[list[str]]) -> bool:
    """Whether two columns hold long texts in different languages."""
    found = [language for language in column_languages(grid) if language]
    return len(found) >= 2 and len(set(found)) == len(found)


def column_languages(grid: list[list[str]]) -> list[str]:
    """The language of each column, told by its words; empty for a column with few of them."""
    found = []
    for column in range(max((len(row) for row in grid), default=0)):
        text = " ".join(row[column] for row in grid if column < len(row))
        count = hits(text)
        enough = len(words(text)) >= _COLUMN_WORDS
        found.append(max(count, key=lambda language: count[language]) if enough else "")
    return found


def texts_of(table: Table) -> list[list[str]]:
    """The words of each cell, row by row."""
    return [[_text(cell) for cell in row.cells] for row in table.rows]
