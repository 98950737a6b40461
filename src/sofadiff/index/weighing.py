"""From the words of all clauses to weighed postings: for each word the clauses it stands in and its weight there."""

from __future__ import annotations

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


def postings(tokens: Numbers, lengths: Numbers, words: int) -> Postings:
    """Weighed postings of clauses whose words stand one after another in `tokens`.

    The same whole numbers as :func:`sofadiff.nearest.weights.vector` gives for each clause.
    """
    clauses = len(lengths)
    keys = _sorted_keys(tokens, lengths)
    new = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    counts = np.diff(starts, append=len(keys)).astype(np.uint32)
    keys = keys[starts]
    where = keys.astype("<u4")  # the lower half: the clause
    ends = np.searchsorted(keys, np.arange(1, words + 1, dtype=np.uint64) << np.uint64(32)).astype("<i8")
    seen = np.diff(ends, prepend=0)
    rare = np.array([rarity(number, clauses) for number in seen.tolist()], dtype=np.float64)
    repeated = np.array([0, *(repetition(n) for n in range(1, int(counts.max(initial=0)) + 1))], dtype=np.float64)
    size = max(_PIECE, 4 * clauses)
    pieces = [slice(start, start + size) for start in range(0, len(keys), size)]

    def raw(piece: slice) -> Numbers:
        values: Numbers = rare[(keys[piece] >> np.uint64(32)).astype(np.intp)]
        values *= repeated[counts[piece]]
        return values

    # Whole numbers far below 2**53: sums of them are exact in any order.
    lengths_of = np.zeros(clauses)
    for piece in pieces:
        lengths_of += np.bincount(where[piece], weights=raw(piece) ** 2, minlength=clauses)
    lengths_of = np.sqrt(lengths_of)
    lengths_of[lengths_of == 0] = 1
    weights = np.empty(len(keys), dtype="<u2")
    squares = np.zeros(clauses)
    for piece in pieces:
        exact = np.floor(raw(piece) * LENGTH / lengths_of[where[piece]])
        weights[piece] = exact
        squares += np.bincount(where[piece], weights=exact * exact, minlength=clauses)
    return Postings(ends, where, weights, squares.astype("<u4"))


def _sorted_keys(tokens: Numbers, lengths: Numbers) -> Numbers:
    """Every word of every clause as one number, the word in its upper half and the clause in its lower, in order."""
    keys: Numbers = tokens.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    keys.sort()
    return keys
