"""How far a comparison agrees with hand-written labels, and two coders with each other.

Links are counted as pairs of one unit of the base and one of the other text. Pairs that a coder marked as not sure
count neither for nor against. A pair that the aligner marked doubtful counts as wrong, even where it is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.label_files import EditLabel, Usable
from sofadiff import text
from sofadiff.comparison import ChangeClass, Comparison, Edit, Link, Op


@dataclass(frozen=True, slots=True)
class Found:
    """A pair of units that the aligner linked."""

    base: str
    other: str
    doubtful: bool
    rule: str
    score: float | None
    verdict: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two units."""
        return self.base, self.other


@dataclass(frozen=True, slots=True)
class LinkScore:
    """The aligner's links in one pair of texts beside the labels."""

    right: tuple[Found, ...]
    wrong: tuple[Found, ...]
    """Linked, and not by the labels; or right but marked doubtful."""
    missed: tuple[tuple[str, str], ...]
    """True links that were not found, or only as doubtful."""
    doubtful: int
    """True links that were found but marked doubtful; also among `wrong` and `missed`."""
    unsure: tuple[int, int]
    """Links that the coder is not sure of: how many the aligner made, and how many there are."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """Right, all that were made, all that are true."""
        return len(self.right), len(self.right) + len(self.wrong), len(self.right) + len(self.missed)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the comparison made of one labelled edit."""

    label: EditLabel
    state: str
    """`shown`, `not linked` (the clauses) or `not shown` (as a change)."""
    change: str | None
    """Class that the tool gave these words; None where it gave none."""
    in_clause: bool
    """Whether the label's class is among those that the tool gives for the whole link."""


@dataclass(frozen=True, slots=True)
class At:
    """One word of a label in the comparison."""

    edit: int
    changed: bool
    change: ChangeClass | None


def rates(right: int, made: int, true: int) -> tuple[float, float, float]:
    """Precision, recall and F1; where nothing was made or nothing is true, nothing was done wrong.

    >>> rates(3, 4, 6)
    (0.75, 0.5, 0.6)
    """
    precision = right / made if made else 1.0
    recall = right / true if true else 1.0
    return precision, recall, 2 * right / (made + true) if made + true else 1.0


def found_links(comparison: Comparison, keys: tuple[Mapping[str, str], Mapping[str, str]]) -> tuple[Found, ...]:
    """Every linked pair of body units; `keys` holds per side the label key of each unit id."""
    return tuple(
        Found(keys[0][one], keys[1][two], link.doubtful, link.rule or "", link.score, str(link.verdict))
        for link in comparison.links
        for one in link.base
        for two in link.other
        if one in keys[0] and two in keys[1]
    )


def score_links(labels: Usable, made: Iterable[Found]) -> LinkScore:
    """The aligner's pairs beside the labels that may be used; pairs of units that nobody judged are left out."""
    true = {pair for group in labels.groups if group.sure for pair in group.pairs()}
    unsure = {pair for group in labels.groups if not group.sure for pair in group.pairs()} - true
    known = [each for each in made if each.base in labels.judged[0] and each.other in labels.judged[1]]
    counted = [each for each in known if each.pair not in unsure]
    right = tuple(each for each in counted if each.pair in true and not each.doubtful)
    hit = {each.pair for each in right}
    return LinkScore(
        right,
        tuple(each for each in counted if each.pair not in hit),
        tuple(sorted(true - hit)),
        sum(each.doubtful and each.pair in true for each in counted),
        (len(known) - len(counted), len(unsure)),
    )


def score_edit(label: EditLabel, comparison: Comparison) -> Shown:
    """Whether the comparison shows a labelled edit as a change, and the class that most of its own words have.

    Own words are those that the label has on one side only, as where the place is looked for: "State" in "sending
    State" for "receiving State" says nothing of the class, nor does punctuation beside words.
    """
    link = next((k for k in comparison.links if label.base[1] in k.base and label.other[1] in k.other), None)
    if link is None:
        return Shown(label, "not linked", None, in_clause=False)
    in_clause = label.change in link.classes
    removed, added = _tokens(label.removed), _tokens(label.added)
    sides = (_places(link, removed, added, base=True), _places(link, added, removed, base=False))
    if not all(sides):
        return Shown(label, "not shown", None, in_clause=in_clause)
    pair = min(((a, b) for a in sides[0] for b in sides[1]), key=lambda pair: _apart(*pair))
    classes: Counter[str] = Counter()
    for place, words, against in zip(pair, (removed, added), (added, removed), strict=True):
        own = _own(words, against)
        classes.update(
            str(at.change) for at, word in zip(place, words, strict=True) if own[word] and at.change is not None
        )
    return Shown(label, "shown", classes.most_common(1)[0][0] if classes else None, in_clause=in_clause)


def kappa(one: Sequence[str], two: Sequence[str]) -> float | None:
    """Cohen's kappa of two codings of the same things; None where there are none, or only one class is used.

    >>> kappa(["a", "a", "b", "b"], ["a", "a", "b", "a"])
    0.5
    """
    if not one:
        return None
    shares = (Counter(one), Counter(two))
    chance = sum(shares[0][name] * shares[1][name] for name in shares[0]) / len(one) ** 2
    seen = sum(a == b for a, b in zip(one, two, strict=True)) / len(one)
    return None if chance == 1 else (seen - chance) / (1 - chance)


def agreement(one: Usable, two: Usable) -> tuple[int, int, int]:
    """Links that both coders are sure of, and those of each; pairs of which either is not sure count neither way."""
    sure = [{p for g in labels.groups if g.sure for p in g.pairs()} for labels in (one, two)]
    open_pairs = {p for labels in (one, two) for g in labels.groups if not g.sure for p in g.pairs()}
    mine, theirs = (pairs - open_pairs for pairs in sure)
    return len(mine & theirs), len(mine), len(theirs)


def _tokens(words: str) -> list[str]:
    return [token.strip() for token in text.tokens(words) if token.strip()]


def _own(words: Sequence[str], against: Sequence[str]) -> Counter[str]:
    """The words of one side of a label that the other side has not; its marks only where it has no such words."""
    differing = Counter(words) - Counter(against)
    return Counter({token: count for token, count in differing.items() if token[0].isalnum()}) or differing


def _places(link: Link, wanted: Sequence[str], against: Sequence[str], *, base: bool) -> list[tuple[At, ...]]:
    """Where words stand in one text of a link; only places whose own words are changed.

    Words that the label has on both sides ("State" in "sending State" for "receiving State") need not be, nor need
    punctuation, unless the label is of nothing else: where a sentence ends, either full stop may be the new one.
    """
    if not wanted:
        return [()]
    line = [
        (token, At(number, edit.op is not Op.SAME, change))
        for number, edit in enumerate(link.edits)
        for words, change in _stretches(edit, base=base)
        for token in _tokens(words)
    ]
    own = _own(wanted, against)
    places = []
    for start in range(len(line) - len(wanted) + 1):
        part = line[start : start + len(wanted)]
        if [token for token, _ in part] == list(wanted) and own <= Counter(t for t, at in part if at.changed):
            places.append(tuple(at for _, at in part))
    return places


def _stretches(edit: Edit, *, base: bool) -> Sequence[tuple[str, ChangeClass | None]]:
    """The words of one side of an edit, cut where the tool gives them several classes."""
    if edit.parts:
        return [(part.words, part.change) for part in edit.parts if (edit.op is Op.REMOVED) is base]
    return [(edit.base if base else edit.other, edit.change)]


def _apart(one: tuple[At, ...], two: tuple[At, ...]) -> int:
    return abs(one[0].edit - two[0].edit) if one and two else 0
