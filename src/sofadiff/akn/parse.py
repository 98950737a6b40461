"""Bytes to a tree, safely: no DTD, no entities, no network, limits on size and depth."""

from __future__ import annotations

import hashlib

from lxml import etree
from msgspec import Struct

from sofadiff.errors import SofadiffError

Element = etree._Element
QName = etree.QName
"""lxml's own, for those who walk a record's tree: lxml itself is imported in this package only."""

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SD = "urn:sofadiff:record:1"
DEPTH_LIMIT = 200
"""Levels of nesting; real acts stay below 40."""

_TOO_DEEP = etree.XPath("/*" * (DEPTH_LIMIT + 2))
"""Elements with more than so many others around them; looked for inside libxml2, since every file is asked."""
_OLD_NAMESPACES = ("akomantoso.org", "docs.oasis-open.org/legaldocml/ns/akn/")


class Document(Struct, frozen=True):
    """A parsed Akoma Ntoso file."""

    path: str
    """As the user named it."""
    sha256: str
    root: etree._Element
    act: etree._Element
    """The document element inside akomaNtoso: act, bill, doc, statement ..."""


def parse(data: bytes, path: str) -> Document:
    """Parse an AKN 3.0 file; raise SofadiffError, in one line, for anything that is not one."""
    _refuse_doctype(data, path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _not_xml(data, path, error) from None
    _refuse_depth(root, path)
    return Document(path, hashlib.sha256(data).hexdigest(), root, _document_element(root, path))


def _refuse_doctype(data: bytes, path: str) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise SofadiffError(
            "declares a document type or entities, which can pull in other files, so it was not read.",
            where=path,
            remedy="Remove the <!DOCTYPE ...> part and try again.",
        )


def _not_xml(data: bytes, path: str, error: etree.XMLSyntaxError) -> SofadiffError:
    message = str(error.msg or error)
    line = error.lineno or 0
    if "depth" in message.lower() or "nested" in message.lower():
        return SofadiffError(
            f"is nested deeper than {DEPTH_LIMIT} levels, so it was not read.",
            where=f"{path}:{line}",
            remedy="No agreement is; check what wrote the file.",
        )
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return SofadiffError(
            "is not XML.", where=path, remedy="Turn text, Word or PDF into a record first with `sofadiff import FILE`."
        )
    return SofadiffError(
        f"is not well-formed XML ({message.split(', line')[0]}), so nothing in it can be relied on.",
        where=f"{path}:{line}",
        remedy="Repair that line and try again.",
    )


def _refuse_depth(root: etree._Element, path: str) -> None:
    try:
        deep = _TOO_DEEP(root)
    except etree.XPathEvalError:  # libxml2 holds ten million elements in one list
        raise SofadiffError(
            "has more elements than any agreement, so it was not read.",
            where=path,
            remedy="Check what wrote the file.",
        ) from None
    if isinstance(deep, list) and deep:
        first = deep[0]
        raise SofadiffError(
            f"is nested deeper than {DEPTH_LIMIT} levels, so it was not read.",
            where=f"{path}:{first.sourceline if isinstance(first, Element) else 0}",
            remedy="No agreement is; check what wrote the file.",
        )


def _document_element(root: etree._Element, path: str) -> etree._Element:
    name = etree.QName(root)
    if name.localname != "akomaNtoso" or name.namespace != AKN:
        raise _wrong_root(name, path)
    for child in root:
        if etree.QName(child).namespace == AKN and etree.QName(child).localname != "components":
            return child
    raise SofadiffError(
        "holds an empty akomaNtoso element.", where=path, remedy="Give a file with an act, bill or doc in it."
    )


def _wrong_root(name: etree.QName, path: str) -> SofadiffError:
    namespace = name.namespace or ""
    if any(part in namespace for part in _OLD_NAMESPACES):
        return SofadiffError(
            f"is written in another version of Akoma Ntoso ({namespace}); only 3.0 can be compared.",
            where=path,
            remedy="Convert it to Akoma Ntoso 3.0 first.",
        )
    shown = f"{name.localname} in namespace {namespace}" if namespace else f"{name.localname} in no namespace"
    return SofadiffError(
        f"is not Akoma Ntoso 3.0: its outermost element is {shown}.",
        where=path,
        remedy=f"Expected akomaNtoso in namespace {AKN}.",
    )
