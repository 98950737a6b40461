"""The domain in one place: what an agreement is made of. Frozen values; every other module speaks them.

Terms are those of Akoma Ntoso and of treaty law. The stored forms are described in ``docs/record-format.md``.
"""

from __future__ import annotations

from msgspec import Struct

from sofadiff.authentic import AuthenticClause as AuthenticClause
from sofadiff.authentic import AuthenticText as AuthenticText
from sofadiff.authentic import Confirmation as Confirmation
from sofadiff.authentic import Unused as Unused
from sofadiff.coding import Adjudication as Adjudication
from sofadiff.coding import AuthenticWords as AuthenticWords
from sofadiff.coding import CueHit as CueHit
from sofadiff.coding import Evidence as Evidence
from sofadiff.coding import Finding as Finding
from sofadiff.coding import SearchLog as SearchLog
from sofadiff.states import RESERVED_VALUES as RESERVED_VALUES
from sofadiff.states import Basis as Basis
from sofadiff.states import Completeness as Completeness
from sofadiff.states import Decision as Decision
from sofadiff.states import Holder as Holder
from sofadiff.states import MissionType as MissionType
from sofadiff.states import NumberStatus as NumberStatus
from sofadiff.states import RecordKind as RecordKind
from sofadiff.states import Role as Role
from sofadiff.states import Status as Status
from sofadiff.states import Support as Support
from sofadiff.states import TextStatus as TextStatus
from sofadiff.states import UnitPart as UnitPart


class Reference(Struct, frozen=True):
    """A cross reference inside a clause."""

    href: str
    """`#eId` inside the same record, or the work URI of another instrument, with `#eId` where it is precise."""
    text: str
    """The words that refer."""


class Unit(Struct, frozen=True):
    """One piece of text that is compared: a content, intro, wrapUp, recital, preamble block or heading."""

    id: str
    """Unique in the record: the element's eId, plus `__intro`, `__wrapup` or `__heading` where it is that block."""
    eid: str
    """eId of the element that the unit's block belongs to."""
    wid: str | None
    """Permanent id of that element; never changed, never reused."""
    element: str
    """Local AKN name of that element, such as `paragraph`."""
    part: UnitPart
    num: str | None
    """The printed label of the element, as printed (`47.`, `(a)`); a label, never part of the text."""
    number: NumberStatus | None
    heading: str | None
    """The nearest heading over the unit (its own element's, else an ancestor's)."""
    path: tuple[tuple[str, str | None], ...]
    """(element name, printed label) of every hierarchical ancestor and of the element itself, outermost first."""
    topics: tuple[str, ...]
    """Codebook topic ids, primary first."""
    support: Support | None
    """None in documents without our profile."""
    sources: tuple[str, ...]
    """Ids of the record's sources."""
    assumed_from: str | None
    """`slug#wId` of the template clause from which this one was inferred, or None."""
    text_digest: str | None
    """SHA-256 of the authentic clause's normalised words, for verified clauses."""
    text: str
    refs: tuple[Reference, ...]
    line: int
    anchor: str | None = None
    """Where the clause stands in the file that it was imported from: `p. 3, line 12`, `para. 47`."""
    suggested: tuple[str, ...] = ()
    """Topics that software suggests and nobody decided on (`machine-suggested`): never counted, never compared."""


class Frame(Struct, frozen=True):
    """An element of the hierarchy without text of its own: an article that is all paragraphs."""

    eid: str
    wid: str | None
    number: NumberStatus | None


class Source(Struct, frozen=True):
    """Where something is known from."""

    id: str
    title: str
    kind: str
    """`treaty-series`, `official-copy`, `official-document`, `database`, `press`, `advocacy`, `commentary`, `archive`,
    `case` or `general-knowledge`."""
    url: str | None
    locator: str | None
    """Place inside the source: volume, page, file name, article."""
    sha256: str | None
    """Digest of the file that was read, where it was one."""
    note: str | None
    line: int


class Term(Struct, frozen=True):
    """A defined term and the role it plays; comparison sees through it."""

    role: Role
    form: str
    """The exact form used in the clauses."""
    holder: Holder | None
    """What kind of person holds the role; None where the role has only one possible kind."""
    ref: str | None
    """eId of the defining clause."""
    line: int


class NotKnown(Struct, frozen=True):
    """A topic on which the text, or this part of it, was not available."""

    topic: str
    searched: str
    sources: tuple[str, ...]
    line: int


class Practice(Struct, frozen=True):
    """What happened afterwards. Never mixed with text."""

    id: str
    variable: str
    value: str
    """Short code such as `never` or `created-outside-agreement`."""
    date: str
    """ISO date, or year-month, or year, as precise as the source."""
    text: str
    sources: tuple[str, ...]
    line: int


class Party(Struct, frozen=True):
    """A party to the agreement."""

    id: str
    name: str
    role: str
    sources: tuple[str, ...]


class Fact(Struct, frozen=True):
    """One identification fact: signatory, place, series, language, mandate, predecessor, contributor, related text."""

    kind: str
    """`signatory`, `place`, `series`, `language`, `mandate`, `predecessor`, `contributor`, `related`, `title`."""
    value: str
    attributes: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    line: int

    def attribute(self, name: str) -> str | None:
        """The named attribute's value, or None."""
        return next((value for key, value in self.attributes if key == name), None)


class Event(Struct, frozen=True):
    """A dated step in the instrument's life."""

    date: str
    name: str
    """`signature`, `entry-into-force`, `provisional-application`, `end`, `adoption`."""
    sources: tuple[str, ...]
    line: int


class Pin(Struct, frozen=True):
    """A person's decision on two clauses of two agreements, from the file of pins beside a record."""

    decision: Decision
    agreement: str
    """Name of the agreement beside which the file stands (see :attr:`Agreement.identity`)."""
    clause: str
    """Its clause: a wId or eId, with `__intro`, `__wrapup` or `__heading` where only that block is meant."""
    digest: str
    """SHA-256 of that clause's words when the person decided."""
    against: str
    """Name of the other agreement."""
    other_clause: str
    other_digest: str
    by: str
    """The person's name."""
    date: str
    """ISO date of the decision, as the person gave it."""
    why: str
    file: str
    """File as the user named it; its bare name beside a record of the shipped corpus."""
    line: int


class Agreement(Struct, frozen=True):
    """One record, or any Akoma Ntoso document read by path (then everything of our profile is empty)."""

    slug: str | None
    path: str | None
    """As the user named it; None for a record of the shipped corpus."""
    sha256: str
    """Of the file's bytes."""
    title: str
    short: str
    """Short name for tables and running text, such as `MINUSTAH 2004`; where the record has none, slug or file name."""
    language: str
    """ISO 639-3 code of the expression."""
    kind: RecordKind
    work_uri: str
    work_date: str | None
    """Best known full date; None where only the placeholder stands."""
    work_date_name: str
    mission_type: MissionType | None
    completeness: Completeness | None
    text_status: TextStatus | None
    parties: tuple[Party, ...]
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    units: tuple[Unit, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    findings: tuple[Finding, ...]
    """One for each question: what stands after double coding and adjudication."""
    codings: tuple[Finding, ...]
    """Every coding as its coder left it."""
    adjudications: tuple[Adjudication, ...]
    logs: tuple[SearchLog, ...]
    not_known: tuple[NotKnown, ...]
    practices: tuple[Practice, ...]
    pins: tuple[Pin, ...] = ()
    """What persons decided on the answers to its clauses; every comparison applies it."""
    authentic: tuple[AuthenticText, ...] = ()
    """What the user attached to the record, one text for each language; empty unless a library was read."""
    unused: tuple[Unused, ...] = ()
    """What stands in that library for this record and could not be used."""
    frames: tuple[Frame, ...] = ()
    """In document order; of a document without our profile, none."""

    @property
    def name(self) -> str:
        """Slug, else path, for messages and file names."""
        return self.slug or self.path or self.work_uri

    @property
    def identity(self) -> str:
        """What pins call it, wherever its file stands: slug, else work URI, else the file's own name."""
        return self.slug or self.work_uri or (self.path or "").replace("\\", "/").rpartition("/")[2]

    @property
    def has_profile(self) -> bool:
        """Whether this is one of our records rather than another producer's document."""
        return self.completeness is not None

    def unit(self, unit_id: str) -> Unit | None:
        """The unit with that id, or the first unit of the element with that eId."""
        return next((u for u in self.units if u.id == unit_id), None) or next(
            (u for u in self.units if u.eid == unit_id), None
        )

    def source(self, source_id: str) -> Source | None:
        """The source with that id."""
        return next((s for s in self.sources if s.id == source_id), None)

    def facts_of(self, kind: str) -> tuple[Fact, ...]:
        """All identification facts of one kind, in document order."""
        return tuple(fact for fact in self.facts if fact.kind == kind)
