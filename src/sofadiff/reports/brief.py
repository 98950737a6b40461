"""A comparison short enough to read on a terminal: one line and the words for each clause that differs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sofadiff.comparison import Kind, Link
from sofadiff.document import Block, Bullets, Heading, Inline, Note, Paragraph, Strong, Text
from sofadiff.messages import Messages
from sofadiff.model import Agreement
from sofadiff.reports import authentic, comparison_opening, cut_short, pinned, terms
from sofadiff.reports.passages import View, beside, redline, short_name, side_by_side, worded
from sofadiff.reports.redline import in_later_order, plainly_same, title
from sofadiff.reports.telling import Fate, class_labels, fate, only_headings, unanswered, verdict_mark


def blocks(base: Agreement, others: Sequence[Agreement], views: Sequence[View], words: Messages) -> tuple[Block, ...]:
    """The limits, the counts and each comparison: terms, persons, clauses that differ; the rest in a line each."""
    found: list[Block] = [
        *cut_short.notes([view.comparison for view in views], words),
        Note("limits", words.say("compare.limits.title"), (Text(words.say("compare.limits")),)),
        *comparison_opening.texts_alone(base, others, words),
        *comparison_opening.attached(views),
        *comparison_opening.counts_alone(views, words),
        Paragraph((Text(words.say("compare.brief.signs")), Text(" "), Text(words.say("compare.brief.more")))),
    ]
    for number, view in enumerate(views, start=1):
        found += [
            Heading(2, words.say("compare.section.later", name=short_name(view.comparison.other)), f"against-{number}"),
            *comparison_opening.persons(view, number, [None] * len(view.comparison.links)),
            *terms.terms(view, number, [None] * len(view.comparison.links)),
            *_differing(view, number),
            *_lists(view, number),
        ]
    return tuple(found)


def _differing(view: View, number: int) -> tuple[Block, ...]:
    say = view.messages.say
    chosen = [link for link in in_later_order(view) if _is_shown(view, link)]
    if not chosen:
        return (Paragraph((Text(say("redline.glance.none")),)),)
    found: list[Block] = [
        Heading(3, say("compare.brief.differ", name=short_name(view.comparison.other)), f"clauses-{number}")
    ]
    if any(fate(view, link) is Fate.RESTATED for link in chosen):
        found.append(Paragraph((Text(say("redline.glance.restated.why")),)))
    for link in chosen:
        shown = replace(redline(view, link), base_label="", other_label="")
        found += [Paragraph(_header(view, link)), shown if worded(view, link) else side_by_side(view, link)]
        found += () if link.authentic else beside(view, link)
    return tuple(found)


def _is_shown(view: View, link: Link) -> bool:
    """Whether the words of a passage are shown: they differ, or one text has them and the other certainly not."""
    return fate(view, link) in (Fate.SUBSTANTIVE, Fate.RESTATED, Fate.IN_PART, Fate.ADDED, Fate.REMOVED)


def _header(view: View, link: Link) -> tuple[Inline, ...]:
    """The clause, what answers it, what is different and what is to be doubted, in one line."""
    comparison, say = view.comparison, view.messages.say
    what = fate(view, link)
    named = link.classes and what is not Fate.IN_PART
    parts = [class_labels(view, link) if named else verdict_mark(view, link).label]
    if link.authentic:
        language = authentic.language_name(link.authentic, view.messages)
        parts.append(say("attached.mark.told", language=language))
    for side, units, where in ((comparison.other, link.other, "here"), (comparison.base, link.base, "there")):
        marks = authentic.confirmed_marks(side, units, say(f"compare.{where}"), view.messages)
        parts += [mark.label for mark in marks]
    if link.moved:
        parts.append(say("compare.moved"))
    if link.doubtful:
        parts.append(say("compare.doubtful"))
    if decided := pinned.told(comparison, link, view.messages):
        parts.append(decided)
    there = f" < {view.pins(comparison.base, view.base(link))}" if link.base and link.other else ""
    return (Text(f"{title(view, link)}{there} | {'; '.join(parts)}"),)


def _lists(view: View, number: int) -> tuple[Block, ...]:
    """The passages whose words are not shown, by what became of them; a count for what is plainly the same."""
    say, comparison = view.messages.say, view.comparison
    items: list[tuple[Inline, ...]] = []
    links = [link for link in in_later_order(view) if not only_headings(view, link)]
    for what in (Fate.EDITORIAL, Fate.ASSUMED):
        chosen = [link for link in links if fate(view, link) is what]
        if chosen:
            named = "; ".join(view.pins(comparison.other, view.other(link)) for link in chosen)
            items.append(_item(view, say(f"compare.brief.{what}"), len(chosen), named))
    for kind, silent, side in (
        (Kind.ADDED, comparison.base, comparison.other),
        (Kind.REMOVED, comparison.other, comparison.base),
    ):
        chosen = [link for link in links if link.kind is kind and unanswered(view, link)]
        units = [view.other(link) or view.base(link) for link in chosen]
        if chosen:
            label = f"{short_name(side)}, {say(f'compare.brief.{kind}', name=short_name(silent)).lower()}"
            items.append(_item(view, label, len(chosen), "; ".join(view.pins(side, each) for each in units)))
    same = [link for link in links if fate(view, link) is Fate.IDENTICAL]
    if same:
        odd = [link for link in same if not plainly_same(view, link)]
        named = "; ".join(view.pins(comparison.other, view.other(link)) for link in odd)
        label = view.messages.counted("compare.brief.same", len(same))
        items.append((Strong(label), Text(f" ({say('compare.moved')}{say('compare.colon')}{named})" if odd else "")))
    if not items:
        return ()
    return (Heading(3, say("compare.brief.lists"), f"rest-{number}"), Bullets(tuple(items)))


def _item(view: View, label: str, count: int, named: str) -> tuple[Inline, ...]:
    return (Strong(f"{label} ({count})"), Text(f"{view.messages.say('compare.colon')}{named}"))
