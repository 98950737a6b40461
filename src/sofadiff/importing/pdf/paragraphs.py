"""Printed lines to paragraphs, by leading, indents, labels and the space that a line leaves at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct, field

from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.importing.pdf.columns import Column, Printed
from sofadiff.importing.pdf.lines import text_of

_APART = 1.3
"""Leading, as a share of the column's, from which a line begins a paragraph."""
_SLIGHTLY = 1.15
"""The same where the line before ends as a sentence does."""
_INDENT = 0.35
"""Indent that counts, as a share of the size."""
_OTHER_SIZE = 1.12
"""Ratio of sizes from which a line is other text."""
_CELL = 1.2
"""Gap between the cells of a table, as a share of the size."""
_STOPS = (".", ";", ":", "!", "?", "—", "–", "-")
_CLOSING = ")]”’»\"'"
LEADERS = re.compile(r"(?:[.·…]\s?){4,}\s*[\divxl]{1,5}$")
"""Dots that lead to a page's number."""
_HALF = re.compile(r"[^\W\d_][-\u00ad]$")
"""The first half of a word."""
_AND = re.compile(r"(?:\b(?:and|or|et|ou|und|oder)|[.;:,—–-])$", re.IGNORECASE)


class Paragraph(Struct):
    """Lines that are one paragraph, one heading, or one row of a table."""

    lines: list[Printed]
    centred: bool = False
    row: bool = False
    notes: list[int] = field(default_factory=list)
    """Footnotes (by place in the list of all) that it refers to."""

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        """Size of its first line."""
        return self.lines[0].size


def paragraphs(columns: Iterable[Column]) -> list[Paragraph]:
    """Paragraphs of columns that are read one after the other; a paragraph may go on in the next column."""
    found: list[Paragraph] = []
    for column in columns:
        leading, indented = _leading(column), _indents(column)
        table = _table_lines(column)
        for index, line in enumerate(column):
            before = column[index - 1] if index else None
            if index in table:
                found.append(Paragraph([line], row=True))
            elif found and not found[-1].row and _goes_on(found[-1], before, line, leading, indented):
                found[-1].lines.append(line)
                found[-1].centred = found[-1].centred and is_centred(line)
            else:
                found.append(Paragraph([line], centred=is_centred(line)))
    return found


def _leading(column: Column) -> float:
    """The usual distance from line to line."""
    gaps = sorted(
        a.y - b.y for a, b in pairwise(column) if 0 < a.y - b.y < 2.2 * a.size and a.size < _OTHER_SIZE * b.size
    )
    return gaps[len(gaps) // 3] if gaps else 0.0


def is_centred(line: Printed) -> bool:
    """Whether a line stands in the middle of its column, away from both edges."""
    left, right = line.x0 - line.left, line.right - line.x1
    return left > 2 * line.size and right > 2 * line.size and abs(left - right) < 1.5 * line.size


def _indents(column: Column) -> bool:
    """Whether paragraphs of a column begin with an indent: several lines do that stand between lines at its edge."""
    steps = [line.x0 - line.left for line in column]
    return (
        sum(
            0.5 * line.size < step < 3 * line.size and a < 1 and b < 1
            for line, a, step, b in zip(column[1:], steps, steps[1:], steps[2:], strict=False)
        )
        > 1
    )


def _goes_on(paragraph: Paragraph, before: Printed | None, line: Printed, leading: float, indented: bool) -> bool:
    """Whether a line is part of the paragraph before it."""
    last = paragraph.lines[-1]
    if last.bold != line.bold or not (_alike(last.size, line.size) or _alike(last.words[-1].size, line.words[0].size)):
        return False
    text, end = text_of(line), text_of(last).rstrip(_CLOSING)
    if LEADERS.search(end):
        return False
    if before is None or before is not last:
        return _goes_on_overleaf(last, line, text, end, indented)
    apart = (last.y - line.y) / max(leading, 0.95 * line.size)
    if apart > _APART or (apart > _SLIGHTLY and end.endswith(_STOPS) and _starts_anew(text)):
        return False
    if is_centred(last) and is_centred(line) and len(paragraph.lines) < 6 and paragraph.centred:
        return not _begins(text)
    if _begins(text) and (_AND.search(end) or not _is_full(last, line) or _is_outside(paragraph, line)):
        return False
    if line.bold and is_centred(line) and _is_full(last, line):
        return True  # the last line of a heading of several
    if _HALF.search(end) and text[:1].islower():
        return True
    if _is_indented(paragraph, line):
        return False
    return _is_full(last, line) or not (end.endswith(_STOPS) or _starts_anew(text))


def _alike(one: float, two: float) -> bool:
    return max(one, two) <= _OTHER_SIZE * min(one, two)


def _goes_on_overleaf(last: Printed, line: Printed, text: str, end: str, indented: bool) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    if end.endswith((".", "!", "?", ":", ";")) and _starts_anew(text):
        return indented and not _begins(text) and _is_full(last, line) and line.x0 - line.left < 1
    if _begins(text) and (_AND.search(end) or not _is_full(last, line)):
        return False
    if is_centred(line) or (last.page == line.page and line.left <= last.left):
        return not _starts_anew(text)  # what stands below columns rarely goes on in them
    return _is_full(last, line) or not _starts_anew(text)


def _begins(text: str) -> bool:
    """Whether a line looks like the start of a numbered clause or of a heading."""
    label = parse_label(text)
    return (label is not None and bool(label.readings)) or marks_heading(text)


def _starts_anew(text: str) -> bool:
    first = next((char for char in text if char.isalnum()), "A")
    return first.isupper() or first.isdigit() or text[:1] in {"“", "‘", '"', "«", "„", "("}


def _is_full(line: Printed, after: Printed) -> bool:
    """Whether the first word of the next line had no room at the end of this one."""
    word = after.words[0]
    return line.x1 + 0.2 * line.size + (word.x1 - word.x0) > line.right - 0.4 * line.size


def _is_outside(paragraph: Paragraph, line: Printed) -> bool:
    """Whether a line begins elsewhere than the lines of its paragraph do."""
    return abs(line.x0 - line.left - _edge(paragraph)) > _INDENT * line.size


def _edge(paragraph: Paragraph) -> float:
    """How far from the column's edge the lines of a paragraph after the first begin, as far as it can be told."""
    last = paragraph.lines[-1]
    hangs = len(paragraph.lines) == 1 and len(last.words) > 1 and parse_label(text_of(last)) is not None
    return (last.words[1].x0 if hangs else last.x0) - last.left


def _is_indented(paragraph: Paragraph, line: Printed) -> bool:
    """Whether a line begins further right or left than a line inside this paragraph would."""
    step = _INDENT * line.size
    last = paragraph.lines[-1]
    if len(paragraph.lines) > 1 and last.left == line.left:
        return abs(line.x0 - last.x0) > step
    if last.left != line.left:
        return False
    if line.x0 < last.x0 - step:
        return last.x0 - last.left > 6 * line.size or not _is_full(last, line)  # else its first line is indented
    if line.x0 > last.x0 + step:
        return not _is_full(last, line)  # else all its lines but the first are
    return False


def _table_lines(column: Column) -> frozenset[int]:
    """Lines that are rows of a table: cells that begin in the same places on several lines."""
    starts = [_cells(line) for line in column]
    found: set[int] = set()
    for index, (a, b) in enumerate(pairwise(starts)):
        shared = sum(any(abs(x - y) <= 3 for y in b) for x in a)
        near = column[index].y - column[index + 1].y < 4 * column[index].size
        if near and shared and min(len(a), len(b)) >= 2:
            found |= {index, index + 1}
    return frozenset(found)


def _cells(line: Printed) -> list[float]:
    """Where the cells of a line begin that have others on their left; a label is no cell."""
    wide = _CELL * line.size
    found = [after.x0 for before, after in pairwise(line.words) if after.x0 - before.x1 > wide]
    if found and parse_label(text_of(line)) is not None and found[0] == line.words[1].x0:
        found = found[1:]
    return found


def cells(line: Printed) -> Sequence[Printed]:
    """A row taken apart into its cells."""
    wide = _CELL * line.size
    parts = [[line.words[0]]]
    for before, after in pairwise(line.words):
        if after.x0 - before.x1 > wide:
            parts.append([])
        parts[-1].append(after)
    return [Printed(tuple(part), line.page, line.left, line.right, line.anchor) for part in parts]
