"""Any two witnesses read against each other in one row: the runs of words, what they amount to, what it is called.

Between the base and a witness this says what their comparison says; between two other witnesses it applies the same
rules to the same words. A reference to another clause is the same reference where the two clauses answer each other,
in the base or in a row of their own.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from msgspec import Struct

from sofadiff.comparison import ChangeClass, Comparison, Edit, Kind, Op, Verdict, linking
from sofadiff.comparison.changed import speaks
from sofadiff.comparison.classify import NOT_KNOWN, Judged, Known, assumed, judge, verdict
from sofadiff.comparison.diff import Run, Token, apart, runs
from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.known import known
from sofadiff.comparison.rows import Concept
from sofadiff.comparison.scoring import Item, item
from sofadiff.comparison.witnesses import ALIKE, State
from sofadiff.model import Agreement, Support, Unit

APART = 0.5
"""With more than this share of the words of two texts changed, they are told whole, not as a list of variants."""


class Collation(Struct, frozen=True):
    """Two texts of one row, the first read as the earlier one."""

    runs: tuple[Run, ...]
    edits: tuple[Edit, ...]
    """One for each run."""
    classes: tuple[ChangeClass, ...]
    state: State
    known: Known
    """Which of the two is known whole."""

    @property
    def changed(self) -> float:
        """Share of the words of both texts that the other one does not have, 0 to 1."""
        total = sum(speaks(token) for run in self.runs for token in (*run.base, *run.other))
        kept = (run for run in self.runs if run.op in (Op.SAME, Op.FOLDED))
        same = sum(speaks(token) for run in kept for token in (*run.base, *run.other))
        return 1 - same / total if total else 0.0


class Collator:
    """Reads the witnesses of one synopsis against each other, each pair in each row once."""

    def __init__(self, comparisons: Sequence[Comparison], rows: Sequence[Concept]) -> None:
        self.texts: tuple[Agreement, ...] = (comparisons[0].base, *(c.other for c in comparisons))
        self.rows = rows
        self._items = [_items(text) for text in self.texts]
        self._links = [_link_numbers(comparison) for comparison in comparisons]
        self._row = {(w, n): r for r, row in enumerate(rows) for w, ns in enumerate(row.places) for n in ns}
        self._where: dict[tuple[int, int], tuple[Mapping[str, int], Mapping[str, int]]] = {}
        self._done: dict[tuple[int, int, int], Collation] = {}

    def units(self, row: int, witness: int) -> list[Unit]:
        """The witness's clauses in a row, in the row's order."""
        return [self.texts[witness].units[n] for n in self.rows[row].places[witness]]

    def names(self, row: int, witness: int, role: str) -> bool:
        """Whether the witness's clauses in a row name whoever holds a role."""
        items = (self._items[witness][n] for n in self.rows[row].places[witness])
        return any(token.role == role for each in items for token in each.tokens)

    def read(self, row: int, one: int, two: int) -> Collation:
        """The second text read against the first; both have clauses in the row."""
        key = (row, one, two)
        if key not in self._done:
            self._done[key] = self._read(row, one, two)
        return self._done[key]

    def _read(self, row: int, one: int, two: int) -> Collation:
        texts = (self.texts[one], self.texts[two])
        units = (self.units(row, one), self.units(row, two))
        whole = known(*texts, *units)
        tokens = self._tokens(row, one, two)
        if texts[0].language != texts[1].language:
            found = apart(*tokens)
            edits = tuple(Edit(run.op, _written(run.base), _written(run.other)) for run in found)
            why = assumed(*units, texts[0].slug, texts[1].slug)
            return Collation(tuple(found), edits, (), State.ASSUMED if why else State.LANGUAGE, whole)
        found = runs(*tokens)
        judged = judge(found, texts[0].language, whole)
        inferred = bool(assumed(*units, texts[0].slug, texts[1].slug))
        return Collation(tuple(found), judged.edits, judged.classes, _state(judged, units, inferred=inferred), whole)

    def _tokens(self, row: int, one: int, two: int) -> tuple[list[Token], list[Token]]:
        """Both texts as tokens, references that both make being one token each."""
        sides = [[self._items[w][n] for n in self.rows[row].places[w]] for w in (one, two)]
        where = self._targets(one, two)
        cited = [
            {target for each in side for target in linking.referenced(each, there)}
            for side, there in zip(sides, where, strict=True)
        ]
        shared = cited[0] & cited[1]
        first, second = (
            linking.joined([linking.with_references(each, there, shared) if shared else each.tokens for each in side])
            for side, there in zip(sides, where, strict=True)
        )
        return first, second

    def _targets(self, one: int, two: int) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """For each text eId -> number of the concept that stands there; equal numbers answer each other."""
        if (one, two) not in self._where:
            numbers: dict[Hashable, int] = {}
            first, second = (
                linking.targets(
                    self._items[w],
                    {
                        n: numbers.setdefault(self._concept(w, n, one, two), len(numbers))
                        for n in range(len(self._items[w]))
                    },
                )
                for w in (one, two)
            )
            self._where[one, two] = (first, second)
        return self._where[one, two]

    def _concept(self, witness: int, position: int, one: int, two: int) -> Hashable:
        """What a unit is about, as far as the two texts share it: its link with the base, else a row of its own."""
        if one == 0:
            base, other = self._links[two - 1]
            return (base if witness == 0 else other)[position]
        base, other = self._links[witness - 1]
        answered = tuple(n for n, link in base.items() if link == other[position])
        row = self._row[witness, position]
        if answered or len(self.rows[row].places[witness]) == 1:
            return answered or f"row {row}"
        return (witness, position)


def _state(judged: Judged, units: tuple[Sequence[Unit], Sequence[Unit]], *, inferred: bool) -> State:
    decided, rule = verdict(Kind.MODIFIED, judged)
    both = [*units[0], *units[1]]
    if inferred:
        return State.ASSUMED
    found = State.CHANGED if all(unit.support in (Support.VERIFIED, None) for unit in both) else State.RESTATED
    if decided is Verdict.IDENTICAL:
        found = State.SAME
    elif decided is Verdict.EDITORIAL:
        found = State.EDITORIAL
    elif rule == NOT_KNOWN:
        found = State.IN_PART
    if found in (*ALIKE, State.IN_PART) and any(unit.assumed_from for unit in both):
        return State.ASSUMED  # what we inferred from a template agrees with others by our own doing
    return found


def _items(text: Agreement) -> list[Item]:
    glossary = Glossary.of(text)
    return [item(unit, n, glossary.tokens(unit.text)) for n, unit in enumerate(text.units)]


def _link_numbers(comparison: Comparison) -> tuple[dict[int, int], dict[int, int]]:
    """Position of each unit -> number of its link, for both texts."""
    base, other = ({unit.id: n for n, unit in enumerate(text.units)} for text in (comparison.base, comparison.other))
    return (
        {base[unit]: n for n, link in enumerate(comparison.links) for unit in link.base},
        {other[unit]: n for n, link in enumerate(comparison.links) for unit in link.other},
    )


def _written(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)
