"""What persons decided on two witnesses of a synopsis that are read beside each other only through its base."""

from __future__ import annotations

from itertools import combinations

from msgspec import Struct

from sofadiff.comparison import Decided, Pins, Refused, pinning
from sofadiff.comparison.witnesses import Synopsis
from sofadiff.model import Agreement, Decision


class Between(Struct, frozen=True):
    """Two witnesses, neither of them the base, and what was decided on their clauses."""

    witnesses: tuple[int, int]
    base: Agreement
    other: Agreement
    pins: Pins


def decided(synopsis: Synopsis) -> tuple[Between, ...]:
    """Every pair of witnesses on which somebody decided something.

    Clauses that answer one clause of the base stand in its row whatever else was decided on them; a decision that its
    rows go against is among the refused, with the reason `another-row`.
    """
    rows = {
        (witness, unit): number
        for number, row in enumerate(synopsis.rows)
        for witness, cell in enumerate(row.cells)
        for unit in cell.units
    }
    found = []
    for one, two in combinations(range(1, len(synopsis.witnesses)), 2):
        texts = (synopsis.witnesses[one].agreement, synopsis.witnesses[two].agreement)
        pins = pinning.resolve(*texts)
        against = [each for each in pins.applied if not _held(each, one, two, rows)]
        theirs = tuple(gone for gone in pins.refused if gone.reason != "other-agreement")
        if pins.applied or theirs:
            refused = (*theirs, *(Refused(each.pin, "another-row") for each in against))
            applied = tuple(each for each in pins.applied if each not in against)
            found.append(Between((one, two), *texts, Pins(applied, refused)))
    return tuple(found)


def _held(each: Decided, one: int, two: int, rows: dict[tuple[int, str], int]) -> bool:
    """Whether the rows are as the person decided."""
    here, there = ({rows[one, unit] for unit in each.base}, {rows[two, unit] for unit in each.other})
    if each.pin.decision is Decision.FORBID:
        return here.isdisjoint(there)
    return here == there and len(here) == 1
