"""What a paragraph is by its looks: the title, a heading, a line of a table of contents, or text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sofadiff.importing.blocks import Kind, letters
from sofadiff.importing.headings import looks_like_title
from sofadiff.importing.numbering import parse_label
from sofadiff.importing.paragraphs import marks_heading
from sofadiff.importing.pdf.paragraphs import LEADERS
from sofadiff.importing.recitals import is_closing

_TITLE_PARAGRAPHS = 6
_TITLE_LENGTH = 300
_HEADING_LENGTH = 150
_LARGER = 1.15
"""Ratio to the size of the text from which a line stands out."""
_ENTRIES = 3
"""Entries that a table of contents has at least."""
_LONGEST = 200
"""Entries that a table of contents has at most."""
_AGAIN = 0.5
"""Share of its entries that come again in the text at least: headings are often worded a little differently there."""
_CONTENTS_TITLE = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|inhoud(?:sopgave)?|inhalt(?:sverzeichnis)?"
    r"|(?:arrangement of|indeling van) (?:sections|articles|artikels|items)|index",
    re.IGNORECASE,
)


class Look(Struct, frozen=True):
    """A paragraph as it stands on the page."""

    text: str
    bold: bool
    centred: bool
    size: float
    """Ratio to the size of the text."""
    row: bool = False

    @property
    def stands_out(self) -> bool:
        """Whether it is printed as headings are."""
        return self.bold or self.centred or self.size >= _LARGER or (self.text.isupper() and len(self.text) > 3)


class Seen(Struct, frozen=True):
    """What a paragraph is taken for."""

    kind: Kind
    level: int = 0
    contents: bool = False


def decide(looks: Sequence[Look]) -> list[Seen]:
    """What each paragraph is."""
    contents = _contents(looks)
    found: list[Seen] = []
    title = _title(looks)
    closed = False
    for index, look in enumerate(looks):
        closed = (closed or is_closing(look.text)) and not marks_heading(look.text)
        if index in contents:
            found.append(Seen(Kind.TEXT, contents=True))
        elif look.row:
            found.append(Seen(Kind.ROW))
        elif index < title:
            found.append(Seen(Kind.HEADING, 1))
        else:
            level = _level(looks, index, closed)
            found.append(Seen(Kind.HEADING if level else Kind.TEXT, level))
    return found


def _title(looks: Sequence[Look]) -> int:
    """How many paragraphs at the top are the title."""
    taken = 0
    while taken < min(len(looks), _TITLE_PARAGRAPHS) and _in_title(looks[taken]):
        if sum(len(look.text) for look in looks[: taken + 1]) > _TITLE_LENGTH:
            break
        taken += 1
    return taken if taken < len(looks) else 0


def _in_title(look: Look) -> bool:
    return (
        not look.row
        and (look.bold or look.centred or look.size >= _LARGER)
        and look.text[-1] not in ".;:"
        and parse_label(look.text) is None
        and not marks_heading(look.text)
    )


def _level(looks: Sequence[Look], index: int, closed: bool) -> int:
    """Heading level; 0 for text."""
    look = looks[index]
    if marks_heading(look.text):
        return 2
    if len(look.text) > _HEADING_LENGTH:
        return 0
    label = parse_label(look.text)
    if label is not None:
        stands = look.bold or look.size >= _LARGER
        return 4 if stands and label.shape != "-" and label.rest and looks_like_title(label.rest, 120) else 0
    if not look.stands_out or not looks_like_title(look.text, _HEADING_LENGTH):
        return 0
    following = looks[index + 1] if index + 1 < len(looks) else None
    if following is None or following.row:
        return 0
    # Behind the closing formula stand names and places; only what leads a long text is a heading there.
    return 0 if closed and not (look.bold and len(following.text) > _HEADING_LENGTH) else 3


def _contents(looks: Sequence[Look]) -> frozenset[int]:
    """Entries of tables of contents, and the headings over them."""
    found = set(_with_leaders(looks))
    keys = [letters(look.text).casefold() for look in looks]
    for index, look in enumerate(looks):
        if index not in found and _CONTENTS_TITLE.fullmatch(look.text.strip(" .:")):
            found.update(_repeated(looks, keys, index))
    return frozenset(found)


def _repeated(looks: Sequence[Look], keys: Sequence[str], title: int) -> range:
    """A list of headings under `title` that ends where its first entry comes again, over the text itself."""
    start = title + 1
    end = next((index for index in range(start + 1, min(start + _LONGEST, len(keys))) if keys[index] == keys[start]), 0)
    if end - start < _ENTRIES or any(len(look.text) > _HEADING_LENGTH or look.row for look in looks[start:end]):
        return range(0)
    again = set(keys[end:])
    return range(title, end) if sum(key in again for key in keys[start:end]) >= _AGAIN * (end - start) else range(0)


def _with_leaders(looks: Sequence[Look]) -> frozenset[int]:
    """Entries whose dots lead to a page's number."""
    entries = {index for index, look in enumerate(looks) if LEADERS.search(look.text)}
    if len(entries) < _ENTRIES:
        return frozenset()
    over = min(entries) - 1
    if over >= 0 and _CONTENTS_TITLE.fullmatch(looks[over].text.strip()):
        entries.add(over)
    return frozenset(entries)
