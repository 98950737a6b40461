"""Footnotes: marks in the text and notes elsewhere, found by the links that lead from each to the other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from sofadiff.importing.html.dom import Page
from sofadiff.importing.html.nodes import Element, Text, is_block
from sofadiff.text import tidy

MARK = "the mark of a footnote, which stands behind the paragraph"
_MARK = re.compile(r"[\[(]?\s*(?P<mark>\d{1,4}|[a-z]{1,4}|[*†‡§¶#]{1,4})\s*[\])]?[.:]?\s*\*?", re.IGNORECASE)
_BACK = re.compile(r"[\s↑↩⏎^▲⇧←↵\ufe0e\ufe0f]*")
_SAYS_NOTE = re.compile(r"foot-?note|end-?note|noteref|\bfnref|\bftnref|sdfootnote|sdendnote|cite_ref", re.IGNORECASE)
_NOTE_ROOM = re.compile(r"foot-?note|end-?note|\bfn|ftn|edn|cite_note|\bnote", re.IGNORECASE)
_OVER_NOTES = re.compile(
    r"(?:foot|end)?-?notes?|references?|références|notes? de bas de page|voetnoten|noten|fußnoten|anmerkungen",
    re.IGNORECASE,
)
_NO_BODIES = frozenset({"body", "html", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_ROOMS = frozenset({"div", "li", "dd", "aside", "section"})


class Note(Struct):
    """One footnote."""

    mark: str
    """As printed in the text, without brackets."""
    body: Element
    back: Element | None
    """The link in the note that leads back to the text."""
    used: bool = False


class Notes(Struct):
    """The footnotes of a page."""

    references: dict[int, Note] = field(default_factory=dict)
    """By `id()` of the link in the text."""
    bodies: dict[int, Note] = field(default_factory=dict)
    """By `id()` of the element that holds the note."""
    backs: dict[int, Note] = field(default_factory=dict)
    """By `id()` of a link that leads back to the text."""

    def forget(self, left_out: Mapping[int, str]) -> None:
        """Take no footnote for one that stands in an element (by `id()`) that is left out."""
        gone = {
            key
            for key, note in self.bodies.items()
            if any(id(around) in left_out for around in (note.body, *note.body.ancestors()))
        }
        self.references = {key: note for key, note in self.references.items() if id(note.body) not in gone}
        self.backs = {key: note for key, note in self.backs.items() if id(note.body) not in gone}
        self.bodies = {key: note for key, note in self.bodies.items() if key not in gone}


def find_notes(page: Page) -> Notes:
    """All footnotes whose mark and text link to each other, or whose mark says that it is one."""
    targets = _targets(page)
    found = Notes()
    for link in page.html.descendants():
        mark = _mark(link)
        target = targets.get(_fragment(link)) if mark else None
        if target is None or target is link or _within(link, target) or id(link) in found.backs:
            continue
        body = _body(target)
        back = _back(body, link, targets)
        if back is None and not _says_note(link):
            continue
        if body.tag in _NO_BODIES or _within(link, body) or (_is_first(link) and not _says_note(link)):
            continue
        note = found.bodies.setdefault(id(body), Note(mark, body, back))
        found.references[id(link)] = note
        if back is not None:
            found.backs[id(back)] = note
    return found


def is_notes_title(text: str) -> bool:
    """Whether a line only says that footnotes follow."""
    return _OVER_NOTES.fullmatch(text.rstrip(".:")) is not None


def _targets(page: Page) -> Mapping[str, Element]:
    found: dict[str, Element] = {}
    for element in page.html.descendants():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                found.setdefault(name, element)
    return found


def _fragment(link: Element) -> str:
    return link.get("href").rpartition("#")[2] if link.tag == "a" and "#" in link.get("href") else ""


def _mark(link: Element) -> str:
    """What a link prints if it can be the mark of a note."""
    if link.tag != "a" or "href" not in link.attributes:
        return ""
    match = _MARK.fullmatch(tidy(link.text()))
    return match["mark"] if match else ""


def _says_note(link: Element) -> bool:
    if link.parent is not None and link.parent.tag == "sup":
        return True
    said = " ".join(link.get(name) for name in ("class", "role", "epub:type", "id", "name", "style"))
    return _SAYS_NOTE.search(said) is not None or any(child.tag == "sup" for child in link.elements())


def _is_first(link: Element) -> bool:
    """Whether a link begins its block, as an entry of a table of contents does and the mark of a note hardly can."""
    block = next((around for around in link.ancestors() if is_block(around.tag)), None)
    for node in block.walk() if block is not None else ():
        if node is link:
            return True
        if isinstance(node, Text) and node.text.strip():
            return False
    return False


def _within(element: Element, room: Element) -> bool:
    return element is room or any(around is room for around in element.ancestors())


def _body(target: Element) -> Element:
    """The element that holds the note at whose start a link leads: its paragraph, or what wraps that."""
    body = target
    while not is_block(body.tag) and body.parent is not None:
        body = body.parent
    while body.parent is not None and body.parent.tag in _ROOMS:
        around = body.parent
        said = f"{around.get('id')} {around.get('class')} {around.get('style')} {around.get('role')}"
        first = next(around.elements(), None)
        single = sum(
            1 for inner in around.elements() if inner.tag in {body.tag, "dl", "ol", "ul"} and inner is not body
        )
        if first is not body or not (_NOTE_ROOM.search(said) or around.tag == "li") or (single and around.tag != "li"):
            break
        body = around
    return body


def _back(body: Element, link: Element, targets: Mapping[str, Element]) -> Element | None:
    """The link in a note that leads back to its mark."""
    for inner in body.descendants():
        text = tidy(inner.text()) if inner.tag == "a" else "-" * 99
        if len(text) < 12 and (place := targets.get(_fragment(inner))) is not None:
            same_block = place is link or _within(link, place) or place in tuple(link.descendants())
            if same_block and (_MARK.fullmatch(text) or _BACK.fullmatch(text)):
                return inner
            if place.parent is link.parent and not is_block(place.tag) and _MARK.fullmatch(text):
                return inner
    return None
