"""Longest common subsequences of words, each word one character, with one big integer per word (Hyyrö's recurrence)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

_FIRST = 0xE000  # private use areas: the clean-up must not mistake a code for a letter or a space
_LAST_BMP = 0xF8FF
_SUPPLEMENTARY = 0xF0000
_BMP_CODES = _LAST_BMP - _FIRST + 1
_KEPT = 2_000
"""Longest text of which the places of words are kept between measurements, in words."""


def common(base: str, other: str) -> int:
    """Length of the longest common subsequence of two encoded texts (see :func:`encode`)."""
    if len(base) > len(other):
        base, other = other, base
    places = _places_of(other) if len(other) <= _KEPT else _places(other)
    mask = (1 << len(other)) - 1
    state = mask
    for place in filter(None, map(places.get, base)):  # words that the other text lacks change nothing
        matches = state & place
        state = (state + matches) | (state - matches)
    return len(other) - (state & mask).bit_count()


def aligned(one: str, two: str) -> list[tuple[int, str]]:
    """A longest common subsequence as diff-match-patch tuples (Hyyrö's bit-parallel recurrence, traced back)."""
    places = _places(one)
    mask = (1 << len(one)) - 1
    state = mask
    rows: list[int] = []
    for code in two:
        if place := places.get(code):  # a word that the other text lacks changes nothing
            matches = state & place
            state = ((state + matches) | (state - matches)) & mask
        rows.append(state)
    return _grouped(one, two, _kept_stretches(len(one), rows))


def encode(norms: Sequence[str], codes: dict[str, str]) -> str:
    """One character per distinct word; `codes` is filled as new words appear. Surrogates are never used."""
    return "".join([codes.get(norm) or codes.setdefault(norm, _code(len(codes))) for norm in norms])


def _code(position: int) -> str:
    return chr(_FIRST + position if position < _BMP_CODES else _SUPPLEMENTARY + position - _BMP_CODES)


@lru_cache(maxsize=4096)
def _places_of(text: str) -> Mapping[str, int]:
    """The same, kept: each clause is measured against several others."""
    return _places(text)


def _places(text: str) -> dict[str, int]:
    places: dict[str, int] = {}
    bit = 1
    known = places.get
    for code in text:
        places[code] = known(code, 0) | bit
        bit <<= 1
    return places


def _kept_stretches(width: int, rows: Sequence[int]) -> list[tuple[int, int, int]]:
    """Where the common subsequence lies: (start in one, start in two, length), in order."""
    found: list[tuple[int, int, int]] = []
    column, row = width, len(rows)
    top = left = length = 0
    bit = 1 << width
    while column and row:
        bit >>= 1
        column -= 1
        if rows[row - 1] & bit:
            continue
        row -= 1
        while row and not rows[row - 1] & bit:
            row -= 1
        if length and column == left - 1 and row == top - 1:
            left, top, length = column, row, length + 1
            continue
        if length:
            found.append((left, top, length))
        left, top, length = column, row, 1
    if length:
        found.append((left, top, length))
    return found[::-1]


def _grouped(one: str, two: str, kept: Sequence[tuple[int, int, int]]) -> list[tuple[int, str]]:
    """Kept stretches and what stands between them, the removed words before the added ones."""
    grouped: list[tuple[int, str]] = []
    column = row = 0
    for left, top, length in (*kept, (len(one), len(two), 0)):
        if left > column:
            grouped.append((-1, one[column:left]))
        if top > row:
            grouped.append((1, two[row:top]))
        if length:
            grouped.append((0, one[left : left + length]))
        column, row = left + length, top + length
    return grouped
