"""How good suggested topics and values are, beside plain baselines: precision and recall against the coded records.

`python -m benchmarks.suggestions [-o FILE]`. Needs the test data for the rows on authentic words and scikit-learn
(extra `bench`) for one of the baselines; what is missing is said. What "right" means here: the record's own coding says
so. The records were coded by software and not reviewed by a lawyer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from benchmarks.suggestion_sets import Measured, authentic, data_folder, family, reported, restated
from sofadiff import corpus
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.nearest import Asked
from sofadiff.nearest.plain import Plain
from sofadiff.output import write_text
from sofadiff.reports.suggestions_data import CLEAR
from sofadiff.suggesting import topics, variables

Given = list[tuple[str, ...]]
"""For each clause asked about the topics that a method gives, best first."""
Method = Callable[[Measured, Sequence[Unit]], Given]
THRESHOLDS = tuple(n / 20 for n in range(-20, 21))
"""Decision values of the linear classifier that are tried on the half to choose by."""
LEAST = 0.85
"""Precision that a threshold must reach on the half to choose by; of those the one with most recall is taken."""


@dataclass
class Score:
    """Right and wrong topics (or values), by name."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    clauses: int = 0
    covered: int = 0
    first: int = 0
    """Clauses whose first topic is the record's primary one."""

    def add(self, given: Sequence[str], coded: Sequence[str]) -> None:
        """Count one clause."""
        self.right.update(set(given) & set(coded))
        self.wrong.update(set(given) - set(coded))
        self.missed.update(set(coded) - set(given))
        self.clauses += 1
        self.covered += bool(given)
        self.first += tuple(given[:1]) == tuple(coded[:1])

    def share(self, name: str | None = None) -> tuple[float, float]:
        """Precision and recall, of all or of one topic."""
        right, wrong, missed = (
            counts.total() if name is None else counts[name] for counts in (self.right, self.wrong, self.missed)
        )
        return right / (right + wrong or 1), right / (right + missed or 1)


class World:
    """All records, and what may be looked at when one text is measured."""

    def __init__(self) -> None:
        self.records = [corpus.read(slug, with_pins=False) for slug in corpus.slugs()]
        self.plain = Plain(self.records)
        self._models: dict[str, Any] = {}
        self._decided: dict[str, Any] = {}

    def hidden(self, slug: str) -> frozenset[int]:
        """Positions of the records of a text's family."""
        own = family(slug)
        return frozenset(n for n, record in enumerate(self.records) if family(record.slug or "") == own)

    def ours(self, *, near: bool = True, words: bool = True, least: float = 0.0) -> Method:
        """Our method, or a part of it; `least` keeps only topics of at least that score."""
        mute = topics.Settings(strong=0, fair=0, weak=0, codebook=0, heading=0)

        def method(measured: Measured, units: Sequence[Unit]) -> Given:
            found = topics.suggest(
                measured.text, self.plain if near else None, leave_out=self.hidden(measured.slug),
                settings=topics.SETTINGS if words else mute, units=units,
            )  # fmt: skip
            return [tuple(topic.topic for topic in each.topics if topic.score >= least) for each in found]

        return method

    def nearest(self, measured: Measured, units: Sequence[Unit]) -> Given:
        """All topics of the one nearest clause of another family."""
        asked = [Asked(unit.text, measured.text.language) for unit in units]
        found = self.plain.nearest(asked, 1, self.hidden(measured.slug))
        return [self.plain.clause(hits[0].clause).unit.topics if hits else () for hits in found]

    def frequent(self, measured: Measured, units: Sequence[Unit]) -> Given:
        """The topic that is most frequent in the other families, for every clause."""
        counts = Counter(unit.topics[0] for _, unit in self._coded(measured.slug))
        return [(counts.most_common(1)[0][0],)] * len(units)

    def classifier(self, threshold: float) -> Method:
        """Tf-idf of words and pairs of words and a linear classifier for each topic, learnt from the other families."""

        def method(measured: Measured, units: Sequence[Unit]) -> Given:
            vectors, model, names = self._model(measured.slug)
            key = measured.text.sha256
            if key not in self._decided:
                self._decided[key] = model.decision_function(vectors.transform([unit.text for unit in units]))
            values = self._decided[key]
            return [
                tuple(names[i] for i in sorted(range(len(names)), key=lambda i: -row[i]) if row[i] >= threshold)[:4]
                for row in values
            ]

        return method

    def _model(self, slug: str) -> Any:
        own = family(slug)
        if own not in self._models:
            from sklearn.feature_extraction.text import TfidfVectorizer
            from sklearn.multiclass import OneVsRestClassifier
            from sklearn.preprocessing import MultiLabelBinarizer
            from sklearn.svm import LinearSVC

            units = [unit for _, unit in self._coded(slug)]
            vectors, labels = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), MultiLabelBinarizer()
            coded = labels.fit_transform([unit.topics for unit in units])
            model = OneVsRestClassifier(LinearSVC(C=1.0, class_weight="balanced", random_state=0))
            model.fit(vectors.fit_transform([unit.text for unit in units]), coded)
            self._models[own] = (vectors, model, list(labels.classes_))
        return self._models[own]

    def _coded(self, slug: str) -> Iterable[tuple[Agreement, Unit]]:
        own = family(slug)
        for record in self.records:
            if family(record.slug or "") != own:
                yield from ((record, u) for u in record.units if u.topics and u.part is not UnitPart.HEADING)


def measure(sets: Iterable[Measured], method: Method) -> Score:
    """A method on some texts."""
    score = Score()
    for measured in sets:
        units = [unit for unit in measured.text.units if unit.id in measured.topics]
        for unit, given in zip(units, method(measured, units), strict=True):
            score.add(given, measured.topics[unit.id])
    return score


def chosen(world: World, sets: Sequence[Measured]) -> float:
    """The classifier's threshold with most recall at the least precision, on the half to choose by."""
    best, most = THRESHOLDS[-1], 0.0
    for threshold in THRESHOLDS:
        precision, recall = measure(sets, world.classifier(threshold)).share()
        if precision >= LEAST and recall > most:
            best, most = threshold, recall
    return best


def values(sets: Iterable[Measured], given: Callable[[Measured], Mapping[str, str]]) -> tuple[Score, int]:
    """Values suggested for coded variables: right where they stand for any category of person; how many could be."""
    score, asked = Score(), 0
    for measured in sets:
        found = given(measured)
        for variable, coded in measured.values.items():
            asked += bool(coded)
            if variable in found:
                (score.right if found[variable] in coded else score.wrong)[variable] += 1
    return score, asked


def suggested_values(measured: Measured) -> dict[str, str]:
    """What our lists suggest, variable to value."""
    return {each.variable: each.value for each in variables.suggest(measured.text) if each.value is not None}


def frequent_values(world: World) -> Callable[[Measured], Mapping[str, str]]:
    """For each variable the value that most texts of the other families have."""

    def given(measured: Measured) -> Mapping[str, str]:
        counts: dict[str, Counter[str]] = {}
        for record in world.records:
            if family(record.slug or "") != family(measured.slug):
                for variable, value in sorted({(f.variable, f.value) for f in record.findings}):
                    counts.setdefault(variable, Counter())[value] += 1
        best = {variable: count.most_common(1)[0][0] for variable, count in counts.items()}
        return {variable: value for variable, value in best.items() if value not in corpus_reserved()}

    return given


def corpus_reserved() -> tuple[str, ...]:
    """Values that say nothing of a text's content."""
    from sofadiff.model import RESERVED_VALUES

    return RESERVED_VALUES


def report() -> str:
    """The whole page, as Markdown."""
    world = World()
    ours = list(restated())
    sets = {"restated": ours, "authentic, English": list(authentic("eng")), "authentic, French": list(authentic("fra"))}
    lines = ["## Suggestions", "", (__doc__ or "").partition("\n\n")[2].strip(), ""]
    if data_folder() is None:
        lines += ["AUTHENTIC TEXTS NOT MEASURED: set SOFADIFF_TEST_DATA.", ""]
    methods = _methods(world, [m for m in ours if not reported(m.slug)], lines)
    lines += ["| half | clauses | method | precision | recall | with a topic | first topic right |", "|" + " --- |" * 7]
    kept: list[Score] = []
    for half in (False, True):
        for name, every in sets.items():
            measured = [m for m in every if reported(m.slug) is half]
            for label, method in methods.items() if measured else ():
                if name.endswith("French") and label not in _IN_FRENCH:
                    continue
                score = measure(measured, method)
                if half and label == "ours" and name.startswith("authentic"):
                    kept.append(score)
                precision, recall = score.share()
                lines.append(
                    f"| {'reported' if half else 'chosen by'} | {name} ({score.clauses}) | {label} | {precision:.3f} | "
                    f"{recall:.3f} | {score.covered / score.clauses:.2f} | {score.first / score.clauses:.2f} |"
                )
    lines += ["", *_per_topic(kept), *_values(world, sets)]
    return "\n".join(lines) + "\n"


_IN_FRENCH = ("ours", "ours, clear only", "most frequent topic")
"""Methods that can say anything of a French text; the records that the others learn from are in English."""


def _methods(world: World, to_choose: Sequence[Measured], lines: list[str]) -> dict[str, Method]:
    methods: dict[str, Method] = {
        "ours": world.ours(),
        "ours, clear only": world.ours(least=CLEAR),
        "ours, words only": world.ours(near=False),
        "ours, like clauses only": world.ours(words=False),
        "nearest clause": world.nearest,
        "most frequent topic": world.frequent,
    }
    try:
        threshold = chosen(world, to_choose)
    except ImportError:
        lines += ["Not run: tf-idf with a linear classifier (`pip install scikit-learn`).", ""]
    else:
        methods[f"tf-idf, linear classifier (threshold {threshold:.2f})"] = world.classifier(threshold)
    return methods


def _per_topic(scores: Sequence[Score]) -> list[str]:
    """Each topic on the authentic words of the half to report, English and French together."""
    if not scores:
        return []
    names = sorted(set(chain.from_iterable(chain(s.right, s.missed, s.wrong) for s in scores)))
    lines = [
        "Ours by topic, authentic words of the reported half:",
        "",
        "| topic | coded | right | wrong | precision | recall |",
    ]
    lines.append("|" + " --- |" * 6)
    for name in names:
        right, wrong, missed = (sum(getattr(s, part)[name] for s in scores) for part in ("right", "wrong", "missed"))
        precision = f"{right / (right + wrong):.2f}" if right + wrong else "–"
        recall = f"{right / (right + missed):.2f}" if right + missed else "–"
        lines.append(f"| {name} | {right + missed} | {right} | {wrong} | {precision} | {recall} |")
    return [*lines, ""]


def _values(world: World, sets: Mapping[str, Sequence[Measured]]) -> list[str]:
    lines = ["| half | texts | method | values suggested | right | precision | recall |", "|" + " --- |" * 7]
    for half in (False, True):
        for name, every in sets.items():
            measured = [m for m in every if reported(m.slug) is half]
            for label, given in (("ours", suggested_values), ("most frequent value", frequent_values(world))):
                score, asked = values(measured, given)
                right, total = score.right.total(), score.right.total() + score.wrong.total()
                if total:
                    which = "reported" if half else "chosen by"
                    shares = f"{right / total:.3f} | {right / asked:.3f}"
                    lines.append(f"| {which} | {name} ({len(measured)}) | {label} | {total} | {right} | {shares} |")
    return lines


def main() -> None:
    """Print the page, or write it to a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-o", "--output")
    options = parser.parse_args()
    text = report()
    if options.output:
        write_text(options.output, text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
