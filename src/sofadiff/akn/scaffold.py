"""The first form of a record: identification and an empty clause, or the clauses of an imported draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from lxml import etree
from msgspec import Struct

from sofadiff.akn.build import PROJECT, add, identification, new_act, serialise, write_ids
from sofadiff.akn.names import HIERARCHY
from sofadiff.akn.parse import AKN, SD, Document
from sofadiff.akn.profile import XML_ID, choice, imported_status
from sofadiff.akn.read import NO_DATE
from sofadiff.akn.words import block_text
from sofadiff.codebook import Codebook
from sofadiff.states import TextStatus
from sofadiff.text import digest, tidy, words

SOURCE = "s1"
"""Id of the one source that a new record names."""
EVENTS = {
    "signature": "Signature",
    "adoption": "Adoption",
    "entry-into-force": "Entry into force",
}
"""Names of dates that are a step in the instrument's life, and how reports print them."""
_ARTICLE = re.compile(r"(?:article|artikel|artículo|articolo)\b\s*", re.IGNORECASE)
"""The word that stands before an article's number in print; records hold the number alone."""
_TEXTS = ("content", "intro", "wrapUp", "heading", "recital")
_NS = {"a": AKN, "sd": SD}
_SUPPORT, _NUMBER = f"{{{SD}}}support", f"{{{SD}}}number"


class Start(Struct, frozen=True):
    """What must be known of an instrument before its clauses are restated."""

    slug: str
    title: str
    short: str
    date: str
    """YYYY-MM-DD."""
    date_name: str
    """What happened on that day, such as `signature`."""
    restated: str
    """YYYY-MM-DD: the day on which the author of the record restates it. Never taken from the clock."""
    parties: tuple[tuple[str, str], ...]
    """(name, role)."""
    mission_type: str
    text_status: str
    completeness: str
    source_title: str
    source_kind: str
    source_url: str | None
    source_sha256: str | None


class Draft(Struct, frozen=True):
    """What a new record takes from an imported draft."""

    document: Document
    title: str
    """As the text prints it; empty where it prints none."""
    language: str
    file_name: str
    sha256: str | None
    """Of the file that was imported."""
    text_status: TextStatus | None
    """What kind of text the file was said to be; None where nobody said it."""
    date: str | None
    """YYYY-MM-DD: the date of the agreement; None where the draft holds only the placeholder or no full date."""
    date_name: str | None
    """What happened on that day, where somebody said it: `import` writes `signature` for any date it is given."""


def draft_of(document: Document) -> Draft:
    """An imported draft, as :func:`scaffold` takes it; SofadiffError where it says a text status that there is not."""
    act = document.act
    meta, record = act.find("a:meta", _NS), act.find("a:meta/a:analysis/a:otherAnalysis/sd:record", _NS)
    work = act.find("a:meta/a:identification/a:FRBRWork/a:FRBRdate", _NS)
    day = _full_date(work)
    language = act.find("a:meta/a:identification/a:FRBRExpression/a:FRBRlanguage", _NS)
    source = act.find("a:meta/a:analysis/a:otherAnalysis/sd:source", _NS)
    printed = act.find("a:preface//a:docTitle", _NS)
    return Draft(
        document=document,
        title=tidy("".join(str(part) for part in printed.itertext())) if printed is not None else "",
        language=(language.get("language") if language is not None else None) or "und",
        file_name=(source.get("title") if source is not None else None) or document.path,
        sha256=source.get("sha256") if source is not None else None,
        text_status=choice(TextStatus, record, "textStatus", document.path) or imported_status(meta, document.path),
        date=day,
        date_name=work.get("name") if work is not None and day is not None and record is not None else None,
    )


def _full_date(work: etree._Element | None) -> str | None:
    stated = work.get("date") if work is not None else None
    try:
        full = date.fromisoformat(stated or "").isoformat()
    except ValueError:
        return None
    return full if full == stated != NO_DATE else None


def scaffold(start: Start, codebook: Codebook, draft: Draft | None = None) -> bytes:
    """The bytes of a record that has every required block and nothing invented.

    Without a draft the body is one empty clause. With one it is the draft's clauses, still in the words of the
    instrument: each is marked verified and carries the digest of those words, and `sofadiff check` names each until
    somebody has restated it. A draft of a record that was written as text holds a restatement: its clauses keep their
    support and the standing of their numbers, and carry no digest, since nobody read the instrument for this.
    """
    root, act = new_act()
    _meta(act, start, codebook, draft)
    if draft is None:
        clause = add(add(act, "body"), "article", wId="", sd_sources=f"#{SOURCE}")
        add(clause, "num")
        add(add(clause, "content"), "p")
    else:
        restated = any(node.get(_SUPPORT) is not None for node in draft.document.act.iter())
        for child in draft.document.act:
            if etree.QName(child).localname in ("preamble", "body", "conclusions"):
                act.append(child)
                _claim(child, restated=restated)
    write_ids(act)
    for count, node in enumerate((node for node in act.iter() if node.get("wId") is not None), start=1):
        node.set("wId", f"{start.slug}-c{count:03d}")
    return serialise(root)


def _meta(act: etree._Element, start: Start, codebook: Codebook, draft: Draft | None) -> None:
    parties = [(party_id(name), name, role) for name, role in start.parties]
    meta = add(act, "meta")
    dates = {
        "work": (start.date, start.date_name),
        "expression": (start.restated, "restated"),
        "manifestation": (start.restated, "encoded"),
    }
    identification(
        meta, slug=start.slug, title=start.title, short=start.short, dates=dates, language="eng", author=parties[0][0]
    )
    if start.date_name in EVENTS:
        event = add(add(meta, "lifecycle", source=f"#{PROJECT}"), "eventRef", eId="event_1", date=start.date)
        event.set("source", f"#{PROJECT}")
        event.set("type", "generation")
        event.set("refersTo", f"#{start.date_name}")
        event.set(f"{{{SD}}}sources", f"#{SOURCE}")
    other = add(add(meta, "analysis", source=f"#{PROJECT}"), "otherAnalysis", source=f"#{PROJECT}")
    record = add(
        other, "sd_record", kind="agreement", completeness=start.completeness, missionType=start.mission_type,
        textStatus=start.text_status,
    )  # fmt: skip
    for eid, _, role in parties:
        add(record, "sd_party", ref=f"#{eid}", role=role, sources=f"#{SOURCE}")
    if draft is not None and draft.title:
        add(record, "sd_title", value=draft.title, sources=f"#{SOURCE}")
    if draft is not None and draft.language != "und":
        add(record, "sd_language", value=draft.language, status="unknown", sources=f"#{SOURCE}")
    source = add(other, "sd_source", kind=start.source_kind, title=start.source_title, url=start.source_url)
    source.set(XML_ID, SOURCE)
    if start.source_sha256:
        source.set("sha256", start.source_sha256)
    _references(meta, start, codebook, [(eid, name) for eid, name, _ in parties])


def _references(meta: etree._Element, start: Start, codebook: Codebook, parties: list[tuple[str, str]]) -> None:
    """Parties, the project, the event, and every topic, so that a clause can name any of them."""
    references = add(meta, "references", source=f"#{PROJECT}")
    for eid, name in (*parties, (PROJECT, PROJECT)):
        add(references, "TLCOrganization", eId=eid, href=f"/ontology/organization/{eid}", showAs=name)
    if start.date_name in EVENTS:
        href = f"/ontology/event/{start.date_name}"
        add(references, "TLCEvent", eId=start.date_name, href=href, showAs=EVENTS[start.date_name])
    for topic in codebook.topics:
        href = f"/ontology/concept/{topic.id}"
        add(references, "TLCConcept", eId=topic.id, href=href, showAs=topic.label["en"])


def _claim(block: etree._Element, *, restated: bool) -> None:
    """Mark every imported clause: where it was read, whether its number was printed, and which words were read.

    `restated` words are not those of the instrument: how well a clause and its number are known is left as it is.
    """
    for node in _text_blocks(block):
        if _local(node) == "p":
            node.set("wId", "")
        if not restated and (text := block_text(node)):
            node.set(f"{{{SD}}}textDigest", digest(text))
    for node in block.iter():
        if node.get("wId") is None:
            continue
        node.set(_SUPPORT, (node.get(_SUPPORT) or "unverified") if restated else "verified")
        node.set(f"{{{SD}}}sources", f"#{SOURCE}")
        if _local(node) in HIERARCHY:
            num = node.find("a:num", _NS)
            printed = tidy("".join(str(part) for part in num.itertext())) if num is not None else ""
            # A dash in front of a clause is printed too, and is no number.
            seen = "confirmed" if words(printed) else "unknown"
            node.set(_NUMBER, (node.get(_NUMBER) or "unknown") if restated else seen)
            if num is not None and _local(node) == "article":
                num.text = _ARTICLE.sub("", printed) or printed


def _text_blocks(block: etree._Element) -> Iterator[etree._Element]:
    """What holds the text of a unit: blocks of clauses, and the plain paragraphs of preamble and conclusions."""
    for node in block.iter():
        if _local(node) in _TEXTS or (_local(node) == "p" and node.getparent() is block):
            yield node


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def party_id(name: str) -> str:
    """The eId of a party.

    >>> party_id("Côte d'Ivoire")
    'cote-d-ivoire'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "party"
