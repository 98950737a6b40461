"""The words that generated agreements are written with: one stock per language, made-up words among them."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu zan bel cor dan fer gol hin jor kel mar nor pol ran "
    "sol tor ven wal"
)
MADE_UP = 9000
"""Made-up words in a stock."""
OWN = 104
"""Words that a topic calls its own."""
BORROWED = 14
"""How many of those are general words."""


@dataclass(frozen=True)
class Weighted:
    """Words to be drawn by weight."""

    words: Sequence[str]
    cumulative: Sequence[float]

    @classmethod
    def of(cls, words: Sequence[str], weights: Sequence[float]) -> Weighted:
        """Words with their weights."""
        return cls(tuple(words), tuple(itertools.accumulate(weights)))

    def draw(self, rng: random.Random) -> str:
        """One word."""
        return rng.choices(self.words, cum_weights=self.cumulative)[0]


@dataclass(frozen=True)
class Stock:
    """The words of one language."""

    language: str
    """ISO 639-3."""
    function: Weighted
    general: Weighted
    topics: Mapping[str, Weighted]
    """Codebook topic id -> the words that clauses on it use most."""
    made_up: Sequence[str]
    data: Mapping[str, Any]
    """The frame of a sentence, names, carriers of edits: as stored in ``data/stock.<language>.json``."""


@cache
def stock(language: str) -> Stock:
    """The stock of a language (`eng` or `fra`); the same at every call and in every process."""
    data = json.loads((DATA / f"stock.{language}.json").read_text(encoding="utf-8"))
    rng = random.Random(f"world/{language}")
    made_up = _made_up(rng, MADE_UP)
    general = data["general"]
    topics = {}
    for topic, words in data["topics"].items():
        real = words.split()
        own = real + [rng.choice(made_up) for _ in range(OWN - BORROWED - len(real))]
        own[len(real) :] = rng.sample(own[len(real) :], len(own) - len(real))
        own += [rng.choice(general) for _ in range(BORROWED)]
        topics[topic] = Weighted.of(own, [1 / (rank + 3) for rank in range(len(own))])
    return Stock(
        language,
        Weighted.of(list(data["function"]), list(data["function"].values())),
        Weighted.of(general, [1 / (rank + 5) for rank in range(len(general))]),
        topics,
        made_up,
        data,
    )


def _made_up(rng: random.Random, count: int) -> list[str]:
    syllables = SYLLABLES.split()
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.choice(syllables) for _ in range(rng.randint(2, 4)))] = None
    return list(found)
