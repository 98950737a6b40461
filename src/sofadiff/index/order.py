"""The one door to rapidfuzz: how many words two clauses have in one order."""

from __future__ import annotations

from sofadiff.errors import MissingDependencyError

try:
    from rapidfuzz.distance import LCSseq
except ImportError:
    raise MissingDependencyError(
        "is not installed, and an index needs it.",
        where="rapidfuzz",
        remedy="Install it with `pip install 'sofadiff[index]'`; `nearest` without --index works as it is.",
    ) from None


def common(one: str, two: str) -> int:
    """Length of the longest common subsequence of two texts, one character a word."""
    return LCSseq.similarity(one, two)
