"""Suggestions for a text, with their manifest."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from sofadiff import corpus, runs
from sofadiff.document import Report
from sofadiff.importing import import_file
from sofadiff.model import Agreement
from sofadiff.reports.made import stamped
from sofadiff.reports.suggestions import report
from sofadiff.runs import PLAIN, Looks
from sofadiff.suggesting.everything import suggest


def read(name: str, language: str | None, revisions: str | None) -> Agreement:
    """A record or an Akoma Ntoso file as it is; any other file through the importer."""
    if name in corpus.slugs() or not Path(name).is_file() or _is_akn(name):
        return corpus.read(name, with_pins=False)
    imported = import_file(name, language=language, revisions=revisions)
    return replace(imported.agreement, sha256=imported.report.sha256)


def _is_akn(path: str) -> bool:
    """Whether a file begins as an Akoma Ntoso document."""
    with open(path, "rb") as stream:
        return b"<akomaNtoso" in stream.read(4000)


def page(
    text: Agreement, *, lang: str, language: str | None, revisions: str | None, short: bool, looks: Looks = PLAIN
) -> Report:
    """Topics and values suggested for a text; language and revisions say how its file was read."""
    run = runs.run(("suggest",), [text], ["subject"], looks=looks, lang=lang, language=language, revisions=revisions)
    return stamped(report(suggest(text), lang=lang), run, short=short)
