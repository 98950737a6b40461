"""Real pages beside other renderings of the same texts. Only counts are kept here."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.html_import import PAGES, Score, measure
from sofadiff.importing import Imported, import_file
from sofadiff.importing.totality import outline_text
from sofadiff.text import words

pytestmark = pytest.mark.data

FOUND = {
    "regulation 2024/903 (EUR-Lex)": (299, 299),
    "proposal COM(2025) 1": (49, 49),
    "proposal COM(2025) 6": (42, 42),
    "proposal COM(2025) 43": (27, 27),
    "declaration, English": (62, 62),
    "declaration, French": (62, 62),
    "British code of practice": (394, 394),
    "South African act": (1850, 1860),
    "Mauritian act": (5, 5),
}
"""Numbers of each page found in order at the last measurement, and all of them."""


@cache
def score(folder: Path, name: str) -> Score:
    """One measurement per page for the whole run, without the peers."""
    return measure(folder, name, peers=False)


@cache
def load(folder: Path, name: str) -> Imported:
    """One import per page for the whole run."""
    return import_file(str(folder / PAGES[name][0]))


@pytest.mark.parametrize("name", FOUND)
def test_numbers_stand_as_elsewhere(test_data: Path, name: str) -> None:
    """At least as many as were measured come out in order, and under the right number where that is known."""
    result = score(test_data, name)
    assert (result.found, result.wanted) >= FOUND[name]
    assert result.wanted == FOUND[name][1]
    assert result.parents in {None, result.wanted}


@pytest.mark.parametrize("name", FOUND)
def test_no_letter_of_a_real_page_is_lost(test_data: Path, name: str) -> None:
    """Counted by a route of its own: the page without its tags. A second import gives the same bytes."""
    assert score(test_data, name).lost == 0
    again = import_file(str(test_data / PAGES[name][0]))
    assert again.data == load(test_data, name).data


def test_the_regulation_has_all_words_of_its_formex(test_data: Path) -> None:
    """EUR-Lex has the act as a page and as Formex: no word of the Formex is missing from the import of the page."""
    name = "regulation 2024/903 (EUR-Lex)"
    folder = (test_data / PAGES[name][0]).parent
    root = etree.parse(folder / "L_202400903EN.000101.fmx.xml").getroot()
    for about in root.findall("BIB.INSTANCE"):
        root.remove(about)
    want = Counter(words(" ".join(root.itertext()).casefold()))
    have = Counter(words(" ".join(outline_text(load(test_data, name).outline)).casefold()))
    assert (want.total(), (want - have).total()) == (14_466, 0)


def test_footnotes_stand_in_their_clauses(test_data: Path) -> None:
    """The twenty footnotes of the regulation are where the text refers to them, not at the end."""
    imported = load(test_data, "regulation 2024/903 (EUR-Lex)")
    notes = [block for block in imported.reading.blocks if block.kind == "note"]
    assert [note.label for note in notes] == [str(number) for number in range(1, 21)]
    assert not any(imported.reading.anchor(note.line).startswith("line") for note in notes)


def test_the_declaration_is_one_to_one_in_two_languages(test_data: Path) -> None:
    """Thirty articles in English and in French, with the same numbered paragraphs; the preamble is kept."""
    english, french = (load(test_data, f"declaration, {language}") for language in ("English", "French"))
    for imported, language in ((english, "eng"), (french, "fra")):
        assert imported.report.language == language
        counts = dict(imported.report.counts)
        assert (counts["article"], counts["recital"]) == (30, 7)
    shapes = [[(node.num or "")[-3:] for node in imported.outline.walk()] for imported in (english, french)]
    assert len(shapes[0]) == len(shapes[1])


def test_little_is_doubtful_on_pages_in_order(test_data: Path) -> None:
    """What somebody should look at stays few on pages that are made with care."""
    for name, most in (("regulation 2024/903 (EUR-Lex)", 1), ("declaration, English", 0), ("declaration, French", 0)):
        assert len(load(test_data, name).report.doubts) <= most
