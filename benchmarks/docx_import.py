"""How many numbered units of a Word file the importer finds, in their order, beside its Akoma Ntoso rendering.

The pairs are those of uk-docx-akn whose rendering has a body. Only labels and their order are compared (case and signs
aside; all bullets are one label), by the longest common run of labels: `found` are the rendering's labels that the
import has in the same order, `ours` are the labels of the import. Bullets are no numbers,
and labels inside law that the text quotes (`quotedStructure`) are meant to stay in the clause that quotes them: both
are counted apart. The rendering was made by another program: what it lacks counts as more in ours, and is no fault by
itself. Words lost are counted by a route of their own: the letters of every `w:t` and `w:delText` in the body and the
notes, against the import's clauses and its left-out list.
Usage: python benchmarks/docx_import.py [FOLDER]   (default: uk-docx-akn in SOFADIFF_TEST_DATA; exit code 1 below 98%)
"""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.totality import outline_text

BAR = 0.98
_BULLET = re.compile(r"^\W+$")
_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Score:
    """One pair."""

    name: str
    found: int
    wanted: int
    ours: int
    bullets: tuple[int, int]
    """Found and wanted."""
    quoted: tuple[int, int]
    """Found and wanted."""
    missing: tuple[str, ...]
    """Labels of the rendering that the import lacks at that place."""

    @property
    def share(self) -> float:
        """Share of the rendering's labels that were found in order."""
        return self.found / self.wanted if self.wanted else 1.0


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """(Word file, rendering) of every pair whose rendering has a body with numbers."""
    found = []
    for document in sorted(folder.glob("*.docx")):
        rendering = next(path for path in sorted(folder.glob(f"{document.stem}.akn*")))
        if rendered(rendering):
            found.append((document, rendering))
    return found


def rendered(path: Path) -> list[tuple[str, bool]]:
    """Labels of a rendering's body in order, notes in them aside, and whether each is in law that the text quotes."""
    labels = []
    for body in etree.parse(path).iter("{*}body", "{*}mainBody"):
        for num in body.iter("{*}num"):
            notes = {part for note in num.iter("{*}authorialNote") for part in note.itertext()}
            label = bare("".join(part for part in num.itertext() if part not in notes))
            quoted = next(num.iterancestors("{*}quotedStructure"), None) is not None
            labels.append((label, quoted))
    return [entry for entry in labels if entry[0]]


def bare(label: str) -> str:
    """A label without case and signs; every bullet is `-`."""
    return "-" if _BULLET.match(label) else letters(label).casefold()


def labels_of(imported: Imported) -> list[str]:
    """Labels of an import, in order."""
    return [bare(node.num) for node in imported.outline.walk() if node.num]


def common(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Positions of a longest common subsequence."""
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if a[i] == b[j] else max(lengths[i + 1][j], lengths[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def load(path: Path, revisions: str | None = "accept") -> Imported:
    """Import a Word file; the language is named, since one of the files is in Welsh."""
    return import_file(str(path), "cym" if path.stem.endswith(".cy") else "eng", revisions=revisions)


def measure(document: Path, rendering: Path) -> Score:
    """One pair."""
    want, got = rendered(rendering), labels_of(load(document))
    matched = {i for i, _ in common([label for label, _ in want], got)}

    def count(chosen: Sequence[int]) -> tuple[int, int]:
        return sum(index in matched for index in chosen), len(chosen)

    quoted = [index for index, (_, inside) in enumerate(want) if inside]
    bullets = [index for index, (label, inside) in enumerate(want) if not inside and label == "-"]
    plain = [index for index, (label, inside) in enumerate(want) if not inside and label != "-"]
    missing = tuple(f"{index}:{want[index][0]}" for index in plain if index not in matched)
    ours = sum(label != "-" for label in got)
    return Score(document.stem, *count(plain), ours, count(bullets), count(quoted), missing)


def lost(document: Path, imported: Imported) -> int:
    """Letters of the body and the notes that are neither in a clause nor on the left-out list."""
    want: Counter[str] = Counter()
    with zipfile.ZipFile(document) as archive:
        for name in archive.namelist():
            if _PARTS.fullmatch(name):
                for node in etree.fromstring(archive.read(name)).iter(f"{_W}t", f"{_W}delText"):
                    want.update(letters(node.text or ""))
    have = Counter(letters(" ".join(outline_text(imported.outline))))
    have.update(letters(" ".join(entry.text for entry in imported.report.left_out)))
    return (want - have).total()


def main(arguments: Sequence[str]) -> int:
    """Print one line for each pair, and the misses with -v."""
    given = [argument for argument in arguments if argument != "-v"]
    folder = Path(given[0]) if given else Path(os.environ["SOFADIFF_TEST_DATA"]) / "uk-docx-akn"
    scores = [measure(*pair) for pair in pairs(folder)]
    for score in scores:
        print(
            f"{score.name:<45} {score.found:>5} of {score.wanted:>5}  {score.share:7.2%}   ours {score.ours:>5}"
            f"   bullets {'{:>3} of {:>3}'.format(*score.bullets)}   quoted {'{:>2} of {:>2}'.format(*score.quoted)}"
        )
        if "-v" in arguments and score.missing:
            print(f"    missing {' '.join(score.missing)}")
    found, wanted = sum(score.found for score in scores), sum(score.wanted for score in scores)
    print(f"{'all':<45} {found:>5} of {wanted:>5}  {found / wanted:7.2%}")
    gone = {path.stem: lost(path, load(path)) for path in sorted(folder.glob("*.docx"))}
    print(f"letters lost: {sum(gone.values())} in {len(gone)} files")
    return 0 if all(score.share >= BAR for score in scores) and not any(gone.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
