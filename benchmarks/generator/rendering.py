"""A generated agreement in the forms that tools read: record, our model, plain text, Word document.

`bare` leaves out numbers, headings and topics, so that a tool has the wording and the order alone to go by.
"""

from __future__ import annotations

import io

from lxml import etree

from benchmarks.generator.sides import Side
from sofadiff.akn.build import add, serialise
from sofadiff.akn.drafting import draft
from sofadiff.akn.parse import AKN, SD
from sofadiff.akn.profile import XML_ID
from sofadiff.akn.read import read
from sofadiff.model import Agreement, UnitPart
from sofadiff.outline import Node, Outline

_NS = {"a": AKN, "sd": SD}


def akn(side: Side, *, bare: bool = False, topics: bool = False, headings: bool = False) -> bytes:
    """The agreement as a record in Akoma Ntoso, with its glossary: every clause known whole, none of it assumed."""
    nodes = tuple(
        Node(
            "paragraph",
            None if bare else clause.number,
            clause.heading if headings and not bare else None,
            None,
            clause.text,
            None,
            (),
            0,
        )
        for clause in side.clauses
    )
    written = draft(
        Outline("", side.language, (), nodes, ()), slug=side.slug, title=side.title, date=side.date,
        language=side.language, source_name="generated", source_sha256="0" * 64,
    )  # fmt: skip
    root = etree.fromstring(written)
    _profile(root, side)
    paragraphs = root.findall(".//a:body/a:paragraph", _NS)
    for clause, paragraph in zip(side.clauses, paragraphs, strict=True):
        paragraph.set(f"{{{SD}}}support", "verified")
        paragraph.set(f"{{{SD}}}sources", "#s1")
        paragraph.set(f"{{{SD}}}number", "unknown" if bare else "confirmed")
        if topics and not bare:
            paragraph.set("refersTo", " ".join(f"#{topic}" for topic in clause.topics))
        text = paragraph.find("a:content/a:p", _NS)
        if clause.references and not bare and text is not None:
            _refer(text, [(words, f"#{paragraphs[target].get('eId')}") for words, target in clause.references])
    if topics and not bare:
        _concepts(root, sorted({topic for clause in side.clauses for topic in clause.topics}))
    return serialise(root)


def _profile(root: etree._Element, side: Side) -> None:
    other = root.find(".//a:otherAnalysis", _NS)
    assert other is not None
    record = etree.Element(
        f"{{{SD}}}record", kind="agreement", completeness="full", missionType="un-pko", textStatus="official-published"
    )  # fmt: skip
    other.insert(0, record)
    source = other.find("sd:source", _NS)
    assert source is not None
    source.set(XML_ID, "s1")
    source.set("kind", "official-copy")
    for term in side.terms:
        holder = str(term.holder) if term.holder else None
        add(other, "sd_term", role=str(term.role), form=term.form, holder=holder)


def _refer(text: etree._Element, references: list[tuple[str, str]]) -> None:
    """Turn the words that refer into references, in the order of the text."""
    rest, before = text.text or "", None
    for words, href in references:
        head, found, rest = rest.partition(words)
        assert found, words
        if before is None:
            text.text = head
        else:
            before.tail = head
        before = add(text, "ref", words, href=href)
    if before is not None:
        before.tail = rest


def _concepts(root: etree._Element, topics: list[str]) -> None:
    block = root.find(".//a:references", _NS)
    assert block is not None
    for topic in topics:
        add(block, "TLCConcept", eId=topic, href=f"/ontology/concept/{topic}", showAs=topic)


def agreement(side: Side, *, bare: bool = False, topics: bool = False, headings: bool = False) -> Agreement:
    """The agreement as sofadiff reads it. Without headings its units are the clauses, in order."""
    return read(akn(side, bare=bare, topics=topics, headings=headings), path=None, slug=side.slug)


def positions(made: Agreement) -> dict[str, int]:
    """Unit id -> position of the clause, for links to be compared with what is known."""
    content = [unit.id for unit in made.units if unit.part is UnitPart.CONTENT]
    return {unit: position for position, unit in enumerate(content)}


def text(side: Side, *, bare: bool = False) -> str:
    """The agreement as plain text, one clause on a line."""
    lines = [clause.text if bare else f"{clause.number} {clause.text}" for clause in side.clauses]
    return "\n".join(lines) + "\n"


def docx(side: Side, *, bare: bool = False) -> bytes:
    """The agreement as a Word document, one clause in a paragraph. Needs python-docx."""
    from docx import Document

    document = Document()
    for line in text(side, bare=bare).splitlines():
        document.add_paragraph(line)
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()
