"""Where everything stands in a chart: geometry only, in the units of a drawing 400 wide."""

from __future__ import annotations

import textwrap

from msgspec import Struct

from sofadiff.document import BarChart, Ladder
from sofadiff.render.glyphs import glyph, known
from sofadiff.render.visible import visible

WIDTH = 400
_LINE = 17
_LETTERS = 54
_BAR = 16
_INDENT = 26


class Words(Struct, frozen=True):
    """One line of text in a drawing."""

    x: int
    y: int
    text: str
    style: str
    """`label` or `quiet`."""


class Box(Struct, frozen=True):
    """One part of a bar."""

    x: float
    y: int
    width: float
    height: int
    kind: str


class Rung(Struct, frozen=True):
    """One step of a ladder: a dot on the pole, filled where an agreement stands there."""

    y: int
    filled: bool


class Drawing(Struct, frozen=True):
    """Everything in one chart."""

    height: int
    words: tuple[Words, ...]
    boxes: tuple[Box, ...] = ()
    rungs: tuple[Rung, ...] = ()
    pole: tuple[int, int] | None = None
    """Top and bottom of the ladder's pole."""


def bars(chart: BarChart) -> Drawing:
    """Stacked bars, one scale for all; under each bar its parts in words, so that no part is told by colour alone."""
    names = dict(chart.legend)
    most = max((sum(count for _, count in bar.parts) for bar in chart.bars), default=0)
    words: list[Words] = []
    boxes: list[Box] = []
    y = 0
    for bar in chart.bars:
        y = _lines(words, 0, y, bar.label, "label")
        x = 0.0
        for kind, count in bar.parts:
            width = round(WIDTH * count / most, 1) if most else 0.0
            if width:
                boxes.append(Box(round(x, 1), y + 5, max(width - 1, 0.5), _BAR, known(kind)))
            x += width
        parts = " · ".join(f"{glyph(kind)} {names.get(kind, kind)} {count}" for kind, count in bar.parts)
        y = _lines(words, 0, y + _BAR + 6, parts, "quiet") + 10
    return Drawing(max(y, 1), tuple(words), boxes=tuple(boxes))


def rungs(ladder: Ladder) -> Drawing:
    """A pole with the highest rung on top, the agreements under the rung that they stand on, the unranked below it."""
    words: list[Words] = []
    steps: list[Rung] = []
    y = 0
    for rank in reversed(range(len(ladder.rungs))):
        standing = [name for name, at, _ in ladder.marks if at == rank]
        steps.append(Rung(y + 12, bool(standing)))
        y = _lines(words, _INDENT, y, f"{rank} · {ladder.rungs[rank]}", "quiet")
        for name in standing:
            y = _lines(words, _INDENT, y, f"◆ {name}", "label")
        y += 6
    pole = (12, steps[-1].y) if steps else None
    for name, at, state in ladder.marks:
        if at is None:
            y = _lines(words, _INDENT, y, f"{name}: {state}", "label")
    return Drawing(max(y + 6, 1), tuple(words), rungs=tuple(steps), pole=pole)


def _lines(words: list[Words], x: int, y: int, text: str, style: str) -> int:
    """Add a text line by line from `y` down; gives the y under the last line."""
    letters = _LETTERS - (x // 7)
    for line in textwrap.wrap(visible(text), letters) or [""]:
        y += _LINE
        words.append(Words(x, y, line, style))
    return y
