"""The other tools, each as it comes out of the box, and how its output is read."""

from __future__ import annotations

import difflib
import html
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from lxml import etree

from benchmarks import generator
from benchmarks.generator import Pair
from benchmarks.readback import Part, Reading, deleted, inserted, read_back, same

START_DEL, END_DEL, START_INS, END_INS = "\x01", "\x02", "\x03", "\x04"
_MARKED = re.compile(f"({START_DEL}[^{END_DEL}]*{END_DEL}|{START_INS}[^{END_INS}]*{END_INS})")
_SPANS = re.compile(r"(<del>.*?</del>|<ins>.*?</ins>)", re.DOTALL)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@dataclass(frozen=True, slots=True)
class Peer:
    """One other tool."""

    name: str
    install: str
    """How to get it, for whoever does not have it."""
    needs: tuple[str, ...]
    """Programs (`/name`) and Python modules without which it does not run."""
    read: Callable[[Pair], Reading]
    most: int
    """Pairs of one sort that it is run on at most: slow tools get few, and the table says so."""

    @property
    def missing(self) -> bool:
        """Whether something it needs is not there."""
        return not all(shutil.which(n[1:]) if n.startswith("/") else find_spec(n) for n in self.needs)


def lines(pair: Pair) -> tuple[list[str], list[str]]:
    """The bare clauses of both sides."""
    return [c.text for c in pair.base.clauses], [c.text for c in pair.other.clauses]


def _stream(pair: Pair, parts: Iterable[Part]) -> Reading:
    return read_back(parts, *lines(pair))


def _files(pair: Pair, folder: str) -> list[str]:
    """Both sides as bare plain text, one clause on a line."""
    names = []
    for name, side in (("base.txt", pair.base), ("other.txt", pair.other)):
        path = Path(folder, name)
        path.write_text(generator.text(side, bare=True), encoding="utf-8")
        names.append(str(path))
    return names


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _marked(program: str, pair: Pair) -> Reading:
    """Wdiff and dwdiff, with signs for marks that no text has."""
    with tempfile.TemporaryDirectory() as folder:
        printed = _run(
            [program, "-w", START_DEL, "-x", END_DEL, "-y", START_INS, "-z", END_INS, *_files(pair, folder)]
        )  # fmt: skip
    return _stream(pair, _between(_MARKED.split(printed)))


def _between(pieces: Iterable[str]) -> Iterator[Part]:
    for piece in pieces:
        if piece.startswith(START_DEL):
            yield deleted(f" {piece[1:-1]} ")
        elif piece.startswith(START_INS):
            yield inserted(f" {piece[1:-1]} ")
        else:
            yield same(f" {piece} ")


def _git(pair: Pair) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        printed = _run(
            ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "-U1000000", *_files(pair, folder)]
        )  # fmt: skip
    body = printed.partition("@@\n")[2] or printed
    made = {" ": same, "-": deleted, "+": inserted}
    parts = [
        same("\n") if line.startswith("~") else made[line[0]](line[1:] + " ")
        for line in body.splitlines()
        if line[:1] in {" ", "-", "+", "~"}
    ]
    return _stream(pair, parts)


def _difflib(pair: Pair) -> Reading:
    base, other = (generator.text(side, bare=True).split() for side in (pair.base, pair.other))
    parts: list[Part] = []
    for op, i, j, k, m in difflib.SequenceMatcher(None, base, other).get_opcodes():
        one, two = ("".join(f"{word} " for word in words) for words in (base[i:j], other[k:m]))
        parts += [same(one)] if op == "equal" else [deleted(one), inserted(two)]
    return _stream(pair, parts)


def _redlines(pair: Pair) -> Reading:
    from redlines import Redlines

    base, other = (generator.text(side, bare=True) for side in (pair.base, pair.other))
    made = Redlines(base, other, markdown_style="none")
    parts = []
    for piece in _SPANS.split(made.output_markdown):
        text = html.unescape(re.sub(r"</?(?:del|ins)>|¶", " ", piece))
        make = deleted if piece.startswith("<del>") else inserted if piece.startswith("<ins>") else same
        parts.append(make(text))
    return _stream(pair, parts)


def _xmldiff(fast: bool, pair: Pair) -> Reading:
    """The paragraphs that it matches and the words they share: the most that its edit script can be said to keep."""
    from xmldiff.diff import Differ

    parser = etree.XMLParser(remove_blank_text=True)
    roots = [etree.fromstring(generator.akn(side, bare=True), parser) for side in (pair.base, pair.other)]
    differ = Differ(fast_match=fast)
    matches = differ.match(*roots)
    places = [{p: n for n, p in enumerate(_clauses(root))} for root in (differ.left, differ.right)]
    base, other = lines(pair)
    links, kept = set(), set()
    starts = [[0], [0]]
    for side, start in zip((base, other), starts, strict=True):
        for text in side:
            start.append(start[-1] + len(text.split()))
    for one, two, *_ in matches:
        i, j = places[0].get(one), places[1].get(two)
        if i is None or j is None:
            continue
        words = base[i].split(), other[j].split()
        blocks = difflib.SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
        shared = [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
        kept |= {(starts[0][i] + n, starts[1][j] + m) for n, m in shared}
        if len(shared) >= 0.3 * min(map(len, words)):
            links.add((i, j))
    return Reading(frozenset(links), frozenset(), frozenset(kept), rebuilt=None)


def _clauses(root: etree._Element) -> list[etree._Element]:
    return list(root.iterfind(f".//{_AKN}content/{_AKN}p"))


def _trackdiff(pair: Pair) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        old, new, out = (Path(folder, name) for name in ("old.docx", "new.docx", "out.docx"))
        old.write_bytes(generator.docx(pair.base, bare=True))
        new.write_bytes(generator.docx(pair.other, bare=True))
        subprocess.run(
            [sys.executable, "-m", "docx_trackdiff.compare", str(old), str(new), str(out), "--date",
             "2000-01-01T00:00:00Z"],
            capture_output=True, check=True,
        )  # fmt: skip
        return _stream(pair, tracked(out.read_bytes()))


def _docxodus(pair: Pair) -> Reading:
    from python_redlines.engines import DocxodusEngine

    old, new = (generator.docx(side, bare=True) for side in (pair.base, pair.other))
    return _stream(pair, tracked(DocxodusEngine().run_redline("benchmark", old, new)[0]))


def tracked(document: bytes) -> Iterator[Part]:
    """The text of a Word file with tracked changes, as parts."""
    with zipfile.ZipFile(BytesIO(document)) as files:
        root = etree.fromstring(files.read("word/document.xml"))
    move: str | None = None
    for node in root.iter():
        if node.tag in {f"{W}moveFromRangeStart", f"{W}moveToRangeStart"}:
            move = node.get(f"{W}name")
        elif node.tag in {f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd"}:
            move = None
        elif node.tag == f"{W}p":
            yield same("\n")
        elif node.tag in {f"{W}t", f"{W}delText"}:
            above = {up.tag for up in node.iterancestors()}
            text = node.text or ""
            if above & {f"{W}del", f"{W}moveFrom"}:
                yield deleted(text, move if f"{W}moveFrom" in above else None)
            elif above & {f"{W}ins", f"{W}moveTo"}:
                yield inserted(text, move if f"{W}moveTo" in above else None)
            else:
                yield same(text)


PIP = ".venv/bin/pip install -e '.[bench]'"
PEERS = (
    Peer("wdiff", "sudo apt-get install wdiff", ("/wdiff",), partial(_marked, "wdiff"), 100),
    Peer("dwdiff", "sudo apt-get install dwdiff", ("/dwdiff",), partial(_marked, "dwdiff"), 100),
    Peer("git diff --word-diff", "sudo apt-get install git", ("/git",), _git, 100),
    Peer("difflib (words)", "part of Python", (), _difflib, 6),
    Peer("redlines", PIP, ("redlines",), _redlines, 6),
    Peer("python-redlines (Docxodus)", PIP, ("python_redlines", "python_redlines_docxodus", "docx"), _docxodus, 4),
    Peer("xmldiff --fast-match", PIP, ("xmldiff",), partial(_xmldiff, True), 4),
    Peer("xmldiff", PIP, ("xmldiff",), partial(_xmldiff, False), 2),
    Peer("docx-trackdiff", PIP, ("docx_trackdiff", "docx"), _trackdiff, 1),
)
