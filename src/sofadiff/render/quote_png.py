"""A quote card as PNG: the SVG drawn by resvg, with a font from a package so that every machine draws the same.

The one door to both. Neither is needed for anything else, so neither is installed unless asked for.
"""

from __future__ import annotations

from pathlib import Path

from sofadiff.citing.quoting import Quote
from sofadiff.errors import MissingDependencyError, SofadiffError
from sofadiff.render.quote_svg import svg

_MARKS = "‐‒–—―‘’‚“”„†‡•…‰′″‹›€™−←→"
_LACKING = frozenset("ĬĭĲĳŊŋŦ\x7f")


def png(card: Quote) -> bytes:
    """The card as a PNG file.

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
    return bytes(found)


def _drawn(sign: str) -> bool:
    return sign == "\n" or (" " <= sign <= "\u017f" and sign not in _LACKING) or sign in _MARKS
