"""Real texts whose differences are known, where the test data are there. Numbers of articles only, never their words.

What the texts are and where the answers come from is told in the data's own PROVENANCE.md.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import lxml.etree

from sofadiff import corpus
from sofadiff.comparison import Comparison, Kind, Link, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.errors import SofadiffError
from sofadiff.importing import import_file
from sofadiff.model import Agreement

ITALY = "akn-point-in-time-italy/legge-633-1941@"
ITALY_CHANGED = frozenset(
    {"15-bis", "44", "171-bis", "171-ter", "171-sexies", "171-septies", "174-ter", "180", "181-bis"}
)
ITALY_NEW = "174-sexies"
EDITS = {
    "move-art3-par1-before-art1-par1": (True, False, False),
    "move-point-within-list": (True, False, False),
    "delete-art1-par1-point-a": (False, True, False),
    "delete-art1-par1": (False, True, False),
    "delete-art1": (False, True, False),
    "add-article": (False, False, True),
    "add-paragraph": (False, False, True),
}
"""File -> whether anything moved, was deleted, was added."""
COPIES = (
    ("nato-sofa-1951@1953-12-18", "nato-sofa-1951@2012-10-24"),
    ("nl-rwanda@2010-12-01", "nl-rwanda@2011-08-22"),
    ("nl-south-africa@2009-02-01", "nl-south-africa@2013-09-12"),
)
"""Two dated copies of one text that differ in mark-up alone."""
ALIKE = ("nl-south-africa-2007-status-of-personnel.en-nl", "nl-rwanda-2009-status-of-personnel.en-nl")
SAME_ARTICLES = frozenset({"2", "5", "8", "9"})
"""Articles that are the same in the two texts of :data:`ALIKE`."""
PRODUCERS = ("uk", "eu", "finland", "italy", "oasis", "france", "germany", "greece", "luxembourg")


@dataclass(frozen=True, slots=True)
class Answer:
    """One known answer and whether it came out."""

    question: str
    wanted: str
    found: str
    holds: bool


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


def italy(data: Path) -> set[str]:
    """Articles of one law that differ between two dates."""
    base, other = (foreign(data / f"{ITALY}{date}.xml") for date in ("20211231", "20241222"))
    links = changed(compare(base, other))
    touched = {article(base, eid) for link in links for eid in link.base}
    touched |= {article(other, eid) for link in links for eid in link.other}
    return {number for number in touched if number}


def accepted(path: Path, folder: Path) -> Agreement:
    """The bill with its marked edits carried out: what is marked as gone, or as moved away, is not there."""
    tree = lxml.etree.parse(str(path))
    for element in tree.xpath("//*[@*[local-name()='softaction'][.='del' or .='move_to']]"):
        if element.getparent() is not None:
            element.getparent().remove(element)
    written = folder / path.name
    tree.write(str(written), encoding="utf-8", xml_declaration=True)
    return corpus.read(str(written))


def one_edit(data: Path, name: str, folder: Path) -> tuple[tuple[bool, bool, bool], int]:
    """(whether anything moved, was deleted, was added) and how many clauses are said to be modified.

    `folder` takes the edited bill.
    """
    bills = data / "leos-edit-operations"
    found = compare(foreign(bills / "base.xml"), accepted(bills / f"{name}.xml", folder))
    kinds = [link.kind for link in found.links]
    seen = (any(link.moved for link in found.links), Kind.REMOVED in kinds, Kind.ADDED in kinds)
    return seen, kinds.count(Kind.MODIFIED)


def copies(data: Path, earlier: str, later: str) -> int:
    """How many clauses of two copies of one text are said to differ in substance."""
    base, other = (imported(data / "nl-sofa-md" / "versions" / f"{name}.md") for name in (earlier, later))
    return len(changed(compare(base, other)))


def alike(data: Path) -> tuple[set[str], int]:
    """Articles in which two sister agreements differ, and how many numbered ones are said to have moved."""
    base, other = (imported(data / "nl-sofa-md" / f"{name}.md") for name in ALIKE)
    found = compare(base, other)
    differing = {article(base, eid) for link in changed(found) for eid in link.base}
    moved = sum(link.moved for link in found.links if link.base and article(base, link.base[0]))
    return {number for number in differing if number}, moved


def with_themselves(data: Path, producer: str) -> Iterator[tuple[str, bool]]:
    """(file, whether it is identical with itself and nothing moved) for every file that can be read."""
    for path in sorted((data / "akn-producers" / producer).glob("*.xml")):
        try:
            document = foreign(path)
        except SofadiffError:  # not Akoma Ntoso 3.0, or no act: refused in one line
            continue
        links = compare(document, document).links
        yield path.name, all(link.verdict is Verdict.IDENTICAL and not link.moved for link in links)


def answers() -> Iterator[Answer]:
    """Every known answer; none where SOFADIFF_TEST_DATA is not set."""
    if "SOFADIFF_TEST_DATA" not in os.environ:
        return
    data = Path(os.environ["SOFADIFF_TEST_DATA"])
    wanted, found = ITALY_CHANGED | {ITALY_NEW}, italy(data)
    yield Answer("one Italian law at two dates: articles that differ", _listed(wanted), _listed(found), wanted == found)
    with tempfile.TemporaryDirectory() as folder:
        for name, moved_gone_new in EDITS.items():
            seen, modified = one_edit(data, name, Path(folder))
            right = seen == moved_gone_new and not modified
            yield Answer(f"a bill and one edit: {name}", _said(moved_gone_new, 0), _said(seen, modified), right)
    for earlier, later in COPIES:
        count = copies(data, earlier, later)
        yield Answer(f"{earlier} and {later}: changes of substance", "0", str(count), not count)
    differing, moved = alike(data)
    yield Answer(
        "South Africa 2007 and Rwanda 2009: articles 2, 5, 8 and 9 the same, nothing moved",
        "none of these, 0 moved",
        f"{_listed(differing & SAME_ARTICLES) or 'none of these'}, {moved} moved",
        not differing & SAME_ARTICLES and not moved,
    )
    for producer in PRODUCERS:
        documents = list(with_themselves(data, producer))
        if not documents:
            yield Answer(f"documents of producer {producer}", "none can be read", "none can be read", True)
            continue
        same = sum(right for _, right in documents)
        yield Answer(
            f"documents of producer {producer} that are identical with themselves",
            str(len(documents)),
            str(same),
            same == len(documents),
        )


def _listed(numbers: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(numbers, key=lambda n: (int(re.match(r"\d*", n)[0] or 0), n)))  # type: ignore[index]


def _said(seen: tuple[bool, bool, bool], modified: int) -> str:
    names = [name for name, there in zip(("moved", "removed", "added"), seen, strict=True) if there]
    return ", ".join([*names, f"{modified} modified"])
