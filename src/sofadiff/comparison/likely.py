"""The likeliest partners of each unit, by the cosine of their words.

Memory grows with the number of units, not of pairs. Up to `limits.FULL_SEARCH` every unit is measured against every
other, in long texts only as far as may matter: what the rarer words say, and the most that the common ones can add,
tells which partners are worth it, so that the answer is the same. Beyond that limit each unit is looked up by its rarer
words, and says so.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import chain

from msgspec import Struct

from sofadiff.comparison import limits
from sofadiff.comparison.similarity import Vector, cosine

LONG = 250
"""Units of both texts together from which on not every pair is measured to the last word."""
COMMON = 0.18
"""Share of a long text's units with a word from which on the word is common: chosen for speed, it changes nothing."""
SLACK = 1e-9
"""More than two sums of the same products in another order can differ by."""


class Likely(Struct, frozen=True):
    """For each unit its likeliest partners, best first, and how alike they are."""

    of_base: Mapping[int, Sequence[int]]
    of_other: Mapping[int, Sequence[int]]
    value: Mapping[tuple[int, int], float]
    """Cosine of every pair in either of the two."""
    cut_base: tuple[int, ...] = ()
    """Units of which not all words were looked up."""
    cut_other: tuple[int, ...] = ()


def likely(base: Mapping[int, Vector], other: Mapping[int, Vector], most: int) -> Likely:
    """The `most` likeliest partners of every unit; of equally likely ones the first. Keys are positions, in order."""
    if _meetings(base, other) <= limits.FULL_SEARCH:
        return _all(base, other, most) if len(base) + len(other) < LONG else _bounded(base, other, most)
    of_base, cut_base = _looked_up(base, other, most)
    of_other, cut_other = _looked_up(other, base, most)
    pairs = {(i, j) for i, found in of_base.items() for j in found} | {
        (i, j) for j, found in of_other.items() for i in found
    }
    value = {(i, j): cosine(base[i], other[j]) for i, j in sorted(pairs)}
    return Likely(of_base, of_other, value, cut_base, cut_other)


def _meetings(base: Mapping[int, Vector], other: Mapping[int, Vector]) -> int:
    """How often a word of a base unit meets the same word in an other unit: what measuring all against all costs."""
    here, there = (Counter(chain.from_iterable(side.values())) for side in (base, other))
    return sum(count * there[word] for word, count in here.items())


def _postings(side: Mapping[int, Vector]) -> dict[str, list[tuple[int, float]]]:
    """Word -> units that have it (by rank in their text) and what it weighs there."""
    postings: dict[str, list[tuple[int, float]]] = {}
    for rank, row in enumerate(side.values()):
        for word, value in row.items():
            postings.setdefault(word, []).append((rank, value))
    return postings


def _all(base: Mapping[int, Vector], other: Mapping[int, Vector], most: int) -> Likely:
    columns = list(other)
    postings = _postings(other)
    value: dict[tuple[int, int], float] = {}
    of_base: dict[int, list[int]] = {}
    best: list[list[tuple[float, int]]] = [[] for _ in columns]
    """Of each other unit the likeliest base units so far: (-cosine, position), best first."""
    floor = [-1.0] * len(columns)
    for i, row in base.items():
        line = [0.0] * len(columns)
        for word, weight in row.items():
            for rank, theirs in postings.get(word, ()):
                line[rank] += weight * theirs
        top = sorted(range(len(columns)), key=line.__getitem__, reverse=True)[:most]
        of_base[i] = [columns[rank] for rank in top]
        value.update(((i, columns[rank]), line[rank]) for rank in top)
        for rank, found in enumerate(line):
            if found > floor[rank]:
                mine = best[rank]
                mine.append((-found, i))
                mine.sort()
                if len(mine) > most:
                    mine.pop()
                if len(mine) == most:
                    floor[rank] = -mine[-1][0]
    of_other = {columns[rank]: [i for _, i in mine] for rank, mine in enumerate(best)}
    value.update(((i, columns[rank]), -negative) for rank, mine in enumerate(best) for negative, i in mine)
    return Likely(of_base, of_other, value)


def _bounded(base: Mapping[int, Vector], other: Mapping[int, Vector], most: int) -> Likely:
    """The same as :func:`_all`, with fewer products."""

    def measured(i: int, j: int) -> float:
        theirs, found = other[j], 0.0
        for word, weight in base[i].items():  # no sum(): it rounds otherwise from Python 3.12 on
            if word in theirs:
                found += weight * theirs[word]
        return found

    of_base = _nearest(base, other, most, measured)
    of_other = _nearest(other, base, most, lambda j, i: measured(i, j))
    value = {(i, j): -negative for i, found in of_base.items() for negative, j in found}
    value |= {(i, j): -negative for j, found in of_other.items() for negative, i in found}
    return Likely(_positions(of_base), _positions(of_other), value)


def _positions(of: Mapping[int, Sequence[tuple[float, int]]]) -> dict[int, list[int]]:
    return {mine: [theirs for _, theirs in found] for mine, found in of.items()}


def _nearest(
    mine: Mapping[int, Vector], theirs: Mapping[int, Vector], most: int, measured: Callable[[int, int], float]
) -> dict[int, list[tuple[float, int]]]:
    """For each unit (-likeness, position) of its likeliest partners, best first.

    Partners are measured from the most promising on, until none that is left can be among the likeliest.
    """
    positions = list(theirs)
    within = Counter(chain.from_iterable(theirs.values()))
    common = {word for word, count in within.items() if count > COMMON * len(positions)}
    rarer = _postings({p: {word: row[word] for word in row if word not in common} for p, row in theirs.items()})
    can_add = [_length(row, common) for row in theirs.values()]
    found: dict[int, list[tuple[float, int]]] = {}
    for position, row in mine.items():
        length = _length(row, common)
        bound = [length * each for each in can_add]
        for word, weight in row.items():
            for rank, value in rarer.get(word, ()):
                bound[rank] += weight * value
        best: list[tuple[float, int]] = []
        least = -1.0
        for rank in sorted(range(len(bound)), key=bound.__getitem__, reverse=True):
            if bound[rank] < least - SLACK:
                break
            best.append((-measured(position, positions[rank]), positions[rank]))
            best.sort()
            del best[most:]
            if len(best) == most:
                least = -best[-1][0]
        found[position] = best
    return found


def _length(row: Vector, words: Set[str]) -> float:
    """Length of what a vector has in these words: what they add to a product is at most that of both lengths."""
    return math.sqrt(math.fsum(row[word] * row[word] for word in row if word in words))


def _looked_up(
    mine: Mapping[int, Vector], theirs: Mapping[int, Vector], most: int
) -> tuple[dict[int, list[int]], tuple[int, ...]]:
    """The likeliest partners found by the rarer words of each unit, and the units with words that were left out."""
    positions = list(theirs)
    postings = _postings(theirs)
    found: dict[int, list[int]] = {}
    cut: list[int] = []
    for i, row in mine.items():
        partial: dict[int, float] = {}
        seen = 0
        for word in sorted(row, key=lambda word: (len(postings.get(word, ())), word)):
            here = postings.get(word, [])
            if seen + len(here) > limits.LOOKED_UP:
                cut.append(i)
                here = [] if seen else here[: limits.LOOKED_UP]
            for rank, weight in here:
                partial[rank] = partial.get(rank, 0.0) + row[word] * weight
            seen += len(here)
            if cut and cut[-1] == i:
                break
        near = heapq.nsmallest(limits.CLOSE_LOOK, partial, key=lambda rank: (-partial[rank], rank))
        exact = sorted((-cosine(row, theirs[positions[rank]]), positions[rank]) for rank in near)
        found[i] = [j for _, j in exact[:most]]
    return found, tuple(cut)
