"""Which units of two agreements answer each other, by which rule, and how sure.

Passes, in this order, each a small function that adds pairs and names its rule: pins (decided by a person), identity
(versions of one instrument only), identical words, same topic and best wording, wording, containment (splits and
merges), headings. Whatever has no partner is removed or added. Numbers of clauses never decide between different
instruments. `linking` makes groups of pairs, so that every unit stands in exactly one link.

Every tie is broken by one total order: score, then nearness of position, then document order of base and of other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sofadiff.comparison import similarity
from sofadiff.comparison.diff import common, encode
from sofadiff.comparison.scoring import (
    BODY,
    HEADING,
    OPENING,
    SURE,
    SURE_RELATED,
    T_PAIR,
    T_PAIR_RELATED,
    T_WORDS,
    Item,
    Scores,
    Sides,
)
from sofadiff.model import Unit

# Thresholds of single pairs stand in `scoring`; these are of containment and of headings, chosen the same way.
T_CONTAINED = 0.50
"""Least share of a unit's words found in what its new home has not already matched."""
T_CONTAINED_NEAR = 0.20
"""The same where enough pairs are sure and the unit stands next to one that is matched with that home."""
SURE_CONTAINED = 0.26
"""Contained pairs below this are doubtful."""
SHORT = 6
"""Units with fewer words than this say too little to be found inside others by their words alone."""
T_CONTAINED_SHORT = 0.85
"""Least share for such short units; they must also stand next to a matched one."""
T_CLEAR = 0.30
"""Least wording of a pair that is made before splits and merges are looked for."""
T_HEADING = 0.5
"""Least score of two headings: half wording, half the clauses under them."""


@dataclass(frozen=True)
class Pair:
    """Two units that answer each other."""

    base: int
    other: int
    rule: str
    score: float
    doubtful: bool


@dataclass(frozen=True)
class Pin:
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


def pairs(
    base: Sequence[Item],
    other: Sequence[Item],
    *,
    versions: bool = False,
    same_language: bool = True,
    empty: frozenset[str] = frozenset(),
    pins: Iterable[Pin] = (),
) -> list[Pair]:
    """All pairs, sorted by position in base and other.

    `versions`: both are versions of one instrument. `empty`: words that say nothing by themselves.
    """
    board = Board(Sides(base, other, same_language, empty))
    _pinned(board, pins)
    if versions:
        _identity(board, "wid")
    if same_language:
        _identical(board)
    if versions:
        _identity(board, "eid")
    for group in (BODY, OPENING):
        _worded(board, group)
    _headings(board)
    return [board.pairs[where] for where in sorted(board.pairs)]


def _pinned(board: Board, pins: Iterable[Pin]) -> None:
    for pin in pins:
        for one in board.sides.base:
            for two in board.sides.other:
                if pin.base in {one.unit.id, one.unit.wid} and pin.other in {two.unit.id, two.unit.wid}:
                    if pin.forbid:
                        board.forbidden.add((one.position, two.position))
                    else:
                        board.add(Pair(one.position, two.position, "pin", 1.0, doubtful=False))


def _identity(board: Board, by: str) -> None:
    """Versions of one instrument: the same permanent id, or the same place and at least similar words."""
    known = {
        (getattr(board.sides.other[j].unit, by), board.sides.other[j].unit.part): j
        for g in _GROUPS
        for j in board.open_other(g)
    }
    for group in _GROUPS:
        for i in board.open_base(group):
            name, part = getattr(board.sides.base[i].unit, by), board.sides.base[i].unit.part
            j = known.get((name, part))
            if name is None or j is None or j in board.of_other:
                continue
            alike = _overlap(board.sides.base[i].features, board.sides.other[j].features)
            if by == "wid" or alike >= T_PAIR:
                board.add(Pair(i, j, "identity", alike, doubtful=False))


_GROUPS = (BODY, OPENING, HEADING)


def _overlap(one: Sequence[str], two: Sequence[str]) -> float:
    total = len(one) + len(two)
    codes: dict[str, str] = {}
    return 2 * common(encode(one, codes), encode(two, codes)) / total if total else 1.0


def _identical(board: Board) -> None:
    """The same words after normalisation; of several equal units those assumed from each other, then the nearest."""
    for group in _GROUPS:
        same: dict[str, list[int]] = {}
        for j in board.open_other(group):
            same.setdefault(board.sides.other[j].key, []).append(j)
        choices = [
            (not _assumed(board.sides.base[i].unit, board.sides.other[j].unit), abs(_place(board, i, j)), i, j)
            for i in board.open_base(group)
            if board.sides.base[i].key
            for j in same.get(board.sides.base[i].key, ())
        ]
        for _, _, i, j in sorted(choices):
            if i not in board.of_base and j not in board.of_other:
                board.add(Pair(i, j, "identical", 1.0, doubtful=False))


def _assumed(base: Unit, other: Unit) -> bool:
    def ends(source: str | None, unit: Unit) -> bool:
        return bool(source and unit.wid and source.endswith(f"#{unit.wid}"))

    return ends(base.assumed_from, other) or ends(other.assumed_from, base)


def _place(board: Board, i: int, j: int) -> float:
    return i / max(1, len(board.sides.base)) - j / max(1, len(board.sides.other))


def _worded(board: Board, group: str) -> None:
    """Topic, wording and containment passes over what is still open in one group."""
    rows, columns = board.open_base(group), board.open_other(group)
    if not rows or not columns:
        return
    known = [where for where in board.pairs if board.sides.base[where[0]].group == group]
    scores = Scores(board.sides, rows, columns, known)
    # What is clear by its words first, and pieces of split clauses before the rest: else a stray look-alike that stands
    # in the right place takes them.
    for least, sure in ((T_CLEAR, True), (T_WORDS, True), (T_WORDS, False)):
        _greedy(board, scores, "topic", sure=sure, least=least)
        _greedy(board, scores, "wording", sure=sure, least=least)
        if board.sides.same_language:
            _contained(board, scores, group, sure=sure)


def _greedy(board: Board, scores: Scores, rule: str, *, sure: bool, least: float) -> None:
    """Best pairs first, each unit once; `least` is the least wording."""
    ranked = []
    threshold = scores.between(SURE, SURE_RELATED) if sure else scores.between(T_PAIR, T_PAIR_RELATED)
    for (i, j), wording in scores.wording.items():
        if wording < least:
            continue
        if rule == "topic" and not scores.share_topic(i, j):
            continue
        score = scores.score(i, j)
        if score >= threshold:
            ranked.append((-score, abs(_place(board, i, j)), i, j))
    for negative, _, i, j in sorted(ranked):
        if i not in board.of_base and j not in board.of_other:
            board.add(Pair(i, j, rule, -negative, scores.doubtful(i, j, -negative)))


def _contained(board: Board, scores: Scores, group: str, *, sure: bool) -> None:
    """Splits and merges: an open unit whose words stand in what a matched unit's partners leave unexplained."""
    found: list[tuple[float, float, int, int, bool]] = []
    for i in board.open_base(group):
        for j in scores.likely_other(i):
            found.extend(_fits(board, scores, i, j, part_is_base=True, sure=sure))
    for j in board.open_other(group):
        for i in scores.likely_base(j):
            found.extend(_fits(board, scores, i, j, part_is_base=False, sure=sure))
    done: set[tuple[bool, int]] = set()
    for negative, _, i, j, part_is_base in sorted(found):
        part = (part_is_base, i if part_is_base else j)
        if part not in done:
            done.add(part)
            board.add(Pair(i, j, "containment", -negative, doubtful=-negative < SURE_CONTAINED))


def _fits(
    board: Board, scores: Scores, i: int, j: int, *, part_is_base: bool, sure: bool
) -> list[tuple[float, float, int, int, bool]]:
    part, whole = (
        (board.sides.base[i], board.sides.other[j]) if part_is_base else (board.sides.other[j], board.sides.base[i])
    )
    partners = board.of_other.get(j, []) if part_is_base else board.of_base.get(i, [])
    side = board.sides.base if part_is_base else board.sides.other
    if not partners or len(whole.features) < len(part.features):
        return []
    near = any(abs(p - part.position) <= 1 for p in partners)
    threshold = scores.between(T_CONTAINED, T_CONTAINED_NEAR) if near and not sure else T_CONTAINED
    if len(part.features) < SHORT:
        threshold = T_CONTAINED_SHORT if near else 2.0
    taken = [word for p in partners for word in side[p].features]
    value = similarity.containment(part.features, whole.features, taken, scores.weight)
    return [(-value, abs(_place(board, i, j)), i, j, part_is_base)] if value >= threshold else []


def _headings(board: Board) -> None:
    """Headings answer each other by their words and by the clauses under them."""
    ranked: list[tuple[float, float, int, int, str]] = []
    rows, columns = board.open_base(HEADING), board.open_other(HEADING)
    base, other = _under(board.sides.base, rows), _under(board.sides.other, columns)
    for i in rows:
        for j in columns:
            words = 0.0
            if board.sides.same_language:
                words = _overlap(board.sides.base[i].features, board.sides.other[j].features)
            under = _answered(board, base[i], other[j])
            score = (words + under) / 2
            if score >= T_HEADING or (not board.sides.same_language and under >= T_HEADING):
                rule = "wording" if words >= T_HEADING else "containment"
                ranked.append((-score, abs(_place(board, i, j)), i, j, rule))
    for negative, _, i, j, rule in sorted(ranked):
        if i not in board.of_base and j not in board.of_other:
            board.add(Pair(i, j, rule, -negative, doubtful=rule != "wording"))


def _under(side: Sequence[Item], headings: Iterable[int]) -> dict[int, set[int]]:
    """Positions of the clauses that stand under each heading."""
    places = [(item.unit.eid + "__", item.position) for item in side if item.group == BODY]
    return {
        heading: {position for eid, position in places if eid.startswith(side[heading].unit.eid + "__")}
        for heading in headings
    }


def _answered(board: Board, mine: set[int], theirs: set[int]) -> float:
    """Share of the clauses under either heading that answer clauses under the other one."""
    ours = sum(any(j in theirs for j in board.of_base.get(i, ())) for i in mine)
    back = sum(any(i in mine for i in board.of_other.get(j, ())) for j in theirs)
    whole = len(mine) + len(theirs)
    return (ours + back) / whole if whole else 0.0
