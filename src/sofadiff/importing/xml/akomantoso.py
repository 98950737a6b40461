"""Akoma Ntoso of any version and producer: what each of its elements is to the text."""

from __future__ import annotations

from collections.abc import Mapping

from sofadiff.importing.asserted import CONCLUSIONS, PREAMBLE, RECITAL, TITLE
from sofadiff.importing.headings import HeadingKind, classify
from sofadiff.importing.tree import CLAUSES
from sofadiff.importing.xml import akn_tree as tree
from sofadiff.importing.xml.dialect import Dialect, Part
from sofadiff.importing.xml.parse import Element, attribute, name
from sofadiff.importing.xml.steps import BLOCK, INLINE, THROUGH, Does, Step, ids
from sofadiff.importing.xml.walker import Walk
from sofadiff.outline import ATTACHMENT, HIERARCHY
from sofadiff.text import tidy

KNOWN = (
    "http://docs.oasis-open.org/legaldocml/ns/akn/",
    "http://www.akomantoso.org/",
    "http://Inhaltsdaten.LegalDocML.de/",
    "http://Metadaten.LegalDocML.de/",
)
"""How the namespaces of its versions begin."""
_CONTAINERS: Mapping[str, str] = {
    "book": "part", "tome": "part", "part": "part", "title": "part", "subtitle": "chapter", "subpart": "chapter",
    "chapter": "chapter", "subchapter": "section", "division": "section", "subdivision": "section",
    "section": "section", "subsection": "section",
}  # fmt: skip
_CLAUSES = frozenset(
    {
        "alinea", "clause", "subclause", "sublist", "subsection", "subrule", "level", "proviso", "transitional",
        "division", "subdivision", "item", "hcontainer", "rule", "subpart", "subtitle", "subchapter",
    }
)  # fmt: skip
"""Units whose names an outline does not have: clauses, one level below what is around them."""
_FRONT = {"preface": PREAMBLE, "preamble": PREAMBLE, "header": PREAMBLE, "conclusions": CONCLUSIONS, "recital": RECITAL}
_SKIP = {
    "meta": "metadata of the file, not part of the text",
    "toc": "table of contents",
    "coverPage": "cover page",
    "proprietary": "metadata of the file, not part of the text",
}
_STEPS: Mapping[str, Step] = {
    **dict.fromkeys(("p", "block", "listIntroduction", "listConclusion", "listWrapUp"), BLOCK),
    **dict.fromkeys(("intro", "wrapUp", "content"), Step(Does.WHOLE)),
    **dict.fromkeys(("list", "blockList", "ol", "ul", "tblock"), THROUGH),
    **dict.fromkeys(("num",), Step(Does.NUM)),
    **dict.fromkeys(("heading", "subheading"), Step(Does.HEADING)),
    **dict.fromkeys(("quotedStructure", "embeddedStructure", "embeddedText"), Step(Does.QUOTE)),
    **dict.fromkeys(("br", "eol"), Step(Does.BREAK)),
    **dict.fromkeys(
        (
            "ref",
            "mref",
            "rref",
            "mod",
            "mmod",
            "rmod",
            "i",
            "b",
            "u",
            "sup",
            "sub",
            "span",
            "abbr",
            "a",
            "term",
            "def",
            "date",
            "time",
            "inline",
            "ins",
            "del",
            "organization",
            "person",
            "role",
            "location",
            "concept",
            "entity",
        ),
        INLINE,
    ),
    "table": Step(Does.TABLE),
    "tr": Step(Does.ROW),
    "crossHeading": BLOCK,
}
_ATTACHED = frozenset({"attachment", "component"})


def decide(node: Element, walk: Walk) -> Step:
    """What an element is. Unknown ones inside a paragraph are part of its text, others let their children through."""
    tag = name(node)
    if tag in _SKIP:
        return Step(Does.SKIP, reason=_SKIP[tag])
    if tag == "authorialNote":
        return Step(Does.NOTE, label=attribute(node, "marker") or "*", spelt=False)
    if tag == "remark" and attribute(node, "status") == "editorial":
        return Step(Does.SKIP, reason="an editorial remark of the publisher")
    if tag in ("ins", "del"):
        walk.count(f"pieces are marked as changes ({tag}) by an editor, and were kept", doubtful=True)
    if tag in ("noteRef", "marker"):
        return Step(Does.SKIP, reason="mark of a footnote")
    if node.get(tree.IS_TITLE):
        return Step(Does.UNIT, TITLE)
    if node.get(tree.SHOWN):
        return Step(Does.SIGN, label=str(node.get(tree.SHOWN)))
    if tag in _FRONT:
        return Step(Does.UNIT, _FRONT[tag])
    if tag in ("documentRef", "componentRef") and attribute(node, "href", "src"):
        walk.count("references to other documents, which are not in this file", doubtful=True)
    if tag in _ATTACHED:
        return _attachment(walk) if _holds_text(node) else THROUGH
    if tag in HIERARCHY or tag in _CONTAINERS or tag in _CLAUSES:
        return _unit(node, tag, walk)
    if tag == "li":
        return Step(Does.UNIT, _clause(walk), label=str(node.get(tree.LABEL) or ""))
    if node.get(tree.MOVED):
        walk.count(
            "clauses have their own words behind those in them in the file, and were read in front of them",
            doubtful=True,
        )
    if tag in _STEPS:
        return _STEPS[tag]
    return INLINE if walk.running else THROUGH


def _attachment(walk: Walk) -> Step:
    if any(unit.element == ATTACHMENT for unit in walk.units):
        walk.count("annexes stand inside another: they were put beside it")
    return Step(Does.UNIT, ATTACHMENT)


def _holds_text(node: Element) -> bool:
    """Whether an attachment is in the file, and not only named in it."""
    return any(name(child) not in ("documentRef", "componentRef", "interstitial", "meta") for child in node)


def _unit(node: Element, tag: str, walk: Walk) -> Step:
    if tree.is_attachment(node):
        return _attachment(walk)
    named = any(name(child) in ("num", "heading") for child in node)
    if tag not in HIERARCHY and not named and (tag == "hcontainer" or not node.get(tree.HOLDS_UNITS)):
        return THROUGH
    if tag in HIERARCHY and not named and _announces(node):
        return THROUGH
    mixed = tag in ("title", "section", "subsection", "division", "subdivision", "subpart", "hcontainer")
    if mixed or (tag in _CONTAINERS and tag not in HIERARCHY):
        element = _divided(node, tag, walk)
    else:
        element = tag if tag in HIERARCHY else _clause(walk)
    if tag not in HIERARCHY and element in CLAUSES and not walk.plain:
        walk.count(f"units are called {tag}, as nothing in a record is: clauses one level below what is around them")
    return Step(Does.UNIT, element)


def _divided(node: Element, tag: str, walk: Walk) -> str:
    """The element of a unit whose name may mean a group of articles, or one clause."""
    if node.get(tree.HOLDS_ARTICLES):
        return _CONTAINERS.get(tag, "section")
    if tag == "hcontainer":
        basic = tree.is_basic(node) and not _in_clause(walk)
        named = classify(_label(node))
        if basic or (named is not None and named.kind is HeadingKind.ARTICLE):
            return "article"
        return _clause(walk) if _has(node, "num") else "section"
    if tag == "section" or not _in_clause(walk):
        return _CONTAINERS[tag] if tag != "subsection" else _clause(walk)
    return _clause(walk)


def _announces(node: Element) -> bool:
    """An unnumbered unit that only holds the words before or behind the points of a list."""
    above = node.getparent()
    return above is not None and name(above) == "list" and not node.get(tree.HOLDS_UNITS)


def _has(node: Element, tag: str) -> bool:
    return any(name(child) == tag for child in node)


def _label(node: Element) -> str:
    """The label of a unit without the notes to it."""
    notes = ("authorialNote", "noteRef", "marker")
    return tidy(
        "".join(
            f"{'' if name(piece) in notes else piece.text or ''}{piece.tail or ''}"
            if piece is not num
            else num.text or ""
            for num in node
            if name(num) == "num"
            for piece in num.iter()
            if not any(name(above) in notes for above in piece.iterancestors())
        )
    )


def _in_clause(walk: Walk) -> bool:
    return any(unit.element in CLAUSES or unit.element in ("article", "section") for unit in walk.units)


def _clause(walk: Walk) -> str:
    """The element of a clause by the clauses around it."""
    around = [CLAUSES.index(unit.element) for unit in walk.units if unit.element in CLAUSES]
    return CLAUSES[min(around[-1] + 1, len(CLAUSES) - 1)] if around else CLAUSES[0]


_MISTAKEN = {"esp": "spa", "gr": "ell"}
"""Codes that producers write for languages and that name none."""
_RANKS = {"num": 0, "heading": 1, "subheading": 2}


def order(node: Element) -> list[Element]:
    """Children as they are read: the label and the title of a unit first."""
    children = list(node)
    if any(name(child) in _RANKS for child in children):
        return sorted(children, key=lambda child: _RANKS.get(name(child), 3))
    return children


def language(root: Element) -> str:
    """The language that the file states for its text, as it writes it; empty if it states none."""
    for node in root.iter():
        if name(node) == "FRBRlanguage":
            stated = attribute(node, "language").rpartition("/")[2].lower()
            return _MISTAKEN.get(stated, stated)
    return attribute(root, "lang")


def parts(root: Element) -> list[Part]:
    """What is attached to the main document and can be read alone."""
    return [
        Part(_label(node) or f"attachment {number}", _heading(node), node)
        for number, node in enumerate((node for node in root.iter() if _is_part(node)), start=1)
    ]


def _is_part(node: Element) -> bool:
    if name(node) in _ATTACHED:
        return _holds_text(node)
    return tree.is_attachment(node)


def _heading(node: Element) -> str:
    for below in node.iter():
        if name(below) in ("heading", "docTitle", "longTitle"):
            return " ".join("".join(map(str, below.itertext())).split())
    return attribute(node, "name") or next((attribute(child, "name") for child in node), "")


def read_part(node: Element, walk: Walk) -> None:
    """Read an attachment as a document of its own."""
    for child in order(node):
        if name(child) in _RANKS:
            walk.front(child, TITLE)
        else:
            walk.walk(child)


DIALECT = Dialect("Akoma Ntoso", decide, order, ids("eId", "id"), language, parts, read_part, tree.prepare)
