"""The words of a printed line, its footnote marks apart; footnotes at the foot of a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sofadiff.importing.pdf.columns import Column, Printed
from sofadiff.importing.pdf.words import Word

_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}|[a-z]")
_TYPED_MARK = re.compile(r"(\d{1,3}|[*†‡]{1,3})[.)]?")
_SMALLER = 0.9
"""Share of the text's size that footnotes have at most."""
_RAISED = 0.12
"""How far a mark is raised at least, as a share of the line's size."""
_GLUED = 0.17
"""Gap within which a word that is raised or lowered belongs to the one before, as a share of its size."""


class Piece(Struct, frozen=True):
    """Words of a line; a footnote mark is a piece of its own."""

    text: str
    mark: str = ""
    """The mark itself; empty for words."""
    tight: bool = False
    """Whether no space stands in front of it."""


class Note(Struct):
    """A footnote."""

    mark: str
    page: int
    lines: list[Printed]


def pieces(line: Printed) -> tuple[Piece, ...]:
    """The words of a line with spaces between them, in order, each raised mark apart."""
    found: list[Piece] = []
    last: Word | None = None
    base = max(line.words, key=lambda word: word.size)
    for word in line.words:
        tight = last is not None and not word.spaced and word.x0 - last.x1 < _GLUED * word.size
        if last is not None and _is_raised(word, base) and _MARK.fullmatch(word.text):
            found.append(Piece(word.text, word.text, tight))
        elif found and not found[-1].mark:
            found[-1] = Piece(found[-1].text + ("" if tight else " ") + word.text, tight=found[-1].tight)
        else:
            found.append(Piece(word.text, tight=tight))
        last = word
    return tuple(found)


def text_of(line: Printed) -> str:
    """All words of a line."""
    return "".join(
        piece.text if piece.tight or not index else f" {piece.text}" for index, piece in enumerate(pieces(line))
    )


def _is_raised(word: Word, base: Word) -> bool:
    return word.size < 0.8 * base.size and word.y - base.y > _RAISED * base.size


def body_size(columns: Iterable[Column]) -> float:
    """Size of most letters."""
    sizes: Counter[float] = Counter()
    for column in columns:
        for line in column:
            sizes[round(line.size * 2) / 2] += sum(len(word.text) for word in line.words)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def part_notes(column: Column, size: float, before: Note | None) -> tuple[Column, list[Note]]:
    """A column without the footnotes under it, and these; `before` is the last one, which may go on here."""
    start = len(column)
    while start and column[start - 1].size <= _SMALLER * size:
        start -= 1
    tail = column[start:]
    if start == 0 or not tail:
        return column, []
    marks = _marks(tail, before)
    first = next((index for index, mark in enumerate(marks) if mark), len(tail))
    goes_on = before is not None and not _is_ended(before) and tail[0].page - before.page <= 1
    if first and not goes_on:
        return column, []
    if before is not None:
        before.lines.extend(tail[:first])
    notes: list[Note] = []
    for line, mark in zip(tail[first:], marks[first:], strict=True):
        if mark:
            notes.append(Note(mark, line.page, [line]))
        else:
            notes[-1].lines.append(line)
    return column[:start], notes


def _marks(tail: Sequence[Printed], before: Note | None) -> list[str]:
    """For each line the mark with which a footnote begins on it, or nothing.

    Raised marks win; typed ones must count on.
    """
    raised = [_raised_mark(line) for line in tail]
    if any(raised):
        return raised
    last = int(before.mark) if before is not None and before.mark.isdecimal() else 0
    typed: list[str] = []
    for line in tail:
        match = _TYPED_MARK.fullmatch(line.words[0].text) if len(line.words) > 1 else None
        mark = match[1] if match else ""
        if mark.isdecimal():
            mark, last = (mark, int(mark)) if int(mark) in {last + 1, 1} else ("", last)
        typed.append(mark)
    return typed


def _raised_mark(line: Printed) -> str:
    first, second = line.words[0], line.words[min(1, len(line.words) - 1)]
    raised = first.size < 0.8 * second.size and first.y - second.y > _RAISED * second.size
    return first.text if raised and _MARK.fullmatch(first.text) else ""


def _is_ended(note: Note) -> bool:
    return text_of(note.lines[-1]).rstrip(")”’\"'")[-1:] in {".", "!", "?"}
