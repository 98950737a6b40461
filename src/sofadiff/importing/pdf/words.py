"""Glyphs to words, by the spaces of the file and by the gaps between glyphs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from sofadiff.importing.pdf.engine import Glyph

_GAP = 0.17
"""Gap between two words where the library finds no space, as a share of the glyph's height."""
_SPACED = -0.05
"""The same where it finds one: letters of slanted words reach over a space."""
_NARROW = 0.06
"""A gap that counts between letters of which the neighbours stand close."""
_BACK = -0.5
"""How far a glyph may reach back over the one before, as a share of its height."""


class Word(Struct, frozen=True, array_like=True):
    """Glyphs without a gap, in points from the lower left corner of the page as it is read."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    """Height of the tallest glyph's font."""
    bold: bool
    spaced: bool
    """Whether a space stands in front of it."""


class Page(Struct, frozen=True, array_like=True):
    """A page as words."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    turned: str
    outside: str
    text: str
    unknown: int
    pictures: float
    drawn: int
    invisible: bool
    """The last seven as :class:`engine.RawPage` has them."""


def words(glyphs: Sequence[Glyph]) -> Iterator[Word]:
    """Words in the order of the file. A raised or lowered glyph is a word of its own."""
    if not glyphs:
        return
    gaps = [_gap(before, glyph) for before, glyph in pairwise(glyphs)]
    run, spaced = [glyphs[0]], True
    for index, glyph in enumerate(glyphs[1:]):
        around = (gaps[index - 1] if len(run) > 1 else _BACK, gaps[index + 1] if index + 1 < len(gaps) else _BACK)
        if not _joins(run[-1], glyph, gaps[index], around):
            yield _word(run, spaced)
            run, spaced = [], glyph.spaced or _NARROW < gaps[index] < math.inf
        run.append(glyph)
    yield _word(run, spaced)


def _gap(before: Glyph, glyph: Glyph) -> float:
    """Space between two glyphs as a share of the size; that of other lines and sizes is infinite."""
    if glyph.x0 == before.x0 and glyph.y == before.y:
        return 0.0  # two letters of one ligature
    if abs(glyph.y - before.y) > 0.1 * glyph.size or not 0.75 < glyph.size / before.size < 1.34:
        return math.inf
    return (glyph.x0 - before.x1) / glyph.size


def _joins(before: Glyph, glyph: Glyph, gap: float, around: tuple[float, float]) -> bool:
    """Whether a glyph stands in one word with that before it; `around` are the gaps next to the one between them."""
    if not gap > _BACK:
        return False
    if glyph.spaced:
        return gap <= _SPACED
    letters = before.char.isalnum() and glyph.char.isalnum() and before.char.isascii() and glyph.char.isascii()
    if letters and gap > _NARROW and not any(_NARROW / 2 < near < _GAP for near in around):
        return False  # in a word that is set wide the gaps around are alike
    return gap < _GAP


def _word(run: Sequence[Glyph], spaced: bool) -> Word:
    return Word(
        "".join(glyph.char for glyph in run), round(run[0].x0, 2), round(max(glyph.x1 for glyph in run), 2),
        round(run[0].y, 2), round(max(glyph.size for glyph in run), 2), run[0].bold,
        spaced,
    )  # fmt: skip
