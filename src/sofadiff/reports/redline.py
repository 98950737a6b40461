"""The redline report: every clause of the later text, in its order, with what became of the earlier text's words."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from sofadiff import messages
from sofadiff.comparison import Kind, Link
from sofadiff.comparison.glossary import Glossary
from sofadiff.document import Block, Bullets, Details, Heading, Inline, Paragraph, Report, Strong, Text
from sofadiff.document import Link as Jump
from sofadiff.findings.roles import role_of
from sofadiff.languages import bcp47
from sofadiff.model import Agreement, Completeness, Support
from sofadiff.reports import authentic, comparison_data, comparison_opening, cut_short, terms
from sofadiff.reports.passages import View, beside, compared, redline, short_card, short_name, side_by_side, worded
from sofadiff.reports.source_list import cited_sources, source_list
from sofadiff.reports.telling import Fate, class_labels, fate, state_marks, support_marks, told, unanswered

GLANCE = (Fate.SUBSTANTIVE, Fate.RESTATED, Fate.ADDED, Fate.REMOVED)
"""Passages that the list at the head of a comparison names."""

Shown = dict[Hashable, tuple[str, str]]
"""What was printed already -> the comparator in whose comparison it stands, and the heading there."""


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
        *cut_short.notes([view.comparison for view in views], words),
        *comparison_opening.texts(agreement, against, words),
        *comparison_opening.attached(views),
        *comparison_opening.summary(views, words),
    ]
    shown: Shown | None = {} if len(views) > 1 else None  # within one comparison nothing is said twice
    for number, view in enumerate(views, start=1):
        role = words.say(f"compare.role.{role_of(agreement, view.comparison.base)}")
        title = words.say("compare.section", name=short_name(view.comparison.base), role=role)
        blocks += [Heading(2, title, f"against-{number}"), *clauses(view, number, shown=shown)]
    blocks += comparison_opening.left_out(views, only)
    blocks += source_list(views)
    names = words.listing(short_name(base) for base in against)
    return Report(
        name="redline",
        title=words.say("compare.title.redline", agreement=short_name(agreement), against=names),
        lang=lang,
        blocks=tuple(blocks),
        data=comparison_data.report_data("redline", agreement, against, views, lang=lang, only=only),
        columns=comparison_data.columns(views),
        rows=comparison_data.rows(views, [in_later_order(view) for view in views]),
    )


def clauses(view: View, number: int, *, whole: bool = True, shown: Shown | None = None) -> tuple[Block, ...]:
    """Everything of one comparison: persons, terms, changes at a glance, every clause, what has no answer.

    Without `whole`, passages that are the same, in the same place and touched by no change of person are only named;
    what `shown` has from a comparison before this one is referred to, not printed again.
    """
    say = view.messages.say
    places = {id(link): place for place, link in enumerate(view.comparison.links)}
    ids = [f"against-{number}-passage-{place + 1}" for place in range(len(view.comparison.links))]
    ordered = in_later_order(view)
    same = [] if whole else [link for link in ordered if plainly_same(view, link) and not link.decided]
    named = {id(link) for link in same}
    kept = [link for link in ordered if link.kind is not Kind.REMOVED and id(link) not in named]
    gone = [link for link in ordered if link.kind is Kind.REMOVED]
    printed = [None if id(link) in named else ids[place] for place, link in enumerate(view.comparison.links)]
    blocks: list[Block] = [
        *comparison_opening.persons(view, number, ids),
        *terms.terms(view, number, printed),
        *_at_a_glance(view, number, [(link, ids[places[id(link)]]) for link in ordered]),
        Heading(
            3,
            say(f"redline.clauses{'' if whole else '.changed'}", name=short_name(view.comparison.other)),
            f"clauses-{number}",
        ),
    ]
    for link in kept:
        blocks += _passage(view, link, ids[places[id(link)]], shown)
    if same:
        label = view.messages.counted("redline.same", len(same))
        listed = "; ".join(view.pins(view.comparison.other, view.other(link)) for link in same)
        blocks.append(Details(label, (Paragraph((Text(listed),)),)))
    return (*blocks, *_gone(view, gone, number, [ids[places[id(link)]] for link in gone]))


def _gone(view: View, gone: Sequence[Link], number: int, ids: Sequence[str]) -> tuple[Block, ...]:
    """Clauses of the earlier text that nothing answers: passages where that is known, else a list."""
    if not gone:
        return ()
    say, comparison = view.messages.say, view.comparison
    known = {None: "file", Completeness.FULL: "known"}.get(comparison.other.completeness, "unknown")
    names = {"earlier": short_name(comparison.base), "later": short_name(comparison.other)}
    blocks: list[Block] = [
        Heading(3, say("redline.removed", **names), f"removed-{number}"),
        Paragraph((Text(say(f"redline.removed.{known}", **names)),)),
    ]
    if not unanswered(view, gone[0]):
        for link, target in zip(gone, ids, strict=True):
            blocks += _passage(view, link, target, None)
        return tuple(blocks)
    own = [link for link in gone if not all(unit.assumed_from for unit in view.base(link))]
    copied = [link for link in gone if all(unit.assumed_from for unit in view.base(link))]
    if own:
        blocks.append(Bullets(tuple(_line(view, link) for link in own)))
    if copied:
        label = view.messages.counted("redline.copied", len(copied))
        listed = "; ".join(title(view, link).removeprefix(f"{names['earlier']}, ") for link in copied)
        blocks.append(Details(label, (Paragraph((Text(listed),)),)))
    return tuple(blocks)


def _line(view: View, link: Link) -> tuple[Inline, ...]:
    """An unanswered clause of the earlier text in one item: its name, its support and its words."""
    words = "\n".join(unit.text for unit in view.base(link))
    marks = [item for mark in support_marks(view, link) for item in (mark, Text(" "))]
    base = view.comparison.base
    label = title(view, link).removeprefix(f"{short_name(base)}, ")
    line: list[Inline] = [Strong(label), Text(" "), *marks, Text(words, bcp47(base.language))]
    for text in base.authentic:
        for clause in (text.by_unit[unit] for unit in link.base if unit in text.by_unit):
            name = authentic.words_name(text, view.messages)
            line += [Text(f" | {name}{view.messages.say('compare.colon')}"), Text(clause.text, bcp47(text.language))]
    return tuple(line)


def plainly_same(view: View, link: Link) -> bool:
    """Whether nothing at all is to be said of a passage: the same words in the same place, and the same persons."""
    comparison = view.comparison
    touched = any(link is comparison.links[place] for change in comparison.persons for place in change.links)
    return fate(view, link) is Fate.IDENTICAL and not (link.moved or link.doubtful or touched)


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
    """Jumps to every passage that differs, with its classes; what has no known answer is only counted elsewhere."""
    say = view.messages.say
    groups: dict[Fate, list[tuple[Inline, ...]]] = {name: [] for name in GLANCE}
    for link, target in links:
        if (what := fate(view, link)) in groups:
            classes = f"{say('compare.colon')}{class_labels(view, link)}" if link.base and link.other else ""
            groups[what].append((Jump(title(view, link), target), Text(classes)))
    key = "redline.glance.restated" if groups[Fate.RESTATED] else "redline.glance"
    blocks: list[Block] = [Heading(3, say(key), f"glance-{number}")]
    if groups[Fate.RESTATED]:
        blocks.append(Paragraph((Text(say("redline.glance.restated.why")),)))
    if not any(groups.values()):
        blocks.append(Paragraph((Text(say("redline.glance.none")),)))
    for name, items in groups.items():
        if items:
            label = f"{say(f'redline.glance.{name}')} ({len(items)})"
            blocks += [Paragraph((Strong(label),)), Bullets(tuple(items))]
    return tuple(blocks)


def _passage(view: View, link: Link, target: str, shown: Shown | None) -> tuple[Block, ...]:
    marks: list[Inline] = []
    for mark in (*state_marks(view, link), *support_marks(view, link)):
        marks += [mark, Text(" ")]
    what = fate(view, link)
    plain = what is Fate.IDENTICAL and not (link.moved or link.renumbered or link.decided)
    head = (Heading(4, title(view, link), target), Paragraph((*marks, *(() if plain else told(view, link)))))
    name = short_name(view.comparison.base)
    before = (name, target) if shown is None else shown.setdefault(_words(view, link), (name, target))
    if before[1] != target:
        key = "redline.as-above" if link.base else "redline.as-above.lone"
        again = view.messages.inlines(key, name=name, before=Jump(before[0], before[1]))
        return (*head[:1], Paragraph((*head[1].inlines, Text(" "), *again)))
    if what in (Fate.ASSUMED, Fate.UNANSWERED):  # struck or underlined words would say that they went or came
        side, units = (
            (view.comparison.other, view.other(link)) if link.other else (view.comparison.base, view.base(link))
        )
        return (*head, *(short_card(view, side, unit) for unit in units), *beside(view, link))
    words = redline(view, link) if worded(view, link) else side_by_side(view, link)
    return (*head, words, *beside(view, link), *cited_sources(view, link))


def _words(view: View, link: Link) -> Hashable:
    """What a passage would print: equal for two comparators whose clauses say the same of this clause."""
    glossary = Glossary.of(view.comparison.base)
    base = tuple(token.norm for unit in view.base(link) for token in glossary.tokens(unit.text))
    attached = authentic.codes(view.comparison.base, link.base)
    return (link.other or link.base, base if link.base and link.other else (), fate(view, link), attached)


def title(view: View, link: Link) -> str:
    """The clause's name in the later text, else in the earlier one, and what it is about."""
    comparison = view.comparison
    if link.other:
        name = view.pins(comparison.other, view.other(link))
    else:
        name = f"{short_name(comparison.base)}, {view.pins(comparison.base, view.base(link))}"
    about = view.subject(link)
    return f"{name} – {about}" if about and about not in name else name
