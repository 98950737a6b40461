"""Import of web pages: lists, notes, tables, by-work, broken mark-up, encodings. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from sofadiff.akn.parse import parse
from sofadiff.akn.schema import violations
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import Kind, Reading, ReadOptions
from sofadiff.importing.html.reader import read_html
from sofadiff.importing.totality import check_reading
from sofadiff.outline import Node, split_note

CASES = sorted((Path(__file__).parent / "cases" / "html").glob("*.html"))


def reading(page: str, revisions: str | None = None) -> Reading:
    """What the reader makes of a page."""
    read = read_html(page.encode(), "test.html", ReadOptions(revisions=revisions))
    check_reading(read, "test.html")
    return read


def load(folder: Path, page: str | bytes, language: str | None = "eng") -> Imported:
    """A page imported from a scratch file."""
    path = folder / "test.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return import_file(str(path), language)


def texts(read: Reading) -> list[str]:
    """The texts of all blocks."""
    return [block.text for block in read.blocks]


def labels(read: Reading) -> list[str]:
    """The label of each block that has one."""
    return [block.label for block in read.blocks if block.label]


def gone(read: Reading) -> list[tuple[str, str]]:
    """(words, beginning of the reason) of everything that was left out."""
    return [(entry.text, entry.reason.split(",")[0].split(":")[0]) for entry in read.left_out]


def doubts(read: Reading) -> list[str]:
    """What somebody should look at."""
    return [remark.message for remark in read.remarks if remark.doubtful]


def shown(imported: Imported) -> str:
    """An import as a person checks it: every clause with its place, everything left out, every remark."""
    read = imported.reading
    rows = [f"title: {imported.outline.title}"]
    rows += [f"preamble: {block.text}" for block in imported.outline.preamble]

    def walk(node: Node, depth: int) -> None:
        lines = [line for text in (node.intro, node.content) if text for line in text.split("\n")]
        notes = [split_note(line) for line in lines]
        words = " ⏎ ".join(f"[{note[0]}] {note[1]}" if note else line for note, line in zip(notes, lines, strict=True))
        heading = f" [{node.heading}]" if node.heading else ""
        rows.append(f"{'  ' * depth}{node.element} {node.num or '-'}{heading}: {words}  @ {read.anchor(node.line)}")
        for child in node.children:
            walk(child, depth + 1)
        if node.wrap_up:
            rows.append(f"{'  ' * depth}  closing: {node.wrap_up}")

    for node in imported.outline.nodes:
        walk(node, 0)
    rows += [f"conclusions: {block.text}" for block in imported.outline.conclusions]
    rows += [
        f"left out: {read.anchor(entry.line)}: {entry.text!r}: {entry.reason}" for entry in imported.report.left_out
    ]
    for remark in imported.report.remarks:
        rows.append(f"{'doubt' if remark.doubtful else 'remark'}: {read.anchor(remark.line)}: {remark.message}")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_pages_are_read_as_written(case: Path, file_regression: FileRegressionFixture) -> None:
    """Each way of making a page has a case file; its clauses, left-out words and remarks are those of the golden file.

    The draft is valid, and a second import gives the same bytes.
    """
    revisions = "accept" if case.stem == "inserted_and_deleted" else None
    imported = import_file(str(case), revisions=revisions)
    assert not list(violations(parse(imported.data, "draft")))
    assert import_file(str(case), revisions=revisions).data == imported.data
    file_regression.check(shown(imported), basename=case.stem, extension=".txt")


# -- numbers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<ol type="a" start="26"><li>x<li>y</ol>', ["z.", "aa."]),
        ('<ol type="I" start="9"><li>x<li>y</ol>', ["IX.", "X."]),
        ('<ol start="-1"><li>x<li>y<li>z</ol>', ["-1.", "0.", "1."]),
        ('<ol type="a" start="0"><li>x</ol>', ["0."]),
        ('<ol start="junk"><li>x</ol>', ["1."]),
        ('<ol reversed start="3"><li>x<li>y</ol>', ["3.", "2."]),
        ('<ol><li value="5">x<li>y<li value="2" type="i">z</ol>', ["5.", "6.", "ii."]),
        ('<ol style="list-style: lower-greek"><li>x<li>y</ol>', ["α.", "β."]),
        ('<style>.law { list-style-type: upper-alpha }</style><ol class="law"><li>x</ol>', ["A."]),
        ('<style>ol { counter-reset: x } ol > li:before { content: "(" counter(x, lower-roman) ")" }'
         "ol { list-style: none }</style><ol><li>x<li>y</ol>", ["(i)", "(ii)"]),
        ("<ol><li>x<ol><li>y</ol><li>z</ol>", ["1.", "1.", "2."]),
        ('<ol><li style="display:none">x<li>y</ol>', ["1."]),
        ("<ol><ol><li>x</ol><li>y</ol>", ["1.", "1."]),
        ('<ol style="list-style-type:none"><li>x</ol>', []),
        ("<ul><li>x</ul>", ["•"]),
        ("<ol><li>(a) x<li>(b) y</ol>", []),
    ],
)  # fmt: skip
def test_lists_count_as_a_browser_does(markup: str, expected: list[str]) -> None:
    """`start`, `type`, `value`, `reversed`, nesting and style sheets give the labels that are seen on the page."""
    assert labels(reading(f"<p>Before.</p>{markup}")) == expected


def test_paragraphs_of_an_item_stay_with_it(tmp_path: Path) -> None:
    """What stands in an item behind its own list belongs to that item, whatever follows."""
    page = "<h1>Rules</h1><ol><li>One:<ol type=a><li>x;</li><li>y.</li></ol><p>Still one.</p></li><li>Two.</li></ol>"
    first, second = load(tmp_path, page).outline.nodes
    assert (first.wrap_up, [child.num for child in first.children], second.num) == ("Still one.", ["a.", "b."], "2.")


def test_hidden_numbers_of_a_list_say_so() -> None:
    """Numbers that only another file's style sheet knows are reported; those in an unknown style are doubtful."""
    read = reading('<link rel=stylesheet href=x.css><ol style="list-style-type:thai"><li>x</ol>')
    assert labels(read) == ["1."]
    assert "the style thai were written as 1, 2, 3" in doubts(read)[0]
    assert any("style sheet that is not in the file" in remark.message for remark in read.remarks)


# -- what is not the text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "by_work",
    [
        "<nav>Some <a href=/x>other page</a> here</nav>",
        "<div role=navigation>Some other page here</div>",
        "<div class=cookie-consent>Some other page here</div>",
        '<div id="siteBreadcrumbs"><a href=/x>Some other page here</a></div>',
        "<aside>Some other page here</aside>",
        "<footer>Some other page here</footer>",
        "<div id=footer>Some other page here</div>",
        "<div id=header><a href=/x>Some other page</a> here</div>",
        "<p hidden>Some other page here</p>",
        '<p style="visibility: hidden">Some other page here</p>',
        '<p style="position:absolute; left:-9999px">Some other page here</p>',
        "<style>#g p.x { color: red } p.g { display: none }</style><p class=g>Some other page here</p>",
        "<span class=sr-only>Some other page here</span>",
        "<noscript>Some other page here</noscript>",
        "<select><option>Some other<option>page here</select>",
        "<template><p>Some other page here</template>",
        "<svg><text>Some other page here</text></svg>",
    ],
)
def test_by_work_is_left_out_and_listed(by_work: str) -> None:
    """Navigation, notices, controls and what is hidden are in no clause, and on the list with their words."""
    read = reading(f"<h1>Rules</h1><p>1. The guard sings in the morning.</p>{by_work}<p>2. It sleeps.</p>")
    assert texts(read) == ["Rules", "1. The guard sings in the morning.", "2. It sleeps."]
    assert "Some other page here" in {text for text, _ in gone(read)}


def test_scripts_are_listed_without_their_code() -> None:
    """Scripts that stand together are one entry; their code is neither read nor repeated."""
    read = reading("<script>alert('one')</script><script src=x></script><p>Words.</p><script>x<y</script>")
    assert gone(read) == [("", "2 scripts"), ("", "1 script")]
    assert "alert" not in "".join(read.source)


def test_what_print_style_sheets_hide_is_kept() -> None:
    """A rule for paper only hides nothing on the page."""
    assert texts(reading("<style>@media print { p { display: none } }</style><p>Words.</p>")) == ["Words."]


def test_links_are_never_carried_over(tmp_path: Path) -> None:
    """No target of a link and no handler reaches the draft."""
    page = '<p onclick="evil()">1. See <a href="javascript:evil()">this</a> <img src="data:x,evil"></p>'
    imported = load(tmp_path, page)
    assert b"evil" not in imported.data
    assert dict(imported.reading.markup) == {"link targets": 1}


def test_marked_changes_are_refused_until_decided() -> None:
    """Words marked as deleted leave it open what the text is."""
    page = "<p>The gate is <del>open</del> <ins>shut</ins>.</p>"
    with pytest.raises(SofadiffError, match=r"1 deletion, 1 insertion.*--revisions accept"):
        reading(page)
    assert texts(reading(page, "accept")) == ["The gate is shut."]
    assert texts(reading(page, "reject")) == ["The gate is open."]
    assert gone(reading(page, "reject")) == [("shut", "marked as inserted (<ins>)")]
    assert doubts(reading("<p>The gate is <ins>shut</ins>.</p>")) == [
        "1 passage is marked as inserted (<ins>) and kept"
    ]


# -- tables ---------------------------------------------------------------------------------------------------


def test_tables_of_data_are_rows() -> None:
    """A table with headings is data: one block for each row, none of them a clause."""
    read = reading("<table><tr><th>a<th>b<tr><td>1.<td>two</table>")
    assert [(block.kind, block.text) for block in read.blocks] == [(Kind.ROW, "a | b"), (Kind.ROW, "1. | two")]
    assert read.anchors == ("table 1, row 1, line 1", "table 1, row 2, line 1")


def test_points_in_tables_are_clauses() -> None:
    """A label in the first column and words in the second are one clause, an empty column apart."""
    row = "<table><tr><td></td><td>({})</td><td>words</td></tr></table>"
    assert labels(reading(row.format("a") + row.format("b"))) == ["(a)", "(b)"]


def test_pages_laid_out_with_tables_are_text() -> None:
    """A table that only arranges the page is read cell by cell."""
    cell = "<p>Article 1</p><p>The guard sings.</p><p>1. In the morning.</p><p>2. In the evening.</p>"
    read = reading(f"<table><tr><td><a href=/>Start page</a></td><td>{cell}</td></tr></table>")
    assert texts(read) == ["Article 1", "The guard sings.", "1. In the morning.", "2. In the evening."]
    assert gone(read) == [("Start page", "a row of links")]


# -- languages ------------------------------------------------------------------------------------------------


def test_the_language_that_is_named_wins(tmp_path: Path) -> None:
    """A page that claims another language is imported as the one named."""
    page = "<html lang=fr><body><h1>Rules</h1><p lang=fr>1. The guard of the town is in the tower.</p></body></html>"
    assert load(tmp_path, page, "eng").report.language == "eng"


# -- encodings ------------------------------------------------------------------------------------------------

WORDS = "<p>L’été à Łódź</p>"
LATIN = "<p>L’été – 5 €</p>"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode("utf-8-sig"), "UTF-8"),
        (WORDS.encode("utf-16"), "UTF-16"),
        (b'<meta charset="utf-8">' + WORDS.encode(), "UTF-8"),
        (b"<?xml version='1.0' encoding='utf-8'?>" + WORDS.encode(), "UTF-8"),
        (WORDS.encode(), "UTF-8"),
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>" + LATIN.encode("cp1252"),
            "iso-8859-1",
        ),
        (b'<meta charset="rot13">' + WORDS.encode(), "UTF-8"),
        (b'<meta charset="klingon">' + WORDS.encode(), "UTF-8"),
        (b'<meta charset="utf-16">' + WORDS.encode(), "UTF-8"),
    ],
)
def test_encodings_are_told(data: bytes, encoding: str) -> None:
    """By a byte-order mark, by what the page says if that is so, or by trying."""
    read = read_html(data, "test.html", ReadOptions())
    assert read.encoding == encoding
    assert read.source[-1] in {"L’été à Łódź", "L’été – 5 €"}
    assert not doubts(read)


def test_wrong_and_missing_encodings_are_doubtful() -> None:
    """What was only guessed is said."""
    for head in (b"", b"<meta charset=utf-8>"):
        read = read_html(head + LATIN.encode("cp1252"), "test.html", ReadOptions())
        assert read.source[-1] == "L’été – 5 €"
        assert "check accented letters" in doubts(read)[0]


def test_places_are_those_of_the_file() -> None:
    """The anchor is the line of the file, with the id of the element if it has one, beyond 65,535 lines too."""
    read = reading("<p>a</p>" + "\n" * 70_000 + '<div id="art_1"><p>b</p></div><p><a name=x></a>c')
    assert read.anchors == ("line 1", "line 70001, id art_1", "line 70001, id x")
