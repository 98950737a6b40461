"""A synopsis as plain values, in the form of ``schemas/synopsis-1.schema.json``."""

from __future__ import annotations

from typing import Any

from sofadiff.comparison import pinning
from sofadiff.comparison.between import decided
from sofadiff.comparison.compare import to_json as comparison_json
from sofadiff.comparison.witnesses import Entry, Family, Row, Synopsis, Witness

FORMAT = "sofadiff.synopsis/1"


def to_json(synopsis: Synopsis) -> dict[str, Any]:
    """Ids, codes and sigla, never labels. Rows are numbered from 1; places in a text are counted in characters."""
    sigla = [witness.siglum for witness in synopsis.witnesses]
    return {
        "format": FORMAT,
        "comparisons": [comparison_json(comparison) for comparison in synopsis.comparisons],
        "witnesses": [_witness(witness, n) for n, witness in enumerate(synopsis.witnesses)],
        "rows": [_row(row, n, sigla) for n, row in enumerate(synopsis.rows, start=1)],
        "apparatus": [
            _family(synopsis, family, n, sigla)
            for n, row in enumerate(synopsis.rows, start=1)
            for family in row.families
        ],
        "persons": [
            {
                "role": person.role,
                "base": person.base,
                "base_holder": person.base_holder,
                "other": person.other,
                "other_holder": person.other_holder,
                "witnesses": [sigla[w] for w in person.witnesses],
                "rows": [row + 1 for row in person.rows],
            }
            for person in synopsis.persons
        ],
        "agreeing": [
            {
                "one": sigla[pair.one],
                "two": sigla[pair.two],
                "alike": pair.alike,
                "in_part": pair.in_part,
                "differ": pair.differ,
                "one_only": pair.one_only,
                "not_known": pair.not_known,
                "assumed": pair.assumed,
                "language": pair.language,
            }
            for pair in synopsis.agreeing
        ],
        "pins": [
            {"one": sigla[each.witnesses[0]], "two": sigla[each.witnesses[1]], **pinning.to_json(each.pins)}
            for each in decided(synopsis)
        ],
        "truncated": synopsis.truncated,
    }


def _witness(witness: Witness, number: int) -> dict[str, Any]:
    text = witness.agreement
    return {
        "siglum": witness.siglum,
        "base": number == 0,
        "slug": text.slug,
        "path": text.path,
        "title": text.title,
        "sha256": text.sha256,
        "language": text.language,
        "date": text.work_date,
        "completeness": None if text.completeness is None else str(text.completeness),
        "text_status": None if text.text_status is None else str(text.text_status),
        "units": len(text.units),
    }


def _row(row: Row, number: int, sigla: list[str]) -> dict[str, Any]:
    return {
        "row": number,
        "heading": row.heading,
        "first": sigla[row.first],
        "cells": [
            {
                "witness": siglum,
                "units": list(cell.units),
                "state": str(cell.state),
                "classes": [str(change) for change in cell.classes],
                "moved": cell.moved,
                "doubtful": cell.doubtful,
                "assumed_from": list(cell.assumed_from),
            }
            for siglum, cell in zip(sigla, row.cells, strict=True)
        ],
        "alike": [[sigla[w] for w in group] for group in row.groups],
        "alike_as_far_as_known": [[sigla[w] for w in pair] for pair in row.in_part],
        "similar": [other + 1 for other in row.similar],
    }


def _family(synopsis: Synopsis, family: Family, number: int, sigla: list[str]) -> dict[str, Any]:
    numbers = {id(entry): n for n, entry in enumerate(family.variants, start=1)}
    return {
        "row": number,
        "witness": sigla[family.lead],
        "language": synopsis.witnesses[family.lead].agreement.language,
        "text": family.text,
        "members": [sigla[w] for w in family.members],
        "entries": [_entry(family, entry, numbers.get(id(entry)), sigla) for entry in family.entries],
    }


def _entry(family: Family, entry: Entry, number: int | None, sigla: list[str]) -> dict[str, Any]:
    return {
        "number": number,
        "start": entry.start,
        "end": entry.end,
        "lemma": family.text[entry.start : entry.end],
        "readings": [
            {
                "change": str(reading.change),
                "editorial": reading.editorial,
                "classes": [str(change) for change in reading.classes],
                "witnesses": [{"witness": sigla[form.witness], "words": form.words} for form in reading.forms],
            }
            for reading in entry.readings
        ],
    }
