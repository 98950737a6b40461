"""Whether anything that software suggested still stands where a person has decided."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff.akn.names import SUGGESTED
from sofadiff.akn.parse import Element
from sofadiff.checks.subject import Flaw, Subject, called, line


def suggestions(subject: Subject) -> Iterator[Flaw]:
    """No clause that has topics still carries what software suggested for it."""
    for node in subject.nodes:
        if decided(node):
            yield Flaw(
                line(node),
                f"{called(node)} has topics, and beside them sd:machine-suggested",
                "A suggestion that was looked at is done with; left in the record it could be taken for a coding",
                "Run `sofadiff check --fix`, which takes it out",
            )


def decided(node: Element) -> bool:
    """Whether a clause carries a suggestion although it has topics."""
    return bool(node.get(SUGGESTED) is not None and node.get("refersTo"))
