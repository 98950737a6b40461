"""In what words a clause that was found says it: word by word, side by side, or as it stands."""

from __future__ import annotations

from sofadiff.comparison.classify import Judged, Known, judge
from sofadiff.comparison.diff import runs
from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.known import IN_PART
from sofadiff.document import Block, ClauseCard, Mark, Redline, SideBySide
from sofadiff.languages import bcp47, iso639_3
from sofadiff.messages import Messages
from sofadiff.model import Agreement, NumberStatus, Support, Unit
from sofadiff.nearest import Clause, Entry
from sofadiff.nearest.finding import Answer, Answers, Near
from sofadiff.pinpoint import Standing
from sofadiff.reports.nearest_data import Pin

ALIKE = 0.45
"""Clauses less alike than this are shown as they stand: word by word nearly everything would be changed."""


def short_name(text: Agreement | Entry) -> str:
    """Slug, else the file's own name without its folders."""
    return text.slug or (text.path or text.work_uri).replace("\\", "/").rsplit("/", 1)[-1]


def compared(agreement: Agreement, unit: Unit, near: Near) -> Judged | None:
    """The word edits from the clause asked about to the one found; None where the two are not compared."""
    if near.assumed or not near.same_language:
        return None
    entry, language = near.clause.entry, iso639_3(agreement.language)
    ones = Glossary(agreement.terms, language).tokens(unit.text)
    twos = Glossary(entry.terms, language).tokens(near.clause.unit.text)
    return judge(runs(ones, twos), language, _known(agreement, unit, near.clause))


def told(near: Near, judged: Judged | None, messages: Messages) -> str:
    """What is different between the two clauses, or why that is not said, in one sentence."""
    say = messages.say
    if near.assumed:
        return say("compare.why.assumed")
    if judged is None:
        return say("compare.why.languages-differ-not-compared" if near.languages_stated else "nearest.why.unknown")
    if near.same_words:
        return say("compare.why.same-words")
    if near.hit.score < ALIKE:
        return say("nearest.otherwise")
    labels = ", ".join(say(f"compare.class.{change}") for change in judged.classes)
    if any(not change.editorial for change in judged.classes):
        return say("compare.why.name" if judged.names else "compare.why.classes", classes=labels)
    if judged.not_known:
        return say("compare.why.only-words-not-in-what-is-known")
    return say("compare.why.form", classes=labels) if labels else say("compare.why.same-words")


def shown(answers: Answers, answer: Answer, near: Near, judged: Judged | None, messages: Messages, pin: Pin) -> Block:
    """The words of a clause found: what differs, both texts where languages do, else the clause alone."""
    agreement, entry = answers.agreement, near.clause.entry
    labels = (
        f"{short_name(agreement)}, {pin(answer.unit, answer.place)}",
        f"{short_name(entry)}, {pin(near.clause.unit, near.clause.place)}",
    )
    langs = (bcp47(agreement.language), bcp47(entry.language))
    if judged is None and not near.assumed:
        return SideBySide(labels[0], answer.unit.text, langs[0], labels[1], near.clause.unit.text, langs[1])
    if judged is None or near.hit.score < ALIKE:
        return card(entry, near.clause.unit, near.clause.place, messages, pin)
    whole = _known(agreement, answer.unit, near.clause)
    return Redline(judged.edits, *labels, *langs, short_name(agreement), short_name(entry), whole.base, whole.other)


def card(text: Agreement | Entry, unit: Unit, place: Standing, messages: Messages, pin: Pin) -> ClauseCard:
    """A clause as it stands, with how well it is known."""
    label = pin(unit, place)
    return ClauseCard(
        slug=text.name,
        unit=unit.id,
        label=label,
        heading=unit.heading if unit.heading and unit.heading not in label else None,
        text=unit.text,
        lang=bcp47(text.language),
        marks=marks(unit, place, messages),
        sources=(),
        topics=(),
    )


def marks(unit: Unit, place: Standing, messages: Messages) -> tuple[Mark, ...]:
    """Support of a clause, a predicted number, a template that it was inferred from."""
    say = messages.say
    found = [Mark(unit.support.value, say(f"compare.support.{unit.support}"))] if unit.support else []
    if place.number is NumberStatus.PREDICTED:
        found.append(Mark("predicted", say("compare.number.predicted")))
    if unit.assumed_from:
        found.append(Mark("assumed", say("compare.assumed.from", clause=unit.assumed_from)))
    return tuple(found)


def _known(agreement: Agreement, unit: Unit, found: Clause) -> Known:
    """Which of the two clauses is known whole: what one of them lacks may else stand in it unseen."""
    entry = found.entry
    if agreement.work_uri and agreement.work_uri == entry.work_uri:
        return Known()
    return Known(
        agreement.completeness not in IN_PART or unit.support is Support.VERIFIED,
        entry.completeness not in IN_PART or found.unit.support is Support.VERIFIED,
    )
