"""GitHub-flavoured Markdown that reads well unrendered: changes in words and brackets, nothing by colour."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from sofadiff import messages
from sofadiff.comparison import Edit, Op
from sofadiff.comparison.marked import is_swap
from sofadiff.document import (
    Apparatus,
    Bar,
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
from sofadiff.render.changes import open_notes, permalink_key
from sofadiff.render.glyphs import glyph
from sofadiff.render.signature import comment
from sofadiff.render.visible import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)
_APART = re.compile(r"(?<=\w)(?=(?:\*\*?|~~)[\[{][-+?] )|(?<=[-+?][\]}](?:\*\*|~~))(?=\w)|(?<=\?\]\*)(?=\w)")
"""Where emphasis meets a word: without a space between them Markdown would not see the emphasis."""
_WEB = re.compile(r"https?://[^\s<>|]+\Z")


def render(report: Report) -> str:
    """The whole report as one Markdown document."""
    parts = [f"# {_line(report.title)}", *_blocks(report.blocks, report.lang)]
    if report.run is not None:
        parts.append(comment(report.run))
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Plain text with every character that Markdown or HTML would obey set aside.

    >>> escape("a|b <i> [x](y)")
    'a\\\\|b \\\\<i\\\\> \\\\[x\\\\](y)'
    """
    quiet = _INDENT.sub(" ", _SPECIAL.sub(r"\\\1", visible(text)))
    return _LINE_START.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", quiet)


def _line(text: str) -> str:
    return escape(" ".join(text.split()))


def _blocks(blocks: Iterable[Block], lang: str) -> list[str]:
    return [_block(block, lang) for block in blocks]


def _block(block: Block, lang: str) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * min(level, 6)} {_line(text)}"
        case Paragraph(inlines):
            return _inlines(inlines)
        case Bullets(items):
            return "\n".join(f"- {_inlines(item)}" for item in items)
        case Table():
            return _table(block)
        case Redline():
            return _redline(block, lang)
        case SideBySide():
            left = (f"**{_line(block.left_label)}**", _quoted(escape(block.left)))
            right = (f"**{_line(block.right_label)}**", _quoted(escape(block.right)))
            return "\n\n".join([*left, *right, *_permalink(block.link, lang)])
        case Apparatus():
            return _apparatus(block)
        case ClauseCard():
            return _card(block, lang)
        case Note(title=title, inlines=inlines):
            return _quoted(f"**{_line(title)}**\n\n{_inlines(inlines)}")
        case BarChart():
            return _chart(block)
        case Ladder():
            return _ladder(block)
        case Details(summary, blocks):
            return "\n\n".join([f"**{_line(summary)}**", *_blocks(blocks, lang)])
    assert_never(block)


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Strong(text):
            return _around("**", escape(text))
        case Code(text):
            return _code(text)
        case Mark(kind, label):
            return f"**{escape(glyph(kind))} {_line(label)}**"
        case Cite(label) | Link(label):
            return _line(label)
        case Url(url):
            return f"<{url}>" if _WEB.match(url) and visible(url) == url else _code(url)
    assert_never(inline)


def _around(sign: str, text: str) -> str:
    """Emphasis must touch words: the spaces at both ends stay outside it."""
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}{sign}{bare}{sign}{text[start + len(bare) :]}"


def _code(text: str) -> str:
    """A code span, fenced by more backticks than the text has; inside it nothing else is obeyed but a table's pipe."""
    shown = " ".join(visible(text).split()).replace("|", "¦")
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _table(table: Table) -> str:
    lines = [
        f"**{_line(table.caption)}**",
        "",
        _row(_line(name) for name in table.head),
        _row("---" for _ in table.head),
        *(_row(_cell(_inlines(cell.inlines)) for cell in row) for row in table.rows),
    ]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return "<br>".join(line.strip() for line in text.split("\n"))


def _redline(redline: Redline, lang: str) -> str:
    words = _APART.sub(" ", "".join(_edit(edit, redline) for edit in redline.edits))
    notes = [_line(note) for note in open_notes(redline, messages.load(lang))]
    label = f"*{_line(redline.base_label)} → {_line(redline.other_label)}*"
    return "\n\n".join([". ".join([label, *notes]), _quoted(words), *_permalink(redline.link, lang)])


def _permalink(link: str, lang: str) -> list[str]:
    return [_inlines(messages.load(lang).inlines(permalink_key(link), link=Code(link)))] if link else []


def _edit(edit: Edit, redline: Redline) -> str:
    match edit.op:
        case Op.SAME:
            return escape(edit.other)
        case Op.FOLDED:
            swap = f"\\[{escape(edit.base.strip())} → "
            return _lines(swap, escape(edit.other), "\\]") if is_swap(edit) else escape(edit.other)
        case Op.REMOVED if redline.other_whole:
            return _lines("~~[- ", escape(edit.base), " -]~~")
        case Op.REMOVED:
            return _lines("*[? ", escape(edit.base), " ?]*")
        case Op.ADDED if redline.base_whole:
            return _lines("**[+ ", escape(edit.other), " +]**")
        case Op.ADDED:
            return _lines("**{? ", escape(edit.other), " ?}**")
    assert_never(edit.op)


def _lines(start: str, text: str, end: str) -> str:
    """Marks around each line of a run, since emphasis does not cross a paragraph; outer spaces stay outside."""
    marked = []
    for line in text.split("\n"):
        bare = line.strip()
        lead, tail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :] if bare else ""
        marked.append(f"{lead}{start}{bare}{end}{tail}" if bare else line)
    return "\n".join(marked)


def _apparatus(apparatus: Apparatus) -> str:
    text = "".join(f"{_places(numbers)}{escape(words)}" for numbers, words in apparatus.pieces)
    entries = "\n".join(f"- {_places((number,))} {_inlines(said)}" for number, said in apparatus.entries)
    return "\n\n".join(part for part in (f"*{_line(apparatus.label)}*", _quoted(text), entries) if part)


def _places(numbers: Iterable[int]) -> str:
    return "".join(f"‹{number}›" for number in numbers)


def _card(card: ClauseCard, lang: str) -> str:
    say = messages.load(lang)
    title = " — ".join(_line(part) for part in (card.label, card.heading) if part)
    parts = [
        f"**{title}** ({_line(card.slug)}) " + " ".join(_inline(mark) for mark in card.marks),
        _quoted(escape(card.text)),
    ]
    if card.topics:
        parts.append(f"{say.say('render.topics')} {', '.join(_line(topic) for topic in card.topics)}")
    if card.sources:
        parts.append("\n".join([say.say("render.sources"), "", *(f"- {_inlines(s)}" for s in card.sources)]))
    if card.citation:
        link = f" {_code(card.link)}" if card.link else ""
        parts.append(f"{say.say('card.cite')}{say.say('compare.colon')}{_line(card.citation)}{link}")
    return "\n\n".join(parts)


def _chart(chart: BarChart) -> str:
    names = dict(chart.legend)
    lines = [f"**{_line(chart.title)}**", "", escape(chart.description), ""]
    return "\n".join([*lines, *(f"- {_line(bar.label)}: {_parts(bar, names)}" for bar in chart.bars)])


def _parts(bar: Bar, names: dict[str, str]) -> str:
    return ", ".join(f"{_line(names.get(kind, kind))} {count}" for kind, count in bar.parts)


def _ladder(ladder: Ladder) -> str:
    lines = [f"**{_line(ladder.title)}**", "", escape(ladder.description), ""]
    for rank in reversed(range(len(ladder.rungs))):
        names = ", ".join(_line(name) for name, at, _ in ladder.marks if at == rank) or "–"
        lines.append(f"- {rank} · {_line(ladder.rungs[rank])}: {names}")
    lines += [f"- {_line(state)}: {_line(name)}" for name, at, state in ladder.marks if at is None]
    return "\n".join(lines)
