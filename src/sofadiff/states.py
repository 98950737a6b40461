"""The closed lists of the domain: how well something is known, what role somebody plays, how far coding has come."""

from __future__ import annotations

from enum import StrEnum


class Support(StrEnum):
    """How well a clause's content is established, best first."""

    VERIFIED = "verified"
    REPORTED = "reported"
    UNVERIFIED = "unverified"

    @property
    def strength(self) -> int:
        """2 for verified, 1 for reported, 0 for unverified."""
        return {"verified": 2, "reported": 1, "unverified": 0}[self.value]


class NumberStatus(StrEnum):
    """How well a clause's number is established. Only a confirmed number may stand in a citation."""

    CONFIRMED = "confirmed"
    PREDICTED = "predicted"
    UNKNOWN = "unknown"


class Completeness(StrEnum):
    """How much of the instrument was available. Only `full` allows *silent*."""

    FULL = "full"
    ANNEXES_MISSING = "annexes-missing"
    PARTIAL = "partial"
    TEXT_NOT_SEEN = "text-not-seen"


class TextStatus(StrEnum):
    """What kind of text of the instrument the record rests on."""

    OFFICIAL_PUBLISHED = "official-published"
    OFFICIAL_COPY = "official-copy"
    UNOFFICIAL_TRANSLATION = "unofficial-translation"
    LEAKED = "leaked"
    PRESS_ONLY = "press-only"


class RecordKind(StrEnum):
    """An agreement in force between parties, or a standard that others point to."""

    AGREEMENT = "agreement"
    STANDARD = "standard"


class MissionType(StrEnum):
    """What sort of mission the agreement serves."""

    UN_PKO = "un-pko"
    UN_POLITICAL = "un-political"
    UN_AUTHORISED_MNF = "un-authorised-mnf"
    REGIONAL = "regional"
    BILATERAL = "bilateral"
    MULTILATERAL_STANDING = "multilateral-standing"
    MODEL = "model"


class Role(StrEnum):
    """Roles that a defined term can play. Closed list."""

    HEAD_OF_MISSION = "head-of-mission"
    DEPUTY = "deputy"
    MISSION = "mission"
    MEMBER = "member"
    CONTINGENT = "contingent"
    LOCAL_STAFF = "local-staff"
    CONTRACTOR = "contractor"
    HOST_STATE = "host-state"
    HOST_GOVERNMENT = "host-government"
    SENDING_STATE = "sending-state"
    ORGANISATION = "organisation"


class Holder(StrEnum):
    """What kind of person or body holds a role; two holders of different kinds are a change of person."""

    INTERNATIONAL_OFFICIAL = "international-official"
    FORCE_COMMANDER = "force-commander"
    SENDING_STATE_AUTHORITY = "sending-state-authority"
    HOST_AUTHORITY = "host-authority"
    STATE = "state"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    FORCE = "force"
    PERSONS = "persons"


class Basis(StrEnum):
    """Where a finding's value comes from."""

    INLINE = "inline"
    INCORPORATED = "incorporated"
    INTERIM_MODEL = "interim-model"
    INFERRED = "inferred"


class Status(StrEnum):
    """The ladder a finding climbs. The project never sets `reviewed` or `published`: those need a named person."""

    MACHINE_SUGGESTED = "machine-suggested"
    CODED = "coded"
    DOUBLE_CODED = "double-coded"
    ADJUDICATED = "adjudicated"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


RESERVED_VALUES = ("silent", "external", "unclear", "na", "not-known", "not-coded")
"""Values that any variable may take beside its own list. The last two are never gaps."""


class UnitPart(StrEnum):
    """Which block of its element a unit's text is."""

    CONTENT = "content"
    INTRO = "intro"
    WRAP_UP = "wrapUp"
    HEADING = "heading"
    RECITAL = "recital"
    PREAMBLE = "preamble"


class Decision(StrEnum):
    """What a person decided on two clauses: that they answer each other, or that they do not."""

    LINK = "link"
    FORBID = "forbid"
