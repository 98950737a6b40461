"""A synopsis as a table for other programs: one row for each passage and witness."""

from __future__ import annotations

from sofadiff.comparison.between import decided as between_witnesses
from sofadiff.comparison.witnesses import Row
from sofadiff.reports import cut_short, pinned
from sofadiff.reports.beside import Beside
from sofadiff.reports.passages import weakest

COLUMNS = (
    "passage",
    "heading",
    "topic",
    "siglum",
    "agreement",
    "language",
    "completeness",
    "read_against",
    "state",
    "classes",
    "moved",
    "doubtful",
    "clauses",
    "labels",
    "support",
    "assumed_from",
    "reads_alike",
    "text_told_with",
    "similar_passages",
    "text",
    "decided",
    "decisions_not_applied",
    "truncated",
)
"""Columns of the CSV: ids, codes and sigla, not labels, except where the column says so."""


def rows(beside: Beside) -> tuple[tuple[str, ...], ...]:
    """Every passage, and in it every witness, also one that does not have it."""
    own = " ".join(cut.search for cut in beside.synopsis.cuts)
    refused = [pinned.not_applied([comparison]) for comparison in beside.synopsis.comparisons]
    between = pinned.not_applied(between_witnesses(beside.synopsis))
    lost = ("\n".join(filter(None, (*refused, between))), *refused)
    cuts = [cut_short.codes(comparison) for comparison in beside.synopsis.comparisons]
    cut = (" ".join(dict.fromkeys(" ".join(filter(None, (*cuts, own))).split())), *cuts)
    return tuple(
        (*_row(beside, row, number, witness), _decided(beside, row, witness), lost[witness], cut[witness])
        for number, row in enumerate(beside.synopsis.rows, start=1)
        for witness in range(len(row.cells))
    )


def _row(beside: Beside, row: Row, number: int, witness: int) -> tuple[str, ...]:
    cell, text, units = row.cells[witness], beside.text(witness), beside.units(row, witness)
    alike = next((group for group in row.groups if witness in group), ())
    told = next((f.lead for f in row.families if witness == f.lead or witness in f.members), None)
    topics = [topic for w in (row.first, *row.present()) for unit in beside.units(row, w) for topic in unit.topics[:1]]
    return (
        str(number),
        _flag(row.heading),
        topics[0] if topics else "",
        beside.siglum(witness),
        text.name,
        text.language,
        str(text.completeness or ""),
        beside.siglum(row.first),
        str(cell.state),
        " ".join(cell.classes),
        _flag(cell.moved),
        _flag(cell.doubtful),
        " ".join(cell.units),
        beside.pins(row, witness) if units else "",
        str(weakest(units) or ""),
        " ".join(cell.assumed_from),
        beside.synopsis.sigla(w for w in alike if w != witness),
        "" if told is None else beside.siglum(told),
        " ".join(str(other + 1) for other in row.similar),
        "\n".join(unit.text for unit in units),
    )


def _decided(beside: Beside, row: Row, witness: int) -> str:
    comparison = beside.synopsis.comparisons[max(witness - 1, 0)]
    return "\n".join(filter(None, (pinned.codes(comparison, link) for link in beside.links(row, witness))))


def _flag(value: bool) -> str:
    return "yes" if value else "no"
