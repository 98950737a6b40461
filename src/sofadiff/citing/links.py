"""Permalinks: `sofadiff:1/<agreement>/<clause>@<digest>;v=<release>`, two clauses joined by `+` for a difference.

A clause is named by its permanent id (never by its number or its place), the digest says which words it had, the
release says where the link comes from. The link holds nothing else, so it can stand in a footnote.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from msgspec import Struct

from sofadiff import __version__
from sofadiff.citing import Target
from sofadiff.errors import SofadiffError
from sofadiff.text import tidy

SCHEME = "sofadiff:1/"
LENGTH = 16
"""Hexadecimal digits of the SHA-256 that a link carries: 64 bits."""
LONGEST = 2_000
_PART = r"(?P<slug{n}>[A-Za-z0-9][A-Za-z0-9_.-]*)/(?P<id{n}>[A-Za-z0-9][A-Za-z0-9_.-]*)@(?P<digest{n}>[0-9a-f]+)"
_LINK = re.compile(
    re.escape(SCHEME) + _PART.format(n=1) + r"(?:\+" + _PART.format(n=2) + r")?;v=(?P<version>\d+(?:\.\d+)*[a-z0-9.]*)"
)


class Part(Struct, frozen=True):
    """One clause of a link."""

    slug: str
    id: str
    digest: str


class Permalink(Struct, frozen=True):
    """A link to a clause, or to the difference of two."""

    parts: tuple[Part, ...]
    """One or two."""
    version: str
    """The release that made it."""

    def __str__(self) -> str:
        clauses = "+".join(f"{part.slug}/{part.id}@{part.digest}" for part in self.parts)
        return f"{SCHEME}{clauses};v={self.version}"


def digest(text: str) -> str:
    """SHA-256 (hex) of a clause's words as they stand, punctuation and capitals included; only white space is folded.

    >>> digest("One  two.") == digest("One two."), digest("One two.") == digest("one two")
    (True, False)
    """
    return hashlib.sha256(tidy(text).encode()).hexdigest()


def link(targets: Sequence[Target]) -> str:
    """The permalink to a clause or to the difference of two; empty where a text has no permanent ids."""
    if not all(target.ids for target in targets):
        return ""
    parts = tuple(Part(target.slug, target.ids[0], digest(target.text)[:LENGTH]) for target in targets)
    return str(Permalink(parts, __version__))


def parse(text: str) -> Permalink:
    """A link as somebody typed or pasted it; SofadiffError for what is no link, or is cut short."""
    found = "".join(text.split())  # a link that a line break has cut in two is still the same link
    if len(found) > LONGEST:
        raise SofadiffError("is too long for a link.", where=found[:60] + "…", remedy=_REMEDY)
    match = _LINK.fullmatch(found)
    if match is None:
        what = "is cut short." if found.startswith(SCHEME) else "is no permalink."
        raise SofadiffError(what, where=found[:200] or "resolve", remedy=_REMEDY)
    parts = [Part(match["slug1"], match["id1"], match["digest1"])]
    if match["slug2"]:
        parts.append(Part(match["slug2"], match["id2"], match["digest2"]))
    if any(len(part.digest) != LENGTH for part in parts):
        raise SofadiffError(f"has a digest that is not {LENGTH} digits long.", where=found[:200], remedy=_REMEDY)
    return Permalink(tuple(parts), match["version"])


_REMEDY = f"A link looks like {SCHEME}nato-1951/c050@0123456789abcdef;v=0.1.0; `sofadiff cite` prints them."
