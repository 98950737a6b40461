"""The accountability report: gaps, road map, promise and practice; and the matrix of the corpus."""

from __future__ import annotations

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from report_checks import holds, section, table
from small_world import new, new_from_template, old, template
from sofadiff import corpus
from sofadiff.model import Support
from sofadiff.reports import accountability, matrix
from sofadiff.reports.roadmap import STEPS

REPORT = accountability.report(new(), [old()])


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("only", [None, frozenset({Support.VERIFIED}), frozenset({Support.UNVERIFIED})])
def test_every_report_holds_together(lang: str, only: frozenset[Support] | None) -> None:
    """Citations resolve, anchors are unique, data follows the schema, in both languages and under every filter."""
    holds(accountability.report(new(), [old(), template()], lang=lang, only=only))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_gaps_road_map_and_practice_read_as_written(lang: str, file_regression: FileRegressionFixture) -> None:
    """The changes, the gaps, the road map, promise and practice, and one finding, word for word."""
    report = accountability.report(old(), [new()], lang=lang)
    parts = ["changes", "gaps", "gains", "roadmap", "practice", "ac-01", "searches"]
    lines = [text for part in parts for text in (*section(report, part), "")]
    file_regression.check("\n".join(lines), basename=f"accountability.{lang}", extension=".txt")


def test_a_text_that_is_not_known_raises_no_gap() -> None:
    """The predecessor's commission against an unknown text is not assessed; nothing is called dropped."""
    assert [gap for gap in REPORT.data["gaps"] if gap["variable"] == "ac.claims.forum"] == []
    forum = next(item for item in REPORT.data["findings"] if item["code"] == "AC-01")
    assert (forum["state"], forum["comparators"][0]["reason"]) == ("not-known", "not-known.here")


def test_promise_and_practice_stand_in_two_columns() -> None:
    """Practice never changes a value and stands in a column of its own, with its date."""
    report = accountability.report(old(), [])
    (row,) = [block for name, block in table(report, "practice-table").items() if name.startswith("AC-01")]
    assert row["The text"].startswith("standing commission (4/5)")
    assert "2013-11" in row["Practice"]
    assert ("G7", "ac.claims.forum") in {(gap["flag"], gap["variable"]) for gap in report.data["gaps"]}


def test_road_map_goes_through_every_step_in_order() -> None:
    """Each step is answered by a clause, by a proved silence, or by the state it is in."""
    lines = [text for text in section(REPORT, "roadmap") if text.startswith("- ")]
    numbers = [int(text[2:].split(".")[0]) for text in lines]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(STEPS) + 1))
    for text in lines:
        assert any(words in text for words in ("para ", "not known", "not coded", "search log", "cannot arise")), text


def test_road_map_follows_the_suit_to_the_commission() -> None:
    """The clause that ends the suit and the clause that receives it stand in one sentence."""
    text = "\n".join(section(accountability.report(old(), []), "roadmap"))
    assert "para 4, which ends the suit, sends it to para 5." in text


def test_no_direction_against_the_template_that_a_clause_was_assumed_from() -> None:
    """An assumed clause has no direction against its template, and one against an independent text."""
    report = accountability.report(new_from_template(), [template(), old()])
    item = next(f for f in report.data["findings"] if f["code"] == "AC-14")
    assert [(c["direction"], c["reason"]) for c in item["comparators"]] == [
        ("not-assessed", "assumed"),
        ("weaker-accountability", None),
    ]


def test_silence_carries_its_proof() -> None:
    """A silence names its search log in the sentence, in the data, and in the list of searches."""
    report = accountability.report(old(), [])
    assert "search log log-1" in "\n".join(section(report, "ac-06"))
    item = next(f for f in report.data["findings"] if f["code"] == "AC-06")
    assert item["silence_proof"]["log"] == "log-1"
    assert "log-1" in "\n".join(section(report, "searches"))


def test_evidence_is_restated_and_only_authentic_words_are_quoted() -> None:
    """Our words stand without quotation marks and are labelled; the text's own words are quoted in their language."""
    rows = [text for text in section(accountability.report(old(), []), "ac-01") if text.startswith("| old")]
    assert "restated: standing commission" in rows[0]
    restated, quoted = rows[0].split("; authentic text: ")
    assert "“" not in restated
    assert quoted.startswith("“<fr>commission permanente</fr>”")


def test_french_report_marks_english_words() -> None:
    """In a French report, the record's English words are marked as English."""
    text = "\n".join(section(accountability.report(old(), [], lang="fr"), "ac-01"))
    assert "<en>standing commission</en>" in text
    assert "commission permanente" in text


def test_shipped_records_hold_together() -> None:
    """Each shipped record against the four after it, every second one in French."""
    records = corpus.read_all()
    for number, record in enumerate(records):
        others = (records[number + 1 :] + records[:number])[:4]
        holds(accountability.report(record, others, lang=("en", "fr")[number % 2]))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_matrix_of_the_corpus_holds_together_and_judges_nothing(lang: str) -> None:
    """The matrix has every question of every record and no direction at all."""
    records = corpus.read_all()
    report = matrix.report(records, lang=lang)
    holds(report)
    assert report.data["agreement"] is None
    assert {c["direction"] for item in report.data["findings"] for c in item["comparators"]} == {None}
    assert len(report.rows) == len(report.data["findings"]) * len(records)
