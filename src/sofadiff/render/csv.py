"""CSV (RFC 4180): one row per finding or link, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from sofadiff.document import Report
from sofadiff.render.visible import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(report: Report) -> str:
    """A header row and the report's rows, each with the digest of its run; lines end in CR LF, as the RFC has it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    signed, run = ((), ()) if report.run is None else (("run",), (report.run["digest"],))
    writer.writerow([guarded(name) for name in (*report.columns, *signed)])
    writer.writerows([guarded(value) for value in (*row, *run)] for row in report.rows)
    return out.getvalue()


def guarded(value: str) -> str:
    """The value with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> guarded("=cmd()")
    "'=cmd()"
    """
    shown = visible(value)
    return f"'{shown}" if value.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown
