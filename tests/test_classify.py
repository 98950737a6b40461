"""Every change gets a class; a link's verdict follows from its classes and names its rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factories import agreement, term, unit
from sofadiff.comparison import Link, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.model import Term

PAIRS = Path(__file__).parent / "pairs"
CASES = [
    (language, *case)
    for language in ("eng", "fra")
    for case in json.loads((PAIRS / f"classes.{language}.json").read_text(encoding="utf-8"))
]
TERMS = [
    term("head-of-mission", "Commander", "force-commander"),
    term("head-of-mission", "Commandant", "force-commander"),
    term("host-government", "Government"),
]


def _one(base: str, other: str, language: str = "eng", mine: list[Term] = TERMS, theirs: list[Term] = TERMS) -> Link:
    """The link of two one-clause agreements (frame clauses keep the texts related)."""
    one = agreement("one", [unit("art_1", base, wid="one-c001", topics=("t.x",))], mine, language=language)
    two = agreement("two", [unit("art_9", other, wid="two-c001", topics=("t.x",))], theirs, language=language)
    (link,) = compare(one, two).links
    return link


@pytest.mark.parametrize(("language", "base", "other", "classes", "verdict"), CASES)
def test_the_change_gets_its_classes(language: str, base: str, other: str, classes: list[str], verdict: str) -> None:
    """The classes and the verdict of each hand-made pair of sentences are those written beside it."""
    link = _one(base, other, language)
    assert (sorted(link.classes), str(link.verdict)) == (sorted(classes), verdict)


def test_a_swap_inside_a_role_is_editorial() -> None:
    """Another name for the same role is a term."""
    link = _one(
        "The Commander pays.",
        "The Envoy pays.",
        theirs=[term("head-of-mission", "Envoy", "international-official")],
    )
    assert (link.verdict, link.verdict_rule) == (Verdict.EDITORIAL, "only-term")


def test_a_swap_between_roles_is_substantive() -> None:
    """The same sentence about another role changes who decides."""
    link = _one("The Commander pays.", "The Cabinet pays.", theirs=[term("host-government", "Cabinet")])
    assert (link.verdict, link.verdict_rule) == (Verdict.SUBSTANTIVE, "decider-changed")


def test_a_rename_that_no_glossary_covers_is_substantive() -> None:
    """A new name without a glossary entry may be a new person; the rule says that names changed."""
    link = _one("Members obey Colonel Azur.", "Members obey Colonel Brun.")
    assert (link.verdict, link.verdict_rule) == (Verdict.SUBSTANTIVE, "name-not-in-glossary")


def test_an_edit_has_the_class_of_its_own_words() -> None:
    """The inserted `not` is a negation; the changed number beside unchanged days is a period."""
    link = _one("Members may leave the camp for 5 days.", "Members may not leave the camp for 6 days.")
    shown = {(edit.base + edit.other).strip(): str(edit.change) for edit in link.edits if edit.change}
    assert shown == {"not": "negation", "5": "period", "6": "period"}


@pytest.mark.parametrize(
    ("mine", "theirs", "rule"),
    [
        (None, "one#one-c001", "assumed-from-base"),
        ("two#two-c001", None, "assumed-from-other"),
        ("model#model-c004", "model#model-c004", "assumed-from-same-clause"),
    ],
)
def test_an_assumed_clause_is_never_counted_as_agreement(mine: str | None, theirs: str | None, rule: str) -> None:
    """A clause inferred from the other one, or from the same third one, was not compared with it."""
    one = agreement("one", [unit("art_1", "Members wear a cap.", wid="one-c001", assumed_from=mine)])
    two = agreement("two", [unit("art_1", "Members wear a cap.", wid="two-c001", assumed_from=theirs)])
    (link,) = compare(one, two).links
    assert (link.verdict, link.verdict_rule) == (Verdict.ASSUMED, rule)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(None, "one#one-c002"), (None, "three#one-c001"), ("model#model-c004", "model#model-c005")],
)
def test_an_assumption_about_another_clause_changes_nothing(mine: str | None, theirs: str | None) -> None:
    """Only the very clause that was copied makes a link assumed."""
    one = agreement("one", [unit("art_1", "Members wear a cap.", wid="one-c001", assumed_from=mine)])
    two = agreement("two", [unit("art_1", "Members wear a cap.", wid="two-c001", assumed_from=theirs)])
    (link,) = compare(one, two).links
    assert link.verdict is Verdict.IDENTICAL
