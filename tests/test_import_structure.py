"""Structure of made-up agreements: each case is a file, its outline and what the report says a golden beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from sofadiff.importing import Imported, import_file
from sofadiff.outline import Node

CASES = Path(__file__).parent / "structures"
FILES = sorted(path for path in CASES.iterdir() if path.suffix in (".md", ".txt"))


def shown(imported: Imported) -> Iterator[str]:
    """Title, blocks and elements, one a line, indented by what is around them; then what was guessed."""
    outline = imported.outline
    yield f"{outline.language}: {outline.title}"
    yield from (f"{'recital' if block.recital else 'preamble'}: {block.text}" for block in outline.preamble)
    for node in outline.nodes:
        yield from lines(node, 0)
    yield from (f"closing words: {block.text}" for block in outline.conclusions)
    for remark in imported.report.remarks:
        yield f"{'? ' if remark.doubtful else '. '}{imported.report.anchor(remark.line)}: {remark.message}"
    for entry in imported.report.left_out:
        yield f"- {imported.report.anchor(entry.line)}: {entry.text} ({entry.reason})"


def lines(node: Node, depth: int) -> Iterator[str]:
    """One element and what is in it."""
    indent = "    " * depth
    heading = f" = {node.heading}" if node.heading else ""
    own = node.intro or node.content
    yield f"{indent}[{node.element}] {node.num or '(no number)'}{heading}" + (f" | {own!r}" if own else "")
    for child in node.children:
        yield from lines(child, depth + 1)
    if node.wrap_up:
        yield f"{indent}closes {node.num or node.element}: {node.wrap_up!r}"


@pytest.mark.parametrize("case", FILES, ids=lambda path: path.stem)
def test_structure(case: Path, file_regression: FileRegressionFixture) -> None:
    """Every language that the file holds becomes one expression with these clauses."""
    first = import_file(str(case))
    languages = [first.report.language, *sorted({run.language for run in first.report.runs} - {first.report.language})]
    found = [first, *(import_file(str(case), language) for language in languages[1:])]
    text = "\n\n".join("\n".join(shown(imported)) for imported in found) + "\n"
    file_regression.check(text, basename=case.stem, extension=".outline.txt")


def test_numbered_recitals_stand_in_the_preamble(tmp_path: Path) -> None:
    """Behind `Whereas:` numbers count recitals, where articles follow; else they are paragraphs."""
    text = (
        "# Decision on the guard\n\nThe Council,\n\nWhereas:\n\n(1) One thing is so;\n\n"
        "(2) another has:\n\n(a) a point.\n\nMore on it.\n\n(3) A third is so.\n\nHas decided as follows:\n\n"
    )
    path = tmp_path / "text.md"
    path.write_text(
        text + "### Article 1\n\n(1) The guard is small.\n\n### Article 2\n\nIt leaves.\n", encoding="utf-8"
    )
    outline = import_file(str(path)).outline
    assert [(block.num, block.text) for block in outline.preamble if block.recital] == [
        ("(1)", "One thing is so;"),
        ("(2)", "another has:\n(a) a point.\nMore on it."),
        ("(3)", "A third is so."),
    ]
    assert outline.preamble[-1].text == "Has decided as follows:"
    assert [node.num for node in outline.nodes] == ["Article 1", "Article 2"]
    path.write_text(text, encoding="utf-8")
    assert [node.num for node in import_file(str(path)).outline.nodes] == ["(1)", "(2)", "(3)"]
