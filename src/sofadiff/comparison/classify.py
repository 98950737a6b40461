"""What an edit amounts to: its class, and for a whole link the verdict with the rule that fired.

Editorial means: another name for the same role, another spelling of the same word, another mark or layout, another
form for the same persons. Everything else is substantive; that a change is small is for the reader to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sofadiff.comparison import ChangeClass, Edit, Kind, Op, Verdict
from sofadiff.comparison.deciding import subjects
from sofadiff.comparison.diff import Run, Token, fold_of
from sofadiff.comparison.lexicon import CLASSES, Lexicon, lexicon
from sofadiff.model import Role, Unit

NEXT_WORDS = 3
"""How many words after a number are read to see whether it counts days, money or things."""
AHEAD = 2 * NEXT_WORDS
"""The same in tokens, punctuation included."""
COVERED = frozenset({Role.MEMBER, Role.CONTINGENT, Role.LOCAL_STAFF, Role.CONTRACTOR})
"""Roles of those whom a clause covers: another one is another scope."""
LITTLE = 4
"""With more changed words than this on a side, joining words among them (`and`, `other`) say nothing of the scope."""


NOT_KNOWN = "only-words-not-in-what-is-known"
"""Verdict rule of two clauses that differ only by words of one of them, where the other text is not known whole."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The edits of one link, classed."""

    edits: tuple[Edit, ...]
    classes: tuple[ChangeClass, ...]
    """Every class that occurs, in the order of the list."""
    names: bool
    """Whether all that changed are capitalised words that no glossary knows."""
    not_known: bool = False
    """Whether words stand on one side only while the other text is not known whole; they have no class."""


@dataclass(frozen=True, slots=True)
class Known:
    """How far the two sides of a link are known: what a text that was not read whole lacks may yet be in it."""

    base: bool = True
    other: bool = True


def judge(runs: Sequence[Run], language: str, known: Known = Known()) -> Judged:  # noqa: B008 - frozen
    """Class every run. A removed run and the added run beside it are one change and get the same class.

    Words that only one side has do not count where the other side is not known whole, unless what is left says
    something else without them (a lone `not`, `may`, `only`). Where they stand beside other words in their place, the
    words of the later text count, or those of the earlier one if that alone is known whole.
    """
    words = lexicon(language)
    tokens = ([t for run in runs for t in run.base], [t for run in runs for t in run.other])
    deciders = (subjects(tokens[0], words), subjects(tokens[1], words))
    starts = _starts(runs)
    edits: list[Edit] = []
    classes: set[ChangeClass] = set()
    names: list[bool] = []
    left = False
    for start, end in _blocks(runs):
        block = runs[start:end]
        if block[0].op in {Op.SAME, Op.FOLDED}:
            change = None if block[0].op is Op.SAME else fold_of(block[0])
            classes.update({change} if change else ())
            edits.append(_edit(block[0], change))
            continue
        sides = tuple(
            _Side(tuple(token for run in block for token in side), near, at, of)
            for side, near, at, of in zip(
                zip(*((run.base, run.other) for run in block), strict=True),
                _around(runs, start, end),
                starts[start],
                deciders,
                strict=True,
            )
        )
    return Judged(tuple(edits), tuple(c for c in ChangeClass if c in classes), bool(names) and all(names), left)


def verdict(kind: Kind, judged: Judged) -> tuple[Verdict, str]:
    """The verdict on two texts in one language, and the rule that decided it."""
    if kind in {Kind.ADDED, Kind.REMOVED}:
        return Verdict.SUBSTANTIVE, str(kind)
    substantive = {change for change in judged.classes if not change.editorial}
    if substantive:
        if judged.names and substantive == {ChangeClass.WORDING}:
            return Verdict.SUBSTANTIVE, "name-not-in-glossary"
        return Verdict.SUBSTANTIVE, f"{_main(substantive)}-changed"
    if judged.classes:
        return Verdict.EDITORIAL, "only-" + "-and-".join(judged.classes)
    return Verdict.IDENTICAL, "same-words"


def assumed(base: Iterable[Unit], other: Iterable[Unit], base_slug: str | None, other_slug: str | None) -> str | None:
    """The rule that makes a link assumed rather than compared, or None.

    One clause was inferred from the other, or both were inferred from the same third one: that they agree is then our
    own doing and says nothing about the two instruments. Where only part of a side was inferred, the rest is known in
    its own right and the link is compared.
    """
    ones, twos = list(base), list(other)
    here = {_address(base_slug, unit) for unit in ones}
    there = {_address(other_slug, unit) for unit in twos}
    if all(unit.assumed_from and unit.assumed_from in there for unit in ones):
        return "assumed-from-other"
    if all(unit.assumed_from and unit.assumed_from in here for unit in twos):
        return "assumed-from-base"
    origins = {unit.assumed_from for unit in (*ones, *twos)}
    if len(origins) == 1 and None not in origins:
        return "assumed-from-same-clause"
    return None


def _address(slug: str | None, unit: Unit) -> str | None:
    return f"{slug}#{unit.wid}" if slug and unit.wid else None


def _edit(run: Run, change: ChangeClass | None) -> Edit:
    return Edit(run.op, _written(run.base), _written(run.other), change)


def _written(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens)


def _blocks(runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring removed and added runs; every other run alone."""
    start = 0
    while start < len(runs):
        end = start + 1
        while end < len(runs) and {runs[start].op, runs[end].op} <= {Op.REMOVED, Op.ADDED}:
            end += 1
        yield start, end
        start = end


def _changed(
    block: Sequence[Run], around: Sequence[tuple[list[Token], list[Token]]], words: Lexicon
) -> set[ChangeClass]:
    sides = [[token for run in block for token in run.base], [token for run in block for token in run.other]]
    counts = [Counter(token.norm for token in side if _speaks(token)) for side in sides]
    if counts[0] == counts[1]:
        order = [[token.norm for token in side if _speaks(token)] for side in sides]
        return {ChangeClass.WORDING} if order[0] != order[1] else {ChangeClass.PUNCTUATION}
    found: set[ChangeClass] = set()
    for side, near, extra in zip(sides, around, (counts[0] - counts[1], counts[1] - counts[0]), strict=True):
        found |= _classes_of(side, near, extra, words)
    found |= _phrases(sides, words)
    return found or {ChangeClass.WORDING}


def _classes_of(
    side: Sequence[Token], near: tuple[list[Token], list[Token]], extra: Counter[str], words: Lexicon
) -> set[ChangeClass]:
    found: set[ChangeClass] = set()
    tokens = [*near[0], *side, *near[1]]
    for position, token in enumerate(side, start=len(near[0])):
        if extra[token.norm] <= 0:
            continue
        if token.role:
            found.add(ChangeClass.DECIDER)
        elif token.norm[0].isdigit():
            found.add(_counted(tokens, position, words))
        elif token.norm in words.words:
            found.add(words.words[token.norm])
        elif token.norm not in words.function:
            found.add(ChangeClass.WORDING)
    return found


def _counted(tokens: Sequence[Token], position: int, words: Lexicon) -> ChangeClass:
    """What a number counts: a time unit or a currency close after it (or a currency sign before it) says so."""
    near = [token for token in tokens[position + 1 :] if _speaks(token)][:NEXT_WORDS]
    near += tokens[max(0, position - 1) : position]
    kinds = [words.words.get(token.norm) for token in near]
    return next((kind for kind in kinds if kind in {ChangeClass.PERIOD, ChangeClass.AMOUNT}), ChangeClass.NUMBER)


def _phrases(sides: Sequence[Sequence[Token]], words: Lexicon) -> set[ChangeClass]:
    joined = [f" {' '.join(token.norm for token in side)} " for side in sides]
    return {change for phrase, change in words.phrases if joined[0].count(phrase) != joined[1].count(phrase)}


def _around(runs: Sequence[Run], start: int, end: int) -> list[tuple[list[Token], list[Token]]]:
    """For each side the token before a block and the tokens after it, to see what a number counts."""
    before = runs[start - 1] if start else Run(Op.SAME, (), ())
    after = runs[end : end + NEXT_WORDS]
    return [
        (list(before.base[-1:]), [token for run in after for token in run.base[:AHEAD]][:AHEAD]),
        (list(before.other[-1:]), [token for run in after for token in run.other[:AHEAD]][:AHEAD]),
    ]


def _speaks(token: Token) -> bool:
    """Whether a token says something: a word, number, term, or a sign that is not punctuation (`%`, `$`)."""
    return bool(token.role or token.norm[-1:].isalnum() or (token.norm and token.norm[-1] in "<>$€£¥+=§/@#*°"))


def _before(runs: Sequence[Run], start: int) -> str:
    return (runs[start - 1].base or runs[start - 1].other)[-1].bare if start else ""


def _only_names(block: Sequence[Run], before: str, words: Lexicon) -> bool:
    """Whether every changed word is capitalised though it does not open a sentence."""
    tokens = [token for run in block for token in (*run.base, *run.other) if _speaks(token)]
    return (
        bool(before and before[-1] not in ".:;!?)" and tokens)
        and any(token.norm not in words.function for token in tokens)
        and all(token.text[0].isupper() or token.norm in words.function for token in tokens)
    )


def _main(found: Iterable[ChangeClass]) -> ChangeClass:
    chosen = set(found)
    order: tuple[ChangeClass, ...] = (*CLASSES, ChangeClass.WORDING, *ChangeClass)
    return next(change for change in order if change in chosen)
