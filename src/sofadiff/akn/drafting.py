"""An imported text as an Akoma Ntoso draft: valid, with computed ids, without claims about what it means."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from lxml import etree

from sofadiff.akn.build import PROJECT, add, heading, identification, new_act, paragraphs, serialise, write_ids
from sofadiff.akn.names import HIERARCHY
from sofadiff.akn.parse import SD
from sofadiff.akn.profile import IMPORTED, XML_ID
from sofadiff.akn.read import NO_DATE
from sofadiff.outline import ATTACHMENT, About, Node, Outline, PreambleBlock, Standing

_ANCHOR = f"{{{SD}}}anchor"


def draft(
    outline: Outline, *, slug: str, title: str, date: str | None, language: str, source_name: str, source_sha256: str,
    anchor: Callable[[int], str] | None = None, about: About | None = None,
) -> bytes:  # fmt: skip
    """The bytes of a draft record of an imported text.

    `date` is the instrument's date (YYYY-MM-DD); without one the draft holds the placeholder that `sofadiff check`
    refuses. `about` is what a source that is itself a record says of it beyond these. The draft names its source file
    and its digest, and for each clause where it stands there (`sd:anchor`; `anchor` tells it from a source line). It
    carries no topics and no findings, and no support unless the source is a record that was written as text: those are
    for a person to add. What kind of text the file is (`about.text_status`) stands at the file where no record says it.
    """
    root, act = new_act()
    meta = add(act, "meta")
    about = about or About()
    day = (date or NO_DATE, (about.date_name or "signature") if date else "unknown")
    identification(
        meta, slug=slug, title=title, short=about.short or None,
        dates={"work": day, "expression": (day[0], "imported"), "manifestation": (day[0], "imported")},
        language=language, author=PROJECT,
    )  # fmt: skip
    analysis = add(add(meta, "analysis", source=f"#{PROJECT}"), "otherAnalysis", source=f"#{PROJECT}")
    if about.completeness:
        add(
            analysis, "sd_record", kind=about.kind or None, completeness=about.completeness,
            missionType=about.mission_type or None, textStatus=about.text_status or None,
        )  # fmt: skip
    source = add(analysis, "sd_source", title=source_name, kind=IMPORTED, sha256=source_sha256)
    source.set(XML_ID, "file")
    if about.text_status and not about.completeness:
        source.set(
            "textStatus", about.text_status
        )  # said of the file alone: how much of the instrument it is, nobody said
    glossary = _terms(analysis, about)
    references = add(meta, "references", source=f"#{PROJECT}")
    add(references, "TLCOrganization", eId=PROJECT, href="/ontology/organization/sofadiff", showAs="sofadiff")
    if outline.title:
        printed = add(add(act, "preface"), "longTitle", eId="preface__longTitle_1")
        add(add(printed, "p"), "docTitle", outline.title)
    if outline.preamble:
        _preamble(act, outline.preamble, anchor)
    body = add(act, "body")
    for node in outline.nodes:
        _node(body, node, anchor)
    if not outline.nodes:
        paragraphs(add(add(body, "paragraph"), "content"), "")
    if outline.conclusions:
        closing = add(act, "conclusions")
        for block in outline.conclusions:
            paragraphs(closing, block.text)
            _stand(closing[-1], block.standing)
    write_ids(act)
    known = {f"#{element.get('eId')}" for element in act.iter()}
    for term in glossary:
        if term.get("ref") not in known:
            term.attrib.pop("ref", None)  # the clause that defined it is no longer there
    _name(act, slug)
    return serialise(root)


def _terms(analysis: etree._Element, about: About) -> list[etree._Element]:
    return [
        add(analysis, "sd_term", role=role, form=form, holder=holder or None, ref=f"#{ref}" if ref else None)
        for role, form, holder, ref in about.terms
    ]


def _name(act: etree._Element, slug: str) -> None:
    """Give each clause a wId made of its words and labels.

    Not a count: of two imports of one instrument, of which one has a clause more, every clause behind it would carry
    the name of another, and a comparison of versions goes by that name.
    """
    taken: set[int] = set()
    for element in (e for e in act.iter() if _carries_wid(e)):
        own = (part for part in element if etree.QName(part).localname not in HIERARCHY)
        text = " ".join((element.text or "", *(str(piece) for part in own for piece in part.itertext())))
        said = f"{element.get('eId')} {' '.join(text.split())}"
        number = int(hashlib.sha256(said.encode()).hexdigest()[:12], 16) % 10**8
        while number in taken:
            number = (number + 1) % 10**8
        taken.add(number)
        element.set("wId", f"{slug}-c{number:08d}")


def _carries_wid(element: etree._Element) -> bool:
    name = etree.QName(element).localname
    return element.get("eId") is not None and name not in {"heading", "intro", "wrapUp", "recitals"} and (
        etree.QName(element).namespace or ""
    ).endswith("akn/3.0") and not name.startswith("TLC")  # fmt: skip


def _preamble(act: etree._Element, blocks: tuple[PreambleBlock, ...], anchor: Callable[[int], str] | None) -> None:
    preamble = add(act, "preamble")
    recitals: etree._Element | None = None
    for block in blocks:
        if block.recital:
            recitals = add(preamble, "recitals") if recitals is None else recitals
            recital = add(recitals, "recital")
            if anchor is not None:
                recital.set(_ANCHOR, anchor(block.line))
            _stand(recital, block.standing)
            if block.num is not None:
                add(recital, "num", block.num)
            paragraphs(recital, block.text)
        else:
            recitals = None
            paragraphs(preamble, block.text)
            _stand(preamble[-1], block.standing)


def _stand(element: etree._Element, standing: Standing) -> None:
    """Say how well a clause is established, where its source says so."""
    stated = (("support", standing.support), ("number", standing.number), ("assumedFrom", standing.assumed_from))
    for name, value in stated:
        if value:
            element.set(f"{{{SD}}}{name}", value)


def _node(parent: etree._Element, node: Node, anchor: Callable[[int], str] | None) -> None:
    attached = node.element == ATTACHMENT
    element = add(parent, "hcontainer", name="attachment") if attached else add(parent, node.element)
    if anchor is not None:
        element.set(_ANCHOR, anchor(node.line))
    _stand(element, node.standing)
    if node.num is not None:
        add(element, "num", node.num)
    if node.heading is not None:
        heading(element, node.heading)
    if not node.children:
        texts = [text for text in (node.intro, node.content, node.wrap_up) if text is not None]
        paragraphs(add(element, "content"), "\n".join(texts))
        return
    if node.intro is not None:
        paragraphs(add(element, "intro"), node.intro)
    for child in node.children:
        _node(element, child, anchor)
    if node.wrap_up is not None:
        paragraphs(add(element, "wrapUp"), node.wrap_up)
