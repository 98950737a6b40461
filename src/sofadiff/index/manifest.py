"""What an index stores about texts and clauses, and back; whatever is read back has the types said here, or is refused.

Clauses are stored one by one, each as a JSON array, so that a search reads only those it found.
"""

from __future__ import annotations

import os
from typing import Annotated

from msgspec import DecodeError, Meta, Struct, ValidationError, field
from msgspec.json import Decoder, Encoder

from sofadiff.errors import SofadiffError
from sofadiff.model import Holder, NumberStatus, Role, Support, Term, Unit, UnitPart
from sofadiff.nearest import Entry, Unread, weights, words
from sofadiff.pinpoint import Standing
from sofadiff.states import Completeness, RecordKind, TextStatus

FORMAT = "sofadiff.index/1"
REBUILD = "Build it again with `sofadiff index FOLDER -o INDEX`."
Count = Annotated[int, Meta(ge=0, le=1 << 62)]


class StoredPart(Struct, frozen=True):
    """Where an array stands in the file."""

    offset: Count
    count: Count
    """Number of values."""
    crc32: list[Count]
    """Checksum of each stretch of bytes."""


class StoredText(Struct, frozen=True):
    """One text of an index."""

    slug: str | None
    path: str | None
    """From the folder of the index, with forward slashes; None for a record that ships with the package."""
    sha256: str
    size: Count
    title: str
    short: str
    language: str
    kind: RecordKind
    work_uri: str
    work_date: str | None
    completeness: Completeness | None
    text_status: TextStatus | None
    terms: list[tuple[Role, str, Holder | None]]
    clauses: Count


class Versions(Struct, frozen=True):
    """What an index must have been made with for its words to be found."""

    words: str
    lists: str
    weights: str


class Manifest(Struct, frozen=True):
    """Everything of an index but its arrays."""

    format: str
    made_with: Versions
    texts: list[StoredText]
    unread: list[tuple[str, str]]
    """(file, why it could not be read)."""
    copies: list[tuple[str, str]]
    """(file, the file with the same bytes that stands for it)."""
    passed_over: dict[str, Count]
    """Ending of files that were not looked at, with how many there were."""
    parts: dict[str, StoredPart] = field(default_factory=dict)


class _Format(Struct):
    format: str


class _Clause(Struct, frozen=True, array_like=True):
    id: str
    eid: str
    wid: str | None
    element: str
    part: UnitPart
    num: str | None
    number: NumberStatus | None
    heading: str | None
    path: tuple[tuple[str, str | None], ...]
    topics: tuple[str, ...]
    support: Support | None
    assumed_from: str | None
    chain: NumberStatus | None
    confirmed_above: bool
    recital: int | None


_encode = Encoder().encode
_decode_clause = Decoder(_Clause).decode


def versions() -> Versions:
    """What this version makes indexes with."""
    return Versions(words.VERSION, words.lists(), weights.VERSION)


def damaged(where: str, what: str) -> SofadiffError:
    """The one line for an index that cannot be relied on."""
    return SofadiffError(f"is damaged ({what}), so nothing in it can be relied on.", where=where, remedy=REBUILD)


def manifest_out(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    return _encode(manifest)


def manifest_in(where: str, data: bytes) -> Manifest:
    """The manifest of an index that this version can search."""
    try:
        if (found := Decoder(_Format).decode(data).format) != FORMAT:
            raise SofadiffError(
                f"was written by another version of sofadiff (“{found[:40]}”; this one reads “{FORMAT}”).",
                where=where,
                remedy=REBUILD,
            )
        manifest = Decoder(Manifest).decode(data)
    except (DecodeError, ValidationError, RecursionError):
        raise damaged(where, "its manifest cannot be read") from None
    if manifest.made_with != versions():
        raise SofadiffError(
            "was made by a version of sofadiff that cuts, folds or weighs words otherwise, so words would be missed.",
            where=where,
            remedy=REBUILD,
        )
    return manifest


def text_out(entry: Entry) -> StoredText:
    """A text as it is stored."""
    return StoredText(
        slug=entry.slug,
        path=entry.path,
        sha256=entry.sha256,
        size=entry.size,
        title=entry.title,
        short=entry.short,
        language=entry.language,
        kind=entry.kind,
        work_uri=entry.work_uri,
        work_date=entry.work_date,
        completeness=entry.completeness,
        text_status=entry.text_status,
        terms=[(term.role, term.form, term.holder) for term in entry.terms],
        clauses=entry.clauses,
    )


def entries_in(where: str, manifest: Manifest) -> tuple[Entry, ...]:
    """All texts of an index, each path as seen from here."""
    folder = os.path.dirname(where)
    found: list[Entry] = []
    first = 0
    for stored in manifest.texts:
        found.append(_entry(stored, first, folder))
        first += stored.clauses
    return tuple(found)


def unread_in(where: str, manifest: Manifest) -> tuple[Unread, ...]:
    """The files that were to be indexed and could not be read, each path as seen from here."""
    folder = os.path.dirname(where)
    return tuple(Unread(_seen_from(folder, name), reason) for name, reason in manifest.unread)


def clause_out(unit: Unit, place: Standing) -> bytes:
    """A clause without its words."""
    return _encode(
        _Clause(
            unit.id,
            unit.eid,
            unit.wid,
            unit.element,
            unit.part,
            unit.num,
            unit.number,
            unit.heading,
            unit.path,
            unit.topics,
            unit.support,
            unit.assumed_from,
            place.number,
            place.confirmed_above,
            place.recital,
        )
    )


def clause_in(where: str, stored: bytes, text: str) -> tuple[Unit, Standing]:
    """A clause with its words."""
    try:
        found = _decode_clause(stored)
    except (DecodeError, ValidationError, RecursionError):
        raise damaged(where, "what it says of a clause cannot be read") from None
    unit = Unit(
        id=found.id,
        eid=found.eid,
        wid=found.wid,
        element=found.element,
        part=found.part,
        num=found.num,
        number=found.number,
        heading=found.heading,
        path=found.path,
        topics=found.topics,
        support=found.support,
        sources=(),
        assumed_from=found.assumed_from,
        text_digest=None,
        text=text,
        refs=(),
        line=0,
    )
    return unit, Standing(found.chain, found.confirmed_above, found.recital)


def _entry(stored: StoredText, first: int, folder: str) -> Entry:
    return Entry(
        slug=stored.slug,
        path=None if stored.path is None else _seen_from(folder, stored.path),
        sha256=stored.sha256,
        size=stored.size,
        title=stored.title,
        short=stored.short,
        language=stored.language,
        kind=stored.kind,
        work_uri=stored.work_uri,
        work_date=stored.work_date,
        completeness=stored.completeness,
        text_status=stored.text_status,
        terms=tuple(Term(role, form, holder, None, 0) for role, form, holder in stored.terms),
        first=first,
        clauses=stored.clauses,
    )


def _seen_from(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))
