"""An Akoma Ntoso tree made ready to be read in one pass: pieces moved to where they are read, elements marked."""

from __future__ import annotations

import re

from sofadiff.importing.numbering import to_roman
from sofadiff.importing.xml.parse import Element, attribute, name, namespace
from sofadiff.outline import HIERARCHY
from sofadiff.text import tidy

_MARK = "{urn:sofadiff:reading}"
IS_TITLE = f"{_MARK}title"
"""Attribute of the piece of a document that holds its title."""
SHOWN = f"{_MARK}shown"
"""Attribute of a reference without words: what the metadata say stands there."""
HOLDS_ARTICLES = f"{_MARK}articles"
"""Attribute of a unit that has articles, sections or rules in it, not counting what it quotes."""
HOLDS_UNITS = f"{_MARK}units"
"""Attribute of an element that has units of any kind in it, not counting what it quotes."""
LABEL = f"{_MARK}label"
"""Attribute of an item of a list: the label that the list counts it by, which the file does not spell out."""
MOVED = f"{_MARK}moved"
"""Attribute of the words of a unit that stood behind the units in it."""
_BASIC = frozenset({"article", "rule", "section"})
"""Units that an act is counted by: what holds them is a part, a chapter or such."""
_BASIC_NAMES = frozenset({"regulation", "rule", "article"})
_OTHER_UNITS = frozenset({"alinea", "clause", "subclause", "subsection", "item", "level", "hcontainer", "division"})
_ATTACHMENTS = frozenset({"attachment", "schedule", "annex", "appendix"})
"""Names of `hcontainer` that are attachments wherever they stand."""
_QUOTES = frozenset({"quotedStructure", "embeddedStructure"})
_TITLE_LENGTH = 600
"""Letters of a preface that may be a title as a whole."""


def is_attachment(node: Element) -> bool:
    """Whether an element is an `hcontainer` that is a schedule or such."""
    return name(node) == "hcontainer" and attribute(node, "name").lower() in _ATTACHMENTS


def is_basic(node: Element) -> bool:
    """Whether an element is a unit that an act is counted by."""
    tag = name(node)
    return tag in _BASIC or (tag == "hcontainer" and attribute(node, "name").lower() in _BASIC_NAMES)


def prepare(root: Element) -> None:
    """Make a tree ready; no word is changed."""
    nodes = list(root.iter())
    for node in nodes:
        tag = name(node)
        if is_basic(node):
            _mark_above(node, HOLDS_ARTICLES)
        if tag in HIERARCHY or tag in _OTHER_UNITS:
            _mark_above(node, HOLDS_UNITS)
        if tag in ("preface", "preamble"):
            _mark_title(node)
        if tag == "content":
            _before_units(node)
        if tag == "ol":
            _count(node)
        if tag == "body":
            _attachments_last(node)
    _notes(nodes)
    _placeholders(nodes)


def _mark_above(node: Element, mark: str) -> None:
    above = node.getparent()
    while above is not None and not above.get(mark) and name(above) not in _QUOTES:
        above.set(mark, "1")
        above = above.getparent()


def _mark_title(front: Element) -> None:
    """Mark the piece of a preface that holds the title, and all of one that is a title and no more.

    The piece moves to the front, where a title is read.
    """
    if name(front) == "preamble":
        found = next((child for child in front if name(child) in ("docTitle", "longTitle")), None)
    else:
        found = _titled(front)
        text = tidy("".join(map(str, front.itertext())))
        if found is None and 0 < len(text) <= _TITLE_LENGTH:
            found = front
    if found is None:
        return
    found.set(IS_TITLE, "1")
    if found is not front and name(front) == "preface":
        tail, found.tail = found.tail, None
        if tail and tail.strip():
            found.tail = tail
        front.insert(0, found)


def _titled(preface: Element) -> Element | None:
    for tag in ("docTitle", "longTitle", "shortTitle"):
        for found in preface.iter(f"{{{namespace(preface)}}}{tag}"):
            above: Element = found
            while name(above) not in ("p", "block", "longTitle", "preface") and (over := above.getparent()) is not None:
                above = over
            return found if above is preface else above
    return None


def _before_units(content: Element) -> None:
    """The words of a unit go in front of the units in it, where every printed text has them."""
    above = content.getparent()
    first = next((node for node in content.itersiblings(preceding=True)), None)
    if above is None or first is None or not (name(first) in HIERARCHY or name(first) in _OTHER_UNITS):
        return
    place = next(place for place, node in enumerate(above) if name(node) in HIERARCHY or name(node) in _OTHER_UNITS)
    content.set(MOVED, "1")
    above.insert(place, content)


def _count(items: Element) -> None:
    """Labels of an ordered list that says how it counts (`1.`, `a)`, `i.`)."""
    first = attribute(items, "symbol", "type")
    match = re.fullmatch(r"(\W*)(\w)(\W*)", first)
    kind = match.group(2) if match is not None else ""
    start = attribute(items, "start")
    number = int(start) if start.isdecimal() and len(start) < 5 else 1
    if match is None or kind not in "1aAiI":
        return
    before, after = match.group(1), match.group(3)
    for value, item in enumerate((child for child in items if name(child) == "li"), start=number):
        item.set(LABEL, f"{before}{_written(value, kind)}{after}")


def _written(value: int, kind: str) -> str:
    """A number as a list writes it; beyond what letters and Roman numerals are used for, in digits."""
    if kind in "aA" and value <= 26:
        return chr(ord(kind) + value - 1)
    if kind in "iI" and value < 400:
        return to_roman(value) if kind == "i" else to_roman(value).upper()
    return str(value)


def _attachments_last(body: Element) -> None:
    """Schedules inside the body stand behind the closing words, as they are printed."""
    closing = next((node for node in body.itersiblings() if name(node) == "conclusions"), None)
    above = body.getparent()
    if closing is None or above is None:
        return
    for node in reversed([node for node in body if is_attachment(node)]):
        above.insert(above.index(closing) + 1, node)


def _notes(nodes: list[Element]) -> None:
    """Footnotes that the file keeps among its metadata go where the text first refers to them."""
    apart = {attribute(node, "eId", "id"): node for node in nodes if name(node) == "note"}
    for mark in nodes:
        note = apart.pop(attribute(mark, "href").removeprefix("#"), None) if name(mark) == "noteRef" else None
        if note is not None:
            note.tail = None
            note.tag = f"{{{namespace(mark)}}}span"
            mark.tag = f"{{{namespace(mark)}}}authorialNote"
            mark.append(note)


def _placeholders(nodes: list[Element]) -> None:
    """References without words show what the metadata have for them."""
    empty = [node for node in nodes if attribute(node, "class") == "placeholder" and not len(node) and not node.text]
    if not empty:
        return
    named = {attribute(node, "eId", "id"): attribute(node, "showAs", "value") for node in nodes}
    for node in empty:
        if shown := named.get(attribute(node, "href").removeprefix("#")):
            node.set(SHOWN, shown)
