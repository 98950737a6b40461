"""How alike the wording of two clauses is: cosine of word counts, rare words weighing more.

Plain Python postings: for two agreements of sixty clauses all scores take a few milliseconds, and nothing heavy is
imported. Weights come from the two agreements being compared, so a party's name, which is in nearly every clause,
hardly counts.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain

from sofadiff.comparison.diff import Token

Vector = Mapping[str, float]
"""Word -> weight; length one, or empty."""

SMALL_TEXT = 1.5
"""Weight added to every word of a very small text..."""
SMALL_CLAUSES = 10
"""...which has halved when the two texts have this many clauses together."""
COGNATE_LETTERS = 4
"""Letters that two languages' forms of one word are taken to share (`juridiction`, `jurisdiction`)."""

ROUNDING = 1e-9
"""More than two sums of the same weights in another order can differ by, as a share of them."""


def features(said: Iterable[str]) -> list[str]:
    """The words of a clause (see :func:`spoken`) as they count for likeness: plural and singular alike."""
    return [_singular(norm) for norm in said]


def spoken(tokens: Iterable[Token]) -> list[str]:
    """The normalised words and terms, without punctuation."""
    return [token.norm for token in tokens if token.norm[-1:].isalnum() or token.role]


def cognates(tokens: Iterable[Token]) -> list[str]:
    """What survives translation: roles, numbers and the first letters of long words, without accents."""
    found: list[str] = []
    for token in tokens:
        if token.role or token.norm.isdigit():
            found.append(token.norm)
        elif len(token.norm) > COGNATE_LETTERS and token.norm[0].isalpha():
            plain = unicodedata.normalize("NFD", token.norm).encode("ascii", "ignore").decode()
            found.append(plain[:COGNATE_LETTERS])
    return found


def weights(clauses: Sequence[Sequence[str]], empty: Set[str] = frozenset()) -> dict[str, float]:
    """Inverse clause frequency over all clauses of both agreements.

    A few clauses cannot tell which words are rare, so in small texts all words weigh nearly alike, except those that
    say nothing by themselves (`empty`).
    """
    seen = Counter(chain.from_iterable(map(set, clauses)))
    number = len(clauses)
    floor = SMALL_TEXT * SMALL_CLAUSES / (number + SMALL_CLAUSES)
    return {
        word: math.log((number + 1) / (count + 0.5)) + (0.0 if word in empty else floor) for word, count in seen.items()
    }


def vector(clause: Sequence[str], weight: Mapping[str, float]) -> dict[str, float]:
    """Weighted counts of one clause, length one. Repetition counts less and less."""
    raw = {
        word: weight[word] if count == 1 else (1 + math.log(count)) * weight[word]
        for word, count in Counter(clause).items()
    }
    length = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def cosine(one: Vector, two: Vector) -> float:
    """0 to 1."""
    if len(one) > len(two):
        one, two = two, one
    return math.fsum(value * two[word] for word, value in one.items() if word in two)  # the same in every Python


def containment(part: Sequence[str], whole: Sequence[str], taken: Sequence[str], weight: Mapping[str, float]) -> float:
    """Share of the weight of `part` whose words stand in what `taken` leaves of `whole`, 0 to 1."""
    left = dict(Counter(whole))
    for word in taken:
        if word in left:
            left[word] -= 1
    total = kept = 0.0
    for word in part:
        value = weight[word]
        total += value
        if word in left and left[word] > 0:
            left[word] -= 1
            kept += value
    return kept / total if total else 0.0


def cannot_contain(part: Sequence[str], whole: Sequence[str], weight: Mapping[str, float], least: float) -> bool:
    """Whether less than that share of `part` stands in `whole` even if nothing of it is taken: quickly found."""
    shared = sum(map(weight.__getitem__, filter({*whole}.__contains__, part)))
    return shared < (least - ROUNDING) * sum(map(weight.__getitem__, part))


def weight_of_share(share: float, clauses: int) -> float:
    """The weight of a word that stands in that share of the clauses; commoner words weigh less."""
    return math.log((clauses + 1) / (share * clauses + 0.5))


@lru_cache(maxsize=100_000)
def _singular(norm: str) -> str:
    return norm[:-1] if len(norm) > 3 and norm.endswith("s") and not norm.endswith("ss") else norm
