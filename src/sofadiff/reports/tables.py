"""Readings, forums and gaps as table cells: every cell names its clauses or the state the point is in."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Cell, Code, Inline, Mark, Note, Paragraph, Strong, Table, Text
from sofadiff.findings.deadlines import after_mandate
from sofadiff.findings.directions import Change, change
from sofadiff.findings.gaps import FORUMLESS, Gap
from sofadiff.findings.kinship import kin
from sofadiff.findings.readings import CODED, LEFT_OUT, UNANSWERED, Group, Reading
from sofadiff.languages import bcp47
from sofadiff.model import Agreement, Unit
from sofadiff.reports.beside_value import caveats
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
        inlines: list[Inline] = [*as_another(w, like.agreement, units, reading.agreement), *w.resting(reading)]
        return Cell((*inlines, *(part for item in extra for part in (Text(" "), item))))
    if reading.state == CODED:
        inlines = [Strong(w.value(reading)), Text(f" ({rank(w, reading)})")]
    else:
        inlines = [Mark(reading.state, w.value(reading))]
        if reading.state == "silent":
            inlines.append(Text(f" ({rank(w, reading)})"))
        if reading.state == "na":
            inlines += [Text(" ("), w.na_reason(reading), Text(")")]
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


def as_another(w: Wording, like: Agreement, units: Sequence[Unit], own: Agreement) -> list[Inline]:
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
    found: list[tuple[Inline, ...]] = []
    for name in ("days", "months", "hours", "stay_days"):
        value = reading.attribute(name)
        if value:
            found.append((Text(w.messages.say(f"attribute.{name}", n=value)),))
    stop = reading.attribute("long_stop")
    if stop:
        found.append(_long_stop(w, reading, stop))
    amount = reading.attribute("amount")
    if amount:
        per = reading.attribute("per")
        key = f"attribute.amount.{per}" if per in ("person", "claim") else "attribute.amount"
        grouped = f"{int(amount):,}".replace(",", w.messages.say("attribute.thousands")) if amount.isdigit() else amount
        found.append((Text(w.messages.say(key, n=grouped, currency=reading.attribute("currency") or "")),))
    found += [(Text(said),) for said in caveats(w.messages, reading)]
    return [Text(" ("), *_listed(found), Text(")")] if found else []


def _listed(found: Sequence[tuple[Inline, ...]]) -> list[Inline]:
    """Details with commas between them."""
    return [part for place, item in enumerate(found) for part in (*([Text(", ")] if place else []), *item)]


def _long_stop(w: Wording, reading: Reading, words: str) -> tuple[Inline, ...]:
    """The limit after which nothing is taken any more: in our words where it can be counted, else in the record's."""
    period = after_mandate(words)
    if period is None:
        return w.messages.inlines("attribute.long_stop", n=recorded(w, reading, words))
    length = w.messages.counted(f"deadline.{period.unit}", period.number)
    return (Text(w.messages.say("attribute.long_stop.mandate-end", period=length)),)


def recorded(w: Wording, reading: Reading, words: str) -> Text:
    """Words that a record holds beside a value: in the report's language where the catalogue has them, else marked."""
    lang = bcp47(reading.agreement.language)
    if lang == w.lang:
        return Text(words)
    key = f"deadline.words.{words}"
    return Text(w.messages.say(key)) if w.messages.has(key) else Text(words, lang)


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
