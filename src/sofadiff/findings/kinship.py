"""Comparators that say the same because they were inferred from one template clause: one testimony, not several."""

from __future__ import annotations

from sofadiff.findings.directions import change
from sofadiff.findings.readings import UNANSWERED, Reading, Row


def kin(row: Row) -> list[list[Reading]]:
    """The comparators that answer, those together that say the same because they rest on one template clause."""
    found: list[list[Reading]] = []
    for reading in row.there:
        if reading.state in UNANSWERED:
            continue
        home = next((same for same in found if _alike(row.here, same[0], reading)), None)
        if home is None:
            found.append([reading])
        else:
            home.append(reading)
    return found


def _alike(here: Reading, one: Reading, other: Reading) -> bool:
    """Same answer, same direction, and one template clause behind both."""
    same = (one.state, one.value, one.rank) == (other.state, other.value, other.rank)
    return same and bool(_origins(one) & _origins(other)) and change(here, one) == change(here, other)


def _origins(reading: Reading) -> set[str]:
    """Template clauses behind a reading, or the clauses themselves where the text is the template."""
    own = {f"{reading.agreement.slug}#{unit.wid}" for unit in reading.units if unit.wid}
    return own | set(reading.assumed)
