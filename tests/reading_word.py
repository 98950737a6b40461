"""Word reports read back as somebody without sofadiff would: passages, tracked changes, the order of elements.

The order of children is that of the transitional schema of ECMA-376 part 4 for the elements that reports use.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from reading import Passage, _clauses, _names, _one_space
from sofadiff.importing.blocks import Kind, ReadOptions
from sofadiff.importing.docx.reader import read_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath"
)
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": f"ins del moveFrom moveTo {_RUN}",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "numbering": "numPicBullet abstractNum num",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": "writeProtection view zoom trackRevisions defaultTabStop footnotePr endnotePr compat themeFontLang",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "sdt": "sdtPr sdtEndPr sdtContent",
}
"""Element -> its children in the only order that the schema allows."""


def parts(data: bytes) -> dict[str, etree._Element]:
    """Every part of the file as a tree, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        return {name: etree.fromstring(files.read(name)) for name in files.namelist()}


def document(data: bytes) -> etree._Element:
    """The main part."""
    return parts(data)["word/document.xml"]


def disorders(data: bytes) -> list[str]:
    """Every element whose children do not stand in the order of the schema, and every number used twice."""
    found = []
    annotations: list[str] = []
    for name, root in parts(data).items():
        for node in root.iter(f"{W}*"):
            local = node.tag.removeprefix(W)
            children = [child.tag.removeprefix(W) for child in node]
            if local in ORDER:
                order = ORDER[local].split()
                places = [order.index(child) if child in order else -1 for child in children]
                if places != sorted(places) or -1 in places:
                    found.append(f"{name}: {local} has {children}")
            if local in {"tc"} and children[-1:] != ["p"]:
                found.append(f"{name}: a cell does not end in a paragraph")
            if local in {"ins", "del", "bookmarkStart"}:
                annotations.append(str(node.get(f"{W}id")))
    return found + [f"number {n} used twice" for n in set(annotations) if annotations.count(n) > 1]


def passages(data: bytes) -> Iterator[Passage]:
    """Every passage: the line with both names, then the paragraphs with tracked changes."""
    head = ""
    named = {
        style.get(f"{W}styleId"): style.xpath("string(w:name/@w:val)", namespaces=_NS)
        for style in parts(data)["word/styles.xml"].iter(f"{W}style")
    }
    lines: list[etree._Element] = []
    for paragraph in [*document(data).iter(f"{W}p"), None]:
        style = ""
        if paragraph is not None:
            style = named.get(paragraph.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=_NS), "")
        if paragraph is not None and style == "Sofadiff Redline":
            lines.append(paragraph)
            continue
        if lines:
            base, _, other = head.partition(" → ")
            yield _passage(base, other, lines)
            lines = []
        if paragraph is not None and style == "Sofadiff Sides" and " → " in words(paragraph):
            head = words(paragraph)


_NS = {"w": W.strip("{}")}


def words(node: etree._Element) -> str:
    """All words in an element, deleted ones as well."""
    return "".join(node.xpath(".//w:t/text() | .//w:delText/text()", namespaces=_NS))


def _passage(base: str, other: str, lines: Sequence[etree._Element]) -> Passage:
    runs = [
        tuple(_one_space(words(run)) for line in lines for run in line.iter(f"{W}{kind}") if words(run))
        for kind in ("del", "ins")
    ]
    return Passage(_names(_clauses(base)), _names(_clauses(other)), *runs, rebuild=partial(_both, tuple(lines)))


def _both(lines: Sequence[etree._Element]) -> tuple[str, str]:
    """The earlier and the later words: what is left when all changes are rejected, and when all are accepted."""
    sides = []
    for gone in ("ins", "del"):
        text = ""
        for line in lines:
            for node in line.xpath(".//w:t | .//w:delText", namespaces=_NS):
                if not node.xpath(f"ancestor::w:{gone}", namespaces=_NS):
                    text += node.text or ""
            text += "" if line.xpath(f"w:pPr/w:rPr/w:{gone}", namespaces=_NS) else "\n"
        sides.append(text.removesuffix("\n"))
    return sides[0], sides[1]


def text_after(data: bytes, decision: str | None) -> str:
    """The words of the body as the importer reads it, all changes accepted or rejected, one space between words."""
    reading = read_docx(data, "report.docx", ReadOptions(revisions=decision))
    return _one_space(" ".join(block.text for block in reading.blocks if block.kind is not Kind.NOTE))


def text_saved(data: bytes) -> str:
    """The same of a file that a word processor saved and that has no changes left, as `text_after` gives it but for
    the signs of lists and tables, read without our importer.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        root = etree.fromstring(files.read("word/document.xml"))
    for contents in list(root.iter(f"{W}sdt")):
        contents.getparent().remove(contents)
    wanted = root.iter(f"{W}p", f"{W}t", f"{W}tab", f"{W}br")
    return unsigned("".join((node.text or "") if node.tag == f"{W}t" else " " for node in wanted))


def unsigned(text: str) -> str:
    """A text without the signs that stand for list items and for the borders of cells, one space between words."""
    return _one_space(re.sub("[|•]", " ", text))


def stands_in_order(text: str, pieces: Sequence[str]) -> list[str]:
    """The pieces that do not follow each other in the text; empty when they all do. White space is not compared."""
    at, missing = 0, []
    for piece in pieces:
        wanted = _one_space(piece)
        found = text.find(wanted, at)
        if found < 0:
            missing.append(wanted)
        else:
            at = found + len(wanted)
    return missing
