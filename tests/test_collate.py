"""Collate: a copy of the authentic text against the digests of a record, clause by clause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from factories import agreement
from sofadiff import corpus
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.collate import Status, collate, language_read
from sofadiff.importing.collation_text import to_json, to_text
from sofadiff.model import Agreement, Fact
from sofadiff.text import digest

TEXT = """\
# Agreement on the guard

The Parties have agreed as follows:

## Article I

1. The guard may:

(a) carry arms;

(b) wear uniform.

2. The guard is marked.

Done at Port.
"""


def load(folder: Path, text: str) -> Imported:
    """Import a text from a scratch file."""
    path = folder / "copy.md"
    path.write_text(text, encoding="utf-8")
    return import_file(str(path), language="eng")


@pytest.fixture
def record(tmp_path: Path) -> Agreement:
    """A record that stores the digests of TEXT and none of its words."""
    read = load(tmp_path, TEXT).agreement
    units = tuple(replace(u, text_digest=digest(u.text), text=f"Restated {u.id}.") for u in read.units)
    return replace(read, slug="guard-2001", units=units)


def test_the_text_that_was_read_matches(tmp_path: Path, record: Agreement) -> None:
    """Every clause matches, whatever the layout, quotes and case of the copy."""
    result = collate(
        record, load(tmp_path, TEXT.replace("(a) carry", "(a)**carry**").upper().replace("## ARTICLE", "###Article"))
    )
    assert result.matching
    assert result.count(Status.MATCHES) == len(record.units)
    assert "Every clause that the record keeps a digest of" in to_text(result)


def test_changed_words_are_found_in_their_clause(tmp_path: Path, record: Agreement) -> None:
    """One other word makes one clause differ, with its number and its line in the copy."""
    result = collate(record, load(tmp_path, TEXT.replace("carry arms", "carry small arms")))
    (answer,) = [a for a in result.answers if a.status is not Status.MATCHES]
    assert (answer.status, answer.number, answer.line) == (Status.DIFFERS, "I(1)(a)", 9)
    assert not result.matching


def test_missing_extra_and_moved_clauses_are_told_apart(tmp_path: Path, record: Agreement) -> None:
    """A clause that is gone is missing, a new one is extra, and the same words under another number differ."""
    result = collate(
        record, load(tmp_path, TEXT.replace("(b) wear uniform.\n\n", "").replace("Done", "3. New rule.\n\nDone"))
    )
    found = {(a.status, a.number) for a in result.answers if a.status is not Status.MATCHES}
    assert found == {(Status.MISSING, "I(1)(b)"), (Status.EXTRA, "I(3)")}
    swapped = TEXT.replace("carry arms;", "X").replace("wear uniform.", "carry arms;").replace("X", "wear uniform.")
    notes = [a.note for a in collate(record, load(tmp_path, swapped)).answers if a.status is Status.DIFFERS]
    assert notes == ["the same words stand at I(1)(b) in the copy", "the same words stand at I(1)(a) in the copy"]


def test_one_clause_printed_in_pieces_matches(tmp_path: Path, record: Agreement) -> None:
    """A clause that the record keeps whole matches a copy whose layout splits it."""
    whole = digest("The guard may: carry arms; wear uniform.")
    first = next(unit for unit in record.units if unit.id.endswith("para_1__intro"))
    units = [
        replace(unit, text_digest=whole) if unit is first else unit
        for unit in record.units
        if not unit.id.endswith(("_a", "_b"))
    ]
    text = TEXT.replace("(a) carry", "carry").replace("(b) wear", "wear")
    result = collate(replace(record, units=tuple(units)), load(tmp_path, text))
    assert result.matching, to_text(result)


def test_annexes_of_the_copy_lie_outside_a_record_without_annexes(tmp_path: Path, record: Agreement) -> None:
    """A text of its own that the record does not hold is listed, but is no mismatch; one more article would be."""
    copy = load(tmp_path, TEXT + "\n## Annex A\n\nList of posts.\n")
    assert collate(record, copy).matching
    assert collate(record, copy).count(Status.OUTSIDE) == 1
    assert not collate(record, load(tmp_path, TEXT.replace("Done", "## Article II\n\nNew.\n\nDone"))).matching


def test_record_without_digests_cannot_be_collated(tmp_path: Path, record: Agreement) -> None:
    """A record that was not read in the official text says so instead of matching nothing."""
    bare = replace(record, units=tuple(replace(u, text_digest=None) for u in record.units))
    with pytest.raises(SofadiffError, match="stores no digest"):
        collate(bare, load(tmp_path, TEXT))


def test_json_lists_every_clause(tmp_path: Path, record: Agreement) -> None:
    """Programs get the same answers, with the digest of the file that was collated."""
    copy = load(tmp_path, TEXT)
    data = json.loads(to_json(collate(record, copy)))
    assert data["format"] == "sofadiff.collation/1"
    assert data["sha256"] == copy.report.sha256
    assert len(data["clauses"]) == len(record.units)
    assert data["counts"] == {"matches": len(record.units), "differs": 0, "missing": 0, "extra": 0, "outside": 0}


@pytest.mark.parametrize(
    ("slug", "language"), [("nato-1951", "eng"), ("nl-senegal-2010", "fra"), ("haiti-us-1995", "fra")]
)
def test_a_copy_is_read_in_the_language_that_the_record_was_read_in(slug: str, language: str) -> None:
    """Nobody has to name the language of a French text whose record is a restatement in English."""
    assert language_read(corpus.read(slug)) == language


def test_a_new_record_knows_the_language_of_its_draft() -> None:
    """What `new` writes down of a French draft, with a status that nobody has given, is enough to read its copy."""
    language = Fact("language", "fra", (("status", "unknown"),), (), 0)

    assert language_read(agreement("new", ["A rule."], facts=(language,))) == "fra"
