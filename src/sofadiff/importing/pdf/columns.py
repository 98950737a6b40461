"""Words of a page to lines in reading order: columns are told by gutters that many lines leave free."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from sofadiff.importing.pdf.words import Word

_GUTTER = 0.7
"""Least width of a gutter, as a share of the size of the text."""
_NARROWEST = 0.15
"""Share of the page's width that a column has at least."""
_LINES = 4
"""Lines that a gutter parts at least, on either side."""
_TALL = 0.3
"""Columns that take up so much of the page's height are columns, whatever they look like."""
_FULL = 0.4
"""Share of its lines that a lower column fills; what fills fewer is a table."""
_AS_TALL = 0.7
"""Share of the tallest gutter's height from which another one parts the same columns."""

_LABEL = 4.0
"""Room that labels take up beside their text, in widths of the least gutter."""
_MOST = 60
"""Places on a page where columns may begin."""
_NEAR = 12.0
"""Points within which a line begins where a column does, its indent included."""

Row = tuple[Word, ...]
"""Words on one baseline, from left to right."""


class Printed(Struct, frozen=True):
    """One line as it stands on its page."""

    words: Row
    page: int
    left: float
    """Edges of the column it stands in."""
    right: float
    anchor: str = ""

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def y(self) -> float:
        """Its baseline: that of its largest words."""
        return max(self.words, key=lambda word: word.size).y

    @property
    def size(self) -> float:
        """Size of most of its letters."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[word.size] += len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))


Column = list[Printed]
Band = list[Column]
"""Columns side by side, from left to right; often one."""


def rows(words: Iterable[Word]) -> list[Row]:
    """Words put together to lines, from top to bottom; what is raised or lowered stands on its word's line."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if found:
            row = found[-1]
            base = max(row, key=lambda other: other.size)
            apart = abs(word.y - base.y)
            if apart <= 0.2 * max(word.size, base.size) or (
                apart <= 0.5 * max(word.size, base.size) and min(word.size, base.size) < 0.8 * max(word.size, base.size)
            ):
                row.append(word)
                continue
        found.append([word])
    return [tuple(sorted(row, key=lambda word: word.x0)) for row in found]


class Sheet(Struct, frozen=True):
    """A page as columns are looked for on it."""

    number: int
    width: float
    height: float
    known: tuple[float, ...] = ()
    """Where columns begin on other pages; a gutter there need not be tall."""


def bands(words: Sequence[Word], sheet: Sheet) -> list[Band]:
    """Bands of a page from top to bottom."""
    if not words:
        return []
    cut = _cut(words, sheet)
    if cut is None:
        return [[_column(words, sheet.number)]]
    above, left, right, below = cut
    return [*bands(above, sheet), [*_side(left, sheet), *_side(right, sheet)], *bands(below, sheet)]


def begins(pages: Iterable[Sequence[Band]]) -> tuple[float, ...]:
    """Where columns that are not the first begin."""
    places = {round(column[0].left) for page in pages for band in page for column in band[1:]}
    return tuple(float(place) for place in sorted(places))


def _side(words: Sequence[Word], sheet: Sheet) -> list[Column]:
    """The columns of one side of a gutter; a side with more than one band is one column, read from band to band."""
    inner = bands(words, sheet)
    if len(inner) == 1:
        return inner[0]
    return [[line for band in inner for column in band for line in column]]


def _column(words: Sequence[Word], page: int) -> Column:
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    return [Printed(row, page, left, right) for row in rows(words)]


class _Gutter(Struct, frozen=True):
    tall: float
    """Height of the lower of the columns that it parts."""
    wide: float
    x: float
    """Where the column on its right begins."""
    top: float
    bottom: float


_Parts = tuple[list[Word], list[Word], list[Word], list[Word]]


def _cut(words: Sequence[Word], sheet: Sheet) -> _Parts | None:
    """Above, left, right and below of the widest of the tallest free gutters; None if there is none.

    The gap between labels and their text is no gutter beside a wider one.
    """
    wide = _GUTTER * _middle([word.size for word in words])
    found = _gutters(words, sheet, _candidates(words, wide), wide, _LINES)
    if not found:
        near = [x for x in sheet.known if any(abs(word.x0 - x) <= _NEAR for word in words)]
        found = _gutters(words, sheet, near, wide, 1)
    if not found:
        return None
    tallest = max(gutter.tall for gutter in found)
    tall = [gutter for gutter in found if gutter.tall >= _AS_TALL * tallest]
    widest = max(tall, key=lambda gutter: (gutter.wide, -gutter.x))
    for top, bottom in (_agreed(widest, tall), (widest.top, widest.bottom)):
        inside = [w for w in words if bottom < w.y < top]
        left, right = [w for w in inside if w.x1 <= widest.x - wide], [w for w in inside if w.x0 >= widest.x - 0.5]
        if left and right:
            return [w for w in words if w.y >= top], left, right, [w for w in words if w.y <= bottom]
    return None


def _gutters(words: Sequence[Word], sheet: Sheet, places: Sequence[float], wide: float, least: int) -> list[_Gutter]:
    """Gutters in front of these places that part at least so many lines on either side."""
    found: list[_Gutter] = []
    ordered = sorted(words, key=lambda word: -word.y)
    heights = [-word.y for word in ordered]
    for x in places:
        crossing = sorted({w.y for w in words if w.x0 < x - 0.5 and w.x1 > x - wide}, reverse=True)
        for top, bottom in pairwise([1e9, *crossing, -1e9]):
            inside = ordered[bisect_right(heights, -top) : bisect_left(heights, -bottom)]
            if len(inside) < 2 * least:
                continue
            left, right = [w for w in inside if w.x1 <= x - wide], [w for w in inside if w.x0 >= x - 0.5]
            tall = min(_tall(left, sheet, least), _tall(right, sheet, least))
            if tall and _are_columns(left, right, tall > _TALL * sheet.height):
                found.append(_Gutter(tall, min(w.x0 for w in right) - max(w.x1 for w in left), x, top, bottom))
    return found


def _agreed(widest: _Gutter, gutters: Sequence[_Gutter]) -> tuple[float, float]:
    """Where all gutters of the same columns begin and end: what crosses one of three columns stands over all three."""
    top, bottom = widest.top, widest.bottom
    for gutter in gutters:
        if min(top, gutter.top) > max(bottom, gutter.bottom):
            top, bottom = min(top, gutter.top), max(bottom, gutter.bottom)
    return top, bottom


def _candidates(words: Sequence[Word], wide: float) -> list[float]:
    """Where lines begin behind a gap or at an edge, if several do at the same place, and the few labels beside them."""
    starts: Counter[int] = Counter()
    exact: dict[int, float] = {}
    for row in rows(words):
        last = -1e9
        for word in row:
            if word.x0 - last >= wide:
                place = round(word.x0 / 2)
                starts[place] += 1
                exact[place] = min(word.x0, exact.get(place, word.x0))
            last = max(last, word.x1)
    often = [place for place in starts if starts[place] + starts[place - 1] + starts[place + 1] >= _LINES]
    found = {min(exact[near] for near in (place - 1, place, place + 1) if near in exact) for place in often}
    labels = {x for x in exact.values() if any(0 < text - x <= _LABEL * wide for text in found)}
    return sorted(found | labels)[:_MOST]


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _tall(side: Sequence[Word], sheet: Sheet, least: int) -> float:
    """Height of a side; 0 if it is no column: too few lines or too narrow."""
    if len({round(word.y) for word in side}) < least:
        return 0.0
    if max(w.x1 for w in side) - min(w.x0 for w in side) < _NARROWEST * sheet.width:
        return 0.0
    return max(w.y for w in side) - min(w.y for w in side) + 1.0


def _are_columns(left: Sequence[Word], right: Sequence[Word], tall: bool) -> bool:
    """Whether two sides of a gutter are columns of text, not cells of a table."""
    sides = [rows(left), rows(right)]
    full = [_full(side) for side in sides]
    if tall and max(full) >= _FULL / 2:
        return True
    return min(full) >= _FULL


def _full(side: Sequence[Row]) -> float:
    """Share of the lines of a side that reach from its left edge, or near it, to its right edge."""
    left, right = min(row[0].x0 for row in side), max(row[-1].x1 for row in side)
    return sum(row[-1].x1 - row[0].x0 >= 0.75 * (right - left) for row in side) / len(side)
