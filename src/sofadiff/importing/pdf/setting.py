"""Paragraphs to blocks, source lines and the left-out list, every word of the file once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sofadiff.importing.blocks import Block, Kind, LeftOut, Remark
from sofadiff.importing.paragraphs import split_glued
from sofadiff.importing.pdf.columns import Printed
from sofadiff.importing.pdf.flows import Flow
from sofadiff.importing.pdf.hyphens import Hyphens, count_words
from sofadiff.importing.pdf.lines import Note, body_size, part_notes, pieces, text_of
from sofadiff.importing.pdf.looks import Look, Seen, decide
from sofadiff.importing.pdf.paragraphs import Paragraph, cells, paragraphs
from sofadiff.importing.pdf.running import Head
from sofadiff.importing.pdf.words import Page
from sofadiff.text import tidy

TURNED = "text that runs another way than the page's, as stamps in margins do"
OUTSIDE = "text beyond the edge of the page, which no reader sees"
MARK = "the mark of a footnote, which stands behind this clause"
NOT_CHOSEN = "a page that --pages leaves out"
CONTENTS = "table of contents"


class Setting:
    """What was put down so far: `source`, `anchors`, `blocks`, `left_out`."""

    def __init__(self, heads: Mapping[int, Sequence[Head]], pages: Sequence[Page]) -> None:
        self.source: list[str] = []
        self.anchors: list[str] = []
        self.blocks: list[Block] = []
        self.left_out: list[LeftOut] = []
        self.joined = 0
        self._heads = heads
        self._pages = {page.number: page for page in pages}
        self._chosen = frozenset(self._pages)
        self._remarks: list[Remark] = []
        self._hyphens = Hyphens(count_words(()))
        self._size = 1.0
        self._rows = 0

    def flow(self, flow: Flow) -> None:
        """Put down columns that are read one after the other."""
        self._size = body_size(flow.columns) or 1.0
        bodies: list[list[Printed]] = []
        notes: list[Note] = []
        for column in flow.columns:
            body, more = part_notes(column, self._size, notes[-1] if notes else None)
            bodies.append(body)
            notes.extend(more)
        self._hyphens.words = count_words(text_of(line) for column in flow.columns for line in column)
        found = paragraphs(bodies)
        _refer(found, notes)
        seen = decide([self._look(paragraph) for paragraph in found])
        index = 0
        while index < len(found):
            end = index + 1
            while seen[index].level == 1 and end < len(found) and seen[end].level == 1 and not found[end - 1].notes:
                end += 1
            self._paragraph(found[index:end], seen[index], notes, flow.language)
            index = end

    def rest(self, every: Sequence[Page]) -> None:
        """Put down what stands on pages of which nothing was put down, and list the pages that were not chosen."""
        for number in sorted(self._pages):
            self._apart(number)
        for page in every:
            if page.number not in self._chosen and page.text.strip():
                text = tidy(page.text)
                self.left_out.append(LeftOut(self._add(text, f"p. {page.number}"), text, NOT_CHOSEN))

    def decided(self) -> Iterator[Remark]:
        """What was decided on the way."""
        if self.joined:
            yield Remark(0, f"{self.joined} lines were joined to the line before them: a PDF breaks every line")
        if self._hyphens.dropped or self._hyphens.kept:
            yield Remark(
                0,
                f"of the hyphens at line ends {self._hyphens.dropped} were taken off and {self._hyphens.kept} kept",
            )
        if self._rows:
            yield Remark(
                0, f"{self._rows} printed lines were told to be rows of tables by the gaps in them: check them",
                doubtful=True,
            )  # fmt: skip
        yield from self._remarks

    # -- one paragraph ----------------------------------------------------------------------------------------

    def _look(self, paragraph: Paragraph) -> Look:
        text = tidy(" ".join(text_of(line) for line in paragraph.lines))
        return Look(text, paragraph.bold, paragraph.centred, paragraph.size / self._size, paragraph.row)

    def _paragraph(self, parts: Sequence[Paragraph], seen: Seen, notes: Sequence[Note], language: str) -> None:
        """Put down a paragraph, or the paragraphs of a title, with the footnotes that it refers to."""
        marks = {(notes[index].page, notes[index].mark) for part in parts for index in part.notes}
        if seen.contents or seen.kind is Kind.ROW:
            for line in (line for part in parts for line in part.lines):
                self._line(line, seen, language)
        else:
            first, text = self._lines([line for part in parts for line in part.lines], marks)
            if text and any(map(str.isalnum, text)):
                glued = split_glued(text) if seen.kind is Kind.TEXT else [text]
                for count, piece in enumerate(glued):
                    self.blocks.append(
                        Block(tidy(piece), first, seen.kind, seen.level, continued=count > 0, language=language)
                    )
            elif text:
                self.left_out.append(LeftOut(first, text, "signs without words"))
        for index in (index for part in parts for index in part.notes):
            self._note(notes[index], language)

    def _line(self, line: Printed, seen: Seen, language: str) -> None:
        """Put down an entry of a table of contents, or a row of a table."""
        text = " | ".join(text_of(cell) for cell in cells(line)) if seen.kind is Kind.ROW else text_of(line)
        number = self._put(text, line)
        if seen.contents:
            self.left_out.append(LeftOut(number, text, CONTENTS))
        else:
            self._rows += 1
            self.blocks.append(Block(tidy(text), number, Kind.ROW, language=language))

    def _lines(self, lines: Sequence[Printed], marks: set[tuple[int, str]]) -> tuple[int, str]:
        """Put down lines as one text; the index of its first source line, and the text."""
        first, text = 0, ""
        for line in lines:
            begins = True
            for piece in pieces(line):
                number = self._put(piece.text, line)
                if piece.mark and (line.page, piece.mark) in marks:
                    self.left_out.append(LeftOut(number, piece.text, MARK))
                    continue
                first = first or number
                if not text:
                    text = piece.text
                elif begins:
                    text = self._join(text, piece.text, number)
                else:
                    text += piece.text if piece.tight else f" {piece.text}"
                begins = False
        self.joined += len(lines) - 1
        return first or len(self.source), text

    def _join(self, before: str, after: str, number: int) -> str:
        text, did, guess = self._hyphens.join(before, after)
        if guess:
            self._remarks.append(
                Remark(number, f"the hyphen at the end of the line before was {did}: {guess}", doubtful=True)
            )
        return text

    def _note(self, note: Note, language: str) -> None:
        first, text = self._lines(note.lines, set())
        text = tidy(f"{note.mark} {text.removeprefix(note.mark)}" if text.startswith(note.mark) else text)
        self.blocks.append(Block(text, first, Kind.NOTE, label=note.mark, language=language))

    # -- source lines -----------------------------------------------------------------------------------------

    def _put(self, text: str, line: Printed) -> int:
        """Add a source line; its index."""
        self._apart(line.page)
        return self._add(text, line.anchor)

    def _add(self, text: str, anchor: str) -> int:
        self.source.append(text)
        self.anchors.append(anchor)
        return len(self.source)

    def _apart(self, number: int) -> None:
        """List what stands on a page and is no part of its text, once."""
        page = self._pages.pop(number, None)
        if page is None:
            return
        heads = [(" ".join(word.text for word in row), why) for row, why in self._heads.get(number, ())]
        for text, why in (*heads, (page.turned, TURNED), (page.outside, OUTSIDE)):
            if text.strip():
                self.left_out.append(LeftOut(self._add(text, f"p. {number}"), tidy(text), why))


def _refer(found: Sequence[Paragraph], notes: Sequence[Note]) -> None:
    """Tell each paragraph which footnotes it refers to; a footnote without a reference goes to the last on its page."""
    left = dict(enumerate(notes))
    for paragraph in found:
        for line in paragraph.lines:
            for piece in pieces(line):
                if not piece.mark:
                    continue
                meant = (index for index, note in left.items() if (note.page, note.mark) == (line.page, piece.mark))
                at = next(meant, None)
                if at is not None:
                    paragraph.notes.append(at)
                    del left[at]
    for index, note in left.items():
        before = [paragraph for paragraph in found if paragraph.lines[0].page <= note.page]
        (before[-1] if before else found[0]).notes.append(index)
