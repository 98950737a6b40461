"""The one door to pypdfium2: the glyphs of every page with their places. Runs in a process of its own (see pages)."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

PAGE_LIMIT = 2_000
GLYPH_LIMIT = 10_000_000
"""Glyphs of one file."""
LINE_LIMIT = 32_000
"""Characters of one line; the library cuts a string of 32,767 short without a word."""
PAGE_GLYPHS = 200_000
"""Glyphs of one page."""
_OBJECTS = 5_000
"""Pictures and drawn lines of a page without words that are looked at."""
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_INVISIBLE = 3
_SAMPLE = 40
"""Glyphs of a page that are asked whether they are visible."""


class Glyph(Struct, frozen=True):
    """One character where the page prints it, in points from the lower left corner of the page as it is read."""

    char: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    """Height of the font's letters, from descent to ascent."""
    bold: bool
    spaced: bool
    """Whether the file has a space in front of it, or the library finds one there."""


class RawPage(Struct, frozen=True):
    """What the library says of one page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    """Those that run with the text, in the order of the file."""
    turned: str
    """Characters that run another way."""
    outside: str
    """Characters beyond the edge of the page."""
    text: str
    """All its text by the library's own route."""
    unknown: int
    """Characters for which the file does not say which letter they are."""
    pictures: float
    """Share of the page that its largest picture covers; looked at only where there are few words."""
    drawn: int
    """Lines and shapes drawn on it; as `pictures`."""
    invisible: bool
    """Whether its words are printed invisibly, as text recognition leaves them over a picture."""


class CannotRead(Exception):
    """`kind`: `missing`, `password`, `damaged`, `pages`, `glyphs` or `line`; `page` is 0 for the file as a whole."""

    def __init__(self, kind: str, page: int = 0, number: int = 0) -> None:
        super().__init__(kind)
        self.kind = kind
        self.page = page
        self.number = number


class Document:
    """An open PDF."""

    def __init__(self, data: bytes) -> None:
        try:
            import pypdfium2  # noqa: PLC0415
            from pypdfium2 import raw  # noqa: PLC0415
        except ImportError:
            raise CannotRead("missing") from None
        self._raw = raw
        self._error: type[Exception] = pypdfium2.PdfiumError
        try:
            self._document: Any = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise CannotRead("password" if "password" in str(error).lower() else "damaged") from None
        self.count = len(self._document)
        if self.count == 0:
            raise CannotRead("damaged")
        if self.count > PAGE_LIMIT:
            raise CannotRead("pages", number=self.count)

    def pages(self) -> Iterator[RawPage]:
        """Every page in order."""
        total = 0
        for index in range(self.count):
            try:
                page = self._page(index)
            except self._error:
                raise CannotRead("damaged", index + 1) from None
            total += len(page.glyphs)
            if total > GLYPH_LIMIT:
                raise CannotRead("glyphs")
            yield page

    def _page(self, index: int) -> RawPage:
        page = self._document[index]
        layer = page.get_textpage()
        count = layer.count_chars()
        if count > PAGE_GLYPHS:
            raise CannotRead("glyphs", index + 1)
        box = page.get_bbox()
        marks = tuple(_marks(layer, count, self._raw))
        frame = _Frame(box, _turn(marks))
        glyphs, turned, outside = _sort(marks, frame)
        letters = sum(glyph.char.isalnum() for glyph in glyphs)
        pictures, drawn = _pictures(page, box, self._raw) if letters < 200 else (0.0, 0)
        text = layer.get_text_range() if count else ""
        if max(map(len, text.splitlines()), default=0) >= LINE_LIMIT:
            raise CannotRead("line", index + 1)
        found = RawPage(
            number=index + 1, width=frame.width, height=frame.height, glyphs=glyphs, turned=turned, outside=outside,
            text=text,
            unknown=sum(mark.unknown for mark in marks), pictures=pictures, drawn=drawn,
            invisible=_invisible(layer, count, self._raw),
        )  # fmt: skip
        layer.close()
        page.close()
        return found


class _Mark(Struct):
    char: str
    box: tuple[float, float, float, float]
    """Left, bottom, right, top."""
    x: float
    y: float
    """Origin."""
    angle: float
    bold: bool
    spaced: bool
    unknown: bool


def _marks(layer: Any, count: int, raw: Any) -> Iterator[_Mark]:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    spaced, begins, bold = False, True, False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(layer, index)
        char = "-" if raw.FPDFText_IsHyphen(layer, index) == 1 else chr(code)
        if char.isspace() or not (char.isprintable() or char == "\u00ad"):
            begins = spaced = spaced or char.isspace()
            continue
        if raw.FPDFText_IsGenerated(layer, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(layer, index, box)
        raw.FPDFText_GetCharOrigin(layer, index, x, y)
        if begins:
            raw.FPDFText_GetFontInfo(layer, index, name, 128, flags)
            bold = bool(_BOLD.search(name.value.decode("utf-8", "replace"))) or bool(flags.value & _FORCE_BOLD)
            begins = False
        yield _Mark(
            char, (box.left, box.bottom, box.right, box.top), x.value, y.value,
            raw.FPDFText_GetCharAngle(layer, index), bold, spaced,
            raw.FPDFText_HasUnicodeMapError(layer, index) == 1 and char.isalnum(),
        )  # fmt: skip
        spaced = False


def _turn(marks: tuple[_Mark, ...]) -> int:
    """Quarter turns, against the clock, of most of the text: 1 on a page of landscape text that was not turned."""
    turns = [0, 0, 0, 0]
    for mark in marks:
        turns[_quarter(mark.angle)] += 1
    return max(range(4), key=lambda turn: (turns[turn], -turn))


def _quarter(angle: float) -> int:
    return round(-angle / (math.pi / 2)) % 4  # the library counts angles with the clock


class _Frame:
    """The page turned so that its text runs from left to right, its lower left corner at (0, 0)."""

    def __init__(self, box: tuple[float, float, float, float], turn: int) -> None:
        self.left, self.bottom, right, top = box
        self.turn = turn
        self._w, self._h = max(right - self.left, 1.0), max(top - self.bottom, 1.0)
        self.width, self.height = (self._w, self._h) if turn % 2 == 0 else (self._h, self._w)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page as it is read."""
        x, y = x - self.left, y - self.bottom
        if self.turn == 1:
            return y, self._w - x
        if self.turn == 2:
            return self._w - x, self._h - y
        return (self._h - y, x) if self.turn == 3 else (x, y)


def _sort(marks: tuple[_Mark, ...], frame: _Frame) -> tuple[tuple[Glyph, ...], str, str]:
    """The glyphs that run with the text; the characters that run another way; those beyond the edge of the page."""
    glyphs: list[Glyph] = []
    turned: list[str] = []
    outside: list[str] = []
    for mark in marks:
        slant = abs(mark.angle / (math.pi / 2) - round(mark.angle / (math.pi / 2)))
        if _quarter(mark.angle) != frame.turn or slant > 0.1:
            turned.append(f" {mark.char}" if mark.spaced else mark.char)
            continue
        a, b = frame.point(mark.box[0], mark.box[1]), frame.point(mark.box[2], mark.box[3])
        _, y = frame.point(mark.x, mark.y)
        x0, x1 = min(a[0], b[0]), max(a[0], b[0])
        if x1 < 0 or x0 > frame.width or y < -1 or y > frame.height:
            outside.append(f" {mark.char}" if mark.spaced else mark.char)
            continue
        glyphs.append(Glyph(mark.char, x0, x1, y, max(abs(a[1] - b[1]), 1.0), mark.bold, mark.spaced))
    return tuple(glyphs), "".join(turned), "".join(outside)


def _pictures(page: Any, box: tuple[float, float, float, float], raw: Any) -> tuple[float, int]:
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    largest, drawn = 0.0, 0
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    for thing in islice(page.get_objects(filter=kinds, max_depth=4), _OBJECTS):
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            drawn += 1
            continue
        left, bottom, right, top = thing.get_bounds()
        inside = max(min(right, box[2]) - max(left, box[0]), 0.0) * max(min(top, box[3]) - max(bottom, box[1]), 0.0)
        largest = max(largest, inside / area)
    return largest, drawn


def _invisible(layer: Any, count: int, raw: Any) -> bool:
    step = max(count // _SAMPLE, 1)
    asked = [raw.FPDFText_GetTextObject(layer, index) for index in range(0, count, step)]
    modes = [raw.FPDFTextObj_GetTextRenderMode(thing) for thing in asked if thing]
    return bool(modes) and sum(mode == _INVISIBLE for mode in modes) * 2 > len(modes)
