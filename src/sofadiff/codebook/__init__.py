"""The codebook: what clauses can be about (topics) and what agreements can do (variables), as data.

The data files stand in ``data/``, one per kind; their schemas (``sofadiff/schemas/codebook-*.schema.json``) are applied
by the tests, not at run time. ``docs/codebook.md`` is the same codebook to read, generated from the data.

What reads the whole codebook is imported when it is first asked for: a comparison needs the labels of topics only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sofadiff.codebook.labels import DATA, topic_label, version

if TYPE_CHECKING:
    from sofadiff.codebook.book import Codebook as Codebook
    from sofadiff.codebook.loading import from_json as from_json
    from sofadiff.codebook.loading import load as load
    from sofadiff.codebook.loading import load_from as load_from
    from sofadiff.codebook.values import Attribute as Attribute
    from sofadiff.codebook.values import Bilingual as Bilingual
    from sofadiff.codebook.values import Condition as Condition
    from sofadiff.codebook.values import Consequence as Consequence
    from sofadiff.codebook.values import Dependency as Dependency
    from sofadiff.codebook.values import Direction as Direction
    from sofadiff.codebook.values import GapFlag as GapFlag
    from sofadiff.codebook.values import Group as Group
    from sofadiff.codebook.values import Mark as Mark
    from sofadiff.codebook.values import Person as Person
    from sofadiff.codebook.values import Reserved as Reserved
    from sofadiff.codebook.values import Severity as Severity
    from sofadiff.codebook.values import SeverityOverride as SeverityOverride
    from sofadiff.codebook.values import SourceEntry as SourceEntry
    from sofadiff.codebook.values import Structural as Structural
    from sofadiff.codebook.values import Topic as Topic
    from sofadiff.codebook.values import Trap as Trap
    from sofadiff.codebook.values import Value as Value
    from sofadiff.codebook.values import Variable as Variable

__all__ = [
    "DATA",
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
    "topic_label",
    "version",
]

_HOMES = {"Codebook": "book", "from_json": "loading", "load": "loading", "load_from": "loading"}


def __getattr__(name: str) -> Any:
    """Import what reads the whole codebook when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'sofadiff.codebook' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - as above

    return getattr(import_module(f"sofadiff.codebook.{_HOMES.get(name, 'values')}"), name)
