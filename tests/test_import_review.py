"""Decisions of a person on doubtful places: taken on a terminal, kept beside the draft, applied ever after."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sofadiff.cli import group
from sofadiff.cli.reviewing import walk
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.blocks import letters
from sofadiff.importing.deciding import Choice, Decision, Review, from_json, to_json
from sofadiff.importing.totality import outline_text
from sofadiff.outline import Node
from sofadiff.text import digest

TEXT = """\
# Agreement on the guard

### Article 1

1. The guard may carry:
(a) arms;
(b) radios.
A list of both is kept.
2. The guard is housed:
(a) in Port:
(i) in summer;
(ii) in winter;
(b) elsewhere.
(h) Nowhere else.
5. The end.
"""


def write(folder: Path, text: str = TEXT) -> str:
    """A text in a scratch file."""
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def labels(imported: Imported) -> list[str]:
    """Chains of labels in order; `-` for a clause without one."""
    found: list[str] = []

    def down(node: Node, above: str) -> None:
        here = f"{above} {node.num or '-'}".strip()
        found.append(here)
        for child in node.children:
            down(child, here)

    for node in imported.outline.nodes:
        down(node, "")
    return found


def decide(line: int, text: str, choice: Choice, level: int = 0) -> Decision:
    """A decision on a piece."""
    return Decision(line, digest(text), "", choice, level)


def test_the_three_doubts_of_the_text(tmp_path: Path) -> None:
    """Flush text, a label of no list, a gap in the numbers: these are what the other tests decide on."""
    assert sorted({remark.line for remark in import_file(write(tmp_path)).report.doubts}) == [8, 14, 15]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (decide(8, "A list of both is kept.", Choice.KEEP), "Article 1 1. (b)|Article 1 2."),
        (decide(8, "A list of both is kept.", Choice.SPLIT), "Article 1 1. (b)|Article 1 1. -|Article 1 2."),
        (decide(14, "(h) Nowhere else.", Choice.SPLIT), "Article 1 2. (b)|Article 1 2. (h)|Article 1 5."),
        (decide(14, "(h) Nowhere else.", Choice.PLACE, 2), "Article 1 2. (b)|Article 1 2. (b) (h)|Article 1 5."),
        (decide(14, "(h) Nowhere else.", Choice.LEAVE_OUT), "Article 1 2. (b)|Article 1 5."),
        (decide(15, "5. The end.", Choice.JOIN), "Article 1 2. (b)"),
    ],
)
def test_a_decision_does_what_it_says(tmp_path: Path, decision: Decision, expected: str) -> None:
    """Keep, join, split, another level, leave out; the report no longer doubts what was decided."""
    path = write(tmp_path)
    got = import_file(path, decisions=[decision])
    assert expected in "|".join(labels(got))
    assert decision.line not in [remark.line for remark in got.report.doubts]
    assert len({remark.line for remark in got.report.doubts}) == 2


def test_joined_words_belong_to_the_clause_before(tmp_path: Path) -> None:
    """Text after the last point is that point's own once a person says so."""
    got = import_file(write(tmp_path), decisions=[decide(8, "A list of both is kept.", Choice.JOIN)])
    point = got.outline.nodes[0].children[0].children[1]
    assert (point.num, point.content) == ("(b)", "radios.\nA list of both is kept.")
    assert got.outline.nodes[0].children[0].wrap_up is None


def test_what_was_left_out_is_listed(tmp_path: Path) -> None:
    """Words that a person leaves out are on the list with that reason, and only there."""
    got = import_file(write(tmp_path), decisions=[decide(15, "5. The end.", Choice.LEAVE_OUT)])
    assert [(entry.line, entry.text) for entry in got.report.left_out] == [(15, "5. The end.")]
    assert "person" in got.report.left_out[0].reason


def test_decisions_find_their_words_in_a_changed_file(tmp_path: Path) -> None:
    """Lines that move take their decisions along; a decision whose words are gone is reported and does nothing."""
    taken = [decide(15, "5. The end.", Choice.LEAVE_OUT), decide(8, "Gone since.", Choice.SPLIT)]
    got = import_file(write(tmp_path, TEXT.replace("### Article 1\n", "### Article 1\n\n\n\n")), decisions=taken)
    assert "5." not in " ".join(labels(got))
    assert any("no longer fits" in remark.message for remark in got.report.doubts)


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(
            [*["(a) x.", "(b) y;", "(i) z.", "(h) w", "2. v:", "5. u.", "Text.", "### Article 1", "### Annex A"],
             "l. q", "(2) q", "In witness whereof they signed."]
        ),
        max_size=14,
    ),
    choices=st.lists(st.tuples(st.sampled_from(list(Choice)), st.integers(0, 3)), min_size=14, max_size=14),
)  # fmt: skip
def test_no_decision_loses_a_word(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], choices: list[tuple[Choice, int]]
) -> None:
    """Whatever is decided on whatever piece: every word is in a clause or on the list, and the same twice."""
    text = "### Article 1\n\n1. One:\n(a) first;\n" + "\n".join(lines) + "\n"
    path = write(tmp_path_factory.mktemp("decided"), text)
    first = import_file(path)
    pieces = [block for block in first.reading.blocks if block.text][2:]
    taken = [
        decide(block.line, block.text, choice, level)
        for block, (choice, level) in zip(pieces, choices, strict=False)
    ]  # fmt: skip
    got, again = (import_file(path, decisions=taken) for _ in range(2))
    kept = sum(len(letters(part)) for part in outline_text(got.outline))
    assert kept + sum(len(letters(entry.text)) for entry in got.report.left_out) == len(letters(text))
    assert got.data == again.data


def test_a_review_file_reads_back(tmp_path: Path) -> None:
    """Written and read it is the same, one decision a line; anything else is refused in one line."""
    taken = (decide(8, "words", Choice.SPLIT), decide(3, "others", Choice.PLACE, 2))
    review = Review("a.md", "0" * 64, "1" * 64, taken, (("date", "2001-02-03"), ("term", "mission=guard")))
    text = to_json(review)
    assert from_json(text.encode(), "x").decisions == tuple(sorted(review.decisions, key=lambda one: one.line))
    assert from_json(text.encode(), "x").options == review.options
    assert len(json.loads(text)["decisions"]) == 2
    for bad in (b"", b"[]", b"{", b'{"format": "sofadiff.review/1"}', text.replace("split", "burn").encode()):
        with pytest.raises(SofadiffError, match=r"x: is not a file of decisions"):
            from_json(bad, "x")


# -- on a terminal --------------------------------------------------------------------------------------------


def answered(path: str, answers: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> list[Decision]:
    """The decisions of somebody who types these answers."""
    given_answers = iter(answers)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(given_answers))
    return walk(lambda taken: import_file(path, decisions=taken), (), lambda taken: None)


def test_the_walk_asks_once_for_each_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three doubts, three questions; a wrong key asks again, `b` takes the last one back."""
    answers = ["?", "s", "b", "j", "l", "9", "l", "2", "k"]
    taken = answered(write(tmp_path), answers, monkeypatch)
    assert [(one.line, one.choice, one.level) for one in taken] == [
        (8, Choice.JOIN, 0),
        (14, Choice.PLACE, 2),
        (15, Choice.KEEP, 0),
    ]


def test_control_characters_of_a_file_never_reach_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a hostile file holds is shown as a replacement sign."""
    answered(write(tmp_path, TEXT.replace("(h) Nowhere", "(h) \u009b31mNo\u202ewhere")), ["q"], monkeypatch)
    answered(write(tmp_path, TEXT.replace("A list of", "A \u009b31m \u202elist of")), ["q"], monkeypatch)
    shown = capsys.readouterr().out
    assert "\u009b" not in shown
    assert "\u202e" not in shown


def test_without_a_terminal_it_refuses_politely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe nobody can answer: one line says so, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    got = CliRunner().invoke(group, ["import", write(tmp_path), "--review"])
    assert isinstance(got.exception, SofadiffError)
    assert "not a terminal" in str(got.exception)
    assert not (tmp_path / "text.xml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are those of POSIX")
def test_a_whole_review_on_a_terminal(tmp_path: Path) -> None:
    """Import, review on the same draft, stop, go on, import again: all decisions are applied, none is asked twice."""
    path = write(tmp_path)
    typed(tmp_path, path, ["j", "q"], "--date", "2001-02-03", "--term", "mission=guard")
    assert [one["choice"] for one in kept(tmp_path)] == ["join"]
    shown = typed(tmp_path, path, ["s", "o"])
    assert "Nothing doubtful is left." in shown
    assert [one["choice"] for one in kept(tmp_path)] == ["join", "split", "leave-out"]
    reviewed = (tmp_path / "text.xml").read_bytes()
    got = CliRunner().invoke(group, ["import", path, "-o", str(tmp_path / "text.xml")])
    assert got.exit_code == 0
    assert "Applied: 3 decisions" in got.stderr
    assert (tmp_path / "text.xml").read_bytes() == reviewed
    assert b'form="guard"' in reviewed
    assert b'date="2001-02-03"' in reviewed
    (tmp_path / "text.xml").write_text("mine now", encoding="utf-8")
    got = CliRunner().invoke(group, ["import", path, "-o", str(tmp_path / "text.xml")])
    assert isinstance(got.exception, SofadiffError)


def kept(folder: Path) -> list[dict[str, object]]:
    """The decisions beside the draft."""
    found: list[dict[str, object]] = json.loads((folder / "text.review.json").read_text(encoding="utf-8"))["decisions"]
    return found


def typed(folder: Path, path: str, answers: Sequence[str], *options: str) -> str:
    """What a pseudo-terminal shows while somebody types these answers."""
    pty = pytest.importorskip("pty")
    command = [sys.executable, "-m", "sofadiff", "import", path, "--review", "-o", str(folder / "text.xml")]
    command += options
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the child
        os.execv(sys.executable, command)
    os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the child closed its end
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    os.waitpid(pid, 0)
    return shown.decode("utf-8", "replace")
