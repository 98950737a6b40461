"""The words of one paragraph in order: what is shown, what is not and why, notes, text boxes, pictures, page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from sofadiff.importing.docx.names import ALTERNATE, CHOICE, FALLBACK, WORDS, W, child, local, switch, value
from sofadiff.importing.docx.package import Element
from sofadiff.importing.docx.styles import Styles

HIDDEN = "hidden text, which Word does not show"
CONTENTS = "the table of contents"
INSTRUCTION = "inside a field's instruction, which Word does not show"
PLACEHOLDER = "a placeholder for text that was never filled in"
DELETED = {
    "accept": "deleted by a tracked change, which was accepted",
    "reject": "inserted by a tracked change, which was rejected",
}
RUBY = "a reading aid printed over the words"
_CONTENTS_FIELDS = frozenset({"TOC", "TOA", "INDEX"})
_UNITS = ("m", "km", "cm", "mm", "dm", "ft")
_SYMBOLS = {
    "F0B7": "•", "F0A7": "•", "F06F": "☐", "F0A8": "☐", "F071": "☐", "F0FE": "☒", "F078": "☒", "F0FC": "✓", "F0FB": "✗",
    "F0E0": "→", "F0B0": "°", "F02D": "–",
}  # fmt: skip
_REVISED = {"ins": "accept", "moveTo": "accept", "del": "reject", "moveFrom": "reject"}
"""Tracked change to the decision under which its words stay."""
_SKIPPED = frozenset(
    {
        "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "fldData", "smartTagPr", "customXmlPr",
        "proofErr", "bookmarkStart", "bookmarkEnd", "annotationRef", "footnoteRef", "endnoteRef", "softHyphen",
    }
)  # fmt: skip
_PICTURES = frozenset({"blip", "imagedata", "chart", "relIds"})
_BLOCKS = frozenset({"p", "tbl", "txbxContent"})


class What(StrEnum):
    """What a piece of a paragraph is."""

    WORDS = "words"
    NOTE = "note"
    BOX = "box"
    PICTURE = "picture"
    PAGE = "page"
    """The place where the last printed page ended."""
    END = "end"
    """The end of a paragraph that a tracked change joins to the next."""
    NUMBER = "number"
    """A field that prints a number of a list inside the text; its text is the field's instruction."""


class Look(Struct, frozen=True):
    """How the letters of a piece look, as far as it matters."""

    bold: bool = False
    struck: bool = False
    raised: bool = False


class Piece(Struct, frozen=True):
    """One stretch of a paragraph."""

    what: What
    text: str = ""
    """Words; a line break is a line feed. The id of a note."""
    gone: str = ""
    """Why these words are in no clause; empty for those that are."""
    look: Look = Look()
    note: str = ""
    """`footnote` or `endnote`; with `*` behind it if its mark is typed."""
    box: Element | None = None
    """Content of a text box."""
    generated: bool = False
    """Whether Word makes the words up: the number of a field."""


class Field(Struct):
    """A field that is open: instruction, then result."""

    shown: bool = False
    instruction: str = ""

    @property
    def name(self) -> str:
        """`TOC`, `PAGEREF`, `SEQ` ..."""
        return (self.instruction.split() or [""])[0].upper()


class Inline:
    """Reads the paragraphs of one story in order; a field may begin in one and end in another."""

    def __init__(self, styles: Styles, decision: str) -> None:
        self._styles = styles
        self._decision = decision
        self._fields: list[Field] = []

    def paragraph(self, paragraph: Element, style: str | None, gone: str = "") -> list[Piece]:
        """The pieces of a `w:p`, those with nothing in them left out."""
        pieces = self._children(paragraph, style, gone)
        return [piece for piece in pieces if piece.text or piece.what is not What.WORDS]

    def _children(self, element: Element, style: str | None, gone: str) -> Iterator[Piece]:
        for node in element:
            yield from self._node(node, style, gone)

    def _node(self, node: Element, style: str | None, gone: str) -> Iterator[Piece]:
        name = local(node)
        if name in _SKIPPED:
            return
        if node.tag == ALTERNATE:
            side = next(node.iterchildren(CHOICE), None)
            side = side if side is not None else next(node.iterchildren(FALLBACK), None)
            if side is not None:
                yield from self._children(side, style, gone)
        elif node.tag == f"{W}r":
            yield from self._run(node, style, gone)
        elif name == "fldSimple":
            instruction = (value(node, "instr") or "").split() or [""]
            contents = CONTENTS if instruction[0].upper() in _CONTENTS_FIELDS else ""
            yield from self._children(node, style, gone or contents)
        elif name in _REVISED:
            refused = DELETED[self._decision] if _REVISED[name] != self._decision else ""
            yield from self._children(node, style, gone or refused)
        elif name == "sdt":
            yield from self._content_control(node, style, gone)
        elif name == "rt":
            yield from self._children(node, style, gone or RUBY)
        elif name == "txbxContent":
            yield Piece(What.BOX, gone=gone, box=node)
        elif node.tag in WORDS:  # mathematics, drawings
            yield Piece(What.WORDS, node.text or "", self._unseen(gone))
        elif name in _PICTURES:
            yield Piece(What.PICTURE, gone=gone)
        elif name not in _BLOCKS:
            yield from self._children(node, style, gone)

    def _content_control(self, node: Element, style: str | None, gone: str) -> Iterator[Piece]:
        properties = child(node, "sdtPr")
        content = child(node, "sdtContent")
        if content is not None:
            yield from self._children(content, style, gone or placeholder(properties))

    def _run(self, run: Element, style: str | None, gone: str) -> Iterator[Piece]:
        properties = child(run, "rPr")
        character = value(child(properties, "rStyle"))
        if not gone and self._is("vanish", properties, character, style):
            gone = HIDDEN
        look = Look(
            bold=self._is("b", properties, character, style),
            struck=self._is("strike", properties, character, style)
            or self._is("dstrike", properties, character, style),
            raised=value(child(properties, "vertAlign")) == "superscript"
            or (character is not None and self._styles.raised(character)),
        )
        for node in run:
            yield from self._in_run(node, style, gone, look)

    def _in_run(self, node: Element, style: str | None, gone: str, look: Look) -> Iterator[Piece]:
        name = local(node)
        if name in {"t", "delText"}:
            yield Piece(What.WORDS, node.text or "", self._unseen(gone), look)
        elif name in {"tab", "ptab"}:
            yield Piece(What.WORDS, "\t", self._unseen(gone), look)
        elif name in {"br", "cr"}:
            yield Piece(What.WORDS, "\n", self._unseen(gone), look)
        elif name == "noBreakHyphen":
            yield Piece(What.WORDS, "-", self._unseen(gone), look)
        elif name == "sym":
            yield Piece(What.WORDS, _SYMBOLS.get((value(node, "char") or "").upper(), "□"), self._unseen(gone), look)
        elif name == "lastRenderedPageBreak":
            yield Piece(What.PAGE)
        elif name in {"footnoteReference", "endnoteReference"}:
            mark = "*" if switch_attribute(node, "customMarkFollows") else ""
            yield Piece(What.NOTE, value(node, "id") or "", self._unseen(gone), look, name[:-9] + mark)
        elif name == "fldChar":
            yield from self._field(value(node, "fldCharType") or "", gone)
        elif name == "instrText" and self._fields:
            self._fields[-1].instruction += node.text or ""
        else:
            yield from self._node(node, style, gone)

    def _field(self, kind: str, gone: str) -> Iterator[Piece]:
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if not field.shown and field.name in {"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"}:
                yield Piece(What.NUMBER, field.instruction.strip(), self._unseen(gone))

    def _unseen(self, gone: str) -> str:
        """Why words are not kept at this place."""
        if gone:
            return gone
        for field in self._fields:
            if field.shown and field.name in _CONTENTS_FIELDS:
                return CONTENTS
            if not field.shown:
                return INSTRUCTION
        return ""

    def _is(self, name: str, properties: Element | None, character: str | None, style: str | None) -> bool:
        """Whether a switch is on for a run: its own word, else its character style's, else its paragraph style's."""
        own = switch(properties, name)
        if own is None and character is not None:
            own = self._styles.run_switch(name, character, "character")
        if own is None:
            own = self._styles.run_switch(name, style, "paragraph")
        return bool(own)


def placeholder(properties: Element | None) -> str:
    """Why a content control's words are not kept; empty if they are."""
    if switch(properties, "showingPlcHdr"):
        return PLACEHOLDER
    gallery = value(child(properties, "docPartObj", "docPartGallery")) or ""
    return CONTENTS if gallery.lower().startswith("table of contents") else ""


def switch_attribute(element: Element, name: str) -> bool:
    """An attribute that is on or off."""
    return (value(element, name) or "0").lower() in {"1", "true", "on"}


def all_words(node: Element) -> Iterator[str]:
    """The words under an element, with space where a tab, a line or a paragraph ends."""
    if node.tag == FALLBACK and any(before.tag == CHOICE for before in node.itersiblings(preceding=True)):
        return
    if node.tag in WORDS:
        yield node.text or ""
    for below in node:
        yield from all_words(below)
    if local(node) in {"p", "tab", "br", "tc", "instrText", "fldChar"}:
        yield " "


def shown_text(pieces: list[Piece]) -> str:
    """The kept words of pieces; a raised digit is set apart from what it would otherwise be part of."""
    text = ""
    for piece in pieces:
        if piece.what is not What.WORDS or piece.gone:
            continue
        last = text.rsplit(None, 1)[-1] if text and not text[-1].isspace() else ""
        apart = piece.look.raised and piece.text[:1].isdigit() and last[-1:].isalnum() and last.lower() not in _UNITS
        text += f" {piece.text}" if apart else piece.text
    return text
