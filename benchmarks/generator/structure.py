"""What happens to whole clauses: they split, merge, go, come and move, and it is known which."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.generator.redrafting import Strength
from benchmarks.generator.stock import Stock
from benchmarks.generator.writing import Passage, passage

FAR = 4
"""A clause counts as moved when it passes at least so many clauses that stay."""
TRIES = 200
NEW = -1
"""The uid of every clause that comes in later: none refers to it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One clause of the later agreement."""

    origins: tuple[int, ...]
    """Positions of the earlier clauses it answers; empty where it is new."""
    kind: str
    """`kept`, `split`, `merged`, `inserted` or `moved`."""
    passage: Passage
    rewritten: tuple[int, ...] = ()
    """The origins of a merged clause of which no sentence is left."""

    def anew(self) -> tuple[int, ...]:
        """The origins of which no sentence is left: every one was written anew."""
        if self.kind == "merged":
            return self.rewritten
        return self.origins if self.passage.anew and all(self.passage.anew) else ()


def start(passages: Sequence[Passage]) -> list[Placed]:
    """Every clause kept in its place."""
    return [Placed((position,), "kept", each) for position, each in enumerate(passages)]


def rearranged(rng: random.Random, stock: Stock, placed: list[Placed], strength: Strength) -> list[Placed]:
    """The clauses after every split, merge, deletion, insertion and move of a strength."""
    many = [at for at, each in enumerate(placed) if each.kind == "kept" and len(each.passage.sentences) >= 2]
    for at in sorted(rng.sample(many, min(strength.splits, len(many))), reverse=True):
        split(rng, placed, at)
    for _ in range(strength.merges):
        if (pair := mergeable(rng, placed)) is not None:
            merge(placed, pair)
    for _ in range(strength.deletions):
        kept = [at for at, each in enumerate(placed) if each.kind == "kept"]
        del placed[rng.choice(kept)]
    for _ in range(strength.insertions):
        new = passage(rng, stock, rng.choice(list(stock.topics)), NEW)
        placed.insert(rng.randrange(len(placed) + 1), Placed((), "inserted", new))
    for _ in range(strength.moves):
        placed = moved(rng, placed)
    return placed


def split(rng: random.Random, placed: list[Placed], at: int) -> None:
    """Cut the clause at a position between two of its sentences."""
    each = placed[at].passage
    cut = rng.randrange(1, len(each.sentences))
    rest = replace(each, sentences=each.sentences[cut:], anew=each.anew[cut:])
    first = replace(each, sentences=each.sentences[:cut], anew=each.anew[:cut])
    placed[at : at + 1] = [Placed(placed[at].origins, "split", part) for part in (first, rest)]


def mergeable(rng: random.Random, placed: Sequence[Placed]) -> int | None:
    """A position whose clause and the next one are both kept."""
    found = [at for at in range(len(placed) - 1) if {placed[at].kind, placed[at + 1].kind} == {"kept"}]
    return rng.choice(found) if found else None


def merge(placed: list[Placed], at: int) -> None:
    """Join the clause at a position and the next one."""
    one, two = placed[at], placed[at + 1]
    joined = replace(one.passage, sentences=one.passage.sentences + two.passage.sentences, anew=())
    placed[at : at + 2] = [Placed(one.origins + two.origins, "merged", joined, one.anew() + two.anew())]


def moved(rng: random.Random, placed: list[Placed], at: int | None = None) -> list[Placed]:
    """The clauses after one more kept clause has moved; which ones have moved stays the only possible reading.

    The same list where no such move was found.
    """
    kept = [position for position, each in enumerate(placed) if each.kind == "kept"]
    for _ in range(TRIES):
        here = rng.choice(kept) if at is None else at
        there = rng.randrange(len(placed))
        rest = placed[:here] + placed[here + 1 :]
        made = [*rest[:there], replace(placed[here], kind="moved"), *rest[there:]]
        if _passes(rest[min(here, there) : max(here, there)], placed[here]) and plain(made):
            return made
    return placed


def _passes(between: Sequence[Placed], one: Placed) -> bool:
    """Whether the clauses that were passed are many, and weigh more than the clause that passed them."""
    stay = [each for each in between if each.kind in {"kept", "split", "merged"}]
    return len(stay) >= FAR and sum(_length(each) for each in stay) > 2 * _length(one)


def _length(each: Placed) -> int:
    return sum(map(len, each.passage.sentences))


def plain(placed: Sequence[Placed]) -> bool:
    """Whether exactly the clauses called moved are out of every longest run that is still in the old order."""
    linked = [each for each in placed if each.origins]
    order = [each.origins[0] for each in linked]
    through = [
        before + after - 1
        for before, after in zip(_longest(order), reversed(_longest([-x for x in reversed(order)])), strict=True)
    ]
    best = max(through, default=0)
    return all((length < best) == (each.kind == "moved") for each, length in zip(linked, through, strict=True))


def _longest(order: Sequence[int]) -> list[int]:
    """For each place, the length of the longest never-falling run that ends there."""
    tails: list[int] = []
    found = []
    for value in order:
        at = bisect_left(tails, value + 1)
        tails[at : at + 1] = [value]
        found.append(at + 1)
    return found
