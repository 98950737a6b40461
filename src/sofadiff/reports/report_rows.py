"""A findings report as tidy rows: one per finding and comparator, every state in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.codebook import Codebook
from sofadiff.findings.directions import change
from sofadiff.findings.gaps import Gap
from sofadiff.findings.readings import Reading, Row, finding_id
from sofadiff.findings.roles import role_of
from sofadiff.model import Agreement
from sofadiff.reports import authentic
from sofadiff.reports.report_data import flags_of

COLUMNS = (
    *("report", "agreement", "finding_id", "code", "variable", "person", "proceeding"),
    *("state", "value", "rank", "rank_highest", "basis", "support", "clauses", "by_inclusion", "derived"),
    *("confidence", "confidence_parts", "status", "coder", "coder_kind"),
    *("against", "role", "against_state", "against_value", "against_rank", "against_support", "against_clauses"),
    *("against_confidence", "against_status", "against_coder_kind", "direction", "reason", "gap_flags"),
    *("text_status", "completeness", "codebook_version"),
)
"""Columns of the CSV."""
ATTACHED = ("authentic", "confirmed", "against_authentic", "against_confirmed")
"""Further columns where a text has attached words: those of the deciding clauses, and who confirmed these."""


def columns(agreements: Sequence[Agreement]) -> tuple[str, ...]:
    """The columns of the CSV on these agreements."""
    return COLUMNS + (ATTACHED if any(each.authentic for each in agreements) else ())


def csv_rows(name: str, codebook: Codebook, rows: Sequence[Row], gaps: Sequence[Gap]) -> tuple[tuple[str, ...], ...]:
    """One row per finding and comparator; a finding without comparators has one row with those columns empty."""
    out = []
    for row in rows:
        if name == "matrix":
            out += [_csv(name, codebook, reading, None, row, ()) for reading in row.readings]
            continue
        for there in row.there or (None,):
            out.append(_csv(name, codebook, row.here, there, row, gaps))
    return tuple(out)


def _csv(
    name: str, codebook: Codebook, here: Reading, there: Reading | None, row: Row, gaps: Sequence[Gap]
) -> tuple[str, ...]:
    found = change(here, there) if there else None
    flags = flags_of(gaps, row, there.agreement.name if there else None)
    values: list[object] = [
        *(name, here.agreement.name, finding_id(here), here.variable.code, here.variable.id, here.person),
        *(here.proceeding, here.state, here.value, here.rank, here.variable.highest),
        *(here.finding.basis.value if here.finding else None, here.support and here.support.value, _places(here)),
        *(_yes(here.by_inclusion), _yes(here.derived)),
        *(here.confidence and here.confidence.overall, here.confidence and str(here.confidence)),
        *_coding(here),
        *(there and there.agreement.name, there and role_of(here.agreement, there.agreement)),
        *(there and there.state, there and there.value, there.rank if there else None),
        *(there and there.support and there.support.value, _places(there) if there else None),
        *(there and there.confidence and there.confidence.overall, *_coding(there)[::2]),
        *(found and found.direction, found and found.reason, " ".join(flags)),
        *(here.agreement.text_status and here.agreement.text_status.value,),
        *(here.agreement.completeness and here.agreement.completeness.value, codebook.version),
    ]
    if any(reading.agreement.authentic for reading in row.readings):
        values += [*_attached(here), *(_attached(there) if there else (None, None))]
    return tuple("" if value is None else str(value) for value in values)


def _attached(reading: Reading) -> tuple[str, str]:
    units = [unit.id for unit in reading.units]
    return authentic.codes(reading.agreement, units), authentic.confirmed_codes(reading.agreement, units)


def _coding(reading: Reading | None) -> tuple[str | None, str | None, str | None]:
    finding = reading.finding if reading else None
    return (finding.status.value, finding.coder, finding.coder_kind) if finding else (None, None, None)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _places(reading: Reading) -> str:
    return " ".join(unit.id for unit in reading.units)
