"""A record of one alignment as it runs: what was weighed, against what threshold, and what was paired when.

Alignment writes into it only where somebody asked why (:mod:`sofadiff.comparison.explaining` reads it); it decides
nothing and recomputes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from sofadiff.comparison.board import Pair
    from sofadiff.comparison.scoring import Scores


class Round(Struct, frozen=True):
    """One pass over what was open."""

    name: str
    """`pin`, `identity`, `identical`, `topic`, `wording`, `containment`, `length`, `frame` or `heading`."""
    sure: bool
    """Whether only pairs that leave no doubt were made."""
    least: float
    """Least wording of a pair in this pass."""
    group: str
    """Clauses, openings or headings: see `scoring`."""


class Weighed(Struct, frozen=True):
    """A pair as a pass saw it."""

    at: int
    """Number of the pass, counted from 0."""
    score: float
    threshold: float


class Fit(Struct, frozen=True):
    """A unit held against what a matched unit's partners leave of it unexplained."""

    at: int
    base: int
    other: int
    part_is_base: bool
    share: float
    threshold: float


class Headed(Struct, frozen=True):
    """Two headings: how alike their words are, and how many of the clauses under them answer each other."""

    words: float
    under: float
    score: float


class Trace:
    """What one alignment did, in order."""

    def __init__(self) -> None:
        self.rounds: list[Round] = []
        self.scores: dict[str, Scores] = {}
        """By group, with the units that were open when likeness was computed."""
        self._group = ""
        self.weighed: dict[tuple[int, int], list[Weighed]] = {}
        self.fits: list[Fit] = []
        self.headed: dict[tuple[int, int], Headed] = {}
        self.made: list[tuple[int, Pair]] = []
        self.barred: set[tuple[int, int]] = set()
        """Pairs that a pass would have made, had no person decided otherwise."""
        self.dropped: dict[tuple[int, int], float] = {}
        """Pairs that were made and undone, and the score that would have kept them."""

    def enter(self, name: str, *, sure: bool = False, least: float = 0.0) -> None:
        """A pass begins."""
        self.rounds.append(Round(name, sure, least, self._group))

    def score(self, group: str, scores: Scores) -> None:
        """The passes of one group begin, with their scores."""
        self._group = group
        self.scores[group] = scores

    def weigh(self, i: int, j: int, score: float, threshold: float) -> None:
        """A pass looked at a pair."""
        self.weighed.setdefault((i, j), []).append(Weighed(self._now, score, threshold))

    def fit(self, i: int, j: int, *, part_is_base: bool, share: float, threshold: float) -> None:
        """A pass asked whether a unit is a piece of one that is matched."""
        self.fits.append(Fit(self._now, i, j, part_is_base, share, threshold))

    def head(self, i: int, j: int, *, words: float, under: float, score: float) -> None:
        """A pass compared two headings."""
        self.headed[i, j] = Headed(words, under, score)

    def pair(self, pair: Pair) -> None:
        """A pair was made."""
        self.made.append((self._now, pair))

    def drop(self, pair: Pair, least: float) -> None:
        """A pair was undone for a score below `least`."""
        self.dropped[pair.base, pair.other] = least

    @property
    def _now(self) -> int:
        return len(self.rounds) - 1
