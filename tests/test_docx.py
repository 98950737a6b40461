"""Reports as Word files: what accepting and rejecting leaves, what readers find in them, how they are built."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.fixtures.report_fixture import HOSTILE, REPORT, hostile

import reading_word
from benchmarks import generator
from reading_word import W
from sofadiff.comparison import ChangeClass, Edit, Op
from sofadiff.comparison.compare import compare
from sofadiff.document import (
    Cell,
    Cite,
    ClauseCard,
    Heading,
    Mark,
    Paragraph,
    Redline,
    Report,
    SideBySide,
    Table,
    Text,
)  # fmt: skip
from sofadiff.errors import SofadiffError
from sofadiff.render import docx
from sofadiff.render.docx.making import Making, chosen
from sofadiff.render.visible import visible
from sofadiff.reports import comparing, departures, redline
from test_comparison_reports import new, old

NS = {"w": W.strip("{}")}
WHOLE = {"fixture": REPORT, "hostile": hostile(REPORT)}


def made(*blocks: Any, lang: str = "en") -> Report:
    """A report of these blocks."""
    return Report("redline", "A title", lang, tuple(blocks))


def passage(*edits: Edit, **more: Any) -> Redline:
    """A passage of these edits."""
    return Redline(edits, "a, para 1", "b, para 2", "en", "fr", "a", "b", **more)


def changes(data: bytes) -> list[tuple[str, str, str]]:
    """(ins or del, author, words) of every tracked change of words."""
    found = reading_word.document(data).xpath("//w:ins[w:r] | //w:del[w:r]", namespaces=NS)
    return [(node.tag.removeprefix(W), node.get(f"{W}author"), reading_word.words(node)) for node in found]


def read(node: Any, path: str) -> Any:
    """What an XPath finds."""
    return node.xpath(path, namespaces=NS)


@pytest.mark.parametrize("name", WHOLE)
def test_elements_stand_in_the_order_of_the_schema(name: str) -> None:
    """A word processor repairs, or refuses, a file whose elements stand in another order or share a number."""
    assert reading_word.disorders(docx.render(WHOLE[name])) == []


@pytest.mark.parametrize("decision", ["accept", "reject"])
@pytest.mark.parametrize("name", WHOLE)
def test_every_passage_is_one_of_the_two_texts_once_decided(name: str, decision: str) -> None:
    """The importer finds the later words when all changes are accepted, and the earlier ones when all are rejected."""
    edits = next(block for block in WHOLE[name].blocks if isinstance(block, Redline)).edits
    side = "".join(edit.other if decision == "accept" else edit.base for edit in edits)
    text = reading_word.text_after(docx.render(WHOLE[name]), decision)

    assert reading_word.stands_in_order(text, [visible(side)]) == []


_WORDS = st.lists(st.sampled_from(["must", "may", "not", "30", "the", "Commander", "–", "\n"]), max_size=5)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Edit, ...]:
    """Runs of words of two texts, line feeds among them, in any order."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        op = draw(st.sampled_from(list(Op)))
        one, two = (" ".join(draw(_WORDS)) + " " for _ in range(2))
        base, other = {
            Op.SAME: (one, draw(st.sampled_from([one, one.strip(), one.replace(" ", "\n")]))),
            Op.FOLDED: (one, two),
            Op.REMOVED: (one, ""),
            Op.ADDED: ("", two),
        }[op]
        found.append(Edit(op, base, other, ChangeClass.TERM if op is Op.FOLDED else None))
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(edits(), st.booleans())
def test_no_word_is_lost_or_gained_by_deciding(edits: tuple[Edit, ...], whole: bool) -> None:
    """Whatever the edits, the passage holds both texts, word for word and line by line."""
    block = passage(*edits, base_whole=whole, other_whole=whole)
    (found,) = reading_word.passages(docx.render(made(block)))
    assert found.rebuild is not None

    for shown, side in zip(found.rebuild(), ("base", "other"), strict=True):
        wanted = "".join(getattr(edit, side) for edit in edits)
        assert _lines(shown) == _lines(wanted)


def _lines(text: str) -> list[list[str]]:
    """The words of each line that has any."""
    return [line.split() for line in text.split("\n") if line.strip()]


def test_a_new_line_that_only_one_text_has_is_tracked() -> None:
    """A clause that was split becomes two paragraphs; rejecting joins them again with the space there was."""
    block = passage(Edit(Op.SAME, "One. Two.", "One.\nTwo."))
    (found,) = reading_word.passages(docx.render(made(block)))
    assert found.rebuild is not None

    assert found.rebuild() == ("One. Two.", "One.\nTwo.")


@pytest.mark.parametrize("strength", ["light", "medium", "heavy"])
def test_a_comparison_holds_both_texts(strength: str) -> None:
    """Every clause of both texts stands in exactly one passage, word for word."""
    pair = generator.derived(1, strength)
    base, other = generator.agreement(pair.base), generator.agreement(pair.other)
    data = docx.render(comparing.report(base, other, every=True))
    shown = [passage.rebuild() for passage in reading_word.passages(data) if passage.rebuild]
    links = compare(base, other).links
    wanted = [("".join(e.base for e in link.edits), "".join(e.other for e in link.edits)) for link in links]

    assert sorted(map(_words, shown)) == sorted(map(_words, wanted))


def _words(sides: tuple[str, str]) -> list[list[str]]:
    return [side.split() for side in sides]


def test_accepting_gives_the_later_text_in_its_order() -> None:
    """What the importer reads after all changes are accepted has every clause of the later text, in its order."""
    data = docx.render(comparing.report(old(), new(), every=True))
    accepted = reading_word.text_after(data, "accept")

    assert reading_word.stands_in_order(accepted, [unit.text for unit in new().units]) == []


def test_changes_are_signed_by_what_they_are() -> None:
    """Substance, what is treated as the same, and what only one text is known to have: three authors."""
    block = passage(
        Edit(Op.FOLDED, "Special Representative ", "Commander ", ChangeClass.TERM),
        Edit(Op.REMOVED, "must ", "", ChangeClass.MODALITY),
        Edit(Op.ADDED, "", "may ", ChangeClass.MODALITY),
        other_whole=False,
    )

    assert changes(docx.render(made(block), Making("Ada"))) == [
        ("del", "Ada (editorial)", "Special Representative"),
        ("ins", "Ada (editorial)", "Commander"),
        ("del", "Ada (only known in one text)", "must "),
        ("ins", "Ada", "may "),
    ]


def test_changes_are_dated_by_the_newest_text() -> None:
    """No clock: the date is the one given, else that of the newest text, else none."""
    report = comparing.report(old(work_date="1990-10-09"), new(work_date="2024-06-21"))
    dates = [
        set(read(reading_word.document(docx.render(*what)), "//w:ins/@w:date"))
        for what in ((report,), (report, Making(date="2025-02-01")), (replace(report, dates=()),))
    ]

    assert dates == [{"2024-06-21T00:00:00Z"}, {"2025-02-01T00:00:00Z"}, set()]


@pytest.mark.parametrize(("author", "date"), [("", None), ("x" * 101, None), ("a", "21 June"), ("a", "2024-02-30")])
def test_a_choice_that_cannot_stand_is_refused(author: str, date: str | None) -> None:
    """A name that is none and a day that never was are refused in one line."""
    with pytest.raises(SofadiffError):
        chosen(author, date, None)


def test_a_move_is_told_in_a_comment() -> None:
    """No move mark-up, which word processors damage: a comment names where the passage stood."""
    block = passage(Edit(Op.SAME, "The flag flies.", "The flag flies."), moved_from="para 47")
    parts = reading_word.parts(docx.render(made(block), Making("Ada", "2024-06-21")))
    (comment,) = read(parts["word/comments.xml"], "//w:comment")

    assert reading_word.words(comment) == "Moved from para 47 of a."
    assert (comment.get(f"{W}author"), comment.get(f"{W}date")) == ("Ada", "2024-06-21T00:00:00Z")
    assert len(read(parts["word/document.xml"], "//w:commentReference")) == 1
    assert not read(parts["word/document.xml"], "//w:moveFrom | //w:moveTo")


def test_moved_passages_of_a_comparison_have_comments() -> None:
    """Each passage that the comparison calls moved has its comment, and no other has one."""
    moved = [link for link in compare(old(), new()).links if link.moved]
    parts = reading_word.parts(docx.render(comparing.report(old(), new(), every=True)))
    comments = read(parts["word/comments.xml"], "//w:comment") if "word/comments.xml" in parts else []

    assert len(comments) == len(moved) > 0


def test_a_clause_has_a_footnote_once_in_each_section() -> None:
    """The footnote names the instrument, the clause and its support; a section can be copied with its notes."""
    card = ClauseCard("b", "para_2", "para 2", None, "Words.", "en", (Mark("reported", "reported"),),
                      ((Text("A newspaper"),),), ())  # fmt: skip
    cite = Paragraph((Cite("para 2", "b", "para_2"), Text(" and "), Cite("para 2", "b", "para_2")))
    report = Report("immunity", "t", "en", (Heading(2, "A", "a"), cite, Heading(2, "B", "b"), cite, card),
                    {"agreement": {"slug": "b", "title": "Treaty of B"}})  # fmt: skip
    parts = reading_word.parts(docx.render(report))
    notes = [reading_word.words(note) for note in read(parts["word/footnotes.xml"], "//w:footnote[not(@w:type)]")]
    text = parts["word/document.xml"]

    assert notes == [" Treaty of B, para 2. ◐\u00a0reported"] * 2
    assert len(read(text, "//w:footnoteReference")) == 2
    assert len(set(read(text, "//w:hyperlink/@w:anchor")) - set(read(text, "//w:bookmarkStart/@w:name"))) == 0


def test_a_footnote_never_names_an_instrument_by_its_file() -> None:
    """Where the report's data do not say the title, as of a precedent, the footnote is the clause's own citation."""
    card = ClauseCard("b", "para_2", "para 2", None, "Words.", "en", (), (), (), citation="Treaty of B (1990) art 2")
    cite = Paragraph((Cite("para 2", "b", "para_2"),))
    parts = reading_word.parts(docx.render(made(cite, card)))

    assert "Treaty of B (1990) art 2." in reading_word.words(parts["word/footnotes.xml"])


def test_both_sides_of_a_passage_are_cited() -> None:
    """Each side of a passage has a footnote with the title of the instrument and the clause; the last one ends with the
    permalink of the comparison, or of the only clause.
    """
    parts = reading_word.parts(docx.render(redline.report(new(), [old()])))
    notes = [reading_word.words(note) for note in read(parts["word/footnotes.xml"], "//w:footnote[not(@w:type)]")]

    assert f" {old().title}, para 2: verified." in notes
    (later,) = (note for note in notes if note.startswith(f" {new().title}, para 1: verified. "))
    (alone,) = (note for note in notes if note.startswith(f" {old().title}, para 3: verified. "))
    assert re.search(r"Permalink of this comparison: sofadiff:1/old-1990/\S+\+new-2024/\S+;v=\S+$", later)
    assert re.search(r"Permalink of this clause: sofadiff:1/old-1990/c003@\S+$", alone)


@pytest.mark.parametrize("name", WHOLE)
def test_every_run_has_its_language(name: str) -> None:
    """A screen reader and a spelling checker need it; clauses keep theirs."""
    parts = reading_word.parts(docx.render(WHOLE[name]))
    runs = [run for part in parts.values() for run in read(part, "//w:r[w:t or w:delText]")]

    assert runs
    assert [reading_word.words(run) for run in runs if not read(run, "w:rPr/w:lang/@w:val")] == []


def test_each_side_has_its_own_language() -> None:
    """What was deleted is in the language of the earlier text."""
    block = passage(Edit(Op.REMOVED, "must", ""), Edit(Op.ADDED, "", "doit"))
    text = reading_word.document(docx.render(made(block)))

    assert read(text, "//w:del//w:lang/@w:val") == ["en-GB"]
    assert read(text, "//w:ins//w:lang/@w:val") == ["fr-FR"]


def test_tables_have_header_rows_and_alternative_texts() -> None:
    """Every table repeats its header row, is named, and fits the paper."""
    block = SideBySide("A", "one", "en", "B", "deux", "fr")
    text = reading_word.document(docx.render(replace(REPORT, blocks=(*REPORT.blocks, block))))

    for table in read(text, "//w:tbl"):
        assert len(read(table, "w:tr[w:trPr/w:tblHeader]")) == 1
        assert read(table, "string(w:tblPr/w:tblCaption/@w:val)")
        assert "first row" in read(table, "string(w:tblPr/w:tblDescription/@w:val)")
        assert sum(map(int, read(table, "w:tblGrid/w:gridCol/@w:w"))) == 9072


def test_a_large_table_lies_on_the_long_side() -> None:
    """Five columns that say much get paper on its long side and the pages after them stand up again."""
    row = tuple(Cell((Text("word " * 400),)) for _ in range(5))
    wide = Table("t", "Wide", ("a", "b", "c", "d", "e"), (row,))
    data = docx.render(made(wide, Paragraph((Text("After."),))))
    text = reading_word.document(data)

    assert read(text, "//w:pgSz/@w:orient") == ["landscape"]
    assert read(text, "//w:pgSz/@w:w") == ["11906", "16838", "11906"]
    assert int(read(text, "string(//w:tblW/@w:w)")) == 16838 - 2 * 1417
    assert reading_word.disorders(data) == []


def test_what_leads_to_a_large_table_goes_with_it() -> None:
    """A heading and the words under it stand on the long side with their table, not alone on a page before it."""
    row = tuple(Cell((Text("word " * 400),)) for _ in range(5))
    wide = Table("t", "Wide", ("a", "b", "c", "d", "e"), (row,))
    before = (Paragraph((Text("Before."),)), Heading(2, "Lead", "lead"), Paragraph((Text("Under it."),)))
    data = docx.render(made(*before, wide))
    ends = read(reading_word.document(data), "//w:p[w:pPr/w:sectPr]")
    upright = [reading_word.words(each) for each in read(ends[0], "preceding-sibling::w:p")]

    assert "Before." in upright
    assert not {"Lead", "Under it."} & set(upright)
    assert reading_word.disorders(data) == []


def test_no_empty_page_between_two_large_tables() -> None:
    """Where nothing stands between two tables on the long side, no page stands up between them."""
    row = tuple(Cell((Text("word " * 400),)) for _ in range(5))
    wide = Table("t", "Wide", ("a", "b", "c", "d", "e"), (row,))
    second = (Heading(2, "Lead", "lead"), replace(wide, id="u"))
    text = reading_word.document(docx.render(made(Heading(2, "First", "first"), wide, *second)))
    sides = ["landscape" if size.get(f"{W}orient") else "upright" for size in read(text, "//w:pgSz")]

    assert sides == ["upright", "landscape", "landscape", "upright"]


def test_a_short_row_stays_on_one_page() -> None:
    """A row breaks over pages only where it says much or clauses are cited in its table; the header row never does."""
    rows = tuple((Cell((Text("word " * count),)), Cell(())) for count in (10, 400))
    cited = ((Cell((Cite("para 2", "b", "para_2"),)), Cell(())),)
    tables = (Table("t", "Rows", ("a", "b"), rows), Table("u", "Cited", ("a", "b"), cited))
    text = reading_word.document(docx.render(made(*tables)))

    assert [len(read(row, "w:trPr/w:cantSplit")) for row in read(text, "//w:tr")] == [1, 1, 0, 1, 0]


def test_the_departures_table_has_cells_to_fill_in() -> None:
    """The last column is empty cells with a paragraph each, wide enough to write in."""
    report = departures.report(new(), [old()])
    wanted = next(block for block in report.blocks if isinstance(block, Table) and block.id == "departures-1")
    tables = read(reading_word.document(docx.render(report)), "//w:tbl")
    (table,) = [t for t in tables if read(t, "string(w:tblPr/w:tblCaption/@w:val)") == wanted.caption]
    last = read(table, "w:tr[position() > 1]/w:tc[last()]")

    assert len(last) == len(wanted.rows)
    assert [reading_word.words(cell) for cell in last] == [""] * len(wanted.rows)
    assert all(int(read(cell, "string(w:tcPr/w:tcW/@w:w)")) > 1000 for cell in last)


def test_the_head_has_title_and_digest() -> None:
    """Every page names the report and the run; another input has another digest."""
    data = docx.render(REPORT)
    head = reading_word.words(reading_word.parts(data)["word/header.xml"])
    other = docx.run_digest(replace(REPORT, title="Another"))

    assert head == f"{REPORT.title}Run digest {docx.run_digest(REPORT)[:16]}"
    assert docx.run_digest(REPORT) != other


def test_the_contents_lead_to_the_headings() -> None:
    """The table of contents is a field that can be renewed, with an entry for each heading."""
    text = reading_word.document(docx.render(REPORT))
    (contents,) = read(text, "//w:sdtContent")
    anchors = read(contents, ".//w:hyperlink/@w:anchor")
    named = {
        read(mark, "string(@w:name)"): reading_word.words(mark.getparent()) for mark in read(text, "//w:bookmarkStart")
    }

    assert "TOC" in read(contents, "string(.//w:instrText)")
    assert [named[anchor] for anchor in anchors] == [
        block.text for block in REPORT.blocks if isinstance(block, Heading) and block.level <= 3
    ]


def test_headings_have_the_names_that_word_processors_know() -> None:
    """Sections are `heading 1`, clauses deeper, so that navigation and a firm's numbering work."""
    parts = reading_word.parts(docx.render(made(Heading(2, "Section", "s"), Heading(4, "para 2", "p"))))
    ids = [read(p, "string(w:pPr/w:pStyle/@w:val)") for p in read(parts["word/document.xml"], "/w:document/w:body/w:p")]
    names = {
        read(style, "string(@w:styleId)"): read(style, "string(w:name/@w:val)")
        for style in read(parts["word/styles.xml"], "//w:style")
    }

    assert [names[each] for each in ids] == ["Title", "Subtitle", "Sofadiff Digest", "heading 1", "heading 3"]


def test_every_style_that_is_used_is_there() -> None:
    """No paragraph, run or table names a style that the file does not define."""
    for report in WHOLE.values():
        parts = reading_word.parts(docx.render(report))
        there = set(read(parts["word/styles.xml"], "//w:style/@w:styleId"))
        used = {
            name
            for part in parts.values()
            for name in read(part, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val | //w:basedOn/@w:val")
        }
        assert used <= there


def test_same_bytes() -> None:
    """Twice the same file: fixed times, nothing compressed, parts in one order."""
    first, second = docx.render(REPORT), docx.render(REPORT)

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as files:
        assert {(entry.date_time, entry.compress_type) for entry in files.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
        assert files.namelist()[0] == "[Content_Types].xml"


def test_every_part_is_declared_and_no_link_is_anything_but_an_address() -> None:
    """Each part has a content type and is reached from the document; outside lead web addresses only."""
    for report in WHOLE.values():
        parts = reading_word.parts(docx.render(report))
        declared = {node.get("PartName") for node in parts["[Content_Types].xml"] if node.get("PartName")}
        assert declared == {f"/{name}" for name in parts if name.endswith(".xml") and not name.startswith("[")}
        outside = [
            node
            for name, part in parts.items()
            if name.endswith(".rels")
            for node in part
            if node.get("TargetMode") == "External"
        ]
        assert all(node.get("Target").startswith(("https://", "http://")) for node in outside)
        assert all(node.get("Type").endswith("/hyperlink") for node in outside)


def test_hostile_words_stay_words() -> None:
    """Markup, control characters and overrides are printed, and no field but those of the page is written."""
    report = hostile(REPORT)
    parts = reading_word.parts(docx.render(report))
    fields = {
        " ".join(node.get(f"{W}instr").split()) for part in parts.values() for node in read(part, "//w:fldSimple")
    }

    assert fields == {"PAGE", "NUMPAGES"}
    assert "<script>alert(1)</script>" in reading_word.words(parts["word/document.xml"])
    assert "⟨U+202E⟩" in reading_word.words(parts["word/document.xml"])


def test_hostile_citations_and_links_stay_words() -> None:
    """Footnotes and comments print the words of citations, links and places as they are, and make nothing of them."""
    parts = reading_word.parts(docx.render(hostile(REPORT)))
    footnotes, comments = (reading_word.words(parts[f"word/{name}.xml"]) for name in ("footnotes", "comments"))

    assert f"{visible(HOSTILE)} Permalink of this clause: {visible(HOSTILE)}" in footnotes
    assert f"Moved from {visible(HOSTILE)} of {visible(HOSTILE)}." in comments
    assert f"Permalink of this clause: {visible(HOSTILE)}" in reading_word.words(parts["word/document.xml"])


def test_the_legend_says_how_to_read_changes_only_where_there_are_any() -> None:
    """It names the authors that stand beside the changes, in the language of the report."""
    block = passage(Edit(Op.ADDED, "", "not "))
    told = reading_word.words(reading_word.document(docx.render(made(block, lang="fr"), Making("Ada"))))
    silent = reading_word.words(reading_word.document(docx.render(made(Paragraph((Text("x"),)), lang="fr"))))

    assert "Ada (rédactionnel)" in told
    assert "rédactionnel" not in silent
