"""Whether everything that a record states has a source that a reader can go to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sofadiff.akn.parse import QName
from sofadiff.checks.evidence import SHA256
from sofadiff.checks.forms import FORMS, SOURCE_KINDS
from sofadiff.checks.subject import Flaw, Subject, called, hashes, line, nearest
from sofadiff.model import Source, Support, Unit

_URL = re.compile(r"https?://[^\s/]+\S*")
_GENERAL = "general-knowledge"
_STATED = ("party", "title", "signatory", "place", "series", "language", "mandate", "predecessor", "contributor",
           "related", "practice", "not-known")  # fmt: skip


def sources_complete(subject: Subject) -> Iterator[Flaw]:
    """Everything stated has a source; each source says where it is, supports no more than it can, and is used."""
    for source in subject.agreement.sources:
        yield from _source(source)
    for units in subject.units_by_element().values():
        yield from _clause(subject, units[0])
    yield from _facts(subject)
    used = {name for node in subject.nodes for key, value in node.attrib.items()
            if str(key).rpartition("}")[2] == "sources" for name in hashes(str(value))}  # fmt: skip
    for source in subject.agreement.sources:
        if source.id not in used:
            yield Flaw(
                source.line,
                f"source {source.id} is named by nothing",
                "A list of sources that were not used looks better founded than it is",
                "Name it where it was used, or remove it",
            )


def _source(source: Source) -> Iterator[Flaw]:
    if source.kind not in SOURCE_KINDS:
        yield Flaw(
            source.line,
            f"source {source.id} is of kind “{source.kind}”",
            "Readers weigh a source by its kind",
            nearest(source.kind, SOURCE_KINDS, f"Use one of {', '.join(SOURCE_KINDS)}"),
        )
    for name, value, form, remedy in (
        ("url", source.url, _URL, "Write the whole address, with https://"),
        ("sha256", source.sha256, SHA256, "Give the 64 hexadecimal digits of the file's SHA-256"),
    ):
        if value is not None and not form.fullmatch(value):
            yield Flaw(source.line, f"source {source.id} has {name}=“{value}”", "Nobody could follow it", remedy)


def _clause(subject: Subject, unit: Unit) -> Iterator[Flaw]:
    found = [source for name in unit.sources if (source := subject.agreement.source(name)) is not None]
    if not found or unit.support in (None, Support.UNVERIFIED):
        return
    where = f"{unit.element} {unit.eid} is {unit.support}"
    for source in found:
        if source.kind == _GENERAL:
            yield Flaw(
                unit.line,
                f"{where} and names the source {source.id}, which is general knowledge",
                "What nobody has read or reported is unverified",
                "Remove that source from the clause, or call the clause unverified",
            )
    if unit.support is Support.VERIFIED and not any(s.locator or s.sha256 or s.url for s in found):
        yield Flaw(
            unit.line,
            f"{where} by {', '.join(s.id for s in found)}, without locator, sha256 or url",
            "Nobody could read it again",
            "Say in the source where the text was read",
        )
    if unit.support is Support.REPORTED and not any(s.url for s in found):
        yield Flaw(
            unit.line,
            f"{where} by {', '.join(s.id for s in found)}, without url",
            "A report that nobody can open supports nothing",
            "Give the address of at least one of them",
        )


def _facts(subject: Subject) -> Iterator[Flaw]:
    kinds = {source.id: source.kind for source in subject.agreement.sources}
    for node in subject.profile(*_STATED):
        names = hashes(node.get("sources"))
        if not names:
            yield Flaw(
                line(node), f"{called(node)} has no sources", "Every fact is printed with where it is known from",
                "Name at least one sd:source",
            )  # fmt: skip
        elif (
            all(kinds.get(name) == _GENERAL for name in names)
            and "support" in FORMS[QName(node).localname].optional
            and (support := node.get("support")) != "unverified"
        ):
            yield Flaw(
                line(node),
                f"{called(node)} is {support or 'without support'} and rests on general knowledge alone",
                "What nobody has read or reported is unverified",
                'Write support="unverified", or name the source that says it',
            )
    for event in subject.agreement.events:
        if not event.sources:
            yield Flaw(
                event.line, f"{event.name} of {event.date} has no sd:sources",
                "Every date is printed with where it is known from", "Name at least one sd:source",
            )  # fmt: skip
