"""A PDF to blocks: columns in reading order, running heads left out and listed, words that lines break put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Reading, ReadOptions, Remark
from sofadiff.importing.languages import NAMES
from sofadiff.importing.pdf.columns import Band, Sheet, bands, begins
from sofadiff.importing.pdf.flows import flows
from sofadiff.importing.pdf.layer import check_ends, check_layer
from sofadiff.importing.pdf.pages import read_pages
from sofadiff.importing.pdf.running import Head, running
from sofadiff.importing.pdf.setting import Setting
from sofadiff.importing.pdf.words import Page


def read_pdf(data: bytes, path: str, options: ReadOptions) -> Reading:
    """Blocks of the text layer, with page, column and line of each. Raise SofadiffError for what is not read whole."""
    repaired = check_ends(data, path)
    every = tuple(read_pages(data, path, options.progress))
    pages = _chosen(every, options.pages, path)
    remarks = (*repaired, *check_layer(pages, path))
    heads = running(every)
    laid = []
    for number, page in enumerate(pages, start=1):
        laid.append(_laid(page, heads))
        if options.progress is not None:
            options.progress(2 * len(every) - len(pages) + number, 2 * len(every))
    if known := begins(laid):
        laid = [_laid(page, heads, known) for page in pages]
    setting = Setting(heads, pages)
    read = flows(laid)
    for flow in read:
        setting.flow(flow)
    setting.rest(every)
    if len(read) > 1:
        names = " and ".join(NAMES.get(flow.language, flow.language) for flow in read)
        remarks = (*remarks, Remark(0, f"its columns or pages are in {names}: each language was read on its own"))
    return Reading(
        blocks=tuple(setting.blocks),
        left_out=tuple(setting.left_out),
        source=tuple(setting.source),
        remarks=(*remarks, *setting.decided()),
        joined=setting.joined,
        anchors=tuple(setting.anchors),
        census="\n".join(page.text for page in every),
    )


def _chosen(pages: Sequence[Page], wanted: Sequence[int] | None, path: str) -> tuple[Page, ...]:
    """The pages to import."""
    if wanted is None:
        return tuple(pages)
    if wanted[-1] > len(pages):
        raise SofadiffError(
            f"has {len(pages)} pages, so there is no page {wanted[-1]}.", where=path,
            remedy="Count the file's own pages from 1, not the numbers printed on them.",
        )  # fmt: skip
    return tuple(page for page in pages if page.number in wanted)


def _laid(page: Page, heads: Mapping[int, Sequence[Head]], known: tuple[float, ...] = ()) -> list[Band]:
    """The bands of a page without its running heads, each line with its place: lines count from the top of the page."""
    gone = {id(word) for row, _ in heads.get(page.number, ()) for word in row}
    laid: list[Band] = []
    above = 0
    sheet = Sheet(page.number, page.width, page.height, known)
    for band in bands([word for word in page.words if id(word) not in gone], sheet):
        laid.append([])
        for place, column in enumerate(band, start=1):
            where = f"p. {page.number}, column {place}" if len(band) > 1 else f"p. {page.number}"
            laid[-1].append(
                [replace(line, anchor=f"{where}, line {number}") for number, line in enumerate(column, start=above + 1)]
            )
        above += max(map(len, band))
    return laid
