"""What became of a passage, in marks and in words: never more than is known of both texts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sofadiff.comparison import Kind, Link, Meaning, Verdict
from sofadiff.comparison.classify import NOT_KNOWN
from sofadiff.comparison.known import answerable
from sofadiff.comparison.meanings import in_question
from sofadiff.document import Inline, Mark, Text
from sofadiff.messages import Messages
from sofadiff.model import Support, UnitPart
from sofadiff.reports import authentic, pinned
from sofadiff.reports.passages import View, short_name, weakest


class Fate(StrEnum):
    """What became of a passage; each passage has one."""

    IDENTICAL = "identical"
    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"
    """The words differ in substance, and both clauses were read, by us or by whoever attached their words."""
    RESTATED = "restated"
    """The restatements differ in substance; that the instruments do is not shown."""
    IN_PART = "in-part"
    """They differ only by words that one text, not known whole, may have as well."""
    ADDED = "added"
    REMOVED = "removed"
    UNANSWERED = "unanswered"
    """Nothing answers it in what is known of the other text."""
    ASSUMED = "assumed"


DIFFERING = (Fate.SUBSTANTIVE, Fate.RESTATED, Fate.IN_PART)
"""Passages of two sides whose words differ in more than form."""
_MARKS = {Fate.RESTATED: "doubtful", Fate.IN_PART: "unclear", Fate.UNANSWERED: "not-known"}
"""Fates whose mark has another name."""


def fate(view: View, link: Link) -> Fate:
    """What became of the passage."""
    if link.verdict is Verdict.ASSUMED:
        return Fate.ASSUMED
    if unanswered(view, link):
        return Fate.UNANSWERED
    if link.kind in (Kind.ADDED, Kind.REMOVED):
        return Fate(link.kind.value)
    if link.verdict is not Verdict.SUBSTANTIVE:
        return Fate(link.verdict.value)
    if link.verdict_rule == NOT_KNOWN:
        return Fate.IN_PART
    if link.authentic:
        return Fate.SUBSTANTIVE
    units = (*view.base(link), *view.other(link))
    return Fate.SUBSTANTIVE if all(unit.support in (Support.VERIFIED, None) for unit in units) else Fate.RESTATED


def unanswered(view: View, link: Link) -> bool:
    """Whether nothing known answers this passage in a text that is known only in part: then it may yet be there."""
    comparison = view.comparison
    return link.kind in (Kind.ADDED, Kind.REMOVED) and not answerable(comparison.base, comparison.other, link.kind)


def only_headings(view: View, link: Link) -> bool:
    """Whether the passage is headings and no clause: it is shown but not counted."""
    return all(unit.part is UnitPart.HEADING for unit in (*view.base(link), *view.other(link)))


def mark_of(what: Fate) -> str:
    """The mark kind that goes with a fate."""
    return _MARKS.get(what, what.value)


def class_labels(view: View, link: Link) -> str:
    """The change classes in words, comma-separated; empty for none."""
    return ", ".join(view.messages.say(f"compare.class.{change}") for change in link.classes)


def verdict_mark(view: View, link: Link) -> Mark:
    """What became of the passage; where nothing answers it, whether that is known."""
    what, say = fate(view, link), view.messages.say
    if what is Fate.UNANSWERED:
        return Mark("not-known", say(f"compare.unanswered.{link.kind}"))
    if what in (Fate.ADDED, Fate.REMOVED):
        return Mark(what.value, say(f"compare.kind.{what}"))
    return Mark(mark_of(what), say("compare.assumed" if what is Fate.ASSUMED else f"compare.verdict.{what}"))


def state_marks(view: View, link: Link) -> tuple[Mark, ...]:
    """Fate, shape, move and doubt, in that order."""
    say = view.messages.say
    marks = [verdict_mark(view, link)]
    if link.kind in (Kind.SPLIT, Kind.MERGED, Kind.REGROUPED):
        marks.append(Mark("moved", say(f"compare.kind.{link.kind}")))
    if link.moved:
        marks.append(Mark("moved", say("compare.moved")))
    if link.renumbered:
        marks.append(Mark("moved", say("compare.renumbered")))
    if link.doubtful:
        marks.append(Mark("doubtful", say("compare.doubtful")))
    if link.authentic:
        language = authentic.language_name(link.authentic, view.messages)
        marks.append(Mark("external", say("attached.mark.told", language=language)))
    return (*marks, *pinned.marks(view.comparison, link, view.messages))


def support_marks(view: View, link: Link) -> tuple[Mark, ...]:
    """The weakest support on each side that has any, and who confirmed its clauses."""
    say = view.messages.say
    texts = ((view.comparison.other, link.other), (view.comparison.base, link.base))
    sides = (
        ("compare.here", weakest(view.other(link))),
        ("compare.there", weakest(view.base(link))),
    )
    marks: list[Mark] = []
    for (side, support), (text, units) in zip(sides, texts, strict=True):
        if support is not None:
            label = f"{say(side)}{say('compare.colon')}{say(f'compare.support.{support}')}"
            marks.append(Mark(support.value, label))
        marks += authentic.confirmed_marks(text, units, say(side), view.messages)
    return tuple(marks)


def told(view: View, link: Link) -> tuple[Inline, ...]:
    """The passage in words: what changed and why it is called so, whether it moved, and what a person decided."""
    decided = pinned.told(view.comparison, link, view.messages)
    return (*_told(view, link), *((Text(f" {decided}"),) if decided else ()))


def _told(view: View, link: Link) -> tuple[Inline, ...]:
    comparison, say = view.comparison, view.messages.inlines
    what = fate(view, link)
    pins = {
        "base": view.pins(comparison.base, view.base(link)),
        "other": view.pins(comparison.other, view.other(link)),
        "earlier": short_name(comparison.base),
        "later": short_name(comparison.other),
    }
    if link.kind in (Kind.ADDED, Kind.REMOVED):
        return say(f"compare.told.{link.kind}{'.unknown' if what is Fate.UNANSWERED else ''}", **pins)
    words: list[Inline] = list(say("compare.told.verdict", reason=verdict_words(view, link)))
    if what is Fate.EDITORIAL:
        for meaning in in_question(comparison, link):
            words += say("compare.told.covered", terms=named(meaning, view.messages))
    if link.moved:
        words += say("compare.told.moved")
    if link.renumbered:
        words += say("compare.told.renumbered", **pins)
    if link.doubtful:
        words += say("compare.told.doubtful", rule=rule_label(view, link), score=score(view, link))
    return tuple(words)


def named(meaning: Meaning, messages: Messages) -> str:
    """The terms of a meaning in one phrase, each once however it is capitalised."""
    forms = {form.casefold(): form for form in reversed((*meaning.base, *meaning.other))}
    return messages.listing(reversed(forms.values()))


def verdict_words(view: View, link: Link) -> str:
    """Why the verdict is what it is, as a clause of a sentence."""
    say = view.messages.say
    if link.verdict_rule == NOT_KNOWN:
        return say(f"compare.why.{NOT_KNOWN}")
    if link.classes and link.verdict is Verdict.SUBSTANTIVE:
        labels = class_labels(view, link)
        name = link.verdict_rule == "name-not-in-glossary"
        return say(f"compare.why.{'name' if name else 'classes'}", classes=labels)
    if link.classes:
        return say("compare.why.form", classes=class_labels(view, link))
    key = link.verdict_rule.partition("-from-")[0]
    return say(f"compare.why.{key}")


def rule_label(view: View, link: Link) -> str:
    """By what rule the passage was paired, or by whom and why; a dash for one that was not."""
    if link.decided:
        return pinned.told(view.comparison, link, view.messages)
    return view.messages.say(f"compare.rule.{link.rule}") if link.rule else "–"


def score(view: View, link: Link) -> str:
    """The likeness, two decimals in the report's notation; a dash for a passage that was not paired."""
    if link.score is None:
        return "–"
    shown = f"{link.score:.2f}"
    return shown.replace(".", ",") if view.messages.lang == "fr" else shown


def differing(view: View, links: Sequence[Link]) -> list[Link]:
    """Passages that are not the same in substance, new and gone ones among them."""
    kept = (*DIFFERING, Fate.ADDED, Fate.REMOVED, Fate.UNANSWERED)
    return [link for link in links if fate(view, link) in kept]
