"""What an output was made from: inputs with digests, versions, options. The manifest that every output carries.

Source of the form: `sofadiff.run/1`, see `docs/evidence.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from sofadiff import __version__, codebook
from sofadiff.model import Agreement

FORMAT = "sofadiff.run/1"
REPORTED = ("compare", "report", "dossier", "stats", "publish")
"""Commands whose reports come from `making`."""
REPEATED = (
    *REPORTED,
    *("resolve", "attach", "suggest", "nearest", "import", "collate"),
    *("quote", "cite", "list", "export", "reliability"),
)
"""Commands that `verify` can make again."""
WITHOUT = (("nearest", "--all"),)
"""Of these, what it cannot: it may take hours."""


ATTACHED = "attached"
"""Role of what the user attached to a record."""


class Input(Struct, frozen=True):
    """One thing that an output was made from."""

    role: str
    """`subject`, `base`, `against`, `record` (one of several), `earlier` (a file of one), `copy`, `file` (any other
    that was read), `index`, `collection` (all records that ship), `codebook`, `template`, `decisions` (of an import),
    `pins` or `attached` (what is attached to a record)."""
    name: str
    """Slug of a shipped record, else the file's own name: a folder of the user's says nothing and may say too much."""
    shipped: bool
    """Whether it is a record that ships with sofadiff."""
    sha256: str
    """Of the file's bytes; of pins, decisions, a library and the codebook, of what they say; of a collection, of its
    list of digests, as `sha256sum` prints them."""


class Looks(Struct, frozen=True):
    """How an output looks, not what it says: what was chosen for a Word file, and a template of the user's own."""

    word: tuple[tuple[str, str], ...] = ()
    """Options, as `render.docx.making` names them."""
    templates: tuple[Input, ...] = ()


PLAIN = Looks()


class Run(Struct, frozen=True):
    """Everything that decides what an output says."""

    command: tuple[str, ...]
    """Such as `("report", "immunity")`."""
    options: tuple[tuple[str, str], ...]
    """What was asked for beside the inputs, sorted by name; what was not asked for is not listed."""
    inputs: tuple[Input, ...]
    version: str
    """Of sofadiff."""
    codebook: str
    """Version of the codebook."""
    filtered_out: int = 0
    """How many clauses or findings an option left out; the output lists them."""

    @property
    def repeatable(self) -> bool:
        """Whether `verify` can make this again."""
        return self.command[:1] != () and self.command[0] in REPEATED and self.command not in WITHOUT

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest without this digest; the same for every format of one output."""
        told = json.dumps(_told(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()


def run(
    command: Sequence[str],
    agreements: Sequence[Agreement],
    roles: Sequence[str],
    others: Sequence[Input] = (),
    /,
    *,
    looks: Looks = PLAIN,
    filtered_out: int = 0,
    **options: str | None,
) -> Run:
    """The manifest of a command on these agreements; `roles` says what each of them is, options without value go."""
    inputs = [
        Input(role, _name(each), each.path is None, each.sha256) for role, each in zip(roles, agreements, strict=True)
    ]
    inputs += [Input("pins", _name(each), each.path is None, _of_pins(each)) for each in agreements if each.pins]
    inputs += [
        Input(ATTACHED, _name(each), each.path is None, _of_library(each))
        for each in agreements
        if each.authentic or each.unused
    ]
    inputs += (*others, *looks.templates)
    given = tuple(sorted((name, value) for name, value in (*options.items(), *looks.word) if value is not None))
    version, book = __version__, codebook.version()
    return Run(tuple(command), given, tuple(inputs), version, book, filtered_out)


def collection(records: Iterable[tuple[str, str]]) -> Input:
    """Records that ship, given as (slug, SHA-256), as one input: the digest of what `sha256sum *.xml` says."""
    listed = sorted(records)
    told = "".join(f"{sha256}  {slug}.xml\n" for slug, sha256 in listed)
    return Input("collection", f"{len(listed)} records", True, hashlib.sha256(told.encode()).hexdigest())


def to_json(made: Run) -> dict[str, Any]:
    """The manifest as data, its digest last."""
    return {**_told(made), "digest": made.digest}


def from_json(data: Mapping[str, Any]) -> Run:
    """The manifest in such data; ValueError where it is none or its digest is not that of what it says."""
    try:
        inputs = tuple(
            Input(str(i["role"]), str(i["name"]), bool(i["shipped"]), str(i["sha256"])) for i in data["inputs"]
        )
        options = tuple(sorted((str(name), str(value)) for name, value in data["options"].items()))
        command = tuple(str(word) for word in data["command"])
        made = Run(command, options, inputs, str(data["sofadiff"]), str(data["codebook"]), int(data["filtered_out"]))
        digest = data["digest"]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ValueError("not a manifest") from None
    if data.get("format") != FORMAT or made.digest != digest:
        raise ValueError("not a manifest, or one that was changed")
    return made


def _told(made: Run) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "command": list(made.command),
        "options": dict(made.options),
        "inputs": [asdict(each) for each in made.inputs],
        "sofadiff": made.version,
        "codebook": made.codebook,
        "filtered_out": made.filtered_out,
    }


def _name(agreement: Agreement) -> str:
    if agreement.path is None:
        return agreement.name
    return agreement.path.replace("\\", "/").rpartition("/")[2]


def _of_pins(agreement: Agreement) -> str:
    told = [
        [
            *(pin.decision.value, pin.agreement, pin.clause, pin.digest),
            *(pin.against, pin.other_clause, pin.other_digest, pin.by, pin.date, pin.why),
        ]
        for pin in agreement.pins
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _of_library(agreement: Agreement) -> str:
    told: list[object] = [
        [text.language, text.sha256, text.expression, text.translation, list(text.lapsed)]
        + [
            [clause.unit, clause.text, clause.rule, clause.fingerprint, clause.doubtful]
            + [[each.by, each.date, each.file_sha256] for each in clause.confirmed]
            for clause in text.clauses
        ]
        for text in agreement.authentic
    ]
    told += [[gone.why, list(gone.clauses)] for gone in agreement.unused]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
