"""Who decides: the subjects of verbs and nouns of deciding in one text, found by their place in the sentence.

There is no parser. A verb (`certifies`) is taken to have the nearest actor before it in its sentence as its subject; a
participle or a noun (`certified by`, `the consent of`) the nearest actor after an agent word. Actors are defined roles
and the words of the `deciders` list. Actors joined to one (`the Government and the Mission`) decide with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sofadiff.comparison.diff import Token
from sofadiff.comparison.lexicon import Lexicon

ENDS = frozenset(".;:!?")
"""Marks that end what a subject can reach."""
TO_VERB = 200
"""How many tokens may stand between a verb and the actor before it; no sentence that people write is longer."""
TO_AGENT = 2
"""How many tokens may stand between a participle or noun and its agent word."""
TO_ACTOR = 5
"""How many tokens may stand between an agent word and the actor."""


def subjects(tokens: Sequence[Token], words: Lexicon) -> frozenset[int]:
    """Positions of the tokens that name whoever decides, certifies, agrees, consents, appoints and so on."""
    found: set[int] = set()
    deciding = words.decision | words.decides | words.decided
    for position in [position for position, token in enumerate(tokens) if token.norm in deciding]:
        token = tokens[position]
        noun = token.norm in words.decision
        verb = token.norm in words.decides and not (noun and _after_function(tokens, position, words))
        if noun or token.norm in words.decided:
            found.update(_agents(tokens, position, words))
        if verb or (token.norm in words.decided and _perfect(tokens, position, words)):
            found.update(_before(tokens, position, words))
    return frozenset(found)


def _after_function(tokens: Sequence[Token], position: int, words: Lexicon) -> bool:
    """Whether an article or preposition stands before: then `request` is a noun."""
    before = tokens[position - 1].norm if position else ""
    return before in words.function or before in words.agents


def _perfect(tokens: Sequence[Token], position: int, words: Lexicon) -> bool:
    """Whether `has` or the like stands before a participle: then the one who decides stands before both."""
    return position > 0 and tokens[position - 1].norm in words.having


def _before(tokens: Sequence[Token], position: int, words: Lexicon) -> Iterator[int]:
    for at in range(position - 1, max(-1, position - 1 - TO_VERB), -1):
        if tokens[at].norm in ENDS:
            return
        if _actor(tokens[at], words):
            yield from _joined(tokens, at, words, -1)
            return


def _agents(tokens: Sequence[Token], position: int, words: Lexicon) -> Iterator[int]:
    for agent in range(position + 1, min(len(tokens), position + 2 + TO_AGENT)):
        if tokens[agent].norm in words.agents:
            break
    else:
        return
    for at in range(agent + 1, min(len(tokens), agent + 2 + TO_ACTOR)):
        if tokens[at].norm in ENDS:
            return
        if _actor(tokens[at], words):
            yield from _joined(tokens, at, words, +1)
            return


def _joined(tokens: Sequence[Token], at: int, words: Lexicon, step: int) -> Iterator[int]:
    """The actor and every further one that only joining or empty words part from it."""
    while 0 <= at < len(tokens):
        norm = tokens[at].norm
        if _actor(tokens[at], words):
            yield at
        elif not (norm in words.function or norm in words.joining or norm in {",", "-"}):
            return
        at += step


def _actor(token: Token, words: Lexicon) -> bool:
    return bool(token.role) or token.norm in words.deciders
