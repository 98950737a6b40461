"""The question put: some clauses of an agreement, looked for in a collection; the answer as values."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sofadiff.comparison.classify import assumed
from sofadiff.languages import iso639_3
from sofadiff.model import Agreement, Unit
from sofadiff.nearest import Asked, Clause, Collection, Entry, Hit, is_clause, ranking, same_record
from sofadiff.pinpoint import Standing, standings
from sofadiff.text import normal_words


class Near(Struct, frozen=True):
    """A clause that was found, and how it stands to the one asked about."""

    clause: Clause
    hit: Hit
    same_language: bool
    """Else the two share only names, numbers and words that both languages write alike."""
    languages_stated: bool
    """Whether both texts say in which language they are."""
    assumed: str | None
    """The rule by which the two were not compared: one was inferred from the other, or both from one template."""
    same_words: bool
    """Whether both say the same words, punctuation and capitals aside."""
    topics: tuple[str, ...] | None
    """Topics that both are coded under; None where one of them has no topics."""

    @property
    def far(self) -> bool:
        """Whether the two are more often than not different rules: unlike words, and no topic in common."""
        return self.hit.score < ranking.FAR and not self.topics


class Answer(Struct, frozen=True):
    """One clause asked about, and the nearest to it."""

    unit: Unit
    place: Standing
    near: tuple[Near, ...]


class Answers(Struct, frozen=True):
    """All clauses asked about, and where they were looked for."""

    agreement: Agreement
    answers: tuple[Answer, ...]
    searched: tuple[Entry, ...]
    left_out: tuple[Entry, ...]
    """Texts of the collection that are the agreement itself."""


def find(collection: Collection, agreement: Agreement, units: Iterable[Unit], top: int) -> Answers:
    """The nearest clauses of each of some units of an agreement; headings among them are passed by."""
    asked = [unit for unit in units if is_clause(unit)]
    own = same_record(collection.entries, agreement)
    hits = collection.nearest([Asked(unit.text, agreement.language) for unit in asked], top, own)
    places = standings(agreement)
    return Answers(
        agreement,
        tuple(
            Answer(unit, places[unit.id], tuple(near(agreement, unit, collection, hit) for hit in found))
            for unit, found in zip(asked, hits, strict=True)
        ),
        tuple(entry for position, entry in enumerate(collection.entries) if position not in own),
        tuple(entry for position, entry in enumerate(collection.entries) if position in own),
    )


def near(text: Agreement | Entry, unit: Unit, collection: Collection, hit: Hit) -> Near:
    """A hit with its clause, seen from a unit of that text."""
    clause = collection.clause(hit.clause)
    languages = {iso639_3(text.language), iso639_3(clause.entry.language)}
    alike, stated = len(languages) == 1, "und" not in languages
    rule = assumed((unit,), (clause.unit,), text.slug, clause.entry.slug)
    # Only where all words stand in one order can they be the same.
    same = alike and rule is None and hit.order > 0.999 and normal_words(unit.text) == normal_words(clause.unit.text)
    mine, theirs = unit.topics, clause.unit.topics
    topics = tuple(topic for topic in mine if topic in theirs) if mine and theirs else None
    return Near(clause, hit, alike, stated, rule, same, topics)
