"""Quote cards: exact words only, quotation marks only around the instrument's own words, safe in every form."""

from __future__ import annotations

import re
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from factories import agreement, foreign, unit
from sofadiff import corpus
from sofadiff.citing import links, quoting
from sofadiff.citing.quoting import Quote, quote
from sofadiff.citing.selecting import block, element, select
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, NumberStatus, Support, TextStatus
from sofadiff.render import quote_png, quote_svg, quote_text
from sofadiff.text import digest

WORDS = "Members may not carry arms, except on duty."
HOSTILE = '</text><script>alert(1)</script> & "x" ]]> \x1b[31m \u202e <b> `code` **bold** [x](y)'
SVG = "{http://www.w3.org/2000/svg}"


def record(text: str = WORDS, **kw: Any) -> Agreement:
    """A record of ours with one numbered clause of these words, restated."""
    clause = unit("para_4", text, num="4.", path=(("paragraph", "4."),), wid="a-c001", **kw)
    return replace(agreement("a", [clause]), title="Agreement on arms", text_status=TextStatus.OFFICIAL_COPY)


def own(text: str = WORDS, **kw: Any) -> Agreement:
    """A file of the user's own with that clause."""
    clause = unit("para_4", text, num="4.", path=(("paragraph", "4."),), wid="arms-c001", number=None, **kw)
    return replace(foreign("Agreement on arms", [clause]), path="arms.xml")


def card(text: Agreement, words: str | None = None, lang: str = "en") -> Quote:
    """The card of its clause."""
    return quote(text, element(text, "para_4"), words, lang=lang)


def run(*args: str) -> Result:
    """The command line, its errors raised."""
    return CliRunner().invoke(group, ["quote", *args], catch_exceptions=False)


# Exact words


@pytest.mark.parametrize("words", [WORDS, "may not carry arms", "arms, except", "Members"])
def test_an_exact_part_is_quoted(words: str) -> None:
    """Any run of whole words of the clause may be quoted, as it stands."""
    assert card(own(), words).words == words


@pytest.mark.parametrize(
    "words",
    [
        "may carry arms",
        "members may not",
        "may  not carry",
        "carry arms except",
        "Members may not carry arms … on duty",
        "not carry arms, except on duties.",
    ],
)
def test_anything_else_is_refused(words: str) -> None:
    """A left-out word, a capital, a comma, a space, an ellipsis: nothing is quoted, and the error is one line."""
    with pytest.raises(SofadiffError, match="not the exact words") as caught:
        card(own(), words)
    assert "\n" not in str(caught.value)


def test_the_refusal_shows_what_the_clause_has() -> None:
    """Where only capitals, space or punctuation differ, the exact passage is given."""
    with pytest.raises(SofadiffError, match="It has: carry arms, except on duty"):
        card(own(), "carry ARMS except on duty")


@pytest.mark.parametrize("words", ["ot carry", "may not car", "duty. "])
def test_no_quote_cuts_a_word(words: str) -> None:
    """A quote that begins or ends inside a word is a part of the text, but not of what it says."""
    with pytest.raises(SofadiffError, match=r"inside a word|not the exact words"):
        card(own(), words)


@pytest.mark.parametrize("words", ["", "  ", "…", "“”"])
def test_no_words_no_quote(words: str) -> None:
    """There must be a word to quote."""
    with pytest.raises(SofadiffError, match="no words"):
        card(own(), words)


def test_a_quote_stays_inside_one_block() -> None:
    """Words that begin in one paragraph and end in the next are no quote."""
    path = (("article", "4"),)
    parts = [
        unit(f"art_4__para_{n}", text, path=(*path, ("paragraph", f"{n}."))) for n, text in ((1, "One."), (2, "Two."))
    ]
    text = agreement("a", parts)

    with pytest.raises(SofadiffError, match="not the exact words"):
        quote(text, element(text, "art_4"), "One.\nTwo.")
    assert quote(text, element(text, "art_4"), None).extent == "The whole clause, without the numbers of its parts."


def test_a_clause_too_long_for_a_card() -> None:
    """A card has a stated limit."""
    with pytest.raises(SofadiffError, match="4000"):
        card(own("word " * 1000))


@given(st.text(alphabet="ab .,\n", min_size=1, max_size=40), st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_quoted_is_always_in_the_clause(text: str, data: Any) -> None:
    """Whatever is asked for, a card's words are a substring of the clause."""
    start = data.draw(st.integers(0, len(text)))
    words = data.draw(st.one_of(st.just(text[start : start + 5]), st.text(alphabet="ab .", max_size=5)))
    try:
        found = card(own(text), words)
    except SofadiffError:
        return
    assert found.words in text


# Whose words


@pytest.mark.parametrize("form", [quote_text.text, quote_text.markdown, quote_svg.svg])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_restated_words_are_never_in_quotation_marks(form: Any, lang: str) -> None:
    """A restated clause says so, before anything else in a picture, and has no quotation marks and no block quote."""
    shown = form(card(record(), lang=lang))

    assert "Restated by sofadiff" in shown or "Reformulé par sofadiff" in shown
    assert not re.search(r"[“”«»]\W*Members|duty\.\W*[“”«»]|^>", shown, re.MULTILINE) or form is quote_svg.svg
    assert not any(f"{mark}Members" in shown or f"duty.{mark}" in shown for mark in ("“", "”", "«\u00a0", "\u00a0»"))


@pytest.mark.parametrize(("lang", "quoted"), [("en", f"“{WORDS}”"), ("fr", f"«\u00a0{WORDS}\u00a0»")])
def test_a_file_of_ones_own_is_quoted(lang: str, quoted: str) -> None:
    """The words of a user's file stand in quotation marks, and the card names the file, since nobody vouches for it."""
    shown = quote_text.text(card(own(), lang=lang))

    assert quoted in shown
    assert "arms.xml" in shown


def test_a_clause_whose_words_are_the_instruments_is_quoted() -> None:
    """A short clause of a record that has the digest of the instrument's own words is quoted as such."""
    found = card(record(text_digest=digest(WORDS)))

    assert (found.exact, found.claim) == (True, "Words of the instrument, exactly")


@pytest.mark.parametrize("slug", corpus.slugs())
def test_no_record_is_quoted_as_the_treaty(slug: str) -> None:
    """Of the collection, only clauses with the very digest of the instrument's words stand in quotation marks."""
    text = corpus.read(slug)
    for item in text.units:
        found = quote(text, block(text, item), None)
        assert not found.exact or item.text_digest == digest(item.text), item.id


# What stands on a card


def test_a_card_says_everything() -> None:
    """Source, place, text status, support with its sources, link and the whole digest stand on every card."""
    text = corpus.read("haiti-mss-2024")
    shown = quote_text.text(quote(text, select(text, "c016"), None))

    for part in (
        "Restated by sofadiff; not the words of the instrument",
        "art 8 [text known from the press only]",
        "clause c016, number not known",
        "Text: known from the press only, text not seen",
        "Support: reported",
        "https://lenational.org/",
        "Link: sofadiff:1/haiti-mss-2024/c016@",
        links.digest(select(text, "c016").text),
    ):
        assert part in shown


def test_a_number_nobody_confirmed_is_marked() -> None:
    """A card of a clause with a predicted number has it in brackets with its mark, and cites without it."""
    rows = dict(card(record(number=NumberStatus.PREDICTED)).rows)

    assert "[4]" in rows["Clause"]
    assert "para 4" not in rows["From"]


def test_support_is_that_of_the_words_quoted() -> None:
    """Where a part of a clause is better known than another, the card gives the support of what it quotes."""
    path = (("article", "4"),)
    one = unit("art_4__para_1", "Read.", path=(*path, ("paragraph", "1.")), wid="a-c002")
    two = unit("art_4__para_2", "Heard of.", path=(*path, ("paragraph", "2.")), wid="a-c003", support=Support.REPORTED)
    text = agreement("a", [one, two])

    assert dict(quote(text, element(text, "art_4"), "Read.").rows)["Support"].startswith("verified")
    whole = dict(quote(text, element(text, "art_4"), None).rows)["Support"]
    assert whole.startswith("it differs between the parts of this clause (1 verified, 1 reported)")
    assert "the weakest is reported: published accounts say so, that part was not read" in whole
    french = dict(quote(text, element(text, "art_4"), None, lang="fr").rows)["Appui"]
    assert french.startswith("il diffère entre les parties de cette clause (1 vérifiée, 1 rapportée)")


# Forms


def test_svg_is_well_formed_and_alone() -> None:
    """Hostile words make no element, no script, no reference; the picture is told in words."""
    page = etree.fromstring(quote_svg.svg(card(own(HOSTILE))).encode())

    assert {node.tag.removeprefix(SVG) for node in page.iter()} == {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "text",
        "tspan",
    }
    assert [name for node in page.iter() for name in node.attrib if "href" in name or name.startswith("on")] == []
    assert not re.search(r"url\(|@import|[\x00-\x08\x0b-\x1f\u202a-\u202e]", etree.tostring(page, encoding="unicode"))
    desc = page.find(f"{SVG}desc")
    assert desc is not None
    assert "<script>alert(1)</script>" in (desc.text or "")


@given(st.text(min_size=1, max_size=400))
@settings(max_examples=150, deadline=None)
def test_lines_fit_and_nothing_is_lost(text: str) -> None:
    """Lines are never longer than the card, and hold every sign but the spaces at which they are broken."""
    shown = quote_svg.visible(text).replace("\t", " ")
    lines = quote_svg.wrapped(text, 36)

    assert all(quote_svg.width(line) * 36 <= quote_svg.WIDTH - 160 + 0.01 for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(shown.replace("\n", "").split(" "))


def test_a_word_longer_than_a_line_is_cut() -> None:
    """An endless word goes on in the next line instead of over the edge."""
    lines = quote_svg.wrapped("x" * 500, 36)

    assert len(lines) > 5
    assert "".join(lines) == "x" * 500


def test_markdown_is_escaped() -> None:
    """Hostile words stay words in Markdown."""
    shown = quote_text.markdown(card(own(HOSTILE)))

    assert not re.search(r"(?<!\\)<(script|b)>|(?<!\\)\]\(", shown)
    assert "⟨U+202E⟩" in shown


def test_png_is_a_picture_of_the_svg() -> None:
    """The PNG has the size of the SVG and the same bytes on every run."""
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    made = quote_png.png(card(own()))
    size = struct.unpack(">II", made[16:24])
    page = etree.fromstring(quote_svg.svg(card(own())).encode())

    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert size == (int(page.get("width") or 0), int(page.get("height") or 0))
    assert quote_png.png(card(own())) == made


def test_png_refuses_what_its_font_cannot_draw() -> None:
    """Letters that would be boxes are an error that says what to use instead."""
    with pytest.raises(SofadiffError, match=r"U\+0639.*--format svg"):
        quote_png.png(card(own("Members عربي may.")))


def test_png_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library there is one line with the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(SofadiffError, match=r"pip install .sofadiff\[cards\]"):
        quote_png.png(card(own()))


def test_the_ending_of_the_file_names_the_form(tmp_path: Path) -> None:
    """`-o card.svg` writes SVG, `-o card.md` Markdown; a PNG is not printed on a terminal."""
    for name, start in (("card.svg", "<svg "), ("card.md", "**Restated"), ("card.txt", "The authorities")):
        run("nato-1951", "VII(5)(a)", "-o", str(tmp_path / name))
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    with pytest.raises(SofadiffError, match="not printed"):
        run("nato-1951", "VII(5)(a)", "--format", "png")


@pytest.mark.browser
@pytest.mark.parametrize("family", ["", "'DejaVu Serif', serif", "'Liberation Serif', serif"])
def test_a_browser_shows_every_line_inside_the_card(family: str) -> None:
    """With narrow and with wide faces no line runs over the edge of the card."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine")
    text = corpus.read("un-model-1990")
    longest = max((item for item in text.units if len(item.text) < quoting.LONGEST), key=lambda item: len(item.text))
    drawn = [
        quote_svg.svg(quote(text, element(text, longest.eid), longest.text)),
        quote_svg.svg(card(own("MWMWMW WWW MMMM " * 20 + "W" * 200))),
        quote_svg.svg(card(own("Ààéœ’ " * 60), lang="fr")),
    ]
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for picture in drawn:
            shown = re.sub(r"font-family: [^;]+;", f"font-family: {family};", picture) if family else picture
            page.set_content(shown)
            ends = page.evaluate(
                "[...document.querySelectorAll('text')].map(t => +t.getAttribute('x') + t.getComputedTextLength())"
            )
            assert max(ends) <= quote_svg.WIDTH
        browser.close()


# Authentic texts


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "language", "date", "clause"),
    [
        ("nl-sofa-md/nl-rwanda-2009-status-of-personnel.en-nl.md", "eng", "2009-05-13", "3"),
        ("nl-sofa-md/nl-senegal-2010-statut-des-forces.fr-nl.md", "fra", "2010-10-18", "IV"),
        ("nl-sofa-md/nato-paris-protocol-1952-headquarters.en-nl.md", "eng", "1952-08-28", "11"),
    ],
)
def test_an_imported_text_is_cited_linked_and_quoted(
    test_data: Path, tmp_path: Path, file: str, language: str, date: str, clause: str
) -> None:
    """What a lawyer does with an official text: import, cite, quote the very words, follow the link into the file."""
    draft = tmp_path / "draft.xml"
    options = ["--language", language, "--date", date, "-o", str(draft)]
    CliRunner().invoke(group, ["import", str(test_data / file), *options], catch_exceptions=False)
    text = corpus.read(str(draft))
    target = select(text, clause)
    words = " ".join(target.units[0].text.split(" ")[:6])
    shown = quote_text.text(quote(text, target, words))
    link = links.link([target])
    resolved = CliRunner().invoke(group, ["resolve", link, "--in", str(draft)], catch_exceptions=False)

    assert f"“{words}”" in shown
    assert "draft.xml" in shown
    assert (resolved.exit_code, "found" in resolved.output) == (0, True)
    cited = CliRunner().invoke(group, ["cite", str(draft), clause], catch_exceptions=False).output
    assert f"art {clause}" in cited.split("\n")[0]
    assert "whether that file is a true copy is for you to say" in cited
