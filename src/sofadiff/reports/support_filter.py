"""Leaving clauses out of a comparison by their support, and saying so.

The texts are always compared whole. A clause that is left out takes its whole passage with it: had it been dropped
before comparing, what answers it would look new or gone, which nobody knows.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.comparison import ChangeClass, Comparison, Link, Op, TermSwap
from sofadiff.model import Agreement, Support, Unit


class LeftOut(Struct, frozen=True):
    """A clause that a filter left out of a comparison."""

    agreement: Agreement
    unit: Unit
    reason: str
    """`support`: its own support was not asked for; `counterpart`: that of a clause which answers it was not."""


class Filtered(Struct, frozen=True):
    """A comparison without the passages that a filter leaves out. The agreements in it are still whole."""

    comparison: Comparison
    left_out: tuple[LeftOut, ...]

    def trimmed(self) -> Comparison:
        """The comparison with the clauses that were left out gone from the agreements too, so that links partition."""
        gone = {(item.agreement.name, item.unit.id) for item in self.left_out}
        base, other = (
            replace(side, units=tuple(unit for unit in side.units if (side.name, unit.id) not in gone))
            for side in (self.comparison.base, self.comparison.other)
        )
        return replace(self.comparison, base=base, other=other)


def keep(comparison: Comparison, only: frozenset[Support] | None) -> Filtered:
    """The passages whose clauses all have a wanted support. Clauses without any support (no profile) always stay."""
    if only is None:
        return Filtered(comparison, ())
    kept = [n for n, link in enumerate(comparison.links) if all(_wanted(u, only) for _, u in _units(comparison, link))]
    place = {old: new for new, old in enumerate(kept)}
    links = tuple(comparison.links[n] for n in kept)
    persons = tuple(
        replace(change, links=tuple(place[n] for n in change.links if n in place)) for change in comparison.persons
    )
    left_out = tuple(
        LeftOut(agreement, unit, "counterpart" if _wanted(unit, only) else "support")
        for n, link in enumerate(comparison.links)
        if n not in place
        for agreement, unit in _units(comparison, link)
    )
    terms = tuple(again for swap in comparison.terms if (again := _recount(swap, links)).clauses)
    meanings = tuple(
        replace(
            meaning,
            via=tuple(place[n] for n in meaning.via if n in place),
            links=tuple(place[n] for n in meaning.links if n in place),
        )
        for meaning in comparison.meanings
        if any(n in place for n in meaning.links)
    )
    return Filtered(replace(comparison, links=links, persons=persons, terms=terms, meanings=meanings), left_out)


def _wanted(unit: Unit, only: frozenset[Support]) -> bool:
    return unit.support is None or unit.support in only


def _units(comparison: Comparison, link: Link) -> list[tuple[Agreement, Unit]]:
    return [(comparison.base, unit) for unit in comparison.base_units(link)] + [
        (comparison.other, unit) for unit in comparison.other_units(link)
    ]


def _recount(swap: TermSwap, links: tuple[Link, ...]) -> TermSwap:
    """The swap with the number of passages in which it is still seen."""
    seen = sum(
        any(
            edit.op is Op.FOLDED
            and edit.change is ChangeClass.TERM
            and swap.base in " ".join(edit.base.split())
            and swap.other in " ".join(edit.other.split())
            for edit in (link.restated or link).edits
        )
        for link in links
    )
    return replace(swap, clauses=seen)
