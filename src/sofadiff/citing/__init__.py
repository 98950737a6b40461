"""Citing: an instrument and a clause in the forms that lawyers use, links that last, and quotes that hold.

Nothing here says more than the record knows. What rests on general knowledge alone is left out of a citation or stands
in square brackets; a clause number that nobody confirmed is never cited; what was restated is never quoted.
"""

from __future__ import annotations

from msgspec import Struct

from sofadiff.model import NumberStatus, Support, TextStatus, Unit


class Dated(Struct, frozen=True):
    """One step in an instrument's life."""

    event: str
    """`signature`, `adoption`, `entry-into-force`, `provisional-application`, `publication`, ..."""
    date: str
    """ISO date."""
    known: bool
    """False where it rests on general knowledge alone."""


class Printed(Struct, frozen=True):
    """Where an instrument is printed: a treaty series, a document symbol."""

    series: str
    """`unts`, `tias`, `ats`, `ilm`, `un-doc`, `other-doc` or `other`."""
    name: str
    """As the record has it."""
    volume: str
    number: str
    page: str
    """In square brackets where general knowledge is among the sources of a reference that others give too."""
    document: str
    known: bool
    """False where it rests on general knowledge alone, or is recorded as not checked."""
    note: str


class Instrument(Struct, frozen=True):
    """What a citation says of an instrument, from the facts of its record."""

    name: str
    kind: str
    """`treaty`, `exchange`, `document`, `resolution` or `regulation`."""
    title: str
    title_lang: str
    """ISO 639-3."""
    printed_title: bool
    """Whether the title is the instrument's own as a source gives it; else it is ours."""
    short: str
    """A name by which the instrument itself is known, such as `NATO SOFA`; empty where there is none."""
    parties: tuple[str, ...]
    """Full names as the record has them; of a bilateral instrument only."""
    dates: tuple[Dated, ...]
    place: str
    """Where it was signed; empty where no source says so."""
    printed: tuple[Printed, ...]
    number: str
    """Of a resolution, such as `52/247`; else empty."""
    collection: str
    """Where a copy of the text was read, where no series is known; empty otherwise."""
    status: TextStatus | None
    united_states: bool
    """Whether the United States is known to be bound: Bluebook wants its series first."""


class Step(Struct, frozen=True):
    """One level of a pinpoint."""

    kind: str
    """`annex`, `part`, `article`, `section`, `paragraph` or `point`."""
    label: str
    """Number or letter without word and punctuation."""


class Pinpoint(Struct, frozen=True):
    """The place of a clause: levels from the outermost inwards, or a place in the preamble."""

    steps: tuple[Step, ...]
    preamble: bool = False
    recital: int | None = None
    """Its place among the recitals, from 1."""
    printed: str = ""
    """The printed number of a recital."""


class Target(Struct, frozen=True):
    """The clause that somebody names: its units, and by which permanent ids it is known."""

    slug: str
    ids: tuple[str, ...]
    """Such as `c093`, or `c093.intro` where only that block is meant; empty where the text has no permanent ids."""
    units: tuple[Unit, ...]
    """In document order; headings only where there is nothing else."""
    named: Unit
    """The unit by which the clause is called: itself or, of an element without text of its own, the first below it."""
    depth: int
    """How many levels of that unit's path name the clause."""
    number: NumberStatus | None
    support: Support | None
    """The weakest of its units'."""

    @property
    def text(self) -> str:
        """Its words: those of its units, joined by line feeds."""
        return "\n".join(unit.text for unit in self.units)


class Citation(Struct, frozen=True):
    """A citation, and what the reader must know before using it."""

    style: str
    text: str
    """One line; of `csl-json` and `bibtex` a whole file."""
    notes: tuple[str, ...]
    link: str
    """Permalink; empty where the text has no permanent ids."""
    rules: tuple[str, ...]
    """Ids of the rules that it follows."""
    refused: str = ""
    """Why no citation is given; then everything else but `notes` is empty."""
    instead: str = ""
    """What can be done where it is refused."""
