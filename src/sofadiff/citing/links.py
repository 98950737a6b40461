"""Permalinks: `sofadiff:1/<agreement>/<clause>@<digest>;v=<release>`, two sides joined by `+` for a difference.

A side of a difference is one clause, or several with commas between them where a clause was split or merged.

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
_PART = re.compile(r"(?P<slug>[A-Za-z0-9][A-Za-z0-9_.-]*)/(?P<id>[A-Za-z0-9][A-Za-z0-9_.-]*)@(?P<digest>[0-9a-f]+)")
_LINK = re.compile(re.escape(SCHEME) + r"(?P<sides>[^;]+);v=(?P<version>\d+(?:\.\d+)*[a-z0-9.]*)")


class Part(Struct, frozen=True):
    """One clause of a link."""

    slug: str
    id: str
    digest: str


class Permalink(Struct, frozen=True):
    """A link to a clause, or to the difference of two."""

    parts: tuple[Part, ...]
    """At least one; those of the first side first."""
    version: str
    """The release that made it."""
    first: int = 1
    """How many of the parts are of the first side; all of them in a link to no difference."""

    def __str__(self) -> str:
        sides = (self.parts[: self.first], self.parts[self.first :])
        named = [",".join(f"{part.slug}/{part.id}@{part.digest}" for part in side) for side in sides if side]
        return f"{SCHEME}{'+'.join(named)};v={self.version}"


def digest(text: str) -> str:
    """SHA-256 (hex) of a clause's words as they stand, punctuation and capitals included; only white space is folded.

    >>> digest("One  two.") == digest("One two."), digest("One two.") == digest("one two")
    (True, False)
    """
    return hashlib.sha256(tidy(text).encode()).hexdigest()


def link(targets: Sequence[Target]) -> str:
    """The permalink to a clause or to the difference of two; empty where a text has no permanent ids."""
    return difference(targets[:1], targets[1:])


def difference(one: Sequence[Target], two: Sequence[Target]) -> str:
    """The permalink to the difference of the clauses of two sides, one of which may have none.

    Empty where a text has no permanent ids, and where a link would be too long to be followed.
    """
    targets = (*one, *two)
    if not targets or not all(target.ids for target in targets):
        return ""
    parts = tuple(Part(target.slug, target.ids[0], digest(target.text)[:LENGTH]) for target in targets)
    made = str(Permalink(parts, __version__, len(one) or len(two)))
    return made if len(made) <= LONGEST else ""


def parse(text: str) -> Permalink:
    """A link as somebody typed or pasted it; SofadiffError for what is no link, or is cut short."""
    found = "".join(text.split())  # a link that a line break has cut in two is still the same link
    if len(found) > LONGEST:
        raise SofadiffError("is too long for a link.", where=found[:60] + "…", remedy=_REMEDY)
    match = _LINK.fullmatch(found)
    sides = [[_PART.fullmatch(part) for part in side.split(",")] for side in match["sides"].split("+")] if match else []
    read = [part for side in sides for part in side if part is not None]
    if match is None or len(sides) > 2 or len(read) < sum(map(len, sides)):
        what = "is cut short." if found.startswith(SCHEME) else "is no permalink."
        raise SofadiffError(what, where=found[:200] or "resolve", remedy=_REMEDY)
    parts = tuple(Part(part["slug"], part["id"], part["digest"]) for part in read)
    if any(len(part.digest) != LENGTH for part in parts):
        raise SofadiffError(f"has a digest that is not {LENGTH} digits long.", where=found[:200], remedy=_REMEDY)
    return Permalink(parts, match["version"], len(sides[0]))


_REMEDY = f"A link looks like {SCHEME}nato-1951/c050@0123456789abcdef;v=0.1.0; `sofadiff cite` prints them."
