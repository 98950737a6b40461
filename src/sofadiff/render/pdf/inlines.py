"""Inline text as data: every word drawable and in a stated language, links only to what is in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, assert_never

from sofadiff import messages
from sofadiff.document import Cite, ClauseCard, Code, Heading, Inline, Link, Mark, Report, Strong, Text, Url
from sofadiff.render.docx.sheet import walk
from sofadiff.render.docx.styles import shade
from sofadiff.render.glyphs import glyph
from sofadiff.render.pdf.letters import Letters

_WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}]+\Z")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{2}))?(?:-|\Z)")
Data = dict[str, Any]


class Sheet:
    """What all parts of one report share: its language, its letters, and the places that links lead to."""

    def __init__(self, report: Report) -> None:
        self.say = messages.load(report.lang)
        self.letters = Letters(report.title)
        self._places: dict[str, str] = {}
        """What is linked to -> the place's name in the document."""
        self._placed: set[str] = set()
        for block in walk(report.blocks):
            if isinstance(block, Heading):
                self._places.setdefault(_heading(block.id), f"p{len(self._places)}")
            elif isinstance(block, ClauseCard):
                self._places.setdefault(_clause(block.slug, block.unit), f"p{len(self._places)}")

    def words(self, text: str, lang: str | None = None) -> Data:
        """Plain words; without a language they are in the report's."""
        return {"k": "text", "t": self.letters.drawn(text), "l": language(lang) if lang else None}

    def named(self, text: str) -> Data:
        """The words of a heading or title, which no bookmark may lack: a dash for none."""
        return self.words(text if text.strip("\u200b \t\r\n") else "–")

    def message(self, key: str, **filling: str | int) -> Data:
        """A sentence of the report's own."""
        return self.words(self.say.say(key, **filling))

    def at_heading(self, id: str) -> str | None:
        """The name of a heading's place; None for a second heading of that name."""
        return self._at(_heading(id))

    def at_clause(self, slug: str, unit: str) -> str | None:
        """The name of a printed clause's place; None where it is printed again."""
        return self._at(_clause(slug, unit))

    def inlines(self, items: Iterable[Inline]) -> list[Data]:
        """Inline text, item by item."""
        return [self._inline(item) for item in items]

    def _at(self, target: str) -> str | None:
        if target in self._placed:
            return None
        self._placed.add(target)
        return self._places[target]

    def _inline(self, item: Inline) -> Data:
        match item:
            case Text(text, lang):
                return self.words(text, lang)
            case Strong(text):
                return self.words(text) | {"k": "strong"}
            case Code(text):
                return self.words(text) | {"k": "code"}
            case Mark(kind, label):
                return self.words(f"{glyph(kind)}\u00a0{label}") | {"k": "mark", "fill": shade(kind)}
            case Cite(label, slug, unit):
                return self._link(label, _clause(slug, unit))
            case Link(label, target):
                return self._link(label, _heading(target))
            case Url(url):
                return self.words(url) | {"k": "url", "to": url if _WEB.match(url) and url.isascii() else None}
        assert_never(item)

    def _link(self, label: str, target: str) -> Data:
        place = self._places.get(target)
        return self.words(label) | ({"k": "link", "to": place} if place else {})


def language(tag: str) -> list[str | None]:
    """Language and region of a BCP 47 tag; `und` for what is no tag.

    >>> language("fr"), language("en-GB"), language("no language")
    (['fr', None], ['en', 'GB'], ['und', None])
    """
    found = _TAG.match(tag)
    return [found[1].lower(), found[2].upper() if found[2] else None] if found else ["und", None]


def _heading(id: str) -> str:
    return f"heading:{id}"


def _clause(slug: str, unit: str) -> str:
    return f"clause:{slug}#{unit}"
