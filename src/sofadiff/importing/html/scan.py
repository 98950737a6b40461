"""The mark-up of a page, piece by piece, with its place: tags, text, and nothing lost where the mark-up is broken.

Where a browser throws the rest of a broken page away (a comment or a quotation mark that nobody closes), the words are
kept here and the place is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?P<name>[^\s/>=][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"'][^\s>]*+|[\"'][^\s>]*+)?))?"
)
_TO_END = re.compile(r"[^>]*+>?")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in ("script", "style")}
_MARKUP_IN_VALUE = re.compile(r"<[a-z/][^<>]*>", re.IGNORECASE)
_MAY_HOLD_MARKUP = re.compile(r"data-|on|srcdoc|content|alt|title|value|aria-|placeholder|summary|style", re.IGNORECASE)
_BEHIND_A_QUOTE = frozenset({"", " ", "\n", "\t", "\f", "/", ">"})
_ATTRIBUTES_LIMIT = 200
"""Attributes of one tag that are looked at."""
UNCLOSED_COMMENT = "a comment begins here and never ends: the words after it were kept, though a browser hides them"
UNCLOSED_QUOTE = "a quotation mark is missing in the mark-up here: words may be hidden in it"
UNCLOSED_RAW = "a script or style sheet begins here and never ends: nothing after it was read"
CUT_SHORT = "the page ends inside a tag: it is probably cut short"
ENTITIES = "the file declares entities of its own, which are not read: what they stand for is missing"


class Piece(Struct, frozen=True):
    """One piece of mark-up."""

    kind: str
    """`start`, `end`, `text`, `raw` (the inside of a script or style sheet), `comment` or `fault`."""
    at: int
    """Offset in the page."""
    text: str = ""
    """Name of the tag in small letters; text with its character references resolved; what is wrong."""
    attributes: dict[str, str] | None = None
    closed: bool = False
    """Whether the tag closes itself (`<br/>`)."""
    torn: bool = False
    """Whether something stands right behind a quotation mark: probably another mark is missing before it."""


def scan(page: str) -> Iterator[Piece]:
    """All pieces of a page, from first to last, in time proportional to its length."""
    at, size = 0, len(page)
    last_comment_end, last_bracket = page.rfind("-->"), page.rfind("]")
    while at < size:
        mark = page.find("<", at)
        if mark < 0:
            mark = size
        if mark > at:
            yield Piece("text", at, unescape(page[at:mark]))
            at = mark
            continue
        following = page[at + 1 : at + 2]
        if following.isascii() and following.isalpha():
            piece, at = _tag(page, at, "start", at + 1)
            yield from _faults(piece)
            if page[at - 1] != ">":
                yield Piece("fault", piece.at, CUT_SHORT)
            yield piece
            if piece.text in _RAW_END and not piece.closed:
                end = _RAW_END[piece.text].search(page, at)
                yield Piece("raw", at, page[at : end.start() if end else size])
                if end is None:
                    yield Piece("fault", piece.at, UNCLOSED_RAW)
                yield Piece("end", at, piece.text)
                at = end.end() if end else size
        elif following == "/" and page[at + 2 : at + 3].isascii() and page[at + 2 : at + 3].isalpha():
            piece, at = _tag(page, at, "end", at + 2)
            yield piece
        elif following and following in "!?/":
            faults, at = _declaration(page, at, last_comment_end, last_bracket)
            yield from faults
        else:
            yield Piece("text", at, "<")
            at += 1


def _tag(page: str, at: int, kind: str, start: int) -> tuple[Piece, int]:
    """The tag at a place, and the offset behind it."""
    name = _NAME.match(page, start)
    assert name is not None  # scan looked for a letter
    end = name.end()
    attributes: dict[str, str] = {}
    torn = False
    while (match := _ATTRIBUTE.match(page, end)) is not None:
        end = match.end()
        torn = torn or (page[end - 1] in "\"'" and page[end : end + 1] not in _BEHIND_A_QUOTE)
        if len(attributes) < _ATTRIBUTES_LIMIT:
            value = next((part for part in match.group("double", "single", "bare") if part is not None), "")
            attributes.setdefault(match["name"].lower(), unescape(value))
    rest = _TO_END.match(page, end)
    assert rest is not None  # it matches nothing too
    end = rest.end()
    return Piece(kind, at, name.group().lower(), attributes, page.endswith("/>", at, end), torn), end


def _faults(piece: Piece) -> Iterator[Piece]:
    for name, value in (piece.attributes or {}).items():
        if piece.torn and "<" in value:
            yield Piece("fault", piece.at, UNCLOSED_QUOTE)
            return
        if _MARKUP_IN_VALUE.search(value) and not _MAY_HOLD_MARKUP.match(name):
            yield Piece("fault", piece.at, UNCLOSED_QUOTE)
            return


def _declaration(page: str, at: int, last_comment_end: int, last_bracket: int) -> tuple[list[Piece], int]:
    """A comment, document type or instruction; what is wrong with it, and the offset behind it."""
    if page.startswith("<!--", at):
        if page.startswith((">", "->"), at + 4):
            return [Piece("comment", at)], page.index(">", at) + 1
        if last_comment_end >= at + 4:
            end = page.index("-->", at + 4)
            return [Piece("comment", at, page[at + 4 : end])], end + 3
        return [Piece("fault", at, UNCLOSED_COMMENT)], at + 4
    end = page.find(">", at)
    own = page.find("[", at, end)
    if 0 <= own < last_bracket and page[at : at + 9].lower() == "<!doctype":
        inside = page.index("]", own)
        if (end := page.find(">", inside)) >= 0:
            return [Piece("fault", at, ENTITIES)], end + 1
    return [], end + 1 if end >= 0 else len(page)
