"""Gaps and gains in prose: every flag with its severity, rule and clauses, and what was strengthened or added."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Bullets, Code, Heading, Inline, Paragraph, Strong, Text
from sofadiff.findings.directions import change
from sofadiff.findings.gaps import FORUMLESS, Gap
from sofadiff.findings.readings import Group
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import flag_mark

_ORDER = {"high": 0, "medium": 1, "low": 2}
GAINS = ("stronger-accountability", "less-immunity", "added")
"""Directions printed under what was strengthened or added."""


def gap_list(w: Wording, gaps: Sequence[Gap], groups: Sequence[Group]) -> list[Block]:
    """Every gap, gravest first, one line for the categories that share it; then the gains."""
    say = w.messages.say
    blocks: list[Block] = [Heading(2, say("h.gaps"), "gaps"), Paragraph((Text(say("gaps.lead")),))]
    items = [_gap_line(w, alike) for alike in _merged(gaps)]
    blocks.append(Bullets(tuple(items)) if items else Paragraph((Text(say("gaps.none")),)))
    rules = dict.fromkeys(gap.severity for gap in sorted(gaps, key=lambda gap: _ORDER[gap.severity]))
    if rules:
        blocks.append(Paragraph((Strong(say("gaps.rules")),)))
        blocks.append(Bullets(tuple((Text(_rule(w, severity)),) for severity in rules)))
    return blocks + _gains(w, groups)


def _rule(w: Wording, severity: str) -> str:
    return next(item.rule[w.lang] for item in w.codebook.severities if item.id == severity)


def _merged(gaps: Sequence[Gap]) -> list[list[Gap]]:
    """Gaps that differ only in the category of person, together; gravest first, else in the order found."""
    found: dict[tuple[object, ...], list[Gap]] = {}
    for gap in gaps:
        chain = tuple((agreement.name, unit.id) for agreement, unit in gap.chain)
        found.setdefault((gap.flag, gap.severity, gap.code, gap.against, gap.detail, chain), []).append(gap)
    return sorted(found.values(), key=lambda alike: _ORDER[alike[0].severity])


def _gap_line(w: Wording, alike: Sequence[Gap]) -> tuple[Inline, ...]:
    gap = alike[0]
    variable = w.codebook.variable(gap.code)
    persons = tuple(dict.fromkeys(item.person for item in alike if item.person))
    out: list[Inline] = [flag_mark(w, gap), Text(" "), Code(gap.code), Text(f" {variable.label[w.lang]}")]
    if persons:
        out.append(Text(f" ({w.persons(persons)})"))
    if gap.against:
        out += w.messages.inlines("gaps.against", comparator=Code(gap.against))
    stop = "" if gap.flag == FORUMLESS else "."
    out.append(Text(f"{w.messages.say('list.colon')}{_meaning(w, gap)}{stop}"))
    out += _chain(w, gap)
    return tuple(out)


def _meaning(w: Wording, gap: Gap) -> str:
    if gap.flag == FORUMLESS:
        return w.messages.say(f"gap.forumless.{gap.detail}")
    if gap.code.startswith("IM") and gap.flag in ("G1", "G2", "G8"):
        return w.messages.say(f"gap.immunity.{gap.flag}.meaning")
    meaning = next(flag.meaning[w.lang] for flag in w.codebook.gap_flags if flag.id == gap.flag)
    return f"{meaning} ({gap.detail})" if gap.flag == "G3" and gap.detail else meaning


def _chain(w: Wording, gap: Gap) -> list[Inline]:
    """The clauses it follows from; a gap found in a silence says so."""
    if not gap.chain:
        return [Text(" "), Text(w.messages.say("gaps.no-clause"))]
    out: list[Inline] = []
    last = None
    for agreement, unit in gap.chain:
        out += [Text("; " if out else " ")]
        if agreement.name != last:
            out += [Strong(w.name(agreement)), Text(" ")]
        out.append(w.cite(agreement, unit))
        last = agreement.name
    return out


def _gains(w: Wording, groups: Sequence[Group]) -> list[Block]:
    """What is stronger here than in a comparator: a one-sided report is easy to discredit."""
    say = w.messages.say
    items: list[tuple[Inline, ...]] = []
    for group in groups:
        here = group.row.here
        for there in group.row.there:
            found = change(here, there)
            if found.direction in GAINS:
                who = f" ({w.persons(group.persons)})" if group.persons else ""
                lead: tuple[Inline, ...] = (Code(group.variable.code), Text(f"{who} "))
                second = w.reading(there, here.agreement)
                items.append((*lead, *w.reading(here), Text(" "), *second, Text(" "), *w.change(here, there, found)))
    body: Block = Bullets(tuple(items)) if items else Paragraph((Text(say("gains.none")),))
    return [Heading(2, say("h.gains"), "gains"), Paragraph((Text(say("gains.lead")),)), body]
