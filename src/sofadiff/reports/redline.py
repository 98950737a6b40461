"""The redline report: every clause of the later text, in its order, with what became of the earlier text's words."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import messages
from sofadiff.comparison import Kind, Link, Verdict
from sofadiff.document import Block, Bullets, Details, Heading, Inline, Paragraph, Report, Strong, Text
from sofadiff.document import Link as Jump
from sofadiff.findings.readings import role_of
from sofadiff.model import Agreement, Completeness, Support
from sofadiff.reports import comparison_data, comparison_opening
from sofadiff.reports.passages import (
    View,
    card,
    class_labels,
    compared,
    redline,
    short_name,
    side_by_side,
    sources,
    state_marks,
    support_marks,
    told,
    unanswered,
    worded,
)


def report(
    agreement: Agreement,
    against: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """The agreement, clause by clause, against each comparator as the earlier text.

    With `only`, passages with a clause of another support are left out and listed.
    """
    words = messages.load(lang)
    views = compared(((base, agreement) for base in against), words, only)
    blocks: list[Block] = [
        *comparison_opening.texts(agreement, against, words),
        *comparison_opening.summary(views, words),
    ]
    for number, view in enumerate(views, start=1):
        role = words.say(f"compare.role.{role_of(agreement, view.comparison.base)}")
        title = words.say("compare.section", name=short_name(view.comparison.base), role=role)
        blocks += [Heading(2, title, f"against-{number}"), *clauses(view, number)]
    blocks += comparison_opening.left_out(views, only)
    names = words.listing(short_name(base) for base in against)
    return Report(
        name="redline",
        title=words.say("compare.title.redline", agreement=short_name(agreement), against=names),
        lang=lang,
        blocks=tuple(blocks),
        data=comparison_data.report_data("redline", agreement, against, views, lang=lang, only=only),
        columns=comparison_data.COLUMNS,
        rows=comparison_data.rows(views, [in_later_order(view) for view in views]),
    )


def clauses(view: View, number: int, *, whole: bool = True) -> tuple[Block, ...]:
    """Everything of one comparison: persons, terms, changes of substance at a glance, every clause, what is gone.

    Without `whole`, passages that are the same, in the same place and touched by no change of person are only named.
    """
    say = view.messages.say
    places = {id(link): place for place, link in enumerate(view.comparison.links)}
    ids = [f"against-{number}-passage-{place + 1}" for place in range(len(view.comparison.links))]
    ordered = in_later_order(view)
    same = [] if whole else [link for link in ordered if _plainly_same(view, link)]
    named = {id(link) for link in same}
    kept = [link for link in ordered if link.kind is not Kind.REMOVED and id(link) not in named]
    gone = [link for link in ordered if link.kind is Kind.REMOVED]
    blocks: list[Block] = [
        *comparison_opening.persons(view, number, ids),
        *comparison_opening.terms(view, number),
        *_at_a_glance(view, number, [(link, ids[places[id(link)]]) for link in ordered]),
        Heading(
            3,
            say(f"redline.clauses{'' if whole else '.changed'}", name=short_name(view.comparison.other)),
            f"clauses-{number}",
        ),
    ]
    for link in kept:
        blocks += _passage(view, link, ids[places[id(link)]])
    if same:
        label = view.messages.counted("redline.same", len(same))
        listed = "; ".join(view.pins(view.comparison.other, view.other(link)) for link in same)
        blocks.append(Details(label, (Paragraph((Text(listed),)),)))
    if gone:
        completeness = view.comparison.other.completeness
        known = {None: "file", Completeness.FULL: "known"}.get(completeness, "unknown")
        names = {"earlier": short_name(view.comparison.base), "later": short_name(view.comparison.other)}
        blocks.append(Heading(3, say("redline.removed", **names), f"removed-{number}"))
        blocks.append(Paragraph((Text(say(f"redline.removed.{known}", **names)),)))
        for link in gone:
            blocks += _passage(view, link, ids[places[id(link)]])
    return tuple(blocks)


def _plainly_same(view: View, link: Link) -> bool:
    comparison = view.comparison
    touched = any(link is comparison.links[place] for change in comparison.persons for place in change.links)
    return link.verdict is Verdict.IDENTICAL and not (link.moved or link.doubtful or touched)


def in_later_order(view: View) -> list[Link]:
    """Passages in the later text's order; those that only the earlier text has come last, in its order."""
    place = {unit.id: n for n, unit in enumerate(view.comparison.other.units)}
    there = {unit.id: n for n, unit in enumerate(view.comparison.base.units)}

    def key(link: Link) -> tuple[int, int]:
        if link.other:
            return (0, min(place[unit] for unit in link.other))
        return (1, min(there[unit] for unit in link.base))

    return sorted(view.comparison.links, key=key)


def _at_a_glance(view: View, number: int, links: Sequence[tuple[Link, str]]) -> tuple[Block, ...]:
    """Links to every substantive change with its classes; unanswered ones apart, folded away on a screen."""
    say = view.messages.say
    groups: dict[str, list[tuple[Inline, ...]]] = {"changed": [], "added": [], "removed": [], "unanswered": []}
    for link, target in links:
        if link.verdict is Verdict.SUBSTANTIVE:
            classes = (
                f"{say('compare.colon')}{class_labels(view, link)}" if link.classes and link.base and link.other else ""
            )
            groups[_group(view, link)].append((Jump(title(view, link), target), Text(classes)))
    blocks: list[Block] = [Heading(3, say("redline.glance"), f"glance-{number}")]
    if not any(groups.values()):
        blocks.append(Paragraph((Text(say("redline.glance.none")),)))
    for name, items in groups.items():
        label = f"{say(f'redline.glance.{name}')} ({len(items)})"
        if items and name == "unanswered":
            blocks.append(Details(label, (Bullets(tuple(items)),)))
        elif items:
            blocks += [Paragraph((Strong(label),)), Bullets(tuple(items))]
    return tuple(blocks)


def _group(view: View, link: Link) -> str:
    if unanswered(view.comparison, link):
        return "unanswered"
    return link.kind.value if link.kind in (Kind.ADDED, Kind.REMOVED) else "changed"


def _passage(view: View, link: Link, target: str) -> tuple[Block, ...]:
    marks: list[Inline] = []
    for mark in (*state_marks(view, link), *support_marks(view, link)):
        marks += [Text(" ")] if marks else []
        marks.append(mark)
    head = (Heading(4, title(view, link), target), Paragraph(tuple(marks)), Paragraph(told(view, link)))
    if link.verdict is Verdict.ASSUMED:
        return (*head, *(card(view, view.comparison.other, unit) for unit in view.other(link)))
    if unanswered(view.comparison, link):  # struck or underlined words would say that they went or came
        side, units = (
            (view.comparison.other, view.other(link)) if link.other else (view.comparison.base, view.base(link))
        )
        return (*head, *(card(view, side, unit) for unit in units))
    shown = redline(view, link) if worded(view, link) else side_by_side(view, link)
    return (*head, shown, *_sources(view, link))


def title(view: View, link: Link) -> str:
    """The clause's name in the later text, else in the earlier one, and what it is about."""
    comparison = view.comparison
    if link.other:
        name = view.pins(comparison.other, view.other(link))
    else:
        name = f"{short_name(comparison.base)}, {view.pins(comparison.base, view.base(link))}"
    about = view.subject(link)
    return f"{name} – {about}" if about and about not in name else name


def _sources(view: View, link: Link) -> tuple[Block, ...]:
    """Where both sides are known from, folded away on a screen."""
    comparison = view.comparison
    items = []
    for side, units in ((comparison.other, view.other(link)), (comparison.base, view.base(link))):
        items += [
            (Text(f"{short_name(side)}{view.messages.say('compare.colon')}"), *source)
            for source in sources(side, units)
        ]
    return (Details(view.messages.say("compare.sources"), (Bullets(tuple(items)),)),) if items else ()
