"""The codebook as one value, with the questions the rest of the program asks of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from sofadiff.codebook.values import (
    Attribute,
    Dependency,
    Direction,
    GapFlag,
    Group,
    Mark,
    Person,
    Reserved,
    Severity,
    SeverityOverride,
    SourceEntry,
    Structural,
    Text,
    Topic,
    Trap,
    Variable,
)
from sofadiff.errors import SofadiffError


@dataclass(frozen=True)
class Codebook:
    """Topics, variables and everything that goes with them, in the codebook's order."""

    version: str
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    structural: tuple[Structural, ...]
    variables: tuple[Variable, ...]
    common_attributes: tuple[Attribute, ...]
    """Attributes that any finding may carry."""
    persons: tuple[Person, ...]
    reserved: tuple[Reserved, ...]
    gap_flags: tuple[GapFlag, ...]
    immunity_gap_rule: Text
    """How the gap flags read for immunity variables."""
    severities: tuple[Severity, ...]
    severity_overrides: tuple[SeverityOverride, ...]
    directions: tuple[Direction, ...]
    dependencies: tuple[Dependency, ...]
    traps: tuple[Trap, ...]
    marks: tuple[Mark, ...]
    sources: tuple[SourceEntry, ...]

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def _variables(self) -> dict[str, Variable]:
        by_id = {variable.id: variable for variable in self.variables}
        return by_id | {variable.code: variable for variable in self.variables}

    @cached_property
    def _labels(self) -> dict[str, Text]:
        labels = {group.id: group.label for group in self.groups}
        labels |= {topic.id: topic.label for topic in self.topics}
        labels |= {variable.id: variable.label for variable in self.variables}
        labels |= {person.id: person.label for person in self.persons}
        labels |= {reserved.id: reserved.label for reserved in self.reserved}
        labels |= {direction.id: direction.label for direction in self.directions}
        labels |= {flag.id: flag.label for flag in self.gap_flags}
        labels |= {severity.id: severity.label for severity in self.severities}
        return labels | {variable.code: variable.label for variable in self.variables}

    def topic(self, name: str) -> Topic:
        """The topic with that id. Raises SofadiffError naming the nearest id."""
        return self._topics.get(name) or self._unknown("topic", name, self._topics)

    def variable(self, name: str) -> Variable:
        """The variable with that id or code (`imm.criminal.uniformed`, `IM-01`). Raises SofadiffError."""
        found = self._variables.get(name) or self._variables.get(name.upper())
        return found or self._unknown("variable", name, self._variables)

    def entry(self, name: str) -> Topic | Variable:
        """The topic or variable of that name. Raises SofadiffError naming the nearest."""
        if topic := self._topics.get(name):
            return topic
        found = self._variables.get(name) or self._variables.get(name.upper())
        return found or self._unknown("topic or variable", name, (*self._topics, *self._variables))

    def is_topic(self, name: str) -> bool:
        """Whether a topic has that id."""
        return name in self._topics

    def is_variable(self, name: str) -> bool:
        """Whether a variable has that id or code."""
        return name in self._variables

    def nearest(self, name: str) -> str | None:
        """The id or code of a topic or variable most like the name, or None if nothing comes near."""
        return _nearest(name, (*self._topics, *self._variables))

    def person(self, name: str) -> Person:
        """The category of person with that code. Raises SofadiffError naming the nearest."""
        found = next((person for person in self.persons if person.id == name), None)
        return found or self._unknown("category of person", name, [person.id for person in self.persons])

    def label(self, name: str, lang: str) -> str:
        """The label of a group, topic, variable, person, reserved value, direction, gap flag or severity."""
        found = self._labels.get(name)
        return found[lang] if found else self._unknown("codebook entry", name, self._labels)

    def is_reserved(self, value: str) -> bool:
        """Whether a value is one of the reserved ones."""
        return any(reserved.id == value for reserved in self.reserved)

    def allows(self, variable: str | Variable, value: str) -> bool:
        """Whether a variable may take a value: one of its own, or a reserved one."""
        return self._variable(variable).value(value) is not None or self.is_reserved(value)

    def value_rank(self, variable: str | Variable, value: str) -> int | None:
        """Rank of a value; a proved silence has the variable's silent rank, other reserved values none.

        Raises SofadiffError for a value that the variable does not allow.
        """
        found = self._variable(variable)
        if value == "silent":
            return found.silent_rank
        if self.is_reserved(value):
            return None
        own = found.value(value)
        if own is None:
            self._unknown(f"value of {found.id}", value, [entry.id for entry in found.values])
        return own.rank

    def value_label(self, variable: str | Variable, value: str, lang: str) -> str:
        """Label of one of the variable's own values or of a reserved one. Raises SofadiffError for any other."""
        found = self._variable(variable)
        own = found.value(value) or next((entry for entry in self.reserved if entry.id == value), None)
        if own is None:
            self._unknown(f"value of {found.id}", value, [entry.id for entry in found.values])
        return own.label[lang]

    def severity(self, variable: str | Variable) -> Severity:
        """The severity of a gap on a variable, with its rule."""
        wanted = self._variable(variable).severity
        return next(severity for severity in self.severities if severity.id == wanted)

    def source(self, key: str) -> SourceEntry | None:
        """The entry of the source register with that key."""
        return next((source for source in self.sources if source.key == key), None)

    def variables_of(self, dimension: str) -> tuple[Variable, ...]:
        """The variables of one dimension, `immunity` or `accountability`."""
        return tuple(variable for variable in self.variables if variable.dimension == dimension)

    def topics_of(self, group: str) -> tuple[Topic, ...]:
        """The topics of one group."""
        return tuple(topic for topic in self.topics if topic.group == group)

    def _variable(self, variable: str | Variable) -> Variable:
        return variable if isinstance(variable, Variable) else self.variable(variable)

    def _unknown(self, kind: str, name: str, names: Iterable[str]) -> NoReturn:
        near = _nearest(name, names)
        hint = f"Did you mean {near}?" if near else "`sofadiff codebook` lists the topics and variables."
        raise SofadiffError(f"codebook {self.version} has no {kind} {name!r}.", remedy=hint)


def _nearest(name: str, names: Iterable[str]) -> str | None:
    folded = {candidate.casefold(): candidate for candidate in names}
    wanted = re.sub(r"-(\d)$", r"-0\1", name.casefold())  # IM-1 is meant for IM-01
    if wanted in folded:
        return folded[wanted]
    matches = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.5)
    return folded[matches[0]] if matches else None
