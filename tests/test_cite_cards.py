"""Citations in reports: every clause card has its line and its link, and buttons that copy them without a network."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from msgspec.structs import replace

from factories import agreement, unit
from sofadiff import catalog, corpus, messages
from sofadiff.citing import links
from sofadiff.citing.cards import Citer
from sofadiff.citing.citations import cite
from sofadiff.citing.selecting import block, element
from sofadiff.document import ClauseCard, Heading, Report
from sofadiff.model import NumberStatus
from sofadiff.render import FORMATS

HOSTILE = '</script><script>alert(1)</script> "onclick=x" <b> \u202e'


def card(**kw: Any) -> ClauseCard:
    """A clause card with a citation and a link."""
    values = {
        "slug": "a", "unit": "para_1", "label": "para 1", "heading": None, "text": "A rule.", "lang": "en", "marks": (),
        "sources": (), "topics": (), "citation": "Agreement on visits (signed 1 March 2001) art 3",
        "link": "sofadiff:1/a/c001@0123456789abcdef;v=0.1.0",
    }  # fmt: skip
    return ClauseCard(**(values | kw))


def report(*cards: ClauseCard, lang: str = "en") -> Report:
    """A report of these cards."""
    return Report("redline", "Cards", lang, (Heading(2, "Clauses", "clauses"), *(cards or (card(),))))


def page(found: Report) -> Any:
    """Its page, parsed."""
    return lxml.html.document_fromstring(FORMATS["html"].render(found))


# What a card cites


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_cards_cite_as_the_command_does(lang: str) -> None:
    """The line on a card is that of `sofadiff cite` in the style of the report's language, and so is its link."""
    for slug in ("nato-1951", "un-model-1990", "haiti-us-1995"):
        record = corpus.read(slug)
        citer = Citer(record, messages.load(lang))
        for item in record.units[5:40]:
            found = cite(record, block(record, item), citer.style, lang=lang)
            if not found.refused:
                assert citer.clause(item) == (found.text, found.link)


def test_a_card_without_a_confirmed_number_says_so() -> None:
    """A clause of an article whose own number is known is cited by the article; the line says that it has no number."""
    record = corpus.read("haiti-mss-2024")
    line, link = Citer(record, messages.load("en")).clause(
        next(u for u in record.units if u.wid == "haiti-mss-2024-c016")
    )

    assert " art 8 [number of the clause not confirmed]" in line
    assert link.startswith("sofadiff:1/haiti-mss-2024/c016@")
    predicted = agreement(
        "a", [unit("para_4", "A rule.", num="4.", path=(("paragraph", "4."),), number=NumberStatus.PREDICTED)]
    )
    assert "para 4" not in Citer(predicted, messages.load("en")).clause(predicted.units[0])[0]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", catalog.REPORTS)
def test_every_report_says_how_its_texts_are_cited(name: str, lang: str) -> None:
    """Each report cites each of its texts once; those that list clauses cite each clause, with its link."""
    texts = [corpus.read(slug) for slug in ("haiti-us-1995", "nl-qatar-2014")]
    found = catalog.report(name, texts[0], texts[1:], lang=lang)
    shown = FORMATS["markdown"].render(found).replace("\\", "")
    cards = [item for item in found.blocks if isinstance(item, ClauseCard)]

    assert messages.load(lang).say("cite-as.heading") in shown
    for text in texts:
        assert (
            shown.count(
                f"**{text.short}**{messages.load(lang).say('compare.colon')}{Citer(text, messages.load(lang)).whole()}"
            )
            == 1
        )
    assert name == "redline" or all(item.citation and item.link for item in cards)
    assert name == "redline" or cards


@pytest.mark.parametrize("name", ["markdown", "terminal", "html"])
def test_every_format_prints_citation_and_link(name: str) -> None:
    """A card's citation and link stand in every format that people read."""
    shown = " ".join(FORMATS[name].render(report()).split())

    assert card().citation in shown
    assert card().link in shown


def test_links_on_cards_are_those_of_the_clause() -> None:
    """A card shows one block, so its link is to that block: opening words have a link of their own."""
    record = corpus.read("un-model-1990")
    opening = next(u for u in record.units if u.id == "part_VI__para_47__intro")

    assert Citer(record, messages.load("en")).clause(opening)[1] == links.link([block(record, opening)])
    assert links.link([block(record, opening)]) != links.link([element(record, opening.eid)])


# The page


def test_the_only_script_is_ours_and_only_where_it_is_needed() -> None:
    """The policy lets one script run, by its digest; a page without citations has no script and no such permission."""
    found = page(report())
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (script,) = found.xpath("//script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()

    assert f"script-src 'sha256-{digest}'" in policy
    assert not re.search(r"fetch\(|XMLHttp|import|eval|innerHTML|localStorage|document\.write|https?:", script.text)
    bare = page(report(card(citation="", link="")))
    assert bare.xpath("//script") == []
    assert "script-src" not in bare.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_hostile_citations_stay_words() -> None:
    """Whatever stands in a title, the page has one script and no handler, and shows the words."""
    found = page(report(card(citation=HOSTILE, link=HOSTILE, label=HOSTILE)))

    assert len(found.xpath("//script")) == 1
    assert [name for item in found.iter() for name in item.attrib if name.startswith("on")] == []
    assert "</script><script>alert(1)</script>" in found.xpath("//span[@class='citation']")[0].text_content()


def test_without_script_the_words_are_there_and_no_button() -> None:
    """Only the script makes buttons; citation and link are words on the page, each once for each card."""
    found = page(report(card(), card(unit="para_2", citation="Other"), card()))
    ids = found.xpath("//@id")

    assert found.xpath("//button") == []
    assert [item.text_content() for item in found.xpath("//span[@class='citation']")] == [
        card().citation, "Other", card().citation,
    ]  # fmt: skip
    assert len(ids) == len(set(ids))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium; the tests skip where there is none or nothing to drive it with."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine")
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The page in a folder, as somebody would open it without a network."""
    path = tmp_path / "cards.html"
    path.write_text(
        FORMATS["html"].render(report(card(), card(unit="para_2", citation="Zweite «Fundstelle»"))), encoding="utf-8"
    )
    return path


@pytest.mark.browser
@pytest.mark.parametrize("clipboard", [True, False])
def test_a_click_copies_the_citation(browser: Any, file: Path, clipboard: bool) -> None:
    """From a file, offline, with the clipboard of the browser or without it, a click copies that very line."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    if not clipboard:
        tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    tab.locator("summary", has_text="Cite").nth(1).click()
    button = tab.get_by_role("button", name="Copy", exact=True).last
    button.click()
    tab.wait_for_function("document.querySelectorAll('button.copy')[2].textContent === 'Copied'")
    copied = tab.evaluate("navigator.clipboard.readText()")
    context.close()

    assert copied == "Zweite «Fundstelle»"
    assert (said, asked) == ([], [file.as_uri()])


@pytest.mark.browser
def test_without_script_the_fold_shows_the_text(browser: Any, file: Path) -> None:
    """With scripts switched off the fold still opens and shows the citation; there is no dead button."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    tab.locator("summary", has_text="Cite").first.click()
    shown = tab.locator(".citation").first.is_visible()
    buttons = tab.locator("button:visible").count()
    context.close()

    assert (shown, buttons) == (True, 0)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, file: Path, scheme: str) -> None:
    """Axe finds no violation on a page with open folds and buttons, in light and in dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    tab = browser.new_page(color_scheme=scheme)
    tab.goto(file.as_uri())
    tab.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    found = axe.Axe().run(tab)
    tab.close()

    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found.response["violations"]] == []


@pytest.mark.browser
def test_no_sideways_scrolling(browser: Any, tmp_path: Path) -> None:
    """On a phone a long citation and a long link wrap."""
    long = replace(card(), citation="Agreement " * 40, link="sofadiff:1/" + "a" * 120)
    path = tmp_path / "long.html"
    path.write_text(FORMATS["html"].render(report(long)), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 320, "height": 700})
    tab.goto(path.as_uri())
    tab.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    wide = tab.evaluate("document.documentElement.scrollWidth")
    tab.close()

    assert wide <= 320
