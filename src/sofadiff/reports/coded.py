"""What the reports on coded questions have in common: how they begin, their matrix, and how they end."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.codebook import Codebook
from sofadiff.comparison import Comparison
from sofadiff.document import Block, Heading, Paragraph, Report, Text
from sofadiff.findings.forums import Cell, forum_cells
from sofadiff.findings.gaps import Gap
from sofadiff.findings.gaps import gaps as find_gaps
from sofadiff.findings.readings import Book, Row, collect
from sofadiff.findings.readings import grouped as by_topic
from sofadiff.model import Agreement, Support
from sofadiff.reports import authentic, cut_short, pinned
from sofadiff.reports.appendices import left_open, left_out, method, searches
from sofadiff.reports.change_of_person import change_of_person, changes_of_person, compared
from sofadiff.reports.changes import changes
from sofadiff.reports.clauses import clause_list, source_list
from sofadiff.reports.gap_sections import gap_list
from sofadiff.reports.in_short import in_short
from sofadiff.reports.overview import agreements_table, support_overview, warning
from sofadiff.reports.report_data import report_data
from sofadiff.reports.report_rows import columns, csv_rows
from sofadiff.reports.sections import finding_sections
from sofadiff.reports.statements import Wording, wording
from sofadiff.reports.tables import value_matrix


class Material(Struct, frozen=True):
    """What one report is written from."""

    name: str
    """Of the report, as the codebook has it: `immunity` or `accountability`."""
    agreements: tuple[Agreement, ...]
    """The one reported on first."""
    only: frozenset[Support] | None
    codebook: Codebook
    w: Wording
    rows: tuple[Row, ...]
    books: tuple[Book, ...]
    cells: tuple[tuple[Cell, ...], ...]
    """The matrix of forums of each agreement."""
    gaps: tuple[Gap, ...]
    comparisons: tuple[Comparison, ...]


def material(
    name: str, agreement: Agreement, against: Sequence[Agreement], lang: str, only: frozenset[Support] | None
) -> Material:
    """Everything that is computed before a word is written. `only` keeps findings with these supports."""
    codebook = codebooks.load()
    agreements = (agreement, *against)
    rows = tuple(collect(agreements, codebook, (name,), only))
    books = tuple(Book(item, codebook, only) for item in agreements)
    cells = tuple(forum_cells(book) for book in books)
    return Material(
        name=name,
        agreements=agreements,
        only=only,
        codebook=codebook,
        w=wording(messages.load(lang), codebook, agreements),
        rows=rows,
        books=books,
        cells=cells,
        gaps=tuple(find_gaps(rows, cells[0], codebook)),
        comparisons=tuple(compared(agreement, against)),
    )


def written(
    it: Material,
    matrix: str,
    *,
    first: Sequence[Block] = (),
    after_matrix: Sequence[Block] = (),
    after_gaps: Sequence[Block] = (),
) -> Report:
    """The report, with what only this one tells: before the changes, after its matrix (of that id), after the gaps."""
    w, name, agreements, rows = it.w, it.name, it.agreements, it.rows
    say, groups = w.messages.say, by_topic(rows)
    persons = changes_of_person(it.comparisons)
    body: list[Block] = [
        *cut_short.notes(it.comparisons, w.messages),
        *warning(w, agreements, rows),
        *in_short(w, name, groups, persons),
        *change_of_person(w, persons),
        *pinned.section(it.comparisons, w.messages, level=3),
        *first,
        *changes(w, rows, groups),
        *support_overview(w, rows),
        *agreements_table(w, agreements[0], agreements[1:]),
        *authentic.section(agreements, w.messages),
        Heading(2, say(f"h.matrix.{name}"), "matrix"),
        Paragraph((Text(say(f"matrix.lead.{name}")),)),
        *value_matrix(w, matrix, say(f"matrix.caption.{name}"), groups, it.gaps),
        *after_matrix,
        *gap_list(w, it.gaps, groups),
        *after_gaps,
        Heading(2, say("h.findings"), "findings"),
        *finding_sections(w, groups),
        *left_open(w, rows, agreements),
        *left_out(w, rows, sorted(item.value for item in it.only) if it.only is not None else ()),
        *searches(w, rows),
    ]
    body += [*clause_list(w, body, agreements), *source_list(w, body, agreements), *method(w, agreements)]
    data = report_data(name, w.lang, it.codebook, agreements, rows, it.gaps, it.cells, it.only, it.comparisons)
    title = say(f"title.{name}", agreement=w.name(agreements[0]))
    lines = csv_rows(name, it.codebook, rows, it.gaps)
    return Report(name, title, w.lang, tuple(body), data, columns(agreements), lines)
