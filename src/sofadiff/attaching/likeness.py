"""How far a restated clause and an authentic one share their words: only to check a link, never to judge a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.lexicon import lexicon
from sofadiff.comparison.similarity import Vector, cognates, cosine, features, spoken, vector, weights
from sofadiff.model import Agreement, Unit, UnitPart


class Likeness:
    """Likeness of the clauses of a record to those of a file, 0 to 1, rare words weighing more.

    Between two languages only what survives translation counts: numbers, names and the beginnings of long words.
    """

    def __init__(self, record: Agreement, copy: Agreement) -> None:
        same = record.language == copy.language
        glossaries = (Glossary(record.terms, record.language), Glossary((), copy.language))
        said = [
            {unit.id: _features(glossary, unit, same=same) for unit in side.units}
            for glossary, side in zip(glossaries, (record, copy), strict=True)
        ]
        self._weight = weights([*said[0].values(), *said[1].values()], lexicon(record.language).function)
        self._said = said
        self._mine = {name: vector(words, self._weight) for name, words in said[0].items()}
        self._theirs = {name: vector(words, self._weight) for name, words in said[1].items()}
        self._headings = {u.id for side in (record, copy) for u in side.units if u.part is UnitPart.HEADING}

    def of(self, unit: str, pieces: Sequence[str]) -> float:
        """Likeness of one clause of the record to pieces of the file, taken together."""
        return cosine(self._mine[unit], self._vector(pieces))

    def whole(self, units: Sequence[str], pieces: Sequence[str]) -> float:
        """Likeness of several clauses of the record, taken together, to several of the file."""
        mine = vector([word for unit in units for word in self._said[0][unit]], self._weight)
        return cosine(mine, self._vector(pieces))

    def best(self, unit: str, others: Iterable[Unit], *, but: Iterable[Unit]) -> float:
        """The greatest likeness of a clause of the record to any other clause of the file of its kind."""
        own = {piece.id for piece in but}
        heading = unit in self._headings
        return max(
            (
                cosine(self._mine[unit], self._theirs[other.id])
                for other in others
                if other.id not in own and (other.id in self._headings) is heading
            ),
            default=0.0,
        )

    def mutual(self, mine: Sequence[Unit], theirs: Sequence[Unit], least: float) -> list[tuple[str, str]]:
        """Pairs of clauses each of which is most like the other, the most alike first; ties by their order."""
        scores = sorted(
            (
                (-score, i, j)
                for i, one in enumerate(mine)
                for j, two in enumerate(theirs)
                if (one.id in self._headings) is (two.id in self._headings)
                and (score := cosine(self._mine[one.id], self._theirs[two.id])) >= least
            )
        )
        found: list[tuple[str, str]] = []
        done: tuple[set[int], set[int]] = (set(), set())
        for _, i, j in scores:
            if i not in done[0] and j not in done[1]:
                found.append((mine[i].id, theirs[j].id))
            done[0].add(i)
            done[1].add(j)
        return found

    def _vector(self, pieces: Sequence[str]) -> Vector:
        if len(pieces) == 1:
            return self._theirs[pieces[0]]
        return vector([word for piece in pieces for word in self._said[1][piece]], self._weight)


def _features(glossary: Glossary, unit: Unit, *, same: bool) -> list[str]:
    tokens = glossary.tokens(unit.text)
    return features(spoken(tokens)) if same else cognates(tokens)
