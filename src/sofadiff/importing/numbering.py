"""Printed labels: what `(i)` can mean. Which meaning the labels around it leave, :mod:`placing` tells."""

from __future__ import annotations

import re

from msgspec import Struct

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
DIGRAPHS = frozenset({"ch", "dd", "ff", "ng", "ll", "ph", "rh", "th"})
"""Letters of the Welsh alphabet that are written with two signs: (ch) stands between (c) and (d)."""
_VALUE = r"(?P<value>\d{1,3}(?:\s?(?:bis|ter|quater)|[A-Z]{1,2})?|[a-z]{1,7}|[A-Z]{1,7})"
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
    if value in DIGRAPHS:
        found.append(Reading("a", ord(value[0]) - 96))
    return tuple(found)


def parse_label(text: str) -> Label | None:
    """The label a block begins with, or None. Whether it is one in its place, :func:`placing.place` decides.

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
