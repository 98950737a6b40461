"""Schema, names and ids: what must hold before anything in a record can be pointed to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from sofadiff.akn.ids import compute_ids
from sofadiff.akn.profile import XML_ID
from sofadiff.akn.schema import violations
from sofadiff.checks.subject import Flaw, Subject, line, local


def schema(subject: Subject) -> Iterator[Flaw]:
    """A record is valid against the strict Akoma Ntoso 3.0 schema."""
    for at, message in violations(subject.document):
        yield Flaw(
            at,
            message,
            "Other Akoma Ntoso tools will refuse the file",
            "Change the line as the Akoma Ntoso 3.0 schema demands; docs/record-format.md shows a clause",
        )


def names(subject: Subject) -> Iterator[Flaw]:
    """File name and last part of the work URI are the same slug."""
    if subject.slug and subject.slug != subject.stem:
        node = subject.identification("FRBRWork/FRBRuri")
        yield Flaw(
            line(node) if node is not None else 0,
            f"the file is named {PurePath(subject.path).name} and its work URI ends in {subject.slug}",
            "One of the two names would open nothing",
            f"Rename the file to {subject.slug}.xml, or correct the URI",
        )


def ids(subject: Subject) -> Iterator[Flaw]:
    """Every eId is the one that structure and printed numbers give, and no id stands twice."""
    computed = compute_ids(subject.act)
    for element, eid in computed.items():
        found = element.get("eId")
        if found != eid:
            has = f"has eId {found}" if found else "has no eId"
            yield Flaw(
                line(element),
                f"{local(element)} {has}; its place and number make it {eid}",
                "Citations and links to the clause would miss it",
                "Run `sofadiff check --fix`",
            )
    seen: dict[str, int] = {}
    for node in subject.nodes:
        # A computed id is unique already, and what is written instead was reported above.
        name = computed.get(node) or node.get("eId") or node.get(XML_ID)
        if name is None:
            continue
        if name in seen:
            yield Flaw(
                line(node),
                f"the id {name} stands in line {seen[name]} too",
                "A reference to it could mean either",
                "Rename one of the two, with what points to it",
            )
        seen.setdefault(name, line(node))
