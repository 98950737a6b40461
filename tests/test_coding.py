"""Two codings of one question: when they agree, when they differ, and what an adjudication does."""

from __future__ import annotations

from sofadiff.coding import decided
from sofadiff.model import Adjudication, Basis, Finding, Status, Support


def finding(value: str, coder: str = "coder-a", person: str | None = "contingent", **attributes: str) -> Finding:
    """A coding of criminal jurisdiction."""
    return Finding(
        f"{coder}-{value}-{person}", "imm.criminal.uniformed", person, value, Basis.INLINE, Support.VERIFIED,
        Status.CODED, coder, "machine", "0.1.0", (), (), tuple(attributes.items()), (), "because", None, 1,
    )  # fmt: skip


def ruling(value: str) -> Adjudication:
    """An adjudication of that question."""
    return Adjudication(
        "imm.criminal.uniformed", "contingent", value, "coder-error", "adjudicator", "machine", "the text says so", 9
    )


def test_one_coding_alone_stays_coded() -> None:
    """A single coding is not called double-coded."""
    assert [f.status for f in decided([finding("concurrent")])] == [Status.CODED]


def test_two_codings_that_agree_are_double_coded_and_counted_once() -> None:
    """Agreement lifts the status by one rung and shows the first coder's evidence."""
    both = decided([finding("concurrent"), finding("concurrent", "coder-b")])

    assert [(f.value, f.status, f.coder) for f in both] == [("concurrent", Status.DOUBLE_CODED, "coder-a")]


def test_two_codings_that_differ_are_disputed_until_somebody_decides() -> None:
    """A disagreement without an adjudication is shown as one."""
    assert [f.status for f in decided([finding("concurrent"), finding("host-full", "coder-b")])] == [Status.DISPUTED]


def test_an_adjudication_says_which_coding_stands() -> None:
    """The coding that was upheld stands as adjudicated, whichever coder made it."""
    stands = decided([finding("concurrent"), finding("host-full", "coder-b")], [ruling("host-full")])

    assert [(f.value, f.status, f.coder) for f in stands] == [("host-full", Status.ADJUDICATED, "coder-b")]


def test_an_adjudication_for_a_value_that_nobody_coded_decides_nothing() -> None:
    """A ruling must uphold one of the codings; otherwise the question stays disputed."""
    stands = decided([finding("concurrent"), finding("host-full", "coder-b")], [ruling("absolute")])

    assert [f.status for f in stands] == [Status.DISPUTED]


def test_a_reader_who_refutes_both_coders_makes_the_question_disputed() -> None:
    """Two codings that agree are shown as disputed where a later ruling gives another value."""
    both = [finding("concurrent"), finding("concurrent", "coder-b")]

    assert [f.status for f in decided(both, [ruling("host-full")])] == [Status.DISPUTED]


def test_proceedings_that_one_coder_told_apart_stay_apart() -> None:
    """Two findings on one question, for civil and for criminal proceedings, are two findings."""
    two = decided([finding("concurrent", proceeding="civil"), finding("host-full", proceeding="criminal")])

    assert [f.value for f in two] == ["concurrent", "host-full"]
