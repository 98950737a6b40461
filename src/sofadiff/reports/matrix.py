"""The matrix of a whole corpus: every variable by every agreement, with nothing judged."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.document import Block, Code, Heading, Paragraph, Report, Table, Text
from sofadiff.findings.readings import Group, collect, grouped
from sofadiff.model import Agreement
from sofadiff.reports.appendices import left_open, method, searches
from sofadiff.reports.clauses import clause_list, source_list
from sofadiff.reports.overview import agreements_table, support_overview, warning
from sofadiff.reports.report_data import report_data
from sofadiff.reports.report_rows import COLUMNS, csv_rows
from sofadiff.reports.statements import Wording, wording
from sofadiff.reports.tables import predicted_note, proceeding, reading_cell, words

NAME = "matrix"
DIMENSIONS = ("immunity", "accountability")


def report(agreements: Sequence[Agreement], *, lang: str = "en") -> Report:
    """All variables by all agreements, in the order given. No agreement is measured against another."""
    codebook = codebooks.load()
    w = wording(messages.load(lang), codebook, agreements)
    rows = collect(agreements, codebook, DIMENSIONS)
    groups = grouped(rows)
    say = w.messages.say
    body: list[Block] = [*warning(w, agreements, rows), *support_overview(w, rows)]
    body += agreements_table(w, None, agreements)
    for dimension in DIMENSIONS:
        body.append(Heading(2, say(f"h.matrix.{dimension}"), f"matrix-{dimension}"))
        body.append(Paragraph((Text(say("matrix.lead.corpus")),)))
        mine = [group for group in groups if group.variable.dimension == dimension]
        body.append(_table(w, f"{dimension}-matrix", say(f"matrix.caption.{dimension}"), mine, agreements))
        body.append(predicted_note(w))
    body += [*left_open(w, rows, agreements), *searches(w, rows)]
    body += [
        *clause_list(w, body, agreements, cited_each=False),
        *source_list(w, body, agreements),
        *method(w, agreements),
    ]
    data = report_data(NAME, lang, codebook, agreements, rows, (), (), None)
    return Report(NAME, say("title.matrix"), lang, tuple(body), data, COLUMNS, csv_rows(NAME, codebook, rows, ()))


def _table(w: Wording, id: str, caption: str, groups: Sequence[Group], agreements: Sequence[Agreement]) -> Table:
    head = (w.messages.say("col.variable"), w.messages.say("col.persons"), *(w.name(item) for item in agreements))
    rows = []
    for group in groups:
        if group.unanswered:
            continue
        first = words(Code(group.variable.code), f" {group.variable.short[w.lang]}", header=True)
        who = words(w.persons(group.persons) + proceeding(w, group.proceeding))
        rows.append((first, who, *(reading_cell(w, reading) for reading in group.row.readings)))
    return Table(id, caption, head, tuple(rows))
