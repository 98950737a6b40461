"""Searching texts in memory, in plain Python: for the records that ship, and as the measure of the faster index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from sofadiff.comparison.subsequence import common, encode
from sofadiff.model import Agreement
from sofadiff.nearest import Asked, Clause, Entry, Hit, Unread, is_clause, ranking, weights
from sofadiff.nearest.words import words
from sofadiff.pinpoint import standings


class Plain:
    """A collection of agreements in memory."""

    unread: tuple[Unread, ...] = ()
    passed_over: Mapping[str, int] = {}

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        entries: list[Entry] = []
        self._clauses: list[Clause] = []
        for agreement in agreements:
            places = standings(agreement)
            units = [unit for unit in agreement.units if is_clause(unit)]
            entry = entry_of(agreement, first=len(self._clauses), clauses=len(units))
            entries.append(entry)
            self._clauses += [Clause(entry, unit, places[unit.id]) for unit in units]
        self.entries = tuple(entries)

    def clause(self, number: int) -> Clause:
        """The clause with that number."""
        return self._clauses[number]

    def nearest(self, asked: Sequence[Asked], top: int, leave_out: AbstractSet[int] = frozenset()) -> list[list[Hit]]:
        """For each of the words asked about the nearest clauses, best first."""
        hidden = frozenset(number for position in leave_out for number in self.entries[position].span)
        return [self._nearest(words(each.text, each.language), top, hidden) for each in asked]

    def _nearest(self, mine: list[str], top: int, hidden: AbstractSet[int]) -> list[Hit]:
        weight = self._weighed(mine)
        square = weights.square(weight)
        products: dict[int, int] = {}
        for word, value in weight.items():
            for number, other in self._postings.get(word, ()):
                products[number] = products.get(number, 0) + value * other
        likely = sorted((-product, number) for number, product in products.items() if product and number not in hidden)
        code = encode(mine, self._codes)
        found: list[Hit] = []
        for negative, number in likely[: ranking.CANDIDATES]:
            theirs = self._encoded[number]
            like = ranking.likeness(-negative, (square, self._squares[number]))
            order = ranking.in_order(common(code, theirs), (len(code), len(theirs)))
            found.append(Hit(number, ranking.score(like, order), like, order))
        return sorted(found, key=lambda hit: (-hit.score, hit.clause))[:top]

    def _weighed(self, mine: Sequence[str]) -> dict[str, int]:
        return weights.vector(Counter(mine), lambda word: weights.rarity(self._seen[word], len(self._clauses)))

    @cached_property
    def _words(self) -> list[list[str]]:
        return [words(clause.unit.text, clause.entry.language) for clause in self._clauses]

    @cached_property
    def _seen(self) -> Counter[str]:
        """Word to the number of clauses in which it stands."""
        return Counter(word for each in self._words for word in set(each))

    @cached_property
    def _weights(self) -> list[dict[str, int]]:
        return [self._weighed(each) for each in self._words]

    @cached_property
    def _squares(self) -> list[int]:
        return [weights.square(each) for each in self._weights]

    @cached_property
    def _postings(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for number, each in enumerate(self._weights):
            for word, value in each.items():
                found.setdefault(word, []).append((number, value))
        return found

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {}

    @cached_property
    def _encoded(self) -> list[str]:
        return [encode(each, self._codes) for each in self._words]


def entry_of(agreement: Agreement, *, first: int, clauses: int, size: int = 0) -> Entry:
    """An agreement as one text of a collection."""
    return Entry(
        slug=agreement.slug,
        path=agreement.path,
        sha256=agreement.sha256,
        size=size,
        title=agreement.title,
        short=agreement.short,
        language=agreement.language,
        kind=agreement.kind,
        work_uri=agreement.work_uri,
        work_date=agreement.work_date,
        completeness=agreement.completeness,
        text_status=agreement.text_status,
        terms=agreement.terms,
        first=first,
        clauses=clauses,
    )
