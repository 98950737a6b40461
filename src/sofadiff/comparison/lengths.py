"""Pieces that complete a whole: clauses that were split or merged and worded anew, found by their place and length.

Whoever drafts a clause anew in two parts may leave few of its words in one of them. What is left is where it stands,
beside the part that was found, and that only with it the parts are as long as the whole.
"""

from __future__ import annotations

import math

from sofadiff.comparison.board import Board, Pair
from sofadiff.comparison.scoring import Scores

W_WORDS = 5.0
"""What one unit of likeness of the words weighs beside one unit of length (a factor of 2.7 nearer to the whole)."""
T_COMPLETED = 0.75
"""Least gain in length and likeness of words together."""
LEAST_WORDS = 0.05
"""Least likeness of the words: place and length alone do not make a clause a piece of another."""
STEPS = (-1, 1, -2, 2)
"""Where the piece that was found may stand: before or after, at once or beyond a clause that came in between."""
MOST_CLOSE = 0.5
"""Beyond this `Anchors.close` what has no answer is new or gone rather than redrafted."""


def completed(board: Board, scores: Scores, group: str) -> None:
    """Open units beside a piece of a clause that has no open neighbour there, where the piece alone is too short."""
    board.enter("length")
    if scores.anchors.trust < 1 or scores.anchors.close > MOST_CLOSE:
        return
    found = [
        fit
        for part_is_base in (True, False)
        for part in (board.open_base(group) if part_is_base else board.open_other(group))
        for step in STEPS
        for fit in _beside(board, scores, part, step, part_is_base=part_is_base)
    ]
    done: set[tuple[bool, int]] = set()
    for _, i, j in sorted(found):
        if (True, i) not in done and (False, j) not in done:
            done |= {(True, i), (False, j)}
            board.add(Pair(i, j, "containment", scores.words(i, j), doubtful=False))


def _beside(board: Board, scores: Scores, part: int, step: int, *, part_is_base: bool) -> list[tuple[float, int, int]]:
    """The wholes that a unit may complete together with the unit so many steps from it."""
    mine, theirs = (board.sides.base, board.sides.other) if part_is_base else (board.sides.other, board.sides.base)
    of, back = (board.of_base, board.of_other) if part_is_base else (board.of_other, board.of_base)
    group = mine[part].group
    found = []
    for whole in of.get(part + step, ()):
        i, j = (part, whole) if part_is_base else (whole, part)
        beside = whole - (1 if step > 0 else -1)
        rival = 0 <= beside < len(theirs) and theirs[beside].group == group and beside not in back
        apart = not board.beside(part, part + step, whole, base=part_is_base)
        if apart or rival or theirs[whole].group != group or not board.may(i, j):
            continue
        if scores.restated(i, j) and not scores.first_topic(i, j):
            continue
        pieces = sum(len(mine[piece].features) for piece in back[whole])
        gain = _off(pieces, len(theirs[whole].features)) - _off(
            pieces + len(mine[part].features), len(theirs[whole].features)
        )
        words = scores.words(i, j)
        if gain > 0 and words >= LEAST_WORDS and gain + W_WORDS * words >= T_COMPLETED:
            found.append((-gain - W_WORDS * words, i, j))
    return found


def _off(pieces: int, whole: int) -> float:
    """How far two lengths, in words, are from each other: 0 where they are the same, 0.7 where one is the double."""
    return abs(math.log((pieces + 1) / (whole + 1)))
