"""Whatever a command writes that people file, quote or compute with says what it was made from, in it or beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from tests import word_files as wf

import sofadiff
from sofadiff import corpus, runs
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.runs import reading
from sofadiff.verifying import verify

SCHEMAS = Path(sofadiff.__file__).parent / "schemas"
ATTACHED = Path(__file__).parent / "attached"
OWN = ("harbour-2001.xml", "harbour-2001.eng.md", "harbour-2001.amended.md")
TWO = ("nl-rwanda-2009", "nl-qatar-2014")
LINK = "sofadiff:1/nl-rwanda-2009/c007@df08a1765611a896;v=0.1.0"
CHANGED = "sofadiff:1/nl-rwanda-2009/c007@0000000000000000;v=0.1.0"
IMPORT = ("import", OWN[1], "-o", "draft.xml", "--force", "--date", "2001-02-03", "--term", "mission=The Patrol")

WRITTEN: dict[str, tuple[tuple[str, ...], ...]] = {
    "compare": (("compare", *TWO), ("compare", OWN[0], TWO[0]), ("compare", *TWO, "--explain", "base:2")),
    "report": (("report", "departures", TWO[0], "--against", TWO[1]),),
    "dossier": (("dossier", "claims", TWO[0], "--against", TWO[1], "--incident", "2010-01-02"),),
    "stats": (("stats", *TWO),),
    "nearest": (("nearest", TWO[0], "2"), ("nearest", TWO[0], "2", "--index", "two.index")),
    "suggest": (("suggest", TWO[0]), ("suggest", OWN[1])),
    "resolve": (("resolve", LINK), ("resolve", CHANGED, "--was", OWN[0]), ("resolve", LINK, "--in", OWN[0])),
    "attach": (("attach", OWN[0]), ("attach", OWN[0], OWN[1], "--dry-run")),
}
"""Commands whose reports are written in every format of reports."""
OTHERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "cite": tuple(
        ("cite", *what, "--style", style, "-o", f"cited.{style}")
        for style in ("oscola", "csl-json", "bibtex")
        for what in ((TWO[0], "2"), (TWO[0], "2", "--against", TWO[1], "3"))
    ),
    "quote": tuple(("quote", TWO[0], "2", "-o", f"card.{form}") for form in ("txt", "md", "svg", "png")),
    "export": (("export", TWO[0], "--force", "-o", "record.md"), ("export", OWN[0], "--force", "-o", "record.txt")),
    "import": tuple((*IMPORT, "--report", f"import.{form}") for form in ("txt", "json", "html")),
    "collate": tuple(("collate", OWN[0], OWN[1], "--format", form, "-o", f"it.{form}") for form in ("text", "json")),
    "reliability": (("reliability", "-o", "reliability.md"),),
    "codebook": tuple(
        ("codebook", "export", "--format", form, "-o", f"book.{form}") for form in ("json", "csv", "skos", "markdown")
    ),
    "index": (("index", *TWO, OWN[0], "-o", "again.index"),),
    "nearest --all": (("nearest", "--all", "--index", "two.index", "-o", "all.csv"),),
    "list": (("list", "--format", "json"),),
    "check": (("check", "--format", "json", TWO[0], OWN[0]),),
}
"""Commands with forms of their own."""
SCREEN = {
    "show": "reads on a screen and writes no file",
    "pin": "writes down decisions, which comparisons name among their inputs",
    "detach": "says one line; reports on what is attached say what holds",
    "new": "starts a record, which names its sources itself",
    "verify": "reads manifests",
    "publish": "writes reports, each with its own manifest",
}
"""Commands without a manifest, and why."""
FORMATS = ("terminal", "html", "markdown", "json", "csv")
PAPER = {"compare": ("docx", "pdf"), "report": ("docx",), "resolve": ("docx",), "attach": ("pdf",), "dossier": ("pdf",)}
"""Every report goes the same way to Word and PDF, so some are enough."""
CASES = [
    (words, format_)
    for name, cases in WRITTEN.items()
    for number, words in enumerate(cases)
    for format_ in (("json",) if number else (*FORMATS, *PAPER.get(name, ())))
]
"""The first example of a command in every format, the others in one."""
REPEATED_NOT = ("codebook", "index", "nearest --all", "check")


@pytest.fixture(name="desk", scope="module")
def _desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of the user's with files, an index and a library, in which they stand."""
    desk = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        for name in OWN:
            shutil.copy(ATTACHED / name, desk / name)
        if _numpy():
            _run("index", *TWO, "-o", "two.index")
        _run("attach", OWN[0], OWN[1])
        yield desk


def _numpy() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("numpy") is not None


def _run(*words: str) -> Result:
    result = CliRunner().invoke(group, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exception)
    return result


def _needs(words: tuple[str, ...], format_: str) -> None:
    if "index" in " ".join(words):
        pytest.importorskip("numpy", reason="the extra 'index' is not installed")
    if format_ == "pdf":
        pytest.importorskip("typst", reason="the extra 'print' is not installed")
    if "card.png" in words:
        pytest.importorskip("resvg_py", reason="the extra 'cards' is not installed")
    if "reliability" in words:
        pytest.importorskip("krippendorff", reason="the extra 'reliability' is not installed")


def _check(path: str, *, repeated: bool = True) -> runs.Run:
    """The manifest of a finished file: every input that can be looked up has the digest that it says; then verify."""
    run = _manifest(path)
    assert run.inputs != ()
    for each in run.inputs:
        assert "/" not in each.name
        if each.shipped and each.name in corpus.slugs() and each.role not in ("pins", "attached"):
            assert each.sha256 == _sha256(corpus.path_of(each.name)), each
        elif not each.shipped and each.role not in ("pins", "attached", "decisions"):
            assert each.sha256 == _sha256(each.name), each
    if repeated:
        found = verify(path)
        assert (found.changed, found.places) == ((), 0), found.differences
    else:
        with pytest.raises(SofadiffError, match="no command that can be repeated"):
            verify(path)
    return run


def _manifest(path: str) -> runs.Run:
    from sofadiff import verifying  # noqa: PLC0415

    return verifying.read(path)[1]


def _sha256(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_every_command_is_in_one_of_the_lists() -> None:
    """A new command writes a manifest and is tried here, or the reason stands here why it needs none."""
    named = {name.split()[0] for name in (*WRITTEN, *OTHERS, *SCREEN)}
    assert named == set(group.list_commands(None))  # type: ignore[arg-type]
    assert set(SCREEN).isdisjoint({*WRITTEN, *OTHERS})


@pytest.mark.parametrize(
    ("words", "format_"), CASES, ids=[f"{' '.join(words)[:40]} {format_}" for words, format_ in CASES]
)
def test_every_report_carries_its_manifest_in_every_format(words: tuple[str, ...], format_: str, desk: Path) -> None:
    """In every format the file says what it was made from, and verify makes it again from that."""
    _needs(words, format_)
    path = f"report.{format_}"
    _run(*words, "--format", format_, "-o", path)
    assert (desk / path).is_file()
    _check(path)


@pytest.mark.parametrize(
    ("name", "words"),
    [(name, words) for name, cases in OTHERS.items() for words in cases],
    ids=lambda value: value if isinstance(value, str) else " ".join(value)[-30:],
)
def test_every_other_output_carries_it_or_has_it_beside(name: str, words: tuple[str, ...], desk: Path) -> None:
    """Citations, cards, import reports, collations, tables and lists say it too."""
    _needs(words, "")
    result = _run(*words)
    path = words[-1] if "-o" in words else "printed.json"
    if "-o" not in words:
        (desk / path).write_text(result.stdout, encoding="utf-8")
    _check(path, repeated=name not in REPEATED_NOT)


@pytest.mark.parametrize("name", ["list", "check", "import", "collate", "resolve", "attached"])
def test_the_json_is_of_the_published_form(name: str, desk: Path) -> None:
    """What programs read has a published schema, the manifest in it."""
    words = {
        "import": (*IMPORT, "--format", "json"),
        "resolve": ("resolve", CHANGED, "--format", "json"),
        "attached": ("attach", OWN[0], "--format", "json"),
        "collate": OTHERS["collate"][1][:-2],
    }.get(name, OTHERS.get(name, ((),))[0])
    data: dict[str, Any] = json.loads(_run(*words).stdout)
    kind = data["format"].removeprefix("sofadiff.").replace("/", "-")
    jsonschema.validate(data, json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8")))
    assert data["run"]["inputs"]


def test_a_file_that_holds_no_manifest_stays_as_other_programs_want_it(desk: Path) -> None:
    """A citation file holds citations and nothing else; its manifest beside it names it by its digest."""
    _run("cite", TWO[0], "2", "--style", "csl-json", "-o", "library.json")
    assert [entry["type"] for entry in json.loads((desk / "library.json").read_text(encoding="utf-8"))] == ["treaty"]
    told = json.loads((desk / "library.json.run.json").read_text(encoding="utf-8"))
    assert (told["file"], told["sha256"]) == ("library.json", _sha256("library.json"))


def test_a_changed_citation_is_found(desk: Path) -> None:
    """Whoever changes a number in a file that somebody sends them along with its manifest is found out."""
    _run("cite", TWO[0], "2", "-o", "cited.txt")
    text = (desk / "cited.txt").read_text(encoding="utf-8")
    (desk / "cited.txt").write_text(text.replace("2009", "2010", 1), encoding="utf-8")
    found = verify("cited.txt")
    assert (found.identical, found.places) == (False, 1)


def test_a_library_that_changed_is_named(desk: Path) -> None:
    """A report on what is attached holds as long as the library does; after that verify says that it changed."""
    shutil.copytree("sofadiff-library", "other-library")
    _run("attach", OWN[0], "--library", "sofadiff-library", "--format", "json", "-o", "before.json")
    _run("attach", OWN[0], "--confirm", "3", "--by", "A. Name", "--date", "2024-05-31")
    found = verify("before.json")
    assert found.changed == ("harbour-2001.xml: what the user attached to it is not what it was",)
    shutil.rmtree("sofadiff-library")
    shutil.move("other-library", "sofadiff-library")
    assert verify("before.json").identical


def test_the_digest_of_the_collection_is_that_of_its_listing() -> None:
    """Anybody can compute it: sha256sum over all records, and sha256sum over what that prints."""
    listing = "".join(f"{_sha256(corpus.path_of(slug))}  {slug}.xml\n" for slug in corpus.slugs())
    made = runs.collection((each.name, each.sha256) for each in corpus.read_all())
    assert made.sha256 == hashlib.sha256(listing.encode()).hexdigest()


def test_the_table_of_everything_is_told_by_the_manifest_beside_it(desk: Path) -> None:
    """`nearest --all` writes a table too long to sign line by line."""
    pytest.importorskip("numpy", reason="the extra 'index' is not installed")
    _run("nearest", "--all", "--index", "two.index", "-o", "pairs.csv")
    assert next(csv.reader(io.StringIO((desk / "pairs.csv").read_text(encoding="utf-8"))))[-1] != "run"
    assert [each.role for each in reading.read("pairs.csv")[1].inputs] == ["index"]


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_picture_without_its_manifest_is_refused(ending: str, desk: Path) -> None:
    """A card that another program saved may have lost it; a picture of anything else never had it."""
    _needs(("card.png",) if ending == "png" else (), "")
    _run("quote", TWO[0], "2", "-o", f"card.{ending}")
    data = (desk / f"card.{ending}").read_bytes().replace(b"sofadiff-run", b"sofadiff-run"[::-1])
    (desk / f"bare.{ending}").write_bytes(data)
    with pytest.raises(SofadiffError, match="carries no manifest"):
        verify(f"bare.{ending}")


HOSTILE_OPTIONS = {
    "quote": {"clause": "2", "words": "x" * 10},
    "cite": {"style": "ruin"},
    "nearest": {"top": "0"},
    "export": {"form": "xlsx"},
    "import": {"term": "[1]"},
    "resolve": {"link": "http://example.org"},
    "collate": {},
    "attach": {"lang": "nl"},
    "suggest": {"lang": "nl"},
}


@pytest.mark.parametrize("command", HOSTILE_OPTIONS)
def test_a_hostile_manifest_is_refused_in_one_line(command: str, desk: Path) -> None:
    """A manifest that somebody made up asks for what no command does: one line, no traceback."""
    inputs = (runs.Input("subject", "nato-1951", True, "0" * 64),)
    made = runs.Run((command,), tuple(HOSTILE_OPTIONS[command].items()), inputs, "", "")
    (desk / "made-up.json").write_text(json.dumps({"run": runs.to_json(made)}), encoding="utf-8")
    with pytest.raises(SofadiffError) as refused:
        verify("made-up.json")
    assert str(refused.value).count("\n") == 0


@pytest.fixture(name="printed")
def _printed(desk: Path) -> Path:
    """A comparison of a file of the user's as a PDF."""
    pytest.importorskip("typst", reason="the extra 'print' is not installed")
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    shutil.copy(corpus.path_of("pfp-sofa-1995"), desk / "mine.xml")
    _run("compare", "nato-1951", "mine.xml", "--format", "pdf", "-o", "mine.pdf")
    return desk / "mine.pdf"


def test_a_pdf_that_differs_tells_the_page_and_the_words(printed: Path) -> None:
    """Where an input is another one now, verify shows on which page what stands and what would stand there."""
    mine = printed.with_suffix(".xml")
    words = max((unit.text for unit in corpus.read("mine.xml").units), key=len)
    changed = max(words.split(), key=len)
    mine.write_text(mine.read_text(encoding="utf-8").replace(words, words.replace(changed, "QQ")), encoding="utf-8")
    found = verify("mine.pdf")
    assert found.changed[0].startswith("mine.xml: was ")
    assert all(each.page > 0 for each in found.differences)
    first = next(each for each in found.differences if "QQ" in each.now)
    assert changed.strip(".,;") in first.was
    said = _run("verify", "mine.pdf").stdout
    assert f"page {first.page}\n" in said


def test_a_pdf_with_the_same_words_is_compared_as_it_is_set(printed: Path) -> None:
    """Another release of typst, or a program that saved it again, changes no word: verify says so."""
    printed.write_bytes(printed.read_bytes() + b"\n")
    found = verify("mine.pdf")
    assert (found.identical, found.places) == (False, 1)
    assert "Every page has the same words" in found.note
    assert "as a whole\n" in _run("verify", "mine.pdf").stdout


def test_a_pdf_that_cannot_be_read_is_still_verified(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library that reads PDF, verify tells that the file differs and what to install to see where."""

    def missing(data: bytes, path: str) -> Iterator[None]:
        raise SofadiffError("is a PDF, and the library is not installed.", remedy="pip install 'sofadiff[pdf]'")

    printed.write_bytes(printed.read_bytes() + b"\n")
    monkeypatch.setattr("sofadiff.render.pdf.reading.read_pages", missing)
    found = verify("mine.pdf")
    assert (found.identical, found.places) == (False, 1)
    assert "sofadiff[pdf]" in found.note


def test_the_report_on_tracked_changes_is_of_the_published_form(desk: Path) -> None:
    """A Word file with pending changes is read with a decision, which the manifest names and verify repeats."""
    body = wf.para(wf.run("The guard ") + wf.deleted("never ") + wf.run("sings."))
    (desk / "tracked.docx").write_bytes(wf.word_file(body))
    words = ("import", "tracked.docx", "-o", "tracked.xml", "--revisions", "reject", "--language", "eng")
    _run(*words, "--report", "tracked.json")
    data = json.loads((desk / "tracked.json").read_text(encoding="utf-8"))
    assert data["tracked_changes"] != []
    jsonschema.validate(data, json.loads((SCHEMAS / "import-1.schema.json").read_text(encoding="utf-8")))
    assert dict(_check("tracked.json").options)["revisions"] == "reject"
