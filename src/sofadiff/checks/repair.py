"""Writing computed eIds into a record's bytes, with everything that points to them, and taking out what software
suggested for clauses that have topics by now; nothing else changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct

from sofadiff import akn
from sofadiff.akn import AKN, SD
from sofadiff.akn.ids import compute_ids
from sofadiff.akn.parse import Element
from sofadiff.checks.subject import elements
from sofadiff.checks.suggestions import decided
from sofadiff.errors import SofadiffError
from sofadiff.output import write_bytes
from sofadiff.source_file import read_bytes

_POINTERS = {f"{{{AKN}}}ref": "href", f"{{{SD}}}evidence": "ref", f"{{{SD}}}term": "ref"}
"""Element to its attribute that holds `#eId` of a clause."""
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_TAG_NAME = re.compile(rb"<[^\s/>]+")


class Repaired(Struct, frozen=True):
    """What was written."""

    path: str
    ids: int
    references: int
    """Cross references, evidence and terms that followed an id to its new name."""
    suggestions: int = 0
    """Clauses that have topics, from which what software suggested was taken out."""


class _Edit(Struct, frozen=True):
    """A new value for one attribute of the element with this place in document order."""

    element: int
    attribute: str
    value: str | None
    """None takes the attribute out."""


def repair(path: str) -> Repaired:
    """Write every computed eId into a file, whole or not at all; raise SofadiffError where that is impossible.

    References to an id that stood twice are left alone: nobody can say which of the two was meant.
    """
    data = read_bytes(path)
    document = akn.parse(data, path)
    nodes = list(elements(document.root))
    if not any(str(node.tag).startswith(f"{{{SD}}}") for node in nodes):
        return Repaired(path, 0, 0)
    computed = compute_ids(document.act)
    ids = [_Edit(n, "eId", computed[node]) for n, node in enumerate(nodes) if node.get("eId") != computed.get(node)
           and node in computed]  # fmt: skip
    references = list(_follow(nodes, computed))
    done = [_Edit(n, "sd:machine-suggested", None) for n, node in enumerate(nodes) if decided(node)]
    if ids or done:
        write_bytes(path, _edited(data, [*ids, *references, *done], path))
    return Repaired(path, len(ids), len(references) if ids else 0, len(done))


def _follow(nodes: list[Element], computed: dict[Element, str]) -> Iterator[_Edit]:
    standing = Counter(node.get("eId") for node in nodes)
    renamed = {
        old: new for node, new in computed.items() if (old := node.get("eId")) and old != new and standing[old] == 1
    }
    for number, node in enumerate(nodes):
        attribute = _POINTERS.get(str(node.tag))
        value = (node.get(attribute) or "") if attribute else ""
        if attribute and value.startswith("#") and value[1:] in renamed:
            yield _Edit(number, attribute, f"#{renamed[value[1:]]}")


def _edited(data: bytes, edits: list[_Edit], path: str) -> bytes:
    """The bytes with these attributes changed; every other byte stays as it is."""
    starts = _starts(data, path)
    for edit in sorted(edits, key=lambda edit: edit.element, reverse=True):
        start = starts[edit.element]
        tag = _TAG.match(data, start)
        if tag is None:
            raise _unwritable(path)
        data = data[:start] + _with_attribute(tag.group(), edit) + data[tag.end() :]
    return data


def _with_attribute(tag: bytes, edit: _Edit) -> bytes:
    name = edit.attribute.encode()
    present = re.search(rb"""(\s+%s\s*=\s*)("[^"]*"|'[^']*')""" % name, tag)
    if edit.value is None:
        return tag[: present.start()] + tag[present.end() :] if present else tag
    value = edit.value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
    if present:
        return tag[: present.start(2)] + b'"' + value + b'"' + tag[present.end(2) :]
    at = _TAG_NAME.match(tag)
    end = at.end() if at else 0
    return tag[:end] + b" " + name + b'="' + value + b'"' + tag[end:]


def _starts(data: bytes, path: str) -> list[int]:
    """Position of every start tag, in document order."""
    found: list[int] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, _attributes: found.append(parser.CurrentByteIndex)
    try:
        data.decode("utf-8")
        parser.Parse(data, True)
    except (UnicodeDecodeError, expat.ExpatError):
        raise _unwritable(path) from None
    return found


def _unwritable(path: str) -> SofadiffError:
    return SofadiffError(
        "is not plain UTF-8, so its ids were not written.", where=path, remedy="Save it as UTF-8 and try again."
    )
