"""Pages made to harm, to hide or to break: refused with one clear line, or read without harm and without loss."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from sofadiff.errors import SofadiffError
from sofadiff.importing import import_file
from sofadiff.importing.blocks import Reading, ReadOptions, letters
from sofadiff.importing.formats import recognise
from sofadiff.importing.html import dom, encoding
from sofadiff.importing.html.reader import census, read_html
from sofadiff.importing.totality import check_reading, outline_text

PAGE = "<!doctype html><html><body><p>The guard is green and it sings.</p></body></html>"
WORDS = "The guard is green and it sings."


def read(page: str | bytes) -> Reading:
    """What the reader makes of a page; no word is lost."""
    found = read_html(page if isinstance(page, bytes) else page.encode(), "bad.html", ReadOptions(revisions="accept"))
    check_reading(found, "bad.html")
    return found


def texts(page: str) -> list[str]:
    """The texts of all blocks of a page."""
    return [block.text for block in read(page).blocks]


def doubts(page: str) -> str:
    """What somebody should look at."""
    return "; ".join(remark.message for remark in read(page).remarks if remark.doubtful)


REFUSED = {
    "null byte": (b"<html><p>The guard\0 sings.", r"control character U\+0000"),
    "binary": (b"<html>" + bytes(range(256)), r"control character U\+0000"),
    "not the UTF-16 it says": (b"\xff\xfe<\0p\0>\0\x00\xd8", "says it is UTF-16 but byte"),
    "no words": (b"<html><body><p>&nbsp;</p><img src=x></body></html>", "holds no words"),
    "only by-work": (b"<html><body><nav><a href=x>Home</a></nav></body></html>", "holds no words"),
    "lists too deep": (b"<html>" + b"<ol><li>x" * 30, "deeper than 12 levels"),
    "marked changes": (b"<html><p>a <del>b</del></p></html>", "marks words as deleted"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_unusable_pages_get_one_clear_line(name: str, tmp_path: Path) -> None:
    """What cannot be read is refused with the reason and what to do, and leaves no file."""
    data, message = REFUSED[name]
    path = tmp_path / "bad.html"
    path.write_bytes(data)
    with pytest.raises(SofadiffError) as raised:
        import_file(str(path))
    assert re.search(message, raised.value.what)
    assert raised.value.remedy
    assert "\n" not in str(raised.value)
    assert os.listdir(tmp_path) == ["bad.html"]


def test_limits_are_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page too large, or of too many tags, is refused with the limit."""
    monkeypatch.setattr(encoding, "SIZE_LIMIT", 1_000_000)
    with pytest.raises(SofadiffError, match=r"a page of 2 MB; more than 1 MB are refused"):
        read("<p>" + "x" * 2_000_000)
    monkeypatch.setattr(dom, "ELEMENTS_LIMIT", 100)
    with pytest.raises(SofadiffError, match="more than 100 tags"):
        read("<b>x</b>" * 100)


def test_a_line_of_ten_million_characters_is_read() -> None:
    """Pages are often one line; its length alone is no reason to refuse it."""
    assert len(texts("<p>" + "word " * 2_000_000)[0]) == 9_999_999


@pytest.mark.parametrize(
    ("tag", "count"),
    [("div", 100_000), ("b", 20_000), ("ul", 20_000), ("table><tr><td", 20_000), ("a href=#x", 20_000), ("q", 20_000)],
)
def test_deeply_nested_elements_are_read(tag: str, count: int) -> None:
    """Past the limit tags are ignored and the words kept, and the page says so."""
    close = tag.split()[0].split(">")[0]
    page = f"<p>{WORDS}</p>" + f"<{tag}>" * count + "<p>deep words" + f"</{close}>" * count + "<p>after"
    found = read(page)
    assert {"deep words", "after"} <= {line.strip("“”") for line in found.source}
    if tag != "a href=#x":  # a link closes the one before it
        assert "deeper than 120 levels" in doubts(page)


@pytest.mark.parametrize(
    "page",
    ["<" * 100_000, "&" * 300_000, "<!--" * 100_000, "<a b=\"" * 100_000, "<a b='" * 100_000, "<a" * 200_000,
     "<!doctype[" * 100_000, "</p>" * 100_000, "<style>" + "{" * 300_000, "<script>" * 100_000, "<p a=" * 100_000],
)  # fmt: skip
def test_broken_mark_up_without_end_is_read(page: str) -> None:
    """What makes naive scanners run for hours costs no more than its length."""
    assert read(f"<p>{WORDS}</p>{page}").source[0] == WORDS


def test_entities_of_the_file_are_not_read() -> None:
    """Entities that a page declares are never expanded; the place is reported."""
    page = (
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><p>The guard &b; sings &lt;loudly&gt;&nbsp;&#x263A;.'
    )
    assert texts(page) == ["The guard &b; sings <loudly> ☺."]
    assert "declares entities of its own" in doubts(page)


@pytest.mark.parametrize("reference", ["&#0;", "&#x110000;", "&#99999999999;", "&#xD800;", "&#;", "&#x;", "&"])
def test_wild_character_references_are_harmless(reference: str) -> None:
    """A reference to no character changes nothing around it."""
    assert letters("".join(texts(f"<p>guard {reference} sings</p>"))).startswith("guard")


def test_words_behind_the_end_of_the_page_are_kept() -> None:
    """Pages that were put together have several ends."""
    assert texts("<html><body><p>One.</p></body></html><p>Two.</p><html><body>Three.</html>") == [
        "One.",
        "Two.",
        "Three.",
    ]


@pytest.mark.parametrize(
    ("page", "kept", "doubt"),
    [
        ("<p>One.<!-- Two. <p>Three.</p>", ["One. Two.", "Three."], "a comment begins here and never ends"),
        ('<p>One.</p><p class="x>Two.</p><p id="y">Three.</p>', ["One.", "Three."], "a quotation mark is missing"),
        ("<p>One.</p><script>Two.</scrip><p>Three.</p>", ["One."], "never ends: nothing after it was read"),
        ("<html><p>One.</p><p>tw", ["One.", "tw"], "it may be cut short"),
        ("<html><p>One.</p><p class='tw", ["One."], "ends inside a tag: it is probably cut short"),
    ],
)
def test_pages_that_are_cut_or_torn_say_so(page: str, kept: list[str], doubt: str) -> None:
    """What cannot be known of a torn page is a doubt at its place."""
    assert texts(page) == kept
    assert doubt in doubts(page)


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.html", PAGE.encode(), "html"),
        ("a.txt", PAGE.encode(), "html"),
        ("a.docx", PAGE.encode(), "html"),
        ("a", b"\xef\xbb\xbf\r\n <HTML><p>x", "html"),
        ("a.html", b"just words", "text"),
        ("a.htm", b"<p>a fragment</p>", "html"),
        ("a.html", PAGE.encode("utf-16"), "html"),
    ],
)
def test_content_decides(name: str, data: bytes, format_: str) -> None:
    """A page is told by what is in it; another ending of its name is reported."""
    found = recognise(data, name)
    assert found.name == format_
    said = {".txt", ".docx"} if format_ == "html" else {".html"}
    assert (found.remark is not None) == (Path(name).suffix in said)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Style sheets, pictures and frames elsewhere are left where they are, and the report says so."""
    monkeypatch.setattr("socket.socket", None)
    page = f'<link rel=stylesheet href="http://example.invalid/x.css"><iframe src="http://example.invalid/"></iframe>{PAGE}'
    messages = "; ".join(remark.message for remark in read(page).remarks)
    assert "1 style sheet that is not in the file" in messages
    assert "1 frame shows another page" in messages


# -- nothing is lost ------------------------------------------------------------------------------------------

_TAGS = st.sampled_from(
    ["p", "div", "b", "a", "span", "ol", "ul", "li", "table", "tr", "td", "th", "tbody", "caption", "h1", "h2",
     "pre", "q", "sup", "nav", "header", "footer", "main", "dl", "dt", "dd", "title", "head", "body", "html",
     "script", "style", "s", "option", "template", "svg", "textarea", "noscript", "font"]
)  # fmt: skip
_ATTRIBUTES = st.sampled_from(
    ["", "", "", ' id="n1"', ' href="#n1" id="r1"', ' href="#r1"', ' class="menu"', ' class="num"', " hidden",
     ' title="a>b"', ' style="display:none"', ' start="3"', ' value="7"', ' type="a"', " reversed", ' lang="fr"',
     ' style="mso-list:l0 level2 lfo1"', ' align="center"', ' class="oj-ti-art"', ' x="', " x='y>",
     ' role="navigation"']
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Article 1", "Article 2", "(a) the guard", "(b) the flag", "1. ", "2. The", "Done at Port", "Whereas",
     "Contents", "(i)", "Definitions", "Annex A", "next", "In this Agreement:", "é", "—", "1", "*", " ", "\n",
     "\n\n"]
)  # fmt: skip
_ODD = st.sampled_from(
    ["<!-- gone -->", "<!--", "-->", "<", ">", '"', "'", "=", "&nbsp;", "&amp", "&#150;", "<![if !x]>",
     "<![endif]>", "<br>", "<br/>", "<hr>", "<img src=x alt='a>b'>", "<!DOCTYPE html>", "<?xml version='1.0'?>",
     "<script/>", "<p/>", "<script>if (a<b) '<p>x</p>'</script>", '<sup><a href="#n1" id="r1">1</a></sup>',
     '<a href="#r1">1</a>', "<3", "</3>"]
)  # fmt: skip
_PIECES = st.one_of(
    st.builds(lambda tag, attributes: f"<{tag}{attributes}>", _TAGS, _ATTRIBUTES),
    st.builds(lambda tag: f"</{tag}>", _TAGS),
    _WORDS,
    _WORDS,
    _ODD,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=40), st.sampled_from(["accept", "reject"]))
def test_no_word_of_a_page_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], decision: str
) -> None:
    """Whatever the tags, every letter is in a clause or on the left-out list; the same page gives the same bytes."""
    page = f"{PAGE}{''.join(pieces)}"
    path = tmp_path_factory.getbasetemp() / "any.html"
    path.write_text(page, encoding="utf-8")
    found = read_html(page.encode(), str(path), ReadOptions(revisions=decision))
    check_reading(found, str(path))
    try:
        imported = import_file(str(path), "eng", revisions=decision)
    except SofadiffError as error:
        if re.search("deeper than 12 levels|holds no words", error.what):
            return
        raise
    kept = sum(len(letters(text)) for text in outline_text(imported.outline))
    left = sum(len(letters(entry.text)) for entry in imported.report.left_out)
    assert kept + left == len(letters(found.census or "")) + len(letters("".join(found.generated)))
    assert import_file(str(path), "eng", revisions=decision).data == imported.data


_NESTED = st.recursive(
    st.sampled_from(["guard", "the flag", "5 &lt; 6", "caf&eacute;", "&#8212;", " "]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["p", "div", "b", "span", "ul", "blockquote"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(_NESTED)
def test_words_are_those_that_another_parser_sees(body: str) -> None:
    """On pages in order, a parser of another make counts the same words."""
    page = f"<html><body><p>x</p>{body}</body></html>"
    assert sorted(letters(census(page))) == sorted(letters(lxml_html.document_fromstring(page).text_content()))
