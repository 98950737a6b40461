"""What sofadiff says about a generated pair, read as the other tools are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from benchmarks import generator
from benchmarks.generator import Pair
from benchmarks.readback import SHARE, Reading
from sofadiff.comparison import Comparison, Link, Op
from sofadiff.comparison.compare import compare
from sofadiff.text import words


@dataclass(frozen=True, slots=True)
class Ours:
    """One comparison and its links as positions of clauses."""

    comparison: Comparison
    reading: Reading
    """Links that are not doubtful."""
    doubtful: frozenset[tuple[int, int]]
    substantive: int
    """Links between the two texts that are neither doubtful nor anything but substantive."""
    base: dict[str, int]
    """Unit id -> position of the clause."""
    other: dict[str, int]


def read(pair: Pair, *, bare: bool = True) -> Ours:
    """Compare a pair: bare, or with numbers and topics."""
    one, two = (generator.agreement(side, bare=bare, topics=not bare) for side in (pair.base, pair.other))
    found = compare(one, two)
    base, other = generator.positions(one), generator.positions(two)
    links: dict[bool, set[tuple[int, int]]] = {False: set(), True: set()}
    moves: set[tuple[int, int]] = set()
    substantive = 0
    for link in found.links:
        pairs = asserted(found, link, base, other)
        links[link.doubtful] |= pairs
        if link.moved and not link.doubtful:
            moves |= pairs
        substantive += bool(pairs) and not link.doubtful and link.verdict == "substantive"
    reading = Reading(frozenset(links[False]), frozenset(moves), frozenset(), rebuilt(found))
    return Ours(found, reading, frozenset(links[True]), substantive, base, other)


def asserted(
    found: Comparison, link: Link, base: dict[str, int], other: dict[str, int]
) -> set[tuple[int, int]]:  # fmt: skip
    """The clause pairs that a link asserts.

    With one clause on a side that is every pair. Several clauses against several are read as the other tools are: a
    pair counts where the edits keep at least a share of the shorter clause's words.
    """
    pairs = {(base[one], other[two]) for one in link.base for two in link.other}
    if min(len(link.base), len(link.other)) < 2:
        return pairs
    owners = [
        [at[unit.id] for unit in units for _ in words(unit.text)]
        for at, units in ((base, found.base_units(link)), (other, found.other_units(link)))
    ]
    kept: Counter[tuple[int, int]] = Counter()
    at = [0, 0]
    for edit in link.edits:
        lengths = len(words(edit.base)), len(words(edit.other))
        if edit.op in {Op.SAME, Op.FOLDED}:
            kept.update((owners[0][at[0] + n], owners[1][at[1] + n]) for n in range(min(lengths)))
        at = [at[0] + lengths[0], at[1] + lengths[1]]
    sizes = [Counter(side) for side in owners]
    return {(i, j) for i, j in pairs if kept[i, j] >= SHARE * min(sizes[0][i], sizes[1][j])}


def rebuilt(found: Comparison) -> bool:
    """Whether the edits of every link give both sides' texts back, byte for byte, and no unit is missing or twice."""
    seen: tuple[list[str], list[str]] = ([], [])
    for link in found.links:
        seen[0].extend(link.base)
        seen[1].extend(link.other)
        for name, units in (("base", found.base_units(link)), ("other", found.other_units(link))):
            if "".join(getattr(edit, name) for edit in link.edits) != "\n".join(unit.text for unit in units):
                return False
    return all(
        sorted(ids) == sorted(unit.id for unit in side.units)
        for ids, side in zip(seen, (found.base, found.other), strict=True)
    )
