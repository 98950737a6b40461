"""A findings report as data: the JSON of ``sofadiff.report/1``. Ids, never labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sofadiff.codebook import Codebook
from sofadiff.comparison import Comparison, pinning
from sofadiff.comparison.authentic import unit_json
from sofadiff.findings.confidence import Confidence
from sofadiff.findings.directions import change
from sofadiff.findings.forums import Cell
from sofadiff.findings.gaps import Gap
from sofadiff.findings.readings import LEFT_OUT, Reading, Row, finding_id, practices_of
from sofadiff.findings.roles import role_of
from sofadiff.model import Agreement, Support, Unit
from sofadiff.pinpoint import number_status
from sofadiff.reports.identity import text_data
from sofadiff.reports.limits import limit_ids
from sofadiff.reports.overview import support_counts

FORMAT = "sofadiff.report/1"


def report_data(
    name: str,
    lang: str,
    codebook: Codebook,
    agreements: Sequence[Agreement],
    rows: Sequence[Row],
    gaps: Sequence[Gap],
    cells: Sequence[Sequence[Cell]],
    only: frozenset[Support] | None,
    comparisons: Sequence[Comparison] = (),
) -> dict[str, Any]:
    """The whole report; the first agreement is the one reported on, except in the corpus matrix, which has none."""
    subject = None if name == "matrix" else agreements[0]
    against = agreements if subject is None else agreements[1:]
    return {
        "format": FORMAT,
        "report": name,
        "lang": lang,
        "agreement": text_data(subject) if subject else None,
        "against": [{**text_data(a), "role": role_of(subject, a) if subject else None} for a in against],
        "options": {"only": sorted(item.value for item in only) if only is not None else None},
        "filtered_out": [_question(reading) for row in rows for reading in row.readings if reading.state == LEFT_OUT],
        "support_counts": support_counts(rows),
        "findings": [_finding(row, gaps, codebook, subject is not None) for row in rows],
        "gaps": [_gap(gap, codebook) for gap in gaps],
        "matrices": [_values(rows), *([_forums(agreements, cells)] if cells else [])],
        "left_open": {
            "not_known": [*_state(rows, "not-known"), *_topics(rows, agreements)],
            "not_coded": _state(rows, "not-coded"),
            "unclear": _state(rows, "unclear"),
        },
        "truncated": any(each.truncated for each in comparisons),
        "pins": [{"against": each.base.name, **pinning.to_json(each.pins)} for each in comparisons],
    }


def flags_of(gaps: Sequence[Gap], row: Row, against: str | None) -> list[str]:
    """Flags raised on a row, by one comparator or by the agreement alone."""
    own = [gap for gap in gaps if gap.code == row.variable.code and gap.person == row.person]
    return list(dict.fromkeys(gap.flag for gap in own if gap.against in (against, None)))


def _finding(row: Row, gaps: Sequence[Gap], codebook: Codebook, judged: bool) -> dict[str, Any]:
    here = row.here
    comparators = []
    for there in row.there:
        found = change(here, there) if judged else None
        verdict = {
            "role": role_of(here.agreement, there.agreement) if judged else None,
            "direction": found.direction if found else None,
            "reason": found.reason if found else None,
            "gap_flags": flags_of(gaps, row, there.agreement.name),
        }
        comparators.append({**_reading(there), **verdict})
    return {
        **_reading(here),
        "variable": here.variable.id,
        "code": here.variable.code,
        "person": here.person,
        "proceeding": here.proceeding,
        "comparators": comparators,
        "gap_flags": flags_of(gaps, row, None),
        "practice": _practice(row),
        "authority": here.variable.authority,
        "codebook_version": codebook.version,
        "limits": list(limit_ids(row)),
    }


def _practice(row: Row) -> list[dict[str, Any]]:
    return [
        {"agreement": reading.agreement.name, "id": item.id, "value": item.value, "date": item.date}
        | {"text": item.text, "sources": list(item.sources)}
        for reading in row.readings
        for item in practices_of(reading.agreement, row.variable)
    ]


def _reading(reading: Reading) -> dict[str, Any]:
    finding = reading.finding
    agreement = reading.agreement
    rank = [reading.rank, reading.variable.highest] if reading.rank is not None else None
    shown = reading.state != LEFT_OUT
    return {
        "finding_id": finding_id(reading),
        "agreement": agreement.name,
        "state": reading.state,
        "value": reading.value,
        "rank": rank,
        "basis": finding.basis.value if finding and shown else None,
        "support": reading.support.value if reading.support else None,
        "by_inclusion": reading.by_inclusion,
        "derived": reading.derived,
        "na_reason": reading.reason,
        "assumed_from": list(reading.assumed) if shown else [],
        "pinpoint": [_clause(agreement, unit) for unit in reading.units] if shown else [],
        "evidence": _evidence(reading) if shown else [],
        "authentic": [{"language": a.language, "text": a.text} for a in finding.authentic] if finding and shown else [],
        "attributes": dict(finding.attributes) if finding and shown else {},
        "candidates": list(finding.candidates) if finding and shown else [],
        "rationale": finding.rationale if finding and shown else "",
        "silence_proof": _proof(reading),
        "confidence": _confidence(reading.confidence),
        "status": finding.status.value if finding else None,
        "coder": finding.coder if finding else None,
        "coder_kind": finding.coder_kind if finding else None,
        "text_status": agreement.text_status.value if agreement.text_status else None,
    }


def _clause(agreement: Agreement, unit: Unit) -> dict[str, Any]:
    status = number_status(agreement, unit)
    return {
        "eId": unit.id,
        "wId": unit.wid,
        "num": unit.num,
        "number": status.value if status else None,
        "support": unit.support.value if unit.support else None,
    } | unit_json(agreement, unit)


def _evidence(reading: Reading) -> list[dict[str, Any]]:
    """Words of our restatement: labelled so, because only authentic text may be quoted."""
    language = reading.agreement.language
    return [
        {"eId": e.ref, "start": e.start, "end": e.end, "text": e.text, "kind": "restated", "language": language}
        for e in reading.evidence
    ]


def _proof(reading: Reading) -> dict[str, Any] | None:
    wanted = (reading.finding.log or "").lstrip("#") if reading.finding and reading.state == "silent" else ""
    log = next((item for item in reading.agreement.logs if item.id == wanted), None)
    if log is None:
        return None
    hits = [{"cue": hit.cue, "place": hit.place, "dismissed": hit.dismissed} for hit in log.hits]
    return {
        "log": log.id,
        "text_digest": log.text_digest,
        "language": log.language,
        "codebook": log.codebook,
        "checked": log.checked,
        "hits": hits,
    }


def _confidence(confidence: Confidence | None) -> dict[str, Any] | None:
    return {**confidence.parts(), "overall": confidence.overall} if confidence else None


def _gap(gap: Gap, codebook: Codebook) -> dict[str, Any]:
    return {
        "flag": gap.flag,
        "severity": gap.severity,
        "rule": gap.rule,
        "variable": codebook.variable(gap.code).id,
        "person": gap.person,
        "against": gap.against,
        "chain": [unit.id for _, unit in gap.chain],
        "chain_agreements": [agreement.name for agreement, _ in gap.chain],
        "detail": gap.detail,
    }


def _question(reading: Reading) -> dict[str, Any]:
    return {
        "agreement": reading.agreement.name,
        "variable": reading.variable.id,
        "person": reading.person,
        "proceeding": reading.proceeding,
        "support": reading.support.value if reading.support else None,
    }


def _state(rows: Sequence[Row], state: str) -> list[dict[str, Any]]:
    out = []
    for row in rows:
        for reading in row.readings:
            if reading.state == state:
                searched = reading.attribute("searched")
                extra = (
                    {"candidates": list(reading.finding.candidates)} if state == "unclear" and reading.finding else {}
                )
                question = {key: value for key, value in _question(reading).items() if key != "support"}
                out.append({**question, "topic": None, "searched": searched, **extra})
    return out


def _topics(rows: Sequence[Row], agreements: Sequence[Agreement]) -> list[dict[str, Any]]:
    wanted = {topic for row in rows for topic in row.variable.look_in}
    return [
        {"agreement": a.name, "variable": None, "person": None, "proceeding": None}
        | {"topic": item.topic, "searched": item.searched}
        for a in agreements
        for item in a.not_known
        if item.topic in wanted
    ]


def _values(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "id": "values",
        "rows": [
            {
                "variable": row.variable.id,
                "person": row.person,
                "proceeding": row.proceeding,
                "cells": [
                    {"agreement": r.agreement.name, "state": r.state, "value": r.value, "rank": r.rank}
                    for r in row.readings
                ],
            }
            for row in rows
        ],
    }


def _forums(agreements: Sequence[Agreement], cells: Sequence[Sequence[Cell]]) -> dict[str, Any]:
    return {
        "id": "forums",
        "rows": [
            {
                "person": cell.person,
                "proceeding": cell.proceeding,
                "duty": cell.duty,
                "agreement": agreement.name,
                "state": cell.state,
                "forums": list(cell.forums),
                "forumless": cell.forumless,
                "paper_only": cell.paper_only,
                "chain": [unit.id for reading in cell.deciding for unit in reading.units],
            }
            for agreement, mine in zip(agreements, cells, strict=True)
            for cell in mine
        ],
    }
