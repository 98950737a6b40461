"""The words of one change cut into stretches of one class each: what a reader would name one by one.

A change of many words is seldom of one kind: where a sentence was redrafted, three of its words may be a period and
five an exception. Every word that a list knows has a class of its own (:mod:`~sofadiff.comparison.changed`). Words that
open a phrase (`unless`, `within`, `only with the consent of`) give their class to what follows, up to the next mark or
opening word; a modal verb takes its verb with it. Nothing here decides a verdict.
"""

from __future__ import annotations

from sofadiff.comparison import ChangeClass
from sofadiff.comparison.changed import Marks, Side, speaks
from sofadiff.comparison.deciding import ENDS
from sofadiff.comparison.lexicon import Lexicon

Stretch = tuple[int, int, ChangeClass]
"""Positions of the first token and of the one after the last, and their class."""

REACH = 12
"""How many tokens an opening word names after itself; past so many a new thought has begun."""
_GIVES_WAY = {
    ChangeClass.EXCEPTION: {ChangeClass.WORDING, ChangeClass.DECIDER, ChangeClass.MODALITY, ChangeClass.NUMBER},
    ChangeClass.DECIDER: {ChangeClass.WORDING, ChangeClass.MODALITY},
    ChangeClass.PERIOD: {ChangeClass.WORDING, ChangeClass.NUMBER},
    ChangeClass.SCOPE: {ChangeClass.WORDING},
}
"""Which classes a word has only until an opening word before it names the whole phrase."""
_VERBAL = frozenset({ChangeClass.MODALITY, ChangeClass.NEGATION})
_TIGHT = frozenset({ChangeClass.PERIOD, ChangeClass.SCOPE})
"""Classes that do not reach past a joining word."""
STOPS = ENDS | {","}
NAME = 4
"""How many words before and after the one who decides may belong to the name."""
SHORT = 6
"""A phrase between two marks with no more words than this is an exception as a whole if any of its words is."""


def cut(side: Side, marks: Marks, words: Lexicon) -> list[Stretch]:
    """The changed tokens of one text as stretches; together they are all of them, and no two neighbours are alike."""
    named = _carried(side, marks, words)
    _actors(side, named, words)
    _verbs(side, named, words)
    _phrases(side, named)
    return _joined(side, named, words)


def _carried(side: Side, marks: Marks, words: Lexicon) -> dict[int, ChangeClass]:
    """The class of each word, openers having named what follows them."""
    named: dict[int, ChangeClass] = {}
    carry: ChangeClass | None = None
    until = 0
    for position in range(side.start, side.end):
        token = side.text[position]
        mark = marks.get(position)
        if token.norm in STOPS or position >= until or (carry in _TIGHT and token.norm in words.joining):
            carry = None
        if mark is not None and (carry is None or mark not in _GIVES_WAY[carry]) and _opens(side, position, words):
            carry = mark if mark in _GIVES_WAY else None
            until = position + (SHORT if token.norm in words.decides else REACH)
        if mark is not None and (carry is None or mark not in _GIVES_WAY[carry]):
            named[position] = mark
        elif carry is not None and speaks(token):
            named[position] = carry
    return named


def _opens(side: Side, position: int, words: Lexicon) -> bool:
    """Whether a word or phrase begins here that names what follows it."""
    norm = side.text[position].norm
    if norm in words.decides:
        return True
    return any(
        all(token.norm == want for token, want in zip(side.text[position : position + len(norms)], norms, strict=False))
        for norms in words.openers.get(norm, ())
        if position + len(norms) <= side.end
    )


def _verbs(side: Side, named: dict[int, ChangeClass], words: Lexicon) -> None:
    """A modal verb, and a negation, takes the next word of mere wording with it, and the empty words between."""
    for position in [at for at, change in named.items() if change in _VERBAL]:
        for after in range(position + 1, min(position + 4, side.end)):
            if not speaks(side.text[after]) or named.get(after) not in (None, ChangeClass.WORDING):
                break
            named[after] = named[position]
            if side.text[after].norm not in words.function:
                break


def _actors(side: Side, named: dict[int, ChangeClass], words: Lexicon) -> None:
    """Whoever decides is named whole: `the competent authorities of the receiving State`."""
    for position in [at for at in named if at in side.deciders]:
        for before in range(position - 1, max(side.start, position - 1 - NAME) - 1, -1):
            if named.get(before) is not ChangeClass.WORDING:
                break
            named[before] = ChangeClass.DECIDER
        whole = True
        for after in range(position + 1, min(position + 1 + 2 * NAME, side.end)):
            token = side.text[after]
            empty = token.norm in words.function or token.norm in words.agents
            if whole and not (token.norm in words.agents or token.bare[:1].isupper()):
                break
            if after in side.deciders or not speaks(token) or named.get(after) not in (None, ChangeClass.WORDING):
                break
            named[after] = ChangeClass.DECIDER
            whole = not empty


def _phrases(side: Side, named: dict[int, ChangeClass]) -> None:
    """A short phrase of which a part is an exception is one as a whole (`contractual claims are excepted`)."""
    start = side.start
    for position in range(side.start, side.end + 1):
        if position == side.end or side.text[position].norm in STOPS:
            inside = range(start, position)
            if position - start <= SHORT and any(named.get(at) is ChangeClass.EXCEPTION for at in inside):
                named.update((at, ChangeClass.EXCEPTION) for at in inside)
            start = position + 1


def _joined(side: Side, named: Marks, words: Lexicon) -> list[Stretch]:
    """Empty words go with what follows in their phrase; marks, and words that both texts have, with what precedes."""
    found: list[Stretch] = []
    start = waiting = side.start
    last: ChangeClass | None = None
    for position in range(side.start, side.end):
        change = named.get(position)
        if change is None:
            token = side.text[position]
            elided = token.norm == "'" and waiting < position  # l’accord
            if last is None or elided or token.norm in words.function or token.norm in words.joining:
                continue
            if not (last.editorial and speaks(token)):
                waiting = position + 1
                continue
            change = ChangeClass.WORDING  # a name or a spelling is that of its own word only
        if last is not None and change is not last:
            found.append((start, waiting, last))
            start = waiting
        last, waiting = change, position + 1
    return [*found, (start, side.end, last or ChangeClass.WORDING)]
