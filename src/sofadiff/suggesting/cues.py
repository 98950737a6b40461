"""Words that are looked for: how a cue is written, and where it stands in a text.

A cue is words in a row. `*` at the end of a word leaves its ending open, `|` parts alternatives for one word, `…`
stands for at most eight other words of the same sentence. Capitals, accents and punctuation do not count.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

GAP = 8
"""Words that `…` may stand for, at most."""
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.;](?=\s|$)")
_END = "."


class Cue(Struct, frozen=True):
    """Words in a row, as a list writes them."""

    written: str


class Hit(Struct, frozen=True):
    """Where a cue stands in a text."""

    start: int
    end: int


class Prose:
    """A text, ready to be searched."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans: list[tuple[int, int]] = []
        self._starts: list[int] = []
        pieces: list[str] = []
        at = 1
        stops = [match.start() for match in _STOP.finditer(text)]
        for match in _WORD.finditer(text):
            while stops and stops[0] < match.start():
                stops.pop(0)
                pieces.append(_END)
                self._spans.append((match.start(), match.start()))
                self._starts.append(at)
                at += len(_END) + 1
            word = plain(match.group())
            pieces.append(word)
            self._spans.append(match.span())
            self._starts.append(at)
            at += len(word) + 1
        self.joined = f" {' '.join(pieces)} "

    def find(self, cue: Cue) -> Hit | None:
        """The first place where a cue stands, or None."""
        compiled = compiled_of(cue.written)
        if not compiled.may_stand_in(self.joined):
            return None
        match = compiled.pattern.search(self.joined)
        if match is None:
            return None
        first = bisect_right(self._starts, match.start() + 1) - 1
        last = bisect_right(self._starts, match.end() - 1) - 1
        return Hit(self._spans[first][0], self._spans[last][1])


def plain(word: str) -> str:
    """A word without capitals and accents.

    >>> plain("État")
    'etat'
    """
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word).replace("œ", "oe").replace("Œ", "oe")
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


class Compiled:
    """A cue as it is searched for."""

    def __init__(self, written: str) -> None:
        self.written = written
        self._words = [tuple(plain_cue(word) for word in word.split("|")) for word in written.split()]

    def may_stand_in(self, joined: str) -> bool:
        """Whether every word of the cue stands somewhere in the text; far quicker to see than where."""
        return all(any(start in joined for start in starts) for starts in self._starts)

    @cached_property
    def _starts(self) -> list[list[str]]:
        return [[f" {word.rstrip('*')}" for word in choice] for choice in self._words if choice != ("…",)]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Over words parted by one space each."""
        found = ""
        gap = False
        for choice in self._words:
            if choice == ("…",):
                gap = True
                continue
            found += rf"(?: [^ .]+){{0,{GAP}}}?" if gap else ""
            gap = False
            found += " (?:" + "|".join(_one(word) for word in choice) + ")"
        return re.compile(found + "(?= )")


_CACHE: dict[str, Compiled] = {}


def compiled_of(written: str) -> Compiled:
    """The cue, compiled once."""
    if written not in _CACHE:
        _CACHE[written] = Compiled(written)
    return _CACHE[written]


def plain_cue(word: str) -> str:
    """A word of a cue without capitals and accents; `*` and `…` stay."""
    return word if word == "…" else plain(word.rstrip("*")) + ("*" if word.endswith("*") else "")


def _one(word: str) -> str:
    return re.escape(word.rstrip("*")) + ("[^ .]*" if word.endswith("*") else "")


def sentences_of(written: str) -> Iterator[str]:
    """Each way of writing a cue out, one alternative of each word at a time: what a test reads.

    >>> list(sentences_of("tax|duty … paid*"))
    ['tax paid', 'duty paid']
    """
    words = [[part.rstrip("*") for part in word.split("|")] for word in written.split() if word != "…"]
    for position, choice in enumerate(words):
        for number, part in enumerate(choice):
            if number or not position:
                yield " ".join([*(w[0] for w in words[:position]), part, *(w[0] for w in words[position + 1 :])])
