"""The one door to pypdfium2: glyphs of every page with their places; files that cannot be read whole are refused."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from sofadiff.errors import SofadiffError

PAGE_LIMIT = 2_000
GLYPH_LIMIT = 10_000_000
"""Glyphs of one file."""
_OCR = "Recognise its text first: `ocrmypdf in.pdf out.pdf` (needs OCRmyPDF and Tesseract with its language)."


class Glyph(Struct, frozen=True):
    """One character where the page prints it, in points from the lower left corner."""

    char: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    upright: bool


class Page(Struct, frozen=True):
    """The glyphs of one page, and its whole text by the library's own route."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    text: str


def read_pages(data: bytes, path: str) -> Iterator[Page]:
    """Every page in order. Raise SofadiffError for what cannot be read whole."""
    try:
        import pypdfium2  # noqa: PLC0415
        from pypdfium2 import raw  # noqa: PLC0415
    except ImportError:
        raise SofadiffError(
            "is a PDF, and the library that reads PDF is not installed.", where=path,
            remedy="Install it: pip install 'sofadiff[import]'.",
        ) from None  # fmt: skip
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error), path) from None
    try:
        count = len(document)
        if count > PAGE_LIMIT:
            raise SofadiffError(
                f"has {count} pages, more than {PAGE_LIMIT}; that is refused.", where=path,
                remedy="Cut out the pages that hold the agreement.",
            )  # fmt: skip
        total = 0
        for index in range(count):
            page = _page(document, index, raw, path)
            total += len(page.glyphs)
            if total > GLYPH_LIMIT:
                raise SofadiffError(
                    f"has more than {GLYPH_LIMIT} letters; that is refused.", where=path,
                    remedy="Cut out the pages that hold the agreement.",
                )  # fmt: skip
            yield page
    finally:
        document.close()


def _refused(error: str, path: str) -> SofadiffError:
    if "password" in error.lower():
        return SofadiffError(
            "is protected with a password, so it cannot be read.", where=path,
            remedy="Open it with the password and print or save it as a PDF without one, and import that.",
        )  # fmt: skip
    return SofadiffError(
        "is cut short or damaged, so nothing in it can be relied on.", where=path,
        remedy="Get the file again, or open it in a PDF viewer, save it anew, and import that.",
    )  # fmt: skip


def _page(document: Any, index: int, raw: Any, path: str) -> Page:
    where = f"{path}, p. {index + 1}"
    try:
        page = document[index]
        layer = page.get_textpage()
        count = layer.count_chars()
        glyphs = tuple(_glyphs(layer, count, raw)) if count <= GLYPH_LIMIT else ()
        text = layer.get_text_range() if glyphs else ""
        pictures = any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)))
        width, height = page.get_size()
        layer.close()
        page.close()
    except Exception as error:
        if error.__class__.__module__.startswith("pypdfium2"):
            raise _refused(str(error), where) from None
        raise
    if pictures and not any(glyph.char.isalnum() for glyph in glyphs):
        raise SofadiffError("has no text layer, only pictures of pages: not read at all.", where=where, remedy=_OCR)
    return Page(index + 1, width, height, glyphs, text)


def _glyphs(layer: Any, count: int, raw: Any) -> Iterator[Glyph]:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        char = chr(raw.FPDFText_GetUnicode(layer, index))
        if char.isspace() or not char.isprintable() or raw.FPDFText_IsGenerated(layer, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(layer, index, box)
        raw.FPDFText_GetCharOrigin(layer, index, x, y)
        angle = raw.FPDFText_GetCharAngle(layer, index)
        upright = min(abs(angle), abs(angle - 6.2832)) < 0.1
        yield Glyph(char, box.left, box.right, y.value, max(box.top - box.bottom, 1.0), upright)
