"""Words as runs of WordprocessingML: escaped, in a named style, in a stated language."""

from __future__ import annotations

import re
from functools import cache

from sofadiff.render.visible import visible

KEPT = "<w:keepNext/>"
"""A paragraph that names what follows stays on its page, whatever a template's style says."""
_BREAKS = re.compile(r"([\t\n])")
_NOT_IN_XML = {0xFFFE: "⟨U+FFFE⟩", 0xFFFF: "⟨U+FFFF⟩"}
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "nl": "nl-NL", "de": "de-DE", "es": "es-ES", "it": "it-IT", "pt": "pt-PT"}
"""A word processor looks for a dictionary under a language with its region."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def escaped(text: str) -> str:
    """The text fit to stand between tags and in a quoted attribute; what XML cannot hold is written out.

    >>> escaped('a<b> & "c"\\x1b')
    'a&lt;b&gt; &amp; &quot;c&quot;⟨U+001B⟩'
    """
    return visible(text).translate(_NOT_IN_XML).translate(_ESCAPED)


@cache
def region(lang: str) -> str:
    """A BCP 47 tag as a word processor knows it; `und` for what is no tag.

    >>> region("fr"), region("ht"), region("no language")
    ('fr-FR', 'ht', 'und')
    """
    return _REGIONS.get(lang, lang) if _TAG.match(lang) else "und"


def run(text: str, lang: str, style: str = "", *, deleted: bool = False) -> str:
    """One run; a tab and a line feed become the elements that stand for them, nothing becomes no run."""
    if not text:
        return ""
    tag = "w:delText" if deleted else "w:t"
    inside = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part, f'<{tag} xml:space="preserve">{escaped(part)}</{tag}>')
        for part in _BREAKS.split(text)
        if part
    )
    return f"<w:r>{properties(lang, style)}{inside}</w:r>"


def properties(lang: str, style: str = "") -> str:
    """What every run carries: its style, if it has one, and its language."""
    named = f'<w:rStyle w:val="{escaped(style)}"/>' if style else ""
    return f'<w:rPr>{named}<w:lang w:val="{region(lang)}"/></w:rPr>'


def field(instruction: str, lang: str, shown: str = "1") -> str:
    """A field that a word processor computes by itself wherever it lays a page out, such as PAGE."""
    return f'<w:fldSimple w:instr=" {escaped(instruction)} ">{run(shown, lang)}</w:fldSimple>'


def paragraph(content: str, style: str, more: str = "") -> str:
    """A paragraph in a style; `more` is further paragraph properties, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{escaped(style)}"/>{more}</w:pPr>{content}</w:p>'
