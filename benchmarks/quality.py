"""The quality of the comparison beside other tools, on generated pairs with known alignment and known edits.

Usage: python -m benchmarks.quality [--half reported|chosen] [--pairs N] [--ours] [-o FILE]

One run measures everything, checks that the generator counts (wdiff's F1 is where it must be) and prints Markdown.
"""

from __future__ import annotations

import argparse
import functools
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import (
    generator,
    hidden,
    known_answers,
    known_edits,
    label_files,
    label_scores,
    labelled,
    ours,
    prototype,
    quality_tables,
)
from benchmarks.generator import STRENGTHS, Pair
from benchmarks.peers import PEERS, Peer
from benchmarks.scores import Score, score

PAIRS = 12
"""Pairs of each sort, unless said."""
HIDDEN = 100
"""Pairs with a hidden edit."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one tool reached."""

    name: str
    strengths: dict[str, Score]
    """By strength; where fewer pairs were run than of our own, the score says how many."""
    spurious: tuple[int, ...]
    """Clause pairs asserted in each pair of unrelated agreements."""
    hidden: tuple[int, int] | None
    """(shown, tried); None where it was not tried."""
    not_run: str = ""
    """Why it was not run, and how to get it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Our links between real agreements beside one coder's hand-written labels."""

    coder: str
    links: int
    """Labelled links in the texts that could be measured."""
    f1: float
    left_out: int
    """Pairs of texts that could not be measured."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one run measured."""

    half: str
    pairs: int
    rows: tuple[Row, ...]
    """sofadiff bare, sofadiff with numbers and topics, the plain prototype, then the peers."""
    formats: dict[str, int]
    """Output format (and `verdict`) -> pairs with a hidden edit in which it shows the word."""
    classes: known_edits.Classes
    noise: known_edits.Noise
    known: tuple[known_answers.Answer, ...] = field(default=())
    labelled: tuple[Labelled, ...] = field(default=())


def seeds(half: str, count: int) -> range:
    """Even seeds are the half on which thresholds may be chosen; odd seeds are the half that is reported."""
    return range(1 if half == "reported" else 0, 2 * count, 2)


@functools.cache
def derived(seed: int, strength: str) -> Pair:
    """One pair, generated once."""
    return generator.derived(seed, strength)


def our_row(half: str, count: int, *, bare: bool) -> Row:
    """Our own scores. Doubtful links count as wrong; spurious are the substantive ones that are not doubtful."""
    strengths = {}
    for strength in STRENGTHS:
        total = Score()
        for seed in seeds(half, count):
            found = ours.read(derived(seed, strength), bare=bare)
            total += score(derived(seed, strength), found.reading, marks_moves=True, doubtful=found.doubtful)
        strengths[strength] = total
    spurious = tuple(ours.read(generator.unrelated(seed), bare=bare).substantive for seed in seeds(half, count))
    return Row("sofadiff" if bare else "sofadiff, with numbers and topics", strengths, spurious, None)


def peer_row(peer: Peer, half: str, count: int, hidden_count: int) -> Row:
    """Another tool's scores, on as many of the same pairs as it is quick enough for."""
    if peer.missing:
        return Row(peer.name, {}, (), None, f"not installed, not run: `{peer.install}`")
    count, hidden_count = min(count, peer.most), min(hidden_count, peer.most * 3)
    try:
        strengths = {
            strength: sum(
                (
                    score(derived(seed, strength), peer.read(derived(seed, strength)), marks_moves=False)
                    for seed in seeds(half, count)
                ),
                Score(),
            )
            for strength in STRENGTHS
        }
        spurious = tuple(len(peer.read(generator.unrelated(seed)).links) for seed in seeds(half, count))
        pairs = [generator.hidden(seed) for seed in seeds(half, hidden_count)]
        shown = sum(hidden.shown_by(pair, peer.read(pair)) for pair in pairs)
    except (OSError, ValueError, ImportError, RuntimeError) as error:  # its binary may not run here
        return Row(peer.name, {}, (), None, f"does not run here: {type(error).__name__}")
    return Row(peer.name, strengths, spurious, (shown, len(pairs)))


def prototype_row(half: str, count: int) -> Row:
    """A plain aligner's scores: how hard the pairs are."""
    strengths = {
        strength: sum(
            (
                score(derived(seed, strength), prototype.read(derived(seed, strength)), marks_moves=False)
                for seed in seeds(half, count)
            ),
            Score(),
        )
        for strength in STRENGTHS
    }
    spurious = tuple(len(prototype.read(generator.unrelated(seed)).links) for seed in seeds(half, count))
    return Row("plain prototype (alignment only)", strengths, spurious, None)


def measure(half: str, count: int, hidden_count: int, peers: Sequence[Peer]) -> Results:
    """Run everything."""
    shown: dict[str, int] = {}
    for seed in seeds(half, hidden_count):
        for name, found in hidden.ours(generator.hidden(seed)).items():
            shown[name] = shown.get(name, 0) + found
    mine = our_row(half, count, bare=True)
    formats = [number for name, number in shown.items() if name != "verdict"]
    rows: list[Row] = [
        Row(mine.name, mine.strengths, mine.spurious, (min(formats), hidden_count)),
        our_row(half, count, bare=False),
        prototype_row(half, count),
    ]
    rows += [peer_row(peer, half, count, hidden_count) for peer in peers]
    return Results(
        half,
        count,
        tuple(rows),
        shown,
        known_edits.classes(generator.classed(seed) for seed in seeds(half, count)),
        known_edits.noise(seeds(half, count)),
        tuple(known_answers.answers()),
        tuple(labelled_links()),
    )


def labelled_links() -> Iterator[Labelled]:
    """Every coder's labels; ``benchmarks.labelled`` prints them pair by pair."""
    pairs = label_files.pairs_by_coder()
    adjudicated = pairs.get(label_files.ADJUDICATED, ())
    for coder in (name for name in pairs if name != label_files.ADJUDICATED):
        results = [labelled.measure(each) for each in label_files.in_force(pairs[coder], adjudicated)]
        done = [result.score.counts for result in results if isinstance(result, labelled.Measured)]
        right, made, true = (sum(column) for column in zip((0, 0, 0), *done, strict=True))
        yield Labelled(coder, true, label_scores.rates(right, made, true)[2], len(results) - len(done))


def page(found: Results, hidden_count: int) -> Iterator[str]:
    """The whole page, in Markdown."""
    parity = "odd" if found.half == "reported" else "even"
    yield f"Quality on generated pairs: the {found.half} half ({parity} seeds), {found.pairs} pairs of each sort,"
    yield f"{hidden_count} pairs with a hidden edit; Python {platform.python_version()}. Thresholds may be chosen on"
    yield "even seeds only.\n"
    yield from quality_tables.bars(found, hidden_count)
    yield from quality_tables.links(found)
    yield from quality_tables.structure(found)
    yield from quality_tables.classes(found.classes)
    yield from quality_tables.known(found.known)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the page to a file or to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("reported", "chosen"), default="reported")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="pairs of each sort")
    parser.add_argument("--hidden", type=int, default=HIDDEN, help="pairs with a hidden edit")
    parser.add_argument("--ours", action="store_true", help="of other tools only wdiff: it says if the run counts")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    peers = [peer for peer in PEERS if peer.name == "wdiff" or not options.ours]
    text = "\n".join(page(measure(options.half, options.pairs, options.hidden, peers), options.hidden)) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
