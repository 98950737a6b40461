"""The HTML page in a real browser: accessible, offline, usable by keyboard, on a phone and on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.report_fixture import REPORT, hostile

from sofadiff.render import FORMATS

pytestmark = pytest.mark.browser

LAUNCH = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium; the tests skip where there is none or nothing to drive it with."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine")
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=LAUNCH)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The fixture report and its hostile twin as files in a folder."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"plain": REPORT, "hostile": hostile(REPORT)}
    for name, report in made.items():
        (folder / f"{name}.html").write_text(FORMATS["html"].render(report), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_axe_finds_nothing(browser: Any, files: dict[str, Path], name: str, scheme: str) -> None:
    """Axe finds no violation, with every fold open, in light and in dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.goto(files[name].as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")

    found = axe.Axe().run(page)

    page.close()
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found.response["violations"]] == []


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_nothing_is_requested_and_nothing_complains(browser: Any, files: dict[str, Path], name: str) -> None:
    """Opening the page asks for no other file, runs no script and breaks no policy of its own."""
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(files[name].as_uri())
    styled = page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight")
    page.close()

    assert (asked, said, styled) == ([files[name].as_uri()], [], "600")


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_no_sideways_scrolling(browser: Any, files: dict[str, Path], name: str, width: int) -> None:
    """On a narrow screen only a table's own region scrolls sideways, never the page."""
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(files[name].as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert wide <= width


def test_keyboard_reaches_everything(browser: Any, files: dict[str, Path]) -> None:
    """Tab goes to the skip link first, then to every link, fold and table; each shows where it is."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(files["plain"].as_uri())
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                 return [e.tagName, e.className, parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none']; }"""
        )
        if here[0] == "BODY":
            break
        seen.append(here)
    skip_is_first = seen[0][1] == "skip"
    page.close()

    assert skip_is_first
    assert all(visible for _, _, visible in seen)
    assert {tag for tag, _, _ in seen} == {"A", "SUMMARY", "DIV"}


def test_skip_link_moves_the_focus(browser: Any, files: dict[str, Path]) -> None:
    """The skip link brings the keyboard to the report itself."""
    page = browser.new_page()
    page.goto(files["plain"].as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.id")
    page.close()

    assert focused == "main"


def test_numbers_lead_to_their_readings_and_back(browser: Any, files: dict[str, Path]) -> None:
    """From a number in a text the keyboard goes to the entry of that number, and from the entry back to the place."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(files["plain"].as_uri())
    page.locator(".place").nth(1).focus()
    page.keyboard.press("Enter")
    entry = page.evaluate("document.querySelector(':target').textContent.includes('very A')")
    page.locator(":target .number").focus()
    page.keyboard.press("Enter")
    place = page.evaluate("document.querySelector(':target').classList.contains('place')")
    page.close()

    assert (entry, place) == (True, True)


def test_paper_shows_what_a_screen_folds_away(browser: Any, files: dict[str, Path]) -> None:
    """Printed, folded parts are open, the contents are gone, and references carry their clause's number in the list."""
    page = browser.new_page()
    page.goto(files["plain"].as_uri())
    page.emulate_media(media="print")
    folded = page.locator(".fold p").bounding_box()
    contents = page.locator(".contents").is_visible()
    number = page.evaluate("getComputedStyle(document.querySelector('a.cite'), '::after').content")
    page.close()

    assert folded is not None
    assert folded["height"] > 0
    assert not contents
    assert "attr(data-card)" in number or '"1"' in number or "[1]" in number.replace('" "', "").replace('"', "")


def test_reading_order_of_a_redline(browser: Any, files: dict[str, Path]) -> None:
    """The accessibility tree has the spoken beginnings and ends around each change."""
    page = browser.new_page()
    page.goto(files["plain"].as_uri())
    tree = page.locator(".redline").aria_snapshot()
    page.close()

    assert tree.index("deleted:") < tree.index("must") < tree.index("end of deletion.")
    assert tree.index("inserted:") < tree.index("may") < tree.index("end of insertion.")
