"""Which format a file is in, told by its content; its name only decides between Markdown and plain text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from msgspec import Struct

from sofadiff.errors import SofadiffError

NAMES = {
    "docx": "Word (DOCX)",
    "pdf": "PDF",
    "html": "HTML",
    "xml": "XML",
    "markdown": "Markdown",
    "text": "plain text",
}
"""Formats that can be told apart, as people call them."""
SUFFIXES = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "xml",
    ".akn": "xml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mkd": "markdown",
    ".txt": "text",
    ".text": "text",
}
"""What the end of a file's name says."""
_TEXTS = frozenset({"markdown", "text"})
_MARKDOWN = re.compile(r"^ {0,3}#{1,6}\s*\S|^\[.*\]\(.*\)", re.MULTILINE)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_XML = re.compile(r"<\?xml\s|<!(?i:doctype)\s|<!--|<[A-Za-z_][\w.-]*(?::[\w.-]+)?(?=[\s/>])")
_ROOTS = re.compile(r"<(?:\w+:)?akomaNtoso[\s>]|<(?:Statute|Regulation|ACT|ANNEX)[\s>]")
"""How files of legislation begin that no other format begins with, even without a declaration."""
_TAGS = re.compile(r"<(?:p|div|h[1-6]|table|body|head|ol|ul|span|meta|article|main)[\s>]", re.IGNORECASE)
_HEAD = 4096
"""Bytes at the start of a file that are looked at."""
_SAMPLE = 200
"""Lines of an unnamed text that are looked at for Markdown."""
_OTHERS = (
    (b"{\\rtf", "an RTF file", "Open it in a word processor, save it as DOCX, and import that."),
    (b"\x89PNG", "a picture", "Recognise its text first (for example with ocrmypdf), and import the result."),
    (b"\xff\xd8\xff", "a picture", "Recognise its text first (for example with ocrmypdf), and import the result."),
    (b"II*\x00", "a picture", "Recognise its text first (for example with ocrmypdf), and import the result."),
    (b"MM\x00*", "a picture", "Recognise its text first (for example with ocrmypdf), and import the result."),
    (b"GIF8", "a picture", "Recognise its text first (for example with ocrmypdf), and import the result."),
    (b"\x1f\x8b", "a compressed file", "Unpack it, and import the agreement in it."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it, and import the agreement in it."),
    (b"Rar!", "a compressed file", "Unpack it, and import the agreement in it."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Format(Struct, frozen=True):
    """What a file is."""

    name: str
    """A key of :data:`NAMES`."""
    remark: str | None = None
    """Sentence for the report where the file's name says something else."""


def recognise(data: bytes, path: str) -> Format:
    """The format of a file by its content. Raise SofadiffError for a format that cannot be imported."""
    said = SUFFIXES.get(PurePath(path).suffix.lower())
    found = _by_signature(data, path) or _by_words(data, path, said)
    if found == said or said is None or (found in _TEXTS and said in _TEXTS) or {found, said} == {"html", "xml"}:
        return Format(found)
    suffix = PurePath(path).suffix
    return Format(found, f"the name ends in {suffix}, but the content is {NAMES[found]}: read as {NAMES[found]}")


def _by_signature(data: bytes, path: str) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_archive(data, path)
    if data.startswith(_OLE):
        raise _compound(data, path)
    for mark, what, remedy in _OTHERS:
        if data.startswith(mark):
            raise SofadiffError(f"is {what}, not a text that can be imported.", where=path, remedy=remedy)
    return None


def _in_archive(data: bytes, path: str) -> str:
    """Word, or another format that is a ZIP archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise SofadiffError(
            "is a ZIP archive (as DOCX is) that is cut short or damaged.",
            where=path,
            remedy="Get the file again, or open it in a word processor, save it as DOCX, and import that.",
        ) from None
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        what, remedy = "an Excel file", "Save the sheet that holds the agreement as text, and import that."
    elif any(name.startswith("ppt/") for name in names):
        what, remedy = "a PowerPoint file", "Save its text as plain text, and import that."
    elif "content.xml" in names:
        what, remedy = "an OpenDocument file", "Open it in a word processor, save it as DOCX, and import that."
    elif any(name.endswith(".opf") for name in names):
        what, remedy = "an e-book (EPUB)", "Unpack it, and import the HTML file in it that holds the agreement."
    else:
        what, remedy = "a ZIP archive, but no Word file", "Unpack it, and import the agreement in it."
    raise SofadiffError(f"is {what}, which is not imported.", where=path, remedy=remedy)


def _compound(data: bytes, path: str) -> SofadiffError:
    """What to say of an OLE file: Word before 2007, or any Office file under a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SofadiffError(
            "is protected with a password, so it cannot be read.",
            where=path,
            remedy="Open it in a word processor with the password, save it without one, and import that.",
        )
    what = "a Word file from before 2007 (DOC)" if "WordDocument".encode("utf-16-le") in data else "an old Office file"
    return SofadiffError(
        f"is {what}, which is not imported.",
        where=path,
        remedy="Open it in a word processor, save it as DOCX, and import that.",
    )


def _by_words(data: bytes, path: str, said: str | None) -> str:
    head = _decoded(data).lstrip("\ufeff \t\r\n")
    if _XML.match(head):
        if _HTML.search(head[:_HEAD]):
            return "html"
        if head.startswith("<?xml") or said == "xml" or _ROOTS.match(head):
            return "xml"
        if said == "html" or (said not in _TEXTS and _TAGS.search(head[:_HEAD])):
            return "html"
        if said is None:
            return "xml"
    if said in _TEXTS and (said == "markdown" or PurePath(path).suffix.lower() == ".txt"):
        return said
    return "markdown" if _MARKDOWN.search("\n".join(head.split("\n")[:_SAMPLE])) else "text"


def _decoded(data: bytes) -> str:
    """The start of a file as text, to look at only."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: 8 * _HEAD].decode("utf-16", "replace")
    return data[: 8 * _HEAD].decode("utf-8", "replace")
