"""Defined terms of two texts that stand for each other, and whether the two texts say the same of what they cover.

One term in place of another of the same role is no change of substance. That two clauses have the same words does not
tell that they cover the same persons, though: that is said where the terms are explained, so it is told beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.comparison import Explained, Meaning
from sofadiff.comparison.meanings import NOT_SHOWN_ALIKE, covers_others
from sofadiff.document import Block, Bullets, Cell, Heading, Inline, Paragraph, Table, Text
from sofadiff.document import Link as Jump
from sofadiff.reports.passages import View, short_name
from sofadiff.reports.telling import Fate, fate, named, only_headings


def terms(view: View, number: int, targets: Sequence[str | None]) -> tuple[Block, ...]:
    """Each pair of terms once, with what became of the clauses that explain them. `targets` as for persons."""
    say = view.messages.say
    shown = [
        meaning
        for meaning in view.comparison.meanings
        if meaning.base != meaning.other or meaning.explained in NOT_SHOWN_ALIKE
    ]
    if not shown:
        return ()
    rows = tuple(
        (
            Cell((Text(say(f"compare.role-name.{meaning.role}")),), header=True),
            Cell((Text(", ".join(meaning.base)),)),
            Cell((Text(", ".join(meaning.other)),)),
            Cell((Text(str(len(meaning.links))),)),
            Cell(_explained(view, meaning, targets)),
        )
        for meaning in shown
    )
    base, other = short_name(view.comparison.base), short_name(view.comparison.other)
    caption = say("compare.terms.caption", base=base, other=other)
    head = (say("compare.terms.role"), base, other, say("compare.terms.clauses"), say("compare.terms.explained"))
    blocks: list[Block] = [
        Heading(3, say("compare.terms"), f"terms-{number}"),
        Paragraph((Text(say("compare.terms.why")),)),
        Table(f"terms-{number}", caption, head, rows),
    ]
    lines = tuple(line for meaning in shown if (line := _same_words(view, meaning, targets)))
    if lines:
        blocks += [Paragraph((Text(say("compare.terms.covered")),)), Bullets(lines)]
    return tuple(blocks)


def _explained(view: View, meaning: Meaning, targets: Sequence[str | None]) -> tuple[Inline, ...]:
    """Where the terms are explained, and what became of these clauses."""
    say, comparison = view.messages.say, view.comparison
    base = view.pins(comparison.base, (view.base_by_id[unit] for unit in meaning.base_at))
    other = view.pins(comparison.other, (view.other_by_id[unit] for unit in meaning.other_at))
    if meaning.explained in (Explained.APART, Explained.EARLIER, Explained.LATER, Explained.NOWHERE):
        return (Text(say(f"compare.explained.{meaning.explained}", base=base, other=other)),)
    where = f"{base} – {other}"
    target = targets[meaning.via[0]] if meaning.via else None
    fates = [fate(view, comparison.links[place]) for place in meaning.via]
    what = max(fates, key=list(Fate).index, default=None)
    told = what is None or meaning.explained is Explained.PARTLY
    said = say(f"compare.explained.{meaning.explained}" if told or what is None else _label(what))
    return (Jump(where, target) if target else Text(where), Text(f"{say('compare.colon')}{said}"))


def _label(what: Fate) -> str:
    return "compare.assumed" if what is Fate.ASSUMED else f"compare.verdict.{what}"


def _same_words(view: View, meaning: Meaning, targets: Sequence[str | None]) -> tuple[Inline, ...]:
    """Passages whose words are the same but for terms, where the persons whom they cover are not shown to be."""
    if not covers_others(meaning):
        return ()
    comparison = view.comparison
    names: list[Inline] = []
    for place in meaning.links:
        link = comparison.links[place]
        own = place in meaning.via or only_headings(view, link)
        if own or fate(view, link) not in (Fate.IDENTICAL, Fate.EDITORIAL):
            continue
        name, target = view.pins(comparison.other, view.other(link)), targets[place]
        names += [*((Text("; "),) if names else ()), Jump(name, target) if target else Text(name)]
    label = view.messages.say("compare.terms.covered.item", terms=named(meaning, view.messages))
    return (Text(label), *names) if names else ()
