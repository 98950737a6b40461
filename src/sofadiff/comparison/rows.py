"""Which clauses of several texts make one row: linked through the base, or, where the base has none, with each other.

Clauses that answer the same clause of the base are one row, and so is everything connected through them. What nothing
in the base answers is compared between the witnesses, the earlier text first, by the same aligner. There one rule more
holds, since a chain of likenesses leads astray: two rows are not joined where that would put two clauses of one witness
together that no pairing of its own puts together. What was not joined is kept as a likeness between rows.

Nothing here depends on the order in which the witnesses are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from sofadiff.comparison import Comparison, Cut, Decided, align, linking, pinning
from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.known import versions
from sofadiff.comparison.lexicon import lexicon
from sofadiff.comparison.scoring import Item, item
from sofadiff.model import Agreement

Place = tuple[int, int]
"""Witness, and position of the unit in its text."""


class Concept(Struct, frozen=True):
    """The units of one row."""

    places: tuple[tuple[int, ...], ...]
    """For each witness the positions of its units, in the order in which they answer the base, else their own."""
    doubtful: frozenset[int] = frozenset()
    """Witnesses that were joined to a row without base by a doubtful pairing."""
    similar: tuple[Place, ...] = ()
    """Units of other rows that resemble units of this one."""


class _Answer(Struct, frozen=True):
    """Units of two witnesses that answer each other though nothing in the base answers them."""

    places: frozenset[Place]
    doubtful: bool
    score: float


def concepts(comparisons: Sequence[Comparison], order: Sequence[int], cuts: list[Cut]) -> list[Concept]:
    """Every unit of every witness in exactly one concept, in reading order.

    Args:
        comparisons: The base compared with each other witness.
        order: The witnesses by age, base first: what decides ties.
        cuts: Where to write down which searches between the other witnesses were cut short.
    """
    texts = [comparisons[0].base, *(comparison.other for comparison in comparisons)]
    joined, left = _through_base(comparisons)
    found = [_concept(group, len(texts), _base_order(comparisons)) for group in joined]
    found += _without_base(texts, left, order, cuts)
    return _in_order(found, order)


def _through_base(comparisons: Sequence[Comparison]) -> tuple[list[frozenset[Place]], dict[int, list[int]]]:
    """The connected groups that have a unit of the base, and what is left of each witness."""
    groups: dict[Place, set[Place]] = {(0, n): {(0, n)} for n in range(len(comparisons[0].base.units))}
    left: dict[int, list[int]] = {}
    for witness, comparison in enumerate(comparisons, start=1):
        sides = [{unit.id: n for n, unit in enumerate(text.units)} for text in (comparison.base, comparison.other)]
        for link in comparison.links:
            places = {(0, sides[0][unit]) for unit in link.base} | {(witness, sides[1][unit]) for unit in link.other}
            if link.base:
                _join(groups, places)
            else:
                left.setdefault(witness, []).extend(sides[1][unit] for unit in link.other)
    whole = {id(group): frozenset(group) for group in groups.values()}
    return list(whole.values()), {witness: sorted(positions) for witness, positions in left.items()}


def _join(groups: dict[Place, set[Place]], places: set[Place]) -> None:
    """Make one group of these places and of every group that has one of them."""
    whole = set(places)
    for place in places:
        whole |= groups.get(place, set())
    for place in whole:
        groups[place] = whole


def _base_order(comparisons: Sequence[Comparison]) -> dict[Place, int]:
    """For each unit that answers the base the position of the first base unit that it answers."""
    at = {unit.id: n for n, unit in enumerate(comparisons[0].base.units)}
    found = {}
    for witness, comparison in enumerate(comparisons, start=1):
        own = {unit.id: n for n, unit in enumerate(comparison.other.units)}
        for link in comparison.links:
            for unit in link.other if link.base else ():
                found[witness, own[unit]] = min(at[name] for name in link.base)
    return found


def _concept(
    group: frozenset[Place], witnesses: int, answers: Mapping[Place, int], doubtful: frozenset[int] = frozenset()
) -> Concept:
    def place(where: Place) -> tuple[int, int]:
        return answers.get(where, -1), where[1]

    return Concept(
        tuple(tuple(n for _, n in sorted((p for p in group if p[0] == w), key=place)) for w in range(witnesses)),
        doubtful,
    )


def _without_base(
    texts: Sequence[Agreement], left: Mapping[int, Sequence[int]], order: Sequence[int], cuts: list[Cut]
) -> list[Concept]:
    """The rows of what nothing in the base answers."""
    age = {witness: n for n, witness in enumerate(order)}
    groups: dict[Place, set[Place]] = {}
    for witness, positions in left.items():
        for n in positions:
            groups[witness, n] = {(witness, n)}

    def surest(answer: _Answer) -> tuple[object, ...]:
        return answer.doubtful, -answer.score, sorted((age[w], n) for w, n in answer.places)

    doubtful: set[Place] = set()
    refused: list[frozenset[Place]] = []
    for answer in sorted(_answers(texts, left, order, cuts), key=surest):
        if not _fits(groups, answer.places):
            refused.append(answer.places)
            continue
        if answer.doubtful:
            alone = {place for place in answer.places if len(groups[place]) == 1}
            doubtful |= alone or answer.places
        _join(groups, set(answer.places))
    found = []
    for group in {id(group): frozenset(group) for group in groups.values()}.values():
        concept = _concept(group, len(texts), {}, frozenset(w for w, n in group if (w, n) in doubtful))
        found.append(_resembling(concept, group, refused))
    return found


def _resembling(concept: Concept, group: frozenset[Place], refused: Sequence[frozenset[Place]]) -> Concept:
    others = {place for places in refused if places & group for place in places - group}
    return Concept(concept.places, concept.doubtful, tuple(sorted(others)))


def _answers(
    texts: Sequence[Agreement], left: Mapping[int, Sequence[int]], order: Sequence[int], cuts: list[Cut]
) -> Iterator[_Answer]:
    made: dict[tuple[int, bool], list[Item]] = {}
    for one, two in combinations([witness for witness in order if witness in left], 2):
        alike = texts[one].language == texts[two].language
        for w in (one, two):
            if (w, alike) not in made:
                made[w, alike] = _items(texts[w], left[w], same_language=alike)
        ones, twos = made[one, alike], made[two, alike]
        pairs = align.pairs(
            ones,
            twos,
            versions=versions(texts[one], texts[two]),
            same_language=alike,
            empty=lexicon(texts[one].language).function,
            pins=_decided(texts, left, one, two),
            cuts=cuts,
        )
        for group in linking.arranged(ones, twos, pairs):
            if group.base and group.other:
                places = {(one, left[one][i]) for i in group.base} | {(two, left[two][j]) for j in group.other}
                score = 1.0 if group.rule == "pin" else group.score or 0.0
                yield _Answer(frozenset(places), group.doubtful, score)


def _decided(texts: Sequence[Agreement], left: Mapping[int, Sequence[int]], one: int, two: int) -> tuple[Decided, ...]:
    """What persons decided on clauses that nothing in the base answers."""
    found = pinning.resolve(texts[one], texts[two]).applied
    open_one, open_two = ({texts[w].units[n].id for n in left[w]} for w in (one, two))
    return tuple(each for each in found if open_one.issuperset(each.base) and open_two.issuperset(each.other))


def _items(text: Agreement, positions: Sequence[int], *, same_language: bool) -> list[Item]:
    glossary = Glossary.of(text)
    units = [text.units[n] for n in positions]
    return [item(unit, n, glossary.tokens(unit.text), same_language=same_language) for n, unit in enumerate(units)]


def _fits(groups: Mapping[Place, set[Place]], places: frozenset[Place]) -> bool:
    """Whether joining puts no two units of one witness together that no pairing of its own puts together."""
    several = [places, *(groups[place] for place in sorted(places))]
    for witness in {w for group in several for w, _ in group}:
        own = [{n for w, n in group if w == witness} for group in several]
        if set().union(*own) not in own:
            return False
    return True


def _in_order(found: Sequence[Concept], order: Sequence[int]) -> list[Concept]:
    """Rows of the base in its order; every other row after what precedes it in the earliest text that has it."""
    home = {(w, n): c.places[0][0] for c in found if c.places[0] for w, ns in enumerate(c.places) for n in ns}

    def key(concept: Concept) -> tuple[int, ...]:
        if concept.places[0]:
            return (concept.places[0][0],)
        age, first = next((age, w) for age, w in enumerate(order) if concept.places[w])
        start = min(concept.places[first])
        before = next((home[first, n] for n in range(start - 1, -1, -1) if (first, n) in home), -1)
        return (before, age, start)

    return sorted(found, key=key)
