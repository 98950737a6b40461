"""How many numbers and words of a web page the importer finds, beside another rendering, and what other tools lose.

The numbers wanted come from elsewhere than the importer: the Formex of the EUR-Lex regulation, the Akoma Ntoso of the
British code, `<article>` and `<li>` of the Universal Declaration, the spans that the Commission marks as numbers, and
for acts without any such mark what stands in front of a paragraph and looks like a number. Labels are compared without
case and signs, by a longest common run; where the other rendering says under what a number stands (`parents`), the
numbers over it must be the same too. Bullets are no numbers.

`lost` are letters of the page that are neither in a clause nor on the left-out list, counted by a route of their own.
The peers turn pages into Markdown or text: a number counts as theirs if a line of the result begins with it, in order;
a word is lost if the result has it less often than the page without its scripts.
Usage: python -m benchmarks.html_import [FOLDER] (default: SOFADIFF_TEST_DATA; exit code 1 below 98% or if one is lost)
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree, html
from rapidfuzz.distance import LCSseq

from benchmarks.docx_import import bare, rendered
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.html.dom import Page
from sofadiff.importing.html.encoding import decode_page
from sofadiff.importing.html.reader import census
from sofadiff.importing.totality import outline_text
from sofadiff.outline import Node
from sofadiff.text import words

BAR = 0.98
Labels = list[tuple[str, ...]]
"""Each numbered unit as its label and those over it, outermost first."""
_LOOKS_LIKE = re.compile(r"\s*(?:(?P<first>\d{1,3}[A-Z]?)\.(?!\d)|\((?P<point>[a-z]{1,5}|\d{1,3}|[A-Z])\))[\s\xa0]*")
_LINE_START = re.compile(
    r"[^\w]*(?P<label>(?:(?:article|chapter|part|section|annex)\s+)?(?:\d{1,3}(?:\.\d{1,3})*[a-z]?|[a-z]{1,5}))\b",
    re.IGNORECASE,
)
_INSTALL = {"html2text": "html2text", "markdownify": "markdownify", "trafilatura": "trafilatura"}


@dataclass(frozen=True, slots=True)
class Score:
    """One page."""

    name: str
    wanted: int
    found: int
    parents: int | None
    """Found with the numbers over them; None where the other rendering does not say them."""
    ours: int
    kept: int
    """Words in clauses."""
    left_out: int
    lost: int
    """Letters."""
    peers: dict[str, tuple[int, int]]
    """(numbers found, words lost) of each peer that is installed."""

    @property
    def share(self) -> float:
        """Share of the wanted numbers that were found in order."""
        return min(self.found, self.found if self.parents is None else self.parents) / self.wanted


# -- what is wanted -------------------------------------------------------------------------------------------


def _formex(page: Path) -> Labels:
    tree = etree.parse(page.parent / "L_202400903EN.000101.fmx.xml")
    found: Labels = []

    def walk(element: Any, over: tuple[str, ...]) -> None:
        label = None
        if element.tag == "DIVISION":
            label = element.find("TITLE/TI")
        elif element.tag == "ARTICLE":
            label = element.find("TI.ART")
        elif element.tag == "PARAG":
            label = element.find("NO.PARAG")
        elif element.tag == "NP":
            label = element.find("NO.P")
        if label is not None and (text := bare("".join(label.itertext()).strip())):
            over = (*over, text)
            found.append(over)
        for child in element:
            if child.tag != "NOTE":
                walk(child, over)

    walk(tree.getroot(), ())
    return [entry for entry in found if entry[-1] != "-"]


def _akn(page: Path) -> Labels:
    rendering = next(path for path in sorted(page.parent.glob(f"{page.stem}.akn*")))
    return [(label,) for label, quoted in rendered(rendering) if label != "-" and not quoted]


def _declaration(page: Path) -> Labels:
    found: Labels = []
    for article in html.document_fromstring(page.read_bytes().decode()).iter("article"):
        label = bare(article.find("h2").text_content())
        found.append((label,))
        found.extend((label, str(number)) for number, _ in enumerate(article.iter("li"), start=1))
    return found


def _marked(page: Path) -> Labels:
    tree = html.document_fromstring(page.read_bytes())
    found: Labels = []
    for paragraph in tree.xpath("//body//p"):
        spans = paragraph.xpath("./span[@class='num']")
        if "Titrearticle" in paragraph.get("class", ""):
            found.append((bare(" ".join(paragraph.text_content().split())),))
        elif spans:
            found.append((bare(spans[0].text_content().strip()),))
    return [entry for entry in found if entry[-1] != "-"]


def _looks(page: Path) -> Labels:
    found: Labels = []
    for paragraph in html.document_fromstring(page.read_bytes().decode()).xpath("//p | //h1"):
        text = " ".join(paragraph.text_content().split())
        match = _LOOKS_LIKE.match(text)
        while match is not None and match.end() < len(text):
            found.append((bare(match["first"] or match["point"]),))
            text = text[match.end() :]
            match = _LOOKS_LIKE.match(text) if match["first"] else None
    return found


def _looks_behind_contents(page: Path) -> Labels:
    found = _looks(page)
    return found[max(index for index, entry in enumerate(found) if entry == ("1",)) :]


PAGES: dict[str, tuple[str, Callable[[Path], Labels], bool]] = {
    "regulation 2024/903 (EUR-Lex)": ("eu-formex-html/reg-2024-903/L_202400903EN.html", _formex, True),
    "proposal COM(2025) 1": ("eu-formex-html/proposals/COM(2025)1.html", _marked, False),
    "proposal COM(2025) 6": ("eu-formex-html/proposals/COM(2025)6.html", _marked, False),
    "proposal COM(2025) 43": ("eu-formex-html/proposals/COM(2025)43.html", _marked, False),
    "declaration, English": ("udhr-html/udhr.en.html", _declaration, True),
    "declaration, French": ("udhr-html/udhr.fr.html", _declaration, True),
    "British code of practice": ("uk-docx-akn/code-of-practice-uksi-2016-505.html", _akn, False),
    "South African act": ("html-acts/south-africa-consumer-protection-act.html", _looks, False),
    "Mauritian act": ("html-acts/convention-fragment-mu.html", _looks_behind_contents, False),
}
"""Name to its place in the test data, what its numbers are told by, and whether their parents are known too."""


# -- what is found --------------------------------------------------------------------------------------------


def labels_of(imported: Imported) -> Labels:
    """Numbered units of an import, recitals with a printed number among them."""
    found: Labels = [(bare(block.num),) for block in imported.outline.preamble if block.num]

    def walk(node: Node, over: tuple[str, ...]) -> None:
        label = bare(node.num) if node.num else ""
        here = (*over, label) if label and label != "-" else over
        if here != over:
            found.append(here)
        for child in node.children:
            walk(child, here)

    for node in imported.outline.nodes:
        walk(node, ())
    return found


def in_order(wanted: Sequence[object], got: Sequence[object]) -> int:
    """Length of a longest common run."""
    return int(LCSseq.similarity(wanted, got))


def lost(page: str, imported: Imported) -> int:
    """Letters of a page that are neither in a clause nor on the left-out list."""
    have = Counter(letters(" ".join(outline_text(imported.outline))))
    have.update(letters(" ".join(entry.text for entry in imported.report.left_out)))
    return (Counter(letters(census(page))) - have).total()


def installed() -> Iterator[tuple[str, Callable[[str], str]]]:
    """The peers that are installed, by name."""
    for name in _INSTALL:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if name == "html2text":
            reader = module.HTML2Text(bodywidth=0)
            reader.ignore_links = True
            yield name, reader.handle
        elif name == "markdownify":
            yield name, module.markdownify
        else:
            yield name, partial(_extracted, module)


def _extracted(module: Any, page: str) -> str:
    return module.extract(page, include_tables=True) or ""


def of_peer(text: str, page: str, wanted: Sequence[str]) -> tuple[int, int]:
    """(numbers found, words lost) of what a peer made of a page."""
    starts = [bare(match["label"]) for line in text.splitlines() if (match := _LINE_START.match(line))]
    tree = Page(page, "").html
    body = next((element for element in tree.descendants() if element.tag == "body"), tree)
    want = Counter(words(body.text().replace("\xad", "").casefold()))
    return in_order(wanted, starts), (want - Counter(words(text.replace("\xad", "").casefold()))).total()


def measure(folder: Path, name: str, peers: bool = True) -> Score:
    """One page; with the peers that are installed unless they are not wanted."""
    place, want, parents = PAGES[name]
    path = folder / place
    page = decode_page(path.read_bytes(), str(path)).text
    imported = import_file(str(path))
    wanted, got = want(path), labels_of(imported)
    plain = [entry[-1] for entry in wanted]
    counts = dict(imported.report.counts)
    return Score(
        name=name,
        wanted=len(wanted),
        found=in_order(plain, [entry[-1] for entry in got]),
        parents=in_order(wanted, got) if parents else None,
        ours=len(got),
        kept=counts["words"],
        left_out=counts["words left out"],
        lost=lost(page, imported),
        peers={peer: of_peer(read(page), page, plain) for peer, read in (installed() if peers else ())},
    )


def main(arguments: Sequence[str]) -> int:
    """Print one line for each page, and one for each peer below it."""
    folder = Path(arguments[0] if arguments else os.environ["SOFADIFF_TEST_DATA"])
    scores = [measure(folder, name) for name in PAGES]
    for score in scores:
        parents = "" if score.parents is None else f", {score.parents} under the right one"
        print(
            f"{score.name:<32} numbers {score.found:>5} of {score.wanted:>5} ({score.share:.1%}){parents};"
            f" ours {score.ours}; words {score.kept} kept, {score.left_out} left out; letters lost {score.lost}"
        )
        for peer, (numbers, missing) in score.peers.items():
            print(f"    {peer:<28} numbers {numbers:>5} of {score.wanted:>5}; words lost {missing}")
    for name in sorted(set(_INSTALL) - {peer for peer, _ in installed()}):
        print(f"not run: {name} (pip install {_INSTALL[name]})")
    return 0 if all(score.share >= BAR and not score.lost for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
