"""Tables that a word processor can edit: a header row that repeats, row headers, widths that fit the paper."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Cell, Cite, SideBySide, Table
from sofadiff.render.docx.inlines import inlines
from sofadiff.render.docx.looks import Paper
from sofadiff.render.docx.sheet import Sheet
from sofadiff.render.docx.styles import shade
from sofadiff.render.docx.words import KEPT, escaped, paragraph, region
from sofadiff.render.in_words import plain

_LETTER, _CAPITAL = 95, 135
"""Width of a letter of a table's text, in twentieths of a point; capitals are wider."""
_PADDING = 200
_MANY, _MUCH = 5, 6_000
"""Columns, and letters in all, from which on a table lies on the long side of the paper."""
_LED = 3
"""Paragraphs between a heading and a table on the long side that go there with it."""
SHORT = 2_000
"""Letters of a cell times columns of its table up to which its row is kept on one page."""
_LONGEST_WORD = 12
"""Letters of a word that a column must have room for; longer ones may be broken."""
_NO_ROOM = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""Of the paragraph that ends a section: behind a full page it must not begin another one."""


def table(block: Table, sheet: Sheet) -> str:
    """The caption, then the table; one that is wide lies on the long side of the paper and ends those pages."""
    caption = paragraph(sheet.run(block.caption), sheet.style("caption"), KEPT)
    if not block.head:
        return caption
    paper = sheet.looks.paper
    if not is_wide(block):
        return caption + _whole(block, paper.room, sheet)
    # The paragraph that ends the section also keeps the table apart from the next one.
    alone = _whole(block, paper.turned.room, sheet).rpartition("</w:tbl>")
    return f"{caption}{alone[0]}{alone[1]}{ends(paper.turned, sheet)}"


def is_wide(block: Table) -> bool:
    """Whether a table has so many columns that say so much that it lies on the long side of the paper."""
    return len(block.head) >= _MANY and sum(len(text) for column in texts(block) for text in column) >= _MUCH


def ends(paper: Paper, sheet: Sheet) -> str:
    """The paragraph that ends a run of pages on one paper."""
    lang = f'<w:rPr><w:sz w:val="2"/><w:lang w:val="{region(sheet.lang)}"/></w:rPr>'
    return f"<w:p><w:pPr>{_NO_ROOM}{lang}{sheet.section(paper)}</w:pPr></w:p>"


def lead(kinds: Sequence[str], heading: str, words: str) -> int:
    """Where the headings and the few paragraphs begin that stand right before what comes next; its own place if none.

    A page with nothing else on it would be almost empty.
    """
    start = len(kinds)
    while start and kinds[start - 1] == words and len(kinds) - start < _LED:
        start -= 1
    if not (start and kinds[start - 1] == heading):
        return len(kinds)
    while start and kinds[start - 1] == heading:
        start -= 1
    return start


def texts(block: Table) -> list[list[str]]:
    """What each column says, its name first."""
    return [[name] + [plain(row[n].inlines) for row in block.rows if n < len(row)] for n, name in enumerate(block.head)]


def _whole(block: Table, room: int, sheet: Sheet) -> str:
    widths = fitted(texts(block), room)
    head = "".join(
        _cell(paragraph(sheet.run(name), sheet.style("Sofadiff Table Head")), width, "EEEDE8")
        for name, width in zip(block.head, widths, strict=True)
    )
    rows = [_row(head, header=True)]
    # LibreOffice prints empty pages behind a report in whose tables rows with footnotes are kept whole.
    breaks = any(isinstance(item, Cite) for row in block.rows for cell in row for item in cell.inlines)
    for row in block.rows:
        filled = (*row, *(Cell(()) for _ in block.head))[: len(block.head)]
        cells = "".join(_filled(cell, width, sheet) for cell, width in zip(filled, widths, strict=True))
        long = max(len(plain(cell.inlines)) for cell in filled) * len(filled) > SHORT
        rows.append(_row(cells, whole=not (breaks or long)))
    return _table(rows, widths, block.caption, sheet, first_column=any(row[:1] and row[0].header for row in block.rows))


def side_by_side(block: SideBySide, sheet: Sheet) -> str:
    """Two texts in two columns under their names."""
    half = sheet.looks.paper.room // 2
    head = sheet.style("Sofadiff Table Head")
    text = sheet.style("Sofadiff Table Text")
    sides = ((block.left_label, block.left, block.left_lang), (block.right_label, block.right, block.right_lang))
    rows = [
        _row("".join(_cell(paragraph(sheet.run(label), head), half, "EEEDE8") for label, _, _ in sides), header=True),
        _row(
            "".join(
                _cell("".join(paragraph(sheet.run(line, lang=lang), text) for line in words.split("\n")), half)
                for _, words, lang in sides
            )
        ),
    ]
    return _table(rows, [half, half], f"{block.left_label} / {block.right_label}", sheet)


def fitted(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths that fill the room: each column has what its longest word needs, the rest goes by how much it says.

    A column with nothing in it but its name is one to fill in, and gets as much as the average.
    """
    said = [sum(len(text) for text in column[1:]) for column in columns]
    average = sum(said) / len(said) or 1
    weights = [(amount or average) ** 0.5 for amount in said]
    least = _least(columns)
    spare = room - sum(least)
    if spare <= 0:
        return _exact([room * width // sum(least) for width in least], room)
    total = sum(weights)
    return _exact([width + int(spare * weight / total) for width, weight in zip(least, weights, strict=True)], room)


def _least(columns: Sequence[Sequence[str]]) -> list[int]:
    """What each column's longest word needs."""
    return [
        max((_width(word) for text in column for word in text.split()), default=_LETTER) + _PADDING
        for column in columns
    ]


def _width(word: str) -> int:
    return sum(_CAPITAL if letter.isupper() else _LETTER for letter in word[:_LONGEST_WORD])


def _exact(widths: list[int], room: int) -> list[int]:
    """The same widths, the last one taking what rounding left."""
    return [*widths[:-1], room - sum(widths[:-1])]


def _filled(cell: Cell, width: int, sheet: Sheet) -> str:
    style = sheet.style("Sofadiff Table Head" if cell.header else "Sofadiff Table Text")
    return _cell(paragraph(inlines(cell.inlines, sheet), style), width, shade(cell.state) if cell.state else "")


def _cell(content: str, width: int, fill: str = "") -> str:
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shaded}</w:tcPr>{content}</w:tc>'


def _row(cells: str, *, header: bool = False, whole: bool = False) -> str:
    """A row; `whole` keeps it on one page."""
    said = "<w:cantSplit/>" * (header or whole) + "<w:tblHeader/>" * header
    return f"<w:tr>{f'<w:trPr>{said}</w:trPr>' if said else ''}{cells}</w:tr>"


def _table(rows: Sequence[str], widths: Sequence[int], alt: str, sheet: Sheet, *, first_column: bool = False) -> str:
    """The table with the words that a screen reader says of it, and a paragraph after it so that two never join."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style = escaped(sheet.looks.style("Sofadiff Table", "table"))
    look = (
        f'<w:tblLook w:val="{"04A0" if first_column else "0420"}" w:firstRow="1" w:firstColumn="{int(first_column)}"/>'
    )
    described = escaped(sheet.say.say("word.table", rows=len(rows) - 1, columns=len(widths)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{escaped(alt)}"/>'
        f'<w:tblDescription w:val="{described}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        f"{_behind(sheet)}"
    )


def _behind(sheet: Sheet) -> str:
    """The paragraph that Word wants behind a table, which keeps it apart from the next one."""
    return f'<w:p><w:pPr><w:spacing w:after="0"/><w:rPr><w:lang w:val="{region(sheet.lang)}"/></w:rPr></w:pPr></w:p>'


def closed(content: str, sheet: Sheet) -> str:
    """Content whose last table has next to no paragraph behind it: a whole line may need a page of its own."""
    behind, lang = _behind(sheet), f'<w:rPr><w:sz w:val="2"/><w:lang w:val="{region(sheet.lang)}"/></w:rPr>'
    if not content.endswith(behind):
        return content
    return f"{content.removesuffix(behind)}<w:p><w:pPr>{_NO_ROOM}{lang}</w:pPr></w:p>"
