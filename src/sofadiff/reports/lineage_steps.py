"""Following each clause of a text back through earlier ones: the steps and what each is worth. Values only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from sofadiff.comparison import Comparison, Kind, Link, Verdict
from sofadiff.comparison.classify import NOT_KNOWN
from sofadiff.comparison.compare import compare
from sofadiff.model import Agreement, Completeness, Support, Unit, UnitPart

STATES = (
    "same-verified",
    "same-not-verified",
    "reworded-verified",
    "reworded-not-verified",
    "new",
    "assumed",
    "not-known",
    "not-compared",
)
"""What a step back is worth, in the order of the tables. Never added up."""
ENDED = "ended"
"""A clause whose chain ended at a later text has no step here."""
PROVED = ("same-verified", "reworded-verified")
"""Steps between two clauses that were both read; the first of them changes nothing."""
_WEAKEST_FIRST = (
    *("assumed", "not-known", "not-compared", "new", "reworded-not-verified", "same-not-verified"),
    *("reworded-verified", "same-verified"),
)
_PARTLY = {"same-verified": "reworded-verified", "same-not-verified": "reworded-not-verified"}
"""Where only a part of what a clause answers has an answer itself, the clause is not the same as what is there."""


class Step(Struct, frozen=True):
    """One clause's step back to the text before."""

    earlier: Agreement
    links: tuple[tuple[Link, str], ...]
    """Links of the comparison of the two texts, each with its own state."""
    state: str
    units: tuple[Unit, ...]
    """Clauses of the earlier text that answer; empty where the chain ends."""

    @property
    def doubtful(self) -> bool:
        """Whether any pairing of the step is doubtful."""
        return any(link.doubtful for link, _ in self.links)


class Chain(Struct, frozen=True):
    """One clause of the last text and its steps back, nearest first; shorter than the list of texts where it ends."""

    unit: Unit
    steps: tuple[Step, ...]

    @property
    def verified_back_to(self) -> Agreement | None:
        """The earliest text that verified steps alone lead to."""
        found = None
        for step in self.steps:
            if step.state not in PROVED:
                break
            found = step.earlier
        return found

    def state(self, number: int) -> str:
        """State of the step with that number, or that the chain ended before it."""
        return self.steps[number].state if number < len(self.steps) else ENDED


def clauses(agreement: Agreement) -> tuple[Unit, ...]:
    """What is followed back: everything but headings."""
    return tuple(unit for unit in agreement.units if unit.part is not UnitPart.HEADING)


def comparisons(agreements: Sequence[Agreement]) -> tuple[Comparison, ...]:
    """Each text compared with the one before it, latest pair first."""
    return tuple(compare(earlier, later) for earlier, later in reversed(list(pairwise(agreements))))


def chains(found: Sequence[Comparison]) -> tuple[Chain, ...]:
    """The chain of every clause of the last text, in its order."""
    steppers = [_Stepper(comparison) for comparison in found]
    return tuple(_chain(unit, steppers) for unit in clauses(found[0].other))


def pair_states(comparison: Comparison) -> tuple[Counter[str], int]:
    """Clauses of the later text by their step to the earlier one, and how many of those pairings are doubtful."""
    stepper = _Stepper(comparison)
    steps = [stepper.step((unit,)) for unit in clauses(comparison.other)]
    return Counter(step.state for step in steps), sum(step.doubtful for step in steps)


def link_state(comparison: Comparison, link: Link) -> str:
    """What a link with a clause of the later text is worth as a step back."""
    ones, twos = comparison.base_units(link), comparison.other_units(link)
    if any(unit.assumed_from for unit in (*ones, *twos)):
        return "assumed"
    if link.kind is Kind.ADDED:
        return "new" if comparison.base.completeness in (None, Completeness.FULL) else "not-known"
    if comparison.base.language != comparison.other.language:
        return "not-compared"
    if link.verdict is Verdict.ASSUMED:
        return "assumed"
    if link.verdict_rule == NOT_KNOWN:
        return "not-known"
    word = "same" if link.verdict in (Verdict.IDENTICAL, Verdict.EDITORIAL) else "reworded"
    verified = all(unit.support is Support.VERIFIED for unit in (*ones, *twos))
    return f"{word}-{'verified' if verified else 'not-verified'}"


class _Stepper:
    """One comparison, ready to be asked for the step back of any clauses of its later text."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._links: Mapping[str, Link] = {unit: link for link in comparison.links for unit in link.other}

    def step(self, units: Iterable[Unit]) -> Step:
        """The step back of some clauses of the later text together."""
        links = {id(link): link for unit in units if (link := self._links.get(unit.id)) is not None}
        found = tuple((link, link_state(self.comparison, link)) for link in links.values())
        wanted = {unit for link in links.values() for unit in link.base}
        answers = tuple(unit for unit in self.comparison.base.units if unit.id in wanted)
        return Step(self.comparison.base, found, weakest([state for _, state in found]), answers)


def weakest(states: Sequence[str]) -> str:
    """The state of a step with several links."""
    answered = [state for state in states if state != "new"]
    if len(answered) == len(states) or not answered:
        return min(states, key=_WEAKEST_FIRST.index)
    least = min(answered, key=_WEAKEST_FIRST.index)
    return _PARTLY.get(least, least)


def _chain(unit: Unit, steppers: Sequence[_Stepper]) -> Chain:
    steps: list[Step] = []
    units: tuple[Unit, ...] = (unit,)
    for stepper in steppers:
        step = stepper.step(units)
        steps.append(step)
        units = step.units
        if not units:
            break
    return Chain(unit, tuple(steps))
