"""What is too large is refused, what is cut short says so in every format, and both limits are stated."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import jsonschema
import pytest

import sofadiff
from drafting import CLAUSES, TERMS
from factories import agreement, unit
from sofadiff import messages
from sofadiff.comparison import Comparison, Kind, Search, Verdict, limits
from sofadiff.comparison.compare import compare, to_json
from sofadiff.comparison.likely import likely
from sofadiff.comparison.similarity import cosine, vector, weights
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Reference, UnitPart
from sofadiff.render import FORMATS
from sofadiff.reports import accountability, comparing, concordance, departures, explanation, immunity, lineage, redline
from sofadiff.reports import synopsis as synoptic

DOCS = Path(__file__).parents[1] / "docs"
SCHEMA = json.loads((Path(sofadiff.__file__).parent / "schemas" / "comparison-1.schema.json").read_text())
WORDS = [f"{a}{b}{c}" for a, b, c in itertools.product(("ba", "do", "ri"), ("len", "mas", "tor"), ("ka", "lo", "su"))]


def generated(slug: str, count: int, seed: int, changed: int = 0) -> Agreement:
    """Many clauses of made-up words, the same for the same seed, with so many words changed in each."""
    same, other = random.Random(seed), random.Random(slug)
    texts = []
    for number in range(count):
        words = [same.choice(WORDS) for _ in range(20)] + [f"x{number}", f"y{number}"]
        for _ in range(changed):
            words[other.randrange(20)] = other.choice(WORDS)
        texts.append(" ".join(words) + ".")
    return agreement(slug, texts)


def whole(found: Comparison) -> None:
    """Links partition the units and rebuild them, and the data follow the schema, whatever was cut."""
    for text, ids in (
        (found.base, [name for link in found.links for name in link.base]),
        (found.other, [name for link in found.links for name in link.other]),
    ):
        assert sorted(ids) == sorted(each.id for each in text.units)
    for link in found.links:
        assert "".join(edit.base for edit in link.edits) == "\n".join(u.text for u in found.base_units(link))
        assert "".join(edit.other for edit in link.edits) == "\n".join(u.text for u in found.other_units(link))
    assert found.truncated is bool(found.cuts)
    jsonschema.validate(to_json(found), SCHEMA)


@pytest.mark.parametrize("seed", range(3))
def test_the_likeliest_are_those_of_all(seed: int) -> None:
    """Within the limit the partners found are exactly the best by cosine, ties in document order."""
    sides = [generated(slug, 30, seed, changed=9).units for slug in ("one", "two")]
    clauses = [[each.text.split() for each in side] for side in sides]
    weight = weights([*clauses[0], *clauses[1]])
    base, other = ({n: vector(words, weight) for n, words in enumerate(side)} for side in clauses)
    found = likely(base, other, 4)

    for i in base:
        assert found.of_base[i] == sorted(other, key=lambda j: (-round(cosine(base[i], other[j]), 12), j))[:4]
    for j in other:
        assert found.of_other[j] == sorted(base, key=lambda i: (-round(cosine(base[i], other[j]), 12), i))[:4]
    assert (found.cut_base, found.cut_other) == ((), ())


def test_a_very_long_text_is_looked_up_by_rarer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit the clauses still find their answers by their rarer words, and the comparison says so."""
    monkeypatch.setattr(limits, "FULL_SEARCH", 1_000)
    monkeypatch.setattr(limits, "LOOKED_UP", 60)
    base, other = generated("base", 80, 1, changed=2), generated("other", 80, 1, changed=2)
    found = compare(base, other)

    whole(found)
    (cut,) = found.cuts
    assert cut.search is Search.CANDIDATES
    assert len(cut.base) == len(cut.other) == 80
    assert sum(link.base == link.other for link in found.links) == 80


def test_within_the_limit_nothing_is_cut() -> None:
    """The same texts within the limits are searched whole."""
    found = compare(generated("base", 80, 1, changed=2), generated("other", 80, 1, changed=2))

    whole(found)
    assert (found.truncated, found.cuts) == (False, ())


def test_very_many_equal_clauses_answer_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many clauses with the same words are not distributed by their place; the first answers the first."""
    monkeypatch.setattr(limits, "EQUAL_PAIRS", 20)
    found = compare(agreement("base", ["Reserved."] * 6), agreement("other", [*CLAUSES[:3], *["Reserved."] * 5]))

    whole(found)
    assert [cut.search for cut in found.cuts] == [Search.EQUAL]
    assert [(link.base, link.other) for link in found.links if link.base][:2] == [
        (("para_1",), ("para_4",)), (("para_2",), ("para_5",))
    ]  # fmt: skip


def headed(slug: str, count: int) -> Agreement:
    """Articles of one clause under a heading."""
    units = []
    for n in range(count):
        units.append(unit(f"art_{n}__heading", f"Title {n}", eid=f"art_{n}", part=UnitPart.HEADING))
        units.append(unit(f"art_{n}__para_1", f"{CLAUSES[n]} {slug}"))
    return agreement(slug, units, TERMS)


def test_of_very_many_headings_those_over_answering_clauses_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings over clauses that answer each other are still paired."""
    monkeypatch.setattr(limits, "HEADING_PAIRS", 3)
    found = compare(headed("base", 5), replace_titles(headed("other", 5)))

    whole(found)
    assert [cut.search for cut in found.cuts] == [Search.HEADINGS]
    assert len([1 for link in found.links if link.base and link.base[0].endswith("heading") and link.other]) == 5


def replace_titles(text: Agreement) -> Agreement:
    """The same under other titles."""
    units = [
        unit(each.id, f"Heading {each.text}", eid=each.eid, part=each.part)
        if each.part is UnitPart.HEADING
        else unit(each.id, each.text)
        for each in text.units
    ]
    return agreement(text.slug, units, TERMS)


def test_very_long_clauses_keep_what_they_share_at_both_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clauses too long to be matched are shown as one change between their common beginning and end."""
    monkeypatch.setattr(limits, "MATCHED_WORDS", 30)
    one, two = CLAUSES[0], CLAUSES[0].replace("premises", "boats").replace("5 years", "9 months")
    found = compare(agreement("base", [one, *CLAUSES[1:]]), agreement("other", [two, *CLAUSES[1:]]))
    (link,) = [link for link in found.links if link.kind is not Kind.IDENTICAL]

    whole(found)
    assert [(cut.search, cut.base, cut.other) for cut in found.cuts] == [(Search.WORDS, ("para_1",), ("para_1",))]
    assert [str(edit.op) for edit in link.edits] == ["same", "removed", "added", "same"]
    assert link.verdict is Verdict.SUBSTANTIVE


def test_very_many_references_are_shown_as_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """References beyond the limit are not seen through: renumbering is over-reported, never hidden."""

    def text(slug: str, number: int, clauses: tuple[str, ...]) -> Agreement:
        ref = Reference(f"#para_{number}", f"paragraph {number}")
        last = unit("last", f"The claim is heard under paragraph {number} of these rules.", refs=(ref,))
        return agreement(slug, [*clauses, last])

    texts = (text("base", 2, CLAUSES[:2]), text("other", 3, (CLAUSES[5], *CLAUSES[:2])))
    assert compare(*texts).links[-1].verdict is Verdict.EDITORIAL
    monkeypatch.setattr(limits, "REFERENCE_WORK", 2)
    found = compare(*texts)

    whole(found)
    assert [cut.search for cut in found.cuts] == [Search.REFERENCES]
    assert found.links[-1].verdict is Verdict.SUBSTANTIVE


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("MOST_UNITS", 13, "14 clauses"),
        ("MOST_LETTERS", 500, "characters"),
        ("MOST_LETTERS_OF_CLAUSE", 100, "characters in one clause"),
        ("MOST_TERMS", 3, "4 defined terms"),
        ("MOST_WORDS", 20, "different words"),
    ],
)
def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, words: str) -> None:
    """One line names the text, how much it holds, how much is compared, and what to do."""
    monkeypatch.setattr(limits, limit, value)

    with pytest.raises(SofadiffError) as caught:
        compare(agreement("base", CLAUSES, TERMS), agreement("other", CLAUSES, TERMS))

    assert words in str(caught.value)
    assert f"{value:,}" in str(caught.value)
    assert "\n" not in str(caught.value)


REPORTS = {
    "compare": lambda one, two, lang: comparing.report(one, two, lang=lang),
    "brief": lambda one, two, lang: comparing.report(one, two, lang=lang, short=True),
    "synopsis": lambda one, two, lang: synoptic.report(one, [two, generated("third", 40, 1)], lang=lang),
    "redline": lambda one, two, lang: redline.report(two, [one], lang=lang),
    "concordance": lambda one, two, lang: concordance.report(two, [one], lang=lang),
    "departures": lambda one, two, lang: departures.report(two, [one], lang=lang),
    "explanation": lambda one, two, lang: explanation.report(one, two, "base", one.units[:1], lang=lang),
    "lineage": lambda one, two, lang: lineage.report([one, two], lang=lang),
}
TITLE = {"en": "Not everything was searched", "fr": "Tout n’a pas été parcouru"}
SAID = {"en": "rarer words only", "fr": "mots les plus rares"}


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_every_format_says_first_that_a_search_was_cut_short(
    name: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warning stands before everything else in both languages; JSON and CSV have it as data."""
    monkeypatch.setattr(limits, "FULL_SEARCH", 1_000)
    monkeypatch.setattr(limits, "LOOKED_UP", 60)
    report = REPORTS[name](generated("base", 40, 1, changed=3), generated("other", 40, 1, changed=3), lang)

    assert getattr(report.blocks[0], "title", "") == TITLE[lang]
    for format_ in ("terminal", "html", "markdown"):
        text = " ".join(FORMATS[format_].render(report).split())
        assert TITLE[lang] in text
        assert SAID[lang] in text
    assert '"truncated": true' in FORMATS["json"].render(report)
    at = report.columns.index("truncated")
    assert {row[at] for row in report.rows} == {"candidates"}


@pytest.mark.parametrize("module", [immunity, accountability])
def test_findings_reports_say_it_too(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The changes of person in a findings report rest on a comparison; where that was cut short the report says so."""
    from sofadiff import corpus  # noqa: PLC0415 - the records are read only here

    monkeypatch.setattr(limits, "FULL_SEARCH", 1_000)
    monkeypatch.setattr(limits, "LOOKED_UP", 60)
    mss, minustah = (corpus.read(slug) for slug in ("haiti-mss-2024", "haiti-minustah-2004"))
    report = module.report(mss, [minustah])  # type: ignore[attr-defined]

    assert report.data["truncated"] is True
    assert report.blocks[0].title == TITLE["en"]


@pytest.mark.parametrize("search", Search)
@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_every_search_has_its_words(search: Search, lang: str) -> None:
    """Each kind of cut has a sentence in both languages."""
    assert messages.load(lang).has(f"cut.{search}")


def test_the_limits_are_stated_in_the_documents() -> None:
    """What is refused and from where on a search is cut stands in the page on method."""
    page = (DOCS / "method.md").read_text(encoding="utf-8")

    refused = (limits.MOST_UNITS, limits.MOST_LETTERS, limits.MOST_LETTERS_OF_CLAUSE, limits.MOST_TERMS)
    for figure in (*refused, limits.MOST_WORDS):
        assert f"{figure:,}" in page, figure
