"""Every format writes every kind of block, and lets nothing through that a reader's program would obey."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, get_args

import lxml.html
import pytest
from tests.fixtures.report_fixture import HOSTILE, REPORT, hostile

import sofadiff
from sofadiff import document
from sofadiff.render import FORMATS, terminal_text
from sofadiff.render.visible import visible

BAD = hostile(REPORT)
COPYING = (Path(sofadiff.__file__).parent / "templates" / "copy.js").read_text(encoding="utf-8")


def kinds(value: Any) -> set[type]:
    """Every value class in a report."""
    found = {type(value)} if hasattr(value, "__struct_fields__") else set()
    if hasattr(value, "__struct_fields__"):
        value = tuple(getattr(value, name) for name in value.__struct_fields__)
    if isinstance(value, tuple):
        for item in value:
            found |= kinds(item)
    return found


def test_fixture_has_everything() -> None:
    """The fixture report uses every block and every inline that the document model knows."""
    wanted = {*get_args(document.Block), *get_args(document.Inline)}

    assert wanted <= kinds(REPORT)


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, file_regression: Any) -> None:
    """The fixture report reads as it did when somebody last looked at it."""
    written = FORMATS[name]
    text = written.render(REPORT)

    if name == "html":  # style and script are not what is looked at here, and their digests change with them
        text = re.sub("sha256-[^']+", "sha256-…", text)
        text = re.sub(r"<style>.*</style>", "<style>…</style>", text, flags=re.DOTALL)
        text = text.replace(COPYING, "…")
    file_regression.check(text, basename="report", extension=f".{written.extension}", newline="")


@pytest.mark.parametrize("name", FORMATS)
def test_same_bytes(name: str) -> None:
    """Writing a report twice gives the same text."""
    assert FORMATS[name].render(REPORT) == FORMATS[name].render(REPORT)


@pytest.mark.parametrize("name", ["terminal", "html", "markdown", "csv"])
def test_no_control_characters(name: str) -> None:
    """No format passes on an escape character or an override of the reading direction."""
    text = FORMATS[name].render(BAD)

    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "⟨U+202E⟩" in text


def test_html_has_no_script_but_its_own() -> None:
    """Hostile words stay words: no script but that of the copy buttons, no javascript link, no event handler."""
    page = lxml.html.document_fromstring(FORMATS["html"].render(BAD))

    assert [script.text for script in page.xpath("//script")] == [COPYING]
    assert [href for href in page.xpath("//@href") if "javascript" in href and not href.startswith("#")] == []
    assert [name for element in page.iter() for name in element.attrib if name.startswith("on")] == []
    assert "<script>alert(1)</script>" in page.text_content()


def test_hostile_citations_and_links_are_words_on_the_page() -> None:
    """What is there to be copied, of a redline, of two texts and of a clause, is text without any element in it."""
    page = lxml.html.document_fromstring(FORMATS["html"].render(BAD))
    copied = page.xpath("//*[@class='citation' or @class='permalink']")

    assert [item.get("class") for item in copied] == ["citation", "permalink"] * 3
    assert {item.text for item in copied} == {visible(HOSTILE)}
    assert [item for item in copied if len(item)] == []


def test_hostile_citations_and_links_are_words_in_text() -> None:
    """In Markdown a link is a code span and a citation escaped; the terminal shows both without what it would obey."""
    markdown = FORMATS["markdown"].render(BAD)
    said = [line for line in markdown.split("\n") if line.startswith(("Permalink of", "Cite:"))]
    terminal = "".join(terminal_text(BAD, width=80).split())

    assert len(said) == 3
    assert all(line.endswith("``" + visible(HOSTILE).replace("|", "¦") + "``") for line in said)
    assert said[-1].startswith("Cite: \\<script\\>alert(1)\\</script\\>\\|\\`\\*\\_\\[x\\](javascript:1)⟨U+202E⟩")
    assert f"Cite:{visible(HOSTILE)}{visible(HOSTILE)}" in terminal


def test_markdown_is_escaped() -> None:
    """No hostile word makes a tag, a link, a code span or another table column."""
    text = FORMATS["markdown"].render(BAD)
    outside_code = re.sub(r"(?<!\\)`` .*? ``|(?<!\\)``.*?``", "", text)

    assert not re.search(r"(?<!\\)<script", outside_code)
    assert not re.search(r"(?<!\\)\]\(", outside_code)
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


def test_markdown_line_starts() -> None:
    """Words that begin a line with a number, a dash or a hash do not become a list or a heading."""
    report = document.Report("redline", "t", "en", (document.Paragraph((document.Text("1. a\n- b\n# c\n    d"),)),))

    assert FORMATS["markdown"].render(report).split("\n")[2:6] == ["1\\. a", "\\- b", "\\# c", " d"]


def test_markdown_emphasis_touches_no_word() -> None:
    """An insertion straight after a word gets a space, or Markdown would not see it."""
    text = FORMATS["markdown"].render(REPORT)

    assert "justice **[+ , after 30 days +]**" in text
    assert "~~[- must -]~~ **[+ may +]** lift" in text


def test_terminal_without_colour() -> None:
    """Without colour the terminal text has no escape character and every change in brackets."""
    text = terminal_text(REPORT, width=60)

    assert "\x1b" not in text
    assert "[-must-] {+may+}" in " ".join(text.replace("\n  |", "").split())
    assert max(len(line) for line in text.split("\n")) <= 60


def test_terminal_colour_only_repeats() -> None:
    """Taking the colours away leaves the words, the brackets and the marks; emphasis alone changes its sign."""
    coloured = terminal_text(REPORT, width=70, colour=True)

    assert "\x1b[31m" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured).replace("*", "")
    assert plain.split() == terminal_text(REPORT, width=70).replace("*", "").split()


@pytest.mark.parametrize("width", [40, 55, 80, 140])
def test_terminal_width(width: int) -> None:
    """No line is longer than the terminal is wide, whatever the words."""
    text = terminal_text(BAD, width=width)

    assert max(len(line) for line in text.split("\n")) <= width


@pytest.mark.parametrize(("lang", "line"), [("en", "  Verdict: Identical"), ("fr", "  Verdict : Identical")])
def test_a_narrow_table_has_the_colon_of_its_language(lang: str, line: str) -> None:
    """Where a terminal is too narrow for columns, a French table sets a space in front of the colon."""
    cells = tuple(document.Cell((document.Text(word),)) for word in ("Identical", *["unquestionably"] * 3))
    table = document.Table("t", "c", ("Verdict", "Second", "Third", "Fourth"), (cells,))

    assert line in terminal_text(document.Report("redline", "t", lang, (table,)), width=40).split("\n")


def test_csv_formulas_are_guarded() -> None:
    """A cell that a spreadsheet would calculate begins with an apostrophe; rows end as the RFC has it."""
    report = document.Report("redline", "t", "en", (), columns=("a",), rows=(("=cmd()",), ("+1",), ("-1",), ("@x",)))
    text = FORMATS["csv"].render(report)

    assert text == "a\r\n'=cmd()\r\n'+1\r\n'-1\r\n'@x\r\n"
    assert list(csv.reader(io.StringIO(FORMATS["csv"].render(REPORT), newline="")))[2][0] == 'para 3, "quoted"'


def test_json_keeps_order_and_letters() -> None:
    """JSON has the contract's order, readable letters and a last line feed, and gives hostile words back unchanged."""
    text = FORMATS["json"].render(REPORT)

    assert text.endswith("}\n")
    assert "État hôte" in text
    assert list(json.loads(text)) == ["format", "report", "label"]
    assert json.loads(FORMATS["json"].render(BAD))["label"] == HOSTILE
