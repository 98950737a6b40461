"""How well two units fit each other: wording, order of words, place among the surest pairs, topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sofadiff.comparison import similarity
from sofadiff.comparison.anchors import Anchors
from sofadiff.comparison.concepts import concepts
from sofadiff.comparison.diff import Token
from sofadiff.comparison.likely import likely
from sofadiff.comparison.subsequence import common, encode
from sofadiff.model import Unit, UnitPart

# Weights and thresholds were chosen on generated pairs with known answers (half of the seeds; the other half was used
# to report) at four strengths of redrafting, and on unrelated agreements about the same topics.
W_COSINE = 0.67
"""Share of the cosine of words in *wording*; the rest is the share of words that stand in the same order."""
PLACE_BONUS = 0.15
"""Added to the wording of a pair that stands exactly where its neighbours say, less the farther away."""
TOPIC_BONUS = 0.10
"""Added where the primary topics agree (half of it for secondary ones), taken away where no topic is shared."""
ONLY_BONUS = 0.15
"""Added where moreover no other unit on either side has that primary topic."""
T_PAIR = 0.30
"""Least score of a pair of short texts or of texts in two languages..."""
T_PAIR_RELATED = 0.20
"""...when enough pairs are sure: then the rest is redrafting rather than coincidence..."""
T_PAIR_CLOSE = 0.30
"""...and when nearly all are sure: then the rest is new rather than redrafted."""
SURE = 0.42
"""Pairs with a lower score are doubtful in short texts and not made in others: of fourteen in the hand-labelled texts
that were made and marked as doubtful, one was right. This is where the texts have nothing sure in common..."""
SURE_RELATED = 0.20
"""...this when enough pairs are sure..."""
SURE_CLOSE = 0.40
"""...this when nearly all are sure..."""
SURE_CLOSE_FEW = 0.33
"""...and this when they are sure in short texts or two languages."""
T_WORDS = 0.09
"""Least wording of any pair: standing in the same place does not make two clauses one."""
T_WORDS_FEW = 0.07
"""The same in short texts and in two languages, which have names, numbers and cognates in common only."""
T_ANCHOR = 0.45
"""Least wording of a pair that others are measured from."""
SURE_RESTATED = 0.40
"""...and where both units carry topics: restatements have one way of drafting, so clauses that answer each other share
more words than clauses that were redrafted by others."""
SURE_TOPIC = 0.29
"""...and where the two are first of all about the same thing, which a person said of each."""
T_RESTATED = 0.28
"""Least score of a pair of units that carry topics, in short texts or two languages..."""
RESTATED_CLOSE = 0.42
"""...and when nearly all pairs are sure: a topic alone then pairs what was dropped with what is new."""
COMMON_SHARE = 0.25
"""Words in a larger share of the clauses than this are left out where order is compared."""
FEW = 20
"""With fewer clauses than this no word counts as common, and to share a topic says little."""
CANDIDATES = 6
"""How many best partners by cosine are looked at closely for each unit."""

HEADING, OPENING, BODY = "heading", "opening", "body"
_GROUP = {UnitPart.HEADING: HEADING, UnitPart.RECITAL: OPENING, UnitPart.PREAMBLE: OPENING}


class Item(Struct, frozen=True):
    """One unit with its words as compared."""

    unit: Unit
    position: int
    tokens: tuple[Token, ...]
    features: tuple[str, ...]
    concepts: tuple[str, ...]
    """What the words are about, one for each word that has a concept."""
    key: str
    """The normalised words; equal for units that say the same."""
    group: str
    """Only units of one group answer each other: a heading never answers a clause, a recital no paragraph."""


class Sides(Struct, frozen=True):
    """The two texts, ready for alignment."""

    base: Sequence[Item]
    other: Sequence[Item]
    same_language: bool
    empty: frozenset[str] = frozenset()
    """Words that say nothing by themselves."""


def group_of(unit: Unit) -> str:
    """The group within which a unit finds its answer."""
    return _GROUP.get(unit.part, BODY)


def item(
    unit: Unit, position: int, tokens: Sequence[Token], *, language: str = "eng", same_language: bool = True
) -> Item:
    """A unit made ready for alignment."""
    said = similarity.spoken(tokens)
    words = similarity.features(said) if same_language else similarity.cognates(tokens)
    key = " ".join(said)
    about = concepts(language).of(said)
    return Item(unit, position, tuple(tokens), tuple(words), tuple(about), key, group_of(unit))


class Scores:
    """Likeness of the open units of one group, with positions measured from the surest pairs."""

    def __init__(
        self, sides: Sides, rows: Sequence[int], columns: Sequence[int], found: Iterable[tuple[int, int]]
    ) -> None:
        self.sides, self.rows, self.columns = sides, rows, columns
        group = sides.base[rows[0]].group
        mine, theirs = ([item for item in side if item.group == group] for side in (sides.base, sides.other))
        self._tells_much = len(mine) + len(theirs) >= FEW
        self._only = _once(mine) & _once(theirs) if self._tells_much else set()
        self.weight = similarity.weights([item.features for item in (*mine, *theirs)], sides.empty)
        about = similarity.weights([item.concepts for item in (*mine, *theirs)])
        self._weights = {**self.weight, **about}
        self.likely = likely(self._vectors(sides.base, rows), self._vectors(sides.other, columns), CANDIDATES)
        self._coded = self._encoded()
        self.wording = {where: self._wording(*where) for where in sorted(self.likely.value)}
        sure = sorted({*found, *self._mutual()})
        self.anchors = Anchors(sure, [item.position for item in mine], [item.position for item in theirs])

    def score(self, i: int, j: int) -> float:
        """Wording, place and topics together, 0 to 1."""
        return min(1.0, max(0.0, self.wording[i, j] + self.place(i, j) + self.topics(i, j)))

    def place(self, i: int, j: int) -> float:
        """What standing where its neighbours say adds to the wording of a pair."""
        return PLACE_BONUS * self.anchors.near(i, j)

    def between(self, apart: float, related: float, close: float) -> float:
        """A threshold between its values for unrelated texts, for one redrafted from the other and for close ones."""
        return apart + (related - apart) * self.anchors.trust + (close - related) * self.anchors.close

    def doubtful(self, i: int, j: int, score: float) -> bool:
        """Whether a reader should look at the pair before relying on it."""
        if not self.sides.same_language:
            return not self.share_topic(i, j)
        return score < self._surely(i, j)

    def least(self, i: int, j: int) -> float:
        """The score below which no pair is made."""
        if self._much:
            return self._surely(i, j)
        if self.restated(i, j):
            return T_RESTATED + (RESTATED_CLOSE - T_RESTATED) * self.anchors.close
        return self.between(T_PAIR, T_PAIR_RELATED, T_PAIR_CLOSE)

    def _surely(self, i: int, j: int) -> float:
        """The score from which a pair leaves no doubt."""
        if self.restated(i, j):
            least = SURE_TOPIC if self._tells_much and self.first_topic(i, j) else SURE_RESTATED
            return least + (max(least, RESTATED_CLOSE) - least) * self.anchors.close
        return self.clear

    def restated(self, i: int, j: int) -> bool:
        """Whether both units carry topics, as our restatements do and other producers' documents do not."""
        return bool(self.sides.base[i].unit.topics and self.sides.other[j].unit.topics)

    def first_topic(self, i: int, j: int) -> bool:
        """Whether the two units are first of all about the same thing."""
        return self.sides.base[i].unit.topics[:1] == self.sides.other[j].unit.topics[:1] != ()

    @property
    def clear(self) -> float:
        """The score from which a pair is made before the rest, whatever its topics."""
        return self.between(SURE, SURE_RELATED, SURE_CLOSE if self._much else SURE_CLOSE_FEW)

    @property
    def least_words(self) -> float:
        """Least wording of any pair of these texts."""
        return T_WORDS if self._much else T_WORDS_FEW

    @property
    def _much(self) -> bool:
        """Whether enough is known to pair only what leaves no doubt: many clauses, in one language."""
        return self._tells_much and self.sides.same_language

    def share_topic(self, i: int, j: int) -> bool:
        """Whether the two units have any topic in common."""
        return bool(set(self.sides.base[i].unit.topics) & set(self.sides.other[j].unit.topics))

    def likely_other(self, i: int) -> Sequence[int]:
        """The other units closest to a base unit by cosine, best first."""
        return self.likely.of_base[i]

    def likely_base(self, j: int) -> Sequence[int]:
        """The base units closest to an other unit by cosine, best first."""
        return self.likely.of_other[j]

    def _vectors(self, side: Sequence[Item], positions: Sequence[int]) -> dict[int, dict[str, float]]:
        return {p: similarity.vector([*side[p].features, *side[p].concepts], self._weights) for p in positions}

    def _encoded(self) -> tuple[dict[int, str], dict[int, str]]:
        """The rarer words of each unit in their order, one character each."""
        seen = len(self.rows) + len(self.columns)
        least = similarity.weight_of_share(COMMON_SHARE, seen) if seen >= FEW else 0.0
        codes: dict[str, str] = {}

        def coded(side: Sequence[Item], positions: Sequence[int]) -> dict[int, str]:
            return {p: encode([w for w in side[p].features if self.weight[w] > least], codes) for p in positions}

        return coded(self.sides.base, self.rows), coded(self.sides.other, self.columns)

    def _wording(self, i: int, j: int) -> float:
        order = self.order(i, j)
        words = self.words(i, j)
        return words if order is None else W_COSINE * words + (1 - W_COSINE) * order

    def words(self, i: int, j: int) -> float:
        """How alike the words are wherever they stand, rare ones weighing more, 0 to 1."""
        found = self.likely.value.get((i, j))
        if found is None:
            one, two = self._vectors(self.sides.base, [i])[i], self._vectors(self.sides.other, [j])[j]
            found = similarity.cosine(one, two)
        return found

    def order(self, i: int, j: int) -> float | None:
        """Share of the rarer words that stand in the same order; None where that is not looked at."""
        one, two = self._coded[0][i], self._coded[1][j]
        if not self.sides.same_language or not (one or two):
            return None
        return 2 * common(one, two) / (len(one) + len(two))

    def _mutual(self) -> list[tuple[int, int]]:
        """Pairs that are each other's best and clearly alike."""
        best_i: dict[int, tuple[float, int]] = {}
        best_j: dict[int, tuple[float, int]] = {}
        for (i, j), value in self.wording.items():
            best_i[i] = max(best_i.get(i, (-1.0, 0)), (value, -j))
            best_j[j] = max(best_j.get(j, (-1.0, 0)), (value, -i))
        return [
            (i, j)
            for (i, j), value in self.wording.items()
            if value >= T_ANCHOR and best_i[i] == (value, -j) and best_j[j] == (value, -i)
        ]

    def topics(self, i: int, j: int) -> float:
        """What the topics add to the wording of a pair, or take away."""
        one, two = self.sides.base[i].unit.topics, self.sides.other[j].unit.topics
        if not one or not two:
            return 0.0
        if one[0] == two[0]:
            return TOPIC_BONUS + ONLY_BONUS * (one[0] in self._only) * (1 - self.anchors.close)
        return TOPIC_BONUS / 2 if set(one) & set(two) else -TOPIC_BONUS


def _once(side: Iterable[Item]) -> set[str]:
    """Primary topics that one unit only has."""
    seen = Counter(item.unit.topics[0] for item in side if item.unit.topics)
    return {topic for topic, count in seen.items() if count == 1}
