"""The authentic words that a user attached to a record, clause by clause, and what a person confirmed of them.

They come from the user's own library, never with sofadiff, and stand beside the restatement without changing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct


class Confirmation(Struct, frozen=True):
    """A person's word that the restatement of a clause says what its authentic text says."""

    by: str
    """The person's name."""
    date: str
    """ISO date, as the person gave it."""
    file_sha256: str
    """Digest of the file that the authentic text was imported from."""


class AuthenticClause(Struct, frozen=True):
    """The authentic words of one clause of a record."""

    unit: str
    """id of the record's unit."""
    text: str
    """The words as the file has them; of several pieces, each on a line of its own."""
    place: str
    """Where they stand in the file, such as `line 47` or `p. 3, para. 12`; empty where that is not known."""
    rule: str
    """How the two were linked: `fingerprint`, `number` or `words`."""
    fingerprint: str
    """`same`, `other` or `none`: what the record's digest of the clause says of these words."""
    doubtful: bool
    """Whether a person should look at the link before relying on it."""
    confirmed: tuple[Confirmation, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether these words may be compared with others: the link is not doubtful, or a person confirmed it."""
        return not self.doubtful or bool(self.confirmed)


class Unlinked(Struct, frozen=True):
    """A clause of the file that no clause of the record answers."""

    unit: str
    """id in the stored text."""
    number: str
    """As people write it, such as `VIII(5)(a)`, or the heading over it; empty where there is neither."""
    part: str
    """What it is: `preamble`, `recital`, `intro`, `content`, `wrapUp` or `conclusions`."""
    text: str
    place: str
    outside: bool
    """Whether it stands in an annex, declaration or minute and the record holds none of these."""


class AuthenticText(Struct, frozen=True, dict=True):
    """One attached text: an expression of the same work as the record, in one language."""

    language: str
    """ISO 639-3."""
    file: str
    """Name of the file that it was imported from, without folders."""
    sha256: str
    """Digest of that file."""
    expression: str
    """Digest of the imported text as the library keeps it."""
    clauses: tuple[AuthenticClause, ...]
    """In the order of the record."""
    unlinked: tuple[Unlinked, ...] = ()
    """Clauses of the file that no clause of the record answers, headings left out."""
    translation: bool = False
    """Whether the record names authentic languages and this is none of them."""
    lapsed: tuple[str, ...] = ()
    """ids of units that a person confirmed when they had other words than now: no longer confirmed."""

    @cached_property
    def by_unit(self) -> dict[str, AuthenticClause]:
        """The clauses by the id of the record's unit."""
        return {clause.unit: clause for clause in self.clauses}

    @property
    def confirmed(self) -> int:
        """How many clauses a person confirmed."""
        return sum(bool(clause.confirmed) for clause in self.clauses)

    def words(self, units: Sequence[str]) -> str | None:
        """The authentic words of these units, joined by line feeds, to compare them with others.

        None where any of them has none, or is tied to them in a doubtful way that no person confirmed.
        """
        found = [clause for unit in units if (clause := self.by_unit.get(unit)) is not None and clause.usable]
        return "\n".join(clause.text for clause in found) if found and len(found) == len(units) else None


class Unused(Struct, frozen=True):
    """Something in the user's library that was not used, and why."""

    why: str
    """`changed`, `missing`, `unreadable`, `not-ours`, `too-large` or `gone`."""
    file: str
    """The file in the library, as the user would name it."""
    clauses: tuple[str, ...] = ()
    """For `gone`: names of clauses that the record no longer has."""
