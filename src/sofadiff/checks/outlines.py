"""Whether the instrument's own structure is there to be pointed to: no hollow clause, no nameless event."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff.akn import AKN
from sofadiff.akn.names import HIERARCHY
from sofadiff.akn.parse import Element, QName
from sofadiff.akn.words import block_text
from sofadiff.checks.subject import Flaw, Subject, called, line

_BLOCKS = ("content", "intro", "wrapUp", "heading", "recital")
_HOLDERS = {f"{{{AKN}}}{name}" for name in (*HIERARCHY, "content", "intro")}
_NAMED = {f"{{{AKN}}}TLC{name}" for name in ("Organization", "Person", "Event", "Concept")}


def structure_of(subject: Subject) -> Iterator[Flaw]:
    """Clauses without text, events without a kind and references without a name."""
    for node in subject.nodes:
        if QName(node).namespace != AKN:
            continue
        name = QName(node).localname
        if name in _BLOCKS and not block_text(node):
            yield _hollow(node, "holds no text")
        elif name in HIERARCHY and not any(child.tag in _HOLDERS for child in node):
            yield _hollow(node, "holds neither text nor clauses")
        elif node.tag == f"{{{AKN}}}eventRef" and not (node.get("refersTo") and node.get("type")):
            yield Flaw(
                line(node),
                f"{called(node)} does not say what happened",
                "A date without its event cannot be printed",
                "Give type and, with refersTo, a TLCEvent such as signature or entry-into-force",
            )
        elif node.tag in _NAMED and not (node.get("showAs") or "").strip():
            yield Flaw(
                line(node), f"{called(node)} has no showAs", "Reports print it by that name", "Give its name in showAs"
            )


def _hollow(node: Element, what: str) -> Flaw:
    return Flaw(
        line(node),
        f"{called(node)} {what}",
        "A clause of which nothing is known is listed as not known, not left hollow",
        "Restate it, or remove it and write sd:not-known",
    )
