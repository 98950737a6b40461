"""What changed between two readings of one question: the closed list of codebook 6.2, computed, with the reason.

Nothing is computed where a side is unclear, not coded, not known, not applicable or silent without a rank, and nothing
where the two clauses cannot testify independently because one was inferred from the other.
"""

from __future__ import annotations

from msgspec import Struct

from sofadiff.findings.instruments import instruments
from sofadiff.findings.readings import CODED, LEFT_OUT, Reading
from sofadiff.findings.roles import role_of
from sofadiff.model import Basis
from sofadiff.text import normal_words


class Change(Struct, frozen=True):
    """A direction and, where none could be computed, why not."""

    direction: str
    """One of the ids in codebook 6.2."""
    reason: str | None = None
    """Why it is not assessed, contested or not comparable; None for a computed direction."""


def change(here: Reading, there: Reading) -> Change:
    """Read `here` against `there` (the comparator)."""
    return (
        _open(here, there)
        or _elsewhere(here, there)
        or (_ranked(here, there) if here.variable.scale == "ordinal" else _nominal(here, there))
    )


def kind(direction: str) -> str:
    """How a direction is marked: up or down the ranks of the variable. The mark passes no judgement."""
    return {
        "less-immunity": "lower",
        "stronger-accountability": "higher",
        "more-immunity": "higher",
        "weaker-accountability": "lower",
        "dropped": "lower",
        "added": "higher",
        "displaced": "external",
        "identical": "same",
        "same-rank-reworded": "same",
        "changed": "substantive",
        "contested": "unclear",
        "not-comparable": "na",
        "not-assessed": "not-coded",
    }[direction]


def naming(here: Reading, there: Reading, change: Change) -> str:
    """Which words name the direction: the codebook's id, or one of ours that says no more than the two texts bear out.

    Only an earlier text that the agreement followed in the same State can be said to have been dropped from, added to
    or displaced; and *reworded* would say that both wordings are known.
    """
    direction = change.direction
    if direction == "same-rank-reworded" and not _verified(here, there):
        return "same-rank"
    if direction in ("dropped", "added", "displaced") and not followed(here, there):
        return f"{direction}.peer"
    return direction


def _verified(*readings: Reading) -> bool:
    return all(unit.text_digest for reading in readings for unit in reading.units)


def followed(here: Reading, there: Reading) -> bool:
    """Whether the comparator is an earlier text of the same relation, and not a later one."""
    mine, theirs = here.agreement.work_date, there.agreement.work_date
    later = bool(mine and theirs and theirs > mine)
    return role_of(here.agreement, there.agreement) == "predecessor" and not later


def assumed_sameness(here: Reading, there: Reading) -> bool:
    """Whether one side rests on a clause inferred from the other text, or both on the same template clause."""
    return _from(here, there) or _from(there, here) or bool(set(here.assumed) & set(there.assumed))


def _from(one: Reading, other: Reading) -> bool:
    slug = other.agreement.slug
    return slug is not None and any(origin.split("#")[0] == slug for origin in one.assumed)


def _open(here: Reading, there: Reading) -> Change | None:
    """The answers that end the matter before ranks are looked at."""
    for reading, side in ((here, "here"), (there, "there")):
        if reading.state in (LEFT_OUT, "not-known", "not-coded"):
            return Change("not-assessed", f"{reading.state}.{side}")
    for reading, side in ((here, "here"), (there, "there")):
        if reading.state == "unclear":
            return Change("contested", f"unclear.{side}")
    for reading, side in ((here, "here"), (there, "there")):
        if reading.state == "na":
            return Change("not-comparable", f"na.{side}")
    if assumed_sameness(here, there):
        return Change("not-assessed", "assumed")
    return None


def _elsewhere(here: Reading, there: Reading) -> Change | None:
    """One or both sides regulate the point only by pointing to another instrument."""
    if "external" not in (here.state, there.state):
        return None
    shared = set(_outside(here)) & set(_outside(there))
    if shared:
        return Change("not-comparable", "same-instrument")
    if here.state == "external" and there.state == CODED and there.finding and there.finding.basis is Basis.INLINE:
        return Change("displaced")
    return Change("not-comparable", "external")


def _outside(reading: Reading) -> tuple[str, ...]:
    """What a reading rests on outside its own text: the instruments named, or the reference as it stands."""
    reference = reading.attribute("external_ref")
    inline = reading.state == CODED and reading.finding is not None and reading.finding.basis is Basis.INLINE
    if not reference or inline:
        return ()
    return instruments(reference) or (reference,)


def _ranked(here: Reading, there: Reading) -> Change:
    if here.rank is None or there.rank is None:
        return Change("not-comparable", "unranked-silence")
    if here.rank == there.rank:
        return Change("identical" if _same_words(here, there) else "same-rank-reworded")
    up = here.rank > there.rank
    if here.variable.dimension == "immunity":
        return Change("more-immunity" if up else "less-immunity")
    if up:
        return Change("added" if absent(there) and here.state == CODED else "stronger-accountability")
    return Change("dropped" if absent(here) and there.state == CODED else "weaker-accountability")


_ABSENT = frozenset({"none", "unspecified"})
"""Values of rank 0 that say there is no such safeguard. Any other rank 0 regulates the point, if weakly."""


def absent(reading: Reading) -> bool:
    """Whether the safeguard is absent: the text is silent, or says that there is none.

    Where silence ranks above 0 (no cap, no time bar, no exclusion, no secrecy clause), rank 0 is a restriction that
    the text imposes, not an absence; only silence is one there. A right without a duty is weak, not absent.
    """
    if reading.state == "silent":
        return True
    return reading.rank == 0 and reading.variable.silent_rank == 0 and reading.value in _ABSENT


def _nominal(here: Reading, there: Reading) -> Change:
    if here.state == there.state == "silent":
        return Change("identical")
    if here.state == "silent":
        return Change("dropped")
    if there.state == "silent":
        return Change("added")
    return Change("identical" if here.value == there.value else "changed")


def _same_words(here: Reading, there: Reading) -> bool:
    """Same value and same deciding clauses, word for word; two silences are the same."""
    if here.state != there.state or here.value != there.value:
        return False
    return _words(here) == _words(there)


def _words(reading: Reading) -> list[str]:
    return normal_words("\n".join(unit.text for unit in reading.units))
