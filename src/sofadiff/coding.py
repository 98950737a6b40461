"""What a coder says of an agreement, and which coding stands where two coders answered the same question.

That is computed; nobody edits a coding afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.states import Basis, Status, Support


class Evidence(Struct, frozen=True):
    """Words of a clause that decide a finding."""

    ref: str
    """id of the unit (`#` left off)."""
    start: int
    end: int
    text: str
    """unit.text[start:end] as the record stores it."""


class AuthenticWords(Struct, frozen=True):
    """At most nine words of the authentic text that decide a finding, in their language."""

    language: str
    text: str


class Finding(Struct, frozen=True):
    """The value of one variable for one category of person, with what it rests on."""

    id: str
    variable: str
    person: str | None
    """Person category, or None for agreement-level variables."""
    value: str
    basis: Basis
    support: Support | None
    """None for `silent`, `na`, `not-known`, which rest on no clause."""
    status: Status
    coder: str
    coder_kind: str
    """`human` or `machine`."""
    codebook: str
    evidence: tuple[Evidence, ...]
    authentic: tuple[AuthenticWords, ...]
    attributes: tuple[tuple[str, str], ...]
    candidates: tuple[str, ...]
    rationale: str
    log: str | None
    """id of the search log that proves a `silent`."""
    line: int

    def attribute(self, name: str) -> str | None:
        """The named attribute's value, or None."""
        return next((value for key, value in self.attributes if key == name), None)


class Adjudication(Struct, frozen=True):
    """Which of two differing codings stands, and why. The codings themselves stay as they were."""

    variable: str
    person: str | None
    value: str
    cause: str
    """`text-ambiguous`, `codebook-unclear`, `coder-error` or `translation`."""
    coder: str
    coder_kind: str
    reason: str
    line: int


class CueHit(Struct, frozen=True):
    """One place where a search cue occurs in the authentic text, and why it does not regulate the point."""

    cue: str
    place: str
    """Number of the authentic clause."""
    dismissed: str


class SearchLog(Struct, frozen=True):
    """Proof that a text says nothing on a variable."""

    id: str
    variables: tuple[str, ...]
    text_digest: str
    """SHA-256 of the normalised words of the whole authentic text that was searched."""
    language: str
    codebook: str
    checked: str
    """That definitions, incorporated conventions and annexes were checked, in words."""
    hits: tuple[CueHit, ...]
    line: int


FIRST = "coder-a"
"""The coder whose evidence is shown where both agree."""
GONE = (Status.SUPERSEDED, Status.WITHDRAWN)
"""Statuses of codings that no longer count."""
UNCOUNTED = (*GONE, Status.MACHINE_SUGGESTED)
"""Statuses that no report and no figure counts: what no longer counts, and what software suggests."""
_Question = tuple[str, str | None, str | None, bool]
"""Variable, person category, kind of proceeding, and whether the value comes from an incorporated instrument."""


def decided(codings: Sequence[Finding], adjudications: Sequence[Adjudication] = ()) -> tuple[Finding, ...]:
    """One finding for each question, in the order of the codings.

    One coding alone stands as it is. Two that agree are double-coded. Two that differ are disputed until an
    adjudication says which stands; then that coding stands as adjudicated. A ruling for a value that neither coder gave
    (a later reader refuted both from the text) makes the question disputed. Both codings stay in the record. What is
    only `machine-suggested` answers no question.
    """
    rulings = {(item.variable, item.person): item.value for item in adjudications}
    grouped: dict[_Question, list[Finding]] = {}
    made = [coding for coding in codings if coding.status is not Status.MACHINE_SUGGESTED]
    for coding in (c for c in made if c.status not in UNCOUNTED):
        grouped.setdefault(_key(coding, made), []).append(coding)
    return tuple(_stands(group, rulings.get((group[0].variable, group[0].person))) for group in grouped.values())


def _key(coding: Finding, codings: Sequence[Finding]) -> _Question:
    """The question; proceeding and incorporation count only where one coder answered twice by telling them apart."""
    variable, person = coding.variable, coding.person
    mine = [c for c in codings if (c.variable, c.person, c.coder) == (variable, person, coding.coder)]
    if len(mine) == 1:
        return variable, person, None, False
    return variable, person, coding.attribute("proceeding"), coding.basis is Basis.INCORPORATED


def _stands(group: Sequence[Finding], ruling: str | None) -> Finding:
    first = next((coding for coding in group if coding.coder == FIRST), group[0])
    if len({coding.coder for coding in group}) == 1 or first.status is not Status.CODED:
        return first
    values = {coding.value for coding in group}
    if ruling is not None and ruling not in values:
        return replace(first, status=Status.DISPUTED)
    if len(values) == 1:
        return replace(first, status=Status.DOUBLE_CODED)
    chosen = next((coding for coding in group if coding.value == ruling), None)
    return replace(chosen, status=Status.ADJUDICATED) if chosen else replace(first, status=Status.DISPUTED)
