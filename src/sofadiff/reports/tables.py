"""Readings, forums and gaps as table cells: every cell names its clauses or the state the point is in."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Cell, Code, Inline, Mark, Note, Paragraph, Strong, Table, Text
from sofadiff.findings.directions import Change, change
from sofadiff.findings.forums import Cell as ForumCell
from sofadiff.findings.gaps import FORUMLESS, Gap, clauses_of
from sofadiff.findings.readings import CODED, Group, Reading
from sofadiff.model import Agreement
from sofadiff.reports.statements import Wording


def words(*inlines: Inline | str, header: bool = False, state: str | None = None) -> Cell:
    """A cell of plain words and inlines."""
    return Cell(tuple(Text(item) if isinstance(item, str) else item for item in inlines), state, header)


def reading_cell(w: Wording, reading: Reading, extra: Sequence[Inline] = ()) -> Cell:
    """A value with its rank, clauses and support; or the state, as a labelled mark."""
    if reading.state == CODED:
        inlines: list[Inline] = [Strong(w.value(reading)), Text(f" ({w.rank(reading)})")]
    else:
        inlines = [Mark(reading.state, w.value(reading))]
        if reading.state == "silent":
            inlines.append(Text(f" ({w.rank(reading)})"))
        if reading.state == "na":
            inlines.append(Text(f" ({w.na_reason(reading)})"))
    inlines += _attributes(reading)
    if reading.by_inclusion:
        inlines.append(Text(f" ({w.messages.say('by-inclusion')})"))
    cites = w.cites(reading, short=True) if reading.state not in ("na", "left-out", "not-known") else ()
    if cites:
        inlines += [Text(" "), *cites]
    support = w.support(reading.support) if reading.state not in ("na", "silent", "left-out", "not-known") else None
    if support:
        inlines += [Text(" "), support]
    if reading.assumed:
        inlines += [Text(" "), Mark("assumed", w.messages.say("assumed"))]
    for item in extra:
        inlines += [Text(" "), item]
    return Cell(tuple(inlines), None if reading.state == CODED else reading.state)


def _attributes(reading: Reading) -> list[Inline]:
    """The number or detail recorded beside the value, such as `days 90`."""
    shown = ("days", "months", "hours", "amount", "currency", "stay_days")
    pairs = [(name, reading.attribute(name)) for name in shown]
    found = [f"{name} {value}" for name, value in pairs if value]
    return [Text(" "), Code(", ".join(found))] if found and reading.state == CODED else []


def flag_mark(w: Wording, gap: Gap) -> Mark:
    """`G1 dropped, high`: a flag never stands without its severity."""
    return Mark(gap.severity, w.messages.say("gap.mark", flag=flag_label(w, gap), severity=severity(w, gap)))


def flag_label(w: Wording, gap: Gap) -> str:
    """The flag and its name, in its reading for the variable's dimension."""
    if gap.flag == FORUMLESS:
        return w.messages.say("gap.forumless")
    if gap.code.startswith("IM") and gap.flag in ("G1", "G2", "G8"):
        return f"{gap.flag} {w.messages.say('gap.immunity.' + gap.flag)}"
    return f"{gap.flag} {w.codebook.label(gap.flag, w.lang)}"


def severity(w: Wording, gap: Gap) -> str:
    """The severity in words."""
    return w.codebook.label(gap.severity, w.lang)


def value_matrix(w: Wording, id: str, caption: str, groups: Sequence[Group], gaps: Sequence[Gap]) -> list[Block]:
    """Variables by agreements; a comparator's cell says how the reported text stands to it, and which flags follow."""
    if not groups:
        return []
    agreements = [reading.agreement for reading in groups[0].row.readings]
    with_persons = any(group.persons for group in groups)
    head = [w.messages.say("col.variable"), *([w.messages.say("col.persons")] if with_persons else [])]
    head += [w.name(agreement) for agreement in agreements]
    rows = [_matrix_row(w, group, gaps, with_persons) for group in groups if not group.uncoded]
    uncoded = dict.fromkeys(group.variable.code for group in groups if group.uncoded)
    blocks: list[Block] = [Table(id, caption, tuple(head), tuple(rows)), predicted_note(w)]
    if uncoded:
        blocks.append(Paragraph((Text(w.messages.say("matrix.uncoded", codes=", ".join(uncoded))),)))
    return blocks


def predicted_note(w: Wording) -> Note:
    """What the mark on a predicted number means, under every table that uses it."""
    return Note("info", w.messages.say("note.numbers.title"), (Text(w.messages.say("note.numbers")),))


def _matrix_row(w: Wording, group: Group, gaps: Sequence[Gap], with_persons: bool) -> tuple[Cell, ...]:
    row = group.row
    variable = group.variable
    first = words(Code(variable.code), f" {variable.short[w.lang]}", header=True)
    person = [words(w.persons(group.persons) + proceeding(w, group.proceeding))] if with_persons else []
    alone = [flag_mark(w, gap) for gap in gaps if _raised(gap, group, None)]
    cells = [reading_cell(w, row.here, alone)]
    for there in row.there:
        found = change(row.here, there)
        marks: list[Inline] = [versus(w, found)]
        marks += [flag_mark(w, gap) for gap in gaps if _raised(gap, group, there.agreement.name)]
        cells.append(reading_cell(w, there, marks))
    return (first, *person, *cells)


def versus(w: Wording, found: Change) -> Mark:
    """The direction as it reads in a comparator's cell."""
    mark = w.direction(found)
    return Mark(mark.kind, w.messages.say("direction.cell", direction=mark.label))


def proceeding(w: Wording, kind: str | None) -> str:
    """Words for a proceeding that is coded apart; empty where none is."""
    return (
        f" ({w.messages.say('proceeding.' + kind)})" if kind in ("civil", "criminal") else f" ({kind})" if kind else ""
    )


def _raised(gap: Gap, group: Group, against: str | None) -> bool:
    same = gap.code == group.variable.code and gap.person == group.row.person
    return same and gap.against == against and gap.flag != FORUMLESS


def forum_matrix(
    w: Wording, id: str, cells: Sequence[Sequence[ForumCell]], agreements: Sequence[Agreement]
) -> list[Block]:
    """Category x proceeding x duty against agreements: the forums left, with the clauses that decide it."""
    head = (w.messages.say("col.persons"), w.messages.say("col.proceeding"), *(w.name(item) for item in agreements))
    rows = []
    for same in zip(*cells, strict=True):
        first = same[0]
        if all(cell.state == "not-coded" for cell in same):
            continue
        what = w.messages.say(f"proceeding.{first.proceeding}.{first.duty}")
        lead = (words(w.person(first.person), header=True), words(what))
        rows.append((*lead, *(forum_cell(w, cell) for cell in same)))
    table = Table(id, w.messages.say("forum.caption"), head, tuple(rows))
    return [table, Paragraph((Text(w.messages.say("forum.uncoded")),)), predicted_note(w)]


def forum_cell(w: Wording, cell: ForumCell) -> Cell:
    """The forums left, or the state that leaves it open, or that none was found; then the deciding clauses."""
    inlines: list[Inline] = []
    if cell.state is not None:
        last = cell.deciding[-1]
        said = w.messages.say("forum.none-known") if last.state == CODED else w.value(last)
        inlines += [Mark(cell.state, said), Text(" "), Code(last.variable.code)]
    elif not cell.forums:
        inlines.append(Mark("high", w.messages.say("forum.none")))
    else:
        inlines.append(Text("; ".join(forum_label(w, item) for item in cell.forums)))
        if cell.paper_only:
            inlines += [Text(" "), Mark("practice", w.messages.say("forum.paper-only"))]
    inlines += _home_duty(w, cell)
    for agreement, unit in clauses_of(cell.deciding):
        inlines += [
            Text("; " if inlines and hasattr(inlines[-1], "unit") else " "),
            w.cite(agreement, unit, short=True),
        ]
    return Cell(tuple(inlines), cell.state or ("high" if cell.forumless else None))


def forum_label(w: Wording, forum: str) -> str:
    """A forum in words; the claims route is named by the value of AC-01."""
    kind, _, value = forum.partition(".")
    if kind != "claims":
        return w.messages.say(f"forum.{forum}")
    label = w.codebook.value_label("AC-01", value, w.lang)
    return w.messages.say("forum.claims", route=label)


def _home_duty(w: Wording, cell: ForumCell) -> list[Inline]:
    """Whether the sending State must act, wherever its courts are the forum."""
    home = next((reading for reading in cell.deciding if reading.variable.code == "AC-11"), None)
    if home is None or "sending-state" not in cell.forums:
        return []
    return [Text(f" ({w.messages.say('forum.duty', value=w.value(home))})")]
