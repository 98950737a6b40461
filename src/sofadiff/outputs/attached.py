"""What is attached to a record, or would be, with its manifest."""

from __future__ import annotations

from msgspec.structs import replace

from sofadiff import runs
from sofadiff.attaching import actions
from sofadiff.attaching.actions import Tied
from sofadiff.document import Report
from sofadiff.model import Agreement
from sofadiff.reports import attachment
from sofadiff.reports.made import stamped
from sofadiff.runs import Input
from sofadiff.shelf.joining import joined

DRY = "--dry-run"


def with_tied(record: Agreement, tied: Tied) -> Agreement:
    """The record with that text alone, whether or not it is stored."""
    text, _ = joined(record, actions.stored_text(tied), tied.imported.agreement)
    return replace(record, authentic=(text,))


def page(
    record: Agreement,
    *,
    lang: str = "en",
    short: bool,
    dry: bool = False,
    language: str | None = None,
    revisions: str | None = None,
) -> Report:
    """The report on what the record has attached; with `dry`, on what a file would attach that was read so."""
    files = [Input("file", text.file, False, text.sha256) for text in record.authentic]
    made = runs.run(
        ("attach", DRY) if dry else ("attach",),
        [record],
        ["subject"],
        files,
        lang=lang,
        view="short" if short else None,
        language=language if dry else None,
        revisions=revisions if dry else None,
    )
    return stamped(attachment.report(record, lang=lang, short=short), made, short=short)
