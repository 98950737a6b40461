"""One text in English and in French: how many clauses find each other, the clause numbers being the truth.

    python -m benchmarks.two_languages [--list]

The comparison is not told the numbers: between different instruments and between languages it never goes by them.
Pairs of texts are two generated agreements worded alike, the Universal Declaration, Canada's Visiting Forces Act and
the Paris Protocol as scheduled in Canada. The last three need the authentic texts (``SOFADIFF_TEST_DATA``). No word of
them is printed: labels and counts only.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import lxml.etree
import lxml.html
from lxml.etree import _Element

from benchmarks.generator import rendering
from benchmarks.generator.sides import names, side
from benchmarks.generator.stock import stock
from benchmarks.generator.structure import start
from benchmarks.generator.writing import passages
from benchmarks.label_scores import rates
from sofadiff.akn.drafting import draft
from sofadiff.akn.read import read
from sofadiff.comparison.compare import compare
from sofadiff.model import Agreement, UnitPart
from sofadiff.outline import Node, Outline

LANGUAGES = {"eng": "en", "fra": "fr"}
ACT = "ca-visiting-forces-xml/visiting-forces-act/{}.{}.xml"
LATEST = "2025-07-31"
PROTOCOL = "ca-visiting-forces-xml/nato-privileges-act.{}.xml"
DECLARATION = "udhr-html/udhr.{}.html"
LEVELS = {"Section", "Subsection", "Paragraph", "Subparagraph", "Provision"}
FIRST = {"premier": "1", "première": "1"}
Clauses = Sequence[tuple[str, str]]
"""Label and words of each clause, in order; the same labels in both languages."""


@dataclass(frozen=True, slots=True)
class Score:
    """What was linked between two languages."""

    name: str
    true: int
    """Labels that both texts have."""
    made: int
    right: int
    doubtful: int
    """Right links that are marked doubtful; a lone doubtful link is a hint, not a finding."""
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[str, ...]

    @property
    def rates(self) -> tuple[float, float, float]:
        """Precision, recall, F1 of all links, doubtful ones among them."""
        return rates(self.right, self.made, self.true)


def agreement(slug: str, language: str, clauses: Clauses) -> Agreement:
    """The clauses as an agreement without topics, as a document of another producer would be read."""
    nodes = tuple(Node("paragraph", label, None, None, words, None, (), 0) for label, words in clauses)
    written = draft(
        Outline("", language, (), nodes, ()), slug=slug, title=slug, date="2000-01-01",
        language=language, source_name="two-languages", source_sha256="0" * 64,
    )  # fmt: skip
    return read(written, path=None, slug=slug)


def score(name: str, base: Agreement, other: Agreement, *, by_place: bool = False) -> Score:
    """Links beside the truth that equal labels answer each other, or clauses in the same place."""
    bodies = [[unit for unit in text.units if unit.part is UnitPart.CONTENT] for text in (base, other)]
    labels = [{unit.id: str(n) if by_place else str(unit.num) for n, unit in enumerate(body)} for body in bodies]
    true = set(labels[0].values()) & set(labels[1].values())
    pairs = [
        (labels[0][one], labels[1][two], link.doubtful)
        for link in compare(base, other).links
        for one in link.base
        for two in link.other
        if one in labels[0] and two in labels[1]
    ]
    right = {one for one, two, _ in pairs if one == two and one in true}
    return Score(
        name, len(true), len(pairs), len(right), sum(doubtful for one, two, doubtful in pairs if one == two),
        tuple((one, two) for one, two, _ in pairs if one != two),
        tuple(label for label in labels[0].values() if label in true and label not in right),
    )  # fmt: skip


def authentic(folder: Path) -> Iterator[tuple[str, Agreement, Agreement]]:
    """The three authentic texts: name, English, French."""
    for name, clauses in (("declaration", declaration), ("act", act), ("protocol", protocol)):
        one, two = (agreement(f"{name}-{tag}", language, clauses(folder, tag)) for language, tag in LANGUAGES.items())
        yield name, one, two


def generated(seed: int) -> tuple[Agreement, Agreement]:
    """Two generated agreements with the same topics in the same order, and with no word in common but function words.

    Numbers start at other values, so they are no help either; equal labels are not equal numbers here.
    """
    made = []
    for language, first in zip(LANGUAGES, (1, 4), strict=True):
        words = stock(language)
        placed = start(passages(random.Random(f"two languages/{seed}"), words))
        called = replace(names(random.Random(f"{language}/names/{seed}"), words), first=first)
        made.append(rendering.agreement(side(words, placed, called, "base", f"generated-{language}"), topics=True))
    return made[0], made[1]


def declaration(folder: Path, tag: str) -> Clauses:
    """The Universal Declaration, one clause an article. `tag` is `en` or `fr`."""
    page = lxml.html.parse(str(folder / DECLARATION.format(tag)), lxml.html.HTMLParser(encoding="utf-8"))
    return [
        (str(article.get("data-number")), " ".join(_tidy(words) for words in article.xpath(".//p | .//li")))
        for article in page.iter("article")
    ]


def act(folder: Path, tag: str, date: str = LATEST) -> Clauses:
    """The Visiting Forces Act at a date: every section, subsection and paragraph with words; definitions left out.

    Definitions stand in the order of the alphabet, so their place says nothing and they have no number.
    """
    body = lxml.etree.parse(str(folder / ACT.format(date, tag))).find("Body")
    assert body is not None
    return list(_clauses(body, ""))


def protocol(folder: Path, tag: str) -> Clauses:
    """The Paris Protocol: every paragraph and point; unnumbered ones are counted within their article."""
    schedules = lxml.etree.parse(str(folder / PROTOCOL.format(tag))).findall(".//Schedule")
    found: list[tuple[str, str]] = []
    for number, group in enumerate(schedules[-1].iter("Group"), start=1):
        assert (group.findtext("GroupHeading/TitleText") or "").split()[-1] in {str(number), *FIRST}
        found += _clauses(group, f"{number}")
    return found


def _clauses(parent: _Element, label: str) -> Iterator[tuple[str, str]]:
    unnumbered = 0
    for child in parent:
        if child.tag in LEVELS:
            own = (child.findtext("Label") or "").strip(" .()")
            unnumbered += not own
            name = ".".join(part for part in (label, own or f"n{unnumbered}") if part)
            words = child.find("Text")
            if words is not None and _tidy(words):
                yield name, _tidy(words)
            yield from _clauses(child, name)


def _tidy(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def main() -> None:
    """Print the table; with `--list` also every wrong and missed label."""
    folder = os.environ.get("SOFADIFF_TEST_DATA")
    if not folder:
        sys.exit("SOFADIFF_TEST_DATA is not set: the authentic texts are not part of the project")
    scores = [score(*each) for each in authentic(Path(folder))]
    scores += [score(f"generated {seed}", *generated(seed), by_place=True) for seed in (1, 3, 5)]
    print("| text | clauses in both | links | right | precision | recall | F1 | right but doubtful |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for each in scores:
        numbers = " | ".join(f"{value:.3f}" for value in each.rates)
        print(f"| {each.name} | {each.true} | {each.made} | {each.right} | {numbers} | {each.doubtful} |")
    for each in scores if "--list" in sys.argv else ():
        print(f"\n{each.name}: wrong {each.wrong}; missed {each.missed}")


if __name__ == "__main__":
    main()
