"""The critical apparatus of a row: a text, its lemmata, and the readings of every witness that differs from it.

A witness is told by its variants from the row's first text. Where more than half of the words differ
(:data:`~sofadiff.comparison.collation.APART`), or the language does, its text stands whole and becomes the text of a
family of its own, against which the witnesses left over are read in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.comparison import ChangeClass, Edit, Op
from sofadiff.comparison.changed import speaks
from sofadiff.comparison.collation import APART, Collation, Collator
from sofadiff.comparison.diff import Run, Token
from sofadiff.comparison.witnesses import Change, Entry, Family, Form, Reading, State


class _Variant(Struct, frozen=True):
    """What one witness has in place of one stretch of the text it is read against."""

    start: int
    end: int
    words: str
    norms: tuple[str, ...]
    """The words as compared: equal for witnesses that share the reading."""
    change: Change
    classes: frozenset[ChangeClass]


def families(collator: Collator, row: int, present: Sequence[int]) -> tuple[Family, ...]:
    """The families of wording of a row, the first text's first.

    Args:
        collator: Reads two witnesses against each other.
        row: Position of the row.
        present: The witnesses to tell, the row's first text first, then the earliest.
    """
    found = []
    left = list(present)
    while left:
        lead, *others = left
        read = {witness: collator.read(row, lead, witness) for witness in others}
        near = [w for w in others if read[w].state not in (State.LANGUAGE, State.ASSUMED) and read[w].changed <= APART]
        left = [w for w in others if w not in near]
        text = "\n".join(unit.text for unit in collator.units(row, lead))
        found.append(Family(lead, text, tuple(near), _entries({w: read[w] for w in near})))
    return tuple(found)


def rebuilt(family: Family, witness: int) -> str:
    """A member's text, made from the lead's text and the member's readings."""
    text, at = "", 0
    for entry in family.entries:
        for form in (form for reading in entry.readings for form in reading.forms if form.witness == witness):
            text += family.text[at : entry.start] + form.words
            at = entry.end
    return text + family.text[at:]


def _entries(read: dict[int, Collation]) -> tuple[Entry, ...]:
    places: dict[tuple[int, int], list[tuple[int, _Variant]]] = {}
    for witness, collation in read.items():
        for variant in _variants(collation):
            places.setdefault((variant.start, variant.end), []).append((witness, variant))
    return tuple(Entry(start, end, _readings(found)) for (start, end), found in sorted(places.items()))


def _readings(found: Sequence[tuple[int, _Variant]]) -> tuple[Reading, ...]:
    readings: dict[tuple[object, ...], Reading] = {}
    for witness, variant in found:
        key = (variant.change, variant.norms, all(c.editorial for c in variant.classes))
        form = Form(witness, variant.words)
        known = readings.get(key, Reading(variant.change, (), ()))
        classes = tuple(c for c in ChangeClass if c in {*known.classes, *variant.classes})
        readings[key] = replace(known, forms=(*known.forms, form), classes=classes)
    return tuple(readings.values())


def _variants(collation: Collation) -> Iterator[_Variant]:
    """Every stretch in which the second text differs from the first, in order; together they make the second text."""
    at = 0
    block: list[tuple[Run, Edit]] = []
    for run, edit in zip(collation.runs, collation.edits, strict=True):
        if run.op in (Op.SAME, Op.FOLDED):
            if block:
                yield (made := _variant(collation, block, at))
                at = made.end
                block = []
            yield from _forms(collation, run, edit, at)
            at += len(edit.base)
        else:
            block.append((run, edit))
    if block:
        yield _variant(collation, block, at)


def _forms(collation: Collation, run: Run, edit: Edit, at: int) -> Iterator[_Variant]:
    """Differences of form in a run that both texts have: a folded run, else words with other space after them."""
    if run.op is Op.FOLDED:
        yield _variant(collation, [(run, edit)], at)
        return
    for one, two in zip(run.base, run.other, strict=True):
        if one.text != two.text:
            yield _variant(collation, [(Run(Op.SAME, (one,), (two,)), Edit(Op.SAME, one.text, two.text))], at)
        at += len(one.text)


def _variant(collation: Collation, block: Sequence[tuple[Run, Edit]], start: int) -> _Variant:
    base = "".join(edit.base for _, edit in block)
    words = "".join(edit.other for _, edit in block)
    classes = frozenset(edit.change for _, edit in block if edit.change)
    if all(run.op is Op.SAME for run, _ in block):  # only white space is written in another way
        classes = frozenset({ChangeClass.PUNCTUATION})
    return _Variant(
        start,
        start + len(base),
        words,
        _norms([token for run, _ in block for token in run.other]),
        _change(collation, base, words),
        classes,
    )


def _norms(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What is compared of a reading: its words; its marks only where it has no words."""
    spoken = tuple(token.norm for token in tokens if speaks(token))
    return spoken or tuple(token.norm for token in tokens)


def _change(collation: Collation, base: str, words: str) -> Change:
    if base and words:
        return Change.REPLACED
    if words:
        return Change.ADDED if collation.known.base else Change.ADDED_UNSEEN
    return Change.OMITTED if collation.known.other else Change.NOT_SEEN
