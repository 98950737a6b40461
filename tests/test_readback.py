"""How the benchmark reads other tools' output: what is kept, what is paired, what counts as shown."""

from __future__ import annotations

import dataclasses
import difflib
import io
import zipfile

import pytest

from benchmarks import generator, hidden, ours, peers
from benchmarks.generator import Pair
from benchmarks.readback import Part, Reading, deleted, inserted, read_back, same
from benchmarks.scores import score

BASE = ["one two three four.", "five six seven eight."]


def test_a_clause_is_paired_with_where_its_words_went() -> None:
    """Kept words pair the clauses that they stand in; both texts come out as they went in."""
    found = read_back(
        [same("one two three four.\n"), inserted("new words here.\n"), same("five six seven eight.\n")],
        BASE,
        [BASE[0], "new words here.", BASE[1]],
    )

    assert found.links == {(0, 0), (1, 2)}
    assert found.moves == set()
    assert found.rebuilt


def test_fewer_than_three_words_in_ten_pair_nothing() -> None:
    """One kept word of four is too little; two are enough."""
    one = [same("one "), deleted("two three four.\n"), inserted("x y z.\n")]
    two = [same("one two "), deleted("three four.\n"), inserted("x y.\n")]

    assert read_back(one, BASE[:1], ["one x y z."]).links == set()
    assert read_back(two, BASE[:1], ["one two x y."]).links == {(0, 0)}


def test_half_a_word_is_not_kept() -> None:
    """A word of which some characters are replaced was not kept, though others were."""
    found = read_back(
        [same("Gover"), deleted("nor"), inserted("nment"), same(" may")], ["Governor may"], ["Government may"]
    )

    assert found.kept == {(1, 1)}
    assert found.rebuilt


def test_marked_moves_are_linked() -> None:
    """Two passages that a tool marks as one moved passage pair their clauses, as a move."""
    parts = [
        deleted("one two three four.\n", "m1"),
        same("five six seven eight.\n"),
        inserted("one two three four.\n", "m1"),
    ]
    found = read_back(parts, BASE, BASE[::-1])

    assert found.links == {(0, 1), (1, 0)}
    assert found.moves == {(0, 1)}


def test_a_text_that_does_not_come_back_is_told() -> None:
    """Where deleted words are lost, the reading says so and still pairs what is there."""
    found = read_back([same("one two three four.\n"), same("six seven eight.\n")], BASE, [BASE[0], "six seven eight."])

    assert not found.rebuilt
    assert found.links == {(0, 0), (1, 1)}


def test_tracked_changes_of_a_word_file_are_read() -> None:
    """Insertions, deletions and moves of a Word file become parts; a moved passage keeps its name."""
    name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        "<w:p><w:r><w:t>a </w:t></w:r><w:ins><w:r><w:t>b </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>"
        '<w:p><w:moveFromRangeStart w:id="1" w:name="m"/><w:moveFrom><w:r><w:t>d</w:t></w:r></w:moveFrom>'
        '<w:moveFromRangeEnd w:id="1"/></w:p>'
    )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as files:
        files.writestr("word/document.xml", f"<w:document {name}><w:body>{body}</w:body></w:document>")

    assert list(peers.tracked(sink.getvalue())) == [
        same("\n"), same("a "), inserted("b "), deleted("c"), same("\n"), Part("deleted", "d", "", "m"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def light() -> Pair:
    """One pair of little change."""
    return generator.derived(1, "light")


def test_a_perfect_reading_scores_one(light: Pair) -> None:
    """All true links and nothing else; a link too many and one too few both cost."""
    moved = frozenset(link for link in light.links if light.base_kinds[link[0]] == "moved")
    perfect = score(light, Reading(light.links, moved, frozenset(), True), marks_moves=True)
    less = frozenset(sorted(light.links)[1:])
    worse = score(
        light, Reading(less | {(0, len(light.other.clauses) - 1)}, moved, frozenset(), True), marks_moves=True
    )

    assert (perfect.f1, perfect.moves_found, perfect.splits_found, perfect.merges_found) == (
        1.0, perfect.moves, perfect.splits, perfect.merges,
    )  # fmt: skip
    assert (perfect.moves, perfect.splits, perfect.merges, perfect.false_moves) == (2, 3, 3, 0)
    assert worse.precision < 1
    assert worse.recall < 1
    assert (perfect + worse).pairs == 2


def test_a_move_that_is_not_marked_does_not_count_as_ours(light: Pair) -> None:
    """Linked is enough for tools that mark no moves; we have to say that it moved."""
    reading = Reading(light.links, frozenset(), frozenset(), True)

    assert score(light, reading, marks_moves=False).moves_found == 2
    assert score(light, reading, marks_moves=True).moves_found == 0


def test_doubtful_links_count_as_wrong(light: Pair) -> None:
    """A true link that is marked as doubtful is wrong, is missed, and is counted as doubtful."""
    one = frozenset(sorted(light.links)[:1])
    found = score(light, Reading(light.links - one, frozenset(), frozenset(), True), marks_moves=True, doubtful=one)

    assert (found.missed, found.doubtful) == (1, 1)
    assert found.precision < 1
    assert found.f1 < found.f1_left_out
    assert found.doubtful_share == pytest.approx(1 / len(light.links))


def test_ours_is_read_with_every_unit_once(light: Pair) -> None:
    """Our own comparison of a pair gives both texts back and asserts links between its clauses."""
    found = ours.read(light)

    assert found.reading.rebuilt
    assert found.reading.links <= {
        (i, j) for i in range(len(light.base.clauses)) for j in range(len(light.other.clauses))
    }


def test_a_hidden_word_is_looked_for_in_its_clause() -> None:
    """A stream that deletes and inserts the whole clause does not show the word; one that keeps the rest does."""
    pair = generator.hidden(2)  # a split
    (edit,) = pair.edits
    base, other = peers.lines(pair)
    blunt = [Part("deleted", "\n".join(base), ""), Part("inserted", "", "\n".join(other))]

    assert not hidden.shown_by(pair, read_back(blunt, base, other))
    assert hidden.shown_by(pair, _word_by_word(base, other))
    assert edit.added == "not"


def _word_by_word(base: list[str], other: list[str]) -> Reading:
    one, two = (" ".join(side).split() for side in (base, other))
    parts: list[Part] = []
    for op, i, j, k, m in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        old, new = (" ".join(words) + " " for words in (one[i:j], two[k:m]))
        parts += [same(old)] if op == "equal" else [deleted(old), inserted(new)]
    return read_back(parts, base, other)


def test_every_format_shows_a_hidden_word() -> None:
    """Every output format is read: the word that came is found, and one that did not come is not."""
    pair = generator.hidden(2)
    absent = dataclasses.replace(pair.edits[0], added="never")
    printed = hidden.printed(pair)

    assert set(printed) >= {"html", "markdown", "terminal", "csv", "json"}
    assert all(hidden.ours(pair).values())
    assert not any(hidden.shown(name, text, absent) for name, text in printed.items())
