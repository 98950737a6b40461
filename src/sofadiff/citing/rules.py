"""The rules that citations follow, and where each was read; a rule nobody could read says so."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from msgspec import Struct

_FILE = Path(__file__).parents[1] / "data" / "citation-rules.json"


class Read(Struct, frozen=True):
    """Where a rule was read."""

    title: str
    url: str


class Rule(Struct, frozen=True):
    """One rule of a style."""

    id: str
    style: str
    """A style, or `all`."""
    says: dict[str, str]
    """By language of the reader."""
    read: tuple[Read, ...]
    ours: bool
    """A form of our own, not a rule of the style."""

    @property
    def general_knowledge(self) -> bool:
        """Whether nobody could read the rule anywhere."""
        return not self.read and not self.ours


@cache
def rules() -> dict[str, Rule]:
    """Every rule by id, in the order of the file."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: Rule(
            id=name,
            style=rule["style"],
            says={"en": rule["en"], "fr": rule["fr"]},
            read=tuple(Read(**place) for place in rule.get("read", ())),
            ours=rule.get("ours", False),
        )
        for name, rule in found.items()
        if not name.startswith("_")
    }
