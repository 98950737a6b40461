"""The result of comparing two agreements, as values (``sofadiff.comparison/1``)."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sofadiff.model import Agreement, Pin, Unit


class Op(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    FOLDED = "folded"
    REMOVED = "removed"
    ADDED = "added"


class Kind(StrEnum):
    """How the units of one link answer each other."""

    IDENTICAL = "identical"
    MODIFIED = "modified"
    SPLIT = "split"
    MERGED = "merged"
    REGROUPED = "regrouped"
    ADDED = "added"
    REMOVED = "removed"


class Verdict(StrEnum):
    """What the change amounts to. `assumed` is never counted as agreement between two texts."""

    IDENTICAL = "identical"
    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"
    ASSUMED = "assumed"


class ChangeClass(StrEnum):
    """What sort of change it is; the first four are editorial, the rest substantive."""

    TERM = "term"
    SPELLING = "spelling"
    PUNCTUATION = "punctuation"
    GENDER_NEUTRAL = "gender-neutral"
    MODALITY = "modality"
    NEGATION = "negation"
    NUMBER = "number"
    PERIOD = "period"
    AMOUNT = "amount"
    EXCEPTION = "exception"
    DECIDER = "decider"
    SCOPE = "scope"
    WORDING = "wording"

    @property
    def editorial(self) -> bool:
        """Whether a change of this class alone leaves the substance alone."""
        return self in EDITORIAL


EDITORIAL = frozenset({ChangeClass.TERM, ChangeClass.SPELLING, ChangeClass.PUNCTUATION, ChangeClass.GENDER_NEUTRAL})


class Part(Struct, frozen=True):
    """A stretch of the words of one edit, with the class of its own words."""

    change: ChangeClass
    words: str


class Edit(Struct, frozen=True):
    """One run of words. Joined `base` and joined `other` rebuild the link's two texts exactly."""

    op: Op
    base: str
    other: str
    change: ChangeClass | None = None
    """Class of a folded, removed or added run, the weightiest where its words have several; None for `same`, and where
    the other text, not known whole, may have these words too."""
    parts: tuple[Part, ...] = ()
    """Stretches of one class each, in order; joined they are the words of a removed or added run. None where all its
    words have the class of the run. They say what sort of words these are; that they are gone or new, for words of a
    text whose other one is not known whole, only the class of the run says."""


class Decided(Struct, frozen=True):
    """A person's decision that applies: on these units of the base and of the other text."""

    pin: Pin
    base: tuple[str, ...]
    other: tuple[str, ...]


class Refused(Struct, frozen=True):
    """A person's decision that does not apply, with the reason."""

    pin: Pin
    reason: str
    """`changed`: a clause has other words than on the day of the decision; `gone`: there is no such clause;
    `contradicted`: another decision says the opposite; `other-agreement`: it speaks of another agreement;
    `another-row`: the rows of a synopsis go against it."""
    clauses: tuple[str, ...] = ()
    """Names of the clauses that changed or are gone."""


class Pins(Struct, frozen=True):
    """What persons decided on two agreements, in the order of the files."""

    applied: tuple[Decided, ...] = ()
    refused: tuple[Refused, ...] = ()


class Search(StrEnum):
    """What may be cut short in texts that are very long; the limits stand in `limits`."""

    CANDIDATES = "candidates"
    """Units were looked up by their rarer words only: their likeliest partner may have been missed."""
    EQUAL = "equal"
    """So many units say the same that the first answers the first, wherever they stand."""
    HEADINGS = "headings"
    """Only headings over clauses that answer each other were compared."""
    WORDS = "words"
    """Two clauses are so long that what stands between their common beginning and end is shown as one change."""
    REFERENCES = "references"
    """A unit has so many cross references that renumbered ones are shown as changes."""


class Cut(Struct, frozen=True):
    """A search that was cut short, with the units of both texts that it is about."""

    search: Search
    base: tuple[str, ...]
    other: tuple[str, ...]


class Restated(Struct, frozen=True):
    """What the restatements of a link say, where the link tells the authentic texts."""

    kind: Kind
    verdict: Verdict
    verdict_rule: str
    classes: tuple[ChangeClass, ...]
    edits: tuple[Edit, ...]
    """Joined they rebuild the restatements."""


class Link(Struct, frozen=True):
    """Units of the base and of the other text that answer each other (one connected component)."""

    base: tuple[str, ...]
    other: tuple[str, ...]
    """Unit ids in document order."""
    kind: Kind
    moved: bool
    renumbered: bool
    rule: str | None
    """`identical`, `topic`, `wording`, `containment`, `identity` or `pin`; None for added and removed."""
    score: float | None
    """0 to 1, rounded to 4 decimals; None for added and removed, and where a person decided."""
    doubtful: bool
    verdict: Verdict
    verdict_rule: str
    classes: tuple[ChangeClass, ...]
    edits: tuple[Edit, ...]
    decided: tuple[Decided, ...] = ()
    """The persons' decisions that made this link; then nothing but they made it."""
    authentic: str | None = None
    """Language of the authentic texts that kind, verdict, classes and edits tell; None where they tell the record's
    own texts. Which units answer each other is found from the record's own texts in either case."""
    restated: Restated | None = None
    """What they would be for the restatements, where the authentic texts are told."""


class TermSwap(Struct, frozen=True):
    """Two forms of one role, shown once for the whole comparison."""

    role: str
    base: str
    other: str
    clauses: int
    """Number of links in which the swap occurs."""


class Explained(StrEnum):
    """How the clauses that explain two terms answer each other."""

    ALIKE = "alike"
    """They answer each other, and no word of substance differs."""
    DIFFERENTLY = "differently"
    """They answer each other, and differ in substance."""
    PARTLY = "partly"
    """They answer each other, but for something on one side that nothing on the other answers."""
    ASSUMED = "assumed"
    """They answer each other, but one was inferred: whether they differ is not known."""
    APART = "apart"
    """They do not answer each other."""
    EARLIER = "earlier"
    """Only the earlier text's record names a definition."""
    LATER = "later"
    """Only the later text's record names one."""
    NOWHERE = "nowhere"
    """Neither record names one."""


class Meaning(Struct, frozen=True):
    """Terms that stand for each other in passages of two texts, and what the two texts say that they mean."""

    role: str
    base: tuple[str, ...]
    """Forms in the base text, as written."""
    other: tuple[str, ...]
    base_at: tuple[str, ...]
    """Ids of the base units that explain the term: the definition that the record's glossary names."""
    other_at: tuple[str, ...]
    explained: Explained
    via: tuple[int, ...]
    """Positions of the links in which those units answer each other, in Comparison.links."""
    links: tuple[int, ...]
    """Positions of the links in which the terms stand for each other."""


class PersonChange(Struct, frozen=True):
    """A role whose holder is a different kind of person in the other text."""

    role: str
    base: str
    """Form in the base text, such as `Special Representative`."""
    base_holder: str
    other: str
    other_holder: str
    links: tuple[int, ...]
    """Positions of the links it touches, in Comparison.links."""


class Comparison(Struct, frozen=True):
    """Everything that is the same, changed, added or gone between two agreements."""

    base: Agreement
    other: Agreement
    links: tuple[Link, ...]
    """In the base's document order; each added unit stands after what precedes it in the other text."""
    terms: tuple[TermSwap, ...]
    persons: tuple[PersonChange, ...]
    truncated: bool
    """Whether any search was cut short."""
    pins: Pins = Pins()
    """What persons decided on these two texts."""
    meanings: tuple[Meaning, ...] = ()
    """What both texts say that their terms mean, where these stand for each other."""
    cuts: tuple[Cut, ...] = ()
    """Which searches were cut short, at most one of each kind; with none, `truncated` is false."""

    def base_units(self, link: Link) -> tuple[Unit, ...]:
        """The base units of a link, in document order."""
        return _pick(self.base, link.base)

    def other_units(self, link: Link) -> tuple[Unit, ...]:
        """The other units of a link, in document order."""
        return _pick(self.other, link.other)


def _pick(agreement: Agreement, ids: tuple[str, ...]) -> tuple[Unit, ...]:
    wanted = set(ids)
    return tuple(unit for unit in agreement.units if unit.id in wanted)
