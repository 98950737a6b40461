"""Values of the codebook's variables that words of an agreement suggest.

Only words that were listed for a value count, and only where they stand in one clause. Where words of two values of one
variable stand in a text, both are shown with their clauses and none is suggested: telling persons, exceptions and
incorporated conventions apart is for whoever codes. Where no such words stand, nothing is said: that is not silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from json import loads

from msgspec import Struct

from sofadiff.languages import iso639_3
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.nearest import is_clause
from sofadiff.suggesting import ForVariable, Value, Words
from sofadiff.suggesting.cues import Cue, Prose
from sofadiff.suggesting.topics import DATA, LANGUAGES, readable


class Entry(Struct, frozen=True):
    """One line of a list: words for a value."""

    variable: str
    value: str
    cue: Cue


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """The list of a language, in its order; empty where there is none."""
    if language not in LANGUAGES:
        return ()
    listed = loads((DATA / f"variables.{language}.json").read_text(encoding="utf-8"))["variables"]
    return tuple(
        Entry(variable, value, Cue(written))
        for variable, values in listed.items()
        for value, cues in values.items()
        for written in cues
    )


@cache
def cumulative(language: str) -> Mapping[str, tuple[str, ...]]:
    """Variables of which a higher value includes the lower ones, with their values from the lowest on."""
    if language not in LANGUAGES:
        return {}
    listed = loads((DATA / f"variables.{language}.json").read_text(encoding="utf-8"))["cumulative"]
    return {variable: tuple(values) for variable, values in listed.items()}


def suggest(agreement: Agreement, units: Iterable[Unit] | None = None) -> tuple[ForVariable, ...]:
    """Values that words of an agreement (or of some of its clauses) suggest, in the order of the list.

    Headings and what stands before the first clause are not looked at. Variables on which no listed words stand are
    left out.
    """
    language = iso639_3(agreement.language)
    found: dict[str, dict[str, list[Words]]] = {}
    for unit in agreement.units if units is None else units:
        if not is_clause(unit) or not readable(unit) or unit.part in (UnitPart.RECITAL, UnitPart.PREAMBLE):
            continue
        prose = Prose(unit.text)
        for entry in entries(language):
            values = found.get(entry.variable, {})
            if any(words.unit == unit.id for words in values.get(entry.value, ())):
                continue
            hit = prose.find(entry.cue)
            if hit is not None:
                words = Words(unit.text[hit.start : hit.end], hit.start, hit.end, unit.id, "clause", 1.0)
                found.setdefault(entry.variable, {}).setdefault(entry.value, []).append(words)
    order = dict.fromkeys(entry.variable for entry in entries(language))
    return tuple(
        ForVariable(variable, _values(found[variable], cumulative(language).get(variable, ())))
        for variable in order
        if variable in found
    )


def _values(found: Mapping[str, list[Words]], ladder: tuple[str, ...]) -> tuple[Value, ...]:
    """The values between which the words do not decide; of values that include each other the highest alone."""
    included = [value for value in ladder if value in found][:-1]
    return tuple(Value(value, tuple(words)) for value, words in found.items() if value not in included)
