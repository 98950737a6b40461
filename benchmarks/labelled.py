"""The comparison beside hand-written labels: links between real agreements, and classes of single edits.

Prints Markdown: labels refused because their clause has changed, links per pair of texts and coder, classes of edits,
agreement between coders. Authentic texts are imported from SOFADIFF_TEST_DATA; without it they are left out, with the
reason.
Classes of edits stand in two halves, by pair of agreements: word lists and rules may be mended by what the half *chosen
by* shows; the other one is *reported*, and nobody reads its single errors.
Usage: python -m benchmarks.labelled [--list]   (--list adds every disagreement, of edits those of the half chosen by;
exit code 1 if a label was refused)
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks import label_files, label_scores
from benchmarks.label_files import ADJUDICATED, LABELS, EditLabel, PairLabels, Refusal, Usable
from benchmarks.label_scores import Found, LinkScore, Shown
from sofadiff import corpus
from sofadiff.comparison import ChangeClass, Comparison
from sofadiff.comparison.compare import compare
from sofadiff.comparison.linking import citation
from sofadiff.importing import import_file
from sofadiff.model import Agreement, Unit

BAR = 0.95
"""F1 of links that the hand-labelled real texts ask for."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One pair of texts, measured."""

    labels: PairLabels
    usable: Usable
    score: LinkScore


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One pair of texts that could not be read, and why."""

    labels: PairLabels
    why: str


@cache
def record(slug: str) -> Agreement:
    """A record of the corpus."""
    return corpus.read(slug)


@cache
def imported(file: str, sha256: str) -> Agreement:
    """An authentic text below SOFADIFF_TEST_DATA. Raises LookupError, with the reason, where it is not to be had."""
    folder = os.environ.get("SOFADIFF_TEST_DATA")
    if not folder:
        raise LookupError("SOFADIFF_TEST_DATA is not set")
    path = Path(folder) / file
    if not path.is_file():
        raise LookupError(f"no file {file}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise LookupError(f"{file} is not the file that was labelled (its SHA-256 differs)")
    return import_file(str(path)).agreement


@cache
def compared(base: str, other: str) -> Comparison:
    """Two records of the corpus, compared once."""
    return compare(record(base), record(other))


def texts(labels: PairLabels) -> tuple[Agreement, Agreement]:
    """The two texts of a label file. Raises LookupError where an authentic one is not to be had."""
    if labels.authentic:
        one, two = (imported(*source) for source in labels.sources)
        return one, two
    return record(labels.names[0]), record(labels.names[1])


def still_usable(labels: PairLabels) -> Usable:
    """What of a label file still speaks of its texts as they are. Raises LookupError like :func:`texts`."""
    one, two = (label_files.body(each, authentic=labels.authentic) for each in texts(labels))
    return label_files.usable(labels, one, two)


@cache
def links(labels_names: tuple[str, str], sources: tuple[tuple[str, str], ...]) -> tuple[Found, ...]:
    """The aligner's pairs of body units, under the keys that labels use."""
    both = tuple(imported(*source) for source in sources) or tuple(record(slug) for slug in labels_names)
    keys = [{unit.id: key for key, unit in label_files.body(each, authentic=bool(sources)).items()} for each in both]
    comparison = compare(both[0], both[1]) if sources else compared(*labels_names)
    return label_scores.found_links(comparison, (keys[0], keys[1]))


def measure(labels: PairLabels) -> Measured | LeftOut:
    """The aligner beside one file of labels."""
    try:
        usable = still_usable(labels)
    except LookupError as reason:
        return LeftOut(labels, str(reason))
    return Measured(labels, usable, label_scores.score_links(usable, links(labels.names, labels.sources)))


def measure_edits(labels: Iterable[EditLabel]) -> tuple[list[Shown], list[Refusal]]:
    """Every edit label that may be used beside the comparison of its two records, and those that may not."""
    shown, refused = [], []
    for label in labels:
        base, other = (label_files.body(record(slug), authentic=False) for slug, _ in (label.base, label.other))
        if fault := label_files.edit_fault(label, base, other):
            refused.append(fault)
        else:
            shown.append(label_scores.score_edit(label, compared(label.base[0], label.other[0])))
    return shown, refused


def chosen_by(label: EditLabel) -> bool:
    """Whether an edit label is of the half to choose by: even first byte of the SHA-256 of both slugs with a space."""
    return hashlib.sha256(f"{label.base[0]} {label.other[0]}".encode()).digest()[0] % 2 == 0


def links_table(results: Sequence[Measured | LeftOut]) -> Iterator[str]:
    """One line per pair of texts and a sum for restatements and for authentic texts."""
    yield "| pair | true | made | precision | recall | F1 | true but doubtful | F1 with these | not sure: made/all |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for authentic, name in ((False, "all restatements"), (True, "all authentic texts")):
        group = [r for r in results if r.labels.authentic is authentic]
        done = [r for r in group if isinstance(r, Measured)]
        for result in group:
            if isinstance(result, LeftOut):
                yield f"| {result.labels.title} | not measured: {result.why} | | | | | | | |"
            else:
                yield _links_row(result.labels.title, [result.score])
        if done:
            yield _links_row(f"**{name}**", [r.score for r in done])


def bar_line(results: Sequence[Measured | LeftOut]) -> str:
    """Whether all links together reach the bar."""
    counts = [result.score.counts for result in results if isinstance(result, Measured)]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    f1 = label_scores.rates(sums[0], sums[1], sums[2])[2] if sums else 0.0
    return f"All links that were measured: F1 {f1:.3f}, {'at or above' if f1 >= BAR else 'below'} the bar of {BAR}."


def _links_row(name: str, scores: Sequence[LinkScore]) -> str:
    right, made, true = (sum(column) for column in zip(*(score.counts for score in scores), strict=True))
    precision, recall, f1 = label_scores.rates(right, made, true)
    doubtful = sum(score.doubtful for score in scores)
    unsure = [sum(column) for column in zip(*(score.unsure for score in scores), strict=True)]
    kinder = label_scores.rates(right + doubtful, made, true)[2]
    return (
        f"| {name} | {true} | {made} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {doubtful} | {kinder:.3f} |"
        f" {unsure[0]}/{unsure[1]} |"
    )


def classes_table(shown: Sequence[Shown]) -> Iterator[str]:
    """One line per class: how many labels, how many shown as a change, and how well they were classed."""
    yield "| class | labels | shown | recall | recall of shown | precision | named for the clause |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name in (*(str(change) for change in ChangeClass), "**all**"):
        everything = name == "**all**"
        labelled = [each for each in shown if everything or each.label.change == name]
        visible = [each for each in labelled if each.state == "shown"]
        right = sum(each.change == each.label.change for each in labelled)
        given = sum(each.change is not None if everything else each.change == name for each in shown)
        if labelled or given:
            shares = [_share(right, len(whole)) for whole in (labelled, visible)] + [_share(right, given)]
            shares.append(_share(sum(each.in_clause for each in visible), len(visible)))
            yield f"| {name} | {len(labelled)} | {len(visible)} | {' | '.join(shares)} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def coders_section(pairs: dict[str, tuple[PairLabels, ...]]) -> Iterator[str]:
    """How far two codings of the same pairs agree: F1 of the links that both are sure of."""
    names = [name for name in pairs if name != ADJUDICATED]
    if len(names) < 2:
        yield "Not measured: there is one labelling of links only."
        return
    one, two = names[:2]
    theirs = {labels.names: labels for labels in pairs[two]}
    yield f"| pair | {one} | {two} | both | F1 |"
    yield "| --- | --- | --- | --- | --- |"
    sums = [0, 0, 0]
    for labels in pairs[one]:
        if labels.names not in theirs:
            continue
        try:
            both, mine, others = label_scores.agreement(still_usable(labels), still_usable(theirs[labels.names]))
        except LookupError as reason:
            yield f"| {labels.title} | not measured: {reason} | | | |"
            continue
        sums = [total + count for total, count in zip(sums, (both, mine, others), strict=True)]
        yield f"| {labels.title} | {mine} | {others} | {both} | {label_scores.rates(both, mine, others)[2]:.3f} |"
    yield f"| **all** | {sums[1]} | {sums[2]} | {sums[0]} | {label_scores.rates(*sums)[2]:.3f} |"


def kappa_line(edits: dict[str, tuple[EditLabel, ...]]) -> str:
    """How far two coders class the same edits alike."""
    if len(edits) < 2:
        return "Not measured: there is one labelling of edits only."
    one, two = list(edits)[:2]
    theirs = {label.key: label.change for label in edits[two]}
    same = [(label.change, theirs[label.key]) for label in edits[one] if label.key in theirs]
    value = label_scores.kappa([a for a, _ in same], [b for _, b in same])
    alike = sum(a == b for a, b in same)
    said = "not defined" if value is None else f"{value:.3f}"
    return f"{one} and {two} classed {len(same)} edits in common, {alike} of them alike; Cohen's kappa {said}."


def disagreements(result: Measured) -> Iterator[str]:
    """Every link that the aligner missed or made wrongly, with its score."""
    one, two = (_units(each, result.labels) for each in texts(result.labels))
    doubtful = {each.pair for each in result.score.wrong if each.doubtful}
    yield f"### {result.labels.title} ({result.labels.by})"
    for base, other in result.score.missed:
        why = " (found, but marked doubtful)" if (base, other) in doubtful else ""
        yield f"- missed: {_cited(one, base)} = {_cited(two, other)}{why}"
    for each in result.score.wrong:
        score = "-" if each.score is None else f"{each.score:.4f}"
        mark = ", doubtful" if each.doubtful else ""
        yield f"- wrong: {_cited(one, each.base)} = {_cited(two, each.other)} (rule {each.rule}, score {score}{mark})"


def edit_lines(shown: Iterable[Shown]) -> Iterator[str]:
    """Every labelled edit that was not shown or was classed in another way."""
    for each in shown:
        if each.change != each.label.change:
            label = each.label
            told = each.change or ("no class" if each.state == "shown" else each.state)
            yield (
                f"- {'#'.join(label.base)} / {'#'.join(label.other)}: {label.removed!r} -> {label.added!r}:"
                f" labelled {label.change}, tool: {told}"
            )


def _units(agreement: Agreement, labels: PairLabels) -> dict[str, Unit]:
    return label_files.body(agreement, authentic=labels.authentic)


def _cited(units: dict[str, Unit], key: str) -> str:
    number = ".".join(citation(units[key]))
    return key if number in ("", key) else f"{key} [{number}]"


def main(arguments: Sequence[str]) -> int:
    """Print everything; 1 if a label was refused."""
    pairs = label_files.pairs_by_coder()
    edits = {path.stem: label_files.read_edits(path) for path in sorted((LABELS / "edits").glob("*.json"))}
    adjudicated = pairs.get(ADJUDICATED, ())
    refused: list[Refusal] = []
    detail: list[str] = []
    lines: list[str] = []
    for coder in (name for name in pairs if name != ADJUDICATED):
        results = [measure(labels) for labels in label_files.in_force(pairs[coder], adjudicated)]
        done = [result for result in results if isinstance(result, Measured)]
        refused += [fault for result in done for fault in result.usable.refused]
        lines += ["", f"## Links, labels of {coder}", "", *links_table(results), "", bar_line(results)]
        detail += [line for result in done for line in disagreements(result)]
    for coder, labels in edits.items():
        lines += ["", f"## Classes of edits, labels of {coder}"]
        for name, half in (("chosen by", True), ("reported", False)):
            shown, faults = measure_edits(label for label in labels if chosen_by(label) is half)
            refused += faults
            states = [
                f"{sum(each.state == state for each in shown)} {state}"
                for state in ("shown", "not linked", "not shown")
            ]
            lines += ["", f"### Half: {name}", "", *classes_table(shown)]
            lines += ["", f"Of {len(shown)} labelled edits: {', '.join(states)}."]
            if half:
                detail += [f"### Edits ({coder}), half chosen by", *edit_lines(shown)]
    lines += ["", "## Agreement between coders", "", *coders_section(pairs), "", kappa_line(edits)]
    told = sorted({f"- {fault.place}: {fault.why}" for fault in refused})
    print("\n".join([f"Labels refused because their clause has changed: {len(told) or 'none'}.", *told, *lines]))
    if "--list" in arguments:
        print("\n".join(["", "## Disagreements", "", *detail]))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
