"""How many numbered units of an XML file the importer has with the label and the parent that the mark-up gives them.

The mark-up's own numbers are read here by a route of their own: every `num` of Akoma Ntoso, every `Label` of Canadian
legislation (and every group title that is only a label), every `TI.ART`, `NO.PARAG` and `NO.P` of Formex, with the
label of the nearest labelled unit around it. Labels in metadata, tables, notes, recitals, tables of contents, front
matter and quoted law are no clauses of the text and are not counted. A unit is right if it stands in the import with
the same label, under the same parent, in the same order (matching runs, longest first). Words lost are the letters of
the file, as another parser sees them, that are neither in a clause nor on the left-out list; all languages of a file
are counted.
Usage: python benchmarks/xml_import.py [FOLDER]   (default: SOFADIFF_TEST_DATA; exit code 1 below 99%, or if a letter is
lost)
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from sofadiff.errors import SofadiffError
from sofadiff.importing import asserted
from sofadiff.importing.blocks import Reading, ReadOptions, letters
from sofadiff.importing.totality import outline_text
from sofadiff.importing.xml.reader import read_xml
from sofadiff.outline import Node, Outline

BAR = 0.99
FOLDERS = (
    "akn-producers", "akn-point-in-time-italy", "ca-visiting-forces-xml", "ca-treaties-xml", "eu-formex-html",
    "leos-edit-operations", "uk-docx-akn", "za-bylaws-akn2-pdf",
)  # fmt: skip
_ELSEWHERE = {
    "meta", "toc", "quotedStructure", "embeddedStructure", "recital", "preface", "preamble", "header", "conclusions",
    "coverPage", "table", "tblock", "authorialNote", "AmendedText", "Footnote", "TableGroup", "QUOT.S", "GR.CONSID",
    "NOTE", "TBL", "Introduction", "interstitial", "TITLE",
}  # fmt: skip
_LABELS = {"num", "Label", "TI.ART", "NO.PARAG", "NO.P"}
_TITLE = re.compile(
    r"(?:(?:article|chapter|chapitre|section|part|partie|title)\s+(?:\d+|[ivxlc]+|premier)\s*\.?|final\s+article)$",
    re.I,
)
_NOTES = {"authorialNote", "noteRef", "marker", "FootnoteRef", "NOTE"}


@dataclass(frozen=True, slots=True)
class Score:
    """One file."""

    name: str
    units: int
    """Units of the outline, numbered or not."""
    wanted: int
    """Numbered units of the mark-up."""
    right: int
    lost: int
    """Letters that are nowhere."""
    missing: tuple[tuple[str, str], ...]
    """Label and parent of units that are not right."""


def files(folder: Path) -> list[Path]:
    """The XML files of all folders that the importer should read."""
    return [path for name in FOLDERS for path in sorted((folder / name).rglob("*.xml"))]


def measure(path: Path) -> Score:
    """Read one file and compare it with its mark-up. Raises SofadiffError for a file without a text of its own."""
    data = path.read_bytes()
    reading = read_xml(data, str(path), ReadOptions())
    outline, _ = asserted.build(reading.blocks, "eng", str)
    wanted = list(_wanted(ElementTree.fromstring(data)))
    ours = list(_ours(outline.nodes, ""))
    matcher = SequenceMatcher(None, wanted, ours, autojunk=False)
    right = [False] * len(wanted)
    for match in matcher.get_matching_blocks():
        right[match.a : match.a + match.size] = [True] * match.size
    missing = tuple(unit for unit, found in zip(wanted, right, strict=True) if not found)
    units = sum(1 for _ in outline.walk())
    return Score(path.name, units, len(wanted), sum(right), _lost(data, reading, outline), missing)


def _lost(data: bytes, reading: Reading, outline: Outline) -> int:
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = found.append
    parser.Parse(data, True)
    want = Counter(letters("".join(found)))
    want.update(letters("".join(reading.generated)))
    have = Counter(letters("".join(outline_text(outline))))
    have.update(letters("".join(entry.text for entry in reading.left_out)))
    return (want - have).total() + (have - want).total()


def _ours(nodes: tuple[Node, ...], above: str) -> Iterator[tuple[str, str]]:
    for node in nodes:
        label = letters(node.num or "")
        if label:
            yield label, above
        yield from _ours(node.children, label or above)


def _wanted(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    yield from _below(root, "", "")


def _below(node: ElementTree.Element, above: str, over: str) -> Iterator[tuple[str, str]]:
    """(label, parent's label) of the units in an element; `over` is the name of the element around it."""
    tag = _name(node)
    if tag in _ELSEWHERE:
        return
    own = _own_label(node, tag)
    inside = above
    if own:
        yield own, "" if _apart(node, tag) else above
        inside = own
    open_: list[tuple[int, str]] = []
    for child in node:
        if _name(child) == "Heading":  # flat headings: what follows stands under the last one of each level
            level = int(child.get("level", "1"))
            open_ = [entry for entry in open_ if entry[0] < level]
            label = _heading_label(child)
            if label:
                yield label, next((entry[1] for entry in reversed(open_) if entry[1]), inside)
            open_.append((level, label))
            continue
        under = next((entry[1] for entry in reversed(open_) if entry[1]), inside)
        if _name(child) not in _LABELS | {"GroupHeading", "ScheduleFormHeading"}:
            yield from _below(child, "" if _apart(child, _name(child)) else under, tag)


def _apart(node: ElementTree.Element, tag: str) -> bool:
    """Whether an element is a document of its own: its parent is not what the mark-up has around it."""
    schedule = tag == "hcontainer" and node.get("name", "").lower() in {"schedule", "attachment", "annex", "appendix"}
    return tag in {"attachment", "component", "Schedule"} or schedule


def _own_label(node: ElementTree.Element, tag: str) -> str:
    if tag in {"Group", "Schedule", "FormGroup"}:
        heading = next((child for child in node if _name(child) in {"GroupHeading", "ScheduleFormHeading"}), None)
        return _heading_label(heading) if heading is not None else ""
    if tag in {"DIVISION", "GR.SEQ"}:
        title = node.find("TITLE/TI")
        number = title.find("NP/NO.P") if title is not None else None
        text = _text(title) if title is not None else ""
        return letters(_text(number)) if number is not None else letters(text) if _TITLE.match(text) else ""
    if tag in {"CONSID", "TI", "TITLE"}:
        return ""
    label = next((child for child in node if _name(child) in _LABELS), None)
    return letters(_text(label)) if label is not None else ""


def _heading_label(heading: ElementTree.Element) -> str:
    label, title = heading.find("Label"), heading.find("TitleText")
    if label is not None:
        return letters(_text(label))
    text = _text(title) if title is not None else ""
    return letters(text) if _TITLE.match(text) else ""


def _text(node: ElementTree.Element) -> str:
    """The words of an element without the notes in it."""
    return "".join(_pieces(node)).strip()


def _pieces(node: ElementTree.Element) -> Iterator[str]:
    if _name(node) not in _NOTES:
        yield node.text or ""
        for child in node:
            yield from _pieces(child)
            yield child.tail or ""


def _name(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


def main() -> int:
    """Print one line for each file, then the sums; 1 if they are below the bar or a letter is lost."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SOFADIFF_TEST_DATA", "."))
    scores: list[Score] = []
    print(f"{'file':58} {'units':>6} {'numbered':>9} {'right':>6} {'lost':>5}")
    for path in files(folder):
        try:
            score = measure(path)
        except SofadiffError as error:
            print(f"{path.name:58} not imported: {str(error).partition(': ')[2][:70]}")
            continue
        scores.append(score)
        print(f"{score.name:58} {score.units:6} {score.wanted:9} {score.right:6} {score.lost:5}")
    wanted, right, lost = (sum(values) for values in zip(*((s.wanted, s.right, s.lost) for s in scores), strict=True))
    print(f"{len(scores)} files: {right} of {wanted} numbered units right ({right / wanted:.2%}), {lost} letters lost")
    return int(right < BAR * wanted or lost > 0)


if __name__ == "__main__":
    sys.exit(main())
