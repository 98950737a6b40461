"""What one file of a library says (``sofadiff.attachment/1``): everything that holds for a record from then on.

The published schema is ``schemas/attachment-1.schema.json``; these types refuse whatever it refuses.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from sofadiff.errors import SofadiffError

FORMAT = "sofadiff.attachment/1"
MOST_LINKS = 100_000
"""Links or confirmations of one text; no agreement has so many clauses."""

Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Slug = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9-]*$", max_length=200)]
Language = Annotated[str, Meta(pattern="^[a-z]{3}$")]
FileName = Annotated[str, Meta(pattern=r"^[a-z]{3}-[0-9a-f]{64}\.xml$")]
Name = Annotated[str, Meta(min_length=1, max_length=500)]
Date = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Rule = Literal["fingerprint", "number", "words"]
Fingerprint = Literal["same", "other", "none"]


class StoredLink(Struct, frozen=True, forbid_unknown_fields=True):
    """Which clauses of the file have the authentic words of one clause of the record."""

    clause: Name
    """Permanent name of the record's clause (see :func:`names`)."""
    units: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=10_000)]
    """ids in the stored text, in its order."""
    rule: Rule
    fingerprint: Fingerprint
    doubtful: bool


class StoredConfirmation(Struct, frozen=True, forbid_unknown_fields=True):
    """A person's word on one clause, and digests of the words that it was given on."""

    clause: Name
    by: Name
    date: Date
    file_sha256: Digest
    restated_sha256: Digest
    authentic_sha256: Digest


class StoredText(Struct, frozen=True, forbid_unknown_fields=True):
    """One attached text."""

    language: Language
    file: FileName
    """Name of the stored text in the record's folder of the library."""
    sha256: Digest
    """Digest of the stored text."""
    source: Name
    """Name of the file that it was imported from, without folders."""
    source_sha256: Digest
    source_format: Name
    links: Annotated[tuple[StoredLink, ...], Meta(max_length=MOST_LINKS)]
    confirmed: Annotated[tuple[StoredConfirmation, ...], Meta(max_length=MOST_LINKS)]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """All that holds for a record once it was written."""

    format: Literal["sofadiff.attachment/1"]
    slug: Slug
    entry: Annotated[int, Meta(ge=1, le=9999)]
    """Number of the file."""
    did: Literal["attach", "confirm", "withdraw", "detach"]
    """What changed against the file before."""
    texts: Annotated[tuple[StoredText, ...], Meta(max_length=100)]
    """At most one for each language."""
    sha256: str
    """Digest of all the rest, so that a change by hand or by accident is seen."""

    def text(self, language: str) -> StoredText | None:
        """The text in that language."""
        return next((text for text in self.texts if text.language == language), None)


def sealed(entry: Entry) -> Entry:
    """The entry with its own digest."""
    return replace(entry, sha256=_sum(entry))


def to_bytes(entry: Entry) -> bytes:
    """The file: indented JSON with a line feed at its end."""
    return msgspec.json.format(msgspec.json.encode(entry), indent=2) + b"\n"


def from_bytes(data: bytes, where: str) -> Entry:
    """What a file says; SofadiffError where it is not such a file or was changed since it was written."""
    try:
        entry = msgspec.json.decode(data, type=Entry)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise SofadiffError(f"is no file of a library ({str(error)[:100]}).", where=where) from None
    languages = [text.language for text in entry.texts]
    if len(set(languages)) != len(languages):
        raise SofadiffError("is no file of a library (two texts in one language).", where=where)
    if entry.sha256 != _sum(entry):
        raise SofadiffError("was changed since sofadiff wrote it.", where=where)
    return entry


def _sum(entry: Entry) -> str:
    return hashlib.sha256(msgspec.json.encode(replace(entry, sha256=""))).hexdigest()
