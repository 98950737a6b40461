"""The first answer: at most eight sentences, computed from the findings, each with its mark and its clauses.

It says what the two texts provide on the questions that people ask first, what ranks differently, what is the same as
far as both are known, and what is not known. Nothing here is typed for a particular agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from sofadiff.document import Block, Bullets, Heading, Inline, Link, Mark, Paragraph, Strong, Text
from sofadiff.findings.directions import change
from sofadiff.findings.readings import CODED, UNANSWERED, Group, Reading
from sofadiff.reports.change_of_person import Held, names
from sofadiff.reports.changes import CHANGED, chosen
from sofadiff.reports.forum_tables import paper_only, practice_date
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import proceeding

LEADS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "immunity": (("criminal", ("IM-01", "IM-02")), ("certifier", ("IM-04",))),
    "accountability": (("claims", ("AC-01",)), ("prosecution", ("AC-11",))),
}
"""The questions that open each report, with the variables that answer them."""

_UNIT, _EXPERT = ("IM-01", "fpu"), ("IM-02", "expert")
_HIGHER = ("more-immunity", "stronger-accountability", "added")
_LOWER = ("less-immunity", "weaker-accountability", "dropped")
_SAME = ("identical", "same-rank-reworded")
_MOST = 8
_ANSWERED = (CODED, "unclear", "silent", "external")
Sentence = tuple[Inline, ...]


def in_short(w: Wording, dimension: str, groups: Sequence[Group], persons: Sequence[Held]) -> list[Block]:
    """The section, or nothing where there is no question at all."""
    if not groups:
        return []
    there = groups[0].row.there
    index = chosen(groups) if there else None
    sentences = [_lead(w, groups, index, name, codes) for name, codes in LEADS[dimension]]
    if index is not None:
        sentences[1:1] = _police(w, groups, index) if dimension == "immunity" else []
        sentences += _person(w, persons, there[index].agreement.name)
        sentences += _differences(w, groups, index)
    sentences += _not_known(w, groups, index)
    say = w.messages.say
    found = tuple(islice((sentence for sentence in sentences if sentence), _MOST))
    return [Heading(2, say("h.short"), "in-short"), Paragraph((Text(say("short.lead")),)), Bullets(found)]


def _lead(w: Wording, groups: Sequence[Group], index: int | None, name: str, codes: tuple[str, ...]) -> Sentence:
    """What the text, and then the comparator, provides on an opening question; for each value the people it covers."""
    sides: list[Callable[[Group], Reading]] = [lambda group: group.row.here]
    if index is not None:
        sides.append(lambda group: group.row.there[index])
    out: list[Inline] = [Strong(w.messages.say(f"short.{name}")), Text(".")]
    for side in sides:
        out += [Text(" "), *_side(w, groups, side, codes), Text(".")]
    return tuple(out)


def _side(
    w: Wording, groups: Sequence[Group], side: Callable[[Group], Reading], codes: tuple[str, ...]
) -> list[Inline]:
    """One text's values on some variables, each with the persons it is coded for, and their own clauses and marks.

    People for whom the same value rests on other clauses, or holds in one proceeding only, are told apart.
    """
    mine = [group for group in groups if group.variable.code in codes]
    told = [group for group in mine if side(group).state in _ANSWERED]
    values: dict[tuple[object, ...], list[Group]] = {}
    for group in told:
        reading = side(group)
        key = (reading.state, w.value(reading), reading.support, tuple(unit.id for unit in reading.units))
        values.setdefault(key, []).append(group)
    out: list[Inline] = [Strong(w.name(side(groups[0]).agreement)), Text(w.messages.say("list.colon"))]
    if not values:
        states = dict.fromkeys((side(group).state, w.value(side(group))) for group in mine)
        state, label = next((item for item in states if item[0] == "not-known"), next(iter(states)))
        return [*out, Mark(state, label)]
    for place, alike in enumerate(values.values()):
        reading = side(alike[0])
        out += [Text(w.messages.say("list.semi"))] if place else []
        label = w.value(reading)
        value: Inline = Strong(label) if reading.state == CODED else Mark(reading.state, label)
        named = w.messages.listing(w.messages.say("short.for", persons=each) for each in _persons(w, alike, told))
        out += [value, Text(f" {named}")] if named else [value]
        out += _marks(w, reading)
        date = practice_date(reading)
        out += [Text(" "), Mark("practice", paper_only(w, date))] if date else []
    return out


def _persons(w: Wording, alike: Sequence[Group], told: Sequence[Group]) -> list[str]:
    """The people of some groups; with the proceeding where another one has another answer for them."""
    kinds: dict[str, set[str | None]] = {}
    for group in told:
        for person in group.persons:
            kinds.setdefault(person, set()).add(group.proceeding)
    mine: dict[str, list[str | None]] = {}
    for group in alike:
        for person in group.persons:
            mine.setdefault(person, []).append(group.proceeding)
    return [
        w.person(person) + ("" if set(found) == kinds[person] else "".join(proceeding(w, each) for each in found))
        for person, found in mine.items()
    ]


def _marks(w: Wording, reading: Reading) -> list[Inline]:
    """The clauses of an answer, in parentheses, then the marks of what it rests on."""
    out: list[Inline] = []
    for cite in w.run([(reading.agreement, unit) for unit in reading.units]):
        out += [Text(w.messages.say("list.semi") if out else " ("), cite]
    out += [Text(")")] if out else []
    return [*out, *w.resting(reading), *w.assumed(reading.units)]


def _police(w: Wording, groups: Sequence[Group], index: int) -> list[Sentence]:
    """That the police are one category here and another there, so that no row compares them."""

    def coded(side: Callable[[Group], Reading], code: str, person: str) -> Reading | None:
        found = (side(group) for group in groups if group.variable.code == code and person in group.persons)
        return next((reading for reading in found if reading.state == CODED), None)

    def here(group: Group) -> Reading:
        return group.row.here

    def there(group: Group) -> Reading:
        return group.row.there[index]

    for mine, yours in ((_UNIT, _EXPERT), (_EXPERT, _UNIT)):
        one, other = coded(here, *mine), coded(there, *yours)
        if one and other and not coded(here, *yours) and not coded(there, *mine):
            fill = {"agreement": w.name(one.agreement), "comparator": w.name(other.agreement)}
            said = w.messages.inlines(
                "short.police",
                mine=w.person(mine[1]),
                yours=w.person(yours[1]),
                value=_marked(w, one),
                other=_marked(w, other),
                **fill,
            )
            return [(*said, *_see(w, "h.police", "police"))]
    return []


def _marked(w: Wording, reading: Reading) -> tuple[Inline, ...]:
    """A value with its marks and its clauses."""
    return (Strong(w.value(reading)), *_marks(w, reading))


def _see(w: Wording, title: str, target: str) -> tuple[Inline, ...]:
    """Where the report says more."""
    return (Text(" "), *w.messages.inlines("short.see", link=Link(w.messages.say(title), target)))


def _person(w: Wording, persons: Sequence[Held], comparator: str) -> list[Sentence]:
    """The change of person against the chosen comparator."""
    found = [held for held in persons if held.there.name == comparator]
    return [
        (
            *w.messages.inlines("short.person", **names(w, held, comparator=w.name(held.there))),
            *_see(w, "h.persons", "persons"),
        )
        for held in found
    ]


def _differences(w: Wording, groups: Sequence[Group], index: int) -> list[Sentence]:
    """What ranks higher or lower, what is the same, and what is open between two readings."""
    here, there = groups[0].row.here.agreement, groups[0].row.there[index].agreement
    fill = {"agreement": w.name(here), "comparator": w.name(there)}
    found: dict[str, list[Group]] = {}
    for group in groups:
        direction = change(group.row.here, group.row.there[index]).direction
        for key, kinds in (("higher", _HIGHER), ("lower", _LOWER), ("same", _SAME), ("contested", ("contested",))):
            if direction in kinds:
                found.setdefault(key, []).append(group)
    settled = {group.variable.code for key in ("higher", "lower", "same") for group in found.get(key, [])}
    found["contested"] = [group for group in found.get("contested", []) if group.variable.code not in settled]
    out: list[Sentence] = []
    for key in ("higher", "lower", "same", "contested"):
        if found.get(key):
            named = {name: fill[name] for name in ("agreement", "comparator") if key == "higher"}
            out.append(w.messages.inlines(f"short.{key}", list=_links(w, found[key]), **named))
    if not any(change(group.row.here, group.row.there[index]).direction in CHANGED for group in groups):
        out.insert(0, w.messages.inlines("short.no-difference", comparator=fill["comparator"]))
    return out


def _not_known(w: Wording, groups: Sequence[Group], index: int | None) -> list[Sentence]:
    """What is not known for the text, gravest first: with a comparator, what that one answers."""
    found = []
    told = {group.variable.code for group in groups if group.row.here.state not in UNANSWERED}
    for group in groups:
        if group.variable.code in told:
            continue
        answered = index is None or group.row.there[index].state in _ANSWERED
        if group.row.here.state == "not-known" and answered:
            found.append(group)
    if not found:
        return []
    grave = {"high": 0, "medium": 1, "low": 2}
    found.sort(key=lambda group: grave[group.variable.severity])
    agreement = w.name(groups[0].row.here.agreement)
    if index is None:
        return [w.messages.inlines("short.not-known.alone", agreement=agreement, list=_links(w, found))]
    comparator = w.name(groups[0].row.there[index].agreement)
    fill = {"agreement": agreement, "comparator": comparator}
    return [w.messages.inlines("short.not-known", list=_links(w, found), **fill)]


def _links(w: Wording, groups: Sequence[Group]) -> tuple[Inline, ...]:
    """The variables, each once, as links to their findings."""
    out: list[Inline] = []
    for variable in dict.fromkeys(group.variable for group in groups):
        out += [Text(", ")] if out else []
        out.append(Link(variable.short[w.lang], variable.code.lower()))
    return tuple(out)
