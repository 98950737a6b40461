"""Whole cold processes, timed in turn: noise hits every candidate, and ratios are taken inside each round."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REDLINES = (
    "import sys; from redlines import Redlines;"
    "a, b = (open(p, encoding='utf-8').read() for p in sys.argv[1:3]);"
    "open(sys.argv[3], 'w', encoding='utf-8').write(Redlines(a, b).output_markdown)"
)
"""Two text files to Markdown."""
XMLDIFF = "from xmldiff.main import diff_command; diff_command()"
PASS = [sys.executable, "-c", "pass"]
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Modules are compiled once, by the run that warms up, as they are where a package was installed."""
_FORKED = (
    "import resource, subprocess, sys;"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One command, timed as a process of its own."""

    name: str
    command: Sequence[str] | None
    """None where it is not installed."""
    install: str = ""
    most: int = 1000
    """Rounds that it takes part in at most: slow ones sit out the rest."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured of one candidate."""

    seconds: Mapping[int, float]
    """By round."""
    cpu: Mapping[int, float]
    """Seconds of processor time, user and system, by round: less moved by what else the machine does."""
    peak: float
    """MiB, of a run of its own."""

    @property
    def median(self) -> float:
        """Median seconds."""
        return statistics.median(self.seconds.values())


def seconds(command: Sequence[str]) -> float:
    """Wall seconds of one process."""
    return measured(command)[0]


def measured(command: Sequence[str]) -> tuple[float, float]:
    """Wall seconds and processor seconds of one process.

    Exit code 1 is an answer (the texts differ); anything above is a failure.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=_ENVIRONMENT)
    taken = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1 or done.returncode < 0:
        raise RuntimeError(f"exit code {done.returncode}: {' '.join(command)[:200]}")
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak(command: Sequence[str]) -> float:
    """Peak memory (MiB) of one process.

    A child forked from this process would count this one's memory, so GNU time starts it, or where that is missing a
    small Python, whose own eight or so MiB are then the least that can be seen.
    """
    if not (timer := shutil.which("time")):
        small = [sys.executable, "-I", "-S", "-c", _FORKED, *command]
        done = subprocess.run(small, capture_output=True, text=True, check=True, env=_ENVIRONMENT)
        return int(done.stdout) / 1024
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "kib")
        subprocess.run(
            [timer, "-f", "%M", "-o", str(out), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False, env=_ENVIRONMENT,
        )  # fmt: skip
        return int(out.read_text().split()[-1]) / 1024


def in_turn(
    candidates: Sequence[Candidate], rounds: int, prepare: Callable[[int], None] = lambda _: None
) -> dict[str, Timing]:
    """Every candidate that is there, round after round; a run before the first round warms up and takes the memory.

    `prepare`: called with the number of a round before it, such as to write the files of that round.
    """
    prepare(0)
    present = {each.name: each for each in candidates if each.command is not None}
    memory = {name: peak(each.command or ()) for name, each in present.items()}
    wall: dict[str, dict[int, float]] = {name: {} for name in present}
    cpu: dict[str, dict[int, float]] = {name: {} for name in present}
    for number in range(rounds):
        prepare(number)
        for name, each in present.items():
            if number < each.most:
                wall[name][number], cpu[name][number] = measured(each.command or ())
    return {name: Timing(wall[name], cpu[name], memory[name]) for name in present}


def ratio(one: Timing, two: Timing) -> float:
    """Median of the ratios of wall seconds inside each round that both took part in."""
    both = one.seconds.keys() & two.seconds.keys()
    return statistics.median(one.seconds[number] / two.seconds[number] for number in both)


def cpu_ratio(one: Timing, two: Timing) -> float:
    """The same of processor seconds."""
    both = one.cpu.keys() & two.cpu.keys()
    return statistics.median(one.cpu[number] / two.cpu[number] for number in both)


def table(candidates: Sequence[Candidate], timings: Mapping[str, Timing], ours: str) -> Iterator[str]:
    """A Markdown table; `ours` is the candidate that the others are set against."""
    yield f"| candidate | rounds | median s | {ours} / candidate | median CPU s | the same, CPU | peak MiB |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in candidates:
        timing = timings.get(each.name)
        if timing is None:
            yield f"| {each.name} | not installed, not run: `{each.install}` | | | | | |"
            continue
        wall, cpu = ratio(timings[ours], timing), cpu_ratio(timings[ours], timing)
        yield (
            f"| {each.name} | {len(timing.seconds)} | {timing.median:.3f} | {wall:.3f}"
            f" | {statistics.median(timing.cpu.values()):.3f} | {cpu:.3f} | {timing.peak:.0f} |"
        )


def spin(times: int = 40) -> float:
    """Interquartile range of a fixed loop as a share of its median: how noisy the machine is."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        sum(range(200_000))
        taken.append(time.perf_counter() - start)
    low, middle, high = statistics.quantiles(taken, n=4)
    return (high - low) / middle


def module(name: str, *needs: str) -> bool:
    """Whether a Python module, and everything else named, is installed."""
    from importlib.util import find_spec

    return all(find_spec(each) is not None for each in (name, *needs))


def python(code: str, *arguments: str | os.PathLike[str]) -> list[str]:
    """A command that runs a line of Python."""
    return [sys.executable, "-c", code, *map(str, arguments)]
