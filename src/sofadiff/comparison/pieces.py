"""Splits and merges: units whose words stand in what the partners of a matched unit leave of it unexplained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sofadiff.comparison import similarity
from sofadiff.comparison.board import Board, Pair
from sofadiff.comparison.scoring import Item, Scores
from sofadiff.states import UnitPart

T_CONTAINED = 0.50
"""Least share of a unit's words found in what its new home has not already matched."""
T_CONTAINED_NEAR_CLOSE = 0.25
"""The same where nearly all pairs are sure."""
T_CONTAINED_NEAR = 0.18
"""The same where enough pairs are sure and the unit stands next to one that is matched with that home."""
SURE_CONTAINED = 0.18
"""Contained pairs below this are doubtful."""
SURE_CONTAINED_TOPIC = 0.20
"""The same where both are first of all about the same thing."""
SHORT = 6
"""Units with fewer words than this say too little to be found inside others by their words alone."""
T_CONTAINED_SHORT = 0.85
"""Least share for such short units; they must also stand next to a matched one."""
T_CLOSING = 0.25
"""Least share of what a point leaves of its answer that the closing words of its clause must explain."""
T_FRAME = 0.5
"""Least score of opening or closing words that stand alone: whose points do not answer where they do."""


def contained(board: Board, scores: Scores, group: str, *, sure: bool) -> None:
    """Splits and merges: an open unit whose words stand in what a matched unit's partners leave unexplained."""
    board.enter("containment", sure=sure)
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
            low = -negative < (SURE_CONTAINED_TOPIC if scores.first_topic(i, j) else SURE_CONTAINED)
            board.add(Pair(i, j, "containment", -negative, doubtful=low))


def _fits(
    board: Board, scores: Scores, i: int, j: int, *, part_is_base: bool, sure: bool
) -> list[tuple[float, float, int, int, bool]]:
    part, whole = (
        (board.sides.base[i], board.sides.other[j]) if part_is_base else (board.sides.other[j], board.sides.base[i])
    )
    partners = board.of_other.get(j, []) if part_is_base else board.of_base.get(i, [])
    side = board.sides.base if part_is_base else board.sides.other
    if not partners or len(whole.features) < len(part.features) or not board.may(i, j):
        return []
    near = any(board.beside(p, part.position, whole.position, base=part_is_base) for p in partners)
    threshold = (
        scores.between(T_CONTAINED, T_CONTAINED_NEAR, T_CONTAINED_NEAR_CLOSE) if near and not sure else T_CONTAINED
    )
    if len(part.features) < SHORT:
        threshold = T_CONTAINED_SHORT if near else 2.0
    if board.trace is None and similarity.cannot_contain(part.features, whole.features, scores.weight, threshold):
        return []
    taken = [word for p in partners for word in side[p].features]
    value = similarity.containment(part.features, whole.features, taken, scores.weight)
    if board.trace is not None:
        board.trace.fit(i, j, part_is_base=part_is_base, share=value, threshold=threshold)
    return [(-value, abs(board.off(i, j)), i, j, part_is_base)] if value >= threshold else []


def framed(board: Board, scores: Scores, group: str) -> None:
    """Opening and closing words of a clause whose points all answer one unit, where the closing words answer it too.

    A point alone is a piece of a sentence: `may be arrested where [caught]; must then be handed over`. Where the other
    text says it in one sentence, the whole of it answers.
    """
    board.enter("frame")
    for part_is_base in (True, False):
        side = board.sides.base if part_is_base else board.sides.other
        frames: dict[str, list[Item]] = {}
        for item in side:
            if item.group == group and item.unit.part in (UnitPart.INTRO, UnitPart.WRAP_UP):
                frames.setdefault(item.unit.eid, []).append(item)
        for eid, parts in frames.items():
            _frame(board, scores, eid, parts, part_is_base=part_is_base)


def _frame(board: Board, scores: Scores, eid: str, parts: list[Item], *, part_is_base: bool) -> None:
    mine, theirs = board.sides.base, board.sides.other
    of, back = board.of_base, board.of_other
    if not part_is_base:
        mine, theirs, of, back = theirs, mine, back, of
    points = [item for item in mine if item.unit.eid.rpartition("__")[0] == eid]
    homes = {home for point in points for home in of.get(point.position, ())}
    closing = next((item for item in parts if item.unit.part is UnitPart.WRAP_UP), None)
    open_parts = [item for item in parts if item.position not in of]
    if len(homes) != 1 or closing is None or not open_parts:
        return
    (home,) = homes
    topics = {item.unit.topics[:1] for item in parts} | {theirs[home].unit.topics[:1]}
    if closing.position in of:
        explained = T_CLOSING if of[closing.position] == [home] else 0.0
    else:
        left = Counter(theirs[home].features)
        left.subtract(word for partner in back[home] for word in mine[partner].features)
        rest = [word for word, count in sorted(left.items()) for _ in range(count)]
        explained = similarity.containment(rest, closing.features, (), scores.weight)
    if explained < T_CLOSING or len(topics) != 1:
        return
    for item in open_parts:
        i, j = (item.position, home) if part_is_base else (home, item.position)
        board.add(Pair(i, j, "containment", explained, doubtful=False))


def unframed(board: Board, group: str) -> None:
    """Undo pairs of opening or closing words that are less than plainly alike while their points answer elsewhere.

    `The following applies` says nothing without what follows; two such sentences are no answer to each other when the
    lists under them are not.
    """
    board.enter("frame")
    for pair in list(board.pairs.values()):
        base, other = board.sides.base[pair.base], board.sides.other[pair.other]
        if pair.rule not in ("topic", "wording") or pair.score >= T_FRAME or base.group != group:
            continue
        alone = (
            _stands_alone(base, other, board.sides.base, board.sides.other, board.of_base),
            _stands_alone(other, base, board.sides.other, board.sides.base, board.of_other),
        )
        if any(alone):
            board.drop(pair, T_FRAME)


def _stands_alone(
    frame: Item, answer: Item, mine: Sequence[Item], theirs: Sequence[Item], of: Mapping[int, Sequence[int]]
) -> bool:
    """Whether these are opening or closing words and none of their points answers near what answers them."""
    if frame.unit.part not in (UnitPart.INTRO, UnitPart.WRAP_UP):
        return False
    around = answer.unit.eid.rpartition("__")[0] or answer.unit.eid
    points = [item for item in mine if item is not frame and _within(item.unit.eid, frame.unit.eid)]
    homes = [theirs[home].unit.eid for point in points for home in of.get(point.position, ())]
    return not any(_within(home, around) for home in homes)


def _within(eid: str, container: str) -> bool:
    return eid == container or eid.startswith(f"{container}__")
