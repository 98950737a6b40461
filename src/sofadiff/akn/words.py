"""The text of one block, and the cross references in it."""

from __future__ import annotations

from lxml import etree

from sofadiff.akn.names import BLOCKS
from sofadiff.akn.parse import AKN
from sofadiff.model import Reference
from sofadiff.text import tidy

_REF = f"{{{AKN}}}ref"
_P = f"{{{AKN}}}p"


def block_text(element: etree._Element) -> str:
    """All words of an element: blocks on lines of their own, white space inside a block collapsed."""
    inner = len(element)
    if not inner:
        return tidy(element.text or "")
    if inner == 1:
        child = element[0]
        if not len(child) and child.tag == _P and _blank(element.text) and _blank(child.tail):
            return tidy(child.text or "")  # nearly all clauses are one plain paragraph
    lines: list[list[str]] = [[]]
    _collect(element, lines)
    return "\n".join([line for line in [tidy("".join(parts)) for parts in lines if parts] if line])


def _blank(text: str | None) -> bool:
    return not text or text.isspace()


def _collect(element: etree._Element, lines: list[list[str]]) -> None:
    if element.text:
        lines[-1].append(element.text)
    for child in element:
        if isinstance(child.tag, str):
            name = child.tag.rpartition("}")[2]
            block = name in BLOCKS
            if block:
                lines.append([])
            _collect(child, lines)
            if block or name in {"br", "eol"}:
                lines.append([])
            elif name == "num":
                lines[-1].append(" ")
        if child.tail:
            lines[-1].append(child.tail)


def references(element: etree._Element) -> tuple[Reference, ...]:
    """Every `<ref>` below an element, in order."""
    if not len(element) or (len(element) == 1 and not len(element[0]) and element[0].tag != _REF):
        return ()
    return tuple(
        [
            Reference(href, tidy("".join(ref.itertext())))
            for ref in element.iter(_REF)
            if (href := ref.get("href")) is not None
        ]
    )
