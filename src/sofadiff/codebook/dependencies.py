"""Rules between variables: when one applies to the values that an agreement was given, and what follows."""

from __future__ import annotations

from collections.abc import Mapping

from sofadiff.codebook.book import Codebook
from sofadiff.codebook.values import Condition, Dependency

Coded = Mapping[str, Mapping[str | None, str]]
"""Variable id to category of person (None for the whole agreement) to value."""


def applies(codebook: Codebook, dependency: Dependency, coded: Coded, person: str | None = None) -> bool:
    """Whether a rule's conditions are all met by the coded values.

    A rule of scope `person` is asked for one category; one of scope `agreement` needs every coded category to agree. A
    variable that nobody coded meets no condition. Rules that only a person can judge never apply by themselves.
    """
    if dependency.judged:
        return False
    return all(
        _met(codebook, condition, _values(coded, condition, dependency.scope, person))
        for condition in dependency.conditions
    )


def _values(coded: Coded, condition: Condition, scope: str, person: str | None) -> tuple[str, ...]:
    by_person = coded.get(condition.variable, {})
    if scope == "person":
        return (by_person[person],) if person in by_person else ()
    return tuple(by_person.values())


def _met(codebook: Codebook, condition: Condition, values: tuple[str, ...]) -> bool:
    if condition.rank_at_most is None:
        return bool(values) and all(value in condition.values for value in values)
    bound = condition.rank_at_most
    return bool(values) and all(_within(codebook, condition.variable, value, bound) for value in values)


def _within(codebook: Codebook, variable: str, value: str, bound: int) -> bool:
    if value == "na":
        # No such person or power: nothing that could exceed the bound.
        return True
    rank = codebook.value_rank(variable, value)
    return rank is not None and rank <= bound
