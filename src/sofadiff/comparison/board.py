"""The state of one alignment: pairs found so far, and which units are still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from sofadiff.comparison import Cut, Search
from sofadiff.comparison.scoring import Sides
from sofadiff.comparison.tracing import Trace

BETWEEN = 1
"""Clauses that may come in between two pieces of one clause."""
AROUND = 2
"""Units from `whole` within which the answer of such a clause says that it belongs there itself..."""
ELSEWHERE = 0.35
"""...and least score of an answer that says the contrary: a stray look-alike says nothing."""


class Pair(Struct, frozen=True):
    """Two units that answer each other."""

    base: int
    other: int
    rule: str
    score: float
    doubtful: bool


class Board(Struct):
    """The state of one alignment while the passes run."""

    sides: Sides
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    """Units that a person said do not answer each other: they never stand in one link, not even through others."""
    closed_base: set[int] = field(default_factory=set)
    """Units whose answers a person decided: no pass adds to them."""
    closed_other: set[int] = field(default_factory=set)
    pairs: dict[tuple[int, int], Pair] = field(default_factory=dict)
    of_base: dict[int, list[int]] = field(default_factory=dict)
    of_other: dict[int, list[int]] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)
    trace: Trace | None = None
    """Where what the passes do is written down, if somebody asked why."""

    def enter(self, name: str, *, sure: bool = False, least: float = 0.0) -> None:
        """A pass begins."""
        if self.trace is not None:
            self.trace.enter(name, sure=sure, least=least)

    def cut(self, search: Search, base: Iterable[int], other: Iterable[int]) -> None:
        """A search was cut short for these units."""
        self.cuts.append(
            Cut(
                search,
                tuple(self.sides.base[i].unit.id for i in base),
                tuple(self.sides.other[j].unit.id for j in other),
            )
        )

    def pin(self, base: Sequence[int], other: Sequence[int]) -> None:
        """Pair units that a person said answer each other, and close them to the passes."""
        for i in base:
            for j in other:
                self._put(Pair(i, j, "pin", 1.0, doubtful=False))
        self.closed_base.update(base)
        self.closed_other.update(other)

    def may(self, i: int, j: int) -> bool:
        """Whether a pass may pair two units: no person decided on either, nor forbade any two that it would join."""
        if i in self.closed_base or j in self.closed_other:
            return False
        if not self.forbidden:
            return True
        base, other = self._joined(i, j)
        return not any(one in base and two in other for one, two in self.forbidden)

    def add(self, pair: Pair) -> None:
        """Record a pair unless a person decided otherwise."""
        if (pair.base, pair.other) in self.pairs:
            return
        if self.may(pair.base, pair.other):
            self._put(pair)
        elif self.trace is not None:
            self.trace.barred.add((pair.base, pair.other))

    def drop(self, pair: Pair, least: float) -> None:
        """Undo a pair that a pass made, for a score below `least`."""
        del self.pairs[pair.base, pair.other]
        for found, key, value in ((self.of_base, pair.base, pair.other), (self.of_other, pair.other, pair.base)):
            found[key].remove(value)
            if not found[key]:
                del found[key]
        if self.trace is not None:
            self.trace.drop(pair, least)

    def open_base(self, group: str) -> list[int]:
        """Positions of base units of a group that have no partner yet."""
        return [i.position for i in self.sides.base if i.group == group and i.position not in self.of_base]

    def open_other(self, group: str) -> list[int]:
        """Positions of other units of a group that have no partner yet."""
        return [i.position for i in self.sides.other if i.group == group and i.position not in self.of_other]

    def beside(self, one: int, two: int, whole: int, *, base: bool) -> bool:
        """Whether two units of one side stand beside each other, if only for a clause between that is not from there.

        Such a clause has no answer yet, or its answers stand elsewhere than around `whole`, where the two belong.
        """
        if abs(one - two) <= 1:
            return True
        side, of = (self.sides.base, self.of_base) if base else (self.sides.other, self.of_other)
        between = (one + two) // 2
        if abs(one - two) > BETWEEN + 1 or side[between].group != side[one].group:
            return False
        answers = of.get(between, ())
        pairs = [self.pairs[(between, answer) if base else (answer, between)] for answer in answers]
        return all(
            pair.score >= ELSEWHERE and abs(answer - whole) > AROUND
            for pair, answer in zip(pairs, answers, strict=True)
        )

    def off(self, i: int, j: int) -> float:
        """How far apart two units stand, as shares of their texts; negative where `i` stands earlier."""
        return i / max(1, len(self.sides.base)) - j / max(1, len(self.sides.other))

    def _put(self, pair: Pair) -> None:
        self.pairs[pair.base, pair.other] = pair
        if self.trace is not None:
            self.trace.pair(pair)
        self.of_base.setdefault(pair.base, []).append(pair.other)
        self.of_other.setdefault(pair.other, []).append(pair.base)

    def _joined(self, i: int, j: int) -> tuple[set[int], set[int]]:
        """All units that would stand in one link with these two."""
        base, other = {i}, {j}
        new = [(True, i), (False, j)]
        while new:
            is_base, position = new.pop()
            mine, theirs = (self.of_base, other) if is_base else (self.of_other, base)
            for partner in mine.get(position, ()):
                if partner not in theirs:
                    theirs.add(partner)
                    new.append((not is_base, partner))
        return base, other
