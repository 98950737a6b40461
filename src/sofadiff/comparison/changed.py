"""The classes of one change: neighbouring removed and added words, judged with the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeVar

from msgspec import Struct

from sofadiff.comparison import EDITORIAL, ChangeClass, limits
from sofadiff.comparison.deciding import ENDS
from sofadiff.comparison.diff import Token, form_of
from sofadiff.comparison.lexicon import Lexicon
from sofadiff.comparison.subsequence import aligned, encode
from sofadiff.states import Role

NEXT_WORDS = 3
"""How many words after a number are read to see whether it counts days, money or things."""
AHEAD = 2 * NEXT_WORDS
"""The same in tokens, punctuation included."""
COVERED = frozenset({Role.MEMBER, Role.CONTINGENT, Role.LOCAL_STAFF, Role.CONTRACTOR})
"""Roles of those whom a clause covers: where one of them comes or goes, other persons are covered."""
LITTLE = 4
"""With more changed words than this on a side, joining words among them (`and`, `other`) say nothing of the scope."""


Marks = Mapping[int, ChangeClass]
"""Classes of words by their position."""
Each = TypeVar("Each")
Both = tuple[Each, Each]
"""One thing for each of the two texts."""

_SPEAKING = frozenset("<>$€£¥+=§/@#*°")
_OPERATIVE = frozenset({ChangeClass.NEGATION, ChangeClass.MODALITY})


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


class Found(Struct, frozen=True):
    """What changed."""

    classes: frozenset[ChangeClass]
    marks: Both[Marks] = ({}, {})
    """Per side, the class of each word that the other side has not, by its position."""
    long: bool = False
    """Whether so many words changed that no one of them stands for all."""
    counted: Both[bool] = (True, True)
    """Per side, whether its words add classes."""


def changed(base: Side, other: Side, words: Lexicon, *, from_base: bool = True, from_other: bool = True) -> Found:
    """The classes of one change; with `from_base` or `from_other` off, that side's words add none, but are marked."""
    both = (from_base and base.start < base.end, from_other and other.start < other.end)
    spoken = (_spoken(base), _spoken(other))
    norms = ([base.text[at].norm for at in spoken[0]], [other.text[at].norm for at in spoken[1]])
    if len(norms[0]) == len(norms[1]) and sorted(norms[0]) == sorted(norms[1]):
        form = ChangeClass.WORDING if norms[0] != norms[1] else ChangeClass.PUNCTUATION
        return Found(frozenset({form} if any(both) else ()), counted=both)
    long = max(len(spoken[0]), len(spoken[1])) > LITTLE
    marks: Both[dict[int, ChangeClass]] = ({}, {})
    alone: Both[Set[int]]
    if long and all(spoken):
        alone, marks = _out_of_order((base, other))
    else:
        alone = (_unanswered(spoken[0], *norms), _unanswered(spoken[1], *norms[::-1]))
    found: set[ChangeClass] = set()
    for n, (side, counted) in enumerate(zip((base, other), both, strict=True)):
        if side.start == side.end:
            continue
        marks[n].update(_marks(side, [at for at in spoken[n] if at in alone[n]], words, few=len(spoken[n]) <= LITTLE))
        found.update(marks[n].values() if counted else _gone_alone(side, marks[n], alone[n]))
    if not any(both):
        found.clear()
    elif found <= EDITORIAL:
        found.add(ChangeClass.WORDING)
    return Found(frozenset(found), marks, long, both)


def _gone_alone(side: Side, marks: Marks, alone: Set[int]) -> Iterator[ChangeClass]:
    """Classes that count even where the other text may have the words elsewhere: a `must` or `not` is gone from before
    its verb, which both texts have here.
    """
    for position, change in marks.items():
        if change in _OPERATIVE and position + 1 < side.end and position + 1 not in alone:
            yield change


def _spoken(side: Side) -> list[int]:
    """Where the words stand that say something."""
    return [at for at in range(side.start, side.end) if speaks(side.text[at])]


def _unanswered(spoken: Sequence[int], norms: Sequence[str], theirs: Sequence[str]) -> set[int]:
    """Positions of the words (their `norms`) that one text has more often than the other; both or one of them short."""
    if not theirs:
        return {*spoken}
    return {at for at, norm in zip(spoken, norms, strict=True) if norms.count(norm) > theirs.count(norm)}


def _out_of_order(sides: Both[Side]) -> tuple[Both[Set[int]], Both[dict[int, ChangeClass]]]:
    """Per side the positions of what the other side has not in the same order, and what differs in form only.

    In a sentence that was written anew every `must` has one to answer it somewhere; it is the same only where what
    stands around it is in its place too. A mark between words that both sides have is a change of punctuation.
    """
    codes: dict[str, str] = {}
    one, two = (encode([token.norm for token in side.tokens], codes) for side in sides)
    alone: Both[set[int]] = (set(), set())
    forms: Both[dict[int, ChangeClass]] = ({}, {})
    if len(one) * len(two) > limits.MATCHED_WORDS:
        return ({*range(sides[0].start, sides[0].end)}, {*range(sides[1].start, sides[1].end)}), forms
    here, there = sides[0].start, sides[1].start
    for op, run in aligned(one, two):
        ends = (here + len(run) * (op <= 0), there + len(run) * (op >= 0))
        if op < 0:
            alone[0].update(range(here, ends[0]))
        elif op > 0:
            alone[1].update(range(there, ends[1]))
        else:
            pairs = zip(sides[0].text[here : ends[0]], sides[1].text[there : ends[1]], strict=True)
            for at, (mine, theirs) in enumerate(pairs):
                if mine.text != theirs.text and mine.bare != theirs.bare and not _opening(sides, here + at, there + at):
                    forms[0][here + at] = forms[1][there + at] = form_of(mine, theirs)
        here, there = ends
    for side, gone, form in zip(sides, alone, forms, strict=True):
        for position in gone:
            between = side.start < position < side.end - 1 and gone.isdisjoint((position - 1, position + 1))
            if between and not speaks(side.text[position]):
                form[position] = ChangeClass.PUNCTUATION
    return alone, forms


def _opening(sides: Both[Side], here: int, there: int) -> bool:
    """Whether two words differ in a capital letter alone that opens a sentence."""
    texts = (sides[0].text, sides[1].text)
    if texts[0][here].bare.casefold() != texts[1][there].bare.casefold():
        return False
    return any(at == 0 or text[at - 1].norm in ENDS for text, at in zip(texts, (here, there), strict=True))


def _marks(side: Side, alone: Sequence[int], words: Lexicon, *, few: bool) -> dict[int, ChangeClass]:
    """The class of each word that stands in one text alone; words that say nothing have none.

    Joining words count only where little changed, and not beside words that they only join.
    """
    marked = _phrases(side, alone, words)
    joining: dict[int, ChangeClass] = {}
    for position in alone:
        if position in marked:
            continue
        token = side.text[position]
        if token.norm in words.joining and position not in side.deciders and not token.role:
            joining[position] = words.words.get(token.norm, ChangeClass.WORDING)
        elif change := _own(side, position, words):
            marked[position] = change
    if joining and not marked:
        return joining if few else dict.fromkeys(joining, ChangeClass.WORDING)
    if joining and few and ChangeClass.WORDING not in marked.values():
        marked |= joining
    return marked


def _phrases(side: Side, alone: Sequence[int], words: Lexicon) -> dict[int, ChangeClass]:
    """The phrases of the lists that stand in one text alone; the words they take say nothing by themselves."""
    marked: dict[int, ChangeClass] = {}
    if side.end - side.start < 2:  # most changes are of one word, and no phrase is
        return marked
    norms = [token.norm for token in side.tokens]
    joined = f" {' '.join(norms)} "
    for phrase, change in words.phrases:
        if phrase in joined:
            parts = phrase.split()
            for start in range(len(norms) - len(parts) + 1):
                where = range(side.start + start, side.start + start + len(parts))
                if norms[start : start + len(parts)] == parts and _telling(where, parts, {*alone}, words):
                    marked.update(dict.fromkeys(where, change))
    return marked


def _telling(where: range, parts: Sequence[str], alone: Set[int], words: Lexicon) -> bool:
    """Whether any word of a phrase is new; all that speak, where one has a class by itself (`not` in `not apply`)."""
    if words.words.keys().isdisjoint(parts):
        return not alone.isdisjoint(where)
    heavy = (at for at, norm in zip(where, parts, strict=True) if norm not in words.function and norm[-1].isalnum())
    return alone >= {*heavy}


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
    last = token.norm[-1:]
    return last.isalnum() or last in _SPEAKING or bool(token.role)


def _own(side: Side, position: int, words: Lexicon) -> ChangeClass | None:
    """The class of a word by itself; None where it says nothing."""
    token = side.text[position]
    if position in side.deciders:
        return ChangeClass.DECIDER
    if token.role:
        return ChangeClass.SCOPE if token.role in COVERED else ChangeClass.WORDING
    listed = words.words.get(token.norm)
    if token.norm[0].isdigit() or listed is ChangeClass.NUMBER:
        return _counted(side, position, words)
    if token.norm in words.timed and _of_time(side, position, words):
        return ChangeClass.PERIOD
    if token.norm in words.decides and token.norm not in words.decision:
        return ChangeClass.DECIDER
    return listed or (None if token.norm in words.function else ChangeClass.WORDING)


def _of_time(side: Side, position: int, words: Lexicon) -> bool:
    """Whether a number or a unit of time follows closely."""
    near = (token for token in side.text[position + 1 : position + 1 + AHEAD] if speaks(token))
    return any(token.norm[0].isdigit() or token.norm in words.time_units for token in near)


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
