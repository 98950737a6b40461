"""Building blocks of a record's XML, shared by everything that writes one."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from sofadiff.akn.ids import compute_ids
from sofadiff.akn.parse import AKN, SD
from sofadiff.outline import split_note, without_notes

NSMAP = {None: AKN, "sd": SD}
PROJECT = "sofadiff"
"""eId of the organisation that speaks as `source` in the metadata of a record."""


def add(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str | None) -> etree._Element:
    """Append an AKN element (`sd_` in front of a name puts it, or an attribute, into our namespace)."""
    node = etree.SubElement(parent, _qualified(name, AKN))
    for key, value in attributes.items():
        if value is not None:
            node.set(_qualified(key, None), value)
    if text is not None:
        node.text = text
    return node


def _qualified(name: str, default: str | None) -> str:
    if name.startswith("sd_"):
        return f"{{{SD}}}{name[3:]}"
    return f"{{{default}}}{name}" if default else name


def new_act() -> tuple[etree._Element, etree._Element]:
    """An empty akomaNtoso root and its act element, as our profile wants them."""
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap=NSMAP)
    return root, add(root, "act", name="agreement")


def paragraphs(parent: etree._Element, text: str) -> None:
    """Append one `<p>` for each line of a text, and a note at the end of it for each line that is a footnote."""
    last: etree._Element | None = None
    for line in text.split("\n"):
        note = split_note(line)
        if note is None:
            last = add(parent, "p", line)
        else:
            append_note(add(parent, "p") if last is None else last, note)


def append_note(parent: etree._Element, note: tuple[str, str]) -> None:
    """Append a footnote (marker, text) to a block."""
    add(add(parent, "authorialNote", marker=note[0] or None), "p", note[1])


def heading(parent: etree._Element, text: str) -> None:
    """Append a `<heading>` with the footnotes in it."""
    node = add(parent, "heading", without_notes(text))
    for line in text.split("\n"):
        if (note := split_note(line)) is not None:
            append_note(node, note)


def identification(meta: etree._Element, *, slug: str, title: str, dates: Mapping[str, tuple[str, str]],
                   language: str, author: str, short: str | None = None) -> None:  # fmt: skip
    """Append the FRBR block. `dates` gives (date, name) for `work`, `expression` and `manifestation`."""
    block = add(meta, "identification", source=f"#{PROJECT}")
    work_uri = f"/akn/un/act/agreement/{dates['work'][0]}/{slug}"
    expression_uri = f"{work_uri}/{language}@{dates['expression'][0]}"
    work = add(block, "FRBRWork")
    add(work, "FRBRthis", value=f"{work_uri}/!main")
    add(work, "FRBRuri", value=work_uri)
    add(work, "FRBRalias", name="title", value=title)
    if short:
        add(work, "FRBRalias", name="short", value=short)
    add(work, "FRBRdate", date=dates["work"][0], name=dates["work"][1])
    add(work, "FRBRauthor", href=f"#{author}")
    add(work, "FRBRcountry", value="un")
    expression = add(block, "FRBRExpression")
    add(expression, "FRBRthis", value=f"{expression_uri}/!main")
    add(expression, "FRBRuri", value=expression_uri)
    add(expression, "FRBRdate", date=dates["expression"][0], name=dates["expression"][1])
    add(expression, "FRBRauthor", href=f"#{PROJECT}")
    add(expression, "FRBRlanguage", language=language)
    manifestation = add(block, "FRBRManifestation")
    add(manifestation, "FRBRthis", value=f"{expression_uri}/!main.xml")
    add(manifestation, "FRBRuri", value=f"{expression_uri}.xml")
    add(manifestation, "FRBRdate", date=dates["manifestation"][0], name=dates["manifestation"][1])
    add(manifestation, "FRBRauthor", href=f"#{PROJECT}")


def write_ids(act: etree._Element) -> int:
    """Write every computed eId into the tree; how many were missing or different."""
    changed = 0
    for element, eid in compute_ids(act).items():
        if element.get("eId") != eid:
            changed += 1
            attributes = [(key, value) for key, value in element.attrib.items() if key != "eId"]
            element.attrib.clear()
            element.set("eId", eid)
            for key, value in attributes:
                element.set(key, value)
    return changed


def serialise(root: etree._Element) -> bytes:
    """UTF-8 bytes, indented by two spaces, one `<p>` on one line, a line feed at the end."""
    _indent(root, 0)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _indent(node: etree._Element, depth: int) -> None:
    inline = etree.QName(node).localname in {"p", "num", "heading"} or not len(node)
    if inline or (node.text and node.text.strip()):
        return
    node.text = "\n" + "  " * (depth + 1)
    for child in node:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    node[-1].tail = "\n" + "  " * depth
