"""From pairs of units to links in reading order: kinds, moves, renumbering, references that were renumbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.comparison import ChangeClass, Kind, limits
from sofadiff.comparison.anchors import longest_chain
from sofadiff.comparison.board import Pair
from sofadiff.comparison.diff import Token
from sofadiff.comparison.scoring import Item
from sofadiff.model import NumberStatus, Unit
from sofadiff.text import tokens as split

RULES = ("pin", "identity", "identical", "topic", "wording", "containment")
"""Surest first: a link of several pairs is named after its surest."""
NOT_CITED = frozenset({"part", "chapter", "title", "book", "tome", "body", "act", "section", "division"})
"""Containers whose label is left out when a clause is cited, unless nothing below them is numbered."""


class Group(Struct, frozen=True):
    """The units of one link, as positions, with what alignment says about them."""

    base: tuple[int, ...]
    other: tuple[int, ...]
    pairs: tuple[Pair, ...]
    moved: bool

    @property
    def rule(self) -> str | None:
        """The surest rule among the pairs; for a split or merged link, containment."""
        if len(self.pairs) > 1 and all(pair.rule not in RULES[:1] for pair in self.pairs):
            return "containment"
        return min((pair.rule for pair in self.pairs), key=RULES.index, default=None)

    @property
    def score(self) -> float | None:
        """The score of the weakest pair, a chain being as strong as its weakest link; none for a person's decision."""
        if self.rule == RULES[0]:
            return None
        return round(min(pair.score for pair in self.pairs), 4) if self.pairs else None

    @property
    def doubtful(self) -> bool:
        """Whether any pair is doubtful."""
        return any(pair.doubtful for pair in self.pairs)

    def kind(self, *, same_words: bool) -> Kind:
        """What happened to the clause or clauses."""
        if not self.base or not self.other:
            return Kind.ADDED if self.other else Kind.REMOVED
        several = (len(self.base) > 1, len(self.other) > 1)
        if several == (False, False):
            return Kind.IDENTICAL if same_words else Kind.MODIFIED
        return {(False, True): Kind.SPLIT, (True, False): Kind.MERGED}.get(several, Kind.REGROUPED)


def arranged(base: Sequence[Item], other: Sequence[Item], pairs: Sequence[Pair]) -> list[Group]:
    """All links, in the base's order; each added unit after what precedes it in the other text."""
    of: dict[tuple[int, ...], list[Pair]] = {}
    components = [(tuple(one), tuple(two)) for one, two in groups(len(base), len(other), pairs)]
    home = {i: one for one, _ in components for i in one}
    for pair in pairs:
        of.setdefault(home[pair.base], []).append(pair)
    linked = sorted((one, two) for one, two in components if one and two)
    lengths = [len(base[one[0]].tokens) for one, _ in linked]
    still = longest_chain([(two[0], length) for (_, two), length in zip(linked, lengths, strict=True)])
    stayed = {linked[position][0] for position in still}
    made = [
        Group(one, two, tuple(of.get(one, ()) if one else ()), bool(one and two) and one not in stayed)
        for one, two in components
    ]
    return _in_order(made)


def groups(base: int, other: int, found: Sequence[Pair]) -> list[tuple[list[int], list[int]]]:
    """Connected components over all units: positions in base and in other, each sorted; lone units included."""
    parent = list(range(base + other))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for pair in found:
        one, two = sorted((root(pair.base), root(base + pair.other)))
        parent[two] = one
    together: dict[int, tuple[list[int], list[int]]] = {}
    for node in range(base + other):
        sides = together.setdefault(root(node), ([], []))
        sides[node >= base].append(node - base * (node >= base))
    return list(together.values())


def _in_order(made: Sequence[Group]) -> list[Group]:
    at = {j: group for group in made for j in group.other}
    after: dict[int, list[Group]] = {}
    for group in sorted((g for g in made if not g.base), key=lambda g: g.other):
        before = at.get(group.other[0] - 1)
        while before is not None and not before.base:
            before = at.get(before.other[0] - 1)
        after.setdefault(before.base[0] if before else -1, []).append(group)
    ordered = list(after.get(-1, ()))
    for group in sorted((g for g in made if g.base), key=lambda g: g.base):
        ordered += [group, *after.get(group.base[0], ())]
    return ordered


def renumbered(base: Sequence[Unit], other: Sequence[Unit]) -> bool:
    """Whether the label under which the first clause is cited differs; False where a number is not known."""
    if not base or not other:
        return False
    if NumberStatus.UNKNOWN in {base[0].number, other[0].number}:
        return False
    one, two = citation(base[0]), citation(other[0])
    return bool(one and two) and one != two


def citation(unit: Unit) -> tuple[str, ...]:
    """Bare labels from the outermost cited container inward, such as `("47", "b")`."""
    labelled = [
        (name, bare) for name, label in unit.path if label and (bare := re.sub(r"[\W_]+", "", label).casefold())
    ]
    cited = tuple(label for name, label in labelled if name not in NOT_CITED)
    if cited or labelled:
        return cited or (labelled[-1][1],)
    return (re.sub(r"[\W_]+", "", unit.num).casefold(),) if unit.num else ()


def targets(items: Sequence[Item], link_of: Mapping[int, int]) -> dict[str, int]:
    """eId -> number of the link that says most of what stands under that element."""
    best: dict[str, tuple[int, int]] = {}
    for item in items:
        parts = item.unit.eid.split("__")
        for depth in range(1, len(parts) + 1):
            name = "__".join(parts[:depth])
            mine = (len(item.tokens), -item.position)
            best[name] = max(best.get(name, (-1, 0)), mine)
    return {name: link_of[-position] for name, (_, position) in best.items()}


def referenced(item: Item, where: Mapping[str, int]) -> set[int]:
    """Links that a unit refers to inside its own record."""
    return {where[ref.href[1:]] for ref in item.unit.refs if ref.href.startswith("#") and ref.href[1:] in where}


def crowded(item: Item) -> bool:
    """Whether a unit has so many cross references for its length that they are not seen through."""
    return len(item.unit.refs) * len(item.tokens) > limits.REFERENCE_WORK


def with_references(item: Item, where: Mapping[str, int], shared: Iterable[int]) -> list[Token]:
    """The tokens, each reference to a clause that the other side refers to as well being one token.

    `paragraph 47` here and `paragraph 52` there are the same reference where the two paragraphs answer each other.
    """
    wanted = set(shared)
    found = list(item.tokens)
    start = 0
    for ref in () if crowded(item) else item.unit.refs:
        target = where.get(ref.href[1:]) if ref.href.startswith("#") else None
        words = [token.strip() for token in split(ref.text) if token.strip()]
        span = _find(found, words, start) if words else None
        if span is None:
            continue
        start = span[0] + 1
        if target in wanted:
            written = "".join(token.text for token in found[span[0] : span[1]])
            found[span[0] : span[1]] = [Token(written, f"<clause {target}>", ChangeClass.TERM)]
    return found


def _find(tokens: Sequence[Token], words: Sequence[str], start: int) -> tuple[int, int] | None:
    """First stretch of whole tokens that is written with these words."""
    wanted = "".join(words)
    for begin in range(start, len(tokens)):
        written = ""
        for end in range(begin, len(tokens)):
            written += "".join(tokens[end].text.split())
            if not wanted.startswith(written):
                break
            if written == wanted:
                return begin, end + 1
    return None


def joined(parts: Sequence[Sequence[Token]]) -> list[Token]:
    """The tokens of several units as one text: units are joined by a line feed."""
    found: list[Token] = []
    for part in parts[:-1]:
        found += part[:-1]
        found.append(replace_text(part[-1], "\n") if part else Token("\n", "", ChangeClass.PUNCTUATION))
    return [*found, *parts[-1]] if parts else found


def replace_text(token: Token, tail: str) -> Token:
    """The same token with more white space after it."""
    return replace(token, text=token.text + tail)
