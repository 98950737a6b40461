"""What a page is read into: paragraphs with their pieces, tables, places of notes and of scripts."""

from __future__ import annotations

from msgspec import Struct, field

from sofadiff.importing.html.notes import Note
from sofadiff.importing.numbering import parse_label
from sofadiff.text import tidy


class Look(Struct, frozen=True):
    """How letters look, as far as it matters."""

    bold: bool = False
    raised: bool = False
    struck: bool = False
    linked: bool = False
    number: bool = False
    """Whether the page says that they are the number of the paragraph."""


class Piece(Struct, frozen=True):
    """One stretch of a paragraph."""

    text: str
    """Words; a line break is a line feed."""
    line: int
    """Of the file, from 1."""
    gone: str = ""
    """Why these words are in no clause; empty for those that are."""
    look: Look = Look()
    generated: bool = False
    """Whether the browser makes them up: the number of a list."""
    note: Note | None = None
    """The footnote whose mark this is, in the text (left out there) or at the note."""
    picture: bool = False


class Label(Struct, frozen=True):
    """A number that the page says is one."""

    text: str
    """With the space behind it, if the browser makes it up; as in the words, if these hold it."""
    list: str = ""
    depth: int = 0
    generated: bool = False


class Para(Struct):
    """A paragraph: the words of a block element, or what stands between two of them."""

    pieces: list[Piece]
    line: int
    name: str = ""
    """The id of the element with which it begins."""
    level: int = 0
    """As a heading, 1 to 6; 0 for text."""
    title: bool = False
    """Whether the page says that it is (part of) the document's title."""
    centred: bool = False
    label: Label | None = None
    member: tuple[str, int] | None = None
    """Id of the list, and level in it, of the item that a paragraph without a label of its own belongs to."""
    lines: bool = False
    """Whether every line break in it counts (`<pre>`)."""
    language: str = ""

    @property
    def kept(self) -> bool:
        """Whether it has words that are part of the text."""
        return any(piece.text.strip() and not piece.gone for piece in self.pieces)

    def _shown(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.text.strip() and not piece.gone and not piece.generated]

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        shown = self._shown()
        return bool(shown) and all(piece.look.bold for piece in shown)

    @property
    def linked(self) -> bool:
        """Whether all its words are links."""
        shown = self._shown()
        return bool(shown) and all(piece.look.linked for piece in shown)

    def text(self) -> str:
        """Its kept words; a raised digit is set apart from what it would otherwise be taken for a part of."""
        found = ""
        gap = False
        for piece in self.pieces:
            if piece.gone:
                gap = True
                continue
            if gap and piece.text.strip():
                found = found.rstrip() if piece.text.lstrip()[0] in _STOPS else found
                gap = False
            apart = piece.look.raised and piece.text[:1].isdigit() and _could_take_digits(found)
            found += f" {piece.text}" if apart else piece.text
        return found


_STOPS = ",.;:)”’»"
_UNITS = frozenset({"m", "km", "cm", "mm", "dm", "ft"})


def _could_take_digits(text: str) -> bool:
    """Whether digits right behind a text would be taken for a part of its last word (`Note1`, but `km2`)."""
    last = text[-20:].rsplit(None, 1)[-1] if text and not text[-1].isspace() else ""
    return last[-1:].isalnum() and last.lower() not in _UNITS


class Row(Struct):
    """A row of a table: what stands in each cell."""

    cells: list[list[Part]]
    line: int
    heads: int = 0
    """How many of its cells are marked as headings of a row or column."""


class Table(Struct):
    """A table."""

    rows: list[Row]
    line: int
    name: str = ""
    presented: bool = False
    """Whether the page says that the table is for looks only."""
    points: str = ""
    """Id of the run of tables that it stands in: EUR-Lex prints every point of a list as a table of its own."""


class NoteHere(Struct, frozen=True):
    """The place where the page prints a footnote."""

    note: Note


class Code(Struct, frozen=True):
    """A script or style sheet."""

    line: int
    what: str


Part = Para | Table | NoteHere | Code


class Lists(Struct):
    """Ids for lists, in the order of the page."""

    count: int = 0
    tables: dict[int, str] = field(default_factory=dict)

    def new(self) -> str:
        """The id of one more list."""
        self.count += 1
        return f"list {self.count}"


def announced(terms: list[Piece]) -> list[Piece]:
    """Terms (the last piece keeps distance) with a colon behind them, unless they end with a sign or are a number."""
    text = tidy("".join(piece.text for piece in terms if not piece.gone))
    label = parse_label(text) if text else None
    if not text or not text[-1].isalnum() or (label is not None and not label.rest):
        return terms
    return [*terms[:-1], Piece(": ", terms[-1].line, generated=True)]
