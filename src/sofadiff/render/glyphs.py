"""The shape that goes with each state: beside its words, so that no state is shown by colour alone."""

from __future__ import annotations

GLYPHS: dict[str, str] = {
    "verified": "●",
    "reported": "◐",
    "unverified": "○",
    "assumed": "≈",
    "silent": "∅",
    "not-known": "?",
    "not-coded": "…",
    "unclear": "±",
    "external": "↗",
    "na": "·",
    "high": "▲",
    "medium": "△",
    "low": "▽",
    "higher": "↑",
    "lower": "↓",
    "gain": "+",
    "loss": "−",
    "same": "=",
    "substantive": "◆",
    "editorial": "◇",
    "identical": "=",
    "added": "+",
    "removed": "−",
    "moved": "⇅",
    "doubtful": "¿",
    "predicted": "~",
    "practice": "◷",
    "left-out": "⊘",
    "pinned": "✎",
    "confirmed": "✔",
    "below": "‡",
}
"""Mark kind -> one character."""


def glyph(kind: str) -> str:
    """The shape of a mark kind; a plain dot for a kind that has none."""
    return GLYPHS.get(kind, "•")


def known(kind: str) -> str:
    """The kind itself where it is one of ours, else `other`: what may stand in a class name."""
    return kind if kind in GLYPHS else "other"
