"""A report as data for the template: what stands on the pages, in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from sofadiff.document import (
    Apparatus,
    BarChart,
    Block,
    Bullets,
    ClauseCard,
    Code,
    Details,
    Heading,
    Ladder,
    Note,
    Paragraph,
    Redline,
    Report,
    SideBySide,
    Table,
    Text,
)
from sofadiff.render.changes import permalink_key
from sofadiff.render.docx import run_digest
from sofadiff.render.docx.making import Making, day_of
from sofadiff.render.docx.sheet import walk
from sofadiff.render.docx.tables import SHORT, lead
from sofadiff.render.in_words import bars, plain, rungs
from sofadiff.render.pdf.inlines import Data, Sheet, language
from sofadiff.render.pdf.redlines import redline
from sofadiff.render.pdf.tables import side_by_side, table
from sofadiff.render.signature import NAME, run_line

NO_DAY = "1970-01-01"
"""PDF/A wants a date in the file's properties: that of the newest text, this one without any, never the clock's."""
_DEEPEST = 6
_SHOWN = 16
"""Letters of the digest in the running head; the first page has all of them."""


def content(report: Report) -> dict[str, Any]:
    """Everything that the template prints, and what it writes into the file's properties."""
    sheet = Sheet(report)
    digest = run_digest(report)
    blocks = _blocks(report.blocks, sheet)
    _even(blocks)
    blocks = _led(blocks)
    page = sheet.say.inlines("word.page", page=Code("page"), pages=Code("pages"))
    return {
        "title": sheet.named(report.title),
        "lang": language(report.lang),
        "day": [int(part) for part in (day_of(report, Making()) or NO_DAY).split("-")],
        "kind": _kind(report, sheet),
        "run": sheet.message("word.run", digest=digest),
        "head": sheet.message("word.run", digest=digest[:_SHOWN]),
        "foot": sheet.message("word.footer"),
        "page": [
            {"k": "code" if isinstance(item, Code) else "text", "t": item.text}
            for item in page
            if isinstance(item, Code | Text)
        ],
        "manifest": "" if report.run is None else f"{NAME} {run_line(report.run)}",
        "contents": sheet.message("render.contents"),
        "sections": sum(block["k"] == "heading" for block in blocks),
        "legend": _legend(report, sheet),
        "letters": (
            sheet.message("print.letters", count=sheet.letters.written_out) if sheet.letters.written_out else None
        ),
        "blocks": blocks,
    }


def _kind(report: Report, sheet: Sheet) -> Data:
    key = f"render.kind.{report.name}"
    kind = sheet.say.say(key) if sheet.say.has(key) else report.name
    return sheet.words(f"{kind[:1].upper()}{kind[1:]}")


def _legend(report: Report, sheet: Sheet) -> list[Data]:
    """How changes are shown: (kind, signs, words) of each way that this report may use."""
    redlines = [block for block in walk(report.blocks) if isinstance(block, Redline)]
    if not redlines:
        return []
    nothing = sheet.words("")
    key = "render.legend.nearest" if report.name == "nearest" else "render.legend"
    found: list[Data] = [
        {"k": "{+", "start": "{+", "first": nothing, "end": "+}", "t": sheet.message(f"{key}.ins"), "say": None},
        {"k": "[-", "start": "[-", "first": nothing, "end": "-]", "t": sheet.message(f"{key}.del"), "say": None},
        {"k": "folded", "t": sheet.message("render.legend.folded")},
    ]
    if any(not (block.base_whole and block.other_whole) for block in redlines):
        words = sheet.words(f"[? … ?], {{? … ?}} {sheet.say.say('render.legend.open')}")
        found.append({"k": "same", "t": words})
    return [sheet.message("render.legend"), *found]


def _even(blocks: list[Data]) -> None:
    """No heading is more than one step below the one before, as tagged PDF wants it."""
    before = 0
    for block in blocks:
        if block["k"] == "heading":
            before = block["level"] = min(block["level"], before + 1)


def _led(blocks: list[Data]) -> list[Data]:
    """Headings and words right before a table on the long side of the paper go there with it."""
    found: list[Data] = []
    for block in blocks:
        if block["k"] == "table" and block["wide"]:
            start = lead([each["k"] for each in found], "heading", "par")
            block["before"], found = found[start:], found[:start]
        found.append(block)
    return found


def _blocks(blocks: Iterable[Block], sheet: Sheet) -> list[Data]:
    """All blocks in their order, those inside others after what they stand in."""
    return [part for block in blocks for part in _block(block, sheet)]


def _block(block: Block, sheet: Sheet) -> list[Data]:
    match block:
        case Heading(level, text, id):
            step = min(max(level - 1, 1), _DEEPEST)
            return [{"k": "heading", "level": step, "t": sheet.named(text), "at": sheet.at_heading(id)}]
        case Paragraph(items):
            return [{"k": "par", "c": sheet.inlines(items)}]
        case Bullets(items):
            return [{"k": "bullets", "items": [sheet.inlines(item) for item in items]}]
        case Table():
            return [table(block, sheet)]
        case Redline():
            return [redline(block, sheet)]
        case SideBySide():
            link = sheet.message(permalink_key(block.link), link=block.link) if block.link else None
            return [side_by_side(block, sheet), *([{"k": "cited", "t": link}] if link else [])]
        case Apparatus():
            return [_apparatus(block, sheet)]
        case ClauseCard():
            return [_card(block, sheet)]
        case Note(kind, title, items):
            long = len(plain(items)) > SHORT
            words = {"title": sheet.words(title), "c": sheet.inlines(items)}
            return [{"k": "note", "warning": kind == "warning", "long": long, **words}]
        case BarChart():
            return [_listed(block, bars(block, sheet.say.say("compare.colon")), sheet)]
        case Ladder():
            return [_listed(block, rungs(block, sheet.say.say("compare.colon")), sheet)]
        case Details(summary, inner):
            return [{"k": "details", "t": sheet.words(summary)}, *_blocks(inner, sheet)]
    assert_never(block)


def _apparatus(block: Apparatus, sheet: Sheet) -> Data:
    pieces = []
    for numbers, text in block.pieces:
        pieces += [sheet.words(f"‹{number}›") | {"k": "strong"} for number in numbers]
        pieces.append(sheet.words(text, block.lang))
    return {
        "k": "apparatus",
        "label": sheet.words(block.label),
        "pieces": pieces,
        "entries": [
            [sheet.words(f"‹{number}› ") | {"k": "strong"}, *sheet.inlines(said)] for number, said in block.entries
        ],
    }


def _card(card: ClauseCard, sheet: Sheet) -> Data:
    title = " – ".join(part for part in (card.label, card.heading) if part)
    source = sheet.message("render.source")
    return {
        "k": "card",
        "title": sheet.words(title),
        "slug": sheet.words(f" ({card.slug})"),
        "marks": sheet.inlines(card.marks),
        "t": sheet.words(card.text, card.lang),
        "topics": sheet.words(f"{sheet.say.say('render.topics')} {', '.join(card.topics)}") if card.topics else None,
        "sources": [[source, sheet.words(" "), *sheet.inlines(each)] for each in card.sources],
        "citation": sheet.words(card.citation) if card.citation else None,
        "at": sheet.at_clause(card.slug, card.unit),
    }


def _listed(figure: BarChart | Ladder, items: list[str], sheet: Sheet) -> Data:
    """A figure in words: the table beside it says the same."""
    return {
        "k": "listed",
        "title": sheet.words(figure.title),
        "c": [sheet.words(figure.description)],
        "items": [[sheet.words(item)] for item in items],
    }
