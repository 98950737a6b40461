"""From the words of all clauses to weighed postings: for each word the clauses it stands in and its weight there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from sofadiff.index.arrays import np
from sofadiff.nearest.weights import LENGTH, rarity, repetition

Numbers = np.ndarray[Any, Any]
_SURROGATES = 0xD800
"""Numbers from here on are moved past the surrogates, so that every word is a character of its own."""


_PIECE = 1 << 18
"""Postings weighed at one time, so that intermediate values stay in memory that is already there."""


class Postings(Struct, frozen=True):
    """Clauses and weights, word after word in the order of their numbers."""

    ends: Numbers
    """Where the postings of each word end."""
    clauses: Numbers
    weights: Numbers
    squares: Numbers
    """Sum of squares of the weights of each clause."""


def encoded(words: Numbers) -> Numbers:
    """Numbers of words as code points, the surrogates left out."""
    return np.where(words < _SURROGATES, words, words + 0x800).astype("<u4")


def decoded(codes: Numbers) -> Numbers:
    """Code points as numbers of words."""
    return np.where(codes < _SURROGATES, codes, codes - 0x800)


def postings(tokens: Sequence[Numbers], lengths: Numbers, words: int) -> Postings:
    """Weighed postings of clauses whose words stand one after another in `tokens`, however these are cut into arrays.

    The same whole numbers as :func:`sofadiff.nearest.weights.vector` gives for each clause. Everything but the sorted
    words goes through small arrays, again and again: fresh memory is what takes the time here.
    """
    clauses = len(lengths)
    keys = _sorted_keys(tokens, lengths)
    where, counts, seen = _counted(keys, words)
    del keys
    ends = np.cumsum(seen)
    rare = np.array([rarity(number, clauses) for number in seen.tolist()], dtype=np.float64)
    repeated = np.array([0, *(repetition(n) for n in range(1, int(counts.max(initial=0)) + 1))], dtype=np.float64)
    cuts = np.unique(np.searchsorted(ends, np.arange(0, len(where), max(_PIECE, 4 * clauses)), side="right"))
    groups = list(pairwise([*cuts.tolist(), words]))

    def raw(first: int, last: int) -> tuple[slice, Numbers]:
        """The postings of some words, and what they weigh before their clauses' lengths are known."""
        piece = slice(int(ends[first - 1]) if first else 0, int(ends[last - 1]) if last else 0)
        return piece, np.repeat(rare[first:last], seen[first:last]) * repeated[counts[piece]]

    # Whole numbers far below 2**53: sums of them are exact in any order.
    lengths_of = np.zeros(clauses)
    for group in groups:
        piece, values = raw(*group)
        lengths_of += np.bincount(where[piece], weights=values * values, minlength=clauses)
    lengths_of = np.sqrt(lengths_of)
    lengths_of[lengths_of == 0] = 1
    weights = np.empty(len(where), dtype="<u2")
    squares = np.zeros(clauses)
    for group in groups:
        piece, values = raw(*group)
        exact = np.floor(values * LENGTH / lengths_of[where[piece]])
        weights[piece] = exact
        squares += np.bincount(where[piece], weights=exact * exact, minlength=clauses)
    return Postings(ends.astype("<i8"), where, weights, squares.astype("<u4"))


def _sorted_keys(tokens: Sequence[Numbers], lengths: Numbers) -> Numbers:
    """Every word of every clause as one number, the word in its upper half and the clause in its lower, in order."""
    keys = np.empty(sum(map(len, tokens)), dtype=np.uint64)
    clauses = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    start = 0
    for some in tokens:
        piece = keys[start : start + len(some)]
        piece[:] = some
        piece <<= np.uint64(32)
        piece |= clauses[start : start + len(some)]
        start += len(some)
    keys.sort()
    return keys


def _counted(keys: Numbers, words: int) -> tuple[Numbers, Numbers, Numbers]:
    """Of each different key its clause and how often it is there; of each word the number of clauses."""
    size = 0
    where, counts = np.empty(len(keys), dtype="<u4"), np.empty(len(keys), dtype=np.uint32)
    seen = np.zeros(words, dtype=np.int64)
    start = 0
    while start < len(keys):
        stop = min(start + _PIECE, len(keys))
        stop = int(np.searchsorted(keys, keys[stop - 1], side="right"))
        some = keys[start:stop]
        new = np.flatnonzero(np.concatenate(([True], some[1:] != some[:-1])))
        found = slice(size, size + len(new))
        size = found.stop
        counts[found] = np.diff(new, append=len(some))
        where[found] = some[new] & np.uint64(0xFFFFFFFF)
        seen += np.bincount((some[new] >> np.uint64(32)).astype(np.intp), minlength=words)
        start = stop
    return where[:size], counts[:size], seen
