"""Where a suit goes that a certificate ends: the check for a redirect that leads nowhere (codebook 7.3)."""

from __future__ import annotations

import re

from msgspec import Struct

from sofadiff.findings.readings import CODED, Reading
from sofadiff.model import Agreement, Completeness, Unit
from sofadiff.pinpoint import bare
from sofadiff.text import words

FORUM_TOPICS = frozenset({"lia.commission", "lia.third-party"})
"""Topics of the clauses that can receive an ended suit."""

_NOT_RECORDED = (None, "unknown", "not-known", "not-coded", "unclear")
_NONE = ("", "none", "no", "silent", "-")
_ENDS = re.compile(
    r"\b(discontinued?|ended|ends?|terminated?|dismissed|struck out|set aside|put an end|"
    r"éteinte?|abandonnée?|prend fin|met fin|mettre fin|non-lieu)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\b([0-9]+|[IVXLC]+)((?:\s*\([0-9a-z]+\))*)")


class Redirect(Struct, frozen=True):
    """What is known of where an ended suit goes."""

    state: str
    """`resolved`, `dangling` or `not-known`."""
    source: Unit | None
    """The clause that ends the suit, among those that decide the reading; None where none of them says so."""
    target: Unit | None
    """The clause that receives it, or the clause wrongly pointed to."""


def redirect(reading: Reading) -> Redirect | None:
    """Follow a `certificate-bar` (IM-11) to its forum; None for any other value.

    Where not all of the text is known, a missing target is *not known*, never dangling.
    """
    if reading.state != CODED or reading.value != "certificate-bar":
        return None
    source = ending(reading)
    recorded = reading.attribute("redirect_forum")
    named = _named(reading.agreement, recorded or "")
    linked = [target for unit in reading.units for target in _referred(reading.agreement, unit)]
    for target in (*named, *linked):
        if FORUM_TOPICS & set(target.topics):
            return Redirect("resolved", source, target)
    if named:
        return Redirect("dangling", source, named[0])
    return Redirect("dangling" if _may_conclude(reading.agreement, recorded) else "not-known", source, None)


def ending(reading: Reading) -> Unit | None:
    """The clause that ends the suit: the one the record names (`ends`), else the first whose words say so.

    The certificate itself ends nothing, so a clause that only says who certifies is never taken for it.
    """
    named = reading.attribute("ends")
    for unit in reading.units:
        if named and named.lstrip("#") in (unit.id, unit.eid, unit.wid):
            return unit
    return next((unit for unit in reading.units if _ENDS.search(unit.text)), None)


def broken_references(reading: Reading) -> tuple[Unit, ...]:
    """Deciding clauses that point to a clause which the record does not have."""
    agreement = reading.agreement
    return tuple(
        unit
        for unit in reading.units
        if any(
            ref.href.startswith("#") and agreement.unit(ref.href[1:]) is None and not _under(agreement, ref.href[1:])
            for ref in unit.refs
        )
    )


def _may_conclude(agreement: Agreement, recorded: str | None) -> bool:
    """Whether the absence of a target is a fact about the text and not about what we have of it."""
    if agreement.completeness is Completeness.FULL:
        return True
    if recorded in _NOT_RECORDED or recorded not in _NONE:
        return False
    unknown = {item.topic for item in agreement.not_known}
    return agreement.completeness is not Completeness.TEXT_NOT_SEEN and not unknown & FORUM_TOPICS


def _named(agreement: Agreement, value: str) -> list[Unit]:
    """Units that an attribute names: by id, by topic, or by printed number (`55`, `VIII(5)`)."""
    value = value.strip().lstrip("#")
    if value in FORUM_TOPICS:
        return [unit for unit in agreement.units if value in unit.topics]
    exact = [unit for unit in agreement.units if value and value in (unit.id, unit.eid, unit.wid)]
    found = exact or _under(agreement, value)
    for match in _LABEL.finditer(value) if not found else ():
        wanted = tuple(words(match.group(0)))
        found = [unit for unit in agreement.units if _numbers(unit)[: len(wanted)] == wanted]
        if found:
            break
    return found


def _under(agreement: Agreement, eid: str) -> list[Unit]:
    """Units of elements inside the element with that id, which may have no text of its own."""
    return [unit for unit in agreement.units if eid and unit.eid.startswith(f"{eid}__")]


def _referred(agreement: Agreement, unit: Unit) -> list[Unit]:
    ids = [ref.href[1:] for ref in unit.refs if ref.href.startswith("#")]
    return [
        target for eid in ids for target in agreement.units if target.eid == eid or target.eid.startswith(f"{eid}__")
    ]


def _numbers(unit: Unit) -> tuple[str, ...]:
    labels = [bare(num) for element, num in unit.path if element != "part"]
    return tuple(label for label in labels if label)
