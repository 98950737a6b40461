"""What the codebook is made of, as frozen values. Ids are stable; labels and explanations exist in English and French.

Every French text is a draft: those that the codebook itself gives (labels) and those written for this project
(questions, definitions, meanings) alike have not been reviewed by a French-speaking lawyer (`fr_reviewed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Bilingual(Mapping[str, T], Generic[T]):
    """The same thing in English and French, read as a mapping: ``label["fr"]``."""

    en: T
    fr: T

    def __getitem__(self, lang: str) -> T:
        if lang not in LANGUAGES:
            raise KeyError(lang)
        return self.en if lang == "en" else self.fr

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


Text = Bilingual[str]
Cues = Bilingual[tuple[str, ...]]


class Group(Struct, frozen=True):
    """One of the twelve groups of topics."""

    id: str
    number: str
    """`G1` to `G12`, as printed; not to be confused with the gap flags."""
    label: Text


class Topic(Struct, frozen=True):
    """What a clause is about."""

    id: str
    group: str
    """Id of its group."""
    label: Text
    definition: Text
    include: Text
    exclude: Text
    """What belongs to another topic, with that topic's id; a dash where nothing does."""
    model_paragraph: Text
    """Paragraph of the 1990 UN Model, from general knowledge and not checked against the document."""
    fr_reviewed: bool
    cues: Cues
    """Search words of every variable that looks in this topic. A cue never decides a value."""


class Structural(Struct, frozen=True):
    """A tag that stands outside the topic list."""

    id: str
    meaning: Text


class Attribute(Struct, frozen=True):
    """A detail recorded beside a value."""

    name: str
    kind: str
    """`choice`, `number` or `text`."""
    values: tuple[str, ...]
    """Allowed values of a `choice`, else empty."""
    meaning: Text


class Value(Struct, frozen=True):
    """One entry of a variable's closed list."""

    id: str
    rank: int | None
    """Place in the order, from 0; None where the variable is nominal."""
    label: Text
    meaning: Text


class Variable(Struct, frozen=True):
    """What an agreement does on one point."""

    id: str
    code: str
    """`IM-01` to `IM-20`, `AC-01` to `AC-25`."""
    dimension: str
    """`immunity` (higher rank = more immunity) or `accountability` (higher rank = stronger accountability)."""
    label: Text
    short: Text
    """For table headings."""
    question: Text
    scale: str
    """`ordinal` or `nominal`."""
    scale_note: Text
    number: str | None
    """Name of the attribute that holds the number recorded beside the rank, or None."""
    persons: tuple[str, ...]
    """Categories of person coded one by one; empty where the unit is the agreement."""
    people_rule: str
    """How the codebook words that."""
    look_in: tuple[str, ...]
    """Ids of the topics to read."""
    silent_rank: int | None
    """Rank of a proved silence; None where silence has no rank and the point stays open."""
    silent_rule: Text
    na_rule: Text
    """When the question cannot arise, where the variable itself says so; else empty."""
    values: tuple[Value, ...]
    decide: str
    """How to choose between values (English only)."""
    attributes: tuple[Attribute, ...]
    cues: Cues
    cue_note: Text
    authority: str
    """Why it matters, with source keys in square brackets and check marks in round ones (English only)."""
    severity: str
    """`high`, `medium` or `low`: the severity of a gap on this variable."""
    fr_reviewed: bool

    @property
    def highest(self) -> int | None:
        """The highest rank, for "rank r of n"; None where the variable is nominal."""
        return max((value.rank for value in self.values if value.rank is not None), default=None)

    def value(self, value_id: str) -> Value | None:
        """The entry of the closed list with that id, or None (as for reserved values)."""
        return next((value for value in self.values if value.id == value_id), None)


class Person(Struct, frozen=True):
    """A category of person."""

    id: str
    label: Text
    note: Text
    fr_reviewed: bool


class Reserved(Struct, frozen=True):
    """A value that every variable may take beside its own list."""

    id: str
    label: Text
    meaning: Text
    gap: str
    """`if-comparator-speaks`, `possibly-displaced` or `never`."""
    gap_rule: Text
    attributes: tuple[Attribute, ...]
    """What must be recorded with it."""
    fr_reviewed: bool


class GapFlag(Struct, frozen=True):
    """A way in which a safeguard of the comparator is missing here."""

    id: str
    """`G1` to `G8`."""
    name: str
    label: Text
    comparator: Text
    """What holds in the comparator."""
    agreement: Text
    """What holds in the agreement."""
    meaning: Text
    attributes: tuple[str, ...]
    """Attributes whose loss raises the flag at an unchanged rank (G3)."""
    fr_reviewed: bool


class Severity(Struct, frozen=True):
    """A severity with its rule, which is always printed beside it."""

    id: str
    label: Text
    rule: Text
    fr_reviewed: bool


class SeverityOverride(Struct, frozen=True):
    """A gap whose severity does not depend on its variable."""

    flag: str
    topic: str
    severity: str


class Direction(Struct, frozen=True):
    """How an agreement stands to a comparator on one variable."""

    id: str
    label: Text
    meaning: Text
    scales: tuple[str, ...]
    """The scales it may be used for: `ordinal`, `nominal`."""
    fr_reviewed: bool


class Condition(Struct, frozen=True):
    """A test on the values of one variable: one of a list, or a rank no higher than a bound."""

    variable: str
    values: tuple[str, ...]
    """Empty where the test is on the rank."""
    rank_at_most: int | None


class Consequence(Struct, frozen=True):
    """What must hold where a dependency applies: a value, or a recorded attribute."""

    variables: tuple[str, ...]
    value: str | None
    na_reason: str | None
    attribute: str | None


class Dependency(Struct, frozen=True):
    """A rule between variables."""

    id: str
    scope: str
    """`agreement` (every category that is coded) or `person` (category by category)."""
    judged: bool
    """Whether only a person can say that it applies."""
    conditions: tuple[Condition, ...]
    then: Consequence
    rule: Text
    fr_reviewed: bool


class Trap(Struct, frozen=True):
    """A mistake that coders make, and the rule against it."""

    id: str
    trap: Text
    rule: Text
    fr_reviewed: bool


class Mark(Struct, frozen=True):
    """How far a source was checked."""

    id: str
    meaning: Text


class SourceEntry(Struct, frozen=True):
    """An entry of the codebook's source register."""

    key: str
    section: str
    """`primary`, `case`, `commentary`, `advocacy-press` or `method`."""
    text: str
    mark: str
    """How far it was checked: the marks, with places where they differ inside one source."""
