"""A quote card as plain text and as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sofadiff.citing.quoting import Quote
from sofadiff.render.markdown import escape
from sofadiff.render.signature import comment
from sofadiff.render.visible import visible

MARKS = {"en": ("“", "”"), "fr": ("«\u00a0", "\u00a0»")}
"""Quotation marks of the reader's language."""


def text(card: Quote) -> str:
    """The card for a mail or a note: the words, whose they are, and everything that says what they are."""
    lines = [quoted(card), "", f"[{card.claim}. {card.extent}]", ""]
    lines += [f"{name}{colon(card)}{value}" for name, value in card.rows]
    return visible("\n".join(lines)) + "\n"


def markdown(card: Quote, run: Mapping[str, Any] | None = None) -> str:
    """The card as Markdown, with its manifest, if it has one, as a comment that no reader sees.

    Restated words are no block quote either, since that too would look like a quotation.
    """
    words = escape(quoted(card))
    body = "\n".join(f"> {line}" if line else ">" for line in words.split("\n")) if card.exact else words
    rows = [f"- **{escape(name)}**{colon(card)}{_value(value)}" for name, value in card.rows]
    last = f"\n\n{comment(run)}\n" if run else "\n"
    return f"**{escape(card.claim)}.** {escape(card.extent)}\n\n{body}\n\n" + "\n".join(rows) + last


def quoted(card: Quote) -> str:
    """The words: in quotation marks only if they are the instrument's or the file's own."""
    first, last = MARKS[card.reader]
    return f"{first}{card.words}{last}" if card.exact else card.words


def colon(card: Quote) -> str:
    """A colon in the reader's language."""
    return "\u00a0: " if card.reader == "fr" else ": "


def _value(value: str) -> str:
    """A link is code, so that no program makes anything else of it."""
    return f"`{visible(value)}`" if value.startswith("sofadiff:") else escape(value)
