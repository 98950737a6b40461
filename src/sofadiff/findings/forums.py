"""Which forum is left to whom: person category x criminal or civil x on or off duty, from the coded values alone.

A cell either lists the forums that the deciding readings leave open, or says which reading cannot decide it (not coded,
not known, unclear, ...). Only a cell whose readings are all decided can be empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sofadiff.findings.instruments import instruments
from sofadiff.findings.readings import CODED, Book, Reading, practices_of
from sofadiff.model import Completeness

PERSONS = (
    "head",
    "official",
    "expert",
    "contingent",
    "fpu",
    "civ-component",
    "local",
    "contractor-int",
    "contractor-loc",
)
"""Categories of natural persons for which both proceedings are coded."""

HOST = "host-courts"
GATED = "host-courts-by-agreement"
SHARED = "host-courts-shared"
SENDING = "sending-state"
HOME = "home-courts"
"""Courts of the person's own State: an inference from diplomatic immunity, which does not reach the jurisdiction of the
sending State (Vienna Convention 1961, article 31(4)). An organisation's official has no sending State."""

_UNIFORMED = ("contingent", "fpu")
"""Those whom a duty of the sending State to prosecute (AC-11) covers: it speaks of members of contingents."""
_CIVILIANS = ("official", "expert", "civ-component")
_DIPLOMATIC = re.compile(r"\bsections? 19\b")
"""Section 19 of the 1946 Convention: the immunities of diplomatic envoys."""


class Cell(Struct, frozen=True):
    """The forums left to one category of person in one proceeding, on or off duty."""

    person: str
    proceeding: str
    """`criminal` or `civil`."""
    duty: str
    """`on` or `off`."""
    forums: tuple[str, ...]
    """Ids of forums; `claims.<value of AC-01>` for the claims route."""
    state: str | None
    """State of the reading that leaves the cell undecided, or None where it is decided."""
    paper_only: bool
    """Whether the only forums left are recorded as never set up in practice."""
    deciding: tuple[Reading, ...]
    """The readings from which this follows, in the order they were consulted."""
    as_of: str | None = None
    """Date of the record that the only forum left was not set up; nothing is said about the time after it."""

    @property
    def forumless(self) -> bool:
        """Whether no forum was found, or only one recorded as never set up."""
        return self.state is None and (not self.forums or self.paper_only)


def forum_cells(book: Book) -> tuple[Cell, ...]:
    """The whole matrix of one agreement, in the order of :data:`PERSONS`."""
    return tuple(
        _criminal(book, person, duty) if proceeding == "criminal" else _civil(book, person, duty)
        for person in PERSONS
        for proceeding in ("criminal", "civil")
        for duty in ("on", "off")
    )


def _criminal(book: Book, person: str, duty: str) -> Cell:
    main = _criminal_reading(book, person)
    if main.value == "same":
        members = book.read("IM-02", "official")
        return _decided_by(book, person, duty, members, (main, members))
    return _decided_by(book, person, duty, main, (main,))


def _criminal_reading(book: Book, person: str) -> Reading:
    if person in _UNIFORMED:
        return book.read("IM-01", person)
    if person == "local":
        return book.read("IM-09", person)
    if person.startswith("contractor"):
        return book.read("IM-10", person)
    return book.read("IM-02", person)


def _decided_by(book: Book, person: str, duty: str, main: Reading, seen: tuple[Reading, ...]) -> Cell:
    value = _value(main)
    if value is None:
        return _open(person, "criminal", duty, main.state, seen)
    if value == "facilities":
        return _closed(person, "criminal", duty, (HOST,), seen)
    if value == "concurrent":
        return _closed(person, "criminal", duty, (SHARED, SENDING), seen)
    if value == "sending-exclusive":
        return _sending(book, person, duty, seen)
    if value == "absolute":
        if _diplomatic(main) and (duty == "off" or _sent(book)):
            return _closed(person, "criminal", duty, (HOME,), seen)
        return _empty(book, person, "criminal", duty, seen)
    if duty == "off":
        reach = _exclusive(book) if person == "local" else None
        if reach is not None:
            return _open(person, "criminal", duty, "not-known", (*seen, reach))
        return _closed(person, "criminal", duty, (GATED if value == "consent-gated" else HOST,), seen)
    if value in ("official-acts", "official-plus"):
        return _barred(book, person, duty, seen)
    functional = book.read("IM-03", person)
    if functional.rank is None:
        return _open(person, "criminal", duty, functional.state, (*seen, functional))
    if functional.rank > 0:
        return _barred(book, person, duty, (*seen, functional))
    return _closed(person, "criminal", duty, (GATED if value == "consent-gated" else HOST,), (*seen, functional))


def _sending(book: Book, person: str, duty: str, seen: tuple[Reading, ...]) -> Cell:
    """The sending State's courts are named as the forum; whether it must act is AC-11 and is shown with the cell."""
    return _closed(person, "criminal", duty, (SENDING,), (*seen, book.read("AC-11")))


def _exclusive(book: Book) -> Reading | None:
    """A reported clause that keeps every criminal case of civilians from the host: it may reach local staff too.

    Only a text read in full settles whether it does.
    """
    if book.agreement.completeness is Completeness.FULL:
        return None
    readings = (book.read("IM-02", person) for person in _CIVILIANS)
    return next((item for item in readings if item.value in ("sending-exclusive", "absolute")), None)


def _diplomatic(reading: Reading) -> bool:
    """Whether the immunity is that of diplomats, by the instrument that the finding names."""
    reference = reading.attribute("external_ref") or ""
    return "vcdr-1961" in instruments(reference) or bool(_DIPLOMATIC.search(reference))


def _sent(book: Book) -> bool:
    """Whether a State that sends the persons is party: only then do its courts keep jurisdiction over official acts."""
    return any(party.role == "sending-state" for party in book.agreement.parties)


def _barred(book: Book, person: str, duty: str, seen: tuple[Reading, ...]) -> Cell:
    """Host courts are barred and no forum is named: only AC-11 can say that the sending State may act.

    That duty speaks of members of contingents; officials, experts and local staff have no sending State in it.
    """
    if person not in _UNIFORMED:
        return _empty(book, person, "criminal", duty, seen)
    home = book.read("AC-11")
    if home.state == "silent":
        return _empty(book, person, "criminal", duty, (*seen, home))
    if home.state != CODED:
        return _open(person, "criminal", duty, home.state, (*seen, home))
    return _closed(person, "criminal", duty, (SENDING,), (*seen, home))


def _empty(book: Book, person: str, proceeding: str, duty: str, seen: tuple[Reading, ...]) -> Cell:
    """No forum in what is known. An unseen part could name one: only a text read in full can be said to leave none."""
    if book.agreement.completeness is Completeness.FULL:
        return _closed(person, proceeding, duty, (), seen)
    return _open(person, proceeding, duty, "not-known", seen)


def _civil(book: Book, person: str, duty: str) -> Cell:
    main = book.read("IM-11", person)
    value = _value(main)
    if value is None:
        return _open(person, "civil", duty, main.state, (main,))
    if value in ("ordinary", "no-plea") or (value == "certificate-bar" and duty == "off"):
        return _closed(person, "civil", duty, (HOST,), (main,))
    claims = book.read("AC-01")
    if claims.state not in (CODED, "silent"):
        return _open(person, "civil", duty, claims.state, (main, claims))
    if claims.state == "silent" or claims.value == "none":
        return _empty(book, person, "civil", duty, (main, claims))
    never = [item.date for item in practices_of(claims.agreement, claims.variable) if item.value == "never"]
    as_of = max(never, default=None)
    return Cell(person, "civil", duty, (f"claims.{claims.value}",), None, bool(never), (main, claims), as_of)


def _value(reading: Reading) -> str | None:
    """The value that decides: a coded one, or the lowest where a proved silence ranks as that; None if undecided."""
    if reading.state == CODED:
        return reading.value
    if reading.state == "silent" and reading.rank == 0:
        return next(item.id for item in reading.variable.values if item.rank == 0)
    return None


def _open(person: str, proceeding: str, duty: str, state: str, seen: Sequence[Reading]) -> Cell:
    return Cell(person, proceeding, duty, (), state, False, tuple(seen))


def _closed(person: str, proceeding: str, duty: str, forums: tuple[str, ...], seen: Sequence[Reading]) -> Cell:
    return Cell(person, proceeding, duty, forums, None, False, tuple(seen))
