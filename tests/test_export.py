"""Export: a record as plain text or Markdown, and the same record back. All made-up texts are invented."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sofadiff import akn, corpus
from sofadiff.akn import schema
from sofadiff.cli import group
from sofadiff.comparison.compare import compare
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.exchange.records import FORMS, Exported, export
from sofadiff.importing.exchange.skins import SKINS
from sofadiff.importing.exchange.writing import fingerprint
from sofadiff.importing.totality import outline_text
from sofadiff.model import Agreement, Unit
from sofadiff.outline import ATTACHMENT, HIERARCHY, Node, Outline, PreambleBlock, Standing, note_line

SUFFIXES = {"text": ".txt", "markdown": ".md"}
every_form = pytest.mark.parametrize("form", FORMS)


@cache
def exported(slug: str, form: str) -> Exported:
    """One export of a record for the whole run."""
    return export(Path(corpus.path_of(slug)).read_bytes(), None, slug, form)


def back(folder: Path, text: str, form: str, **options: str | None) -> Imported:
    """Import a written record."""
    path = folder / f"written{SUFFIXES[form]}"
    path.write_text(text, encoding="utf-8", newline="")
    return import_file(str(path), **options)


def said(unit: Unit) -> tuple[object, ...]:
    """What a unit says, without what a text cannot hold."""
    return (unit.eid, unit.element, unit.part, unit.num, unit.number, unit.heading, unit.path, unit.support,
            unit.assumed_from, unit.text)  # fmt: skip


def identity(agreement: Agreement) -> tuple[object, ...]:
    """What a record says it is."""
    names = ("slug", "title", "short", "language", "kind", "work_uri", "work_date_name", "completeness")
    return tuple(getattr(agreement, name) for name in (*names, "mission_type", "text_status"))


# -- the corpus -----------------------------------------------------------------------------------------------


@every_form
@pytest.mark.parametrize("slug", corpus.slugs())
def test_every_record_comes_back_the_same(tmp_path: Path, slug: str, form: str) -> None:
    """Clauses, labels, parents, headings, words, language, support: as in the record, for each record that ships."""
    record, got = corpus.read(slug), back(tmp_path, exported(slug, form).text, form)
    assert list(map(said, got.agreement.units)) == list(map(said, record.units))
    assert identity(got.agreement) == identity(record)
    assert [replace(term, line=0) for term in got.agreement.terms] == [replace(t, line=0) for t in record.terms]
    assert [remark for remark in got.report.remarks if remark.doubtful] == []
    assert fingerprint(got.outline) == fingerprint(exported(slug, form).outline)


@every_form
@pytest.mark.parametrize("slug", corpus.slugs()[::4])
def test_writing_it_again_writes_the_same(tmp_path: Path, slug: str, form: str) -> None:
    """Export, import, export: the same bytes apart from the list of what the record holds beyond its text."""
    first = exported(slug, form).text
    draft = back(tmp_path, first, form).data
    path = tmp_path / "draft.xml"
    path.write_bytes(draft)
    second = export(draft, str(path), None, form).text
    assert without_list(second) == without_list(first)
    assert exported.__wrapped__(slug, form).text == first


def without_list(text: str) -> str:
    """A written record without the list of what it does not hold."""
    return re.sub(r'^not-in-this-file:\n(?:  - ".*"\n)*', "", text, flags=re.MULTILINE)


def test_what_a_text_cannot_hold_is_listed(tmp_path: Path) -> None:
    """Findings, topics and sources stay behind, and both the file and the command say how many."""
    left = exported("nl-kuwait-2003", "text").left
    record = corpus.read("nl-kuwait-2003")
    assert f"{len(record.codings)} × findings of coders" in left
    assert all(line in exported("nl-kuwait-2003", "text").text for line in left)
    got = CliRunner().invoke(group, ["export", "nl-kuwait-2003", "-o", str(tmp_path / "k.md")])
    assert got.exit_code == 0
    assert "findings of coders" in got.stderr
    assert (tmp_path / "k.md").read_text(encoding="utf-8") == exported("nl-kuwait-2003", "markdown").text


@every_form
def test_a_restatement_says_so_in_the_file(form: str) -> None:
    """Whoever gets the file alone learns that the words are not those of the instrument, and what was assumed."""
    text = exported("un-model-1990", form).text
    assert "not the authentic text" in text
    assert "number predicted" in text


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A file that is there stays unless --force is given."""
    target = tmp_path / "mine.txt"
    target.write_text("mine", encoding="utf-8")
    got = CliRunner().invoke(group, ["export", "nato-1951", "-o", str(target)])
    assert isinstance(got.exception, SofadiffError)
    assert target.read_text(encoding="utf-8") == "mine"


# -- what people do to such a file ----------------------------------------------------------------------------


@every_form
def test_line_ends_and_broken_lines_do_not_matter(tmp_path: Path, form: str) -> None:
    """An editor that breaks lines at 70 signs, or writes other line ends, changes nothing."""
    text = exported("nato-1951", form).text
    head, body = text.split("\n---\n", 1)
    broken = "\n\n".join(
        "\n".join(textwrap.wrap(part, 70, break_long_words=False, break_on_hyphens=False, subsequent_indent="  "))
        if "  " not in part.strip() and "==" not in part and form == "markdown" else part
        for part in body.split("\n\n")
    )  # fmt: skip
    got = back(tmp_path, f"{head}\n---\n{broken}".replace("\n", "\r\n"), form)
    assert fingerprint(got.outline) == fingerprint(exported("nato-1951", form).outline)
    assert not got.report.doubts


@every_form
def test_a_file_that_was_changed_claims_nothing_of_its_words(tmp_path: Path, form: str) -> None:
    """With one word changed the clauses are read, but no support or completeness is carried over, and this is said."""
    text = exported("nato-1951", form).text
    assert text.count("the receiving State may") > 1
    got = back(tmp_path, text.replace("the receiving State may", "the receiving State must", 1), form)
    assert {unit.support for unit in got.agreement.units} == {None}
    assert got.agreement.completeness is None
    assert any("was changed" in remark.message for remark in got.report.doubts)
    assert len(got.agreement.units) == len(corpus.read("nato-1951").units)


def test_predicted_numbers_stay_predicted_in_a_changed_file(tmp_path: Path) -> None:
    """A number that was only counted is marked as such whatever happens to the words."""
    text = exported("un-model-1990", "text").text
    got = back(tmp_path, text + "\nA line more.\n", "text")
    statuses = [unit.number for unit in got.agreement.units]
    assert statuses.count("predicted") == [unit.number for unit in corpus.read("un-model-1990").units].count(
        "predicted"
    )


def test_clauses_of_a_changed_copy_answer_the_right_clauses(tmp_path: Path) -> None:
    """A copy with one clause taken out is compared with its record: all other clauses answer themselves."""
    text = exported("nato-1951", "text").text
    lines = text.split("\n")
    gone = next(i for i, line in enumerate(lines) if line.startswith("    2.  "))
    got = back(tmp_path, "\n".join(lines[:gone] + lines[gone + 2 :]), "text")
    result = compare(corpus.read("nato-1951"), got.agreement)
    kinds = [link.kind.value for link in result.links]
    assert kinds.count("removed") == 1
    assert set(kinds) == {"identical", "removed"}


def test_a_given_language_wins_over_the_head(tmp_path: Path) -> None:
    """--language is never overridden by what a file says of itself."""
    got = back(tmp_path, exported("nato-1951", "text").text, "text", language="fra")
    assert got.agreement.language == "fra"
    assert got.report.language_doubtful


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('sofadiff-record: "1"', 'sofadiff-record: "9"'), "form 9"),
        (('completeness: "full"', 'completeness: "perfect"'), "perfect"),
        (('date: "1951-06-19"', 'date: "1951-06-31"'), "no date"),
        (("\n---\n", "\n"), "no end"),
    ],
)
def test_a_head_that_cannot_be_read_is_refused(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    """One line that says what is wrong and what to do."""
    with pytest.raises(SofadiffError, match=expected):
        back(tmp_path, exported("nato-1951", "text").text.replace(*change, 1), "text")


def test_parts_in_the_wrong_order_are_refused_with_the_line(tmp_path: Path) -> None:
    """A clause behind the closing words belongs nowhere that is known."""
    text = exported("nato-1951", "text").text + "\nDone at Port.\n\nArticle 99  More\n"
    with pytest.raises(SofadiffError, match=r"written.txt:\d+.*behind the closing words"):
        back(tmp_path, text, "text")


# -- made-up records ------------------------------------------------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn", "Cc"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
HARD = st.sampled_from(
    ["(a)", "IV", "1.", "*", "**", "***", "{recital}", "{x}", "\\", "---", "===", "# x", "Article 1", "[a](b)", "&lt;",
     "_a_", "<b>", "- x", "+", ">", "5.", "\\{", "a;b", "Whereas", "In witness whereof", "|", "~~", "note 3", "1)", "#"]
)  # fmt: skip
LINE = st.lists(WORDS | HARD, min_size=1, max_size=4).map(lambda parts: " ".join(" ".join(parts).split())).filter(bool)
NOTED = st.builds(note_line, st.one_of(st.just(""), st.sampled_from(["3", "*", "a;b", "{", "\\"])), LINE)
TEXT = st.lists(LINE | NOTED, min_size=1, max_size=3).map("\n".join)
HEADING = st.builds(lambda first, notes: "\n".join((first, *notes)), LINE, st.lists(NOTED, max_size=1))
LABEL = st.one_of(
    st.none(), st.sampled_from(["1.", "(a)", "(i)", "VII", "Article 3", "Part I", "Annex A", "–", "47", "3 bis"]), LINE
)
STANDING = st.builds(
    Standing,
    st.sampled_from(["", "verified", "unverified"]),
    st.sampled_from(["", "confirmed", "predicted", "unknown"]),
    st.sampled_from(["", "a#b", "x;y#{"]),
)


def nodes(depth: int) -> st.SearchStrategy[Node]:
    """Elements with up to so many levels below them."""
    below = st.lists(nodes(depth - 1), max_size=3) if depth else st.just([])

    def make(element: str, num: str | None, heading: str | None, text: str | None, closing: str | None,
             children: list[Node], standing: Standing) -> Node:  # fmt: skip
        kept = tuple(child for child in children if child.element != ATTACHMENT)
        if kept:
            return Node(element, num, heading, text, None, closing, kept, 0, standing)
        return Node(element, num, heading, None, text, None, (), 0, standing)

    return st.builds(
        make, st.sampled_from([*HIERARCHY, ATTACHMENT]), LABEL, st.none() | HEADING, st.none() | TEXT,
        st.none() | TEXT, below, STANDING,
    )  # fmt: skip


def blocks(*, recitals: bool) -> st.SearchStrategy[tuple[PreambleBlock, ...]]:
    """Blocks of a preamble or of closing words."""
    standing = st.sampled_from([Standing(), Standing("verified")])
    kind = st.booleans() if recitals else st.just(False)
    one = st.builds(PreambleBlock, TEXT if recitals else LINE, st.just(0), kind, standing)
    found = st.lists(st.tuples(one, LABEL), max_size=3)
    return found.map(lambda pairs: tuple(replace(one, num=num) if one.recital else one for one, num in pairs))


OUTLINES = st.builds(
    Outline,
    title=st.just("") | LINE,
    language=st.sampled_from(["eng", "fra", "nld", "und"]),
    preamble=blocks(recitals=True),
    nodes=st.lists(nodes(3), max_size=4).map(
        lambda found: (*(n for n in found if n.element != ATTACHMENT), *(n for n in found if n.element == ATTACHMENT))
    ),
    conclusions=blocks(recitals=False),
)


@every_form
@settings(max_examples=60, deadline=None)
@given(outline=OUTLINES.filter(lambda outline: bool(letters("".join(outline_text(outline))))))
def test_made_up_records_come_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, form: str, outline: Outline
) -> None:
    """Whatever labels, words and levels: written as text and read, the outline says the same, and no word is lost."""
    data = akn.draft(outline, slug="x", title="T", date="2001-02-03", language=outline.language, source_name="s",
                     source_sha256="0" * 64)  # fmt: skip
    written = export(data, "x.xml", None, form)
    got = back(tmp_path_factory.mktemp("back"), written.text, form)
    assert fingerprint(replace(got.outline, title="")) == fingerprint(replace(written.outline, title=""))
    assert got.outline.title == written.outline.title
    assert not got.report.doubts
    assert list(schema.violations(akn.parse(got.data, "x.xml"))) == list(schema.violations(akn.parse(data, "x.xml")))
    again = export(got.data, "x.xml", None, form)
    assert without_list(again.text) == without_list(written.text)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200), form=st.sampled_from(FORMS))
def test_any_line_can_be_cut(text: str, form: str) -> None:
    """No line makes the reader fail, whatever somebody typed."""
    raw = SKINS[form].cut(text.replace("\n", " "))
    assert raw.indent >= 0


@every_form
@settings(max_examples=60, deadline=None)
@given(
    insertion=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60),
    at=st.integers(0, 400),
)
def test_a_file_with_anything_typed_into_it_is_read_whole_or_refused(
    tmp_path_factory: pytest.TempPathFactory, form: str, insertion: str, at: int
) -> None:
    """Typing anything anywhere leads to an import that lost nothing, or to one line that says why not."""
    lines = exported("nl-kuwait-2003", form).text.split("\n")
    lines.insert(at % len(lines), insertion)
    refused = ""
    try:
        assert back(tmp_path_factory.mktemp("typed"), "\n".join(lines), form).agreement.units
    except SofadiffError as error:
        refused = str(error)
    assert "fault of sofadiff" not in refused


FOREIGN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta/>
<preamble><recitals><recital><num>(1)</num><p>Norland is far.</p></recital></recitals></preamble>
<body><section><num>1.</num><subsection><num>(a)</num><content>
<p>Cars<authorialNote marker="3"><p>And carts.</p></authorialNote> are marked.</p>
<table><tr><td><p>Red</p></td><td>Blue</td></tr></table></content></subsection></section></body>
<attachments><attachment><doc name="annex"><meta/><preface><p>Annex A</p></preface>
<mainBody><paragraph><num>1.</num><content><p>Boats.</p></content></paragraph></mainBody></doc></attachment></attachments>
</act></akomaNtoso>"""


@every_form
def test_a_document_of_another_producer_is_written_with_all_its_words(tmp_path: Path, form: str) -> None:
    """Other elements, annexes as documents, tables, footnotes: every word arrives, what has no place is listed."""
    written = export(FOREIGN.encode(), "a.xml", None, form)
    got = back(tmp_path, written.text, form)
    texts = [unit.text for unit in got.agreement.units]
    assert got.agreement.units[0].num == "(1)"
    assert texts == ["Norland is far.", "Cars are marked.\nAnd carts.\nRed\nBlue", "Annex A", "Boats."]
    assert [node.element for node in got.outline.nodes] == ["section", "attachment"]
    assert not any("recital" in line or "passages" in line for line in written.left)


def test_a_document_without_words_is_refused() -> None:
    """Nothing to write is said in one line."""
    empty = FOREIGN[: FOREIGN.index("<preamble>")] + "<body/></act></akomaNtoso>"
    with pytest.raises(SofadiffError, match=r"a\.xml: holds no words"):
        export(empty.encode(), "a.xml", None, "text")
