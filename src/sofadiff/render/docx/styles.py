"""The named styles of a Word report: by them a reader restyles it, and by their names a template takes them over."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sofadiff.render.docx.words import escaped


class Style(Struct, frozen=True):
    """One style. Built-in ones have the names that every word processor translates; ours begin with `Sofadiff`."""

    name: str
    based: str = ""
    paragraph: str = ""
    """Properties of its paragraphs, in the order of the schema."""
    run: str = ""
    kind: str = "paragraph"
    following: str = ""
    """Style of the paragraph typed after one of these."""
    default: bool = False
    table: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what a style of a template is known to be the same one."""
        return self.kind, self.name.lower()

    @property
    def own_id(self) -> str:
        """Its id where no template gives another."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


def _heading(level: int, size: int, before: int) -> Style:
    return Style(
        f"heading {level}",
        "Normal",
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="100"/><w:outlineLvl w:val="{level - 1}"/>',
        f'<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:b/><w:bCs/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/>',
        following="Normal",
    )


def _boxed(name: str, colour: str, fill: str) -> Style:
    return Style(
        name,
        "Normal",
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{colour}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        '<w:spacing w:before="120" w:after="160"/>'
        '<w:ind w:left="227" w:right="113"/>',
    )


def _mark(name: str, colour: str, fill: str) -> Style:
    shade = f'<w:color w:val="{colour}"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return Style(f"Sofadiff Mark {name}", "Sofadiff Mark", run=shade, kind="character")


_SMALL = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
_QUIET = f'<w:color w:val="4D545C"/>{_SMALL}'
_BOLD = "<w:b/><w:bCs/>"
_CLAUSE = (
    '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="8A8678"/></w:pBdr>'
    '<w:spacing w:before="60" w:after="120"/><w:ind w:left="227"/>'
)
_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A8678"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELLS = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))

STYLES: tuple[Style, ...] = (
    Style("Normal", paragraph='<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>', default=True),
    Style("Default Paragraph Font", kind="character", default=True),
    Style("Normal Table", kind="table", default=True, table=f"<w:tblCellMar>{_CELLS}</w:tblCellMar>"),
    Style("No List", kind="numbering", default=True),
    Style(
        "Title",
        "Normal",
        '<w:keepNext/><w:spacing w:before="0" w:after="120"/>',
        f'<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>{_BOLD}<w:sz w:val="40"/><w:szCs w:val="40"/>',
        following="Normal",
    ),
    Style("Subtitle", "Normal", run='<w:color w:val="4D545C"/>', following="Normal"),
    *(_heading(n + 1, size, before) for n, (size, before) in enumerate([(30, 400), (25, 300), (22, 260), (20, 200)])),
    *(_heading(n, 20, 160) for n in (5, 6)),
    Style("Sofadiff Digest", "Normal", run=_QUIET),
    Style("TOC Heading", "Normal", '<w:keepNext/><w:spacing w:before="240" w:after="80"/>', _BOLD),
    *(
        Style(f"toc {level}", "Normal", f'<w:spacing w:after="40"/><w:ind w:left="{(level - 1) * 284}"/>')
        for level in (1, 2, 3)
    ),
    Style("header", "Normal", '<w:spacing w:after="0"/>', _QUIET),
    Style("footer", "Normal", '<w:spacing w:after="0"/>', _QUIET),
    Style("caption", "Normal", '<w:keepNext/><w:spacing w:before="160" w:after="80"/>', _BOLD),
    Style("footnote text", "Normal", '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>', _SMALL),
    Style("annotation text", "Normal", '<w:spacing w:after="0"/>', _SMALL),
    Style("List Bullet", "Normal", '<w:numPr><w:numId w:val="{bullets}"/></w:numPr><w:spacing w:after="60"/>'),
    Style("Sofadiff Clause Title", "Normal", '<w:keepNext/><w:spacing w:before="240" w:after="60"/>', _BOLD),
    Style("Sofadiff Clause Text", "Normal", _CLAUSE),
    Style("Sofadiff Redline", "Sofadiff Clause Text"),
    Style("Sofadiff Sides", "Normal", '<w:keepNext/><w:spacing w:after="60"/>', _QUIET),
    Style("Sofadiff Source", "Normal", '<w:spacing w:after="60"/><w:ind w:left="227"/>', _QUIET),
    Style("Sofadiff Details", "Normal", '<w:keepNext/><w:spacing w:before="160" w:after="80"/>', _BOLD),
    _boxed("Sofadiff Note", "26415F", "E6EDF5"),
    _boxed("Sofadiff Legend", "8A8678", "F4F2EA"),
    _boxed("Sofadiff Warning", "7C1D13", "FAE7E3"),
    Style("Sofadiff Table Text", "Normal", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', _SMALL),
    Style("Sofadiff Table Head", "Sofadiff Table Text", run=_BOLD),
    Style("footnote reference", run='<w:vertAlign w:val="superscript"/>', kind="character"),
    Style("annotation reference", run='<w:sz w:val="16"/><w:szCs w:val="16"/>', kind="character"),
    Style("Hyperlink", run='<w:color w:val="17457A"/><w:u w:val="single"/>', kind="character"),
    Style("Strong", run=_BOLD, kind="character"),
    Style("Sofadiff Code", run='<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:noProof/>',
          kind="character"),
    Style("Sofadiff Citation", run='<w:color w:val="17457A"/>', kind="character"),
    Style("Sofadiff Place", run='<w:vertAlign w:val="superscript"/>', kind="character"),
    Style("Sofadiff Open", run='<w:i/><w:iCs/><w:shd w:val="clear" w:color="auto" w:fill="EEEDE8"/>', kind="character"),
    Style("Sofadiff Mark", run=_BOLD, kind="character"),
    _mark("Good", "14532D", "E4F1E6"),
    _mark("Caution", "6A4300", "FBF0D9"),
    _mark("Concern", "7C1D13", "FAE7E3"),
    _mark("Calm", "26415F", "E6EDF5"),
    _mark("Open", "4D545C", "EEEDE8"),
    Style("Sofadiff Table", "Normal Table", kind="table", table=f"<w:tblBorders>{_GRID}</w:tblBorders>"),
)  # fmt: skip
"""Every style that a report may use, those that others are based on first."""

_GROUPS = {
    "Good": ("E4F1E6", ("verified", "identical", "gain", "same")),
    "Caution": ("FBF0D9", ("reported", "medium", "doubtful", "predicted", "unclear", "moved", "below")),
    "Concern": ("FAE7E3", ("unverified", "high", "loss", "substantive")),
    "Calm": ("E6EDF5", ("editorial", "external", "practice", "added", "removed", "pinned")),
}
_GROUP = {kind: group for group, (_, kinds) in _GROUPS.items() for kind in kinds}


def mark_style(kind: str) -> str:
    """Name of the style of a mark of that kind."""
    return f"Sofadiff Mark {_GROUP.get(kind, 'Open')}"


def shade(kind: str) -> str:
    """Colour behind a cell in that state; its words say the same."""
    return _GROUPS[_GROUP[kind]][0] if kind in _GROUP else "EEEDE8"


def element(style: Style, ids: Mapping[tuple[str, str], str], bullets: int) -> str:
    """The style as an element; `ids` has the id of every style, `bullets` is the number of the bulleted list."""
    default = ' w:default="1"' if style.default else ""
    custom = ' w:customStyle="1"' if style.name.startswith("Sofadiff") else ""
    based = f'<w:basedOn w:val="{escaped(ids[style.kind, style.based.lower()])}"/>' if style.based else ""
    following = f'<w:next w:val="{escaped(ids[style.kind, style.following.lower()])}"/>' if style.following else ""
    hidden = "<w:semiHidden/><w:unhideWhenUsed/>" if style.default and style.name != "Normal" else ""
    quick = "" if hidden else "<w:qFormat/>"
    paragraphs = style.paragraph.format(bullets=bullets)
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{escaped(ids[style.key])}">'
        f'<w:name w:val="{style.name}"/>'
        f"{based}{following}{hidden}{quick}"
        + (f"<w:pPr>{paragraphs}</w:pPr>" if paragraphs else "")
        + (f"<w:rPr>{style.run}</w:rPr>" if style.run else "")
        + (f"<w:tblPr>{style.table}</w:tblPr>" if style.table else "")
        + "</w:style>"
    )
