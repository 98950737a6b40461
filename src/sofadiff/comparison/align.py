"""Which units of two agreements answer each other, by which rule, and how sure.

Passes, in this order, each a small function that adds pairs and names its rule: pins (decided by a person), identity
(versions of one instrument only), identical words, same topic and best wording, wording, containment (splits and
merges), headings. Whatever has no partner is removed or added. Numbers of clauses never decide between different
instruments. `linking` makes groups of pairs, so that every unit stands in exactly one link.

Every tie is broken by one total order: score, then nearness of position, then document order of base and of other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sofadiff.comparison import Cut, Decided, Search, limits
from sofadiff.comparison.board import Board, Pair
from sofadiff.comparison.lengths import completed
from sofadiff.comparison.pieces import contained, framed, unframed
from sofadiff.comparison.scoring import (
    BODY,
    HEADING,
    OPENING,
    T_PAIR,
    Item,
    Scores,
    Sides,
)
from sofadiff.comparison.subsequence import common, encode
from sofadiff.comparison.tracing import Trace
from sofadiff.model import Decision, Unit

# Thresholds of single pairs stand in `scoring`; these are of containment and of headings, chosen the same way.
T_CLEAR = 0.35
"""Least wording of a pair that is made before splits and merges are looked for."""
T_HEADING = 0.5
"""Least score of two headings: half wording, half the clauses under them."""


def pairs(
    base: Sequence[Item],
    other: Sequence[Item],
    *,
    versions: bool = False,
    same_language: bool = True,
    empty: frozenset[str] = frozenset(),
    pins: Iterable[Decided] = (),
    trace: Trace | None = None,
    cuts: list[Cut] | None = None,
) -> list[Pair]:
    """All pairs, sorted by position in base and other.

    `versions`: both are versions of one instrument. `empty`: words that say nothing by themselves. `trace`: where to
    write down what was weighed and why. `cuts`: where to write down which searches were cut short.
    """
    board = Board(Sides(base, other, same_language, empty), trace=trace, cuts=[] if cuts is None else cuts)
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


def _pinned(board: Board, pins: Iterable[Decided]) -> None:
    board.enter("pin")
    for found in pins:
        base = [one.position for one in board.sides.base if one.unit.id in found.base]
        other = [two.position for two in board.sides.other if two.unit.id in found.other]
        if found.pin.decision is Decision.FORBID:
            board.forbidden.update((i, j) for i in base for j in other)
        else:
            board.pin(base, other)


def _identity(board: Board, by: str) -> None:
    """Versions of one instrument: the same permanent id, or the same place and at least similar words."""
    board.enter("identity")
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
    """The same words after normalisation; of several equal units those assumed from each other, then the nearest.

    Where both sides have as many equal units, the first answers the first.
    """
    board.enter("identical")
    for group in _GROUPS:
        mine, theirs = (
            _alike(board.sides.base, board.open_base(group)),
            _alike(board.sides.other, board.open_other(group)),
        )
        choices: list[tuple[bool, float, int, int]] = []
        for key, ones in mine.items():
            twos = theirs.get(key, [])
            if len(ones) * len(twos) > limits.EQUAL_PAIRS:
                board.cut(Search.EQUAL, ones, twos)
                choices += [(False, 0, i, j) for i, j in zip(ones, twos, strict=False)]
                continue
            for m, i in enumerate(ones):
                for n, j in enumerate(twos):
                    away = abs(m - n) if len(ones) == len(twos) else abs(board.off(i, j))
                    choices.append((not _assumed(board.sides.base[i].unit, board.sides.other[j].unit), away, i, j))
        for _, _, i, j in sorted(choices):
            if i not in board.of_base and j not in board.of_other:
                board.add(Pair(i, j, "identical", 1.0, doubtful=False))


def _alike(side: Sequence[Item], positions: Iterable[int]) -> dict[str, list[int]]:
    """Positions by normalised words, empty units left out."""
    found: dict[str, list[int]] = {}
    for position in positions:
        if side[position].key:
            found.setdefault(side[position].key, []).append(position)
    return found


def _assumed(base: Unit, other: Unit) -> bool:
    def ends(source: str | None, unit: Unit) -> bool:
        return bool(source and unit.wid and source.endswith(f"#{unit.wid}"))

    return ends(base.assumed_from, other) or ends(other.assumed_from, base)


def _worded(board: Board, group: str) -> None:
    """Topic, wording and containment passes over what is still open in one group."""
    rows, columns = board.open_base(group), board.open_other(group)
    if not rows or not columns:
        return
    known = [(i, j) for i, j in board.pairs if board.sides.base[i].group == board.sides.other[j].group == group]
    scores = Scores(board.sides, rows, columns, known)
    if scores.likely.cut_base or scores.likely.cut_other:
        board.cut(Search.CANDIDATES, scores.likely.cut_base, scores.likely.cut_other)
    if board.trace is not None:
        board.trace.score(group, scores)
    # What is clear by its words first, and pieces of split clauses before the rest: else a stray look-alike that stands
    # in the right place takes them.
    for least, sure in ((T_CLEAR, True), (scores.least_words, True), (scores.least_words, False)):
        _greedy(board, scores, "topic", sure=sure, least=least)
        _greedy(board, scores, "wording", sure=sure, least=least)
        if board.sides.same_language:
            contained(board, scores, group, sure=sure)
    if board.sides.same_language:
        completed(board, scores, group)
        framed(board, scores, group)
    unframed(board, group)


def _greedy(board: Board, scores: Scores, rule: str, *, sure: bool, least: float) -> None:
    """Best pairs first, each unit once; `least` is the least wording."""
    board.enter(rule, sure=sure, least=least)
    ranked = []
    clear = scores.clear
    for (i, j), wording in scores.wording.items():
        if wording < least:
            continue
        if rule == "topic" and not scores.share_topic(i, j):
            continue
        score = scores.score(i, j)
        threshold = clear if sure else scores.least(i, j)
        if board.trace is not None:
            board.trace.weigh(i, j, score, threshold)
        if score >= threshold:
            ranked.append((-score, abs(board.off(i, j)), i, j))
    for negative, _, i, j in sorted(ranked):
        if i not in board.of_base and j not in board.of_other:
            board.add(Pair(i, j, rule, -negative, scores.doubtful(i, j, -negative)))


def _headings(board: Board) -> None:
    """Headings answer each other by their words and by the clauses under them."""
    board.enter("heading")
    ranked: list[tuple[float, float, int, int, str]] = []
    rows, columns = board.open_base(HEADING), board.open_other(HEADING)
    base, other = _under(board.sides.base, rows), _under(board.sides.other, columns)
    for i, j in _pairs_of_headings(board, base, other):
        words = 0.0
        if board.sides.same_language:
            words = _overlap(board.sides.base[i].features, board.sides.other[j].features)
        under = _answered(board, base[i], other[j])
        score = (words + under) / 2
        if board.trace is not None:
            board.trace.head(i, j, words=words, under=under, score=score)
        if score >= T_HEADING or (not board.sides.same_language and under >= T_HEADING):
            rule = "wording" if words >= T_HEADING else "containment"
            ranked.append((-score, abs(board.off(i, j)), i, j, rule))
    for negative, _, i, j, rule in sorted(ranked):
        if i not in board.of_base and j not in board.of_other:
            board.add(Pair(i, j, rule, -negative, doubtful=rule != "wording"))


def _pairs_of_headings(
    board: Board, base: Mapping[int, set[int]], other: Mapping[int, set[int]]
) -> Iterable[tuple[int, int]]:
    """The headings to compare: all with all, or with very many only those over clauses that answer each other."""
    if len(base) * len(other) <= limits.HEADING_PAIRS:
        return [(i, j) for i in base for j in other]
    board.cut(Search.HEADINGS, base, other)
    over: dict[int, list[int]] = {}
    for heading, clauses in other.items():
        for position in clauses:
            over.setdefault(position, []).append(heading)
    return sorted(
        {
            (heading, j)
            for heading, clauses in base.items()
            for position in clauses
            for partner in board.of_base.get(position, ())
            for j in over.get(partner, ())
        }
    )


def _under(side: Sequence[Item], headings: Iterable[int]) -> dict[int, set[int]]:
    """Positions of the clauses that stand under each heading."""
    found: dict[int, set[int]] = {heading: set() for heading in headings}
    of: dict[str, list[int]] = {}
    for heading in found:
        of.setdefault(side[heading].unit.eid, []).append(heading)
    for item in side:
        above = item.unit.eid if item.group == BODY else ""
        while above:
            for heading in of.get(above, ()):
                found[heading].add(item.position)
            above = above.rpartition("__")[0]
    return found


def _answered(board: Board, mine: set[int], theirs: set[int]) -> float:
    """Share of the clauses under either heading that answer clauses under the other one."""
    ours = sum(any(j in theirs for j in board.of_base.get(i, ())) for i in mine)
    back = sum(any(i in mine for i in board.of_other.get(j, ())) for j in theirs)
    whole = len(mine) + len(theirs)
    return (ours + back) / whole if whole else 0.0
