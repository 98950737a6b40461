"""Topics that software suggests, in a draft: beside a clause, never where its topics stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sofadiff.akn.build import serialise
from sofadiff.akn.parse import SD, parse

SUGGESTED = f"{{{SD}}}machine-suggested"
"""Attribute of a clause: topics, best first, parted by spaces. Without `#`, it points to nothing and codes nothing."""


def with_suggestions(data: bytes, path: str, topics: Mapping[str, Sequence[str]]) -> bytes:
    """The bytes of a draft with the topics suggested for each clause (by eId); clauses without any stay as they are."""
    document = parse(data, path)
    for node in document.act.iter():
        suggested = topics.get(node.get("eId") or "")
        if suggested and node.get("refersTo") is None:
            node.set(SUGGESTED, " ".join(suggested))
    return serialise(document.root)
