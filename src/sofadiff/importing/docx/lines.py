"""Source lines, their places, and what stands on them: every word of a file once, kept or left out with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, field

from sofadiff.importing.blocks import Kind, LeftOut, Remark
from sofadiff.importing.docx.inline import CONTENTS, What, shown_text
from sofadiff.importing.docx.notes import Note, Notes
from sofadiff.importing.docx.package import Element
from sofadiff.importing.docx.story import Para, Table
from sofadiff.importing.docx.tables import Layout, cells_in_order, column_languages, layout_of, texts_of
from sofadiff.text import tidy

_TABBED = re.compile(r"\s*(\d{1,3}[A-Z]?(?:\.\d{1,3}){0,4}) {0,2}\t\s*(?=\S)")
"""A number typed in front of a tab: without any sign around it, only the tab says that it is a label."""
PICTURE = "a picture; what it shows cannot be imported"


class Item(Struct):
    """What becomes a block: a paragraph, a row, a note, a picture."""

    text: str
    """Kept words with the label before them; line breaks are line feeds."""
    line: int
    kind: Kind
    label: str = ""
    list: str = ""
    depth: int = 0
    para: Para | None = None
    language: str = ""
    """ISO 639-3 code of the table column it stands in, where each column has a language."""


class Segment(Struct, frozen=True):
    """Words that are all kept, or all left out for one reason."""

    text: str
    gone: str = ""
    generated: bool = False
    """Whether Word makes them up: an automatic number."""
    ends: bool = False
    """Whether it is the end of a paragraph that goes on in the next: no words, another place."""


class Lines(Struct):
    """What was read so far."""

    notes: Notes
    paged: bool
    source: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    generated: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    unknown: set[str] = field(default_factory=set)
    places: dict[Element, int] = field(default_factory=dict)
    """Source line of each paragraph of the file that has words."""
    starts: list[int] = field(default_factory=list)
    """Source lines where the paragraphs that were put last as one begin."""

    # -- lines ------------------------------------------------------------------------------------------------

    def put(self, segments: Iterable[Segment], anchor: str, following: Callable[[], str] | None = None) -> int:
        """Append source lines, one for each change between kept and left out; the first one's number.

        `following` gives the place of the next paragraph where one ends among the segments.
        """
        first = len(self.source) + 1
        self.starts = [first]
        run: list[Segment] = []
        turned = False
        for segment in (*segments, Segment("", ends=True)):
            if run and (segment.ends or run[-1].gone != segment.gone):
                self._line(tidy("".join(part.text for part in run)), run[-1].gone, anchor)
                run = []
            if segment.ends:
                self.starts.append(len(self.source) + 1)
            turned = turned or segment.ends
            if turned and segment.text.strip() and len(self.source) >= first:
                anchor = following() if following is not None else anchor
                turned = False
            if not segment.ends:
                run.append(segment)
            if segment.generated:
                self.generated.append(segment.text)
        if len(self.source) < first:
            self.source.append("")
            self.anchors.append(anchor)
        return first

    def _line(self, text: str, gone: str, anchor: str) -> None:
        if text:
            self.source.append(text)
            self.anchors.append(anchor)
            if gone:
                self.left_out.append(LeftOut(len(self.source), text, gone))

    def placed(self, *paras: Para) -> None:
        """Note where paragraphs were put: those that go on with each other each on its line."""
        for para in paras:
            for number, node in enumerate(para.nodes):
                self.places[node] = min(self.starts[min(number, len(self.starts) - 1)], len(self.source))

    def remark(self, line: int, message: str, doubtful: bool = False) -> None:
        """Note a decision for the report."""
        self.remarks.append(Remark(line, message, doubtful))

    def _page(self, para: Para) -> str:
        return f"p. {para.page}, " if self.paged and para.page else ""

    # -- stories ----------------------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Para | Table], anchor: Callable[[Para], str] | None = None) -> None:
        """Append paragraphs and tables in order. `anchor` names the place of paragraphs that are not counted."""
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
                continue
            if anchor is None and any(piece.text.strip() for piece in block.pieces):
                self.paragraphs += 1
            place = anchor(block) if anchor else f"{self._page(block)}para. {self.paragraphs}"
            self.paragraph(block, place, self._next_paragraph if anchor is None else None)

    def _next_paragraph(self) -> str:
        self.paragraphs += 1
        return f"para. {self.paragraphs}"

    def paragraph(self, para: Para, anchor: str, following: Callable[[], str] | None = None) -> None:
        """Append a paragraph, then its notes and text boxes."""
        segments = self.segments(para)
        pictures = sum(piece.what is What.PICTURE for piece in para.pieces)
        if any(segment.text.strip() for segment in segments) or pictures:
            line = self.put(segments, anchor, following)
            self.placed(para)
            self._pictures(line, pictures, para.kept)
            if para.kept and any(segment.text.strip() and not segment.gone for segment in segments):
                label = para.label
                text = (f"{label.text}{label.separator}" if label is not None else "") + shown_text(para.pieces)
                item = Item(text, line, Kind.TEXT, para=para)
                if label is not None and label.text:
                    item.label, item.list, item.depth = label.text, label.list, label.level
                elif (typed := _TABBED.match(text)) is not None:
                    item.label = typed.group(1)
                self.items.append(item)
            self._looks(para, line)
        elif para.label is not None and any(char.isalnum() for char in para.label.text):
            line = self.put((), anchor)
            message = f"an empty paragraph has the automatic number {para.label.text}: counted, but it is no clause"
            self.remark(line, message, True)
        self.attached(para, anchor)

    def segments(self, para: Para) -> list[Segment]:
        """The words of a paragraph in order, its label first."""
        contents = CONTENTS if para.contents else ""
        words = [
            Segment(piece.text, piece.gone or contents, piece.generated, piece.what is What.END)
            for piece in para.pieces
            if piece.what is What.END or (piece.what is What.WORDS and piece.text)
        ]
        if para.label is not None and para.label.text and para.kept and not contents:
            words.insert(0, Segment(f"{para.label.text}{para.label.separator}", generated=True))
        return words

    def _pictures(self, line: int, count: int, words: bool) -> None:
        self.left_out.extend(LeftOut(line, "", PICTURE) for _ in range(count))
        if count and not words:
            self.items.append(Item("", line, Kind.PICTURE))

    def _looks(self, para: Para, line: int) -> None:
        struck = tidy("".join(p.text for p in para.pieces if p.look.struck and not p.gone and p.what is What.WORDS))
        if struck:
            short = struck if len(struck) <= 60 else f"{struck[:57]}..."
            self.remark(
                line, f"words are struck through by hand, not by a tracked change, and were kept: {short}", True
            )
        for piece in para.pieces:
            if piece.what is What.NUMBER and not piece.gone:
                self.remark(line, f"a field ({piece.text}) prints a number here that the file does not hold", True)
        if para.label is not None and para.label.unknown and para.label.unknown not in self.unknown:
            self.unknown.add(para.label.unknown)
            message = f"numbers in the format {para.label.unknown} were written as 1, 2, 3: Word prints them otherwise"
            self.remark(line, message, True)

    def attached(self, para: Para, anchor: str) -> None:
        """Append the notes and text boxes of a paragraph behind it."""
        for piece in para.pieces:
            if piece.what is What.NOTE:
                note = self.notes.take(piece)
                if note is not None:
                    self.note(note)
        for box in para.boxes:
            self.boxes += 1
            name = f"{anchor}, text box {self.boxes}"
            before = len(self.source)
            self.blocks(box, lambda _, name=name: name)  # type: ignore[misc]
            if len(self.source) > before:
                self.remark(before + 1, "a text box: its words were put behind the paragraph that it is tied to", True)

    def note(self, note: Note) -> None:
        """Append a footnote or endnote behind what refers to it."""
        segments = [Segment(f"{note.mark} ", note.gone, generated=True)] if note.mark and not note.gone else []
        paras = list(flat(note.blocks))
        for para in paras:
            segments += [
                Segment(f"{segment.text}", note.gone or segment.gone, segment.generated)
                for segment in self.segments(para)
            ]
            segments.append(Segment(" ", note.gone))
        line = self.put(segments, note.anchor)
        self.placed(*paras)
        if not note.gone:
            text = "".join(segment.text for segment in segments if not segment.gone)
            self.items.append(Item(text, line, Kind.NOTE, label=note.mark))

    # -- tables -----------------------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        """Append a table: row by row, or as running text where it only lays out text."""
        self.tables += 1
        name = f"table {self.tables}"
        layout = layout_of(table)
        before = len(self.source) + 1
        if layout in {Layout.ROWS, Layout.NUMBERED}:
            for number, row in enumerate(table.rows, start=1):
                self.row([list(flat(cell)) for cell in row.cells], f"{name}, row {number}", layout)
        else:
            by_column = column_languages(texts_of(table))
            languages = by_column if layout is Layout.COLUMNS else [""] * len(by_column)
            for row_number, column, cell in cells_in_order(table, layout):
                place = f"{name}, row {row_number}, column {column}"
                first = len(self.items)
                self.blocks(cell, lambda _, place=place: place)  # type: ignore[misc]
                for item in self.items[first:]:
                    item.language = languages[column - 1]
        if layout is not Layout.ROWS and len(self.source) >= before:
            self.remark(before, f"{name} {layout.value}", layout is Layout.COLUMNS)

    def row(self, cells: Sequence[Sequence[Para]], place: str, layout: Layout) -> None:
        """Append one row as one block."""
        segments: list[Segment] = []
        texts: list[str] = []
        for cell in cells:
            if texts:
                segments.append(Segment(" | "))
            inside = [segment for para in cell for segment in (*self.segments(para), Segment(" "))]
            texts.append(tidy("".join(segment.text for segment in inside if not segment.gone)))
            segments += inside
        paras = [para for cell in cells for para in cell]
        pictures = sum(piece.what is What.PICTURE for para in paras for piece in para.pieces)
        if any(segment.text.strip(" |") for segment in segments) or pictures:
            page = next((self._page(para) for para in paras if para.kept), "")
            line = self.put(segments, f"{page}{place}")
            self.placed(*paras)
            self._pictures(line, pictures, True)
            if any(texts):
                self.items.append(self._row_item(texts, line, layout))
            for para in paras:
                self._looks(para, line)
        for para in paras:
            self.attached(para, place)

    def _row_item(self, texts: Sequence[str], line: int, layout: Layout) -> Item:
        if layout is Layout.NUMBERED:
            return Item(" ".join(text for text in texts if text), line, Kind.TEXT, label=texts[0])
        return Item(" | ".join(texts), line, Kind.ROW)


def flat(blocks: Iterable[Para | Table]) -> Iterable[Para]:
    """All paragraphs, those of nested tables in their order."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from flat(cell)
        else:
            yield block
