"""Pairs of agreements with known alignment and known edits. The same seed gives the same pair, everywhere."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.generator import operative
from benchmarks.generator.redrafting import STRENGTHS, Strength, reworded
from benchmarks.generator.sides import KnownEdit, Names, Pair, as_printed, kinds_of_base, names, side
from benchmarks.generator.stock import Stock, stock
from benchmarks.generator.structure import Placed, merge, moved, rearranged, split, start
from benchmarks.generator.writing import Passage, passages, retossed, with_references

HIDING = ("moved", "split", "merged")
QUIET = Strength(0, 0, 2, 2, 0, 2, 2, operative=0)
"""What happens around a hidden edit: clauses split, merge, come and move; no word changes."""


def derived(seed: int, strength: str, language: str = "eng", clauses: int | None = None) -> Pair:
    """An agreement and a later one made from it: `light`, `medium`, `heavy` or `redraft`.

    The parties are others, every coin between a party's description and its name is tossed anew, clauses split, merge,
    go, come and move, words change at the strength's rate, and a few operative words come or go (``Pair.edits``).
    """
    words, rng = stock(language), random.Random(f"{language}/{strength}/{seed}")
    base = passages(random.Random(f"{language}/base/{seed}"), words, clauses)
    later = [retossed(rng, reworded(rng, words, each, STRENGTHS[strength])) for each in base]
    placed = rearranged(rng, words, start(later), STRENGTHS[strength])
    kept = [at for at, each in enumerate(placed) if each.kind == "kept"]
    edits = []
    for at in sorted(rng.sample(kept, min(len(kept), STRENGTHS[strength].operative))):
        made = operative.gained(rng, words, placed[at].passage, rng.choice(words.data["operative"]))
        if made is not None:
            placed[at] = replace(placed[at], passage=made[0])
            edits.append(KnownEdit(placed[at].origins[0], at, made[1].kind, made[1].before, made[1].after))
    return _pair(strength, seed, words, rng, base, placed, edits)


def unrelated(seed: int, language: str = "eng") -> Pair:
    """Two agreements on the same topics of which neither was made from the other: no links."""
    words, rng = stock(language), random.Random(f"{language}/unrelated/{seed}")
    base = passages(random.Random(f"{language}/base/{seed}"), words)
    other = [Placed((), "inserted", each) for each in passages(rng, words)]
    return _pair("unrelated", seed, words, rng, base, other, [])


def hidden(seed: int, language: str = "eng") -> Pair:
    """One clause moves, splits or merges and gains or loses one operative word; no other word changes.

    ``Pair.edits`` holds that one edit. The kinds of move and of word take turns with the seed.
    """
    words, rng = stock(language), random.Random(f"{language}/hidden/{seed}")
    turn = seed // 2
    hiding, gains = HIDING[turn % 3], turn // 3 % 2 == 0
    base = with_references(rng, words, passages(random.Random(f"{language}/base/{seed}"), words))
    choice = words.data["operative"][turn // 6 % len(words.data["operative"])]
    while True:
        at = rng.randrange(1, len(base) - 1)
        made = operative.gained(rng, words, base[at], choice)
        if made is None or (hiding == "split" and len(base[at].sentences) < 2):
            continue
        with_word, change = made
        before, after = (base[at], with_word) if gains else (with_word, base[at])
        placed = _hide(rng, words, start([*base[:at], after, *base[at + 1 :]]), at, hiding)
        if placed is not None:
            break
    base = [*base[:at], before, *base[at + 1 :]]
    home = _home(placed, at, with_word, base[at] if gains else after)
    placed = [replace(each, passage=retossed(rng, each.passage)) for each in placed]
    removed, added = ("", change.after) if gains else (change.after, "")
    edit = KnownEdit(at, home, change.kind, removed, added)
    return _pair("hidden", seed, words, rng, base, placed, [edit])


def _hide(rng: random.Random, words: Stock, placed: list[Placed], at: int, hiding: str) -> list[Placed] | None:
    if hiding == "split":
        split(rng, placed, at)
    elif hiding == "merged":
        merge(placed, rng.choice((at - 1, at)))
    else:
        before, placed = placed, moved(rng, placed, at)
        if placed is before:
            return None
    return rearranged(rng, words, placed, QUIET)


def _home(placed: list[Placed], at: int, one: Passage, two: Passage) -> int:
    """Position of the later clause that holds the sentence in which two wordings of the clause differ."""
    differ = {s for s in (*one.sentences, *two.sentences) if (s in one.sentences) != (s in two.sentences)}
    return next(
        position for position, each in enumerate(placed) if at in each.origins and differ & set(each.passage.sentences)
    )


def noise(seed: int, language: str = "eng", *, covered: bool = True, same_person: bool = True) -> Pair:
    """An agreement against itself under other names, numbers, spelling and quotation marks.

    With `covered` off the later glossary does not know the later names, so every name is a change of substance; with
    `same_person` off the later head of mission is another kind of person.
    """
    words, rng = stock(language), random.Random(f"{language}/noise/{seed}")
    base = with_references(rng, words, passages(random.Random(f"{language}/base/{seed}"), words))
    base = [_spelled_both_ways(rng, words, each) for each in base]
    quotes = [tuple(words.data["quotes"][name]) for name in ("plain", "typographic")]
    here = replace(names(rng, words), quotes=quotes[0])
    holders = sorted(set(words.data["holders"].values()))
    person = next(str(t.holder) for t in here.terms if t.holder)
    wanted = person if same_person else next(h for h in holders if h != person)
    american = dict(words.data["spelling"])
    there = replace(
        names(rng, words, avoid=here, holder=wanted), quotes=quotes[1], spelling=american, first=rng.randint(3, 9)
    )
    if not covered:
        there = replace(there, terms=here.terms)
    placed = start([retossed(rng, each) for each in base])
    return _pair("noise", seed, words, rng, base, placed, [], (here, there))


def _spelled_both_ways(rng: random.Random, words: Stock, each: Passage) -> Passage:
    """The clause, most often with a word that has two spellings."""
    if not words.data["spelling"] or rng.random() < 0.4:
        return each
    british = rng.choice(words.data["spelling"])[0]
    made = operative.placed(rng, words, each, "inside", british, british)
    return made[0] if made else each


def classed(seed: int, language: str = "eng") -> Pair:
    """An agreement against itself with one change of a known class in about two clauses of three (``Pair.edits``)."""
    words, rng = stock(language), random.Random(f"{language}/classes/{seed}")
    base = with_references(rng, words, passages(random.Random(f"{language}/base/{seed}"), words))
    later = list(base)
    edits: list[KnownEdit] = []
    queue: list[str] = []
    for at, each in enumerate(base):
        if rng.random() < 1 / 3:
            continue
        queue = queue or rng.sample(operative.classes(words), len(operative.classes(words)))
        made = operative.changed(rng, words, each, queue[-1])
        if made is None:
            continue
        queue.pop()
        base[at], later[at], change = made
        edits.append(KnownEdit(at, at, change.kind, change.before, change.after))
    called = names(rng, words)
    return _pair("classes", seed, words, rng, base, start(later), edits, (called, called))


def _pair(
    name: str,
    seed: int,
    words: Stock,
    rng: random.Random,
    base: list[Passage],
    placed: list[Placed],
    edits: list[KnownEdit],
    called: tuple[Names, Names] | None = None,
) -> Pair:
    if called is None:
        here = names(rng, words)
        called = (here, names(rng, words, avoid=here))
    return Pair(
        name,
        seed,
        side(words, start(base), called[0], "base", f"{name}-{seed}-base"),
        side(words, placed, called[1], "other", f"{name}-{seed}-other"),
        frozenset((origin, position) for position, each in enumerate(placed) for origin in each.origins),
        frozenset((origin, position) for position, each in enumerate(placed) for origin in each.anew()),
        kinds_of_base(len(base), placed),
        tuple(each.kind for each in placed),
        tuple(
            replace(e, removed=as_printed(words, e.removed, called[0]), added=as_printed(words, e.added, called[1]))
            for e in edits
        ),
    )
