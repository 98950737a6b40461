"""Word files (DOCX): tracked changes that can be accepted and rejected, footnotes, comments, styles with names.

Written part by part with the standard library: no library for Word files lets revisions be dated by the input instead
of the clock, and a report needs few elements of the format.
"""

from __future__ import annotations

import hashlib

import msgspec

from sofadiff.document import Report
from sofadiff.render.docx.making import Making
from sofadiff.render.docx.package import About, packed
from sofadiff.render.docx.paper import comments, document, footer, footnotes, header, settings
from sofadiff.render.docx.sheet import Sheet
from sofadiff.render.docx.words import region
from sofadiff.render.signature import run_line

__all__ = ["render", "run_digest"]


def render(report: Report, making: Making | None = None) -> bytes:
    """The whole report as a Word file; the same report and the same choices give the same bytes."""
    sheet = Sheet(report, making or Making())
    digest = run_digest(report)
    whole = document(report, sheet, digest)
    parts = {
        "styles": sheet.looks.styles,
        "numbering": sheet.looks.numbering,
        "settings": settings(sheet),
        "footnotes": footnotes(sheet),
        "comments": comments(sheet),
        "header": header(report, sheet, digest),
        "footer": footer(sheet),
        "theme": sheet.looks.theme,
    }
    about = About(
        title=report.title,
        author=sheet.author,
        lang=region(report.lang),
        subject=sheet.say.say("word.run", digest=digest),
        day=sheet.day,
        run="" if report.run is None else run_line(report.run),
    )
    return packed(whole, parts, sheet.addresses, about)


def run_digest(report: Report) -> str:
    """The digest of the report's manifest; without one, SHA-256 of everything that the report says."""
    if report.run is not None:
        return str(report.run["digest"])
    return hashlib.sha256(msgspec.json.encode(report)).hexdigest()
