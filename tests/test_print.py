"""Reports as PDF: what a reader, a screen reader and an archive find in them, and what cannot get into them."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.fixtures.report_fixture import HOSTILE, REPORT, hostile

import reading_pdf
from benchmarks import generator
from sofadiff import messages
from sofadiff.cli import binary, group
from sofadiff.comparison import Edit, Op
from sofadiff.document import Cell, Code, Heading, Paragraph, Redline, Report, Strong, Table, Text
from sofadiff.errors import MissingDependencyError, SofadiffError
from sofadiff.render import pdf
from sofadiff.render.pdf import engine, letters
from sofadiff.render.visible import visible
from sofadiff.reports import comparing

RUNNABLE = [
    "#sys.version",
    '"#read("/etc/passwd")',
    "\\u{41} #{1+1}",
    "$x^2$",
    "= a",
    "@p0",
    "<p0>",
    "*a*",
    "_b_",
    "`c`",
]
"""What typst would run, compute or format if it stood in markup."""


def made(*blocks: object, lang: str = "en") -> Report:
    """A report of these blocks."""
    return Report("redline", "A title", lang, tuple(blocks))  # type: ignore[arg-type]


def said(data: bytes) -> str:
    """All words on the pages as a program extracts them, in one line without the spaces between words."""
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"[\s\ufffe\u00ad-]+", "", text)


def bare(text: str) -> str:
    """The same of a text."""
    return re.sub(r"[\s\u00ad-]+", "", text)


@pytest.fixture(scope="module", params=["fixture", "hostile"])
def file(request: pytest.FixtureRequest) -> pikepdf.Pdf:
    """The fixture report with every block, and the same with hostile text everywhere."""
    report = REPORT if request.param == "fixture" else hostile(REPORT)
    return pikepdf.open(io.BytesIO(pdf.render(report)))


def test_is_tagged_and_says_its_language(file: pikepdf.Pdf) -> None:
    """The file is marked as tagged, has a structure tree that is not empty, and a language."""
    root = file.Root

    assert bool(root.MarkInfo.Marked)
    assert len(root.StructTreeRoot.K) > 0
    assert str(root.Lang) == "en"


def test_tags_say_what_each_part_is(file: pikepdf.Pdf) -> None:
    """Headings, lists, tables with header cells, links and notes are tagged as such."""
    kinds = {
        str(each.S) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/K" in each and "/S" in each
    }

    assert {"/H1", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link", "/P"} <= kinds


def test_shows_its_title(file: pikepdf.Pdf) -> None:
    """A reader's window bears the title of the report, not the name of the file."""
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    assert str(file.docinfo.Title)


def test_declares_both_standards(file: pikepdf.Pdf) -> None:
    """The metadata declare PDF/UA-1 and PDF/A-2a."""
    with file.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")


def test_embeds_every_font(file: pikepdf.Pdf) -> None:
    """No font is left to the machine that opens the file, and each says which letters it draws."""
    fonts = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
    below = [each.DescendantFonts[0] for each in fonts if "/DescendantFonts" in each]
    descriptors = [each.FontDescriptor for each in below]

    assert descriptors
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()) for each in descriptors)
    assert all("/ToUnicode" in each for each in fonts if "/DescendantFonts" in each)
    assert len(fonts) == 2 * len(below)


def test_holds_nothing_that_acts(file: pikepdf.Pdf) -> None:
    """No script, no attached file, no form, no action on opening; links lead into the file or to the web."""
    names = {key for each in file.objects if isinstance(each, pikepdf.Dictionary) for key in each.keys()}  # noqa: SIM118
    actions = [each.get("/URI") for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/URI" in each]

    assert not names & {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AcroForm", "/OpenAction", "/Launch", "/AA"}
    assert all(re.match(r"https?://", str(each)) for each in actions)


def test_hostile_citations_and_links_are_printed_as_words() -> None:
    """What a citation, a permalink and a place of origin say stands on the page letter by letter."""
    text, words = said(pdf.render(hostile(REPORT))), bare(visible(HOSTILE))

    assert text.count(f"Permalinkofthisclause:{words}") == 2
    assert f"Movedfrom{words}of{words}." in text


def test_bookmarks_are_the_headings() -> None:
    """Every heading is a bookmark under the one it belongs to, even where the report skips a level."""
    data = pdf.render(made(Heading(2, "One", "one"), Heading(5, "Two", "two"), Heading(2, "Three", "three")))
    with pikepdf.open(io.BytesIO(data)).open_outline() as outline:
        found = [(item.title, [inner.title for inner in item.children]) for item in outline.root]

    assert found == [("One", ["Two"]), ("Three", [])]


def test_same_report_same_bytes() -> None:
    """Nothing of the clock, the machine or the run is in the file."""
    assert pdf.render(REPORT) == pdf.render(REPORT)


def test_signs_and_words_tell_a_change() -> None:
    """Insertion and deletion stand in signs, and each change is told in a sentence under the passage."""
    edits = (Edit(Op.SAME, "They ", "They "), Edit(Op.REMOVED, "shall ", ""), Edit(Op.ADDED, "", "may "))
    text = said(pdf.render(made(Redline(edits, "a, para 1", "b, para 2", "en", "en"))))

    assert "[shall]{+may+}" in text
    assert bare("after “They”: “shall” became “may”") in text


@pytest.mark.parametrize(("op", "word"), [(Op.ADDED, "inserted:"), (Op.REMOVED, "deleted:")])
def test_whole_passage_is_told_in_a_word(op: Op, word: str) -> None:
    """A passage that came or went whole says so in a word before it."""
    edit = Edit(op, "All of it.", "") if op is Op.REMOVED else Edit(op, "", "All of it.")

    assert f"{word}{'{+' if op is Op.ADDED else '['}Allofit." in said(
        pdf.render(made(Redline((edit,), "", "", "en", "en")))
    )


def test_header_row_repeats() -> None:
    """A table that runs over pages has its header row on each."""
    table = Table("t", "Long", ("Columnhead", "Other"), tuple((Cell((Text(str(n)),)), Cell(())) for n in range(150)))
    document = pypdfium2.PdfDocument(pdf.render(made(table)))

    assert len(document) > 2
    assert all("Columnhead" in page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("kind", [Text, Code, Strong])
def test_long_words_stay_in_their_column(kind: type[Text | Code | Strong]) -> None:
    """A digest in a narrow column is broken over lines, with no letter added or lost, and never leaves the paper."""
    digest = "0123456789abcdef" * 4
    row = tuple(Cell((kind(digest),)) for _ in range(4))
    data = pdf.render(made(Table("t", "Digests", tuple("abcd"), (row,))))
    page = pypdfium2.PdfDocument(data)[0]
    letters_ = page.get_textpage()

    width = page.get_width()
    assert all(letters_.get_charbox(n)[2] < width - 50 for n in range(letters_.count_chars()))
    assert said(data).count(digest) == 4


def test_wide_table_lies_on_the_long_side() -> None:
    """A table of many columns that says much is on landscape pages, what follows is not."""
    row = tuple(Cell((Text("many words " * 30),)) for _ in range(6))
    data = pdf.render(made(Table("t", "Wide", tuple("abcdef"), (row,) * 4), Paragraph((Text("after"),))))
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(data)]

    assert [width > height for width, height in sizes] == [False, *[True] * (len(sizes) - 2), False]


def test_what_leads_to_a_wide_table_goes_with_it() -> None:
    """A heading and the words under it stand on the long side with their table, not alone on a page before it."""
    row = tuple(Cell((Text("many words " * 30),)) for _ in range(6))
    wide = Table("t", "Wide", tuple("abcdef"), (row,) * 4)
    pages = pypdfium2.PdfDocument(pdf.render(made(Heading(2, "Lead", "lead"), Paragraph((Text("Under it."),)), wide)))
    (place,) = (n for n, page in enumerate(pages) if "Under it." in page.get_textpage().get_text_bounded())
    width, height = pages[place].get_size()

    assert width > height


def test_head_and_foot_of_every_page() -> None:
    """Each page has the title, the start of the run's digest and its number."""
    many = (Paragraph((Text("word " * 200),)),) * 12
    document = pypdfium2.PdfDocument(pdf.render(made(*many)))
    pages = [page.get_textpage().get_text_bounded() for page in document]

    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert "A title" in text
        assert "Run digest" in text
        assert f"Page {number} of {len(pages)}" in text


@pytest.mark.parametrize("text", RUNNABLE)
def test_text_is_printed_not_run(text: str) -> None:
    """What typst would run in markup stands on the page as it was written."""
    report = made(Heading(2, text, text), Paragraph((Text(text), Strong(text), Code(text))))

    assert said(pdf.render(replace(report, title=text))).count(bare(text)) >= 4


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from([*"#$\\\"'{}[]()*_`<>@=-+/~; \n\taé中\x1b\u202e\u200b\U0001f600"]), max_size=60))
def test_any_text_can_be_printed(text: str) -> None:
    """No text stops a report from being written, and what is drawn and seen stands there in its order."""
    cells = (Cell((Text(text, text),)), Cell((Code(text),), header=True))
    data = pdf.render(made(Heading(2, text, "a"), Table("t", text, (text, text), (cells,)), Paragraph((Text(text),))))

    written = letters.Letters("").drawn(text).replace("\u200b", "")
    assert bare(written) in said(data).replace("\u200b", "")


def test_letters_that_no_font_draws_are_told() -> None:
    """A letter that the fonts do not draw stands as its number, and the first page says so."""
    text = said(pdf.render(made(Paragraph((Text("x 中 y"),)))))

    assert "x⟨U+4E2D⟩y" in text
    assert bare("fonts of this file do not draw (1)") in text


def test_another_script_is_refused() -> None:
    """A report in a script that the fonts do not draw is refused in one line, not printed as numbers."""
    with pytest.raises(SofadiffError, match="Latin, Greek and Cyrillic"):
        pdf.render(made(Paragraph((Text("中" * 300),))))


def test_every_letter_said_to_be_drawn_is_drawn() -> None:
    """The fonts in typst draw every letter that is not written out as its number."""
    every = "".join(chr(code) for code in range(0x20, 0x10000) if not letters._NOT_DRAWN.match(chr(code)))
    printed = "\n".join(every[start : start + 60] for start in range(0, len(every), 60))

    assert pdf.render(made(Paragraph((Text(printed),))))


def test_template_reaches_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Even a template that asks for a file or a package gets none."""
    for asking in ('#read("/etc/hostname")', '#read("../report.css")', '#import "@preview/cetz:0.3.0"'):
        template = tmp_path / "asking.typ"
        template.write_text(asking, encoding="utf-8")
        monkeypatch.setattr(engine, "_TEMPLATE", template)
        with pytest.raises(SofadiffError, match="could not be set"):
            pdf.render(made())


def test_too_long_a_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report past the limit is refused before typst sees it."""
    monkeypatch.setattr(pdf, "LONGEST", 100)
    with pytest.raises(SofadiffError, match="too long for a PDF"):
        pdf.render(made())


def test_without_typst_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where typst is not installed, one line gives the command."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingDependencyError, match=r'pip install "sofadiff\[print\]"'):
        pdf.render(REPORT)


HIDDEN = [("eng", seed) for seed in (1, 3, 5, 7, 9, 11)] + [("fra", seed) for seed in (1, 3, 5, 7, 9, 11)]
"""Pairs with a hidden edit of which the tests make a PDF; `python -m benchmarks.hidden` makes one of all hundred."""


@pytest.mark.parametrize("lang", ["eng", "fra"])
def test_the_sample_hides_words_in_every_way(lang: str) -> None:
    """In both languages the sample has a move, a split and a merger, with words that come and words that go."""
    pairs = [generator.hidden(seed, name) for name, seed in HIDDEN if name == lang]

    assert {pair.base_kinds[pair.edits[0].base] for pair in pairs} == {"moved", "split", "merged"}
    assert {bool(pair.edits[0].removed) for pair in pairs} == {True, False}


@pytest.mark.parametrize(("lang", "seed"), HIDDEN)
def test_hidden_edit_shows(lang: str, seed: int) -> None:
    """A clause that moves, splits or merges and gains or loses an operative word: in its passage the structure tree
    has that word alone under a line, between signs, and a line under the passage tells it.
    """
    pair = generator.hidden(seed, lang)
    (edit,) = pair.edits
    data = pdf.render(comparing.report(generator.agreement(pair.base), generator.agreement(pair.other)))
    (shown,) = (
        each
        for each in reading_pdf.passages(data)
        if f"para {edit.base + 1}" in each.base and f"para {edit.other + 1}" in each.other
    )
    word = edit.removed or edit.added

    assert word in (shown.removed if edit.removed else shown.added)
    assert word not in (shown.added if edit.removed else shown.removed)
    assert bare(f"“{word}” was {'deleted' if edit.removed else 'inserted'}") in said(data)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_both_languages(lang: str) -> None:
    """The file says which of the two languages the report is in."""
    file = pikepdf.open(io.BytesIO(pdf.render(replace(REPORT, lang=lang))))

    assert str(file.Root.Lang) == lang
    assert messages.load(lang).has("print.letters")


def run(*arguments: str) -> tuple[int, str]:
    """Exit status and all that is said."""
    done = CliRunner().invoke(group, arguments)
    return done.exit_code, done.output + (str(done.exception) if isinstance(done.exception, SofadiffError) else "")


def test_command_writes_and_verify_makes_it_again(tmp_path: Path) -> None:
    """`--format pdf` writes a file whose manifest is enough to make the same bytes again; one other byte is told."""
    path = tmp_path / "immunity.pdf"
    assert run("report", "immunity", "haiti-mss-2024", "--format", "pdf", "-o", str(path))[0] == 0
    status, told = run("verify", str(path))
    assert (status, told.startswith("Identical")) == (0, True)

    path.write_bytes(path.read_bytes() + b"\n")
    status, told = run("verify", str(path))
    assert status == 1
    assert "Differs" in told


def test_verify_refuses_a_strange_pdf(tmp_path: Path) -> None:
    """A PDF of another program carries no manifest, which one line says."""
    path = tmp_path / "other.pdf"
    pikepdf.new().save(path)
    status, told = run("verify", str(path))

    assert status != 0
    assert "carries no manifest" in told
    assert len(told.strip().splitlines()) == 1


@pytest.mark.parametrize("format_", ["html", "docx"])
def test_name_of_another_format_is_refused(format_: str, tmp_path: Path) -> None:
    """A file named .pdf never holds another format."""
    status, told = run("report", "immunity", "haiti-mss-2024", "--format", format_, "-o", str(tmp_path / "x.pdf"))

    assert status != 0
    assert "--format pdf" in told
    assert json.dumps("x.pdf").strip('"') in told


@pytest.mark.parametrize("kind", ["Word", "PDF"])
def test_a_terminal_gets_no_binary_file(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any work is done the reader is told to name a file; nothing is made or written."""
    made: list[str] = []
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    for output in (None, "-"):
        with pytest.raises(SofadiffError, match=rf"A {kind} file is not text to be shown here. Name a file with -o."):
            binary.deliver(lambda: made.append("made") or b"", kind, output)
    assert made == []
