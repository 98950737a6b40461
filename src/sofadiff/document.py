"""The document model of every report: blocks of inline text, known to all formats and to no report in particular.

A report builds a :class:`Report`; each module of ``render`` turns it into one string. A report decides, a format only
writes; neither prints. All text is plain: escaping is the format's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from sofadiff.comparison import Edit


class Text(Struct, frozen=True):
    """Plain words, in another language than the report's where `lang` (BCP 47, such as `fr`) says so."""

    text: str
    lang: str | None = None


class Strong(Struct, frozen=True):
    """Emphasised words."""

    text: str


class Code(Struct, frozen=True):
    """An id or a value code, set apart from prose."""

    text: str


class Mark(Struct, frozen=True):
    """A state shown as a labelled mark: never by colour alone.

    `kind` is one of: verified, reported, unverified, assumed, silent, not-known, not-coded, unclear, external, na,
    high, medium, low, gain, loss, same, substantive, editorial, identical, added, removed, moved, doubtful, predicted,
    practice, left-out, pinned, confirmed, below.
    """

    kind: str
    label: str


class Cite(Struct, frozen=True):
    """A pinpoint reference to a clause that is printed in the report's list of clauses."""

    label: str
    """Such as `para 47(b)`; a predicted number carries its own mark in the label."""
    slug: str
    """Agreement name."""
    unit: str
    """Unit id."""


class Link(Struct, frozen=True):
    """A reference to a heading of this report (`#id`)."""

    label: str
    target: str


class Url(Struct, frozen=True):
    """A published source's address; printed, never fetched."""

    url: str


Inline = Text | Strong | Code | Mark | Cite | Link | Url


class Heading(Struct, frozen=True):
    """A section heading; level 1 is the report's title, sections start at 2."""

    level: int
    text: str
    id: str


class Paragraph(Struct, frozen=True):
    """One paragraph."""

    inlines: tuple[Inline, ...]


class Bullets(Struct, frozen=True):
    """A list of items."""

    items: tuple[tuple[Inline, ...], ...]


class Cell(Struct, frozen=True):
    """One table cell. `state` (same kinds as Mark) tints the cell; its words say the same thing."""

    inlines: tuple[Inline, ...]
    state: str | None = None
    header: bool = False


class Table(Struct, frozen=True):
    """A table with a caption and a header row; the first cell of a row may be a row header."""

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Redline(Struct, frozen=True):
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
    base_cite: str = ""
    other_cite: str = ""
    """The pinpoint citation of each side, for formats that have footnotes."""
    moved_from: str = ""
    """Names of the earlier clauses, where the passage stands in another place than they did."""
    citation: str = ""
    """The citation of the difference, to paste into a footnote."""
    link: str = ""
    """The difference's permalink; empty where there is none."""


class SideBySide(Struct, frozen=True):
    """Two texts in two columns, for clauses between which no word diff is shown."""

    left_label: str
    left: str
    left_lang: str
    right_label: str
    right: str
    right_lang: str
    citation: str = ""
    link: str = ""
    """As in :class:`Redline`."""


class Apparatus(Struct, frozen=True):
    """A text with numbered places, and under it what stands there in other texts."""

    id: str
    label: str
    lang: str
    """Of the text, BCP 47."""
    pieces: tuple[tuple[tuple[int, ...], str], ...]
    """The text in pieces, each with the numbers of the entries whose lemma begins with it."""
    entries: tuple[tuple[int, tuple[Inline, ...]], ...]
    """Number and what is said; none where nothing varies."""


class ClauseCard(Struct, frozen=True):
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
    citation: str = ""
    """The line to paste into a footnote; empty where the report gives none."""
    link: str = ""
    """The clause's permalink."""


class Note(Struct, frozen=True):
    """Set-apart prose: what the reader must know before relying on the rest."""

    kind: str
    """`limits`, `warning` or `info`."""
    title: str
    inlines: tuple[Inline, ...]


class Bar(Struct, frozen=True):
    """One labelled bar of a chart, in parts (`kind` as in Mark, count)."""

    label: str
    parts: tuple[tuple[str, int], ...]


class BarChart(Struct, frozen=True):
    """Stacked horizontal bars, always beside a table with the same figures."""

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    """(kind, label)."""


class Ladder(Struct, frozen=True):
    """Where each agreement stands on one ranked variable: marks on a scale of rungs."""

    id: str
    title: str
    description: str
    rungs: tuple[str, ...]
    """Value labels, rank 0 first."""
    marks: tuple[tuple[str, int | None, str], ...]
    """(agreement, rank or None, state label when there is no rank)."""


class Details(Struct, frozen=True):
    """A part that a screen folds away and print shows."""

    summary: str
    blocks: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Table
    | Redline
    | SideBySide
    | Apparatus
    | ClauseCard
    | Note
    | BarChart
    | Ladder
    | Details
)


class Report(Struct, frozen=True):
    """A finished report: what formats write."""

    name: str
    """`immunity`, `accountability`, `redline`, `concordance`, `departures`, `compare`, `synopsis`, `matrix`."""
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
    dates: tuple[str, ...] = ()
    """Dates of the texts that the report is on (YYYY-MM-DD), where its data do not say them."""
    run: Mapping[str, Any] | None = None
    """Manifest of the run, as data (see `docs/evidence.md`); None where nobody signed the report."""
