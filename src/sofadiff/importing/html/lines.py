"""Source lines of a page, their places, and what stands on them: every word once, kept or left out with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from sofadiff.importing.blocks import Kind, LeftOut, Remark, letters
from sofadiff.importing.docx.tables import Layout, column_languages
from sofadiff.importing.html.notes import Note
from sofadiff.importing.html.parts import Code, Label, Para, Part, Piece, Table
from sofadiff.importing.html.tables import cells_in_order, flat, layout_of, text_of, texts_of, without_empty_columns
from sofadiff.text import tidy

PICTURE = "a picture; what it shows cannot be imported"
ORPHAN = "a note that the text does not refer to"
BACK = "a link from a footnote back to its mark"
_TYPED_MARK = re.compile(r"\s*[\[(]?(?P<mark>\w{1,4}|[*†‡§¶#]{1,4})[\])]?[.:]?\s*")


class Item(Struct):
    """What becomes a block: a paragraph, a row, a note, a picture."""

    text: str
    """Kept words; line breaks are line feeds."""
    line: int
    kind: Kind
    para: Para | None = None
    label: str = ""
    list: str = ""
    depth: int = 0
    language: str = ""
    source: tuple[int, ...] = ()
    """The source lines with its words."""


class Lines(Struct):
    """What was read so far."""

    read: Callable[[Note], list[Part]]
    """Reads the words of a note."""
    source: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Line of the file of each source line."""
    items: list[Item] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    generated: list[str] = field(default_factory=list)
    tables: int = 0
    codes: list[Code] = field(default_factory=list)

    # -- lines ------------------------------------------------------------------------------------------------

    def put(self, pieces: Sequence[Piece], place: str, name: str = "") -> tuple[int, ...]:
        """Append source lines, one for each change between kept and left out; the numbers of the kept ones."""
        kept: list[int] = []
        run: list[Piece] = []
        for piece in (*pieces, None):
            if run and (piece is None or run[-1].gone != piece.gone):
                text = tidy("".join(part.text for part in run))
                if text:
                    line = next((part.line for part in run if part.text.strip()), run[0].line)
                    self._line(text, line, place, name)
                    name = ""
                    if run[-1].gone:
                        self.left_out.append(LeftOut(len(self.source), text, run[-1].gone))
                    else:
                        kept.append(len(self.source))
                run = []
            if piece is not None:
                run.append(piece)
        self.generated.extend(piece.text for piece in pieces if piece.generated)
        return tuple(kept)

    def _line(self, text: str, line: int, place: str, name: str) -> None:
        self.source.append(text)
        self.places.append(line)
        self.anchors.append(f"{place}line {line}" + (f", id {name}" if name else ""))

    def leave_out(self, item: Item, reason: str) -> None:
        """Leave out an item that was kept."""
        self.left_out.extend(LeftOut(line, self.source[line - 1], reason) for line in item.source)
        self.items.remove(item)

    def at(self, line: int) -> int:
        """The source line for a line of the file: the first that stands there or behind it."""
        return next((number for number, place in enumerate(self.places, start=1) if place >= line), len(self.places))

    def remark(self, line: int, message: str, doubtful: bool = False) -> None:
        """Note a decision for the report, at a source line."""
        self.remarks.append(Remark(line, message, doubtful))

    # -- parts ------------------------------------------------------------------------------------------------

    def parts(self, parts: Sequence[Part], place: str = "", points: tuple[str, int] | None = None) -> None:
        """Append what a page, a cell or a note holds. `points` is the run of tables of points around it."""
        for part in parts:
            if isinstance(part, Code):
                self.codes.append(part)
                continue
            self._code()
            if isinstance(part, Table):
                self.table(part, place, points)
            elif isinstance(part, Para):
                self.paragraph(part, place, points)
        self._code()

    def _code(self) -> None:
        """List scripts and style sheets that stand together as one entry."""
        if self.codes:
            named = [f"{sum(code.what == what for code in self.codes)} {what}" for what in ("script", "style sheet")]
            named = [name if name.startswith("1 ") else f"{name}s" for name in named if not name.startswith("0 ")]
            self._line("", self.codes[0].line, "", "")
            self.left_out.append(LeftOut(len(self.source), "", f"{' and '.join(named)}: code, not words"))
            self.codes = []

    def paragraph(self, para: Para, place: str, points: tuple[str, int] | None = None) -> None:
        """Append a paragraph, then its notes."""
        lines = self.put(para.pieces, place, para.name)
        if any(piece.picture for piece in para.pieces):
            self._pictures(para, place, lines)
        if lines and (para.label or any(char.isalnum() for line in lines for char in self.source[line - 1])):
            item = Item(para.text(), lines[0], Kind.TEXT, para, language=para.language, source=lines)
            member = para.member or (points if para.label is None else None)
            if para.label is not None:
                item.label, item.list, item.depth = tidy(para.label.text), para.label.list, para.label.depth
            elif member is not None:
                item.list, item.depth = member
            self.items.append(item)
            self._struck(para, lines[0])
        self._notes(para)

    def _pictures(self, para: Para, place: str, lines: tuple[int, ...]) -> None:
        if not lines:
            self._line("", para.line, place, "")
            self.items.append(Item("", len(self.source), Kind.PICTURE))
        line = lines[0] if lines else len(self.source)
        self.left_out.extend(LeftOut(line, "", PICTURE) for piece in para.pieces if piece.picture and not piece.gone)

    def _struck(self, para: Para, line: int) -> None:
        struck = tidy("".join(piece.text for piece in para.pieces if piece.look.struck and not piece.gone))
        if struck:
            short = struck if len(struck) <= 60 else f"{struck[:57]}..."
            self.remark(line, f"words are struck through and were kept: {short}", True)

    def _notes(self, para: Para) -> None:
        for piece in para.pieces:
            if piece.note is not None and piece.gone and not piece.note.used:
                self.note(piece.note)

    def note(self, note: Note, gone: str = "") -> None:
        """Append a footnote behind what refers to it."""
        note.used = True
        pieces: list[Piece] = []
        paras = list(flat(self.read(note)))
        for para in paras:
            pieces += [*para.pieces, Piece(" ", para.line)]
        pieces = [replace(piece, gone=piece.gone or gone) for piece in _marked(pieces, note)]
        lines = self.put(pieces, f"footnote {note.mark}, ")
        if lines:
            text = "".join(piece.text for piece in pieces if not piece.gone)
            self.items.append(Item(tidy(text), lines[0], Kind.NOTE, label=note.mark, source=lines))
        for para in paras:
            self._notes(para)

    # -- tables -----------------------------------------------------------------------------------------------

    def table(self, table: Table, place: str, points: tuple[str, int] | None = None) -> None:
        """Append a table: row by row, as numbered points, or as running text where it only lays out text."""
        table = without_empty_columns(table)
        layout = layout_of(table)
        if layout is Layout.NUMBERED:
            points = (points[0], points[1] + 1) if points else (table.points, 0)
            for row in table.rows:
                self._point(row.cells[0], row.cells[1], place, points)
            return
        width = max((len(row.cells) for row in table.rows), default=0)
        if width <= 1:
            for row in table.rows:
                for only in row.cells:
                    self.parts(only, place, points)
            return
        self.tables += 1
        name = f"{place}table {self.tables}"
        before = len(self.source) + 1
        if layout is Layout.ROWS:
            for number, row in enumerate(table.rows, start=1):
                self._row(row.cells, f"{name}, row {number}, ", points)
            return
        by_column = column_languages(texts_of(table))
        for row_number, column, cell in cells_in_order(table, layout):
            first = len(self.items)
            self.parts(cell, f"{name}, row {row_number}, column {column}, ", points)
            if layout is Layout.COLUMNS:
                for item in self.items[first:]:
                    item.language = by_column[column - 1]
        if len(self.source) >= before:
            self.remark(before, f"table {self.tables} {layout.value}", layout is Layout.COLUMNS)

    def _point(self, label: list[Part], cell: list[Part], place: str, points: tuple[str, int]) -> None:
        """One point: its label in front of its first paragraph, the rest behind it."""
        number = [piece for para in flat(label) for piece in (*para.pieces, Piece(" ", para.line))]
        printed = Label(tidy("".join(piece.text for piece in number if not piece.gone)), *points)
        first = cell[0] if cell and isinstance(cell[0], Para) else None
        line = number[0].line
        led = Para([*number, *(first.pieces if first else ())], line, first.name if first else "", label=printed)
        led.language = first.language if first else ""
        if first is not None and first.label is not None:  # a list in the cell: its own number stands behind ours
            led.label = printed
        self.paragraph(led, place)
        self.parts(cell[1:] if first else cell, place, points)

    def _row(self, cells: list[list[Part]], place: str, points: tuple[str, int] | None) -> None:
        """Append one row as one block."""
        pieces: list[Piece] = []
        paras = [para for cell in cells for para in flat(cell)]
        for number, cell in enumerate(cells):
            if number:
                pieces.append(Piece(" | ", pieces[-1].line if pieces else 1, generated=True))
            pieces += [piece for para in flat(cell) for piece in (*para.pieces, Piece(" ", para.line))]
        lines = self.put(pieces, place) if any(piece.text.strip(" |") for piece in pieces) else ()
        for para in paras:
            if any(piece.picture for piece in para.pieces):
                self._pictures(para, place, lines)
        texts = [text_of(cell) for cell in cells]
        if any(texts) and lines:
            self.items.append(Item(" | ".join(texts), lines[0], Kind.ROW, source=lines))
            if points is not None:
                self.items[-1].list, self.items[-1].depth = points
        for para in paras:
            self._notes(para)


def _marked(pieces: list[Piece], note: Note) -> list[Piece]:
    """The pieces of a note with its mark in front: as the page has it there, or made up as the text has it."""
    found: list[Piece] = []
    marked = False
    for piece in pieces:
        begun = any(before.text.strip() and not before.gone for before in found)
        same = letters(piece.text) == letters(note.mark)
        if piece.gone or not piece.text.strip():
            found.append(piece)
        elif not begun and not marked and same and _TYPED_MARK.fullmatch(piece.text):
            found.append(replace(piece, text=f"{note.mark} ", note=None))
            marked = True
        elif piece.note is not None:
            found.append(replace(piece, gone=BACK, note=None))
        else:
            typed = _TYPED_MARK.match(piece.text) if not begun and not marked else None
            if typed and typed["mark"] == note.mark and typed.end() < len(piece.text):
                found.append(replace(piece, text=f"{note.mark} {piece.text[typed.end() :]}"))
                marked = True
            else:
                found.append(piece)
    if not marked:
        found.insert(0, Piece(f"{note.mark} ", found[0].line if found else 1, generated=True))
    return found
