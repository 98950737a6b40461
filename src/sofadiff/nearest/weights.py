"""What a word weighs in a clause: the rarer among the clauses of the collection, the more; repetition less and less.

Weights are whole numbers, so that sums of their products are exact in any order, in any library, on any number of
processors: two runs never differ by a rounding. A clause's weights have the length :data:`LENGTH` (cut down to whole
numbers, never up), so a sum of products is at most its square, 2**24, which single-precision numbers still hold
exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

VERSION = "weights/1"
LENGTH = 4096
RARITY_STEPS = 64
REPETITION_STEPS = 16
_Word = TypeVar("_Word")


@lru_cache(maxsize=1 << 16)
def rarity(clauses_with: int, clauses: int) -> int:
    """Weight of a word that stands in some of a number of clauses: a logarithm, in whole steps."""
    return round(RARITY_STEPS * math.log((clauses + 1) / (clauses_with + 0.5)))


@lru_cache(maxsize=1 << 10)
def repetition(count: int) -> int:
    """Weight of a word that stands in a clause so many times, at least once."""
    return round(REPETITION_STEPS * (1 + math.log(count)))


def vector(counts: Mapping[_Word, int], rarity_of: Callable[[_Word], int]) -> dict[_Word, int]:
    """The weights of a clause's words; nothing for a clause whose words all stand everywhere."""
    raw = {word: repetition(count) * rarity_of(word) for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: int(value * LENGTH / length) for word, value in raw.items()} if length else {}


def square(weights: Mapping[_Word, int]) -> int:
    """Sum of squares of the weights."""
    return sum(value * value for value in weights.values())
