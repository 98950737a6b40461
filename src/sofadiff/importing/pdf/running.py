"""Running heads and feet, and page numbers: told before columns are, since they run across them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from sofadiff.importing.headings import HeadingKind, classify
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.importing.pdf.columns import Row, rows
from sofadiff.importing.pdf.words import Page

REPEATED = "a running head or foot: the same on several pages"
COUNTING = "a running head or foot with the page's number"
NUMBER = "the number of the page"
_EDGE = 0.13
"""Share of the page's height, above and below, in which running heads and feet stand."""
_OUTERMOST = 3
"""Lines from the edge that are looked at."""
_SAME_PLACE = 6.0
"""Points by which the same line may shift from page to page."""
_PARTED = 1.5
"""Gap between the parts of a head, as a share of its size."""
_NUMBER = re.compile(
    r"(?:page|p\.|seite|bladsy|blz\.?)?\s*[-–—[(]?\s*(?:\d{1,5}|[ivxl]{1,6})\s*[-–—\])]?"
    r"(?:\s*(?:/|of|sur|de|von|van)\s*\d{1,5})?",
    re.IGNORECASE,
)
_AT_END = re.compile(r"^(\d{1,5})\s+\D|\D\s(\d{1,5})$")


Head = tuple[Row, str]
"""A line that is no part of the text, and why."""


class Edge(Struct, frozen=True):
    """A line near the upper or lower edge of a page."""

    page: int
    row: Row
    text: str
    outermost: bool
    above: bool

    @property
    def shape(self) -> str:
        """Its words with every number alike."""
        return re.sub(r"\d+", "#", self.text)

    @property
    def is_worded(self) -> bool:
        """Whether it says that it is a page's number: `- 3 -`, `3/7`, `Page 3`."""
        return not self.text.isalnum()

    @property
    def gaps(self) -> int:
        """Wide gaps in it: a head often has the date, the name and the number far apart."""
        wide = _PARTED * max(word.size for word in self.row)
        return sum(after.x0 - before.x1 > wide for before, after in pairwise(self.row))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers at its ends."""
        found = [int(group) for match in _AT_END.finditer(self.text) for group in match.groups() if group]
        return tuple(found) or ((int(self.text),) if self.text.isdecimal() and len(self.text) < 6 else ())


def running(pages: Sequence[Page]) -> Mapping[int, tuple[Head, ...]]:
    """For each page (by number) the lines that are no part of the text, with the reason."""
    edges = [edge for page in pages for edge in _edges(page)]
    offsets = _offsets(edges)
    alike: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        alike[edge.shape].append(edge)
    found: dict[int, list[Head]] = defaultdict(list)
    for edge in edges:
        why = _why(edge, alike[edge.shape], offsets)
        if why:
            found[edge.page].append((edge.row, why))
    return {page: tuple(lines) for page, lines in found.items()}


def _edges(page: Page) -> list[Edge]:
    lines = rows(page.words)
    found: list[Edge] = []
    for above, near in ((True, lines[:_OUTERMOST]), (False, lines[::-1][:_OUTERMOST])):
        for place, row in enumerate(near):
            height = max(row, key=lambda word: word.size).y / page.height
            if (height > 1 - _EDGE) if above else (height < _EDGE):
                text = " ".join(word.text for word in row)
                found.append(Edge(page.number, row, text, place == 0, above))
    return found


def _offsets(edges: Sequence[Edge]) -> frozenset[int]:
    """Differences between printed and counted page numbers that hold for more than one page."""
    seen = {(number - edge.page, edge.page) for edge in edges for number in edge.numbers}
    times = Counter(offset for offset, _ in seen)
    return frozenset(offset for offset, count in times.items() if count > 1)


def _why(edge: Edge, alike: Sequence[Edge], offsets: frozenset[int]) -> str:
    """Why a line is no part of the text; empty if it may be."""
    counts = any(number - edge.page in offsets for number in edge.numbers)
    if edge.outermost and _NUMBER.fullmatch(edge.text) and (counts or edge.page in edge.numbers or edge.is_worded):
        return NUMBER
    if counts and edge.outermost and edge.gaps:
        return COUNTING
    y = edge.row[0].y
    near = {other.page for other in alike if other.above == edge.above and abs(other.row[0].y - y) <= _SAME_PLACE}
    if len(near) > 1 and any(map(str.isalnum, edge.text)) and not _is_clause(edge.text):
        return REPEATED
    return COUNTING if edge.above and edge.outermost and edge.gaps > 1 and edge.numbers else ""


def _is_clause(text: str) -> bool:
    """Whether a line reads like the start of a clause, which may come again on another page."""
    head = classify(text)
    return marks_heading(text) or (head is not None and head.kind is HeadingKind.LABELLED)
