"""The one door to rapidfuzz: how many words two clauses have in one order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sofadiff.errors import MissingDependencyError
from sofadiff.index.arrays import np

Numbers = np.ndarray[Any, Any]

try:
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cdist
except ImportError:
    raise MissingDependencyError(
        "is not installed, and an index needs it.",
        where="rapidfuzz",
        remedy="Install it with `pip install 'sofadiff[index]'`; `nearest` without --index works as it is.",
    ) from None


def common(one: str, others: Sequence[str]) -> Numbers:
    """Length of the longest common subsequence of a text with each of some others, one character a word."""
    return cdist([one], others, scorer=LCSseq.similarity)[0].astype(np.int64) if others else np.empty(0, np.int64)
