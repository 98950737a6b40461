"""What each agreement says on each variable for each category of person, side by side. Values only, no wording.

A :class:`Reading` is one agreement's answer; a :class:`Row` sets several agreements' readings of one question side by
side. An absent finding is *not coded*, never *silent*. Ranks come from the codebook, never from the record.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.codebook import Codebook, Dependency, Variable
from sofadiff.codebook.dependencies import applies
from sofadiff.coding import UNCOUNTED
from sofadiff.findings.confidence import Confidence, confidence_of
from sofadiff.model import (
    RESERVED_VALUES,
    Agreement,
    Evidence,
    Finding,
    Practice,
    Support,
    Unit,
)

CODED = "coded"
LEFT_OUT = "left-out"
STATES = (CODED, *RESERVED_VALUES, LEFT_OUT)
"""States of a reading: a value of the variable's own list, one of the reserved values, or left out by a filter."""

UNANSWERED = ("not-known", "not-coded", "na", LEFT_OUT)
"""States that say nothing about what a text provides."""


class Reading(Struct, frozen=True):
    """One agreement's answer to one question."""

    agreement: Agreement
    variable: Variable
    person: str | None
    proceeding: str | None
    state: str
    """One of :data:`STATES`."""
    value: str | None
    """The value's id where the state is `coded`, else None."""
    rank: int | None
    """Rank of the value, or of silence where the codebook ranks it."""
    finding: Finding | None
    by_inclusion: bool
    """Whether the category is covered only because a wider one is named."""
    reason: str | None
    """For `na`: why the question cannot arise."""
    derived: bool
    """Whether a dependency between variables gave the value (codebook 2.7) rather than a coder."""
    confidence: Confidence | None
    units: tuple[Unit, ...] = ()
    """The deciding clauses, each once, in the order of the evidence."""

    @property
    def support(self) -> Support | None:
        """Support of the finding, never better than that of its clauses."""
        return self.finding.support if self.finding else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The deciding words."""
        return self.finding.evidence if self.finding else ()

    @property
    def assumed(self) -> tuple[str, ...]:
        """Template clauses (`slug#wId`) from which deciding clauses were inferred."""
        return tuple(unit.assumed_from for unit in self.units if unit.assumed_from)

    def attribute(self, name: str) -> str | None:
        """An attribute of the finding."""
        return self.finding.attribute(name) if self.finding else None


class Row(Struct, frozen=True):
    """One question and the agreement's and each comparator's answer to it."""

    variable: Variable
    person: str | None
    proceeding: str | None
    here: Reading
    there: tuple[Reading, ...]
    """One per comparator, in the order given."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The agreement's reading, then the comparators'."""
        return (self.here, *self.there)

    @property
    def uncoded(self) -> bool:
        """Whether no text has a finding on this: a question that nobody has put to any of them."""
        return all(reading.state == "not-coded" for reading in self.readings)


class Group(Struct, frozen=True):
    """Categories of person for whom every agreement says the same on one variable, in the same clauses."""

    variable: Variable
    persons: tuple[str, ...]
    """Empty for a variable of the agreement as a whole."""
    proceeding: str | None
    row: Row
    """The first category's row, which stands for all."""
    by_inclusion: tuple[str, ...]
    """Categories that the reported agreement covers only because it names a wider one."""

    @property
    def uncoded(self) -> bool:
        """Whether no text has a finding on this."""
        return self.row.uncoded

    @property
    def unanswered(self) -> bool:
        """Whether no text answers this: every one is not known, not coded, left out or cannot raise the question."""
        return all(reading.state in UNANSWERED for reading in self.row.readings)


def finding_id(reading: Reading) -> str:
    """The permanent name of an answer: agreement, variable, category and proceeding."""
    parts = (reading.agreement.name, reading.variable.code, reading.person, reading.proceeding)
    return ":".join(part for part in parts if part)


def grouped(rows: Sequence[Row]) -> tuple[Group, ...]:
    """The rows with like categories put together, in the order of each group's first row."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = (row.variable.id, row.proceeding, *(_answer(reading) for reading in row.readings))
        found.setdefault(key, []).append(row)
    return tuple(
        Group(
            alike[0].variable,
            tuple(row.person for row in alike if row.person is not None),
            alike[0].proceeding,
            alike[0],
            tuple(row.person for row in alike if row.person is not None and row.here.by_inclusion),
        )
        for alike in found.values()
    )


def _answer(reading: Reading) -> tuple[object, ...]:
    finding = reading.finding
    rest = (finding.evidence, finding.support, finding.status, finding.attributes) if finding else ()
    return (reading.state, reading.value, reading.reason, reading.derived, rest)


def practices_of(agreement: Agreement, variable: Variable) -> tuple[Practice, ...]:
    """What is recorded about practice on a variable, in document order. Never part of a reading."""
    return tuple(item for item in agreement.practices if item.variable in (variable.id, variable.code))


def collect(
    agreements: Sequence[Agreement],
    codebook: Codebook,
    dimensions: Sequence[str],
    only: frozenset[Support] | None = None,
) -> tuple[Row, ...]:
    """Every question of the given dimensions in codebook order; the first agreement is the one reported on.

    With `only`, findings that rest on weaker or other support become `left-out`. A proved silence rests on no clause
    and stays.
    """
    variables = tuple(v for v in codebook.variables if v.dimension in dimensions)
    books = [Book(agreement, codebook, only) for agreement in agreements]
    rows = []
    for variable in variables:
        for person in variable.persons or (None,):
            for proceeding in _proceedings(books, variable, person):
                here, *there = (book.read(variable, person, proceeding) for book in books)
                rows.append(Row(variable, person, proceeding, here, tuple(there)))
    return tuple(rows)


class Book:
    """The findings of one agreement, by question, with the codebook's dependencies applied."""

    def __init__(self, agreement: Agreement, codebook: Codebook, only: frozenset[Support] | None) -> None:
        self.agreement = agreement
        self._codebook = codebook
        self._only = only
        self._found: dict[tuple[str, str | None, str | None], Finding] = {}
        for finding in agreement.findings:
            if finding.status not in UNCOUNTED:
                key = (finding.variable, finding.person, finding.attribute("proceeding"))
                self._found.setdefault(key, finding)

    def proceedings(self, variable: Variable, person: str | None) -> list[str]:
        """Kinds of proceeding for which the question is coded apart."""
        return [p for (v, who, p) in self._found if v == variable.id and who in (person, None) and p]

    def read(self, variable: Variable | str, person: str | None = None, proceeding: str | None = None) -> Reading:
        """The answer to one question, dependencies between variables (codebook 2.7) applied."""
        if isinstance(variable, str):
            variable = self._codebook.variable(variable)
        stored = self._stored(variable, person, proceeding)
        if stored.state == "na":
            return stored
        for dependency in self._codebook.dependencies:
            then = dependency.then
            if variable.id in then.variables and then.value and self._applies(dependency, person):
                return self._derived(stored, then.value, then.na_reason, self._cause(dependency, person))
        return stored

    def _stored(self, variable: Variable, person: str | None, proceeding: str | None) -> Reading:
        keys = [
            (variable.id, who, p) for who in dict.fromkeys((person, None)) for p in dict.fromkeys((proceeding, None))
        ]
        finding = next((self._found[key] for key in keys if key in self._found), None)
        blank = Reading(
            self.agreement, variable, person, proceeding, "not-coded", None, None, None, False, None, False, None
        )
        if finding is None or finding.value == "not-coded":
            return blank
        if not self._kept(finding):
            return replace(blank, state=LEFT_OUT, finding=finding, units=self._units(finding))
        state = finding.value if finding.value in RESERVED_VALUES else CODED
        known = state not in ("not-known", "na")
        return replace(
            blank,
            state=state,
            value=finding.value if state == CODED else None,
            rank=self._codebook.value_rank(variable, finding.value),
            finding=finding,
            by_inclusion=(person is not None and finding.person is None)
            or finding.attribute("by_inclusion") in ("true", "yes"),
            reason=finding.attribute("na_reason") if state == "na" else None,
            confidence=confidence_of(self.agreement, finding) if known else None,
            units=self._units(finding),
        )

    def _units(self, finding: Finding) -> tuple[Unit, ...]:
        found = (self.agreement.unit(item.ref) for item in finding.evidence)
        return tuple({unit.id: unit for unit in found if unit is not None}.values())

    def _applies(self, dependency: Dependency, person: str | None) -> bool:
        coded: dict[str, dict[str | None, str]] = {}
        for (variable, who, _), finding in self._found.items():
            if self._kept(finding):
                coded.setdefault(variable, {})[who] = finding.value
        return applies(self._codebook, dependency, coded, person)

    def _cause(self, dependency: Dependency, person: str | None) -> Finding:
        """The first finding that meets the rule's first condition."""
        wanted = dependency.conditions[0].variable
        return next(
            finding
            for (variable, who, _), finding in self._found.items()
            if variable == wanted and (dependency.scope == "agreement" or who == person) and self._kept(finding)
        )

    def _kept(self, finding: Finding) -> bool:
        return self._only is None or finding.support is None or finding.support in self._only

    def _derived(self, stored: Reading, value: str, na_reason: str | None, cause: Finding) -> Reading:
        coded = value not in RESERVED_VALUES
        return replace(
            stored,
            state=CODED if coded else value,
            value=value if coded else None,
            rank=self._codebook.value_rank(stored.variable, value),
            finding=cause,
            by_inclusion=False,
            reason=na_reason,
            derived=True,
            confidence=confidence_of(self.agreement, cause) if coded else None,
            units=self._units(cause),
        )


def _proceedings(books: Sequence[Book], variable: Variable, person: str | None) -> tuple[str | None, ...]:
    found = {proceeding for book in books for proceeding in book.proceedings(variable, person)}
    return tuple(sorted(found)) or (None,)
