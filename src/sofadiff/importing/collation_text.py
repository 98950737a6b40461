"""A collation for a person and as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sofadiff.importing.collate import FORMAT, Answer, Collation, Status


def to_text(collation: Collation) -> str:
    """The collation for a person: totals, then every clause that does not match."""
    lines = [
        f"{collation.copy} against {collation.record} ({collation.language})",
        f"  SHA-256 of the copy {collation.sha256}",
        f"  {', '.join(_totals(collation))}",
    ]
    if collation.without_digest:
        lines.append(f"  {collation.without_digest} units of the record store no digest and were not compared")
    for status in (Status.DIFFERS, Status.MISSING, Status.EXTRA, Status.OUTSIDE):
        shown = [answer for answer in collation.answers if answer.status is status]
        if shown:
            lines += ["", f"{status.value.capitalize()}:"]
            lines += [_line(answer) for answer in shown]
    lines += ["", _verdict(collation)]
    return "\n".join(lines) + "\n"


def _totals(collation: Collation) -> Iterable[str]:
    return (f"{collation.count(status)} {status.value}" for status in Status)


def _line(answer: Answer) -> str:
    part = "" if answer.part == "content" else f" ({answer.part})"
    line = f", line {answer.line}" if answer.line else ""
    note = f": {answer.note}" if answer.note else ""
    return f"  {answer.number}{part}{line}{note}"


def _verdict(collation: Collation) -> str:
    if collation.matching:
        return "Every clause that the record keeps a digest of has the same words in this copy."
    return "This copy does not have the words that the record's clauses were read from; see above."


def to_json(collation: Collation, run: Mapping[str, Any] | None = None) -> str:
    """The collation as JSON (``sofadiff.collation/1``), with its manifest, if it has one."""
    data = {
        "format": FORMAT,
        "record": collation.record,
        "copy": collation.copy,
        "sha256": collation.sha256,
        "language": collation.language,
        "matching": collation.matching,
        "counts": {status.value: collation.count(status) for status in Status},
        "without_digest": collation.without_digest,
        "clauses": [
            {
                "status": answer.status.value,
                "number": answer.number,
                "part": answer.part,
                "unit": answer.unit,
                "line": answer.line,
                "note": answer.note,
            }
            for answer in collation.answers
        ],
    } | ({"run": dict(run)} if run else {})
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
