"""Footnotes and endnotes: counted in the order in which the text refers to them, read where it does."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sofadiff.importing.docx.inline import Piece
from sofadiff.importing.docx.names import W, child, number, value
from sofadiff.importing.docx.number_formats import printed
from sofadiff.importing.docx.package import Element
from sofadiff.importing.docx.story import Para, Story, Table

ORPHAN = "a note that the text does not refer to"


class Note(Struct, frozen=True):
    """One note."""

    mark: str
    """Its number as printed; empty if its mark is typed, and so stands in the text."""
    anchor: str
    blocks: list[Para | Table]
    gone: str
    """Why its words are in no clause; empty if they are."""


class _Kind(Struct):
    name: str
    notes: dict[str, Element]
    format: str
    count: int
    """The last number given."""


class Notes:
    """The notes parts of a document. `settings` may say how notes are counted."""

    def __init__(self, parts: dict[str, Element | None], settings: Element | None, story: Story) -> None:
        self._story = story
        self._kinds: dict[str, _Kind] = {}
        for name, default in (("footnote", "decimal"), ("endnote", "lowerRoman")):
            root = parts.get(f"{name}s")
            notes = {
                value(note, "id") or "": note
                for note in (root.iterfind(f"{W}{name}") if root is not None else ())
                if value(note, "type") in {None, "normal"}
            }
            properties = child(settings, f"{name}Pr")
            format_ = value(child(properties, "numFmt")) or default
            start = number(child(properties, "numStart"))
            self._kinds[name] = _Kind(name, notes, format_, (1 if start is None else start) - 1)

    def take(self, reference: Piece) -> Note | None:
        """The note that a reference leads to; None if it leads nowhere or was there before."""
        kind = self._kinds[reference.note.removesuffix("*")]
        element = kind.notes.pop(reference.text, None)
        if element is None:
            return None
        mark = ""
        if not reference.gone and not reference.note.endswith("*"):
            kind.count += 1
            mark = printed(kind.count, kind.format)
        anchor = f"{kind.name} {mark}" if mark else f"{kind.name} (its mark is typed)"
        if reference.gone:
            anchor = f"{kind.name} (its reference is left out)"
        return Note(mark, anchor, self._story.blocks(element, reference.gone), reference.gone)

    def orphans(self) -> Iterator[Note]:
        """The notes that no reference leads to."""
        for kind in self._kinds.values():
            for count, element in enumerate(kind.notes.values(), start=1):
                yield Note("", f"{kind.name} without reference {count}", self._story.blocks(element, ORPHAN), ORPHAN)
