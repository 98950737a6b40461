"""Two sequences of words to runs of words kept, folded, removed and added. The one door to diff-match-patch.

The raw runs are a longest common subsequence, found with one big integer per word (each word is one character, so no
word is ever cut in half). diff-match-patch's semantic clean-up then joins runs that are split by a stray common word,
which is what makes the result readable. There is no time limit: the result never depends on the machine's load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from diff_match_patch import diff_match_patch
from msgspec import Struct

from sofadiff.comparison import ChangeClass, Op, limits
from sofadiff.comparison.subsequence import aligned, encode

LONG = 8
"""A stretch of so many words and marks in the same order is kept, however much stands changed around it."""


class Token(Struct, frozen=True):
    """One word, number, punctuation mark or defined term, as written and as compared."""

    text: str
    """As written, with the white space that follows."""
    norm: str
    """What is compared; equal for two tokens that mean the same."""
    fold: ChangeClass
    """Class of the difference where two tokens are written differently but have the same `norm`."""
    role: str | None = None
    """Role, where the token is a defined term."""
    form: str | None = None
    """The defined term as written, without article and white space."""

    @property
    def bare(self) -> str:
        """As written, without white space around it."""
        return self.text.strip()


class Run(Struct, frozen=True):
    """Neighbouring tokens with the same fate. SAME and FOLDED runs have both sides, the others one."""

    op: Op
    base: tuple[Token, ...]
    other: tuple[Token, ...]


def runs(base: Sequence[Token], other: Sequence[Token], codes: dict[str, str] | None = None) -> list[Run]:
    """Compare by `norm`; joined over all runs, the tokens of each side are exactly the tokens given.

    Texts that are equal once all white space is removed come out as SAME and FOLDED runs only. Of texts with more words
    than `limits.MATCHED_WORDS` what stands between their common beginning and end is one removed and one added run.
    `codes` has the characters for words (see `subsequence.encode`), for those who compare many clauses of two texts.
    """
    if base == other:
        return [Run(Op.SAME, tuple(base), tuple(other))] if base else []
    if _squash(base) == _squash(other):
        return _merge(_respaced(base, other)) if base and other else apart(base, other, Op.SAME)
    found: list[Run] = []
    position_base = position_other = 0
    for op, length in _edits([token.norm for token in base], [token.norm for token in other], codes):
        taken_base = tuple(base[position_base : position_base + length]) if op <= 0 else ()
        taken_other = tuple(other[position_other : position_other + length]) if op >= 0 else ()
        position_base += len(taken_base)
        position_other += len(taken_other)
        if op == 0:
            found.extend(_kept(taken_base, taken_other))
        else:
            found.append(Run(Op.REMOVED if op < 0 else Op.ADDED, taken_base, taken_other))
    return _merge(_refold(found))


def apart(base: Sequence[Token], other: Sequence[Token], op: Op | None = None) -> list[Run]:
    """Both texts as they stand, uncompared: one removed and one added run (or runs of `op`), none for an empty side."""
    sides = (Run(op or Op.REMOVED, tuple(base), ()), Run(op or Op.ADDED, (), tuple(other)))
    return [run for run in sides if run.base or run.other]


def _edits(base: Sequence[str], other: Sequence[str], codes: dict[str, str] | None) -> Iterator[tuple[int, int]]:
    """(-1 removed, 0 same, 1 added) with the number of tokens."""
    codes = {} if codes is None else codes
    one, two = encode(base, codes), encode(other, codes)
    if one == two:
        return iter([(0, len(one))])
    start = _shared_start(one, two)
    end = _shared_start(one[start:][::-1], two[start:][::-1])
    one_left, two_left = one[start : len(one) - end], two[start : len(two) - end]
    if len(one_left) * len(two_left) > limits.MATCHED_WORDS:
        inner = [(-1, one_left), (1, two_left)]
    else:
        inner = aligned(one_left, two_left)
    diffs = [(0, one[:start])] * bool(start) + inner + [(0, one[len(one) - end :])] * bool(end)
    return iter([(op, len(text)) for op, text in _cleaned(diffs)])


def _cleaned(diffs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The clean-up between stretches that are long enough to be kept: it would take a sentence between two others."""
    done: list[tuple[int, str]] = []
    part: list[tuple[int, str]] = []
    for op, text in [*diffs, (0, "")]:
        part.append((op, text))
        if op == 0 and (len(text) >= LONG or not text):
            if len(part) > 2:
                _engine().diff_cleanupSemantic(part)
            done += part
            part = []
    return [(op, text) for op, text in done if text]


@cache
def _engine() -> diff_match_patch:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # its default of one second would make results depend on the machine's load
    return engine


def _shared_start(one: str, two: str) -> int:
    length = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        length += 1
    return length


def _kept(base: tuple[Token, ...], other: tuple[Token, ...]) -> Iterator[Run]:
    """Runs of tokens that mean the same: written the same as long as it goes, every other token alone."""
    if base == other:
        yield Run(Op.SAME, base, other)
        return
    start = 0
    for position, (one, two) in enumerate(zip(base, other, strict=True)):
        if one.text == two.text or one.bare == two.bare:
            continue
        if start < position:
            yield Run(Op.SAME, base[start:position], other[start:position])
        yield Run(Op.FOLDED, (one,), (two,))
        start = position + 1
    if start < len(base):
        yield Run(Op.SAME, base[start:], other[start:])


def _squash(tokens: Sequence[Token]) -> str:
    return "".join("".join([token.text for token in tokens]).split())


def _respaced(base: Sequence[Token], other: Sequence[Token]) -> list[Run]:
    """Runs of two texts that differ in white space only: cut wherever both have a boundary at the same letter."""
    found: list[Run] = []
    ends = [_boundaries(base), _boundaries(other)]
    starts = [0, 0]
    for boundary in sorted(set(ends[0]) & set(ends[1])):
        stops = [ends[0][boundary], ends[1][boundary]]
        one, two = tuple(base[starts[0] : stops[0]]), tuple(other[starts[1] : stops[1]])
        alike = [token.bare for token in one] == [token.bare for token in two]
        found.append(Run(Op.SAME if alike else Op.FOLDED, one, two))
        starts = stops
    return found


def _boundaries(tokens: Sequence[Token]) -> dict[int, int]:
    """Number of letters before a token boundary -> number of tokens before it (the last such boundary)."""
    found: dict[int, int] = {}
    letters = 0
    for position, token in enumerate(tokens, start=1):
        letters += len("".join(token.text.split()))
        found[letters] = position
    return found


def _refold(found: list[Run]) -> list[Run]:
    """A removed and an added run that are the same but for white space (`with in`, `within`) are folded.

    A defined term beside the same word in small letters that is not defined there is none of these: whether `the
    government` is `the Government` is for a lawyer to say.
    """
    done: list[Run] = []
    for run in found:
        last = done[-1] if done else None
        if last and run.op is Op.ADDED and last.op is Op.REMOVED and _alike(last.base, run.other):
            done[-1] = Run(Op.FOLDED, last.base, run.other)
        else:
            done.append(run)
    return done


def _alike(base: Sequence[Token], other: Sequence[Token]) -> bool:
    one, two = base[0].bare, other[0].bare
    if one and two and one[0] != two[0]:  # most that stands in place of something else
        return False
    return _squash(base) == _squash(other)


def _merge(found: list[Run]) -> list[Run]:
    """Join neighbours of one kind; each swapped term stays a run of its own, so that swaps can be counted."""
    done: list[Run] = []
    for run in found:
        if done and _joins(done[-1], run):
            done[-1] = Run(run.op, done[-1].base + run.base, done[-1].other + run.other)
        else:
            done.append(run)
    return done


def _joins(last: Run, run: Run) -> bool:
    if last.op is not run.op:
        return False
    return run.op is not Op.FOLDED or (fold_of(last) is fold_of(run) and fold_of(run) is not ChangeClass.TERM)


def fold_of(run: Run) -> ChangeClass:
    """Class of a folded run: a swapped term before a spelling, a spelling before punctuation.

    Words that differ in capital letters alone are another spelling, whatever else they fold with (`He`, `he`).
    """
    return _form(run.base, run.other)


def form_of(one: Token, two: Token) -> ChangeClass:
    """Class of the difference between two tokens that mean the same and are written differently."""
    return _form((one,), (two,))


def _form(base: Sequence[Token], other: Sequence[Token]) -> ChangeClass:
    kinds = {token.fold for side in (base, other) for token in side}
    found = next(kind for kind in ChangeClass if kind in kinds)
    if any(token.role for token in base) != any(token.role for token in other):
        return ChangeClass.SPELLING
    if found is ChangeClass.GENDER_NEUTRAL and _squash(base).casefold() == _squash(other).casefold():
        return ChangeClass.SPELLING
    if found is ChangeClass.TERM and not any(token.role for side in (base, other) for token in side):
        letters = [[letter for letter in _squash(side) if letter.isalnum()] for side in (base, other)]
        return ChangeClass.PUNCTUATION if letters[0] == letters[1] else found
    return found
