"""The timeline: what the texts of a collection say on each variable, in order of date. Nothing is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.codebook import Codebook, Variable
from sofadiff.document import Block, Cell, Heading, Ladder, Note, Paragraph, Report, Strong, Table, Text
from sofadiff.findings.readings import Group, Reading, Row, collect, grouped
from sofadiff.model import Agreement, RecordKind
from sofadiff.reports.appendices import clause_list, method
from sofadiff.reports.identity import agreement_data
from sofadiff.reports.overview import warning
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import predicted_note, proceeding, reading_cell, words

NAME = "timeline"
FORMAT = "sofadiff.timeline/1"
DIMENSIONS = ("immunity", "accountability")
COLUMNS = (
    *("agreement", "date", "code", "variable", "person", "proceeding", "state", "value", "rank", "rank_highest"),
    *("support", "assumed_from", "by_inclusion", "derived", "clauses", "status", "coder_kind", "codebook_version"),
)
"""Columns of the CSV: one row for each question and text."""


def report(agreements: Sequence[Agreement], *, lang: str = "en") -> Report:
    """Every variable through time. Texts are put in order of date; those without a full date come last.

    Standards serve no mission and are left out.
    """
    codebook = codebooks.load()
    w = Wording(messages.load(lang), codebook)
    ordered = in_order([item for item in agreements if item.kind is not RecordKind.STANDARD])
    rows = collect(ordered, codebook, DIMENSIONS) if ordered else ()
    body: list[Block] = [*warning(w, ordered, rows), *_lead(w, ordered)]
    groups = grouped(rows)
    for dimension in DIMENSIONS:
        body.append(Heading(2, w.messages.say(f"timeline.h.{dimension}"), f"timeline-{dimension}"))
        body.append(predicted_note(w))
        mine = [group for group in groups if group.variable.dimension == dimension]
        for variable, found in groupby(mine, key=lambda group: group.variable):
            body += _variable(w, variable, list(found), ordered)
    body += [*clause_list(w, body, ordered, cited_each=False), *method(w, ordered)]
    data = _data(lang, codebook, ordered, rows)
    title = w.messages.say("timeline.title")
    return Report(NAME, title, lang, tuple(body), data, COLUMNS, _csv_rows(codebook, rows))


def in_order(agreements: Sequence[Agreement]) -> tuple[Agreement, ...]:
    """By best known date, then by name; texts without a date last."""
    return tuple(sorted(agreements, key=lambda item: (item.work_date is None, item.work_date or "", item.name)))


def _lead(w: Wording, agreements: Sequence[Agreement]) -> list[Block]:
    say = w.messages.say
    undated = [w.name(item) for item in agreements if item.work_date is None]
    items = [say("timeline.lead")]
    items += [say("timeline.undated", agreements=w.messages.listing(undated))] if undated else []
    return [
        Paragraph((Text(" ".join(items)),)),
        Note("warning", say("corpus.note"), (Text(say("timeline.assumed")),)),
    ]


def _variable(w: Wording, variable: Variable, groups: list[Group], agreements: Sequence[Agreement]) -> list[Block]:
    """Heading, a ladder for each ranked group of categories, one table with a column for each group."""
    say = w.messages.say
    code = variable.code.lower()
    blocks: list[Block] = [Heading(3, f"{variable.code} {variable.label[w.lang]}", code)]
    blocks.append(Paragraph((Text(variable.question[w.lang]),)))
    asked = [group for group in groups if not group.uncoded]
    uncoded = [group for group in groups if group.uncoded]
    for number, group in enumerate(asked, start=1):
        blocks += _ladder(w, group, f"ladder-{code}-{number}")
    if asked:
        keys = ("date", "text", "mission")
        head = (*(say(f"corpus.col.{key}") for key in keys), *(_who(w, group) for group in asked))
        rows = tuple(_row(w, agreement, asked, index) for index, agreement in enumerate(agreements))
        blocks.append(Table(f"table-{code}", say("timeline.caption", code=variable.code), head, rows))
    if uncoded:
        who = w.messages.say("list.semi").join(_who(w, group) for group in uncoded)
        text = say("timeline.uncoded", persons=who) if asked else say("timeline.uncoded.all")
        blocks.append(Paragraph((Text(text),)))
    return blocks


def _who(w: Wording, group: Group) -> str:
    return w.persons(group.persons) + proceeding(w, group.proceeding)


def _row(w: Wording, agreement: Agreement, groups: Sequence[Group], index: int) -> tuple[Cell, ...]:
    say = w.messages.say
    mission = agreement.mission_type.value if agreement.mission_type else "none"
    return (
        words(agreement.work_date or say("corpus.date.unknown")),
        words(Strong(w.name(agreement)), header=True),
        words(say(f"corpus.mission.{mission}")),
        *(reading_cell(w, group.row.readings[index]) for group in groups),
    )


def _ladder(w: Wording, group: Group, id: str) -> list[Block]:
    """A picture where the variable has ranks and at least two texts stand on one."""
    readings = group.row.readings
    if group.variable.scale != "ordinal" or sum(reading.rank is not None for reading in readings) < 2:
        return []
    rungs = tuple(value.label[w.lang] for value in sorted(group.variable.values, key=lambda value: value.rank or 0))
    names = {item.agreement.name: w.name(item.agreement) for item in readings}
    marks = tuple((_mark(w, item, names), item.rank, w.value(item) if item.rank is None else "") for item in readings)
    title = w.messages.say("timeline.ladder", code=group.variable.code, persons=_who(w, group))
    return [Ladder(id, title, w.messages.say("timeline.ladder.description"), rungs, marks)]


def _mark(w: Wording, reading: Reading, names: Mapping[str, str]) -> str:
    """The text's name with what its place on the ladder rests on: a mark has no room for more."""
    name = w.name(reading.agreement)
    if reading.rank is None:
        return name
    if reading.support is None:
        return w.messages.say("timeline.mark.support", name=name, support=w.codebook.label("silent", w.lang))
    support = w.messages.say(f"corpus.support.{reading.support.value}")
    sources = w.messages.listing(dict.fromkeys(names.get(o.split("#")[0], o.split("#")[0]) for o in reading.assumed))
    if not sources:
        return w.messages.say("timeline.mark.support", name=name, support=support)
    key = "assumed" if len(reading.assumed) == len(reading.units) else "partly"
    return w.messages.say(f"timeline.mark.{key}", name=name, support=support, source=sources)


def _data(lang: str, codebook: Codebook, agreements: Sequence[Agreement], rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "lang": lang,
        "codebook_version": codebook.version,
        "agreements": [agreement_data(agreement) for agreement in agreements],
        "series": [
            {
                "variable": row.variable.id,
                "code": row.variable.code,
                "dimension": row.variable.dimension,
                "person": row.person,
                "proceeding": row.proceeding,
                "points": [_point(reading) for reading in row.readings],
            }
            for row in rows
        ],
    }


def _point(reading: Reading) -> dict[str, Any]:
    finding = reading.finding
    return {
        "agreement": reading.agreement.name,
        "date": reading.agreement.work_date,
        "state": reading.state,
        "value": reading.value,
        "rank": reading.rank,
        "support": reading.support.value if reading.support else None,
        "assumed_from": list(reading.assumed),
        "by_inclusion": reading.by_inclusion,
        "derived": reading.derived,
        "status": finding.status.value if finding else None,
        "coder_kind": finding.coder_kind if finding else None,
        "clauses": [unit.id for unit in reading.units],
    }


def _csv_rows(codebook: Codebook, rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    return tuple(_csv_row(codebook, row, reading) for row in rows for reading in row.readings)


def _csv_row(codebook: Codebook, row: Row, reading: Reading) -> tuple[str, ...]:
    point = _point(reading)
    values = {
        **point,
        "code": row.variable.code,
        "variable": row.variable.id,
        "person": row.person,
        "proceeding": row.proceeding,
        "rank_highest": row.variable.highest,
        "assumed_from": " ".join(point["assumed_from"]),
        "by_inclusion": "yes" if reading.by_inclusion else "no",
        "derived": "yes" if reading.derived else "no",
        "clauses": " ".join(point["clauses"]),
        "codebook_version": codebook.version,
    }
    return tuple("" if values[column] is None else str(values[column]) for column in COLUMNS)
