"""Why a clause was paired as it was (`compare --explain`), with its manifest."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import lookup, runs
from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.reports import explanation
from sofadiff.reports.made import stamped
from sofadiff.runs import PLAIN, Looks


def page(agreements: Sequence[Agreement], clause: str, *, lang: str, short: bool, looks: Looks = PLAIN) -> Report:
    """The explanation of one clause of the first or the second text."""
    side, units = asked(agreements, clause)
    run = runs.run(("compare", "--explain"), agreements, ("base", "against"), looks=looks, lang=lang, clause=clause)
    return stamped(explanation.report(agreements[0], agreements[1], side, units, lang=lang), run, short=short)


def asked(agreements: Sequence[Agreement], clause: str) -> tuple[str, tuple[Unit, ...]]:
    """The side (`base` or `other`) and the units meant; SofadiffError where none or several clauses are meant."""
    if len(agreements) != 2:
        raise SofadiffError(
            "explains one comparison at a time.", where=f"--explain {clause}", remedy="Give one OTHER only."
        )
    sides = dict(zip(("base", "other"), agreements, strict=True))
    start, colon, rest = clause.partition(":")
    if colon and start in sides:
        return start, _one(sides[start], lookup.require(sides[start], rest), clause)
    found = {side: units for side, agreement in sides.items() if (units := lookup.find(agreement, clause))}
    if len(found) == 2:
        named = " or ".join(f"{side}:{clause} ({agreement.name})" for side, agreement in sides.items())
        raise SofadiffError("both texts have such a clause.", where=f"--explain {clause}", remedy=f"Write {named}.")
    if not found:
        near = " ".join(f"{agreement.name}: {lookup.nearest(agreement, clause)}" for agreement in agreements)
        raise SofadiffError("neither text has such a clause.", where=f"--explain {clause}", remedy=near)
    ((side, units),) = found.items()
    return side, _one(sides[side], units, clause)


def _one(agreement: Agreement, units: tuple[Unit, ...], clause: str) -> tuple[Unit, ...]:
    """The units of one clause, without its heading unless it has nothing else."""
    if len({unit.eid for unit in units}) > 1:
        raise SofadiffError(
            f"{agreement.name} has several such clauses.",
            where=f"--explain {clause}",
            remedy=f"Name one by its id: {lookup.candidates(units)}.",
        )
    return tuple(unit for unit in units if unit.part is not UnitPart.HEADING) or units
