"""Where else a clause occurs: the clauses of a collection that are nearest to it, and in what words they say it.

Two kinds of collection answer, with the same results: texts in memory (:mod:`sofadiff.nearest.plain`, plain Python, for
the records that ship) and a saved index of any number of texts (package ``sofadiff.index``, numpy).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from msgspec import Struct

from sofadiff.model import Agreement, Term, Unit, UnitPart
from sofadiff.pinpoint import Standing
from sofadiff.states import Completeness, RecordKind, TextStatus


class Entry(Struct, frozen=True):
    """One text of a collection, without its clauses."""

    slug: str | None
    path: str | None
    """As a user of this machine would name it; None for a record that ships with the package."""
    sha256: str
    size: int
    """Bytes of the file."""
    title: str
    short: str
    language: str
    """ISO 639-3."""
    kind: RecordKind
    work_uri: str
    work_date: str | None
    completeness: Completeness | None
    """None for another producer's document: then nothing is known of how it was made."""
    text_status: TextStatus | None
    terms: tuple[Term, ...]
    first: int
    """Number of its first clause in the collection."""
    clauses: int

    @property
    def name(self) -> str:
        """Slug, else path."""
        return self.slug or self.path or self.work_uri

    @property
    def restated(self) -> bool:
        """Whether its clauses are this project's restatements, not the words of a file as supplied."""
        return self.completeness is not None

    @property
    def span(self) -> range:
        """Numbers of its clauses in the collection."""
        return range(self.first, self.first + self.clauses)


class Clause(Struct, frozen=True):
    """One clause of a collection."""

    entry: Entry
    unit: Unit
    """Without sources, references and line: those are in the file."""
    place: Standing


class Unread(Struct, frozen=True):
    """A file that should have been in a collection and could not be read."""

    name: str
    reason: str


class Asked(Struct, frozen=True):
    """Words to look for."""

    text: str
    language: str


class Hit(Struct, frozen=True):
    """One clause near the one that was asked about."""

    clause: int
    """Its number in the collection."""
    score: float
    """0 to 1: words and order together, as :mod:`sofadiff.nearest.ranking` weighs them."""
    words: float
    """0 to 1: how far the same words stand in both, rare ones weighing more."""
    order: float
    """0 to 1: how many of all their words stand in both in the same order."""


class Collection(Protocol):
    """Texts that can be searched."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The texts, in the order of their clauses' numbers."""

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Files that should be there and are not."""

    @property
    def passed_over(self) -> Mapping[str, int]:
        """File-name endings of what stood beside the texts and was not looked at, with how many there were."""

    def clause(self, number: int) -> Clause:
        """The clause with that number."""

    def nearest(self, asked: Sequence[Asked], top: int, leave_out: AbstractSet[int] = frozenset()) -> list[list[Hit]]:
        """For each of the words asked about the nearest clauses, best first, at most `top`.

        `leave_out` holds the positions of texts that are not searched. Clauses that share no word are never near.
        """


def is_clause(unit: Unit) -> bool:
    """Whether a unit is searched: headings are not."""
    return unit.part is not UnitPart.HEADING


def same_record(entries: Sequence[Entry], agreement: Agreement) -> frozenset[int]:
    """Positions of the texts that are the agreement itself: the same bytes, or the same record in another state."""
    return frozenset(
        position
        for position, entry in enumerate(entries)
        if entry.sha256 == agreement.sha256 or (entry.slug is not None and entry.slug == agreement.slug)
    )
