"""Each block of a report as paragraphs and tables in named styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import assert_never

from sofadiff.document import (
    Apparatus,
    BarChart,
    Block,
    Bullets,
    ClauseCard,
    Details,
    Heading,
    Ladder,
    Note,
    Paragraph,
    Redline,
    SideBySide,
    Table,
)
from sofadiff.render.changes import cited, permalink_key
from sofadiff.render.docx.inlines import clause_target, inlines
from sofadiff.render.docx.redlines import passage
from sofadiff.render.docx.sheet import Sheet
from sofadiff.render.docx.tables import ends, is_wide, lead, side_by_side, table
from sofadiff.render.docx.words import KEPT, paragraph
from sofadiff.render.in_words import bars, rungs

_DEEPEST = 6
_NAMING = {"Sofadiff Sides", "Sofadiff Clause Title", "Sofadiff Details", "caption"}
_SECTION = 2
"""Level of the headings under the title; a word processor calls it one."""


def body(blocks: Iterable[Block], sheet: Sheet) -> str:
    """All blocks in their order; what is said of a passage stays on its page."""
    ordered = list(blocks)
    kinds = [type(block).__name__ for block in ordered]
    wide = (n for n, block in enumerate(ordered) if isinstance(block, Table) and is_wide(block))
    turned = {lead(kinds[:n], "Heading", "Paragraph") for n in wide}
    parts = []
    for n, (block, following) in enumerate(zip_longest(ordered, ordered[1:])):
        if n in turned and not (n and _ends_wide(ordered[n - 1])):  # pages with nothing on them would be an empty one
            parts.append(ends(sheet.looks.paper, sheet))
        if isinstance(block, Paragraph) and isinstance(following, Redline | SideBySide):
            parts.append(_paragraph(inlines(block.inlines, sheet), sheet, more=KEPT))
        else:
            parts.append(_block(block, sheet))
    return "".join(parts)


def _ends_wide(block: Block) -> bool:
    """Whether a table on the long side of the paper is the last thing in a block."""
    if isinstance(block, Details):
        return bool(block.blocks) and _ends_wide(block.blocks[-1])
    return isinstance(block, Table) and is_wide(block)


def _block(block: Block, sheet: Sheet) -> str:
    match block:
        case Heading():
            return _heading(block, sheet)
        case Paragraph(items):
            return _paragraph(inlines(items, sheet), sheet)
        case Bullets(items):
            return "".join(_paragraph(inlines(item, sheet), sheet, "List Bullet") for item in items)
        case Table():
            return table(block, sheet)
        case Redline():
            return _redline(block, sheet)
        case SideBySide():
            link = sheet.say.say(permalink_key(block.link), link=block.link) if block.link else ""
            return side_by_side(block, sheet) + (_paragraph(sheet.run(link), sheet, "Sofadiff Source") if link else "")
        case Apparatus():
            return _apparatus(block, sheet)
        case ClauseCard():
            return _card(block, sheet)
        case Note(kind, title, items):
            style = "Sofadiff Warning" if kind == "warning" else "Sofadiff Note"
            words = f"{sheet.run(title, 'Strong')}<w:r><w:br/></w:r>{inlines(items, sheet)}"
            return _paragraph(words, sheet, style)
        case BarChart():
            return _figure(block, bars(block, sheet.say.say("compare.colon")), sheet)
        case Ladder():
            return _figure(block, rungs(block, sheet.say.say("compare.colon")), sheet)
        case Details(summary, blocks):
            return _paragraph(sheet.run(summary), sheet, "Sofadiff Details") + body(blocks, sheet)
    assert_never(block)


def _paragraph(content: str, sheet: Sheet, style: str = "Normal", more: str = "") -> str:
    return paragraph(content, sheet.style(style), KEPT if style in _NAMING else more)


def heading_style(level: int) -> str:
    """Name of the style of a heading; the title of the report is level 1 and has a style of its own."""
    return f"heading {min(max(level - _SECTION + 1, 1), _DEEPEST)}"


def _heading(heading: Heading, sheet: Sheet) -> str:
    if heading.level <= _SECTION:
        sheet.new_section()
    words = sheet.bookmarked(sheet.run(heading.text), heading.id)
    return _paragraph(words, sheet, heading_style(heading.level))


def _redline(redline: Redline, sheet: Sheet) -> str:
    """What the two sides are called, each with its citation, then the words; a move is told in a comment."""
    before = ""
    if redline.base_label or redline.other_label:
        sides = [
            sheet.run(label) + (sheet.footnote(sheet.run(cite)) if cite else "")
            for label, cite in zip((redline.base_label, redline.other_label), cited(redline, sheet.say), strict=True)
        ]
        label = f"{sides[0]}{sheet.run(' → ')}{sides[1]}"
        if redline.moved_from:
            moved = sheet.say.say("word.moved", clause=redline.moved_from, text=redline.base_name)
            label = sheet.commented(label, moved)
        before = _paragraph(label, sheet, "Sofadiff Sides")
    notes = "".join(_paragraph(sheet.run(note), sheet, "Sofadiff Sides") for note in _open(redline, sheet))
    return before + notes + passage(redline, sheet)


def _open(redline: Redline, sheet: Sheet) -> list[str]:
    """What the changes mean where one text is not known whole."""
    ops = {edit.op.value for edit in redline.edits}
    author = sheet.say.say("word.author.open", author=sheet.author)
    notes = []
    if "removed" in ops and not redline.other_whole:
        notes.append(
            sheet.say.say("word.open.removed", author=author, name=redline.other_name, other=redline.base_name)
        )
    if "added" in ops and not redline.base_whole:
        notes.append(sheet.say.say("word.open.added", author=author, name=redline.base_name, other=redline.other_name))
    return notes


def _apparatus(apparatus: Apparatus, sheet: Sheet) -> str:
    words = "".join(
        f"{_places(numbers, sheet)}{sheet.run(text, lang=apparatus.lang)}" for numbers, text in apparatus.pieces
    )
    entries = "".join(
        _paragraph(f"{_places((number,), sheet)}{sheet.run(' ')}{inlines(said, sheet)}", sheet, "List Bullet")
        for number, said in apparatus.entries
    )
    label = _paragraph(sheet.run(apparatus.label), sheet, "Sofadiff Sides")
    return label + _paragraph(words, sheet, "Sofadiff Clause Text") + entries


def _places(numbers: Sequence[int], sheet: Sheet) -> str:
    return "".join(sheet.run(f"‹{number}›", "Sofadiff Place") for number in numbers)


def _card(card: ClauseCard, sheet: Sheet) -> str:
    title = " – ".join(part for part in (card.label, card.heading) if part)
    head = [sheet.bookmarked(sheet.run(title), clause_target(card.slug, card.unit)), sheet.run(f" ({card.slug})")]
    for mark in card.marks:
        head += [sheet.run(" "), inlines((mark,), sheet)]
    parts = [_paragraph("".join(head), sheet, "Sofadiff Clause Title")]
    parts += [
        _paragraph(sheet.run(line, lang=card.lang), sheet, "Sofadiff Clause Text") for line in card.text.split("\n")
    ]
    if card.topics:
        words = f"{sheet.say.say('render.topics')} {', '.join(card.topics)}"
        parts.append(_paragraph(sheet.run(words), sheet, "Sofadiff Source"))
    for source in card.sources:
        words = sheet.run(f"{sheet.say.say('render.source')} ") + inlines(source, sheet)
        parts.append(_paragraph(words, sheet, "Sofadiff Source"))
    return "".join(parts)


def _figure(figure: BarChart | Ladder, items: Iterable[str], sheet: Sheet) -> str:
    """A figure in words: the table beside it says the same."""
    return (
        _paragraph(sheet.run(figure.title), sheet, "caption")
        + _paragraph(sheet.run(figure.description), sheet)
        + "".join(_paragraph(sheet.run(item), sheet, "List Bullet") for item in items)
    )
