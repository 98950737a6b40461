"""What a tool's output says about two texts: which words it keeps, so which clauses it pairs.

Most tools print one stream of kept, deleted and inserted words. It is read back character by character: two words are
one word kept when every character of the first is kept as a character of the second. A clause pair counts as found when
at least :data:`SHARE` of the shorter clause's words are kept from one to the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SHARE = 0.3
"""Share of the shorter clause's words that must be kept for a pair to count as found."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a tool's output."""

    op: str
    """`same`, `deleted` or `inserted`."""
    base: str
    other: str
    move: str | None = None
    """Deleted and inserted parts of one name are marked by the tool as one passage that moved."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one tool says about one pair of agreements."""

    links: frozenset[tuple[int, int]]
    """Clause pairs that it asserts, as positions."""
    moves: frozenset[tuple[int, int]]
    """Clause pairs that it marks as moved."""
    kept: frozenset[tuple[int, int]]
    """(base word, other word) that it shows as unchanged, as positions in the whole texts."""
    rebuilt: bool | None
    """Whether both texts, as words, can be read back from the output; None where that was not tried."""


def same(text: str) -> Part:
    """Kept text."""
    return Part("same", text, text)


def deleted(text: str, move: str | None = None) -> Part:
    """Text of the base alone."""
    return Part("deleted", text, "", move)


def inserted(text: str, move: str | None = None) -> Part:
    """Text of the other alone."""
    return Part("inserted", "", text, move)


def read_back(parts: Iterable[Part], base: Sequence[str], other: Sequence[str]) -> Reading:
    """The reading of a stream; `base` and `other` are the true texts, one string a clause."""
    stream = list(parts)
    printed = ("".join(part.base for part in stream), "".join(part.other for part in stream))
    spans = [[(found.start(), found.end()) for found in _WORD.finditer(text)] for text in printed]
    matched = [(one, two, False) for one, two in _kept_words(stream, spans)]
    matched += [(one, two, True) for one, two in _moved_words(stream, printed, spans)]
    true = [[word for clause in side for word in clause.split()] for side in (base, other)]
    seen = [[text[start:end] for start, end in side] for text, side in zip(printed, spans, strict=True)]
    places = [_places(words, real) for words, real in zip(seen, true, strict=True)]
    clauses = [[n for n, clause in enumerate(side) for _ in clause.split()] for side in (base, other)]
    kept = [(places[0][one], places[1][two], moved) for one, two, moved in matched]
    whole = [(one, two, moved) for one, two, moved in kept if one is not None and two is not None]
    pairs = Counter((clauses[0][one], clauses[1][two]) for one, two, _ in whole)
    moved_pairs = Counter((clauses[0][one], clauses[1][two]) for one, two, moved in whole if moved)
    return Reading(
        links=_enough(pairs, base, other),
        moves=_enough(moved_pairs, base, other),
        kept=frozenset((one, two) for one, two, _ in whole),
        rebuilt=seen == true,
    )


def _enough(pairs: Counter[tuple[int, int]], base: Sequence[str], other: Sequence[str]) -> frozenset[tuple[int, int]]:
    lengths = [[len(clause.split()) for clause in side] for side in (base, other)]
    return frozenset(
        (one, two) for (one, two), count in pairs.items() if count >= SHARE * min(lengths[0][one], lengths[1][two])
    )


def _kept_words(stream: Sequence[Part], spans: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Positions (among the printed words) of the words that are kept whole."""
    to: dict[int, int] = {}
    at = [0, 0]
    for part in stream:
        if part.op == "same":
            to.update(zip(range(at[0], at[0] + len(part.base)), range(at[1], at[1] + len(part.other)), strict=True))
        at = [at[0] + len(part.base), at[1] + len(part.other)]
    word_at = {span: number for number, span in enumerate(spans[1])}
    found = []
    for number, (start, end) in enumerate(spans[0]):
        first = to.get(start)
        if first is None or any(to.get(start + n) != first + n for n in range(end - start)):
            continue
        two = word_at.get((first, first + end - start))
        if two is not None:
            found.append((number, two))
    return found


def _moved_words(
    stream: Sequence[Part], printed: tuple[str, str], spans: Sequence[Sequence[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """Words that agree inside the passages which the tool marks as moved."""
    places: dict[str, tuple[list[int], list[int]]] = {}
    at = [0, 0]
    for part in stream:
        if part.move is not None:
            sides = places.setdefault(part.move, ([], []))
            for n, length in enumerate((len(part.base), len(part.other))):
                sides[n].extend(range(at[n], at[n] + length))
        at = [at[0] + len(part.base), at[1] + len(part.other)]
    found = []
    for one, two in places.values():
        inside = [
            [number for number, (start, _) in enumerate(side) if start in set(chars)]
            for side, chars in zip(spans, (one, two), strict=True)
        ]
        base, other = (
            [text[slice(*side[number])] for number in numbers]
            for text, side, numbers in zip(printed, spans, inside, strict=True)
        )
        for block in SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks():
            found += [(inside[0][block.a + n], inside[1][block.b + n]) for n in range(block.size)]
    return found


def _places(seen: Sequence[str], true: Sequence[str]) -> list[int | None]:
    """For each printed word the position of the true word; None for a word that the text does not have there."""
    if seen == true:
        return list(range(len(seen)))
    found: list[int | None] = [None] * len(seen)
    for block in SequenceMatcher(None, seen, true, autojunk=False).get_matching_blocks():
        found[block.a : block.a + block.size] = range(block.b, block.b + block.size)
    return found
