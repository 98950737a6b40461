"""Clauses before they are printed: sentences of tokens, some of which stand for a party, a number or a quoted word.

A token is a word as printed, or one of `<role:form>` (a defined term; form 0 is the described one, as in `the host
State`, form 1 the name), `<ref:uid>` (a reference to another clause) and `<quoted:carrier:word>`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from benchmarks.generator.stock import Stock

Sentence = tuple[str, ...]
ROLES = ("host-state", "host-government", "sending-state", "mission", "head-of-mission")
ROLE_WEIGHTS = (5, 5, 4, 6, 4)
CLAUSES = (7, 17)
"""An agreement has one clause on every topic and between so many more."""
SENTENCES = (1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 8)
"""How many sentences a clause has: one of these."""
FRAMED, NAMED, REFERRING, QUOTING, TAILED = 0.6, 0.012, 0.08, 0.04, 0.3
"""Share of sentences with subject, modal and verb; of words that are defined terms; of sentences that refer to another
clause, that quote a word, that end in a set phrase."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The substance of one clause."""

    uid: int
    """Other clauses refer to it by this."""
    topic: str
    sentences: tuple[Sentence, ...]
    anew: tuple[bool, ...] = ()
    """Whether each sentence was written anew by a redraft; empty where none was."""


def word(rng: random.Random, stock: Stock, topic: str) -> str:
    """One word of a clause on a topic."""
    share = rng.random()
    if share < NAMED:
        return slot(rng)
    if share < 0.45:
        return stock.function.draw(rng)
    if share < 0.72:
        return stock.general.draw(rng)
    if share < 0.90:
        return stock.topics[topic].draw(rng)
    return stock.made_up[int(rng.random() ** 2 * len(stock.made_up))]


def slot(rng: random.Random) -> str:
    """A defined term, described or named by a coin toss."""
    return f"<{rng.choices(ROLES, ROLE_WEIGHTS)[0]}:{rng.randrange(2)}>"


def sentence(rng: random.Random, stock: Stock, topic: str) -> Sentence:
    """One sentence on a topic."""
    length = max(8, int(rng.lognormvariate(3.2, 0.4)))
    framed = rng.random() < FRAMED
    made = [slot(rng), rng.choice(stock.data["modals"]), rng.choice(stock.data["verbs"])] if framed else []
    made += [word(rng, stock, topic) for _ in range(length - len(made))]
    if rng.random() < QUOTING:
        made += [f"<quoted:{rng.randrange(2)}:{rng.choice(stock.made_up)}>"]
    if rng.random() < TAILED:
        made += rng.choice(stock.data["tails"]).split()
    return tuple(made)


def passage(rng: random.Random, stock: Stock, topic: str, uid: int) -> Passage:
    """One clause on a topic."""
    return Passage(uid, topic, tuple(sentence(rng, stock, topic) for _ in range(rng.choice(SENTENCES))))


def passages(rng: random.Random, stock: Stock, clauses: int | None = None) -> list[Passage]:
    """The clauses of a whole agreement: every topic once, some again (or exactly so many clauses)."""
    topics = list(stock.topics)
    wanted = len(topics) + rng.randint(*CLAUSES) if clauses is None else clauses
    chosen = (topics * (wanted // len(topics)))[:wanted]
    chosen += [rng.choice(topics) for _ in range(wanted - len(chosen))]
    order = {topic: rank for rank, topic in enumerate(topics)}
    return [passage(rng, stock, topic, uid) for uid, topic in enumerate(sorted(chosen, key=order.__getitem__))]


def with_references(rng: random.Random, stock: Stock, made: list[Passage]) -> list[Passage]:
    """The same clauses, some of which now refer to others by number."""
    found = []
    for each in made:
        sentences = []
        for words in each.sentences:
            if rng.random() < REFERRING:
                target = rng.choice([other.uid for other in made if other.uid != each.uid])
                carrier = rng.choice(stock.data["references"]).split()
                words = (*words, *(f"<ref:{target}>" if part == "{reference}" else part for part in carrier))
            sentences.append(words)
        found.append(replace(each, sentences=tuple(sentences)))
    return found


def retossed(rng: random.Random, each: Passage) -> Passage:
    """The same clause with every coin between a party's description and its name tossed anew."""
    return replace(each, sentences=tuple(tuple(_toss(rng, t) for t in words) for words in each.sentences))


def _toss(rng: random.Random, token: str) -> str:
    role = token[1:].partition(":")[0]
    return f"<{role}:{rng.randrange(2)}>" if token.startswith("<") and role in ROLES else token
