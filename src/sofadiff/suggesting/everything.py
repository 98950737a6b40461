"""Everything that is suggested for one agreement, with the records that ship to look for like clauses in."""

from __future__ import annotations

from collections.abc import Iterable

from sofadiff.languages import iso639_3
from sofadiff.model import Agreement
from sofadiff.nearest import Collection, is_clause, same_record
from sofadiff.nearest.shipped import shipped
from sofadiff.suggesting import ForClause, Suggested, topics, variables

MOST_CLAUSES = 500
"""Clauses up to which coded clauses like them are looked for: more would keep people waiting."""


def suggest(agreement: Agreement) -> Suggested:
    """Topics and values suggested for an agreement, and where they were looked for."""
    too_long = sum(is_clause(unit) for unit in agreement.units) > MOST_CLAUSES
    collection = None if too_long else _in_language(shipped(), agreement)
    own = same_record(collection.entries, agreement) if collection else frozenset()
    return Suggested(
        agreement,
        topics.suggest(agreement, collection),
        variables.suggest(agreement),
        lists=iso639_3(agreement.language) in topics.LANGUAGES,
        searched=tuple(entry for n, entry in enumerate(collection.entries) if n not in own) if collection else (),
        too_long=too_long,
    )


def _in_language(collection: Collection, agreement: Agreement) -> Collection | None:
    """The collection, if anything in it is in the agreement's language: no word of another would tell anything."""
    own = iso639_3(agreement.language)
    return collection if any(iso639_3(entry.language) == own for entry in collection.entries) else None


def for_draft(clauses: Iterable[ForClause]) -> dict[str, tuple[str, ...]]:
    """By eId what a draft notes beside a clause; of one in several parts, what is suggested for the first."""
    found: dict[str, tuple[str, ...]] = {}
    for each in clauses:
        if each.topics:
            found.setdefault(each.unit.eid, tuple(topic.topic for topic in each.topics))
    return found
