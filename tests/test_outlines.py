"""The hand-made outlines of the twenty Markdown instruments, and how far the import agrees with them.

The outlines hold labels, kinds, parents and line numbers; never words of the texts.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.outlines import OUTLINES, Score, Unit, align, compare, expected, imported, measure
from sofadiff.outline import ATTACHMENT, Node, PreambleBlock

FILES = sorted(OUTLINES.glob("*.json"))
LEVELS = ("recital", "note", "part", "section", "article", "paragraph", "point", "subpoint", "item")
NAMES = ("annex", "protocol", "declaration", "minutes")
LABEL = re.compile(
    r"\d{1,2}|[a-z]{1,5}|(Article|Artikel|PART|DEEL|Nr\.) ([IVXLC]+|\d{1,2})"
    r"|Re Article ([IVXLC]+|\d{1,2})(, paragraph \d+)?(, (sub-paragraph \([a-z]\)|second sentence))?"
    r"|Ten aanzien van artikel \d+( en \d+)?"
    r"|Annex|ANNEX|APPENDIX|Bijlage|Protocol|Additional Protocol|Declaration|VERKLARING|Agreed minute"
)
"""Every form that a label may have: a number, or a unit's name."""
KEYS = {"label", "kind", "parent", "line", "heading", "run_in", "quoted"}

MEASURED = {
    "eu-sofa-2003.nl.nld": (117, 117, 1),
    "nato-paris-protocol-1952-headquarters.en-nl.eng": (51, 53, 0),
    "nato-sofa-1951.en-nl.eng": (162, 162, 3),
    "nato-sofa-germany-art45-5-implementing-1959.en-nl.eng": (30, 30, 1),
    "nato-sofa-germany-supplementary-1959.en-nl.eng": (896, 896, 33),
    "nl-benin-notes.fr.fra": (77, 77, 0),
    "nl-burkina-faso-2015-statut-personnels.fr-nl.fra": (48, 48, 0),
    "nl-germany-supplementary-1997.nl.nld": (304, 306, 4),
    "nl-kuwait-2003-letters.en-nl.eng": (4, 4, 0),
    "nl-kuwait-2003-letters.en-nl.nld": (18, 18, 0),
    "nl-maroc-2013-statut-des-forces.fr-nl.fra": (52, 52, 0),
    "nl-maroc-2013-statut-des-forces.fr-nl.nld": (52, 52, 0),
    "nl-qatar-2014-status-of-forces.en-nl.eng": (30, 30, 0),
    "nl-qatar-2014-status-of-forces.en-nl.nld": (30, 30, 0),
    "nl-rwanda-2009-status-of-personnel.en-nl.eng": (41, 41, 0),
    "nl-senegal-2010-statut-des-forces.fr-nl.fra": (47, 47, 0),
    "nl-south-africa-2007-status-of-personnel.en-nl.eng": (41, 41, 0),
    "nl-switzerland-2007-exercises-training.en-nl.eng": (71, 71, 0),
    "nl-uganda-2012-notes.en.eng": (48, 48, 0),
    "nl-usa-caribbean-personnel-2012.nl.nld": (69, 69, 0),
    "pfp-further-protocol-1997.en-nl.eng": (18, 18, 0),
    "pfp-sofa-1995.en-nl.eng": (17, 17, 1),
    "shirbrig-denmark-status.en-nl.eng": (90, 90, 0),
}
"""Numbered units right at the best measurement so far, all numbered units, and named units right."""


@cache
def outline(file: Path) -> dict[str, Any]:
    """An outline file as read."""
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


@cache
def score(file: Path, data: Path) -> Score:
    """One measurement per outline for the whole run."""
    return measure(file, data / "nl-sofa-md")


def names(files: list[Path]) -> list[str]:
    """Test ids."""
    return [file.stem for file in files]


every = pytest.mark.parametrize("file", FILES, ids=names(FILES))


def node(num: str | None, line: int, *children: Node, element: str = "paragraph", heading: str | None = None) -> Node:
    """A node of an import, without texts."""
    return Node(element, num, heading, None, None, None, children, line)


def wanted(*units: tuple[str, int | None, int]) -> list[Unit]:
    """Outline units from label, parent and line."""
    kinds = {label: "paragraph" for label, _, _ in units} | {"Annex": "annex", "Protocol": "protocol"}
    listed = [{"label": la, "kind": kinds[la], "parent": pa, "line": li} for la, pa, li in units]
    return expected({"units": listed})


def test_the_twenty_files_have_an_outline() -> None:
    """Every instrument once, and three a second time in another authentic language."""
    assert {file.stem for file in FILES} == set(MEASURED)
    assert len({outline(file)["file"] for file in FILES}) == 20


@every
def test_head(file: Path) -> None:
    """The head says which file it is about, in which language, by whom and when it was made."""
    head = outline(file)
    assert head["format"] == "sofadiff.outline/1"
    assert file.name == f"{head['file'].removesuffix('.md')}.{head['language']}.json"
    assert re.fullmatch(r"[0-9a-f]{64}", head["sha256"])
    assert (head["by"], head["when"]) == ("coder-a (software)", "2026-11-23")
    assert all(correction.keys() >= {"unit", "was", "reason"} for correction in head["corrections"])


@every
def test_parents_precede_and_lines_ascend(file: Path) -> None:
    """Units stand in reading order, inside the lines of their language, each behind the unit that contains it."""
    units, (first, last) = outline(file)["units"], outline(file)["lines"]
    for index, unit in enumerate(units):
        assert unit["parent"] is None or 0 <= unit["parent"] < index
    lines = [unit["line"] for unit in units]
    assert lines == sorted(lines)
    assert first <= lines[0]
    assert lines[-1] <= last
    assert all(0 <= entry["parent"] < len(units) for entry in outline(file)["unnumbered"])


@every
def test_labels_only(file: Path) -> None:
    """A unit is a label of a known form with its kind and place: there is no room for words of the text."""
    for unit in outline(file)["units"]:
        assert LABEL.fullmatch(unit["label"]), unit["label"]
        assert unit["kind"] in LEVELS + NAMES
        assert unit.keys() <= KEYS


@every
def test_a_label_stands_once_under_its_parent(file: Path) -> None:
    """No two units with a number share label and parent; only declarations share a name."""
    seen = [(unit["parent"], unit["label"]) for unit in outline(file)["units"] if unit["kind"] != "declaration"]
    assert len(seen) == len(set(seen))


@pytest.mark.data
@every
def test_made_from_this_file(file: Path, test_data: Path) -> None:
    """The digest is that of the file, and every label is printed in the line that the outline names."""
    source = (test_data / "nl-sofa-md" / outline(file)["file"]).read_bytes()
    assert hashlib.sha256(source).hexdigest() == outline(file)["sha256"]
    lines = source.decode("utf-8").split("\n")
    for unit in outline(file)["units"]:
        assert unit["label"].casefold() in " ".join(lines[unit["line"] - 1].split()).casefold(), unit


@pytest.mark.data
@every
def test_notes_quote_nothing(file: Path, test_data: Path) -> None:
    """No seven words in a row of a note stand in the text."""
    source = (test_data / "nl-sofa-md" / outline(file)["file"]).read_text(encoding="utf-8")
    text = " ".join(re.findall(r"\w+", source.casefold()))
    for note in outline(file)["notes"]:
        words = re.findall(r"\w+", note.casefold())
        runs = (" ".join(words[at : at + 7]) for at in range(len(words) - 6))
        assert not [run for run in runs if f" {run} " in f" {text} "]


@pytest.mark.data
@every
def test_import_does_not_fall_below_the_first_measurement(file: Path, test_data: Path) -> None:
    """As many numbered and named units right as when the outlines were first laid beside the import."""
    right, numbered, named = MEASURED[file.stem]
    found = score(file, test_data)
    assert found.numbered == numbered
    assert found.right >= right, found.misses
    assert found.named[0] >= named, found.misses
    assert found.extra == ()


def test_agreement_counts_every_unit() -> None:
    """An import with the same numbers in the same places is right throughout."""
    found = compare(
        "x",
        wanted(("1", None, 1), ("a", 0, 2), ("2", None, 3)),
        imported([node("1.", 1, node("(a)", 2)), node("2.", 3)]),
    )
    assert (found.right, found.numbered, found.chain, found.misses, found.extra) == (3, 3, 3, (), ())


def test_numbered_recitals_are_units_without_a_parent() -> None:
    """A recital with a printed number is a unit like a paragraph; one without is none."""
    preamble = [PreambleBlock("Whereas:", 1, False), PreambleBlock("One.", 2, True, num="(1)")]
    found = compare("x", wanted(("1", None, 2), ("1", None, 4)), imported([node("1.", 4)], preamble))
    assert (found.right, found.numbered, found.misses, found.extra) == (2, 2, (), ())


def test_missing_and_additional_units_are_listed() -> None:
    """A unit that the import lacks is missed with its line; one that only the import has is named."""
    found = compare("x", wanted(("1", None, 1), ("2", None, 3)), imported([node("1.", 1), node("3.", 5)]))
    assert (found.right, found.numbered) == (1, 2)
    assert [(miss.line, miss.fault) for miss in found.misses] == [(3, "not there")]
    assert found.extra == ((5, "3"),)


def test_a_wrong_parent_counts_once() -> None:
    """A point under the wrong paragraph is wrong; what hangs on it is right, but not with its whole chain."""
    outline_units = wanted(("1", None, 1), ("2", None, 2), ("a", 1, 3), ("i", 2, 4))
    flat = imported([node("1.", 1), node("2.", 2), node("(a)", 3, node("(i)", 4))])
    found = compare("x", outline_units, flat)
    assert [(miss.line, miss.fault) for miss in found.misses] == [(3, "hangs on nothing (line 3)")]
    assert (found.right, found.chain) == (3, 2)


def test_repeated_numbers_are_told_apart_by_place() -> None:
    """Where a stands under 1 and under 2 and the import has only the second, it is laid beside the second."""
    units = wanted(("1", None, 1), ("a", 0, 2), ("2", None, 3), ("a", 2, 4))
    got = imported([node("1.", 1), node("2.", 3, node("(a)", 4))])
    assert align(units, got) == {0: 0, 2: 1, 3: 2}


def test_a_name_is_met_by_number_or_heading() -> None:
    """An annex or a protocol is found by its name in the import's label or heading; a number is none."""
    units = wanted(("Annex", None, 1), ("1", 0, 2), ("Protocol", None, 3))
    got = [
        node("ANNEX", 1, node("1.", 2), element=ATTACHMENT),
        node(None, 3, element=ATTACHMENT, heading="Protocol of something"),
    ]
    found = compare("x", units, imported(got))
    assert (found.named, found.right, found.numbered) == ((2, 2), 1, 1)


def test_quoted_units_count_neither_way() -> None:
    """A quoted law's own letters are no units of the instrument, whether the import has them or not."""
    units = expected(
        {
            "units": [
                {"label": "1", "kind": "paragraph", "parent": None, "line": 1},
                {"label": "a", "kind": "point", "parent": 0, "line": 2, "quoted": True},
            ]
        }
    )
    for got in ([node("1.", 1)], [node("1.", 1, node("a)", 2))]):
        found = compare("x", units, imported(got))
        assert (found.right, found.numbered, found.misses, found.extra) == (1, 1, (), ())
