"""Wrapping and columns for text of a fixed width, colours not counted."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import zip_longest

_GAP = 2
_NARROW = 10
_LONG = 24
_TIED = re.compile("[\u00a0\u202f]")
_WORD = re.compile(r"(?:\S|[\u00a0\u202f])+")
"""What stays on one line: French sets a no-break space in front of a colon; a terminal shows it as any space."""
_PAINT = re.compile("\x1b\\[[0-9;]*m")


def painted(text: str, code: str) -> str:
    """The text in one ANSI style, word by word, so that wrapping never leaves a style open at the end of a line."""
    return re.sub(r"\S+", lambda word: f"\x1b[{code}m{word[0]}\x1b[0m", text)


def length(text: str) -> int:
    """Columns that a text takes, ANSI styles not counted."""
    return len(_PAINT.sub("", text))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width` columns, broken between words; line feeds in the text are kept."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _fill(part, width, first if not lines else rest, rest)
    return lines


def columns(head: Sequence[str], rows: Sequence[Sequence[str]], width: int, colon: str = ": ") -> list[str]:
    """A table with a ruled header; where the columns would be too narrow to read, one record per row instead.

    `colon` stands between name and cell in a record, as the language of the table has it.
    """
    table = [list(head), *map(list, rows)]
    turned = _turned(table)
    natural = [max((max(map(length, cell.split("\n"))) for cell in column), default=0) for column in turned]
    room = width - _GAP * (len(head) - 1)
    least = [
        max(min(_longest(column), _LONG), min(_NARROW, most)) for column, most in zip(turned, natural, strict=True)
    ]
    if sum(least) > room:
        return _records(head, rows, width, colon)
    sizes = _sizes(natural, least, room)
    lines = _row(head, sizes)
    lines.append((" " * _GAP).join("-" * size for size in sizes))
    tall = any(length(cell) > size for row in rows for cell, size in zip(row, sizes, strict=False))
    for number, row in enumerate(rows):
        lines += ([""] if tall and number else []) + _row(row, sizes)
    return lines


def _fill(text: str, width: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    line, filled = first, False
    for word in _WORD.findall(text):
        word = _TIED.sub(" ", word)
        pieces = [word] if length(word) <= width - len(rest) or "\x1b" in word else _cut(word, width - len(rest))
        for piece in pieces:
            if filled and length(line) + 1 + length(piece) > width:
                lines.append(line)
                line, filled = rest, False
            line += f" {piece}" if filled else piece
            filled = True
    return [*lines, line.rstrip() if not filled else line]


def _cut(word: str, width: int) -> list[str]:
    return textwrap.wrap(word, max(width, 1), break_on_hyphens=False) or [word]


def _turned(table: list[list[str]]) -> list[list[str]]:
    return [list(column) for column in zip_longest(*table, fillvalue="")]


def _longest(column: Sequence[str]) -> int:
    return max((length(word) for cell in column for word in cell.split()), default=0)


def _sizes(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit: the widest column gives way first, none below what its longest word needs."""
    sizes = list(natural)
    while sum(sizes) > room:
        able = [n for n, size in enumerate(sizes) if size > least[n]]
        sizes[max(able, key=lambda n: sizes[n])] -= 1
    return sizes


def _row(cells: Sequence[str], sizes: Sequence[int]) -> list[str]:
    blocks = [wrapped(cell, size) for cell, size in zip(cells, sizes, strict=False)]
    lines = []
    for parts in zip_longest(*blocks, fillvalue=""):
        padded = [part + " " * (size - length(part)) for part, size in zip(parts, sizes, strict=False)]
        lines.append((" " * _GAP).join(padded).rstrip())
    return lines


def _records(head: Sequence[str], rows: Sequence[Sequence[str]], width: int, colon: str) -> list[str]:
    lines: list[str] = []
    for row in rows:
        lines += [""] if lines else []
        for name, cell in zip(head, row, strict=False):
            lines += wrapped(f"{name}{colon}{cell}" if name else cell, width, "  ", "    ")
    return lines
