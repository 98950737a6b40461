"""The document of a synopsis: sigla explained, every clause in the concordance, every reading in every format."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.drafting import CLAUSES
from tests.factories import agreement, unit
from tests.small_world import new, new_from_template, old, template
from tests.synoptic import CASES, case

from sofadiff.cli import group
from sofadiff.document import Apparatus, Block, Cite, Details, Heading, Link, Report, Strong, Table
from sofadiff.model import Agreement
from sofadiff.render import FORMATS, terminal_text
from sofadiff.reports import synopsis

FILES = sorted(CASES.glob("*.json"))
EVERY = CASES / "every-reading.json"


def made(texts: list[Agreement], **more: Any) -> Report:
    """The synopsis of the first text and all others."""
    return synopsis.report(texts[0], texts[1:], **more)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, folded ones too."""
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from walk(block.blocks)


def inlines(report: Report, kind: type) -> list[Any]:
    """Every inline of one type, in order."""
    found: list[Any] = []

    def visit(value: object) -> None:
        if isinstance(value, kind):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                visit(item)
        elif hasattr(value, "__struct_fields__"):
            for name in value.__struct_fields__:
                visit(getattr(value, name))

    visit(report.blocks)
    return found


def said(inlines: tuple[Any, ...]) -> str:
    """The words of some inlines."""
    return "".join(getattr(item, "text", getattr(item, "label", "")) for item in inlines)


def table(report: Report, id: str) -> Table:
    """The table with this id."""
    return next(block for block in walk(report.blocks) if isinstance(block, Table) and block.id == id)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_synopsis_is_the_one_on_record(path: Path, lang: str, file_regression: Any) -> None:
    """The whole synopsis of each case reads as it did when somebody last looked at it, in both languages."""
    text = terminal_text(made(case(path), lang=lang), width=110)

    file_regression.check(text, basename=f"{path.stem}.{lang}", extension=".txt")


@pytest.mark.parametrize("format_", ["terminal", "markdown", "csv"])
def test_three_small_records_read_as_on_record(format_: str, file_regression: Any) -> None:
    """A text known from the press, its template and a text read in full, beside the latter."""
    report = made([old(), new_from_template(), template()])
    written = FORMATS[format_]

    file_regression.check(written.render(report), basename="small-world", extension=f".{written.extension}", newline="")


def test_the_short_form_reads_as_on_record(file_regression: Any) -> None:
    """On a terminal only passages whose words differ are printed; the rest is listed or counted."""
    file_regression.check(terminal_text(made(case(EVERY), short=True), width=100), basename="short", extension=".txt")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_format_writes_it(lang: str) -> None:
    """Each format writes the synopsis in both languages, with a title and one CSV column per value."""
    report = made(case(EVERY), lang=lang)

    for written in FORMATS.values():
        assert len(written.render(report)) > 500
    assert report.lang == lang
    assert {len(row) for row in report.rows} == {len(report.columns)}


def test_every_clause_stands_in_the_concordance_once() -> None:
    """The concordance has a row for every passage and in its columns every clause of every text exactly once."""
    texts = case(EVERY)
    rows = table(made(texts), "concordance").rows
    places = [
        [said(row[column].inlines).split(" ")[1] for row in rows if "para" in said(row[column].inlines)]
        for column in range(2, 7)
    ]

    assert [len(column) for column in places] == [len(text.units) for text in texts]
    assert all(len(column) == len(set(column)) for column in places)


def test_the_csv_has_a_row_for_every_passage_and_text() -> None:
    """The CSV has every passage with every text, also one that lacks it, and names who shares the reading."""
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].render(made(case(EVERY))))))

    assert len(rows) == 4 * 5
    assert {row["siglum"]: row["state"] for row in rows if row["passage"] == "3"} == {
        "Base": "text",
        "A": "editorial",
        "B": "not-known",
        "C": "absent",
        "D": "language",
    }
    assert [row["reads_alike"] for row in rows if row["passage"] == "3"] == ["A", "Base", "", "", ""]


@pytest.mark.parametrize("format_", ["terminal", "html", "markdown"])
def test_every_reading_is_in_every_format(format_: str) -> None:
    """Changed, added and not known words stand in every format with the sigla that have them."""
    text = FORMATS[format_].render(made(case(EVERY)))
    flat = re.sub(r"[*\\]|<[^>]+>", "", text)
    flat = " ".join(flat.split())

    assert "must] may A B°" in flat
    assert "add. serious A B°" in flat
    assert "within 10 days] not in what is known of B°" in flat
    assert "C reads otherwise, more than half of the words" in flat


def test_restatements_stand_without_quotation_marks() -> None:
    """No reading is printed in quotation marks: the words are restatements."""
    entries = [
        said(words) for b in walk(made(case(EVERY)).blocks) if isinstance(b, Apparatus) for _, words in b.entries
    ]

    assert entries
    assert not re.search(r"[“”«»]", "".join(entries))


def test_sigla_are_explained_before_they_are_used() -> None:
    """The first table gives every siglum, its text, how much of it was available and what kind of text it is."""
    first = next(block for block in made(case(EVERY)).blocks if isinstance(block, Table))
    rows = [[said(cell.inlines) for cell in row] for row in first.rows]

    assert [row[0] for row in rows] == ["Base", "A", "B", "C", "D"]
    assert rows[2][1] == "birch-2001"
    assert {"parts only", "known from the press only", "English", "reported 2"} <= set(rows[2])
    assert rows[4][3] == "French"


def test_what_was_not_read_carries_its_sign() -> None:
    """A siglum stands with a sign wherever its clause was not read in the instrument, and only there."""
    bold = {item.text for item in inlines(made(case(EVERY)), Strong)}

    assert "A B°" in bold
    assert not [text for text in bold if "A°" in text]


def test_references_lead_somewhere() -> None:
    """Every jump has its heading, each heading and each text its id once, and levels are never skipped."""
    for texts in (case(EVERY), [old(), new(), template()]):
        report = made(texts)
        headings = [block for block in walk(report.blocks) if isinstance(block, Heading)]
        ids = [block.id for block in headings]
        boxes = [block.id for block in walk(report.blocks) if isinstance(block, Apparatus)]

        assert {link.target for link in inlines(report, Link)} <= set(ids)
        assert len(ids) == len(set(ids))
        assert len(boxes) == len(set(boxes))
        assert not inlines(report, Cite)
        levels = [1, *(block.level for block in headings)]
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_numbers_in_the_text_are_those_of_the_entries() -> None:
    """Every entry's number stands once in the text above it, and the pieces joined are that text."""
    texts = case(EVERY)
    whole = {"\n".join(u.text for u in text.units if u.id == unit.id) for text in texts for unit in text.units}
    for box in (b for b in walk(made(texts).blocks) if isinstance(b, Apparatus)):
        placed = [number for numbers, _ in box.pieces for number in numbers]
        assert sorted(placed) == [number for number, _ in box.entries]
        assert "".join(words for _, words in box.pieces) in whole


def test_a_share_is_of_what_could_be_compared() -> None:
    """The table of agreement gives shared readings out of passages that both texts have and that were compared."""
    rows = [[said(cell.inlines) for cell in row] for row in table(made(case(EVERY)), "agreeing").rows]

    assert rows[0][1:] == ["–", "1 of 2", "0 of 1", "0 of 1", "0 of 0"]
    assert [row[1 + n] for n, row in enumerate(rows)] == ["–"] * 5


def test_foreign_words_are_marked_as_such() -> None:
    """The words of a French text carry their language in the page of an English report."""
    page = FORMATS["html"].render(made(case(EVERY)))

    assert re.search(r'lang="fr">La Force peut arborer', page)


@pytest.mark.parametrize("format_", ["terminal", "html", "markdown", "csv", "json"])
def test_the_command_gives_a_synopsis_of_several(format_: str, tmp_path: Path) -> None:
    """`compare` with one other text gives the comparison, with two the synopsis, in every format."""
    out = [tmp_path / "one", tmp_path / "two"]
    for path, others in zip(out, (["pfp-sofa-1995"], ["pfp-sofa-1995", "eu-sofa-2003"]), strict=True):
        done = CliRunner().invoke(group, ["compare", "nato-1951", *others, "--format", format_, "-o", str(path)])
        assert done.exit_code == 0
    texts = [path.read_text("utf-8") for path in out]

    marks = {"csv": "passage,heading", "json": '"sofadiff.synopsis/1"'}
    mark = marks.get(format_, "Synopsis: nato-1951 beside pfp-sofa-1995 and eu-sofa-2003")
    assert [mark in text for text in texts] == [False, True]


def test_two_foreign_texts_are_read_against_each_other() -> None:
    """Two French texts are compared with each other, not with the English base, and the page says so."""
    base = agreement("base", [unit("a", "The claims commission pays 900 francs.", topics=("claims",))])
    french = [
        agreement(slug, [unit("a", text, topics=("claims",))], language="fra", work_date=date)
        for slug, text, date in (
            ("un", "La commission des réclamations verse 900 francs.", "2001-01-01"),
            ("deux", "La commission des réclamations doit verser 900 francs.", "2002-01-01"),
        )
    ]
    text = terminal_text(made([base, *french]), width=120)

    assert "A is in another language and was not compared word by word with the text above" in text
    assert "‹1› verse] doit verser *B*" in text
    assert "more than half of the words: " not in text


def test_texts_that_do_not_differ_say_so() -> None:
    """Where nothing differs the synopsis says that no difference was found and lists every passage."""
    texts = [agreement(slug, CLAUSES) for slug in ("one", "two", "three")]
    text = terminal_text(made(texts), width=100)

    assert "No difference of substance was found." in text
    assert f"{len(CLAUSES)} passages in which nothing that could be compared differs" in text
