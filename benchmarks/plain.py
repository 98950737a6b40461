"""A plain comparison of two Akoma Ntoso files, as little as does the job: read, pair, word diff, page.

It says what a time means on this machine: the bars of time were set from such a program (a tenth of redlines and a
hundredth of xmldiff where they were set), and what other tools take depends on their versions and on the texts.
It has no defined terms, classes, verdicts, moves, splits, limits or errors. A process of its own imports nothing else.

Usage: python -m benchmarks.plain BASE.xml OTHER.xml OUT.html   (needs rapidfuzz)
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

POSITION = 0.25
"""Weight of position beside wording."""
LEAST = 0.55
"""Least score of a best partner; chosen on the even seeds."""
MUTUAL = 0.6 * LEAST
"""Least score where each is the other's best partner."""
_AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


def scores(base: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> list[list[float]]:
    """Cosine of words weighted by rarity, and nearness of the relative positions."""
    clauses = [*base, *other]
    within = Counter(word for clause in clauses for word in clause)
    vectors = [
        {word: (1 + math.log(count)) * math.log(len(clauses) / within[word]) for word, count in clause.items()}
        for clause in clauses
    ]
    lengths = [math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0 for vector in vectors]
    having: dict[str, list[tuple[int, float]]] = {}
    for j, two in enumerate(vectors[len(base) :]):
        for word, weight in two.items():
            having.setdefault(word, []).append((j, (1 - POSITION) * weight / lengths[len(base) + j]))
    rows = []
    for i, one in enumerate(vectors[: len(base)]):
        row = [0.0] * len(other)
        for word, weight in one.items():
            for j, value in having.get(word, ()):
                row[j] += weight * value
        near = (1 - abs(i / len(base) - j / len(other)) for j in range(len(other)))
        rows.append([dot / lengths[i] + POSITION * place for dot, place in zip(row, near, strict=True)])
    return rows


def pairs(base: Sequence[str], other: Sequence[str]) -> set[tuple[int, int]]:
    """Every clause and its best partner, from either side."""
    one, two = ([Counter(text.casefold().split()) for text in side] for side in (base, other))
    score = scores(one, two)
    best_other = [max(range(len(two)), key=lambda j, row=row: row[j]) for row in score]  # type: ignore[misc]
    best_base = [max(range(len(one)), key=lambda i, j=j: score[i][j]) for j in range(len(two))]  # type: ignore[misc]
    found = {(i, j) for i, j in enumerate(best_other) if score[i][j] >= LEAST}
    found |= {(i, j) for j, i in enumerate(best_base) if score[i][j] >= LEAST}
    return found | {(i, j) for i, j in enumerate(best_other) if best_base[j] == i and score[i][j] >= MUTUAL}


def page(base: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """The pairs with their words marked, then what has no partner."""
    from rapidfuzz.distance import Indel

    found = pairs(base, other)
    for i, j in sorted(found):
        one, two = base[i].split(), other[j].split()
        yield "<p>"
        for step in Indel.opcodes(one, two):
            if step.tag == "equal":
                yield escape(" ".join(one[step.src_start : step.src_end]))
            if step.tag in ("delete", "replace"):
                yield f"<del>{escape(' '.join(one[step.src_start : step.src_end]))}</del>"
            if step.tag in ("insert", "replace"):
                yield f"<ins>{escape(' '.join(two[step.dest_start : step.dest_end]))}</ins>"
        yield "</p>"
    for tag, side, paired in (("del", base, {i for i, _ in found}), ("ins", other, {j for _, j in found})):
        yield from (f"<p><{tag}>{escape(text)}</{tag}></p>" for n, text in enumerate(side) if n not in paired)


def read(path: str) -> list[str]:
    """The text of every clause."""
    from lxml import etree

    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    return [" ".join("".join(each.itertext()).split()) for each in root.iter(f"{_AKN}content")]


def main(base: str, other: str, out: str) -> None:
    """Write the page."""
    with open(out, "w", encoding="utf-8") as file:
        file.write("<!doctype html><meta charset=utf-8>" + " ".join(page(read(base), read(other))))


if __name__ == "__main__":
    main(*sys.argv[1:])
