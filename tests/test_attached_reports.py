"""Attached words in comparisons and reports: in every format, beside the restatement, compared where both sides have
them, and nowhere where nothing is attached."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from pytest_regressions.file_regression import FileRegressionFixture
from referencing import Registry, Resource

import sofadiff
from sofadiff import catalog, corpus, making, messages, publish
from sofadiff.attaching import actions
from sofadiff.comparison import Comparison, Verdict
from sofadiff.comparison.authentic import languages
from sofadiff.comparison.compare import compare, to_json
from sofadiff.document import Report
from sofadiff.model import Agreement, Unused
from sofadiff.render import FORMATS
from sofadiff.reports import attachment, comparing, synopsis
from sofadiff.shelf.joining import with_library

CASES = Path(__file__).parent / "attached"
NAMES = ("compare", "short", "synopsis", "dossier", *catalog.REPORTS)
OFFICIAL = "shall be paid by the Union within ninety days"
LATER = "may be paid by the Union within thirty days"
RESTATED = "The Union must pay claims for damage to fishing boats and nets within"


def record(name: str) -> Agreement:
    """A made-up record without anything attached."""
    return corpus.read(str(CASES / f"{name}.xml"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A library with three texts, a clause of each record confirmed."""
    folder = str(tmp_path_factory.mktemp("library"))
    for name, text in (("harbour-2001", "eng"), ("harbour-2001", "fra"), ("harbour-2009", "eng")):
        actions.attach(actions.tie(record(name), str(CASES / f"{name}.{text}.md")), folder)
    for name in ("harbour-2001", "harbour-2009"):
        actions.confirm(record(name), folder, ["3"], by="Ada Ermine", date="2024-05-31", language="eng")
    return folder


@pytest.fixture
def earlier(shelf: str) -> Agreement:
    """The earlier record with its two texts."""
    return with_library(record("harbour-2001"), shelf)


@pytest.fixture
def later(shelf: str) -> Agreement:
    """The later record with its text."""
    return with_library(record("harbour-2009"), shelf)


def made(name: str, earlier: Agreement, later: Agreement, lang: str = "en") -> Report:
    """One comparison or report on the two."""
    if name in ("compare", "short"):
        return comparing.report(earlier, later, lang=lang, short=name == "short")
    if name == "synopsis":
        return synopsis.report(earlier, [later, later], lang=lang)
    if name == "dossier":
        return making.make(("dossier", "claims"), [later, earlier], lang=lang)
    return catalog.report(name, later, [earlier], lang=lang)


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["compare", "redline", "concordance", "departures", "synopsis"])
def test_every_format_has_the_official_words_beside_the_restatement(
    earlier: Agreement, later: Agreement, name: str, format_: str, lang: str
) -> None:
    """Authentic words of both sides, the restatement, the file and who confirmed stand in every comparison."""
    text = FORMATS[format_].render(made(name, earlier, later, lang))
    if name == "synopsis" and format_ == "csv":
        return  # one row for each variant of the records' own texts

    plain = " ".join(text.replace("\\n", " ").split())
    for words in ("ninety", "thirty", "harbour-2001", "Ada Ermine" if name != "synopsis" else "fishing"):
        assert words in plain, words
    assert "must" in plain


def test_the_redline_runs_on_the_authentic_words(earlier: Agreement, later: Agreement) -> None:
    """Edits rebuild the authentic words of both sides; what the restatements say stands beside them."""
    found = compare(earlier, later)

    told = {link.other: link for link in found.links if link.authentic}
    assert list(told) == [("art_1",), ("art_2__para_1",), ("art_2__para_2",), ("art_3",)]
    for link in told.values():
        text = {text.language: text for text in earlier.authentic}["eng"]
        assert "".join(edit.base for edit in link.edits) == text.words(link.base)
        assert "".join(edit.other for edit in link.edits) == later.authentic[0].words(link.other)
        assert link.restated is not None
        own = {unit.id: unit.text for unit in earlier.units}
        assert "".join(edit.base for edit in link.restated.edits) == "\n".join(own[unit] for unit in link.base)
    same = told["art_1",]
    assert (same.verdict, same.restated and same.restated.verdict) == (Verdict.SUBSTANTIVE, Verdict.IDENTICAL)


def test_which_clauses_answer_each_other_does_not_depend_on_a_library(earlier: Agreement, later: Agreement) -> None:
    """Attached words change how a passage is told, never which passage it is."""

    def pairs(found: Comparison) -> list[object]:
        return [(link.base, link.other, link.rule, link.score, link.doubtful) for link in found.links]

    assert pairs(compare(earlier, later)) == pairs(compare(record("harbour-2001"), record("harbour-2009")))


def test_only_words_in_one_language_are_compared(earlier: Agreement, later: Agreement) -> None:
    """French on one side and English on the other stand beside the restatements, which are then compared."""
    french = replace(earlier, authentic=tuple(text for text in earlier.authentic if text.language == "fra"))

    assert languages(french, later) == ()
    assert not [link for link in compare(french, later).links if link.authentic]
    page = FORMATS["markdown"].render(made("redline", french, later))
    assert "dans un délai de 90 jours" in page
    assert "no passage has attached words in one language on both sides" in page


def test_doubtful_words_are_compared_only_once_confirmed(earlier: Agreement, later: Agreement) -> None:
    """A clause whose link is in doubt shows its words and is told by the restatements, until a person confirms it."""

    def doubted(*, confirmed: bool) -> Agreement:
        (text,) = later.authentic
        clauses = tuple(
            replace(each, doubtful=True, confirmed=each.confirmed if confirmed else ()) for each in text.clauses
        )
        return replace(later, authentic=(replace(text, clauses=clauses),))

    assert [link.other for link in compare(earlier, doubted(confirmed=False)).links if link.authentic] == []
    assert [link.other for link in compare(earlier, doubted(confirmed=True)).links if link.authentic] == [("art_3",)]


def test_words_of_a_translation_are_called_so(earlier: Agreement) -> None:
    """Where the record names its authentic languages, words in another are never called authentic."""
    text = replace(earlier.authentic[0], translation=True)

    page = FORMATS["markdown"].render(attachment.report(replace(earlier, authentic=(text,))))

    assert "words of a translation, English" in page
    assert "is not in a language that the record of Harbour 2001 names as authentic" in page


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_without_a_library_nothing_is_said_of_one(name: str, format_: str) -> None:
    """A report on records to which nothing is attached has no word of attached texts, in any format."""
    text = FORMATS[format_].render(made(name, record("harbour-2001"), record("harbour-2009"))).lower()
    text = text.replace("tests/attached/", "")

    for words in ("attached", "authentic words", "confirmed by", '"unused"', '"restated":', "restated_verdict"):
        assert words not in text, words


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"csv"}))
@pytest.mark.parametrize("name", NAMES)
def test_what_could_not_be_used_is_said_in_every_report(name: str, format_: str) -> None:
    """A changed file of the library is named wherever its words would stand."""
    spoilt = replace(record("harbour-2001"), unused=(Unused("changed", "shelf/0001.json"),))

    assert "shelf/0001.json" in FORMATS[format_].render(made(name, spoilt, record("harbour-2009")))


COMMANDS = [("compare",), ("dossier", "claims"), *(("report", name) for name in catalog.REPORTS)]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_json_follows_the_schemas(earlier: Agreement, later: Agreement, command: tuple[str, ...], count: int) -> None:
    """With attached words the data, manifest and all, are still what the published schemas say."""
    report = making.make(command, [replace(earlier, unused=(Unused("gone", "x", ("c1",)),)), later, later][:count])
    data = json.loads(FORMATS["json"].render(report))
    schemas = {
        path.name: json.loads(path.read_text()) for path in (Path(sofadiff.__file__).parent / "schemas").glob("*")
        if path.suffix == ".json"
    }  # fmt: skip
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    kind = data["format"].removeprefix("sofadiff.").replace("/", "-")

    jsonschema.Draft202012Validator(schemas[f"{kind}.schema.json"], registry=registry).validate(data)
    for comparison in data.get("comparisons", []):
        jsonschema.Draft202012Validator(schemas["comparison-1.schema.json"]).validate(comparison)


def test_json_rebuilds_the_texts_that_its_links_tell(earlier: Agreement, later: Agreement) -> None:
    """Joined edits are the attached words of the units named where a link says so, else the records' own texts."""
    data = to_json(compare(earlier, later))
    own = {(unit["side"], unit["eId"]): unit for unit in data["units"]}

    def text(side: str, unit: str, language: str | None) -> str:
        stands = own[side, unit]
        if language is None:
            return str(stands["text"])
        return str(next(each["text"] for each in stands["authentic"] if each["language"] == language))

    for link in data["links"]:
        for side in ("base", "other"):
            said = "\n".join(text(side, unit, link.get("authentic")) for unit in link[side])
            assert "".join(edit[side] for edit in link["edits"]) == said


def test_csv_has_columns_for_the_attached_words(earlier: Agreement, later: Agreement) -> None:
    """One row per passage with the words of both sides, their language, the other verdict and who confirmed."""
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].render(made("redline", earlier, later)))))

    row = next(row for row in rows if row["other_clauses"] == "art_3")
    assert (row["authentic"], row["verdict"], row["restated_verdict"]) == ("eng", "substantive", "substantive")
    assert OFFICIAL in row["base_authentic"]
    assert LATER in row["other_authentic"]
    assert "fra: Les demandes" in row["base_authentic"]
    assert row["base_confirmed"].startswith("art_3: Ada Ermine, 2024-05-31, ")


def test_findings_reports_have_the_words_behind_each_cited_clause(earlier: Agreement) -> None:
    """Behind a restated clause in the list of clauses stands its authentic text, quoted from the user's file."""
    shown = _cards(made("immunity", earlier, earlier)) | _cards(made("departures", record("harbour-2009"), earlier))

    assert {card for card in shown if "--eng" in card} <= {f"{unit.id}--eng" for unit in earlier.units}
    assert "art_3--eng" in shown


def _cards(report: Report) -> set[str]:
    return {block.unit for block in report.blocks if type(block).__name__ == "ClauseCard"}  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_report_of_attach(earlier: Agreement, lang: str, file_regression: FileRegressionFixture) -> None:
    """What matched, what differs, what is missing on either side; as a terminal prints it."""
    text = FORMATS["terminal"].render(attachment.report(earlier, lang=lang, short=True))

    file_regression.check(text, basename=f"attach.{lang}", extension=".txt")


def test_the_page_of_a_comparison(earlier: Agreement, later: Agreement, file_regression: FileRegressionFixture) -> None:
    """The whole comparison as Markdown: authentic redlines, restatements behind them, French beside."""
    text = FORMATS["markdown"].render(made("compare", earlier, later))

    file_regression.check(text, basename="compare", extension=".md")


def test_publishing_never_reads_a_library(shelf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Published pages are the same wherever they are made: no module on the way to them opens a library."""

    def opened(*_: object) -> None:
        raise AssertionError("a library was opened")

    from sofadiff.shelf import joining, store  # noqa: PLC0415 - to be replaced for this test

    monkeypatch.setenv("SOFADIFF_LIBRARY", shelf)
    for module, name in ((store, "latest"), (store, "text"), (joining, "with_library")):
        monkeypatch.setattr(module, name, opened)
    path, report, formats = next(publish.reports())

    assert path
    written = [FORMATS[each].render(report).lower() for each in formats if each in FORMATS and each != "html"]
    assert not [text for text in written if "attached" in text]
    assert "library" not in Path(publish.__file__).read_text()
    assert "library" not in Path(corpus.__file__).read_text()


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """Mark-up and control characters in an attached text are printed, never obeyed."""
    words = "Claims for <script>alert(1)</script> fishing boats | and nets \u202e shall be paid ![x](y) by the Union"
    path = tmp_path / "evil.txt"
    path.write_text(
        (CASES / "harbour-2001.eng.md").read_text().replace("Claims for damage to", words), encoding="utf-8"
    )
    actions.attach(actions.tie(record("harbour-2001"), str(path)), str(tmp_path / "library"))
    spoilt = with_library(record("harbour-2001"), str(tmp_path / "library"))

    for name in ("redline", "departures"):
        report = made(name, record("harbour-2009"), spoilt)
        assert "<script>alert" not in FORMATS["html"].render(report)
        assert "\u202e" not in FORMATS["terminal"].render(report)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium; the tests skip where there is none or nothing to drive it with."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine")
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--headless", "--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["redline", "departures", "attached"])
@pytest.mark.parametrize("width", [390, 1200])
def test_a_page_is_accessible_and_fits(
    browser: Any, earlier: Agreement, later: Agreement, tmp_path: Path, name: str, width: int
) -> None:
    """A page with attached words has no fault that axe knows, names languages, and is never wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    report = attachment.report(earlier) if name == "attached" else made(name, earlier, later)
    path = tmp_path / "page.html"
    path.write_text(FORMATS["html"].render(report), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert axe.Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[lang=fr]").count() > 0
    page.close()
