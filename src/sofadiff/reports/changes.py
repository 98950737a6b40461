"""What changed: counts of directions against every comparator, then each difference of rank on one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sofadiff.document import Block, Bullets, Heading, Paragraph, Table, Text
from sofadiff.findings.directions import change, naming
from sofadiff.findings.readings import LEFT_OUT, UNANSWERED, Group, Row
from sofadiff.findings.roles import role_of
from sofadiff.model import Completeness
from sofadiff.reports.gap_sections import difference
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import words

CHANGED = (
    "more-immunity",
    "less-immunity",
    "stronger-accountability",
    "weaker-accountability",
    "added",
    "dropped",
    "displaced",
    "changed",
)
"""Directions that say two texts differ."""

_REASONS = ("not-coded", "not-known", "assumed", "left-out")
_OURS = {
    "added": ("added", "added.peer"),
    "dropped": ("dropped", "dropped.peer"),
    "displaced": ("displaced", "displaced.peer"),
    "same-rank-reworded": ("same-rank-reworded", "same-rank"),
}


def direction_counts(rows: Sequence[Row], index: int) -> Counter[str]:
    """How often each direction occurs against one comparator; *not assessed* is counted by its reason, never as one."""
    counts: Counter[str] = Counter()
    for row in rows:
        there = row.there[index]
        found = change(row.here, there)
        reason = (found.reason or "").partition(".")[0]
        name = naming(row.here, there, found)
        counts[f"not-assessed.{reason}" if found.direction == "not-assessed" else name] += 1
    return counts


def changes(w: Wording, rows: Sequence[Row], groups: Sequence[Group]) -> list[Block]:
    """What changed: counts against every comparator, then each change against the predecessor (else the first).

    Questions without a finding in any text are counted once, apart.
    """
    say = w.messages.say
    blocks: list[Block] = [Heading(2, say("h.changes"), "changes")]
    if not rows or not rows[0].there:
        return [*blocks, Paragraph((Text(say("changes.no-comparator")),))]
    here = rows[0].here.agreement
    comparators = [reading.agreement for reading in rows[0].there]
    asked = [row for row in rows if not row.uncoded]
    lead = [say("changes.lead", agreement=w.name(here), questions=len(asked), answered=sum(map(_answered, asked)))]
    empty = len(rows) - len(asked)
    lead += [w.messages.counted("changes.empty", empty)] if empty else []
    lead.append(say("changes.counted") + _nothing_left(w, asked))
    blocks.append(Paragraph((Text(" ".join(lead)),)))
    blocks.append(_table(w, asked, groups))
    partial = [w.name(item) for item in (here, *comparators) if item.completeness is not Completeness.FULL]
    if partial:
        blocks.append(Paragraph((Text(say("changes.partial", agreements=w.messages.listing(partial))),)))
    return blocks + _differences(w, groups, chosen(groups))


def _answered(row: Row) -> bool:
    """Whether at least one text answers: with a value, two readings, another instrument or a proved silence."""
    return any(reading.state not in UNANSWERED for reading in row.readings)


def chosen(groups: Sequence[Group]) -> int:
    """The comparator that sentences speak of: the first earlier agreement in the same host State, else the first."""
    readings = groups[0].row.there if groups else ()
    roles = [role_of(groups[0].row.here.agreement, reading.agreement) for reading in readings]
    return roles.index("predecessor") if "predecessor" in roles else 0


def _table(w: Wording, rows: Sequence[Row], groups: Sequence[Group]) -> Table:
    here = groups[0].row.here.agreement
    comparators = [reading.agreement for reading in groups[0].row.there]
    counts = [direction_counts(rows, index) for index in range(len(comparators))]
    kinds = [name for item in w.codebook.directions for name in _OURS.get(item.id, (item.id,))]
    kinds += [f"not-assessed.{reason}" for reason in _REASONS]
    used = [kind for kind in kinds if any(count[kind] for count in counts)]
    head = (w.messages.say("col.direction"), *(f"{w.name(item)} ({w.role(here, item)})" for item in comparators))
    table = [(words(_kind(w, kind), header=True), *(words(str(count[kind])) for count in counts)) for kind in used]
    return Table("changes-table", w.messages.say("changes.caption"), head, tuple(table))


def _kind(w: Wording, kind: str) -> str:
    direction, _, reason = kind.partition(".")
    if reason in _REASONS:
        label = w.direction_label(direction)
        return f"{label}{w.messages.say('list.colon')}{w.messages.say('counted.' + reason)}"
    return w.direction_label(kind)


def _nothing_left(w: Wording, rows: Sequence[Row]) -> str:
    """That a filter leaves nothing to compare, where that is so."""
    filtered = any(reading.state == LEFT_OUT for row in rows for reading in row.readings)
    found = (change(row.here, there).direction for row in rows for there in row.there)
    return f" {w.messages.say('changes.filtered')}" if filtered and set(found) <= {"not-assessed"} else ""


def _differences(w: Wording, groups: Sequence[Group], index: int) -> list[Block]:
    """Every difference from one comparator, one line each."""
    if not groups:
        return []
    subject, comparator = groups[0].row.here.agreement, groups[0].row.there[index].agreement
    items = [
        difference(w, group, group.row.there[index])
        for group in groups
        if change(group.row.here, group.row.there[index]).direction in CHANGED
    ]
    title = w.messages.say("h.changes.against", comparator=w.name(comparator), role=w.role(subject, comparator))
    body: Block = Bullets(tuple(items)) if items else Paragraph((Text(w.messages.say("changes.none")),))
    return [Heading(3, title, "changes-sentences"), body]
