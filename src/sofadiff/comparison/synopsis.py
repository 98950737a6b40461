"""Several agreements beside each other, from their comparisons with one base: rows, apparatus, who reads alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from sofadiff.comparison import ChangeClass, Comparison, Cut, Kind, Link
from sofadiff.comparison.apparatus import families
from sofadiff.comparison.collation import Collator
from sofadiff.comparison.cutting import merged
from sofadiff.comparison.known import answerable
from sofadiff.comparison.rows import concepts
from sofadiff.comparison.witnesses import (
    ALIKE,
    Agreeing,
    Cell,
    Person,
    Row,
    State,
    Synopsis,
    by_age,
    named,
)
from sofadiff.model import UnitPart


def synopsis(comparisons: Sequence[Comparison]) -> Synopsis:
    """The synopsis of one base and everything that was compared with it, in the order given."""
    texts = (comparisons[0].base, *(comparison.other for comparison in comparisons))
    witnesses = named(texts)
    order = by_age(texts)
    cuts: list[Cut] = []
    found = concepts(comparisons, order, cuts)
    collator = Collator(comparisons, found)
    home = {(w, n): r for r, row in enumerate(found) for w, ns in enumerate(row.places) for n in ns}
    rows = tuple(_row(collator, comparisons, n, order, home) for n in range(len(found)))
    return Synopsis(
        witnesses,
        tuple(comparisons),
        rows,
        tuple(_agreeing(collator, rows, order, one, two) for one, two in combinations(range(len(texts)), 2)),
        _persons(collator, comparisons, rows),
        merged(cuts),
    )


def _row(
    collator: Collator,
    comparisons: Sequence[Comparison],
    number: int,
    order: Sequence[int],
    home: dict[tuple[int, int], int],
) -> Row:
    concept = collator.rows[number]
    present = [w for w in order if concept.places[w]]
    cells = tuple(_cell(collator, comparisons, number, w, present[0]) for w in range(len(collator.texts)))
    told = [w for w in present if cells[w].state is not State.ASSUMED]
    return Row(
        cells=cells,
        first=present[0],
        groups=_groups(collator, number, told),
        in_part=_in_part(collator, number, told),
        families=families(collator, number, told),
        heading=all(unit.part is UnitPart.HEADING for w in present for unit in collator.units(number, w)),
        similar=tuple(sorted({home[place] for place in concept.similar})),
    )


def _cell(collator: Collator, comparisons: Sequence[Comparison], number: int, witness: int, first: int) -> Cell:
    concept = collator.rows[number]
    units = collator.units(number, witness)
    if not units:
        texts = (collator.texts[first], collator.texts[witness])
        return Cell((), State.ABSENT if answerable(*texts, Kind.REMOVED) else State.NOT_KNOWN)
    ids = tuple(unit.id for unit in units)
    inferred = tuple(dict.fromkeys(unit.assumed_from for unit in units if unit.assumed_from))
    if witness == first:
        return Cell(ids, State.TEXT, assumed_from=inferred)
    links = _links(comparisons[witness - 1], ids) if concept.places[0] else []
    read = collator.read(number, first, witness)
    return Cell(
        ids,
        read.state,
        () if read.state is State.ASSUMED else tuple(c for c in ChangeClass if c in read.classes),
        moved=any(link.moved for link in links),
        doubtful=any(link.doubtful for link in links) or witness in concept.doubtful,
        assumed_from=inferred,
    )


def _links(comparison: Comparison, ids: tuple[str, ...]) -> list[Link]:
    wanted = set(ids)
    return [link for link in comparison.links if wanted & set(link.other)]


def _groups(collator: Collator, number: int, told: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Witnesses that read alike; one belongs to a group where it reads like everyone in it."""
    groups: list[list[int]] = []
    for witness in told:
        for group in groups:
            if all(collator.read(number, other, witness).state in ALIKE for other in group):
                group.append(witness)
                break
        else:
            groups.append([witness])
    return tuple(tuple(sorted(group)) for group in groups)


def _in_part(collator: Collator, number: int, told: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Pairs that read the same as far as known."""
    pairs = (pair for pair in combinations(told, 2) if collator.read(number, *pair).state is State.IN_PART)
    return tuple(sorted((min(pair), max(pair)) for pair in pairs))


def _agreeing(collator: Collator, rows: Sequence[Row], order: Sequence[int], one: int, two: int) -> Agreeing:
    """How two witnesses stand to each other over all rows that are more than headings."""
    age = {witness: n for n, witness in enumerate(order)}
    early, late = sorted((one, two), key=age.__getitem__)
    counts: Counter[str] = Counter()
    for number, row in enumerate(rows):
        if not row.heading:
            counts[_standing(collator, number, row, early, late)] += 1
    names = ("alike", "in_part", "differ", "one_only", "not_known", "assumed", "language")
    return Agreeing(one, two, **{name: counts[name] for name in names})


def _standing(collator: Collator, number: int, row: Row, early: int, late: int) -> str:
    cells = (row.cells[early], row.cells[late])
    if not any(cell.units for cell in cells):
        return "neither"
    if all(cell.units for cell in cells):
        state = collator.read(number, early, late).state
        if state in ALIKE:
            return "alike"
        return {State.IN_PART: "in_part", State.ASSUMED: "assumed", State.LANGUAGE: "language"}.get(state, "differ")
    if any(cell.assumed_from for cell in cells):
        return "assumed"
    silent, spoken = sorted((early, late), key=lambda witness: bool(row.cells[witness].units))
    whole = answerable(collator.texts[spoken], collator.texts[silent], Kind.REMOVED)
    return "one_only" if whole else "not_known"


def _persons(collator: Collator, comparisons: Sequence[Comparison], rows: Sequence[Row]) -> tuple[Person, ...]:
    """Each change of person once, with the witnesses that have it and every row in which it tells."""
    found: dict[tuple[str, str, str, str, str], list[int]] = {}
    for witness, comparison in enumerate(comparisons, start=1):
        for change in comparison.persons:
            key = (change.role, change.base, change.base_holder, change.other, change.other_holder)
            found.setdefault(key, []).append(witness)
    return tuple(
        Person(*key, tuple(witnesses), tuple(n for n in range(len(rows)) if _touched(collator, n, key[0], witnesses)))
        for key, witnesses in sorted(found.items())
    )


def _touched(collator: Collator, number: int, role: str, witnesses: Sequence[int]) -> bool:
    """Whether a row names the role both in a witness with the new holder and in one without."""
    naming = {w for w in range(len(collator.texts)) if collator.names(number, w, role)}
    return bool(naming & set(witnesses)) and bool(naming - set(witnesses))
