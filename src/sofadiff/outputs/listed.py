"""What ships, a record as text, how far two codings agree, the codebook: each with its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sofadiff import codebook, corpus, reliability, runs
from sofadiff.codebook.export import FORMATS
from sofadiff.importing.exchange.records import Exported, export
from sofadiff.model import Agreement
from sofadiff.outputs import Output
from sofadiff.render.signature import comment
from sofadiff.reports import reliability_page
from sofadiff.runs import Input, Run
from sofadiff.source_file import read_bytes


def agreements(records: Sequence[Agreement]) -> Output:
    """The list of records (`sofadiff.list/1`)."""
    run = runs.run(("list",), records, ["record"] * len(records))
    rows = [
        {
            "slug": agreement.slug,
            "title": agreement.title,
            "date": agreement.work_date,
            "completeness": agreement.completeness,
            "text_status": agreement.text_status,
            "clauses": len(agreement.units),
            "sha256": agreement.sha256,
        }
        for agreement in records
    ]
    told = {"format": "sofadiff.list/1", "agreements": rows, "run": runs.to_json(run)}
    return Output(run, {"json": lambda: json.dumps(told, ensure_ascii=False, indent=2) + "\n"})


def exported(name: str, form: str) -> tuple[Output, Exported]:
    """A record, a slug or a path, as `text` or `markdown`, which `import` reads back: its manifest stands beside it."""
    by_path = corpus.is_path(name)
    data = read_bytes(name if by_path else corpus.path_of(name))
    found = export(data, name if by_path else None, None if by_path else name, form)
    shown = name.replace("\\", "/").rpartition("/")[2]
    subject = Input("subject", shown, not by_path, hashlib.sha256(data).hexdigest())
    run = runs.run(("export",), [], [], [subject], form=form)
    return Output(run, {"text": lambda: found.text}), found


def codings(records: Sequence[Agreement]) -> Output:
    """The page on reliability; what it is made from are the records that were coded twice."""
    twice = reliability.double_coded(records)
    run = runs.run(("reliability",), twice, ["record"] * len(twice))
    page = reliability_page.page(codebook.load(), records)
    return Output(run, {"markdown": lambda: f"{page}\n{comment(runs.to_json(run))}\n"})


def book(*words: str, **options: Any) -> Run:
    """The manifest of something that the codebook alone says."""
    loaded = codebook.load()
    digest = hashlib.sha256(FORMATS["json"](loaded).encode()).hexdigest()
    said = Input("codebook", f"codebook {loaded.version}", True, digest)
    return runs.run(("codebook", *words), [], [], [said], **options)
