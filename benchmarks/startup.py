"""How long `sofadiff --help` takes beside an empty click program of as many commands, in one run.

Usage: python -m benchmarks.startup [ROUNDS]   (default 21)
"""

from __future__ import annotations

import statistics
import sys

from benchmarks.processes import PASS, seconds

EMPTY = """
import click
@click.group()
def group(): "An empty program."
for name in ("list", "show", "compare", "report", "check", "codebook", "import", "collate", "publish"):
    group.command(name)(lambda: None)
group()
"""


def main(rounds: int) -> None:
    """Run both in turn and print the median of the ratios taken inside each round."""
    ours = [sys.executable, "-m", "sofadiff", "--help"]
    theirs = [sys.executable, "-c", EMPTY, "--help"]
    rows = [(seconds(ours), seconds(theirs), seconds(PASS)) for _ in range(rounds + 1)][1:]
    print("| candidate | median s | sofadiff --help / candidate |\n| --- | --- | --- |")
    for number, name in enumerate(("sofadiff --help", "empty click program --help", "python -c pass")):
        ratio = statistics.median(row[0] / row[number] for row in rows)
        print(f"| {name} | {statistics.median(row[number] for row in rows):.4f} | {ratio:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
