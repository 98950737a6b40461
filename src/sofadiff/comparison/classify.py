"""What an edit amounts to: its class, and for a whole link the verdict with the rule that fired.

Editorial means: another name for the same role, another spelling of the same word, another mark or layout, another
form for the same persons. Everything else is substantive; that a change is small is for the reader to say.

Where a text is not known whole, words that only the other text has may stand in it unseen. They keep their edits but
get no class and never decide a verdict. Where there is nothing else, the verdict keeps the word `substantive`, since
nobody may take the clauses for the same, and its rule says `only-words-not-in-what-is-known`: readers' formats then
say that no change is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from msgspec import Struct

from sofadiff.comparison import ChangeClass, Edit, Kind, Op, Part, Verdict
from sofadiff.comparison.changed import Found, Side, changed, speaks, weighty
from sofadiff.comparison.deciding import subjects
from sofadiff.comparison.diff import Run, Token, fold_of
from sofadiff.comparison.lexicon import CLASSES, Lexicon, lexicon
from sofadiff.comparison.stretches import cut
from sofadiff.model import Unit

NOT_KNOWN = "only-words-not-in-what-is-known"
"""Verdict rule of clauses that differ only by words of one of them, where the other text is not known whole."""


class Known(Struct, frozen=True):
    """Which sides of a link are known whole: what another one lacks may yet stand in it."""

    base: bool = True
    other: bool = True


WHOLE = Known()
_RANK = {change: rank for rank, change in enumerate(dict.fromkeys((*CLASSES, ChangeClass.WORDING, *ChangeClass)))}
"""Weightiest first."""
_KEPT = frozenset({Op.SAME, Op.FOLDED})


class Judged(Struct, frozen=True):
    """The edits of one link, classed."""

    edits: tuple[Edit, ...]
    classes: tuple[ChangeClass, ...]
    """Every class that occurs, in the order of the list."""
    names: bool
    """Whether all that changed are capitalised words that no glossary knows."""
    not_known: bool = False
    """Whether some words have no class because the other text, not known whole, may have them too."""


def judge(runs: Sequence[Run], language: str, known: Known = WHOLE) -> Judged:
    """Class every run. A removed run and the added run beside it are one change and get the same class."""
    words = lexicon(language)
    texts = ([t for run in runs for t in run.base], [t for run in runs for t in run.other])
    deciders = (subjects(texts[0], words), subjects(texts[1], words))
    edits: list[Edit] = []
    classes: set[ChangeClass] = set()
    names: list[bool] = []
    not_known = False
    at = [0, 0]
    for start, end in _blocks(runs):
        block = runs[start:end]
        ends = [*at]
        for run in block:
            ends[0] += len(run.base)
            ends[1] += len(run.other)
        if block[0].op is Op.SAME:
            edits.append(_edit(block[0], None))
        elif block[0].op is Op.FOLDED:
            change = fold_of(block[0])
            classes.add(change)
            edits.append(_edit(block[0], change))
        else:
            base = Side(texts[0], at[0], ends[0], deciders[0])
            other = Side(texts[1], at[1], ends[1], deciders[1])
            found = _found(base, other, words, known)
            not_known |= not found.classes
            classes |= found.classes
            names.append(bool(found.classes) and _only_names(base, other, words))
            edits += _classed(block, (base, other), found, words)
        at = ends
    return Judged(tuple(edits), tuple(c for c in ChangeClass if c in classes), bool(names) and all(names), not_known)


def verdict(kind: Kind, judged: Judged) -> tuple[Verdict, str]:
    """The verdict on two texts in one language, and the rule that decided it."""
    if kind in {Kind.ADDED, Kind.REMOVED}:
        return Verdict.SUBSTANTIVE, str(kind)
    substantive = {change for change in judged.classes if not change.editorial}
    if substantive:
        if judged.names and substantive == {ChangeClass.WORDING}:
            return Verdict.SUBSTANTIVE, "name-not-in-glossary"
        return Verdict.SUBSTANTIVE, f"{_main(substantive)}-changed"
    if judged.not_known:
        return Verdict.SUBSTANTIVE, NOT_KNOWN
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


def _found(base: Side, other: Side, words: Lexicon, known: Known) -> Found:
    """The classes of one change; none where it may be that the other text, not known whole, has the words too.

    Words in place of others always count: those of the later text where that is not known whole, else of both.
    """
    if known == WHOLE:
        return changed(base, other, words)
    if not other.tokens or not base.tokens:
        told = weighty(base if base.tokens else other, words, replaced=False)
        return changed(base, other, words, from_base=known.other or told, from_other=known.base or told)
    return changed(
        base,
        other,
        words,
        from_base=known.other or weighty(base, words, replaced=True),
        from_other=known.base or not known.other or weighty(other, words, replaced=True),
    )


def _classed(block: Sequence[Run], sides: tuple[Side, Side], found: Found, words: Lexicon) -> list[Edit]:
    """The edits of one change; where its words are many and of several classes, each side cut into stretches of one.

    Words that count for nothing, because the other text, not known whole, may have them too, are told by parts alone.
    """
    change = _main(found.classes) if found.classes else None
    several = {*found.marks[0].values(), *found.marks[1].values()}
    if change and (len(several) < 2 or (not found.long and len(several.intersection(CLASSES)) < 2)):
        return [_edit(run, change) for run in block]
    edits: list[Edit] = []
    cuts = [cut(side, marks, words) for side, marks in zip(sides, found.marks, strict=True)]
    at = [side.start for side in sides]
    for run in block:
        n = 0 if run.op is Op.REMOVED else 1
        end = at[n] + len(run.base or run.other)
        inside = [(max(a, at[n]), min(b, end), c) for a, b, c in cuts[n] if a < end and b > at[n]]
        parts = tuple(Part(c, _written(sides[n].text[a:b])) for a, b, c in inside)
        own = found.classes.intersection(part.change for part in parts)
        if own or not found.counted[n]:
            told = parts if len(parts) > 1 or not own else ()
            edits.append(Edit(run.op, _written(run.base), _written(run.other), _main(own) if own else None, told))
        else:  # empty words alone: the change is that of what they stand beside
            edits.append(_edit(run, change))
        at[n] = end
    return edits


def _edit(run: Run, change: ChangeClass | None) -> Edit:
    return Edit(run.op, _written(run.base), _written(run.other), change)


def _written(tokens: Iterable[Token]) -> str:
    return "".join([token.text for token in tokens])


def _blocks(runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring removed and added runs; every other run alone."""
    start = 0
    while start < len(runs):
        end = start + 1
        if runs[start].op not in _KEPT:
            while end < len(runs) and runs[end].op not in _KEPT:
                end += 1
        yield start, end
        start = end


def _only_names(base: Side, other: Side, words: Lexicon) -> bool:
    """Whether a name stands in place of a name, and the glossaries know at most one of the two.

    A name has a capital that does not come from opening a sentence: it stands inside one, is written in capitals
    throughout, or is a defined term.
    """
    if not (_has_name(base) and _has_name(other)):
        return False
    sides = [[token for token in side.tokens if speaks(token)] for side in (base, other)]
    if all(any(token.role for token in side) for side in sides):
        return False  # both glossaries know who is meant, and it is somebody else
    before = base.text[base.start - 1].bare if base.start else ""
    opening = not before or before[-1] in ".:;!?)"
    counts = [Counter(token.norm for token in side) for side in sides]
    for side, extra in zip(sides, (counts[0] - counts[1], counts[1] - counts[0]), strict=True):
        telling = [token for token in side if extra[token.norm] and token.norm not in words.function]
        if not telling or not all(map(_capital, telling)):
            return False
        first = side[0]
        if opening and first is telling[0] and not (first.role or (first.bare.isupper() and len(first.bare) > 1)):
            return False
    return True


def _has_name(side: Side) -> bool:
    return any(_capital(token) and speaks(token) for token in side.tokens)


def _capital(token: Token) -> bool:
    return (token.form or token.text)[:1].isupper()


def _main(found: Set[ChangeClass]) -> ChangeClass:
    return min(found, key=_RANK.__getitem__)
