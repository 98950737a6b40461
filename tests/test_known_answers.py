"""Real texts whose differences are known: the comparison finds those and no others. Numbers only, never their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import known_answers

pytestmark = pytest.mark.data


def test_italy_changes_nine_articles_and_adds_one(test_data: Path) -> None:
    """Between two dates one law changes in nine known articles and gains a tenth, and in nothing else."""
    assert known_answers.italy(test_data) == known_answers.ITALY_CHANGED | {known_answers.ITALY_NEW}


@pytest.mark.parametrize("name", known_answers.EDITS)
def test_one_edit_is_found_as_what_it_is(test_data: Path, tmp_path: Path, name: str) -> None:
    """A bill before and after one edit: what moved is moved, what went is removed, what came is added."""
    seen, modified = known_answers.one_edit(test_data, name, tmp_path)

    assert seen == known_answers.EDITS[name]
    assert not modified


@pytest.mark.parametrize(("earlier", "later"), known_answers.COPIES)
def test_two_copies_of_one_text_differ_in_nothing_of_substance(test_data: Path, earlier: str, later: str) -> None:
    """Two dated copies in which nearly every line of mark-up differs say the same."""
    assert known_answers.copies(test_data, earlier, later) == 0


def test_rwanda_and_south_africa_are_alike(test_data: Path) -> None:
    """Eleven articles each in the same order; four are the same; none moved."""
    differing, moved = known_answers.alike(test_data)

    assert not differing & known_answers.SAME_ARTICLES
    assert not moved


@pytest.mark.parametrize("producer", known_answers.PRODUCERS)
def test_documents_of_other_producers_compare_with_themselves(test_data: Path, producer: str) -> None:
    """Whatever of another producer can be read is, against itself, identical; the rest is refused in one line."""
    assert [name for name, same in known_answers.with_themselves(test_data, producer) if not same] == []
