"""How many numbered units the importer gets right, beside the hand-made outlines of the twenty Markdown instruments.

The outlines (tests/outlines) were written before any import of these files was seen; they hold labels and parents,
no words. A numbered unit (article, part, note, paragraph, point, numbered recital) is right when the import has a unit
with that number and the unit that directly contains it is the right one; the column "whole chain" asks the same of
every unit above it. Named units (annex, protocol, declaration, section headed by the article that it concerns) are
counted apart. Units of laws that the text quotes count neither way. This scoring was written after the outlines.
Usage: python benchmarks/outlines.py [FOLDER]   (default: nl-sofa-md in SOFADIFF_TEST_DATA; exit code 1 below 99%)
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sofadiff.importing import import_file
from sofadiff.outline import Node, PreambleBlock

OUTLINES = Path(__file__).parent.parent / "tests" / "outlines"
BAR = 0.99
NAMED = frozenset({"annex", "protocol", "declaration", "minutes", "section"})
"""Kinds that have a name rather than a number."""
_NUMBER = re.compile(r"\W*(?:(?:Article|Artikel|PART|DEEL|Nr)\b\W*)?(\d+|[IVXLC]+|[a-z]{1,5})\W*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the outline, or of the import."""

    label: str
    """As printed; for an imported unit without a number, its heading."""
    number: str | None
    """The label without its word and punctuation; None for a named or unnumbered unit."""
    parent: int | None
    line: int
    named: bool = False
    run_in: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """A unit of the outline that the import has not, or has elsewhere."""

    line: int
    path: str
    """Labels from the outermost unit down, as in the outline."""
    fault: str
    named: bool
    run_in: bool


@dataclass(frozen=True, slots=True)
class Score:
    """One outline beside its import."""

    name: str
    numbered: int
    right: int
    """Numbered units with the right number directly under the right unit."""
    chain: int
    """Of these, with the whole chain of units above it right."""
    apart: tuple[int, int]
    """Right and all, without the units run into a sentence; what these contain hangs on the unit above them."""
    named: tuple[int, int]
    """Named units: right and all."""
    misses: tuple[Miss, ...]
    extra: tuple[tuple[int, str], ...]
    """Line and number of numbered units in the import that the outline has not."""

    @property
    def share(self) -> float:
        """Right among the numbered units."""
        return self.right / self.numbered


def number(label: str | None) -> str | None:
    """A printed label without its word and punctuation; None where there is no number.

    >>> [number(label) for label in ("Article VII", "(a)", "Nr. II", "3.", "ANNEX", "–", None)]
    ['VII', 'a', 'II', '3', None, None, None]
    """
    found = _NUMBER.fullmatch(label) if label else None
    return found[1] if found else None


def expected(outline: dict[str, object]) -> list[Unit]:
    """The units of an outline file, in reading order."""
    units = []
    for unit in outline["units"]:  # type: ignore[attr-defined]
        named = unit["kind"] in NAMED
        units.append(
            Unit(
                unit["label"],
                None if named else number(unit["label"]),
                unit["parent"],
                unit["line"],
                named,
                unit.get("run_in", False),
                unit.get("quoted", False),
            )
        )
    return units


def imported(nodes: Sequence[Node], preamble: Sequence[PreambleBlock] = ()) -> list[Unit]:
    """The units of an import, in document order; of the preamble the recitals with a printed number."""
    units = [Unit(block.num, number(block.num), None, block.line) for block in preamble if block.num]

    def walk(node: Node, parent: int | None) -> None:
        label = " ".join(filter(None, (node.num, node.heading)))
        units.append(Unit(label, number(node.num), parent, node.line))
        here = len(units) - 1
        for child in node.children:
            walk(child, here)

    for node in nodes:
        walk(node, None)
    return units


def chains(units: Sequence[Unit]) -> list[tuple[str, ...]]:
    """Per unit its number after those of the units above it (`§` for one without)."""
    found: list[tuple[str, ...]] = []
    for unit in units:
        above = found[unit.parent] if unit.parent is not None else ()
        found.append((*above, unit.number or "§"))
    return found


def same(want: Unit, got: Unit) -> bool:
    """Whether an imported unit bears the number or the name of the outline's unit."""
    if not want.named:
        return want.number is not None and want.number == got.number
    return got.number is None and bool(re.search(rf"\b{re.escape(want.label)}(?!\w)", got.label, re.IGNORECASE))


def align(wanted: Sequence[Unit], got: Sequence[Unit]) -> dict[int, int]:
    """Outline units to imported ones, both in order: the pairing with most labels, chains and lines in common."""
    left, right = chains(wanted), chains(got)
    best = [[0] * (len(got) + 1) for _ in range(len(wanted) + 1)]

    def worth(i: int, j: int) -> int:
        if not same(wanted[i], got[j]):
            return 0
        return 1 + 2 * (left[i] == right[j]) + 2 * (wanted[i].line == got[j].line)

    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(got) - 1, -1, -1):
            gain = worth(i, j)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], gain + best[i + 1][j + 1] if gain else 0)
    pairs, i, j = {}, 0, 0
    while i < len(wanted) and j < len(got):
        gain = worth(i, j)
        if gain and best[i][j] == gain + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def path(units: Sequence[Unit], index: int) -> str:
    """The labels down to a unit."""
    parent = units[index].parent
    return (path(units, parent) + " > " if parent is not None else "") + units[index].label


def lifted(units: Sequence[Unit], index: int) -> int | None:
    """The unit above, passing over those run into a sentence."""
    parent = units[index].parent
    while parent is not None and units[parent].run_in:
        parent = units[parent].parent
    return parent


def fault(index: int, pairs: dict[int, int], got: Sequence[Unit]) -> str:
    """What is wrong with a unit of the outline that is not right."""
    if index not in pairs:
        return "not there"
    unit = got[pairs[index]]
    if unit.parent is None:
        return f"hangs on nothing (line {unit.line})"
    holder = got[unit.parent]
    return f"hangs on {holder.number or 'a unit without number'} of line {holder.line}"


def compare(name: str, wanted: Sequence[Unit], got: Sequence[Unit]) -> Score:
    """Count what is right and list what is not."""
    pairs = align(wanted, got)

    def hangs_on(i: int, above: int | None) -> bool:
        return i in pairs and got[pairs[i]].parent == (None if above is None else pairs.get(above, -1))

    right, whole, apart, misses = set(), set(), set(), []
    for i, unit in enumerate(wanted):
        if unit.quoted:
            continue
        if hangs_on(i, lifted(wanted, i)):
            apart.add(i)
        if hangs_on(i, unit.parent):
            right.add(i)
            if unit.parent is None or unit.parent in whole:
                whole.add(i)
        else:
            misses.append(Miss(unit.line, path(wanted, i), fault(i, pairs, got), unit.named, unit.run_in))
    numbered = {i for i, unit in enumerate(wanted) if not (unit.named or unit.quoted)}
    named = {i for i, unit in enumerate(wanted) if unit.named}
    plain = {i for i in numbered if not wanted[i].run_in}
    taken = set(pairs.values())
    return Score(
        name=name,
        numbered=len(numbered),
        right=len(right & numbered),
        chain=len(whole & numbered),
        apart=(len(apart & plain), len(plain)),
        named=(len(right & named), len(named)),
        misses=tuple(misses),
        extra=tuple((u.line, u.number) for j, u in enumerate(got) if u.number is not None and j not in taken),
    )


def measure(file: Path, folder: Path) -> Score:
    """One outline file beside the import of its text in `folder`."""
    outline = json.loads(file.read_text(encoding="utf-8"))
    source = folder / outline["file"]
    if not source.is_file():
        raise SystemExit(f"{source}: no such file; name the folder with the Markdown files.")
    if hashlib.sha256(source.read_bytes()).hexdigest() != outline["sha256"]:
        raise SystemExit(f"{source}: not the file that {file.name} was made from (its SHA-256 differs).")
    found = import_file(str(source), outline["language"], date="2000-01-01").outline
    return compare(file.stem, expected(outline), imported(found.nodes, found.preamble))


def table(scores: Sequence[Score]) -> str:
    """A Markdown table, one line per outline and a sum."""
    lines = [
        "| outline | numbered | right | share | whole chain | apart from run-in | named | not in outline |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for s in scores:
        lines.append(
            f"| {s.name} | {s.numbered} | {s.right} | {s.share:.1%} | {s.chain} | {s.apart[0]}/{s.apart[1]} |"
            f" {s.named[0]}/{s.named[1]} | {len(s.extra)} |"
        )
    counts = [(s.numbered, s.right, s.chain, *s.apart, *s.named) for s in scores]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    lines.append(
        f"| all | {sums[0]} | {sums[1]} | {sums[1] / sums[0]:.1%} | {sums[2]} | {sums[3]}/{sums[4]} |"
        f" {sums[5]}/{sums[6]} | {sum(len(s.extra) for s in scores)} |"
    )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the table and every miss; 1 if a file is below the bar."""
    data = os.environ.get("SOFADIFF_TEST_DATA")
    if not arguments and not data:
        raise SystemExit("No texts: set SOFADIFF_TEST_DATA or name the folder with the Markdown files.")
    folder = Path(arguments[0]) if arguments else Path(str(data)) / "nl-sofa-md"
    scores = [measure(file, folder) for file in sorted(OUTLINES.glob("*.json"))]
    print(table(scores))
    for score in scores:
        if score.misses or score.extra:
            print(f"\n{score.name}")
        for miss in score.misses:
            kind = ("named, " if miss.named else "") + ("run-in, " if miss.run_in else "")
            print(f"  line {miss.line}: {kind}{miss.path}: {miss.fault}")
        for line, label in score.extra:
            print(f"  line {line}: in the import only: {label}")
    below = [score.name for score in scores if score.share < BAR]
    print(f"\nBelow {BAR:.0%} of numbered units: {', '.join(below) or 'none'}.")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
