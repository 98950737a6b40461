"""Lists at the head and foot of a page that are not the text: a typed table of contents, rows of links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sofadiff.importing.blocks import Kind, letters
from sofadiff.importing.html.by_work import CONTENTS
from sofadiff.importing.html.lines import Item, Lines
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.text import tidy

LINKS = "a row of links, not text"
COVER = "over the title that the page marks"
AGAIN = "the title again, behind the table of contents"
IMPRINT = "the imprint of the Official Journal"
_TITLE = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|inhoud(?:sopgave)?|inhalt(?:sverzeichnis)?|index|"
    r"arrangement of (?:articles|sections|clauses|paragraphs|regulations)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"[\s.…·_]*\d{0,3}$")
_IMPRINT = re.compile(r"ELI:\s*https?://\S+|ISSN\s[\d-]+\s*\(.{0,40}\)|https?://data\.europa\.eu/eli/\S+")
_ENTRY = 200
"""Characters of an entry of a table of contents, at most."""
_ENTRIES = 3
"""Entries that must come again, at least."""
_OVER = 8
"""Paragraphs at the top that can be the title."""
_STRAYS = 2
"""Lines together that are no entry (`Page`, `Section`), at most."""


def leave_out_lists(lines: Lines) -> None:
    """Leave out typed tables of contents, rows of links at the head and foot, and the imprint of EUR-Lex."""
    _contents(lines)
    _links(lines)
    _over_title(lines)
    for item in [item for item in lines.items[-6:] if _IMPRINT.fullmatch(tidy(item.text))]:
        lines.leave_out(item, IMPRINT)


def is_contents_title(text: str) -> bool:
    """Whether a line names a table of contents."""
    return _TITLE.fullmatch(text.rstrip(":.")) is not None


def _over_title(lines: Lines) -> None:
    """Leave out what a cover page has over the title, if the page marks its title."""
    top = lines.items[:_OVER]
    first = next((index for index, item in enumerate(top) if item.para is not None and item.para.title), 0)
    if all(item.kind is not Kind.TEXT or (item.para is not None and not item.para.level) for item in top[:first]):
        for item in top[:first]:
            lines.leave_out(item, COVER)


def _contents(lines: Lines) -> None:
    items = lines.items
    start = next((index for index, item in enumerate(items) if is_contents_title(tidy(item.text))), None)
    if start is None:
        return
    gone = {entry.line for entry in lines.left_out if entry.reason == CONTENTS}
    last_line = items[start].source[-1] if items[start].source else 0
    if last_line + 1 in gone:  # a list of links was left out behind it
        lines.leave_out(items[start], CONTENTS)
        return
    end = _end(items, start)
    if end:
        over = {letters(item.text).lower() for item in items[: min(start, _OVER)]}
        if end < len(items) and letters(items[end].text).lower() in over:
            lines.leave_out(items[end], AGAIN)
        for item in items[start:end]:
            lines.leave_out(item, CONTENTS)


def _end(items: Sequence[Item], start: int) -> int:
    """Index behind the last entry; 0 if what follows is no table of contents."""
    keys = [letters(_PAGE.sub("", tidy(item.text))).lower() for item in items]
    later: dict[str, int] = {}
    for index, key in enumerate(keys):
        later[key] = index
        if index + 1 < len(keys):
            later[key + keys[index + 1]] = index
    seen = set(keys[:start])
    end = found = strays = 0
    for index in range(start + 1, len(items)):
        key = keys[index]
        if key in seen or len(items[index].text) > _ENTRY:
            break
        if key and later.get(key, 0) > index:
            seen.add(key)
            found, strays, end = found + 1, 0, index + 1
        else:
            strays += 1
            if strays > _STRAYS:
                break
    return end if found >= _ENTRIES else 0


def _links(lines: Lines) -> None:
    for items in (lines.items, lines.items[::-1]):
        row: list[Item] = []
        for item in items:
            if item.para is None or not item.para.linked or item.para.level or marks_heading(tidy(item.text)):
                break
            row.append(item)
        if len(row) < len(lines.items):
            for item in row:
                lines.leave_out(item, LINKS)
