"""The codebook: what clauses can be about (topics) and what agreements can do (variables), as data.

The data files stand in ``data/``, one per kind; their schemas (``sofadiff/schemas/codebook-*.schema.json``) are applied
by the tests, not at run time. ``docs/codebook.md`` is the same codebook to read, generated from the data.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path

from sofadiff.codebook.book import Codebook
from sofadiff.codebook.reading import PARTS, Json, build
from sofadiff.codebook.values import (
    Attribute,
    Bilingual,
    Condition,
    Consequence,
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
    Topic,
    Trap,
    Value,
    Variable,
)
from sofadiff.errors import SofadiffError

__all__ = [
    "Attribute",
    "Bilingual",
    "Codebook",
    "Condition",
    "Consequence",
    "Dependency",
    "Direction",
    "GapFlag",
    "Group",
    "Mark",
    "Person",
    "Reserved",
    "Severity",
    "SeverityOverride",
    "SourceEntry",
    "Structural",
    "Topic",
    "Trap",
    "Value",
    "Variable",
    "from_json",
    "load",
    "load_from",
]

DATA = Path(__file__).parent / "data"
"""Folder of the data files."""

_REMEDY = "Install sofadiff again; the codebook is part of it and is not meant to be edited in place."


@functools.cache
def load() -> Codebook:
    """The codebook that comes with this version of sofadiff. Raises SofadiffError if a data file is damaged."""
    return load_from(DATA)


def load_from(folder: Path) -> Codebook:
    """The codebook whose data files stand in a folder. Raises SofadiffError naming the file that cannot be read."""
    parts: dict[str, Json] = {}
    for name in PARTS:
        path = folder / f"{name}.json"
        try:
            parts[name] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SofadiffError(f"not a readable codebook file ({error}).", where=str(path), remedy=_REMEDY) from error
    return _build(parts, str(folder))


def from_json(text: str) -> Codebook:
    """The codebook that `sofadiff codebook export --format json` wrote. Raises SofadiffError on anything else."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise SofadiffError(f"not JSON ({error}).", where="codebook export") from error
    if not isinstance(document, dict) or document.get("format") != "sofadiff.codebook/1":
        raise SofadiffError("not a codebook export: its format is not sofadiff.codebook/1.", where="codebook export")
    return _build(document, "codebook export")


def _build(parts: dict[str, Json], where: str) -> Codebook:
    try:
        return build(parts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise SofadiffError(f"the codebook is damaged: {reason}.", where=where, remedy=_REMEDY) from error
