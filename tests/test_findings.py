"""What a reading is, what changed between two, and how sure that is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import unit
from finding_factories import CODEBOOK, LOG, assumed, coded, finding, predecessor, reading, row
from sofadiff.findings.confidence import Confidence, confidence_of, lower
from sofadiff.findings.directions import change
from sofadiff.findings.readings import STATES, Book, collect, grouped
from sofadiff.findings.roles import role_of
from sofadiff.model import (
    RESERVED_VALUES,
    Agreement,
    AuthenticWords,
    Basis,
    Completeness,
    Evidence,
    Fact,
    MissionType,
    RecordKind,
    Status,
    Support,
    TextStatus,
)

CASES = json.loads((Path(__file__).parent / "cases" / "directions.json").read_text(encoding="utf-8"))


def _side(slug: str, case: dict[str, Any], value: str | None) -> Agreement:
    return coded(slug, *([finding(case["code"], value, case.get("person"))] if value else []))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_direction_of_each_case(case: dict[str, Any]) -> None:
    """Every line of the table of directions comes out as written."""
    here, there = _side("here", case, case["here"]), _side("there", case, case["there"])
    both = row(here, there, code=case["code"], person=case.get("person"))
    result = change(both.here, both.there[0])
    assert (result.direction, result.reason) == (case["direction"], case.get("reason"))


def test_every_direction_of_the_codebook_has_a_case() -> None:
    """The table of cases leaves no direction of the closed list untried."""
    assert {case["direction"] for case in CASES} == {item.id for item in CODEBOOK.directions}


def test_same_clause_words_are_identical() -> None:
    """The same value on clauses with the same words is identical, whatever the layout."""
    one = coded("one", finding("AC-14", "mutual"), units=(unit("para_1", "The parties assist each other."),))
    two = coded("two", finding("AC-14", "mutual"), units=(unit("para_1", "The  parties assist each other"),))
    both = row(one, two, code="AC-14")
    assert change(both.here, both.there[0]).direction == "identical"


@pytest.mark.parametrize("value", ["mutual", "one-way"])
def test_clause_assumed_from_the_comparator_is_never_compared_with_it(value: str) -> None:
    """Neither sameness nor difference is computed against the template that a clause was inferred from."""
    template = coded("template", finding("AC-14", "mutual"))
    copy = assumed(coded("copy", finding("AC-14", value)), "template#template-c001")
    for here, there in ((copy, template), (template, copy)):
        both = row(here, there, code="AC-14")
        assert change(both.here, both.there[0]).reason == "assumed"
        assert change(both.here, both.there[0]).direction == "not-assessed"


def test_two_clauses_assumed_from_the_same_template_clause_are_not_compared() -> None:
    """Two texts inferred from one template clause do not testify to each other; from two clauses they do."""
    one = assumed(coded("one", finding("AC-14", "mutual")), "template#c1")
    two = assumed(coded("two", finding("AC-14", "mutual")), "template#c1")
    other = assumed(coded("other", finding("AC-14", "mutual")), "template#c2")
    both = row(one, two, other, code="AC-14")
    assert change(both.here, both.there[0]).reason == "assumed"
    assert change(both.here, both.there[1]).direction == "same-rank-reworded"


def test_an_absent_finding_is_not_coded() -> None:
    """No finding means that nobody has coded it; it is never silence."""
    assert reading(coded("a"), "AC-01").state == "not-coded"


def test_no_value_is_called_like_a_state() -> None:
    """A variable's own value could be taken for a reserved one if both had the same name."""
    assert not {value.id for variable in CODEBOOK.variables for value in variable.values} & set(STATES)


def test_superseded_and_withdrawn_findings_do_not_count() -> None:
    """A finding that was taken back leaves the point not coded."""
    for status in (Status.SUPERSEDED, Status.WITHDRAWN):
        assert reading(coded("a", finding("AC-01", "internal", status=status)), "AC-01").state == "not-coded"


def test_finding_for_the_whole_agreement_covers_categories_by_inclusion() -> None:
    """A finding without a category covers each, and says that it does so by inclusion."""
    text = coded("a", finding("IM-07", "flagrante"), finding("IM-07", "inviolable", "head"))
    assert (reading(text, "IM-07", "contingent").value, reading(text, "IM-07", "contingent").by_inclusion) == (
        "flagrante",
        True,
    )
    assert (reading(text, "IM-07", "head").value, reading(text, "IM-07", "head").by_inclusion) == ("inviolable", False)


def test_proceedings_coded_apart_stand_in_rows_of_their_own() -> None:
    """Where civil and criminal proceedings are coded apart, a text coded once answers both rows."""
    apart = coded(
        "apart",
        finding("IM-04", "mission-head", "contingent", attributes={"proceeding": "civil"}),
        finding("IM-04", "host-court", "contingent", attributes={"proceeding": "criminal"}),
    )
    once = coded("once", finding("IM-04", "neutral", "contingent"))
    rows = [
        r
        for r in collect((apart, once), CODEBOOK, ("immunity",))
        if (r.variable.code, r.person) == ("IM-04", "contingent")
    ]
    assert [(r.proceeding, r.here.value, r.there[0].value) for r in rows] == [
        ("civil", "mission-head", "neutral"),
        ("criminal", "host-court", "neutral"),
    ]


def test_no_forum_makes_the_questions_about_it_not_applicable() -> None:
    """Without a forum for claims, silence on a ceiling must not look good: it is not applicable, and says why."""
    text = coded("a", finding("AC-01", "silent"), finding("AC-06", "silent"), finding("AC-09", "host"))
    assert [(reading(text, code).state, reading(text, code).reason) for code in ("AC-06", "AC-08", "AC-09")] == [
        ("na", "no-forum"),
        ("na", "no-forum"),
        ("coded", None),
    ]


@pytest.mark.parametrize("forum", ["not-known", "unclear", None])
def test_unanswered_forum_makes_nothing_not_applicable(forum: str | None) -> None:
    """A forum that is not known, unclear or not coded decides nothing about the questions that depend on it."""
    text = coded("a", *([finding("AC-01", forum)] if forum else []), finding("AC-06", "fixed"))
    assert reading(text, "AC-06").value == "fixed"


def test_other_kind_of_forum_has_no_appointment() -> None:
    """Courts need no appointing authority: the question cannot arise; a commission does need one."""
    assert reading(coded("a", finding("AC-01", "adjudication")), "AC-02").reason == "other-forum"
    assert reading(coded("a", finding("AC-01", "standing-commission")), "AC-02").state == "not-coded"


def test_status_wide_immunity_moots_the_question_who_decides() -> None:
    """Where every act is covered, who decides is moot for that category and for no other."""
    text = coded("a", finding("IM-03", "status-wide", "head"))
    assert (reading(text, "IM-04", "head").value, reading(text, "IM-04", "head").derived) == ("moot", True)
    assert reading(text, "IM-05", "head").state == "na"
    assert reading(text, "IM-04", "contingent").state == "not-coded"


def test_filter_leaves_out_weaker_findings_and_keeps_proved_silence() -> None:
    """`only` turns a finding with other support into left-out; silence rests on no clause and stays."""
    text = coded("a", finding("AC-14", "mutual", support=Support.UNVERIFIED), finding("AC-16", "silent"))
    book = Book(text, CODEBOOK, frozenset({Support.VERIFIED}))
    assert (book.read("AC-14").state, book.read("AC-14").value) == ("left-out", None)
    assert book.read("AC-16").state == "silent"


def test_left_out_findings_decide_no_dependency() -> None:
    """What the filter leaves out cannot make another question not applicable."""
    text = coded("a", finding("AC-01", "none", support=Support.REPORTED), finding("AC-06", "fixed"))
    assert Book(text, CODEBOOK, frozenset({Support.VERIFIED})).read("AC-06").value == "fixed"


def test_roles_of_comparators() -> None:
    """Predecessor if the record names it, else model, else standard, else peer."""
    text = coded("a", facts=(predecessor("old"),))
    assert role_of(text, coded("old", mission_type=MissionType.MODEL)) == "predecessor"
    assert role_of(text, coded("m", mission_type=MissionType.MODEL)) == "model"
    assert role_of(text, coded("s", kind=RecordKind.STANDARD)) == "standard"
    assert role_of(text, coded("p")) == "peer"
    assert role_of(coded("old"), text) == "peer"


def test_like_categories_share_a_group_and_others_do_not() -> None:
    """Categories are put together only where every text says the same of them in the same clauses."""
    text = coded(
        "a",
        finding("IM-07", "flagrante", "contingent"),
        finding("IM-07", "flagrante", "official"),
        finding("IM-07", "flagrante", "expert", ref="para_2"),
    )
    groups = [g for g in grouped(collect((text,), CODEBOOK, ("immunity",))) if g.variable.code == "IM-07"]
    assert ("official", "contingent") in {g.persons for g in groups} or ("contingent", "official") in {
        g.persons for g in groups
    }
    assert ("expert",) in {g.persons for g in groups}


AUTHENTIC = (Fact("language", "eng", (("status", "authentic"),), ("s1",), 0),)


@pytest.mark.parametrize(
    ("changes", "text", "expected"),
    [
        pytest.param({}, {}, "E3 T3 L3 P0", id="one machine coding of a verified clause"),
        pytest.param({"status": Status.DOUBLE_CODED}, {}, "E3 T3 L3 P1", id="two machine codings"),
        pytest.param({"status": Status.ADJUDICATED}, {}, "E3 T3 L3 P1", id="machine adjudication is no review"),
        pytest.param({"coder_kind": "human"}, {}, "E3 T3 L3 P1", id="one person"),
        pytest.param({"coder_kind": "human", "status": Status.DOUBLE_CODED}, {}, "E3 T3 L3 P2", id="two persons"),
        pytest.param({"coder_kind": "human", "status": Status.REVIEWED}, {}, "E3 T3 L3 P3", id="reviewed by a person"),
        pytest.param({"basis": Basis.INCORPORATED}, {}, "E2 T3 L3 P0", id="incorporated text"),
        pytest.param({"basis": Basis.INFERRED}, {}, "E1 T3 L3 P0", id="inference"),
        pytest.param(
            {"evidence": (Evidence("para_1", 0, 3, "The"), Evidence("para_2", 0, 3, "The"))},
            {},
            "E2 T3 L3 P0",
            id="two",
        ),
        pytest.param({"support": Support.REPORTED}, {}, "E1 T1 L1 P0", id="reported: nobody read the words"),
        pytest.param({"support": Support.UNVERIFIED}, {}, "E1 T0 L1 P0", id="unverified: nobody saw the text"),
        pytest.param({}, {"completeness": Completeness.TEXT_NOT_SEEN}, "E1 T0 L3 P0", id="text not seen"),
        pytest.param({}, {"text_status": TextStatus.OFFICIAL_COPY}, "E3 T2 L3 P0", id="official copy"),
        pytest.param({}, {"text_status": TextStatus.LEAKED}, "E3 T1 L3 P0", id="leaked"),
        pytest.param({}, {"facts": ()}, "E3 T3 L1 P0", id="language of the text not recorded"),
    ],
)
def test_confidence_parts(changes: dict[str, Any], text: dict[str, Any], expected: str) -> None:
    """Each part of confidence follows from what the record says."""
    units = (unit("para_1", "The rule.", text_digest="x"), unit("para_2", "The other.", text_digest="y"))
    item = finding("AC-14", "mutual", **changes)
    assert str(confidence_of(coded("a", item, units=units, **{"facts": AUTHENTIC} | text), item)) == expected


def test_authentic_words_prove_the_language_read() -> None:
    """A quotation in a translation counts as a translation, even where an authentic text exists."""
    facts = (*AUTHENTIC, Fact("language", "fra", (("status", "translation"),), ("s1",), 0))
    item = finding("AC-14", "mutual", authentic=(AuthenticWords("fra", "se prêtent assistance"),))
    assert confidence_of(coded("a", item, facts=facts), item).language == 2


def test_proved_silence_is_explicit_and_unproved_is_not() -> None:
    """A silence with its search log is as explicit as words; without a log it is an inference."""
    proved, unproved = finding("AC-14", "silent"), finding("AC-14", "silent", log=None)
    assert confidence_of(coded("a", proved, facts=AUTHENTIC), proved) == Confidence(3, 3, 3, 0)
    assert confidence_of(coded("a", unproved, logs=(LOG,)), unproved).explicitness == 1


parts = st.integers(0, 3)
confidences = st.builds(Confidence, parts, parts, parts, parts)


@given(confidences, confidences)
def test_lowest_part_decides_and_the_weaker_side_decides_a_comparison(one: Confidence, other: Confidence) -> None:
    """No comparison is surer than its weaker side, and no finding than its weakest part."""
    both = lower(one, other)
    assert both is not None
    assert both.lowest == min(one.lowest, other.lowest)
    assert {"high": 3, "medium": 2, "low": 1}[one.overall] <= max(one.lowest, 1)


values = st.sampled_from(["mutual", "one-way", "joint", *RESERVED_VALUES])
OPEN = {"unclear": "contested", "na": "not-comparable", "not-known": "not-assessed", "not-coded": "not-assessed"}


@given(values, values)
def test_open_states_never_give_a_computed_direction(mine: str, theirs: str) -> None:
    """With an open state on either side, the direction only says that, and not coded beats every other reason."""
    both = row(coded("a", finding("AC-14", mine)), coded("b", finding("AC-14", theirs)), code="AC-14")
    result = change(both.here, both.there[0])
    expected = {OPEN[value] for value in (mine, theirs) if value in OPEN}
    if expected:
        order = ["not-assessed", "contested", "not-comparable"]
        assert result.direction == next(item for item in order if item in expected)
        assert result.reason is not None
    else:
        assert result.direction not in OPEN.values() or "external" in (mine, theirs)


@given(values, values)
def test_directions_mirror_each_other(mine: str, theirs: str) -> None:
    """Reading the pair the other way round turns stronger into weaker and added into dropped, and nothing else."""
    mirror = {
        "stronger-accountability": "weaker-accountability",
        "weaker-accountability": "stronger-accountability",
        "added": "dropped",
        "dropped": "added",
        "displaced": "not-comparable",
    }
    one, two = coded("a", finding("AC-14", mine)), coded("b", finding("AC-14", theirs))
    there, back = row(one, two, code="AC-14"), row(two, one, code="AC-14")
    result, reverse = change(there.here, there.there[0]), change(back.here, back.there[0])
    if reverse.direction != "displaced":
        assert reverse.direction == mirror.get(result.direction, result.direction)
