"""The document of `sofadiff compare`: an earlier text and what a later text made of it. Several later: `synopsis`."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import messages
from sofadiff.comparison.compare import to_json
from sofadiff.document import Block, Heading, Report
from sofadiff.model import Agreement
from sofadiff.reports import brief, comparison_data, comparison_opening, cut_short
from sofadiff.reports.passages import View, compared, short_name
from sofadiff.reports.redline import clauses, in_later_order
from sofadiff.reports.source_list import source_list


def report(
    base: Agreement,
    other: Agreement,
    *,
    lang: str = "en",
    short: bool = False,
    every: bool = False,
    tables: bool = True,
) -> Report:
    """The other text read, clause by clause, from the base as the earlier text.

    `short` is for a terminal: no sources, and only a line for what does not differ. `every` prints clauses that are
    the same as well, for a document that is to hold both texts whole. Without `tables` the report has blocks alone, for
    formats that print nothing else.
    """
    others = (other,)
    words = messages.load(lang)
    views = compared(((base, other) for other in others), words)
    blocks: list[Block] = (
        [*brief.blocks(base, others, views, words)] if short else _whole(base, others, views, words, every=every)
    )
    names = words.listing(short_name(other) for other in others)
    return Report(
        name="compare",
        title=words.say("compare.title.compare", base=short_name(base), others=names),
        lang=lang,
        blocks=tuple(blocks),
        data=to_json(views[0].comparison) if tables else {},
        columns=comparison_data.columns(views),
        rows=comparison_data.rows(views, [in_later_order(view) for view in views]) if tables else (),
        dates=tuple(text.work_date for text in (base, other) if text.work_date),
    )


def _whole(
    base: Agreement, others: Sequence[Agreement], views: Sequence[View], words: messages.Messages, *, every: bool
) -> list[Block]:
    blocks: list[Block] = [*cut_short.notes([view.comparison for view in views], words)]
    blocks += comparison_opening.texts(base, others, words, earlier_first=True)
    blocks += comparison_opening.attached(views)
    blocks += comparison_opening.summary(views, words, later=True)
    for number, view in enumerate(views, start=1):
        title = words.say("compare.section.later", name=short_name(view.comparison.other))
        blocks += [Heading(2, title, f"against-{number}"), *clauses(view, number, whole=every)]
    return [*blocks, *source_list(views)]
