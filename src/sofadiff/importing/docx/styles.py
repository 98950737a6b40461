"""Styles: what a paragraph or a run takes from its style and from the styles that this one is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from sofadiff.importing.docx.names import W, child, number, switch, value
from sofadiff.importing.docx.package import Element

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc(?:\s?\d|$|[a-z])|table of (?:figures|authorities)", re.IGNORECASE)
_CHAIN_LIMIT = 50
"""Styles that may be based on each other in one line."""


class NumberedBy(Struct, frozen=True):
    """The list that a paragraph is numbered by."""

    num: str
    """`numId`."""
    level: int | None
    """`ilvl`, where it is said."""
    style: str | None = None
    """The paragraph's style, if that is where it is said; None if the paragraph itself says it."""


class Styles:
    """The styles part of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._switches: dict[tuple[str, str | None, str], bool | None] = {}
        for style in root.iterfind(f"{W}style") if root is not None else ():
            name = value(style, "styleId")
            if name is None:
                continue
            self._styles.setdefault(name, style)
            if (value(style, "default") or "0") in {"1", "true", "on"}:
                self._default.setdefault(value(style, "type") or "", name)

    def chain(self, style: str | None, kind: str = "paragraph") -> Iterator[tuple[str, Element]]:
        """A style and those that it is based on, nearest first."""
        name, seen = style if style in self._styles else self._default.get(kind), set[str]()
        while name is not None and name in self._styles and name not in seen and len(seen) < _CHAIN_LIMIT:
            seen.add(name)
            yield name, self._styles[name]
            name = value(child(self._styles[name], "basedOn"))

    def name(self, style: str | None) -> str:
        """A style's name in any language of Word, in small letters."""
        for _, element in self.chain(style):
            return (value(child(element, "name")) or "").strip().lower()
        return ""

    def numbered(self, style: str | None) -> NumberedBy | None:
        """The list that paragraphs of a style are numbered by; None if by none."""
        for _, element in self.chain(style):
            num = value(child(element, "pPr", "numPr", "numId"))
            if num is not None:
                return NumberedBy(num, None, style) if num != "0" else None
        return None

    def levels(self, style: str | None) -> Iterator[tuple[str, int | None]]:
        """The styles that may say which level of its list a style is on, nearest first, with the level each names."""
        for name, element in self.chain(style):
            properties = child(element, "pPr", "numPr")
            yield name, number(child(properties, "ilvl"))
            if child(properties, "numId") is not None:
                return

    def list_of(self, style: str) -> str | None:
        """The `numId` of a list style."""
        return value(child(self._styles.get(style), "pPr", "numPr", "numId"))

    def outline(self, style: str | None) -> int | None:
        """Heading level, 1 to 9, of a paragraph style; None for body text."""
        for _, element in self.chain(style):
            level = number(child(element, "pPr", "outlineLvl"))
            if level is not None:
                return level + 1 if 0 <= level < 9 else None
            match = _HEADING.fullmatch((value(child(element, "name")) or "").strip())
            if match:
                return int(match.group(1))
        return None

    def is_title(self, style: str | None) -> bool:
        """Whether a style is that of the document's title."""
        return any(
            (value(child(element, "name")) or "").lower() in {"title", "subtitle"} for _, element in self.chain(style)
        )

    def is_contents(self, style: str | None) -> bool:
        """Whether a style is one of a table of contents."""
        return any(
            _CONTENTS.match((value(child(element, "name")) or "").strip()) is not None
            for _, element in self.chain(style)
            if style in self._styles
        )

    def aligned(self, style: str | None) -> str | None:
        """Alignment of a paragraph style (`center`, `both` ...)."""
        return next((jc for _, element in self.chain(style) if (jc := value(child(element, "pPr", "jc")))), None)

    def run_switch(self, name: str, style: str | None, kind: str) -> bool | None:
        """A switch of the letters (`b`, `vanish`) in a paragraph or character style; asked of every run."""
        key = (name, style, kind)
        if key not in self._switches:
            self._switches[key] = self._run_switch(*key)
        return self._switches[key]

    def _run_switch(self, name: str, style: str | None, kind: str) -> bool | None:
        for _, element in self.chain(style, kind):
            found = switch(child(element, "rPr"), name)
            if found is not None:
                return found
        return None

    def raised(self, style: str | None) -> bool:
        """Whether a character style raises its letters."""
        return any(value(child(e, "rPr", "vertAlign")) == "superscript" for _, e in self.chain(style, "character"))
