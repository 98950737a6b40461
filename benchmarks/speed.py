"""Time and peak memory of comparing two generated agreements, beside other tools, as ratios within one run.

Usage: python -m benchmarks.speed [--rounds N] [--limit SECONDS] [-o FILE]

Whole cold processes in turn, each round with another pair; the median of the ratios inside each round counts. Then how
the cost grows with size.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import generator
from benchmarks.peers import PIP
from benchmarks.processes import (
    PASS,
    REDLINES,
    XMLDIFF,
    Candidate,
    Timing,
    cpu_ratio,
    in_turn,
    module,
    peak,
    python,
    ratio,
    spin,
    table,
)

ROUNDS = 7
CLAUSES = 57
SEEDS = (1, 3, 5, 7, 9, 11, 13)
"""One pair a round: what the peers take depends much on the texts."""
SIZES = (60, 600, 6000)
LIMIT = 600.0
"""Seconds that one size may take."""
OURS = "sofadiff compare to HTML"
FLAT, TREE = "redlines (flat text, Markdown)", "xmldiff, default (XML, edit script)"
BARS = ((FLAT, 0.3), (TREE, 0.03))
"""Most that our time may be of theirs."""
PLAIN = "plain prototype (AKN, HTML)"
AS_SET = {FLAT: 0.11, TREE: 0.013}
"""What a plain prototype took of them where the bars were set, with other versions, texts and processors."""


def write(folder: Path, seed: int) -> None:
    """The files of one pair at medium strength, with numbers, in every form that is asked for."""
    pair = generator.derived(seed, "medium", clauses=CLAUSES)
    for name, side in (("base", pair.base), ("other", pair.other)):
        (folder / f"{name}.xml").write_bytes(generator.akn(side, topics=True))
        (folder / f"{name}.txt").write_text(generator.text(side), encoding="utf-8")
        if module("docx"):
            (folder / f"{name}.docx").write_bytes(generator.docx(side))


def candidates(folder: Path) -> list[Candidate]:
    """Ours and the peers, on the files that :func:`write` makes."""
    xml, text, word = (
        [str(folder / f"{name}.{kind}") for name in ("base", "other")] for kind in ("xml", "txt", "docx")
    )
    out = str(folder / "out")
    programs = {name: shutil.which(name) for name in ("git", "dwdiff", "wdiff")}
    trackdiff = [sys.executable, "-m", "docx_trackdiff.compare", *word, out, "--date", "2000-01-01T00:00:00Z"]
    docxodus = python(
        "import sys; from python_redlines.engines import DocxodusEngine;"
        "open(sys.argv[3], 'wb').write(DocxodusEngine().run_redline('x', *sys.argv[1:3])[0])", *word, out,
    )  # fmt: skip
    tree = module("xmldiff")
    return [
        Candidate(OURS, [sys.executable, "-m", "sofadiff", "compare", *xml, "--format", "html", "-o", out]),
        Candidate("python -c pass", PASS),
        Candidate(
            PLAIN, [sys.executable, "-m", "benchmarks.plain", *xml, out] if module("rapidfuzz") else None,
            "pip install rapidfuzz",
        ),
        Candidate(FLAT, python(REDLINES, *text, out) if module("redlines") else None, PIP),
        Candidate(TREE, python(XMLDIFF, *xml) if tree else None, PIP, 3),
        Candidate("xmldiff --fast-match", python(XMLDIFF, "--fast-match", *xml) if tree else None, PIP),
        Candidate(
            "python-redlines (Docxodus; Word, tracked changes)",
            docxodus if module("python_redlines", "python_redlines_docxodus", "docx") else None, PIP, 3,
        ),
        Candidate(
            "docx-trackdiff (Word, tracked changes)", trackdiff if module("docx_trackdiff", "docx") else None, PIP, 1
        ),
        Candidate(
            "git diff --word-diff",
            ["git", "diff", "--no-index", "--word-diff", *text] if programs["git"] else None,
            "sudo apt-get install git",
        ),
        Candidate("dwdiff", ["dwdiff", *text] if programs["dwdiff"] else None, "sudo apt-get install dwdiff"),
        Candidate("wdiff", ["wdiff", *text] if programs["wdiff"] else None, "sudo apt-get install wdiff"),
    ]  # fmt: skip


BOTH = (ratio, cpu_ratio)


def bars(timings: Mapping[str, Timing]) -> Iterator[str]:
    """The bars of time."""
    yield "\n| bar | wanted | measured | of processor time | |\n| --- | --- | --- | --- | --- |"
    for name, most in BARS:
        if name not in timings:
            yield f"| {OURS} / {name} | ≤ {most} | not run | | **no** |"
            continue
        found, cpu = (each(timings[OURS], timings[name]) for each in BOTH)
        yield f"| {OURS} / {name} | ≤ {most} | {found:.3f} | {cpu:.3f} | {'yes' if found <= most else '**no**'} |"
    if PLAIN not in timings:
        return
    yield "\nThe bars were set where a plain prototype took this share of each peer. What it takes here says what"
    yield "they ask for here. In prototypes:\n"
    yield "| peer | prototype / peer, as set | here | the bar in prototypes | ours in prototypes | of processor time |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, most in BARS:
        if name in timings:
            here, ours, cpu = ratio(timings[PLAIN], timings[name]), *(f(timings[OURS], timings[PLAIN]) for f in BOTH)
            yield f"| {name} | {AS_SET[name]} | {here:.3f} | {most / AS_SET[name]:.2f} | {ours:.2f} | {cpu:.2f} |"


def size(clauses: int) -> dict[str, float]:
    """Seconds of reading and of comparing two agreements of so many clauses, in this process, and links found."""
    from sofadiff.comparison.compare import compare

    pair = generator.derived(SEEDS[0], "medium", clauses=clauses)
    files = [generator.akn(side, topics=True) for side in (pair.base, pair.other)]
    from sofadiff.akn.read import read

    start = time.perf_counter()
    base, other = (read(data, "generated.xml") for data in files)
    between = time.perf_counter()
    links = len(compare(base, other).links)
    return {"read": between - start, "compare": time.perf_counter() - between, "links": links}


def growth(limit: float) -> Iterator[str]:
    """How cost grows: a process for each size, stopped after `limit` seconds; then one more for its memory."""
    yield "\n## How cost grows\n\nIn process, one run a size; peak memory is of the whole process, generator and all.\n"
    yield "| clauses a side | read s | compare s | times the size before | peak MiB |\n| --- | --- | --- | --- | --- |"
    before = None
    for clauses in SIZES:
        command = [sys.executable, "-m", "benchmarks.speed", "--size", str(clauses)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=limit)
        except subprocess.TimeoutExpired:
            yield f"| {clauses} | | more than {limit:.0f} s, stopped | | |"
            return
        found = json.loads(done.stdout)
        times = f"{found['compare'] / before:.1f}" if before else ""
        before = found["compare"]
        memory = peak(command) if before < limit / 2 else float("nan")
        shown = "not taken" if memory != memory else f"{memory:.0f}"
        yield f"| {clauses} | {found['read']:.3f} | {found['compare']:.3f} | {times} | {shown} |"


def page(rounds: int, limit: float) -> Iterator[str]:
    """The whole page, in Markdown."""
    with tempfile.TemporaryDirectory() as name:
        noise = spin()
        present = candidates(Path(name))
        timings = in_turn(present, rounds, lambda number: write(Path(name), SEEDS[number % len(SEEDS)]))
        noise = max(noise, spin())
    yield f"Two generated agreements of {CLAUSES} clauses at medium strength, another pair each round; {rounds} rounds;"
    yield "noise of the machine"
    yield f"(spread of a fixed loop) {noise:.0%}: above 15 % the run should be repeated.\n"
    yield from table(present, timings, OURS)
    yield from bars(timings)
    if limit:
        yield from growth(limit)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the page to a file or to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds one size may take; 0: no growth at all")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    if options.size:
        print(json.dumps(size(options.size)))
        return 0
    text = "\n".join(page(options.rounds, options.limit)) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
