"""The numbers that a browser prints before the items of a list: `start`, `type`, `reversed`, `value`, style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from sofadiff.importing.docx.number_formats import printed
from sofadiff.importing.html.nodes import Element
from sofadiff.importing.html.style import Styles, list_style
from sofadiff.importing.numbering import parse_label
from sofadiff.text import tidy

_TYPES: Mapping[str, str] = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_BULLETS = frozenset({"disc", "circle", "square", "disclosure-open", "disclosure-closed"})
_ITEMS_READ = 300
_ROMAN_LIMIT = 3999
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})")
UNKNOWN = "numbers in the style {style} were written as 1, 2, 3: a browser prints them otherwise"


class Numbering(Struct):
    """One list while its items are read."""

    ordered: bool
    style: str
    """As CSS names it; `none` for a list without numbers."""
    next: int
    step: int
    front: str = ""
    back: str = ". "

    def take(self, item: Element) -> str:
        """The number of the next item as printed, with the space behind it; empty for none."""
        if self.ordered and (value := whole(item.get("value"))) is not None:
            self.next = value
        value, self.next = self.next, self.next + self.step
        style = self.style
        if self.ordered and (own := _TYPES.get(item.get("type"))) is not None:
            style = own
        if style == "none":
            return ""
        if style in _BULLETS:
            return "• "
        return f"{self.front}{number(value, style)}{self.back}"


def begin(element: Element, styles: Styles) -> tuple[Numbering, str]:
    """The numbering of a list element, and a sentence for the report if its numbers are not known."""
    ordered = element.tag == "ol"
    style = list_style(styles.of(element)) or (_TYPES.get(element.get("type"), "decimal") if ordered else "disc")
    front, back = "", ". "
    counter = styles.counter(element)
    if counter is not None and style == "none":
        front, style, back = counter
        back = f"{back.rstrip()} "
    if not ordered and style in {"none", *_BULLETS} and counter is None:
        return Numbering(False, style, 1, 1), ""
    items = sum(child.tag == "li" for child in element.elements())
    step = -1 if ordered and "reversed" in element.attributes else 1
    start = whole(element.get("start")) if ordered else None
    first = start if start is not None else (items if step < 0 else 1)
    unknown = "" if style == "none" or is_known(style) else UNKNOWN.format(style=style[:40])
    return Numbering(ordered, style, first, step, front, back), unknown


def is_known(style: str) -> bool:
    """Whether :func:`number` prints this style as a browser does."""
    return style in _BULLETS or style in {
        "decimal", "decimal-leading-zero", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin", "lower-roman",
        "upper-roman", "lower-greek",
    }  # fmt: skip


def number(value: int, style: str) -> str:
    """A number in a list style of CSS; one that is not known is printed as a decimal number.

    >>> [number(28, style) for style in ("lower-alpha", "upper-roman", "lower-greek", "decimal-leading-zero")]
    ['ab', 'XXVIII', 'αδ', '28']
    """
    if style in {"lower-alpha", "lower-latin"} and value > 0:
        return _alphabetic(value, _LATIN)
    if style in {"upper-alpha", "upper-latin"} and value > 0:
        return _alphabetic(value, _LATIN).upper()
    if style == "lower-greek" and value > 0:
        return _alphabetic(value, _GREEK)
    if style in {"lower-roman", "upper-roman"} and 0 < value <= _ROMAN_LIMIT:
        return printed(value, "lowerRoman" if style == "lower-roman" else "upperRoman")
    return f"{value:02d}" if style == "decimal-leading-zero" else str(value)


def _alphabetic(value: int, letters: str) -> str:
    text = ""
    while value > 0:
        value, rest = divmod(value - 1, len(letters))
        text = letters[rest] + text
    return text


def whole(text: str) -> int | None:
    """A whole number at the start of an attribute, as browsers read it; None if there is none."""
    match = _WHOLE.match(text)
    return int(match.group(1)) if match else None


def is_typed(element: Element) -> bool:
    """Whether every item of a list begins with a number that is typed."""
    items = [child for child in element.elements() if child.tag == "li"][:_ITEMS_READ]
    labels = [parse_label(text) for item in items if (text := tidy(item.text()[:200]))]
    return bool(labels) and all(label is not None for label in labels)
