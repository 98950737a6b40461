"""Where a label goes: which open list it continues, or that it begins a new one, told by the labels around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sofadiff.importing.numbering import DIGRAPHS, Label, Reading

_INSERTED = re.compile(r"\d+(?:\s?(?:bis|ter|quater)|[A-Z]{1,2})\b")
_GAP = 3
"""At most so many numbers may be missing before a label counts as part of the text."""


class Level(Struct, frozen=True):
    """An open list: its shape, and the reading of its last label."""

    shape: str
    last: Reading
    spaced: bool = True
    list: str = ""
    """The source's own list, if it says which."""
    depth: int = 0
    """Level in that list."""


class Place(Struct, frozen=True):
    """Where a label goes: the list it continues (index into the open levels), or a new list below (the count)."""

    depth: int
    reading: Reading
    remark: str | None = None
    doubtful: bool = False


def place(label: Label, levels: Sequence[Level], ahead: Sequence[Label], *, fresh: bool, expected: int | None,
          quoted: bool, ended: bool) -> Place | None:  # fmt: skip
    """Where a label goes among the open lists, outermost first; None if it is part of the text.

    `ahead` are the labels that follow in the same article; `fresh` says that its container has no text yet; `expected`
    is the number that a list of the container before would go on with; `quoted` that a quotation is open; `ended` that
    the innermost list looks finished.
    """
    alike = _lookalike(label, levels, ahead)
    if alike is not None:
        return alike
    going_on = _continues(label, levels, ahead, ended)
    start = next((r for r in label.readings if r.value == 1 or r.kind == "-"), None)
    if going_on is not None and start is not None and start.kind != going_on.reading.kind:
        return _ambiguous(label, levels, ahead, going_on, start)
    if going_on is not None:
        return going_on
    if start is not None:
        return _again(label, levels, start) or Place(len(levels), start)
    if quoted:
        return None
    loose = _candidates(label, levels, exact=False)
    if loose:
        return Place(loose[0].depth, loose[0].reading, f"{label.printed} goes on a list whose labels look different")
    if not levels:
        return _first(label, fresh, expected, ahead)
    return _after_gap(label, levels)


def _lookalike(label: Label, levels: Sequence[Level], ahead: Sequence[Label]) -> Place | None:
    """`(1)` between `(k)` and `(m)` is the letter l, and `(l)` before `(2)` the number 1: what was typed or recognised
    looks the same as what was meant. Only a label on both sides decides so."""
    sign = label.printed.strip("().°º :")
    following = ahead[0].readings if ahead and ahead[0].shape == label.shape else ()
    if sign == "1" and Reading("a", 13) in following:
        for depth in range(len(levels) - 1, -1, -1):
            if levels[depth].last == Reading("a", 11) and levels[depth].shape == label.shape:
                text = f"{label.printed} stands between the letters k and m: read as the letter l"
                return Place(depth, Reading("a", 12), text, doubtful=True)
    in_letters = any(level.last in (Reading("a", 11), Reading("i", 49)) for level in levels)
    if sign in ("l", "I") and following == (Reading("1", 2),) and not in_letters:
        text = f"{label.printed} was read as the number 1 because {ahead[0].printed} follows"
        return Place(len(levels), Reading("1", 1), text, doubtful=True)
    return None


def _candidates(label: Label, levels: Sequence[Level], *, exact: bool) -> list[Place]:
    """The open lists that the label would go on, innermost first."""
    found = []
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        for reading in label.readings:
            same = reading.kind == level.last.kind and (label.shape == level.shape or not exact)
            if same and follows(label, reading, level.last):
                found.append(Place(depth, reading))
    return found


def follows(label: Label, reading: Reading, last: Reading) -> bool:
    """Whether a reading of a label is the next after the last one: one more, or `4A` and `4 bis` after `4`."""
    if reading.kind != last.kind:
        return False
    digraph = reading.kind == "a" and label.printed.strip("().") in DIGRAPHS
    inserted = reading.value == last.value and (digraph or _INSERTED.search(label.printed) is not None)
    return reading.value == last.value + 1 or reading.kind == "-" or inserted


def _continues(label: Label, levels: Sequence[Level], ahead: Sequence[Label], ended: bool) -> Place | None:
    """The open list that the label goes on: the innermost, unless something shows that this one is finished."""
    found = _candidates(label, levels, exact=True)
    if len(found) < 2:
        return found[0] if found else None
    inner, outer = found[0], found[1]
    if inner.reading.kind != outer.reading.kind:
        return _by_next(label, inner, outer, ahead)
    below = levels[outer.depth + 1]
    restarts = any(
        reading == Reading(below.last.kind, 1) and ahead[0].shape == below.shape
        for reading in (ahead[0].readings if ahead else ())
    )
    by_space = levels[outer.depth].spaced == label.spaced != levels[inner.depth].spaced
    if restarts or by_space or ended:
        return Place(outer.depth, outer.reading, f"{label.printed} fits two open lists: taken for the outer one")
    return Place(
        inner.depth, inner.reading, f"{label.printed} fits two open lists: taken for the inner one", doubtful=True
    )


def _by_next(label: Label, inner: Place, outer: Place, ahead: Sequence[Label]) -> Place:
    """`(ii)` after `(hh)` in a list under `(i)`: the next label tells whether it is a letter or a numeral."""
    following = ahead[0].readings if ahead and ahead[0].shape == label.shape else ()
    goes_on = [Reading(way.reading.kind, way.reading.value + 1) in following for way in (inner, outer)]
    if goes_on == [False, True]:
        message = f"{label.printed} was taken for the outer list because {ahead[0].printed} follows"
        return Place(outer.depth, outer.reading, message)
    if goes_on == [True, False]:
        message = f"{label.printed} was taken for the inner list because {ahead[0].printed} follows"
        return Place(inner.depth, inner.reading, message)
    message = f"{label.printed} fits two open lists, as a letter and as a numeral: taken for the inner one"
    return Place(inner.depth, inner.reading, message, doubtful=True)


def _again(label: Label, levels: Sequence[Level], start: Reading) -> Place | None:
    """A list like an open one that begins again: a second list beside it, not one inside its last item."""
    if not levels or levels[-1].shape != label.shape or levels[-1].last.kind != start.kind or start.kind == "-":
        return None
    message = f"{label.printed} begins the count again: taken for a second list"
    return Place(len(levels) - 1, start, message, doubtful=True)


def _ambiguous(label: Label, levels: Sequence[Level], ahead: Sequence[Label], going_on: Place, start: Reading) -> Place:
    """`(i)` after `(h)`: the next label of the same shape tells; without one it goes on."""
    following = next((other for other in ahead if other.shape == label.shape), None)
    if following is not None and Reading(start.kind, 2) in following.readings:
        clash = Reading(going_on.reading.kind, going_on.reading.value + 1) in following.readings
        if not clash:
            return Place(
                len(levels), start, f"{label.printed} was read as a Roman numeral because {following.printed} follows"
            )
    before = "abcdefghijklmnopqrstuvwxyz"[going_on.reading.value - 2]
    confirmed = following is not None and any(
        r == Reading(going_on.reading.kind, going_on.reading.value + 1) for r in following.readings
    )
    why = f", because {following.printed} follows" if confirmed and following else ""
    return Place(
        going_on.depth,
        going_on.reading,
        f"{label.printed} was read as the letter after {before}, not as a Roman numeral{why}",
        doubtful=not confirmed and following is not None,
    )


def _first(label: Label, fresh: bool, expected: int | None, ahead: Sequence[Label]) -> Place | None:
    for reading in label.readings:
        if reading.kind == "1" and reading.value == expected:
            return Place(0, reading)
        if label.shape == "Section":  # counted through the articles of a convention
            return Place(0, reading)
    following = ahead[0].readings if ahead and ahead[0].shape == label.shape else ()
    counting = [r for r in label.readings if Reading(r.kind, r.value + 1) in following]
    if fresh and counting:
        return Place(0, counting[0], f"the list begins with {label.printed}, not with 1", doubtful=True)
    reading = label.readings[0]
    if fresh and reading.kind == "1" and reading.value <= 60:
        return Place(0, reading, f"the list begins with {label.printed}, not with 1", doubtful=True)
    return None


def _after_gap(label: Label, levels: Sequence[Level]) -> Place | None:
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        for reading in label.readings:
            missing = reading.value - level.last.value - 1
            if reading.kind == level.last.kind and label.shape == level.shape and 0 < missing <= _GAP:
                text = f"{label.printed} does not follow the label before it: {missing} missing or misprinted"
                return Place(depth, reading, text, doubtful=True)
    return None
