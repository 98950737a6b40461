"""Markdown to lines without mark-up: headings, text, table rows; what is no word is counted, no word is lost."""

from __future__ import annotations

import html
import re
from collections import Counter

from sofadiff.importing.blocks import Kind, LeftOut, Line, Reading, ReadOptions
from sofadiff.importing.decoding import decode
from sofadiff.importing.exchange.head import is_written
from sofadiff.importing.exchange.reading import read_written
from sofadiff.importing.paragraphs import assemble
from sofadiff.text import tidy

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?!#)\s*(.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_TARGET = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_NOTE = re.compile(r"<sup>\s*(?:\d+\s*\)?\s*)?\[\s*Red\b[^<>]{0,600}</sup>", re.IGNORECASE)
_RAISED = re.compile(r"(?<=\d)\s*<su[pb]>\s*(?=\d)", re.IGNORECASE)
_TAG = re.compile(
    r"<!--[^<>]{0,600}-->|</?(?:a|abbr|b|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li|link|meta"
    r"|ol|p|pre|s|small|span|strong|su[bp]|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)(?:\s+[\w:-]+\s*=[^<>]*|\s*/?)?\s*>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|`+")
_BULLET = re.compile(r"^\s*[*+]\s+(?=\S)")
_ITEM = re.compile(
    r"^\s*[*+-]\s+(?=(?:\*{2}|__)?(?:Section \d+\.?|\(\w{1,5}\)|\w{1,5}[.)]|\d{1,3}(?:\.\d{1,3})+|§)(?:\*{2}|__|\s))"
)
"""The mark of a list item whose label is typed behind it: mark-up, and no label of its own."""
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_RULE = re.compile(r"^[\s:|*_=-]*$")
_STATUS = re.compile(
    r"^\s*(?:\[?(?:Treedt in werking|In werking getreden|Vervallen|Wijzigt deze|Deze wijziging|Voorlopig toegepast)\b"
    r"(?=.{0,120}$))"
)

STATUS = "the publisher's note on entry into force, not part of the instrument"
NOTE = "the publisher's editorial note, not part of the instrument"
FRONT_MATTER = "front matter of the Markdown file, not part of the instrument"
PICTURE = "a picture; what it shows cannot be imported"


def read_markdown(data: bytes, path: str, options: ReadOptions) -> Reading:
    """Blocks of a Markdown file. Link targets, emphasis and tags count as mark-up, never as words."""
    source = decode(data, path)
    lines = source.lines
    if is_written(lines):
        return read_written(source, path)
    markup: Counter[str] = Counter()
    left_out: list[LeftOut] = []
    front = _front_matter(lines)
    left_out.extend(LeftOut(number, tidy(_words(lines[number - 1])), FRONT_MATTER) for number in range(1, front + 1))
    parsed = [
        Line(number, "", Kind.TEXT) if number <= front else _line(raw, number, markup, left_out)
        for number, raw in enumerate(lines, start=1)
    ]
    blocks, joined, remarks = assemble(_underlined(parsed, lines))
    return Reading(
        blocks=blocks,
        left_out=tuple(left_out),
        source=tuple(_words(raw) for raw in lines),
        remarks=(*source.remarks, *remarks),
        joined=joined,
        markup=tuple(sorted(markup.items())),
        encoding=source.encoding,
    )


def _front_matter(lines: tuple[str, ...]) -> int:
    """How many lines at the top are YAML front matter between `---` lines."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((number for number in range(2, min(len(lines), 60) + 1) if lines[number - 1].strip() == "---"), 0)


def _words(raw: str) -> str:
    """A line's words for the totality check: independent of what the reader keeps or leaves out."""
    return html.unescape(_TAG.sub(" ", _TARGET.sub("] ", raw)))


def _line(raw: str, number: int, markup: Counter[str], left_out: list[LeftOut]) -> Line:
    if _STATUS.match(raw):
        left_out.append(LeftOut(number, tidy(_words(raw)), STATUS))
        return Line(number, "", Kind.TEXT)
    for note in _NOTE.findall(raw):
        left_out.append(LeftOut(number, tidy(_words(note)), NOTE))
    text = _NOTE.sub("", raw)
    pictures = _IMAGE.findall(text)
    left_out.extend(LeftOut(number, tidy(name), PICTURE) for name in pictures)
    text = _IMAGE.sub("", text)
    if pictures and not text.strip():
        return Line(number, "", Kind.PICTURE)
    heading = _HEADING.match(text)
    level = len(heading.group(1)) if heading else 0
    text = _strip(heading.group(2).rstrip("# \t") if heading else _QUOTE.sub("", text), markup)
    if _RULE.match(text):
        return Line(number, "", Kind.TEXT)
    if heading:
        return Line(number, tidy(text), Kind.HEADING, level)
    if text.lstrip().startswith("|"):
        return Line(number, tidy(text.strip().strip("|")), Kind.ROW)
    return Line(number, tidy(text), Kind.TEXT, raw=text.strip())


def _strip(text: str, markup: Counter[str]) -> str:
    """Take link targets, tags, emphasis and escapes off a line, counting the first two."""
    text = _RAISED.sub(" ", text)
    text, targets = _TARGET.subn("]", text)
    text, tags = _TAG.subn("", text)
    if targets:
        markup["link targets"] += targets
        text = re.sub(r"\[([^\[\]]*)\]", r"\1", text)
    if tags:
        markup["tags"] += tags
    text = _BULLET.sub("- ", _ITEM.sub("", text))
    text = _EMPHASIS.sub("", text)
    return html.unescape(_ESCAPE.sub(r"\1", text))


def _underlined(parsed: list[Line], lines: tuple[str, ...]) -> list[Line]:
    """Turn the text line over a `====` or `----` line into a heading."""
    for index in range(1, len(parsed)):
        mark, above = _UNDERLINE.match(lines[index]), parsed[index - 1]
        if mark and len(mark.group(1)) >= 3 and above.kind is Kind.TEXT and 0 < len(above.text) <= 150:
            parsed[index - 1] = Line(above.number, above.text, Kind.HEADING, 1 if mark.group(1)[0] == "=" else 2)
    return parsed
