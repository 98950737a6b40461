"""What changed between two readings of one question: the closed list of codebook 6.2, computed, with the reason.

Nothing is computed where a side is unclear, not coded, not known, not applicable or silent without a rank, and nothing
where the two clauses cannot testify independently because one was inferred from the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from sofadiff.findings.readings import CODED, LEFT_OUT, Reading
from sofadiff.text import normal_words


@dataclass(frozen=True, slots=True)
class Change:
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
    """How a direction is marked: `gain` and `loss` are named from the side of accountability, `same` is no change."""
    return {
        "less-immunity": "gain",
        "stronger-accountability": "gain",
        "more-immunity": "loss",
        "weaker-accountability": "loss",
        "dropped": "removed",
        "added": "added",
        "displaced": "external",
        "identical": "same",
        "same-rank-reworded": "same",
        "changed": "substantive",
        "contested": "unclear",
        "not-comparable": "na",
        "not-assessed": "not-coded",
    }[direction]


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
    if here.state == "external" and there.state == CODED:
        return Change("displaced")
    return Change("not-comparable", "external")


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


def absent(reading: Reading) -> bool:
    """Whether the safeguard is absent: the text is silent, or rank 0 says there is none.

    Where silence ranks above 0 (no cap, no time bar, no exclusion, no secrecy clause), rank 0 is a restriction that
    the text imposes, not an absence; only silence is one there.
    """
    if reading.state == "silent":
        return True
    return reading.rank == 0 and reading.variable.silent_rank == 0


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
