"""A long change is cut into stretches, each named after the sort of its own words; cutting loses nothing."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import agreement, term, unit
from sofadiff.comparison import ChangeClass, Edit, Link, Op
from sofadiff.comparison.classify import Judged, judge
from sofadiff.comparison.compare import compare
from sofadiff.comparison.diff import runs
from sofadiff.comparison.glossary import Glossary

HERE = Path(__file__).parent / "cases"
CASES = json.loads((HERE / "parts.eng.json").read_text(encoding="utf-8"))
WORDS = [
    *("must", "may", "not", "never", "only", "all", "unless", "if", "subject", "to", "within", "30", "days", "two"),
    *("the", "court", "decides", "Commander", "members", "Members", "in", "the", "exercise", "of", "and", "or", ","),
    *(".", "lamps", "glow", "harbour", "harbor", "horses", "eat", "dollars", "900", "(", ")", "\n", "Colour"),
]
TERMS = [term("head-of-mission", "Commander", "force-commander"), term("member", "Members")]


def _link(base: str, other: str) -> Link:
    one = agreement("one", [unit("a", base, topics=("t.x",))], TERMS)
    two = agreement("two", [unit("b", other, topics=("t.x",))], TERMS)
    (found,) = compare(one, two).links
    return found


def _judged(base: list[str], other: list[str]) -> Judged:
    sides = [Glossary(terms, "eng").tokens(" ".join(words)) for terms, words in ((TERMS, base), (TERMS[:1], other))]
    return judge(runs(*sides), "eng")


def _words(edit: Edit) -> str:
    return edit.base if edit.op is Op.REMOVED else edit.other


@pytest.mark.parametrize(("base", "other", "wanted"), [(case[0], case[1], case[2:]) for case in CASES])
def test_a_long_change_is_named_stretch_by_stretch(base: str, other: str, wanted: list[list[list[str]]]) -> None:
    """The stretches of each long edit and their classes are those written beside the pair of sentences."""
    found = [[[str(part.change), part.words.strip()] for part in edit.parts] for edit in _link(base, other).edits]
    assert [each for each in found if each] == wanted


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
def test_cutting_loses_nothing(base: list[str], other: list[str]) -> None:
    """Stretches joined are the words of their run; neighbours differ; the edit is named after one of them; and each
    class of a stretch is among those of the clause.
    """
    judged = _judged(base, other)
    for edit in judged.edits:
        named = [part.change for part in edit.parts]
        assert not edit.parts or "".join(part.words for part in edit.parts) == _words(edit)
        assert len(named) != 1
        assert (edit.op is Op.SAME) is (edit.change is None)
        assert all(one is not two for one, two in pairwise(named))
        assert not named or edit.change in named
        assert {*named, edit.change} - {None, ChangeClass.WORDING} <= {*judged.classes}


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
def test_other_words_are_never_editorial(base: list[str], other: list[str]) -> None:
    """Where words come or go, some class of the clause is substantive, however long the change and its parts."""
    judged = _judged(base, other)
    gone = [_words(edit) for edit in judged.edits if edit.op in {Op.REMOVED, Op.ADDED}]
    if any(letter.isalnum() for words in gone for letter in words):
        assert any(not change.editorial for change in judged.classes)


def test_what_differs_in_form_inside_a_long_change_is_named_so() -> None:
    """A spelling and a comma inside a sentence that was written anew are named, and are not all that is named."""
    link = _link(
        "Red lamps of grey colour, glow bright.",
        "Seven bold green lamps in many kinds of grey color glow while six old sailors sing tunes.",
    )
    assert {ChangeClass.SPELLING, ChangeClass.WORDING} <= {*link.classes}


def test_a_defined_term_in_small_letters_is_no_mere_spelling() -> None:
    """Whether the same word, defined in one text only, means the same is for a lawyer: the verdict is substantive."""
    one, two = "Members obey the Commander daily.", "Members obey the commander daily."
    terms = [term("head-of-mission", "Commander", "force-commander")]
    base = agreement("one", [unit("a", one, topics=("t.x",))], terms)
    (link,) = compare(base, agreement("two", [unit("b", two, topics=("t.x",))])).links
    assert str(link.verdict) == "substantive"
    assert not all(change.editorial for change in link.classes)
