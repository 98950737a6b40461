"""The main job, end to end, beside redlines, xmldiff and dwdiff on the same two texts, in one run.

Whole processes, cold, round-robin; ratios are taken inside each round and their median is printed.
Usage: python benchmarks/main_job.py [ROUNDS]   (default 7)
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

BASE, OTHER = "un-model-1990", "haiti-minustah-2004"
SUBJECT = "haiti-mss-2024"
AGAINST = ("haiti-minustah-2004", "haiti-unmih-1995", "haiti-us-1995", "un-model-1990")
REDLINES = (
    "import sys; from redlines import Redlines;"
    "a, b = (open(p, encoding='utf-8').read() for p in sys.argv[1:3]);"
    "open(sys.argv[3], 'w', encoding='utf-8').write(Redlines(a, b).output_markdown)"
)


def texts(folder: Path) -> tuple[str, str]:
    """The two agreements as plain text, one clause on a line, for the peers that read text."""
    from sofadiff import corpus

    paths = []
    for slug in (BASE, OTHER):
        path = folder / f"{slug}.txt"
        lines = [f"{unit.num or ''} {unit.text}".strip() for unit in corpus.read(slug).units]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(str(path))
    return paths[0], paths[1]


def commands(folder: Path) -> dict[str, list[str] | None]:
    """Candidate name to command, None where the peer is not installed."""
    from sofadiff import corpus

    left, right = texts(folder)
    python, out = sys.executable, str(folder / "out")
    sofadiff = [python, "-m", "sofadiff"]
    against = [part for slug in AGAINST for part in ("--against", slug)]
    dwdiff = shutil.which("dwdiff")
    return {
        "sofadiff compare to HTML": [*sofadiff, "compare", BASE, OTHER, "--format", "html", "-o", out],
        "sofadiff main job (accountability report, four comparators, HTML)": [
            *sofadiff, "report", "accountability", SUBJECT, *against, "--format", "html", "-o", out,
        ],
        "redlines (flat text, Markdown)": [python, "-c", REDLINES, left, right, out] if find_spec("redlines") else None,
        "xmldiff, default (XML, edit script)": (
            [python, "-c", "from xmldiff.main import diff_command; diff_command()", corpus.path_of(BASE),
             corpus.path_of(OTHER)]
            if find_spec("xmldiff") else None
        ),
        "dwdiff (flat text, terminal)": [dwdiff, left, right] if dwdiff else None,
        "python -c pass": [python, "-c", "pass"],
    }  # fmt: skip


def run(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory (MiB) of one process."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.execvp(command[0], command)
    _, _, usage = os.wait4(pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main(rounds: int) -> None:
    """Run everything and print the table."""
    with tempfile.TemporaryDirectory() as name:
        candidates = commands(Path(name))
        present = {key: command for key, command in candidates.items() if command is not None}
        for command in present.values():
            run(command)
        seconds: dict[str, list[float]] = {key: [] for key in present}
        memory: dict[str, float] = {}
        for _ in range(rounds):
            for key, command in present.items():
                wall, peak = run(command)
                seconds[key].append(wall)
                memory[key] = max(memory.get(key, 0.0), peak)
    ours = "sofadiff compare to HTML"
    print(f"{rounds} rounds; {BASE} against {OTHER}\n")
    print("| candidate | median s | sofadiff compare / candidate | peak MiB |\n| --- | --- | --- | --- |")
    for key in candidates:
        if key not in present:
            print(f"| {key} | not installed, not run | | |")
            continue
        ratio = statistics.median(a / b for a, b in zip(seconds[ours], seconds[key], strict=True))
        print(f"| {key} | {statistics.median(seconds[key]):.3f} | {ratio:.3f} | {memory[key]:.0f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
