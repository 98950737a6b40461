"""PDF to blocks: lines in reading order, running heads and feet left out and listed."""

from __future__ import annotations

import re
from collections import Counter

from sofadiff.importing.blocks import Kind, LeftOut, Line, Reading, ReadOptions, Remark
from sofadiff.importing.paragraphs import assemble, marks_heading
from sofadiff.importing.pdf.columns import lines, words
from sofadiff.importing.pdf.engine import read_pages

_EDGE = 0.1
"""Share of the page's height, above and below, in which running heads and feet stand."""


def read_pdf(data: bytes, path: str, options: ReadOptions) -> Reading:
    """Blocks of the text layer, with page and line of each."""
    source: list[str] = []
    anchors: list[str] = []
    census: list[str] = []
    reasons: list[str] = []
    edges: list[tuple[int, int, str]] = []
    for page in read_pages(data, path):
        census.append(page.text)
        turned = "".join(glyph.char for glyph in page.glyphs if not glyph.upright)
        if turned:
            source.append(turned)
            anchors.append(f"p. {page.number}")
            reasons.append("rotated text, as in stamps and margins")
        placed = words([glyph for glyph in page.glyphs if glyph.upright])
        for number, line in enumerate(lines(placed, page.width), start=1):
            text = " ".join(word.text for word in line)
            if not _EDGE < line[0].y / page.height < 1 - _EDGE:
                edges.append((len(source), page.number, re.sub(r"\d+", "#", text)))
            source.append(text)
            anchors.append(f"p. {page.number}, line {number}")
            reasons.append("")
    times = Counter(shape for shape, _ in {(shape, page) for _, page, shape in edges})
    for index, _, shape in edges:
        if times[shape] > 1 and not marks_heading(source[index]):
            reasons[index] = "running head or foot, or page number: the same on several pages"
    numbered = list(enumerate(zip(source, reasons, strict=True), start=1))
    kept = [
        Line(number, "" if why else text, Kind.HEADING if marks_heading(text) and not why else Kind.TEXT, raw=text)
        for number, (text, why) in numbered if not why
    ]  # fmt: skip
    blocks, joined, remarks = assemble(kept)
    left_out = tuple(LeftOut(number, text, why) for number, (text, why) in numbered if why)
    unread = Remark(0, "hyphens at line ends were kept, footnotes and tables were not told from the text", True)
    return Reading(
        blocks, left_out, tuple(source), (unread, *remarks), joined, anchors=tuple(anchors), census="".join(census)
    )  # fmt: skip
