"""Which clauses have the most weight of words in common with some words: exact sums over the postings of an index.

Clauses are gone through in blocks, so memory does not grow with the index. In a block, rare words are summed posting by
posting and common ones as a product of two small dense tables; all sums are of whole numbers up to 2**24 and so exact,
whatever the order (:mod:`sofadiff.nearest.weights`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sofadiff.index.arrays import np
from sofadiff.index.container import Part
from sofadiff.index.manifest import damaged
from sofadiff.nearest import ranking

Numbers = np.ndarray[Any, Any]
Weights = Mapping[int, int]
"""Number of a word of the index to its weight in a clause asked about."""
BLOCK = 1 << 16
"""Clauses whose sums are held at one time..."""
TOGETHER = 64
"""...for so many clauses asked about, and so many columns of common words."""
COMMON = 16
"""Words in more than one in so many clauses are summed as dense columns."""
MANY = 16
"""With so many clauses asked about the columns of all common words are made at once, and kept..."""
MOST_KEPT = 256
"""...unless there are more than so many columns, or several blocks."""


class Sums:
    """The postings of an index."""

    def __init__(self, where: str, ends: memoryview, clauses: Part, weights: Part, count: int) -> None:
        self._where = where
        self._ends = ends
        self._clauses = clauses
        self._weights = weights
        self._count = count
        self._kept: tuple[dict[int, int], Numbers] | None = None

    def seen(self, word: int) -> int:
        """The number of clauses in which a word stands."""
        first, last = self._stretch(word)
        return last - first

    def likely(self, asked: Sequence[Weights], hidden: Sequence[range]) -> list[tuple[Numbers, Numbers]]:
        """For each clause asked about the clauses with the greatest sums, and the sums; of equal ones the earlier."""
        kept: list[tuple[Numbers, Numbers]] = [(np.empty(0, np.int64), np.empty(0, np.float32))] * len(asked)
        for start in range(0, self._count, BLOCK):
            stop = min(self._count, start + BLOCK)
            table = self._rare(asked, start, stop) + self._common(asked, start, stop)
            for span in hidden:
                table[:, max(span.start, start) - start : max(min(span.stop, stop) - start, 0)] = 0
            for row, sums in enumerate(table):
                best = _greatest(sums)
                numbers = np.concatenate((kept[row][0], best + start))
                values = np.concatenate((kept[row][1], sums[best]))
                if start:
                    best = _greatest(values)
                    numbers, values = numbers[best], values[best]
                kept[row] = (numbers, values)
        return kept

    def _is_common(self, word: int) -> bool:
        return self.seen(word) * COMMON > self._count

    def _rare(self, asked: Sequence[Weights], start: int, stop: int) -> Numbers:
        """Sums over the words that stand in few clauses, of the clauses of a block."""
        table = np.empty((len(asked), stop - start), np.float32)
        for row, weights in enumerate(asked):
            found = [(self._postings(word, start, stop), weight) for word, weight in weights.items()
                     if not self._is_common(word)]  # fmt: skip
            if found:
                clauses = np.concatenate([clauses for (clauses, _), _ in found])
                values = np.concatenate([values * np.float64(weight) for (_, values), weight in found])
                table[row] = np.bincount(clauses, weights=values, minlength=stop - start)
            else:
                table[row] = 0
        return table

    def _common(self, asked: Sequence[Weights], start: int, stop: int) -> Numbers | float:
        """The same over the words that stand in many clauses; 0 where there are none."""
        used = sorted({word for weights in asked for word in weights if self._is_common(word)})
        if not used:
            return 0.0
        if len(asked) >= MANY and stop - start == self._count and (kept := self._columns()) is not None:
            columns, theirs = kept
            return self._mine(asked, columns) @ theirs
        table = np.zeros((len(asked), stop - start), np.float32)
        for first in range(0, len(used), TOGETHER):
            columns = {word: column for column, word in enumerate(used[first : first + TOGETHER])}
            table += self._mine(asked, columns) @ self._dense(columns, start, stop)
        return table

    def _columns(self) -> tuple[dict[int, int], Numbers] | None:
        """All common words with their columns over all clauses, made once; None where they would take much memory."""
        if self._kept is None:
            seen = np.diff(np.frombuffer(self._ends, dtype="<i8"), prepend=0)
            words = np.flatnonzero(seen * COMMON > self._count).tolist()
            if len(words) > MOST_KEPT:
                return None
            columns = {word: column for column, word in enumerate(words)}
            self._kept = columns, self._dense(columns, 0, self._count)
        return self._kept

    def _mine(self, asked: Sequence[Weights], columns: Mapping[int, int]) -> Numbers:
        table = np.zeros((len(asked), len(columns)), np.float32)
        for row, weights in enumerate(asked):
            for word, weight in weights.items():
                if (column := columns.get(word)) is not None:
                    table[row, column] = weight
        return table

    def _dense(self, columns: Mapping[int, int], start: int, stop: int) -> Numbers:
        table = np.zeros((len(columns), stop - start), np.float32)
        for word, column in columns.items():
            clauses, values = self._postings(word, start, stop)
            table[column, clauses] = values
        return table

    def _postings(self, word: int, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """Clauses of a block (counted from its start) with a word, and its weights in them."""
        first, last = self._stretch(word)
        clauses = self._clauses.take(first, last)
        if start or stop < self._count:
            left, right = np.searchsorted(clauses, (start, stop)).tolist()
            clauses, first, last = clauses[left:right], first + left, first + right
        places = clauses - np.uint32(start) if start else clauses
        if len(places) and int(places.max()) >= stop - start:
            raise damaged(self._where, "its postings name clauses that are not there")
        return places, self._weights.take(first, last)

    def _stretch(self, word: int) -> tuple[int, int]:
        return (self._ends[word - 1] if word else 0), self._ends[word]


def _greatest(sums: Numbers) -> Numbers:
    """Places of the greatest sums above 0, in their order; where equal ones do not all fit, the first of them."""
    most = ranking.CANDIDATES
    if len(sums) <= most:
        return np.flatnonzero(sums > 0)
    least = np.partition(sums, len(sums) - most)[len(sums) - most]
    if least <= 0:
        return np.flatnonzero(sums > 0)
    places = np.flatnonzero(sums >= least)
    if len(places) > most:
        above = sums[places] > least
        ties = places[~above][: most - int(above.sum())]
        places = np.sort(np.concatenate((places[above], ties)))
    return places
