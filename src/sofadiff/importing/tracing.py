"""Which source lines each clause of an import came from, told by counting letters: exact, whatever the layout."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from sofadiff.importing.blocks import Reading, letters
from sofadiff.outline import ATTACHMENT, Node, Outline, split_note


class Traced(Struct, frozen=True):
    """A piece of an import beside the source."""

    label: str
    """Printed labels from the outside in (`Article 1 2. (a)`), of a recital its own; empty for all else outside the
    clauses."""
    part: str
    """`title`, `preamble`, `clause`, `closing` (words that close a list) or `conclusions`."""
    text: str
    """Label, heading and own words, paragraph by paragraph with line feeds between; a footnote's mark in brackets."""
    first: int
    """Source line (1-based) with its first letter."""
    last: int
    """Source line with its last letter."""


class _Piece(Struct, frozen=True):
    label: str
    part: str
    texts: tuple[str, ...]
    num: str = ""


def trace(outline: Outline, reading: Reading, kept: Sequence[bool]) -> tuple[Traced, ...]:
    """Every piece of an outline in source order. `kept` tells which of the reading's blocks it was built from."""
    starts = _kept_letters(reading, kept)
    lines = list(accumulate(_line_letters(reading)))
    found: list[Traced] = []
    position = 0
    for piece in _pieces(outline):
        count = len(letters(" ".join((piece.num, *piece.texts))))
        shown = "\n".join(_shown(line) for text in piece.texts for line in text.split("\n"))
        shown = f"{piece.num} {shown}".strip()
        if count:
            first, last = (bisect_right(lines, _global(starts, at)) + 1 for at in (position, position + count - 1))
            found.append(Traced(piece.label, piece.part, shown, first, last))
        position += count
    return tuple(found)


def _pieces(outline: Outline) -> Iterator[_Piece]:
    yield _Piece("", "title", (outline.title,))
    for block in outline.preamble:
        yield _Piece(block.num or "", "preamble", (block.text,), block.num or "")
    for node in outline.nodes:
        if node.element != ATTACHMENT:
            yield from _node(node, "")
    for block in outline.conclusions:
        yield _Piece("", "conclusions", (block.text,))
    for node in outline.nodes:
        if node.element == ATTACHMENT:
            yield from _node(node, "")


def _node(node: Node, above: str) -> Iterator[_Piece]:
    label = f"{above} {node.num}".strip() if node.num else above
    own = tuple(text for text in (node.heading, node.intro, node.content) if text)
    yield _Piece(label, "clause", own, node.num or "")
    for child in node.children:
        yield from _node(child, label)
    if node.wrap_up:
        yield _Piece(label, "closing", (node.wrap_up,))


def _shown(line: str) -> str:
    note = split_note(line)
    return line if note is None else f"[{note[0]}] {note[1]}"


def _line_letters(reading: Reading) -> list[int]:
    """Letters of each source line that are in a block, of whatever language."""
    counts = [len(letters(line)) for line in reading.source]
    for entry in reading.left_out:
        counts[entry.line - 1] -= len(letters(entry.text))
    return counts


def _kept_letters(reading: Reading, kept: Sequence[bool]) -> list[tuple[int, int]]:
    """(letters kept before, letters of all blocks before) at the start of each kept block."""
    found: list[tuple[int, int]] = []
    own = every = 0
    for block, keep in zip(reading.blocks, kept, strict=True):
        count = len(letters(block.text))
        if keep:
            found.append((own, every))
            own += count
        every += count
    return found


def _global(starts: Sequence[tuple[int, int]], position: int) -> int:
    """Where a letter of the kept blocks stands among the letters of all blocks."""
    index = bisect_left(starts, (position + 1, 0)) - 1
    own, every = starts[index]
    return every + position - own
