"""The state of one alignment: pairs found so far, and which units are still open."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from sofadiff.comparison.scoring import Sides


class Pair(Struct, frozen=True):
    """Two units that answer each other."""

    base: int
    other: int
    rule: str
    score: float
    doubtful: bool


class Pin(Struct, frozen=True):
    """A person's decision on two units; the hook for the file of pins beside a record."""

    base: str
    """Unit id or wId."""
    other: str
    forbid: bool = False


@dataclass
class Board:
    """The state of one alignment while the passes run."""

    sides: Sides
    forbidden: set[tuple[int, int]] = field(default_factory=set)
    pairs: dict[tuple[int, int], Pair] = field(default_factory=dict)
    of_base: dict[int, list[int]] = field(default_factory=dict)
    of_other: dict[int, list[int]] = field(default_factory=dict)

    def add(self, pair: Pair) -> None:
        """Record a pair unless a person forbade it."""
        where = (pair.base, pair.other)
        if where in self.forbidden or where in self.pairs:
            return
        self.pairs[where] = pair
        self.of_base.setdefault(pair.base, []).append(pair.other)
        self.of_other.setdefault(pair.other, []).append(pair.base)

    def open_base(self, group: str) -> list[int]:
        """Positions of base units of a group that have no partner yet."""
        return [i.position for i in self.sides.base if i.group == group and i.position not in self.of_base]

    def open_other(self, group: str) -> list[int]:
        """Positions of other units of a group that have no partner yet."""
        return [i.position for i in self.sides.other if i.group == group and i.position not in self.of_other]

    def off(self, i: int, j: int) -> float:
        """How far apart two units stand, as shares of their texts; negative where `i` stands earlier."""
        return i / max(1, len(self.sides.base)) - j / max(1, len(self.sides.other))
