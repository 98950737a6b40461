"""Printed labels: what `(i)` can mean, and which meaning the labels around it leave."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_VALUE = r"(?P<value>\d{1,3}(?:\s?(?:bis|ter|quater)|[A-Z]{1,2})?|[a-z]{1,7}|[A-Z]{1,7})"
_INSERTED = re.compile(r"\d+(?:\s?(?:bis|ter|quater)|[A-Z]{1,2})\b")
_SHAPES = (
    ("Section", re.compile(r"(?:Section|Sec\.|Afdeling|Sectie)\s+(?P<value>\d{1,3})\s?\.(?=\s|$)")),
    ("§", re.compile(r"§\s*(?P<value>\d{1,3})[.:]?(?![\d.])")),
    ("1.1", re.compile(r"(?P<value>\d{1,3}(?:\.\d{1,3})+)\.?(?=\s|$)")),
    ("()", re.compile(rf"\(\s?{_VALUE}\s?\)\)?[.:]?")),
    (")", re.compile(rf"{_VALUE}\s?\)[.:]?")),
    ("°", re.compile(r"(?P<value>\d{1,3})\s?[°º]\)?\.?")),
    (".", re.compile(rf"{_VALUE}\s?\.{{1,2}}(?!\d)")),
    ("-", re.compile(r"(?P<value>[-–—•·])(?=\s)")),
)
_COUNT = re.compile(r"\d+|\b(?:[a-z]{1,7}|[A-Z]{1,7})\b")
"""What counts in a label of any form."""
_ABBREVIATION = re.compile(r"^[A-Za-z]\.")
_GAP = 3
"""At most so many numbers may be missing before a label counts as part of the text."""


class Reading(Struct, frozen=True):
    """One meaning of a label: `(i)` is roman 1 or the ninth letter."""

    kind: str
    """`1` arabic, `a` letters, `i` roman (upper case: `A`, `I`), `aa` doubled letters, `1.1` decimal, `-` bullet."""
    value: int


class Label(Struct, frozen=True):
    """A printed label at the start of a block."""

    printed: str
    shape: str
    """The signs around it: `()`, `)`, `.`, `°`, `§`, `1.1`, `-`, or the word `Section`."""
    readings: tuple[Reading, ...]
    rest: str
    """The block's text after the label."""
    spaced: bool = True
    """Whether a space stands between the label and the text."""


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


def roman(text: str) -> int | None:
    """Value of a well-formed Roman numeral below 400, any case; None for anything else.

    >>> roman("XIV"), roman("iix")
    (14, None)
    """
    lower = text.lower()
    if not lower or any(char not in _ROMAN for char in lower):
        return None
    total = 0
    for char, after in zip(lower, [*lower[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if after and _ROMAN[after] > value else value
    return total if 0 < total < 400 and to_roman(total) == lower else None


def to_roman(value: int) -> str:
    """Lower-case Roman numeral of a number from 1 to 399.

    >>> to_roman(49)
    'xlix'
    """
    parts = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for amount, sign in parts:
        while value >= amount:
            text, value = text + sign, value - amount
    return text


def readings(value: str) -> tuple[Reading, ...]:
    """Every meaning of a label's value; empty if it is no label.

    >>> [f"{reading.kind}{reading.value}" for reading in readings("i")]
    ['a9', 'i1']
    """
    if value in {"-", "–", "—", "•", "·"}:
        return (Reading("-", 0),)
    if value[0].isdigit():
        if "." in value:
            return (Reading(f"1.1/{value.count('.')}", int(value.split(".")[-1])),)
        return (Reading("1", int(re.match(r"\d+", value).group())),)  # type: ignore[union-attr]
    found = []
    upper = value.isupper()
    if len(value) == 1:
        found.append(Reading("A" if upper else "a", ord(value.lower()) - 96))
    elif len(value) == 2 and value[0] == value[1]:
        found.append(Reading("AA" if upper else "aa", ord(value[0].lower()) - 96))
        found.append(Reading("A" if upper else "a", ord(value[0].lower()) - 70))
    number = roman(value)
    if number is not None:
        found.append(Reading("I" if upper else "i", number))
    return tuple(found)


def parse_label(text: str) -> Label | None:
    """The label a block begins with, or None. Whether it is one in its place, :func:`place` decides.

    >>> label = parse_label("(a)“force” means")
    >>> label.printed, label.rest
    ('(a)', '“force” means')
    >>> parse_label("i.e. nothing") is None
    True
    """
    for shape, pattern in _SHAPES:
        match = pattern.match(text)
        if match is None:
            continue
        rest = text[match.end() :]
        meanings = readings(match.group("value"))
        if not meanings or not _may_follow(rest, shape, match.group("value")):
            return None
        return Label(match.group().strip(), shape, meanings, rest.strip(), not rest or rest[0].isspace())
    return None


def given_label(printed: str, text: str) -> Label:
    """The label that the source itself says `text` begins with, whatever it looks like.

    >>> label = given_label("Rule 4:", "Rule 4: Flags are flown.")
    >>> label.shape, label.readings, label.rest
    ('Rule #:', (Reading(kind='1', value=4),), 'Flags are flown.')
    """
    rest = text.removeprefix(printed)
    parsed = parse_label(text)
    if parsed is not None and parsed.printed == printed.strip():
        return parsed
    for match in reversed(list(_COUNT.finditer(printed))):
        if meanings := readings(match.group()):
            shape = f"{printed[: match.start()]}#{printed[match.end() :]}"
            return Label(printed, shape, meanings, rest.strip(), True)
    return Label(printed, printed, (Reading("-", 0),), rest.strip(), True)


def _may_follow(rest: str, shape: str, value: str) -> bool:
    if not rest or rest[0].isspace():
        return True
    if shape == "-":
        return False
    if rest[0].isdigit() or rest[0] in ",;/-":
        return False
    # "i.e.", "a.m.", "B.fr." are abbreviations, "iv.de" is a label that lost its space.
    return not (shape == "." and not value[0].isdigit() and (_ABBREVIATION.match(rest) or value.isupper()))


def place(label: Label, levels: Sequence[Level], ahead: Sequence[Label], *, fresh: bool, expected: int | None,
          quoted: bool, ended: bool) -> Place | None:  # fmt: skip
    """Where a label goes among the open lists, outermost first; None if it is part of the text.

    `ahead` are the labels that follow in the same article; `fresh` says that its container has no text yet; `expected`
    is the number that a list of the container before would go on with; `quoted` that a quotation is open; `ended` that
    the innermost list looks finished.
    """
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
        return _first(label, fresh, expected)
    return _after_gap(label, levels)


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
    inserted = reading.value == last.value and _INSERTED.search(label.printed) is not None
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
    return inner


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
    why = f" and {following.printed} follows" if confirmed and following else ""
    return Place(
        going_on.depth,
        going_on.reading,
        f"{label.printed} was read as the letter after {before}, not as a Roman numeral{why}",
        doubtful=not confirmed and following is not None,
    )


def _first(label: Label, fresh: bool, expected: int | None) -> Place | None:
    for reading in label.readings:
        if reading.kind == "1" and reading.value == expected:
            return Place(0, reading)
        if label.shape == "Section":  # counted through the articles of a convention
            return Place(0, reading)
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
