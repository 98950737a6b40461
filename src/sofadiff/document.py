"""The document model of every report: blocks of inline text, known to all formats and to no report in particular.

A report builds a :class:`Report`; each module of ``render`` turns it into one string. A report decides, a format only
writes; neither prints. All text is plain: escaping is the format's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sofadiff.comparison import Edit


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words, in another language than the report's where `lang` (BCP 47, such as `fr`) says so."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised words."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """An id or a value code, set apart from prose."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A state shown as a labelled mark: never by colour alone.

    `kind` is one of: verified, reported, unverified, assumed, silent, not-known, not-coded, unclear, external, na,
    high, medium, low, gain, loss, same, substantive, editorial, identical, added, removed, moved, doubtful, predicted,
    practice, left-out.
    """

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Cite:
    """A pinpoint reference to a clause that is printed in the report's list of clauses."""

    label: str
    """Such as `para 47(b)`; a predicted number carries its own mark in the label."""
    slug: str
    """Agreement name."""
    unit: str
    """Unit id."""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to a heading of this report (`#id`)."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Url:
    """A published source's address; printed, never fetched."""

    url: str


Inline = Text | Strong | Code | Mark | Cite | Link | Url


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading; level 1 is the report's title, sections start at 2."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items."""

    items: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. `state` (same kinds as Mark) tints the cell; its words say the same thing."""

    inlines: tuple[Inline, ...]
    state: str | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a header row; the first cell of a row may be a row header."""

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Redline:
    """Word edits of one link, with what the two sides are called."""

    edits: tuple[Edit, ...]
    base_label: str
    """Empty labels are not printed."""
    other_label: str
    base_lang: str
    other_lang: str
    base_name: str = ""
    other_name: str = ""
    """What the texts are called where a run of words is said not to be in what is known of one."""
    base_whole: bool = True
    other_whole: bool = True
    """Whether the clauses are known whole: else what only the other side has may stand here unseen."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two texts in two columns, for clauses between which no word diff is shown."""

    left_label: str
    left: str
    left_lang: str
    right_label: str
    right: str
    right_lang: str


@dataclass(frozen=True, slots=True)
class ClauseCard:
    """A clause as printed in the list of clauses: where every Cite leads."""

    slug: str
    unit: str
    label: str
    heading: str | None
    text: str
    lang: str
    marks: tuple[Mark, ...]
    sources: tuple[tuple[Inline, ...], ...]
    topics: tuple[str, ...]
    """Labels in the report's language."""


@dataclass(frozen=True, slots=True)
class Note:
    """Set-apart prose: what the reader must know before relying on the rest."""

    kind: str
    """`limits`, `warning` or `info`."""
    title: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One labelled bar of a chart, in parts (`kind` as in Mark, count)."""

    label: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Stacked horizontal bars, always beside a table with the same figures."""

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    """(kind, label)."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where each agreement stands on one ranked variable: marks on a scale of rungs."""

    id: str
    title: str
    description: str
    rungs: tuple[str, ...]
    """Value labels, rank 0 first."""
    marks: tuple[tuple[str, int | None, str], ...]
    """(agreement, rank or None, state label when there is no rank)."""


@dataclass(frozen=True, slots=True)
class Details:
    """A part that a screen folds away and print shows."""

    summary: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Bullets | Table | Redline | SideBySide | ClauseCard | Note | BarChart | Ladder | Details


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report: what formats write."""

    name: str
    """`immunity`, `accountability`, `redline`, `concordance`, `departures`, `compare`, `matrix`."""
    title: str
    lang: str
    """`en` or `fr`: the language of the report, not of the clauses."""
    blocks: tuple[Block, ...]
    """Everything after the title."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """What the JSON format prints, as the published schema has it."""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """What the CSV format prints: tidy, one row per finding or link."""
