"""Small hand-made findings, logs and practice records, and agreements that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from factories import agreement, unit
from sofadiff import codebook as codebooks
from sofadiff.findings.readings import Book, Reading, Row
from sofadiff.model import (
    Agreement,
    Basis,
    CueHit,
    Evidence,
    Fact,
    Finding,
    NotKnown,
    Practice,
    SearchLog,
    Status,
    Support,
    Unit,
)

CODEBOOK = codebooks.load()
LOG = SearchLog(
    "log-1", ("all",), "d" * 64, "eng", "0.1.0", "Definitions and annexes checked.", (CueHit("cue", "4", "r"),), 0
)


def finding(code: str, value: str, person: str | None = None, ref: str | None = "para_1", **kw: Any) -> Finding:
    """A finding on a variable named by its code; `attributes` may be a dict. Silence gets the log and no clause."""
    speaks = value not in ("silent", "na", "not-known")
    values: dict[str, Any] = {
        "id": f"f-{code}-{person}",
        "variable": CODEBOOK.variable(code).id,
        "person": person,
        "value": value,
        "basis": Basis.INLINE,
        "support": Support.VERIFIED if speaks else None,
        "status": Status.CODED,
        "coder": "coder-a",
        "coder_kind": "machine",
        "codebook": "0.1.0",
        "evidence": (Evidence(ref, 0, 3, "The"),) if speaks and ref else (),
        "authentic": (),
        "attributes": (),
        "candidates": (),
        "rationale": "Because the clause says so.",
        "log": "#log-1" if value == "silent" else None,
        "line": 0,
    } | kw
    if isinstance(values["attributes"], dict):
        values["attributes"] = tuple(values["attributes"].items())
    return Finding(**values)


def practice(code: str, value: str = "never") -> Practice:
    """A record of practice on a variable."""
    return Practice(f"p-{code}", CODEBOOK.variable(code).id, value, "2013-11", "Never set up.", ("s1",), 0)


def coded(slug: str, *findings: Finding, units: Sequence[Unit | str] = (), **kw: Any) -> Agreement:
    """A full agreement with three plain paragraphs (or the given units) and these findings."""
    made = units or (
        unit("para_1", f"The rule of {slug}.", num="1.", wid=f"{slug}-c001", path=(("paragraph", "1."),)),
        unit("para_2", "The second rule.", num="2.", wid=f"{slug}-c002", path=(("paragraph", "2."),)),
        unit("para_3", "The third rule.", num="3.", wid=f"{slug}-c003", path=(("paragraph", "3."),)),
    )
    return agreement(slug, made, **{"findings": findings, "logs": (LOG,)} | kw)


def reading(text: Agreement, code: str, person: str | None = None) -> Reading:
    """One reading of an agreement."""
    return Book(text, CODEBOOK, None).read(code, person)


def row(here: Agreement, *there: Agreement, code: str, person: str | None = None) -> Row:
    """One row of readings."""
    return Row(
        CODEBOOK.variable(code),
        person,
        None,
        reading(here, code, person),
        tuple(reading(t, code, person) for t in there),
    )


def predecessor(slug: str) -> Fact:
    """The fact that names a predecessor."""
    return Fact("predecessor", slug, (), ("s1",), 0)


def not_known(topic: str) -> NotKnown:
    """A topic that was not available."""
    return NotKnown(topic, "Two libraries", ("s1",), 0)


def assumed(text: Agreement, origin: str) -> Agreement:
    """The same agreement with every clause assumed from a template clause."""
    return replace(text, units=tuple(replace(u, assumed_from=origin) for u in text.units))
