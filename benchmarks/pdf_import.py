"""How much of a gazette's English the PDF import has, in order, beside the XML that others made of the same text.

`in order` is the share of the XML's words that stand in the same order in the import (longest common subsequence of
words, case and signs aside; an attribute of the XML is no word). `foreign` counts the words of the import that are
function words of Afrikaans and of no English text. The PDF holds more than the XML (other notices of the gazette),
so the import has more words; what the XML has and the page does not print (an editor's corrections) counts against us.
The peer is pdftotext of poppler, on the same files, as it comes and with -layout: it joins no hyphens and has no
languages, so its words are compared after its line-end hyphens were taken off, and `foreign` shows what it mixes in.
The three-column rule has no XML: whether the columns are read in order is told by sentences that span them.
Usage: python benchmarks/pdf_import.py [FOLDER]   (default: SOFADIFF_TEST_DATA; exit code 1 below 99%)
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.totality import outline_text

BAR = 0.99
PAIRS = (
    ("fencing-of-premises.two-column-en-af.pdf", "fencing-of-premises@2005-10-03.akn2.xml", None),
    ("filming.two-column-en-af.pdf", "filming@2005-07-24.akn2.xml", None),
    ("liquor-trading-hours.enacted-2012.pdf", "liquor-trading-hours@2012-12-14.akn2.xml", None),
    ("liquor-trading-hours.rendered.pdf", "liquor-trading-hours@2016-10-28.akn2.xml", None),
    ("sub-council.enacted.pdf", "sub-council@2011-08-05.akn2.xml", None),
)
"""PDF, the XML of its text, and the pages that are imported (None: all)."""
ALONE = (
    "za-bylaws-akn2-pdf/liquor-trading-hours.amendment-2015-10-09.two-column.pdf",
    "za-bylaws-akn2-pdf/sub-council.amendment-2016-11-04.pdf",
    "pdf/us-federal-register-2020-17221.three-column.pdf",
)
"""Files without an XML of their text."""
AFRIKAANS = frozenset(
    (
        *("van", "nie", "wat", "vir", "aan", "deur", "hierdie", "ingevolge", "sodanige", "enige", "moet", "hulle"),
        *("sy", "hul", "daardie", "verordening", "munisipaliteit", "artikel", "tussen", "ander", "geen", "ook"),
    )
)
"""Common words of Afrikaans that no English text has."""
_WORD = re.compile(r"[^\W_]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])-\n\s*(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Score:
    """One text beside its XML."""

    name: str
    found: int
    wanted: int
    words: int
    foreign: int

    @property
    def share(self) -> float:
        """Share of the XML's words that were found in order."""
        return self.found / self.wanted if self.wanted else 1.0


def words(text: str) -> list[str]:
    """Words, case aside."""
    return [match[0].casefold() for match in _WORD.finditer(text)]


def in_order(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, exact: one bit for each word of `a` (Hyyrö's recurrence)."""
    places: dict[str, int] = {}
    for index, word in enumerate(a):
        places[word] = places.get(word, 0) | (1 << index)
    every = (1 << len(a)) - 1
    row = every
    for word in b:
        hit = row & places.get(word, 0)
        row = ((row + hit) | (row - hit)) & every
    return len(a) - row.bit_count()


def xml_words(path: Path) -> list[str]:
    """Words of the body and the schedules of an Akoma Ntoso 2.0 file, remarks of its editors aside."""
    root = etree.parse(path).getroot()
    parts: list[str] = []
    for node in root.iter("{*}meta", "{*}remark", "{*}coverPage", "{*}toc"):
        for below in list(node):
            node.remove(below)
        node.text = None
    for node in root.iter("{*}preface", "{*}preamble", "{*}body", "{*}mainBody"):
        parts.extend(text for text in node.itertext())
        parts.append(" ")
    return words(" ".join(parts))


def peer(path: Path, *options: str) -> str:
    """What pdftotext makes of a file, line-end hyphens taken off."""
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    return _BROKEN.sub("", done.stdout.decode("utf-8"))


def text_of(imported: Imported) -> str:
    """The clauses of an import."""
    return "\n".join(outline_text(imported.outline))


def score(name: str, text: str, want: Sequence[str]) -> Score:
    """One text beside its XML."""
    got = words(text)
    return Score(name, in_order(want, got), len(want), len(got), sum(word in AFRIKAANS for word in got))


def lost(path: Path, imported: Imported) -> tuple[int, int]:
    """Letters that pdftotext finds and the import has neither in a clause nor on its left-out list; and the reverse."""
    want = Counter(letters(peer(path, "-raw")))
    have = Counter(letters(text_of(imported)))
    have.update(letters(" ".join(entry.text for entry in imported.report.left_out)))
    return (want - have).total(), (have - want).total()


def main(arguments: Sequence[str]) -> int:
    """Print one line for each file."""
    folder = Path(arguments[0]) if arguments else Path(os.environ["SOFADIFF_TEST_DATA"])
    worst = 1.0
    for pdf, xml, pages in PAIRS:
        path, want = folder / "za-bylaws-akn2-pdf" / pdf, xml_words(folder / "za-bylaws-akn2-pdf" / xml)
        imported = import_file(str(path), "eng", pages=pages)
        scores = [score("import", text_of(imported), want)]
        if shutil.which("pdftotext"):
            scores += [score("pdftotext", peer(path), want), score("pdftotext -layout", peer(path, "-layout"), want)]
        print(f"{pdf}: {len(want)} words in the XML, hyphens and languages as the file has them")
        for each in scores:
            share = f"{each.found:>5}  {each.share:7.2%}"
            print(f"  {each.name:<18} in order {share}   words {each.words:>5}   foreign {each.foreign:>4}")
        worst = min(worst, scores[0].share)
    return 0 if worst >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
