"""The check on every Word file that tests write: it sees what it should, and what it sees fails the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import word_gathering
from sofadiff.comparison import Edit, Op
from sofadiff.document import Redline, Report
from sofadiff.render import docx

SWAP = Redline((Edit(Op.REMOVED, "shall go", ""), Edit(Op.ADDED, "", "may go")), "a", "b", "en", "en")
FORGETS = """
from sofadiff.comparison import Edit, Op
from sofadiff.document import Redline, Report
from sofadiff.render import docx

def test_that_passes(monkeypatch):
    packed = docx.packed
    monkeypatch.setattr(docx, "packed", lambda whole, *parts: packed(whole.replace("shall", "may"), *parts))
    block = Redline((Edit(Op.REMOVED, "It shall go.", ""),), "a", "b", "en", "en")
    docx.render(Report("redline", "A title", "en", (block,)))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one changed passage, kept with what it must say."""
    report = Report("redline", "A title", "en", (SWAP,))
    word_gathering.keep(tmp_path, docx.render(report), report)
    (found,) = tmp_path.glob("*.docx")
    return found


def test_a_file_that_holds_has_no_problem(file: Path) -> None:
    """Our reader finds the later words after accepting, the earlier ones after rejecting."""
    assert word_gathering.wrong(file, None) == []


def test_a_file_that_lost_words_is_told(file: Path, tmp_path: Path) -> None:
    """A passage that says other words than the report fails after the decision that would leave it."""
    report = Report("redline", "A title", "en", (SWAP,))
    other = Report("redline", "A title", "en", (Redline((Edit(Op.ADDED, "", "must go"),), "a", "b", "en", "en"),))
    (tmp_path / "other").mkdir()
    word_gathering.keep(tmp_path / "other", docx.render(report), other)
    (found,) = (tmp_path / "other").glob("*.docx")

    assert word_gathering.wrong(found, None) == ["after accept, our reader does not find “must go”"]


def test_what_libreoffice_did_not_do_is_told(file: Path) -> None:
    """A file that LibreOffice did not save, or saved with its changes, fails."""
    wrong = word_gathering.wrong(file, {"accept": {}, "reject": {file.stem: file}})

    assert wrong[0] == "LibreOffice did not save it after accept"
    assert wrong[1] == "LibreOffice left changes after reject"
    assert wrong[2].startswith("LibreOffice leaves other words after reject")


def test_a_bad_file_fails_the_run_and_names_its_test(tmp_path: Path) -> None:
    """A test that passes and wrote a file without one of its words fails the run, in whatever worker it ran."""
    (tmp_path / "test_forgets.py").write_text(FORGETS, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        "from word_gathering import Gathering\n\n\n"
        'def pytest_configure(config):\n    config.pluginmanager.register(Gathering(config), "word-gathering")\n',
        encoding="utf-8",
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    here = Path(__file__).parent
    paths = [str(here), str(here.parent), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "-rs", "-p", "no:cacheprovider", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "SOFADIFF_OFFICE": "no", "TMPDIR": str(tmp_path)},
        cwd=tmp_path, check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip

    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    assert "test_forgets.py::test_that_passes wrote" in done.stdout
    assert "after reject, our reader does not find “It shall go.”" in done.stdout
    assert "LibreOffice is switched off" in done.stdout
    assert "1 failed, 1 passed, 1 skipped" in done.stdout
