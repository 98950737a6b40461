"""Characters that a reader cannot see but a screen, a terminal or a spreadsheet obeys: shown, never passed on."""

from __future__ import annotations

from functools import cache

_KEPT = {0x09, 0x0A}
_INVISIBLE = [
    *range(0x00, 0x20),  # C0 controls, escape among them
    *range(0x7F, 0xA0),  # delete and the C1 controls
    0x061C,
    *range(0x202A, 0x202F),  # embeddings and overrides: they print words in another order than they are stored
    *range(0x2028, 0x202A),
    *range(0x2066, 0x206A),  # isolates
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),  # half a character: no encoding can write it
]


@cache
def _shown() -> dict[int, str | None]:
    shown: dict[int, str | None] = {code: f"⟨U+{code:04X}⟩" for code in _INVISIBLE if code not in _KEPT}
    return {**shown, 0x0D: None}


def visible(text: str) -> str:
    """The text with control, bidirectional-override and half characters written out; carriage returns dropped.

    >>> visible("a\\x1b[31mb")
    'a⟨U+001B⟩[31mb'
    """
    return text if text.isprintable() else text.translate(_shown())  # what is printable holds none of them


def escaped(text: str) -> str:
    """The same, fit to stand between HTML tags and in a quoted attribute.

    >>> escaped("a<b>\x1b")
    'a&lt;b&gt;⟨U+001B⟩'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("'", "&#39;").replace('"', "&#34;")
    return text if text.isprintable() else text.translate(_shown())  # as above; a call takes as long as the rest
