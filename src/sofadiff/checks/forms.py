"""The closed lists and the elements of our profile, as data. ``docs/record-format.md`` is the same to read."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sofadiff.model import (
    Basis,
    Completeness,
    Holder,
    MissionType,
    NumberStatus,
    RecordKind,
    Role,
    Status,
    Support,
    TextStatus,
)

WORK_DATES = ("signature", "adoption", "publication", "entry-into-force")
EXPRESSION_DATES = ("restated", "imported")
MANIFESTATION_DATES = ("encoded", "imported")
SOURCE_KINDS = (
    "treaty-series", "official-copy", "official-document", "database", "press", "advocacy", "commentary", "archive",
    "case", "general-knowledge", "imported-file",
)  # fmt: skip
CODER_KINDS = ("human", "machine")
UNIT_ATTRIBUTES = ("support", "sources", "number", "assumedFrom", "textDigest", "anchor", "machine-suggested")
"""Attributes of our namespace on elements of Akoma Ntoso."""


def _values(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


UNIT_LISTS = {"support": _values(Support), "number": _values(NumberStatus)}
"""Closed lists of attributes of our namespace on units."""

LISTS: dict[str, dict[str, tuple[str, ...]]] = {
    "record": {
        "kind": _values(RecordKind),
        "completeness": _values(Completeness),
        "missionType": _values(MissionType),
        "textStatus": _values(TextStatus),
    },
    "source": {"textStatus": _values(TextStatus)},
    "term": {"role": _values(Role), "holder": _values(Holder)},
    "finding": {
        "basis": _values(Basis),
        "support": _values(Support),
        "status": _values(Status),
        "coderKind": CODER_KINDS,
    },
    "adjudication": {
        "cause": ("text-ambiguous", "codebook-unclear", "coder-error", "translation"),
        "coderKind": CODER_KINDS,
    },
    "language": {"status": ("authentic", "translation", "unknown")},
    "contributor": {"bound": ("party", "accession", "by-clause", "not-bound", "unknown")},
    "related": {"public": ("yes", "no", "unknown")},
    "predecessor": {"inCorpus": ("yes", "no")},
}
"""Element of our namespace to attribute to allowed values."""

FACTS = ("title", "signatory", "place", "series", "language", "mandate", "predecessor", "contributor", "related")


class Form(Struct, frozen=True):
    """What an element of our namespace may and must carry, and where it stands."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    parent: str = "otherAnalysis"


def _fact(*required: str, optional: tuple[str, ...] = ()) -> Form:
    return Form(("value", *required), (*optional, "sources", "support", "note", "date"), "sd:record")


FORMS: dict[str, Form] = {
    "record": Form(("kind", "completeness", "missionType", "textStatus")),
    "party": Form(("ref", "role"), ("sources", "note"), "sd:record"),
    "title": _fact(optional=("lang",)),
    "signatory": _fact(optional=("party", "capacity")),
    "place": _fact(),
    "series": _fact(optional=("volume", "number", "page", "document")),
    "language": _fact("status"),
    "mandate": _fact(),
    "predecessor": _fact(optional=("inCorpus",)),
    "contributor": _fact("bound"),
    "related": _fact("public"),
    "source": Form(("xml:id", "kind", "title"), ("url", "locator", "sha256", "note", "textStatus")),
    "term": Form(("role", "form"), ("holder", "ref")),
    "finding": Form(
        ("xml:id", "variable", "value", "basis", "status"),
        ("person", "support", "coder", "coderKind", "codebook", "log", "reviewer", "reviewed"),
    ),
    "adjudication": Form(("variable", "value", "cause", "coder", "coderKind"), ("person",)),
    "evidence": Form(("ref", "start", "end"), (), "sd:finding"),
    "authentic": Form(("lang",), (), "sd:finding"),
    "attribute": Form(("name", "value"), (), "sd:finding"),
    "candidate": Form(("value",), (), "sd:finding"),
    "rationale": Form((), (), "sd:finding"),
    "log": Form(("xml:id", "variables", "language", "codebook", "checked"), ("textDigest",)),
    "hit": Form(("cue", "place"), ("dismissed",), "sd:log"),
    "not-known": Form(("topic", "searched"), ("sources",)),
    "practice": Form(("xml:id", "variable", "value", "date"), ("sources", "person", "note")),
}
"""Local name in our namespace to its form. Some attributes that are optional here are demanded by another rule."""

EXTERNAL = ("external_ref", "external_public")
MAY_BE_BLANK = (("attribute", "value"), ("hit", "dismissed"), ("log", "textDigest"))
"""Element and attribute whose empty value another rule speaks about."""
LANGUAGES = (("title", "lang"), ("language", "value"), ("authentic", "lang"), ("log", "language"))
"""Element and attribute that hold an ISO 639-3 code."""
RESERVED_NEEDS = {
    "na": ("na_reason",),
    "external": EXTERNAL,
    "not-known": ("searched",),
}
"""Reserved value to the `sd:attribute` names that must go with it."""
EMPTY_ALLOWED = ("redirect_forum",)
"""Attributes whose empty value says something: that the text names no other forum."""
