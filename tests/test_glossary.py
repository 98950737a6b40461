"""Clauses are read through the agreement's own glossary and through lists of variant spellings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sofadiff
from factories import term
from sofadiff.comparison import ChangeClass
from sofadiff.comparison.folding import folding
from sofadiff.comparison.glossary import Glossary

DATA = Path(sofadiff.__file__).parent / "data"
FOLDING = sorted(DATA.glob("folding.*.json"))
CLASSES = sorted(DATA.glob("classes.*.json"))


def _norms(glossary: Glossary, text: str) -> list[str]:
    return [token.norm for token in glossary.tokens(text)]


def test_the_longest_form_wins() -> None:
    """`Special Representative` is not `Representative`, whatever the order of the glossary."""
    terms = [term("sending-state", "Representative"), term("head-of-mission", "Special Representative")]
    assert _norms(Glossary(terms, "eng"), "Special Representative") == ["<head-of-mission>"]


def test_only_whole_words_are_terms() -> None:
    """`Mission` is not found in `Missionary`, and `State` not in `Statement`."""
    glossary = Glossary([term("mission", "Mission"), term("host-state", "State")], "eng")
    assert _norms(glossary, "Missionary Statement") == ["missionary", "statement"]


def test_case_decides() -> None:
    """`mission` in the ordinary sense is not the defined Mission."""
    glossary = Glossary([term("mission", "Mission")], "eng")
    assert _norms(glossary, "a mission of the Mission") == ["a", "mission", "of", "<mission>"]


def test_a_lower_case_form_may_open_a_sentence() -> None:
    """`participating States` is recognised as `Participating States` at the start of a sentence only."""
    glossary = Glossary([term("sending-state", "participating States")], "eng")
    assert _norms(glossary, "Participating States pay.")[0] == "<sending-state>"
    assert _norms(glossary, "the Participating States")[0] == "the"


def test_a_term_of_the_other_agreement_is_no_term_here() -> None:
    """Each text is read through its own glossary only."""
    assert _norms(Glossary([], "eng"), "Commander") == ["commander"]


def test_french_articles_go_with_the_name() -> None:
    """`du Commandant` and `de la Représentante` differ in the name only."""
    one = Glossary([term("head-of-mission", "Commandant")], "fra")
    two = Glossary([term("head-of-mission", "Représentante")], "fra")
    assert _norms(one, "l’accord du Commandant") == _norms(two, "l'accord de la Représentante")


def test_a_phrase_does_not_swallow_the_start_of_a_term() -> None:
    """`le ou la` is one word, but not where its `la` belongs to a form of the glossary."""
    glossary = Glossary([term("mission", "la Force")], "fra")
    assert _norms(glossary, "le ou la Force")[-1] == "<mission>"
    assert _norms(glossary, "le ou la garde") == _norms(glossary, "le/la garde")


@pytest.mark.parametrize(
    ("one", "two"),
    [("quatre-vingt-dix jours", "90 jours"), ("État", "Etat"), ("il ou elle", "il"), ("5 %", "5 pour cent")],
)
def test_french_variants_fold(one: str, two: str) -> None:
    """French number words, capitals without accent and double forms fold."""
    glossary = Glossary([], "fra")
    assert _norms(glossary, one) == _norms(glossary, two)


@pytest.mark.parametrize(("one", "two"), [("a", "à"), ("ou", "où"), ("il", "elle"), ("la", "là")])
def test_french_words_that_an_accent_or_a_gender_tells_apart_stay_apart(one: str, two: str) -> None:
    """An accent inside a small word, or the gender of a pronoun, can change who or what is meant."""
    assert _norms(Glossary([], "fra"), one) != _norms(Glossary([], "fra"), two)


@given(st.text(max_size=80))
def test_tokens_join_to_the_text(text: str) -> None:
    """Whatever the text, nothing is lost or added."""
    glossary = Glossary([term("mission", "the Force"), term("host-state", "State")], "eng")
    assert "".join(token.text for token in glossary.tokens(text)) == text


@pytest.mark.parametrize("path", FOLDING, ids=lambda path: path.stem)
def test_every_form_stands_in_one_list_only(path: Path) -> None:
    """A form that means two things would make the result depend on the order of the lists."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    forms = [form for table in ("words", "phrases", "numbers") for form in data[table]]
    forms += [form for several in data["gender_neutral"].values() for form in several]
    assert sorted(forms) == sorted(set(forms))
    assert all(form == form.casefold() for form in forms)


@pytest.mark.parametrize("path", FOLDING, ids=lambda path: path.stem)
def test_no_list_repeats_a_key(path: Path) -> None:
    """JSON would silently keep the last of two equal keys."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys))
        return dict(pairs)

    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)


@pytest.mark.parametrize("path", FOLDING, ids=lambda path: path.stem)
def test_what_a_word_folds_to_folds_no_further(path: Path) -> None:
    """Folding twice is folding once, so both sides always meet."""
    fold = folding(path.stem.split(".")[1])
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for target in data["words"].values():
        assert fold.word(fold.word(target)[0])[0] == fold.word(target)[0]


@pytest.mark.parametrize("path", CLASSES, ids=lambda path: path.stem)
def test_every_word_decides_one_class(path: Path) -> None:
    """A word under two classes would make the class depend on the order of the lists."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    classes = {str(change) for change in ChangeClass if not change.editorial and change is not ChangeClass.WORDING}
    words = [word for key in sorted({*classes, "function"}) for word in data[key]]
    assert sorted(words) == sorted(set(words))
    helpers = {
        *("decides", "decided", "decision", "agents", "deciders", "joining", "restrictive", "time_units", "months"),
        *("openers", "having", "timed"),
    }
    assert set(data) == {"note", "function", *classes, *helpers}
