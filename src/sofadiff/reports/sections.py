"""The findings one by one: the controlled sentences, the words they rest on, practice apart, and the limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from sofadiff.codebook import Variable
from sofadiff.document import Block, Bullets, Code, Heading, Inline, Ladder, Link, Mark, Paragraph, Strong, Text
from sofadiff.findings.directions import change
from sofadiff.findings.kinship import kin
from sofadiff.findings.readings import UNANSWERED, Group, Reading, Row, finding_id, practices_of
from sofadiff.findings.redirect import Redirect, redirect
from sofadiff.languages import bcp47
from sofadiff.model import Agreement, Practice, Support
from sofadiff.reports.evidence import evidence_table
from sofadiff.reports.limits import LIMITS, limit_ids
from sofadiff.reports.sources import source_line
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import proceeding


def finding_sections(w: Wording, groups: Sequence[Group]) -> list[Block]:
    """What no finding says, once and with letters; then one section per variable, in codebook order."""
    used = {name for group in groups if group.row.here.state not in UNANSWERED for name in limit_ids(group.row)}
    letters = {name: chr(ord("a") + place) for place, name in enumerate(name for name in LIMITS if name in used)}
    limits = tuple(
        (Text(w.messages.say("findings.limit", letter=letter, what=w.messages.say(f"limits.{name}"))),)
        for name, letter in letters.items()
    )
    lead = w.messages.say("findings.lead") + (f" {w.messages.say('findings.letters')}" if limits else "")
    blocks: list[Block] = [Paragraph((Text(lead),))]
    blocks += [Bullets(limits)] if limits else []
    for variable, found in groupby(groups, key=lambda group: group.variable):
        blocks += _variable(w, variable, list(found), letters)
    return blocks


def _variable(w: Wording, variable: Variable, groups: list[Group], letters: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [
        Heading(3, f"{variable.code} {variable.label[w.lang]}", variable.code.lower()),
        Paragraph((Text(variable.question[w.lang]),)),
    ]
    told = [group for group in groups if group.row.here.state not in UNANSWERED]
    if told:
        authority = Text(variable.authority, _other(w, "eng"))
        blocks.append(Paragraph(w.messages.inlines("findings.authority", authority=authority)))
        blocks += _meanings(w, variable, told)
        blocks += _ladder(w, told)
    for group in told:
        blocks += _group(w, group, letters)
    blocks += evidence_table(w, variable, [r for g in told for r in (g.row.here, *(same[0] for same in kin(g.row)))])
    blocks += _untold(w, [group for group in groups if group not in told and not group.uncoded])
    return blocks + practice_blocks(w, variable, [reading.agreement for reading in groups[0].row.readings])


def _meanings(w: Wording, variable: Variable, groups: Sequence[Group]) -> list[Block]:
    """What the values of the readings below mean, in the codebook's words: a label alone says too little."""
    named = {value for group in groups for reading in group.row.readings for value in _values(reading)}
    out: list[Inline] = [Text(w.messages.say("values.meaning"))]
    for value in variable.values:
        if value.id in named:
            meaning = value.meaning[w.lang]
            out += [Text(" "), Strong(value.label[w.lang]), Text(f"{w.messages.say('list.colon')}{meaning}.")]
    return [Paragraph(tuple(out))] if len(out) > 1 else []


def _values(reading: Reading) -> tuple[str, ...]:
    """The values that the sentence on a reading names."""
    candidates = reading.finding.candidates if reading.state == "unclear" and reading.finding else ()
    return (reading.value, *candidates) if reading.value else candidates


def _untold(w: Wording, groups: Sequence[Group]) -> list[Block]:
    """The categories on which the reported text has no reading: in one list, by state; the matrix has the others'."""
    by_state: dict[tuple[Inline, ...], list[str]] = {}
    elsewhere = False
    for group in groups:
        by_state.setdefault(_state(w, group.row.here), []).extend(
            w.person(person) + proceeding(w, group.proceeding) for person in group.persons
        )
        elsewhere = elsewhere or not group.unanswered
    if not by_state:
        return []
    out: list[Inline] = [Text(w.messages.say("findings.untold", agreement=w.name(groups[0].row.here.agreement)))]
    for place, (state, persons) in enumerate(by_state.items()):
        out += [Text(w.messages.say("list.semi") if place else " "), *state]
        out.append(Text(w.messages.say("list.colon") + ", ".join(persons) if persons else ""))
    out.append(Text("."))
    if elsewhere:
        out += [
            Text(" "),
            *w.messages.inlines("findings.elsewhere", link=Link(w.messages.say("findings.matrix"), "matrix")),
        ]
    return [Paragraph(tuple(out))]


def _group(w: Wording, group: Group, letters: Mapping[str, str]) -> list[Block]:
    row = group.row
    blocks: list[Block] = []
    if group.persons:
        suffix = f"-{group.proceeding}" if group.proceeding else ""
        title = w.persons(group.persons) + proceeding(w, group.proceeding)
        blocks.append(Heading(4, title, f"{group.variable.code.lower()}-{group.persons[0]}{suffix}"))
    told = kin(row)
    items = [w.reading(row.here) + _leads(w, row.here)]
    items += [line for readings in told for line in _comparator(w, row.here, readings)]
    items += _silent_ones(w, row)
    blocks.append(Bullets(tuple(items)))
    ids: list[Inline] = []
    for person in group.persons or (None,):
        ids += [Text(", ")] if ids else []
        ids.append(Code(finding_id(replace(row.here, person=person))))
    said = " ".join(letters[name] for name in limit_ids(row) if name in letters)
    blocks.append(Paragraph(w.messages.inlines("findings.foot", ids=tuple(ids), letters=said)))
    return blocks


def _comparator(w: Wording, here: Reading, readings: Sequence[Reading]) -> list[tuple[Inline, ...]]:
    """One line for a comparator, and one for those that repeat it from the same template."""
    first, *rest = readings
    found = change(here, first)
    lines = [(*w.reading(first, here.agreement), Text(" "), *w.change(here, first, found))]
    if rest:
        names = Strong(w.messages.listing(w.name(item.agreement) for item in rest))
        mark = w.direction(here, rest[0], change(here, rest[0]))
        lines.append(w.messages.inlines("findings.same", agreements=names, change=mark))
    return lines


def _silent_ones(w: Wording, row: Row) -> list[tuple[Inline, ...]]:
    """The comparators that do not answer, by state, on one line each state."""
    by_state: dict[tuple[Inline, ...], list[str]] = {}
    for reading in row.there:
        if reading.state in UNANSWERED:
            by_state.setdefault(_state(w, reading), []).append(w.name(reading.agreement))
    return [
        w.messages.inlines("findings.also", agreements=Strong(w.messages.listing(names)), mark=state)
        for state, names in by_state.items()
    ]


def _state(w: Wording, reading: Reading) -> tuple[Inline, ...]:
    """The mark of a state that answers nothing; of a question that cannot arise, with the reason."""
    mark = Mark(reading.state, w.value(reading))
    return (mark, Text(" ("), w.na_reason(reading), Text(")")) if reading.state == "na" else (mark,)


def _leads(w: Wording, reading: Reading) -> tuple[Inline, ...]:
    """Where an ended suit goes, said with both clauses, where the value is one that ends suits."""
    found = redirect(reading)
    if found is None:
        return ()
    return (Text(" "), *redirect_sentence(w, reading))


def redirect_sentence(w: Wording, reading: Reading) -> tuple[Inline, ...]:
    """`para 49, which ends the suit, sends it to para 51`; or that it is not established that a suit ends at all."""
    found = redirect(reading)
    if found is None or found.source is None:
        return w.messages.inlines("redirect.no-clause")
    source = w.cite(reading.agreement, found.source)
    target = w.cite(reading.agreement, found.target) if found.target is not None else None
    if found.source.support is Support.UNVERIFIED:
        return _unchecked_end(w, found, source, target)
    if target is None:
        return w.messages.inlines(f"redirect.{found.state}.nowhere", source=source)
    return w.messages.inlines(f"redirect.{found.state}", source=source, target=target)


def _unchecked_end(w: Wording, found: Redirect, source: Inline, target: Inline | None) -> tuple[Inline, ...]:
    """The clause that ends the suit is itself unverified: that comes first, then where the suit would go."""
    template = w.template(found.source.assumed_from) if found.source and found.source.assumed_from else None
    if template:
        first = w.messages.inlines("redirect.assumed", source=source, template=Strong(template))
    else:
        first = w.messages.inlines("redirect.unverified", source=source)
    if target is not None:
        return (*first, Text(" "), *w.messages.inlines(f"redirect.then.{found.state}", target=target))
    key = "redirect.then.nowhere" if found.state == "dangling" else "redirect.then.not-known"
    return (*first, Text(" "), *w.messages.inlines(key))


def _ladder(w: Wording, groups: Sequence[Group]) -> list[Block]:
    """One picture for a variable of high severity: the first categories for which at least two texts have a rank."""
    for group in groups:
        ranked = [reading for reading in group.row.readings if reading.rank is not None]
        if group.variable.severity == "high" and group.variable.scale == "ordinal" and len(ranked) > 1:
            return [_rungs(w, group)]
    return []


def _rungs(w: Wording, group: Group) -> Ladder:
    marks = tuple(
        (w.name(item.agreement), item.rank, "" if item.rank is not None else w.value(item))
        for item in group.row.readings
    )
    rungs = tuple(value.label[w.lang] for value in sorted(group.variable.values, key=lambda value: value.rank or 0))
    title = w.messages.say("ladder.title", code=group.variable.code)
    if group.persons:
        title += f" ({w.persons(group.persons)})"
    about = w.messages.say(f"ladder.{group.variable.dimension}")
    return Ladder(f"ladder-{group.variable.code.lower()}", title, about, rungs, marks)


def _other(w: Wording, language: str) -> str | None:
    """The tag of a language, unless it is the report's own."""
    tag = bcp47(language)
    return None if tag == w.lang else tag


def practice_blocks(w: Wording, variable: Variable, agreements: Sequence[Agreement]) -> list[Block]:
    """What is recorded about practice, apart from the text and marked as such."""
    items = [(agreement, item) for agreement in agreements for item in practices_of(agreement, variable)]
    if not items:
        return []
    lead: Block = Paragraph((Strong(w.messages.say("practice.lead")),))
    return [lead, Bullets(tuple(practice_line(w, agreement, item) for agreement, item in items))]


def practice_line(w: Wording, agreement: Agreement, practice: Practice) -> tuple[Inline, ...]:
    """One record of practice, dated and with its sources."""
    sources: list[Inline] = []
    for source in (agreement.source(item) for item in practice.sources):
        if source is not None:
            sources += [Text(" ["), *source_line(source, _other(w, "eng")), Text("]")]
    return (
        Mark("practice", w.messages.say("practice.mark")),
        Text(" "),
        Strong(w.name(agreement)),
        Text(f", {practice.date}{w.messages.say('list.colon')}"),
        Text(practice.text, _other(w, agreement.language)),
        *sources,
    )
