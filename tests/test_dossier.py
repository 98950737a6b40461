"""One question on a few pages: deadlines with their clauses, the chain of official acts, the forum, and precedents."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

import sofadiff
from sofadiff import codebook, corpus, making, messages, render
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.findings.deadlines import Period, after, after_mandate
from sofadiff.findings.precedents import lowest_is_best

SCHEMAS = Path(sofadiff.__file__).parent / "schemas"
DATES = {
    "incident": "2010-10-21",
    "discovered": "2011-03-01",
    "mandate-end": "2017-10-15",
    "first-appointed": "2013-05-07",
}
NAMES = ("claims", "official-acts", "forum")


def _data(name: str, slug: str, *against: str, dates: dict[str, str] | None = None, **kw: Any) -> dict[str, Any]:
    agreements = [corpus.read(each) for each in (slug, *against)]
    report = making.make(("dossier", name), agreements, dates=dates, **kw)
    loaded: dict[str, Any] = json.loads(render.FORMATS["json"].render(report))
    return loaded


def _run(*words: str) -> Result:
    return CliRunner().invoke(group, ["dossier", *words])


AFTER = {
    ("2010-10-21", 6, "month"): "2011-04-21",
    ("2010-08-31", 6, "month"): "2011-02-28",
    ("2011-08-31", 6, "month"): "2012-02-29",
    ("2012-02-29", 1, "year"): "2013-02-28",
    ("2013-05-07", 30, "day"): "2013-06-06",
    ("2010-12-31", 2, "month"): "2011-02-28",
    ("2010-01-31", 12, "month"): "2011-01-31",
    ("9999-12-31", 1, "day"): None,
    ("9999-06-01", 12, "month"): None,
}


@pytest.mark.parametrize(("case", "last"), AFTER.items(), ids=[" ".join(map(str, case)) for case in AFTER])
def test_a_period_ends_on_the_same_day_or_the_last(case: tuple[str, int, str], last: str | None) -> None:
    """Months and years are those of the calendar; nothing runs past the calendar's end."""
    start, number, unit = case
    assert after(date.fromisoformat(start), Period(number, unit)) == (date.fromisoformat(last) if last else None)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 60), st.integers(1, 60))
def test_a_longer_period_never_ends_earlier(start: date, one: int, two: int) -> None:
    """Last days keep the order of the periods, whatever the lengths of the months between."""
    short, long = sorted((one, two))
    first, last = after(start, Period(short, "month")), after(start, Period(long, "month"))
    assert first is not None
    assert last is not None
    assert start < first <= last


LONG_STOPS = {
    "one year after the end of the mandate": Period(1, "year"),
    "18 months after the end of the mandate": Period(18, "month"),
    "Article VII stays in force for pending disputes for one year at most (XII)": None,
    "one year after the end of the mandate or later": None,
    "zero years after the end of the mandate": None,
    "99999 years after the end of the mandate": None,
    "": None,
}


@pytest.mark.parametrize(("words", "period"), LONG_STOPS.items(), ids=[words or "empty" for words in LONG_STOPS])
def test_only_plain_words_are_counted(words: str, period: Period | None) -> None:
    """A long stop is counted where its recorded words say exactly how long after the mandate; else it is quoted."""
    assert after_mandate(words) == period


def test_each_deadline_stands_with_its_clause() -> None:
    """The four dates give the last days of MINUSTAH 2004, each with its clause and that clause's support."""
    found = _data("claims", "haiti-minustah-2004", dates=DATES)["deadlines"]
    assert [(each["kind"], each["from"], each["last_day"]) for each in found] == [
        ("file", "incident", "2011-04-21"),
        ("file", "discovered", "2011-09-01"),
        ("long-stop", "mandate-end", "2018-10-15"),
        ("set-up", "first-appointed", "2013-06-06"),
    ]
    assert all(each["clauses"] and each["support"] for each in found)


def test_a_date_that_was_not_given_computes_nothing() -> None:
    """Without dates every limit is listed and none has a last day."""
    found = _data("claims", "haiti-minustah-2004")["deadlines"]
    assert len(found) == 4
    assert {each["last_day"] for each in found} == {None}


def test_what_is_not_known_has_no_deadline() -> None:
    """The text of MSS 2024 is known from the press only: its dossier says so and computes nothing."""
    report = making.make(("dossier", "claims"), [corpus.read("haiti-mss-2024")], dates=DATES)
    assert report.data["deadlines"] == []
    text = " ".join(render.terminal_text(report, width=100).split())
    assert re.search(r"On \*Time to file\*, \*MSS 2024\* is not known", text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("slug", ["haiti-mss-2024", "haiti-minustah-2004", "nl-uganda-2012", "nato-1951"])
def test_a_dossier_is_the_published_form(name: str, slug: str) -> None:
    """JSON has the schema of dossiers, and within it that of reports."""
    data = _data(name, slug, "un-model-1990", dates=DATES if name == "claims" else None)
    for schema, part in (("dossier", data), ("report", data["report"])):
        jsonschema.validate(part, json.loads((SCHEMAS / f"{schema}-1.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_a_precedent_ranks_better_and_was_not_assumed(name: str) -> None:
    """Every precedent is a ranked clause of another text, better for a claimant than what stands here."""
    book = codebook.load()
    for each in _data(name, "haiti-minustah-2004")["precedents"]:
        here, best = each["here"], each["best"]
        assert best["agreement"] != "haiti-minustah-2004"
        agreement = corpus.read(best["agreement"])
        units = [agreement.unit(clause) for clause in best["clauses"]]
        assert units
        assert not any(unit is None or unit.assumed_from for unit in units)
        if here["state"] == "coded" and here["rank"] is not None:
            low = lowest_is_best(book.variable(each["variable"]))
            assert best["rank"] < here["rank"] if low else best["rank"] > here["rank"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_pages_read_as_on_record(name: str, lang: str, file_regression: FileRegressionFixture) -> None:
    """The opening pages of each dossier on MINUSTAH 2004, up to the findings one by one."""
    agreements = [corpus.read(slug) for slug in ("haiti-minustah-2004", "haiti-mss-2024")]
    report = making.make(("dossier", name), agreements, lang=lang, dates=DATES if name == "claims" else None)
    text = render.terminal_text(report, width=100)
    title = messages.load(lang).say("h.findings")
    file_regression.check(text.split(title)[0], basename=f"{name}.{lang}", encoding="utf-8")


BAD = {
    "no such dossier": ["cholera", "haiti-minustah-2004"],
    "no date": ["claims", "haiti-minustah-2004", "--incident", "last year"],
    "short date": ["claims", "haiti-minustah-2004", "--incident", "20101021"],
    "no day": ["claims", "haiti-minustah-2004", "--incident", "2010-02-30"],
    "discovered before": ["claims", "haiti-minustah-2004", "--incident", "2010-10-21", "--discovered", "2010-10-20"],
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_what_cannot_be_is_refused(words: list[str]) -> None:
    """A wrong question or date is refused with what to write."""
    result = _run(*words)
    assert isinstance(result.exception, SofadiffError | SystemExit)
    assert result.exit_code != 0
