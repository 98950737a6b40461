"""Readings against what is known: precision, recall, F1; moves, splits and merges found; false moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from benchmarks.generator import Pair
from benchmarks.readback import Reading


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one or more pairs; they add up."""

    pairs: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    """Links."""
    moves: int = 0
    moves_found: int = 0
    false_moves: int = 0
    splits: int = 0
    splits_found: int = 0
    """A split counts as found when every part is linked."""
    merges: int = 0
    merges_found: int = 0
    rewritten: int = 0
    rewritten_found: int = 0
    """Links of which no sentence is left."""
    left_moves: int = 0
    left_moves_found: int = 0
    left_splits: int = 0
    left_splits_found: int = 0
    left_merges: int = 0
    left_merges_found: int = 0
    """Moves, splits and merges of which some sentence is left in every part."""
    doubtful: int = 0
    """True links that are there, but marked as doubtful."""
    doubted: int = 0
    """Links marked as doubtful, true or not. Each counts as wrong, and the true ones as missed."""
    rebuilt: int = 0
    rebuilt_tried: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def precision(self) -> float:
        """Share of the links that are right; a doubtful one is wrong."""
        return share(self.right, self.right + self.wrong + self.doubted)

    @property
    def recall(self) -> float:
        """Share of the true links that are there and not doubtful."""
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return share(2 * self.right, 2 * self.right + self.wrong + self.doubted + self.missed)

    @property
    def f1_left_out(self) -> float:
        """The same if doubtful links were not there at all."""
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def doubtful_share(self) -> float:
        """Share of the true links that are marked as doubtful."""
        return share(self.doubtful, self.right + self.missed)


def share(part: float, whole: float) -> float:
    """Part of whole; nothing of nothing is all of it."""
    return part / whole if whole else 1.0


def score(
    pair: Pair, reading: Reading, *, marks_moves: bool, doubtful: frozenset[tuple[int, int]] = frozenset()
) -> Score:
    """The score of one reading. With `marks_moves` a move counts as found only where it is marked as one."""
    links = reading.links
    asserted = links & reading.moves if marks_moves else links
    moved = [link for link in pair.links if pair.base_kinds[link[0]] == "moved"]
    splits = _together(pair.links, 0, (n for n, kind in enumerate(pair.base_kinds) if kind == "split"))
    merges = _together(pair.links, 1, (n for n, kind in enumerate(pair.other_kinds) if kind == "merged"))
    gone = pair.rewritten
    left_moves = [link for link in moved if link not in gone]
    left_splits, left_merges = ([parts for parts in all_ if not parts & gone] for all_ in (splits, merges))
    return Score(
        pairs=1,
        right=len(links & pair.links),
        wrong=len(links - pair.links),
        missed=len(pair.links - links),
        moves=len(moved),
        moves_found=sum(link in asserted for link in moved),
        false_moves=len(reading.moves - set(moved)),
        splits=len(splits),
        splits_found=sum(parts <= links for parts in splits),
        merges=len(merges),
        merges_found=sum(parts <= links for parts in merges),
        rewritten=len(gone),
        rewritten_found=len(gone & links),
        left_moves=len(left_moves),
        left_moves_found=sum(link in asserted for link in left_moves),
        left_splits=len(left_splits),
        left_splits_found=sum(parts <= links for parts in left_splits),
        left_merges=len(left_merges),
        left_merges_found=sum(parts <= links for parts in left_merges),
        doubtful=len(doubtful & pair.links),
        doubted=len(doubtful),
        rebuilt=bool(reading.rebuilt),
        rebuilt_tried=reading.rebuilt is not None,
    )


def _together(links: Iterable[tuple[int, int]], side: int, clauses: Iterable[int]) -> list[set[tuple[int, int]]]:
    known = list(links)
    return [{link for link in known if link[side] == clause} for clause in clauses]
