"""XML made to harm, to hide or to break: refused with one clear line, or read without losing a word."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadiff.errors import SofadiffError
from sofadiff.importing import import_file
from sofadiff.importing.blocks import ReadOptions, letters
from sofadiff.importing.totality import check_reading
from sofadiff.importing.xml import parse
from sofadiff.importing.xml.reader import read_xml

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def act(inside: str, head: str = '<?xml version="1.0"?>') -> str:
    """An act of Akoma Ntoso with something in its body."""
    return f"{head}<akomaNtoso {AKN}><act><body>{inside}</body></act></akomaNtoso>"


def clause(inside: str) -> str:
    """One article."""
    return f"<article><num>Article 1</num><content><p>{inside}</p></content></article>"


def nested(depth: int) -> str:
    """A point in a point in a point, each with its own words."""
    return "".join("<point><num>1</num>" for _ in range(depth)) + "<content><p>x</p></content>" + "</point>" * depth


REFUSED = {
    "billion laughs": (act(clause("&c;"), f'<?xml version="1.0"?>{LAUGHS}'), "declares a document type or entities"),
    "external entity": (act(clause("&a;"), f'<?xml version="1.0"?>{OUTSIDE}'), "declares a document type or entities"),
    "entity in utf-16": (
        act("", f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}').encode("utf-16"), "declares a document type",
    ),
    "undeclared entity": (act(clause("&nbsp;")), "not well-formed XML"),
    "elements too deep": (act("<div>" * 250 + "</div>" * 250), f"deeper than {parse.DEPTH_LIMIT} levels"),
    "clauses too deep": (act(nested(40)), "nests its clauses deeper than 24 levels"),
    "ten million letters": (act(clause("x" * 10_100_000)), "more than ten million letters"),
    "truncated": (act(clause("Kites fly."))[:-30], "not well-formed XML"),
    "wrong encoding": (
        act(clause("é"), '<?xml version="1.0" encoding="utf-8"?>').encode("latin-1"), "not well-formed XML",
    ),
    "unknown encoding": (act(clause("e"), '<?xml version="1.0" encoding="kite-8"?>'), "not well-formed XML"),
    "two roots": (act(clause("Kites fly.")) + "<more/>", "not well-formed XML"),
    "control sign": (act(clause("a\x00b")), "not well-formed XML"),
    "unknown root": ('<?xml version="1.0"?><kite><p>Kites fly.</p></kite>', "element is kite in no namespace"),
    "unknown namespace": (
        '<?xml version="1.0"?><akomaNtoso xmlns="http://example.org/kites"><act/></akomaNtoso>', "example.org/kites",
    ),
    "no words": (act(""), "holds no words"),
    "nothing": ("", "is empty"),
    "blanks": (" \n \n", "is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    """One line says what is wrong and what to do; no file is left, and nothing was fetched."""
    text, said = REFUSED[case]
    path = tmp_path / "bad.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    with pytest.raises(SofadiffError) as raised:
        import_file(str(path))

    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.remedy
    assert os.listdir(tmp_path) == ["bad.xml"]


def test_what_is_known_is_said_for_an_unknown_root(tmp_path: Path) -> None:
    """A refusal names the kinds of XML that are read."""
    path = tmp_path / "kite.xml"
    path.write_text("<kite/>", encoding="utf-8")

    with pytest.raises(SofadiffError, match=r"Akoma Ntoso .* Canadian legislation .* Formex"):
        import_file(str(path))


def test_more_elements_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on elements is stated; a limit set low stands for the real one."""
    monkeypatch.setattr(parse, "ELEMENT_LIMIT", 20)

    with pytest.raises(SofadiffError, match="more than 20 elements"):
        read_xml(act("<p/>" * 30).encode(), "many.xml", ReadOptions())


@pytest.mark.parametrize("name", ["kites.txt", "kites.md", "kites.html", "kites.docx", "kites"])
def test_the_content_tells_the_format_whatever_the_name(name: str, tmp_path: Path) -> None:
    """XML under another name is read as XML, and the report says that the name is wrong."""
    path = tmp_path / name
    path.write_text(act(clause("Kites fly.")), encoding="utf-8")
    imported = import_file(str(path), language="eng")

    assert imported.outline.nodes[0].num == "Article 1"
    assert any("the content is XML" in remark.message for remark in imported.report.remarks) == (
        "." in name and not name.endswith("html")
    )


def test_xml_without_a_declaration_is_known_by_its_root(tmp_path: Path) -> None:
    """A file that begins with the root element of a known kind is no plain text, even if its name says so."""
    path = tmp_path / "kites.txt"
    path.write_text(act(clause("Kites fly."), ""), encoding="utf-8")

    assert import_file(str(path), language="eng").outline.nodes[0].num == "Article 1"


def test_mark_up_in_the_words_stays_words(tmp_path: Path) -> None:
    """CDATA, comments, processing instructions and escaped tags: what is text stays text, the rest is no word."""
    path = tmp_path / "kites.xml"
    path.write_text(act(clause("<![CDATA[<num>9</num>]]> &lt;p&gt; <!-- not --> <?no not?>kites")), encoding="utf-8")
    node = import_file(str(path), language="eng").outline.nodes[0]

    assert node.content == "<num>9</num> <p> kites"


_AKN_NAMES = [
    "article", "section", "paragraph", "point", "list", "content", "p", "num", "heading", "intro", "wrapUp", "i", "li",
    "ol", "blockList", "item", "authorialNote", "noteRef", "quotedStructure", "table", "tr", "td", "hcontainer", "span",
    "attachment", "recital", "preamble", "preface", "conclusions", "longTitle", "toc", "remark", "br", "alinea", "doc",
    "crossHeading", "subsection", "division", "strange", "docTitle",
]  # fmt: skip
_CA_NAMES = [
    "Section", "Subsection", "Paragraph", "Label", "Text", "MarginalNote", "Provision", "Group", "GroupHeading",
    "TitleText", "Heading", "Schedule", "ScheduleFormHeading", "OriginatingRef", "AmendedText", "Definition",
    "Footnote", "FootnoteRef", "TableGroup", "row", "entry", "HistoricalNote", "Order", "LongTitle",
    "ConventionAgreementTreaty", "DocumentInternal", "FormGroup", "Leader", "Emphasis", "strange",
]  # fmt: skip
_FMX_NAMES = [
    "ARTICLE", "TI.ART", "STI.ART", "PARAG", "NO.PARAG", "ALINEA", "P", "LIST", "ITEM", "NP", "NO.P", "TXT", "NOTE",
    "HT", "QUOT.S", "QUOT.START", "DIVISION", "TITLE", "TI", "STI", "GR.SEQ", "PREAMBLE", "CONSID", "VISA", "FINAL",
    "TBL", "CORPUS", "ROW", "CELL", "ANNEX", "BIB.INSTANCE", "strange",
]  # fmt: skip


def _trees(names: list[str]) -> st.SearchStrategy[str]:
    words = st.sampled_from(["", " ", "kite", "Article 4", "(a) wind", "in witness whereof", "1. one", "Annex\n", "é2"])
    leaf = st.tuples(st.sampled_from(names), words).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>")
    return st.recursive(
        leaf,
        lambda inner: st.tuples(
            st.sampled_from(names), words, st.lists(st.tuples(inner, words), min_size=1, max_size=5)
        ).map(lambda t: f"<{t[0]}>{t[1]}{''.join(a + b for a, b in t[2])}</{t[0]}>"),
        max_leaves=25,
    )


@pytest.mark.parametrize(
    ("names", "root"),
    [
        (_AKN_NAMES, "<akomaNtoso " + AKN + "><act><body>{}</body></act></akomaNtoso>"),
        (_CA_NAMES, "<Statute><Body>{}</Body></Statute>"),
        (_FMX_NAMES, "<ACT>{}</ACT>"),
    ],
    ids=["akn", "canada", "formex"],
)
def test_no_word_of_an_xml_file_is_ever_lost(names: list[str], root: str) -> None:
    """Elements in any order and any nesting, text between all of them: every letter is in a block or left out."""

    @settings(max_examples=150, deadline=None)
    @given(st.lists(_trees(names), min_size=1, max_size=4))
    def holds(trees: list[str]) -> None:
        data = root.format("".join(trees)).encode()
        reading = read_xml(data, "any.xml", ReadOptions())
        check_reading(reading, "any.xml")
        kept = Counter(letters("".join(block.text for block in reading.blocks)))
        kept.update(letters("".join(entry.text for entry in reading.left_out)))
        assert kept == Counter(letters("".join((reading.census or "", *reading.generated))))

    holds()


@pytest.mark.parametrize(
    ("names", "root"),
    [
        (_AKN_NAMES, "<akomaNtoso " + AKN + "><act><body><p>one</p>{}</body></act></akomaNtoso>"),
        (_CA_NAMES, "<Statute><Body><Section><Label>1</Label><Text>one</Text></Section>{}</Body></Statute>"),
        (_FMX_NAMES, "<ACT><ARTICLE><TI.ART>Article 1</TI.ART><P>one</P></ARTICLE>{}</ACT>"),
    ],
    ids=["akn", "canada", "formex"],
)
def test_any_file_becomes_a_record_or_one_line(names: list[str], root: str, tmp_path: Path) -> None:
    """Whatever the order of elements, an import ends in a record that holds every word, or in one line."""
    path = tmp_path / "any.xml"

    @settings(max_examples=60, deadline=None)
    @given(st.lists(_trees(names), min_size=1, max_size=4))
    def holds(trees: list[str]) -> None:
        path.write_text(root.format("".join(trees)), encoding="utf-8")
        assert import_file(str(path), language="eng").data

    holds()
