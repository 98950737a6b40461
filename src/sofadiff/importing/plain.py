"""Plain text to lines: headings told by their words and their place, since nothing marks them."""

from __future__ import annotations

import re

from sofadiff.importing.blocks import Kind, Line, Reading, ReadOptions
from sofadiff.importing.decoding import decode
from sofadiff.importing.exchange.head import is_written
from sofadiff.importing.exchange.reading import read_written
from sofadiff.importing.headings import HeadingKind, classify, looks_like_title
from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import assemble, marks_heading
from sofadiff.text import tidy

_DRAWN = re.compile(r"\s*([-=_*~#.–—])(?:\s?\1){2,}\s*$")
"""A line that is drawn, not written."""
TITLE_LINES = 6
"""At most so many lines at the top can be the title."""


def read_plain(data: bytes, path: str, options: ReadOptions) -> Reading:
    """Blocks of a plain text. A title stands alone at the top; an article's title stands alone under its number."""
    source = decode(data, path)
    lines = source.lines
    if is_written(lines):
        return read_written(source, path)
    parsed = [
        Line(number, "", Kind.TEXT) if _DRAWN.match(raw) else Line(number, tidy(raw), Kind.TEXT, raw=raw.strip())
        for number, raw in enumerate(lines, start=1)
    ]
    _mark_title(parsed)
    for index, line in enumerate(parsed):
        if line.kind is Kind.TEXT and line.text and marks_heading(line.text):
            parsed[index] = Line(line.number, line.text, Kind.HEADING, 2)
            head = classify(line.text)
            if head is None or head.kind is not HeadingKind.NOTE:  # a letter begins with its place and date
                _mark_heading_under(parsed, index)
    blocks, joined, remarks = assemble(parsed)
    return Reading(blocks, (), lines, (*source.remarks, *remarks), joined, encoding=source.encoding)


def _mark_title(parsed: list[Line]) -> None:
    """The first paragraph is the title if it is short, unnumbered and not a sentence."""
    filled = [index for index, line in enumerate(parsed) if line.text]
    if not filled:
        return
    first = filled[0]
    last = first
    while last + 1 < len(parsed) and parsed[last + 1].text:
        last += 1
    text = " ".join(line.text for line in parsed[first : last + 1])
    if last - first < TITLE_LINES and looks_like_title(text, 400) and not marks_heading(parsed[first].text):
        parsed[first] = Line(parsed[first].number, text, Kind.HEADING, 1)
        for index in range(first + 1, last + 1):
            parsed[index] = Line(parsed[index].number, "", Kind.TEXT)


def _mark_heading_under(parsed: list[Line], index: int) -> None:
    """Mark the line after an article's or part's number as its title, if it stands alone and reads like one."""
    following = [i for i in range(index + 1, min(index + 4, len(parsed))) if parsed[i].text]
    if not following:
        return
    at = following[0]
    line = parsed[at]
    alone = at + 1 >= len(parsed) or not parsed[at + 1].text or parse_label(parsed[at + 1].text) is not None
    if alone and looks_like_title(line.text, 120) and not marks_heading(line.text):
        parsed[at] = Line(line.number, line.text, Kind.HEADING, 3)
