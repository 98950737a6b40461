"""What an element of a page hands down to the words in it: looks, language, heading level, why they are left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from sofadiff.importing.html import classes
from sofadiff.importing.html.nodes import Element, is_block
from sofadiff.importing.html.parts import Look
from sofadiff.importing.html.style import is_bold, is_centred

DELETED = {
    "accept": "marked as deleted (<del>), which was accepted",
    "reject": "marked as inserted (<ins>), which was rejected",
}
_REVISED = {"ins": "accept", "del": "reject"}
"""Mark of a change to the decision under which its words stay."""
_LANGUAGES = {"en": "eng", "fr": "fra", "nl": "nld", "de": "deu"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NO_TITLE = frozenset({"ol", "ul", "dl", "table"})
"""In a heading that nobody closed, these are no titles."""
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
_SIGN_FONT = re.compile(r"symbol|wingdings|webdings|courier", re.IGNORECASE)


class Around(Struct, frozen=True):
    """What holds for everything in an element."""

    look: Look = Look()
    gone: str = ""
    centred: bool = False
    pre: bool = False
    """Whether line breaks in the file are line breaks on the page."""
    level: int = 0
    title: bool = False
    language: str = ""
    member: tuple[str, int] | None = None
    """Id of the list, and level in it, of the item that this stands in."""
    signs: bool = False
    """Whether the letters are in a font of signs."""


def inside(element: Element, around: Around, style: Mapping[str, str], decision: str) -> Around:
    """What holds in an element, if `around` holds around it."""
    tag = element.tag
    look = Look(
        bold=is_bold(element, style, around.look.bold),
        raised=around.look.raised or tag == "sup" or style.get("vertical-align") == "super",
        struck=around.look.struck or tag in {"s", "strike"} or "line-through" in style.get("text-decoration", ""),
        linked=around.look.linked or (tag == "a" and "href" in element.attributes),
        number=around.look.number or classes.is_number(element, style),
    )
    undone = _REVISED.get(tag, decision) != decision
    language = element.get("lang") or element.get("xml:lang")
    return Around(
        look=look,
        gone=around.gone or (DELETED[decision] if undone else ""),
        centred=is_centred(element, style, around.centred) if is_block(tag) else around.centred,
        pre=around.pre or tag in _PREFORMATTED or style.get("white-space", "").startswith("pre"),
        level=_HEADINGS.get(tag) or classes.heading(element) or (0 if tag in _NO_TITLE else around.level),
        title=around.title or classes.is_title(element),
        language=_LANGUAGES.get(language[:2].lower(), "") if language else around.language,
        member=around.member,
        signs=around.signs or _SIGN_FONT.search(style.get("font-family", "") + element.get("face")) is not None,
    )
