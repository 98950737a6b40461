"""Inline text as runs: marks with their shape and label, citations with a footnote, links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from sofadiff.document import Cite, ClauseCard, Code, Inline, Link, Mark, Strong, Text, Url
from sofadiff.render.docx.sheet import Sheet
from sofadiff.render.docx.styles import mark_style
from sofadiff.render.glyphs import glyph

_WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}]+\Z")
_NO_BREAK = "\u00a0"


def inlines(items: Iterable[Inline], sheet: Sheet) -> str:
    """Runs of inline text joined as it stands; a clause named for the first time in its section has a footnote."""
    return "".join(_inline(item, sheet) for item in items)


def _inline(item: Inline, sheet: Sheet) -> str:
    match item:
        case Text(text, lang):
            return sheet.run(text, lang=lang)
        case Strong(text):
            return sheet.run(text, "Strong")
        case Code(text):
            return sheet.run(text, "Sofadiff Code")
        case Mark(kind, label):
            return sheet.run(f"{glyph(kind)}{_NO_BREAK}{label}", mark_style(kind))
        case Cite():
            return _cite(item, sheet)
        case Link(label, target):
            return sheet.leads_to(target, sheet.run(label, "Hyperlink"))
        case Url(url):
            words = sheet.run(url, "Hyperlink" if _WEB.match(url) else "Sofadiff Code")
            return sheet.address(url, words) if _WEB.match(url) else words
    assert_never(item)


def clause_target(slug: str, unit: str) -> str:
    """What a clause's place in the list of clauses is called inside a document."""
    return f"clause:{slug}#{unit}"


def _cite(cite: Cite, sheet: Sheet) -> str:
    card = sheet.cards.get((cite.slug, cite.unit))
    words = sheet.run(cite.label, "Sofadiff Citation")
    if card is None:
        return words
    link = sheet.leads_to(clause_target(cite.slug, cite.unit), words)
    return link + (sheet.footnote(_note(card, sheet)) if sheet.first_here(cite.slug, cite.unit) else "")


def _note(card: ClauseCard, sheet: Sheet) -> str:
    """The pinpoint citation of a clause: the instrument, the clause, how well it is established.

    What it is known from stands at the clause itself, where the words in the text lead.
    """
    title = sheet.titles.get(card.slug)
    named = f"{title or card.slug}, {card.label}." if title or not card.citation else f"{card.citation}."
    parts = [sheet.run(named)]
    parts += [sheet.run(" ") + _inline(mark, sheet) for mark in card.marks]
    return "".join(parts)
