"""The report on an import in each of its forms, with its manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from msgspec.structs import asdict

from sofadiff import render, runs
from sofadiff.document import Report
from sofadiff.importing import Imported
from sofadiff.importing import report as reporting
from sofadiff.importing.deciding import Decision
from sofadiff.outputs import Output
from sofadiff.render.signature import signed
from sofadiff.reports import imported as beside
from sofadiff.reports.made import stamped
from sofadiff.runs import Input, Run

TERM = "term"
"""Option that may be given several times; its values stand in the manifest as a JSON list."""


def page(
    imported: Imported,
    options: Mapping[str, str],
    terms: Sequence[str],
    decisions: tuple[str, Sequence[Decision]] | None,
    *,
    lang: str,
) -> Output:
    """The report.

    Args:
        imported: What came of the import.
        options: Those of the import, as they were given.
        terms: Defined terms, each as `ROLE=WORDS`.
        decisions: Name of the file that keeps them, and what a person decided; None where nobody decided anything.
        lang: Of the HTML report.
    """
    run = _manifest(imported, options, terms, decisions, lang)
    told = runs.to_json(run)
    forms = {
        "text": lambda: reporting.to_text(imported.report),
        "signed": lambda: signed(reporting.to_text(imported.report), told),
        "json": lambda: reporting.to_json(imported.report, told),
        "html": lambda: render.FORMATS["html"].render(_laid_out(imported, run, lang)),
    }
    return Output(run, forms, carries=frozenset({"signed", "json", "html"}))


def _laid_out(imported: Imported, run: Run, lang: str) -> Report:
    return stamped(beside.report(imported, lang=lang), run)


def _manifest(
    imported: Imported,
    options: Mapping[str, str],
    terms: Sequence[str],
    decisions: tuple[str, Sequence[Decision]] | None,
    lang: str,
) -> Run:
    files = [Input("file", PurePath(imported.report.source).name, False, imported.report.sha256)]
    if decisions is not None:
        files.append(Input("decisions", PurePath(decisions[0]).name, False, digest(decisions[1])))
    given: dict[str, Any] = dict(options) | ({TERM: json.dumps(list(terms), ensure_ascii=False)} if terms else {})
    return runs.run(("import",), [], [], files, **given, lang=lang)


def digest(decisions: Sequence[Decision]) -> str:
    """SHA-256 of what was decided, whatever else its file says."""
    told = [asdict(each) for each in sorted(decisions, key=lambda one: (one.line, one.digest, one.doubt))]
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
