"""Each passage of a comparison carries its citation and a permalink to the difference, which leads back to it."""

from __future__ import annotations

import re
from functools import cache

import lxml.html
import pypdfium2
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import reading_word
from sofadiff import corpus
from sofadiff.citing import identities, links
from sofadiff.citing.resolving import Answer, resolve
from sofadiff.cli import group
from sofadiff.document import Redline, Report, SideBySide
from sofadiff.render import FORMATS, docx, pdf
from sofadiff.render.docx.sheet import walk
from sofadiff.reports import comparing, redline
from test_comparison_reports import new, old

PAIRS = {
    "split and merged": ("nl-rwanda-2009", "nl-uganda-2012"),
    "restated from the press": ("haiti-minustah-2004", "haiti-mss-2024"),
    "with openings": ("un-model-1990", "unmiss-2011"),
}


@cache
def compared(pair: str) -> Report:
    """The whole comparison of two records."""
    return comparing.report(*(corpus.read(slug) for slug in PAIRS[pair]), every=True)


def passages(report: Report) -> list[Redline | SideBySide]:
    """Every passage that is told by its words."""
    return [block for block in walk(report.blocks) if isinstance(block, Redline | SideBySide)]


@pytest.mark.parametrize("pair", PAIRS)
def test_every_link_is_found_and_leads_to_these_words(pair: str) -> None:
    """The link of each passage is found, and its difference has the words of both sides of that passage."""
    shown = [block for block in passages(compared(pair)) if isinstance(block, Redline)]
    assert shown
    for block in shown:
        found = resolve(links.parse(block.link), corpus.read, published=identities.published())
        assert found.answer is Answer.FOUND, block.link
        sides = ["\n".join(part.target.text for part in side if part.target) for side in found.sides]
        if "+" not in block.link:
            sides = sides[::-1] if block.edits[0].other else sides
        assert ["".join(edit.base for edit in block.edits), "".join(edit.other for edit in block.edits)] == sides


def test_a_clause_that_was_split_has_all_its_parts_in_the_link() -> None:
    """One clause against five: the link names all six, and `resolve` sets the one against the five."""
    block = next(block for block in passages(compared("split and merged")) if block.link.count(",") == 4)
    done = CliRunner().invoke(group, ["resolve", block.link, "--format", "json"])

    assert done.exit_code == 0
    assert done.output.count('"answer": "found"') == 7
    assert block.citation.count("; ") == 5


def test_the_citation_names_both_clauses() -> None:
    """The earlier clause comes first, the later one is set against it, and what must be known stands with each."""
    (first, *_) = passages(redline.report(new(), [old()]))

    assert re.fullmatch(r"Agreement old-1990 .*para 2.*; cf Agreement new-2024 .*para 1.*", first.citation)


def test_every_format_to_read_has_the_link() -> None:
    """A fold with citation and link in HTML, a line in Markdown, the end of a footnote in Word and PDF."""
    report = redline.report(new(), [old()])
    page = lxml.html.document_fromstring(FORMATS["html"].render(report))
    wanted = [block.link for block in passages(report)]
    notes = reading_word.words(reading_word.parts(docx.render(report))["word/footnotes.xml"])
    pages = pypdfium2.PdfDocument(pdf.render(report))
    printed = _whole("".join(page.get_textpage().get_text_bounded() for page in pages))

    assert [item.text for item in page.xpath("//div[@class='redline']//code[@class='permalink']")] == wanted
    assert [block.citation for block in passages(report)] == [
        item.text for item in page.xpath("//div[@class='redline']//span[@class='citation']")
    ]
    for link in wanted:
        assert f"`{link}`" in FORMATS["markdown"].render(report)
        assert link in notes
        assert _whole(link) in printed


def _whole(text: str) -> str:
    """Without spaces and hyphens: at the end of a line a reader does not tell them from those of the words."""
    return re.sub(r"[\s\ufffe-]", "", text)


def test_two_languages_have_a_link_too() -> None:
    """Clauses that stand side by side, since no words are compared, carry the same line."""
    french = replace(old(), language="fra")
    shown = passages(redline.report(new(), [french]))

    assert any(isinstance(block, SideBySide) and block.link for block in shown)


def test_texts_without_permanent_ids_have_none() -> None:
    """Where a clause has no permanent id, nothing is printed that would not last."""
    bare = replace(old(), units=tuple(replace(unit, wid=None) for unit in old().units))
    shown = passages(redline.report(new(), [bare]))
    answered = [block for block in shown if isinstance(block, Redline) and any(edit.base for edit in block.edits)]

    assert answered
    assert {(block.citation, block.link) for block in answered} == {("", "")}
