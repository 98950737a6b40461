"""How much of a gazette the PDF import has, in order, beside the XML that others made of the same text.

`in order` is the share of the XML's words that stand in the same order in the import (longest common subsequence of
words, case and signs aside). `foreign` counts common words of Afrikaans in it. A gazette holds more than the XML (other
notices), so the import has more words. The bar is on the two gazettes in two columns; the other files are printed
beside them: one is a rendering of the XML, one is the text before two amendments that the XML has taken in.
The peer is pdftotext of poppler on the same files, as it comes and with -layout; its line-end hyphens are taken off
before its words are compared. The three-column rule has no XML: `labels` are the headings (a) to (q) that the import
has in order, `footnotes` the notes that stand behind a clause, and four of its pages, whose columns were cut apart by
hand (pdftotext with a box), are the known answer for the order of their words.
`lost` and `more` are letters that pdftotext -raw finds and the import has nowhere, clauses and left-out list together,
and the reverse: two programs that read the same pages.
With --long, 510 pages made of the rule are imported on the command line: time, and memory of its largest process.
Usage: python benchmarks/pdf_import.py [--long] [FOLDER]   (default: SOFADIFF_TEST_DATA; exit code 1 below 99%)
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import Kind, letters
from sofadiff.importing.totality import outline_text

BAR = 0.99
GAZETTES = (
    ("fencing-of-premises.two-column-en-af.pdf", "fencing-of-premises@2005-10-03.akn2.xml"),
    ("filming.two-column-en-af.pdf", "filming@2005-07-24.akn2.xml"),
)
"""Two columns, two languages; the bar is on these."""
OTHERS = (
    ("liquor-trading-hours.rendered.pdf", "liquor-trading-hours@2016-10-28.akn2.xml"),
    ("sub-council.enacted.pdf", "sub-council@2011-08-05.akn2.xml"),
)
COLUMNS = (40, 217, 394)
"""Where the columns of the rule are cut, in points from the left."""
CUT = ((1, 125), (4, 50), (14, 50), (15, 50))
"""Pages of the rule without footnotes, tables or pictures, and where their columns begin below the top."""
RULE = "us-federal-register-2020-17221.three-column.pdf"
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
    """What pdftotext makes of a file, ligatures spelt out, line-end hyphens taken off."""
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    return _BROKEN.sub("", unicodedata.normalize("NFKC", done.stdout.decode("utf-8")))


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
    ours = " ".join([text_of(imported), *(entry.text for entry in imported.report.left_out)])
    have = Counter(letters(unicodedata.normalize("NFKC", ours)))
    return (want - have).total(), (have - want).total()


def labels_of(imported: Imported) -> list[str]:
    """The letters that head the sections of the rule, in order."""
    found = re.findall(r"^\(([a-z])\)\s[A-Z]", text_of(imported), re.MULTILINE)
    wanted = [chr(code) for code in range(ord("a"), ord("q") + 1)]
    return wanted[: in_order(wanted, found)]


def rule(path: Path) -> str:
    """Figures of the three-column rule."""
    imported = import_file(str(path), "eng")
    notes = [block for block in imported.reading.blocks if block.kind is Kind.NOTE]
    line = f"labels {len(labels_of(imported))} of 17   footnotes {len(notes)}"
    if shutil.which("pdftotext"):
        wanted = by_hand(path)
        found = in_order(wanted, words(text_of(imported)))
        line += f"   in order {found:>5}  {found / len(wanted):7.2%} of the words in columns cut by hand"
    return line


def by_hand(path: Path) -> list[str]:
    """The words of some pages of the rule, whose columns are cut apart by hand."""
    return [word for page, top in CUT for x in COLUMNS for word in words(peer(path, *_box(page, x, top)))]


def _box(page: int, x: int, top: int) -> list[str]:
    """Options of pdftotext that cut one column out of one page."""
    box = {"-f": page, "-l": page, "-x": x, "-y": top, "-W": 177, "-H": 742 - top}
    return [str(part) for option in box.items() for part in option]


def long(path: Path) -> str:
    """Time and memory of a file of 510 pages."""
    import pikepdf

    with tempfile.TemporaryDirectory() as name, pikepdf.open(path) as document, pikepdf.new() as made:
        for _ in range(34):
            made.add_pages_from(document)
        file = Path(name) / "long.pdf"
        made.save(file)
        start = time.perf_counter()
        command = [sys.executable, "-m", "sofadiff", "import", str(file), "--language", "eng", "-o", f"{name}/long.xml"]
        subprocess.run(command, capture_output=True, check=True)
        seconds = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return f"{len(made.pages)} pages: {seconds:.0f} s, largest process {memory:.0f} MB"


def main(arguments: Sequence[str]) -> int:
    """Print a few lines for each file."""
    given = [argument for argument in arguments if argument != "--long"]
    folder = Path(given[0]) if given else Path(os.environ["SOFADIFF_TEST_DATA"])
    if "--long" in arguments:
        print(long(folder / "pdf" / RULE))
        return 0
    laws = folder / "za-bylaws-akn2-pdf"
    worst = 1.0
    for pdf, xml in (*GAZETTES, *OTHERS):
        path, want = laws / pdf, xml_words(laws / xml)
        imported = import_file(str(path), "eng")
        scores = [score("import", text_of(imported), want)]
        print(f"{pdf}: {len(want)} words in the XML")
        if shutil.which("pdftotext"):
            scores += [score("pdftotext", peer(path), want), score("pdftotext -layout", peer(path, "-layout"), want)]
            print("  lost {}   more {}".format(*lost(path, imported)))
        for each in scores:
            share = f"{each.found:>5}  {each.share:7.2%}"
            print(f"  {each.name:<18} in order {share}   words {each.words:>5}   foreign {each.foreign:>4}")
        if (pdf, xml) in GAZETTES:
            worst = min(worst, scores[0].share if scores[0].foreign == 0 else 0.0)
    print(f"{RULE}\n  {rule(folder / 'pdf' / RULE)}")
    return 0 if worst >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
