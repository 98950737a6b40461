"""A page's tree to paragraphs and tables in reading order, with the numbers of its lists."""

from __future__ import annotations

import re

from msgspec.structs import replace

from sofadiff.importing.blocks import Remark
from sofadiff.importing.html import classes
from sofadiff.importing.html.around import Around, inside
from sofadiff.importing.html.furniture import Furniture
from sofadiff.importing.html.nodes import Element, Text, is_block, rows_of
from sofadiff.importing.html.notes import MARK, Notes, is_notes_title
from sofadiff.importing.html.numbers import Numbering, begin, is_typed
from sofadiff.importing.html.parts import Code, Label, Lists, NoteHere, Para, Part, Piece, Row, Table, announced
from sofadiff.importing.html.style import Styles
from sofadiff.text import tidy

BULLET = "the sign of a bullet in a font of signs"
NOTES_TITLE = "the heading over the footnotes, which stand in their clauses"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_OF_A_FONT = re.compile("[\ue000-\uf8ff]+")
_SPACE = re.compile(r"\s+")
_SIGNS = frozenset("o§·ØüqvnuàèÞ")
_AS_BLOCK = frozenset({"block", "list-item", "flex", "table"})
_ANCHOR_SIGN = re.compile("[¶#§🔗⚓∞]")
_NUMBER_LENGTH = 30
_NOTHING = Around()


class Story:
    """Reads a page from first to last. Remarks name lines of the file."""

    def __init__(self, styles: Styles, furniture: Furniture, notes: Notes, decision: str) -> None:
        self._styles = styles
        self._furniture = furniture
        self._notes = notes
        self._decision = decision
        self._lists = Lists()
        self._parts: list[Part] = []
        self._pieces: list[Piece] = []
        self._name = ""
        self._label: Label | None = None
        self.remarks: list[Remark] = []

    def read(self, element: Element, around: Around = _NOTHING) -> list[Part]:
        """The parts of an element (what is in it, not what it is)."""
        kept = self._parts, self._pieces, self._label, self._name
        self._parts, self._pieces, self._label, self._name = [], [], None, element.name
        within = inside(element, around, self._styles.of(element), self._decision)
        self._children(element.children, within)
        self._end(within)
        found = self._parts
        self._parts, self._pieces, self._label, self._name = kept
        return found

    # -- walking ----------------------------------------------------------------------------------------------

    def _children(self, children: list[Element | Text], around: Around) -> None:
        for child in children:
            if isinstance(child, Text):
                self._words(child, around)
            elif not self._apart(child, around):
                self._element(child, around)

    def _element(self, element: Element, around: Around) -> None:
        tag, style = element.tag, self._styles.of(element)
        if (name := element.name) and not any(piece.text.strip() for piece in self._pieces):
            self._name = name
        within = inside(element, around, style, self._decision)
        if tag == "br":
            self._pieces.append(Piece("\n", element.line, around.gone))
        elif tag == "img":
            self._pieces.append(Piece("", element.line, around.gone, picture=True))
        elif tag == "table":
            self._table(element, within)
        elif tag in {"ol", "ul", "menu", "dir"}:
            self._list(element, within)
        elif tag == "dl":
            self._definitions(element, within)
        elif is_block(tag) or tag == "hr" or style.get("display") in _AS_BLOCK:
            self._end(around)
            if self._label is None:
                self._label = classes.mso_label(element, style)
            self._children(element.children, within)
            self._end(within)
            if self._label is not None and not self._label.text:
                self._label = None
        elif within.look.number and not around.look.number:
            self._number(element, within)
        else:
            if tag == "q":
                self._pieces.append(Piece("“", element.line, within.gone, within.look, generated=True))
            self._children(element.children, within)
            if tag == "q":
                self._pieces.append(Piece("”", element.line, within.gone, within.look, generated=True))

    def _apart(self, element: Element, around: Around) -> bool:
        """Deal with an element that is not read as text: scripts, notes, marks of notes, by-work."""
        if element.tag in {"script", "style"}:
            if element.children or element.get("src"):
                self._parts.append(Code(element.line, "script" if element.tag == "script" else "style sheet"))
            return True
        note = self._notes.bodies.get(id(element))
        if note is not None and not around.gone:
            self._end(around)
            self._leave_out_notes_title()
            self._parts.append(NoteHere(note))
            return True
        note = self._notes.references.get(id(element))
        if note is not None and not around.gone:
            self._pieces.append(Piece(f" {tidy(element.text())} ", element.line, MARK, note=note))
            return True
        note = self._notes.backs.get(id(element))
        if note is not None and not around.gone:
            self._pieces.append(Piece(tidy(element.text()), element.line, note=note))
            return True
        if element.tag == "a" and element.get("href").startswith("#") and _ANCHOR_SIGN.fullmatch(tidy(element.text())):
            return True  # the sign behind a heading that links to it
        reason = self._furniture.reasons.get(id(element), "")
        if not reason or around.gone:
            return False
        if is_block(element.tag):
            self._end(around)
        text = tidy(_INVISIBLE.sub("", element.text()))
        if text:
            first = next(node.line for node in element.walk() if isinstance(node, Text) and node.text.strip())
            self._pieces.append(Piece(f" {text} ", first, reason))
        if is_block(element.tag):
            self._end(around)
        return True

    def _words(self, node: Text, around: Around) -> None:
        text = _INVISIBLE.sub("", node.text)
        if around.pre:
            self._preformatted(node, text, around)
            return
        text = _SPACE.sub(" ", text)
        if around.look.number and _OF_A_FONT.fullmatch(text.strip()):
            self._pieces.append(Piece("• ", node.line, around.gone, around.look))
        elif around.signs and around.look.number and text.strip() in _SIGNS:
            self._pieces.append(Piece("• ", node.line, around.gone, around.look, generated=True))
            self._pieces.append(Piece(text, node.line, around.gone or BULLET))
        elif text and (text != " " or self._pieces):
            self._pieces.append(Piece(text, node.line, around.gone, around.look))

    def _preformatted(self, node: Text, text: str, around: Around) -> None:
        line = node.line - text[: len(text) - len(text.lstrip())].count("\n")
        for number, part in enumerate(text.split("\n")):
            if number:
                self._pieces.append(Piece("\n", line + number, around.gone))
            if part.strip():
                self._pieces.append(Piece(part.expandtabs(4), line + number, around.gone, around.look))

    def _number(self, element: Element, around: Around) -> None:
        """A number that the page marks as one, apart from the words behind it."""
        first, start = not any(piece.text.strip() for piece in self._pieces), len(self._pieces)
        self._children(element.children, around)
        self._pieces.append(Piece(" ", element.line, around.gone, around.look))
        text = tidy("".join(piece.text for piece in self._pieces[start:] if not piece.gone))
        if first and text and len(text) <= _NUMBER_LENGTH:
            within = self._label or Label("")
            self._label = Label(text, within.list, within.depth)

    # -- paragraphs -------------------------------------------------------------------------------------------

    def _end(self, around: Around) -> None:
        """End the paragraph that is open, if any; an empty line between its words ends one too."""
        pieces, self._pieces = self._pieces, []
        run: list[Piece] = []
        breaks = 0
        for piece in pieces:
            if piece.text == "\n":
                breaks += 1
                continue
            if breaks and (piece.text.strip() or piece.picture):
                if breaks > 1 and any(before.text.strip() for before in run):
                    self._paragraph(run, around)
                    run = []
                elif run:
                    run.append(Piece("\n", piece.line, piece.gone))
                breaks = 0
            run.append(piece)
        self._paragraph(run, around)

    def _paragraph(self, pieces: list[Piece], around: Around) -> None:
        if not any(piece.text.strip() or piece.picture for piece in pieces):
            return
        line = next((piece.line for piece in pieces if piece.text.strip()), pieces[0].line)
        para = Para(pieces, line, self._name, around.level, around.title, around.centred, lines=around.pre)
        para.language = around.language
        if para.kept:
            label, self._label = self._label, None
            if label is not None and label.text:
                para.label = label
                if label.generated:
                    para.pieces = [Piece(label.text, line, generated=True), *pieces]
            else:
                para.member = around.member
            self._name = ""
        self._parts.append(para)

    def _leave_out_notes_title(self) -> None:
        """Leave out `Notes` over the footnotes, which go where the text refers to them."""
        last = self._parts[-1] if self._parts else None
        if isinstance(last, Para) and is_notes_title(tidy(last.text())):
            last.pieces = [replace(piece, gone=piece.gone or NOTES_TITLE) for piece in last.pieces]

    # -- lists ------------------------------------------------------------------------------------------------

    def _list(self, element: Element, around: Around) -> None:
        self._end(around)
        self._label_alone(element.line)
        numbering, unknown = begin(element, self._styles)
        if unknown and not around.gone:
            self.remarks.append(Remark(element.line, unknown, doubtful=True))
        if numbering.style != "none" and is_typed(element):
            if numbering.ordered:
                message = "the items of a list have typed numbers: those that a browser would add were left off"
                self.remarks.append(Remark(element.line, message))
            numbering.style = "none"
        name, depth = (around.member[0], around.member[1] + 1) if around.member else (self._lists.new(), 0)
        within = replace(around, member=(name, depth))
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li" and self._is_shown(child):
                self._item(child, numbering, within)
            else:
                self._children([child], within)
        self._end(around)

    def _is_shown(self, item: Element) -> bool:
        return id(item) not in self._notes.bodies and id(item) not in self._furniture.reasons

    def _item(self, item: Element, numbering: Numbering, around: Around) -> None:
        self._end(around)
        label = numbering.take(item)
        self._name = item.name
        if label and around.member is not None and not around.gone:
            self._label = Label(label, *around.member, generated=True)
        elif not label:
            around = replace(around, member=None)
        within = inside(item, around, self._styles.of(item), self._decision)
        self._children(item.children, within)
        self._end(within)
        if self._label is not None and self._label.generated:
            if any(char.isalnum() for char in label):
                message = f"an empty item has the number {label.strip()}: counted, but it is no clause"
                self.remarks.append(Remark(item.line, message, doubtful=True))
            self._label = None

    def _label_alone(self, line: int) -> None:
        """The number of an item that begins with a list: it has no words of its own."""
        label, self._label = self._label, None
        if label is not None and label.generated:
            self._parts.append(Para([Piece(label.text, line, generated=True)], line, self._name, label=label))

    def _definitions(self, element: Element, around: Around) -> None:
        """Terms and definitions: the terms go in front of the first paragraph of their definition."""
        self._end(around)
        self.remarks.append(Remark(element.line, "terms were put in front of their definitions, with a colon"))
        for child in element.children:
            if isinstance(child, Element) and child.tag in {"dt", "dd"} and self._is_shown(child):
                within = inside(child, around, self._styles.of(child), self._decision)
                if child.tag == "dt":
                    self._pieces[-1:] = [Piece(", ", child.line)] if self._pieces else []
                    self._children(child.children, within)
                    self._pieces.append(Piece(" ", child.line))
                else:
                    self._pieces = announced(self._pieces)
                    self._children(child.children, within)
                    self._end(within)
            else:
                self._children([child], around)
        self._end(around)

    # -- tables -----------------------------------------------------------------------------------------------

    def _table(self, element: Element, around: Around) -> None:
        """A table; what stands in it outside its cells goes in front of it, as browsers print it."""
        self._end(around)
        table = Table([], element.line, self._name, element.get("role").lower() in {"presentation", "none"})
        table.points = self._lists.tables.setdefault(id(element.parent), f"points {len(self._lists.tables) + 1}")
        plain = replace(around, member=None, level=0)
        for row in rows_of(element):
            if isinstance(row, Text) or row.tag != "tr" or id(row) in self._furniture.reasons:
                self._children([row], around)
                continue
            cells: list[list[Part]] = []
            heads = 0
            for cell in row.children:
                if isinstance(cell, Text) or cell.tag not in {"td", "th"} or not self._is_shown(cell):
                    self._children([cell], around)
                else:
                    cells.append(self.read(cell, plain))
                    heads += cell.tag == "th"
            table.rows.append(Row(cells, row.line, heads))
        self._end(around)
        if table.rows:
            self._parts.append(table)
