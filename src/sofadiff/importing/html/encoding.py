"""Bytes of a page to text: the encoding told by its byte-order mark, by what the page says of itself, or by trying."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Remark

SIZE_LIMIT = 20_000_000
"""Bytes of a page that is imported."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HEAD = 4096
"""Bytes at the start in which a page may name its encoding."""
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""Encodings that pages name and browsers read as another one, of which they are a part."""
_CODECS = re.compile(r"utf|iso8859|cp\d|mac|koi|gb|big5|shift_jis|euc|latin|ascii|hz|ptcp|kz|tis")
"""Text encodings; Python knows other codecs (`rot13`, `zip`) under names that a page must not choose."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Decoded(Struct, frozen=True):
    """A page as text."""

    text: str
    """With line feeds only at the ends of lines."""
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode_page(data: bytes, path: str) -> Decoded:
    """Decode a page; raise SofadiffError for one that is binary, damaged or too large."""
    if len(data) > SIZE_LIMIT:
        raise SofadiffError(
            f"is a page of {len(data) / 1e6:.0f} MB; more than {SIZE_LIMIT / 1e6:.0f} MB are refused.",
            where=path,
            remedy="Give the agreement alone, not a collection.",
        )
    decoded = _marked(data, path) or _named(data) or _tried(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        raise SofadiffError(
            f"holds the control character U+{ord(control.group()):04X}, so it is binary or damaged, not a page.",
            where=f"{path}:{text.count(chr(10), 0, control.start()) + 1}",
            remedy="Open it in a browser, save it again (or copy its text into a plain text file), and import that.",
        )
    return Decoded(text, decoded.encoding, decoded.remarks)


def _marked(data: bytes, path: str) -> Decoded | None:
    """By the byte-order mark, which nothing overrides."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(codec), name)
            except UnicodeDecodeError as error:
                raise SofadiffError(
                    f"says it is {name} but byte {error.start} is not.", where=path, remedy="Save it again as UTF-8."
                ) from None
    return None


def _named(data: bytes) -> Decoded | None:
    """By what the page says of itself; None if it says nothing, or something that is not so."""
    said = _META.search(data[:_HEAD]) or _DECLARATION.search(data[:_HEAD])
    if said is None:
        return None
    name = said.group(1).decode("ascii", "replace")
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if _CODECS.match(codec) is None or codec.startswith("utf-16"):  # what names itself in ASCII is no UTF-16
        return None
    codec = _AS_BROWSERS_DO.get(codec, codec)
    try:
        return Decoded(data.decode(codec), name.upper() if codec == "utf-8" else name)
    except UnicodeDecodeError:
        found = _tried(data)
        message = (
            f"the page says it is {name}, which is not so: it was read as {found.encoding}; check accented letters"
        )
        return Decoded(found.text, found.encoding, (Remark(0, message, doubtful=True),))


def _tried(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        message = (
            f"byte {error.start} is not UTF-8, so the page was read as Windows-1252 (Latin-1): check accented letters"
        )
    remark = (Remark(0, message, doubtful=True),)
    try:
        return Decoded(data.decode("cp1252"), "Windows-1252", remark)
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "Latin-1", remark)
