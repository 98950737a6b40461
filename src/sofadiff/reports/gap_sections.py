"""Gaps and gains in prose: every flag with its severity, rule and clauses, and what was strengthened or added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sofadiff.document import Block, Bullets, Code, Heading, Inline, Paragraph, Strong, Text
from sofadiff.findings.directions import change
from sofadiff.findings.gaps import FORUM_VARIABLES, FORUMLESS, Clause, Gap
from sofadiff.findings.readings import Group, Reading
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import flag_mark, proceeding

_ORDER = {"high": 0, "medium": 1, "low": 2}
GAINS = ("stronger-accountability", "less-immunity", "added")
"""Directions printed under what was strengthened or added."""


def gap_list(w: Wording, gaps: Sequence[Gap], groups: Sequence[Group]) -> list[Block]:
    """Every gap, gravest first, one line for the categories that share it; then the gains."""
    say = w.messages.say
    blocks: list[Block] = [Heading(2, say("h.gaps"), "gaps"), Paragraph((Text(say("gaps.lead")),))]
    names = {r.agreement.name: w.name(r.agreement) for group in groups[:1] for r in group.row.readings}
    items = [_gap_line(w, alike, names, _readings(alike, groups)) for alike in _across(_merged(gaps))]
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


def _across(merged: Sequence[list[Gap]]) -> list[list[Gap]]:
    """Lines that differ only in the comparator, together."""
    found: dict[tuple[object, ...], list[Gap]] = {}
    for alike in merged:
        gap = alike[0]
        persons = tuple(item.person for item in alike)
        key = (gap.flag, gap.severity, gap.code, gap.detail, gap.followed, persons)
        found.setdefault(key, []).extend(alike)
    return list(found.values())


def _readings(alike: Sequence[Gap], groups: Sequence[Group]) -> tuple[Reading, ...]:
    """The answers that gaps rest on; that no forum is left rests on every answer that closes one."""
    out = []
    for group in groups:
        code, persons = group.variable.code, group.persons or (None,)
        for place, reading in enumerate(group.row.readings):
            units = {(reading.agreement.name, unit.id) for unit in reading.units}
            for gap in alike:
                closes = gap.flag == FORUMLESS and code in FORUM_VARIABLES
                closes = closes and bool(units & {(agreement.name, unit.id) for agreement, unit in gap.chain})
                here = place == 0 or reading.agreement.name == gap.against
                if (closes or (code == gap.code and here)) and (gap.person in persons or None in persons):
                    out.append(reading)
    return tuple(out)


def _gap_line(
    w: Wording, alike: Sequence[Gap], names: Mapping[str, str], readings: Sequence[Reading]
) -> tuple[Inline, ...]:
    gap = alike[0]
    variable = w.codebook.variable(gap.code)
    persons = tuple(dict.fromkeys(item.person for item in alike if item.person))
    out: list[Inline] = [flag_mark(w, gap), Text(" "), Code(gap.code), Text(f" {variable.label[w.lang]}")]
    if persons:
        out.append(Text(f" ({w.persons(persons)})"))
    against = list(dict.fromkeys(names.get(item.against, item.against) for item in alike if item.against))
    if against:
        out += w.messages.inlines("gaps.against", comparator=Strong(w.messages.listing(against)))
    stop = "" if gap.flag == FORUMLESS else "."
    out.append(Text(f"{w.messages.say('list.colon')}{_meaning(w, gap)}{stop}"))
    out += _chain(w, tuple(dict.fromkeys(clause for item in alike for clause in item.chain)))
    return (*out, *w.resting(*readings))


def _meaning(w: Wording, gap: Gap) -> str:
    if gap.flag == FORUMLESS:
        return w.messages.say(f"gap.forumless.{gap.detail}", as_of=w.as_of(gap.as_of))
    if gap.code.startswith("IM") and gap.flag in ("G1", "G2", "G8"):
        return w.messages.say(f"gap.immunity.{gap.flag}.meaning")
    if not gap.followed and gap.flag in ("G1", "G4"):
        return w.messages.say(f"gap.{gap.flag}.peer.meaning")
    meaning = next(flag.meaning[w.lang] for flag in w.codebook.gap_flags if flag.id == gap.flag)
    if gap.flag == "G7" and gap.as_of:
        return f"{meaning} ({w.as_of(gap.as_of)})"
    return f"{meaning} ({gap.detail})" if gap.flag == "G3" and gap.detail else meaning


def _chain(w: Wording, chain: Sequence[Clause]) -> list[Inline]:
    """The clauses it follows from, text by text; a gap found in a silence says so."""
    if not chain:
        return [Text(" "), Text(w.messages.say("gaps.no-clause"))]
    out: list[Inline] = []
    last = None
    order = {name: place for place, name in enumerate(dict.fromkeys(agreement.name for agreement, _ in chain))}
    for agreement, unit in sorted(chain, key=lambda item: order[item[0].name]):
        out += [Text(w.messages.say("list.semi") if out else " ")]
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
                items.append(difference(w, group, there))
    body: Block = Bullets(tuple(items)) if items else Paragraph((Text(say("gains.none")),))
    return [Heading(2, say("h.gains"), "gains"), Paragraph((Text(say("gains.lead")),)), body]


def difference(w: Wording, group: Group, there: Reading) -> tuple[Inline, ...]:
    """One difference of rank on one line: both values with their clauses, and the direction."""
    here, variable = group.row.here, group.variable
    who = f" ({w.persons(group.persons)}{proceeding(w, group.proceeding)})" if group.persons else ""
    out: list[Inline] = [w.direction(here, there, change(here, there)), Text(" "), Code(variable.code)]
    out.append(Text(f" {variable.short[w.lang]}{who}{w.messages.say('list.colon')}"))
    for reading in (here, there):
        if reading is there:
            out.append(Text(w.messages.say("list.semi")))
        out += [Strong(w.name(reading.agreement)), Text(" "), Text(f"{w.value(reading)} ({w.rank(reading)})")]
        cites = w.cites(reading, short=True)
        out += [Text(" "), *cites] if cites else []
        out += w.resting(reading)
    return tuple(out)
