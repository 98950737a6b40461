"""The immunity report: who may be tried, sued and arrested, where, and who decides; against other agreements."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.document import Block, Heading, Paragraph, Report, Text
from sofadiff.findings.forums import forum_cells
from sofadiff.findings.gaps import gaps as find_gaps
from sofadiff.findings.readings import Book, collect, grouped
from sofadiff.model import Agreement, Support
from sofadiff.reports import authentic, cut_short, pinned
from sofadiff.reports.appendices import left_open, left_out, method, searches
from sofadiff.reports.change_of_person import change_of_person, changes_of_person, compared
from sofadiff.reports.changes import changes
from sofadiff.reports.clauses import clause_list, source_list
from sofadiff.reports.forum_tables import forum_matrix
from sofadiff.reports.gap_sections import gap_list
from sofadiff.reports.in_short import in_short
from sofadiff.reports.overview import agreements_table, support_overview, warning
from sofadiff.reports.police import police_side_by_side
from sofadiff.reports.report_data import report_data
from sofadiff.reports.report_rows import columns, csv_rows
from sofadiff.reports.sections import finding_sections
from sofadiff.reports.statements import wording
from sofadiff.reports.tables import value_matrix

NAME = "immunity"


def report(
    agreement: Agreement,
    against: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """The report on one agreement read against others. `only` keeps findings with these supports and lists the rest."""
    codebook = codebooks.load()
    agreements = (agreement, *against)
    w = wording(messages.load(lang), codebook, agreements)
    rows = collect(agreements, codebook, (NAME,), only)
    groups = grouped(rows)
    books = [Book(item, codebook, only) for item in agreements]
    cells = [forum_cells(book) for book in books]
    gaps = find_gaps(rows, cells[0], codebook)
    comparisons = compared(agreement, against)
    persons = changes_of_person(comparisons)
    say = w.messages.say
    body: list[Block] = [
        *cut_short.notes(comparisons, w.messages),
        *warning(w, agreements, rows),
        *in_short(w, NAME, groups, persons),
        *change_of_person(w, persons),
        *pinned.section(comparisons, w.messages, level=3),
        *police_side_by_side(w, books),
        *changes(w, rows, groups),
        *support_overview(w, rows),
        *agreements_table(w, agreement, against),
        *authentic.section(agreements, w.messages),
        Heading(2, say("h.matrix.immunity"), "matrix"),
        Paragraph((Text(say("matrix.lead.immunity")),)),
        *value_matrix(w, "persons-matrix", say("matrix.caption.immunity"), groups, gaps),
        Heading(2, say("h.forums"), "forums"),
        Paragraph((Text(say("forum.lead")),)),
        *forum_matrix(w, "forum-matrix", cells, agreements),
        *gap_list(w, gaps, groups),
        Heading(2, say("h.findings"), "findings"),
        *finding_sections(w, groups),
        *left_open(w, rows, agreements),
        *left_out(w, rows, sorted(item.value for item in only) if only is not None else ()),
        *searches(w, rows),
    ]
    body += [*clause_list(w, body, agreements), *source_list(w, body, agreements), *method(w, agreements)]
    data = report_data(NAME, lang, codebook, agreements, rows, gaps, cells, only, comparisons)
    title = say("title.immunity", agreement=w.name(agreement))
    return Report(NAME, title, lang, tuple(body), data, columns(agreements), csv_rows(NAME, codebook, rows, gaps))
