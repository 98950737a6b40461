"""Characters that a reader cannot see but a screen, a terminal or a spreadsheet obeys: shown, never passed on."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f"  # C0 controls but tab and line feed, escape among them
    r"\x7f-\x9f"  # delete and the C1 controls
    r"\u061c\u2028\u2029"
    r"\u202a-\u202e"  # embeddings and overrides: they print words in another order than they are stored
    r"\u2066-\u2069"  # isolates
    r"\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff]"  # half a character: no encoding can write it
)


def visible(text: str) -> str:
    """The text with control, bidirectional-override and half characters written out; carriage returns dropped.

    >>> visible("a\\x1b[31mb")
    'a⟨U+001B⟩[31mb'
    """
    return text if text.isprintable() else _INVISIBLE.sub(_shown, text)  # what is printable holds none of them


def escaped(text: str) -> str:
    """The same, fit to stand between HTML tags and in a quoted attribute.

    >>> escaped("a<b>\x1b")
    'a&lt;b&gt;⟨U+001B⟩'
    """
    if text.isalnum():  # a word, the name of a language: most of what a page is made of
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("'", "&#39;").replace('"', "&#34;")
    return text if text.isprintable() else _INVISIBLE.sub(_shown, text)  # as above; a call takes as long as the rest


def _shown(found: re.Match[str]) -> str:
    return "" if found[0] == "\r" else f"⟨U+{ord(found[0]):04X}⟩"
