"""The immunity report: what it says, what it refuses to say, and that all of it can be checked."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytest_regressions.file_regression import FileRegressionFixture

from finding_factories import coded, finding
from report_checks import holds, section, table
from small_world import new, old, template
from sofadiff import corpus
from sofadiff.model import Support
from sofadiff.reports import immunity

REPORT = immunity.report(new(), [old()])


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("only", [None, frozenset({Support.VERIFIED}), frozenset({Support.VERIFIED, Support.REPORTED})])
def test_every_report_holds_together(lang: str, only: frozenset[Support] | None) -> None:
    """Citations resolve, anchors are unique, data follows the schema, in both languages and under every filter."""
    holds(immunity.report(new(), [old(), template()], lang=lang, only=only))


def test_a_report_without_comparators_holds_together() -> None:
    """One agreement alone is a report too; it says that nothing is said about change."""
    report = immunity.report(old(), [])
    holds(report)
    assert section(report, "changes")[1:] == ["No text to compare with was named; nothing is said about change."]


def test_document_of_another_producer_is_reported_as_not_coded() -> None:
    """A file without findings gives a report in which everything is not coded and nothing is silent."""
    report = immunity.report(coded("bare"), [])
    holds(report)
    assert {finding_["state"] for finding_ in report.data["findings"]} == {"not-coded"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_findings_and_changes_read_as_written(lang: str, file_regression: FileRegressionFixture) -> None:
    """The warning, the changes, the forums, the gaps and one finding, word for word."""
    report = immunity.report(new(), [old()], lang=lang)
    parts = ["changes", "forums", "gaps", "gains", "im-01", "im-11", "open", "clauses"]
    lines = [text for part in parts for text in (*section(report, part), "")]
    file_regression.check("\n".join(lines), basename=f"immunity.{lang}", extension=".txt")


def test_police_in_two_categories_are_set_side_by_side_without_a_direction() -> None:
    """Formed units here and experts there are shown together, and no row compares them."""
    lines = section(REPORT, "police")
    assert "formed police units" in lines[2]
    assert "Experts on mission" in lines[2]
    assert "Direction" not in lines[2]
    by_id = {item["finding_id"]: item for item in REPORT.data["findings"]}
    assert by_id["new:IM-01:fpu"]["comparators"][0]["direction"] == "not-assessed"


def test_police_of_one_category_need_no_such_note() -> None:
    """Where both texts code the same category there is a row, and no note."""
    both = [coded(slug, finding("IM-01", "absolute", "fpu")) for slug in ("a", "b")]
    with pytest.raises(AssertionError, match="no heading police"):
        section(immunity.report(both[0], both[1:]), "police")


def test_states_are_counted_apart() -> None:
    """Each state has a column of its own, and together they are all questions that some text answers."""
    counts = table(REPORT, "states-table")
    questions = answered()
    for row in counts.values():
        assert sum(int(number) for number in row.values()) == questions
    assert counts["new"]["unclear"] == "1"
    assert counts["new"]["coded with a value"] == "3"


def test_directions_of_one_comparator_add_up_to_all_questions() -> None:
    """Every question with a finding in some text stands in exactly one line of the table; the rest are counted once."""
    rows = table(REPORT, "changes-table")
    head = "old (earlier agreement in the same host State)"
    assert sum(int(row[head]) for row in rows.values()) == answered()
    empty = len(REPORT.data["findings"]) - answered()
    assert f"{empty} more questions have no finding" in "\n".join(section(REPORT, "changes"))


def answered() -> int:
    """How many questions have a finding in at least one of the two texts."""
    return sum(
        {item["state"], *(other["state"] for other in item["comparators"])} != {"not-coded"}
        for item in REPORT.data["findings"]
    )


def test_filter_lists_what_it_left_out() -> None:
    """With `only verified`, reported answers are gone from the findings and named in a list of their own."""
    report = immunity.report(new(), [old()], only=frozenset({Support.VERIFIED}))
    left_out = {(item["agreement"], item["variable"], item["person"]) for item in report.data["filtered_out"]}
    assert left_out == {("new", "imm.criminal.uniformed", "contingent"), ("new", "imm.criminal.uniformed", "fpu")}
    text = " ".join(section(report, "left-out"))
    assert text.count("[left-out:") == len(left_out)
    assert "sending-exclusive" not in str([f["value"] for f in report.data["findings"]])


def test_same_input_same_report() -> None:
    """A report has no clock and no chance in it."""
    assert immunity.report(new(), [old()]) == immunity.report(new(), [old()])


def test_comparators_keep_their_order() -> None:
    """Against A and B reads A first, whatever their roles."""
    report = immunity.report(new(), [template(), old()])
    assert [(item["slug"], item["role"]) for item in report.data["against"]] == [
        ("model", "model"),
        ("old", "predecessor"),
    ]


def test_predicted_number_is_never_printed_as_a_citation() -> None:
    """The predicted paragraph stands in brackets wherever it is cited."""
    text = "\n".join(section(REPORT, "im-11"))
    assert "para [4]* (number predicted)" in text
    assert "new (para 4)" not in text


def test_all_pairs_of_the_shipped_records_hold_together() -> None:
    """Each shipped record against the one after it, every second one in French."""
    records = corpus.read_all()
    for number, record in enumerate(records):
        others = (records[number + 1 :] + records[:number])[:1]
        holds(immunity.report(record, others, lang=("en", "fr")[number % 2]))


def test_assumed_answers_are_never_called_the_same() -> None:
    """No shipped finding that rests on a clause assumed from a comparator has a direction against it."""
    records = corpus.read_all()
    checked = 0
    for record in records:
        templates = {unit.assumed_from.split("#")[0] for unit in record.units if unit.assumed_from}
        if not templates:
            continue
        report = immunity.report(record, [other for other in records if other.slug in templates])
        for item in report.data["findings"]:
            for against in item["comparators"]:
                origins = {origin.split("#")[0] for origin in item["assumed_from"]}
                if against["agreement"] in origins and against["state"] == item["state"] == "coded":
                    checked += 1
                    assert (against["direction"], against["reason"]) == ("not-assessed", "assumed")
    assert checked > 0


def test_only_reads_the_agreement_it_is_given() -> None:
    """Renaming the file of an agreement changes names, not findings."""
    renamed = replace(old(), slug="ancient")
    mine, theirs = immunity.report(old(), []), immunity.report(renamed, [])
    assert [f["value"] for f in mine.data["findings"]] == [f["value"] for f in theirs.data["findings"]]
