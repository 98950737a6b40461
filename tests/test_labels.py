"""The hand-written labels and what is made of them: well-formed, about clauses as they are, refused when stale.

Label files of authentic texts hold clause labels and digests; never words of the texts.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import label_files, label_scores, labelled
from benchmarks.label_files import LABELS, EditLabel, Group, PairLabels, Usable
from benchmarks.label_scores import Found
from factories import agreement, unit
from sofadiff import text
from sofadiff.comparison import ChangeClass
from sofadiff.comparison.compare import compare
from sofadiff.errors import SofadiffError

PAIR_FILES = sorted((LABELS / "links").glob("*/*.json"))
EDIT_FILES = sorted((LABELS / "edits").glob("*.json"))
KEY = re.compile(r"(-|[a-z0-9]{1,12}(\.[a-z0-9]{1,12}){0,5})(#\d{1,2})?")
"""Every form of a clause label of an authentic text."""
RUN = 5
"""So many words of a text in a row would be words taken from it."""


def name(path: Path) -> str:
    """Test id."""
    return f"{path.parent.name}-{path.stem}"


pair_files = pytest.mark.parametrize("path", PAIR_FILES, ids=name)
authentic_files = pytest.mark.parametrize("path", [p for p in PAIR_FILES if p.stem.startswith("auth-")], ids=name)
edit_files = pytest.mark.parametrize("path", EDIT_FILES, ids=name)


def written(path: Path) -> dict[str, Any]:
    """A label file as it stands."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def labels(groups: list[Group], base: dict[str, str], other: dict[str, str]) -> PairLabels:
    """Labels of two texts given by key and words."""
    digests = [{key: text.digest(words)[:16] for key, words in side.items()} for side in (base, other)]
    return PairLabels("links/a/x--y.json", False, ("x", "y"), "a", tuple(groups), (digests[0], digests[1]), ())


def usable(groups: list[Group], base: set[str], other: set[str]) -> Usable:
    """Labels none of which was refused."""
    return Usable(tuple(groups), (frozenset(base), frozenset(other)), ())


def found(base: str, other: str, *, doubtful: bool = False) -> Found:
    """A pair of units that the aligner linked."""
    return Found(base, other, doubtful, "wording", 0.5, "substantive")


@pair_files
def test_a_pair_file_says_by_whom_when_and_why(path: Path) -> None:
    """The head names the pair, the coder as software, the day and the reason, and the kind of the texts."""
    head = written(path)
    assert head["format"] == label_files.FORMAT
    assert path.name == f"{head['base']}--{head['other']}.json"
    assert head["kind"] == ("authentic" if path.stem.startswith("auth-") else "restatement")
    assert "software" in head["by"]
    assert path.parent.name in head["by"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", head["when"])
    assert head["why"]


@pair_files
def test_every_link_joins_units_that_were_judged_and_none_twice(path: Path) -> None:
    """Groups name units of the digests on both sides, and no pair is labelled sure and unsure, or twice."""
    read = label_files.read_pair(path)
    pairs = [pair for group in read.groups for pair in group.pairs()]
    assert len(pairs) == len(set(pairs))
    for group in read.groups:
        assert group.base
        assert group.other
        assert {*group.base} <= read.digests[0].keys()
        assert {*group.other} <= read.digests[1].keys()
    for side in read.digests:
        assert all(re.fullmatch(r"[0-9a-f]{16}", value) for value in side.values())


@pytest.mark.parametrize("path", [p for p in PAIR_FILES if not p.stem.startswith("auth-")], ids=name)
def test_labels_speak_of_the_records_as_they_are(path: Path) -> None:
    """Every body clause of both records was judged and has its digest; what is stale is named."""
    refused = labelled.still_usable(label_files.read_pair(path)).refused
    assert not refused, "\n".join(f"{fault.place}: {fault.why}" for fault in refused)


@authentic_files
def test_authentic_labels_hold_labels_and_digests_only(path: Path) -> None:
    """Keys are clause labels, values are digests, each text is named by file and SHA-256: no room for its words."""
    data = written(path)
    assert data.keys() == {"format", "kind", "base", "other", "by", "when", "why", "groups", "source", "digests"}
    for side in ("base", "other"):
        assert data["source"][side].keys() == {"file", "sha256"}
        assert re.fullmatch(r"[0-9a-f]{64}", data["source"][side]["sha256"])
        assert all(KEY.fullmatch(key) for key in data["digests"][side])
    for group in data["groups"]:
        assert group.keys() <= {"base", "other", "sure", "note"}
        assert len(text.words(group.get("note", ""))) <= 30


@pytest.mark.data
@authentic_files
def test_authentic_labels_speak_of_the_texts_and_take_no_words(path: Path, test_data: Path) -> None:
    """The imported texts have the labelled clauses with these digests; no note repeats five of their words in a row."""
    read = label_files.read_pair(path)
    refused = labelled.still_usable(read).refused
    assert not refused, "\n".join(f"{fault.place}: {fault.why}" for fault in refused)
    ours = [written(path)["why"], *(group.get("note", "") for group in written(path)["groups"])]
    theirs = [text.normal_words(each.text) for side in labelled.texts(read) for each in side.units]
    taken = {tuple(words[i : i + RUN]) for words in theirs for i in range(len(words) - RUN + 1)}
    for note in map(text.normal_words, ours):
        assert not taken & {tuple(note[i : i + RUN]) for i in range(len(note) - RUN + 1)}


@edit_files
def test_edit_labels_are_of_words_that_the_clauses_have(path: Path) -> None:
    """Each edit names two clauses as they are, words that stand in them, and one known class; none stands twice."""
    data, edits = written(path), label_files.read_edits(path)
    assert "software" in data["by"]
    assert path.stem in data["by"]
    assert len({edit.key for edit in edits}) == len(edits)
    for edit in edits:
        sides = (label_files.body(labelled.record(slug), authentic=False) for slug, _ in (edit.base, edit.other))
        fault = label_files.edit_fault(edit, *sides)
        assert fault is None, fault
        assert edit.change in set(ChangeClass)
        assert edit.removed != edit.added


def test_there_are_enough_labels() -> None:
    """At least 150 links, 200 edits and both kinds of texts."""
    own = label_files.pairs_by_coder()["coder-a"]
    assert sum(len(list(group.pairs())) for each in own for group in each.groups) >= 150
    assert {each.authentic for each in own} == {True, False}
    assert len(label_files.read_edits(LABELS / "edits" / "coder-a.json")) >= 200


def test_a_label_whose_clause_changed_is_refused() -> None:
    """One changed word refuses the clause and the links on it, by place; other links stay in use."""
    was = {"p1": "The State must pay.", "p2": "The State must report."}
    groups = [Group(("p1",), ("q1",), True), Group(("p2",), ("q2",), True)]
    other = {"q1": unit("q1", "It must pay."), "q2": unit("q2", "It must report.")}
    held = labels(groups, was, {key: each.text for key, each in other.items()})
    now = {"p1": unit("p1", "The State may pay."), "p2": unit("p2", was["p2"])}
    result = label_files.usable(held, now, other)
    assert result.groups == (groups[1],)
    assert result.judged == ({"p2"}, {"q1", "q2"})
    assert [fault.place for fault in result.refused] == ["links/a/x--y.json"] * 2
    assert "base x, p1: the clause has changed since the label was written" in result.refused[0].why
    assert result.refused[1].why == "link p1 = q1: refused because of p1"


def test_layout_does_not_make_a_label_stale() -> None:
    """Digests are of words: another quotation mark or line break refuses nothing."""
    held = labels([Group(("p1",), ("q1",), True)], {"p1": "“Force” means armed\nunits."}, {"q1": "A force."})
    result = label_files.usable(held, {"p1": unit("p1", '"Force" means armed units.')}, {"q1": unit("q1", "A force.")})
    assert not result.refused


def test_clauses_that_went_or_came_are_listed() -> None:
    """A clause that is gone refuses its label; one that is new is listed as never judged."""
    held = labels([Group(("p1",), ("q1",), True)], {"p1": "One."}, {"q1": "One."})
    result = label_files.usable(held, {}, {"q1": unit("q1", "One."), "q2": unit("q2", "Two.")})
    assert not result.groups
    assert [fault.why for fault in result.refused] == [
        "base x, p1: no such clause now",
        "other y, q2: new since the labels were written, never judged",
        "link p1 = q1: refused because of p1",
    ]


def test_an_edit_label_whose_clause_changed_is_refused() -> None:
    """So is one whose words the clause does not have."""
    one, two = unit("p1", "It may pay."), unit("q1", "It must pay.")
    digests = (label_files.digest(one), label_files.digest(two))
    good = EditLabel("edits/a.json: edit 1", ("x", "p1"), ("y", "q1"), "may", "must", "modality", digests)
    assert label_files.edit_fault(good, {"p1": one}, {"q1": two}) is None
    stale = label_files.edit_fault(good, {"p1": one}, {"q1": unit("q1", "It must not pay.")})
    assert stale
    assert (stale.place, stale.why.partition(" (")[0]) == (
        "edits/a.json: edit 1",
        "y, q1: the clause has changed since the label was written",
    )
    elsewhere = EditLabel("edits/a.json: edit 1", ("x", "p1"), ("y", "q1"), "can", "must", "modality", digests)
    lacking = label_files.edit_fault(elsewhere, {"p1": one}, {"q1": two})
    assert lacking
    assert lacking.why == "x, p1: the clause has no words 'can'"


def test_a_file_of_another_kind_is_refused_in_one_line(tmp_path: Path) -> None:
    """A file that is no label file raises an error that names it."""
    path = tmp_path / "x--y.json"
    for content in ("[]", "{", '{"format": "sofadiff.labels/1"}'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(SofadiffError, match=r"^x--y\.json: not a label file"):
            label_files.read_pair(path, tmp_path)


def test_doubtful_links_count_as_wrong_and_unsure_labels_not_at_all() -> None:
    """A true link marked doubtful is wrong and missed; a link of which the coder is unsure is neither."""
    held = usable(
        [Group(("a",), ("k", "l"), True), Group(("b",), ("m",), True), Group(("c",), ("n",), False)],
        {"a", "b", "c"},
        {"k", "l", "m", "n"},
    )
    made = [found("a", "k"), found("b", "m", doubtful=True), found("c", "n"), found("c", "k"), found("new", "k")]
    score = label_scores.score_links(held, made)
    assert [each.pair for each in score.right] == [("a", "k")]
    assert [each.pair for each in score.wrong] == [("b", "m"), ("c", "k")]
    assert score.missed == (("a", "l"), ("b", "m"))
    assert (score.doubtful, score.unsure, score.counts) == (1, (1, 1), (1, 3, 3))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((3, 4, 6), (0.75, 0.5, 0.6)), ((0, 0, 5), (1.0, 0.0, 0.0)), ((0, 0, 0), (1.0, 1.0, 1.0))],
)
def test_rates(counts: tuple[int, int, int], expected: tuple[float, float, float]) -> None:
    """Precision, recall and F1; nothing made is no wrong link, and no link found where there are some is F1 zero."""
    assert label_scores.rates(*counts) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [("aabb", "aaba", 0.5), ("ab", "ba", -1.0), ("abc", "abc", 1.0), ("", "", None), ("aa", "aa", None)],
)
def test_kappa(one: str, two: str, expected: float | None) -> None:
    """Chance agreement is taken out; it is not defined for nothing, nor where only one class is used."""
    value = label_scores.kappa(list(one), list(two))
    assert value == (None if expected is None else pytest.approx(expected))


def test_agreement_of_two_coders_leaves_unsure_links_out() -> None:
    """Links that either coder is not sure of count neither way."""
    one = usable([Group(("a",), ("k",), True), Group(("b",), ("l",), True), Group(("c",), ("m",), True)], set(), set())
    two = usable([Group(("a",), ("k",), True), Group(("b",), ("l",), False), Group(("d",), ("m",), True)], set(), set())
    assert label_scores.agreement(one, two) == (1, 2, 2)


def test_adjudicated_labels_win() -> None:
    """Where a pair was adjudicated, these labels stand in for the coder's; other pairs stay the coder's."""
    mine, settled = labels([], {}, {}), labels([Group(("p",), ("q",), True)], {"p": ""}, {"q": ""})
    assert label_files.in_force([mine], [settled]) == (settled,)
    assert label_files.in_force([mine], []) == (mine,)


EDITS = {
    "a word": ("may", "must", "modality", "shown"),
    "words that both sides have": ("may pay", "must pay", "modality", "shown"),
    "only one side": ("", "within 30 days", "period", "shown"),
    "words that stand elsewhere unchanged": ("The State", "", "wording", "not shown"),
}


@pytest.mark.parametrize("case", EDITS)
def test_a_labelled_edit_is_sought_among_the_changed_words(case: str) -> None:
    """Its own words must be removed or added; words that the label has on both sides may stay as they are."""
    base = agreement("x", [unit("p1", "The State may pay the sum to the other State.")])
    other = agreement("y", [unit("p1", "The State must pay the sum to the other State within 30 days.")])
    removed, added, change, state = EDITS[case]
    label = EditLabel("edits/a.json: edit 1", ("x", "p1"), ("y", "p1"), removed, added, change, ("", ""))
    shown = label_scores.score_edit(label, compare(base, other))
    assert shown.state == state
    if state == "shown":
        assert (shown.change, shown.in_clause) == (change, True)


def test_an_edit_between_clauses_that_are_not_linked_is_told_apart() -> None:
    """Such a label says nothing of the classes: it is counted as not linked."""
    base = agreement(
        "x", [unit("p1", "The State may pay the sum."), unit("p2", "Vehicles carry a mark on both doors.")]
    )
    other = agreement("y", [unit("p1", "The State may pay the sum."), unit("p2", "Doctors give free care to anyone.")])
    label = EditLabel("edits/a.json: edit 1", ("x", "p1"), ("y", "p2"), "may", "", "modality", ("", ""))
    assert label_scores.score_edit(label, compare(base, other)).state == "not linked"


def test_authentic_texts_are_left_out_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the folder of authentic texts a pair is not measured, and the table says why."""
    monkeypatch.delenv("SOFADIFF_TEST_DATA", raising=False)
    labelled.imported.cache_clear()
    read = next(each for each in label_files.pairs_by_coder()["coder-a"] if each.authentic)
    row = list(labelled.links_table([labelled.measure(read)]))[-1]
    assert row == f"| {read.title} | not measured: SOFADIFF_TEST_DATA is not set | | | | | | | |"


def test_the_table_of_one_pair() -> None:
    """A pair of texts with its sum: counts of the labels, of the aligner's links, and rates between 0 and 1."""
    read = next(each for each in label_files.pairs_by_coder()["coder-a"] if each.names[0] == "nl-senegal-2010")
    lines = list(labelled.links_table([labelled.measure(read)]))
    assert lines[2].startswith(f"| {read.title} | 41 | ")
    assert lines[3].startswith("| **all restatements** | 41 | ")
    rates = [float(cell) for cell in lines[2].split("|")[4:7]]
    assert all(0 <= rate <= 1 for rate in rates)
