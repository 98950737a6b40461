"""The main job, end to end, beside redlines, xmldiff and dwdiff on the same two texts, in one run.

Whole processes, cold, round-robin; ratios are taken inside each round and their median is printed.
Usage: python -m benchmarks.main_job [ROUNDS]   (default 7)
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.peers import PIP
from benchmarks.processes import PASS, REDLINES, XMLDIFF, Candidate, in_turn, module, python, table

BASE, OTHER = "un-model-1990", "haiti-minustah-2004"
SUBJECT = "haiti-mss-2024"
AGAINST = ("haiti-minustah-2004", "haiti-unmih-1995", "haiti-us-1995", "un-model-1990")
OURS = "sofadiff compare to HTML"


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


def candidates(folder: Path) -> list[Candidate]:
    """Ours and the peers."""
    from sofadiff import corpus

    left, right = texts(folder)
    out = str(folder / "out")
    sofadiff = [sys.executable, "-m", "sofadiff"]
    against = [part for slug in AGAINST for part in ("--against", slug)]
    dwdiff = shutil.which("dwdiff")
    xmldiff = python(XMLDIFF, corpus.path_of(BASE), corpus.path_of(OTHER)) if module("xmldiff") else None
    return [
        Candidate(OURS, [*sofadiff, "compare", BASE, OTHER, "--format", "html", "-o", out]),
        Candidate(
            "sofadiff main job (accountability report, four comparators, HTML)",
            [*sofadiff, "report", "accountability", SUBJECT, *against, "--format", "html", "-o", out],
        ),
        Candidate(
            "redlines (flat text, Markdown)",
            python(REDLINES, left, right, out) if module("redlines") else None, PIP,
        ),
        Candidate("xmldiff, default (XML, edit script)", xmldiff, PIP),
        Candidate(
            "dwdiff (flat text, terminal)", [dwdiff, left, right] if dwdiff else None, "sudo apt-get install dwdiff"
        ),
        Candidate("python -c pass", PASS),
    ]  # fmt: skip


def main(rounds: int) -> None:
    """Run everything and print the table."""
    with tempfile.TemporaryDirectory() as name:
        present = candidates(Path(name))
        timings = in_turn(present, rounds)
    print(f"{rounds} rounds; {BASE} against {OTHER}\n")
    print("\n".join(table(present, timings, OURS)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
