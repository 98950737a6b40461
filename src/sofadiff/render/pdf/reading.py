"""A finished PDF report read back for `verify`: its manifest, and its words by page. Read as hostile input."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.pdf.pages import read_pages
from sofadiff.importing.pdf.words import Page
from sofadiff.render.signature import NAME

_KEYWORDS = re.compile(rf"<pdf:Keywords>{NAME} (\{{[^<>]{{1,400000}}\}})</pdf:Keywords>".encode())
"""PDF/A keeps the properties of a file as plain XML. `run_line` leaves neither `<` nor `>` in a manifest."""


def manifest(data: bytes, path: str) -> dict[str, Any]:
    """The manifest in a PDF report, as data; SofadiffError where it has none."""
    found = _KEYWORDS.search(data)
    if found:
        try:
            read = json.loads(html.unescape(found[1].decode("utf-8")))
        except (ValueError, RecursionError):
            read = None
        if isinstance(read, dict):
            return read
    raise SofadiffError(
        "carries no manifest of a run that sofadiff made.",
        where=path,
        remedy="Give the file as sofadiff wrote it: a program that saved it may have left the manifest out.",
    )


_NUMBERING = re.compile(r"(?: \.){3,} ?\d+\s*$|\b[Pp]age \d+ (?:of|sur) \d+|\b[0-9a-f]{16}\s*$")
"""Behind a line of the contents, at the foot of a page, and the run's digest at its head; the last page has it too."""


class Sides(Struct, frozen=True):
    """Two files as lines that can be compared."""

    was: str
    now: str
    pages: tuple[int, ...] = ()
    """Page of each line of the first; empty where only whole files could be compared."""
    note: str = ""
    """Why no more can be said; empty where more is said."""


def lines(data: bytes) -> str:
    """One line, which is another one where a single byte is."""
    return f"whole file: {hashlib.sha256(data).hexdigest()}\n"


def sides(was: bytes, now: bytes, path: str) -> Sides:
    """Both files by what can be read of them where they differ: words, else where words stand, else their bytes.

    Reading needs pypdfium2; without it, or where a file is damaged, a note says so.
    """
    if was == now:
        return Sides(lines(was), lines(now))
    try:
        one, two = list(read_pages(was, path)), list(read_pages(now, "made again"))
    except SofadiffError as error:
        return Sides(lines(was), lines(now), note=f"What differs in its words is not told: {error}")
    told, again = _words(one), _words(two)
    if [line for _, line in told] == [line for _, line in again]:
        note = "Every page has the same words; what is compared here is how they are set."
        return Sides(_looks(one, was), _looks(two, now), (*(page.number for page in one), 0), note)
    now_ = "\n".join(line for _, line in again)
    return Sides("\n".join(line for _, line in told), now_, tuple(number for number, _ in told))


def _words(pages: Sequence[Page]) -> list[tuple[int, str]]:
    """(page, line) of every line, without what is on every page and would differ on all of them."""
    lines = ((page.number, _NUMBERING.sub("", line).strip()) for page in pages for line in page.text.splitlines())
    return [(number, line) for number, line in lines if line]


def _looks(pages: Sequence[Page], data: bytes) -> str:
    """A digest for each page of where its words stand and how large they are, then one of the whole file."""
    told = [hashlib.sha256(repr((page.width, page.height, page.words)).encode()).hexdigest() for page in pages]
    return "\n".join([*(f"how the page is set: {digest[:16]}" for digest in told), lines(data)])
