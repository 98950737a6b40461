"""Topics that software suggests, in a draft: beside a clause, never where its topics stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from sofadiff.akn.build import serialise
from sofadiff.akn.names import SUGGESTED
from sofadiff.akn.parse import AKN, parse


def with_suggestions(data: bytes, path: str, topics: Mapping[str, Sequence[str]]) -> bytes:
    """The bytes of a draft with the topics suggested for each clause (by eId); clauses with topics stay as they are."""
    document = parse(data, path)
    for node, eid in _named(document.act):
        suggested = topics.get(eid)
        if suggested and node.get("refersTo") is None:
            node.set(SUGGESTED, " ".join(f"#{topic}" for topic in suggested))
    return serialise(document.root)


def _named(act: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every element with its eId, and the plain paragraphs of the preamble with the id that their units have."""
    for node in act.iter(etree.Element):
        if (eid := node.get("eId")) is not None:
            yield node, eid
    for preamble in act.iter(f"{{{AKN}}}preamble"):
        blocks = [
            block
            for block in preamble.iter(f"{{{AKN}}}recital", f"{{{AKN}}}p")
            if next(block.iterancestors(f"{{{AKN}}}recital"), None) is None
        ]
        for count, block in enumerate(blocks, start=1):
            if block.get("eId") is None:
                yield block, f"preamble__p_{count}"
