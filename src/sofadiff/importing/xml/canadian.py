"""Canadian legislation (Justice Laws XML): acts, regulations, and the treaties in their schedules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sofadiff.importing.asserted import CONCLUSIONS, PREAMBLE, TITLE
from sofadiff.importing.headings import HeadingKind, classify, looks_like_title
from sofadiff.importing.recitals import is_closing
from sofadiff.importing.tree import CLAUSES
from sofadiff.importing.xml.dialect import Dialect, Part
from sofadiff.importing.xml.parse import Element, attribute
from sofadiff.importing.xml.steps import BLOCK, INLINE, THROUGH, Does, Step, ids
from sofadiff.importing.xml.walker import Walk
from sofadiff.outline import ATTACHMENT
from sofadiff.text import tidy

_CLOSING, _FRONT, _TITLE = "sd-closing", "sd-front", "sd-title"
"""Names that :func:`prepare` gives to provisions (and headings) that close, open or name the text they stand in."""
_TITLE_LENGTH = 250
_STANDS_ALONE = "{urn:sofadiff:reading}clause"
_UNITS = frozenset({"Subsection", "Paragraph", "Subparagraph", "Clause", "Subclause", "Subsubclause", "Definition"})
_HISTORY = "history of the provision, as the publisher notes it"
_IDENTIFIES = "identification of the file, not part of the text"
_SKIP = {
    **dict.fromkeys(("HistoricalNote", "RecentAmendments"), _HISTORY),
    **dict.fromkeys(
        ("ShortTitle", "RunningHead", "BillHistory", "BillNumber", "Parliament", "Chapter", "ConsolidationDate",
         "InstrumentNumber", "RegistrationDate", "RegulationMakerOrder", "EnablingAuthority"),
        _IDENTIFIES,
    ),
    "ReaderNote": "an editorial note of the publisher",
    "FootnoteRef": "mark of a footnote",
}  # fmt: skip
_STEPS: Mapping[str, Step] = {
    **dict.fromkeys(("Text", "SignatureName", "SignatureTitle", "BilingualItemEn", "BilingualItemFr"), BLOCK),
    **dict.fromkeys(("Leader", "LeaderRightJustified", "PageBreak"), Step(Does.BREAK)),
    **dict.fromkeys(("Introduction", _FRONT), Step(Does.UNIT, PREAMBLE)),
    **dict.fromkeys(("LongTitle", _TITLE), Step(Does.UNIT, TITLE)),
    "Label": Step(Does.NUM),
    **dict.fromkeys(("MarginalNote", "TitleText", "OriginatingRef"), Step(Does.HEADING)),
    _CLOSING: Step(Does.UNIT, CONCLUSIONS),
    "AmendedText": Step(Does.QUOTE),
    "Section": Step(Does.UNIT, "section"),
    "FormGroup": Step(Does.UNIT, "section"),
    "Schedule": Step(Does.UNIT, ATTACHMENT),
    "TableGroup": Step(Does.TABLE),
    **dict.fromkeys(("table", "tgroup", "thead", "tbody", "tfoot"), THROUGH),
    "row": Step(Does.ROW),
}


def decide(node: Element, walk: Walk) -> Step:
    """What an element is. Unknown ones inside a paragraph are part of its text, others let their children through."""
    tag = str(node.tag)
    if tag in _SKIP:
        return Step(Does.SKIP, reason=_SKIP[tag])
    if tag == _CLOSING and (before := node.getprevious()) is not None and before.tag != _CLOSING:
        walk.remark("stands inside the last article in the file: taken for the closing words of the whole text")
    if tag == _TITLE:
        walk.remark("taken for the title: the mark-up names no other")
    if tag == "Footnote":
        return Step(Does.NOTE, label=_words(node.find("Label")))
    if tag in _UNITS:
        return Step(Does.UNIT, _clause(walk))
    if tag == "Group":
        return Step(Does.UNIT, _group(node))
    if tag == "Provision":
        return _provision(node, walk)
    if tag == "Heading" or (tag == "TitleText" and _numbered(node) is not None):
        return BLOCK if tag == "Heading" else Step(Does.NUM)
    return _STEPS.get(tag, INLINE if walk.running else THROUGH)


def _provision(node: Element, walk: Walk) -> Step:
    """A piece of a treaty: a numbered clause, an unnumbered one with clauses in it, or a paragraph."""
    if node.find("Label") is not None:
        return Step(Does.UNIT, _clause(walk))
    above = node.getparent()
    if above is not None and above.tag == "Order":
        return Step(Does.UNIT, CLAUSES[0])
    return Step(Does.UNIT, _clause(walk)) if node.get(_STANDS_ALONE) else THROUGH


def _mark_clauses(parent: Element) -> None:
    """Mark the unnumbered provisions that are clauses with clauses in them.

    One that comes first, with no such provision and no numbered one beside it, only announces what stands in it.
    """
    provisions = parent.findall("Provision")
    holding = [
        node
        for node in provisions
        if node.find("Label") is None
        and (node.find("Definition") is not None or node.find("Provision/Label") is not None)
    ]
    if not holding:
        return
    others = sum(node.find("Label") is not None or node.find("Provision") is not None for node in provisions)
    for node in holding:
        if node is not provisions[0] or others > 1:
            node.set(_STANDS_ALONE, "1")


def _clause(walk: Walk) -> str:
    around = [CLAUSES.index(unit.element) for unit in walk.units if unit.element in CLAUSES]
    return CLAUSES[min(around[-1] + 1, len(CLAUSES) - 1)] if around else CLAUSES[0]


def _group(node: Element) -> str:
    """The element of a group of provisions, by the words of its label."""
    heading = node.find("GroupHeading")
    label = heading.find("Label") if heading is not None else None
    head = classify(_words(label if label is not None else heading))
    kinds = {HeadingKind.ARTICLE: "article", HeadingKind.PART: "part", HeadingKind.CHAPTER: "chapter"}
    if head is None and label is None and node.find("Group") is None and node.find("Section") is None:
        return "article" if _article_around(node) is None else "section"
    return kinds.get(head.kind, "section") if head is not None else "section"


def _article_around(node: Element) -> Element | None:
    return next((above for above in node.iterancestors("Group") if _group(above) == "article"), None)


def _numbered(title: Element) -> str | None:
    """The label of a group whose title is nothing but a label: `Article 4`."""
    above = title.getparent()
    if above is None or above.tag != "GroupHeading" or above.find("Label") is not None:
        return None
    head = classify(_words(title))
    return head.num if head is not None and not head.rest else None


def _words(node: Element | None) -> str:
    return tidy("".join(map(str, node.itertext()))) if node is not None else ""


_RANKS = {"Label": 0, "MarginalNote": 1, "TitleText": 1, "OriginatingRef": 2}


def order(node: Element) -> list[Element]:
    """Children as they are read: a label before the title that the file has in front of it."""
    children = list(node)
    if node.tag in {"Footnote", "Section", "ScheduleFormHeading", "GroupHeading"} | _UNITS:
        return sorted(children, key=lambda child: _RANKS.get(str(child.tag), 3))
    return children


# -- the form of the tree -----------------------------------------------------------------------------------------


def prepare(root: Element) -> None:
    """Put what stands under a heading into a group of its own; name what opens and closes a treaty."""
    for parent in [node for node in root.iter() if node.find("Heading") is not None and node.tag != "Provision"]:
        _group_by_headings(parent)
    for parent in {
        id(node): node for provision in root.iter("Provision") if (node := provision.getparent()) is not None
    }.values():
        _mark_clauses(parent)
    for treaty in _treaties(root):
        _name_title(treaty)
        _name_closing(treaty)


def _treaties(root: Element) -> Iterator[Element]:
    for schedule in root.iter("Schedule"):
        inner = [child for child in schedule if child.tag in ("ConventionAgreementTreaty", "DocumentInternal")]
        yield from inner or [schedule]


def _group_by_headings(parent: Element) -> None:
    """Flat headings with levels become groups inside groups."""
    open_: list[tuple[int, Element]] = [(0, parent)]
    for child in list(parent):
        if child.tag != "Heading":
            open_[-1][1].append(child)
            continue
        if parent.tag == "ConventionAgreementTreaty" and child is parent[0] and child.find("Label") is None:
            child.tag = _TITLE
            continue
        level = int(attribute(child, "level") or 1) if (attribute(child, "level") or "1").isdigit() else 1
        while open_[-1][0] >= level:
            open_.pop()
        group = parent.makeelement("Group", {"id": attribute(child, "id")})
        open_[-1][1].append(group)
        child.tag = "GroupHeading"
        group.append(child)
        open_.append((level, group))


def _name_title(treaty: Element) -> None:
    """The first paragraph of a treaty that has no title is its title, if it reads like one."""
    schedule = treaty if treaty.tag == "Schedule" else treaty.getparent()
    heading = schedule.find("ScheduleFormHeading/TitleText") if schedule is not None else None
    first = next((child for child in treaty if child.tag != "ScheduleFormHeading"), None)
    if heading is not None or first is None or first.tag != "Provision" or treaty.find("Group") is None:
        return
    if looks_like_title(_words(first), _TITLE_LENGTH) and len(first) == 1 and first[0].tag == "Text":
        first.tag = _TITLE


def _name_closing(treaty: Element) -> None:
    """The testimonium and what follows it, which the file has inside the last article."""
    headings = list(treaty.iter("GroupHeading"))
    if not headings or (group := headings[-1].getparent()) is None:
        return
    closing = False
    for child in group.findall("Provision"):
        closing = closing or (child.find("Label") is None and is_closing(_words(child)))
        if closing:
            child.tag = _CLOSING


# -- parts --------------------------------------------------------------------------------------------------------


def parts(root: Element) -> list[Part]:
    """The schedules of an act."""
    found = []
    for number, node in enumerate(root.iter("Schedule"), start=1):
        label = _words(node.find("ScheduleFormHeading/Label"))
        title = _words(node.find("ScheduleFormHeading/TitleText")) or _words(next(node.iter(_TITLE), None))
        found.append(Part(label or f"schedule {number}", title, node))
    return found


def read_part(node: Element, walk: Walk) -> None:
    """Read a schedule as a document of its own: its first paragraphs are the preamble of what it holds."""
    for treaty in [child for child in node if child.tag in ("ConventionAgreementTreaty", "DocumentInternal")] or [node]:
        if treaty.find("Group") is None:
            continue
        for child in treaty:
            if child.tag == "Group":
                break
            if child.tag == "Provision":
                child.tag = _FRONT
    for child in node:
        if child.tag != "ScheduleFormHeading":
            walk.walk(child)
            continue
        for piece in child:
            if piece.tag == "TitleText":
                walk.front(piece, TITLE)
            else:
                walk.skip(piece, "names the part in the file, not part of the text")


def language(root: Element) -> str:
    """The language that the file states."""
    return attribute(root, "lang")


DIALECT = Dialect("Canadian legislation", decide, order, ids("id"), language, parts, read_part, prepare)
