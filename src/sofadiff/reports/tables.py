"""Readings, forums and gaps as table cells: every cell names its clauses or the state the point is in."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Cell, Code, Inline, Mark, Note, Paragraph, Strong, Table, Text
from sofadiff.findings.directions import Change, change
from sofadiff.findings.forums import Cell as ForumCell
from sofadiff.findings.gaps import FORUMLESS, Gap, clauses_of
from sofadiff.findings.kinship import kin
from sofadiff.findings.readings import CODED, LEFT_OUT, UNANSWERED, Group, Reading, practices_of
from sofadiff.model import Agreement, Unit
from sofadiff.reports.statements import Wording

_SEEN = ("not-assessed", "contested", "not-comparable")
"""Outcomes that the states of the two cells already show; a table does not print them again."""


def words(*inlines: Inline | str, header: bool = False, state: str | None = None) -> Cell:
    """A cell of plain words and inlines."""
    return Cell(tuple(Text(item) if isinstance(item, str) else item for item in inlines), state, header)


def reading_cell(w: Wording, reading: Reading, extra: Sequence[Inline] = (), *, like: Reading | None = None) -> Cell:
    """A value with its rank, clauses and support; or the state, as a labelled mark.

    A reading that repeats another from the same template clause says so instead of repeating it (`like`).
    """
    if like is not None:
        units = () if reading.assumed else reading.units
        inlines: list[Inline] = [*_as(w, like.agreement, units, reading.agreement), *w.resting(reading)]
        return Cell((*inlines, *(part for item in extra for part in (Text(" "), item))))
    if reading.state == CODED:
        inlines = [Strong(w.value(reading)), Text(f" ({rank(w, reading)})")]
    else:
        inlines = [Mark(reading.state, w.value(reading))]
        if reading.state == "silent":
            inlines.append(Text(f" ({rank(w, reading)})"))
        if reading.state == "na":
            inlines.append(Text(f" ({w.na_reason(reading)})"))
    inlines += _attributes(w, reading)
    if reading.by_inclusion:
        inlines.append(Text(f" ({w.messages.say('by-inclusion')})"))
    cites = w.cites(reading, short=True) if reading.state not in UNANSWERED else ()
    if cites:
        inlines += [Text(" "), *cites]
    inlines += w.resting(reading)
    if reading.state != LEFT_OUT:
        inlines += w.assumed(reading.units)
    for item in extra:
        inlines += [Text(" "), item]
    return Cell(tuple(inlines), None if reading.state == CODED else reading.state)


def _as(w: Wording, like: Agreement, units: Sequence[Unit], own: Agreement) -> list[Inline]:
    """`as MINUSTAH 2004`, assumed; with the clauses only of the template itself, whose numbers are not predicted."""
    out: list[Inline] = [Text(w.messages.say("matrix.as", agreement=w.name(like)) + " ")]
    for place, item in enumerate(w.run([(own, unit) for unit in units])):
        out += [Text(w.messages.say("list.semi") if place else ""), item]
    return [*out, *([Text(" ")] if units else []), Mark("assumed", w.messages.say("assumed"))]


def rank(w: Wording, reading: Reading) -> str:
    """`3/4`: the rank as a table has room for it."""
    if reading.rank is None or reading.variable.highest is None:
        return w.messages.say("rank.none")
    return f"{reading.rank}/{reading.variable.highest}"


def _attributes(w: Wording, reading: Reading) -> list[Inline]:
    """The number or detail recorded beside the value, such as `90 days`."""
    if reading.state != CODED:
        return []
    found = []
    for name in ("days", "months", "hours", "stay_days", "long_stop"):
        value = reading.attribute(name)
        if value:
            found.append(w.messages.say(f"attribute.{name}", n=value))
    amount = reading.attribute("amount")
    if amount:
        per = reading.attribute("per")
        key = f"attribute.amount.{per}" if per in ("person", "claim") else "attribute.amount"
        grouped = f"{int(amount):,}".replace(",", w.messages.say("attribute.thousands")) if amount.isdigit() else amount
        found.append(w.messages.say(key, n=grouped, currency=reading.attribute("currency") or ""))
    return [Text(f" ({', '.join(found)})")] if found else []


def flag_mark(w: Wording, gap: Gap) -> Mark:
    """`G1 dropped, high`: a flag never stands without its severity."""
    return Mark(gap.severity, w.messages.say("gap.mark", flag=flag_label(w, gap), severity=severity(w, gap)))


def flag_label(w: Wording, gap: Gap) -> str:
    """The flag and its name, in its reading for the variable's dimension."""
    if gap.flag == FORUMLESS:
        return w.messages.say("gap.forumless")
    if gap.code.startswith("IM") and gap.flag in ("G1", "G2", "G8"):
        return f"{gap.flag} {w.messages.say('gap.immunity.' + gap.flag)}"
    if not gap.followed and gap.flag in ("G1", "G4"):
        return w.messages.say(f"gap.{gap.flag}.peer")
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
    rows = [_matrix_row(w, group, gaps, with_persons) for group in groups if not group.unanswered]
    return [Table(id, caption, tuple(head), tuple(rows)), predicted_note(w), *_without_row(w, groups)]


def _without_row(w: Wording, groups: Sequence[Group]) -> list[Block]:
    """Which questions have no row at all, and which have none for some categories of person."""
    told = {group.variable.code for group in groups if not group.unanswered}
    left = dict.fromkeys(group.variable.code for group in groups if group.unanswered)
    parts = {
        "matrix.unanswered": [code for code in left if code not in told],
        "matrix.unanswered.partly": [code for code in left if code in told],
    }
    said = [w.messages.say(key, codes=", ".join(codes)) for key, codes in parts.items() if codes]
    return [Paragraph((Text(" ".join([*said, w.messages.say("matrix.unanswered.where")])),))] if said else []


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
    first_of = {id(reading): same[0] for same in kin(row) for reading in same[1:]}
    for there in row.there:
        found = change(row.here, there)
        marks = [versus(w, row.here, there, found)] if found.direction not in _SEEN else []
        marks += [flag_mark(w, gap) for gap in gaps if _raised(gap, group, there.agreement.name)]
        cells.append(reading_cell(w, there, marks, like=first_of.get(id(there))))
    return (first, *person, *cells)


def versus(w: Wording, here: Reading, there: Reading, found: Change) -> Mark:
    """The direction as it reads in a comparator's cell."""
    mark = w.direction(here, there, found)
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
    alike: dict[tuple[object, ...], tuple[list[str], list[str], tuple[ForumCell, ...]]] = {}
    left: list[str] = []
    for same in zip(*cells, strict=True):
        first = same[0]
        what = w.messages.say(f"proceeding.{first.proceeding}.{first.duty}")
        if all(cell.state in UNANSWERED and not clauses_of(cell.deciding) for cell in same):
            left.append(w.person(first.person))
            continue
        key = (what, *(_same_cell(cell) for cell in same))
        alike.setdefault(key, ([], [what], same))[0].append(first.person)
    both: dict[tuple[object, ...], tuple[list[str], list[str], tuple[ForumCell, ...]]] = {}
    for (_, *rest), (persons, what_, same) in alike.items():
        found = both.setdefault((tuple(persons), same[0].proceeding, *rest), (persons, [], same))
        found[1].extend(what_)
    rows = [
        (
            words(w.persons(tuple(persons)), header=True),
            words(w.messages.say("list.semi").join(whats)),
            *(_forum_or_same(w, same, place) for place in range(len(same))),
        )
        for persons, whats, same in both.values()
    ]
    table = Table(id, w.messages.say("forum.caption"), head, tuple(rows))
    said = w.messages.say("forum.uncoded", persons="; ".join(dict.fromkeys(left)))
    return [table, *([Paragraph((Text(said),))] if left else []), predicted_note(w)]


def _same_cell(cell: ForumCell) -> tuple[object, ...]:
    """What makes two cells read alike."""
    return (cell.forums, cell.state, cell.as_of, cell.deciding[-1].variable.code, clauses_of(cell.deciding))


def _forum_or_same(w: Wording, cells: Sequence[ForumCell], place: int) -> Cell:
    """A cell, or that it is as an earlier text's because both follow from the same template clauses."""
    cell = cells[place]
    chain = clauses_of(cell.deciding)
    mine = _template(chain)
    for earlier in cells[:place]:
        theirs = clauses_of(earlier.deciding)
        same = (cell.forums, cell.state, cell.paper_only) == (earlier.forums, earlier.state, earlier.paper_only)
        if chain and theirs and same and mine == _template(theirs):
            units = () if any(unit.assumed_from for _, unit in chain) else tuple(unit for _, unit in chain)
            said = (*_as(w, theirs[0][0], units, chain[0][0]), *w.resting(*cell.deciding))
            return Cell(said, cell.state)
    return forum_cell(w, cell)


def _template(chain: Sequence[tuple[Agreement, Unit]]) -> set[str]:
    """The template clauses behind a chain of clauses; a clause of the template stands for itself."""
    return {unit.assumed_from or f"{agreement.slug}#{unit.wid}" for agreement, unit in chain}


def forum_cell(w: Wording, cell: ForumCell) -> Cell:
    """The forums left, or the state that leaves it open, or that none was found; then the deciding clauses."""
    inlines: list[Inline] = []
    if cell.state is not None:
        inlines += [Mark(cell.state, _undecided(w, cell)), Text(" "), Code(cell.deciding[-1].variable.code)]
    elif not cell.forums:
        inlines.append(Mark("high", w.messages.say("forum.none")))
    else:
        inlines.append(Text("; ".join(forum_label(w, item) for item in cell.forums)))
        if cell.paper_only:
            inlines += [Text(" "), Mark("practice", paper_only(w, cell.as_of))]
    inlines += _home_duty(w, cell)
    chain = clauses_of(cell.deciding)
    for place, item in enumerate(w.run(chain)):
        inlines += [Text(w.messages.say("list.semi") if place else " "), item]
    inlines += [*w.resting(*cell.deciding), *w.assumed([unit for _, unit in chain])]
    return Cell(tuple(inlines), cell.state or ("high" if cell.forumless else None))


def paper_only(w: Wording, as_of: str | None) -> str:
    """That a body was not set up, as of the date of what is recorded; nothing is said of the time after it."""
    return (
        w.messages.say("forum.paper-only", as_of=w.as_of(as_of))
        if as_of
        else w.messages.say("forum.paper-only.undated")
    )


def practice_date(reading: Reading) -> str | None:
    """The latest date at which what a reading promises is recorded as not set up; None where nothing is recorded."""
    items = practices_of(reading.agreement, reading.variable) if reading.state == CODED else ()
    return max((item.date for item in items if item.value == "never"), default=None)


def _undecided(w: Wording, cell: ForumCell) -> str:
    """Why a cell is open: the state of the last reading, or, where all are read, that nothing more is known."""
    last = cell.deciding[-1]
    if last.state not in (CODED, "silent"):
        return w.value(last)
    reach = cell.person == "local" and cell.duty == "off" and last.variable.code == "IM-02"
    return w.messages.say("forum.reach" if reach else "forum.none-known")


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
