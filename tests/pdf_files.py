"""Tiny PDF files for tests, in Courier: every letter is six tenths of the size wide, so lines end where one says."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FONTS = {"F": "Courier", "B": "Courier-Bold"}
WIDTH, HEIGHT = 595, 842
LEADING = 1.2


@dataclass(frozen=True)
class Run:
    """Words at a place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F"
    turn: str = "1 0 0 1"
    mode: int = 0


def lines(x: float, y: float, texts: Iterable[str], size: float = 10, font: str = "F") -> list[Run]:
    """Lines one under the other; an empty one leaves room."""
    return [Run(x, y - size * LEADING * n, text, size, font) for n, text in enumerate(texts) if text]


def wrapped(x: float, y: float, paragraphs: Sequence[str], letters: int, size: float = 10) -> list[Run]:
    """Paragraphs broken into lines of so many letters, with an empty line between."""
    broken: list[str] = []
    for paragraph in paragraphs:
        broken += [*textwrap.wrap(paragraph, letters, break_on_hyphens=False), ""]
    return lines(x, y, broken, size)


def content(runs: Iterable[Run]) -> bytes:
    """Page content that prints the runs."""
    out = []
    for run in runs:
        text = run.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        out.append(f"BT {run.mode} Tr /{run.font} {run.size} Tf {run.turn} {run.x} {run.y} Tm ({text}) Tj ET")
    return "\n".join(out).encode("cp1252")


def pdf(*pages: Sequence[Run], extra: bytes = b"", box: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF file with these pages; `extra` stands in each page's dictionary."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    ).encode()
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages))).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
    ]
    for number, page in enumerate(pages):
        stream = content(page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << %s >> >> %s >>"
            % (*box, 4 + 2 * number, fonts, extra)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return file_of(objects)


def file_of(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
