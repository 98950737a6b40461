"""Safeguards present in a comparator and missing here (codebook 7): eight flags, each with its severity and its rule.

Not assessed and contested are never gaps. For immunity the table is read with its sign reversed. Two checks (7.3) need
no human: a redirect that leads nowhere, and a category of person with no forum left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.codebook import Codebook
from sofadiff.findings.directions import Change, absent, change, followed
from sofadiff.findings.forums import Cell
from sofadiff.findings.readings import CODED, Reading, Row, practices_of
from sofadiff.findings.redirect import broken_references, redirect
from sofadiff.findings.roles import role_of
from sofadiff.model import Agreement, Unit

FORUMLESS = "forumless"
"""Flag of the second check; the codebook gives it no number."""
FORUM_VARIABLES = frozenset({"IM-01", "IM-02", "IM-03", "IM-09", "IM-10", "IM-11", "AC-01", "AC-11"})
"""Variables whose answers leave a forum or close it."""

_LIMITS = {"IM-05": 2, "IM-07": 3}
"""Immunity variables that limit: the rank from which the limit is gone (review of certificates, arrest in the act)."""

_COVERAGE = frozenset({"IM-01", "IM-02", "IM-03", "IM-09", "IM-10", "IM-11"})
"""Immunity variables whose rank 0 means that the category has no immunity at all."""

_EXPRESSLY_GONE = frozenset({"", "no", "none", "silent"})
"""Attribute values that say a detail is not there. A detail that nobody recorded proves nothing."""

Clause = tuple[Agreement, Unit]


class Gap(Struct, frozen=True):
    """One flag raised on one question."""

    flag: str
    """`G1` to `G8`, or `forumless`."""
    severity: str
    rule: str
    """The codebook's rules that fired: for the flag, then for the severity."""
    code: str
    """Code of the variable."""
    person: str | None
    against: str | None
    """Name of the comparator, or None where the agreement alone raises it."""
    chain: tuple[Clause, ...]
    """The clauses that it follows from, the agreement's first."""
    detail: str | None = None
    """For G3 the attribute that is gone; for a forumless person the proceeding and whether on or off duty."""
    followed: bool = False
    """Whether the comparator is an earlier text that the agreement followed: only from such can anything be dropped."""
    as_of: str | None = None
    """For a forum on paper only: the date of what is recorded about it."""


def gaps(rows: Sequence[Row], cells: Sequence[Cell], codebook: Codebook) -> tuple[Gap, ...]:
    """Every gap, in codebook order, each comparator in its order, the two checks where their variable stands."""
    found: list[Gap] = []
    for row in rows:
        for there in row.there:
            found.extend(_against(row, there, rows, codebook))
        found.extend(_alone(row, codebook))
    return (*found, *_forumless(cells, codebook))


def _against(row: Row, there: Reading, rows: Sequence[Row], codebook: Codebook) -> list[Gap]:
    here = row.here
    result = change(here, there)
    flag, detail = _flag(here, there, result, rows, codebook)
    if flag is None:
        return []
    severity, rule = severity_of(flag, here, codebook)
    return [_gap(flag, severity, rule, here, there, detail)]


def _flag(
    here: Reading, there: Reading, result: Change, rows: Sequence[Row], codebook: Codebook
) -> tuple[str | None, str | None]:
    if result.direction in ("not-assessed", "contested", "not-comparable"):
        return None, None
    if result.direction == "displaced":
        return "G4", None
    if role_of(here.agreement, there.agreement) == "standard":
        unmet = here.variable.dimension == "accountability" and absent(here) and (there.rank or 0) > 0
        return ("G6" if unmet else None), None
    if here.variable.dimension == "immunity":
        return _immunity_flag(here, there, result), None
    if result.direction == "dropped":
        return ("G8" if here.person and _still_covers_others(here, rows) else "G1"), None
    if result.direction == "weaker-accountability":
        return "G2", None
    working = next(flag.attributes for flag in codebook.gap_flags if flag.id == "G3")
    return _hollowed(here, there, working)


def _immunity_flag(here: Reading, there: Reading, result: Change) -> str | None:
    """The sign reversed: a rise in rank is the loss; what is lost is a limit on immunity."""
    if here.variable.scale == "nominal":
        return "G1" if there.state == CODED and there.value != "none" and _no_waiver(here) else None
    if result.direction != "more-immunity" or here.rank is None or there.rank is None:
        return None
    code = here.variable.code
    if code in _LIMITS and there.rank < _LIMITS[code] <= here.rank:
        return "G1"
    if code in _COVERAGE and there.rank == 0:
        return "G8"
    return "G2"


def _no_waiver(here: Reading) -> bool:
    return here.state == "silent" or here.value == "none"


def _still_covers_others(here: Reading, rows: Sequence[Row]) -> bool:
    return any(
        row.variable.id == here.variable.id and row.person != here.person and (row.here.rank or 0) > 0 for row in rows
    )


def _hollowed(here: Reading, there: Reading, working: Sequence[str]) -> tuple[str | None, str | None]:
    """Same rank, but a detail that makes the safeguard work is expressly not there any more."""
    if here.rank is None or here.rank != there.rank or not (here.finding and there.finding):
        return None, None
    for name, value in there.finding.attributes:
        mine = here.finding.attribute(name)
        if name in working and value not in _EXPRESSLY_GONE and mine is not None and mine in _EXPRESSLY_GONE:
            return "G3", name
    return None, None


def _alone(row: Row, codebook: Codebook) -> list[Gap]:
    """Flags that need no comparator: a safeguard never put into practice, and references to nothing."""
    here = row.here
    found: list[Gap] = []
    if here.state != CODED:
        return found
    never = [item.date for item in practices_of(here.agreement, here.variable) if item.value == "never"]
    if here.variable.dimension == "accountability" and (here.rank or 0) > 0 and never:
        gap = _gap("G7", *severity_of("G7", here, codebook), here, None, None)
        found.append(replace(gap, as_of=max(never)))
    leads = redirect(here) if here.variable.code == "IM-11" else None
    if (leads and leads.state == "dangling") or broken_references(here):
        found.append(_gap("G5", *severity_of("G5", here, codebook), here, None, None, leads.target if leads else None))
    return found


def _forumless(cells: Sequence[Cell], codebook: Codebook) -> list[Gap]:
    found = []
    for cell in cells:
        if cell.forumless:
            first = cell.deciding[0]
            chain = clauses_of(cell.deciding)
            detail = f"{cell.proceeding}.{cell.duty}" + (".paper-only" if cell.paper_only else "")
            rule = "7.3 forumless person; 7.2 high"
            code = first.variable.code
            found.append(Gap(FORUMLESS, "high", rule, code, cell.person, None, chain, detail, as_of=cell.as_of))
    return found


def clauses_of(readings: Iterable[Reading]) -> tuple[Clause, ...]:
    """The deciding clauses of several readings, each once."""
    found: dict[tuple[str, str], Clause] = {}
    for reading in readings:
        for unit in reading.units:
            found.setdefault((reading.agreement.name, unit.id), (reading.agreement, unit))
    return tuple(found.values())


def severity_of(flag: str, here: Reading, codebook: Codebook) -> tuple[str, str]:
    """Severity of a flag on a reading, and the rules it comes from."""
    topics = {topic for unit in here.units for topic in unit.topics}
    for override in codebook.severity_overrides:
        if override.flag == flag and (override.topic in topics or override.topic in here.variable.look_in):
            return override.severity, f"7.1 {flag}; 7.2 {override.severity} ({flag} on {override.topic})"
    severity = codebook.severity(here.variable).id
    if flag == "G4" and here.attribute("external_public") == "yes":
        return "low", "7.1 G4; low because the other instrument is public"
    return severity, f"7.1 {flag}; 7.2 {severity} ({here.variable.code})"


def _gap(
    flag: str,
    severity: str,
    rule: str,
    here: Reading,
    there: Reading | None,
    detail: str | None,
    target: Unit | None = None,
) -> Gap:
    chain = clauses_of((here,))
    if target is not None:
        chain = (*chain, (here.agreement, target))
    if there is not None:
        chain = (*chain, *clauses_of((there,)))
    against = there.agreement.name if there is not None else None
    after = there is not None and followed(here, there)
    return Gap(flag, severity, rule, here.variable.code, here.person, against, chain, detail, after)
