"""What an element of a file is to its text."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from sofadiff.importing.xml.parse import Element, attribute


class Does(StrEnum):
    """What an element is to the text."""

    THROUGH = "through"
    """Its children stand where it stands; texts before, in and behind it are texts of their own."""
    INLINE = "inline"
    """Part of the running text."""
    BREAK = "break"
    """White space: a line break, a dotted line."""
    SIGN = "sign"
    """A sign that the file names instead of writing it: a quotation mark."""
    BLOCK = "block"
    """A paragraph."""
    UNIT = "unit"
    """A unit of the structure."""
    WHOLE = "whole"
    """The text of a unit: its paragraphs are lines of one text."""
    NUM = "num"
    """The printed label of the unit around it."""
    HEADING = "heading"
    """The title of the unit around it."""
    NOTE = "note"
    """A footnote to the text around it."""
    QUOTE = "quote"
    """Words of another text: their labels are words here, not labels."""
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    SKIP = "skip"
    """Left out, with all that is in it."""


class Step(Struct, frozen=True):
    """What to do with one element."""

    does: Does
    element: str = ""
    """UNIT: the element of its :class:`Unit`."""
    reason: str = ""
    """SKIP: why."""
    label: str = ""
    """NOTE: its mark. SIGN: the sign. UNIT: a label that the file does not spell out (of a counted list, a dash)."""
    spelt: bool = True
    """NOTE: whether the file spells the mark out among its words."""
    computed: bool = False
    """NOTE: whether the mark was counted here, and is nowhere in the file."""


THROUGH, INLINE, BLOCK = Step(Does.THROUGH), Step(Does.INLINE), Step(Does.BLOCK)


def ids(*names: str) -> Callable[[Element], str]:
    """What an element is found by: the first of some attributes, as `id X`."""

    def identity(node: Element) -> str:
        found = attribute(node, *names)
        return f"id {found}" if found else ""

    return identity
