"""PDF files to print and to file: tagged (PDF/UA-1), for archives (PDF/A-2a), with their fonts, always the same bytes.

A report becomes data (`content`), a fixed template lays the data out, typst sets the pages (`engine`). No word of a
report is ever part of the template, so none can be run.
"""

from __future__ import annotations

import json

from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.render.pdf.content import content
from sofadiff.render.pdf.engine import typeset

__all__ = ["LONGEST", "render"]

LONGEST = 8_000_000
"""Bytes of a report as data. One of that length takes some twenty seconds and 2.5 GB; the report on
immunity of one record beside all others that ship has less than half of it."""


def render(report: Report) -> bytes:
    """The whole report as a PDF; the same report and the same release of typst give the same bytes.

    Raises MissingDependencyError where typst is not installed, and SofadiffError where the report is too long or is in
    a script that the fonts do not draw.
    """
    data = json.dumps(content(report), ensure_ascii=True)
    if len(data) > LONGEST:
        raise SofadiffError(
            f"is too long for a PDF: {len(data):,} bytes of at most {LONGEST:,}.",
            where=report.title,
            remedy="Use --format html or docx.",
        )
    return typeset(data, report.title)
