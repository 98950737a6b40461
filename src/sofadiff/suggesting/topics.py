"""Topics of the codebook for each clause: from words that stand in it or over it, and from coded clauses much like it.

Each cue that stands in the clause, in the opening over it or in its heading takes away part of the doubt about its
topic, and so do coded clauses with the same words; what is taken away is the score. Scores were set on one half of the
records and measured on the other (``benchmarks/suggestions.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from json import loads
from pathlib import Path

from msgspec import Struct

from sofadiff import codebook
from sofadiff.comparison.classify import assumed
from sofadiff.languages import iso639_3
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.nearest import Asked, Collection, is_clause, same_record
from sofadiff.suggesting import Alike, ForClause, Topic, Words
from sofadiff.suggesting.cues import Cue, Prose
from sofadiff.text import words

DATA = Path(__file__).parent / "data"
LANGUAGES = ("eng", "fra")
"""Languages that have lists of words."""
LONGEST = 30_000
"""Characters of a clause; nothing is suggested for a longer one, which is no clause but a text that was not cut up."""
MOST = 4
"""Topics that a clause may have: one primary, three secondary."""
CODEBOOK = "codebook"
"""Strength of the codebook's search cues: they find what may regulate a point, so each alone says little."""
BEFORE = (UnitPart.RECITAL, UnitPart.PREAMBLE)
"""What stands before the first clause."""
STRENGTHS = ("strong", "fair", "weak", CODEBOOK, "heading")
_PREAMBLE = "gen.preamble"
_Vote = tuple[float, tuple[Alike, ...]]
"""What like clauses say for one topic, 0 to 1, and which they are, the likest first."""
_SUPPORTING = 3
"""Words, and clauses, that are named and counted for one topic."""


class Settings(Struct, frozen=True):
    """How much each kind of evidence says, and from where on a topic is suggested."""

    strong: float = 0.6
    fair: float = 0.3
    weak: float = 0.15
    codebook: float = 0.15
    """One cue of the codebook."""
    heading: float = 0.4
    opening: float = 0.8
    """What words in the opening over a clause say, of what they would say in it."""
    floor: float = 0.2
    """Likeness from which on another clause says anything."""
    slope: float = 2.0
    """How fast it says more."""
    most: float = 0.8
    """The most that like clauses say."""
    near: int = 6
    """Like clauses that are asked."""
    secondary: float = 1.0
    """What a clause's secondary topics count, of its primary."""
    threshold: float = 0.5
    """Score from which on a topic is suggested."""
    share: float = 0.8
    """And only with at least this share of the best topic's score."""


SETTINGS = Settings()


class Entry(Struct, frozen=True):
    """One line of a word list."""

    topic: str
    strength: str
    cue: Cue


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """The word list of a language, in its order, and the search cues of the codebook; empty where there is no list."""
    if language not in LANGUAGES:
        return ()
    listed = loads((DATA / f"topics.{language}.json").read_text(encoding="utf-8"))["topics"]
    own = [
        Entry(topic, strength, Cue(written))
        for topic, strengths in listed.items()
        for strength, cues in strengths.items()
        for written in cues
    ]
    short = "en" if language == "eng" else "fr"
    book = [
        Entry(topic.id, CODEBOOK, Cue(" ".join(words(cue))))
        for topic in codebook.load().topics
        for cue in getattr(topic.cues, short)
    ]
    return (*own, *book)


def suggest(
    agreement: Agreement,
    collection: Collection | None,
    *,
    leave_out: AbstractSet[int] = frozenset(),
    settings: Settings = SETTINGS,
    units: Iterable[Unit] | None = None,
) -> tuple[ForClause, ...]:
    """Topics for each clause of an agreement (or for some of them), headings aside.

    `collection` holds coded clauses to look for like ones in; None looks at words alone. The agreement itself and the
    texts at the positions `leave_out` are never looked at.
    """
    context = _Context(agreement)
    asked = [unit for unit in (agreement.units if units is None else units) if is_clause(unit)]
    language = iso639_3(agreement.language)
    short = [unit for unit in asked if readable(unit)]
    votes = _alike(agreement, short, collection, leave_out, settings) if collection else [{} for _ in short]
    near = dict(zip((unit.id for unit in short), votes, strict=True))
    return tuple(
        ForClause(unit, _topics(unit, context, language, near[unit.id], settings) if unit.id in near else ())
        for unit in asked
    )


def spoken(agreement: Agreement, unit: Unit, settings: Settings = SETTINGS) -> dict[str, list[Words]]:
    """By topic all listed words that stand in a clause of an agreement, in the opening over it or in its heading."""
    return _words(unit, _Context(agreement), iso639_3(agreement.language), settings)


def readable(unit: Unit) -> bool:
    """Whether a clause is short enough to be one."""
    return len(unit.text) <= LONGEST


class _Context:
    """What stands over each clause: the opening of its list, its heading."""

    def __init__(self, agreement: Agreement) -> None:
        self._openings = {unit.eid: unit for unit in agreement.units if unit.part is UnitPart.INTRO}
        self._headings = {unit.text: unit for unit in reversed(agreement.units) if unit.part is UnitPart.HEADING}
        self._prose: dict[str, Prose] = {}
        self.has_body = any(unit.part not in BEFORE for unit in agreement.units)
        """Whether anything stands behind the preamble: a text of which nothing was cut up has none."""

    def opening(self, unit: Unit) -> Unit | None:
        """The opening that a point continues."""
        if unit.part is UnitPart.INTRO:
            return None
        above = unit.eid
        while "__" in above:
            above = above.rpartition("__")[0]
            if above in self._openings:
                return self._openings[above]
        return None

    def heading(self, unit: Unit) -> Unit | None:
        """The nearest heading over a clause."""
        return self._headings.get(unit.heading) if unit.heading else None

    def prose(self, unit: Unit) -> Prose:
        """The words of a unit, made ready once."""
        if unit.id not in self._prose:
            self._prose[unit.id] = Prose(unit.text)
        return self._prose[unit.id]


def _topics(
    unit: Unit,
    context: _Context,
    language: str,
    near: Mapping[str, _Vote],
    settings: Settings,
) -> tuple[Topic, ...]:
    """The topics that are suggested for one clause, best first."""
    if unit.part in BEFORE:
        return (Topic(_PREAMBLE, 1.0, (), ()),) if context.has_body else ()
    said = _words(unit, context, language, settings)
    found = []
    for topic in {**said, **near}:
        heard = _apart(said.get(topic, ()))[:_SUPPORTING]
        share, clauses = near.get(topic, (0.0, ()))
        doubt = 1 - share
        for each in heard:
            doubt *= 1 - each.weight
        found.append(Topic(topic, 1 - doubt, heard, clauses[:_SUPPORTING]))
    if not found:
        return ()
    found.sort(key=lambda topic: (-topic.score, topic.topic))
    least = max(settings.threshold, settings.share * found[0].score)
    return tuple(topic for topic in found if topic.score >= least)[:MOST]


def _words(unit: Unit, context: _Context, language: str, settings: Settings) -> dict[str, list[Words]]:
    """By topic the words that speak for it."""
    weights: dict[str, float] = {name: getattr(settings, name) for name in STRENGTHS}
    places: list[tuple[Unit | None, str, float]] = [
        (unit, "clause", 1.0),
        (context.opening(unit), "opening", settings.opening),
        (context.heading(unit), "heading", 1.0),
    ]
    found: dict[str, list[Words]] = {}
    for place, where, share in places:
        if place is None or not readable(place):
            continue
        prose = context.prose(place)
        for entry in entries(language):
            if (entry.strength == "heading") is not (where == "heading"):
                continue
            hit = prose.find(entry.cue)
            if hit is not None:
                text = place.text[hit.start : hit.end]
                weight = weights[entry.strength] * share
                found.setdefault(entry.topic, []).append(Words(text, hit.start, hit.end, place.id, where, weight))
    return found


def _apart(found: Sequence[Words]) -> tuple[Words, ...]:
    """Those that say most, without others that stand in the same place."""
    kept: list[Words] = []
    for each in sorted(found, key=lambda word: (-word.weight, word.where, word.start, word.end)):
        if all(each.unit != other.unit or each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return tuple(kept)


def _alike(
    agreement: Agreement, units: Sequence[Unit], collection: Collection, leave_out: AbstractSet[int], settings: Settings
) -> list[dict[str, _Vote]]:
    """For each clause: by topic what like clauses say for it, and which they are."""
    hidden = frozenset(leave_out) | same_record(collection.entries, agreement)
    asked = [Asked(unit.text, agreement.language) for unit in units]
    found = []
    for unit, hits in zip(units, collection.nearest(asked, settings.near * 2, hidden), strict=True):
        clauses = [Alike(collection.clause(hit.clause), hit.score) for hit in hits]
        coded = [each for each in clauses if each.clause.unit.topics and not _kin(agreement, unit, each)]
        found.append(_votes(agreement, coded, settings))
    return found


def _kin(agreement: Agreement, unit: Unit, each: Alike) -> bool:
    """Whether one clause was inferred from the other, or both from one template: then their likeness says nothing."""
    return assumed((unit,), (each.clause.unit,), agreement.slug, each.clause.entry.slug) is not None


def _votes(agreement: Agreement, clauses: Sequence[Alike], settings: Settings) -> dict[str, _Vote]:
    own = iso639_3(agreement.language)
    asked = [each for each in clauses if iso639_3(each.clause.entry.language) == own][: settings.near]
    says = [min(settings.most, max(0.0, (each.likeness - settings.floor) * settings.slope)) for each in asked]
    total = sum(says)
    if not total:
        return {}
    found: dict[str, _Vote] = {}
    for each, weight in zip(asked, says, strict=True):
        if not weight:
            continue
        for position, topic in enumerate(each.clause.unit.topics):
            share, others = found.get(topic, (0.0, ()))
            part = weight * (settings.secondary if position else 1.0) / total
            found[topic] = (share + part, (*others, each))
    return {topic: (share * max(says), others) for topic, (share, others) in found.items()}
