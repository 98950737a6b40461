"""Real acts, treaties and records in XML beside their own mark-up and beside each other. Only counts are kept here."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks.xml_import import Score, files, measure
from sofadiff.akn.parse import parse
from sofadiff.akn.schema import violations
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file

pytestmark = pytest.mark.data

UNITS, RIGHT = 10_720, 10_716
"""Numbered units of the mark-up, and those with the same label and parent, at the last measurement."""
LISTS = {
    "DOC_1.xml",
    "L_202400903EN.doc.fmx.xml",
    "L_202400903EN.toc.fmx.xml",
    "akn4eu-council-position-collection.xml",
}
"""Files that only name others."""


@cache
def scores(folder: Path) -> dict[str, Score]:
    """One measurement of every file for the whole run."""
    found = {}
    for path in files(folder):
        try:
            found[str(path.relative_to(folder))] = measure(path)
        except SofadiffError:
            assert path.name in LISTS, path
    return found


@cache
def load(path: Path, part: str | None = None, language: str | None = None) -> Imported:
    """One import per file, part and language."""
    return import_file(str(path), part=part, language=language)


def compared(folder: Path, base: Imported, other: Imported) -> dict[str, Any]:
    """What `sofadiff compare --format json` says of two imports."""
    paths = []
    for name, imported in (("base.xml", base), ("other.xml", other)):
        (folder / name).write_bytes(imported.data)
        paths.append(str(folder / name))
    result = CliRunner().invoke(group, ["compare", *paths, "--format", "json"])
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


def test_every_file_is_read_and_no_letter_lost(test_data: Path) -> None:
    """All producers and versions are read, but for files that hold no text; every letter is in a clause or listed."""
    found = scores(test_data)
    assert len(found) + len(LISTS) == len(files(test_data))
    assert {name: score.lost for name, score in found.items() if score.lost} == {}


def test_labels_and_parents_are_those_of_the_mark_up(test_data: Path) -> None:
    """At least as many units as were measured have the mark-up's label and parent; all, in all files but one."""
    found = scores(test_data)
    assert sum(score.wanted for score in found.values()) == UNITS
    assert sum(score.right for score in found.values()) >= RIGHT
    assert [Path(name).name for name, score in found.items() if score.right < score.wanted] == [
        "wsi-welsh-language-standards.en.akn.xml"
    ]


def test_drafts_of_real_files_are_valid(test_data: Path) -> None:
    """The draft of every file is strict Akoma Ntoso, whatever the file was."""
    invalid = [
        path.name
        for path in files(test_data)
        if path.name not in LISTS and list(violations(parse(load(path).data, path.name)))
    ]
    assert invalid == []


@pytest.mark.parametrize("folder", ["akn-producers", "ca-visiting-forces-xml", "ca-treaties-xml", "eu-formex-html"])
def test_importing_an_import_changes_no_clause(test_data: Path, folder: str, tmp_path: Path) -> None:
    """Import is idempotent: the draft, imported, has the same ids, labels, titles and words."""
    for path in sorted((test_data / folder).rglob("*.xml")):
        if path.name in LISTS:
            continue
        once = load(path)
        draft = tmp_path / "draft.xml"
        draft.write_bytes(once.data)
        again = import_file(str(draft), language=once.report.language if once.report.language != "und" else None)
        seen = [[(u.id, u.num, u.heading, u.text) for u in read.agreement.units] for read in (once, again)]
        assert seen[0] == seen[1], path.name


def test_paris_protocol_of_two_publishers_is_one_text(test_data: Path, tmp_path: Path) -> None:
    """Canada's schedule and the Dutch Markdown: 16 articles, every clause in its place, nothing missing on either side.

    Both publishers have misprints of their own: six clauses differ in a word, seventeen in spelling or signs.
    """
    canada = load(test_data / "ca-visiting-forces-xml" / "nato-privileges-act.en.xml", part="SCHEDULE 2")
    dutch = load(test_data / "nl-sofa-md" / "nato-paris-protocol-1952-headquarters.en-nl.md", language="eng")
    articles = [[n.num for n in read.outline.nodes if n.element == "article"] for read in (canada, dutch)]
    assert articles[0] == articles[1] == [f"Article {number}" for number in range(1, 17)]
    labels = [[(n.element, n.num) for n in read.outline.walk()] for read in (canada, dutch)]
    stripped = [[(element, num.strip("().")) for element, num in side if num] for side in labels]
    assert stripped[0] == stripped[1]

    links = compared(tmp_path, canada, dutch)["links"]
    assert all(link["base"] and link["other"] and not link["moved"] and not link["doubtful"] for link in links)
    assert all(link["base"] == link["other"] for link in links if not link["base"][0].startswith("preamble"))
    assert Counter(link["verdict"] for link in links) == {"identical": 26, "editorial": 17, "substantive": 6}


def test_vienna_convention_of_two_publishers_is_one_text(test_data: Path, tmp_path: Path) -> None:
    """The VCDR in a schedule of an act and in the Dutch Markdown: 53 articles, the same clauses up to article 53."""
    canada = load(test_data / "ca-treaties-xml" / "foreign-missions-act-vienna-conventions.en.xml", part="SCHEDULE I")
    dutch = load(test_data / "nl-immunities-md" / "vienna-diplomatic-relations-1961.md", language="eng")
    for read in (canada, dutch):
        assert sum(node.element == "article" for node in read.outline.nodes) == 53

    links = [link for link in compared(tmp_path, canada, dutch)["links"] if "art_" in f"{link['base']}{link['other']}"]
    assert all(link["base"] == link["other"] for link in links)
    assert Counter(link["verdict"] for link in links)["substantive"] == 6
    assert not any(link["kind"] in ("added", "removed") for link in links)


@pytest.mark.parametrize(("older", "newer", "changed"), [
    ("2021-02-26", "2022-06-29", {"8"}),
    ("2024-09-10", "2024-10-16", {"20", "21"}),
    ("2024-10-16", "2025-07-31", set()),
])  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_versions_of_an_act_differ_where_they_are_known_to(
    test_data: Path, older: str, newer: str, changed: set[str], language: str
) -> None:
    """In dated versions of the Visiting Forces Act only amended sections differ, in either language."""
    folder = test_data / "ca-visiting-forces-xml" / "visiting-forces-act"
    sections = []
    for date in (older, newer):
        outline = load(folder / f"{date}.{language}.xml", part="main").outline
        found = {node.num: node for node in outline.walk() if node.element == "section" and node.num}
        sections.append({num: [text for below in node.walk() for text in below.texts()] for num, node in found.items()})

    assert len(sections[0]) == len(sections[1]) == 28
    assert {num for num in sections[0] if sections[0][num] != sections[1].get(num)} == changed


@pytest.mark.parametrize(
    ("name", "changed"), [("liquor-trading-hours", [{"3."}] * 3), ("sub-council", [{"4."}, {"2.", "4."}])]
)
def test_versions_of_a_by_law_differ_where_they_are_known_to(
    test_data: Path, name: str, changed: list[set[str]]
) -> None:
    """Successive versions in Akoma Ntoso 2.0 differ in the sections that were amended, and in no other."""
    versions = []
    for path in sorted((test_data / "za-bylaws-akn2-pdf").glob(f"{name}@*.xml")):
        found = [node for node in load(path).outline.walk() if node.element == "section" and node.num]
        versions.append({node.num: [text for below in node.walk() for text in below.texts()] for node in found})

    differing = [{num for num in older if older[num] != newer.get(num)} for older, newer in pairwise(versions)]
    assert differing == changed


def test_articles_of_a_law_are_counted_as_published(test_data: Path) -> None:
    """Italian Law 633/1941: 306 articles, then 307; the new one is 174-sexies."""
    nums = []
    for date in ("20211231", "20241222"):
        outline = load(test_data / "akn-point-in-time-italy" / f"legge-633-1941@{date}.xml").outline
        nums.append([node.num for node in outline.walk() if node.element == "article"])
    assert [len(side) for side in nums] == [306, 307]
    assert ["174-sexies" in str(num) for num in set(nums[1]) - set(nums[0])] == [True]


def test_amended_law_is_quoted_not_read_as_clauses(test_data: Path) -> None:
    """A protocol that amends an agreement has six articles; those it quotes stay words of its clauses."""
    protocol = load(test_data / "ca-treaties-xml" / "tax-barbados-amending-protocol.en.xml")
    assert sum(node.element == "article" for node in protocol.outline.walk()) == 6
