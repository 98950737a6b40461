"""Every Word file that any test writes, read back when all tests are done: by our reader and again by LibreOffice.

A pytest plugin, registered by `conftest`. It stands behind `sofadiff.render.docx.render`, the one function that writes
Word files, and keeps each different file with the words of its passages; the workers of a parallel run share a folder.
At the end all files are read in a few runs of LibreOffice. What does not hold is a failed test of its own, which names
the test that wrote the file. Only what a test writes in another process is not seen.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

import reading_word
import word_processor
from sofadiff.document import Redline, Report
from sofadiff.render import docx
from sofadiff.render.docx.sheet import walk
from sofadiff.render.visible import visible

DECISIONS = {"accept": 1, "reject": 0}
"""What is decided on all changes, and which side of each passage is left then."""
_HERE = "tests/word_gathering.py"
_TOGETHER = 40
"""Files in one run of LibreOffice."""
_NAMED = 20
"""Files told one by one when more than that fail."""
_OFF = "SOFADIFF_OFFICE"


class Written(Struct, frozen=True):
    """What is known of a file that a test wrote."""

    test: str
    """The test that wrote it first."""
    sides: tuple[tuple[str, str], ...]
    """Earlier and later words of each passage with tracked changes."""

    @classmethod
    def by(cls, test: str, report: Report) -> Written:
        """What the file of a report must say."""
        redlines = (block for block in walk(report.blocks) if isinstance(block, Redline))
        return cls(test, tuple(("".join(e.base for e in r.edits), "".join(e.other for e in r.edits)) for r in redlines))


class Gathering:
    """Keeps files while tests run, reads them at the end."""

    def __init__(self, config: pytest.Config) -> None:
        given = getattr(config, "workerinput", {}).get("word_files")
        self._is_worker = given is not None
        self._folder = Path(given or tempfile.mkdtemp(prefix="word-files-"))
        self._told = ""
        write = docx.render

        def kept(report: Report, *choices: Any, **more: Any) -> bytes:
            data = write(report, *choices, **more)
            keep(self._folder, data, report)
            return data

        docx.render = kept

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tells a worker where the files go."""
        node.workerinput["word_files"] = str(self._folder)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Reads everything once, where all of it is. A file that does not hold fails the run."""
        if self._is_worker:
            return
        files = sorted(self._folder.glob("*.docx"))
        if files and exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            reports = list(self._reports(files, why_not()))
            terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
            for report in reports if terminal else ():
                terminal.stats.setdefault(report.outcome, []).append(report)
            if any(report.failed for report in reports):
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
                return
        shutil.rmtree(self._folder, ignore_errors=True)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Says in a line how many files were read."""
        if self._told:
            terminalreporter.write_line(self._told)

    def _reports(self, files: Sequence[Path], without: str) -> Iterator[pytest.TestReport]:
        """What the reading says, as results of tests."""
        saved = {} if without else by_office(files, self._folder)
        wrong = problems(files, None if without else saved)
        by = "our reader" if without else "our reader and by LibreOffice"
        self._told = f"{len(files)} Word files read back by {by}, all changes accepted and all rejected"
        for file, found in wrong[:_NAMED]:
            test = msgspec.json.decode(file.with_suffix(".json").read_bytes(), type=Written).test
            yield _report("failed", f"{test} wrote {file.name}", f"{file} does not hold: {'; '.join(found)}")
        if len(wrong) > _NAMED:
            yield _report("failed", "and more", f"{len(wrong) - _NAMED} more files do not hold: {self._folder}")
        if not wrong:
            yield _report("passed", "every file that tests wrote, read by our reader", None)
        if without:
            yield _report("skipped", "LibreOffice", (_HERE, 1, without))
        elif not wrong:
            yield _report("passed", "every file that tests wrote, read by LibreOffice", None)


def why_not() -> str:
    """Why LibreOffice does not read the files here; empty where it does."""
    if word_processor.OFFICE is None:
        return word_processor.MISSING
    return f"LibreOffice is switched off ({_OFF}=no)" if os.environ.get(_OFF) == "no" else ""


def keep(folder: Path, data: bytes, report: Report) -> None:
    """Keeps a file beside what it must say, unless the same file with the same words is there."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "no test").rpartition(" (")[0]
    written = Written.by(test, report)
    name = hashlib.sha256(data + msgspec.json.encode(written.sides)).hexdigest()[:16]
    if (folder / f"{name}.docx").exists():
        return
    for end, what in (("json", msgspec.json.encode(written)), ("docx", data)):
        mine = folder / f"{name}.{end}.{os.getpid()}"
        mine.write_bytes(what)
        mine.replace(folder / f"{name}.{end}")


def by_office(files: Sequence[Path], folder: Path) -> dict[str, dict[str, Path]]:
    """Decision to name to the file that LibreOffice saved after it."""

    def decided(decision: str) -> dict[str, Path]:
        own, found = folder / decision, dict[str, Path]()
        own.mkdir()
        for start in range(0, len(files), _TOGETHER):
            found |= word_processor.decided(files[start : start + _TOGETHER], own, decision)
        return found

    with ThreadPoolExecutor(len(DECISIONS)) as pool:
        return dict(zip(DECISIONS, pool.map(decided, DECISIONS), strict=True))


def problems(files: Sequence[Path], saved: dict[str, dict[str, Path]] | None) -> list[tuple[Path, list[str]]]:
    """Each file that does not hold, with what is wrong; `saved` is what LibreOffice left, None where it did not run."""
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1), processes) as pool:
        found = pool.map(partial(wrong, saved=saved), files, chunksize=8)
        return [(file, what) for file, what in zip(files, found, strict=True) if what]


def wrong(file: Path, saved: dict[str, dict[str, Path]] | None) -> list[str]:
    """What is wrong with one file."""
    written = msgspec.json.decode(file.with_suffix(".json").read_bytes(), type=Written)
    data, found = file.read_bytes(), []
    for decision, side in DECISIONS.items():
        text = reading_word.text_after(data, decision)
        missing = reading_word.stands_in_order(text, [visible(sides[side]) for sides in written.sides])
        found += [f"after {decision}, our reader does not find “{words[:80]}”" for words in missing[:3]]
        if saved is not None:
            found += _office_differs(saved[decision].get(file.stem), reading_word.unsigned(text), decision)
    return found


def _office_differs(saved: Path | None, text: str, decision: str) -> list[str]:
    if saved is None:
        return [f"LibreOffice did not save it after {decision}"]
    data = saved.read_bytes()
    found = []
    if reading_word.document(data).xpath("//w:ins | //w:del", namespaces={"w": reading_word.W.strip("{}")}):
        found.append(f"LibreOffice left changes after {decision}")
    theirs = reading_word.text_saved(data)
    if theirs != text:
        at = _apart(theirs, text)
        where = f"“{theirs[max(0, at - 30) : at + 40]}” instead of “{text[max(0, at - 30) : at + 40]}”"
        found.append(f"LibreOffice leaves other words after {decision}: {where}")
    return found


def _apart(one: str, other: str) -> int:
    """The place of the first letter that differs."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _report(outcome: Any, name: str, said: Any) -> pytest.TestReport:
    return pytest.TestReport(f"{_HERE}::{name}", (_HERE, 0, name), {}, outcome, said, "call")
