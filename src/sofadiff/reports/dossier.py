"""One question on a few pages: where and until when to claim, what was official and who says so, which court."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.document import Block, Heading, Note, Paragraph, Report, Text
from sofadiff.errors import SofadiffError
from sofadiff.findings.forums import Cell as ForumCell
from sofadiff.findings.forums import forum_cells
from sofadiff.findings.gaps import gaps as find_gaps
from sofadiff.findings.precedents import Precedent, precedents
from sofadiff.findings.readings import Book, Group, Reading, Row, collect, grouped
from sofadiff.model import Agreement, Support
from sofadiff.reports import authentic
from sofadiff.reports.appendices import left_open, left_out, method
from sofadiff.reports.clauses import clause_list, source_list
from sofadiff.reports.deadline_tables import deadline_section, deadlines_data, doubts_data, limits
from sofadiff.reports.forum_tables import forum_matrix
from sofadiff.reports.gap_sections import gap_list
from sofadiff.reports.overview import agreements_table, warning
from sofadiff.reports.precedent_tables import precedent_section, precedents_data
from sofadiff.reports.report_data import report_data
from sofadiff.reports.report_rows import columns, csv_rows
from sofadiff.reports.roadmap import road_map
from sofadiff.reports.sections import finding_sections
from sofadiff.reports.statements import Wording, wording
from sofadiff.reports.tables import value_matrix

FORMAT = "sofadiff.dossier/1"
DOSSIERS: Mapping[str, tuple[str, ...]] = {
    "claims": (*(f"AC-{n:02d}" for n in range(1, 11)), "AC-24"),
    "official-acts": ("IM-03", "IM-04", "IM-05", "IM-11", "IM-06", "IM-14", "AC-15"),
    "forum": ("IM-01", "IM-02", "IM-09", "IM-10", "IM-11", "IM-14", "AC-01", "AC-11"),
}
"""Each question, with the variables that answer it in the order in which they are told."""


def report(
    name: str,
    agreement: Agreement,
    against: Sequence[Agreement],
    collection: Sequence[Agreement],
    *,
    dates: Mapping[str, date] | None = None,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """A dossier on one agreement beside others.

    Args:
        name: One of DOSSIERS.
        agreement: The text that the question is put to.
        against: Texts beside it.
        collection: Texts among which precedents are looked for.
        dates: What happened when, by name of event (see `findings.deadlines`); only `claims` uses them.
        lang: `en` or `fr`.
        only: Keep findings with these supports; the dossier lists what that leaves out.
    """
    if name not in DOSSIERS:
        raise SofadiffError("no such dossier.", where=name, remedy=f"There are {', '.join(DOSSIERS)}.")
    codebook = codebooks.load()
    agreements = (agreement, *against)
    w = wording(messages.load(lang), codebook, (*agreements, *collection))
    codes = DOSSIERS[name]
    rows = _chosen(collect(agreements, codebook, ("immunity", "accountability"), only), codes)
    groups = grouped(rows)
    books = [Book(each, codebook, only) for each in agreements]
    cells = [forum_cells(book) for book in books] if name == "forum" else []
    gaps = [gap for gap in find_gaps(rows, cells[0] if cells else (), codebook) if gap.code in codes]
    best = precedents(_asked(groups), collection, codebook)
    say = w.messages.say
    given = dict(dates or {})
    body: list[Block] = [
        Note("limits", say("dossier.note.title"), (Text(say(f"dossier.lead.{name}")),)),
        *warning(w, agreements, rows),
        *agreements_table(w, agreement, against),
        *authentic.section(agreements, w.messages),
        *(deadline_section(w, books, given) if name == "claims" else []),
        *(road_map(w, books) if name == "claims" else []),
        *(_forums(w, cells, agreements) if name == "forum" else []),
        Heading(2, say(f"dossier.h.chain.{name}"), "chain"),
        Paragraph((Text(say(f"dossier.chain.{name}")),)),
        *value_matrix(w, "chain-matrix", say("dossier.chain.caption"), groups, gaps),
        *gap_list(w, gaps, groups),
        *precedent_section(w, best),
        Heading(2, say("h.findings"), "findings"),
        *finding_sections(w, groups),
        *left_open(w, rows, agreements),
        *left_out(w, rows, sorted(item.value for item in only) if only is not None else ()),
    ]
    shown = tuple({each.name: each for each in (*agreements, *_of(best))}.values())
    body += [*clause_list(w, body, shown), *source_list(w, body, shown), *method(w, shown)]
    found, doubtful = limits(books, given) if name == "claims" else ((), ())
    told = report_data(f"dossier-{name}", lang, codebook, agreements, rows, gaps, cells, only)
    data = {
        "format": FORMAT,
        "dossier": name,
        "dates": {event: day.isoformat() for event, day in sorted(given.items())},
        "deadlines": deadlines_data(found),
        "doubts": doubts_data(doubtful),
        "precedents": precedents_data(best),
        "filtered_out": told["filtered_out"],
        "report": told,
    }
    title = say(f"dossier.title.{name}", agreement=w.name(agreement))
    lines = csv_rows("dossier", codebook, rows, gaps)
    return Report("dossier", title, lang, tuple(body), data, columns(agreements), lines)


def _chosen(rows: Sequence[Row], codes: Sequence[str]) -> tuple[Row, ...]:
    """The rows of these variables, in the order of the dossier."""
    place = {code: n for n, code in enumerate(codes)}
    return tuple(sorted((row for row in rows if row.variable.code in place), key=lambda row: place[row.variable.code]))


def _asked(groups: Sequence[Group]) -> list[Reading]:
    """One reading for each group of persons that is told alike."""
    return [group.row.here for group in groups if not group.uncoded]


def _of(best: Sequence[Precedent]) -> list[Agreement]:
    return [each.best.agreement for each in best]


def _forums(w: Wording, cells: Sequence[Sequence[ForumCell]], agreements: Sequence[Agreement]) -> list[Block]:
    lead = Paragraph((Text(w.messages.say("forum.lead")),))
    table = forum_matrix(w, "forum-matrix", cells, agreements)
    return [Heading(2, w.messages.say("h.forums"), "forums"), lead, *table]
