"""One known edit in a clause gets its class: every class, in both languages, and no other class of substance.

The pairs are generated (``benchmarks.generator.classed``).
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from benchmarks import generator
from benchmarks.generator import KnownEdit
from sofadiff.comparison import ChangeClass, Link, Verdict
from sofadiff.comparison.compare import compare

SEEDS = range(1, 32, 2)
"""Odd seeds: lists may be mended by what even ones show."""
Case = tuple[KnownEdit | None, Link]


@cache
def cases(language: str) -> tuple[Case, ...]:
    """Every clause of every pair with the edit that was made in it, if any."""
    found: list[Case] = []
    for seed in SEEDS:
        pair = generator.classed(seed, language)
        edits = {f"para_{edit.base + 1}": edit for edit in pair.edits}
        links = compare(generator.agreement(pair.base), generator.agreement(pair.other)).links
        assert [link.base for link in links] == [link.other for link in links]
        found += [(edits.get(link.base[0]), link) for link in links]
    return tuple(found)


@pytest.mark.parametrize("language", ["eng", "fra"])
@pytest.mark.parametrize("change", list(ChangeClass))
def test_every_edit_of_a_class_is_found(language: str, change: ChangeClass) -> None:
    """Twenty edits or more of the class, and each is called by it; the verdict follows from the class."""
    links = [link for edit, link in cases(language) if edit is not None and edit.kind == change]

    assert len(links) >= 20
    assert [link.base for link in links if change not in link.classes] == []
    assert {link.verdict for link in links} == {Verdict.EDITORIAL if change.editorial else Verdict.SUBSTANTIVE}


@pytest.mark.parametrize("language", ["eng", "fra"])
def test_no_edit_is_called_what_it_is_not(language: str) -> None:
    """Beside its own class an edit may be called wording, for the other words that came with it, and nothing else."""
    extra: Counter[tuple[str, str]] = Counter()
    for edit, link in cases(language):
        if edit is not None:
            extra.update((edit.kind, str(change)) for change in link.classes if change != edit.kind)

    assert {change for _, change in extra} <= {"wording"}
    assert {kind for kind, _ in extra} <= {"negation", "exception", "scope", "amount", "period"}


@pytest.mark.parametrize("language", ["eng", "fra"])
def test_a_clause_without_an_edit_is_identical(language: str) -> None:
    """Nothing is found where nothing was done."""
    assert {link.verdict for edit, link in cases(language) if edit is None} == {Verdict.IDENTICAL}
