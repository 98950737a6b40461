"""Which searches a comparison cut short, and for which units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sofadiff.comparison import Cut, Search, limits, linking
from sofadiff.comparison.diff import Run
from sofadiff.comparison.scoring import Item


def references(base: Iterable[Item], other: Iterable[Item]) -> list[Cut]:
    """Units whose cross references are not seen through."""
    sides = [tuple(item.unit.id for item in side if linking.crowded(item)) for side in (base, other)]
    return [Cut(Search.REFERENCES, *sides)] if any(sides) else []


def words(sides: tuple[Sequence[Item], Sequence[Item]], found: Sequence[Run]) -> list[Cut]:
    """The units of one link, where their words were too many to be matched."""
    if not any(len(one.base) * len(two.other) > limits.MATCHED_WORDS for one, two in pairwise(found)):
        return []
    return [Cut(Search.WORDS, *(tuple(item.unit.id for item in side) for side in sides))]


def merged(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    """One cut of each kind, with every unit once in the order in which they were met."""
    found: dict[Search, tuple[dict[str, None], dict[str, None]]] = {}
    for cut in cuts:
        base, other = found.setdefault(cut.search, ({}, {}))
        base.update(dict.fromkeys(cut.base))
        other.update(dict.fromkeys(cut.other))
    return tuple(Cut(search, *map(tuple, found[search])) for search in Search if search in found)


def to_json(cuts: Iterable[Cut]) -> list[dict[str, Any]]:
    """Each cut as plain values."""
    return [{"search": str(cut.search), "base": list(cut.base), "other": list(cut.other)} for cut in cuts]
