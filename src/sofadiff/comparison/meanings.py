"""What two texts say that their defined terms mean, where one term stands for another.

A term counts as the same word wherever it plays the same role. Whether it covers the same persons or things is said
by the clauses that explain it, and these may differ: then two clauses with the same words do not provide the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sofadiff.comparison import Comparison, Explained, Link, Meaning, Op, Verdict
from sofadiff.comparison.diff import Run
from sofadiff.model import Agreement, Role, UnitPart

Used = Mapping[tuple[str, str, str], Sequence[int]]
"""(role, form in the base, form in the other) -> links in which the one stands for the other."""


COVERED = (Role.MEMBER, Role.CONTINGENT, Role.LOCAL_STAFF, Role.CONTRACTOR)
"""Roles that say which persons a clause covers. Who heads the mission is told as a change of person."""
NOT_SHOWN_ALIKE = (Explained.DIFFERENTLY, Explained.PARTLY, Explained.ASSUMED, Explained.APART)
"""Both texts explain the terms, and it is not shown that they say the same."""


DEFINITIONS = "gen.definitions"
"""Topic of the clauses that explain terms. A glossary may also name a clause that only uses its term."""


def covers_others(meaning: Meaning) -> bool:
    """Whether the two terms may cover different persons: they are not explained alike, or are two terms unexplained."""
    if meaning.role not in COVERED or meaning.explained is Explained.ALIKE:
        return False
    one, two = ({form.casefold() for form in side} for side in (meaning.base, meaning.other))
    return meaning.explained in NOT_SHOWN_ALIKE or one != two


def in_question(comparison: Comparison, link: Link) -> tuple[Meaning, ...]:
    """The terms of a link that may cover different persons in the two texts."""
    return tuple(
        meaning
        for meaning in comparison.meanings
        if covers_others(meaning) and any(comparison.links[place] is link for place in meaning.links)
    )


def stand_for_each_other(found: Iterable[Run]) -> set[tuple[str, str, str]]:
    """Role, base form and other form of all terms that answer each other in one link, whether written alike or not."""
    return {
        (one.role, one.form, two.form)
        for run in found
        if run.op in (Op.SAME, Op.FOLDED)
        for one, two in zip(run.base, run.other, strict=False)
        if one.role and one.role == two.role and one.form and two.form
    }


def meanings(base: Agreement, other: Agreement, links: Sequence[Link], used: Used) -> tuple[Meaning, ...]:
    """One for each two explanations that are on record, with all forms that they explain; by role and forms."""
    ones, twos = _explanations(base), _explanations(other)
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[set[str], set[str], set[int]]] = {}
    for (role, one, two), where in used.items():
        key = (role, ones.get((role, one), ()), twos.get((role, two), ()))
        forms = found.setdefault(key, (set(), set(), set()))
        forms[0].add(one)
        forms[1].add(two)
        forms[2].update(where)
    homes = {unit: number for number, link in enumerate(links) for unit in link.base}
    answers = {unit: number for number, link in enumerate(links) for unit in link.other}
    made = []
    for (role, one_at, two_at), (one_forms, two_forms, seen) in found.items():
        here, there = {homes[unit] for unit in one_at}, {answers[unit] for unit in two_at}
        via = tuple(sorted(here & there))
        how = _how(one_at, two_at, [links[n].verdict for n in via], whole=here == there)
        made.append(
            Meaning(
                role, tuple(sorted(one_forms)), tuple(sorted(two_forms)), one_at, two_at, how, via, tuple(sorted(seen))
            )
        )
    return tuple(sorted(made, key=lambda meaning: (meaning.role, meaning.base, meaning.other)))


def to_json(meaning: Meaning) -> dict[str, Any]:
    """As in ``schemas/comparison-1.schema.json``."""
    return {
        "role": meaning.role,
        "base": list(meaning.base),
        "other": list(meaning.other),
        "base_at": list(meaning.base_at),
        "other_at": list(meaning.other_at),
        "explained": str(meaning.explained),
        "via": list(meaning.via),
        "links": list(meaning.links),
    }


def _explanations(agreement: Agreement) -> dict[tuple[str, str], tuple[str, ...]]:
    """(role, form) -> the units that explain it: the definition that the glossary names, and what stands below it."""
    return {
        (str(term.role), term.form): tuple(
            unit.id
            for unit in agreement.units
            if unit.part is not UnitPart.HEADING
            and DEFINITIONS in unit.topics
            and (term.ref in (unit.id, unit.eid) or unit.eid.startswith(f"{term.ref}__"))
        )
        for term in agreement.terms
        if term.ref
    }


def _how(base: Sequence[str], other: Sequence[str], verdicts: Sequence[Verdict], *, whole: bool) -> Explained:
    """`verdicts`: of the links in which the units answer each other; `whole`: whether these are all of their links."""
    if not base or not other:
        return Explained.EARLIER if base else Explained.LATER if other else Explained.NOWHERE
    if not verdicts:
        return Explained.APART
    if Verdict.SUBSTANTIVE in verdicts:
        return Explained.DIFFERENTLY
    if not whole:
        return Explained.PARTLY
    return Explained.ASSUMED if Verdict.ASSUMED in verdicts else Explained.ALIKE
