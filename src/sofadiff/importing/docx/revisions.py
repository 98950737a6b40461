"""Tracked changes that nobody has decided on: counted, listed, refused unless the user says what to do with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Change
from sofadiff.importing.docx.inline import all_words
from sofadiff.importing.docx.names import CHOICE, FALLBACK, W, local, value
from sofadiff.importing.docx.package import Element
from sofadiff.text import tidy

LISTED = 50_000
"""Changes that are listed; all are counted."""
_LONGEST = 2_000
"""Letters that are shown of the words of one change; they stand in full in the clauses or on the left-out list."""
_LONGEST_NAME = 100
_NAMES = {
    "ins": "insertion",
    "del": "deletion",
    "moveFrom": "move",
    "moveTo": "move",
    "cellIns": "insertion",
    "cellDel": "deletion",
    "cellMerge": "merged cell",
}
_FORMAT = frozenset(
    {"pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
     "tblPrExChange", "numberingChange"}
)  # fmt: skip
FORMATTING = "formatting"
_OF = {
    "pPr": "paragraph", "sectPr": "section", "trPr": "row", "tcPr": "cell", "tblPr": "table", "tblGrid": "table",
    "tblPrEx": "table", "numPr": "number",
}  # fmt: skip
"""What an element among these properties is about."""
_HOLDERS = frozenset({"p", "tr", "tc", "tbl", "txbxContent", "body", "footnote", "endnote"})
_PARAGRAPH = f"{W}p"


def pending(roots: Iterable[Element | None]) -> list[Element]:
    """The elements of all changes that are pending, part by part, in order. Of alternative content one side counts."""
    return [
        node
        for root in roots
        if root is not None
        for node in root.iter(f"{W}*")
        if (local(node) in _NAMES or local(node) in _FORMAT) and not _doubled(node)
    ]


def _doubled(node: Element) -> bool:
    return any(
        before.tag == CHOICE for up in node.iterancestors(FALLBACK) for before in up.itersiblings(preceding=True)
    )


def count(found: Iterable[Element]) -> Mapping[str, int]:
    """How many changes are pending, by what they are; `change of format` apart from those of words."""
    return Counter(_NAMES.get(local(node), "change of format") for node in found)


def words_changed(changes: Mapping[str, int]) -> int:
    """How many of the changes are not of format only."""
    return sum(number for name, number in changes.items() if name != "change of format")


def listed(changes: Mapping[str, int]) -> str:
    """Changes as a person reads them: `880 deletions, 4 insertions`."""
    parts = [
        f"{number} {_plural(name) if number > 1 else name}"
        for name, number in sorted(changes.items(), key=lambda change: (change[0] == "change of format", change[0]))
    ]
    return ", ".join(parts)


def _plural(name: str) -> str:
    return "changes of format" if name == "change of format" else f"{name}s"


def refuse(changes: Mapping[str, int], path: str) -> SofadiffError:
    """What to say of a file with pending changes when the user said nothing of them."""
    total = words_changed(changes)
    return SofadiffError(
        f"holds {total} tracked {'change' if total == 1 else 'changes'} of words that nobody has accepted or rejected"
        f" ({listed(changes)}), so it is not certain what the text is.",
        where=path,
        remedy="Choose with --revisions accept (the text as changed) or --revisions reject (the text before).",
    )


# -- one by one -----------------------------------------------------------------------------------------------


def changes(found: Sequence[Element], places: Mapping[Element, int]) -> tuple[Change, ...]:
    """Each change with its place, at most :data:`LISTED`. `places` are the source lines of paragraphs with words."""
    listing = _Listing(places, found)
    return tuple(sorted(map(listing.change, found[:LISTED]), key=lambda change: change.line))


class _Listing:
    """What is known of the file while its changes are listed; each text and each place is looked up once."""

    def __init__(self, places: Mapping[Element, int], found: Sequence[Element]) -> None:
        self._places = places
        self._nearest: dict[Element, int] = {}
        """Source line of each paragraph, of one without words that of the last one before it."""
        self._texts: dict[Element, str] = {}
        self._firsts: dict[Element, Element | None] = {}
        for root in dict.fromkeys(node.getroottree().getroot() for node in found):
            line = 0
            for paragraph in root.iter(_PARAGRAPH):
                line = self._nearest[paragraph] = places.get(paragraph, line)

    def change(self, node: Element) -> Change:
        """One change."""
        name = local(node)
        of, held = _subject(node)
        if held is not None and held not in self._texts:
            self._texts[held] = _short(tidy("".join(all_words(held))), _LONGEST)
        paragraph = self._paragraph(node) if of != "section" or _above(node, "pPr") is not None else None
        return Change(
            line=self._nearest.get(paragraph, 0) if paragraph is not None else 0,
            kind=_NAMES.get(name, FORMATTING),
            of=of,
            words=self._texts[held] if held is not None else "",
            move={"moveFrom": "from", "moveTo": "to"}.get(name, ""),
            author=_short(tidy(value(node, "author") or ""), _LONGEST_NAME),
            date=_short(tidy(value(node, "date") or ""), _LONGEST_NAME),
        )

    def _paragraph(self, node: Element) -> Element | None:
        """The paragraph that a change stands in; of one that holds paragraphs, or is of a row or table, the first."""
        holder = next((up for up in node.iterancestors() if local(up) in _HOLDERS), None)
        if holder is None or local(holder) == "p":
            return holder
        inside = self._first(node)
        return inside if inside is not None else self._first(holder)

    def _first(self, element: Element) -> Element | None:
        """The first paragraph in an element that has words, else the first one."""
        if element not in self._firsts:
            found = next((paragraph for paragraph in element.iter(_PARAGRAPH) if paragraph in self._places), None)
            self._firsts[element] = found if found is not None else next(element.iter(_PARAGRAPH), None)
        return self._firsts[element]


def _subject(node: Element) -> tuple[str, Element | None]:
    """What a change is of, and the element whose words it is about."""
    above = node.getparent()
    over = above.getparent() if above is not None else None
    if above is None or over is None:
        return "words", node
    kind = local(above)
    if kind == "rPr":
        return ("paragraph end", None) if local(over) == "pPr" else ("words", over)
    if kind in ("trPr", "tcPr", "tblPrEx"):
        return _OF[kind], over
    if kind == "pPr":
        return "paragraph", over
    return _OF.get(kind, "words"), None if kind in _OF else node


def _above(node: Element, name: str) -> Element | None:
    return next(node.iterancestors(f"{W}{name}"), None)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."
