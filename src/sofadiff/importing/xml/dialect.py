"""What a kind of XML tells a reader: its elements, its order, its ids, its language, its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from sofadiff.importing.xml.parse import Element
from sofadiff.importing.xml.steps import Step
from sofadiff.importing.xml.walker import Walk


class Part(Struct, frozen=True):
    """A text inside a file that can be read alone: a schedule, an annex."""

    label: str
    """As printed: `SCHEDULE 2`."""
    title: str
    """What it is; may be empty."""
    node: Element


class Dialect(Struct, frozen=True):
    """One kind of XML."""

    name: str
    decide: Callable[[Element, Walk], Step]
    """What an element is to the text."""
    order: Callable[[Element], Iterable[Element]]
    """The children of an element as they are read."""
    identity: Callable[[Element], str]
    """What a person finds an element by; empty if there is nothing of the kind."""
    language: Callable[[Element], str]
    """The language that a file states, as it writes it; empty if it states none."""
    parts: Callable[[Element], list[Part]]
    """The texts inside a file that can be read alone."""
    read_part: Callable[[Element, Walk], None]
    """Read one of them as a document of its own."""
    prepare: Callable[[Element], None] = lambda root: None
    """Bring a tree into the form that `decide` expects; moves elements, changes no word."""
