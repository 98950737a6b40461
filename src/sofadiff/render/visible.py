"""Characters that a reader cannot see but a screen, a terminal or a spreadsheet obeys: shown, never passed on."""

from __future__ import annotations

import re

_CODES = (
    r"\x00-\x08\x0b-\x1f"  # C0 controls but tab and line feed, escape among them
    r"\x7f-\x9f"  # delete and the C1 controls
    r"\u061c\u2028\u2029"
    r"\u202a-\u202e"  # embeddings and overrides: they print words in another order than they are stored
    r"\u2066-\u2069"  # isolates
    r"\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff"  # half a character: no encoding can write it
)
_INVISIBLE = re.compile(f"[{_CODES}]")
_NOT_AS_IT_IS = re.compile(f"[&<>'\"{_CODES}]")


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
    if not _NOT_AS_IT_IS.search(text):  # most texts: a page is made of many thousand short ones
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _INVISIBLE.sub(_shown, text.replace("'", "&#39;").replace('"', "&#34;"))


def _shown(found: re.Match[str]) -> str:
    return "" if found[0] == "\r" else f"⟨U+{ord(found[0]):04X}⟩"
