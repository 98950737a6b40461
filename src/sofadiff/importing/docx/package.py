"""The archive that a DOCX file is: parts within stated limits, no entity, no file outside it, nothing on disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter

from lxml import etree
from msgspec import Struct

from sofadiff.errors import SofadiffError

Element = etree._Element
"""lxml's own, for those who walk a part: lxml itself is imported here only."""

PARTS_LIMIT = 5_000
"""Files in the archive."""
PART_LIMIT = 50_000_000
"""Bytes of one part that is read, unpacked. Pictures and other media are never unpacked."""
TOTAL_LIMIT = 150_000_000
"""Bytes of all parts that are read, unpacked."""
RATIO_LIMIT = 400
"""How many times its packed size a part over a megabyte may be; Word's own stay below 60."""
DEPTH_LIMIT = 200
"""Levels of nested elements."""

_RESAVE = "Open it in a word processor, save it as DOCX, and import that."
_STRICT = b"http://purl.oclc.org/ooxml/"
_SCHEMAS = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the strict form of the format, and those of the usual form."""


class Relation(Struct, frozen=True):
    """A relationship from one part to another, or to a place outside the file."""

    kind: str
    """Last step of its type: `footnotes`, `hyperlink`, `attachedTemplate` ..."""
    target: str
    """Name of the part, or an address outside."""
    outside: bool


class Package:
    """An opened archive. `path` only names the file in errors."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self._read = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise self.damaged() from None
        if len(entries) > PARTS_LIMIT:
            raise self.refused(f"holds {len(entries):,} files; more than {PARTS_LIMIT:,} are refused.")
        counts = Counter(entry.filename.lower() for entry in entries)
        twice = sorted(name for name, count in counts.items() if count > 1 and name.endswith((".xml", ".rels")))
        if twice:
            raise self.refused(f"holds the part {twice[0]} twice, so it is not certain which is the text.")
        self._entries = {entry.filename: entry for entry in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all files in the archive, in its order."""
        return tuple(self._entries)

    @property
    def tricks(self) -> tuple[str, ...]:
        """Names that would lead out of a folder if the archive were unpacked; it never is."""
        return tuple(name for name in self._entries if _leads_out(name))

    def refused(self, what: str, remedy: str = _RESAVE) -> SofadiffError:
        """An error about the whole file."""
        return SofadiffError(what, where=self.path, remedy=remedy)

    def damaged(self, part: str = "") -> SofadiffError:
        """An error about a part that cannot be unpacked."""
        what = f"has a damaged part ({part})" if part else "is cut short or damaged"
        return self.refused(f"{what}, so nothing in it can be relied on.", "Get the file again, or repair it in Word.")

    def xml(self, name: str) -> Element | None:
        """A part as a tree; None if there is none of that name."""
        if name not in self._entries:
            return None
        data = self._bytes(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
            raise self.refused(f"declares entities in {name}, which no word processor does, so it was not read.")
        if _STRICT in data:
            for strict, usual in _SCHEMAS:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise self._too_deep(name) from None
            raise self.damaged(name) from None
        self._refuse_depth(root, name)
        return root

    def _bytes(self, name: str) -> bytes:
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise self.refused("is protected with a password.", "Save it without one, and import that.")
        if entry.file_size > 1_000_000 and entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1):
            raise self.refused(
                f"packs {name} more than {RATIO_LIMIT} times smaller than it is, as only an attack does; not unpacked."
            )
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(PART_LIMIT + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
            raise self.damaged(name) from None
        self._read += len(data)
        if len(data) > PART_LIMIT or self._read > TOTAL_LIMIT:
            limit = PART_LIMIT if len(data) > PART_LIMIT else TOTAL_LIMIT
            raise self.refused(
                f"unpacks {name} to more than {limit / 1e6:.0f} MB of text; that is refused.",
                "Give the agreement alone, not a collection.",
            )
        return data

    def _refuse_depth(self, root: Element, name: str) -> None:
        stack = [iter(root)]
        while stack:
            below = next(stack[-1], None)
            if below is None:
                stack.pop()
            elif len(stack) >= DEPTH_LIMIT:
                raise self._too_deep(name)
            else:
                stack.append(iter(below))

    def _too_deep(self, name: str) -> SofadiffError:
        return self.refused(f"nests the elements of {name} deeper than {DEPTH_LIMIT} levels, so it was not read.")

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part (`` for the whole package), by id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for node in root if root is not None else ():
            outside = (node.get("TargetMode") or "").lower() == "external"
            target = node.get("Target") or ""
            if not outside:
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = (node.get("Type") or "").rpartition("/")[2]
            found[node.get("Id") or str(len(found))] = Relation(kind, target, outside)
        return found

    def main_part(self) -> str:
        """Name of the part with the text."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self._entries:
                return relation.target
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise self.refused("is an archive as DOCX is, but holds no document.")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")
