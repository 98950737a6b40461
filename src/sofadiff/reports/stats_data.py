"""The figures on a collection as data: the JSON of ``sofadiff.stats/1`` and tidy CSV rows. Ids, never labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sofadiff.codebook import Codebook
from sofadiff.model import Completeness, MissionType
from sofadiff.reports.stats_counts import KINDS, SUPPORTS, Figures, TextFigures

FORMAT = "sofadiff.stats/1"
COLUMNS = ("section", "item", "measure", "count")
"""Columns of the CSV: one row for each figure."""


def stats_data(lang: str, codebook: Codebook, found: Figures) -> dict[str, Any]:
    """All figures, in the form of ``schemas/stats-1.schema.json``."""
    return {
        "format": FORMAT,
        "lang": lang,
        "codebook_version": codebook.version,
        "totals": {
            "texts": {kind: found.count(kind) for kind in KINDS},
            "whole_and_verified": {kind: found.whole(kind) for kind in KINDS},
            "completeness": {
                kind: {value.value: found.count(kind, value) for value in Completeness}
                | {"none": found.count(kind, None)}
                for kind in KINDS
            },
            "mission_types": _missions(found),
            "clauses": found.clauses,
            "clauses_by_kind": {kind: sum(t.clauses for t in found.texts if t.kind == kind) for kind in KINDS},
            "clauses_in_preambles": sum(text.preamble for text in found.texts),
            "support": {kind: sum(text.support[kind] for text in found.texts) for kind in SUPPORTS},
            "assumed": sum(text.assumed for text in found.texts),
            "questions": found.questions,
            "states": dict(found.states),
            "topics_not_known": found.topics_not_known,
            "search_logs": found.logs,
        },
        "texts": [_text(text) for text in found.texts],
        "topics": [
            {"topic": topic, "clauses": clauses, "texts": texts, "not_known": not_known}
            for topic, (clauses, texts, not_known) in found.topics.items()
        ],
        "variables": [
            {
                "variable": codebook.variable(code).id,
                "code": code,
                "texts": dict(mine.texts),
                "nothing_coded": mine.nothing_coded,
                "questions": dict(mine.questions),
            }
            for code, mine in found.variables.items()
        ],
    }


def _missions(found: Figures) -> dict[str, int]:
    kinds = [text.agreement.mission_type for text in found.texts]
    return {value.value: kinds.count(value) for value in MissionType} | {"none": kinds.count(None)}


def _text(text: TextFigures) -> dict[str, Any]:
    agreement = text.agreement
    return {
        "slug": agreement.slug,
        "path": agreement.path,
        "title": agreement.title,
        "sha256": agreement.sha256,
        "date": agreement.work_date,
        "kind": text.kind,
        "mission_type": agreement.mission_type.value if agreement.mission_type else None,
        "completeness": agreement.completeness.value if agreement.completeness else None,
        "text_status": agreement.text_status.value if agreement.text_status else None,
        "clauses": text.clauses,
        "clauses_in_preamble": text.preamble,
        "support": dict(text.support),
        "assumed": text.assumed,
        "whole_and_verified": text.whole_and_verified,
        "states": dict(text.states),
        "topics_not_known": len(agreement.not_known),
    }


def csv_rows(codebook: Codebook, found: Figures) -> tuple[tuple[str, ...], ...]:
    """One row for each figure, in the order of the JSON."""
    data = stats_data("en", codebook, found)
    rows = [("totals", "", measure, count) for measure, count in _flat(data["totals"])]
    for text, item in zip(found.texts, data["texts"], strict=True):
        rows += [("text", text.agreement.name, measure, count) for measure, count in _flat(item)]
    for section, key in (("topics", "topic"), ("variables", "code")):
        for item in data[section]:
            rows += [(key.replace("code", "variable"), item[key], measure, count) for measure, count in _flat(item)]
    return tuple((section, item, measure, str(count)) for section, item, measure, count in rows)


def _flat(values: dict[str, Any], above: str = "") -> Iterator[tuple[str, int]]:
    """Every number in nested values, under its dotted name; what is no number is left out."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        elif isinstance(value, int):
            yield f"{above}{key}", int(value)
