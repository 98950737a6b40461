"""Lines to blocks: lines of one paragraph joined, paragraph breaks that lost their line end found again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sofadiff.importing.blocks import Block, Kind, Line, Remark
from sofadiff.importing.headings import HeadingKind, classify
from sofadiff.importing.numbering import parse_label, readings
from sofadiff.text import tidy

WRAP_WIDTH = 130
"""A text with nine of ten lines at most this long is taken to be broken by hand inside its paragraphs."""
_FULL = 0.6
"""A line is full, and so may go on in the next, from this share of that length."""
_GLUED = re.compile(
    r"(?<=[^\W_]{2})[)”’»\"']?[.;:](?=[“«„\"(]?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+[ ,’'])"  # "...so used.Claims for ..."
    r"|(?<=[^\W_]{2}[.;:])[^\S\n]{3,}(?=[“«„\"(]?[A-ZÀ-ÖØ-Þ(\d])"  # "...so used.   Claims for ..."
    r"|(?<=[.;:])[^\S\n]{2,}(?=(?:Section|§)\s*\d+\.\s)"
)


_INLINE = tuple(
    re.compile(rf"(?:(?<=[:;.,])|(?<=[:;]\s)|(?<=; and )|(?<=; or )|(?<=; et )|(?<=; ou )){label}(?=\s?\S)")
    for label in (
        r"\((?P<value>[a-z])\)",
        r"\((?P<value>[ivx]+)\)",
        r"(?P<value>[a-z])\)",
        r"(?P<value>\d{1,2})[.)](?!\d)",
    )
)
"""Labels inside a line, behind a stop."""


def marks_heading(text: str) -> bool:
    """Whether an unmarked line is surely the heading of an article, part, annex or note."""
    head = classify(text)
    if head is None or head.kind in {HeadingKind.NUMBER, HeadingKind.LABELLED}:
        return False
    rest = head.rest
    if head.kind is HeadingKind.SECTION and parse_label(text) is not None:
        return False
    return not rest or (rest[0].isupper() and len(rest) <= 120 and rest[-1] not in ".;,")


def assemble(lines: Sequence[Line]) -> tuple[tuple[Block, ...], int, tuple[Remark, ...]]:
    """Blocks, how many lines were joined to the line before, and what was decided on the way."""
    width = _width(lines)
    wrapped = _is_wrapped(lines, width)
    blocks: list[Block] = []
    joined = 0
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and wrapped and _goes_on(paragraph[-1], line, width):
            paragraph.append(line)
            joined += 1
            continue
        blocks.extend(_paragraph(paragraph))
        paragraph = []
        if line.kind is Kind.PICTURE:
            blocks.append(Block("", line.number, Kind.PICTURE))
        elif line.text and line.kind is Kind.TEXT and not marks_heading(line.text):
            paragraph = [line]
        elif line.text:
            heading = line.kind is not Kind.ROW
            blocks.append(
                Block(
                    line.text, line.number, Kind.HEADING if heading else Kind.ROW, (line.level or 3) if heading else 0
                )
            )
    blocks.extend(_paragraph(paragraph))
    remarks = (Remark(1, f"{joined} lines were joined to the line before them: the file breaks lines by hand"),)
    return tuple(blocks), joined, remarks if joined else ()


def _width(lines: Sequence[Line]) -> int:
    """Length that nine of ten text lines stay within."""
    lengths = sorted(len(line.text) for line in lines if line.kind is Kind.TEXT and line.text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _is_wrapped(lines: Sequence[Line], width: int) -> bool:
    pairs = sum(1 for a, b in pairwise(lines) if _goes_on(a, b, width))
    return width <= WRAP_WIDTH and pairs > 0


def _goes_on(before: Line, line: Line, width: int) -> bool:
    if not (before.text and line.text) or before.kind is not Kind.TEXT or line.kind is not Kind.TEXT:
        return False
    return len(before.text) >= _FULL * width >= 24 and parse_label(line.text) is None and not marks_heading(line.text)


def _paragraph(lines: Sequence[Line]) -> Iterator[Block]:
    text = ""
    for line in lines:
        part = line.raw or line.text
        text += part if not text or re.search(r"[^\W\d_]-$", text) else f" {part}"
    first = True
    for part in split_glued(text):
        yield Block(tidy(part), lines[0].number, Kind.TEXT, continued=not first)
        first = False


def split_glued(text: str) -> list[str]:
    """Split where a sentence begins without a space, or after three: there the source lost a paragraph break.

    >>> split_glued("arose from use.Claims for salvage are waived.")
    ['arose from use.', 'Claims for salvage are waived.']
    """
    ends = sorted({0, *(match.end() for match in _GLUED.finditer(text)), *_glued_list(text), len(text)})
    return [part for a, b in pairwise(ends) if (part := text[a:b]).strip()]


def _glued_list(text: str) -> list[int]:
    """Where the items of a list begin that stands on one line: `...: (a) one; (b) two`.

    Only a whole count is taken for a list: from one on, in one shape, each item behind a stop. `who are (i) attached
    to ... or (ii) ...` inside a sentence stays a sentence.
    """
    best: list[int] = []
    for pattern in _INLINE:
        found: list[int] = []
        for match in pattern.finditer(text):
            values = [reading.value for reading in readings(match["value"])]
            if len(found) + 1 in values:
                found.append(match.start())
        if len(found) > max(1, len(best)):
            best = found
    return best
