"""Import of real agreements: the known answers. Only numbers, counts and digests are kept here, never their words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from sofadiff import corpus
from sofadiff.comparison import Verdict
from sofadiff.comparison.compare import compare
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.collate import Status, collate
from sofadiff.importing.totality import outline_text
from sofadiff.model import Agreement
from sofadiff.outline import ATTACHMENT, Node
from sofadiff.pinpoint import bare

pytestmark = pytest.mark.data

SOFAS = (
    "eu-sofa-2003.nl",
    "nato-paris-protocol-1952-headquarters.en-nl",
    "nato-sofa-1951.en-nl",
    "nato-sofa-germany-art45-5-implementing-1959.en-nl",
    "nato-sofa-germany-supplementary-1959.en-nl",
    "nl-benin-notes.fr",
    "nl-burkina-faso-2015-statut-personnels.fr-nl",
    "nl-germany-supplementary-1997.nl",
    "nl-kuwait-2003-letters.en-nl",
    "nl-maroc-2013-statut-des-forces.fr-nl",
    "nl-qatar-2014-status-of-forces.en-nl",
    "nl-rwanda-2009-status-of-personnel.en-nl",
    "nl-senegal-2010-statut-des-forces.fr-nl",
    "nl-south-africa-2007-status-of-personnel.en-nl",
    "nl-switzerland-2007-exercises-training.en-nl",
    "nl-uganda-2012-notes.en",
    "nl-usa-caribbean-personnel-2012.nl",
    "pfp-further-protocol-1997.en-nl",
    "pfp-sofa-1995.en-nl",
    "shirbrig-denmark-status.en-nl",
)
"""The twenty instruments; the suffix names the languages, the authentic one first."""
CODES = {"en": "eng", "fr": "fra", "nl": "nld"}
ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()  # noqa: SIM905

NATO_PARAGRAPHS = (2, 0, 5, 0, 2, 0, 11, 10, 8, 4, 13, 2, 4, 2, 2, 0, 0, 3, 3, 3)
"""Numbered paragraphs of its twenty articles, counted by hand."""
NATO_POINTS = {
    "I 1": "a b c d e f g",
    "III 2": "a b",
    "IV": "a b",
    "VII 1": "a b",
    "VII 2": "a b c",
    "VII 2 c": "i ii",
    "VII 3": "a b c",
    "VII 3 a": "i ii",
    "VII 5": "a b c",
    "VII 6": "a b",
    "VII 7": "a b",
    "VII 9": "a b c d e f g",
    "VII 10": "a b",
    "VIII 1": "i ii",
    "VIII 2": "a b c d e f",
    "VIII 5": "a b c d e f g h",
    "VIII 5 e": "i ii iii iv",
    "VIII 6": "a b c d",
    "XI 2": "a b c",
    "XI 8": "a b",
}
"""Labels below the paragraphs, written down from the text by hand."""


@cache
def load(path: Path, language: str | None = None) -> Imported:
    """One import per file and language for the whole run."""
    return import_file(str(path), language, date="2000-01-01")


def articles(imported: Imported) -> list[str]:
    """Bare numbers of the articles, in order."""
    return [bare(node.num) or "" for node in imported.outline.walk() if node.element == "article"]


def languages(name: str) -> list[str]:
    """ISO codes of the languages that a file's name tells."""
    return [CODES[code] for code in name.rsplit(".", 1)[1].split("-")]


def test_nato_has_its_twenty_articles_and_paragraphs(test_data: Path) -> None:
    """The English part of the NATO SOFA: twenty articles, each with its paragraphs."""
    imported = load(test_data / "nl-sofa-md" / "nato-sofa-1951.en-nl.md")
    assert articles(imported) == ROMAN
    paragraphs = [
        sum(bare(child.num) is not None and bare(child.num).isdigit() for child in node.children)  # type: ignore[union-attr]
        for node in imported.outline.nodes
        if node.element == "article"
    ]
    assert tuple(paragraphs) == NATO_PARAGRAPHS


def test_nato_points_have_the_right_parents(test_data: Path) -> None:
    """Every lettered and Roman point of the NATO SOFA hangs where the text has it."""
    found: dict[str, str] = {}

    def walk(node: Node, above: str) -> None:
        here = f"{above} {bare(node.num)}".strip()
        labels = [bare(child.num) or "" for child in node.children if child.num]
        if labels and not labels[0].isdigit():
            found[here] = " ".join(labels)
        for child in node.children:
            if child.num:
                walk(child, here)

    for node in load(test_data / "nl-sofa-md" / "nato-sofa-1951.en-nl.md").outline.nodes:
        if node.element == "article":
            walk(node, "")
    assert found == NATO_POINTS


def test_nato_flush_text_and_attachments(test_data: Path) -> None:
    """Flush text closes VIII(1) and VIII(2)(f); twelve amounts stand without numbers; three attachments follow."""
    outline = load(test_data / "nl-sofa-md" / "nato-sofa-1951.en-nl.md").outline
    eight = outline.nodes[7]
    point = eight.children[1].children[5]
    assert [child.num for child in eight.children if child.wrap_up] == ["1."]
    assert (point.num, len(point.children), point.wrap_up is not None) == ("(f)", 12, True)
    assert [node.element for node in outline.nodes[20:]] == [ATTACHMENT] * 3
    assert len(outline.conclusions) == 2
    assert sum(block.recital for block in outline.preamble) == 3


@pytest.mark.parametrize("copy", ["nato-sofa-1951.en-nl", "versions/nato-sofa-1951@1953-12-18"])
def test_nato_copies_match_the_records_digests(test_data: Path, copy: str) -> None:
    """Both dated copies match every digest that the record keeps."""
    result = collate(corpus.read("nato-1951"), load(test_data / "nl-sofa-md" / f"{copy}.md", "eng"))
    assert result.matching, [a for a in result.answers if a.status is not Status.MATCHES]
    assert result.count(Status.MATCHES) > 150


@pytest.mark.parametrize("name", SOFAS)
def test_every_article_of_the_twenty_instruments_is_found(test_data: Path, name: str) -> None:
    """Together the languages of a file give as many articles as the file has article headings."""
    path = test_data / "nl-sofa-md" / f"{name}.md"
    headings = re.findall(r"^#+ *(?:Article|Artikel) +\w+", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert sum(len(articles(load(path, language))) for language in languages(name)) == len(headings)


def labels_of(imported: Imported) -> list[str]:
    """Every printed label: of recitals, then of clauses."""
    outline = imported.outline
    return [item.num for item in (*outline.preamble, *outline.walk()) if item.num]


@pytest.mark.parametrize("name", SOFAS)
def test_numbered_lines_become_numbered_clauses(test_data: Path, name: str) -> None:
    """At least 99 of 100 lines that begin with a label are clauses with that label, in that order."""
    path = test_data / "nl-sofa-md" / f"{name}.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    want = got = 0
    for language in languages(name):
        imported = load(path, language)
        spans = [run for run in imported.report.runs if run.language == language]
        labelled = Counter(
            match.group()
            for run in spans
            for line in lines[run.line - 1 : run.last_line]
            if (
                match := re.match(r"\(?(?:\d{1,2}|[a-z]{1,4})\)?[.)](?!\d)", line.replace("*", "").lstrip("#").lstrip())
            )
        )
        clauses = Counter(label.rstrip(".") for label in labels_of(imported))
        for label, count in labelled.items():
            want += count
            got += min(count, clauses[label.rstrip(".")])
    assert got >= 0.99 * want, f"{got} of {want}"


@pytest.mark.parametrize("folder", ["nl-sofa-md", "nl-immunities-md", "nl-bit-family-md", "de-nato-statutes-md"])
def test_no_word_of_any_file_is_lost(test_data: Path, folder: str) -> None:
    """Title, clauses and left-out list together hold every letter that the source has outside its mark-up."""
    for path in sorted((test_data / folder).rglob("*.md")):
        imported = load(path)
        kept = sum(len(letters(text)) for text in outline_text(imported.outline))
        left = sum(len(letters(entry.text)) for entry in imported.report.left_out)
        source = re.sub(r"(?<=\])\([^)\s]*\)", "", path.read_text(encoding="utf-8"))
        assert kept + left == len(letters(re.sub(r"</?(?:meta|su[bp])[^>]*>", "", source))), path.name
        units = sum(len(letters(unit.text)) for unit in imported.agreement.units)
        labels = sum(len(letters(label)) for label in labels_of(imported))
        assert units + labels + len(letters(imported.outline.title)) == kept, path.name


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("nato-sofa-1951@1953-12-18", "nato-sofa-1951@2012-10-24"),
        ("nl-south-africa@2009-02-01", "nl-south-africa@2013-09-12"),
        ("nl-rwanda@2010-12-01", "nl-rwanda@2011-08-22"),
    ],
)
def test_dated_copies_differ_in_nothing_of_substance(test_data: Path, earlier: str, later: str) -> None:
    """Links inserted and spaces lost are no changes: every link is identical or editorial."""
    base, other = (load(test_data / "nl-sofa-md" / "versions" / f"{name}.md").agreement for name in (earlier, later))
    verdicts = {link.verdict for link in compare(base, other).links}
    assert verdicts <= {Verdict.IDENTICAL, Verdict.EDITORIAL}


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("nl-rwanda-2009-status-of-personnel.en-nl", 11),
        ("nl-south-africa-2007-status-of-personnel.en-nl", 11),
        ("nl-senegal-2010-statut-des-forces.fr-nl", 12),
        ("nl-burkina-faso-2015-statut-personnels.fr-nl", 11),
        ("nl-benin-notes.fr", 24),
        ("nato-paris-protocol-1952-headquarters.en-nl", 16),
        ("nato-sofa-germany-supplementary-1959.en-nl", 83),
    ],
)
def test_article_counts(test_data: Path, name: str, count: int) -> None:
    """The authentic part of each instrument has the number of articles that is known."""
    assert len(articles(load(test_data / "nl-sofa-md" / f"{name}.md"))) == count


def test_vienna_convention_has_53_articles_in_both_languages(test_data: Path) -> None:
    """A long convention, twice."""
    path = test_data / "nl-immunities-md" / "vienna-diplomatic-relations-1961.md"
    assert [len(articles(load(path, language))) for language in ("eng", "nld")] == [53, 53]


def test_notes_hold_the_treaty_twice(test_data: Path) -> None:
    """The Benin notes: three notes, the first two with the same twelve articles."""
    outline = load(test_data / "nl-sofa-md" / "nl-benin-notes.fr.md").outline
    assert [node.element for node in outline.nodes] == [ATTACHMENT] * 3
    counts = [sum(child.element == "article" for child in node.children) for node in outline.nodes]
    assert counts == [12, 12, 0]


def test_rwanda_and_south_africa_pair_all_eleven_articles(test_data: Path) -> None:
    """Every article of one answers the article of the same number in the other."""
    south_africa, rwanda = (
        load(test_data / "nl-sofa-md" / f"{name}.md").agreement
        for name in ("nl-south-africa-2007-status-of-personnel.en-nl", "nl-rwanda-2009-status-of-personnel.en-nl")
    )
    pairs = set()
    for link in compare(south_africa, rwanda).links:
        bases = {article_of(south_africa, unit_id) for unit_id in link.base}
        pairs |= {(base, article_of(rwanda, unit_id)) for base in bases for unit_id in link.other}
    assert {(str(number), str(number)) for number in range(1, 12)} <= pairs


def article_of(agreement: Agreement, unit_id: str) -> str | None:
    """Bare number of the article that a unit stands in."""
    unit = agreement.unit(unit_id)
    return bare(dict(unit.path).get("article")) if unit else None
