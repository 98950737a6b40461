"""What stands around a report's blocks: title, contents, how to read it, running head and foot, notes, settings."""

from __future__ import annotations

from sofadiff.document import Code, Heading, Redline, Report, Text
from sofadiff.render.docx.blocks import body, heading_style
from sofadiff.render.docx.package import NAMESPACES
from sofadiff.render.docx.sheet import Sheet, walk
from sofadiff.render.docx.tables import closed
from sofadiff.render.docx.words import field, paragraph, properties, region

_DEEPEST_IN_CONTENTS = 3
_SHOWN = 16
"""Letters of the digest that the running head shows; the file's properties have all of them."""
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def document(report: Report, sheet: Sheet, digest: str) -> str:
    """The main part."""
    inside = closed(body(report.blocks, sheet), sheet)  # first, so that links in the contents know their bookmarks
    front = [
        paragraph(sheet.run(report.title), sheet.style("Title")),
        paragraph(sheet.run(_subtitle(report, sheet)), sheet.style("Subtitle")),
        paragraph(sheet.run(sheet.say.say("word.run", digest=digest)), sheet.style("Sofadiff Digest")),
        _contents(report, sheet),
        _legend(report, sheet),
    ]
    section = sheet.section(sheet.looks.paper)
    return f"<w:document {NAMESPACES}><w:body>{''.join(front)}{inside}{section}</w:body></w:document>"


def _subtitle(report: Report, sheet: Sheet) -> str:
    key = f"render.kind.{report.name}"
    kind = sheet.say.say(key) if sheet.say.has(key) else report.name
    return f"{kind[:1].upper()}{kind[1:]}"


def _contents(report: Report, sheet: Sheet) -> str:
    """The table of contents as a field: its entries lead to the headings, and F9 gives them page numbers.

    No page number stands there before, because only a word processor knows where its pages end.
    """
    headings = [
        block for block in walk(report.blocks) if isinstance(block, Heading) and block.level <= _DEEPEST_IN_CONTENTS
    ]
    if not headings:
        return ""
    edge = int(heading_style(_DEEPEST_IN_CONTENTS).rpartition(" ")[2])
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{sheet.looks.paper.room}"/></w:tabs>'
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{edge}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = []
    for number, block in enumerate(headings):
        level = heading_style(block.level).rpartition(" ")[2]
        link = sheet.leads_to(block.id, sheet.run(block.text))
        lines.append(paragraph(("" if number else begin) + link, sheet.style(f"toc {level}"), tab))
    end = paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>', sheet.style("Normal"))
    title = paragraph(sheet.run(sheet.say.say("render.contents")), sheet.style("TOC Heading"))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{title}{''.join(lines)}{end}</w:sdtContent></w:sdt>"
    )


def _legend(report: Report, sheet: Sheet) -> str:
    """How to read tracked changes, where the report has any."""
    redlines = [block for block in walk(report.blocks) if isinstance(block, Redline)]
    if not redlines:
        return ""
    say = sheet.say.say
    words = [say("word.legend", author=sheet.author, editorial=say("word.author.editorial", author=sheet.author))]
    if any(not (block.base_whole and block.other_whole) for block in redlines):
        words.append(say("word.legend.open", open=say("word.author.open", author=sheet.author)))
    if any(block.moved_from for block in redlines):
        words.append(say("word.legend.moved"))
    words.append(say("word.legend.date", date=sheet.day) if sheet.day else say("word.legend.no-date"))
    title = f"{sheet.run(say('word.legend.title'), 'Strong')}<w:r><w:br/></w:r>"
    return paragraph(title + sheet.run(" ".join(words)), sheet.style("Sofadiff Legend"))


def header(report: Report, sheet: Sheet, digest: str) -> str:
    """The running head: the title, and what tells this run from every other."""
    run = sheet.say.say("word.run", digest=digest[:_SHOWN])
    lines = [paragraph(sheet.run(words), sheet.style("header")) for words in (report.title, run)]
    return f"<w:hdr {NAMESPACES}>{''.join(lines)}</w:hdr>"


def footer(sheet: Sheet) -> str:
    """The running foot: who wrote it, and the page."""
    page = "".join(
        field(item.text, sheet.lang) if isinstance(item, Code) else sheet.run(item.text)
        for item in sheet.say.inlines("word.page", page=Code("PAGE"), pages=Code("NUMPAGES"))
        if isinstance(item, Code | Text)
    )
    lines = [paragraph(words, sheet.style("footer")) for words in (sheet.run(sheet.say.say("word.footer")), page)]
    return f"<w:ftr {NAMESPACES}>{''.join(lines)}</w:ftr>"


def footnotes(sheet: Sheet) -> str:
    """All footnotes; nothing where there are none."""
    if not sheet.footnotes:
        return ""
    mark = f"<w:r>{properties(sheet.lang, sheet.looks.style('footnote reference', 'character'))}<w:footnoteRef/></w:r>"
    lead, style = mark + sheet.run(" "), sheet.style("footnote text")
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(lead + content, style)}</w:footnote>'
        for number, content in enumerate(sheet.footnotes, start=1)
    )
    return f"<w:footnotes {NAMESPACES}>{_SEPARATORS}{notes}</w:footnotes>"


def comments(sheet: Sheet) -> str:
    """All comments; nothing where there are none."""
    style = sheet.looks.style("annotation reference", "character")
    mark = f"<w:r>{properties(sheet.lang, style)}<w:annotationRef/></w:r>"
    said = "".join(
        f'<w:comment w:id="{number}" {sheet.signed(sheet.author)} w:initials="sd">'
        f"{paragraph(mark + content, sheet.style('annotation text'))}</w:comment>"
        for number, content in enumerate(sheet.comments)
    )
    return f"<w:comments {NAMESPACES}>{said}</w:comments>" if said else ""


def settings(sheet: Sheet) -> str:
    """Few: what a word processor needs to read the rest as it was meant."""
    notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if sheet.footnotes else ""
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>{notes}'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="15"/></w:compat><w:themeFontLang w:val="{region(sheet.lang)}"/></w:settings>'
    )
