"""Where else clauses occur, as a report with its manifest."""

from __future__ import annotations

from sofadiff.document import Report
from sofadiff.nearest import Collection
from sofadiff.nearest.finding import Answers
from sofadiff.outputs.nearest import index_of
from sofadiff.reports import nearest
from sofadiff.reports.made import stamped
from sofadiff.runs import Run


def page(found: Answers, collection: Collection, run: Run, *, short: bool) -> Report:
    """The report; `short` for a screen."""
    options = dict(run.options)
    made = nearest.report(
        found,
        collection,
        index=index_of(run),
        top=int(options["top"]),
        lang=options["lang"],
        terminal=short,
        one="clause" in options,
    )
    return stamped(made, run, short=short)
