"""The classes of one change: neighbouring removed and added words, judged with the words around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sofadiff.comparison import ChangeClass
from sofadiff.comparison.diff import Token
from sofadiff.comparison.lexicon import Lexicon
from sofadiff.states import Role

NEXT_WORDS = 3
"""How many words after a number are read to see whether it counts days, money or things."""
AHEAD = 2 * NEXT_WORDS
"""The same in tokens, punctuation included."""
COVERED = frozenset({Role.MEMBER, Role.CONTINGENT, Role.LOCAL_STAFF, Role.CONTRACTOR})
"""Roles of those whom a clause covers: where one of them comes or goes, other persons are covered."""
LITTLE = 4
"""With more changed words than this on a side, joining words among them (`and`, `other`) say nothing of the scope."""


class Side(Struct, frozen=True):
    """The changed tokens of one text: where they stand in it and which of its tokens name who decides."""

    text: Sequence[Token]
    start: int
    end: int
    deciders: frozenset[int]

    @property
    def tokens(self) -> Sequence[Token]:
        """The changed tokens."""
        return self.text[self.start : self.end]


def changed(
    base: Side, other: Side, words: Lexicon, *, from_base: bool = True, from_other: bool = True
) -> set[ChangeClass]:
    """The classes of one change; with `from_base` or `from_other` off, that side's words count for nothing."""
    sides = (base, other)
    counts = [Counter(token.norm for token in side.tokens if speaks(token)) for side in sides]
    if counts[0] == counts[1]:
        order = [[token.norm for token in side.tokens if speaks(token)] for side in sides]
        return {ChangeClass.WORDING} if order[0] != order[1] else {ChangeClass.PUNCTUATION}
    found: set[ChangeClass] = set()
    extras = (counts[0] - counts[1], counts[1] - counts[0])
    for side, against, extra, counts_here in zip(sides, sides[::-1], extras, (from_base, from_other), strict=True):
        if counts_here:
            whole, within = _phrases(side, against, words)
            found |= _classes_of(side, extra - within, words) | whole
    return found or {ChangeClass.WORDING}


def weighty(side: Side, words: Lexicon, *, replaced: bool) -> bool:
    """Whether what is left says something else without these few words.

    A lone `not`, `may` or `only` does, and so does a word that says which persons are covered; of words that others
    replace, the latter two.
    """
    speaking = [token.norm for token in side.tokens if speaks(token)]
    heavy = set() if replaced else {ChangeClass.NEGATION, ChangeClass.MODALITY}
    return len(speaking) <= LITTLE * (1 + replaced) and any(
        norm in words.restrictive or words.words.get(norm) in heavy for norm in speaking
    )


def speaks(token: Token) -> bool:
    """Whether a token says something: a word, number, term, or a sign that is not punctuation (`%`, `$`)."""
    return bool(token.role or token.norm[-1:].isalnum() or (token.norm and token.norm[-1] in "<>$€£¥+=§/@#*°"))


def _classes_of(side: Side, extra: Mapping[str, int], words: Lexicon) -> set[ChangeClass]:
    found: set[ChangeClass] = set()
    joining: set[ChangeClass] = set()
    for position in range(side.start, side.end):
        token = side.text[position]
        if extra.get(token.norm, 0) <= 0:
            continue
        if position in side.deciders:
            found.add(ChangeClass.DECIDER)
        elif token.role:
            found.add(ChangeClass.SCOPE if token.role in COVERED else ChangeClass.WORDING)
        elif token.norm[0].isdigit():
            found.add(_counted(side, position, words))
        elif token.norm in words.joining:
            joining.add(words.words.get(token.norm, ChangeClass.WORDING))
        elif token.norm in words.words:
            found.add(words.words[token.norm])
        elif token.norm not in words.function:
            found.add(ChangeClass.WORDING)
    few = sum(speaks(token) for token in side.tokens) <= LITTLE
    return found | joining if few else found or ({ChangeClass.WORDING} if joining else set())


def _counted(side: Side, position: int, words: Lexicon) -> ChangeClass:
    """What a number counts: a time unit or a currency close after it, or a currency or a month before it, says so."""
    before = side.text[position - 1].norm if position else ""
    if words.words.get(before) is ChangeClass.AMOUNT:
        return ChangeClass.AMOUNT
    if before in words.months:
        return ChangeClass.PERIOD
    near = [token for token in side.text[position + 1 : side.end + AHEAD] if speaks(token)][:NEXT_WORDS]
    for token in near:
        if token.norm[0].isdigit():  # the next number counts what follows it
            break
        if token.norm in words.time_units or token.norm in words.months:
            return ChangeClass.PERIOD
        if words.words.get(token.norm) is ChangeClass.AMOUNT:
            return ChangeClass.AMOUNT
    return ChangeClass.NUMBER


def _phrases(side: Side, against: Side, words: Lexicon) -> tuple[set[ChangeClass], Counter[str]]:
    """Classes of the phrases that stand more often in one side, and the words they take: these say nothing alone."""
    found: set[ChangeClass] = set()
    taken: Counter[str] = Counter()
    here, there = (_joined(each) for each in (side, against))
    for phrase, change in words.phrases:
        more = here.count(phrase) - there.count(phrase) if phrase in here else 0
        if more > 0:
            found.add(change)
            taken.update(phrase.split() * more)
    return found, taken


def _joined(side: Side) -> str:
    return f" {' '.join(token.norm for token in side.tokens)} "
