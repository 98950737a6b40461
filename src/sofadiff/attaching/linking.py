"""Which clauses of a file have the authentic words of which clauses of a record, by what sign, and how sure.

Three signs, in this order. The record's fingerprint of a clause (a digest of the words that were read) settles it. The
printed number, since both are the same instrument, is believed unless the words speak against it. What then is left on
both sides is tied by its words alone, and marked as doubtful. A clause of the file goes to one clause of the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sofadiff.attaching.likeness import Likeness
from sofadiff.importing import Imported
from sofadiff.importing.collate import Answer, Status, collate, key_of, language_read, part_of
from sofadiff.model import Agreement, Unit, UnitPart

CLEARLY = 2.0
"""A clause is told by its words against its number where another clause is at least so many times as like..."""
ALIKE = 0.25
"""...and at least so like. The same is needed to tie clauses by their words alone."""
DOUBTED = 1.25
"""A link by number is doubtful where another clause is so many times as like.

Measured on texts whose fingerprints tell the truth, without these: a right number is doubted in 2% of the clauses and
one that is one off in 96%. Between two languages, where articles built alike are believed as wholes, a right number is
doubted in 5%.
"""


class Link(Struct, frozen=True):
    """One clause of the record and its authentic words."""

    unit: str
    """id of the record's unit."""
    units: tuple[str, ...]
    """ids of the units of the file, in its order."""
    rule: str
    """`fingerprint`, `number` or `words`."""
    fingerprint: str
    """`same`, `other` (the record's digest is of other words) or `none` (it has none, or one of another language)."""
    doubtful: bool
    likeness: float
    """0 to 1: how far restatement and authentic words share their words."""


class Linked(Struct, frozen=True):
    """A whole file tied to a whole record."""

    links: tuple[Link, ...]
    """In the order of the record."""
    missing: tuple[str, ...]
    """ids of units of the record of which the file has no words."""
    extra: tuple[str, ...]
    """ids of units of the file that no clause of the record answers, headings left out."""
    outside: tuple[str, ...]
    """The same, in an annex, declaration or minute of a kind that the record does not hold."""
    compared: bool
    """Whether the record has digests and they are of a text in the file's language, as far as can be told."""

    @property
    def same(self) -> int:
        """How many clauses have the very words that the record's digests were taken of."""
        return sum(link.fingerprint == "same" for link in self.links)


def link(record: Agreement, imported: Imported) -> Linked:
    """Tie an imported file to a record of the same instrument."""
    answers = collate(record, imported).answers if any(unit.text_digest for unit in record.units) else ()
    same = sum(answer.status is Status.MATCHES for answer in answers)
    expected = imported.report.language == language_read(record)
    digests = sum(unit.text_digest is not None for unit in record.units)
    compared = bool(same) and (expected or 2 * same >= digests)
    pairing = _Pairing(record, imported.agreement)
    pairing.by_fingerprint(answers, compared=compared)
    pairing.by_number()
    pairing.by_words()
    outside = {unit for each in answers if compared and each.status is Status.OUTSIDE for unit in each.found}
    return pairing.done(outside, compared=compared)


class _Pairing:
    """The links made so far, and what is still open on both sides."""

    def __init__(self, record: Agreement, copy: Agreement) -> None:
        self.record, self.copy = record, copy
        self.mine = {unit.id: unit for unit in record.units}
        self.theirs = {unit.id: unit for unit in copy.units}
        self.links: dict[str, Link] = {}
        self.taken: set[str] = set()
        self.other: set[str] = set()
        """Units of the record whose digest is of other words than the file has."""
        self.likeness = Likeness(record, copy)

    def open_mine(self) -> list[Unit]:
        return [unit for unit in self.record.units if unit.id not in self.links]

    def open_theirs(self) -> list[Unit]:
        return [unit for unit in self.copy.units if unit.id not in self.taken]

    def add(self, unit: Unit, pieces: Sequence[Unit], rule: str, *, fingerprint: str = "", doubtful: bool) -> None:
        """Tie them. Without a fingerprint said, it is `other` where the record's digest was found to be of others."""
        said = fingerprint or ("other" if unit.id in self.other else "none")
        alike = self.likeness.of(unit.id, [piece.id for piece in pieces])
        self.links[unit.id] = Link(unit.id, tuple(p.id for p in pieces), rule, said, doubtful, round(alike, 4))
        self.taken.update(piece.id for piece in pieces)

    def by_fingerprint(self, answers: Iterable[Answer], *, compared: bool) -> None:
        """The same words. That a clause has others is only known where the digests are of a text in this language."""
        for answer in answers:
            if answer.unit is None:
                continue
            pieces = [self.theirs[name] for name in answer.found]
            if answer.status is Status.MATCHES:
                self.add(self.mine[answer.unit], pieces, "fingerprint", fingerprint="same", doubtful=False)
            elif answer.status is Status.DIFFERS and answer.note != "other words":  # the words, at another number
                self.add(self.mine[answer.unit], pieces, "fingerprint", fingerprint="same", doubtful=True)
            elif compared:
                self.other.add(answer.unit)

    def by_number(self) -> None:
        """Same number and same place in the clause, unless the words clearly belong to another one."""
        settled = self._settled()
        for unit, pieces in self._numbered():
            alike = self.likeness.of(unit.id, [piece.id for piece in pieces])
            elsewhere = self.likeness.best(unit.id, self.open_theirs(), but=pieces)
            sure = key_of(unit)[0] in settled
            if not sure and elsewhere >= ALIKE and elsewhere > CLEARLY * alike:
                continue
            self.add(unit, pieces, "number", doubtful=not sure and (elsewhere > DOUBTED * alike or not alike))

    def _settled(self) -> set[str]:
        """Between two languages: articles built alike in both, that resemble each other as wholes more than any other.

        There single clauses share few words that survive translation, and many would be doubted for nothing.
        """
        if self.record.language == self.copy.language:
            return set()
        mine, theirs = (_articles(side.units) for side in (self.record, self.copy))
        found = set()
        for number, units in mine.items():
            pieces = theirs.get(number, [])
            if [_place(unit) for unit in units] == [_place(piece) for piece in pieces]:
                alike = self._whole(units, pieces)
                others = (self._whole(units, other) for key, other in theirs.items() if key != number)
                if alike and alike >= max(others, default=0.0):
                    found.add(number)
        return found

    def _whole(self, units: Iterable[Unit], pieces: Iterable[Unit]) -> float:
        return self.likeness.whole([unit.id for unit in units], [piece.id for piece in pieces])

    def _numbered(self) -> list[tuple[Unit, list[Unit]]]:
        """Open units of the record with the pieces of the file under the same number, neither used twice."""
        found: list[tuple[Unit, list[Unit]]] = []
        mine, theirs = _places(self.open_mine()), _places(self.open_theirs())
        above = self._above()
        for place, units in mine.items():
            there = theirs.get((above + place[0], place[1]), []) or theirs.get(place, [])
            if there and len(there) == len(units):
                found += [(unit, [piece]) for unit, piece in zip(units, there, strict=True)]
            elif there and place[1] == "preamble":
                found += _recitals(units, there)
            elif not there and len(units) == 1 and place[1] == "content":
                pieces = self._pieces(units[0], mine)
                found += [(units[0], pieces)] if pieces else []
        return found

    def _above(self) -> tuple[str, ...]:
        """The number over the whole instrument where the file holds it as a schedule, told by what is tied already."""
        seen: Counter[tuple[str, ...]] = Counter()
        for each in self.links.values():
            mine, theirs = key_of(self.mine[each.unit]), key_of(self.theirs[each.units[0]])
            if mine and mine != ("preamble",) and theirs[-len(mine) :] == mine:
                seen[theirs[: -len(mine)]] += 1
        return min(seen, key=lambda prefix: (-seen[prefix], prefix)) if seen else ()

    def _pieces(self, unit: Unit, mine: dict[_Place, list[Unit]]) -> list[Unit]:
        """Opening words, points and closing words of the file where the record has the clause in one piece."""
        key = key_of(unit)
        if not key or key == ("preamble",) or any(other[0][: len(key)] == key for other in mine if other[0] != key):
            return []
        return [
            piece
            for piece in self.open_theirs()
            if piece.part is not UnitPart.HEADING and key_of(piece)[: len(key)] == key
        ]

    def by_words(self) -> None:
        """What is left, best first, each with the one that it resembles most and that resembles it most."""
        for unit, piece in self.likeness.mutual(self.open_mine(), self.open_theirs(), ALIKE):
            self.add(self.mine[unit], [self.theirs[piece]], "words", doubtful=True)

    def done(self, outside: set[str], *, compared: bool) -> Linked:
        rest = [unit for unit in self.open_theirs() if unit.part is not UnitPart.HEADING]
        annexes = any(_in_annex(unit) for unit in self.record.units)
        beyond = {unit.id for unit in rest if unit.id in outside or (not annexes and _in_annex(unit))}
        return Linked(
            links=tuple(self.links[unit.id] for unit in self.record.units if unit.id in self.links),
            missing=tuple(unit.id for unit in self.open_mine() if unit.part is not UnitPart.HEADING),
            extra=tuple(unit.id for unit in rest if unit.id not in beyond),
            outside=tuple(unit.id for unit in rest if unit.id in beyond),
            compared=compared,
        )


_Place = tuple[tuple[str, ...], str]
"""Numbers from the outside in, and what stands there (opening words, text, closing words, heading)."""


def _place(unit: Unit) -> _Place:
    return key_of(unit), part_of(unit)


def _articles(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Units by the outermost number; headings left out, since a translation may have none."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.part is not UnitPart.HEADING and (key := key_of(unit)):
            found.setdefault(key[0], []).append(unit)
    return found


def _places(units: Iterable[Unit]) -> dict[_Place, list[Unit]]:
    """Units by place; those without any number at all are left to their words."""
    found: dict[_Place, list[Unit]] = {}
    for unit in units:
        if key_of(unit):
            found.setdefault(_place(unit), []).append(unit)
    return found


def _recitals(mine: Iterable[Unit], theirs: Iterable[Unit]) -> list[tuple[Unit, list[Unit]]]:
    """Recitals in their order, where both sides have as many of them; words around them are left to their words."""
    ones, twos = ([unit for unit in side if unit.part is UnitPart.RECITAL] for side in (mine, theirs))
    return [(one, [two]) for one, two in zip(ones, twos, strict=True)] if len(ones) == len(twos) else []


def _in_annex(unit: Unit) -> bool:
    return any(element in {"hcontainer", "attachment"} for element, _ in unit.path)
