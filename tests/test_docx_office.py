"""Word reports in LibreOffice: opened, all changes accepted or rejected, printed. A second opinion on every word."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.fixtures.report_fixture import REPORT, hostile
from tests.small_world import new as new_world
from tests.small_world import old as old_world

import reading_word
from benchmarks import generator
from sofadiff import catalog, corpus, publish
from sofadiff.document import Redline, Report
from sofadiff.render import docx
from sofadiff.render.docx.sheet import walk
from sofadiff.render.visible import visible
from sofadiff.reports import comparing
from test_comparison_reports import REPORTS as COMPARISONS
from test_comparison_reports import new, old
from word_processor import decided, needs_office, printed

pytestmark = [needs_office, pytest.mark.xdist_group("office")]
_SIDE = {"accept": "other", "reject": "base"}
HIDDEN = [("eng", seed) for seed in (1, 3, 5, 7, 9, 11)] + [("fra", seed) for seed in (1, 7, 13)]


_AROUND = "Run digest 0 Written by sofadiff: compared and coded by software, not reviewed by a lawyer. Page 1 of 2"


def _reports() -> Iterator[tuple[str, Report]]:
    """Reports of every kind, made up and real, in both languages."""
    yield "fixture", REPORT
    yield "hostile", hostile(REPORT)
    for name, write in COMPARISONS.items():
        yield f"made-{name}", write(new(), [old()], lang="fr")
    for name in ("immunity", "accountability"):
        yield f"made-{name}", catalog.report(name, new_world(), [old_world()])
    for language, seed in HIDDEN:
        pair = generator.hidden(seed, language)
        base, other = generator.agreement(pair.base), generator.agreement(pair.other)
        yield f"hidden-{language}-{seed}", comparing.report(base, other, every=True)
    real = [corpus.read(slug) for slug in ("haiti-minustah-2004", "haiti-mss-2024", "nl-rwanda-2009", "nl-uganda-2012")]
    yield "mss", comparing.report(real[0], real[1], every=True)
    yield "uganda", comparing.report(real[2], real[3], every=True)
    subject, *against = (corpus.read(slug) for slug in (publish.SUBJECT, *publish.AGAINST))
    for name in catalog.REPORTS:
        yield f"published-{name}", catalog.report(name, subject, against)
    yield "published-redline.fr", catalog.report("redline", subject, against, lang="fr")


@cache
def _written() -> dict[str, tuple[Report, bytes]]:
    return {name: (report, docx.render(report)) for name, report in _reports()}


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_libreoffice_leaves_the_words_of_one_text(decision: str, tmp_path: Path) -> None:
    """What LibreOffice leaves is what our importer leaves, word for word, and every passage is in it; no change is."""
    files = {name: data for name, (_, data) in _written().items()}
    found = decided(files, tmp_path, decision)

    assert set(found) == set(files)
    for name, saved in found.items():
        report, data = _written()[name]
        text = reading_word.text_after(saved, None)
        sides = [
            "".join(e.other if decision == "accept" else e.base for e in block.edits) for block in _redlines(report)
        ]
        assert text == reading_word.text_after(data, decision), name
        assert reading_word.stands_in_order(text, [visible(side) for side in sides]) == [], name
        changes = reading_word.document(saved).xpath("//w:ins | //w:del", namespaces={"w": reading_word.W.strip("{}")})
        assert changes == [], name


def _redlines(report: Report) -> list[Redline]:
    return [block for block in walk(report.blocks) if isinstance(block, Redline)]


def test_libreoffice_prints_every_page(tmp_path: Path) -> None:
    """Every file opens and is printed with its title, its run digest on every page, and no page without words."""
    for name, data in printed({name: data for name, (_, data) in _written().items()}, tmp_path).items():
        report = _written()[name][0]
        pages = _pages(data, tmp_path)
        digest = docx.run_digest(report)[:16]
        around = len(f"{visible(report.title)} {_AROUND}".split())
        assert [n for n, page in enumerate(pages, start=1) if digest not in page] == [], name
        assert [n for n, page in enumerate(pages, start=1) if len(page.split()) <= around] == [], name


def _pages(pdf: bytes, folder: Path) -> list[str]:
    file = folder / "one.pdf"
    file.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]
