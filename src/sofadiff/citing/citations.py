"""A clause of an agreement to its citation: the line of the style, what must be known with it, its link, its rules."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.citing import Citation, Target, links, machine, notes, places, selecting
from sofadiff.citing.instrument import instrument
from sofadiff.citing.places import pinpoint
from sofadiff.citing.styles import STYLES, finished
from sofadiff.citing.whole import facts, inside
from sofadiff.messages import Messages, load
from sofadiff.model import Agreement, NumberStatus

ALL_STYLES = (*STYLES, "csl-json", "bibtex")
"""Every style there is: five to read, two for programs that manage references."""


def cite(
    agreement: Agreement, target: Target | None, style: str, *, lang: str = "en", unchecked: bool = False
) -> Citation:
    """The citation of a clause, or without one of the whole instrument.

    Refused, with the reason, where the clause's number is not confirmed. `lang` is the language of the notes; the words
    inside a citation are those of its style. `unchecked` puts series that rest on general knowledge in brackets.
    """
    say = load(lang)
    refusal = refused(agreement, target, say) if target else ""
    if refusal:
        assert target is not None
        return Citation(style, "", (), "", (), refusal, _instead(agreement, target, say))
    it = facts(agreement, style)
    pin = pinpoint(agreement, target) if target else None
    link = links.link([target]) if target else ""
    if style in STYLES:
        line = STYLES[style](it, pin, unchecked)
        marks = notes.marks(agreement, it, target, inside(style))
        followed = tuple(rule for rule in line.rules if pin or not rule.endswith(("-pin", "-points")))
        text, rules = finished(line, marks), (*followed, *notes.rules(it, marks, unchecked))
    else:
        entry = machine.Entry(it, pin, notes.marks(agreement, it, target, load("en")), link, unchecked)
        text = machine.csl_json([entry]) if style == "csl-json" else machine.bibtex([entry])
        rules = (style, *notes.rules(it, (), unchecked))
    told = notes.notes(agreement, it, target, style, say, unchecked=unchecked, link=link, text=text)
    return Citation(style, text, told, link, rules)


def against(
    sides: Sequence[tuple[Agreement, Target]], style: str, *, lang: str = "en", unchecked: bool = False
) -> Citation:
    """The citation of one clause set against another of a second agreement, with the permalink to their difference."""
    made = [cite(agreement, target, style, lang=lang, unchecked=unchecked) for agreement, target in sides]
    for one in made:
        if one.refused:
            return one
    link = links.link([target for _, target in sides])
    short = [agreement.short for agreement, _ in sides]
    colon = load(lang).say("compare.colon")
    told = tuple(f"{name}{colon}{note}" for name, one in zip(short, made, strict=True) for note in one.notes)
    rules = tuple(dict.fromkeys((*made[0].rules, *made[1].rules, *(("compare",) if style in STYLES else ()))))
    if style in STYLES:
        return Citation(style, joined(style, made[0].text, made[1].text), told, link, rules)
    entries = []
    for agreement, target in sides:
        it = instrument(agreement, "eng")
        marks = notes.marks(agreement, it, target, load("en"))
        entries.append(machine.Entry(it, pinpoint(agreement, target), marks, links.link([target]), unchecked))
    text = machine.csl_json(entries) if style == "csl-json" else machine.bibtex(entries)
    return Citation(style, text, told, link, rules)


def refused(agreement: Agreement, target: Target, say: Messages) -> str:
    """Why a clause is not cited by its number; empty where it is."""
    if target.number is NumberStatus.PREDICTED:
        pin = pinpoint(agreement, target)
        return say.say("citing.refused.predicted", number=places.plain(pin) if pin else "?")
    if target.number is NumberStatus.UNKNOWN:
        return say.say("citing.refused.unknown")
    return "" if pinpoint(agreement, target) else say.say("citing.refused.no-number")


def _instead(agreement: Agreement, target: Target, say: Messages) -> str:
    """What can be cited where the clause cannot: the article around it, if its number is confirmed, or the whole."""
    clause = target.ids[0] if target.ids else target.named.id
    around = selecting.above(agreement, target)
    pin = pinpoint(agreement, around) if around else None
    whole = f"{agreement.name} {around.ids[0]}" if pin and around and around.ids else agreement.name
    key = "citing.refused.instead.around" if pin else "citing.refused.instead"
    filling = {"place": places.plain(pin)} if pin else {}
    return say.say(key, whole=whole, slug=agreement.name, clause=clause, **filling)


def joined(style: str, one: str, two: str) -> str:
    """Two citations in one line, the second for comparison."""
    one, two = one.removesuffix("."), two.removesuffix(".")
    return {
        "oscola": f"{one}; cf {two}",
        "bluebook": f"Compare {one}, with {two}.",
        "un": f"{one}; compare {two}.",
        "french": f"{one}, à comparer avec {two}",
        "plain": f"{one}; compare {two}",
    }[style]
