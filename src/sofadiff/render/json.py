"""JSON: the report's data as the published schema has it."""

from __future__ import annotations

import json

from sofadiff.document import Report


def render(report: Report) -> str:
    """The report's data in its contract's order, in readable Unicode, with a final newline."""
    data = report.data if report.run is None else {**report.data, "run": report.run}
    return json.dumps(data, ensure_ascii=False, indent=2, default=dict) + "\n"
