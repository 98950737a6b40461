"""A plain aligner, to say how hard the generated pairs are: words by rarity, a little of position, best partner."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from benchmarks.generator import Pair
from benchmarks.readback import Reading

POSITION = 0.25
"""Weight of position beside wording."""
LEAST = 0.55
"""Least score of a best partner; chosen on the even seeds."""
MUTUAL = 0.6 * LEAST
"""Least score where each is the other's best partner."""


def read(pair: Pair) -> Reading:
    """Pair every clause with its best partner from either side."""
    base, other = ([Counter(c.text.casefold().split()) for c in side.clauses] for side in (pair.base, pair.other))
    score = scores(base, other)
    best_other = [max(range(len(other)), key=lambda j, row=row: row[j]) for row in score]  # type: ignore[misc]
    best_base = [max(range(len(base)), key=lambda i, j=j: score[i][j]) for j in range(len(other))]  # type: ignore[misc]
    found = {(i, j) for i, j in enumerate(best_other) if score[i][j] >= LEAST}
    found |= {(i, j) for j, i in enumerate(best_base) if score[i][j] >= LEAST}
    found |= {(i, j) for i, j in enumerate(best_other) if best_base[j] == i and score[i][j] >= MUTUAL}
    return Reading(frozenset(found), frozenset(), frozenset(), rebuilt=None)


def scores(base: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> list[list[float]]:
    """Cosine of words weighted by rarity, and nearness of the relative positions."""
    clauses = [*base, *other]
    within = Counter(word for clause in clauses for word in clause)
    vectors = [
        {word: (1 + math.log(count)) * math.log(len(clauses) / within[word]) for word, count in clause.items()}
        for clause in clauses
    ]
    lengths = [math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0 for vector in vectors]
    rows = []
    for i, one in enumerate(vectors[: len(base)]):
        row = []
        for j, two in enumerate(vectors[len(base) :]):
            dot = sum(weight * two[word] for word, weight in one.items() if word in two)
            near = 1 - abs(i / len(base) - j / len(other))
            row.append((1 - POSITION) * dot / lengths[i] / lengths[len(base) + j] + POSITION * near)
        rows.append(row)
    return rows
