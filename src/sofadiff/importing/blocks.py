"""A source file as a flat run of blocks, and what was left out of it, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from sofadiff.outline import About, Outline

_SIGNS = re.compile(r"[\W_]+")


class Kind(StrEnum):
    """What a block looks like in its source, before anybody asks what it means."""

    HEADING = "heading"
    TEXT = "text"
    ROW = "row"
    """A row of a table: never the start of a numbered clause."""
    PICTURE = "picture"
    """A place where a picture stands; without words, it only keeps its neighbours apart."""
    NOTE = "note"
    """A footnote or endnote: it belongs to the block before it and is never a clause of its own."""


class Role(StrEnum):
    """What a block is to the unit that the source puts it in."""

    TEXT = "text"
    """Words of the unit; what looks like a label in them is none, or the mark-up would say so."""
    WORDS = "words"
    """Words of the unit in which labels may be typed that the mark-up does not tell: `(a) ...` in a plain paragraph."""
    NUM = "num"
    """The unit's printed label: `Article 4`, `(a)`."""
    HEADING = "heading"
    """The unit's title."""


class Unit(Struct, frozen=True):
    """A unit of the source's own structure: an article, a point, an annex."""

    element: str
    """One of :data:`outline.HIERARCHY`, :data:`outline.ATTACHMENT`, `title`, `preamble`, `recital`, `conclusions`."""
    key: str
    """Tells two units of one element apart; blocks with the same units stand in the same one."""


class Block(Struct, frozen=True):
    """One heading, paragraph or table row of the source."""

    text: str
    """Mark-up removed, white space tidied; empty for a picture only."""
    line: int
    """1-based index into :attr:`Reading.source` of the source line where it begins."""
    kind: Kind
    level: int = 0
    """Heading level as marked, 1 to 6; 0 for what is not a heading."""
    continued: bool = False
    """Whether the source has it on one line with the block before: a paragraph break that lost its line end."""
    label: str = ""
    """The label with which `text` begins where the source itself says that it is one (an automatic number, `<li>`); the
    mark of a note. Empty where only the words could tell."""
    list: str = ""
    """Id of the source's own list that `label` belongs to; empty where the source does not say it."""
    depth: int = 0
    """Level in that list; 0 is outermost."""
    language: str = ""
    """ISO 639-3 code that the source claims for it: a hint, worth a few words of that language."""
    units: tuple[Unit, ...] | None = None
    """The units that the mark-up puts it in, outermost first (:mod:`asserted`); empty for the body outside any unit.
    None where the mark-up does not tell: for every block of a reading or for none."""
    role: Role = Role.TEXT
    """What it is to the innermost of `units`."""
    told: str = ""
    """What a person decided it is: `words` of the clause before, a `clause` of its own, or a clause `beside N`, at
    level N of the open lists. Empty where nobody did."""


class LeftOut(Struct, frozen=True):
    """Words of the source that are in no clause."""

    line: int
    """As :attr:`Block.line`."""
    text: str
    reason: str


class Remark(Struct, frozen=True):
    """Something that the importer decided and a person may want to check."""

    line: int
    """As :attr:`Block.line`; 0 for the file as a whole."""
    message: str
    doubtful: bool = False
    """Whether the other reading is likely enough that somebody should look."""
    block: int = -1
    """Index of the block that it is about, among those imported; -1 for the file, or where it is about no one block."""
    open: tuple[str, ...] = ()
    """Labels of the clauses that were open there, outermost first."""


class Change(Struct, frozen=True):
    """A tracked change that was pending in the file: all that the file says of it."""

    line: int
    """As :attr:`Block.line`; 0 where it is of no one place."""
    kind: str
    """`insertion`, `deletion`, `move`, `merged cell` or `formatting`."""
    of: str
    """What was changed: `words`, `paragraph end`, `number`, `row`, `cell`, `paragraph`, `table` or `section`."""
    words: str
    """The words that it is about; those of a change of a row or a paragraph's look are the row's or the paragraph's."""
    move: str = ""
    """Of a move, whether the words were there before (`from`) or are there after it (`to`)."""
    author: str = ""
    """As the file gives it; empty if it does not."""
    date: str = ""
    """As the file gives it; empty if it does not."""


class Line(Struct, frozen=True):
    """One source line after its mark-up was taken off, as :mod:`paragraphs` joins them."""

    number: int
    text: str
    """Tidied; empty for a blank line."""
    kind: Kind
    level: int = 0
    raw: str = ""
    """The same text with its inner runs of spaces, which show lost paragraph breaks."""


class Stated(Struct, frozen=True):
    """What a source states outright, so that nothing needs to be guessed."""

    outline: Outline
    about: About


class Reading(Struct, frozen=True):
    """What a reader makes of one file."""

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...]
    source: tuple[str, ...]
    """The words of each source line (a line, a paragraph, a table row, in reading order) as the file has them, before
    anything is left out or put together; automatic numbers included. A piece of a line that is left out is a source
    line of its own, so that the place of every word is exact."""
    remarks: tuple[Remark, ...]
    joined: int = 0
    """Lines that were joined to the line before because the source breaks lines inside paragraphs."""
    markup: tuple[tuple[str, int], ...] = ()
    """What was taken off that is not words, with counts: (`link targets`, 12)."""
    anchors: tuple[str, ...] = ()
    """Where a person finds each source line, in the order of `source`: comma-separated `p. 3`, `line 12`, `para. 47`,
    `table 2`, `row 3`, `footnote 4`, `endnote 1`, `text box 2`, widest first. Empty if source lines are file lines."""
    encoding: str = ""
    """Of a text file, as the report names it."""
    census: str | None = None
    """All words of the file found by a second, simpler route than the one that made `source` (every text node, every
    character of every page), in any order; None where `source` is the file's own lines."""
    language: str = ""
    """ISO 639-3 code that the file states for its text; empty if it states none."""
    generated: tuple[str, ...] = ()
    """What `source` has and `census` lacks because the file does not spell it out: automatic numbers."""
    changes: tuple[Change, ...] = ()
    """Tracked changes of a file that holds them, in its order."""
    decision: str = ""
    """What was done with those of words: `accept` or `reject`; empty if there are none."""
    stated: Stated | None = None
    """The whole structure, where the file itself says it; its words are those of the blocks, in their order."""

    def anchor(self, line: int) -> str:
        """Where a person finds a source line (1-based; 0 is the whole file)."""
        if line == 0:
            return "the file"
        return self.anchors[line - 1] if line <= len(self.anchors) else f"line {line}"

    def where(self, path: str, line: int) -> str:
        """A source line (1-based) as an error names it."""
        return f"{path}, {self.anchor(line)}" if self.anchors else f"{path}:{line}"


class ReadOptions(Struct, frozen=True):
    """What the user said that a reader may need."""

    language: str | None = None
    """ISO 639-3 code given with --language."""
    revisions: str | None = None
    """`accept` or `reject`: what to do with changes that are pending in the file; None refuses such a file."""
    pages: tuple[int, ...] | None = None
    """Pages (from 1) to import of a file that has pages; None for all."""
    progress: Callable[[int, int], None] | None = None
    """Called with the steps done and all steps of a file that has pages: two for each page."""
    part: str | None = None
    """Label of the one part of the file to read (a schedule, an annex); None reads it whole."""


def letters(text: str) -> str:
    """The letters and digits of a text: what totality counts, whatever happens to spaces and signs.

    >>> letters("(a) “force”, 2.")
    'aforce2'
    """
    return _SIGNS.sub("", text)
