"""A table of texts names each by its title in the language of the report, where a source gives one whole."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from factories import agreement
from sofadiff import corpus, making
from sofadiff.document import Report, Table, Text
from sofadiff.model import Agreement, Fact, Source
from sofadiff.reports.titles import title_of

OURS = "Agreement on visits (Visits 2001)"
PRESS = Source("press", "A newspaper", "press", "https://example.org", None, None, None, 0)
GENERAL = replace(PRESS, id="general", kind="general-knowledge", url=None)


def record(*facts: Fact, **kw: Any) -> Agreement:
    """A record in English with these recorded titles."""
    return agreement("visits", ["A rule."], title=OURS, sources=(PRESS, GENERAL), facts=facts, **kw)


def titled(value: str, lang: str | None, *sources: str, **attributes: str) -> Fact:
    """A recorded title."""
    given = {**({"lang": lang} if lang else {}), **attributes}
    return Fact(kind="title", value=value, attributes=tuple(given.items()), sources=sources, line=1)


FRENCH = titled("Accord sur les visites", "fra", "press")
CASES = {
    "English report keeps our title": ("en", record(FRENCH), Text(OURS)),
    "French report takes the French title": ("fr", record(FRENCH), Text("Accord sur les visites")),
    "the first of two": ("fr", record(FRENCH, titled("Autre titre", "fra", "press")), Text("Accord sur les visites")),
    "no French title": ("fr", record(titled("Visits Agreement", None, "press")), Text(OURS, "en")),
    "general knowledge alone": ("fr", record(titled("Accord", "fra", "general")), Text(OURS, "en")),
    "unverified": ("fr", record(titled("Accord", "fra", "press", support="unverified")), Text(OURS, "en")),
    "not whole": ("fr", record(titled("Accord", "fra", "press", note="opening")), Text(OURS, "en")),
    "a French text": ("fr", record(language="fra"), Text(OURS)),
    "a French text in an English report": ("en", record(language="fra"), Text(OURS, "fr")),
}


@pytest.mark.parametrize(("lang", "text", "title"), CASES.values(), ids=CASES)
def test_the_title_is_in_the_language_of_the_report(lang: str, text: Agreement, title: Text) -> None:
    """A recorded title counts only if it is whole and somebody has read or reported it; any other is marked."""
    assert title_of(text, lang) == title


TABLES = {
    ("report", "immunity"): ("agreements-table", 2),
    ("report", "redline"): ("texts", 2),
    ("dossier", "forum"): ("agreements-table", 2),
    ("compare",): ("witnesses", 3),
}


@pytest.mark.parametrize(("command", "table", "texts"), [(key, *found) for key, found in TABLES.items()])
@pytest.mark.parametrize(
    ("lang", "begins"), [("en", "Agreement between the United Nations"), ("fr", "Accord entre l’")]
)
def test_every_table_of_texts_has_that_title(
    command: tuple[str, ...], table: str, texts: int, lang: str, begins: str
) -> None:
    """Reports, dossiers, comparisons and synopses name MINUSTAH 2004 alike."""
    slugs = ("haiti-minustah-2004", "haiti-mss-2024", "nato-1951")[:texts]
    titles = _titles(making.make(command, [corpus.read(slug) for slug in slugs], lang=lang), table)
    assert titles[0].text.startswith(begins)
    assert titles[0].lang is None
    if texts == 3:
        assert titles[2].lang == (None if lang == "en" else "en")


def _titles(report: Report, table: str) -> list[Text]:
    """The cells under the heading for titles."""
    (found,) = (block for block in report.blocks if isinstance(block, Table) and block.id == table)
    column = next(n for n, name in enumerate(found.head) if name in ("Title", "Titre"))
    cells = [row[column].inlines[0] for row in found.rows]
    return [cell for cell in cells if isinstance(cell, Text)]
