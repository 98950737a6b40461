"""A clause that moves, splits or merges and also gains or loses one operative word: no format hides that word.

The pairs are generated (``benchmarks.generator.hidden``): around the one edit other clauses move, split, merge and
come, and every party has another name, but no other word changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import pytest

import reading
import reading_word
from benchmarks import generator
from benchmarks.generator import KnownEdit
from reading import Passage
from sofadiff import messages
from sofadiff.comparison.compare import compare
from sofadiff.document import Report
from sofadiff.render import FORMATS, docx
from sofadiff.reports import comparing, passages

SEEDS = [("eng", seed) for seed in range(1, 200, 2)] + [
    ("fra", 1 + 2 * (6 * word + 3 * ((word + way) % 2) + way)) for word in range(9) for way in range(3)
]
"""Odd seeds: thresholds are chosen on even ones. In French every word once in each way."""
HIDING = {"moved", "split", "merged"}
KINDS = {
    "eng": {"not", "may", "must", "only", "except", "two", "17", "within 30 days", "for six months"},
    "fra": {"pas", "peut", "doit", "seulement", "sauf", "deux", "17", "dans les 30 jours", "pendant six mois"},
}
"""What comes or goes: a negation, modal verbs, a restriction, an exception, numbers, periods."""


hidden = cache(generator.hidden)
"""One pair for a language and a seed, made once in a process."""


@pytest.mark.parametrize("language", ["eng", "fra"])
def test_the_pairs_hide_every_kind_of_word_in_every_way(language: str) -> None:
    """Each operative word is hidden in a move, a split and a merger, and both comes and goes."""
    seen = set()
    for pair in (hidden(seed, name) for name, seed in SEEDS if name == language):
        (edit,) = pair.edits
        seen.add((edit.removed or edit.added, pair.base_kinds[edit.base], bool(edit.removed)))

    assert {(word, kind) for word, kind, _ in seen} == {(word, kind) for word in KINDS[language] for kind in HIDING}
    assert {(word, gone) for word, _, gone in seen} == {(w, gone) for w in KINDS[language] for gone in (True, False)}


@pytest.mark.parametrize(("language", "seed"), SEEDS)
def test_every_format_shows_the_hidden_word_as_a_change(
    language: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word is a removed or added run by itself, in the passage of its clause, in all formats; the verdict says
    substantive for the known class.
    """
    pair = hidden(seed, language)
    (edit,) = pair.edits
    base, other = generator.agreement(pair.base), generator.agreement(pair.other)
    monkeypatch.setattr(passages, "compare", lru_cache(maxsize=1)(compare))  # both views tell one comparison
    whole, short = (comparing.report(base, other, short=brief) for brief in (False, True))

    _has_the_known_class(whole, edit)
    for name, shown_passages in _written(whole, short):
        shown = _passage(shown_passages, edit)
        run = edit.removed or edit.added
        assert run in (shown.removed if edit.removed else shown.added), name
        assert run not in (shown.added if edit.removed else shown.removed), name
        if name == "html":  # the same for somebody who hears the page
            assert any(f"“{run}”" in line and f"({_label(edit)})" in line for line in shown.told)


def _written(whole: Report, short: Report) -> Iterator[tuple[str, list[Passage]]]:
    """Every format as the command writes it, the terminal in both its views, read back."""
    for name, written in FORMATS.items():
        yield name, list(reading.READERS[name](written.render(short if name == "terminal" else whole)))
    yield "docx", list(reading_word.passages(docx.render(whole)))
    yield "terminal --sources", list(reading.terminal_long(FORMATS["terminal"].render(whole)))


def _passage(shown: list[Passage], edit: KnownEdit) -> Passage:
    """The one passage in which the clause with the edit answers the clause where the edit arrived."""
    (found,) = (
        each for each in shown if f"para {edit.base + 1}" in each.base and f"para {edit.other + 1}" in each.other
    )
    return found


def _has_the_known_class(report: Report, edit: KnownEdit) -> None:
    """The link of the clause is substantive, its class is the known one, and the edit itself carries it."""
    assert report.data is not None
    (link,) = (link for link in report.data["links"] if f"para_{edit.base + 1}" in link["base"])
    assert f"para_{edit.other + 1}" in link["other"]
    assert link["verdict"] == "substantive"
    assert edit.kind in link["classes"]
    assert {"op": "removed" if edit.removed else "added", "class": edit.kind} in [
        {"op": each["op"], "class": each.get("class")}
        for each in link["edits"]
        if (each["base"] + each["other"]).split() == (edit.removed or edit.added).split()
    ]


def _label(edit: KnownEdit) -> str:
    return messages.load("en").say(f"compare.class.{edit.kind}")
