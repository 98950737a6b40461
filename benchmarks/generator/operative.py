"""Single words that decide what a clause says, put into a clause or changed in it, with the class of the change."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.generator.stock import Stock
from benchmarks.generator.writing import ROLES, Passage, Sentence


@dataclass(frozen=True, slots=True)
class Change:
    """One change in a clause: which words stand at one place before and after."""

    kind: str
    """Class of the change, as in ``sofadiff.comparison.ChangeClass``."""
    before: str
    after: str


def gained(rng: random.Random, stock: Stock, each: Passage, choice: Mapping[str, str]) -> tuple[Passage, Change] | None:
    """The clause with one operative word more, or None where it has no place for it.

    `choice` is one of the stock's `operative` list: class, place, words.
    """
    made = placed(rng, stock, each, choice["at"], "", choice["words"])
    return (made[1], Change(choice["class"], "", choice["words"])) if made else None


def changed(rng: random.Random, stock: Stock, each: Passage, kind: str) -> tuple[Passage, Passage, Change] | None:
    """The clause before and after one change of a class, or None where it has no place for it."""
    if kind in {"term", "punctuation"}:
        return _swapped(rng, each, kind)
    if kind == "spelling":
        one, two = rng.sample(rng.choice(stock.data["spelling"]), 2)
        made = placed(rng, stock, each, "inside", one, two)
    elif kind == "wording":
        one, two = rng.sample(list(stock.made_up), 2)
        made = placed(rng, stock, each, "inside", one, two)
    else:
        where, one, two = rng.choice(stock.data["edits"][kind])
        if rng.random() < 0.5:
            one, two = two, one
        made = placed(rng, stock, each, where, one, two)
    return (*made, Change(kind, one, two)) if made else None


def classes(stock: Stock) -> list[str]:
    """Every class of change that this language's stock can write."""
    spelling = ["spelling"] if stock.data["spelling"] else []
    return [*stock.data["edits"], *spelling, "term", "punctuation", "wording"]


def placed(
    rng: random.Random, stock: Stock, each: Passage, where: str, one: str, two: str
) -> tuple[Passage, Passage] | None:
    """The clause with `one`, and with `two`, at the same place.

    `where` is `modal` (after a modal verb), `modal-word` (in its stead), `verb` (inside a sentence without a modal),
    `inside` or `tail` (at the end of a sentence).
    """
    choices = [(at, spot) for at, words in enumerate(each.sentences) for spot in _spots(stock, words, where)]
    used = {*one.split(), *two.split()}
    drop = where == "modal-word"
    clear = [(at, spot) for at, spot in choices if not used & _around(each.sentences[at], spot, drop)]
    if not clear:
        return None
    at, spot = rng.choice(clear)
    made = []
    for text in (one, two):
        words = each.sentences[at]
        words = (*words[:spot], *text.split(), *words[spot + drop :])
        made.append(replace(each, sentences=(*each.sentences[:at], words, *each.sentences[at + 1 :])))
    return made[0], made[1]


def _around(words: Sentence, spot: int, drop: bool) -> set[str]:
    """The words beside a place, without the one that goes from it."""
    return {*words[max(0, spot - 2) : spot], *words[spot + drop : spot + 2]}


def _spots(stock: Stock, words: Sentence, where: str) -> Sequence[int]:
    modal = [at for at, token in enumerate(words) if token in stock.data["modals"]]
    if where in {"modal", "modal-word"}:
        return [modal[0] + (where == "modal")] if modal else []
    if where == "tail":
        return [len(words)]
    if where == "verb" and modal:
        return []
    return [
        at for at in range(4, len(words) - 1) if not words[at - 1].startswith("<") and not words[at].startswith("<")
    ]


def _swapped(rng: random.Random, each: Passage, kind: str) -> tuple[Passage, Passage, Change] | None:
    """Another form of one defined term, or a comma more."""
    if kind == "punctuation":
        spots = [
            (at, n)
            for at, words in enumerate(each.sentences)
            for n in range(4, len(words) - 2)
            if not words[n].startswith("<")
        ]
    else:
        spots = [
            (at, n)
            for at, words in enumerate(each.sentences)
            for n, token in enumerate(words)
            if token[1:].partition(":")[0] in ROLES and "government" not in token and "head" not in token
        ]
    if not spots:
        return None
    at, n = rng.choice(spots)
    words = each.sentences[at]
    token = words[n]
    new = token + "," if kind == "punctuation" else f"{token[:-2]}{1 - int(token[-2])}>"
    after = replace(
        each, sentences=(*each.sentences[:at], (*words[:n], new, *words[n + 1 :]), *each.sentences[at + 1 :])
    )
    return each, after, Change(kind, token, new)
