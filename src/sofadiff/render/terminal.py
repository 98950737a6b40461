"""Plain text for a terminal or a pipe: wrapped to a width, readable without colour, safe against escape sequences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sofadiff import messages
from sofadiff.comparison import Edit, Op
from sofadiff.comparison.marked import is_swap, marked
from sofadiff.document import (
    Apparatus,
    BarChart,
    Block,
    Bullets,
    Cite,
    ClauseCard,
    Code,
    Details,
    Heading,
    Inline,
    Ladder,
    Link,
    Mark,
    Note,
    Paragraph,
    Redline,
    Report,
    SideBySide,
    Strong,
    Table,
    Text,
    Url,
)
from sofadiff.render.changes import open_notes, shown
from sofadiff.render.columns import columns, painted, wrapped
from sofadiff.render.glyphs import glyph
from sofadiff.render.visible import visible

_RULES = {1: "=", 2: "-"}
_GOOD = ("verified", "gain", "added", "identical", "same")
_BAD = ("high", "loss", "removed", "substantive", "unverified")


def render(report: Report, *, width: int = 80, colour: bool = False) -> str:
    """The whole report as text.

    Args:
        report: What to write.
        width: Columns of the terminal, at least 40; longer lines are wrapped between words.
        colour: Whether to add ANSI colours. They only repeat what the words and brackets say.
    """
    page = _Page(max(width, 40), colour, report.lang)
    blocks = (Heading(1, report.title, "title"), *report.blocks)
    return "\n\n".join(text for block in blocks if (text := page.block(block))) + "\n"


class _Page:
    """The width, colour and language that every block of one document is written with."""

    def __init__(self, width: int, colour: bool, lang: str) -> None:
        self.width = width
        self.colour = colour
        self.words = messages.load(lang)

    def block(self, block: Block) -> str:
        """One block, without blank lines around it."""
        match block:
            case Heading(level, text):
                return self._heading(level, text)
            case Paragraph(inlines):
                return self._wrap(self.inlines(inlines))
            case Bullets(items):
                return "\n".join(self._wrap(self.inlines(item), "- ", "  ") for item in items)
            case Table():
                return self._table(block)
            case Redline():
                return self._redline(block)
            case SideBySide():
                left, right = visible(block.left), visible(block.right)
                return "\n".join(
                    [self._bold(block.left_label), self._quote(left), self._bold(block.right_label), self._quote(right)]
                )
            case Apparatus():
                return self._apparatus(block)
            case ClauseCard():
                return self._card(block)
            case Note(title=title, inlines=inlines):
                return f"{self._bold(f'! {title}')}\n{self._wrap(self.inlines(inlines), '  ', '  ')}"
            case BarChart():
                return self._chart(block)
            case Ladder():
                return self._ladder(block)
            case Details(summary, blocks):
                return "\n\n".join([self._bold(summary), *(self.block(inner) for inner in blocks)])
        assert_never(block)

    def inlines(self, inlines: Iterable[Inline]) -> str:
        """Inline text joined as it stands."""
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        """One inline; without colour emphasis is in asterisks and marks are in brackets."""
        match inline:
            case Text(text) | Code(text):
                return visible(text)
            case Strong(text):
                return (
                    self._paint(visible(text), "1") if self.colour else f"*{visible(text)}*" if text.strip() else text
                )
            case Mark(kind, label):
                return self._paint(f"[{glyph(kind)} {visible(label)}]", _shade(kind))
            case Cite(label) | Link(label):
                return self._paint(visible(label), "4")
            case Url(url):
                return f"<{visible(url)}>"
        assert_never(inline)

    def _paint(self, text: str, code: str) -> str:
        return painted(text, code) if self.colour and code else text

    def _bold(self, text: str) -> str:
        return self._wrap(self._paint(visible(text), "1"))

    def _wrap(self, text: str, first: str = "", rest: str = "") -> str:
        return "\n".join(wrapped(text, self.width, first, rest))

    def _quote(self, text: str) -> str:
        return self._wrap(text, "  | ", "  | ")

    def _heading(self, level: int, text: str) -> str:
        rule = _RULES.get(level)
        lines = wrapped(visible(text) if rule else f"{'#' * (level - 1)} {visible(text)}", self.width)
        under = [rule * min(self.width, max(len(line) for line in lines))] if rule else []
        return "\n".join([*(self._paint(line, "1") for line in lines), *under])

    def _table(self, table: Table) -> str:
        head = [visible(name) for name in table.head]
        rows = [[self.inlines(cell.inlines) for cell in row] for row in table.rows]
        return "\n".join([self._bold(table.caption), *columns(head, rows, self.width, self.words.say("compare.colon"))])

    def _redline(self, redline: Redline) -> str:
        words = self._quote("".join(self._edit(redline, edit) for edit in redline.edits))
        if not (redline.base_label or redline.other_label):
            return words
        label = self._wrap(f"{visible(redline.base_label)} -> {visible(redline.other_label)}")
        notes = [self._wrap(visible(note)) for note in open_notes(redline, self.words)]
        return "\n".join([label, *notes, words])

    def _edit(self, redline: Redline, edit: Edit) -> str:
        code = {Op.REMOVED: "31", Op.ADDED: "32"}.get(edit.op, "33" if edit.op is Op.FOLDED and is_swap(edit) else "")
        text = marked(shown(edit), base_whole=redline.base_whole, other_whole=redline.other_whole)
        return self._paint(text, code) if text.strip() else text

    def _apparatus(self, apparatus: Apparatus) -> str:
        text = "".join(f"{_places(numbers)}{visible(words)}" for numbers, words in apparatus.pieces)
        lines = [self._bold(apparatus.label), self._quote(text)]
        for number, said in apparatus.entries:
            lines.append(self._wrap(self.inlines(said), f"{_places((number,))} ", "    "))
        return "\n".join(lines)

    def _card(self, card: ClauseCard) -> str:
        title = " - ".join(visible(part) for part in (card.label, card.heading, card.slug) if part)
        marks = " ".join(self.inline(mark) for mark in card.marks)
        lines = [self._wrap(f"{self._paint(title, '1')} {marks}"), self._quote(visible(card.text))]
        if card.topics:
            topics = ", ".join(visible(topic) for topic in card.topics)
            lines.append(self._wrap(f"{self.words.say('render.topics')} {topics}", "  ", "    "))
        lines += [
            self._wrap(f"{self.words.say('render.source')} {self.inlines(source)}", "  ", "    ")
            for source in card.sources
        ]
        if card.citation:
            said = f"{self.words.say('card.cite')}{self.words.say('compare.colon')}{visible(card.citation)}"
            lines.append(self._wrap(f"{said} {visible(card.link)}".rstrip(), "  ", "    "))
        return "\n".join(lines)

    def _chart(self, chart: BarChart) -> str:
        names = dict(chart.legend)
        lines = [self._bold(chart.title), self._wrap(visible(chart.description))]
        for bar in chart.bars:
            parts = ", ".join(f"{visible(names.get(kind, kind))} {count}" for kind, count in bar.parts)
            lines.append(self._wrap(f"{visible(bar.label)} · {parts}", "  ", "    "))
        return "\n".join(lines)

    def _ladder(self, ladder: Ladder) -> str:
        lines = [self._bold(ladder.title), self._wrap(visible(ladder.description))]
        for rank in reversed(range(len(ladder.rungs))):
            names = ", ".join(visible(name) for name, at, _ in ladder.marks if at == rank) or "-"
            lines.append(self._wrap(f"{rank}  {visible(ladder.rungs[rank])} · {names}", "  ", "     "))
        lines += [
            self._wrap(f"{visible(state)} · {visible(name)}", "  ", "     ")
            for name, at, state in ladder.marks
            if at is None
        ]
        return "\n".join(lines)


def _places(numbers: Iterable[int]) -> str:
    return "".join(f"‹{number}›" for number in numbers)


def _shade(kind: str) -> str:
    if kind in _GOOD:
        return "32"
    return "31" if kind in _BAD else "33"
