"""What every comparison report says first: which texts, how well known, how much changed, which terms and persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sofadiff import codebook
from sofadiff.comparison import Comparison, PersonChange
from sofadiff.document import (
    Bar,
    BarChart,
    Block,
    Bullets,
    Cell,
    Details,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)
from sofadiff.findings.roles import role_of
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Completeness, NumberStatus, Support, UnitPart
from sofadiff.reports import authentic, pinned
from sofadiff.reports.passages import View, short_name
from sofadiff.reports.support_filter import LeftOut
from sofadiff.reports.telling import Fate, fate, mark_of, only_headings
from sofadiff.reports.titles import title_of

_RARE = (Fate.RESTATED, Fate.IN_PART)
"""Rows that are left out where they would be empty: between texts that were read."""


def texts(
    agreement: Agreement, against: Sequence[Agreement], messages: Messages, *, earlier_first: bool = False
) -> tuple[Block, ...]:
    """The limits, the texts compared and how well each is known.

    The first text is the one reported on, or with `earlier_first` the one that the others are read from.
    """
    say = messages.say
    limits = [Text(say("compare.limits"))]
    if not messages.reviewed:
        limits.append(Text(f" {say('compare.translation')}"))
    everything = (agreement, *against)
    return (
        Note("limits", say("compare.limits.title"), tuple(limits)),
        Heading(2, say("compare.texts"), "texts"),
        _texts_table(agreement, against, messages, earlier_first),
        *_numbers(everything, messages),
        *_not_known(everything, messages),
        *_support(everything, messages),
    )


def attached(views: Sequence[View]) -> tuple[Block, ...]:
    """What the user attached to the texts, and how far it was used; nothing where there is nothing."""
    texts = [side for view in views for side in (view.comparison.other, view.comparison.base)]
    return authentic.section(texts, views[0].messages, comparisons=[view.comparison for view in views])


def texts_alone(base: Agreement, others: Sequence[Agreement], messages: Messages) -> tuple[Block, ...]:
    """Only the table of the texts, the earlier one first."""
    return (_texts_table(base, others, messages, True),)


def counts_alone(views: Sequence[View], messages: Messages) -> tuple[Block, ...]:
    """Only the counts, without chart and explanation, and the warnings that go with them."""
    return tuple(block for block in summary(views, messages, later=True)[2:] if not isinstance(block, BarChart))


def counted(view: View) -> Counter[str]:
    """Passages by what became of them (each once), and how many moved, were renumbered or are doubtful.

    Headings are not clauses and not counted.
    """
    found: Counter[str] = Counter()
    for link in view.comparison.links:
        if not only_headings(view, link):
            found[fate(view, link).value] += 1
            found["moved"] += link.moved
            found["renumbered"] += link.renumbered
            found["doubtful"] += link.doubtful
    return found


def summary(views: Sequence[View], messages: Messages, *, later: bool = False) -> tuple[Block, ...]:
    """Counts for each comparison, in a table and a chart; `later` names the rows by the later text, not the earlier."""
    say = messages.say
    comparisons = [view.comparison for view in views]
    counts = {short_name(v.comparison.other if later else v.comparison.base): counted(v) for v in views}
    used = [what for what in Fate if what not in _RARE or any(count[what] for count in counts.values())]
    rows = tuple(
        (
            Cell((Text(say(f"compare.count.{c}")),), header=True),
            *(Cell((Text(str(count[c])),)) for count in counts.values()),
        )
        for c in (*used, "moved", "renumbered", "doubtful")
    )
    head = (say("compare.count"), *counts)
    bars = tuple(Bar(name, tuple((mark_of(c), count[c]) for c in used if count[c])) for name, count in counts.items())
    legend = tuple((mark_of(c), say(f"compare.count.{c}")) for c in used)
    blocks: list[Block] = [
        Heading(2, say("compare.summary"), "summary"),
        Paragraph((Text(say("compare.passage")),)),
        *_incomplete(comparisons, messages),
        Table("counts", say("compare.counts"), head, rows),
        BarChart("verdicts", say("compare.chart"), say("compare.chart.description"), bars, legend),
        *pinned.section(comparisons, messages),
    ]
    return tuple(blocks)


def persons(view: View, number: int, targets: Sequence[str | None]) -> tuple[Block, ...]:
    """Changes of person, each with every passage it touches. `targets` has a heading id for each link, or None."""
    changes, say = view.comparison.persons, view.messages.say
    if not changes:
        return ()
    return (
        Heading(3, say("compare.persons"), f"persons-{number}"),
        Paragraph((Text(say("compare.persons.why")),)),
        Bullets(tuple(_person(view, change, targets) for change in changes)),
    )


def left_out(views: Sequence[View], only: frozenset[Support] | None) -> tuple[Block, ...]:
    """What a filter left out of each comparison, clause by clause; nothing where there is no filter."""
    if only is None:
        return ()
    say = views[0].messages.say
    wanted = views[0].messages.listing(say(f"compare.support.{support}") for support in Support if support in only)
    blocks: list[Block] = [
        Heading(2, say("compare.left-out"), "left-out"),
        Paragraph((Text(say("compare.left-out.why", only=wanted)),)),
    ]
    for view in views:
        base, other = short_name(view.comparison.base), short_name(view.comparison.other)
        lines = tuple(
            (
                Text(f"{short_name(gone.agreement)}, {view.pin(gone.agreement, gone.unit)}{say('compare.colon')}"),
                Text(_reason(gone, view)),
            )
            for gone in view.filtered.left_out
        )
        title = view.messages.counted("compare.left-out.count", len(lines), base=base, other=other)
        blocks.append(Details(title, (Bullets(lines),)) if lines else Paragraph((Text(title),)))
    return tuple(blocks)


def _incomplete(comparisons: Sequence[Comparison], messages: Messages) -> tuple[Block, ...]:
    """That an unanswered passage may have its answer in what is not known of a text."""
    sides = {short_name(side): side for comparison in comparisons for side in (comparison.other, comparison.base)}
    partial = [name for name, side in sides.items() if side.completeness not in (None, Completeness.FULL)]
    if not partial:
        return ()
    return (Paragraph((Text(messages.say("compare.incomplete", names=messages.listing(partial))),)),)


def _person(view: View, change: PersonChange, targets: Sequence[str | None]) -> tuple[Inline, ...]:
    comparison, say = view.comparison, view.messages.say
    touched: list[Inline] = []
    for place in change.links:
        link = comparison.links[place]
        here = view.pins(comparison.other, view.other(link)) if link.other else ""
        label = here or view.pins(comparison.base, view.base(link))
        target = targets[place]
        touched += [Text("; ")] if touched else []
        touched.append(Link(label, target) if target else Text(label))
    return view.messages.inlines(
        "compare.persons.item",
        role=Strong(say(f"compare.role-name.{change.role}")),
        base=change.base,
        base_holder=say(f"compare.holder.{change.base_holder}"),
        other=change.other,
        other_holder=say(f"compare.holder.{change.other_holder}"),
        clauses=tuple(touched) or (Text("–"),),
    )


def _reason(gone: LeftOut, view: View) -> str:
    if gone.reason == "counterpart" or gone.unit.support is None:
        return view.messages.say("compare.left-out.counterpart")
    return view.messages.say(f"compare.support.{gone.unit.support}")


def _texts_table(agreement: Agreement, against: Sequence[Agreement], messages: Messages, earlier_first: bool) -> Table:
    say = messages.say
    rows = []
    for text in (agreement, *against):
        if earlier_first:
            role = "earlier" if text is agreement else "later"
        else:
            role = "subject" if text is agreement else role_of(agreement, text)
        words = "file" if not text.has_profile else "restatement" if text.path is None else "record"
        cells = (
            say(f"compare.role.{role}"),
            say(f"compare.completeness.{text.completeness or 'none'}"),
            say(f"compare.text-status.{text.text_status or 'none'}"),
            authentic.whose(text, say(f"compare.words.{words}"), messages),
        )
        name = Cell((Text(short_name(text)),), header=True)
        rows.append((name, Cell((title_of(text, messages.lang),)), *(Cell((Text(cell),)) for cell in cells)))
    head = ("text", "title", "role", "completeness", "text-status", "words")
    return Table("texts", say("compare.texts.caption"), tuple(say(f"compare.texts.{c}") for c in head), tuple(rows))


def _numbers(everything: Sequence[Agreement], messages: Messages) -> tuple[Block, ...]:
    """How clauses without a confirmed number are named, where there are any."""
    doubtful = (NumberStatus.PREDICTED, NumberStatus.UNKNOWN)
    if not any(unit.number in doubtful for agreement in everything for unit in agreement.units):
        return ()
    return (Paragraph((Text(messages.say("compare.numbers")),)),)


def _not_known(everything: Sequence[Agreement], messages: Messages) -> tuple[Block, ...]:
    """Topics on which a text, or the part of it that would tell, was not available."""
    items = []
    for agreement in everything:
        topics = dict.fromkeys(item.topic for item in agreement.not_known)
        if topics:
            labels = (codebook.topic_label(topic, messages.lang) for topic in topics)
            items.append((Strong(short_name(agreement)), Text(f"{messages.say('compare.colon')}{'; '.join(labels)}")))
    if not items:
        return ()
    return (
        Paragraph((Text(messages.say("compare.not-known")),)),
        Details(messages.say("compare.not-known.list"), (Bullets(tuple(items)),)),
    )


def _support(everything: Sequence[Agreement], messages: Messages) -> tuple[Block, ...]:
    """How many clauses of each text have which support; nothing where no text is one of our records."""
    if not any(agreement.has_profile for agreement in everything):
        return ()
    say = messages.say
    kinds = (*Support, None)
    counts = {
        short_name(text): Counter(unit.support for unit in text.units if unit.part is not UnitPart.HEADING)
        for text in everything
    }
    rows = tuple(
        (Cell((Text(name),), header=True), *(Cell((Text(str(count[kind])),)) for kind in kinds))
        for name, count in counts.items()
    )
    head = (say("compare.texts.text"), *(say(f"compare.support.{kind or 'none'}") for kind in kinds))
    bars = tuple(
        Bar(name, tuple((kind.value if kind else "na", count[kind]) for kind in kinds if count[kind]))
        for name, count in counts.items()
    )
    legend = tuple((kind.value if kind else "na", say(f"compare.support.{kind or 'none'}")) for kind in kinds)
    return (
        Table("support", say("compare.support.caption"), head, rows),
        BarChart("support", say("compare.support.chart"), say("compare.support.description"), bars, legend),
    )
