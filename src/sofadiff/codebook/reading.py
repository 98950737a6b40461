"""From parsed JSON to the codebook's values, checking that every reference inside the codebook resolves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sofadiff.codebook.book import Codebook
from sofadiff.codebook.values import (
    Attribute,
    Bilingual,
    Condition,
    Consequence,
    Cues,
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
    Value,
    Variable,
)

PARTS = (
    "topics",
    "variables",
    "persons",
    "reserved",
    "gaps",
    "severity",
    "directions",
    "dependencies",
    "traps",
    "sources",
)
"""Names of the data files, in the order in which they are exported."""

Json = Mapping[str, Any]


def build(parts: Mapping[str, Json]) -> Codebook:
    """Make the codebook from the parsed content of its data files.

    Raises KeyError, TypeError or ValueError where a part is damaged; the caller knows the file and says so.
    """
    for name in PARTS:
        if parts[name]["format"] != f"sofadiff.codebook.{name}/1":
            raise ValueError(f"{name}: format is {parts[name]['format']!r}")
    versions = {parts[name]["version"] for name in PARTS}
    if len(versions) != 1:
        raise ValueError(f"parts of different versions: {', '.join(sorted(versions))}")
    variables = tuple(_variable(entry) for entry in parts["variables"]["variables"])
    gaps, severity = parts["gaps"], parts["severity"]
    codebook = Codebook(
        version=versions.pop(),
        groups=tuple(Group(e["id"], e["number"], _text(e["label"])) for e in parts["topics"]["groups"]),
        topics=tuple(_topic(entry, variables) for entry in parts["topics"]["topics"]),
        structural=tuple(Structural(e["id"], _text(e["meaning"])) for e in parts["topics"]["structural"]),
        variables=variables,
        common_attributes=tuple(_attribute(entry) for entry in parts["variables"]["common_attributes"]),
        persons=tuple(_person(entry) for entry in parts["persons"]["persons"]),
        reserved=tuple(_reserved(entry) for entry in parts["reserved"]["reserved"]),
        gap_flags=tuple(_gap_flag(entry) for entry in gaps["flags"]),
        immunity_gap_rule=_text(gaps["immunity_rule"]),
        severities=tuple(_severity(entry) for entry in severity["levels"]),
        severity_overrides=tuple(SeverityOverride(e["flag"], e["topic"], e["severity"]) for e in severity["overrides"]),
        directions=tuple(_direction(entry) for entry in parts["directions"]["directions"]),
        dependencies=tuple(_dependency(entry) for entry in parts["dependencies"]["dependencies"]),
        traps=tuple(_trap(entry) for entry in parts["traps"]["traps"]),
        marks=tuple(Mark(e["id"], _text(e["meaning"])) for e in parts["sources"]["marks"]),
        sources=tuple(SourceEntry(e["key"], e["section"], e["text"], e["mark"]) for e in parts["sources"]["sources"]),
    )
    _check_references(codebook)
    return codebook


def _check_references(codebook: Codebook) -> None:
    topics = {topic.id for topic in codebook.topics}
    variables = {variable.id for variable in codebook.variables}
    persons = {person.id for person in codebook.persons}
    severities = {severity.id for severity in codebook.severities}
    _resolve("group", (topic.group for topic in codebook.topics), {group.id for group in codebook.groups})
    for variable in codebook.variables:
        _resolve("topic", variable.look_in, topics)
        _resolve("person", variable.persons, persons)
        _resolve("severity", (variable.severity,), severities)
    for dependency in codebook.dependencies:
        _resolve("variable", (condition.variable for condition in dependency.conditions), variables)
        _resolve("variable", dependency.then.variables, variables)


def _resolve(kind: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"unknown {kind} {name!r}")


def _text(entry: Json) -> Text:
    return Bilingual(_string(entry["en"]), _string(entry["fr"]))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _cues(entry: Json) -> Cues:
    return Bilingual(tuple(entry["en"]), tuple(entry["fr"]))


def _topic(entry: Json, variables: Iterable[Variable]) -> Topic:
    cues = [variable.cues for variable in variables if entry["id"] in variable.look_in]
    return Topic(
        id=entry["id"],
        group=entry["group"],
        label=_text(entry["label"]),
        definition=_text(entry["definition"]),
        include=_text(entry["include"]),
        exclude=_text(entry["exclude"]),
        model_paragraph=_text(entry["model_paragraph"]),
        fr_reviewed=entry["fr_reviewed"],
        cues=Bilingual(_unique(c.en for c in cues), _unique(c.fr for c in cues)),
    )


def _unique(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cue for cues in lists for cue in cues))


def _attribute(entry: Json) -> Attribute:
    return Attribute(entry["name"], entry["kind"], tuple(entry["values"]), _text(entry["meaning"]))


def _value(entry: Json) -> Value:
    return Value(entry["id"], entry["rank"], _text(entry["label"]), _text(entry["meaning"]))


def _variable(entry: Json) -> Variable:
    return Variable(
        id=entry["id"],
        code=entry["code"],
        dimension=entry["dimension"],
        label=_text(entry["label"]),
        short=_text(entry["short"]),
        question=_text(entry["question"]),
        scale=entry["scale"],
        scale_note=_text(entry["scale_note"]),
        number=entry["number"],
        persons=tuple(entry["persons"]),
        people_rule=entry["people_rule"],
        look_in=tuple(entry["look_in"]),
        silent_rank=entry["silent_rank"],
        silent_rule=_text(entry["silent_rule"]),
        na_rule=_text(entry["na_rule"]),
        values=tuple(_value(value) for value in entry["values"]),
        decide=entry["decide"],
        attributes=tuple(_attribute(attribute) for attribute in entry["attributes"]),
        cues=_cues(entry["cues"]),
        cue_note=_text(entry["cue_note"]),
        authority=entry["authority"],
        severity=entry["severity"],
        fr_reviewed=entry["fr_reviewed"],
    )


def _person(entry: Json) -> Person:
    return Person(entry["id"], _text(entry["label"]), _text(entry["note"]), entry["fr_reviewed"])


def _reserved(entry: Json) -> Reserved:
    return Reserved(
        id=entry["id"],
        label=_text(entry["label"]),
        meaning=_text(entry["meaning"]),
        gap=entry["gap"],
        gap_rule=_text(entry["gap_rule"]),
        attributes=tuple(_attribute(attribute) for attribute in entry["attributes"]),
        fr_reviewed=entry["fr_reviewed"],
    )


def _gap_flag(entry: Json) -> GapFlag:
    return GapFlag(
        id=entry["id"],
        name=entry["name"],
        label=_text(entry["label"]),
        comparator=_text(entry["comparator"]),
        agreement=_text(entry["agreement"]),
        meaning=_text(entry["meaning"]),
        attributes=tuple(entry["attributes"]),
        fr_reviewed=entry["fr_reviewed"],
    )


def _severity(entry: Json) -> Severity:
    return Severity(entry["id"], _text(entry["label"]), _text(entry["rule"]), entry["fr_reviewed"])


def _direction(entry: Json) -> Direction:
    return Direction(
        id=entry["id"],
        label=_text(entry["label"]),
        meaning=_text(entry["meaning"]),
        scales=tuple(entry["scales"]),
        fr_reviewed=entry["fr_reviewed"],
    )


def _dependency(entry: Json) -> Dependency:
    then = entry["then"]
    return Dependency(
        id=entry["id"],
        scope=entry["scope"],
        judged=entry["judged"],
        conditions=tuple(
            Condition(test["variable"], tuple(test.get("in", ())), test.get("rank_at_most")) for test in entry["if"]
        ),
        then=Consequence(tuple(then["variables"]), then["value"], then["na_reason"], then["attribute"]),
        rule=_text(entry["rule"]),
        fr_reviewed=entry["fr_reviewed"],
    )


def _trap(entry: Json) -> Trap:
    return Trap(entry["id"], _text(entry["trap"]), _text(entry["rule"]), entry["fr_reviewed"])
