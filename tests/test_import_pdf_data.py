"""The PDF import on real gazettes, against the XML of the same texts and against columns cut by hand: counts only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks import pdf_import
from benchmarks.pdf_import import AFRIKAANS, CUT, GAZETTES, RULE, in_order, labels_of, text_of, words, xml_words
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import Kind

pytestmark = pytest.mark.data
BAR = 0.99
LAWS = "za-bylaws-akn2-pdf"
NEEDS_POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")


@pytest.fixture(scope="module")
def rule(test_data: Path) -> Imported:
    """The three-column rule."""
    return import_file(str(test_data / "pdf" / RULE), "eng")


@pytest.mark.parametrize(("pdf", "xml"), GAZETTES, ids=[pdf for pdf, _ in GAZETTES])
def test_gazettes_in_two_columns_have_the_words_of_the_xml_in_order(test_data: Path, pdf: str, xml: str) -> None:
    """At least 99% of the English words stand in the order of the XML, and no word of Afrikaans among them."""
    wanted = xml_words(test_data / LAWS / xml)

    got = words(text_of(import_file(str(test_data / LAWS / pdf))))

    assert in_order(wanted, got) >= BAR * len(wanted)
    assert [word for word in got if word in AFRIKAANS] == []


@pytest.mark.parametrize(("pdf", "xml"), GAZETTES, ids=[pdf for pdf, _ in GAZETTES])
def test_the_other_column_is_a_text_of_its_own(test_data: Path, pdf: str, xml: str) -> None:
    """With --language the Afrikaans column is imported, and about as long as the English one."""
    english = import_file(str(test_data / LAWS / pdf))
    afrikaans = import_file(str(test_data / LAWS / pdf), "afr")

    assert afrikaans.report.language == "afr"
    assert 0.8 < len(words(text_of(afrikaans))) / len(words(text_of(english))) < 1.8
    assert sum(word in AFRIKAANS for word in words(text_of(afrikaans))) > 200


def test_the_clauses_of_a_gazette_are_numbered_as_printed(test_data: Path) -> None:
    """Sections 1 to 7 of the fencing by-law stand in order under its heading, each with its own subsections."""
    imported = import_file(str(test_data / LAWS / GAZETTES[0][0]))

    body = next(node for node in imported.outline.nodes if len(node.children) == 7)
    counts = [(node.num, len(node.children)) for node in body.children]

    assert counts == [("1.", 0), ("2.", 5), ("3.", 3), ("4.", 2), ("5.", 3), ("6.", 3), ("7.", 0)]


def test_a_file_that_does_not_say_its_letters_is_refused_but_for_its_good_page(test_data: Path) -> None:
    """A gazette with a font that has no Unicode map is refused; the one page without that font can be imported."""
    path = str(test_data / LAWS / "liquor-trading-hours.enacted-2012.pdf")

    with pytest.raises(SofadiffError, match=r"on p\. 1-2, 4-6 ") as raised:
        import_file(path)

    assert "--pages 3." in str(raised.value.remedy)
    assert import_file(path, "eng", pages="3").report.language == "eng"


def test_the_columns_of_the_rule_are_read_in_order(rule: Imported) -> None:
    """Page by page, column by column, line by line; only footnotes stand where the text refers to them."""
    places = [
        rule.reading.anchor(block.line) for block in rule.reading.blocks if block.kind is not Kind.NOTE
    ]  # fmt: skip
    columns = [tuple(place.split(", ")[:2]) for place in places if "column" in place]
    pages = [int(place.split(",")[0].removeprefix("p. ")) for place in places]

    assert pages == sorted(pages)
    assert len(labels_of(rule)) == 17
    for page in set(pages):
        order = [column for at, column in columns if at == f"p. {page}"]
        assert order == sorted(order)


@NEEDS_POPPLER
def test_the_rule_reads_like_its_columns_cut_by_hand(rule: Imported, test_data: Path) -> None:
    """Four pages cut into three columns by hand have their words in the order of the import."""
    path = test_data / "pdf" / RULE

    by_hand = pdf_import.by_hand(path)

    assert len(CUT) == 4
    assert in_order(by_hand, words(text_of(rule))) >= 0.995 * len(by_hand)


def test_the_footnotes_of_the_rule_stand_in_its_clauses(rule: Imported) -> None:
    """All fifteen footnotes are notes, in order, and their marks are out of the words."""
    notes = [block.label for block in rule.reading.blocks if block.kind is Kind.NOTE]
    marks = [entry.text for entry in rule.reading.left_out if entry.reason.startswith("the mark of a footnote")]

    assert notes == [str(number) for number in range(1, 16)]
    assert marks == notes


def test_running_heads_of_the_rule_are_listed(rule: Imported) -> None:
    """Every page has its head and its foot on the left-out list, and none is in a clause."""
    heads = [
        entry for entry in rule.reading.left_out if "running" in entry.reason or "number of the page" in entry.reason
    ]

    assert {rule.reading.anchor(entry.line) for entry in heads} == {f"p. {page}" for page in range(1, 16)}
    assert "verdate" not in words(text_of(rule))


@NEEDS_POPPLER
@pytest.mark.parametrize("name", [pdf for pdf, _ in (*GAZETTES, *pdf_import.OTHERS)])
def test_another_program_finds_the_same_letters(test_data: Path, name: str) -> None:
    """The letters that pdftotext finds are those of the clauses and of the left-out list, none more and none fewer."""
    path = test_data / LAWS / name

    assert pdf_import.lost(path, import_file(str(path))) == (0, 0)
