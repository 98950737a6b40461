"""A record's clauses as an outline again: what :mod:`draft` wrote, read back, and what an outline cannot hold."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree
from msgspec import Struct

from sofadiff.akn.names import BODIES, HIERARCHY
from sofadiff.akn.parse import AKN, SD, Document
from sofadiff.akn.words import block_text
from sofadiff.outline import ATTACHMENT, NO_STANDING, Node, Outline, PreambleBlock, Standing, note_line
from sofadiff.text import tidy

_NOTE = f"{{{AKN}}}authorialNote"
_P = f"{{{AKN}}}p"
_HERE = "\ue002"
_PLACE = re.compile(f"{_HERE}(\\d+){_HERE}")
_DOCUMENTS = ("doc", "act", "bill", "statement", "amendment", "judgment")
_TEXTS = ("intro", "content", "wrapUp")


class Outlined(Struct, frozen=True):
    """An outline, and how many things of each kind stand in the document that it does not hold."""

    outline: Outline
    beside: tuple[tuple[str, int], ...]
    """Names of what is left, such as `cross-references` or `element:tblock`, with counts; sorted."""


def outline_of(document: Document, language: str) -> Outlined:
    """The title, preamble, clauses and closing words of a document. Every word of these is in the outline."""
    reader = _Reader()
    title = ""
    nodes: list[Node] = []
    attached: list[Node] = []
    preamble: list[PreambleBlock] = []
    closing: list[PreambleBlock] = []
    for child in document.act:
        name = _local(child)
        if name in ("preface", "coverPage"):
            printed = next(iter(child.iter(f"{{{AKN}}}docTitle")), None)
            title = title or (tidy("".join(printed.itertext())) if printed is not None else "")
            reader.beside["words of the title page"] += len(block_text(child).split()) - len(title.split())
        elif name == "preamble":
            preamble += reader.preamble(child)
        elif name in BODIES:
            for node in reader.body(child):
                (attached if node.element == ATTACHMENT else nodes).append(node)
        elif name == "conclusions":
            closing += [reader.block(p, recital=False) for p in child.iter(_P) if not _in_note(p)]
        elif name in ("attachments", "components"):
            attached += [reader.attachment(inner) for inner in child.iter() if _local(inner) in _DOCUMENTS]
        elif name and name != "meta":
            reader.beside["words outside title, preamble, body and closing words"] += len(block_text(child).split())
    outline = Outline(title, language, tuple(preamble), (*nodes, *attached), tuple(b for b in closing if b.text))
    return Outlined(outline, tuple(sorted((name, count) for name, count in reader.beside.items() if count > 0)))


_COUNTED = frozenset(
    {
        "record",
        "source",
        "term",
        "finding",
        "adjudication",
        "log",
        "not-known",
        "practice",
        "support",
        "sources",
        "number",
    }
    | {"assumedFrom", "textDigest", "anchor"}
)
"""Names of our namespace that a reader of the record knows and counts."""


def further(document: Document) -> tuple[tuple[str, int], ...]:
    """Whatever else of our namespace stands in a document: names and counts, sorted."""
    found: Counter[str] = Counter()
    for element in document.act.iter():
        names = [str(name) for name in element.attrib]
        if isinstance(element.tag, str) and _local(element.getparent()) == "otherAnalysis":
            names.append(element.tag)
        found.update(name.rpartition("}")[2] for name in names if name.startswith(f"{{{SD}}}"))
    return tuple(sorted((name, count) for name, count in found.items() if name not in _COUNTED))


class _Reader:
    """Walks one document and counts what it must leave."""

    def __init__(self) -> None:
        self.beside: Counter[str] = Counter()

    def attachment(self, document: etree._Element) -> Node:
        """A document behind the main one, as one element with everything in it; its title page is its heading."""
        heading = None
        children: list[Node] = []
        for child in document:
            name = _local(child)
            line = int(child.sourceline or 0)
            if name in ("preface", "coverPage"):
                heading = " ".join(part for part in (heading, self.text(child).replace("\n", " ")) if part)
            elif name in BODIES:
                children += self.body(child)
            elif name in ("preamble", "conclusions"):
                blocks = self.preamble(child) if name == "preamble" else [self.block(child, recital=False)]
                children += [Node("paragraph", b.num, None, None, b.text, None, (), line) for b in blocks if b.text]
            elif name in ("attachments", "components"):
                break  # what is in them stands behind this one
        return Node(ATTACHMENT, None, heading or None, None, None, None, tuple(children), int(document.sourceline or 0))

    def preamble(self, preamble: etree._Element) -> list[PreambleBlock]:
        found = []
        for block in preamble.iter(f"{{{AKN}}}recital", _P):
            if _local(block) == "p" and any(_local(up) in ("recital", "authorialNote") for up in block.iterancestors()):
                continue
            found.append(self.block(block, recital=_local(block) == "recital"))
        return [block for block in found if block.text or block.num]

    def block(self, block: etree._Element, *, recital: bool) -> PreambleBlock:
        printed = block.find(f"{{{AKN}}}num") if recital else None
        num = tidy("".join(printed.itertext())) or None if printed is not None else None
        text = self.text(block)
        if num is not None and text.startswith(num):
            text = text[len(num) :].lstrip()
        elif num is not None:  # with a footnote in it, or behind other words
            self.beside["numbers of recitals that stand among their words"] += 1
            num = None
        return PreambleBlock(text, int(block.sourceline or 0), recital, self.standing(block), num)

    def body(self, body: etree._Element) -> list[Node]:
        found = []
        for child in body:
            if _local(child) in HIERARCHY:
                found.append(self.node(child))
            elif (text := self.text(child)) and _local(child):
                self.beside[f"element:{_local(child)}"] += 1
                found.append(Node("paragraph", None, None, None, text, None, (), int(child.sourceline or 0)))
        return found

    def node(self, element: etree._Element) -> Node:
        """One element and what is under it; text of any kind that an outline has no place for joins the nearest."""
        name = _local(element)
        attached = name == "hcontainer" and element.get("name") == "attachment"
        num = heading = None
        before: list[str] = []
        after: list[str] = []
        children: list[Node] = []
        for child in element:
            part = _local(child)
            if part == "num":
                num = tidy("".join(child.itertext())) or None
            elif part == "heading":
                heading = "\n".join(text for text in (heading, self.text(child)) if text) or None
            elif part in HIERARCHY:
                if after:  # words between two children close the one before
                    children[-1] = _closed(children[-1], after)
                    after = []
                children.append(self.node(child))
            elif part and (text := self.text(child)):
                if part not in _TEXTS:
                    self.beside[f"element:{part}"] += 1
                (after if children else before).append(text)
        whole = "\n".join(before) or None
        return Node(
            ATTACHMENT if attached else name, num, heading, whole if children else None,
            None if children else whole, "\n".join(after) or None, tuple(children), int(element.sourceline or 0),
            self.standing(element),
        )  # fmt: skip

    def standing(self, element: etree._Element) -> Standing:
        found = Standing(*(element.get(f"{{{SD}}}{name}") or "" for name in ("support", "number", "assumedFrom")))
        return NO_STANDING if found == NO_STANDING else found

    def text(self, block: etree._Element) -> str:
        """The lines of a block, footnotes as lines of their own behind the line that they belong to."""
        if next(iter(block.iter(_NOTE)), None) is None:
            return block_text(block)
        shown = etree.fromstring(etree.tostring(block, with_tail=False))
        notes: list[str] = []
        for note in [note for note in shown.iter(_NOTE) if not _in_note(note)]:
            notes.append(note_line(tidy(note.get("marker") or ""), block_text(note).replace("\n", " ")))
            _cut(note, f"{_HERE}{len(notes) - 1}{_HERE}")
        lines: list[str] = []
        for line in block_text(shown).split("\n"):
            lines += [tidy(_PLACE.sub("", line)), *(notes[int(number)] for number in _PLACE.findall(line))]
        return "\n".join(line for line in lines if line)


def _cut(note: etree._Element, mark: str) -> None:
    """Take a note out of its line, with a mark in its place, and leave the words behind it."""
    parent, before = note.getparent(), note.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + mark + (note.tail or "")
    else:
        parent.text = (parent.text or "") + mark + (note.tail or "")
    parent.remove(note)


def _closed(node: Node, texts: list[str]) -> Node:
    closing = "\n".join(text for text in (node.wrap_up, *texts) if text)
    if node.children:
        return Node(node.element, node.num, node.heading, node.intro, None, closing, node.children, node.line,
                    node.standing)  # fmt: skip
    whole = "\n".join(part for part in (node.content, closing) if part)
    return Node(node.element, node.num, node.heading, None, whole, None, (), node.line, node.standing)


def _in_note(element: etree._Element) -> bool:
    return any(up.tag == _NOTE for up in element.iterancestors())


def _local(node: etree._Element | None) -> str:
    if node is None:
        return ""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
