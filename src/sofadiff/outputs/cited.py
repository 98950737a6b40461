"""A citation with what must be known with it, and its manifest."""

from __future__ import annotations

from msgspec import Struct

from sofadiff import runs
from sofadiff.citing import Citation, citations
from sofadiff.citing.rules import rules
from sofadiff.citing.selecting import select
from sofadiff.errors import SofadiffError
from sofadiff.messages import Messages, load
from sofadiff.model import Agreement
from sofadiff.outputs import Output
from sofadiff.render.visible import visible

MACHINE = ("csl-json", "bibtex")
"""Styles that other programs read."""
STYLES = tuple(style for style in citations.ALL_STYLES if style not in MACHINE)
"""Styles that people read."""


class Cited(Struct, frozen=True):
    """A citation as it is delivered."""

    citation: Citation
    output: Output
    under: str
    """What must be known with a citation in a style of MACHINE, whose file holds nothing else; empty in any other."""


def cite(
    record: Agreement,
    clause: str | None,
    against: tuple[Agreement, str] | None,
    style: str,
    *,
    unchecked: bool,
    explain: bool,
    lang: str,
) -> Cited:
    """The citation of an agreement, of a clause, or of a clause set against another."""
    target = select(record, clause) if clause is not None else None
    if against is None:
        found = citations.cite(record, target, style, lang=lang, unchecked=unchecked)
    elif target is None:
        raise SofadiffError(
            "needs a clause on both sides.", where="--against", remedy="Say `cite A 47 --against B 51`."
        )
    else:
        sides = ((record, target), (against[0], select(*against)))
        found = citations.against(sides, style, lang=lang, unchecked=unchecked)
    run = runs.run(
        ("cite",),
        [record, *([against[0]] if against else [])],
        ["subject", *(["against"] if against else [])],
        clause=clause,
        against_clause=against[1] if against else None,
        style=style,
        unchecked="yes" if unchecked else None,
        explain="yes" if explain else None,
        lang=lang,
    )
    under = visible(_under(found, load(lang), explain=explain))
    text = visible(found.text)
    if style in MACHINE:
        return Cited(found, Output(run, {"text": lambda: text}), under)
    whole = f"{text}\n\n{under}\n" if under else f"{text}\n"
    return Cited(found, Output(run, {"text": lambda: whole}), "")


def _under(found: Citation, words: Messages, *, explain: bool) -> str:
    """What stands under a citation: link, notes and, if asked for, the rules."""
    lines = [f"{words.say('citing.label.link')}{found.link}"] if found.link else []
    lines += [f"{words.say('citing.label.note')}{note}" for note in found.notes]
    return "\n".join([*lines, *(_rule(name, words) for name in dict.fromkeys(found.rules if explain else ()))])


def _rule(name: str, words: Messages) -> str:
    """A rule with where it was read."""
    rule = rules()[name]
    if rule.ours:
        where = words.say("citing.rule.ours")
    elif rule.general_knowledge:
        where = words.say("citing.rule.general")
    else:
        where = words.say("citing.list.semicolon").join(
            words.say("citing.rule.read", title=place.title, url=place.url) for place in rule.read
        )
    return f"{words.say('citing.label.rule')}{name} – {rule.says[words.lang]} [{where}]"
