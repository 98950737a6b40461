"""Two texts become runs of kept, folded, removed and added words, and nothing is lost on the way."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import term
from sofadiff import text
from sofadiff.comparison import ChangeClass, Op
from sofadiff.comparison.diff import Run, fold_of, runs
from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.subsequence import common, encode

PLAIN = Glossary([], "eng")
WORDS = st.lists(
    st.sampled_from(
        [
            "the ",
            "The ",
            "Commander ",
            "may ",
            "must ",
            "not ",
            ", ",
            ".\n",
            "co",
            "-",
            "operate ",
            "1",
            ",",
            "000 ",
            "his ",
            "or ",
            "her ",
            "“",
            "'",
            "  ",
            "État ",
            "é",
            "\u0301",
            "\U0001f600",
        ]
    ),
    max_size=30,
).map("".join)


def _shown(found: list[Run]) -> list[tuple[str, str, str]]:
    return [(str(r.op), "".join(t.text for t in r.base), "".join(t.text for t in r.other)) for r in found]


def _diff(base: str, other: str) -> list[Run]:
    return runs(PLAIN.tokens(base), PLAIN.tokens(other))


@given(WORDS | st.text(max_size=60), WORDS | st.text(max_size=60))
def test_both_texts_rebuild_byte_for_byte(base: str, other: str) -> None:
    """Joined over all runs, the base words are the base text and the other words the other text."""
    shown = _shown(_diff(base, other))
    assert "".join(one for _, one, _ in shown) == base
    assert "".join(two for _, _, two in shown) == other


@given(WORDS, WORDS)
def test_every_run_says_what_happened(base: str, other: str) -> None:
    """Removed runs have base words only, added runs other words only; same runs differ in white space at most."""
    for op, one, two in _shown(_diff(base, other)):
        if op == Op.REMOVED:
            assert (bool(one), two) == (True, "")
        elif op == Op.ADDED:
            assert (one, bool(two)) == ("", True)
        elif op == Op.SAME:
            assert "".join(one.split()) == "".join(two.split())
        else:
            assert one
            assert two
            assert one.split() != two.split()


@given(WORDS, st.lists(st.integers(0, 60), max_size=6))
def test_white_space_never_counts_as_a_word(base: str, places: list[int]) -> None:
    """Texts that are equal once all white space is removed have no removed or added run."""
    other = base
    for place in places:
        other = other[: place % (len(other) + 1)] + " " + other[place % (len(other) + 1) :]
    assert {run.op for run in _diff(base, other)} <= {Op.SAME, Op.FOLDED}


def test_a_word_is_never_cut_in_half() -> None:
    """`searched` for `searches` is one word out and one word in."""
    assert _shown(_diff("He searches a tent.", "He searched a tent.")) == [
        ("same", "He ", "He "),
        ("removed", "searches ", ""),
        ("added", "", "searched "),
        ("same", "a tent.", "a tent."),
    ]


def test_stray_common_words_do_not_chop_a_rewritten_passage() -> None:
    """A rewritten sentence that shares only `the` with the old one is shown as one replacement."""
    found = _diff("pay for the broken fence and gate today", "accept in full the invoice that arrived")
    assert [str(run.op) for run in found] == ["removed", "added"]


@pytest.mark.parametrize(
    ("base", "other", "change"),
    [
        ("organize", "organise", ChangeClass.SPELLING),
        ("thirty (30) days", "30 days", ChangeClass.SPELLING),
        ("1,000 men", "1000 men", ChangeClass.SPELLING),
        ("20 000 men", "20,000 men", ChangeClass.SPELLING),
        ("co-operation", "cooperation", ChangeClass.SPELLING),
        ("five per cent", "five percent", ChangeClass.SPELLING),
        ("“flag”", "'flag'", ChangeClass.PUNCTUATION),
        ("1990–1995", "1990-1995", ChangeClass.SPELLING),
        ("his or her pay", "their pay", ChangeClass.GENDER_NEUTRAL),
        ("the chairman", "the chairperson", ChangeClass.GENDER_NEUTRAL),
        ("with in", "within", ChangeClass.SPELLING),
        ("His pay", "his pay", ChangeClass.SPELLING),
    ],
)
def test_variants_fold_and_say_why(base: str, other: str, change: ChangeClass) -> None:
    """Two ways of writing one thing are folded, never removed and added."""
    found = _diff(base, other)
    assert {run.op for run in found} <= {Op.SAME, Op.FOLDED}
    assert {fold_of(run) for run in found if run.op is Op.FOLDED} == {change}


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("he pays", "they pay"),
        ("1.5 days", "15 days"),
        ("thirty (60) days", "30 days"),
        ("3-5", "3, 5"),
        ("an injury", "no injury"),
        ("a wife", "a spouse"),
    ],
)
def test_what_may_differ_in_meaning_does_not_fold(base: str, other: str) -> None:
    """Look-alikes that a lawyer would not equate stay visible: something is shown as removed."""
    assert Op.REMOVED in {run.op for run in _diff(base, other)}


def test_each_swapped_term_is_a_run_of_its_own() -> None:
    """Neighbouring swaps stay apart, so that each can be counted; the article goes with the name."""
    one = Glossary([term("mission", "MINUSTAH"), term("head-of-mission", "Special Representative")], "eng")
    two = Glossary([term("mission", "Mission"), term("head-of-mission", "Commander")], "eng")
    found = runs(one.tokens("MINUSTAH Special Representative"), two.tokens("the Mission Commander"))
    assert _shown(found) == [
        ("folded", "MINUSTAH ", "the Mission "),
        ("folded", "Special Representative", "Commander"),
    ]


@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=12))
def test_the_common_words_are_as_many_as_possible(one: list[str], two: list[str]) -> None:
    """The bit-parallel count agrees with the textbook recurrence."""
    table = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    codes: dict[str, str] = {}
    assert common(encode(one, codes), encode(two, codes)) == table[-1][-1]


def test_codes_stay_distinct_beyond_the_basic_plane() -> None:
    """Ten thousand distinct words get ten thousand distinct characters, none of them a surrogate."""
    coded = encode([str(number) for number in range(10_000)], {})
    assert len(set(coded)) == len(coded) == 10_000
    assert not any("\ud800" <= code <= "\udfff" for code in coded)


def test_a_long_rewritten_text_is_still_compared_in_full() -> None:
    """There is no time limit after which everything counts as changed: every kept word is found."""
    rng = random.Random(1)
    base = [f"w{rng.randrange(400)}" for _ in range(3000)]
    other = [word if rng.random() > 0.3 else f"n{rng.randrange(400)}" for word in base]
    found = _diff(" ".join(base), " ".join(other))
    kept = sum(len(run.base) for run in found if run.op is Op.SAME)
    assert kept > 0.5 * len(base)
    assert "".join(two for _, _, two in _shown(found)) == " ".join(other)


def test_tokens_are_those_of_the_text_module() -> None:
    """Outside terms and multi-word forms, a token is what `text.tokens` says it is."""
    written = "He may not, (a) pay."
    assert [token.text for token in PLAIN.tokens(written)] == text.tokens(written)
