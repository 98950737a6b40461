"""Real Word files beside their renderings, and a real bill with tracked changes. Only counts are kept here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.docx_import import Score, load, lost, measure, pairs
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported

pytestmark = pytest.mark.data

FILES = {
    "code-of-practice-uksi-2016-505": (394, 394),
    "ni-climate-change-bill": (344, 344),
    "ni-climate-change-bill-regrouped": (344, 346),
    "ni-organ-donation-bill-a": (17, 17),
    "ni-organ-donation-bill-b": (17, 17),
    "ssi-nhs-superannuation-laid": (23, 23),
    "ssi-nhs-superannuation-tobelaid": (23, 23),
    "ukdsi-medicines-order": (43, 43),
    "uksi-goods-vehicle-permits": (57, 58),
    "wsi-welsh-language-standards.cy": (319, 322),
    "wsi-welsh-language-standards.en": (316, 322),
}
"""Numbered units of the renderings found in order at the last measurement, and all of them."""
TRACKED = "tracked-changes-prevention-domestic-abuse-bill"


@cache
def score(folder: Path, name: str) -> Score:
    """One measurement per pair for the whole run."""
    return next(measure(*pair) for pair in pairs(folder) if pair[0].stem == name)


@cache
def bill(folder: Path, revisions: str) -> Imported:
    """The bill with tracked changes, one import per decision."""
    return load(folder / f"{TRACKED}.docx", revisions)


@pytest.mark.parametrize("name", FILES)
def test_numbered_units_stand_as_in_the_rendering(test_data: Path, name: str) -> None:
    """At least as many as were measured, and at least 98 of 100 in every file, come out with their label in order."""
    result = score(test_data / "uk-docx-akn", name)
    assert (result.found, result.wanted) >= FILES[name]
    assert result.wanted == FILES[name][1]
    assert result.share >= 0.98, result.missing


def test_the_pairs_are_all_there(test_data: Path) -> None:
    """Eleven Word files have a rendering with a body."""
    assert {document.stem for document, _ in pairs(test_data / "uk-docx-akn")} == set(FILES)


@pytest.mark.parametrize("name", [*FILES, TRACKED])
def test_no_letter_of_a_real_word_file_is_lost(test_data: Path, name: str) -> None:
    """Counted from the file by another route, every letter is in a clause or on the left-out list."""
    path = test_data / "uk-docx-akn" / f"{name}.docx"
    assert lost(path, load(path)) == 0


def test_bill_with_pending_changes_is_refused(test_data: Path) -> None:
    """884 pending deletions: the import asks what to do with them."""
    with pytest.raises(SofadiffError, match=r"holds 884 tracked changes of words .*\(884 deletions\)"):
        load(test_data / "uk-docx-akn" / f"{TRACKED}.docx", None)


def test_bill_reads_both_ways(test_data: Path) -> None:
    """Accepted, the deletions leave a title; rejected, the whole bill stands; the words left out differ accordingly."""
    accepted, rejected = (bill(test_data / "uk-docx-akn", decision) for decision in ("accept", "reject"))
    counts = [dict(imported.report.counts) for imported in (accepted, rejected)]
    assert counts[0]["words"] < 200 < 7000 < counts[1]["words"]
    assert counts[0]["words left out"] > 7000
    assert sum(entry.reason.startswith("deleted by") for entry in accepted.report.left_out) > 400
    assert not any("tracked change" in entry.reason for entry in rejected.report.left_out)
    assert counts[1]["part"] == 5
