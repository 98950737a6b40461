"""Names of places on a page: the same on every run, so that links to them last."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def anchor(kind: str, text: str) -> str:
    """An id for the page, from any text: `h-` for headings, `t-` for tables and so on keeps the families apart.

    Nothing in it needs to be escaped.
    """
    return f"{kind}-{_UNSAFE.sub('_', text)}"


def clause_anchor(slug: str, unit: str) -> str:
    """Where a clause's card stands on the page."""
    return anchor("c", f"{slug}--{unit}")


class Once:
    """Gives each text back, with a number after it where it was given before: landmark names differ."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, text: str) -> str:
        """The text, or the text with its number."""
        self._seen[text] = self._seen.get(text, 0) + 1
        return text if self._seen[text] == 1 else f"{text} ({self._seen[text]})"


class First:
    """Says whether it sees an id for the first time: a clause printed twice is linked to once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, target: str) -> bool:
        """Whether the id is new."""
        new = target not in self._seen
        self._seen.add(target)
        return new
