"""What a word is about, whichever word is used and in whichever language: `exempt`, `free`, `exonéré`.

Clauses that two drafters wrote of one matter share few words, and clauses in two languages hardly any. The lists
(``data/concepts.json``) help to find which clauses answer each other; no verdict and no edit ever rests on them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from sofadiff.comparison.folding import DATA

SIGN = "@"
"""Begins the name of a concept among the features of a clause: no word begins so."""
_KEY = 3
"""Letters by which open-ended forms are looked up; every one of them is at least so long."""


class Concepts:
    """The concepts of one language."""

    def __init__(self, language: str) -> None:
        self._words: dict[str, str] = {}
        self._beginnings: dict[str, list[tuple[str, str]]] = {}
        for name, forms in _lists().items():
            for form in forms.get(language, ()):
                if form.endswith("*"):
                    self._beginnings.setdefault(form[:_KEY], []).append((form[:-1], SIGN + name))
                else:
                    self._words[form] = SIGN + name
        self._known: dict[str, str | None] = {}

    def of(self, norms: Sequence[str]) -> list[str]:
        """The concepts of normalised words, in their order; nothing for a word that has none."""
        for norm in {*norms}.difference(self._known):
            self._known[norm] = self._words.get(norm) or self._beginning(norm)
        return [concept for norm in norms if (concept := self._known[norm])]

    def _beginning(self, norm: str) -> str | None:
        fitting = [
            (len(start), name) for start, name in self._beginnings.get(norm[:_KEY], ()) if norm.startswith(start)
        ]
        return max(fitting)[1] if fitting else None


@cache
def concepts(language: str) -> Concepts:
    """The concepts of a language (ISO 639-3); none for a language without lists."""
    return Concepts(language)


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = json.loads((DATA / "concepts.json").read_text(encoding="utf-8"))
    return {name: forms for name, forms in data.items() if not name.startswith("_")}
