"""The accountability report: claims, prosecution, evidence, conduct, oversight; what is promised and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.document import Block, Code, Heading, Paragraph, Report, Strong, Table, Text
from sofadiff.findings.forums import forum_cells
from sofadiff.findings.gaps import gaps as find_gaps
from sofadiff.findings.readings import Book, Row, collect, grouped, practices_of
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
from sofadiff.reports.roadmap import road_map
from sofadiff.reports.sections import finding_sections, practice_line
from sofadiff.reports.statements import Wording, wording
from sofadiff.reports.tables import reading_cell, value_matrix, words

NAME = "accountability"


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
        *changes(w, rows, groups),
        *support_overview(w, rows),
        *agreements_table(w, agreement, against),
        *authentic.section(agreements, w.messages),
        Heading(2, say("h.matrix.accountability"), "matrix"),
        Paragraph((Text(say("matrix.lead.accountability")),)),
        *value_matrix(w, "gap-matrix", say("matrix.caption.accountability"), groups, gaps),
        *gap_list(w, gaps, groups),
        *road_map(w, books),
        *promise_and_practice(w, rows),
        Heading(2, say("h.findings"), "findings"),
        *finding_sections(w, groups),
        *left_open(w, rows, agreements),
        *left_out(w, rows, sorted(item.value for item in only) if only is not None else ()),
        *searches(w, rows),
    ]
    body += [*clause_list(w, body, agreements), *source_list(w, body, agreements), *method(w, agreements)]
    data = report_data(NAME, lang, codebook, agreements, rows, gaps, cells, only, comparisons)
    title = say("title.accountability", agreement=w.name(agreement))
    return Report(NAME, title, lang, tuple(body), data, columns(agreements), csv_rows(NAME, codebook, rows, gaps))


def promise_and_practice(w: Wording, rows: Sequence[Row]) -> list[Block]:
    """What the text provides beside what is recorded to have been done; two columns that are never mixed."""
    say = w.messages.say
    table = [
        (
            words(Code(row.variable.code), f" {row.variable.short[w.lang]}", header=True),
            words(Strong(w.name(reading.agreement))),
            reading_cell(w, reading),
            words(*practice_line(w, reading.agreement, item), state="practice"),
        )
        for row in rows
        for reading in row.readings
        for item in practices_of(reading.agreement, row.variable)
    ]
    head = tuple(say(f"col.{key}") for key in ("variable", "agreement", "promise", "practice"))
    blocks: list[Block] = [Heading(2, say("h.practice"), "practice"), Paragraph((Text(say("practice.note")),))]
    if not table:
        return [*blocks, Paragraph((Text(say("practice.none")),))]
    return [*blocks, Table("practice-table", say("practice.caption"), head, tuple(table))]
