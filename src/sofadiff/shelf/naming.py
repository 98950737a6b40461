"""Permanent names of a record's units, by which a library remembers them from one release to the next."""

from __future__ import annotations

import hashlib
from collections import Counter

from sofadiff.model import Agreement, Unit
from sofadiff.text import tidy


def names(agreement: Agreement) -> dict[str, Unit]:
    """Every unit by its permanent name: its wId, with the ending of its block; its id where no wId tells it apart."""
    count = Counter(_name(unit) for unit in agreement.units)
    return {name if count[name := _name(unit)] == 1 else unit.id: unit for unit in agreement.units}


def name_by_id(agreement: Agreement) -> dict[str, str]:
    """Unit id to permanent name."""
    return {unit.id: name for name, unit in names(agreement).items()}


def words_digest(text: str) -> str:
    """SHA-256 of a text's words and marks, white space aside: any other change voids what a person said of it."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()


def _name(unit: Unit) -> str:
    if not unit.wid:
        return unit.id
    return unit.wid + (unit.id.removeprefix(unit.eid) if unit.id.startswith(unit.eid) else "")
