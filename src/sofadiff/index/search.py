"""Searching a saved index: which clauses share the most weight of words, then a close look at the best of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct

from sofadiff.index import manifest, order, sums
from sofadiff.index.arrays import np
from sofadiff.index.container import Container, Part
from sofadiff.index.freshness import refuse_stale
from sofadiff.index.weighing import decoded
from sofadiff.nearest import Asked, Clause, Hit, ranking, weights
from sofadiff.nearest.words import words

Numbers = np.ndarray[Any, Any]
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
        self._sums = sums.Sums(
            path,
            self._ends["posting_ends"],
            container.parts["posting_clauses"],
            container.parts["posting_weights"],
            self.clauses,
        )
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
        for start in range(0, len(queries), sums.TOGETHER):
            some = queries[start : start + sums.TOGETHER]
            likely = self._sums.likely([query.weights for query in some], hidden)
            found += [self._ranked(query, *best, top) for query, best in zip(some, likely, strict=True)]
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
        return weights.rarity(0 if word is None else self._sums.seen(word), self.clauses)

    def _number(self, word: str) -> int | None:
        """The number of a word; None where no clause has it."""
        wanted = word.encode()
        number = bisect_left(self._words, wanted)
        return number if number < len(self._words) and self._words[number] == wanted else None

    def _ranked(self, query: _Query, numbers: Numbers, products: Numbers, top: int) -> list[Hit]:
        """The best of the likely clauses: the very numbers of :mod:`sofadiff.nearest.ranking`, for all at once."""
        theirs = [self._codes(number) for number in numbers.tolist()]
        lengths = np.array([len(codes) for codes in theirs], dtype=np.int64) + len(query.codes)
        squares = self._squares[numbers].astype(np.int64) * query.square
        like = np.minimum(1.0, products.astype(np.float64) / np.sqrt(squares))
        same = 2 * order.common(query.codes, theirs) / lengths
        score = ranking.score(like, same)
        best = np.lexsort((numbers, -score))[:top]
        return [
            Hit(*values) for values in zip(*(each[best].tolist() for each in (numbers, score, like, same)), strict=True)
        ]

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
