"""Why a clause was paired as it was: its candidates with the figures that decided, and what became of each.

All figures are those of the alignment itself, read from its :class:`~sofadiff.comparison.tracing.Trace`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from sofadiff.comparison import Comparison, Link
from sofadiff.comparison.board import Pair
from sofadiff.comparison.compare import compare
from sofadiff.comparison.scoring import CANDIDATES, Scores, group_of
from sofadiff.comparison.tracing import Fit, Round, Trace
from sofadiff.model import Agreement, Unit


class Outcome(StrEnum):
    """What became of a candidate."""

    CHOSEN = "chosen"
    TAKEN = "taken"
    """It had its answer already when its turn came."""
    LATER = "later"
    """The clause had its answer already when its turn came."""
    BELOW = "below"
    """Its likeness, or its share, is less than the least."""
    FEW_WORDS = "few-words"
    """Its wording is less than the least, whatever place and topics add."""
    ALONE = "alone"
    """The pair was undone: opening or closing words of a list whose points answer elsewhere."""
    PERSON = "person"
    """A person decided otherwise."""


class Figures(Struct, frozen=True):
    """What the likeness of two units is made of."""

    words: float
    order: float | None
    """None where the order of words is not looked at."""
    wording: float
    place: float
    topics: float


class Candidate(Struct, frozen=True):
    """A unit of the other text that was looked at closely, or paired without that."""

    unit: str
    score: float | None
    """Likeness; None where none was computed, as for a person's decision."""
    figures: Figures | None
    outcome: Outcome
    round: int | None
    """Number of the pass that chose it, or at which it was too late; None for one that never came so far."""
    least: float | None
    """What it fell short of."""
    instead: tuple[str, ...] = ()
    """For TAKEN, the unit on the asked side that it answered by then; for LATER, the one that answered the clause."""
    instead_score: float | None = None
    """Likeness of that pair, where it was made for it."""


class Piece(Struct, frozen=True):
    """Whether one unit is a piece of another: the share of its words in what others leave of that one."""

    part: str
    whole: str
    part_is_base: bool
    share: float
    least: float | None
    """None for one that is too short to be found by its words alone."""
    outcome: Outcome
    round: int


class Heading(Struct, frozen=True):
    """Another heading: how alike the words are, and which share of the clauses under either answers one under both."""

    unit: str
    words: float
    under: float
    score: float


class Explanation(Struct, frozen=True):
    """Why one unit was paired as it was."""

    side: str
    """`base` or `other`."""
    unit: Unit
    link: Link
    rule: str | None
    """What made its first pair: the name of a pass; None where nothing answers it."""
    doubtful: bool
    candidates: tuple[Candidate, ...]
    """Best first."""
    pieces: tuple[Piece, ...]
    open_there: int
    """How many units of the other text had no answer when likeness was computed."""
    nearest: int
    """How many of them, at least, each unit is compared with closely: the nearest by words."""
    headings: tuple[Heading, ...]
    """For a heading: those that it was compared with."""


class Explained(Struct, frozen=True):
    """The answers to one question, with the comparison that they explain."""

    comparison: Comparison
    rounds: tuple[Round, ...]
    thresholds: tuple[tuple[float, float] | None, ...]
    """For each pass the least and the greatest threshold of the pairs that it weighed."""
    units: tuple[Explanation, ...]


def explain(base: Agreement, other: Agreement, side: str, units: Sequence[Unit]) -> Explained:
    """Compare two agreements and say of some units of one side (`base` or `other`) why each was paired so."""
    trace = Trace()
    comparison = compare(base, other, trace=trace)
    found: dict[int, list[float]] = {}
    for weighed in trace.weighed.values():
        for each in weighed:
            found.setdefault(each.at, []).append(each.threshold)
    thresholds = tuple((min(found[at]), max(found[at])) if at in found else None for at in range(len(trace.rounds)))
    story = _Story(comparison, trace, of_base=side == "base")
    return Explained(comparison, tuple(trace.rounds), thresholds, tuple(story.of(unit) for unit in units))


class _Story:
    """One alignment, ready to be asked about units of one side. Pairs are (asked unit, other unit) throughout."""

    def __init__(self, comparison: Comparison, trace: Trace, *, of_base: bool) -> None:
        self._trace, self._of_base = trace, of_base
        self._comparison = comparison
        sides = (comparison.base.units, comparison.other.units)
        self._mine, self._theirs = sides if of_base else sides[::-1]
        self._at = {unit.id: position for position, unit in enumerate(self._mine)}
        self._links = {name: link for link in comparison.links for name in (link.base if of_base else link.other)}
        self._first_mine: dict[int, int] = {}
        self._first_theirs: dict[int, int] = {}
        self._partners: dict[int, list[tuple[int, Pair, int]]] = {}
        self._answered: dict[int, list[tuple[int, int]]] = {}
        for order, (at, pair) in enumerate(trace.made):
            m, n = self._turned(pair.base, pair.other)
            self._first_mine.setdefault(m, order)
            self._first_theirs.setdefault(n, order)
            if (pair.base, pair.other) in trace.dropped:
                continue
            self._partners.setdefault(m, []).append((at, pair, n))
            self._answered.setdefault(n, []).append((at, m))

    def of(self, unit: Unit) -> Explanation:
        """Why this unit was paired as it was."""
        m = self._at[unit.id]
        link = self._links[unit.id]
        made = self._partners.get(m, [])
        scores = self._scores(m)
        candidates = [self._candidate(m, n, scores) for n in self._looked_at(m, scores)]
        order = sorted(candidates, key=lambda c: (c.outcome is not Outcome.CHOSEN, -(c.score or 0.0)))
        return Explanation(
            side="base" if self._of_base else "other",
            unit=unit,
            link=link,
            rule=self._trace.rounds[made[0][0]].name if made else None,
            doubtful=any(pair.doubtful for _, pair, _ in made),
            candidates=tuple(order),
            pieces=tuple(self._pieces(m)),
            open_there=len(scores.columns if self._of_base else scores.rows) if scores else 0,
            nearest=CANDIDATES,
            headings=tuple(self._headings(m)),
        )

    def _turned(self, one: int, two: int) -> tuple[int, int]:
        return (one, two) if self._of_base else (two, one)

    def _scores(self, m: int) -> Scores | None:
        """The scores that the unit took part in; None where it had its answer before any was computed."""
        scores = self._trace.scores.get(group_of(self._mine[m]))
        if scores is None:
            return None
        return scores if m in (scores.rows if self._of_base else scores.columns) else None

    def _looked_at(self, m: int, scores: Scores | None) -> list[int]:
        pairs = [self._turned(*where) for where in (scores.wording if scores else ())]
        near = [n for one, n in pairs if one == m]
        return list(dict.fromkeys([n for _, _, n in self._partners.get(m, [])] + near))

    def _candidate(self, m: int, n: int, scores: Scores | None) -> Candidate:
        where = self._turned(m, n)
        figures, score = None, None
        if scores is not None and where in scores.wording:
            figures = Figures(
                words=scores.words(*where),
                order=scores.order(*where),
                wording=scores.wording[where],
                place=scores.place(*where),
                topics=scores.topics(*where),
            )
            score = scores.score(*where)
        pair = next(((at, pair) for at, pair, other in self._partners.get(m, []) if other == n), None)
        if pair is not None:
            return Candidate(self._theirs[n].id, score, figures, Outcome.CHOSEN, pair[0], None)
        return self._lost(m, n, score, figures)

    def _lost(self, m: int, n: int, score: float | None, figures: Figures | None) -> Candidate:
        """A candidate that was not paired, with the first reason why not."""
        where, name = self._turned(m, n), self._theirs[n].id
        weighed = self._trace.weighed.get(where, [])
        if where in self._trace.barred:
            return Candidate(name, score, figures, Outcome.PERSON, None, None)
        if where in self._trace.dropped:
            return Candidate(name, score, figures, Outcome.ALONE, None, self._trace.dropped[where])
        if not weighed:
            group = group_of(self._mine[m])
            rounds = [each for each in self._trace.rounds if each.name in RANKED and each.group == group]
            least = min((each.least for each in rounds), default=None)
            return Candidate(name, score, figures, Outcome.FEW_WORDS, None, least)
        passed = next((each.at for each in weighed if each.score >= each.threshold), None)
        if passed is None:
            return Candidate(name, score, figures, Outcome.BELOW, None, min(each.threshold for each in weighed))
        mine, theirs = self._first_mine.get(m), self._first_theirs.get(n)
        taken = theirs is not None and (mine is None or theirs < mine)
        before = theirs if taken else mine
        assert before is not None, "a pair that was sure enough is missing only where one of the two was taken"
        pair = self._trace.made[before][1]
        m2, n2 = self._turned(pair.base, pair.other)
        instead = self._mine[m2].id if taken else self._theirs[n2].id
        outcome = Outcome.TAKEN if taken else Outcome.LATER
        return Candidate(name, score, figures, outcome, passed, None, (instead,), _score(pair))

    def _pieces(self, m: int) -> list[Piece]:
        """Each pair of which one was held to be a piece of the other, once: as it was chosen, else as it was last."""
        made = {(at, pair.base, pair.other) for at, pair in self._trace.made}
        found: dict[tuple[int, int, bool], Fit] = {}
        for fit in self._trace.fits:
            if self._turned(fit.base, fit.other)[0] == m:
                key = (fit.base, fit.other, fit.part_is_base)
                before = found.get(key)
                if before is None or (before.at, before.base, before.other) not in made:
                    found[key] = fit
        pieces = [self._piece(fit, made) for fit in found.values()]
        return sorted(pieces, key=lambda piece: (piece.outcome is not Outcome.CHOSEN, -piece.share))

    def _piece(self, fit: Fit, made: set[tuple[int, int, int]]) -> Piece:
        if (fit.at, fit.base, fit.other) in made:
            outcome = Outcome.CHOSEN
        elif (fit.base, fit.other) in self._trace.barred:
            outcome = Outcome.PERSON
        else:
            outcome = Outcome.BELOW if fit.share < fit.threshold else Outcome.LATER
        one, two = self._comparison.base.units[fit.base].id, self._comparison.other.units[fit.other].id
        part, whole = (one, two) if fit.part_is_base else (two, one)
        least = fit.threshold if fit.threshold <= 1 else None
        return Piece(part, whole, fit.part_is_base, fit.share, least, outcome, fit.at)

    def _headings(self, m: int) -> list[Heading]:
        """The headings that a heading was compared with, best first; those with nothing in common left out."""
        found = [
            Heading(self._theirs[n].id, seen.words, seen.under, seen.score)
            for where, seen in self._trace.headed.items()
            for one, n in (self._turned(*where),)
            if one == m and seen.score > 0
        ]
        return sorted(found, key=lambda heading: -heading.score)


RANKED = ("topic", "wording")
"""Passes that rank candidates by their likeness."""


def _score(pair: Pair) -> float | None:
    """The likeness of a pair; None for a person's decision and for a piece, which have none."""
    return None if pair.rule in ("pin", "containment") else pair.score
