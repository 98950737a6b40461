"""Real texts whose differences are known: the comparison finds those and no others. Numbers only, never their words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import lxml.etree
import pytest

from sofadiff import corpus
from sofadiff.comparison import Comparison, Kind, Link, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.errors import SofadiffError
from sofadiff.importing import import_file
from sofadiff.model import Agreement

pytestmark = pytest.mark.data

ITALY = "akn-point-in-time-italy/legge-633-1941@"
ITALY_CHANGED = {
    "15-bis", "44", "171-bis", "171-ter", "171-sexies", "171-septies", "174-ter", "180", "181-bis",
}  # fmt: skip
ITALY_NEW = "174-sexies"
EDITS = {
    "move-art3-par1-before-art1-par1": (1, 0, 0),
    "move-point-within-list": (1, 0, 0),
    "delete-art1-par1-point-a": (0, 1, 0),
    "delete-art1-par1": (0, 1, 0),
    "delete-art1": (0, 1, 0),
    "add-article": (0, 0, 1),
    "add-paragraph": (0, 0, 1),
}
"""File -> whether anything moved, was deleted, was added."""


@cache
def foreign(path: Path) -> Agreement:
    """One read per file for the whole run."""
    return corpus.read(str(path))


@cache
def imported(path: Path) -> Agreement:
    """One import per file for the whole run."""
    return import_file(str(path), None, date="2000-01-01").agreement


def changed(found: Comparison) -> list[Link]:
    """Links that differ in substance, new and gone ones among them."""
    return [link for link in found.links if link.verdict is Verdict.SUBSTANTIVE]


def article(agreement: Agreement, eid: str) -> str | None:
    """The bare number of the article that a unit stands in."""
    unit = agreement.unit(eid)
    label = dict(unit.path).get("article") if unit else None
    return re.sub(r"^Art\w*\.?\s*|[.\s]+$", "", label).casefold() if label else None


def test_italy_changes_nine_articles_and_adds_one(test_data: Path) -> None:
    """Between two dates one law changes in nine known articles and gains a tenth, and in nothing else."""
    base, other = (foreign(test_data / f"{ITALY}{date}.xml") for date in ("20211231", "20241222"))
    found = compare(base, other)
    touched = {article(base, eid) for link in changed(found) for eid in link.base}
    touched |= {article(other, eid) for link in changed(found) for eid in link.other}

    assert touched - {None} == ITALY_CHANGED | {ITALY_NEW}


def accepted(path: Path, folder: Path) -> Agreement:
    """The bill with its marked edits carried out: what is marked as gone, or as moved away, is not there."""
    tree = lxml.etree.parse(str(path))
    for element in tree.xpath("//*[@*[local-name()='softaction'][.='del' or .='move_to']]"):
        if element.getparent() is not None:
            element.getparent().remove(element)
    written = folder / path.name
    tree.write(str(written), encoding="utf-8", xml_declaration=True)
    return corpus.read(str(written))


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_is_found_as_what_it_is(test_data: Path, tmp_path: Path, name: str) -> None:
    """A bill before and after one edit: what moved is moved, what went is removed, what came is added."""
    folder = test_data / "leos-edit-operations"
    found = compare(foreign(folder / "base.xml"), accepted(folder / f"{name}.xml", tmp_path))
    seen = (
        any(link.moved for link in found.links),
        any(link.kind is Kind.REMOVED for link in found.links),
        any(link.kind is Kind.ADDED for link in found.links),
    )

    assert seen == tuple(map(bool, EDITS[name]))
    assert not [link for link in found.links if link.kind is Kind.MODIFIED]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("nato-sofa-1951@1953-12-18", "nato-sofa-1951@2012-10-24"),
        ("nl-rwanda@2010-12-01", "nl-rwanda@2011-08-22"),
        ("nl-south-africa@2009-02-01", "nl-south-africa@2013-09-12"),
    ],
)
def test_two_copies_of_one_text_differ_in_nothing_of_substance(test_data: Path, earlier: str, later: str) -> None:
    """Two dated copies in which nearly every line of mark-up differs say the same."""
    base, other = (imported(test_data / "nl-sofa-md" / "versions" / f"{name}.md") for name in (earlier, later))

    assert changed(compare(base, other)) == []


def test_rwanda_and_south_africa_are_alike(test_data: Path) -> None:
    """Eleven articles each in the same order; four are the same; none moved."""
    south_africa, rwanda = (
        imported(test_data / "nl-sofa-md" / f"{name}.md")
        for name in ("nl-south-africa-2007-status-of-personnel.en-nl", "nl-rwanda-2009-status-of-personnel.en-nl")
    )
    found = compare(south_africa, rwanda)
    differing = {article(south_africa, eid) for link in changed(found) for eid in link.base}

    assert not {"2", "5", "8", "9"} & differing
    assert not any(link.moved for link in found.links if link.base and article(south_africa, link.base[0]))


def readable(path: Path) -> Agreement | None:
    """The document, or None where it is refused (it is not Akoma Ntoso 3.0, or no act)."""
    try:
        return foreign(path)
    except SofadiffError:
        return None


@pytest.mark.parametrize(
    "folder", ["uk", "eu", "finland", "italy", "oasis", "france", "germany", "greece", "luxembourg"]
)
def test_documents_of_other_producers_compare_with_themselves(test_data: Path, folder: str) -> None:
    """Whatever of another producer can be read is, against itself, identical; the rest is refused in one line."""
    for path in sorted((test_data / "akn-producers" / folder).glob("*.xml")):
        document = readable(path)
        if document is None:
            continue
        found = compare(document, document)
        assert {link.verdict for link in found.links} <= {Verdict.IDENTICAL}, path.name
        assert not any(link.moved for link in found.links), path.name
