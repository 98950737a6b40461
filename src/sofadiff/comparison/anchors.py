"""Where a clause should stand, judged from the surest pairs around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

REACH = 8.0
"""Number of clauses away from its expected place at which position says nothing any more."""
FULL_TRUST = 0.4
"""Share of the shorter text that must be sure before position counts fully; for unrelated texts it counts little."""
CLOSE = 0.8
"""The same share from which one text is a light revision of the other: what is not plainly alike is then new."""


class Anchors:
    """The longest chain of sure pairs in the same order, and places read off between them."""

    def __init__(self, sure: Sequence[tuple[int, int]], base: Sequence[int], other: Sequence[int]) -> None:
        self._rank_base = {position: rank for rank, position in enumerate(base)}
        self._rank_other = {position: rank for rank, position in enumerate(other)}
        ranked = sorted((self._rank_base[i], self._rank_other[j]) for i, j in sure)
        kept = [ranked[k] for k in longest_chain([(b, 1) for _, b in ranked])]
        shorter = min(len(base), len(other))
        share = len(kept) / shorter if shorter else 0.0
        self.trust = min(1.0, share / FULL_TRUST)
        self.close = min(1.0, max(0.0, share - FULL_TRUST) / (CLOSE - FULL_TRUST))
        ends = [(-1, -1), *kept, (len(base), len(other))]
        self._base = [a for a, _ in ends]
        self._other = [b for _, b in ends]

    def near(self, i: int, j: int) -> float:
        """1 at the expected place, falling to 0 at REACH clauses from it; scaled by how many pairs are sure."""
        a, b = self._rank_base[i], self._rank_other[j]
        away = (abs(b - _read(a, self._base, self._other)) + abs(a - _read(b, self._other, self._base))) / 2
        return self.trust * max(0.0, 1 - away / REACH)

    def between(self, i: int, j: int) -> bool:
        """Whether the next sure pairs before and after `i` are also those before and after `j`."""
        a, b = self._rank_base[i], self._rank_other[j]
        gap = bisect_left(self._base, a)
        return self.trust >= 1 and gap == bisect_left(self._other, b) and self._base[gap] - self._base[gap - 1] <= REACH


def _read(place: int, froms: Sequence[int], tos: Sequence[int]) -> float:
    above = bisect_right(froms, place)
    if froms[above - 1] == place:
        return tos[above - 1]
    low_from, low_to, high_from, high_to = froms[above - 1], tos[above - 1], froms[above], tos[above]
    return low_to + (place - low_from) * (high_to - low_to) / (high_from - low_from)


def longest_chain(values: Sequence[tuple[int, int]]) -> list[int]:
    """Positions of a longest strictly rising run of (value, weight); of several the heaviest, then the earliest."""
    ranks = {value: rank for rank, value in enumerate(sorted({value for value, _ in values}), start=1)}
    tree = [(0, 0, 0)] * (len(ranks) + 1)  # best chain by the rank of its end: length, weight, -(position + 1)
    best: list[tuple[int, int, int]] = []  # length, weight, previous position + 1
    for position, (value, weight) in enumerate(values):
        before, at = tree[0], ranks[value] - 1
        while at:
            before, at = max(before, tree[at]), at & (at - 1)
        best.append((before[0] + 1, before[1] + weight, -before[2]))
        mine, at = (best[-1][0], best[-1][1], -position - 1), ranks[value]
        while at < len(tree):
            tree[at], at = max(tree[at], mine), at + (at & -at)
    if not best:
        return []
    at = max(range(len(best)), key=lambda position: (*best[position][:2], -position))
    chain = [at]
    while best[at][2]:
        at = best[at][2] - 1
        chain.append(at)
    return chain[::-1]
