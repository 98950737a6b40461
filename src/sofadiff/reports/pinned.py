"""What persons decided on which clauses answer each other: as a section of a report, and beside a passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sofadiff import codebook, pinpoint
from sofadiff.comparison import Comparison, Decided, Link, Refused, pinning
from sofadiff.document import Block, Bullets, Heading, Inline, Mark, Note, Paragraph, Strong, Text
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Decision, UnitPart
from sofadiff.reports.passages import short_name

if TYPE_CHECKING:
    from sofadiff.comparison.between import Between

OTHER = "other-agreement"
"""Reason of decisions that do not concern a comparison at all; only counted."""


def section(comparisons: Sequence[Comparison | Between], words: Messages, *, level: int = 2) -> tuple[Block, ...]:
    """Every decision on the texts compared: those that were applied, and those that were not with the reason.

    Nothing where no file of pins has anything to say.
    """
    applied: list[tuple[Inline, ...]] = []
    refused: list[tuple[Inline, ...]] = []
    elsewhere = set()
    for comparison in comparisons:
        applied += [_decision(comparison, found, words) for found in comparison.pins.applied]
        refused += [_refusal(comparison, gone, words) for gone in comparison.pins.refused if gone.reason != OTHER]
        elsewhere |= {gone.pin for gone in comparison.pins.refused if gone.reason == OTHER}
    # Of several comparisons with one text, each has decisions that concern another of them.
    elsewhere -= {found.pin for comparison in comparisons for found in comparison.pins.applied}
    elsewhere -= {gone.pin for comparison in comparisons for gone in comparison.pins.refused if gone.reason != OTHER}
    if not (applied or refused or elsewhere):
        return ()
    blocks: list[Block] = [Heading(level, words.say("pins.title"), "pins")]
    if applied:
        blocks += [Paragraph((Text(words.say("pins.why")),)), Bullets(tuple(applied))]
    if refused:
        blocks.append(Note("warning", words.counted("pins.refused", len(refused)), (Text(words.say("pins.refused")),)))
        blocks.append(Bullets(tuple(refused)))
    if elsewhere:
        blocks.append(Paragraph((Text(words.counted("pins.elsewhere", len(elsewhere))),)))
    return tuple(blocks)


def marks(comparison: Comparison, link: Link, words: Messages) -> tuple[Mark, ...]:
    """That a person made the passage what it is."""
    found = [Mark("pinned", words.say("pins.mark.link"))] if link.decided else []
    if kept_apart(comparison, link):
        found.append(Mark("pinned", words.say("pins.mark.forbid")))
    return tuple(found)


def told(comparison: Comparison, link: Link, words: Messages) -> str:
    """Who decided that the passage is what it is, when and why; empty where nobody did."""
    said = [words.say("pins.told.link", **_person(found)) for found in link.decided]
    for found in kept_apart(comparison, link):
        here = bool(set(found.base) & set(link.base))
        name = _clause(comparison, found, base=not here, words=words)
        said.append(words.say("pins.told.forbid", clause=name, **_person(found)))
    return " ".join(said)


def codes(comparison: Comparison, link: Link) -> str:
    """The same for a program: decision, person, day and reason, a line for each."""
    return "\n".join(
        f"{found.pin.decision} {found.pin.by}, {found.pin.date}: {found.pin.why}"
        for found in (*link.decided, *kept_apart(comparison, link))
    )


def not_applied(comparisons: Sequence[Comparison | Between]) -> str:
    """Decisions on the texts compared that do not apply, a line for each: reason, clauses, person, day and why."""
    return "\n".join(
        f"{gone.reason}: {gone.pin.decision} {gone.pin.agreement} {gone.pin.clause}, {gone.pin.against} "
        f"{gone.pin.other_clause} ({gone.pin.by}, {gone.pin.date}: {gone.pin.why})"
        for comparison in comparisons
        for gone in comparison.pins.refused
        if gone.reason != OTHER
    )


def kept_apart(comparison: Comparison, link: Link) -> tuple[Decided, ...]:
    """The decisions that a clause of the passage does not answer another one."""
    forbids = [found for found in comparison.pins.applied if found.pin.decision is Decision.FORBID]
    if not forbids:
        return ()
    base, other = set(link.base), set(link.other)
    return tuple(found for found in forbids if not base.isdisjoint(found.base) or not other.isdisjoint(found.other))


def _person(found: Decided | Refused) -> dict[str, str]:
    why = found.pin.why
    return {"by": found.pin.by, "date": found.pin.date, "why": why if why.endswith((".", "!", "?", "…")) else f"{why}."}


def _decision(comparison: Comparison | Between, found: Decided, words: Messages) -> tuple[Inline, ...]:
    key = f"pins.item.{found.pin.decision}"
    one, two = (_clause(comparison, found, base=base, words=words) for base in (True, False))
    return words.inlines(key, one=Strong(one), two=Strong(two), **_person(found))


def _refusal(comparison: Comparison | Between, gone: Refused, words: Messages) -> tuple[Inline, ...]:
    key = f"pins.item.{gone.pin.decision}"
    one, two = (_named(comparison, gone, name, words) for name in (gone.pin.clause, gone.pin.other_clause))
    clauses = words.listing(_named(comparison, gone, name, words) for name in gone.clauses)
    why = words.say(f"pins.reason.{gone.reason}", clauses=clauses)
    return (*words.inlines(key, one=Strong(one), two=Strong(two), **_person(gone)), Text(f" {why}"))


def _clause(comparison: Comparison | Between, found: Decided, *, base: bool, words: Messages) -> str:
    """The clause on one side of a decision, with the name of its text."""
    agreement, units = (comparison.base, found.base) if base else (comparison.other, found.other)
    names = (found.pin.clause, found.pin.other_clause)
    name = next((n for n in names if tuple(u.id for u in pinning.clause(agreement, n)) == units), names[0])
    return label(agreement, name, words)


def _named(comparison: Comparison | Between, gone: Refused, name: str, words: Messages) -> str:
    """A clause of a decision that does not apply, by number where it is still there."""
    owner = gone.pin.agreement if name == gone.pin.clause else gone.pin.against
    agreement = next((side for side in (comparison.base, comparison.other) if side.identity == owner), None)
    return label(agreement, name, words) if agreement else f"{owner}, {name}"


def label(agreement: Agreement, name: str, words: Messages) -> str:
    """The text and the number of a clause as a whole; its name in the file where there is no such clause."""
    units = pinning.clause(agreement, name)
    if not units:
        return name if name.startswith(f"{agreement.identity}-") else f"{short_name(agreement)}, {name}"
    unit = units[0]
    if not name.endswith(pinning.ENDINGS) and unit.part in (UnitPart.INTRO, UnitPart.WRAP_UP):
        unit = replace(unit, part=UnitPart.CONTENT)

    def topic(name: str) -> str:
        return codebook.topic_label(name, words.lang)

    return f"{short_name(agreement)}, {pinpoint.label(agreement, unit, words, topic, short=True)}"
