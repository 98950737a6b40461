"""The HTML page by its markup: alone in its file, nothing to fetch, and changes told in words."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import get_args

import lxml.html
import pytest
from lxml.html import HtmlElement
from tests.fixtures.report_fixture import EDITS, REPORT

from sofadiff import document, messages
from sofadiff.comparison import Edit, Op
from sofadiff.render import FORMATS
from sofadiff.render.html_blocks import Blocks

LOADING = {"link", "img", "iframe", "object", "embed", "audio", "video", "source", "base", "form", "use"}


@pytest.fixture(scope="module")
def text() -> str:
    """The fixture report as a page."""
    return FORMATS["html"].render(REPORT)


@pytest.fixture(scope="module")
def page(text: str) -> HtmlElement:
    """The same, parsed."""
    return lxml.html.document_fromstring(text)


def test_nothing_to_fetch(page: HtmlElement, text: str) -> None:
    """No element and no style rule makes a browser ask for another file; the one script is inside the page."""
    assert [element.tag for element in page.iter() if element.tag in LOADING] == []
    assert page.xpath("//@src") == []
    assert not re.search(r"url\(|@import", text)
    assert [href for href in page.xpath("//@href") if not href.startswith(("#", "https://example.org/"))] == []


def test_policy_allows_only_its_own_style(page: HtmlElement) -> None:
    """The page's content security policy allows nothing but the one style inside it, by digest; no style attributes."""
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy
    assert page.xpath("//@style") == []


def test_ids_are_unique_and_links_lead_somewhere(page: HtmlElement) -> None:
    """Each id stands once and each link inside the page has a target."""
    ids = page.xpath("//@id")
    targets = {href[1:] for href in page.xpath("//@href") if href.startswith("#")}

    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert page.xpath("//a[@class='cite']/@href") == ["#c-agreement-b--para_2"]


def test_clause_without_card_is_not_a_link(page: HtmlElement) -> None:
    """A reference to a clause that the report does not print is words, not a dead link."""
    assert [element.text for element in page.xpath("//span[@class='cite']")] == ["para 9"]


def test_changes_are_spoken(page: HtmlElement) -> None:
    """Insertions and deletions say in words where they begin and where they end."""
    inserted = [element.text_content() for element in page.xpath("//div[@class='clause']//ins")]
    deleted = [element.text_content() for element in page.xpath("//div[@class='clause']//del")]

    assert inserted == [" inserted: may end of insertion. ", " inserted: , after 30 days end of insertion. "]
    assert deleted == [" deleted: must end of deletion. "]


def test_changes_are_listed(page: HtmlElement) -> None:
    """Each redline has its changes as sentences, with the class of each."""
    found = [" ".join(item.text_content().split()) for item in page.xpath("//details[@class='changes']//li")]

    assert found == [
        "after “The”: “Force Commander” stands for “Special Representative” and is treated as the same (defined term)",
        "after “The Force Commander”: “must” became “may” (duty or power)",
        "after “lift immunity where it would impede justice”: “, after 30 days” was inserted (period of time)".replace(
            "lift immunity where it would impede justice", "where it would impede justice"
        ),
    ]


def test_redline_keeps_every_word(page: HtmlElement) -> None:
    """Without the spoken words and the deletions a redline reads as the later text."""
    (clause,) = page.xpath("//div[@class='redline']/div[@class='clause']")
    for element in clause.xpath(".//span[@class='spoken'] | .//del"):
        element.drop_tree()

    assert " ".join(clause.text_content().split()) == "".join(edit.other for edit in EDITS)


def test_clauses_say_their_language(page: HtmlElement) -> None:
    """Clause text carries the language of its agreement, the page that of the report."""
    assert page.get("lang") == "en"
    assert page.xpath("//div[@class='pair']//div[@class='clause']/@lang") == ["en", "fr"]
    assert page.xpath("//p/span[@lang='fr']/text()") == ["« levée de l'immunité »"]


def test_charts_are_told(page: HtmlElement) -> None:
    """A chart is one image with a title and a description that has its figures."""
    figures = page.xpath("//svg[@role='img']")

    assert len(figures) == 2
    for figure in figures:
        (title,), (described,) = figure.xpath("./title"), figure.xpath("./desc")
        assert figure.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert "Agreement B: verified 0, reported 3, unverified 9" in figures[0].xpath("./desc")[0].text


def test_tables_scroll_alone(page: HtmlElement) -> None:
    """A wide table scrolls in a named region that a keyboard reaches; header cells say their scope."""
    (region,) = page.xpath("//div[@role='region']")

    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "Passages by verdict")
    assert [cell.get("scope") for cell in region.xpath(".//th")] == ["col", "col", "col", "row", "row"]


def test_every_kind_has_a_writer() -> None:
    """There is a function for every kind of block and inline that the document model knows, and for no other."""
    blocks = Blocks("en", messages.load("en"), ())

    assert set(blocks.blocks) == set(get_args(document.Block))
    assert set(blocks.inline) == set(get_args(document.Inline))


def test_same_clause_twice_has_one_target() -> None:
    """A clause printed twice keeps one id, so that links stay certain."""
    card = next(block for block in REPORT.blocks if isinstance(block, document.ClauseCard))
    text = FORMATS["html"].render(document.Report("redline", "t", "en", (card, card)))

    assert text.count('id="c-agreement-b--para_2"') == 1


def test_spaces_at_the_edges_of_a_change_are_not_marked() -> None:
    """The line through a deletion ends with its last letter."""
    edits = (Edit(Op.REMOVED, " gone ", ""), Edit(Op.SAME, "x", "x"))
    report = document.Report("redline", "t", "en", (document.Redline(edits, "a", "b", "en", "fr"),))
    page = lxml.html.document_fromstring(FORMATS["html"].render(report))
    (gone,) = page.xpath("//del[@lang]")

    assert gone.getchildren()[0].tail == "gone"
    assert gone.get("lang") == "en"
    assert gone.tail == " x"
