"""Import of Word files: automatic numbers, notes, tables, tracked changes, hostile archives. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import word_files as wf

from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import Kind, Reading, ReadOptions
from sofadiff.importing.docx import package
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
