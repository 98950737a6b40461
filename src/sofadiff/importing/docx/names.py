"""Names in WordprocessingML (ECMA-376 part 1), and how its attributes are read."""

from __future__ import annotations

from sofadiff.importing.docx.package import Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"

W = f"{{{_W}}}"
ALTERNATE, CHOICE, FALLBACK = (f"{{{_MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
WORDS = frozenset({f"{W}t", f"{W}delText", f"{{{_M}}}t", f"{{{_A}}}t"})
"""Elements whose text is words: of paragraphs, deletions, formulas, drawings."""

_OFF = frozenset({"0", "false", "off", "none"})


def local(element: Element) -> str:
    """Name without its namespace; empty for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The first child, grandchild and so on of these names in the Word namespace."""
    for name in names:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute in the Word namespace."""
    return element.get(f"{W}{name}") if element is not None else None


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute that should be a whole number; None if it is missing or none."""
    text = (value(element, name) or "").strip()
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 10 else None


def switch(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off; None if nothing is said."""
    element = child(properties, name)
    if element is None:
        return None
    return (value(element) or "1").lower() not in _OFF
