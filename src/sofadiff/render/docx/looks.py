"""How a report looks: styles, lists and paper, its own or those of a template."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sofadiff.render.docx.styles import STYLES, element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
    ' w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)


class Paper(Struct, frozen=True):
    """Size and margins of a page, in twentieths of a point. A4 unless a template says otherwise."""

    width: int = 11_906
    height: int = 16_838
    top: int = 1_417
    right: int = 1_417
    bottom: int = 1_417
    left: int = 1_417
    header: int = 708
    footer: int = 708

    @property
    def turned(self) -> Paper:
        """The same paper on its long side, and itself where it lies so already."""
        if self.width >= self.height:
            return self
        return Paper(self.height, self.width, self.left, self.top, self.right, self.bottom, self.header, self.footer)

    @property
    def room(self) -> int:
        """What a line may take."""
        return self.width - self.left - self.right


class Looks(Struct, frozen=True):
    """Parts that say how a document looks."""

    styles: str
    numbering: str
    ids: Mapping[tuple[str, str], str]
    """(kind, name in lower case) of each style of ours -> its id."""
    bullets: int
    """Number of the bulleted list."""
    paper: Paper = Paper()
    theme: str = ""
    """The theme part; empty for none."""

    def style(self, name: str, kind: str = "paragraph") -> str:
        """Id of one of the styles that reports use."""
        return self.ids[kind, name.lower()]


def bullet_list(abstract: int) -> str:
    """The definition of the bulleted list."""
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}"><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
    )


def own() -> Looks:
    """The looks of a report without a template."""
    ids = {style.key: style.own_id for style in STYLES}
    styles = "".join(element(style, ids, 1) for style in STYLES)
    return Looks(
        styles=f'<w:styles xmlns:w="{NAMESPACE}">{_DEFAULTS}{styles}</w:styles>',
        numbering=(
            f'<w:numbering xmlns:w="{NAMESPACE}">{bullet_list(0)}'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        ids=ids,
        bullets=1,
    )
