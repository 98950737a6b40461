"""The findings one by one: the controlled sentences, the words they rest on, practice apart, and the limits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sofadiff.codebook import Variable
from sofadiff.document import (
    Block,
    Bullets,
    Cell,
    Heading,
    Inline,
    Ladder,
    Mark,
    Paragraph,
    Strong,
    Table,
    Text,
)
from sofadiff.findings.directions import change
from sofadiff.findings.readings import CODED, Group, Reading, Row, practices_of
from sofadiff.findings.redirect import redirect
from sofadiff.model import Agreement, Completeness, Finding, Practice, Status, Support, TextStatus
from sofadiff.reports.sources import source_line
from sofadiff.reports.statements import Wording, bcp47
from sofadiff.reports.tables import proceeding, words

NOT_ASSESSED = ("not-coded", "not-known", "left-out")


def finding_sections(w: Wording, groups: Sequence[Group]) -> list[Block]:
    """One section per variable, in codebook order."""
    blocks: list[Block] = []
    for variable, found in groupby(groups, key=lambda group: group.variable):
        blocks += _variable(w, variable, list(found))
    return blocks


def _variable(w: Wording, variable: Variable, groups: list[Group]) -> list[Block]:
    blocks: list[Block] = [
        Heading(3, f"{variable.code} {variable.label[w.lang]}", variable.code.lower()),
        Paragraph((Text(variable.question[w.lang]),)),
    ]
    uncoded = [group for group in groups if group.uncoded]
    for group in groups:
        if not group.uncoded:
            blocks += _group(w, group)
    if uncoded:
        persons = "; ".join(w.persons(group.persons) for group in uncoded)
        mark = Mark("not-coded", w.codebook.label("not-coded", w.lang))
        blocks.append(Paragraph(w.messages.inlines("section.uncoded", mark=mark, persons=persons)))
    readings = [reading.agreement for reading in groups[0].row.readings]
    return blocks + practice_blocks(w, variable, readings)


def _group(w: Wording, group: Group) -> list[Block]:
    row = group.row
    blocks: list[Block] = []
    if group.persons:
        suffix = f"-{group.proceeding}" if group.proceeding else ""
        title = w.persons(group.persons) + proceeding(w, group.proceeding)
        blocks.append(Heading(4, title, f"{group.variable.code.lower()}-{group.persons[0]}{suffix}"))
    blocks.append(Paragraph(w.reading(row.here) + _leads(w, row.here)))
    items = [
        (*w.reading(there, row.here.agreement), Text(" "), *w.change(row.here, there, change(row.here, there)))
        for there in row.there
    ]
    if items:
        blocks.append(Bullets(tuple(items)))
    blocks += _ladder(w, group)
    blocks += _evidence(w, group)
    blocks.append(Paragraph((Strong(w.messages.say("limits.lead")), Text(" "), Text(_limits(w, group)))))
    return blocks


def _leads(w: Wording, reading: Reading) -> tuple[Inline, ...]:
    """Where an ended suit goes, said with both clauses, where the value is one that ends suits."""
    found = redirect(reading)
    if found is None:
        return ()
    return (Text(" "), *redirect_sentence(w, reading))


def redirect_sentence(w: Wording, reading: Reading) -> tuple[Inline, ...]:
    """`para 49, which ends the suit, sends it to para 51`, or what is missing."""
    found = redirect(reading)
    if found is None or found.source is None:
        return w.messages.inlines("redirect.no-clause")
    source = w.cite(reading.agreement, found.source)
    if found.target is None:
        return w.messages.inlines(f"redirect.{found.state}.nowhere", source=source)
    target = w.cite(reading.agreement, found.target)
    return w.messages.inlines(f"redirect.{found.state}", source=source, target=target)


def _ladder(w: Wording, group: Group) -> list[Block]:
    """A picture for the variables of high severity, where at least two texts have a rank."""
    row = group.row
    ranked = [reading for reading in row.readings if reading.rank is not None]
    if group.variable.severity != "high" or group.variable.scale != "ordinal" or len(ranked) < 2:
        return []
    marks = tuple(
        (w.name(item.agreement), item.rank, "" if item.rank is not None else w.value(item)) for item in row.readings
    )
    rungs = tuple(value.label[w.lang] for value in sorted(group.variable.values, key=lambda value: value.rank or 0))
    key = "-".join((group.variable.code.lower(), *group.persons[:1], *([group.proceeding] if group.proceeding else [])))
    title = w.messages.say("ladder.title", code=group.variable.code)
    return [Ladder(f"ladder-{key}", title, w.messages.say(f"ladder.{group.variable.dimension}"), rungs, marks)]


def _evidence(w: Wording, group: Group) -> list[Block]:
    rows = [row for reading in group.row.readings for row in _evidence_rows(w, reading)]
    if not rows:
        return []
    say = w.messages.say
    head = ("col.agreement", "col.clause", "col.words", "col.support", "col.confidence", "col.coding")
    suffix = "-".join((*group.persons[:1], *([group.proceeding] if group.proceeding else [])))
    id = f"evidence-{group.variable.code.lower()}" + (f"-{suffix}" if suffix else "")
    return [Table(id, say("evidence.caption", code=group.variable.code), tuple(say(key) for key in head), tuple(rows))]


def _evidence_rows(w: Wording, reading: Reading) -> list[tuple[Cell, ...]]:
    finding = reading.finding
    if finding is None or reading.state in ("left-out", "na") or reading.derived:
        return []
    coding = (words(w.confidence(reading.confidence)), _coding(w, finding))
    repeated = (words(w.messages.say("evidence.same")), words(w.messages.say("evidence.same")))
    name = words(Strong(w.name(reading.agreement)), header=True)
    rows: list[tuple[Cell, ...]] = []
    for item in finding.evidence:
        unit = reading.agreement.unit(item.ref)
        if unit is not None:
            mark = w.support(unit.support)
            said = (Text(w.messages.say("evidence.restated")), Text(item.text, _other(w, reading.agreement.language)))
            cite = words(w.cite(reading.agreement, unit))
            rows.append((name, cite, words(*said), words(*([mark] if mark else [])), *(repeated if rows else coding)))
    for quoted in finding.authentic:
        text = w.messages.inlines("evidence.authentic", words=Text(quoted.text, bcp47(quoted.language)))
        rows.append((name, words(*w.cites(reading)), words(*text), words(""), *(repeated if rows else coding)))
    return rows


def _coding(w: Wording, finding: Finding) -> Cell:
    """Who coded it and how far it has come, and the reason given, in the language it was written in."""
    status = w.status(finding.status.value, finding.coder_kind)
    reason = (Text(". "), Text(finding.rationale, _other(w, "eng"))) if finding.rationale else ()
    return words(status, Text(f", {w.messages.say('basis.' + finding.basis.value)}"), *reason)


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


def limit_ids(group_row: Row) -> tuple[str, ...]:
    """What a finding does not say, as ids, in a fixed order."""
    readings = [item for item in group_row.readings if item.state not in NOT_ASSESSED]
    supports = {item.support for item in readings}
    texts = {item.agreement.text_status for item in readings if item.state == CODED}
    kinds = {item.finding.coder_kind for item in readings if item.finding}
    statuses = {item.finding.status for item in readings if item.finding}
    found = [
        ("practice", True),
        ("unverified", Support.UNVERIFIED in supports),
        ("reported", Support.REPORTED in supports),
        ("press", bool(texts & {TextStatus.PRESS_ONLY, TextStatus.LEAKED})),
        ("partial", any(item.agreement.completeness is not Completeness.FULL for item in readings)),
        ("assumed", any(item.assumed for item in readings)),
        ("inclusion", any(item.by_inclusion for item in readings)),
        ("one-coder", kinds == {"machine"} and bool(statuses & {Status.CODED, Status.MACHINE_SUGGESTED})),
    ]
    return tuple(name for name, holds in found if holds)


def _limits(w: Wording, group: Group) -> str:
    return w.messages.say("list.semi").join(w.messages.say(f"limits.{name}") for name in limit_ids(group.row)) + "."
