"""Word files made by hand, part by part, for tests: nothing in them but what a test needs. All words are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml"'
    ' ContentType="application/xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings", "comments")
"""Parts that are tied to the document by their own name."""


def run(text: str, properties: str = "") -> str:
    """A run; a tab and a line feed become theirs."""
    words = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part, f'<w:t xml:space="preserve">{escape(part)}</w:t>')
        for part in _parts(text)
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{words}</w:r>"


def _parts(text: str) -> list[str]:
    found = [""]
    for char in text:
        if char in "\t\n":
            found += [char, ""]
        else:
            found[-1] += char
    return [part for part in found if part]


def para(content: str = "", *, style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph; `content` is plain text, or runs if it begins with `<`. `num` is (numId, ilvl)."""
    inside = content if content.startswith("<") or not content else run(content)
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        own += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    own += properties
    return f"<w:p>{f'<w:pPr>{own}</w:pPr>' if own else ''}{inside}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table; a cell is plain text or paragraphs."""
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{c if c.startswith('<') else para(c)}</w:tc>" for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """A complex field: its instruction and the result that Word printed last."""
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def inserted(content: str) -> str:
    """A pending insertion."""
    return f'<w:ins w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z">{content}</w:ins>'


def deleted(text: str, name: str = "del") -> str:
    """A pending deletion of words."""
    inside = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:{name} w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z">{inside}</w:{name}>'


def level(number: int, text: str | None, **said: Any) -> str:
    """A `w:lvl`: `format`, `start`, `restart`, `legal`, `suffix`, `style`, `hidden`."""
    parts = f'<w:start w:val="{said.get("start", 1)}"/>' if said.get("start", 1) is not None else ""
    name, _, sample = said.get("format", "decimal").partition(":")
    parts += f'<w:numFmt w:val="{name}"' + (f' w:format="{sample}"/>' if sample else "/>")
    if "restart" in said:
        parts += f'<w:lvlRestart w:val="{said["restart"]}"/>'
    if "style" in said:
        parts += f'<w:pStyle w:val="{said["style"]}"/>'
    if said.get("legal"):
        parts += "<w:isLgl/>"
    if "suffix" in said:
        parts += f'<w:suff w:val="{said["suffix"]}"/>'
    if text is not None:
        parts += f"<w:lvlText w:val={quoteattr(text)}/>"
    if said.get("hidden"):
        parts += "<w:rPr><w:vanish/></w:rPr>"
    return f'<w:lvl w:ilvl="{number}">{parts}</w:lvl>'


def numbering(abstracts: Mapping[str, Mapping[str, Any]], nums: Mapping[str, Mapping[str, Any]]) -> str:
    """The numbering part: abstract definitions by id, then lists by id."""
    body = ""
    for name, abstract in abstracts.items():
        inside = f"<w:name w:val={quoteattr(abstract['name'])}/>" if "name" in abstract else ""
        inside += f'<w:numStyleLink w:val="{abstract["linked"]}"/>' if "linked" in abstract else ""
        inside += "".join(_level(key, said) for key, said in abstract.get("levels", {}).items())
        body += f'<w:abstractNum w:abstractNumId="{name}">{inside}</w:abstractNum>'
    for name, num in nums.items():
        overrides = ""
        for key, said in num.get("overrides", {}).items():
            inside = f'<w:startOverride w:val="{said["from"]}"/>' if "from" in said else ""
            inside += _level(key, said) if "text" in said else ""
            overrides += f'<w:lvlOverride w:ilvl="{key}">{inside}</w:lvlOverride>'
        body += f'<w:num w:numId="{name}"><w:abstractNumId w:val="{num["abstract"]}"/>{overrides}</w:num>'
    return f"<w:numbering {_NAMESPACES}>{body}</w:numbering>"


def _level(key: str, said: Mapping[str, Any]) -> str:
    return level(
        int(key), said.get("text"), **{name: given for name, given in said.items() if name not in {"text", "from"}}
    )


def styles(*definitions: str) -> str:
    """The styles part."""
    return f"<w:styles {_NAMESPACES}>{''.join(definitions)}</w:styles>"


def style(name: str, *, based_on: str = "", properties: str = "", run_properties: str = "", kind: str = "paragraph",
          called: str = "") -> str:  # fmt: skip
    """A style; `called` is its name if that is not its id."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called or name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def notes(kind: str, *texts: str) -> str:
    """The footnotes or endnotes part; ids count from 1."""
    body = "".join(
        f'<w:{kind} w:id="{number}">{text if text.startswith("<") else para(text)}</w:{kind}>'
        for number, text in enumerate(texts, start=1)
    )
    return f"<w:{kind}s {_NAMESPACES}>{body}</w:{kind}s>"


def reference(kind: str, number: int) -> str:
    """A reference to a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def part(name: str, inside: str) -> str:
    """Any other part: `hdr`, `ftr`, `comments`, `settings`."""
    return f"<w:{name} {_NAMESPACES}>{inside}</w:{name}>"


def word_file(*body: str, parts: Mapping[str, str] | None = None, more: Mapping[str, str | bytes] | None = None,
              relations: str = "") -> bytes:  # fmt: skip
    """The bytes of a DOCX file.

    `parts` are parts by their kind (`styles`, `header` ...), tied to the document; `more` are files by their whole
    name; `relations` is further relationship mark-up.
    """
    given = dict(parts or {})
    tied = "".join(
        f'<Relationship Id="rId{count}" Type="{_R}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for count, kind in enumerate(given, start=1)
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_R}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{tied}{relations}</Relationships>',
        **{f"word/{kind}.xml": text for kind, text in given.items()},
        **(more or {}),
    }
    return archive(files)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
