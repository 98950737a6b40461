"""Word edits as tracked changes: accepting all leaves the later text, rejecting all the earlier one, word for word.

A line feed is a paragraph mark, tracked where only one text has it. The last paragraph mark of a passage is never
tracked, so that no decision joins a passage with what follows it.
"""

from __future__ import annotations

import re

from sofadiff.comparison import Edit, Op
from sofadiff.document import Redline
from sofadiff.render.docx.sheet import Sheet
from sofadiff.render.docx.words import paragraph, run

_WORD = re.compile(r"\S+")


def passage(redline: Redline, sheet: Sheet) -> str:
    """The paragraphs of one passage."""
    lines = _Lines(redline, sheet)
    for edit in redline.edits:
        lines.edit(edit)
    return lines.finished()


class _Lines:
    """Paragraphs being filled."""

    def __init__(self, redline: Redline, sheet: Sheet) -> None:
        self._redline = redline
        self._sheet = sheet
        self._style = sheet.style("Sofadiff Redline")
        self._open = sheet.looks.style("Sofadiff Open", "character")
        self._done: list[str] = []
        self._now: list[str] = []

    def edit(self, edit: Edit) -> None:
        """One run of words."""
        if edit.base.split() == edit.other.split():
            self._respaced(edit)
            return
        if edit.op is Op.FOLDED or (edit.change is not None and edit.change.editorial):
            author = self._sheet.say.say("word.author.editorial", author=self._sheet.author)
        elif self._is_open(edit):
            author = self._sheet.say.say("word.author.open", author=self._sheet.author)
        else:
            author = self._sheet.author
        tail = _common_end(edit.base, edit.other)
        self._change("del", edit.base.removesuffix(tail), author, self._is_open(edit))
        self._change("ins", edit.other.removesuffix(tail), author, self._is_open(edit))
        self._plain(tail)

    def finished(self) -> str:
        """All paragraphs."""
        self._end("")
        return "".join(self._done)

    def _is_open(self, edit: Edit) -> bool:
        return (edit.op is Op.REMOVED and not self._redline.other_whole) or (
            edit.op is Op.ADDED and not self._redline.base_whole
        )

    def _respaced(self, edit: Edit) -> None:
        """The same words; what only one text has between them, a new line or a space at the end, is tracked."""
        if edit.base == edit.other:
            self._plain(edit.other)
            return
        author = self._sheet.say.say("word.author.editorial", author=self._sheet.author)
        words = [*edit.other.split(), ""]
        for base, other, word in zip(_WORD.split(edit.base), _WORD.split(edit.other), words, strict=True):
            if ("\n" in base) == ("\n" in other) and bool(base) == bool(other):
                self._plain(other)
            else:
                self._change("del", base, author)
                self._change("ins", other, author)
            self._plain(word)

    def _plain(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end("")
            self._now.append(run(line, self._redline.other_lang))

    def _change(self, op: str, text: str, author: str, is_open: bool = False) -> None:
        lang = self._redline.base_lang if op == "del" else self._redline.other_lang
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end(f"<w:rPr>{self._tag(op, author)}/></w:rPr>")
            if line:
                words = run(line, lang, self._open if is_open else "", deleted=op == "del")
                self._now.append(f"{self._tag(op, author)}>{words}</w:{op}>")

    def _tag(self, op: str, author: str) -> str:
        return f'<w:{op} w:id="{self._sheet.annotation()}" {self._sheet.signed(author)}'

    def _end(self, mark: str) -> None:
        self._done.append(paragraph("".join(self._now), self._style, mark))
        self._now = []


def _common_end(base: str, other: str) -> str:
    """White space that both runs end in, on the same line; nothing where one of them is nothing."""
    if not (base and other):
        return ""
    end = base[len(base.rstrip(" ")) :]
    return end if other.endswith(end) else ""
