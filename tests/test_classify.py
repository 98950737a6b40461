"""Every change gets a class; a link's verdict follows from its classes and names its rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factories import agreement, term, unit
from sofadiff.comparison import ChangeClass, Link, Op, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.model import Completeness, Support, Term

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


def test_another_one_who_decides_is_named_so() -> None:
    """The same decision by another role changes who decides."""
    link = _one("The Commander decides.", "The Cabinet decides.", theirs=[term("host-government", "Cabinet")])
    assert (link.verdict, link.verdict_rule) == (Verdict.SUBSTANTIVE, "decider-changed")


def test_a_swap_between_roles_without_a_decision_is_wording() -> None:
    """The same sentence about another role is substantive, but nobody decides anything in it."""
    link = _one("The Commander pays.", "The Cabinet pays.", theirs=[term("host-government", "Cabinet")])
    assert (link.verdict, link.verdict_rule) == (Verdict.SUBSTANTIVE, "wording-changed")


def test_other_persons_covered_are_scope() -> None:
    """Where a wider group takes the place of a part of it, the change is one of persons covered."""
    mine = [term("member", "members")]
    link = _one(
        "Military members of the military component are tried at home.",
        "Personnel are tried at home.",
        mine=mine,
        theirs=[term("member", "Personnel")],
    )
    assert (link.classes[-1], link.verdict_rule) == (ChangeClass.SCOPE, "scope-changed")


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("Members obey Colonel Azur.", "Members obey Colonel Brun."),
        ("UNBLUE must obey.", "UNBRUN must obey."),
        ("Members obey the Commander.", "Members obey the Marshal."),
        ("Members of Azuria, and friends of Azuria, pay.", "Members of Bruna, and friends of Bruna, pay."),
    ],
)
def test_a_rename_that_no_glossary_covers_is_substantive(base: str, other: str) -> None:
    """A new name without a glossary entry may be a new person; the rule says that names changed."""
    link = _one(base, other)
    assert (link.verdict, link.verdict_rule) == (Verdict.SUBSTANTIVE, "name-not-in-glossary")


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("Soldiers obey.", "Sailors obey."),
        ("Members obey.", "Members of Azuria obey."),
        ("Members obey Colonel Azur.", "Members obey every Colonel."),
    ],
)
def test_a_capital_alone_is_no_other_name(base: str, other: str) -> None:
    """A word that opens a sentence, a name that only comes or goes and a name beside other words are no rename."""
    assert _one(base, other).verdict_rule != "name-not-in-glossary"


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


def _partly(base: str, other: str, support: Support = Support.REPORTED) -> Link:
    """The link of two clauses where the later text was not seen."""
    one = agreement("one", [unit("art_1", base, topics=("t.x",))], TERMS)
    later = unit("art_9", other, topics=("t.x",), support=support)
    two = agreement("two", [later], TERMS, completeness=Completeness.TEXT_NOT_SEEN)
    (link,) = compare(one, two).links
    return link


def test_words_missing_from_an_unseen_text_decide_nothing() -> None:
    """Words that a report of an unseen text lacks have no class; the rule says that this is all there is."""
    base = "Members pay no tax in crowns. This is subject to paragraph 26."
    link = _partly(base, "Members pay no tax in crowns.")
    assert (link.classes, link.verdict_rule) == ((), "only-words-not-in-what-is-known")
    assert [edit.change for edit in link.edits if edit.op is Op.REMOVED] == [None]


def test_words_that_decide_nothing_are_told_by_their_sort() -> None:
    """Of words that an unseen text may have too the parts say what sort they are, the class of the edit nothing."""
    link = _partly(
        "Members pay no tax in crowns unless the Commander, after consultation of the guards, asks for it.",
        "Members pay no tax in crowns.",
    )
    (edit,) = (each for each in link.edits if each.op is Op.REMOVED)
    assert (edit.change, link.classes) == (None, ())
    assert {part.change for part in edit.parts} > {ChangeClass.EXCEPTION, ChangeClass.DECIDER}
    assert "".join(part.words for part in edit.parts) == edit.base


def test_a_duty_gone_from_before_its_verb_counts_in_an_unseen_text() -> None:
    """Where the rest of a sentence was written anew, a `must` gone from before a verb that both have is a change."""
    link = _partly(
        "The guards must carry seven lamps of heavy brass to the gate of the harbour.",
        "The guards carry lamps that shine on all sides while boats arrive.",
    )
    assert ChangeClass.MODALITY in link.classes


def test_a_clause_that_was_read_is_known_whole() -> None:
    """In a text known in part, a verified clause was read: what it lacks is missing from it."""
    base = "Members pay no tax in crowns. This is subject to paragraph 26."
    link = _partly(base, "Members pay no tax in crowns.", Support.VERIFIED)
    assert link.verdict_rule == "exception-changed"


@pytest.mark.parametrize(
    ("base", "other", "rule"),
    [
        ("Members may not use the road.", "Members may use the road.", "negation-changed"),
        ("Members must use the road.", "Members may use the road.", "modality-changed"),
        ("Only members may use the road.", "Members may use the road.", "scope-changed"),
        ("Military members may use the road.", "Members may use the road.", "scope-changed"),
    ],
)
def test_an_operative_word_counts_even_in_an_unseen_text(base: str, other: str, rule: str) -> None:
    """Without a `not`, a duty or an `only` the words that are reported say something else."""
    assert _partly(base, other).verdict_rule == rule


def test_an_assumed_clause_has_no_classes() -> None:
    """What was not compared has not changed."""
    one = agreement("one", [unit("art_1", "Members wear a red cap.", wid="one-c001")])
    two = agreement("two", [unit("art_1", "Members wear a blue cap.", wid="two-c001", assumed_from="one#one-c001")])
    (link,) = compare(one, two).links
    assert (link.verdict, link.classes) == (Verdict.ASSUMED, ())
