"""From the tree to the flat list of units, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeVar

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from sofadiff.akn.ids import compute_ids
from sofadiff.akn.names import BODIES, HIERARCHY, SUGGESTED
from sofadiff.akn.parse import AKN, SD
from sofadiff.akn.words import block_text, references
from sofadiff.errors import SofadiffError
from sofadiff.model import Frame, NumberStatus, Support, Unit, UnitPart
from sofadiff.text import tidy

_OURS = etree.XPath(f"boolean(.//@*[namespace-uri() = '{SD}'])")
_HEADING, _NUM = f"{{{AKN}}}heading", f"{{{AKN}}}num"
_MOST_NAMES = 1000
_STATUSES = frozenset(status.value for status in NumberStatus)
_HOLDERS = frozenset({"content", "intro", "wrapUp", "heading"})
_PARTS = {"content": UnitPart.CONTENT, "intro": UnitPart.INTRO, "wrapUp": UnitPart.WRAP_UP}
_Choice = TypeVar("_Choice", Support, NumberStatus)


class _Place(Struct, frozen=True):
    """Where the walk stands: what a unit takes from the elements over it."""

    eid: str
    wid: str | None
    element: str
    num: str | None
    heading: str | None
    path: tuple[tuple[str, str | None], ...]
    node: etree._Element


def units_of(act: etree._Element, path: str) -> tuple[Unit, ...]:
    """Every unit of a document, with an id that is unique in it; empty texts are no units."""
    units = [unit for unit in _Reader(path, act).document(act) if unit.text]
    return tuple(_with_unique_ids(units))


def frames_of(act: etree._Element, units: tuple[Unit, ...]) -> tuple[Frame, ...]:
    """The elements of one of our documents that have a permanent id or a number status, but no text of their own."""
    if not _OURS(act):
        return ()
    with_text = {unit.eid for unit in units}
    return tuple(
        Frame(
            eid, node.get("wId"), NumberStatus(status) if (status := node.get(f"{{{SD}}}number")) in _STATUSES else None
        )
        for node in act.iter(*(f"{{{AKN}}}{name}" for name in HIERARCHY))
        if (eid := node.get("eId") or "") and eid not in with_text
    )


def _with_unique_ids(units: list[Unit]) -> Iterator[Unit]:
    seen: set[str] = set()
    for unit in units:
        name, count = unit.id, 1
        while name in seen:
            count += 1
            name = f"{unit.id}_{count}"
        seen.add(name)
        yield unit if name == unit.id else replace(unit, id=name)


class _Reader:
    """Walks one document."""

    def __init__(self, path: str, act: etree._Element) -> None:
        self.path = path
        self.act = act

    @cached_property
    def ours(self) -> bool:
        """Whether anything of our profile stands in the document; most need not be asked clause by clause."""
        return bool(_OURS(self.act))

    @cached_property
    def ids(self) -> dict[etree._Element, str]:
        """Computed eIds, for elements that carry none; most documents never need them."""
        return compute_ids(self.act)

    def document(self, act: etree._Element) -> Iterator[Unit]:
        for child in act:
            name = _local(child)
            if name == "preamble":
                yield from self.preamble(child)
            elif name in BODIES:
                yield from self.body(child)
            elif name == "conclusions":
                yield from self.conclusions(child)
            elif name in {"attachments", "components"}:
                for document in child.iter(f"{{{AKN}}}doc", f"{{{AKN}}}act", f"{{{AKN}}}statement"):
                    yield from self.document(document)

    def preamble(self, preamble: etree._Element) -> Iterator[Unit]:
        count = 0
        for block in preamble.iter(f"{{{AKN}}}recital", f"{{{AKN}}}p"):
            if _local(block) == "p" and any(_local(up) == "recital" for up in block.iterancestors()):
                continue
            count += 1
            recital = _local(block) == "recital"
            eid = block.get("eId") or self.ids.get(block) or f"preamble__p_{count}"
            num = _num(block) if recital else None
            place = _Place(eid, block.get("wId"), _local(block), num, None, ((_local(block), num),), block)
            yield self.unit(place, block, UnitPart.RECITAL if recital else UnitPart.PREAMBLE, eid)

    def body(self, body: etree._Element) -> Iterator[Unit]:
        top = _Place("body", None, _local(body), None, None, (), body)
        for count, child in enumerate(body, start=1):
            if _local(child) in HIERARCHY:
                yield from self.hierarchy(child, top)
            elif isinstance(child.tag, str):
                eid = child.get("eId") or f"body__{_local(child)}_{count}"
                place = _Place(eid, child.get("wId"), _local(child), None, None, ((_local(child), None),), child)
                yield self.unit(place, child, UnitPart.CONTENT, eid)

    def conclusions(self, conclusions: etree._Element) -> Iterator[Unit]:
        for count, block in enumerate(conclusions.iter(f"{{{AKN}}}p"), start=1):
            eid = block.get("eId") or f"conclusions__p_{count}"
            place = _Place(eid, block.get("wId"), "conclusions", None, None, (("conclusions", None),), block)
            yield self.unit(place, block, UnitPart.CONTENT, eid)

    def hierarchy(self, node: etree._Element, above: _Place) -> Iterator[Unit]:
        children = list(node)
        first: dict[str, etree._Element] = {}
        for child in children:
            first.setdefault(str(child.tag), child)
        heading, num = first.get(_HEADING), _printed(first.get(_NUM))
        title = block_text(heading) if heading is not None else ""
        element = _local(node)
        place = _Place(
            eid=node.get("eId") or self.ids[node],
            wid=node.get("wId"),
            element=element,
            num=num,
            heading=title or above.heading,
            path=(*above.path, (element, num)),
            node=node,
        )
        for child in children:
            name = _local(child)
            if name in HIERARCHY:
                yield from self.hierarchy(child, place)
            elif name == "heading":
                text = title if child is heading else block_text(child)
                yield self.unit(place, child, UnitPart.HEADING, f"{place.eid}__heading", text)
            elif name in _PARTS:
                suffix = "" if name == "content" else f"__{name.lower()}"
                yield self.unit(place, child, _PARTS[name], place.eid + suffix)
            elif name in {"subheading", "crossHeading"}:
                yield self.unit(place, child, UnitPart.HEADING, f"{place.eid}__{name.lower()}")

    def unit(
        self, place: _Place, block: etree._Element, part: UnitPart, unit_id: str, known: str | None = None
    ) -> Unit:
        node, ours = place.node, self.ours
        text = block_text(block) if known is None else known
        if place.num and part is UnitPart.RECITAL and text.startswith(place.num):
            text = text[len(place.num) :].lstrip()
        return Unit(
            id=unit_id,
            eid=place.eid,
            wid=place.wid,
            element=place.element,
            part=part,
            num=place.num,
            number=self.choice(NumberStatus, block, node, "number") if ours else None,
            heading=place.heading,
            path=place.path,
            topics=_names(_own(block, node, "refersTo")),
            support=self.choice(Support, block, node, "support") if ours else None,
            sources=_names(_own(block, node, f"{{{SD}}}sources")) if ours else (),
            assumed_from=(_own(block, node, f"{{{SD}}}assumedFrom") or None) if ours else None,
            text_digest=block.get(f"{{{SD}}}textDigest") if ours else None,
            text=text,
            refs=references(block),
            line=int(block.sourceline or 0),
            anchor=_own(block, node, f"{{{SD}}}anchor") or None,
            suggested=_names(_own(block, node, SUGGESTED)) if ours else (),
        )

    def choice(self, kind: type[_Choice], block: etree._Element, node: etree._Element, name: str) -> _Choice | None:
        value = _own(block, node, f"{{{SD}}}{name}")
        if not value:
            return None
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(member.value for member in kind)
            raise SofadiffError(
                f"sd:{name} is “{value}”, which is not one of {allowed}.",
                where=f"{self.path}:{node.sourceline}",
                remedy="Correct it; no output can print a state that it does not know.",
            ) from None


def _names(references: str) -> tuple[str, ...]:
    return tuple([name.removeprefix("#") for name in references.split()]) if references else ()


def _own(block: etree._Element, node: etree._Element, name: str) -> str:
    return block.get(name) or node.get(name) or ""


def _num(node: etree._Element) -> str | None:
    return _printed(node.find(_NUM))


def _printed(num: etree._Element | None) -> str | None:
    """The label that a num element holds."""
    if num is None:
        return None
    return tidy("".join(num.itertext()) if len(num) else num.text or "") or None


def _local(node: etree._Element) -> str:
    return _NAMES[node.tag]


class _Names(dict[Any, str]):
    """Tag to its name without namespace, "" for what is no element. A document has few tags, so each is cut once."""

    def __missing__(self, tag: Any) -> str:
        if len(self) > _MOST_NAMES:
            self.clear()
        name = self[tag] = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return name


_NAMES = _Names()
