"""Whether everything that a record points to is there, and is the kind of thing that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff.akn import AKN, SD
from sofadiff.akn.parse import Element, QName
from sofadiff.akn.profile import XML_ID
from sofadiff.checks.subject import Flaw, Subject, called, hashes, line, nearest

_CROSS_REFERENCE = f"{{{AKN}}}ref"
_AUTHOR = f"{{{AKN}}}FRBRauthor"
_WHY = "A reader who follows it arrives nowhere"
_POINTERS = ("refersTo", f"{{{SD}}}sources", "sources", "source", "ref", "log", "href")
"""Attributes that hold `#id`; `href` may hold a URI instead."""


def references(subject: Subject) -> Iterator[Flaw]:
    """Every reference arrives at a topic, source, party, event, log or clause that exists."""
    kinds = _kinds(subject)
    for node in subject.nodes:
        for attribute in _POINTERS:
            value = node.get(attribute)
            if value is None or (attribute == "href" and not value.startswith("#") and node.tag != _AUTHOR):
                continue
            yield from _resolve(node, attribute, value, kinds)
        if node.tag == _CROSS_REFERENCE:
            yield from _elsewhere(subject, node, node.get("href") or "")


def _kinds(subject: Subject) -> dict[str, str]:
    """Every id of the record and what it names."""
    found = {unit.id: "clause" for unit in subject.agreement.units}
    for node in subject.nodes:
        if (eid := node.get("eId")) is not None:
            name = QName(node).localname
            found[eid] = name if name.startswith("TLC") or name == "eventRef" else "clause"
        elif (xml_id := node.get(XML_ID)) is not None:
            found[xml_id] = QName(node).localname
    return found


def _wanted(node: Element, attribute: str) -> tuple[str, ...]:
    """Kinds of thing that an attribute may point to; empty for any."""
    if attribute in {"sources", f"{{{SD}}}sources"}:
        return ("source",)
    if attribute == "log":
        return ("log",)
    if attribute == "refersTo":
        return ("TLCEvent",) if node.tag == f"{{{AKN}}}eventRef" else ("TLCConcept", "TLCTerm")
    if attribute == "source" or node.tag in {_AUTHOR, f"{{{SD}}}party"}:
        return ("TLCOrganization", "TLCPerson")
    return ("clause",)


def _resolve(node: Element, attribute: str, value: str, kinds: dict[str, str]) -> Iterator[Flaw]:
    wanted = _wanted(node, attribute)
    shown = attribute.replace(f"{{{SD}}}", "sd:")
    if any(not part.startswith("#") for part in value.split()):
        yield Flaw(line(node), f"{called(node)} has {shown}=“{value}” without #", _WHY, "Write # before each id")
        return
    if not value.strip() and not str(node.tag).startswith(f"{{{SD}}}"):
        yield Flaw(line(node), f"{called(node)} has an empty {shown}", _WHY, "Name what it points to")
    for name in hashes(value):
        if name not in kinds:
            like = [known for known, kind in kinds.items() if kind in wanted]
            yield Flaw(
                line(node),
                f"{called(node)} points with {shown} to {name}, which the record does not have",
                _WHY,
                nearest(name, like, f"Add {name} or correct the reference"),
            )
        elif kinds[name] not in wanted:
            yield Flaw(
                line(node),
                f"{called(node)} points with {shown} to {name}, which is a {kinds[name]}",
                "It would be printed as something that it is not",
                f"Point to a {' or '.join(wanted)}",
            )


def _elsewhere(subject: Subject, node: Element, href: str) -> Iterator[Flaw]:
    if href.startswith("#"):
        return
    uri, _, fragment = href.partition("#")
    if not uri.startswith("/akn/"):
        yield Flaw(
            line(node),
            f"a cross reference points to “{href}”",
            "Only clauses and work URIs stay what they are",
            "Write #eId for a clause of this record, or the work URI of the other instrument",
        )
        return
    slug = uri.rpartition("/")[2]
    if fragment and slug in subject.holdings and fragment not in (known := subject.holdings.values(slug, "eId")):
        yield Flaw(
            line(node), f"a cross reference points to {fragment} in {slug}, which {slug} does not have", _WHY,
            nearest(fragment, known, f"`sofadiff show {slug}` lists its clauses"),
        )  # fmt: skip


def assumed(subject: Subject) -> Iterator[Flaw]:
    """Only an unverified clause is assumed from a template, and the template clause exists."""
    for node in subject.nodes:
        target = node.get(f"{{{SD}}}assumedFrom")
        if target is None:
            continue
        if (support := node.get(f"{{{SD}}}support")) != "unverified":
            yield Flaw(
                line(node),
                f"{called(node)} is {support or 'without support'} and yet assumed from {target}",
                "A clause that somebody read or reported is not inferred from another text",
                "Remove sd:assumedFrom, or say that the clause is unverified",
            )
        slug, _, wid = target.partition("#")
        if not slug or not wid or slug == subject.slug:
            yield Flaw(
                line(node),
                f"{called(node)} is assumed from “{target}”, which names no clause of another record",
                "The comparison must know with which clause it would compare a text with itself",
                "Write the slug of the template, # and the wId of its clause",
            )
        elif slug in subject.holdings and wid not in (known := subject.holdings.values(slug, "wId")):
            yield Flaw(
                line(node),
                f"{called(node)} is assumed from {target}, which does not exist",
                "The comparison would count the clause as agreeing with the text it was copied from",
                nearest(wid, known, f"`sofadiff show {slug}` lists its clauses"),
            )
