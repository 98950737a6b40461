"""An outline as a run of entries, one for each written line, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct

from sofadiff.outline import ATTACHMENT, NO_STANDING, Node, Outline, PreambleBlock, Standing, note_line, split_note

_GROUPS = ("title", "book", "tome", "subpart", "subchapter", "subtitle", "division", "subdivision", "transitional")
HEADED = frozenset(("part", "chapter", "section", "article", "attachment", "rule", "hcontainer", *_GROUPS))
"""Elements whose label stands with a heading, not with their text."""


class What(StrEnum):
    """What a line is."""

    TITLE = "title"
    FORMULA = "formula"
    """A block of the preamble that is no recital."""
    RECITAL = "recital"
    CLOSING_WORDS = "closing words"
    """A block of the testimonium."""
    GOES_ON = "goes on"
    """A further paragraph of the block before."""
    OPEN = "open"
    """A part, article, clause ... begins."""
    TEXT = "text"
    """A paragraph of an open element: of its own text, or closing it where something stands under it."""
    NOTE = "note"
    """A footnote to the line before."""


class Entry(Struct, frozen=True):
    """One line."""

    what: What
    text: str
    depth: int = 0
    """Of the element that begins, or that the text belongs to: how many elements are around it."""
    element: str = ""
    label: str | None = None
    """Of the element or recital; the mark of a footnote."""
    heading: bool = False
    """Whether the text of an element that begins is its heading."""
    standing: Standing = NO_STANDING
    line: int = 0
    """Line of the file, where it was read from one."""


# -- from the outline -----------------------------------------------------------------------------------------


def entries_of(outline: Outline) -> Iterator[Entry]:
    """The entries of an outline in the order of the source."""
    if outline.title:
        yield Entry(What.TITLE, outline.title)
    for block in outline.preamble:
        yield from _block(What.RECITAL if block.recital else What.FORMULA, block)
    for node in outline.nodes:
        if node.element != ATTACHMENT:
            yield from _node(node, 0)
    for block in outline.conclusions:
        yield from _block(What.CLOSING_WORDS, block)
    for node in outline.nodes:
        if node.element == ATTACHMENT:
            yield from _node(node, 0)


def _block(what: What, block: PreambleBlock) -> Iterator[Entry]:
    first, *rest = _lines(block.text)
    yield Entry(what, first.text, label=block.num, standing=block.standing)
    for entry in rest:
        yield entry if entry.what is What.NOTE else Entry(What.GOES_ON, entry.text)


def _node(node: Node, depth: int) -> Iterator[Entry]:
    own = _own(node.intro if node.children else node.content, depth)
    head = _lines(node.heading) if node.heading else []
    fused = not head and node.element not in HEADED and bool(own) and bool(own[0].text)
    first = head[0].text if head else own.pop(0).text if fused else ""
    yield Entry(What.OPEN, first, depth, node.element, node.num, bool(first) and not fused, node.standing)
    yield from head[1:]
    yield from own
    for child in node.children:
        yield from _node(child, depth + 1)
    yield from _own(node.wrap_up, depth)


def _own(text: str | None, depth: int) -> list[Entry]:
    found = [] if text is None else _lines(text)
    return [entry if entry.what is What.NOTE else Entry(What.TEXT, entry.text, depth) for entry in found]


def _lines(text: str) -> list[Entry]:
    """The lines of a text; an empty one in front where it begins with a footnote."""
    found: list[Entry] = []
    for line in text.split("\n"):
        note = split_note(line)
        if note is not None and not found:
            found.append(Entry(What.TEXT, ""))
        found.append(Entry(What.TEXT, line) if note is None else Entry(What.NOTE, note[1], label=note[0]))
    return found


# -- to the outline -------------------------------------------------------------------------------------------


@dataclass
class _Growing:
    """An element while its lines are read."""

    entry: Entry
    heading: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    children: list[_Growing] = field(default_factory=list)

    def freeze(self) -> Node:
        own, entry = "\n".join(self.own) or None, self.entry
        children = tuple(child.freeze() for child in self.children)
        return Node(
            entry.element, entry.label, "\n".join(self.heading) or None, own if children else None,
            None if children else own, "\n".join(self.closing) or None, children, entry.line, entry.standing,
        )  # fmt: skip


def outline_of(entries: Iterable[Entry], language: str) -> Outline:
    """The outline that entries spell."""
    title = ""
    blocks: list[tuple[Entry, list[str]]] = []
    top = _Growing(Entry(What.OPEN, ""))
    stack: list[_Growing] = []
    slot: list[str] = []
    for entry in entries:
        if entry.what is What.TITLE:
            title = entry.text
        elif entry.what is What.OPEN:
            node = _Growing(entry)
            (stack[entry.depth - 1] if entry.depth else top).children.append(node)
            stack[entry.depth :] = [node]
            bare_head = not entry.text and entry.element in HEADED
            slot = node.heading if entry.heading or bare_head else node.own
        elif entry.what is What.TEXT:
            slot = stack[entry.depth].closing if stack[entry.depth].children else stack[entry.depth].own
            del stack[entry.depth + 1 :]
        elif entry.what in (What.FORMULA, What.RECITAL, What.CLOSING_WORDS):
            slot = []
            blocks.append((entry, slot))
        if entry.what is What.NOTE:
            slot.append(note_line(entry.label or "", entry.text))
        elif entry.text and entry.what is not What.TITLE:
            slot.append(entry.text)
    nodes = [node.freeze() for node in top.children]
    return Outline(
        title=title,
        language=language,
        preamble=_blocks(blocks, closing=False),
        nodes=(*(n for n in nodes if n.element != ATTACHMENT), *(n for n in nodes if n.element == ATTACHMENT)),
        conclusions=_blocks(blocks, closing=True),
    )


def _blocks(blocks: list[tuple[Entry, list[str]]], *, closing: bool) -> tuple[PreambleBlock, ...]:
    return tuple(
        PreambleBlock("\n".join(lines), entry.line, entry.what is What.RECITAL, entry.standing, entry.label)
        for entry, lines in blocks
        if (lines or entry.label) and (entry.what is What.CLOSING_WORDS) is closing
    )
