"""Word reports in LibreOffice: opened and printed. What it leaves of each after accepting and rejecting all changes is
read when all tests are done (`word_gathering`), as that of every other Word file that a test writes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.report_fixture import REPORT, hostile
from tests.small_world import new as new_world
from tests.small_world import old as old_world

from benchmarks import generator
from sofadiff import catalog, corpus, publish
from sofadiff.document import Report
from sofadiff.render import docx
from sofadiff.render.visible import visible
from sofadiff.reports import comparing
from test_comparison_reports import REPORTS as COMPARISONS
from test_comparison_reports import new, old
from word_processor import needs_office, printed

pytestmark = [needs_office, pytest.mark.xdist_group("office")]
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
    for lang in publish.LANGUAGES:
        for path, report in publish.to_file(lang):
            yield f"published-{path.replace('/', '-')}", report


def test_libreoffice_prints_every_page(tmp_path: Path) -> None:
    """Every file opens and is printed with its title, its run digest on every page, and no page without words."""
    reports = dict(_reports())
    files = printed({name: docx.render(report) for name, report in reports.items()}, tmp_path)
    assert set(files) == set(reports)
    for name, data in files.items():
        report = reports[name]
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
