"""Whether the text layer of a PDF can be relied on: pages that are pictures or say no letters are refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Remark
from sofadiff.importing.pdf.words import Page

_PICTURE = 0.3
"""Share of a page without words that its picture covers at least to be a picture of a text."""
_WHOLE = 0.4
"""The same where there are some words, such as a stamp over a scanned page."""
_STAMP = 150
"""Letters that a page has at most where a picture covers so much of it."""
_OUTLINES = 200
"""Shapes drawn on a page without words at least to be letters drawn as outlines."""
_END = 4096
"""Bytes at the end of a file in which its last words stand."""
_START = re.compile(rb"startxref\s{1,8}(\d{1,12})")
_TABLE = re.compile(rb"\s{0,8}(?:xref|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj)")
_UNKNOWN = 0.02
"""Share of a page's letters that may be unknown before the page cannot be relied on."""


def check_ends(data: bytes, path: str) -> tuple[Remark, ...]:
    """A remark if the library has to repair the file. Raise SofadiffError if its end is missing."""
    if b"%%EOF" not in data[-_END:]:
        raise SofadiffError(
            "is cut short or damaged: the end of a PDF is missing.", where=path,
            remedy="Get the file again, or open it in a PDF viewer, print or save it as a new PDF, and import that.",
        )  # fmt: skip
    starts = _START.findall(data[-_END:])
    offset = data.find(b"%PDF-") + int(starts[-1]) if starts else -1
    if offset >= 0 and _TABLE.match(data[offset : offset + 64]):
        return ()
    message = (
        "its table of objects is damaged, and the library that reads PDF repaired it: check that nothing is missing"
    )
    return (Remark(0, message, doubtful=True),)


def check_layer(pages: Sequence[Page], path: str) -> tuple[Remark, ...]:
    """Remarks on the text layer. Raise SofadiffError if a page has none, or one that does not say its letters."""
    letters = {page.number: sum(map(str.isalnum, page.text)) for page in pages}
    pictures = [page.number for page in pages if _is_picture(page, letters[page.number])]
    if pictures or not any(letters.values()):
        raise _no_layer(pictures, pages, any(letters.values()), path)
    bad = [page.number for page in pages if page.unknown > max(_UNKNOWN * letters[page.number], 3)]
    if bad:
        raise SofadiffError(
            f"does not say which letters it prints on {listed(bad)} (a font without a Unicode map), so its words there"
            " cannot be known.",
            where=path,
            remedy="Recognise its text anew: `ocrmypdf --force-ocr -l eng in.pdf out.pdf`, and import out.pdf."
            + _others(pages, bad),
        )
    return tuple(_remarks(pages))


def _is_picture(page: Page, letters: int) -> bool:
    if letters:
        return letters < _STAMP and page.pictures >= _WHOLE
    return page.pictures >= _PICTURE or page.drawn >= _OUTLINES


def _no_layer(pictures: Sequence[int], pages: Sequence[Page], words: bool, path: str) -> SofadiffError:
    if not words:
        return SofadiffError(
            "has no text layer: its pages are pictures, or empty. Nothing was read.",
            where=path,
            remedy="Recognise its text first: `ocrmypdf -l eng in.pdf out.pdf` (OCRmyPDF; -l names the language), check"
            " the words, and import out.pdf.",
        )
    return SofadiffError(
        f"has no text layer, or only a stamp over a picture, on {listed(pictures)}: it would be half-read, so nothing"
        " was.",
        where=path,
        remedy="Recognise the text of these pages first: `ocrmypdf --force-ocr -l eng in.pdf out.pdf` (OCRmyPDF; -l"
        " names the language), check the words, and import out.pdf." + _others(pages, pictures),
    )


def _others(pages: Sequence[Page], bad: Sequence[int]) -> str:
    """How to import the pages that can be read."""
    good = [page.number for page in pages if page.number not in bad]
    return f" Or import only the pages that can be read: --pages {_runs(good, ',')}." if good else ""


def _remarks(pages: Sequence[Page]) -> Iterable[Remark]:
    recognised = [page.number for page in pages if page.invisible]
    if recognised:
        message = f"the words on {listed(recognised)} lie unseen over a picture: software recognised them; check them"
        yield Remark(0, message, doubtful=True)
    unknown = [page.number for page in pages if page.unknown]
    if unknown:
        message = f"some signs on {listed(unknown)} are guessed: the file does not say which letters they are"
        yield Remark(0, message, doubtful=True)
    shown = [page.number for page in pages if page.pictures >= 0.1]
    if shown:
        yield Remark(0, f"what the pictures on {listed(shown)} show was not read", doubtful=True)
    empty = [page.number for page in pages if not page.text.strip()]
    if empty:
        yield Remark(0, f"no words are on {listed(empty)}")


def listed(pages: Sequence[int]) -> str:
    """Page numbers as a person writes them.

    >>> listed([1, 2, 3, 7])
    'p. 1-3, 7'
    """
    return f"p. {_runs(pages, ', ')}"


def _runs(pages: Sequence[int], between: str) -> str:
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return between.join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
