"""The `sd:` part of a record: identification, sources, glossary, findings, logs, what is not known, practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from lxml import etree

from sofadiff.akn.parse import AKN, SD
from sofadiff.akn.words import block_text
from sofadiff.errors import SofadiffError
from sofadiff.model import (
    Adjudication,
    AuthenticWords,
    Basis,
    CueHit,
    Evidence,
    Fact,
    Finding,
    Holder,
    NotKnown,
    Party,
    Practice,
    Role,
    SearchLog,
    Source,
    Status,
    Support,
    Term,
    TextStatus,
)
from sofadiff.text import tidy

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
IMPORTED = "imported-file"
"""Kind of the source that `import` writes: the file itself."""
_FACTS = ("title", "signatory", "place", "series", "language", "mandate", "predecessor", "contributor", "related")
_Enum = TypeVar("_Enum", bound=StrEnum)


def choice(kind: type[_Enum], element: etree._Element | None, name: str, where: str) -> _Enum | None:
    """An attribute that takes one of a closed list of values; None if it is not there."""
    value = element.get(name) if element is not None else None
    if element is None or value is None:
        return None
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(member.value for member in kind)
        raise SofadiffError(
            f"{etree.QName(element).localname} has {name}=“{value}”, which is not one of {allowed}.",
            where=f"{where}:{element.sourceline}",
            remedy="Correct it; no output can print a state that it does not know.",
        ) from None


def required(kind: type[_Enum], element: etree._Element, name: str, where: str) -> _Enum:
    """Like :func:`choice`, for an attribute that must be there."""
    value = choice(kind, element, name, where)
    if value is None:
        raise SofadiffError(
            f"{etree.QName(element).localname} has no {name}.",
            where=f"{where}:{element.sourceline}",
            remedy=f"Give one of {', '.join(member.value for member in kind)}.",
        )
    return value


def ids(element: etree._Element, name: str = "sources") -> tuple[str, ...]:
    """The ids in a space-separated list of `#id`."""
    return tuple(part.removeprefix("#") for part in (element.get(name) or "").split())


def _all(meta: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if meta is not None:
        yield from meta.iterfind(f"{{{AKN}}}analysis/{{{AKN}}}otherAnalysis/{{{SD}}}{name}")


def _line(element: etree._Element) -> int:
    return int(element.sourceline or 0)


def _text(element: etree._Element) -> str:
    return tidy("".join(str(part) for part in element.itertext()))


def sources_of(meta: etree._Element | None) -> tuple[Source, ...]:
    """All `sd:source`."""
    return tuple(
        Source(
            id=node.get(XML_ID) or "",
            title=node.get("title") or "",
            kind=node.get("kind") or "",
            url=node.get("url"),
            locator=node.get("locator"),
            sha256=node.get("sha256"),
            note=node.get("note"),
            line=_line(node),
        )
        for node in _all(meta, "source")
    )


def imported_status(meta: etree._Element | None, where: str) -> TextStatus | None:
    """What kind of text an imported file was said to be; None where nobody said it, and for anything not imported."""
    stated = (
        choice(TextStatus, node, "textStatus", where) for node in _all(meta, "source") if node.get("kind") == IMPORTED
    )
    return next((status for status in stated if status is not None), None)


def parties_of(record: etree._Element | None, meta: etree._Element | None) -> tuple[Party, ...]:
    """All `sd:party`, with the name of the organisation they refer to."""
    if record is None or meta is None:
        return ()
    names = {node.get("eId"): node.get("showAs") for node in meta.iterfind(f"{{{AKN}}}references/*")}
    return tuple(
        Party(ref, names.get(ref) or ref, node.get("role") or "", ids(node))
        for node in record.iterfind(f"{{{SD}}}party")
        for ref in ids(node, "ref")
    )


def facts_of(record: etree._Element | None) -> tuple[Fact, ...]:
    """All identification facts of `sd:record`."""
    if record is None:
        return ()
    return tuple(
        Fact(
            kind=etree.QName(node).localname,
            value=node.get("value") or "",
            attributes=tuple(
                (str(key), str(value)) for key, value in node.attrib.items() if key not in {"value", "sources"}
            ),
            sources=ids(node),
            line=_line(node),
        )
        for node in record
        if isinstance(node.tag, str) and etree.QName(node).localname in _FACTS
    )


def terms_of(meta: etree._Element | None, where: str) -> tuple[Term, ...]:
    """All `sd:term`."""
    return tuple(
        Term(
            role=required(Role, node, "role", where),
            form=node.get("form") or "",
            holder=choice(Holder, node, "holder", where),
            ref=next(iter(ids(node, "ref")), None),
            line=_line(node),
        )
        for node in _all(meta, "term")
    )


def findings_of(meta: etree._Element | None, where: str, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """All `sd:finding`; `texts` gives the text of each unit, for the evidence words."""
    return tuple(_finding(node, where, texts) for node in _all(meta, "finding"))


def _finding(node: etree._Element, where: str, texts: Mapping[str, str]) -> Finding:
    def children(name: str) -> Iterator[etree._Element]:
        return node.iterfind(f"{{{SD}}}{name}")

    return Finding(
        id=node.get(XML_ID) or "",
        variable=node.get("variable") or "",
        person=node.get("person"),
        value=node.get("value") or "",
        basis=required(Basis, node, "basis", where),
        support=choice(Support, node, "support", where),
        status=required(Status, node, "status", where),
        coder=node.get("coder") or "",
        coder_kind=node.get("coderKind") or "",
        codebook=node.get("codebook") or "",
        evidence=tuple(_evidence(item, where, texts) for item in children("evidence")),
        authentic=tuple(AuthenticWords(item.get("lang") or "", _text(item)) for item in children("authentic")),
        attributes=tuple((item.get("name") or "", item.get("value") or "") for item in children("attribute")),
        candidates=tuple(item.get("value") or "" for item in children("candidate")),
        rationale=next((_text(item) for item in children("rationale")), ""),
        log=next(iter(ids(node, "log")), None),
        line=_line(node),
    )


def adjudications_of(meta: etree._Element | None) -> tuple[Adjudication, ...]:
    """All `sd:adjudication`."""
    return tuple(
        Adjudication(
            variable=node.get("variable") or "",
            person=node.get("person"),
            value=node.get("value") or "",
            cause=node.get("cause") or "",
            coder=node.get("coder") or "",
            coder_kind=node.get("coderKind") or "",
            reason=_text(node),
            line=_line(node),
        )
        for node in _all(meta, "adjudication")
    )


def _evidence(node: etree._Element, where: str, texts: Mapping[str, str]) -> Evidence:
    ref = (node.get("ref") or "").removeprefix("#")
    try:
        start, end = int(node.get("start") or ""), int(node.get("end") or "")
    except ValueError:
        raise SofadiffError(
            "sd:evidence needs whole numbers in start and end.",
            where=f"{where}:{node.sourceline}",
            remedy="Give the first character's position and the one after the last, counted from 0.",
        ) from None
    stored = _text(node)
    return Evidence(ref, start, end, stored or texts.get(ref, "")[start:end])


def logs_of(meta: etree._Element | None) -> tuple[SearchLog, ...]:
    """All `sd:log`."""
    return tuple(
        SearchLog(
            id=node.get(XML_ID) or "",
            variables=tuple((node.get("variables") or "").split()),
            text_digest=node.get("textDigest") or "",
            language=node.get("language") or "",
            codebook=node.get("codebook") or "",
            checked=node.get("checked") or "",
            hits=tuple(
                CueHit(hit.get("cue") or "", hit.get("place") or "", hit.get("dismissed") or "")
                for hit in node.iterfind(f"{{{SD}}}hit")
            ),
            line=_line(node),
        )
        for node in _all(meta, "log")
    )


def not_known_of(meta: etree._Element | None) -> tuple[NotKnown, ...]:
    """All `sd:not-known`."""
    return tuple(
        NotKnown((node.get("topic") or "").removeprefix("#"), node.get("searched") or "", ids(node), _line(node))
        for node in _all(meta, "not-known")
    )


def practices_of(meta: etree._Element | None) -> tuple[Practice, ...]:
    """All `sd:practice`."""
    return tuple(
        Practice(
            id=node.get(XML_ID) or "",
            variable=node.get("variable") or "",
            value=node.get("value") or "",
            date=node.get("date") or "",
            text=block_text(node),
            sources=ids(node),
            line=_line(node),
        )
        for node in _all(meta, "practice")
    )
