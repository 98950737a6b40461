"""Classes of change against known edits; noise that must not count; names that must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks import generator
from benchmarks.generator import Pair
from benchmarks.scores import share
from sofadiff.comparison import Comparison, Link, Verdict
from sofadiff.comparison.compare import compare


@dataclass(frozen=True, slots=True)
class Classes:
    """How often each class was right, wrongly given, missed: (clause, class) for each clause."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    def precision(self, kind: str | None = None) -> float:
        """Share of the given classes that are right; of one class, or of all."""
        right, wrong = (_count(side, kind) for side in (self.right, self.wrong))
        return share(right, right + wrong)

    def recall(self, kind: str | None = None) -> float:
        """Share of the known edits whose class was given."""
        right, missed = (_count(side, kind) for side in (self.right, self.missed))
        return share(right, right + missed)


def _count(side: Counter[str], kind: str | None) -> int:
    return side.total() if kind is None else side[kind]


def classes(pairs: Iterable[Pair]) -> Classes:
    """Compare pairs of one known edit a clause, with numbers to go by, and count classes clause by clause."""
    found = Classes(Counter(), Counter(), Counter())
    for pair in pairs:
        base, other = generator.agreement(pair.base), generator.agreement(pair.other)
        at = generator.positions(base)
        known = {(edit.base, edit.kind) for edit in pair.edits}
        given = {
            (at[link.base[0]], str(change))
            for link in compare(base, other).links
            if link.base
            for edit in link.edits
            for change in (edit.change, *(part.change for part in edit.parts))
            if change is not None
        }
        found.right.update(kind for _, kind in known & given)
        found.wrong.update(kind for _, kind in given - known)
        found.missed.update(kind for _, kind in known - given)
    return found


@dataclass(frozen=True, slots=True)
class Noise:
    """What is made of pure noise."""

    clauses: int
    substantive: int
    """Links said to have changed in substance, among them clauses that found no partner: all wrong."""
    uncovered: int
    """Clauses with a name that no glossary covers."""
    uncovered_substantive: int
    persons: int
    """Pairs in which another kind of person heads the mission."""
    persons_reported: int
    """Of those: reported once, with exactly the clauses that name the head of mission."""


def noise(seeds: Iterable[int]) -> Noise:
    """Every seed three times: pure noise, names that no glossary covers, another person."""
    counts = Counter[str]()
    for seed in seeds:
        pair = generator.noise(seed)
        links = _compared(pair).links
        counts["clauses"] += len(pair.base.clauses)
        counts["substantive"] += sum(link.verdict is Verdict.SUBSTANTIVE for link in links)
        pair = generator.noise(seed, covered=False)
        found = _compared(pair)
        named = _naming(pair, None)
        counts["uncovered"] += len(named)
        counts["uncovered_substantive"] += len(named & _base(found, Verdict.SUBSTANTIVE))
        pair = generator.noise(seed, same_person=False)
        counts["persons"] += 1
        counts["persons_reported"] += _reported_once(pair, _compared(pair))
    return Noise(**{name: counts[name] for name in Noise.__slots__})


def _compared(pair: Pair) -> Comparison:
    return compare(generator.agreement(pair.base), generator.agreement(pair.other))


def _base(found: Comparison, verdict: Verdict) -> set[int]:
    at = generator.positions(found.base)
    return {at[unit] for link in found.links if link.verdict is verdict for unit in link.base}


def _naming(pair: Pair, role: str | None) -> set[int]:
    """Clauses of the base in which a defined term (of a role, or of any role) occurs."""
    forms = [term.form for term in pair.base.terms if role in (None, str(term.role))]
    return {position for position, clause in enumerate(pair.base.clauses) if any(form in clause.text for form in forms)}


def _reported_once(pair: Pair, found: Comparison) -> bool:
    changes = [change for change in found.persons if change.role == "head-of-mission"]
    if len(changes) != 1 or len(found.persons) != 1:
        return False
    at = generator.positions(found.base)
    touched: list[Link] = [found.links[number] for number in changes[0].links]
    return sorted(at[unit] for link in touched for unit in link.base) == sorted(_naming(pair, "head-of-mission"))
