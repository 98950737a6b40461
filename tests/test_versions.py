"""Versions of one instrument align by identity before wording; different instruments never align by number."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks import generator, two_languages
from sofadiff import corpus
from sofadiff.comparison import Comparison, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.model import Agreement, Unit

SEEDS = (1, 3, 5, 7)
VERSIONS = ("2021-02-26", "2022-06-29", "2024-09-10", "2024-10-16", "2025-07-31")
CHANGED = ({"8"}, set(), {"20", "21"}, set())
"""Sections of the Visiting Forces Act that change from each date to the next, in both languages (PROVENANCE)."""


def _shuffled(text: Agreement, seed: int) -> tuple[Agreement, list[int]]:
    """The same clauses in another order under the numbers and ids of their new places; where each one came from.

    Permanent ids go with the clauses.
    """
    order = list(range(len(text.units)))
    random.Random(seed).shuffle(order)
    units = [_put(text.units[came], text.units[place]) for place, came in enumerate(order)]
    return replace(text, units=tuple(units)), order


def _put(unit: Unit, place: Unit) -> Unit:
    return replace(unit, id=place.id, eid=place.eid, num=place.num, path=place.path)


def _reworded(text: Agreement, words: Agreement) -> Agreement:
    """Every second clause worded anew, every third in the words of a clause of another instrument."""
    units = []
    for n, unit in enumerate(text.units):
        new = words.units[n % len(words.units)].text
        half = " ".join(word for k, word in enumerate(unit.text.split()) if k % 3)
        units.append(replace(unit, text=(unit.text, half, new)[n % 3]))
    return replace(text, units=tuple(units))


def _places(found: Comparison) -> dict[int, set[int]]:
    """Place in base -> places in other, over all links."""
    base = {unit.id: n for n, unit in enumerate(found.base.units)}
    other = {unit.id: n for n, unit in enumerate(found.other.units)}
    return {base[i]: {other[j] for j in link.other} for link in found.links for i in link.base}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_later_version_aligns_by_permanent_ids(seed: int) -> None:
    """Moved, renumbered and redrafted, each clause of the later version answers the one with its permanent id."""
    base = generator.agreement(generator.derived(seed, "light").base)
    anew, order = _shuffled(_reworded(base, generator.agreement(generator.unrelated(seed).other)), seed)
    found = compare(base, replace(anew, work_date="2030-01-01"))

    assert _places(found) == {came: {place} for place, came in enumerate(order)}
    assert {link.rule for link in found.links} <= {"identity", "identical"}
    assert not any(link.doubtful for link in found.links)


def test_two_files_of_one_work_are_versions(tmp_path: Path) -> None:
    """The work in the file decides, whatever the files are called and whatever the date of the expression."""
    written = generator.akn(generator.derived(1, "light").base)
    later = written.replace(b"/eng@1990-01-01", b"/eng@2020-05-05").replace(b">The ", b">Every such ")
    assert later.count(b"Every such") > 9
    paths = [tmp_path / "signed.xml", tmp_path / "as-amended.xml"]
    for path, data in zip(paths, (written, later), strict=True):
        path.write_bytes(data)
    found = compare(*(corpus.read(str(path)) for path in paths))

    assert {link.rule for link in found.links} == {"identity"}
    assert _places(found) == {n: {n} for n in range(len(found.base.units))}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("topics", [False, True], ids=["plain", "with topics"])
def test_two_instruments_with_the_same_numbers_align_by_content(seed: int, topics: bool) -> None:
    """All numbers and ids are shared and all contents stand elsewhere: every clause answers its content."""
    base = generator.agreement(generator.derived(seed, "light").base, topics=topics)
    other, order = _shuffled(base, seed)
    other = _another_instrument(other)
    found = compare(base, other)

    assert [unit.id for unit in base.units] == [unit.id for unit in other.units]
    assert [unit.num for unit in base.units] == [unit.num for unit in other.units]
    assert _places(found) == {came: {place} for place, came in enumerate(order)}
    assert {link.rule for link in found.links} == {"identical"}


@pytest.mark.parametrize("seed", SEEDS)
def test_two_instruments_with_the_same_permanent_ids_align_by_content(seed: int) -> None:
    """Ids that two instruments happen to share say nothing: reworded and shuffled, content alone pairs clauses."""
    pair = generator.derived(seed, "light", clauses=50)
    base, later = generator.agreement(pair.base), generator.agreement(pair.other)
    other, order = _shuffled(later, seed)
    other = _another_instrument(other)
    other = replace(other, units=tuple(replace(u, wid=f"shared-c{n:03d}") for n, u in enumerate(other.units)))
    base = replace(base, units=tuple(replace(u, wid=f"shared-c{n:03d}") for n, u in enumerate(base.units)))
    places = _places(compare(base, other))
    made = {(i, order[j]) for i, answers in places.items() for j in answers}

    assert "identity" not in {link.rule for link in compare(base, other).links}
    assert len(made - pair.links) <= 1
    assert len(pair.links - made) <= 2
    assert sum(i == j for i, answers in places.items() for j in answers) <= 4


def _another_instrument(text: Agreement) -> Agreement:
    return replace(text, slug="another", work_uri="/akn/un/act/agreement/2020-01-01/another")


@pytest.mark.data
@pytest.mark.parametrize("tag", ["en", "fr"])
@pytest.mark.parametrize("step", range(len(CHANGED)))
def test_versions_of_an_act_differ_where_it_was_amended(test_data: Path, tag: str, step: int) -> None:
    """Four steps between five dates: the sections known to have changed and no others, in both languages."""
    language = {"en": "eng", "fr": "fra"}[tag]
    base, other = (
        two_languages.agreement("visiting-forces-act", language, two_languages.act(test_data, tag, date))
        for date in VERSIONS[step : step + 2]
    )
    found = compare(base, other)
    number = {unit.id: str(unit.num) for side in (base, other) for unit in side.units}
    differing = [link for link in found.links if link.verdict is not Verdict.IDENTICAL]

    assert {number[unit].split(".")[0] for link in differing for unit in (*link.base, *link.other)} == CHANGED[step]
    assert not any(link.moved or link.doubtful for link in found.links)
