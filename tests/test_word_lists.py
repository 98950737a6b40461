"""Every entry of the word lists does its work: a sentence with it and one without it differ as the list says.

The lists are data (``classes.*.json``, ``folding.*.json``); so are these cases: one sentence frame for each list,
filled with each entry. A test names every entry that does nothing: one that another list hides, that a fold takes away,
or that stands where the code never looks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import sofadiff
from factories import agreement, term, unit
from sofadiff.comparison import ChangeClass, Link, Op, Verdict
from sofadiff.comparison.classify import NOT_KNOWN
from sofadiff.comparison.compare import compare
from sofadiff.comparison.glossary import Glossary
from sofadiff.comparison.lexicon import CLASSES
from sofadiff.model import Completeness, Support, Term

DATA = Path(sofadiff.__file__).parent / "data"
LANGUAGES = ("eng", "fra")
LISTS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    (family, language): json.loads((DATA / f"{family}.{language}.json").read_text(encoding="utf-8"))
    for family in ("classes", "folding")
    for language in LANGUAGES
}
PLAIN = {"eng": "Grey geese fly over blue mills {}.", "fra": "Oies grises volent vers moulins bleus {}."}
"""No word of it is on any list of classes."""
LONG = {
    "eng": "Grey geese fly over blue mills {} bright harbour lamps glow while sailors sing.",
    "fra": "Oies grises volent vers moulins bleus {} lampes vives brillent tandis marins chantent.",
}
MANY = {
    "eng": "bright harbour lamps glow while {} sailors sing",
    "fra": "lampes vives brillent tandis {} marins chantent",
}
FRAMES: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "eng": {
        "decides": ("The court {} geese.", "court", "minister"),
        "decided": ("Geese are {} by the court.", "court", "minister"),
        "decision": ("Geese need the {} of the court.", "court", "minister"),
        "having": ("The court {} approved geese.", "court", "minister"),
        "agents": ("Geese are approved {} the court.", "court", "minister"),
        "deciders": ("Geese are approved by the {}.", "court", "minister"),
    },
    "fra": {
        "decides": ("La cour {} oies.", "cour", "commission"),
        "decided": ("Oies {} par la cour.", "cour", "commission"),
        "decision": ("Oies avec la {} de la cour.", "cour", "commission"),
        "having": ("La cour {} approuvé oies.", "cour", "commission"),
        "agents": ("Oies approuvées {} la cour.", "cour", "commission"),
        "deciders": ("Oies approuvées par la {}.", "cour", "commission"),
    },
}
"""A sentence in which somebody decides, who it is, and who it is in the other text."""
UNSEEN = {
    "eng": ("{} geese may use roads.", "Geese may use roads."),
    "fra": ("Oies {} volent loin.", "Oies volent loin."),
}

both_languages = pytest.mark.parametrize("language", LANGUAGES)


def link(base: str, other: str, language: str, terms: tuple[tuple[Term, ...], tuple[Term, ...]] = ((), ())) -> Link:
    """The one link of two agreements of one clause."""
    one = agreement("one", [unit("a", base, topics=("t.x",))], terms[0], language=language)
    two = agreement("two", [unit("b", other, topics=("t.x",))], terms[1], language=language)
    (found,) = compare(one, two).links
    return found


def idle(entries: list[Any], works: Callable[[Any], bool]) -> list[Any]:
    """The entries that do not work. There must be entries."""
    assert entries
    return [entry for entry in entries if not works(entry)]


@both_languages
@pytest.mark.parametrize("name", [str(change) for change in CLASSES])
def test_every_word_of_a_class_gives_its_class(language: str, name: str) -> None:
    """A sentence that gains or loses the entry alone is substantive, and the edit and the rule are named after it."""

    def works(entry: str) -> bool:
        with_it, without = PLAIN[language].format(entry), PLAIN[language].format("").replace(" .", ".")
        return all(
            (found.verdict, found.verdict_rule) == (Verdict.SUBSTANTIVE, f"{name}-changed")
            and found.classes == (ChangeClass(name),)
            and {str(edit.change) for edit in found.edits if edit.op in {Op.REMOVED, Op.ADDED}} == {name}
            for found in (link(without, with_it, language), link(with_it, without, language))
        )

    assert idle(LISTS["classes", language][name], works) == []


@both_languages
def test_words_that_say_nothing_add_no_class(language: str) -> None:
    """Beside a negation a word of the `function` list changes nothing more; any other word would be wording."""
    heavy = LISTS["classes", language]["negation"][0]

    def works(entry: str) -> bool:
        found = link(PLAIN[language].format("here"), PLAIN[language].format(f"{heavy} {entry} here"), language)
        return found.classes == (ChangeClass.NEGATION,)

    assert idle(LISTS["classes", language]["function"], works) == []


@both_languages
def test_joining_words_count_only_where_little_changes(language: str) -> None:
    """Alone a joining word gives a class; among many new words it gives none."""

    def works(entry: str) -> bool:
        alone = link(PLAIN[language].format("here"), PLAIN[language].format(f"{entry} here"), language)
        new = MANY[language].format(entry)
        among = link(PLAIN[language].format("here"), PLAIN[language].format(f"{new} here"), language)
        return ChangeClass.WORDING not in alone.classes and among.classes == (ChangeClass.WORDING,)

    assert idle(LISTS["classes", language]["joining"], works) == []


@both_languages
@pytest.mark.parametrize("name", ["decides", "decided", "decision", "having", "agents", "deciders"])
def test_every_word_of_deciding_finds_who_decides(language: str, name: str) -> None:
    """Where another one decides, certifies, consents, the class is `decider`, with each entry in its place."""
    frame, one, two = FRAMES[language][name]

    def works(entry: str) -> bool:
        base = frame.format(entry)
        other = frame.format(two if entry == one else one) if name == "deciders" else base.replace(one, two)
        return link(base, other, language).classes == (ChangeClass.DECIDER,)

    assert idle(LISTS["classes", language][name], works) == []


@both_languages
def test_a_verb_of_deciding_that_comes_says_that_somebody_decides(language: str) -> None:
    """A verb that is no noun as well is of the class `decider` by itself, whoever stands before it."""
    data = LISTS["classes", language]

    def works(entry: str) -> bool:
        found = link(PLAIN[language].format("here"), PLAIN[language].format(f"{entry} here"), language)
        return found.classes == (ChangeClass.DECIDER,)

    assert idle([verb for verb in data["decides"] if verb not in data["decision"]], works) == []


@both_languages
def test_an_opening_word_names_what_follows_it(language: str) -> None:
    """Among many new words an opener gives its class to the whole phrase: the edit is of that class alone."""
    data = LISTS["classes", language]

    def works(entry: str) -> bool:
        phrase = f"{entry} {'9 ' if entry in data['timed'] else ''}amber quartz velvet cedar"
        found = link(LONG[language].format("here"), LONG[language].format(f"{phrase} here"), language)
        (edit,) = (each for each in found.edits if each.op is Op.ADDED)
        return edit.parts == () and edit.change in found.classes and edit.change is not ChangeClass.WORDING

    assert idle(data["openers"], works) == []


@both_languages
def test_a_word_of_time_or_place_is_a_period_only_beside_a_time(language: str) -> None:
    """`within` before a number or a unit of time is a period, before anything else wording."""
    entries = LISTS["classes", language]["timed"]
    if not entries:
        pytest.skip(f"{language} has no such words")

    def works(entry: str) -> bool:
        timed, placed = (
            link(PLAIN[language].format(f"near {what}"), PLAIN[language].format(f"{entry} {what}"), language).classes
            for what in ("some days", "harbours")
        )
        return timed == (ChangeClass.PERIOD, ChangeClass.WORDING) and placed == (ChangeClass.WORDING,)

    assert idle(entries, works) == []


@both_languages
def test_a_restrictive_word_counts_even_in_an_unseen_text(language: str) -> None:
    """Where the later text is not known whole, words it lacks decide nothing, but a restrictive word does."""

    def works(entry: str) -> bool:
        base, other = UNSEEN[language]
        one = agreement("one", [unit("a", base.format(entry), topics=("t.x",))], language=language)
        later = unit("b", other, topics=("t.x",), support=Support.REPORTED)
        two = agreement("two", [later], language=language, completeness=Completeness.TEXT_NOT_SEEN)
        (found,) = compare(one, two).links
        return found.verdict_rule not in {NOT_KNOWN, "same-words"} and bool(found.classes)

    assert idle(LISTS["classes", language]["restrictive"], works) == []


@both_languages
@pytest.mark.parametrize(("name", "frame"), [("time_units", "{} {}"), ("months", "{} {}"), ("months", "{1} {0}")])
def test_a_number_beside_a_time_is_a_period(language: str, name: str, frame: str) -> None:
    """Another number before a unit of time, or beside a month, is another period; beside anything else a number."""

    def works(entry: str) -> bool:
        base, other = (PLAIN[language].format(frame.format(number, entry)) for number in ("13", "17"))
        return link(base, other, language).classes == (ChangeClass.PERIOD,)

    assert idle(LISTS["classes", language][name], works) == []
    base, other = (PLAIN[language].format(frame.format(number, "geese")) for number in ("13", "17"))
    assert link(base, other, language).classes == (ChangeClass.NUMBER,)


def _exchanges(language: str) -> Iterator[tuple[str, str, str, ChangeClass]]:
    """(list, one form, the other form, class of the difference) for every entry that says two forms are one word."""
    data = LISTS["folding", language]
    for name in ("words", "phrases", "numbers"):
        for one, two in data[name].items():
            yield name, one, two, ChangeClass.SPELLING
    for one, two in data["stems"].items():
        yield "stems", f"{one}xyz", f"{two}xyz", ChangeClass.SPELLING
    for one, two in data["suffixes"].items():
        yield "suffixes", f"xyz{one}", f"xyz{two}", ChangeClass.SPELLING
    for prefix in data["join_prefixes"]:
        yield "join_prefixes", f"{prefix}-xyz", f"{prefix}xyz", ChangeClass.SPELLING
    for forms in data["gender_neutral"].values():
        for one in forms[1:]:
            yield "gender_neutral", one, forms[0], ChangeClass.GENDER_NEUTRAL


@both_languages
def test_every_pair_of_forms_is_one_word(language: str) -> None:
    """A sentence with one form and with the other differs in form only, and the class says in what."""

    def works(case: tuple[str, str, str, ChangeClass]) -> bool:
        _, one, two, change = case
        alike = [[token.norm for token in Glossary([], language).tokens(form)] for form in (one, two)]
        return alike[0] == alike[1] and all(
            (found.verdict, found.classes) == (Verdict.EDITORIAL, (change,))
            for base, other in ((one, two), (two, one))
            for found in [link(LONG[language].format(base), LONG[language].format(other), language)]
        )

    assert idle(list(_exchanges(language)), works) == []


def test_every_exception_to_a_suffix_is_another_word() -> None:
    """`size` is not `sise`: an exception keeps a word from folding."""

    def works(entry: str) -> bool:
        suffix, other = next((s, o) for s, o in LISTS["folding", "eng"]["suffixes"].items() if entry.endswith(s))
        return link(*(LONG["eng"].format(w) for w in (entry, entry[: -len(suffix)] + other)), "eng").verdict is (
            Verdict.SUBSTANTIVE
        )

    assert idle(LISTS["folding", "eng"]["suffix_exceptions"], works) == []


@both_languages
@pytest.mark.parametrize("name", ["articles", "elided", "contractions"])
def test_every_article_goes_with_the_name(language: str, name: str) -> None:
    """Whether a defined term has an article depends on the name chosen: with and without it is the same term."""
    entries = LISTS["folding", language][name]
    if not entries:
        pytest.skip(f"{language} has no {name}")
    terms = ((term("mission", "Escadre"),), (term("mission", "UNBEL"),))

    def works(entry: str) -> bool:
        before = f"{entry}'" if name == "elided" else f"{entry} "
        plain = f"{entries[entry]} " if name == "contractions" else ""
        found = link(LONG[language].format(f"{before}Escadre"), LONG[language].format(f"{plain}UNBEL"), language, terms)
        return (found.verdict, found.classes) == (Verdict.EDITORIAL, (ChangeClass.TERM,))

    assert idle(list(entries), works) == []
