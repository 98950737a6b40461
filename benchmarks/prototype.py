"""A plain aligner, to say how hard the generated pairs are: words by rarity, a little of position, best partner."""

from __future__ import annotations

from benchmarks.generator import Pair
from benchmarks.plain import pairs
from benchmarks.readback import Reading


def read(pair: Pair) -> Reading:
    """Pair every clause with its best partner from either side."""
    base, other = ([clause.text for clause in side.clauses] for side in (pair.base, pair.other))
    return Reading(frozenset(pairs(base, other)), frozenset(), frozenset(), rebuilt=None)
