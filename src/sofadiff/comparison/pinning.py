"""What persons decided on two agreements: which decisions apply to the texts as they are now, and which do not.

A decision names clauses, each with the digest of its words on that day. It applies in both directions. A clause is an
element with all that stands below it (its points are part of its sentence), headings left out; one block alone is
named with its ending (`__intro`, `__wrapup`, `__heading`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from sofadiff.comparison import Decided, Link, Pins, Refused
from sofadiff.model import Agreement, Decision, Pin, Unit, UnitPart
from sofadiff.text import tidy

ENDINGS = ("__intro", "__wrapup", "__heading")
"""Endings of the names of single blocks."""


def clause(agreement: Agreement, name: str) -> tuple[Unit, ...]:
    """The units that a wId or eId, or the name of one block, stands for; empty where the agreement has no such clause.

    A name that stands for a heading without words below it means that heading.
    """
    block = next((ending for ending in ENDINGS if name.endswith(ending)), "")
    if block:
        stem = name.removesuffix(block)
        return tuple(u for u in agreement.units if u.id == name or (u.wid == stem and u.id.endswith(block)))[:1]
    exact = [unit for unit in agreement.units if unit.id == name and unit.id != unit.eid]
    roots = {unit.eid for unit in agreement.units if name in (unit.wid, unit.eid)}
    if exact or len(roots) != 1:
        return tuple(exact)
    (root,) = roots
    whole = [unit for unit in agreement.units if unit.eid == root or unit.eid.startswith(f"{root}__")]
    words = tuple(unit for unit in whole if unit.part is not UnitPart.HEADING)
    return words or tuple(whole[:1])


def own_words(agreement: Agreement, name: str) -> bool:
    """Whether a clause says anything besides its heading and the clauses below it, or is nothing but a heading."""
    units = clause(agreement, name)
    blocks = {unit.eid for unit in units if unit.wid == name or name in (unit.eid, unit.id)}
    return bool(blocks) or name.endswith(ENDINGS)


def name_of(agreement: Agreement, units: Sequence[Unit]) -> str:
    """The permanent name of a clause, by its first unit: its wId where no other clause has the same, else its eId."""
    unit = units[0]
    shared = {u.eid for u in agreement.units if u.wid == unit.wid}
    return unit.wid if unit.wid and len(shared) == 1 else unit.eid


def digest(units: Iterable[Unit]) -> str:
    """SHA-256 of a clause's words and marks, white space aside: any other change voids a decision on it."""
    words = "\n".join(tidy(unit.text) for unit in units)
    return hashlib.sha256(words.encode()).hexdigest()


def resolve(base: Agreement, other: Agreement) -> Pins:
    """The decisions on two agreements, from the files of both, sorted into those that apply and those that do not."""
    applied: list[Decided] = []
    refused: list[Refused] = []
    # The same decision may stand in two files, such as a copy in a folder of pins.
    known = {replace(pin, file="", line=0): pin for pin in reversed((*base.pins, *other.pins))}
    for pin in reversed(known.values()):
        found = _found(base, other, pin)
        applied += [found] if isinstance(found, Decided) else []
        refused += [found] if isinstance(found, Refused) else []
    opposed = _opposed(applied)
    refused += [Refused(found.pin, "contradicted") for n, found in enumerate(applied) if n in opposed]
    return Pins(tuple(found for n, found in enumerate(applied) if n not in opposed), tuple(refused))


def attributed(links: Iterable[Link], pins: Pins) -> tuple[Link, ...]:
    """The links, each with the decisions that made it."""
    of: dict[str, list[Decided]] = {}
    for found in pins.applied:
        for unit in found.base if found.pin.decision is Decision.LINK else ():
            of.setdefault(unit, []).append(found)
    return tuple(
        replace(link, decided=tuple(dict.fromkeys(found for unit in link.base for found in of.get(unit, ()))))
        if any(unit in of for unit in link.base)
        else link
        for link in links
    )


def to_json(pins: Pins) -> dict[str, Any]:
    """All decisions on two texts as plain values: those that apply, and those that do not with the reason."""
    return {
        "applied": [decided_json(found) for found in pins.applied],
        "refused": [
            {
                "decision": str(gone.pin.decision),
                "agreement": gone.pin.agreement,
                "clause": gone.pin.clause,
                "against": gone.pin.against,
                "other_clause": gone.pin.other_clause,
                **_person(gone.pin),
                "reason": gone.reason,
                "clauses": list(gone.clauses),
            }
            for gone in pins.refused
        ],
    }


def decided_json(found: Decided) -> dict[str, Any]:
    """One decision that applies, as plain values."""
    return {
        "decision": str(found.pin.decision),
        "base": list(found.base),
        "other": list(found.other),
        **_person(found.pin),
    }


def _person(pin: Pin) -> dict[str, Any]:
    return {"by": pin.by, "date": pin.date, "why": pin.why, "file": pin.file, "line": pin.line}


def _found(base: Agreement, other: Agreement, pin: Pin) -> Decided | Refused:
    names = (base.identity, other.identity)
    ways = []
    if names == (pin.agreement, pin.against):
        ways.append(((pin.clause, pin.digest), (pin.other_clause, pin.other_digest)))
    if names == (pin.against, pin.agreement):
        ways.append(((pin.other_clause, pin.other_digest), (pin.clause, pin.digest)))
    if not ways:
        return Refused(pin, "other-agreement")
    answers = [_checked(base, other, pin, way) for way in ways]
    # Between two versions of one instrument both directions fit by name, and the digests decide.
    return next((answer for answer in answers if isinstance(answer, Decided)), answers[0])


def _checked(base: Agreement, other: Agreement, pin: Pin, way: tuple[tuple[str, str], ...]) -> Decided | Refused:
    sides = [clause(agreement, name) for agreement, (name, _) in zip((base, other), way, strict=True)]
    gone = tuple(name for units, (name, _) in zip(sides, way, strict=True) if not units)
    if gone:
        return Refused(pin, "gone", gone)
    changed = tuple(name for units, (name, then) in zip(sides, way, strict=True) if digest(units) != then)
    if changed:
        return Refused(pin, "changed", changed)
    return Decided(pin, *(tuple(unit.id for unit in units) for units in sides))


def _opposed(applied: Sequence[Decided]) -> set[int]:
    """Decisions that cannot all hold: links that would join, through others, two units that one of them forbids."""
    links = [n for n, found in enumerate(applied) if found.pin.decision is Decision.LINK]
    forbids = [n for n in range(len(applied)) if n not in links]
    groups = _joined(applied, links) if forbids else []
    opposed: set[int] = set()
    for n in forbids:
        base, other = {("base", unit) for unit in applied[n].base}, {("other", unit) for unit in applied[n].other}
        for members, units in groups:
            if base & units and other & units:
                opposed |= {n, *members}
    return opposed


def _joined(applied: Sequence[Decided], links: Iterable[int]) -> list[tuple[list[int], set[tuple[str, str]]]]:
    """Links that hang together through the units that they share, with those units."""
    groups: list[tuple[list[int], set[tuple[str, str]]]] = []
    for n in links:
        units = _units(applied[n])
        touching = [group for group in groups if group[1] & units]
        groups = [group for group in groups if not group[1] & units]
        members = [n, *(member for group in touching for member in group[0])]
        groups.append((members, units.union(*(group[1] for group in touching))))
    return groups


def _units(found: Decided) -> set[tuple[str, str]]:
    return {("base", unit) for unit in found.base} | {("other", unit) for unit in found.other}
