"""Import: plain text and Markdown become clauses, and no word is lost. All texts here are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadiff import corpus
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.report import to_json, to_text
from sofadiff.importing.totality import outline_text
from sofadiff.outline import ATTACHMENT, Node, Outline
from sofadiff.text import words

AGREEMENT = """\
# Agreement on the status of the guard

The Parties,Considering that the guard is stationed in the host State;Have agreed as follows:

### Article I

#### Definitions

In this Agreement:

(a)“guard” means the personnel of the sending State;

(b)“host State” means the State in which the guard is.

### Article  II:

1. The guard must respect the law of the host State.
2.
(a) The host State may try a member of the guard, but only if

(i) the offence was committed off duty; or

(ii) the victim is a national.That right may be waived.

(b) The sending State may try all others.
3. Vehicles of the guard are marked.

IN WITNESS WHEREOF they signed.Done at Port, in English.

### Annex A

The vehicles are listed here.
"""


def load(folder: Path, text: str, name: str = "text.md", **options: str | None) -> Imported:
    """Import a text from a scratch file."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return import_file(str(path), **options)


def numbered(outline: Outline) -> list[str]:
    """Every numbered element as a path of printed labels, in order."""
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


def node(outline: Outline, *numbers: str) -> Node:
    """The node under these printed labels."""
    nodes = outline.nodes
    for number in numbers:
        (found,) = [child for child in nodes if child.num == number]
        nodes = found.children
    return found


def test_numbers_and_parents_are_those_of_the_text(tmp_path: Path) -> None:
    """Roman, Arabic and letter labels nest as printed, whether or not a space follows them."""
    assert numbered(load(tmp_path, AGREEMENT).outline) == [
        "Article I",
        "Article I (a)",
        "Article I (b)",
        "Article II",
        "Article II 1.",
        "Article II 2.",
        "Article II 2. (a)",
        "Article II 2. (a) (i)",
        "Article II 2. (a) (ii)",
        "Article II 2. (b)",
        "Article II 3.",
        "Annex A",
    ]


def test_elements_have_akoma_ntoso_names(tmp_path: Path) -> None:
    """Levels below an article are paragraph, subparagraph, point."""
    outline = load(tmp_path, AGREEMENT).outline
    assert node(outline, "Article II", "2.").element == "paragraph"
    assert node(outline, "Article II", "2.", "(a)").element == "subparagraph"
    assert node(outline, "Article II", "2.", "(a)", "(ii)").element == "point"
    assert node(outline, "Annex A").element == ATTACHMENT


def test_title_preamble_and_testimonium_stand_apart(tmp_path: Path) -> None:
    """The preamble is split into recitals, the closing formula at place and date."""
    outline = load(tmp_path, AGREEMENT).outline
    assert outline.title == "Agreement on the status of the guard"
    assert [(block.recital, block.text) for block in outline.preamble] == [
        (False, "The Parties,"),
        (True, "Considering that the guard is stationed in the host State;"),
        (False, "Have agreed as follows:"),
    ]
    assert [block.text for block in outline.conclusions] == [
        "IN WITNESS WHEREOF they signed.",
        "Done at Port, in English.",
    ]


def test_heading_line_after_the_number_is_the_articles_title(tmp_path: Path) -> None:
    """A title on a line of its own names the article before it."""
    assert node(load(tmp_path, AGREEMENT).outline, "Article I").heading == "Definitions"


def test_glued_sentence_after_the_last_point_closes_the_list(tmp_path: Path) -> None:
    """A sentence without a space before it shows a lost paragraph break; after the last point it is flush text."""
    imported = load(tmp_path, AGREEMENT)
    assert node(imported.outline, "Article II", "2.", "(a)").wrap_up == "That right may be waived."
    assert [remark.line for remark in imported.report.doubts] == [23]


def test_unnumbered_list_with_flush_text(tmp_path: Path) -> None:
    """Lines under a colon are items without a number; text glued to the last one closes the list."""
    text = (
        "## Article 1\n\n1. Claims are waived below:\n\nNorland: 70.\n\nSudland: 90.Others waive as well.\n2. Next.\n"
    )
    paragraph = node(load(tmp_path, text).outline, "Article 1", "1.")
    assert [child.content for child in paragraph.children] == ["Norland: 70.", "Sudland: 90."]
    assert paragraph.wrap_up == "Others waive as well."


@pytest.mark.parametrize(
    ("labels", "expected", "said"),
    [
        ("(g) (h) (i) (j)", ["(g)", "(h)", "(i)", "(j)"], "(i) was read as the letter after h"),
        ("(g) (h) (i) (ii)", ["(g)", "(h)", "(h) (i)", "(h) (ii)"], "(i) was read as a Roman numeral"),
        ("(g) (h) (i)", ["(g)", "(h)", "(i)"], "(i) was read as the letter after h"),
    ],
)
def test_i_after_h_is_told_by_what_follows(tmp_path: Path, labels: str, expected: list[str], said: str) -> None:
    """(i) after (h) is a letter unless (ii) follows, and the report says so."""
    start = "".join(f"({letter}) x\n\n" for letter in "abcdef")
    text = "## Article 1\n\n" + start + "".join(f"{label} x\n\n" for label in labels.split())
    imported = load(tmp_path, text)
    assert [path.removeprefix("Article 1 ") for path in numbered(imported.outline)][7:] == expected
    assert any(said in remark.message for remark in imported.report.remarks)


def test_label_of_no_list_stays_in_the_text_and_is_reported(tmp_path: Path) -> None:
    """A quoted clause keeps its own number inside the clause that quotes it."""
    text = "## Article 1\n\n1. It reads:\n\n“2. Only judges decide.\n\n9. A relative must be told.”\n\n2. Next.\n"
    imported = load(tmp_path, text)
    assert numbered(imported.outline) == ["Article 1", "Article 1 1.", "Article 1 2."]
    assert any("9. looks like a label" in remark.message for remark in imported.report.doubts)


def test_missing_number_is_bridged_and_doubted(tmp_path: Path) -> None:
    """A gap in a count does not break the list, but the report names it."""
    imported = load(tmp_path, "## Article 1\n\n1. One.\n\n2. Two.\n\n4. Four.\n")
    assert numbered(imported.outline)[1:] == ["Article 1 1.", "Article 1 2.", "Article 1 4."]
    assert any("1 missing" in remark.message for remark in imported.report.doubts)


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("###Article 1", "Article 1", None),
        ("### Article  II:", "Article II", None),
        ("## ARTICLE 3 - Claims", "ARTICLE 3", "Claims"),
        ("### Article premier", "Article premier", None),
        ("### Article 4 bis", "Article 4 bis", None),
        ("### Final  article", "Final article", None),
        ("### § 5", "§ 5", None),
    ],
)
def test_article_headings_as_sources_print_them(tmp_path: Path, heading: str, number: str, title: str | None) -> None:
    """Spaces, colons, case and words for numbers do not hide an article."""
    (article,) = load(tmp_path, f"# Title of it\n\n{heading}\n\nThe text.\n").outline.nodes
    assert (article.element, article.num, article.heading, article.content) == ("article", number, title, "The text.")


def test_list_on_one_line_is_taken_apart(tmp_path: Path) -> None:
    """Items behind stops on one line are items; `(i)` inside a running sentence is not."""
    text = "## Article 1\n\nThe guard:(a)is armed;(b)is marked.\n\n## Article 2\n\nAll who are (i) armed or (ii) out.\n"
    assert numbered(load(tmp_path, text).outline) == ["Article 1", "Article 1 (a)", "Article 1 (b)", "Article 2"]


def test_part_headings_hold_paragraphs_counted_through(tmp_path: Path) -> None:
    """A text without articles counts its paragraphs through its parts."""
    text = "# Model\n\n## I. Definitions\n\n1. One.\n\n2. Two.\n\n## II. Claims\n\n3. Three.\n"
    outline = load(tmp_path, text).outline
    assert numbered(outline) == ["I.", "I. 1.", "I. 2.", "II.", "II. 3."]
    assert [part.heading for part in outline.nodes] == ["Definitions", "Claims"]


def test_exchange_of_notes_is_two_attachments(tmp_path: Path) -> None:
    """Two notes in one file are two texts; the same article numbers in both get different ids."""
    note = "### Nr.  {}\n\nThe Embassy writes to the Ministry.\n\n### Article I\n\nOne of the rules.\n\n"
    end = "The Embassy avails itself of this opportunity.\n\n"
    imported = load(tmp_path, "# Exchange of notes\n\n" + note.format("I") + end + note.format("II"))
    assert [child.element for child in imported.outline.nodes] == [ATTACHMENT, ATTACHMENT]
    articles = [unit.eid for unit in imported.agreement.units if unit.element == "article"]
    assert len(articles) == len(set(articles)) == 2


def test_status_lines_notes_and_pictures_are_left_out_with_their_line(tmp_path: Path) -> None:
    """What the publisher added is no part of the instrument, and is listed with line and reason."""
    text = (
        "# The title of it\n\n## Article 1\nTreedt in werking op een nader te bepalen tijdstip\n\n"
        "The guard is<sup> 1) [Red: lees are] </sup> armed.\n\n![7](x.png)\n"
    )
    imported = load(tmp_path, text)
    assert [(entry.line, entry.reason.split(",")[0]) for entry in imported.report.left_out] == [
        (4, "the publisher's note on entry into force"),
        (6, "the publisher's editorial note"),
        (8, "a picture; what it shows cannot be imported"),
    ]
    assert node(imported.outline, "Article 1").content == "The guard is armed."


def test_link_targets_and_emphasis_are_no_words(tmp_path: Path) -> None:
    """Mark-up is taken off and counted, never read as text."""
    imported = load(tmp_path, "# The title\n\n## Article 1\n\nThe [Treaty](../a/b.md) says *so* in paragraph *(a)*.\n")
    assert node(imported.outline, "Article 1").content == "The Treaty says so in paragraph (a)."
    assert dict(imported.report.markup) == {"link targets": 1}


BILINGUAL = (
    "## Verdrag inzake de rechtspositie van de wacht\n\n#### Agreement on the status of the guard of the State\n\n"
    "### Article 1\n\nThe guard of the sending State must respect the law of the host State.\n\n"
    "#### Verdrag inzake de rechtspositie van de wacht\n\n### Artikel 1\n\n"
    "De wacht van de zendstaat moet het recht van de ontvangende staat eerbiedigen.\n"
)


def test_bilingual_file_is_told_apart(tmp_path: Path) -> None:
    """One language is imported; every block of the other is on the left-out list."""
    imported = load(tmp_path, BILINGUAL)
    assert imported.outline.language == "eng"
    assert numbered(imported.outline) == ["Article 1"]
    assert [entry.line for entry in imported.report.left_out] == [1, 9, 11, 13]
    assert all(0.5 < run.confidence <= 1 for run in imported.report.runs)


def test_named_language_always_wins(tmp_path: Path) -> None:
    """--language picks its part of a bilingual file, and is kept even if the words look different."""
    assert numbered(load(tmp_path, BILINGUAL, language="nld").outline) == ["Artikel 1"]
    english = AGREEMENT
    imported = load(tmp_path, english, language="spa")
    assert imported.outline.language == "spa"
    assert imported.report.language_doubtful


def test_language_that_a_bilingual_file_lacks_is_refused(tmp_path: Path) -> None:
    """Two wrong languages are never mixed under the name of a third."""
    with pytest.raises(SofadiffError, match=r"no French was found in it, but Dutch and English"):
        load(tmp_path, BILINGUAL, language="fra")


PLAIN = """\
AGREEMENT ON THE STATUS
OF THE GUARD

The Parties have agreed on the rules that are set out in the articles that follow
and will apply them in good faith in all of the territory of the host State.

Article 1
Definitions

In this Agreement the guard means the personnel of the sending State who are in
the host State on duty.

Article 2

1. The guard must respect the law of the host State and must keep out of all of
its political affairs.

2. The guard is marked.
"""


def test_plain_text_is_joined_across_its_line_ends(tmp_path: Path) -> None:
    """Lines broken by hand are one paragraph again; headings are told by their words and place."""
    imported = load(tmp_path, PLAIN, "guard.txt")
    outline = imported.outline
    assert outline.title == "AGREEMENT ON THE STATUS OF THE GUARD"
    assert node(outline, "Article 1").heading == "Definitions"
    assert node(outline, "Article 2", "1.").content == (
        "The guard must respect the law of the host State and must keep out of all of its political affairs."
    )
    assert imported.report.joined == 3


def test_plain_and_markdown_give_the_same_outline(tmp_path: Path) -> None:
    """The same words without mark-up import to the same clauses."""
    plain = "\n".join(line.lstrip("# ") for line in AGREEMENT.splitlines())
    first, second = load(tmp_path, AGREEMENT).outline, load(tmp_path, plain, "text.txt").outline
    assert numbered(first) == numbered(second)
    assert [letters(text) for text in outline_text(first)] == [letters(text) for text in outline_text(second)]


def test_draft_is_the_outline_with_computed_ids(tmp_path: Path) -> None:
    """The agreement's units hold the outline's texts, in order, under unique ids."""
    imported = load(tmp_path, AGREEMENT, date="2001-02-03", slug="guard-2001")
    agreement = imported.agreement
    assert (agreement.slug, agreement.work_date, agreement.language) == ("guard-2001", "2001-02-03", "eng")
    assert len({unit.id for unit in agreement.units}) == len(agreement.units)
    texts = {letters(text) for text in outline_text(imported.outline)}
    assert {letters(unit.text) for unit in agreement.units} <= texts
    assert imported.lines[next(u.id for u in agreement.units if u.text.startswith("Vehicles"))] == 26


def test_without_a_date_the_draft_holds_a_placeholder(tmp_path: Path) -> None:
    """No date is ever invented."""
    imported = load(tmp_path, AGREEMENT)
    assert imported.agreement.work_date is None
    assert b'date="0001-01-01" name="unknown"' in imported.data


def test_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing depends on the clock or on hash order."""
    assert load(tmp_path, AGREEMENT).data == load(tmp_path, AGREEMENT).data


def test_report_says_what_was_done(tmp_path: Path) -> None:
    """Text and JSON reports hold the language, the digest, the doubts and the left-out list."""
    report = load(tmp_path, BILINGUAL).report
    text, data = to_text(report), json.loads(to_json(report))
    assert "English was recognised" in text
    assert "in Dutch, not the language imported: 4, lines 1, 9-13" in text
    assert data["format"] == "sofadiff.import/1"
    assert data["sha256"] == report.sha256
    assert [entry["line"] for entry in data["left_out"]] == [1, 9, 11, 13]
    assert data["counts"]["words"] + data["counts"]["words left out"] == len(words(BILINGUAL))


_LABELS = (
    "1. ",
    "2. ",
    "3.",
    "(a) ",
    "(b)",
    "(i) ",
    "(ii) ",
    "a) ",
    "- ",
    "§ 2 ",
    "1.1 ",
    "### Article 1\n",
    "",
    "",
    "",
)
_OTHERS = ("## PART I\n", "ANNEX\n", "### Nr. I\n", "Done at ", "| a | b", "> ", "![x](y.png)", "Section 3. ", "---\n")
_WORDS = (
    "the State",
    "force:",
    "used.Claims for",
    "“x”",
    ";",
    "Considering",
    "[a](b/c)",
    "het",
    "**b**",
    "&amp;",
    "i.e.",
)
_LINES = st.tuples(st.sampled_from(_LABELS + _OTHERS), st.lists(st.sampled_from(_WORDS), max_size=5))


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=25), st.sampled_from(["\n", "\n\n"]), st.sampled_from([".md", ".txt"]))
def test_no_word_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, list[str]]], end: str, suffix: str
) -> None:
    """Whatever the layout, every letter of the source is in the outline or on the left-out list, whatever it is."""
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    text = "The guard.\n\n" + end.join(label + " ".join(parts) for label, parts in lines)
    path.write_text(text, encoding="utf-8", newline="")
    imported = import_file(str(path))
    kept = sum(len(letters(part)) for part in outline_text(imported.outline))
    left = sum(len(letters(entry.text)) for entry in imported.report.left_out)
    source = text if suffix == ".txt" else text.replace("&amp;", "&").replace("(b/c)", "").replace("(y.png)", "")
    assert kept + left == len(letters(source))


_DEEP = ("1.", "(a)", "(i)", "a)", "1)", "(1)", "A.", "A)", "a.", "i)", "i.", "(A)", "I)", "(I)")
BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "binary": (b"Article 1\x00\x01", r"bad.md:1: holds the control character"),
    "pdf": (b"%PDF-1.7\n", "cut short or damaged"),
    "word": (b"PK\x03\x04rest", "cut short or damaged"),
    "broken UTF-16": (b"\xff\xfe\x00\xd8\x00", "is not"),
    "marks only": (b"---\n\n***\n", "holds no words"),
    "too deep": (
        "\n\n".join(["## Article 1", *(f"{label} x" for label in _DEEP)]).encode(),
        "deeper than 12 levels",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_unusable_files_get_one_clear_line(tmp_path: Path, name: str) -> None:
    """What cannot be imported is refused with place, reason and remedy."""
    data, message = BAD[name]
    path = tmp_path / "bad.md"
    path.write_bytes(data)
    with pytest.raises(SofadiffError, match=message) as raised:
        import_file(str(path))
    assert "\n" not in str(raised.value)
    assert raised.value.remedy


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    """A wrong name is said to be one."""
    with pytest.raises(SofadiffError, match="cannot be read"):
        import_file(str(tmp_path / "none.md"))
    with pytest.raises(SofadiffError, match="is a folder"):
        import_file(str(tmp_path))


def test_limits_are_stated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and lines over the limits are refused with the limit in the message."""
    monkeypatch.setattr("sofadiff.importing.importer.SIZE_LIMIT", 1000)
    with pytest.raises(SofadiffError, match="are refused unread"):
        load(tmp_path, "the State\n" * 500)
    monkeypatch.setattr("sofadiff.importing.decoding.LINE_LIMIT", 20)
    with pytest.raises(SofadiffError, match=r"text.md:2: has a line of 30 characters; more than 20"):
        load(tmp_path, "short\n" + "x" * 30)
    monkeypatch.setattr("sofadiff.importing.importer.BLOCK_LIMIT", 3)
    with pytest.raises(SofadiffError, match=r"text.md: has 4 paragraphs; more than 3"):
        load(tmp_path, "one\n\ntwo\n\nthree\n\nfour")
    monkeypatch.setattr("sofadiff.importing.decoding.LINES_LIMIT", 2)
    with pytest.raises(SofadiffError, match=r"text.md: has 3 lines; more than 2"):
        load(tmp_path, "one\n\ntwo")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    """UTF-8, UTF-16 with its mark and Windows-1252 are read; the last is a guess, and is reported as one."""
    path = tmp_path / "text.md"
    path.write_bytes("# Titre élevé\n\n## Article 1\n\nL’État d’accueil est là.\n".encode(encoding))
    imported = import_file(str(path), language="fra")
    assert node(imported.outline, "Article 1").content == "L’État d’accueil est là."
    assert any("Windows-1252" in remark.message for remark in imported.report.doubts) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "English"}, "three letters"),
        ({"date": "1951"}, "not a full date"),
        ({"date": "1951-02-30"}, "not a full date"),
        ({"slug": "My Slug"}, "Try my-slug"),
    ],
)
def test_wrong_options_are_refused(tmp_path: Path, options: dict[str, str], message: str) -> None:
    """An option that cannot be stored is refused before anything is read."""
    with pytest.raises(SofadiffError, match=message):
        load(tmp_path, AGREEMENT, **options)


def test_command_writes_the_draft_and_does_not_overwrite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft goes beside the current work under the file's name; a second run needs --force."""
    monkeypatch.chdir(tmp_path)
    Path("guard.md").write_text(AGREEMENT, encoding="utf-8")
    run = CliRunner()
    first = run.invoke(
        group, ["import", "guard.md", "--date", "2001-02-03", "--report", "guard.json", "--format", "json"]
    )
    assert first.exit_code == 0, first.output
    assert Path("guard.xml").read_bytes().startswith(b"<?xml")
    assert json.loads(Path("guard.json").read_text(encoding="utf-8"))["title"] == "Agreement on the status of the guard"
    second = run.invoke(group, ["import", "guard.md"])
    assert isinstance(second.exception, SofadiffError)
    assert "exists already" in str(second.exception)
    assert run.invoke(group, ["import", "guard.md", "--force"]).exit_code == 0


def test_named_terms_stand_in_the_draft(tmp_path: Path) -> None:
    """--term makes a glossary; words that stand nowhere are doubted, a role that is none is refused with the list."""
    path = tmp_path / "text.md"
    path.write_text(AGREEMENT, encoding="utf-8")
    target = str(tmp_path / "text.xml")
    options = ["--term", "mission=guard", "--term", "sending-state=Norland", "--short", "Guard"]
    got = CliRunner().invoke(group, ["import", str(path), "-o", target, *options])
    draft = corpus.read(target)
    assert [(str(term.role), term.form) for term in draft.terms] == [
        ("mission", "guard"),
        ("sending-state", "Norland"),
    ]
    assert draft.short == "Guard"
    assert "“Norland” (sending-state), which was named, stands nowhere" in got.stdout
    refused = CliRunner().invoke(group, ["import", str(path), "-o", target, "--force", "--term", "king=X"])
    assert "head-of-mission" in str(refused.exception)


def test_without_terms_the_command_says_what_that_means(tmp_path: Path) -> None:
    """Without a glossary every name of a mission is a change of words; whoever imports should know."""
    path = tmp_path / "text.md"
    path.write_text(AGREEMENT, encoding="utf-8")
    got = CliRunner().invoke(group, ["import", str(path), "-o", str(tmp_path / "text.xml")])
    assert "--term mission=" in got.stderr
    shown = CliRunner().invoke(group, ["show", str(tmp_path / "text.xml")])
    assert "a draft imported from text.md" in shown.stdout


def test_a_list_mark_before_a_typed_label_is_no_label(tmp_path: Path) -> None:
    """Markdown lists whose items carry typed labels, in bold or not, have those labels; a bare mark stays one."""
    text = "## Article 1\n\n* **1.** One:\n  * **(a)** first;\n  * (b) second.\n- 2. Two.\n"
    assert numbered(load(tmp_path, text).outline) == [
        "Article 1",
        "Article 1 1.",
        "Article 1 1. (a)",
        "Article 1 1. (b)",
        "Article 1 2.",
    ]


def test_a_drawn_line_is_no_text(tmp_path: Path) -> None:
    """A title underlined with signs is the title alone."""
    outline = load(tmp_path, "Agreement on the guard\n======\n\nArticle 1\n\nText.\n", "text.txt").outline
    assert outline.title == "Agreement on the guard"
    assert not outline.preamble


def test_the_kind_of_text_is_stated_where_the_user_says_it_and_nowhere_else(tmp_path: Path) -> None:
    """`--text-status` stands in the draft, the reports on the import and a comparison; unsaid, nothing is stated."""
    source, said, silent = tmp_path / "a.md", tmp_path / "said.xml", tmp_path / "silent.xml"
    source.write_text(AGREEMENT, encoding="utf-8")
    run = CliRunner().invoke
    told = run(group, ["import", str(source), "--text-status", "leaked", "-o", str(said)])
    quiet = run(group, ["import", str(source), "-o", str(silent)])
    assert ("text       leaked" in told.output, "text       not stated" in quiet.output) == (True, True)
    assert [corpus.read(str(path)).text_status for path in (said, silent)] == ["leaked", None]
    data = run(group, ["import", str(source), "--text-status", "leaked", "-o", "-", "--format", "json"])
    assert '"text_status": "leaked"' in data.output
    page = run(group, ["compare", str(said), str(silent), "--format", "markdown"]).stdout
    assert "| leaked |" in page
    assert "| not stated |" in page


def test_the_kind_of_text_survives_the_way_through_a_text_file(tmp_path: Path) -> None:
    """A draft that is exported and imported again keeps what was said of it; another word than the five is refused."""
    source, draft, text, again = (tmp_path / name for name in ("a.md", "a.xml", "b.md", "b.xml"))
    source.write_text(AGREEMENT, encoding="utf-8")
    run = CliRunner().invoke
    run(group, ["import", str(source), "--text-status", "press-only", "-o", str(draft)])
    run(group, ["export", str(draft), "--format", "markdown", "-o", str(text)])
    run(group, ["import", str(text), "-o", str(again)])
    assert corpus.read(str(again)).text_status == "press-only"
    assert "textStatus" in draft.read_text(encoding="utf-8")
    draft.write_text(draft.read_text(encoding="utf-8").replace("press-only", "rumoured"), encoding="utf-8")
    with pytest.raises(SofadiffError, match="textStatus=“rumoured”, which is not one of"):
        corpus.read(str(draft))
