"""Import of Word files: automatic numbers, notes, tables, tracked changes, hostile archives. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import word_files as wf
from sofadiff.akn.parse import parse
from sofadiff.akn.schema import violations
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import Kind, Reading, ReadOptions
from sofadiff.importing.docx.reader import read_docx
from sofadiff.outline import Node, split_note

CASES = sorted((Path(__file__).parent / "cases" / "word_numbering").glob("*.json"))


def reading(*body: str, revisions: str | None = None, **given: Any) -> Reading:
    """What the reader makes of a body."""
    return read_docx(wf.word_file(*body, **given), "test.docx", ReadOptions(revisions=revisions))


def load(folder: Path, *body: str, revisions: str | None = None, **given: Any) -> Imported:
    """A body imported from a scratch file."""
    path = folder / "test.docx"
    path.write_bytes(wf.word_file(*body, **given))
    return import_file(str(path), "eng", revisions=revisions)


def texts(read: Reading) -> list[str]:
    """The texts of all blocks."""
    return [block.text for block in read.blocks]


def gone(read: Reading) -> list[tuple[str, str]]:
    """(words, beginning of the reason) of everything that was left out."""
    return [(entry.text, entry.reason.split(",")[0]) for entry in read.left_out]


# -- automatic numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_automatic_numbers_are_those_that_word_prints(case: Path) -> None:
    """Each rule of the numbering part has a case file; every label of it comes out as Word prints it."""
    data = json.loads(case.read_text(encoding="utf-8"))
    body = [_numbered(entry) for entry in data["paragraphs"]]
    parts = {"numbering": wf.numbering(data["abstracts"], data["nums"])}
    if "styles" in data:
        parts["styles"] = wf.styles(*(_style(name, said) for name, said in data["styles"].items()))
    read = reading(*body, parts=parts)
    assert [line.removesuffix("clause").strip() for line in read.source] == data["labels"]
    assert [block.label for block in read.blocks] == data["labels"]


def _numbered(entry: Any) -> str:
    if isinstance(entry, list):
        return wf.para("clause", num=(entry[0], entry[1]))
    return wf.para("clause", style=entry["style"], num=tuple(entry["num"]) if "num" in entry else None)


def _style(name: str, said: dict[str, Any]) -> str:
    num, level = said.get("num", (None, None))
    inside = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    inside += f'<w:numId w:val="{num}"/>' if num is not None else ""
    return wf.style(
        name, based_on=said.get("based_on", ""), kind=said.get("kind", "paragraph"),
        properties=f"<w:numPr>{inside}</w:numPr>" if inside else "",
    )  # fmt: skip


LEVELS = {
    "0": {"text": "Article %1", "format": "upperRoman"},
    "1": {"text": "%2."},
    "2": {"text": "(%3)", "format": "lowerLetter"},
}
LISTS = {"numbering": wf.numbering({"0": {"levels": LEVELS, "name": "Main"}}, {"1": {"abstract": "0"}})}


def labels(outline: Any) -> list[str]:
    """Every printed label with those over it."""
    found: list[str] = []

    def walk(node: Node, above: str) -> None:
        here = f"{above} {node.num}".strip() if node.num else above
        if node.num:
            found.append(here)
        for child in node.children:
            walk(child, here)

    for node in outline.nodes:
        walk(node, "")
    return found


def test_automatic_numbers_become_articles_and_clauses(tmp_path: Path) -> None:
    """Levels of one list nest as the list has them; an article's number alone on its level opens an article."""
    imported = load(
        tmp_path,
        wf.para("Agreement on the guard"),
        wf.para("Definitions", num=(1, 0)),
        wf.para("The guard is the following:", num=(1, 1)),
        *(wf.para(f"thing {count};", num=(1, 2)) for count in range(1, 11)),
        wf.para("It wears badges.", num=(1, 1)),
        wf.para("The guard must keep out of the harbour at night.", num=(1, 0)),
        parts=LISTS,
    )
    letters = "abcdefghij"
    assert labels(imported.outline) == [
        "Article I",
        "Article I 1.",
        *(f"Article I 1. ({letter})" for letter in letters),
        "Article I 2.",
        "Article II",
    ]
    assert imported.outline.nodes[0].heading == "Definitions"
    assert imported.outline.nodes[1].content == "The guard must keep out of the harbour at night."
    assert not imported.report.doubts  # the list itself says what (i) after (h) is


def test_clauses_carry_the_place_in_the_file(tmp_path: Path) -> None:
    """Every clause of the draft has its paragraph, and its page where Word noted where pages end."""
    broken = wf.run("One.") + "<w:r><w:lastRenderedPageBreak/></w:r>"
    imported = load(
        tmp_path, wf.para("The rules"), wf.para(broken, num=(1, 1)), wf.para("Two.", num=(1, 1)), parts=LISTS
    )
    assert [unit.anchor for unit in imported.agreement.units] == ["p. 1, para. 2", "p. 2, para. 3"]


def test_typed_numbers_count_as_they_do_in_text(tmp_path: Path) -> None:
    """Labels typed by hand are read as those of a plain text."""
    body = ("Article 1", "Flags", "1.\tThe flag is green.", "2.\tIt is flown", "(a)\tby day;", "(b)\tby night.")
    assert labels(load(tmp_path, *(wf.para(text) for text in body)).outline) == [
        "Article 1", "Article 1 1.", "Article 1 2.", "Article 1 2. (a)", "Article 1 2. (b)",
    ]  # fmt: skip


def test_numbers_without_signs_are_labels_where_the_file_says_so(tmp_path: Path) -> None:
    """`1 Flags` over `1.1 ...` is a clause with a title, whether Word counts it or a tab sets it apart."""
    levels = {"0": {"text": "%1"}, "1": {"text": "%1.%2"}}
    parts = {
        "numbering": wf.numbering({"0": {"levels": levels}}, {"1": {"abstract": "0"}}),
        "styles": wf.styles(wf.style("H1", called="heading 1")),
    }
    counted = (wf.para("Flags", style="H1", num=(1, 0)), wf.para("The flag is green.", num=(1, 1)))
    typed = (wf.para("1\tFlags", style="H1"), wf.para("1.1\tThe flag is green."))
    for body in (counted, typed):
        imported = load(tmp_path, wf.para("The rules"), *body, *body[1:], parts=parts)
        assert labels(imported.outline)[:2] == ["1", "1 1.1"]
        assert imported.outline.nodes[0].heading == "Flags"


# -- headings -------------------------------------------------------------------------------------------------

STYLES = wf.styles(
    wf.style("T", called="Title"),
    wf.style("H1", called="heading 1"),
    wf.style("H2", properties='<w:outlineLvl w:val="1"/>'),
    wf.style("Sub", based_on="H2"),
    wf.style("TOC1", called="toc 1"),
)


def test_headings_are_told_by_their_style() -> None:
    """A heading style, an outline level, and a style based on one make a heading; a sentence in one stays text."""
    read = reading(
        wf.para("Rules of the guard", style="T"),
        wf.para("Flags", style="H1"),
        wf.para("Colours", style="H2"),
        wf.para("Shades", style="Sub"),
        wf.para("The flag must be flown by day.", style="H2"),
        parts={"styles": STYLES},
    )
    assert [(block.kind, block.level) for block in read.blocks] == [
        (Kind.HEADING, 1), (Kind.HEADING, 1), (Kind.HEADING, 2), (Kind.HEADING, 2), (Kind.TEXT, 0),
    ]  # fmt: skip


def test_title_over_several_paragraphs_is_one(tmp_path: Path) -> None:
    """Centred paragraphs at the top are one title, and the report says so."""
    centre = '<w:jc w:val="center"/>'
    lines = ("AGREEMENT", "between Norland and Sudland", "on the guard")
    imported = load(
        tmp_path, *(wf.para(line, properties=centre) for line in lines), wf.para("Norland and Sudland, agree:")
    )
    assert imported.outline.title == "AGREEMENT between Norland and Sudland on the guard"
    assert any("3 paragraphs at the top" in remark.message for remark in imported.report.remarks)


def test_bold_line_under_an_article_names_it(tmp_path: Path) -> None:
    """An article's number and its title stand in two paragraphs, or in one with a line break."""
    bold = "<w:b/>"
    imported = load(
        tmp_path,
        wf.para("Article 1"),
        wf.para(wf.run("Flags", bold)),
        wf.para("The flag is green."),
        wf.para("Article 2\nMusic"),
        wf.para("There is music."),
    )
    assert [(node.num, node.heading) for node in imported.outline.nodes] == [
        ("Article 1", "Flags"),
        ("Article 2", "Music"),
    ]


def test_line_breaks_begin_a_clause_only_before_a_label(tmp_path: Path) -> None:
    """A line break before a label starts a clause; before other words it is a space."""
    imported = load(tmp_path, wf.para("Article 1"), wf.para("1. The guard\nis green.\n2. It sings."))
    (article,) = imported.outline.nodes
    assert [(child.num, child.content) for child in article.children] == [
        ("1.", "The guard is green."),
        ("2.", "It sings."),
    ]


# -- what is not text -----------------------------------------------------------------------------------------


def test_table_of_contents_is_left_out_with_its_title() -> None:
    """A contents field, contents styles and a contents gallery are listed, not imported."""
    entry = wf.field("PAGEREF _Toc1", wf.run("3"))
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{wf.para('Article 9')}</w:sdtContent></w:sdt>"
    )
    read = reading(
        wf.para("Contents"),
        wf.para(wf.field("TOC", wf.run("Article 1") + entry)),
        wf.para("Article 2", style="TOC1"),
        gallery,
        wf.para("The guard is green."),
        parts={"styles": STYLES},
    )
    assert texts(read) == ["The guard is green."]
    assert [text for text, reason in gone(read)] == ["Contents", "Article 13", "Article 2", "Article 9"]
    assert {reason for _, reason in gone(read)} == {"the table of contents"}


def test_fields_show_their_result_and_hide_their_instruction() -> None:
    """The result of a field is text; words inside an instruction are listed as not shown."""
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>secret</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = '<w:fldSimple w:instr="SEQ x"><w:r><w:t>4</w:t></w:r></w:fldSimple>'
    read = reading(wf.para(wf.run("See rule ") + wf.field("REF a", wf.run("3")) + wf.run(" and ") + simple + nested))
    assert texts(read) == ["See rule 3 and 4shown"]
    assert gone(read) == [("secret", "inside a field's instruction")]


def test_number_field_counts_the_list_it_names() -> None:
    """A LISTNUM field prints the number of a list; one whose list is not known is reported."""
    read = reading(
        wf.para(wf.run("The guard.") + wf.field('LISTNUM "Main" \\l 2', "") + wf.run(" sings"), num=(1, 0)),
        wf.para("It marches.", num=(1, 1)),
        wf.para(wf.run("Last") + wf.field("LISTNUM Other \\l 1", "")),
        parts=LISTS,
    )
    assert list(read.source) == ["Article I The guard.1. sings", "2. It marches.", "Last"]
    assert [remark.message.split(" prints")[0] for remark in read.remarks] == ["a field (LISTNUM Other \\l 1)"]


def test_hidden_words_and_placeholders_are_listed() -> None:
    """Hidden text and the prompt of an empty form field are no words of the instrument, but they are named."""
    prompt = wf.run("Click here")
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{prompt}</w:sdtContent></w:sdt>"
    read = reading(wf.para(wf.run("The guard ") + wf.run("never ", "<w:vanish/>") + wf.run("sings. ") + empty))
    assert texts(read) == ["The guard sings."]
    assert gone(read) == [("never", "hidden text"), ("Click here", "a placeholder for text that was never filled in")]


def test_running_heads_comments_and_pictures_are_listed() -> None:
    """What is printed outside the text is on the left-out list with its place."""
    picture = "<w:r><w:drawing><a:blip r:embed='rId9'/></w:drawing></w:r>"
    comment = f'<w:comment w:id="1" w:author="A">{wf.para("Is this so?")}</w:comment>'
    read = reading(
        wf.para("The guard is green."),
        wf.para(picture),
        parts={
            "header1": wf.part("hdr", wf.para("Draft of May")),
            "footer1": wf.part("ftr", wf.para(wf.run("Page ") + wf.field("PAGE", wf.run("1")))),
            "comments": wf.part("comments", comment),
        },
    )
    assert [(read.anchor(entry.line), entry.text, entry.reason.split(",")[0]) for entry in read.left_out] == [
        ("para. 1", "", "a picture; what it shows cannot be imported"),
        ("header 1", "Draft of May", "a running head"),
        ("footer 1", "Page 1", "a running foot"),
        ("comment 1", "Is this so?", "a comment"),
    ]


def test_wrappers_are_transparent() -> None:
    """Words in content controls, smart tags, links and mathematics are words of the paragraph."""
    inside = (
        "<w:sdt><w:sdtContent><w:r><w:t>one </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag w:element='x'><w:r><w:t>two </w:t></w:r></w:smartTag>"
        "<w:hyperlink r:id='rId8'><w:r><w:t>three </w:t></w:r></w:hyperlink>"
        "<m:oMath><m:r><m:t>x4</m:t></m:r></m:oMath>"
    )
    assert texts(reading(f"<w:sdt><w:sdtContent>{wf.para(inside)}</w:sdtContent></w:sdt>")) == ["one two three x4"]


def test_signs_that_are_not_text() -> None:
    """Tabs are spaces, soft hyphens nothing, a raised figure stands apart from the word it follows."""
    signs = "<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t><w:noBreakHyphen/><w:t>ready</w:t></w:r>"
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    read = reading(wf.para(signs + wf.run("1", '<w:vertAlign w:val="superscript"/>') + wf.run("\tat 9 km") + symbol))
    assert texts(read) == ["cooperate-ready 1 at 9 km•"]


def test_words_struck_through_by_hand_are_kept_and_doubted() -> None:
    """Formatting is no deletion: the words stay, and somebody should look."""
    read = reading(wf.para(wf.run("The guard ") + wf.run("never", "<w:strike/>") + wf.run(" sings.")))
    assert texts(read) == ["The guard never sings."]
    assert [remark.doubtful for remark in read.remarks] == [True]


# -- notes, text boxes, tables --------------------------------------------------------------------------------


def test_footnotes_hang_on_the_clause_that_refers_to_them(tmp_path: Path) -> None:
    """A footnote is a note in its clause, numbered in the order of the references."""
    imported = load(
        tmp_path,
        wf.para("Article 1"),
        wf.para(wf.run("1. The guard") + wf.reference("footnote", 2) + wf.run(" is green.")),
        wf.para(wf.run("2. It sings.") + wf.reference("footnote", 1) + wf.reference("endnote", 1)),
        parts={
            "footnotes": wf.notes("footnote", "Loudly.", "Two hundred."),
            "endnotes": wf.notes("endnote", "Or hums."),
        },
    )
    first, second = imported.outline.nodes[0].children
    assert [split_note(line) for line in (first.content or "").split("\n")] == [None, ("1", "Two hundred.")]
    assert [split_note(line) for line in (second.content or "").split("\n")[1:]] == [
        ("2", "Loudly."),
        ("i", "Or hums."),
    ]
    assert imported.data.count(b"<authorialNote") == 3
    assert b'marker="2"' in imported.data


def test_note_that_nothing_refers_to_is_listed() -> None:
    """A note without a reference is printed nowhere: it is left out with its reason."""
    read = reading(wf.para("The guard."), parts={"footnotes": wf.notes("footnote", "Lost.")})
    assert gone(read) == [("Lost.", "a note that the text does not refer to")]


def test_notes_on_headings_and_in_the_preamble_are_kept(tmp_path: Path) -> None:
    """A note on the title, on an article's heading and in the preamble arrives in the draft, which is valid."""
    imported = load(
        tmp_path,
        wf.para(wf.run("Agreement on the guard") + wf.reference("footnote", 1)),
        wf.para(wf.run("The Parties,") + wf.reference("footnote", 2)),
        wf.para(wf.run("Article 1") + wf.reference("footnote", 3)),
        wf.para("Flags"),
        wf.para("The flag is green."),
        parts={"footnotes": wf.notes("footnote", "One.", "Two.", "Three.")},
    )
    assert imported.outline.nodes[0].heading is not None
    assert [b">%s.<" % word in imported.data for word in (b"One", b"Two", b"Three")] == [True] * 3
    assert list(violations(parse(imported.data, "draft"))) == []


def test_text_box_is_read_once() -> None:
    """Of the two forms in which a file holds a text box one is read, behind its paragraph, and reported."""
    box = f"<w:txbxContent>{wf.para('In a box.')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + box + "</wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:textbox>"
        + box
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    read = reading(wf.para(wf.run("Before.") + both), wf.para("After."))
    assert texts(read) == ["Before.", "In a box.", "After."]
    assert read.anchors[1] == "para. 1, text box 1"
    assert [remark.doubtful for remark in read.remarks] == [True]


def test_rows_of_a_table_are_blocks_with_every_cell() -> None:
    """One block for each row; a nested table's words stand in their cell; merged cells are not read twice."""
    merged = f"<w:tcPr><w:vMerge/></w:tcPr>{wf.para('under')}"
    read = reading(wf.table(("Vessel", "Berths"), (wf.table(("Swan", "big")), "4"), (merged, "5")))
    assert [(block.kind, block.text) for block in read.blocks] == [
        (Kind.ROW, "Vessel | Berths"), (Kind.ROW, "Swan big | 4"), (Kind.ROW, " | 5".strip()),
    ]  # fmt: skip
    assert read.anchors[0] == "table 1, row 1"
    assert gone(read) == [("under", "in a cell that is merged with the one over it")]


def test_table_that_only_lays_out_text_is_read_as_text(tmp_path: Path) -> None:
    """A table around articles is no table; nor is one whose first column holds the numbers."""
    framed = load(tmp_path, wf.table((wf.para("Article 1") + wf.para("The guard is green."),)))
    assert labels(framed.outline) == ["Article 1"]
    long = "The guard must keep out of the harbour at night, whatever the weather."
    numbered = load(tmp_path, wf.para("Article 1"), wf.table(("1.", long), ("2.", long)))
    assert labels(numbered.outline) == ["Article 1", "Article 1 1.", "Article 1 2."]


def test_two_languages_in_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """A table with a language in each column is read column by column, and one language is imported."""
    english = "The guard of the State must respect the law of the other State and it shall not be in the harbour."
    french = "La garde de l’État doit respecter le droit de l’autre État et elle ne peut pas être dans le port."
    rows = [(f"Article {n}\n{english} {english}", f"Article {n}\n{french} {french}") for n in (1, 2)]
    path = tmp_path / "two.docx"
    path.write_bytes(wf.word_file(wf.table(*((wf.para(a), wf.para(b)) for a, b in rows))))
    for language, word in (("eng", "harbour"), ("fra", "port")):
        outline = import_file(str(path), language).outline
        assert labels(outline) == ["Article 1", "Article 2"]
        assert all(word in (node.content or "") for node in outline.nodes)


# -- tracked changes ------------------------------------------------------------------------------------------

CHANGED = (
    wf.para("Rules of the guard"),
    wf.para(
        wf.run("The guard ") + wf.deleted("never ") + wf.inserted(wf.run("always ")) + wf.run("sings."), num=(1, 1)
    ),
    wf.para("Gone.", num=(1, 1), properties="<w:rPr><w:del w:id='3'/></w:rPr>").replace("Gone.", "Go"),
    wf.para("od.", num=(1, 1)),
    wf.para("End.", num=(1, 1)),
)


def test_pending_changes_are_refused_by_default() -> None:
    """A file with changes that nobody decided on has no certain text; one line says how many and what to do."""
    with pytest.raises(SofadiffError) as raised:
        reading(*CHANGED, parts=LISTS)
    assert "holds 3 tracked changes of words" in raised.value.what
    assert "(2 deletions, 1 insertion)" in raised.value.what
    assert "--revisions accept" in raised.value.remedy


@pytest.mark.parametrize(
    ("decision", "expected", "left_out"),
    [
        ("accept", ["1. The guard always sings.", "2. Good.", "3. End."], "never"),
        ("reject", ["1. The guard never sings.", "2. Go", "3. od.", "4. End."], "always"),
    ],
)
def test_changes_are_resolved_as_asked(decision: str, expected: list[str], left_out: str) -> None:
    """Words, paragraph ends and numbers are those of the text after, or before, the changes; the rest is listed."""
    read = reading(*CHANGED, parts=LISTS, revisions=decision)
    assert texts(read)[1:] == expected
    assert [entry.text for entry in read.left_out] == [left_out]


def test_moves_rows_and_changed_numbers_are_resolved() -> None:
    """Moved words stand in one place, inserted rows come and go, a changed list is undone when refused."""
    moved = wf.para(wf.deleted("Moved.", "moveFrom")) + wf.para(f"<w:moveTo w:id='2'>{wf.run('Moved.')}</w:moveTo>")
    row = f"<w:tr><w:trPr><w:ins w:id='4'/></w:trPr><w:tc>{wf.para('new')}</w:tc><w:tc>{wf.para('row')}</w:tc></w:tr>"
    grid = wf.table(("old", "row")).replace("</w:tbl>", f"{row}</w:tbl>")
    change = "<w:pPrChange w:id='5'><w:pPr/></w:pPrChange>"
    renumbered = wf.para("Last.", num=(1, 1), properties=change)
    body = (wf.para("Rules of the guard, in full."), moved, grid, renumbered)
    assert texts(reading(*body, parts=LISTS, revisions="accept"))[1:] == [
        "Moved.",
        "old | row",
        "new | row",
        "1. Last.",
    ]
    assert texts(reading(*body, parts=LISTS, revisions="reject"))[1:] == ["Moved.", "old | row", "Last."]


def test_each_change_is_listed_with_its_place_and_author() -> None:
    """Kind, what it is of, words, author and date as the file has them, in the order of the file."""
    row = f"<w:tr><w:trPr><w:ins w:id='4'/></w:trPr><w:tc>{wf.para('new')}</w:tc><w:tc>{wf.para('row')}</w:tc></w:tr>"
    look = wf.para(wf.run("Green.", "<w:rPrChange w:id='5' w:author='B'><w:rPr/></w:rPrChange>"))
    moved = wf.para(f"<w:moveTo w:id='2'>{wf.run('Moved.')}</w:moveTo>")
    read = reading(
        *CHANGED, moved, wf.table(("old", "row")).replace("</w:tbl>", f"{row}</w:tbl>"), look,
        parts=LISTS, revisions="accept",
    )  # fmt: skip
    given = [(read.anchor(c.line), c.kind, c.move, c.of, c.words, c.author, c.date) for c in read.changes]
    assert read.decision == "accept"
    assert given == [
        ("para. 2", "deletion", "", "words", "never", "A", "2020-01-01T00:00:00Z"),
        ("para. 2", "insertion", "", "words", "always", "A", "2020-01-01T00:00:00Z"),
        ("para. 3", "deletion", "", "paragraph end", "", "", ""),
        ("para. 6", "move", "to", "words", "Moved.", "", ""),
        ("table 1, row 2", "insertion", "", "row", "new row", "", ""),
        ("para. 7", "formatting", "", "words", "Green.", "B", ""),
    ]


def test_changes_in_joined_paragraphs_boxes_and_notes_have_their_own_places() -> None:
    """Two paragraphs that a deletion makes one keep two places; a box and a note are named; one side counts of two."""
    ends = "<w:rPr><w:del w:id='3'/></w:rPr>"
    box = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
        f"{wf.para(wf.inserted(wf.run('Boxed.')))}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox>"
        f"<w:txbxContent>{wf.para(wf.inserted(wf.run('Boxed.')))}</w:txbxContent></v:textbox></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    note = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    read = reading(
        wf.para("One. "), wf.para(wf.run("Two ") , properties=ends), wf.para(wf.inserted(wf.run("and three."))),
        wf.para(f"{wf.run('Four.')}{note}<w:r>{box}</w:r>"), wf.para("", properties=ends), wf.para("Five."),
        parts={"footnotes": wf.notes("footnote", wf.para(wf.deleted("Old") + wf.run("New.")))}, revisions="accept",
    )  # fmt: skip
    assert [(read.anchor(c.line), c.kind, c.of, c.words) for c in read.changes] == [
        ("para. 2", "deletion", "paragraph end", ""),
        ("para. 3", "insertion", "words", "and three."),
        ("footnote 1", "deletion", "words", "Old"),
        ("para. 4, text box 1", "insertion", "words", "Boxed."),
        ("para. 5", "deletion", "paragraph end", ""),
    ]


def test_changes_of_format_do_not_stop_an_import() -> None:
    """A pending change of format leaves the words as they are: it is reported, not refused."""
    read = reading(wf.para(wf.run("Green.", "<w:rPrChange w:id='1'><w:rPr/></w:rPrChange>")))
    assert [remark.message for remark in read.remarks] == [
        "1 tracked changes of format are pending: the text was read as they leave it"
    ]
