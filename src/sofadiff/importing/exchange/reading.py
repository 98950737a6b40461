"""A record that was written as text, read back: nothing is guessed, and what was changed since is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Block, Kind, LeftOut, Reading, Remark, Stated
from sofadiff.importing.decoding import SourceText
from sofadiff.importing.exchange import marks
from sofadiff.importing.exchange.entries import Entry, What, outline_of
from sofadiff.importing.exchange.grammar import BREAK, State, resolve
from sofadiff.importing.exchange.head import Head, read_head
from sofadiff.importing.exchange.skins import Raw
from sofadiff.importing.exchange.writing import fingerprint
from sofadiff.importing.tree import DEPTH_LIMIT
from sofadiff.outline import ATTACHMENT, NO_STANDING, About, Node, Outline, Standing
from sofadiff.text import tidy

HEAD = "the head of a record that sofadiff wrote as text: read, not part of the instrument"
MARKS = "a mark of a record that sofadiff wrote as text: read, not part of the instrument"
TITLE = "the title of the record, which the text does not print"
_DEEPEST = DEPTH_LIMIT + 8
"""Levels below the body, parts and articles included."""


class _Piece(Struct, frozen=True):
    """A run of words of one line, and whether they are words of the record."""

    line: int
    text: str
    reason: str = ""


def read_written(source: SourceText, path: str) -> Reading:
    """What a record written as text states. Raise SofadiffError for a head that cannot be read."""
    lines = source.lines
    head = read_head(lines, path)
    pieces = [_Piece(number, tidy(lines[number - 1]), HEAD) for number in range(1, head.length + 1)]
    entries: list[Entry] = []
    remarks: list[Remark] = list(source.remarks)
    state = State(head.skin, head.usual)
    for number, line in _body(lines, head):
        if line.strip() == BREAK and head.skin.hashed:
            state.ended, state.stack = True, []
            continue
        raw = head.skin.cut(line)
        entry = replace(resolve(raw, state), line=number)
        if entry.what is What.NOTE and not entries:
            entry = Entry(What.FORMULA, entry.text, line=number)
        if entry.depth >= _DEEPEST:
            raise SofadiffError(
                f"nests its clauses deeper than {_DEEPEST} levels, so it was not imported.",
                where=f"{path}:{number}",
                remedy="No agreement does; check the indentation around that line.",
            )
        state.advance(entry, raw)
        entries.append(entry)
        pieces += _pieces(entry, raw, head)
        if raw.text.startswith("{") and not raw.marks and "\\{" not in line:
            remarks.append(Remark(number, "begins with a brace but is no mark that is known: left in the text", True))
    _refuse_disorder(entries, path)
    outline = outline_of((e for e in entries if not (e.what is What.TITLE and head.title_added)), head.usual.language)
    changed = bool(head.digest) and fingerprint(outline) != head.digest
    if changed:
        outline = _without_support(outline)
    blocks = [Block(piece.text, index, Kind.TEXT) for index, piece in enumerate(pieces, 1) if not piece.reason]
    return Reading(
        blocks=tuple(block for block in blocks if block.text),
        left_out=tuple(LeftOut(i, piece.text, piece.reason) for i, piece in enumerate(pieces, 1) if piece.reason),
        source=tuple(piece.text for piece in pieces),
        remarks=tuple(replace(remark, line=_index(pieces, remark.line)) for remark in (*remarks, *_told(changed))),
        anchors=tuple(f"line {piece.line}" for piece in pieces),
        encoding=source.encoding,
        stated=Stated(_placed(outline, pieces), _claims(head.about) if changed else head.about),
    )


def _body(lines: Sequence[str], head: Head) -> Iterator[tuple[int, str]]:
    """The entries below the head, each with the number of its first line: paragraphs, broken lines joined again."""
    number, held, title = 0, "", not head.skin.hashed
    for index in range(head.length, len(lines)):
        line = lines[index]
        if held and line.strip() and not _begins(line, head):
            if title and len(line.strip()) > 2 and not line.strip().strip("="):
                yield number, f"{held}\n{line.strip()}"
                held = ""
            else:
                held += f" {line.strip()}"
            title = False
            continue
        if held:
            yield number, held
        number, held = index + 1, line if line.strip() else ""
    if held:
        yield number, held


def _begins(line: str, head: Head) -> bool:
    """Whether a line behind another without a blank line between begins an entry all the same."""
    if head.skin.hashed:
        return re.match(r"\s*(?:[*+-]\s|#{1,6}\s|\*\*)", line) is not None
    return re.search(r"\S(?:\s{2,}|\t)\S", line) is not None or marks.cut(line.strip()) is not None


def _refuse_disorder(entries: Sequence[Entry], path: str) -> None:
    """Raise SofadiffError where the parts of an agreement do not follow each other as they must."""
    rank, furthest = 0, ""
    for entry in entries:
        if entry.what in (What.RECITAL, What.FORMULA):
            now, name = 1, "the preamble"
        elif entry.what is What.CLOSING_WORDS:
            now, name = 3, "the closing words"
        elif entry.what is What.OPEN and not entry.depth:
            attached = entry.element == ATTACHMENT
            now, name = (4, "an annex") if attached else (2, "the clauses")
        else:
            continue
        if now < rank:
            raise SofadiffError(
                f"has a line of {name} behind {furthest}, so its place is not clear, and nothing was imported.",
                where=f"{path}:{entry.line}",
                remedy="Indent what belongs to the clause above it, or put the line where it belongs.",
            )
        rank, furthest = now, name


def _pieces(entry: Entry, raw: Raw, head: Head) -> Iterator[_Piece]:
    """The words of a line, those of the record apart from the others."""
    if entry.what is What.TITLE and head.title_added:
        yield _Piece(entry.line, raw.text, TITLE)
        return
    shown, label = raw.label or "", entry.label or ""
    if entry.what is What.OPEN and shown != label and shown.endswith(label):
        yield _Piece(entry.line, shown.removesuffix(label).strip(), MARKS)
    if entry.what in (What.OPEN, What.RECITAL) and label:
        yield _Piece(entry.line, label)
    for item in raw.marks:
        if entry.what is What.NOTE and item.startswith("note"):
            yield _Piece(entry.line, "note", MARKS)
            yield _Piece(entry.line, entry.label or "")
        else:
            yield _Piece(entry.line, marks.written((item,)), MARKS)
    yield _Piece(entry.line, entry.text)


def _index(pieces: Sequence[_Piece], line: int) -> int:
    """The source line (1-based index of a piece) that begins a line of the file; 0 stays the whole file."""
    return next((index for index, piece in enumerate(pieces, 1) if piece.line == line), 0) if line else 0


def _told(changed: bool) -> tuple[Remark, ...]:
    if not changed:
        return (Remark(0, "the file is a record that sofadiff wrote as text, unchanged since: nothing was guessed"),)
    text = (
        "the file was changed after sofadiff wrote it: what its head and marks say of support, completeness and sources"
        " was said of other words, so it is not carried into the draft"
    )
    return (Remark(0, text, doubtful=True),)


def _claims(about: About) -> About:
    """What still holds of a record whose words were changed: its names and its date."""
    return replace(about, kind="", completeness="", mission_type="", text_status="")


def _without_support(outline: Outline) -> Outline:
    def node(old: Node) -> Node:
        number = old.standing.number if old.standing.number != "confirmed" else ""
        kept = Standing(number=number) if number else NO_STANDING
        return replace(old, standing=kept, children=tuple(node(child) for child in old.children))

    return replace(
        outline,
        preamble=tuple(replace(block, standing=NO_STANDING) for block in outline.preamble),
        nodes=tuple(node(old) for old in outline.nodes),
        conclusions=tuple(replace(block, standing=NO_STANDING) for block in outline.conclusions),
    )


def _placed(outline: Outline, pieces: Sequence[_Piece]) -> Outline:
    """The outline with source lines (indexes of pieces) in the place of lines of the file."""
    first: dict[int, int] = {}
    for index, piece in enumerate(pieces, 1):
        first.setdefault(piece.line, index)

    def node(old: Node) -> Node:
        return replace(old, line=first.get(old.line, 1), children=tuple(node(child) for child in old.children))

    return replace(
        outline,
        preamble=tuple(replace(block, line=first.get(block.line, 1)) for block in outline.preamble),
        nodes=tuple(node(old) for old in outline.nodes),
        conclusions=tuple(replace(block, line=first.get(block.line, 1)) for block in outline.conclusions),
    )
