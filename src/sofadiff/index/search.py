"""Searching a saved index: exact sums over the postings of the words asked about, then a close look at the best.

Clauses are gone through in blocks, so memory does not grow with the index. In a block, rare words are added posting by
posting and common ones as a product of two small dense tables; all sums are of whole numbers below 2**24 and so exact,
whatever the order (:mod:`sofadiff.nearest.weights`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct

from sofadiff.index import manifest, order
from sofadiff.index.arrays import np
from sofadiff.index.container import Container, Part
from sofadiff.index.freshness import refuse_stale
from sofadiff.index.weighing import decoded
from sofadiff.nearest import Asked, Clause, Hit, ranking, weights
from sofadiff.nearest.words import words

Numbers = np.ndarray[Any, Any]
BLOCK = 1 << 16
"""Clauses whose sums are held at one time..."""
TOGETHER = 64
"""...for so many clauses asked about."""
COMMON = 16
"""Words in more than one in so many clauses are summed as dense columns."""
MANY = 16
"""With so many clauses asked about, the words of all clauses are decoded at once..."""
MOST_CODED = 20_000_000
"""...unless there are more than so many."""
_UNKNOWN = chr(0x10FFFF)
"""Stands for a word that is in no clause of the index."""


class _Query(Struct, frozen=True):
    weights: dict[int, int]
    """Number of a word of the index to its weight."""
    square: int
    """Sum of squares of all weights, words that the index does not know among them."""
    codes: str
    """All words in their order, one character each."""


class Index:
    """A saved index, opened. Raises SofadiffError for one that is damaged, stale or of another version."""

    def __init__(self, path: str, *, allow_stale: bool = False) -> None:
        container = Container(path)
        self.path = path
        self.entries = manifest.entries_in(path, container.manifest)
        self.unread = manifest.unread_in(path, container.manifest)
        self.passed_over: Mapping[str, int] = container.manifest.passed_over
        if not allow_stale:
            refuse_stale(path, self.entries)
        self._parts = container.parts
        self._ends = {name: self._checked(name, of) for name, of in _ENDS.items()}
        self._squares = container.parts["squares"].whole()
        self.clauses = len(self._squares)
        counts = {len(self._ends[name]) for name in ("text_ends", "fact_ends", "token_ends")}
        if counts != {self.clauses} or sum(entry.clauses for entry in self.entries) != self.clauses:
            raise manifest.damaged(path, "its parts speak of different numbers of clauses")
        self._words = container.parts["words"].whole().tobytes().split(b"\n") if len(container.parts["words"]) else []
        if len(self._ends["posting_ends"]) != len(self._words):
            raise manifest.damaged(path, "its parts speak of different numbers of words")
        if len(container.parts["posting_weights"]) != len(container.parts["posting_clauses"]):
            raise manifest.damaged(path, "its postings and their weights do not match")
        self._first = [entry.first for entry in self.entries]
        self._coded: str | None = None
        self._records: dict[str, list[int]] = {}
        for position, entry in enumerate(self.entries):
            if entry.slug:
                self._records.setdefault(entry.slug, []).append(position)

    def verify(self) -> None:
        """Read every byte against its checksum, and every clause; a search checks only what it uses."""
        for part in self._parts.values():
            part.whole()
        for number in range(self.clauses):
            self.clause(number)

    def clause(self, number: int) -> Clause:
        """The clause with that number."""
        text = self._parts["texts"].text(*self._stretch("text_ends", number))
        facts = self._parts["facts"].take(*self._stretch("fact_ends", number)).tobytes()
        unit, place = manifest.clause_in(self.path, facts, text)
        return Clause(self.entries[self.entry_at(number)], unit, place)

    def entry_at(self, number: int) -> int:
        """Position of the text that a clause belongs to."""
        return bisect_right(self._first, number) - 1

    def nearest(self, asked: Sequence[Asked], top: int, leave_out: AbstractSet[int] = frozenset()) -> list[list[Hit]]:
        """For each of the words asked about the nearest clauses, best first."""
        return self._nearest([self._asked(each) for each in asked], top, leave_out)

    def nearest_of(self, position: int, top: int) -> list[list[Hit]]:
        """The same for each clause of one of the index's own texts, in all others."""
        entry = self.entries[position]
        own = self._records.get(entry.slug, ()) if entry.slug else ()
        return self._nearest([self._own(number) for number in entry.span], top, {position, *own})

    def _nearest(self, queries: Sequence[_Query], top: int, leave_out: AbstractSet[int]) -> list[list[Hit]]:
        hidden = [self.entries[position].span for position in sorted(leave_out)]
        if self._coded is None and len(queries) >= MANY and len(self._parts["tokens"]) <= MOST_CODED:
            self._coded = self._decoded(0, len(self._parts["tokens"]))
        found: list[list[Hit]] = []
        for start in range(0, len(queries), TOGETHER):
            some = queries[start : start + TOGETHER]
            found += [
                self._ranked(query, *likely, top)
                for query, likely in zip(some, self._likely(some, hidden), strict=True)
            ]
        return found

    def _asked(self, asked: Asked) -> _Query:
        mine = words(asked.text, asked.language)
        numbers = {word: self._number(word) for word in dict.fromkeys(mine)}
        weight = weights.vector(Counter(mine), lambda word: self._rarity(numbers[word]))
        known = {number: weight[word] for word, number in numbers.items() if number is not None and weight.get(word)}
        codes = "".join([_UNKNOWN if (n := numbers[word]) is None else _code(n) for word in mine])
        return _Query(known, weights.square(weight), codes)

    def _own(self, number: int) -> _Query:
        start, stop = self._stretch("token_ends", number)
        counts = Counter(decoded(self._parts["tokens"].take(start, stop)).tolist())
        weight = weights.vector(counts, self._rarity)
        heavy = {word: value for word, value in weight.items() if value}
        return _Query(heavy, weights.square(weight), self._codes(number))

    def _rarity(self, word: int | None) -> int:
        start, stop = (0, 0) if word is None else self._stretch("posting_ends", word)
        return weights.rarity(stop - start, self.clauses)

    def _number(self, word: str) -> int | None:
        """The number of a word; None where no clause has it."""
        wanted = word.encode()
        number = bisect_left(self._words, wanted)
        return number if number < len(self._words) and self._words[number] == wanted else None

    def _likely(self, queries: Sequence[_Query], hidden: Sequence[range]) -> list[tuple[Numbers, Numbers]]:
        """For each query the clauses with the greatest sums, and the sums; of equal sums the earlier clause."""
        kept: list[tuple[Numbers, Numbers]] = [(np.empty(0, np.int64), np.empty(0, np.float32))] * len(queries)
        for start in range(0, self.clauses, BLOCK):
            stop = min(self.clauses, start + BLOCK)
            table = self._sums(queries, start, stop)
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

    def _sums(self, queries: Sequence[_Query], start: int, stop: int) -> Numbers:
        """Sum of products of weights, for each query and each clause of a block."""
        table = np.zeros((len(queries), stop - start), np.float32)
        common: dict[int, list[tuple[int, int]]] = {}
        for row, query in enumerate(queries):
            sums = table[row]
            for word, weight in query.weights.items():
                first, last = self._stretch("posting_ends", word)
                if (last - first) * COMMON > self.clauses:
                    common.setdefault(word, []).append((row, weight))
                    continue
                clauses, values = self._postings(first, last, start, stop)
                sums[clauses] += values * np.float32(weight)
        rest = list(common.items())
        while rest:
            some, rest = rest[:TOGETHER], rest[TOGETHER:]
            mine = np.zeros((len(queries), len(some)), np.float32)
            theirs = np.zeros((len(some), stop - start), np.float32)
            for column, (word, rows) in enumerate(some):
                clauses, values = self._postings(*self._stretch("posting_ends", word), start, stop)
                theirs[column, clauses] = values
                for row, weight in rows:
                    mine[row, column] = weight
            table += mine @ theirs
        return table

    def _postings(self, first: int, last: int, start: int, stop: int) -> tuple[Numbers, Numbers]:
        """Clauses of a block (counted from its start) with a word, and its weights in them."""
        clauses = self._parts["posting_clauses"].take(first, last)
        if start or stop < self.clauses:
            left, right = np.searchsorted(clauses, (start, stop)).tolist()
            clauses, first, last = clauses[left:right], first + left, first + right
        places = clauses - np.uint32(start) if start else clauses
        if len(places) and int(places.max()) >= stop - start:
            raise manifest.damaged(self.path, "its postings name clauses that are not there")
        return places.astype(np.intp), self._parts["posting_weights"].take(first, last)

    def _ranked(self, query: _Query, numbers: Numbers, sums: Numbers, top: int) -> list[Hit]:
        found: list[Hit] = []
        length = len(query.codes)
        for number, product in zip(numbers.tolist(), sums.tolist(), strict=True):
            codes = self._codes(number)
            like = ranking.likeness(int(product), (query.square, int(self._squares[number])))
            same = ranking.in_order(order.common(query.codes, codes), (length, len(codes)))
            found.append(Hit(number, ranking.score(like, same), like, same))
        return sorted(found, key=lambda hit: (-hit.score, hit.clause))[:top]

    def _codes(self, number: int) -> str:
        """The words of a clause, one character each."""
        start, stop = self._stretch("token_ends", number)
        return self._decoded(start, stop) if self._coded is None else self._coded[start:stop]

    def _decoded(self, start: int, stop: int) -> str:
        try:
            return str(self._parts["tokens"].take(start, stop).tobytes(), "utf-32-le")
        except UnicodeDecodeError:
            raise manifest.damaged(self.path, "its part “tokens” holds what is no word") from None

    def _stretch(self, name: str, number: int) -> tuple[int, int]:
        ends = self._ends[name]
        return (ends[number - 1] if number else 0), ends[number]

    def _checked(self, name: str, of: str) -> memoryview:
        """The ends of the items of a part: never falling, the last one its length."""
        ends = self._parts[name].whole()
        items: Part = self._parts[of]
        last = int(ends[-1]) if len(ends) else 0
        if last != len(items) or (len(ends) and (int(ends[0]) < 0 or bool((np.diff(ends) < 0).any()))):
            raise manifest.damaged(self.path, f"its parts “{name}” and “{of}” do not match")
        return ends.data  # four times as fast to look one up in


_ENDS = {
    "text_ends": "texts",
    "fact_ends": "facts",
    "token_ends": "tokens",
    "posting_ends": "posting_clauses",
}


def _code(number: int) -> str:
    return chr(number if number < 0xD800 else number + 0x800)


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
