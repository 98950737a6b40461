"""What a PDF's structure tree says: its words in reading order, and which of them are struck or underlined.

This is what a screen reader and an archive get, whatever the pages look like.
"""

from __future__ import annotations

import ctypes
import html
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple


class Run(NamedTuple):
    """Words under one element of the tree."""

    tags: tuple[str, ...]
    """Of the elements around them, outermost first, such as `Document`, `P`, `Span`."""
    line: str
    """`LineThrough`, `Underline` or nothing."""
    element: int
    """Number of the element that has the line; 0 without one."""
    text: str


_SIGNS = {("LineThrough", "[-"): ("removed", "-]"), ("Underline", "{+"): ("added", "+}")}
"""A change is one where line and signs agree: line and sign at its start to its kind and the sign at its end."""


def runs(data: bytes) -> Iterator[Run]:
    """All words of a tagged PDF in the order of its structure; what is said of one element is one run."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as file:
        pages = {page.objgen: number for number, page in enumerate(file.pages)}
        found = _below(file.Root.StructTreeRoot, (), ("", 0), None, pages, _marked(data))
        for (tags, line, element), group in groupby(found, key=lambda run: run[:3]):
            yield Run(tags, line, element, "".join(run.text for run in group).replace("\x02", ""))


def changes(found: Iterable[Run]) -> Iterator[tuple[str, str] | Run]:
    """`removed` or `added` with the words between the signs; every run that is no change as it is."""
    kind, end, words = "", "", ""
    for run in found:
        bare = run.text.strip()
        start = _SIGNS.get((run.line, bare[:2]))
        if start and not kind:
            (kind, end), words = start, bare[2:]
        elif kind and run.line:  # a change over several lines or pages is one element on each
            words += f" {bare}"
        else:
            kind = ""
            yield run
        if kind and words.endswith(end):
            yield kind, " ".join(words.removesuffix(end).split())
            kind = ""


def marked(data: bytes) -> str:
    """The words of all changes as lines of HTML."""
    found = (each for each in changes(runs(data)) if not isinstance(each, Run))
    tags = {"removed": "del", "added": "ins"}
    return "\n".join(f"<{tags[kind]}>{html.escape(text)}</{tags[kind]}>" for kind, text in found)


def _below(node: Any, tags: tuple[str, ...], line: tuple[str, int], page: Any, pages: Any, words: Any) -> Iterator[Run]:
    import pikepdf

    if isinstance(node, int):
        yield Run(tags, *line, words.get((page, node), ""))
        return
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _below(each, tags, line, page, pages, words)
        return
    page = pages[node.Pg.objgen] if "/Pg" in node else page
    if "/MCID" in node:
        yield Run(tags, *line, words.get((page, int(node.MCID)), ""))
        return
    if "/S" in node:
        tags = (*tags, str(node.S)[1:])
        line = _line(node) or line
    if "/K" in node:
        yield from _below(node.K, tags, line, page, pages, words)


def _line(node: Any) -> tuple[str, int] | None:
    for each in node.get("/A", ()):
        kind = each.get("/TextDecorationType") if hasattr(each, "get") else None
        if kind is not None:
            return str(kind)[1:], node.objgen[0]
    return None


def _marked(data: bytes) -> dict[tuple[int, int], str]:
    """Page and number of marked content to its words."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
            size = pdfium.FPDFTextObj_GetText(item, text, None, 0)
            letters = ctypes.create_string_buffer(size * 2)
            pdfium.FPDFTextObj_GetText(item, text, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), size * 2)
            words = letters.raw[: size * 2].decode("utf-16-le").rstrip("\0")
            found[number, mark] = found.get((number, mark), "") + words
    return found
