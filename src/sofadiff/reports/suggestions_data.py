"""Suggestions as data: ``sofadiff.suggestions/1`` for JSON, one row for each suggestion for CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sofadiff import pinpoint
from sofadiff.codebook import Codebook
from sofadiff.messages import Messages
from sofadiff.model import Unit
from sofadiff.pinpoint import Standing
from sofadiff.states import Status
from sofadiff.suggesting import Alike, ForVariable, Suggested, Topic, Words

FORMAT = "sofadiff.suggestions/1"
CLEAR = 0.65
"""Score from which on a suggested topic is called clear: about nine in ten such were right where this was chosen."""
COLUMNS = ("kind", "marked", "eId", "pinpoint", "id", "label", "value", "score", "words", "alike", "text")
"""Columns of the CSV: `kind` is topic or variable, `marked` is machine-suggested in every row; a variable that words of
two values speak for has no `value`."""


class Names:
    """What clauses, topics, variables and values are called in the report's language."""

    def __init__(self, suggested: Suggested, book: Codebook, words: Messages) -> None:
        self._book = book
        self._lang = words.lang
        self._words = words
        self._places = pinpoint.standings(suggested.agreement)
        self._units = {unit.id: unit for unit in suggested.agreement.units}
        self.named: Callable[[Unit, Standing], str] = lambda unit, place: pinpoint.named(
            unit, place, words, self.topic, short=True
        )

    def clause(self, unit: Unit) -> str:
        """A clause of the agreement."""
        return self.named(unit, self._places[unit.id])

    def unit(self, name: str) -> str:
        """A clause of the agreement by its unit's id."""
        return self.clause(self._units[name])

    def alike(self, each: Alike) -> str:
        """A clause of a record."""
        return self.named(each.clause.unit, each.clause.place)

    def topic(self, name: str) -> str:
        """A topic's label."""
        return self._book.topic(name).label[self._lang] if self._book.is_topic(name) else name

    def variable(self, name: str) -> tuple[str, str]:
        """A variable's code and short label."""
        variable = self._book.variable(name)
        return variable.code, variable.short[self._lang]

    def value(self, variable: str, value: str) -> str:
        """A value's label."""
        return next(v.label[self._lang] for v in self._book.variable(variable).values if v.id == value)

    def without(self, found: Sequence[ForVariable]) -> list[str]:
        """Codes of the variables on which nothing is suggested."""
        named = {each.variable for each in found}
        return [variable.code for variable in self._book.variables if variable.id not in named]


def data(suggested: Suggested, names: Names) -> dict[str, Any]:
    """What the JSON format prints."""
    agreement = suggested.agreement
    return {
        "format": FORMAT,
        "status": Status.MACHINE_SUGGESTED.value,
        "agreement": {
            "slug": agreement.slug,
            "path": agreement.path,
            "title": agreement.title,
            "sha256": agreement.sha256,
            "language": agreement.language,
        },
        "word_lists": suggested.lists,
        "searched": [entry.name for entry in suggested.searched],
        "clauses": [
            {
                "eId": each.unit.eid,
                "unit": each.unit.id,
                "pinpoint": names.clause(each.unit),
                "coded": list(each.unit.topics),
                "suggested": [_topic(topic, names) for topic in each.topics],
                "text": each.unit.text,
            }
            for each in suggested.clauses
        ],
        "variables": [_variable(each, names) for each in suggested.variables],
        "nothing_suggested_on": names.without(suggested.variables),
    }


def _topic(topic: Topic, names: Names) -> dict[str, Any]:
    return {
        "topic": topic.topic,
        "label": names.topic(topic.topic),
        "score": round(topic.score, 4),
        "clear": topic.score >= CLEAR,
        "words": [_words(each) for each in topic.words],
        "alike": [
            {
                "agreement": each.clause.entry.name,
                "eId": each.clause.unit.eid,
                "pinpoint": names.alike(each),
                "likeness": round(each.likeness, 4),
            }
            for each in topic.alike
        ],
    }


def _words(each: Words) -> dict[str, Any]:
    return {"text": each.text, "unit": each.unit, "where": each.where, "start": each.start, "end": each.end}


def _variable(each: ForVariable, names: Names) -> dict[str, Any]:
    code, label = names.variable(each.variable)
    return {
        "code": code,
        "variable": each.variable,
        "label": label,
        "value": each.value,
        "values": [
            {
                "value": value.value,
                "label": names.value(each.variable, value.value),
                "words": [{**_words(word), "pinpoint": names.unit(word.unit)} for word in value.words],
            }
            for value in each.values
        ],
    }


def rows(suggested: Suggested, names: Names) -> Iterator[tuple[str, ...]]:
    """What the CSV format prints; a clause without a suggestion has one row without topic."""
    status = Status.MACHINE_SUGGESTED.value
    for each in suggested.clauses:
        start = ("topic", status, each.unit.eid, names.clause(each.unit))
        for topic in each.topics:
            said = " | ".join(word.text for word in topic.words)
            like = " | ".join(f"{one.clause.entry.name}#{one.clause.unit.eid}" for one in topic.alike)
            yield (*start, topic.topic, names.topic(topic.topic), "", f"{topic.score:.4f}", said, like, each.unit.text)
        if not each.topics:
            yield (*start, "", "", "", "", "", "", each.unit.text)
    for found in suggested.variables:
        code, label = names.variable(found.variable)
        for value in found.values:
            for word in value.words:
                settled = value.value if found.value else ""
                place = names.unit(word.unit)
                yield ("variable", status, word.unit, place, code, label, settled, "", word.text, value.value, "")
