"""Nothing is lost and nothing stands twice: every unit in one link, every word in one edit, both texts in every format.

Over pairs of records, of generated agreements of all strengths, and of texts in two languages.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import lxml.html
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import factories
import reading
from benchmarks import generator
from reading import Passage
from sofadiff import corpus
from sofadiff.document import Report
from sofadiff.model import Agreement
from sofadiff.render import FORMATS
from sofadiff.reports import comparing

FORMS = st.sampled_from([{}, {"bare": True}, {"topics": True, "headings": True}])
SETTINGS = settings(max_examples=24, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
Edit = Mapping[str, str]


@cache
def record(slug: str) -> Agreement:
    """One read for the whole run."""
    return corpus.read(slug)


@st.composite
def generated(draw: st.DrawFn) -> tuple[Agreement, Agreement]:
    """Two generated agreements: one made from the other at some strength, unrelated, or in two languages."""
    seed, form = draw(st.integers(0, 999)), draw(FORMS)
    strength, language = draw(st.sampled_from([*generator.STRENGTHS, "unrelated"])), draw(st.sampled_from(TONGUES))
    make = generator.unrelated if strength == "unrelated" else None
    sides = [
        make(seed, name) if make else generator.derived(seed, strength, name, draw(st.integers(40, 60)))
        for name in language
    ]
    return generator.agreement(sides[0].base, **form), generator.agreement(sides[-1].other, **form)


TONGUES = [("eng",), ("fra",), ("eng", "fra"), ("fra", "eng")]


@SETTINGS
@given(st.sampled_from(corpus.slugs()), st.sampled_from(corpus.slugs()), st.sampled_from(["en", "fr"]))
@example("un-model-1990", "haiti-mss-2024", "en")
@example("nato-1951", "pfp-sofa-1995", "en")
@example("nl-senegal-2010", "nl-burkina-faso-2015", "fr")
def test_two_records_are_told_whole(base: str, other: str, lang: str) -> None:
    """Any record against any other, itself among them, in either language of the report."""
    _is_told_whole(record(base), record(other), lang)


@SETTINGS
@given(generated(), st.sampled_from(["en", "fr"]))
def test_two_generated_agreements_are_told_whole(pair: tuple[Agreement, Agreement], lang: str) -> None:
    """Whatever was done to the later text."""
    _is_told_whole(*pair, lang)


LIKE_MARKS = (
    "the Commander may not must search premises, 30 days. except <ins> </del> &amp; [-gone-] {+new+} *a* ~~b~~ _c_ `d "
    "[x](y) | # $ -> “q” ' \" « État » l’État 5 % 1,000 (a) https://x.example \\ ⟨U+0000⟩ == - + 1. !"
)


@st.composite
def reworded(draw: st.DrawFn) -> tuple[str, str]:
    """A clause, and the same with a few words put in or out."""
    word = st.sampled_from(LIKE_MARKS.split())
    base = draw(st.lists(word, min_size=4, max_size=14))
    other = [draw(word) if draw(st.integers(0, 4)) == 0 else each for each in base if draw(st.integers(0, 5))]
    return " ".join(base), " ".join(other)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(reworded(), min_size=1, max_size=3))
def test_words_that_look_like_marks_stay_words(texts: list[tuple[str, str]]) -> None:
    """Brackets, tags and Markdown in a clause are words: they are neither taken for changes nor lost."""
    base, other = (factories.agreement(slug, [pair[n] for pair in texts]) for n, slug in enumerate(("one", "two")))
    report = comparing.report(base, other)
    data = json.loads(FORMATS["json"].render(report))
    _links_partition_the_units(data, base, other)
    _edits_rebuild_both_sides(data)
    shown = _html_rebuilds_both_sides(report, data)
    _text_rebuilds_both_sides("markdown", reading.markdown(FORMATS["markdown"].render(report)), shown)
    _rows_have_both_sides(report, data)


def _is_told_whole(base: Agreement, other: Agreement, lang: str) -> None:
    report = comparing.report(base, other, lang=lang)
    data = json.loads(FORMATS["json"].render(report))
    _links_partition_the_units(data, base, other)
    _edits_rebuild_both_sides(data)
    if base.language == other.language:
        shown = _html_rebuilds_both_sides(report, data)
        _text_rebuilds_both_sides("markdown", reading.markdown(FORMATS["markdown"].render(report)), shown)
        _text_rebuilds_both_sides("terminal", reading.terminal_long(FORMATS["terminal"].render(report)), shown)
    _rows_have_both_sides(report, data)


def _links_partition_the_units(data: dict[str, Any], base: Agreement, other: Agreement) -> None:
    """Each unit of the agreement is in the data, and in one link of its side."""
    for side, agreement in (("base", base), ("other", other)):
        units = [unit for unit in data["units"] if unit["side"] == side]
        assert [unit["text"] for unit in units] == [unit.text for unit in agreement.units]
        linked = Counter(name for link in data["links"] for name in link[side])
        assert linked == Counter(unit["eId"] for unit in units)
        assert sum(linked.values()) == len(agreement.units)


def _edits_rebuild_both_sides(data: dict[str, Any]) -> None:
    """The edits of a link, joined, are its units' texts joined by a line feed, on both sides; no edit is empty."""
    texts: dict[tuple[str, str], list[str]] = {}
    for unit in data["units"]:
        texts.setdefault((unit["side"], unit["eId"]), []).append(unit["text"])
    taken: Counter[tuple[str, str]] = Counter()
    for link in data["links"]:
        for side, words in zip(("base", "other"), reading.sides(link["edits"]), strict=True):
            mine = []
            for name in link[side]:
                mine.append(texts[side, name][taken[side, name]])
                taken[side, name] += 1
            assert words == "\n".join(mine)
        for edit in link["edits"]:
            filled = (bool(edit["base"]), bool(edit["other"]))
            assert filled == {"removed": (True, False), "added": (False, True)}.get(edit["op"], filled)
            assert any(filled)


def _html_rebuilds_both_sides(report: Report, data: dict[str, Any]) -> list[tuple[str, str]]:
    """Without insertions a passage has the earlier words, without deletions the later ones; the list names each change.

    A word that is only spelt otherwise stands in the later spelling, and in the list in both. Gives back the texts of
    the passages that are shown word by word, for the other formats.
    """
    text = FORMATS["html"].render(report)
    places = _places(text)
    passages = list(reading.html(text))
    assert len(places) == len(passages)
    for place, passage in zip(places, passages, strict=True):
        edits = data["links"][place]["edits"]
        assert passage.rebuild is not None
        assert [_bare(side) for side in passage.rebuild()] == [_bare(side) for side in _as_shown(edits)]
        for edit in edits:
            if edit["op"] != "same":
                words = [" ".join(edit[side].split()) for side in ("base", "other")]
                assert any(all(word in line for word in words) for line in passage.told), words
    changed = {
        place
        for place, link in enumerate(data["links"])
        if link["verdict"] != "assumed"
        and link["base"]
        and link["other"]
        and {e["op"] for e in link["edits"]} != {"same"}
    }
    assert changed <= set(places)
    return [_as_shown(data["links"][place]["edits"]) for place in places]


def _places(text: str) -> list[int]:
    """The link that each passage with words stands for: headings count links from one."""
    page = lxml.html.document_fromstring(text)
    boxes = page.xpath("//div[@class='redline']")
    return [int(box.xpath("./preceding::h4[1]/@id")[0].rpartition("-")[2]) - 1 for box in boxes]


def _as_shown(edits: Iterable[Edit]) -> tuple[str, str]:
    """Both texts, words that are only spelt otherwise in the later spelling."""
    base = "".join(edit["other"] if edit["op"] == "folded" and not _is_swap(edit) else edit["base"] for edit in edits)
    return base, "".join(edit["other"] for edit in edits)


def _is_swap(edit: Edit) -> bool:
    return edit.get("class") == "term" and edit["base"].split() != edit["other"].split()


def _text_rebuilds_both_sides(name: str, passages: Iterable[Passage], shown: list[tuple[str, str]]) -> None:
    """A format in plain characters shows the same passages with the same words."""
    found = [passage.rebuild() for passage in passages if passage.rebuild is not None]
    assert len(found) == len(shown), name
    for texts, wanted in zip(found, shown, strict=True):
        assert [_bare(side) for side in texts] == [_bare(side) for side in wanted], name


def _rows_have_both_sides(report: Report, data: dict[str, Any]) -> None:
    """A table has one row per passage, and in its last columns both texts as they stand."""
    rows = [passage.rebuild() for passage in reading.csv_rows(FORMATS["csv"].render(report)) if passage.rebuild]
    links = [reading.sides(link["edits"]) for link in data["links"]]
    assert Counter(rows) == Counter(tuple(map(_guarded, link)) for link in links)


def _guarded(text: str) -> str:
    """The text with the apostrophe that keeps a spreadsheet from calculating."""
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r", "\n"} else text


def _bare(text: str) -> str:
    """A text without white space: line breaks and the spaces that marks need are the format's own."""
    return "".join(text.split())
