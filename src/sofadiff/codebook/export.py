"""The codebook for other programs: JSON (everything, and back without loss), CSV (one row per entry) and SKOS."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import fields

from sofadiff.codebook.book import Codebook
from sofadiff.codebook.markdown import to_markdown
from sofadiff.codebook.reading import PARTS
from sofadiff.codebook.skos import to_skos_turtle
from sofadiff.codebook.values import Bilingual, Condition, Dependency, Topic

__all__ = ["FORMATS", "to_csv", "to_json", "to_markdown", "to_parts", "to_skos_turtle"]


def to_json(codebook: Codebook) -> str:
    """Everything in one document (`sofadiff.codebook/1`); `sofadiff.codebook.from_json` reads it back."""
    parts = to_parts(codebook)
    document = {"format": "sofadiff.codebook/1", "version": codebook.version, **{name: parts[name] for name in PARTS}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def to_parts(codebook: Codebook) -> dict[str, dict[str, Any]]:
    """The content of each data file, by its name."""
    bodies: dict[str, dict[str, Any]] = {
        "topics": {"groups": codebook.groups, "topics": codebook.topics, "structural": codebook.structural},
        "variables": {"common_attributes": codebook.common_attributes, "variables": codebook.variables},
        "persons": {"persons": codebook.persons},
        "reserved": {"reserved": codebook.reserved},
        "gaps": {"flags": codebook.gap_flags, "immunity_rule": codebook.immunity_gap_rule},
        "severity": {"levels": codebook.severities, "overrides": codebook.severity_overrides},
        "directions": {"directions": codebook.directions},
        "dependencies": {"dependencies": codebook.dependencies},
        "traps": {"traps": codebook.traps},
        "sources": {"marks": codebook.marks, "sources": codebook.sources},
    }
    return {
        name: {"format": f"sofadiff.codebook.{name}/1", "version": codebook.version}
        | {key: _plain(value) for key, value in body.items()}
        for name, body in bodies.items()
    }


def _plain(value: Any) -> Any:
    """JSON for a codebook value; what is computed (a topic's cues) is left out."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Bilingual):
        return {"en": _plain(value.en), "fr": _plain(value.fr)}
    if isinstance(value, Condition):
        return _condition(value)
    names = {field.name: field.name for field in fields(value)}
    if isinstance(value, Dependency):
        names["conditions"] = "if"
    if isinstance(value, Topic):
        del names["cues"]
    return {key: _plain(getattr(value, name)) for name, key in names.items()}


def _condition(condition: Condition) -> dict[str, Any]:
    if condition.rank_at_most is not None:
        return {"variable": condition.variable, "rank_at_most": condition.rank_at_most}
    return {"variable": condition.variable, "in": list(condition.values)}


COLUMNS = (
    "kind",
    "id",
    "code",
    "part_of",
    "label_en",
    "label_fr",
    "text_en",
    "text_fr",
    "include_en",
    "include_fr",
    "exclude_en",
    "exclude_fr",
    "scale",
    "silent_rank",
    "persons",
    "look_in",
    "severity",
    "value",
    "rank",
    "value_label_en",
    "value_label_fr",
    "meaning_en",
    "meaning_fr",
)
"""Header of the CSV export. `part_of` is the group of a topic and the dimension of a variable; `text` is the definition
of a topic and the question of a variable."""


def to_csv(codebook: Codebook) -> str:
    """One row per topic, per value of each variable and per reserved value (`kind` says which)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows([*_topic_rows(codebook), *_value_rows(codebook), *_reserved_rows(codebook)])
    return out.getvalue()


def _both(name: str, text: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_en": text["en"], f"{name}_fr": text["fr"]}


def _topic_rows(codebook: Codebook) -> list[dict[str, str]]:
    return [
        {"kind": "topic", "id": topic.id, "part_of": topic.group}
        | _both("label", topic.label)
        | _both("text", topic.definition)
        | _both("include", topic.include)
        | _both("exclude", topic.exclude)
        for topic in codebook.topics
    ]


def _value_rows(codebook: Codebook) -> list[dict[str, str]]:
    rows = []
    for variable in codebook.variables:
        shared = {
            "kind": "value",
            "id": variable.id,
            "code": variable.code,
            "part_of": variable.dimension,
            "scale": variable.scale,
            "silent_rank": _number(variable.silent_rank),
            "persons": " ".join(variable.persons),
            "look_in": " ".join(variable.look_in),
            "severity": variable.severity,
        }
        shared |= _both("label", variable.label) | _both("text", variable.question)
        for value in variable.values:
            own = {"value": value.id, "rank": _number(value.rank)}
            rows.append(shared | own | _both("value_label", value.label) | _both("meaning", value.meaning))
    return rows


def _reserved_rows(codebook: Codebook) -> list[dict[str, str]]:
    return [
        {"kind": "reserved", "value": entry.id} | _both("value_label", entry.label) | _both("meaning", entry.meaning)
        for entry in codebook.reserved
    ]


def _number(rank: int | None) -> str:
    return "" if rank is None else str(rank)


FORMATS: dict[str, Callable[[Codebook], str]] = {
    "json": to_json,
    "csv": to_csv,
    "skos": to_skos_turtle,
    "markdown": to_markdown,
}
"""Export formats by the name that the command line uses."""
