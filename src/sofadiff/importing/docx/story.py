"""Paragraphs and tables in reading order, with automatic numbers, as a decision on tracked changes leaves them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from sofadiff.errors import SofadiffError
from sofadiff.importing.docx.inline import DELETED, Inline, Piece, What, placeholder
from sofadiff.importing.docx.lists import AutoLabel, Counter, Lists
from sofadiff.importing.docx.names import ALTERNATE, CHOICE, FALLBACK, W, child, local, number, switch, value
from sofadiff.importing.docx.package import Element
from sofadiff.importing.docx.styles import NumberedBy, Styles

_TRANSPARENT = frozenset({"ins", "del", "moveFrom", "moveTo", "customXml", "smartTag", "sdtContent"})
MERGED = "in a cell that is merged with the one over it, which Word does not show"
_FOREIGN = {"altChunk": "a piece of another file", "subDoc": "a part that is in another file"}


class Para(Struct):
    """A paragraph."""

    pieces: list[Piece]
    label: AutoLabel | None = None
    outline: int | None = None
    """Heading level of its style, 1 to 9."""
    title: bool = False
    """Whether its style is that of a document's title."""
    contents: bool = False
    """Whether its style is one of a table of contents."""
    centred: bool = False
    page: int = 0
    """Where its words begin, as far as Word noted it; 0 if not."""
    boxes: list[list[Para | Table]] = field(default_factory=list)
    nodes: list[Element] = field(default_factory=list)
    """Its element in the file, behind those of the paragraphs whose ends are gone so that it goes on with them."""

    @property
    def kept(self) -> bool:
        """Whether it has words that are shown."""
        return any(piece.what is What.WORDS and piece.text.strip() and not piece.gone for piece in self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        shown = [p for p in self.pieces if p.what is What.WORDS and p.text.strip() and not p.gone]
        return bool(shown) and all(piece.look.bold for piece in shown)

    def led_by(self, lead: Para) -> Para:
        """This paragraph with the words and the label of another in front of it."""
        return Para(
            [*lead.pieces, Piece(What.WORDS, " "), *self.pieces],
            label=lead.label,
            page=lead.page,
            boxes=[*lead.boxes, *self.boxes],
            nodes=[*lead.nodes, *self.nodes],
        )


class Row(Struct):
    """A row of a table: for each cell its paragraphs and the tables in it."""

    cells: list[list[Para | Table]]


class Table(Struct):
    """A table."""

    rows: list[Row]


class Story:
    """Reads one story: the body, the footnotes, a running head."""

    def __init__(self, styles: Styles, lists: Lists, decision: str, path: str) -> None:
        self.page = 1
        self._styles = styles
        self._lists = lists
        self._decision = decision
        self._path = path
        self._inline = Inline(styles, decision)
        self._counter = Counter(lists)
        self._carried: list[Piece] = []
        self._carried_nodes: list[Element] = []

    def blocks(self, element: Element, gone: str = "") -> list[Para | Table]:
        """The paragraphs and tables in a body, a cell, a note or a text box."""
        return [*self._blocks(element, gone), *self._flush()]

    def _flush(self) -> Iterator[Para]:
        """A paragraph whose end is deleted while none follows that it could join."""
        if self._carried:
            pieces, self._carried = self._carried, []
            nodes, self._carried_nodes = self._carried_nodes, []
            yield Para(pieces, page=self.page, boxes=self._boxes(pieces), nodes=nodes)

    def _boxes(self, pieces: list[Piece]) -> list[list[Para | Table]]:
        """The contents of the text boxes that are tied to a paragraph."""
        return [self.blocks(p.box, p.gone) for p in pieces if p.what is What.BOX and p.box is not None]

    def _blocks(self, element: Element, gone: str) -> Iterator[Para | Table]:
        for node in element:
            name = local(node)
            if name == "p":
                yield from self._paragraph(node, gone)
            elif name == "tbl":
                yield from self._flush()
                yield self._table(node, gone)
            elif name == "sdt":
                content = child(node, "sdtContent")
                if content is not None:
                    yield from self._blocks(content, gone or placeholder(child(node, "sdtPr")))
            elif node.tag == ALTERNATE:
                side = next(node.iterchildren(CHOICE, FALLBACK), None)
                if side is not None:
                    yield from self._blocks(side, gone)
            elif name in _TRANSPARENT:
                yield from self._blocks(node, gone)
            elif name in _FOREIGN:
                raise SofadiffError(
                    f"holds {_FOREIGN[name]} (w:{name}), whose words are not in the document itself.",
                    where=self._path,
                    remedy="Open it in Word, save it again under another name, and import that.",
                )

    # -- paragraphs -------------------------------------------------------------------------------------------

    def _paragraph(self, node: Element, gone: str) -> Iterator[Para]:
        properties = child(node, "pPr")
        changed = child(properties, "pPrChange", "pPr")
        mark = child(properties, "rPr")
        if self._decision == "reject" and changed is not None:
            properties = changed
        style = value(child(properties, "pStyle"))
        page = self.page
        pieces = [*self._carried, *self._inline.paragraph(node, style, gone)]
        nodes = [*self._carried_nodes, node]
        self._carried, self._carried_nodes = [], []
        for index, piece in enumerate(pieces):
            if piece.what is What.PAGE:
                self.page += 1
                if not any(before.text.strip() for before in pieces[:index]):
                    page = self.page
        if self._mark_gone(mark):
            self._carried, self._carried_nodes = [*pieces, Piece(What.END)], nodes
            return
        para = Para(
            pieces,
            outline=self._outline(properties, style),
            title=self._styles.is_title(style),
            contents=self._styles.is_contents(style),
            centred=(value(child(properties, "jc")) or self._styles.aligned(style)) == "center",
            page=page,
            nodes=nodes,
        )
        hidden = bool(switch(mark, "vanish")) and not para.kept
        if not gone and not hidden:
            para.label = self._label(properties, style)
            para.pieces = [self._numbered(piece) for piece in pieces]
        para.boxes = self._boxes(pieces)
        yield para

    def _numbered(self, piece: Piece) -> Piece:
        """A number inside the text as words, if the field says which list it counts."""
        number = self._counter.field(piece.text) if piece.what is What.NUMBER and not piece.gone else None
        return piece if number is None else Piece(What.WORDS, number, generated=True)

    def _mark_gone(self, mark: Element | None) -> bool:
        """Whether the paragraph's end is deleted (or its insertion refused), so that the next one joins it."""
        names = ("del", "moveFrom") if self._decision == "accept" else ("ins", "moveTo")
        return mark is not None and any(child(mark, name) is not None for name in names)

    def _outline(self, properties: Element | None, style: str | None) -> int | None:
        level = number(child(properties, "outlineLvl"))
        if level is not None:
            return level + 1 if 0 <= level < 9 else None
        return self._styles.outline(style)

    def _label(self, properties: Element | None, style: str | None) -> AutoLabel | None:
        own = child(properties, "numPr")
        num = value(child(own, "numId"))
        level = number(child(own, "ilvl"))
        if num is None:
            by = self._styles.numbered(style)
            if by is not None and level is not None:
                by = NumberedBy(by.num, level)
        else:
            by = NumberedBy(num, level) if num != "0" else None
        place = self._lists.resolve(by) if by is not None else None
        return self._counter.label(*place) if place is not None else None

    # -- tables -----------------------------------------------------------------------------------------------

    def _table(self, node: Element, gone: str) -> Table:
        rows = []
        for row in _members(node, "tr"):
            properties = child(row, "trPr")
            row_gone = gone or self._cut(properties, "ins", "del")
            cells = [
                self.blocks(cell, row_gone or self._cell_gone(child(cell, "tcPr"))) for cell in _members(row, "tc")
            ]
            rows.append(Row(cells))
        return Table(rows)

    def _cell_gone(self, properties: Element | None) -> str:
        """Why a cell is gone: changed away, or a lower part of merged cells."""
        merged = child(properties, "vMerge")
        if merged is not None and value(merged) in {None, "continue"}:
            return MERGED
        return self._cut(properties, "cellIns", "cellDel")

    def _cut(self, properties: Element | None, inserted: str, deleted: str) -> str:
        """Why a row or cell is gone; empty if it is not."""
        name = deleted if self._decision == "accept" else inserted
        return DELETED[self._decision] if child(properties, name) is not None else ""


def _members(node: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, whatever content controls and changes are wrapped around them."""
    for below in node:
        if below.tag == f"{W}{name}":
            yield below
        elif local(below) in _TRANSPARENT or local(below) == "sdt":
            yield from _members(below, name)
