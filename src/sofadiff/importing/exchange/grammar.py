"""What a line means where it stands, and which marks it needs so that it means just that."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.errors import SofadiffError
from sofadiff.importing.exchange import marks
from sofadiff.importing.exchange.entries import HEADED, Entry, What
from sofadiff.importing.exchange.skins import Raw, Skin
from sofadiff.importing.headings import HeadingKind, classify
from sofadiff.importing.recitals import is_reason
from sofadiff.importing.tree import CLAUSES
from sofadiff.outline import ATTACHMENT, NO_STANDING, Standing
from sofadiff.states import NumberStatus

WORDS = {
    "eng": {"article": "Article", "part": "Part", "chapter": "Chapter", "section": "Section"},
    "fra": {"article": "Article", "part": "Partie", "chapter": "Chapitre", "section": "Section"},
}
"""What stands before the number of an element whose label is a number only."""
_ATTACHED = (HeadingKind.ANNEX, HeadingKind.NOTE)
_DEEPEST_HEADING = 4
BREAK = "***"
"""Line before the closing words in Markdown."""


class Usual(Struct, frozen=True):
    """What holds where no mark says otherwise."""

    language: str = "und"
    bare_numbers: bool = False
    """Whether labels of articles and parts are numbers only; the word before them is then written, and no words."""
    support: str = ""
    numbers: bool = False
    """Whether the record says how well numbers are established."""

    @property
    def words(self) -> dict[str, str]:
        """Element to the word that stands before its number."""
        return WORDS.get(self.language, WORDS["eng"]) if self.bare_numbers else {}


@dataclass
class State:
    """Where the lines stand."""

    skin: Skin
    usual: Usual
    stack: list[tuple[str, bool]] = field(default_factory=list)
    """Open elements: name, and whether it has a Markdown heading."""
    begun: bool = False
    """Whether anything but the title was read."""
    body: bool = False
    """Whether an element was opened."""
    ended: bool = False
    """Whether the closing words were reached."""
    block: bool = False
    """Whether the last line but notes belongs to the preamble or the closing words."""

    @property
    def base(self) -> int:
        """Depth of what has no indentation."""
        return next((d for d, (_, hashed) in enumerate(self.stack) if not hashed), len(self.stack)) * self.skin.hashed

    def advance(self, entry: Entry, raw: Raw) -> None:
        """Go past a line."""
        if entry.what is What.OPEN:
            self.stack[entry.depth :] = [(entry.element, raw.hashes > 1)]
            self.body, self.ended = True, False
        elif entry.what is What.TEXT:
            del self.stack[entry.depth + 1 :]
        elif entry.what is What.CLOSING_WORDS:
            self.ended, self.stack = True, []
        if entry.what is not What.NOTE:
            self.block = entry.what in (What.FORMULA, What.RECITAL, What.CLOSING_WORDS, What.GOES_ON)
        self.begun = self.begun or entry.what is not What.TITLE


def resolve(raw: Raw, state: State) -> Entry:
    """What a line means."""
    told = marks.said(raw.marks)
    what = told.what or _what(raw, state)
    if what is What.TEXT and not state.stack:
        what = What.CLOSING_WORDS if state.body or state.ended else What.FORMULA
    if what is What.OPEN:
        return _opened(raw, state, told)
    if what is What.RECITAL:
        return Entry(what, raw.text, label=raw.label, standing=_standing(told, state.usual, None, numbered=False))
    if raw.label is not None:  # somebody put a mark behind it that says that this is no clause: words like any
        raw = replace(raw, label=None, text=f"{raw.label} {raw.text}".rstrip())
    if what is What.NOTE:
        return Entry(what, raw.text, label=told.note or "")
    if what is What.TEXT:
        usual = state.base - 1 + raw.indent
        depth = usual if told.depth is None else told.depth
        return Entry(what, raw.text, max(0, min(depth, len(state.stack) - 1)))
    if what in (What.TITLE, What.GOES_ON):
        return Entry(what, raw.text)
    return Entry(what, raw.text, standing=_standing(told, state.usual, None, numbered=False))


def _what(raw: Raw, state: State) -> What:
    if raw.hashes == 1 and not state.begun:
        return What.TITLE
    if raw.hashes or raw.bullet or raw.label is not None:
        return What.OPEN
    if not state.stack and (raw.indent and state.block):
        return What.GOES_ON
    if state.stack and not (state.ended or (raw.indent == 0 and state.base == 0)):
        return What.TEXT
    if state.body or state.ended:
        return What.CLOSING_WORDS
    return What.RECITAL if is_reason(raw.text) else What.FORMULA


def _opened(raw: Raw, state: State, told: marks.Said) -> Entry:
    usual_depth = raw.hashes - 2 if raw.hashes > 1 else state.base + raw.indent
    depth = max(0, min(usual_depth if told.depth is None else told.depth, len(state.stack)))
    parent = state.stack[depth - 1][0] if depth else ""
    element = told.element or _element(raw, parent, depth, state.usual)
    label = raw.label
    word = state.usual.words.get(element)
    if label is not None and word and label.startswith(f"{word} "):
        label = label[len(word) + 1 :]
    heading = bool(raw.text) and (element in HEADED if told.heading is None else told.heading)
    standing = _standing(told, state.usual, element, numbered=raw.label is not None)
    return Entry(What.OPEN, raw.text, depth, element, label, heading, standing)


def _element(raw: Raw, parent: str, depth: int, usual: Usual) -> str:
    """The element that a label, or a clause without one, begins under a parent."""
    label = raw.label
    if label is not None:
        for element, word in usual.words.items():
            if label.startswith(f"{word} "):
                return element
        head = classify(label)
        if head is not None and not head.rest:
            if head.kind.value in HEADED:
                return head.kind.value
            if head.kind in _ATTACHED and depth == 0:
                return ATTACHMENT
        titled = classify(f"{label} {raw.text}") if raw.text and parent not in CLAUSES else None
        if titled is not None and titled.kind is HeadingKind.PART and titled.num == label:
            return "part"
    return CLAUSES[min(CLAUSES.index(parent) + 1, len(CLAUSES) - 1)] if parent in CLAUSES else CLAUSES[0]


def _standing(told: marks.Said, usual: Usual, element: str | None, *, numbered: bool) -> Standing:
    number = ""
    if usual.numbers and element is not None:
        number = NumberStatus.CONFIRMED if numbered else NumberStatus.UNKNOWN
    found = Standing(
        usual.support if told.support is None else told.support,
        str(number) if told.number is None else told.number,
        told.assumed_from or "",
    )
    return NO_STANDING if found == NO_STANDING else found


# -- writing --------------------------------------------------------------------------------------------------


def line_of(entry: Entry, state: State) -> str:
    """The line of an entry, with the marks that it needs and no more; the state goes past it."""
    raw = _bare(entry, state)
    while True:
        got = resolve(raw, state)
        if got == replace(entry, line=0):
            break
        mark = _missing(entry, got, state)
        if mark is None or mark in raw.marks:
            raise SofadiffError("a clause could not be written as text; this is a fault of sofadiff: please report it.")
        raw = replace(raw, marks=(*raw.marks, mark))
    if not (raw.text or raw.label or raw.marks or raw.bullet):
        raw = replace(raw, marks=(_kind(entry),))
    line = state.skin.write(raw)
    if state.skin.cut(line) != raw:
        settled = replace(raw, marks=(*raw.marks, marks.NO_LABEL if raw.label is None else marks.LABEL))
        line = state.skin.write(settled)
        if state.skin.cut(line) != settled:
            raise SofadiffError("a clause could not be written as text; this is a fault of sofadiff: please report it.")
    state.advance(entry, raw)
    return line


def _bare(entry: Entry, state: State) -> Raw:
    hashed = state.skin.hashed
    if entry.what is What.TITLE:
        return Raw(hashes=1, text=entry.text)
    if entry.what is What.OPEN:
        above = state.stack[: entry.depth]
        if hashed and entry.element in HEADED and entry.depth <= _DEEPEST_HEADING and all(h for _, h in above):
            return Raw(hashes=entry.depth + 2, label=_shown(entry, state.usual), text=entry.text)
        indent = max(0, entry.depth - state.base)
        label = _shown(entry, state.usual)
        return Raw(indent, bullet=hashed or label is None, label=label, text=entry.text)
    if entry.what is What.TEXT:
        return Raw(max(0, entry.depth + 1 - state.base), text=entry.text)
    if entry.what is What.NOTE:
        return Raw(max(0, len(state.stack) - state.base), text=entry.text)
    label = entry.label if entry.what is What.RECITAL else None
    return Raw(1 if entry.what is What.GOES_ON else 0, label=label, text=entry.text)


def _shown(entry: Entry, usual: Usual) -> str | None:
    """The label with the word that stands before a number."""
    word = usual.words.get(entry.element)
    if entry.label is None or word is None:
        return entry.label
    head = classify(entry.label)
    number = head is not None and head.kind is HeadingKind.NUMBER
    return f"{word} {entry.label}" if number or entry.label.startswith(f"{word} ") else entry.label


def _kind(entry: Entry) -> str:
    return f"text {entry.depth}" if entry.what is What.TEXT else entry.what.value


def _missing(entry: Entry, got: Entry, state: State) -> str | None:
    """The mark that brings a line nearest to what it is to mean."""
    if entry.what is What.NOTE and (got.what is not What.NOTE or got.label != entry.label):
        return f"note {entry.label}".rstrip()
    if entry.what is not got.what or entry.depth != got.depth:
        return f"level {entry.depth}" if entry.what is What.OPEN else _kind(entry)
    if entry.element != got.element:
        return entry.element
    if entry.heading != got.heading:
        return "heading" if entry.heading else "words"
    if entry.standing.support != got.standing.support:
        return marks.support(entry.standing.support)
    if entry.standing.number != got.standing.number:
        return marks.number(entry.standing.number)
    if entry.standing.assumed_from != got.standing.assumed_from:
        return marks.assumed(entry.standing.assumed_from)
    return None
