"""The report on an import: every clause beside the source lines that it came from. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import word_files as wf
from sofadiff import render
from sofadiff.cli import group
from sofadiff.document import Details, Table, Text
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.report import to_json, to_text
from sofadiff.reports import imported as beside

TEXT = """\
# Agreement on the guard

The Parties have agreed as follows:

### Article 1

#### Flags

1. The flag is green. It is flown:

(a) by day;

(b) by night.

It has no fringe.

### Article 2
Treedt in werking op een nader te bepalen tijdstip

The guard sings.

Done at Port.

### Annex

The songs are listed here.
"""


def load(folder: Path, text: str = TEXT, name: str = "guard.md") -> Imported:
    """A text imported from a scratch file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_file(str(path), "eng")


def test_every_piece_knows_its_lines(tmp_path: Path) -> None:
    """Title, preamble, clauses, closing words of a list and the testimonium each name their first and last line."""
    pieces = [(piece.part, piece.label, piece.first, piece.last) for piece in load(tmp_path).traced]
    assert pieces == [
        ("title", "", 1, 1),
        ("preamble", "", 3, 3),
        ("clause", "Article 1", 5, 7),
        ("clause", "Article 1 1.", 9, 9),
        ("clause", "Article 1 1. (a)", 11, 11),
        ("clause", "Article 1 1. (b)", 13, 13),
        ("closing", "Article 1 1.", 15, 15),
        ("clause", "Article 2", 17, 20),
        ("conclusions", "", 22, 22),
        ("clause", "Annex", 24, 26),
    ]


_LINES = st.lists(
    st.sampled_from(
        [
            "## Article 1",
            "1. One.",
            "2. Two:",
            "(a) first;",
            "(b) last.",
            "Flush words.",
            "| x | y |",
            "",
            "Done at Port.",
        ]
    ),
    max_size=15,
)


@settings(max_examples=60, deadline=None)
@given(_LINES)
def test_the_lines_of_a_piece_hold_its_words(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    """Whatever the layout, the words of a piece are in the lines that it names, and pieces follow each other."""
    imported = load(tmp_path_factory.getbasetemp(), "\n\n".join(["# The rules", "The guard.", *lines]))
    source = imported.reading.source
    last = 1
    for piece in imported.traced:
        assert letters(piece.text) in letters("".join(source[piece.first - 1 : piece.last]))
        assert last <= piece.first <= piece.last
        last = piece.last
    assert sum(len(letters(piece.text)) for piece in imported.traced) == len(letters("".join(source)))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_html_report_stands_clause_beside_source(tmp_path: Path, lang: str) -> None:
    """The page shows each clause, its place and its lines, the doubts and what was left out; it fetches nothing."""
    report = beside.report(load(tmp_path), lang=lang)
    tables = {block.id: block for block in report.blocks if isinstance(block, Table)}
    rows = [
        [cell.inlines[0].text for cell in row if hasattr(cell.inlines[0], "text")] for row in tables["clauses-2"].rows
    ]
    assert rows[1] == [
        "Article 1 1.",
        "1. The flag is green. It is flown:",
        "line 9",
        "1. The flag is green. It is flown:",
    ]
    assert [row[0].inlines[0] for row in tables["doubts"].rows] == [Text("line 15")]
    page = render.FORMATS["html"].render(report)
    assert "The guard sings." in page
    assert "Treedt in werking" in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")


def test_long_left_out_lists_are_folded_and_escaped(tmp_path: Path) -> None:
    """Much that is left out is folded away; its words are text, never mark-up."""
    path = tmp_path / "x.docx"
    body = [wf.para(wf.run("shown ") + wf.run(f"<script>{count}</script>", "<w:vanish/>")) for count in range(20)]
    path.write_bytes(wf.word_file(*body))
    report = beside.report(import_file(str(path), "eng"))
    assert [isinstance(block, Details) for block in report.blocks].count(True) == 1
    page = render.FORMATS["html"].render(report)
    assert "<script>" not in page
    assert "&lt;script&gt;7" in page


@pytest.mark.parametrize(
    ("options", "written", "shown"),
    [
        (("--report", "r.html"), "<!doctype html>", "Imported guard.md"),
        (("--report", "r.json"), "{", "Imported guard.md"),
        (("--report", "r.txt"), "Imported guard.md", "Imported guard.md"),
        (("--format", "html"), None, "<!doctype html>"),
        (("--format", "json", "--report", "r.x"), "{", "{"),
    ],
)
def test_name_or_option_says_the_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], written: str | None, shown: str
) -> None:
    """A report file's name says its format; the terminal shows the text, or what --format asks for."""
    monkeypatch.chdir(tmp_path)
    Path("guard.md").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(group, ["import", "guard.md", "--date", "2001-02-03", *options])
    assert result.exit_code == 0, result.output
    assert result.stdout.lower().startswith(shown.lower())
    if written is not None:
        assert Path(options[-1]).read_text(encoding="utf-8").lower().startswith(written.lower())


def test_json_names_places_as_people_do(tmp_path: Path) -> None:
    """Beside the number of the source line stands where a person finds it."""
    path = tmp_path / "x.docx"
    path.write_bytes(wf.word_file(wf.para("The guard."), wf.table((wf.para(wf.run("a", "<w:vanish/>")), "b"))))
    entry = json.loads(to_json(import_file(str(path), "eng").report))["left_out"][0]
    assert (entry["anchor"], entry["line"], entry["text"]) == ("table 1, row 1", 2, "a")


def tracked(folder: Path, count: int) -> Imported:
    """A Word file with so many paragraphs, each with a word deleted, inserted by nobody named at the end."""
    body = [wf.para(wf.run("The guard ") + wf.deleted("never ") + wf.run("sings.")) for _ in range(count)]
    body.append(wf.para(f"<w:ins w:id='1'>{wf.run('Done.')}</w:ins>"))
    path = folder / "tracked.docx"
    path.write_bytes(wf.word_file(*body))
    return import_file(str(path), "eng", revisions="reject")


def test_tracked_changes_are_listed_one_by_one(tmp_path: Path) -> None:
    """In JSON all of them; in the text the first twenty and how many more there are; a long table is folded away."""
    few, many = tracked(tmp_path, 2), tracked(tmp_path, 25)
    data = json.loads(to_json(few.report))
    assert data["revisions"] == "reject"
    assert data["tracked_changes"][0] == {
        "anchor": "para. 1", "line": 1, "kind": "deletion", "of": "words", "move": None, "author": "A",
        "date": "2020-01-01T00:00:00Z", "words": "never",
    }  # fmt: skip
    assert data["tracked_changes"][-1]["author"] is None
    assert "  para. 1: deletion by A, 2020-01-01T00:00:00Z: never\n" in to_text(few.report)
    assert "  para. 3: insertion: Done.\n" in to_text(few.report)
    assert "Tracked changes (rejected):" in to_text(many.report)
    assert "  6 more in the JSON report\n" in to_text(many.report)
    assert len(json.loads(to_json(many.report))["tracked_changes"]) == 26
    for imported, folded in ((few, False), (many, True)):
        blocks = beside.report(imported, lang="fr").blocks
        tables = [block for block in blocks if isinstance(block, Table) and block.id == "changes"]
        details = [block.blocks[0] for block in blocks if isinstance(block, Details)]
        inside = [block for block in details if isinstance(block, Table) and block.id == "changes"]
        assert (len(tables), len(inside)) == ((0, 1) if folded else (1, 0))
    assert "suppression (mots)" in render.FORMATS["html"].render(beside.report(few, lang="fr"))


def test_the_text_names_one_place_once(tmp_path: Path) -> None:
    """Changes of one kind by one hand at one place share a line, words before what has none."""
    gone = "<w:rPr><w:del w:id='3' w:author='A' w:date='2020-01-01T00:00:00Z'/></w:rPr>"
    path = tmp_path / "gone.docx"
    path.write_bytes(wf.word_file(wf.para(wf.run("One ") + wf.deleted("two"), properties=gone), wf.para("Three.")))
    report = import_file(str(path), "eng", revisions="accept").report
    assert "  para. 1: deletion by A, 2020-01-01T00:00:00Z: two | (paragraph end)\n" in to_text(report)


def test_a_file_without_tracked_changes_says_nothing_of_them(tmp_path: Path) -> None:
    """No heading for what is not there."""
    imported = load(tmp_path)
    assert json.loads(to_json(imported.report))["tracked_changes"] == []
    assert "Tracked" not in to_text(imported.report)


def test_a_numbered_recital_stands_beside_its_lines(tmp_path: Path) -> None:
    """The report calls it by its printed number, with the label in front of its words as in the file."""
    text = TEXT.replace("The Parties have", "Whereas:\n\n(1) Flags are few;\n\n(2) songs are many.\n\nThe Parties have")
    pieces = [piece for piece in load(tmp_path, text).traced if piece.part == "preamble"]
    assert [(piece.label, piece.text, piece.first) for piece in pieces] == [
        ("", "Whereas:", 3), ("(1)", "(1) Flags are few;", 5), ("(2)", "(2) songs are many.", 7),
        ("", "The Parties have agreed as follows:", 9),
    ]  # fmt: skip
    assert "Recital (2)" in render.FORMATS["html"].render(beside.report(load(tmp_path, text)))
