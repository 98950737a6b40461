"""From clauses that share words to those that say the same thing: which are looked at closely, and how they are scored.

The cheap measure (words, rare ones weighing more) finds candidates; the order of words judges them. The share of the
order was chosen on generated families with known ancestors (``benchmarks/scale.py``), half of them; the other half was
used to report.
"""

from __future__ import annotations

import math
from typing import Any, TypeVar

CANDIDATES = 100
"""Clauses with the most weight of words in common that are looked at closely."""
W_WORDS = 0.4
"""Share of the words in the score; the rest is their order."""
FAR = 0.30
"""Below this the clause found is more often than not another rule.

Among clauses found for the records that ship, neither assumed from the other, fewer than half of those below it share a
topic, and more than half of those above; in generated families the same holds of a common ancestor.
"""


def likeness(product: int, squares: tuple[int, int]) -> float:
    """Cosine of two clauses' weights, 0 to 1, from the sum of products and each one's sum of squares."""
    return min(1.0, product / math.sqrt(squares[0] * squares[1])) if product else 0.0


def in_order(shared: int, lengths: tuple[int, int]) -> float:
    """Share of the words of both clauses that stand in both in one order, 0 to 1."""
    return 2 * shared / (lengths[0] + lengths[1])


_Value = TypeVar("_Value", float, Any)


def score(words: _Value, order: _Value) -> _Value:
    """Both together, 0 to 1; of two numbers, or of two arrays of them."""
    return W_WORDS * words + (1 - W_WORDS) * order
