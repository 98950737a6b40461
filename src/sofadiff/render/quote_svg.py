"""A quote card as SVG, in plain Python: laid out here, readable by any browser, nothing fetched, no script.

Widths of letters are estimated on the safe side, since nobody knows which serif face a reader's machine has; a word too
long for a line is cut where the line ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from sofadiff.citing.quoting import Quote
from sofadiff.render.quote_text import colon, quoted
from sofadiff.render.signature import NAME, run_line
from sofadiff.render.visible import escaped, visible

WIDTH = 1200
_MARGIN = 80
_TOP = 70
_FAMILY = "'Source Serif Pro', Charter, 'Bitstream Charter', Georgia, 'Liberation Serif', 'DejaVu Serif', serif"
_ADDRESS = re.compile(r" <https?://[^<>]*>")
"""Nobody types an address from a picture: the description and the other forms of the card have it."""
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’‘|!()[]/-·\u00a0 "), frozenset("mwMWQO@%—œŒæÆ…")


class _Style(Struct, frozen=True):
    size: int
    leading: int
    name: str


_QUOTE = _Style(36, 52, "words")
_CLAIM = _Style(24, 34, "claim")
_ROW = _Style(20, 29, "row")


class _Line(Struct, frozen=True):
    x: int
    y: int
    style: _Style
    text: str
    bold: int = 0
    """So many characters at the beginning are a label."""


def svg(card: Quote, run: Mapping[str, Any] | None = None) -> str:
    """The whole card, with its manifest, if it has one, as metadata."""
    lines = list(_laid_out(card))
    height = lines[-1].y + _MARGIN
    described = "\n".join([card.claim, quoted(card), *(f"{name}{colon(card)}{value}" for name, value in card.rows)])
    kind = "exact" if card.exact else "restated"
    body = "\n".join(_text(line, card) for line in lines)
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    named = f'role="img" aria-labelledby="title desc" xml:lang="{escaped(card.reader)}"'
    carried = f"<metadata>{NAME} {escaped(run_line(run))}</metadata>\n" if run else ""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} {named}>
<title id="title">{escaped(card.claim)}</title>
<desc id="desc">{escaped(described)}</desc>
{carried}<style>
text {{ font-family: {_FAMILY}; fill: #1b1f24; white-space: pre; }}
.words {{ font-size: {_QUOTE.size}px; }}
.claim {{ font-size: {_CLAIM.size}px; font-weight: 700; fill: {"#26415f" if card.exact else "#6a4300"}; }}
.row {{ font-size: {_ROW.size}px; fill: #3d444c; }}
.label {{ font-weight: 700; }}
</style>
<rect width="{WIDTH}" height="{height}" fill="#fffefa"/>
<rect class="{kind}" x="0" y="0" width="18" height="{height}" fill="{"#26415f" if card.exact else "#d39a3a"}"/>
{body}
</svg>
"""


def _laid_out(card: Quote) -> Iterator[_Line]:
    """Every line with its place: whose words they are first, so that no crop of the card loses it before the words."""
    right = card.lang in _RIGHT_TO_LEFT
    y = _TOP
    for part in wrapped(f"{card.claim}. {card.extent}", _CLAIM.size):
        y += _CLAIM.leading
        yield _Line(_MARGIN, y, _CLAIM, part)
    y += 30
    for part in wrapped(quoted(card), _QUOTE.size):
        y += _QUOTE.leading
        yield _Line(WIDTH - _MARGIN if right else _MARGIN, y, _QUOTE, part)
    y += 40
    for name, value in card.rows:
        label = f"{name}{colon(card)}"
        for number, part in enumerate(wrapped(label + _ADDRESS.sub("", value), _ROW.size)):
            y += _ROW.leading
            yield _Line(_MARGIN, y, _ROW, part, len(label) if number == 0 else 0)
        y += 6


def _text(line: _Line, card: Quote) -> str:
    place = f'class="{line.style.name}" x="{line.x}" y="{line.y}"'
    if line.style is _QUOTE:
        place += f' xml:lang="{escaped(card.lang)}"'
        place += ' direction="rtl"' if card.lang in _RIGHT_TO_LEFT else ""
    if line.bold:
        label, rest = line.text[: line.bold], line.text[line.bold :]
        return f'<text {place}><tspan class="label">{escaped(label)}</tspan>{escaped(rest)}</text>'
    return f"<text {place}>{escaped(line.text)}</text>"


def wrapped(text: str, size: int) -> list[str]:
    """The text in lines that fit between the margins at a size in pixels; line feeds are kept."""
    room = (WIDTH - 2 * _MARGIN) / size
    out: list[str] = []
    for paragraph in visible(text).replace("\t", " ").split("\n"):
        line = ""
        for word in paragraph.split(" "):
            for piece in _pieces(word, room):
                if not line:
                    line = piece
                elif width(f"{line} {piece}") <= room and piece == word:
                    line = f"{line} {piece}"
                else:
                    out.append(line)
                    line = piece
        out.append(line)
    return out


def _pieces(word: str, room: float) -> list[str]:
    """A word, cut where it is too long for a line."""
    if width(word) <= room:
        return [word]
    out, piece = [], ""
    for sign in word:
        if width(piece + sign) > room:
            out.append(piece)
            piece = ""
        piece += sign
    return [*out, piece]


def width(text: str) -> float:
    """About how wide a text is at most, in units of the font's size."""
    return sum(_sign(sign) for sign in text)


def _sign(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if sign in _NARROW:
        return 0.36
    if sign in _WIDE:
        return 1.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    if sign.isdigit():
        return 0.6
    if sign.isupper():
        return 0.78
    return 0.6 if sign < "\u0370" else 0.9
