"""A source file as a flat run of blocks, and what was left out of it, with its place."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a block looks like in its source, before anybody asks what it means."""

    HEADING = "heading"
    TEXT = "text"
    ROW = "row"
    """A row of a table: never the start of a numbered clause."""
    PICTURE = "picture"
    """A place where a picture stands; without words, it only keeps its neighbours apart."""


class Block(Struct, frozen=True):
    """One heading, paragraph or table row of the source."""

    text: str
    """Mark-up removed, white space tidied; empty for a picture only."""
    line: int
    """1-based line where it begins (a page for sources that have pages)."""
    kind: Kind
    level: int = 0
    """Heading level as marked, 1 to 6; 0 for what is not a heading."""
    continued: bool = False
    """Whether the source has it on one line with the block before: a paragraph break that lost its line end."""


class LeftOut(Struct, frozen=True):
    """Words of the source that are in no clause."""

    line: int
    text: str
    reason: str


class Remark(Struct, frozen=True):
    """Something that the importer decided and a person may want to check."""

    line: int
    message: str
    doubtful: bool = False
    """Whether the other reading is likely enough that somebody should look."""


class Line(Struct, frozen=True):
    """One source line after its mark-up was taken off."""

    number: int
    text: str
    """Tidied; empty for a blank line."""
    kind: Kind
    level: int = 0
    raw: str = ""
    """The same text with its inner runs of spaces, which show lost paragraph breaks."""


class Reading(Struct, frozen=True):
    """What a reader makes of one file."""

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...]
    source: tuple[str, ...]
    """The words of each source line as the reader of mark-up sees them, before anything is left out or put together."""
    remarks: tuple[Remark, ...]
    joined: int
    """Lines that were joined to the line before because the source breaks lines inside paragraphs."""
    markup: tuple[tuple[str, int], ...]
    """What was taken off that is not words, with counts: (`link targets`, 12)."""


def letters(text: str) -> str:
    """The letters and digits of a text: what totality counts, whatever happens to spaces and signs.

    >>> letters("(a) “force”, 2.")
    'aforce2'
    """
    return "".join(char for char in text if char.isalnum())
