"""A document's structure before it is a record: what an importer hands to the Akoma Ntoso writer.

An :class:`Outline` knows elements, printed labels and texts; it knows no ids. The writer computes those.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

HIERARCHY = ("part", "chapter", "section", "article", "paragraph", "subparagraph", "point", "indent")
"""Element names that a node may have, outermost first; any may be left out. `attachment` stands beside them."""

ATTACHMENT = "attachment"
"""Element name of a node that is a document of its own behind the main one: annex, agreed minute, second note.

Attachments stand after all other top-level nodes and never inside another node. `heading` is their title, `content` (or
`intro`, when they have children) their unnumbered text."""


_NOTE, _NOTE_TEXT = "\ue000", "\ue001"


def note_line(marker: str, text: str) -> str:
    """A footnote as a line of a text: it stands behind the line that it belongs to."""
    return f"{_NOTE}{marker}{_NOTE_TEXT}{text}"


def split_note(line: str) -> tuple[str, str] | None:
    """Marker and text of a line that is a footnote; None for any other line.

    >>> split_note(note_line("3", "See the annex."))
    ('3', 'See the annex.')
    """
    if not line.startswith(_NOTE) or _NOTE_TEXT not in line:
        return None
    marker, text = line[1:].split(_NOTE_TEXT, 1)
    return marker, text


def without_notes(text: str) -> str:
    """A text without the footnotes in it."""
    return "\n".join(line for line in text.split("\n") if split_note(line) is None) if _NOTE in text else text


class Standing(Struct, frozen=True):
    """How well a clause is established, where the source says so; empty strings where it does not."""

    support: str = ""
    """`verified`, `reported` or `unverified`."""
    number: str = ""
    """`confirmed`, `predicted` or `unknown`."""
    assumed_from: str = ""
    """`slug#wId` of the template clause from which it was inferred."""


NO_STANDING = Standing()


class Node(Struct, frozen=True):
    """One element of the hierarchy. A node with children has no content (the schema allows none beside them).

    A text of several printed paragraphs keeps one line feed between them; a footnote is a line too (:func:`note_line`).
    """

    element: str
    """One of :data:`HIERARCHY`, or :data:`ATTACHMENT`."""
    num: str | None
    """The printed label, as printed (`Article VII`, `3.`, `(a)`); None for an unnumbered element."""
    heading: str | None
    """The title printed with it."""
    intro: str | None
    """Text before the first child."""
    content: str | None
    """The whole text of a node without children."""
    wrap_up: str | None
    """Closing text that belongs to the node as a whole, after its last child."""
    children: tuple[Node, ...]
    line: int
    """1-based index of the source line where the node begins."""
    standing: Standing = NO_STANDING

    def walk(self) -> Iterator[Node]:
        """This node and everything under it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def texts(self) -> tuple[str, ...]:
        """The node's own texts (no label, no children) in document order: heading, intro, content, closing text."""
        return tuple(text for text in (self.heading, self.intro, self.content, self.wrap_up) if text is not None)


class PreambleBlock(Struct, frozen=True):
    """One block in front of the first article."""

    text: str
    line: int
    recital: bool
    """Whether it gives a reason (`Considering that ...`) rather than a formula (`Have agreed as follows:`)."""
    standing: Standing = NO_STANDING
    num: str | None = None
    """The printed label of a recital (`(1)`); None where none is printed, and for every formula."""


class Outline(Struct, frozen=True):
    """A whole document as a tree."""

    title: str
    language: str
    """ISO 639-3 code."""
    preamble: tuple[PreambleBlock, ...]
    nodes: tuple[Node, ...]
    """The body's top-level nodes, then the attachments."""
    conclusions: tuple[PreambleBlock, ...]
    """The testimonium: what stands behind the last article (`In witness whereof ...`); `recital` is False there."""

    def walk(self) -> Iterator[Node]:
        """Every node, in document order."""
        for node in self.nodes:
            yield from node.walk()


class About(Struct, frozen=True):
    """What a source itself says of the record that it is; empty strings where it does not."""

    slug: str = ""
    title: str = ""
    """Of the record; the text may print another."""
    short: str = ""
    date: str = ""
    """YYYY-MM-DD."""
    date_name: str = ""
    kind: str = ""
    completeness: str = ""
    mission_type: str = ""
    text_status: str = ""
    terms: tuple[tuple[str, str, str, str], ...] = ()
    """Defined terms: role, exact form, kind of holder, eId of the clause that defines it."""
