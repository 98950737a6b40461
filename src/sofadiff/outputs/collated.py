"""A copy matched against a record, with its manifest."""

from __future__ import annotations

from sofadiff import runs
from sofadiff.importing import collate, collation_text, import_file
from sofadiff.model import Agreement
from sofadiff.outputs import Output
from sofadiff.render.signature import signed
from sofadiff.runs import Input


def collation(record: Agreement, file: str, language: str | None) -> tuple[Output, bool]:
    """The collation of a file, and whether every clause matches."""
    found = collate.collate(record, import_file(file, language=language or collate.language_read(record)))
    run = runs.run(
        ("collate",), [record], ["subject"], [Input("copy", found.copy, False, found.sha256)], language=language
    )
    told = runs.to_json(run)
    forms = {
        "text": lambda: collation_text.to_text(found),
        "signed": lambda: signed(collation_text.to_text(found), told),
        "json": lambda: collation_text.to_json(found, told),
    }
    return Output(run, forms), found.matching
