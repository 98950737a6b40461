"""Same input, same bytes: whatever the hash seed, the locale, the time zone, the folder or the load of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

import sofadiff
from benchmarks import generator

WORLDS = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "America/Port-au-Prince", "NO_COLOR": "1", "COLUMNS": "60"},
)
MSS, MODEL = "haiti-mss-2024", "un-model-1990"
FORMATS = ("terminal", "html", "markdown", "json", "csv")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("command", ["compare", "synopsis", "immunity", "accountability", "redline"])
def test_outputs_do_not_depend_on_the_world(command: str, format_: str, tmp_path: Path) -> None:
    """Two processes with another hash seed, locale and time zone write the same bytes."""
    compared = {"compare": ["compare", MODEL, MSS], "synopsis": ["compare", MODEL, MSS, "unmiss-2011"]}
    args = compared.get(command, ["report", command, MSS, "--against", MODEL])
    seen = set()
    for number, world in enumerate(WORLDS):
        out = tmp_path / f"{number}.out"
        subprocess.run(
            [sys.executable, "-m", "sofadiff", *args, "--format", format_, "-o", str(out)],
            env={**os.environ, **world}, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        seen.add(out.read_bytes())

    assert len(seen) == 1


EVERYWHERE: Mapping[str, Mapping[str, str]] = {
    "as it comes": {},
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 99": {"PYTHONHASHSEED": "99"},
    "plain C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "UTF-8": {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},  # i and I part company there; unknown locales are C
    "French": {"LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8", "LANGUAGE": "fr"},
    "the far east": {"TZ": "Pacific/Kiritimati"},
    "no time zone": {"TZ": ""},
    "no compiled files": {"PYTHONDONTWRITEBYTECODE": "1"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
}
"""Surroundings that must not matter. The command runs in them one after the other."""
ALL_FORMATS = """
import hashlib, sys
from sofadiff import corpus
from sofadiff.render import FORMATS
from sofadiff.reports import comparing
base, other = (corpus.read(path) for path in sys.argv[1:])
whole, short = (comparing.report(base, other, short=brief) for brief in (False, True))
for name, written in FORMATS.items():
    text = written.render(short if name == "terminal" else whole)
    print(name, hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Two records as files: a generated agreement and a heavy redraft, with many ties to break."""
    made, folder = generator.derived(3, "heavy"), tmp_path_factory.mktemp("pair")
    paths = []
    for name, side in (("base", made.base), ("other", made.other)):
        path = folder / f"{name}.xml"
        path.write_bytes(generator.akn(side, topics=True, headings=True))
        paths.append(str(path))
    return paths[0], paths[1]


def _digests(
    pair: tuple[str, str], world: Mapping[str, str], package: Path | None = None, before: tuple[str, ...] = ()
) -> str:
    """The digest of every format, written in a process of its own; `before` stands in front of its command."""
    environment = {name: value for name, value in os.environ.items() if name not in {"LC_ALL", "LANG", "TZ"}}
    environment["PYTHONPATH"] = str(package or Path(sofadiff.__file__).parents[1])
    done = subprocess.run(
        [*before, sys.executable, "-c", ALL_FORMATS, *pair],
        env={**environment, **world}, check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(FORMATS)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def expected(pair: tuple[str, str]) -> str:
    """What the pair gives without anything special."""
    return _digests(pair, {})


@pytest.mark.parametrize("name", EVERYWHERE)
def test_no_surroundings_change_a_byte(name: str, pair: tuple[str, str], expected: str) -> None:
    """All five formats are the same bytes in every locale, time zone and mode of the interpreter."""
    assert _digests(pair, EVERYWHERE[name]) == expected


@contextmanager
def _busy() -> Iterator[None]:
    """Every core occupied, twice over."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def test_a_busy_machine_changes_nothing(pair: tuple[str, str], expected: str) -> None:
    """No search is cut short by the clock: the same bytes while every core is occupied by something else."""
    with _busy():
        assert _digests(pair, {}) == expected


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The package copied to a folder of its own, without compiled files: its parent, for PYTHONPATH."""
    source = Path(sofadiff.__file__).parent
    shutil.copytree(source, tmp_path / "sofadiff", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_nothing_is_written_beside_the_package(package: Path, pair: tuple[str, str], expected: str) -> None:
    """A run leaves no file where sofadiff is installed, but for the modules that Python itself compiles."""
    before = sorted(path for path in package.rglob("*") if path.is_file())

    assert _digests(pair, {"PYTHONDONTWRITEBYTECODE": "1"}, package) == expected
    assert sorted(path for path in package.rglob("*") if path.is_file()) == before


def test_a_package_that_nobody_may_write_to_changes_nothing(
    package: Path, pair: tuple[str, str], expected: str
) -> None:
    """Where the package is installed read-only, nothing is written or said, and the bytes are the same."""
    before = POWERLESS if os.geteuid() == 0 else ()
    if before and not shutil.which(before[0]):
        pytest.skip("root may write everywhere, and there is no setpriv to forbid it")
    folders = [package, *(path for path in package.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(folder.stat().st_mode & ~0o222)
    try:
        assert _digests(pair, {"PYTHONDONTWRITEBYTECODE": ""}, package, before) == expected
    finally:
        for folder in folders:
            folder.chmod(folder.stat().st_mode | 0o200)
    assert not list(package.rglob("__pycache__"))


POWERLESS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Starts a process for which the permissions of files hold though it is root's."""
