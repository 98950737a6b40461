"""The archive of a Word file: parts with fixed times, uncompressed: the same report has the same bytes on any machine.

Uncompressed, because what a deflated part looks like depends on the zlib of the machine. A word processor packs the
file when it saves it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from msgspec import Struct

from sofadiff.render.docx.words import escaped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_KINDS = {
    "styles": f"{_TYPE}.wordprocessingml.styles+xml",
    "numbering": f"{_TYPE}.wordprocessingml.numbering+xml",
    "settings": f"{_TYPE}.wordprocessingml.settings+xml",
    "footnotes": f"{_TYPE}.wordprocessingml.footnotes+xml",
    "comments": f"{_TYPE}.wordprocessingml.comments+xml",
    "header": f"{_TYPE}.wordprocessingml.header+xml",
    "footer": f"{_TYPE}.wordprocessingml.footer+xml",
    "theme": f"{_TYPE}.theme+xml",
}
"""Part beside the document -> its content type; its name is that of its relationship."""
NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}"'


MANIFEST = "customXml/item1.xml"
"""Part with the manifest of the run: word processors keep such parts when they save, and show them to nobody."""


class About(Struct, frozen=True):
    """What the file says of itself."""

    title: str
    author: str
    lang: str
    subject: str
    day: str | None
    run: str
    """The manifest of the run as one line; empty for none."""


def packed(document: str, parts: Mapping[str, str], addresses: Mapping[str, str], about: About) -> bytes:
    """The file.

    Args:
        document: The element that the document is.
        parts: Elements of the parts beside it, by the names in `header`, `styles` and so on; an empty one is left out.
        addresses: Web address to the id of its relationship.
        about: Title, author and language of the file.
    """
    kept = {name: part for name, part in parts.items() if part}
    files = {
        "[Content_Types].xml": _types(kept),
        "_rels/.rels": _relations(
            [
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _core(about),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            [
                *((f"rId_{name}", f"{_OFFICE}/{name}", f"{name}.xml") for name in kept),
                *([("rIdRun", f"{_OFFICE}/customXml", f"../{MANIFEST}")] if about.run else []),
            ],
            addresses,
        ),
        **{f"word/{name}.xml": part for name, part in kept.items()},
    }
    if about.run:
        files[MANIFEST] = f'<run xmlns="urn:sofadiff:run:1">{escaped(about.run)}</run>'
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, (_DECLARED + text).encode("utf-8"))
    return sink.getvalue()


def _types(parts: Mapping[str, str]) -> str:
    beside = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_KINDS[name]}"/>' for name in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.wordprocessingml.document.main+xml"/>{beside}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(inside: list[tuple[str, str, str]], addresses: Mapping[str, str] | None = None) -> str:
    known = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in inside)
    outside = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{escaped(url)}" TargetMode="External"/>'
        for url, name in (addresses or {}).items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{known}{outside}</Relationships>'


def _core(about: About) -> str:
    day = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{about.day}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
        if about.day
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(about.title)}</dc:title><dc:subject>{escaped(about.subject)}</dc:subject>"
        f"<dc:creator>{escaped(about.author)}</dc:creator>{day}<dc:language>{about.lang}</dc:language>"
        "</cp:coreProperties>"
    )
