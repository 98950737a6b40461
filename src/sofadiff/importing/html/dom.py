"""The tree of a page: elements opened and closed as browsers do it where the tags of a page do not fit together.

A parser of our own, because the lines of all words are needed, and because lxml (libxml2 2.14) drops words in silence
behind `</html>` and wherever unclosed tags pile up (`<p><font>` two thousand times, as pages of the 1990s have it).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from sofadiff.errors import SofadiffError
from sofadiff.importing.html.nodes import BLOCK, Element, Text, is_block
from sofadiff.importing.html.scan import CUT_SHORT, Piece, scan

DEPTH_LIMIT = 120
"""Elements inside each other that are told apart; deeper tags are ignored, their words kept."""
ELEMENTS_LIMIT = 300_000
"""Elements and stretches of text of one page."""
_VOID_NAMES = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
VOID = frozenset(_VOID_NAMES.split())
_CLOSES_P = BLOCK - {"caption", "head", "html", "option", "optgroup", "tbody", "td", "tfoot", "th", "thead", "tr"}
_IN_HEAD = frozenset(
    {"base", "basefont", "bgsound", "link", "meta", "noscript", "script", "style", "template", "title"}
)
_RAW = frozenset({"script", "style"})
_CELLS = frozenset({"td", "th", "caption"})
_ROOMS = frozenset({"table", "td", "th", "caption", "html", "body", "template", "button", "object", "iframe"})
"""Elements out of which no end tag of another element reaches."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Page:
    """A page taken apart."""

    def __init__(self, text: str, path: str) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._path = path
        self._count = 0
        self.faults: list[tuple[int, str]] = []
        """(line, what is wrong) of broken mark-up."""
        self.counts: Counter[str] = Counter()
        """How many comments, scripts and style sheets there are."""
        self.html = Element("html", {}, 1, None)
        self._open = [self.html]
        self._counts: Counter[str] = Counter()
        self._deep: list[str] = []
        self._own_close = text.lstrip("\ufeff \n").startswith("<?xml") or "http://www.w3.org/1999/xhtml" in text[:2000]
        ended = False
        for piece in scan(text):
            ended = ended or (piece.kind == "end" and piece.text == "html")
            self._piece(piece)
        if "html" in self.counts and not ended and all(what != CUT_SHORT for _, what in self.faults):
            self.faults.append((self.line(len(text)), "the page has no end (</html>): it may be cut short"))

    def line(self, at: int) -> int:
        """The line of the file, from 1, on which an offset stands."""
        return bisect_right(self._breaks, at - 1) + 1

    def _piece(self, piece: Piece) -> None:
        if piece.kind in {"text", "raw"}:
            self._text(piece)
        elif piece.kind == "start":
            self._start(piece)
        elif piece.kind == "end":
            self._end(piece.text)
        elif piece.kind == "comment":
            self.counts["comments"] += 1
        else:
            line = self.line(piece.at)
            if len(self.faults) < 100:
                self.faults.append((line, piece.text))

    def _text(self, piece: Piece) -> None:
        parent = self._open[-1]
        if parent.tag == "head" and piece.kind == "text" and piece.text.strip():
            self._cut(len(self._open) - 1)
            parent = self._open[-1]
        self._one_more()
        skipped = len(piece.text) - len(piece.text.lstrip())
        parent.children.append(Text(piece.text, self.line(piece.at + (skipped if piece.kind == "text" else 0))))

    def _one_more(self) -> None:
        self._count += 1
        if self._count > ELEMENTS_LIMIT:
            raise SofadiffError(
                f"has more than {ELEMENTS_LIMIT:,} tags and pieces of text, so it was not read.",
                where=self._path,
                remedy="Give the agreement alone, or copy its text into a plain text file and import that.",
            )

    # -- start tags -------------------------------------------------------------------------------------------

    def _start(self, piece: Piece) -> None:
        tag, attributes = piece.text, piece.attributes or {}
        if tag in {"html", "body"}:
            self._root(tag, attributes, piece)
            return
        if tag == "image":
            tag = "img"
        if self._open[-1].tag == "head" and tag not in _IN_HEAD:
            self._cut(len(self._open) - 1)
        self._implied_ends(tag)
        self._one_more()
        parent = self._open[-1]
        element = Element(tag, attributes, self.line(piece.at), parent)
        parent.children.append(element)
        self.counts[tag] += 1
        if tag in VOID or (piece.closed and (self._own_close or ":" in tag or tag in _RAW)):
            return
        if len(self._open) >= DEPTH_LIMIT and tag not in _RAW:
            if not self._deep:
                message = f"mark-up nests deeper than {DEPTH_LIMIT} levels here: the deeper tags were ignored, no words"
                self.faults.append((element.line, message))
            if is_block(tag):  # its paragraphs stay apart
                element.tag = "hr"
            else:
                parent.children.pop()
            self._deep.append(tag)
            return
        self._open.append(element)
        self._counts[tag] += 1

    def _root(self, tag: str, attributes: dict[str, str], piece: Piece) -> None:
        """`<html>` and `<body>` once; a second body of pages put together is a division."""
        self.counts[tag] += 1
        if tag == "html":
            for name, value in attributes.items():
                self.html.attributes.setdefault(name, value)
            return
        if self._open[-1].tag == "head":
            self._cut(len(self._open) - 1)
        body = Element("body" if self.counts["body"] == 1 else "div", attributes, self.line(piece.at), self._open[-1])
        if len(self._open) == 1 or self.counts["body"] == 1:
            self._open[-1].children.append(body)
            self._open.append(body)
            self._counts[body.tag] += 1

    def _implied_ends(self, tag: str) -> None:
        """Close what a start tag closes although nobody wrote its end tag."""
        if tag in _CLOSES_P:
            self._close_if_open("p", _ROOMS)
        if tag == "li":
            self._close_if_open("li", _ROOMS | {"ol", "ul", "menu", "dir", "div", "section", "blockquote"})
        elif tag in {"dd", "dt"}:
            stops = _ROOMS | {"dl", "ol", "ul", "div", "section"}
            if not self._close_if_open("dd", stops):
                self._close_if_open("dt", stops)
        elif tag in {"td", "th", "caption"}:
            self._close_cells(_CELLS, {"tr", "tbody", "thead", "tfoot", "table"})
        elif tag == "tr":
            self._close_cells(_CELLS | {"tr"}, {"tbody", "thead", "tfoot", "table"})
        elif tag in {"tbody", "thead", "tfoot", "colgroup"}:
            self._close_cells(_CELLS | {"tr", "tbody", "thead", "tfoot"}, {"table"})
        elif (
            (tag in {"option", "optgroup"} and self._open[-1].tag == "option")
            or (tag in _HEADINGS and self._open[-1].tag in _HEADINGS)
            or (tag == "a" and self._open[-1].tag == "a")
        ):
            self._cut(len(self._open) - 1)

    def _cut(self, index: int) -> None:
        """Close the open elements from an index on."""
        self._counts.subtract(element.tag for element in self._open[index:])
        del self._open[index:]

    def _close_if_open(self, tag: str, stops: frozenset[str] | set[str]) -> bool:
        if not self._counts[tag]:
            return False
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].tag == tag:
                self._cut(index)
                self._deep.clear()
                return True
            if self._open[index].tag in stops:
                return False
        return False

    def _close_cells(self, tags: frozenset[str], stops: set[str]) -> None:
        """Close open cells and rows of the innermost table, as far out as `tags` goes."""
        last = None
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].tag in stops:
                break
            if self._open[index].tag in tags:
                last = index
        else:
            return
        if last is not None:
            self._cut(last)
            self._deep.clear()

    # -- end tags ---------------------------------------------------------------------------------------------

    def _end(self, tag: str) -> None:
        if tag in {"html", "body"} or tag in VOID:
            if tag == "br":
                self._start(Piece("start", 0, "br", {}))
            return
        if self._deep:
            if tag in self._deep[-20:]:
                while self._deep.pop() != tag:
                    pass
            if is_block(tag):
                self._open[-1].children.append(Element("hr", {}, self._open[-1].line, self._open[-1]))
            return
        inline = not is_block(tag)
        rooms = (
            {"table", "html", "body", "template"} if tag in {"tr", "td", "th", "tbody", "thead", "tfoot"} else _ROOMS
        )
        for index in range(len(self._open) - 1, 0, -1):
            node = self._open[index]
            if node.tag == tag or {node.tag, tag} <= _HEADINGS:
                self._cut(index)
                return
            if node.tag in rooms and not (tag == "table" and node.tag in _CELLS):
                return
            if inline and is_block(node.tag):
                return
