"""Formex, the XML of the Official Journal of the European Union: acts and their annexes."""

from __future__ import annotations

from collections.abc import Mapping

from sofadiff.importing.asserted import CONCLUSIONS, PREAMBLE, RECITAL, TITLE
from sofadiff.importing.headings import HeadingKind, classify
from sofadiff.importing.tree import CLAUSES
from sofadiff.importing.xml.dialect import Dialect, Part
from sofadiff.importing.xml.parse import Element, attribute
from sofadiff.importing.xml.steps import BLOCK, INLINE, THROUGH, Does, Step
from sofadiff.importing.xml.walker import Walk
from sofadiff.outline import ATTACHMENT
from sofadiff.text import tidy

ROOTS = frozenset({"ACT", "ANNEX", "CONS.ACT", "GENERAL", "AGR", "DECISION", "LETTER"})
"""Root elements that hold a text."""
LISTS = frozenset({"DOC", "PUBLICATION"})
"""Root elements of files that only list others."""
_MARK = "{urn:sofadiff:reading}mark"
_STEPS: Mapping[str, Step] = {
    "BIB.INSTANCE": Step(Does.SKIP, reason="metadata of the file, not part of the text"),
    "PREAMBLE": Step(Does.UNIT, PREAMBLE),
    "CONSID": Step(Does.UNIT, RECITAL),
    "FINAL": Step(Does.UNIT, CONCLUSIONS),
    **dict.fromkeys(("PREAMBLE.INIT", "VISA", "GR.CONSID.INIT", "PREAMBLE.FINAL", "P", "ALINEA", "TXT"), BLOCK),
    **dict.fromkeys(("TI.ART", "NO.PARAG", "NO.P"), Step(Does.NUM)),
    **dict.fromkeys(("STI.ART", "STI"), Step(Does.HEADING)),
    **dict.fromkeys(("ARTICLE",), Step(Does.UNIT, "article")),
    "ANNEX": Step(Does.UNIT, ATTACHMENT),
    **dict.fromkeys(("QUOT.S",), Step(Does.QUOTE)),
    "TBL": Step(Does.TABLE),
    "ROW": Step(Does.ROW),
    **dict.fromkeys(("LIST", "CORPUS", "BLK"), THROUGH),
}


def decide(node: Element, walk: Walk) -> Step:
    """What an element is. Unknown ones inside a paragraph are part of its text, others let their children through."""
    tag = str(node.tag)
    above = node.getparent()
    over = str(above.tag) if above is not None else ""
    if tag in ("QUOT.START", "QUOT.END"):
        return Step(Does.SIGN, label=_sign(attribute(node, "CODE")))
    if tag == "NOTE":
        return Step(Does.NOTE, label=str(node.get(_MARK)), spelt=False, computed=True)
    if tag == "TITLE" and above is not None and above.getparent() is None:
        return Step(Does.UNIT, TITLE)
    if tag == "ANNEX" and above is None:
        return THROUGH
    if tag in ("DIVISION", "GR.SEQ"):
        return Step(Does.UNIT, _division(node))
    if tag == "PARAG" or tag == "ITEM" or (tag == "NP" and over not in ("ITEM", "CONSID", "TI")):
        dash = tag == "ITEM" and above is not None and attribute(above, "TYPE") == "DASH"
        return Step(Does.UNIT, _clause(walk), label="–" if dash else "")
    if tag == "TXT" and over == "NP" and above is not None and _in_title(above):
        return Step(Does.HEADING)
    if tag == "TI" and _in_division(node):
        return _title(node)
    return _STEPS.get(tag, INLINE if walk.running else THROUGH)


def _sign(code: str) -> str:
    """A quotation mark by its code."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return sign if not sign.isalnum() and sign.isprintable() else ""


def prepare(root: Element) -> None:
    """Count the footnotes through the file, which does not print their marks; those with a star are not counted."""
    count = 0
    for note in root.iter("NOTE"):
        star = attribute(note, "NUMBERING") == "STAR"
        count += not star
        note.set(_MARK, "*" if star else str(count))


def _clause(walk: Walk) -> str:
    around = [CLAUSES.index(unit.element) for unit in walk.units if unit.element in CLAUSES]
    return CLAUSES[min(around[-1] + 1, len(CLAUSES) - 1)] if around else CLAUSES[0]


def _in_title(node: Element) -> bool:
    return next(node.iterancestors("TI"), None) is not None


def _in_division(node: Element) -> bool:
    title = node.getparent()
    over = title.getparent() if title is not None else None
    return over is not None and over.tag in ("DIVISION", "GR.SEQ")


def _title(node: Element) -> Step:
    """The first line of a division's title: its label, if it is nothing else; numbers of their own pass through."""
    if node.find("NP") is not None:
        return THROUGH
    head = classify(_words(node))
    return Step(Does.NUM if head is not None and not head.rest else Does.HEADING)


def _division(node: Element) -> str:
    """The element of a division, by the words of its title."""
    head = classify(_words(node.find("TITLE/TI")))
    kinds = {HeadingKind.PART: "part", HeadingKind.CHAPTER: "chapter"}
    return kinds.get(head.kind, "section") if head is not None and node.tag == "DIVISION" else "section"


def _words(node: Element | None) -> str:
    return tidy("".join(map(str, node.itertext()))) if node is not None else ""


def order(node: Element) -> list[Element]:
    """Children as they stand."""
    return list(node)


def identity(node: Element) -> str:
    """What a person finds an element by: the identifier of an article or paragraph."""
    found = attribute(node, "IDENTIFIER")
    return f"id {found}" if found else ""


def language(root: Element) -> str:
    """The language that the file states."""
    return _words(next(root.iter("LG.DOC"), None))


def parts(root: Element) -> list[Part]:
    """Formex has each annex in a file of its own, or inside the act."""
    return [
        Part(_words(node.find("TITLE/TI")) or f"annex {number}", _words(node.find("TITLE/STI")), node)
        for number, node in enumerate((node for node in root.iter("ANNEX") if node is not root), start=1)
    ]


def read_part(node: Element, walk: Walk) -> None:
    """Read an annex as a document of its own."""
    for child in node:
        if child.tag == "TITLE":
            walk.front(child, TITLE)
        else:
            walk.walk(child)


DIALECT = Dialect("Formex", decide, order, identity, language, parts, read_part, prepare)
