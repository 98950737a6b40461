"""The concordance report: which clause answers which, by what rule, and what has no answer on either side."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import messages
from sofadiff.comparison import Link
from sofadiff.document import Block, Cell, Heading, Inline, Paragraph, Report, Table, Text
from sofadiff.findings.roles import role_of
from sofadiff.model import Agreement, Support
from sofadiff.reports import comparison_data, comparison_opening, cut_short
from sofadiff.reports.departures import clause_list
from sofadiff.reports.passages import View, below, compared, short_name
from sofadiff.reports.telling import rule_label, score, state_marks


def report(
    agreement: Agreement,
    against: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """Every clause of both texts exactly once for each comparator, in the earlier text's order.

    With `only`, passages with a clause of another support are left out and listed.
    """
    words = messages.load(lang)
    views = compared(((base, agreement) for base in against), words, only)
    blocks: list[Block] = [
        *cut_short.notes([view.comparison for view in views], words),
        *comparison_opening.texts(agreement, against, words),
        *comparison_opening.attached(views),
        *comparison_opening.summary(views, words),
    ]
    for number, view in enumerate(views, start=1):
        role = words.say(f"compare.role.{role_of(agreement, view.comparison.base)}")
        title = words.say("compare.section", name=short_name(view.comparison.base), role=role)
        blocks += [Heading(2, title, f"against-{number}"), *table(view, number)]
    blocks += comparison_opening.left_out(views, only)
    blocks += clause_list(views, [view.comparison.links for view in views], words)
    names = words.listing(short_name(base) for base in against)
    return Report(
        name="concordance",
        title=words.say("compare.title.concordance", agreement=short_name(agreement), against=names),
        lang=lang,
        blocks=tuple(blocks),
        data=comparison_data.report_data("concordance", agreement, against, views, lang=lang, only=only),
        columns=comparison_data.columns(views),
        rows=comparison_data.rows(views, [view.comparison.links for view in views]),
    )


def table(view: View, number: int) -> tuple[Block, ...]:
    """One row per passage."""
    say = view.messages.say
    earlier, later = short_name(view.comparison.base), short_name(view.comparison.other)
    head = (earlier, later, *(say(f"concordance.{name}") for name in ("subject", "change", "rule", "score")))
    return (
        Paragraph((Text(say("concordance.how")),)),
        Table(
            f"concordance-{number}",
            say("concordance.caption", earlier=earlier, later=later),
            head,
            tuple(_row(view, link) for link in view.comparison.links),
        ),
    )


def _row(view: View, link: Link) -> tuple[Cell, ...]:
    comparison = view.comparison
    marks: list[Inline] = []
    for mark in state_marks(view, link):
        marks += [Text(" ")] if marks else []
        marks.append(mark)
    return (
        Cell((*view.cites(comparison.base, view.base(link)), *below(view.base(link), view.messages)), header=True),
        Cell((*view.cites(comparison.other, view.other(link)), *below(view.other(link), view.messages))),
        Cell((Text(view.subject(link)),)),
        Cell(tuple(marks)),
        Cell((Text(rule_label(view, link)),)),
        Cell((Text(score(view, link)),)),
    )
