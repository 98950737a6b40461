"""A corpus of agreements: building its index, asking it, all pairs; quality, time, memory, and how they grow.

Usage: python -m benchmarks.scale [--agreements N] [--rounds N] [--only quality|time|growth] [-o FILE]

Whole processes in turn; ratios are taken inside each round and their median counts. All of it needs the extra `index`;
the peers scikit-learn and sparse_dot_topn take part where they are installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import families
from benchmarks.families import Member
from benchmarks.processes import PASS, module, peak, seconds, spin

AGREEMENTS = 1070
"""Sixty thousand clauses."""
ROUNDS = 5
SIZES = (1, 11, 107, AGREEMENTS)
"""Sixty, six hundred, six thousand and sixty thousand clauses."""
JOBS = "2"
SAMPLE = 10
"""Every so manieth agreement of the reported half is asked about for quality."""
BUILD, ASK, PAIRS = 16, 60, 120
"""Bars: times lxml, times an empty Python, seconds."""
SOFADIFF = [sys.executable, "-m", "sofadiff"]
PEERS = [sys.executable, "-m", "benchmarks.corpus_peers"]
PIP = "pip install '.[bench]'"


def index(folder: Path, output: Path) -> list[str]:
    """The command that builds an index."""
    return [*SOFADIFF, "index", str(folder), "-o", str(output), "--jobs", JOBS]


def ask(folder: Path, saved: Path, *clause: str) -> list[str]:
    """The command that asks for the nearest clauses of one agreement, or of one clause."""
    asked = str(sorted(folder.glob("*.xml"))[len(list(folder.glob("*.xml"))) // 2])
    out = str(saved.with_suffix(".json"))
    return [*SOFADIFF, "nearest", asked, *clause, "--index", str(saved), "--format", "json", "-o", out]


def pairs(saved: Path) -> list[str]:
    """The command that lays every agreement beside all others."""
    out = str(saved.with_suffix(".csv"))
    return [*SOFADIFF, "nearest", "--all", "--index", str(saved), "--jobs", JOBS, "-o", out]


def printed(command: Sequence[str]) -> float:
    """The seconds that a peer prints of its work alone."""
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def quality(folder: Path, saved: Path, members: Sequence[Member]) -> Iterator[str]:
    """Share of the nearest ten that have an ancestor in common, where there are so many; on the reported half."""
    from sofadiff.index.search import Index
    from sofadiff.nearest import ranking

    opened = Index(str(saved))
    relatives, first = _relatives(members)
    asked = [at for at, member in enumerate(members) if member.seed % 2][::SAMPLE]
    rows = [first[at] + n for at in asked for n in range(len(members[at].clauses))]
    lengths = [len(member.clauses) for member in members]
    assert [entry.clauses for entry in opened.entries] == lengths, "the index and the families differ"

    def share(found: dict[int, list[int]]) -> float:
        hits = sum(len(relatives[row] & set(found[row][:10])) for row in rows)
        return hits / sum(min(10, len(relatives[row])) for row in rows)

    def ours() -> dict[int, list[int]]:
        answers = (opened.nearest_of(at, 10) for at in asked)
        return dict(zip(rows, ([hit.clause for hit in hits] for each in answers for hits in each), strict=True))

    yield "| likeness | share of the ten nearest with a common ancestor |\n| --- | --- |"
    yield f"| sofadiff: words, then order of the best {ranking.CANDIDATES} | {share(ours()):.3f} |"
    before, ranking.W_WORDS = ranking.W_WORDS, 1.0
    yield f"| the same without the order | {share(ours()):.3f} |"
    ranking.W_WORDS = before
    if not module("sklearn", "sparse_dot_topn"):
        yield f"| TF-IDF, exact | not installed, not run: `{PIP}` |"
        return
    from benchmarks.corpus_peers import nearest, tfidf

    matrix = tfidf([text for member in members for text in member.clauses])
    table = nearest(matrix[rows], matrix, 10 + max(lengths))
    other: dict[int, list[int]] = {}
    owner = [at for at, count in enumerate(lengths) for _ in range(count)]
    for number, row in enumerate(rows):
        near = table.indices[table.indptr[number] : table.indptr[number + 1]].tolist()
        other[row] = [clause for clause in near if owner[clause] != owner[row]][:10]
    yield f"| TF-IDF (scikit-learn), exact (sparse_dot_topn) | {share(other):.3f} |"


def _relatives(members: Sequence[Member]) -> tuple[dict[int, set[int]], list[int]]:
    """Of each clause those of other agreements with a common ancestor; and the first clause of each agreement."""
    first: list[int] = []
    of: dict[tuple[int, int], set[int]] = {}
    count = 0
    for member in members:
        first.append(count)
        for came in member.ancestors:
            for ancestor in came:
                of.setdefault((member.seed, ancestor), set()).add(count)
            count += 1
    found: dict[int, set[int]] = {}
    for at, member in enumerate(members):
        own = set(range(first[at], first[at] + len(member.clauses)))
        for n, came in enumerate(member.ancestors):
            found[first[at] + n] = set().union(*(of[member.seed, ancestor] for ancestor in came)) - own
    return found, first


def timed(folder: Path, saved: Path, rounds: int) -> Iterator[str]:
    """Building, asking and all pairs, each beside what it is measured by, in the same rounds."""
    commands = {
        "sofadiff index": index(folder, saved),
        "lxml parsing the same files, whole process": [*PEERS, "parse", str(folder)],
        "sofadiff nearest AGREEMENT, cold": ask(folder, saved),
        "sofadiff nearest AGREEMENT CLAUSE, cold": ask(folder, saved, "12"),
        "python -c pass": PASS,
    }
    alone = "lxml parsing the same files, without the start of Python"
    peer = "lxml, TfidfVectorizer, saved (no words, no clauses)"
    if module("sklearn"):
        commands[peer] = [*PEERS, "tfidf-build", str(folder)]
    taken: dict[str, list[float]] = {name: [] for name in (*commands, alone)}
    for number in range(rounds + 1):  # the first round warms up
        for name, command in commands.items():
            found = seconds(command)
            if number:
                taken[name].append(found)
        if number:
            taken[alone].append(printed([*PEERS, "parse", str(folder)]))
    memory = {name: peak(command) for name, command in commands.items()}
    yield "| process | median s | peak MiB of any process |\n| --- | --- | --- |"
    for name, values in taken.items():
        size = f"{memory[name]:.0f}" if name in memory else ""
        yield f"| {name} | {statistics.median(values):.3f} | {size} |"
    if peer not in commands:
        yield f"| {peer} | not installed, not run: `{PIP}` | |"
    found = {name: seconds(command) for name, command in _all(folder, saved).items()}
    for name, value in found.items():
        yield f"| {name} | {value:.1f} | |"
    yield "\n| bar | wanted | measured | |\n| --- | --- | --- | --- |"
    ours, lxml, *rest = commands
    for text, one, two, most in (
        ("index / lxml parse, both whole processes", ours, lxml, BUILD),
        ("index, whole process / lxml parse alone", ours, alone, BUILD),
        ("nearest AGREEMENT / python -c pass", rest[0], "python -c pass", ASK),
        ("nearest AGREEMENT CLAUSE / python -c pass", rest[1], "python -c pass", ASK),
    ):
        value = statistics.median(a / b for a, b in zip(taken[one], taken[two], strict=True))
        yield f"| {text} | ≤ {most} | {value:.1f} | {'yes' if value <= most else '**no**'} |"
    value = next(iter(found.values()))
    met = "yes" if value < PAIRS else "**no**"
    yield f"| all pairs, seconds with {JOBS} processes | < {PAIRS} | {value:.1f} | {met} |"


def _all(folder: Path, saved: Path) -> dict[str, list[str]]:
    """All pairs, ours first."""
    found = {"sofadiff nearest --all (words and order, written as CSV)": pairs(saved)}
    if module("sklearn", "sparse_dot_topn"):
        name = "lxml, TfidfVectorizer, sparse_dot_topn (words alone, nothing written), two threads"
        found[name] = [*PEERS, "tfidf-pairs", str(folder)]
    return found


def growth(folder: Path) -> Iterator[str]:
    """The same for ten, a hundred and a thousand times as many clauses; one run each, after one to warm up."""
    yield "| clauses | index s | MiB | file MB | nearest AGREEMENT s | MiB | all pairs s | MiB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for agreements in SIZES:
        with tempfile.TemporaryDirectory() as name:
            some, saved = Path(name, "texts"), Path(name, "my.index")
            some.mkdir()
            for path in sorted(folder.glob("*.xml"))[:agreements]:
                shutil.copy(path, some)
            built, one, every = index(some, saved), ask(some, saved), pairs(saved)
            memory = [peak(command) for command in (built, one, every)]
            taken = [_once(command) for command in (built, one, every)]
            clauses = sum(path.read_text(encoding="utf-8").count("<paragraph ") for path in some.glob("*.xml"))
            cells = [f"{clauses:,}", f"{taken[0]:.2f}", f"{memory[0]:.0f}", f"{saved.stat().st_size / 1e6:.1f}"]
            cells += [f"{taken[1]:.2f}", f"{memory[1]:.0f}", f"{taken[2]:.1f}", f"{memory[2]:.0f}"]
            yield f"| {' | '.join(cells)} |"


def _once(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def page(agreements: int, rounds: int, only: str | None) -> Iterator[str]:
    """The whole page, in Markdown."""
    noise = spin()
    with tempfile.TemporaryDirectory() as name:
        folder, saved = Path(name, "texts"), Path(name, "my.index")
        members = families.write(folder, agreements)
        members.sort(key=lambda member: member.name)
        clauses = sum(len(member.clauses) for member in members)
        size = sum(path.stat().st_size for path in folder.glob("*.xml")) / 1e6
        seconds(index(folder, saved))
        yield f"{agreements:,} generated agreements, {clauses:,} clauses, {size:.0f} MB of XML; {rounds} rounds;"
        if only in (None, "quality"):
            lines = list(quality(folder, saved, members))
            yield f"\n### Quality\n\nOdd seeds; what was chosen was chosen on even seeds.\n\n{chr(10).join(lines)}"
        if only in (None, "time"):
            lines = list(timed(folder, saved, rounds))
            yield f"\n### Time and memory\n\n{chr(10).join(lines)}"
        if only in (None, "growth"):
            lines = list(growth(folder))
            yield f"\n### How cost grows\n\n{chr(10).join(lines)}"
    noise = max(noise, spin())
    yield f"\nNoise of the machine (spread of a fixed loop) {noise:.0%}: above 15 % the run should be repeated."


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the page to a file or to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agreements", type=int, default=AGREEMENTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=("quality", "time", "growth"))
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    # An installed program has its compiled modules; measuring without them would measure the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    text = "\n".join(page(options.agreements, options.rounds, options.only)) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
