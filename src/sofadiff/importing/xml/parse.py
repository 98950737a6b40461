"""Bytes of an XML file to a tree, safely, and to its words by a second parser: no DTD, no entity, no network."""

from __future__ import annotations

from xml.parsers import expat

from lxml import etree

from sofadiff.errors import SofadiffError

Element = etree._Element
"""lxml's own, for those who walk a tree: lxml itself is imported here only."""

DEPTH_LIMIT = 200
"""Levels of nested elements; real acts stay below 40."""
ELEMENT_LIMIT = 500_000
"""Elements in one file; the longest act that was seen has 33,000."""
_REPAIR = "Get the file again, or repair that line, and try again."


def parse(data: bytes, path: str) -> Element:
    """The root element; raise SofadiffError, in one line, for a file that is hostile, damaged or not XML."""
    if _declares(data):
        raise SofadiffError(
            "declares a document type or entities, which can pull in other files, so it was not read.",
            where=path,
            remedy="Remove the <!DOCTYPE ...> part and try again.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _not_xml(error, path) from None
    except (ValueError, LookupError) as error:
        raise SofadiffError(f"is not XML that can be read ({error}).", where=path, remedy=_REPAIR) from None
    _refuse_size(root, path)
    return root


def words(data: bytes, path: str) -> str:
    """All character data of a file that :func:`parse` has read, found by another parser than lxml's."""
    found: list[str] = []
    reader = expat.ParserCreate()
    reader.CharacterDataHandler = found.append
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise SofadiffError(
            "could not be read by the second parser that counts its words, so nothing was imported.",
            where=path,
            remedy="Save it as UTF-8 and try again.",
        ) from None
    return "".join(found)


def name(node: Element) -> str:
    """Name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def namespace(node: Element) -> str:
    """Namespace of an element; empty if it has none."""
    return str(node.tag).rpartition("}")[0].removeprefix("{")


def attribute(node: Element, *names: str) -> str:
    """The first of several attributes that an element has, whatever their namespaces; empty if it has none of them."""
    for wanted in names:
        for key, value in node.attrib.items():
            if str(key).rpartition("}")[2] == wanted and value:
                return str(value)
    return ""


def _declares(data: bytes) -> bool:
    return any(mark in data or mark.decode().encode(code) in data for mark in (b"<!DOCTYPE", b"<!ENTITY")
               for code in ("utf-16-le", "utf-16-be"))  # fmt: skip


def _not_xml(error: etree.XMLSyntaxError, path: str) -> SofadiffError:
    message = " ".join(str(error.msg or error).split())
    line = error.lineno or 0
    lower = message.lower()
    if "depth" in lower or "nested" in lower:
        return _too_deep(path, line)
    if "huge" in lower or "too long" in lower or "limit" in lower:
        return SofadiffError(
            "holds a piece of text of more than ten million letters without a mark-up, so it was not read.",
            where=path,
            remedy="No agreement has one; check what wrote the file.",
        )
    return SofadiffError(
        f"is not well-formed XML ({message.split(', line')[0]}), so nothing in it can be relied on.",
        where=f"{path}:{line}",
        remedy=_REPAIR,
    )


def _too_deep(path: str, line: int) -> SofadiffError:
    return SofadiffError(
        f"is nested deeper than {DEPTH_LIMIT} levels, so it was not read.",
        where=f"{path}:{line}",
        remedy="No agreement is; check what wrote the file.",
    )


def _refuse_size(root: Element, path: str) -> None:
    stack = [iter(root)]
    count = 1
    while stack:
        below = next(stack[-1], None)
        if below is None:
            stack.pop()
            continue
        count += 1
        if len(stack) >= DEPTH_LIMIT:
            raise _too_deep(path, below.sourceline or 0)
        if count > ELEMENT_LIMIT:
            raise SofadiffError(
                f"has more than {ELEMENT_LIMIT:,} elements, so it was not read.",
                where=path,
                remedy="Give the agreement alone, not a collection.",
            )
        stack.append(iter(below))
