"""Which forum is left, as a table: each cell names its clauses and what they rest on, or what leaves it open."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Cell, Code, Inline, Mark, Paragraph, Table, Text
from sofadiff.findings.forums import Cell as ForumCell
from sofadiff.findings.gaps import clauses_of
from sofadiff.findings.readings import CODED, UNANSWERED, Reading, practices_of
from sofadiff.model import Agreement, Unit
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import as_another, predicted_note, words


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
            said = (*as_another(w, theirs[0][0], units, chain[0][0]), *w.resting(*cell.deciding))
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
