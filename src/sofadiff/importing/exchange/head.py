"""The head of a written record: what it is, what holds for every line, what the file does not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.exchange.grammar import Usual
from sofadiff.importing.exchange.skins import SKINS, Skin
from sofadiff.outline import About
from sofadiff.states import Completeness, Holder, MissionType, RecordKind, Role, Support, TextStatus

FENCE = "---"
MARK = "sofadiff-record"
VERSION = "1"
LONGEST = 1000
"""Lines that a head may have."""
_LINE = re.compile(r"([a-z-]+):\s*(.*)")
_ABOUT = {
    "record": "slug",
    "title": "title",
    "short": "short",
    "date": "date",
    "date-name": "date_name",
    "kind": "kind",
    "completeness": "completeness",
    "mission-type": "mission_type",
    "text-status": "text_status",
}
_CLOSED = {
    "kind": RecordKind,
    "completeness": Completeness,
    "mission-type": MissionType,
    "text-status": TextStatus,
    "support": Support,
}
_TERMS = "defined-terms"
_ITEM = re.compile(r"\s*-\s+(.*)")
_BAR = " | "
_HOLDERS = {"", *(member.value for member in Holder)}
BARE = "numbers only"
ADDED = "not printed in the text"


class Head(Struct, frozen=True):
    """What a head says."""

    skin: Skin
    usual: Usual
    about: About
    title_added: bool
    """Whether the title over the text is the record's, because the text prints none."""
    digest: str
    """Of the outline that was written."""
    length: int = 0
    """Lines of the file, with both fences."""


def is_written(lines: Sequence[str]) -> bool:
    """Whether a file is a record that was written as text."""
    filled = [line.strip() for line in lines[:6] if line.strip()]
    return len(filled) > 1 and filled[0] == FENCE and filled[1].startswith(f"{MARK}:")


def write_head(head: Head, notes: Sequence[tuple[str, str | Sequence[str]]]) -> list[str]:
    """The lines of a head; `notes` are for the reader and are not read back."""
    usual = head.usual
    said: list[tuple[str, str]] = [(MARK, VERSION), ("form", head.skin.name)]
    said += [(key, getattr(head.about, name)) for key, name in _ABOUT.items()]
    said += [
        ("title-above", ADDED if head.title_added else ""),
        ("language", usual.language),
        ("labels", BARE if usual.bare_numbers else ""),
        ("support", usual.support),
        ("numbers", "confirmed" if usual.numbers else ""),
        ("digest", head.digest),
    ]
    lines = [FENCE, *(f"{key}: {_quoted(value)}" for key, value in said if value)]
    terms = [_BAR.join(part.replace("|", "¦") for part in term).rstrip(" |") for term in head.about.terms]
    for key, note in (*notes, (_TERMS, terms)):
        if isinstance(note, str):
            lines.append(f"{key}: {_quoted(note)}")
        elif note:
            lines += [f"{key}:", *(f"  - {_quoted(item)}" for item in note)]
    return [*lines, FENCE]


def read_head(lines: Sequence[str], path: str) -> Head:
    """The head of a written record; raise SofadiffError for one that cannot be read."""
    start = next(index for index, line in enumerate(lines) if line.strip())
    values: dict[str, str] = {}
    terms: list[tuple[str, str, str, str]] = []
    end, key = None, ""
    for number, line in enumerate(lines[start + 1 : start + LONGEST], start=start + 2):
        if line.strip() == FENCE:
            end = number
            break
        if match := _LINE.match(line.strip()) if not line.startswith((" ", "\t")) else None:
            key, values[match[1]] = match[1], _value(match[2])
        elif key == _TERMS and (match := _ITEM.match(line)):
            terms.append(_term(_value(match[1]), path, number))
    if end is None:
        raise _bad(path, start + 1, f"its head has no end within {LONGEST} lines", f"Put a line of `{FENCE}` behind it")
    skin = SKINS.get(values.get("form", ""))
    if values.get(MARK) != VERSION or skin is None:
        what = f"it is written in form {values.get(MARK)} ({values.get('form')}), which this version does not read"
        raise _bad(path, start + 2, what, "Export the record again with this version")
    for key, allowed in _CLOSED.items():
        if values.get(key) and values[key] not in [member.value for member in allowed]:
            known = ", ".join(member.value for member in allowed)
            raise _bad(path, start + 1, f"{key} is “{values[key]}” in its head", f"Use one of {known}")
    about = About(**{name: values.get(key, "") for key, name in _ABOUT.items()}, terms=tuple(terms))
    bare, numbers = values.get("labels") == BARE, bool(values.get("numbers"))
    usual = Usual(values.get("language") or "und", bare, values.get("support", ""), numbers)
    return Head(skin, usual, about, values.get("title-above") == ADDED, values.get("digest", ""), end)


def _term(text: str, path: str, line: int) -> tuple[str, str, str, str]:
    """A defined term as a head lists it: role, form, holder, defining clause."""
    role, form, holder, ref = (*(part.strip() for part in text.split("|")), "", "", "", "")[:4]
    if role not in {member.value for member in Role} or not form or holder not in _HOLDERS:
        raise _bad(path, line, f"“{text}” is no defined term", "Write it as role | form | kind of holder | eId")
    return role, form, holder, ref


def _bad(path: str, line: int, what: str, remedy: str) -> SofadiffError:
    return SofadiffError(
        f"is a record that sofadiff wrote as text, but {what}.",
        where=f"{path}:{line}",
        remedy=f"{remedy}, or take the head off: the rest is then read as any other text.",
    )


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(text: str) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text.strip("\"' ")
    return value if isinstance(value, str) else text
