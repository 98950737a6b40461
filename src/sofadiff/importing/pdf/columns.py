"""Glyphs of a page to lines in reading order: columns are told by gutters that many lines leave free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from sofadiff.importing.pdf.engine import Glyph

_SPACE = 0.13
"""Gap between two words, as a share of the glyph's height."""
_GUTTER = 6.0
_NARROWEST = 0.15
"""Share of the page's width that a column has at least."""
_LINES = 4
"""Lines that a gutter parts at least, on either side."""


class Word(Struct, frozen=True):
    """Glyphs without a gap."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def words(glyphs: Sequence[Glyph]) -> tuple[Word, ...]:
    """Words in the order of the file, by the gaps between glyphs."""
    found: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not (
            abs(glyph.y - run[-1].y) < 0.1 * glyph.size and -0.5 < (glyph.x0 - run[-1].x1) / glyph.size < _SPACE
        ) and not (glyph.x0 == run[-1].x0 and glyph.y == run[-1].y):  # fmt: skip
            found.append(_word(run))
            run = []
        run.append(glyph)
    return (*found, _word(run)) if run else tuple(found)


def _word(run: Sequence[Glyph]) -> Word:
    text = "".join(glyph.char for glyph in run)
    return Word(text, run[0].x0, max(glyph.x1 for glyph in run), run[0].y, max(glyph.size for glyph in run))


def lines(page: Sequence[Word], width: float) -> Iterator[tuple[Word, ...]]:
    """Lines in reading order: down a column, then down the next; what crosses a gutter stands between."""
    if cut := _cut(page, width):
        for part in cut:
            yield from lines(part, width)
        return
    row: list[Word] = []
    for word in sorted(page, key=lambda word: (-word.y, word.x0)):
        if row and abs(word.y - row[0].y) > 0.35 * max(word.size, row[0].size):
            yield tuple(sorted(row, key=lambda word: word.x0))
            row = []
        row.append(word)
    if row:
        yield tuple(sorted(row, key=lambda word: word.x0))


def _cut(page: Sequence[Word], width: float) -> tuple[list[Word], ...]:
    """Above, left, right and below of the tallest free gutter; empty if there is none."""
    best: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    for x in sorted({round(word.x1) + 1.0 for word in page}):
        ys = [1e9, *sorted((w.y for w in page if w.x0 < x + _GUTTER and w.x1 > x), reverse=True), -1e9]
        for top, bottom in pairwise(ys):
            inside = [w for w in page if bottom < w.y < top]
            left, right = [w for w in inside if w.x1 <= x], [w for w in inside if w.x0 >= x + _GUTTER]
            height = min(_tall(left, width), _tall(right, width))
            best = max(best, (height, float(x), top, bottom))
    height, x, top, bottom = best
    if height <= 0:
        return ()
    inside = [w for w in page if bottom < w.y < top]
    parts = (
        [w for w in page if w.y >= top], [w for w in inside if w.x1 <= x], [w for w in inside if w.x1 > x],
        [w for w in page if w.y <= bottom],
    )  # fmt: skip
    return tuple(part for part in parts if part)


def _tall(side: Sequence[Word], width: float) -> float:
    if len({round(word.y) for word in side}) < _LINES:
        return 0.0
    if max(w.x1 for w in side) - min(w.x0 for w in side) < _NARROWEST * width:
        return 0.0
    return max(w.y for w in side) - min(w.y for w in side)
