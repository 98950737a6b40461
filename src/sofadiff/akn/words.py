"""The text of one block, and the cross references in it."""

from __future__ import annotations

from lxml import etree

from sofadiff.akn.names import BLOCKS
from sofadiff.akn.parse import AKN
from sofadiff.model import Reference
from sofadiff.text import tidy

_REF = f"{{{AKN}}}ref"


def block_text(element: etree._Element) -> str:
    """All words of an element: blocks on lines of their own, white space inside a block collapsed."""
    lines: list[list[str]] = [[]]
    _collect(element, lines)
    return "\n".join(line for line in (tidy("".join(parts)) for parts in lines) if line)


def _collect(element: etree._Element, lines: list[list[str]]) -> None:
    if element.text:
        lines[-1].append(element.text)
    for child in element:
        if isinstance(child.tag, str):
            block = etree.QName(child).localname in BLOCKS
            if block:
                lines.append([])
            _collect(child, lines)
            if block or etree.QName(child).localname in {"br", "eol"}:
                lines.append([])
            elif etree.QName(child).localname == "num":
                lines[-1].append(" ")
        if child.tail:
            lines[-1].append(child.tail)


def references(element: etree._Element) -> tuple[Reference, ...]:
    """Every `<ref>` below an element, in order."""
    return tuple(
        Reference(href, tidy("".join(ref.itertext())))
        for ref in element.iter(_REF)
        if (href := ref.get("href")) is not None
    )
