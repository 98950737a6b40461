"""Marks in braces: what a line says beyond its words."""

from __future__ import annotations

import re

from msgspec import Struct

from sofadiff.akn.names import HIERARCHY
from sofadiff.importing.exchange.entries import What
from sofadiff.outline import ATTACHMENT
from sofadiff.states import NumberStatus, Support

ELEMENTS = HIERARCHY | {ATTACHMENT}
_MARKS = re.compile(r"\{((?:\\.|[^{}\\])*)\}(?:\s+|$)")
_ITEM = re.compile(r"(?:\\.|[^;\\])+")
_NUMBER = "number "
_ASSUMED = "assumed from "
_NOT_STATED = "not stated"
_PLAIN = frozenset(
    {What.RECITAL.value, What.FORMULA.value, What.CLOSING_WORDS.value, What.GOES_ON.value, "heading", "words"}
)
LABEL, NO_LABEL = "label", "no label"
"""What stands before the mark is a label; no label stands before it. They only settle how the line is cut."""
_STATES = frozenset(
    [
        *Support,
        f"support {_NOT_STATED}",
        *(_NUMBER + state for state in NumberStatus),
        _NUMBER + _NOT_STATED,
    ]
)


class Said(Struct, frozen=True):
    """What the marks of a line say; None where they say nothing of it."""

    what: What | None = None
    depth: int | None = None
    element: str | None = None
    heading: bool | None = None
    note: str | None = None
    support: str | None = None
    number: str | None = None
    assumed_from: str | None = None


def cut(text: str) -> tuple[tuple[str, ...], str] | None:
    """The marks at the start of a line's text, and the rest; None where none stand there.

    >>> cut("{unverified; number predicted} The force flies its flag.")
    (('unverified', 'number predicted'), 'The force flies its flag.')
    >>> cut("{sic} The force") is None
    True
    """
    match = _MARKS.match(text)
    if match is None:
        return None
    items = tuple(_plain(item.strip()) for item in _ITEM.findall(match[1]))
    return (items, text[match.end() :]) if items and all(_known(item) for item in items) else None


def written(items: tuple[str, ...]) -> str:
    """Marks as they stand in a line.

    >>> written(("note *", "assumed from a#b"))
    '{note \\\\*; assumed from a#b}'
    """
    return "{" + "; ".join(re.sub(r"([\\;{}*_`<\[\]])", r"\\\1", item) for item in items) + "}" if items else ""


def said(items: tuple[str, ...]) -> Said:
    """What marks say."""
    found: dict[str, str | int | bool | What | None] = {}
    for item in items:
        name, _, value = item.partition(" ")
        if item in _PLAIN and item not in ("heading", "words"):
            found["what"] = What(item)
        elif item in ("heading", "words"):
            found["heading"] = item == "heading"
        elif item in ELEMENTS:
            found |= {"what": What.OPEN, "element": item}
        elif name in ("level", "text"):
            found |= {"what": What.OPEN if name == "level" else What.TEXT, "depth": int(value)}
        elif name == "note":
            found |= {"what": What.NOTE, "note": value}
        elif item in _STATES:
            state = "" if item.endswith(_NOT_STATED) else item.removeprefix(_NUMBER)
            found["number" if name == "number" else "support"] = state
        elif item.startswith(_ASSUMED):
            found["assumed_from"] = item.removeprefix(_ASSUMED)
    return Said(**found)  # type: ignore[arg-type]


def support(state: str) -> str:
    """The mark of a support."""
    return state or f"support {_NOT_STATED}"


def number(state: str) -> str:
    """The mark of a number's status."""
    return _NUMBER + (state or _NOT_STATED)


def assumed(name: str) -> str:
    """The mark of a clause that was inferred from a template's."""
    return _ASSUMED + name


def _known(item: str) -> bool:
    return (
        item in _PLAIN
        or item in ELEMENTS
        or item in _STATES
        or item in (LABEL, NO_LABEL, "note")
        or item.startswith(("note ", _ASSUMED))
        or re.fullmatch(r"(?:level|text) \d{1,3}", item) is not None
    )


def _plain(item: str) -> str:
    return re.sub(r"\\(.)", r"\1", item)
