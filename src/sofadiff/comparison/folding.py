"""Forms that mean the same word: spelling variants, number words, gender-neutral forms, quotes and dashes.

The lists are data (``data/folding.<language>.json``), one per language; a language without a list folds quotes, dashes
and capital letters only.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from sofadiff import text
from sofadiff.comparison import ChangeClass

DATA = Path(__file__).parents[1] / "data"
QUOTES = "\"'`´“”„‟‘’‚‛«»‹›＂＇′″"
DASHES = "-‐‑‒–—―−"
_SIGNS = {**dict.fromkeys(QUOTES, "'"), **dict.fromkeys(DASHES, "-"), "…": "..."}
_LETTERS = str.maketrans({**_SIGNS, "œ": "oe", "æ": "ae"})
_THOUSANDS = r"\d{1,3}([,.'’\u00a0\u202f\u2009 ]\d{3})+"
_KEY = 3
"""Letters by which stems are looked up; every stem is at least so long."""

Phrase = tuple[tuple[str, ...], str, ChangeClass]
"""The words, what they mean, and the class of the difference."""


class Folding(Struct, frozen=True, dict=True):
    """How one language's words fold."""

    words: Mapping[str, tuple[str, ChangeClass]]
    """Case-folded single words."""
    phrases: Mapping[str, tuple[Phrase, ...]]
    """By first word, longest first."""
    openers: frozenset[str]
    """Case-folded words whose meaning may depend on what follows; so does that of digits."""
    stems: Mapping[str, str]
    suffixes: Mapping[str, str]
    suffix_exceptions: frozenset[str]
    join_prefixes: frozenset[str]
    articles: frozenset[str]
    elided: frozenset[str]
    contractions: Mapping[str, str]
    _known: dict[str, tuple[str, ChangeClass]] = field(default_factory=dict)

    def word(self, written: str) -> tuple[str, ChangeClass]:
        """What a single word, number or mark means, and the class of a difference in how it is written."""
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = self._folded(written)
        return known

    def _folded(self, written: str) -> tuple[str, ChangeClass]:
        if written.isascii() and written.isalnum():  # most words: nothing to normalise but capitals
            low = written.lower()
        elif written in _SIGNS:
            return _SIGNS[written], ChangeClass.PUNCTUATION
        else:
            low = unicodedata.normalize("NFKC", written).casefold().translate(_LETTERS)
        if low in self.words:
            return self.words[low]
        if not low[:1].isalnum():
            return low, ChangeClass.PUNCTUATION
        if low[0].isdigit() and not low.isdecimal() and re.fullmatch(_THOUSANDS, low):
            return re.sub(r"\D", "", low), ChangeClass.SPELLING
        return self._spelt(low), ChangeClass.SPELLING

    def _spelt(self, low: str) -> str:
        for stem in self._stems_from.get(low[:_KEY], ()):
            if low.startswith(stem):
                low = self.stems[stem] + low[len(stem) :]
                break
        if low.endswith(self._suffix_forms) and low not in self.suffix_exceptions:
            variant = next(suffix for suffix in self.suffixes if low.endswith(suffix))
            if len(low) > len(variant) + 1:
                return low[: -len(variant)] + self.suffixes[variant]
        # A capital often loses its accent in print (Etat, État).
        return low if low[0].isascii() or len(low) < 3 else _plain_first(low)

    @cached_property
    def _stems_from(self) -> dict[str, list[str]]:
        """Stems by their first letters: trying all of them on every word takes longer than all else about it."""
        found: dict[str, list[str]] = {}
        for stem in self.stems:
            found.setdefault(stem[:_KEY], []).append(stem)
        return found

    @cached_property
    def _suffix_forms(self) -> tuple[str, ...]:
        return tuple(self.suffixes)


@cache
def folding(language: str) -> Folding:
    """The lists of one language (ISO 639-3); empty lists where there are none."""
    path = DATA / f"folding.{language}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    listed = _listed(data)
    singles = {words[0]: (norm, kind) for words, norm, kind in listed if len(words) == 1}
    phrases: dict[str, list[Phrase]] = {}
    for phrase in sorted((p for p in listed if len(p[0]) > 1), key=lambda p: (-len(p[0]), p[0])):
        phrases.setdefault(phrase[0][0], []).append(phrase)
    prefixes = frozenset(data.get("join_prefixes", []))
    counting = {word for word, (norm, _) in singles.items() if norm.isdigit()}
    return Folding(
        words=singles,
        phrases={first: tuple(several) for first, several in phrases.items()},
        openers=prefixes.union(phrases, counting),
        stems=data.get("stems", {}),
        suffixes=data.get("suffixes", {}),
        suffix_exceptions=frozenset(data.get("suffix_exceptions", [])),
        join_prefixes=prefixes,
        articles=frozenset(data.get("articles", [])),
        elided=frozenset(data.get("elided", [])),
        contractions=data.get("contractions", {}),
    )


def _listed(data: Mapping[str, Any]) -> list[Phrase]:
    found: list[Phrase] = []
    for table in ("words", "phrases", "numbers"):
        found.extend((_split(form), norm, ChangeClass.SPELLING) for form, norm in data.get(table, {}).items())
    for name, forms in data.get("gender_neutral", {}).items():
        found.extend((_split(form), f"<{name}>", ChangeClass.GENDER_NEUTRAL) for form in forms)
    return found


def _split(form: str) -> tuple[str, ...]:
    return (form,) if form.isalnum() else tuple(token.strip() for token in text.tokens(form))


def _plain_first(low: str) -> str:
    return unicodedata.normalize("NFD", low[0])[0] + low[1:]
