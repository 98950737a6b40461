"""The walk through a tree: every text node goes to one block, one note, or the left-out list, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from msgspec import field

from sofadiff.importing.asserted import FRONT, RECITAL, TITLE
from sofadiff.importing.blocks import Kind, Role, Unit
from sofadiff.importing.xml.lines import Lines
from sofadiff.importing.xml.parse import Element, name
from sofadiff.importing.xml.steps import Does, Step
from sofadiff.outline import ATTACHMENT, HIERARCHY
from sofadiff.text import tidy


class Walk(Lines, kw_only=True):
    """What was read so far, and where the reader stands."""

    decide: Callable[[Element, Walk], Step]
    """What an element is, told by the dialect."""
    order: Callable[[Element], Iterable[Element]]
    """The children of an element in reading order."""
    identity: Callable[[Element], str]
    """What a person finds an element by in the file; empty if it has nothing of that kind."""
    by_line: bool = True
    """Whether line numbers help: not in a file that is one line."""
    plain: int = 0
    """Quotations and front matter around the place: units in them are none of this text, labels are words."""
    flat: int = 0
    """Labels, titles, notes and cells around the place: paragraphs in them do not end a text."""
    running: int = 0
    """Paragraphs around the place: unknown elements in them are inline."""
    apart: dict[int, Element] = field(default_factory=dict)
    """Elements, by their `id()`, that are left out because another part of the file was asked for."""
    apart_reason: str = ""
    _buffer: list[str] = field(default_factory=list)
    _at: str = ""
    _queue: list[tuple[str, str, str, str]] = field(default_factory=list)
    """(`note` or `skip`, mark or reason, words, anchor): what stands behind the text that is being read."""
    _labelled: bool = False
    """Whether the text that is being read is a label so far."""
    _keys: int = 0
    _below: int = 0
    """Units inside quotations and front matter around the place: their labels are words."""

    # -- walking ----------------------------------------------------------------------------------------------

    def walk(self, node: Element) -> None:
        """Read an element, not the text behind it."""
        if id(node) in self.apart:
            self.skip(node, self.apart_reason)
            return
        step = self.decide(node, self)
        does = step.does
        if does in (Does.INLINE, Does.THROUGH) and (self.flat or does is Does.INLINE):
            spaced = does is Does.THROUGH
            self._space(spaced)
            self.inside(node)
            self._space(spaced)
        elif does is Does.BREAK:
            self._text(" ", node)
            self.inside(node)
        elif does is Does.SIGN:
            self.generated.append(step.label)
            self._text(step.label, node)
            self.inside(node)
        elif does is Does.SKIP:
            self.skip(node, step.reason)
        elif does is Does.NOTE:
            self._note(node, step)
        elif self.flat:
            self._space(True)
            self.inside(node)
            self._space(True)
        else:
            self._structure(node, step)

    def _structure(self, node: Element, step: Step) -> None:
        does = step.does
        if does is Does.NUM and self.plain and not self._begins_recital():  # in a quotation: words of its text
            self.flush()
            self._collect(node)
            self._text(" ", node)
            self._labelled = bool(self._buffer)
        elif does in (Does.NUM, Does.HEADING):
            self.flush()
            self._collect(node)
            self.flush(Role.NUM if does is Does.NUM else Role.HEADING)
        elif does is Does.TABLE:
            self.flush()
            self._table(node)
        elif does is Does.QUOTE:
            self.count("quotations of other texts were kept as words of the clause that quotes them")
            with self._plain(quotes=1):
                self.inside(node)
        elif does is Does.UNIT:
            self._unit(node, step.element, step.label)
        else:
            if not self._labelled:
                self.flush()
            self.running += does is Does.BLOCK
            with self._text_of_unit(does):
                self.inside(node)
            self.running -= does is Does.BLOCK

    def _unit(self, node: Element, element: str, label: str) -> None:
        attached = any(unit.element == ATTACHMENT for unit in self.units)
        self.flush()
        if element == TITLE and attached:
            self._collect(node)
            self.flush(Role.HEADING)
        elif element in FRONT:
            self.front(node, element)
        elif self.plain:
            self.generated.append(label)
            self._text(f"{label} " if label else "", node)
            self._labelled = bool(label)
            self._below += 1
            self.inside(node)
            self.flush()
            self._below -= 1
        else:
            with self.unit(element):
                if label:
                    self.generated.append(label)
                    self.count("labels were computed as their list counts or marks its items: the file spells none out")
                    self.put(label, self.anchor(node), role=Role.NUM)
                self.inside(node)

    def _begins_recital(self) -> bool:
        """Whether a recital of the text itself begins here, so that a label is its own."""
        if self._below or self.quotes or self._buffer or not self.units or self.units[-1].element != RECITAL:
            return False
        return not self.blocks or self.blocks[-1].units != tuple(self.units)

    def front(self, node: Element, element: str) -> None:
        """Read an element as title, preamble, recital or closing words: of the text, or of the attachment around it."""
        self.flush()
        outer = self.units
        inner = max((index for index, unit in enumerate(outer) if unit.element == ATTACHMENT), default=-1)
        self._keys += 1
        key = str(self._keys) if element == RECITAL else ""
        self.units = outer[: inner + 1] or [Unit(element, key)]
        with self._plain():
            self.inside(node)
        self.units = outer

    @contextmanager
    def _text_of_unit(self, does: Does) -> Iterator[None]:
        outer = self.whole
        if does is Does.WHOLE:
            self._keys += 1
            self.whole = self._keys if self.units and self.units[-1].element in HIERARCHY else 0
        yield
        self.flush()
        self.whole = outer

    @contextmanager
    def unit(self, element: str) -> Iterator[None]:
        """What is read meanwhile stands in a unit of its own."""
        self.flush()
        self._keys += 1
        self.units.append(Unit(element, str(self._keys)))
        yield
        self.flush()
        self.units.pop()

    @contextmanager
    def _plain(self, quotes: int = 0) -> Iterator[None]:
        """What is read meanwhile has no units of its own."""
        self.flush()
        self.plain, self.quotes = self.plain + 1, self.quotes + quotes
        yield
        self.flush()
        self.plain, self.quotes = self.plain - 1, self.quotes - quotes

    def inside(self, node: Element) -> None:
        """Read what is in an element: its text and its children, with the text behind each."""
        self._text(node.text or "", node)
        children = list(self.order(node))
        for child in children:
            self.walk(child)
            self._text(child.tail or "", node)

    # -- texts ------------------------------------------------------------------------------------------------

    def _text(self, text: str, node: Element) -> None:
        if text and not self._buffer and not text.isspace():
            self._at = self.anchor(node)
        if text and (self._buffer or not text.isspace()):
            self._buffer.append(text)
            self._labelled = self._labelled and text.isspace()

    def _space(self, wanted: bool) -> None:
        if wanted and self._buffer:
            self._buffer.append(" ")

    def _collect(self, node: Element) -> None:
        """Read an element as one text without paragraphs."""
        self.flat += 1
        self.inside(node)
        self.flat -= 1

    def flush(self, role: Role = Role.TEXT) -> None:
        """End the text that is being read: a block, then the notes to it and what was left out of it."""
        if self.flat:
            return
        text = tidy("".join(self._buffer))
        self._buffer, self._labelled = [], False
        if text:
            kind = Kind.HEADING if role is Role.HEADING else Kind.TEXT
            self.put(text, self._at, kind=kind, role=role)
        queue, self._queue = self._queue, []
        for what, said, words, anchor in queue:
            if what == "note":
                self.note(said, words, anchor)
            else:
                self.leave(words, anchor, said)

    def anchor(self, node: Element) -> str:
        """Where a person finds an element: its line, and the nearest id."""
        line = f"line {node.sourceline}" if self.by_line and node.sourceline else ""
        at: Element | None = node
        while at is not None:
            if found := self.identity(at):
                return f"{line}, {found}" if line else found
            at = at.getparent()
        return line or f"<{name(node)}>"

    # -- notes, what is left out, tables ----------------------------------------------------------------------

    def _aside(self, node: Element) -> str:
        """The words of an element, read apart from the text around it."""
        outer, self._buffer = self._buffer, []
        at = self._at
        self._collect(node)
        text = tidy("".join(self._buffer))
        self._buffer, self._at = outer, at
        return text

    def _note(self, node: Element, step: Step) -> None:
        words = self._aside(node)
        mark = step.label
        if step.spelt and not (mark and words.startswith(mark)):
            mark = "*"
            words = f"{mark} {words}"
        elif not step.spelt:
            if step.computed:
                self.count("marks of footnotes were computed: the file spells none out")
            self.generated.append(mark)
            words = f"{mark} {words}"
        self._queue.append(("note", mark, words, self.anchor(node)))
        if not self._buffer and not self.flat:
            self.flush()

    def skip(self, node: Element, reason: str) -> None:
        """Leave an element out, with all that is in it."""
        self._leave_later(node, reason)
        if not self._buffer and not self.flat:
            self.flush()

    def _leave_later(self, node: Element, reason: str) -> None:
        text = tidy(" ".join(str(part) for part in node.itertext()))
        if text:
            self._queue.append(("skip", reason, text, self.anchor(node)))

    def _table(self, node: Element) -> None:
        """A table, or a part of one: each row as a block, what stands outside the rows as text."""
        self._text(node.text or "", node)
        self.flush()
        for child in node:
            step = self.decide(child, self)
            if step.does is Does.ROW:
                self._row(child)
            elif step.does is Does.SKIP:
                self.skip(child, step.reason)
            elif step.does is Does.THROUGH:
                self._table(child)
            else:
                self._collect(child)
                self.flush()
            self._text(child.tail or "", node)
            self.flush()

    def _row(self, row: Element) -> None:
        cells = [tidy(row.text or "")] if (row.text or "").strip() else []
        for cell in row:
            step = self.decide(cell, self)
            if step.does is Does.SKIP:
                self._leave_later(cell, step.reason)
            else:
                cells.append(self._aside(cell))
            if (cell.tail or "").strip():
                cells.append(tidy(cell.tail or ""))
        if (text := " | ".join(cells)).strip(" |"):
            self.put(text, self.anchor(row), kind=Kind.ROW)
        self.flush()
