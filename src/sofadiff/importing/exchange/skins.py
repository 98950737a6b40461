"""How an entry looks as a line of plain text, and as a line of Markdown; and how such a line is cut up again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.importing.exchange import marks
from sofadiff.importing.headings import classify
from sofadiff.importing.numbering import parse_label
from sofadiff.text import tidy

BULLET = "*"
"""Stands before a clause without a label, and in Markdown before every clause."""
_STEP = 4
_STEP_MD = 2
_GAP = re.compile(r"\s{2,}|\t")
_NEEDS_CARE = ("\\", "{", "*", "=", "---")
"""What no text may begin with in a plain text."""
_SIGNS = re.compile(r"([\\`*_<|~])")
_FIRST_SIGN = re.compile(r"^(?=[#+\-=>{:])")
_FIRST_NUMBER = re.compile(r"^(\d+)(?=[.)])")
_LAST_SIGN = re.compile(r"#$")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOLD = re.compile(r"\*\*((?:\\.|[^*\\])+)\*\*(?:\s+|$)")


class Raw(Struct, frozen=True):
    """A line cut up, before anybody asks what it means."""

    indent: int = 0
    """Levels of indentation."""
    hashes: int = 0
    """Level of a Markdown heading; 1 for a title."""
    bullet: bool = False
    label: str | None = None
    marks: tuple[str, ...] = ()
    text: str = ""


class Skin(Protocol):
    """One way of writing."""

    name: str
    hashed: bool
    """Whether headings are marked by `#`, and list levels counted from the last of them."""

    def write(self, raw: Raw) -> str:
        """The line of an entry."""

    def cut(self, line: str) -> Raw:
        """A line of the body."""


def _inner(body: str, plain: Callable[[str], str]) -> tuple[tuple[str, ...], str]:
    found = marks.cut(body)
    items, text = found or ((), body)
    return items, tidy(plain(text))


class PlainText:
    """`    (a)  The force ...`: four spaces for a level, two behind a label."""

    name = "text"
    hashed = False

    def write(self, raw: Raw) -> str:
        """The line of an entry; a title carries its underline."""
        if raw.hashes == 1:
            return f"{_guarded(raw.text)}\n{'=' * min(100, max(3, len(raw.text)))}"
        label = raw.label if raw.label is None else _guarded(raw.label)
        start = BULLET if raw.bullet and label is None else label
        rest = " ".join(part for part in (marks.written(raw.marks), _guarded(raw.text)) if part)
        line = rest if start is None else f"{start}  {rest}".rstrip()
        return " " * (_STEP * raw.indent) + line

    def cut(self, line: str) -> Raw:
        """A line of the body, title and underline joined by a line feed."""
        if "\n" in line:
            return Raw(hashes=1, text=tidy(_unguarded(line.split("\n")[0].strip())))
        body = line.strip()
        width = len(line.expandtabs(_STEP)) - len(line.expandtabs(_STEP).lstrip())
        indent = (width + 1) // _STEP
        if body == BULLET:
            return Raw(indent, bullet=True)
        gap = None if marks.cut(body) else _GAP.search(body)
        if gap is not None:
            start, body = body[: gap.start()], body[gap.end() :]
            items, text = _inner(body, _unguarded)
            bullet = start == BULLET
            return Raw(indent, 0, bullet, None if bullet else tidy(_unguarded(start)), items, text)
        items, text = _inner(body, _unguarded)
        if not items and label_only(body):
            return Raw(indent, label=text)
        return Raw(indent, marks=items, text=text)


class Markdown:
    """`  * **(a)** The force ...`: headings for parts and articles, a list for what is numbered in them."""

    name = "markdown"
    hashed = True

    def write(self, raw: Raw) -> str:
        """The line of an entry."""
        start = " " * (_STEP_MD * raw.indent)
        start += f"{'#' * raw.hashes} " if raw.hashes else f"{BULLET} " if raw.bullet else ""
        label = f"**{_SIGNS.sub(_BACKSLASH, raw.label)}**" if raw.label is not None else ""
        parts = (label, marks.written(raw.marks), _escaped(raw.text))
        return (start + " ".join(part for part in parts if part)).rstrip()

    def cut(self, line: str) -> Raw:
        """A line of the body."""
        body = line.strip()
        width = len(line.expandtabs(_STEP)) - len(line.expandtabs(_STEP).lstrip())
        raw = Raw(width // _STEP_MD)
        if match := re.match(r"(#{1,6})(?:\s+|$)", body):
            raw, body = replace(raw, hashes=len(match[1])), body[match.end() :]
        elif match := re.match(r"[*+-](?:\s+|$)", body):
            raw, body = replace(raw, bullet=True), body[match.end() :]
        if match := _BOLD.match(body):
            raw, body = replace(raw, label=tidy(_unescaped(match[1]))), body[match.end() :]
        items, text = _inner(body, _unescaped)
        return replace(raw, marks=items, text=text)


SKINS: dict[str, Skin] = {skin.name: skin for skin in (PlainText(), Markdown())}
_BACKSLASH = r"\\\1"


def label_only(body: str) -> bool:
    """Whether a line of plain text is a label without words behind it.

    >>> label_only("(a)"), label_only("Article IV"), label_only("None."), label_only("IV")
    (True, True, False, False)
    """
    label, head = parse_label(body), classify(body)
    return (label is not None and not label.rest) or (
        head is not None and not head.rest and any(char.isdigit() or char.isspace() for char in body)
    )


def _guarded(text: str) -> str:
    return f"\\{text}" if text.startswith(_NEEDS_CARE) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("\\") and len(text) > 1 else text


def _escaped(text: str) -> str:
    """A text as Markdown shows it unchanged."""
    text = _ENTITY.sub(r"\\&", _SIGNS.sub(_BACKSLASH, text))
    if "](" in text or "][" in text or "]:" in text:
        text = text.replace("[", "\\[")
    return _FIRST_SIGN.sub(r"\\", _FIRST_NUMBER.sub(r"\1\\", _LAST_SIGN.sub(r"\#", text)))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
