"""The four strengths at which a clause is worded anew."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from benchmarks.generator.stock import Stock
from benchmarks.generator.writing import Passage, Sentence, sentence, word


@dataclass(frozen=True, slots=True)
class Strength:
    """How much a later agreement departs from an earlier one."""

    words: float
    """Share of words replaced, added or dropped."""
    anew: float
    """Share of sentences written anew."""
    splits: int
    merges: int
    deletions: int
    insertions: int
    moves: int
    operative: int = 4
    """Single operative words that come or go, in clauses that otherwise stay in place."""


STRENGTHS = {
    "light": Strength(0.03, 0, 3, 3, 3, 3, 2),
    "medium": Strength(0.12, 0, 5, 4, 5, 5, 6),
    "heavy": Strength(0.30, 0, 8, 5, 7, 7, 11),
    "redraft": Strength(0.20, 0.5, 6, 4, 6, 6, 7),
}


def reworded(rng: random.Random, stock: Stock, each: Passage, strength: Strength) -> Passage:
    """The clause at that strength. Of the changed words half are replaced, a quarter gain a neighbour, a quarter go."""
    sentences: list[Sentence] = []
    anew = tuple(rng.random() < strength.anew for _ in each.sentences)
    for words, fresh in zip(each.sentences, anew, strict=True):
        if fresh:
            sentences.append(sentence(rng, stock, each.topic))
            continue
        made: list[str] = []
        for token in words:
            if rng.random() >= strength.words:
                made.append(token)
                continue
            share = rng.random()
            if share < 0.5:
                made.append(word(rng, stock, each.topic))
            elif share < 0.75:
                made += [token, word(rng, stock, each.topic)]
        sentences.append(tuple(made) or words)
    return replace(each, sentences=tuple(sentences), anew=anew)
