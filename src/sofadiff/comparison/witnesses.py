"""Several texts read beside each other, as values: the witnesses, and what a synopsis says of them row by row.

The base is the text that the others are read from. A row is one clause concept: the clauses of all witnesses that
answer each other. The apparatus of a row (`apparatus`) tells how its texts differ word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from sofadiff.comparison import ChangeClass, Comparison, Cut
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit

BASE = "Base"
"""Siglum of the base."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Sigla of the other witnesses, in the order given."""


class State(StrEnum):
    """What a witness has in a row, read against the row's first text. Each witness has one in each row."""

    TEXT = "text"
    """It is the text that the others are read against."""
    SAME = "same"
    EDITORIAL = "editorial"
    """Other terms for the same roles, another spelling, another mark; nothing of substance."""
    IN_PART = "in-part"
    """The same as far as known: one has words that may stand unseen in the other."""
    CHANGED = "changed"
    """The words differ in substance, and both clauses were read."""
    RESTATED = "restated"
    """The restatements differ in substance; that the instruments do is not shown."""
    LANGUAGE = "language"
    """In another language: not compared word by word."""
    ASSUMED = "assumed"
    """That they agree is our own inference from a template: not compared."""
    ABSENT = "absent"
    """Nothing there answers the row, and the whole witness is known."""
    NOT_KNOWN = "not-known"
    """Nothing in what is known of the witness answers the row."""


class Change(StrEnum):
    """What a witness does with a lemma of the text that it is read against."""

    REPLACED = "replaced"
    OMITTED = "omitted"
    ADDED = "added"
    NOT_SEEN = "not-seen"
    """The lemma is not in what is known of the witness, which is not known whole."""
    ADDED_UNSEEN = "added-unseen"
    """The text read against is not known whole and may have the words too."""


ALIKE = (State.SAME, State.EDITORIAL)
"""States of two texts that read alike."""
MISSING = (State.ABSENT, State.NOT_KNOWN)
"""States of a witness that has no clause in a row."""


class Witness(Struct, frozen=True):
    """One of the texts, with the letter that stands for it."""

    siglum: str
    agreement: Agreement


class Form(Struct, frozen=True):
    """How one witness writes a reading."""

    witness: int
    words: str
    """As written, with the white space after; put in place of the lemma they make the witness's text."""


class Reading(Struct, frozen=True):
    """One variant of a lemma and its witnesses: the same words once terms and spelling are seen through."""

    change: Change
    forms: tuple[Form, ...]
    """The earliest witness first."""
    classes: tuple[ChangeClass, ...]
    """Empty where words of one text may stand unseen in the other."""

    @property
    def editorial(self) -> bool:
        """Whether nothing of substance differs: another term for the same role, another spelling or mark."""
        return bool(self.classes) and all(change.editorial for change in self.classes)


class Entry(Struct, frozen=True):
    """One lemma of a text, by its place, with every reading that differs there. Entries may overlap."""

    start: int
    end: int
    """The lemma is the text's characters from `start` up to `end`; where they are equal, words are added there."""
    readings: tuple[Reading, ...]

    @property
    def editorial(self) -> bool:
        """Whether all readings differ in form only."""
        return all(reading.editorial for reading in self.readings)


class Family(Struct, frozen=True):
    """One text of a row and the witnesses whose wording is near enough to be told by their variants from it."""

    lead: int
    """The witness whose text it is."""
    text: str
    """Its clauses, joined by a line feed."""
    members: tuple[int, ...]
    """The witnesses told by their variants, the lead left out."""
    entries: tuple[Entry, ...]
    """By place; with those of one member the lead's text becomes that member's text, byte for byte."""

    @property
    def variants(self) -> tuple[Entry, ...]:
        """The entries that are numbered: those in which any reading differs in more than form."""
        return tuple(entry for entry in self.entries if not entry.editorial)

    @property
    def forms(self) -> tuple[Entry, ...]:
        """The entries in which every reading is another form of the same words."""
        return tuple(entry for entry in self.entries if entry.editorial)


class Cell(Struct, frozen=True):
    """What one witness has in one row."""

    units: tuple[str, ...]
    """Unit ids, in the order in which they answer the row's first text."""
    state: State
    classes: tuple[ChangeClass, ...] = ()
    """Classes of the differences from the row's first text."""
    moved: bool = False
    """It stands in another place than in the base among the clauses around it."""
    doubtful: bool = False
    """A reader should look at the pairing before relying on it."""
    assumed_from: tuple[str, ...] = ()
    """Template clauses from which its clauses were inferred."""


class Row(Struct, frozen=True):
    """One clause concept over all witnesses."""

    cells: tuple[Cell, ...]
    """One for each witness, in the order of the witnesses."""
    first: int
    """The witness whose text the others are read against: the base, else the earliest text that has the row."""
    groups: tuple[tuple[int, ...], ...]
    """Witnesses that read alike in the whole row, one group for each reading; those not compared are in none."""
    in_part: tuple[tuple[int, int], ...]
    """Pairs of witnesses that read the same as far as known: one has words that may stand unseen in the other."""
    families: tuple[Family, ...]
    """The apparatus, in families of wording; every witness that was compared word by word is in one."""
    heading: bool = False
    """Whether all its units are headings: shown, never counted."""
    similar: tuple[int, ...] = ()
    """Positions of other rows with a clause that resembles one of this row but could not be joined to it."""

    @property
    def has_base(self) -> bool:
        """Whether the base has a clause in this row."""
        return bool(self.cells[0].units)

    def present(self) -> tuple[int, ...]:
        """The witnesses that have a clause in this row."""
        return tuple(w for w, cell in enumerate(self.cells) if cell.units)

    def with_state(self, *states: State) -> tuple[int, ...]:
        """The witnesses in one of these states."""
        return tuple(w for w, cell in enumerate(self.cells) if cell.state in states)


class Agreeing(Struct, frozen=True):
    """How often two witnesses read alike: each row that either has is counted once. Headings are not counted."""

    one: int
    two: int
    alike: int
    in_part: int
    """The same as far as known."""
    differ: int
    one_only: int
    """Only one has the row, and the other is known whole."""
    not_known: int
    """One has the row; nothing in what is known of the other answers it."""
    assumed: int
    language: int

    @property
    def compared(self) -> int:
        """Rows in which both have words that could be compared."""
        return self.alike + self.in_part + self.differ


class Person(Struct, frozen=True):
    """A role that another kind of person holds in some witnesses than in the base, once for all of them."""

    role: str
    base: str
    base_holder: str
    other: str
    other_holder: str
    witnesses: tuple[int, ...]
    rows: tuple[int, ...]
    """Positions of the rows it touches."""


class Synopsis(Struct, frozen=True):
    """Several agreements beside each other."""

    witnesses: tuple[Witness, ...]
    """The base first, then the others in the order given."""
    comparisons: tuple[Comparison, ...]
    """Base to each other witness, in the same order."""
    rows: tuple[Row, ...]
    """In the base's order; a row that the base lacks stands after what precedes it in its first text."""
    agreeing: tuple[Agreeing, ...]
    """Every pair of witnesses once."""
    persons: tuple[Person, ...]
    cuts: tuple[Cut, ...] = ()
    """Searches that were cut short between witnesses of which neither is the base; those of each comparison stand
    there."""

    @property
    def truncated(self) -> bool:
        """Whether any search was cut short."""
        return bool(self.cuts) or any(comparison.truncated for comparison in self.comparisons)

    def units(self, row: Row, witness: int) -> tuple[Unit, ...]:
        """A witness's clauses in a row, in the row's order."""
        by_id = {unit.id: unit for unit in self.witnesses[witness].agreement.units}
        return tuple(by_id[unit] for unit in row.cells[witness].units)

    def sigla(self, witnesses: Iterable[int]) -> str:
        """Sigla with a space between them, in the order of the witnesses."""
        return " ".join(self.witnesses[w].siglum for w in sorted(witnesses))


def named(agreements: Sequence[Agreement]) -> tuple[Witness, ...]:
    """The witnesses with their sigla, base first. SofadiffError for more texts than there are letters."""
    if len(agreements) - 1 > len(LETTERS):
        raise SofadiffError(
            f"{len(agreements) - 1} texts are too many to be read beside the base.",
            where="compare",
            remedy=f"Name at most {len(LETTERS)}: each has a letter.",
        )
    return tuple(Witness(s, text) for s, text in zip((BASE, *LETTERS), agreements, strict=False))


def by_age(agreements: Sequence[Agreement]) -> tuple[int, ...]:
    """Positions with the base first, then the earliest text first, whatever the order given; undated texts last."""

    def key(place: int) -> tuple[object, ...]:
        text = agreements[place]
        return (place != 0, text.work_date is None, text.work_date or "", text.name, text.sha256, place)

    return tuple(sorted(range(len(agreements)), key=key))
