"""Words that decide what sort of change an edit is; lists are data (``data/classes.<language>.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from sofadiff import text
from sofadiff.comparison import ChangeClass
from sofadiff.comparison.folding import DATA, folding

CLASSES = (
    ChangeClass.NEGATION,
    ChangeClass.MODALITY,
    ChangeClass.EXCEPTION,
    ChangeClass.PERIOD,
    ChangeClass.AMOUNT,
    ChangeClass.NUMBER,
    ChangeClass.DECIDER,
    ChangeClass.SCOPE,
)
"""Classes that have a list, weightiest first: an edit with words of several classes is named after the first."""


class Lexicon(Struct, frozen=True):
    """The lists of one language, folded the way clauses are."""

    words: Mapping[str, ChangeClass]
    phrases: tuple[tuple[str, ChangeClass], ...]
    """Norms joined and surrounded by one space."""
    function: frozenset[str]
    """Words that say nothing by themselves."""
    decides: frozenset[str]
    """Verbs of deciding; the one who decides stands before them."""
    decided: frozenset[str]
    """Their participles; the one who decides follows an agent word."""
    decision: frozenset[str]
    """Nouns of deciding; the one who decides follows an agent word."""
    having: frozenset[str]
    """Words (`has`) that put the one who decides before a participle."""
    agents: frozenset[str]
    """Words that bring in the one who decides (`by`, `between`, `of`)."""
    deciders: frozenset[str]
    """Those who may decide, besides whoever has a role in the glossary."""
    joining: frozenset[str]
    """Words (`and`, `other`) that change the scope only where little else changes beside them."""
    restrictive: frozenset[str]
    """Words (`only`) whose loss changes what the words that are left say."""
    openers: Mapping[str, tuple[tuple[str, ...], ...]]
    """Words and phrases that name what they open (`unless`, `in the exercise of`), by their first word."""
    timed: frozenset[str]
    """Words (`within`) that are of time only where a number or a unit of time follows."""
    time_units: frozenset[str]
    """Words that make the number before them a length of time."""
    months: frozenset[str]
    """Words that make the number before or after them a date."""


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of one language (ISO 639-3); without lists every change is a change of wording."""
    path = DATA / f"classes.{language}.json"
    data: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    words: dict[str, ChangeClass] = {}
    phrases: list[tuple[str, ChangeClass]] = []
    for change in CLASSES:
        for form in data.get(change, []):
            norms = _norms(language, form)
            if len(norms) == 1:
                words[norms[0]] = change
            else:
                phrases.append((f" {' '.join(norms)} ", change))

    def listed(name: str) -> frozenset[str]:
        return frozenset(folding(language).word(word)[0] for word in data.get(name, []))

    return Lexicon(
        words,
        tuple(phrases),
        function=listed("function"),
        decides=listed("decides"),
        decided=listed("decided"),
        decision=listed("decision"),
        having=listed("having"),
        agents=listed("agents"),
        deciders=listed("deciders"),
        joining=listed("joining"),
        restrictive=listed("restrictive"),
        openers=_by_first(language, data.get("openers", [])),
        timed=listed("timed"),
        time_units=listed("time_units"),
        months=listed("months"),
    )


def _norms(language: str, form: str) -> tuple[str, ...]:
    return tuple(folding(language).word(token.strip())[0] for token in text.tokens(form))


def _by_first(language: str, forms: Iterable[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for norms in (_norms(language, form) for form in forms):
        found[norms[0]] = (*found.get(norms[0], ()), norms)
    return found
