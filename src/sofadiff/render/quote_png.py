"""A quote card as PNG: the SVG drawn by resvg, with a font from a package so that every machine draws the same.

The one door to both. Neither is needed for anything else, so neither is installed unless asked for.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sofadiff.citing.quoting import Quote
from sofadiff.errors import MissingDependencyError, SofadiffError
from sofadiff.render.quote_svg import svg
from sofadiff.render.signature import NAME, run_line

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MARKS = "‐‒–—―‘’‚“”„†‡•…‰′″‹›€™−←→"
_LACKING = frozenset("ĬĭĲĳŊŋŦ\x7f")


def png(card: Quote, run: Mapping[str, Any] | None = None) -> bytes:
    """The card as a PNG file, with its manifest, if it has one, in a text chunk.

    Raises SofadiffError where the words have letters that the font does not draw (another script than Latin), and
    MissingDependencyError where resvg-py or the font is not installed.
    """
    drawn = svg(card)
    strange = sorted({sign for sign in drawn if not _drawn(sign)})
    if strange:
        shown = " ".join(f"{sign} (U+{ord(sign):04X})" for sign in strange[:5])
        raise SofadiffError(
            f"has letters that the font of PNG cards cannot draw: {shown}.",
            where="quote",
            remedy="Use --format svg: it is drawn with the fonts of the reader's machine.",
        )
    try:
        import resvg_py  # noqa: PLC0415 - an extra, and slow to load
        from font_source_serif_pro import font_directory  # noqa: PLC0415
    except ImportError:
        raise MissingDependencyError(
            "PNG cards need resvg-py and a font.",
            where="quote",
            remedy='Run: pip install "sofadiff[cards]", or use --format svg.',
        ) from None
    folder = Path(font_directory)
    files = [str(folder / f"SourceSerifPro-{weight}.ttf") for weight in ("Regular", "Bold")]
    found: bytes = resvg_py.svg_to_bytes(
        svg_string=drawn, font_files=files, skip_system_fonts=True, serif_family="Source Serif Pro"
    )
    return _with_text(bytes(found), run_line(run)) if run else bytes(found)


def _with_text(picture: bytes, line: str) -> bytes:
    """The picture with a line of ASCII as a chunk `tEXt` before its end, as the PNG specification (11.3.4.3) has it."""
    body = b"tEXt" + NAME.encode() + b"\0" + line.encode("ascii")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    end = picture.rindex(b"IEND") - 4
    return picture[:end] + chunk + picture[end:]


def _drawn(sign: str) -> bool:
    return sign == "\n" or (" " <= sign <= "\u017f" and sign not in _LACKING) or sign in _MARKS


def manifest(picture: bytes, path: str) -> dict[str, Any]:
    """The manifest in a card, as data, read as hostile input; SofadiffError where it has none."""
    at, key = len(_SIGNATURE), b"tEXt" + NAME.encode() + b"\0"
    while at + 12 <= len(picture):
        (length,) = struct.unpack_from(">I", picture, at)
        chunk = picture[at + 4 : at + 8 + length]
        if chunk.startswith(key):
            try:
                found = json.loads(chunk[len(key) :])
            except (ValueError, RecursionError):
                break
            if isinstance(found, dict):
                return found
            break
        at += 12 + length
    raise SofadiffError(
        "carries no manifest of a run that sofadiff made.",
        where=path,
        remedy="Give the file as sofadiff wrote it: a program that saved it may have left the manifest out.",
    )


def lines(picture: bytes) -> str:
    """One line, which is another one where a single byte is."""
    return f"whole file: {hashlib.sha256(picture).hexdigest()}\n"
