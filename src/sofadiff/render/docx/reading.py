"""A finished Word report read back for `verify`: its manifest, and what it says as lines. Read as hostile input."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sofadiff.errors import SofadiffError
from sofadiff.importing.docx.names import W, child, local, value
from sofadiff.importing.docx.package import Element, Package
from sofadiff.render.docx.package import MANIFEST

_SAID = ("word/document.xml", "word/footnotes.xml", "word/comments.xml", "word/header.xml", "word/footer.xml")
_LOOKS = ("word/styles.xml", "word/numbering.xml", "word/theme.xml")
_CHANGES = {"ins": ("{+", "+}"), "del": ("[-", "-]")}


def manifest(data: bytes, path: str) -> dict[str, Any]:
    """The manifest in a Word report, as data; SofadiffError where it has none."""
    root = Package(data, path).xml(MANIFEST)
    if root is not None:
        try:
            found = json.loads("".join(root.itertext()))
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
    raise SofadiffError(
        "carries no manifest of a run that sofadiff made.",
        where=path,
        remedy="Give the file as sofadiff wrote it: a word processor that saved it may have left the manifest out.",
    )


def lines(data: bytes, path: str) -> str:
    """One line for each paragraph with its tracked changes, their authors and dates; then what is looks; then the file.

    Where a template, or a word processor, changed only looks, the lines with words are the same.
    """
    package = Package(data, path)
    found: list[str] = []
    for name in _SAID:
        root = package.xml(name)
        if root is not None:
            found += [name, *(_line(paragraph) for paragraph in root.iter(f"{W}p"))]
    for name in _LOOKS:
        if name in package.names:
            root = package.xml(name)
            told = "" if root is None else "|".join(_told(root))
            found.append(f"{name}: {hashlib.sha256(told.encode()).hexdigest()}")
    found.append(f"whole file: {hashlib.sha256(data).hexdigest()}")
    return "\n".join(found) + "\n"


def _told(root: Element) -> Iterator[str]:
    for node in root.iter():
        yield f"{local(node)} {sorted(node.attrib.items())}"


def _line(paragraph: Element) -> str:
    mark = child(paragraph, "pPr", "rPr")
    signs = [_sign(node) for node in mark if local(node) in _CHANGES] if mark is not None else []
    return "".join([_words(paragraph), *signs])


def _words(node: Element) -> str:
    """Words in an element, changes in signs with who made them and when."""
    said = ""
    for inner in node:
        name = local(inner)
        if name in _CHANGES:
            start, end = _CHANGES[name]
            said += f"{start}{_words(inner)}{end}{_sign(inner)}"
        elif name in {"t", "delText"}:
            said += inner.text or ""
        elif name in {"tab", "br"}:
            said += " "
        elif name not in {"pPr", "rPr"}:
            said += _words(inner)
    return said


def _sign(node: Element) -> str:
    return f"<{local(node)} {value(node, 'author')} {value(node, 'date') or '-'}>"
