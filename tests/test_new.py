"""Starting a record: nothing invented, nothing replaced, and `check` then says what is still missing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sofadiff import akn, checks, corpus
from sofadiff.cli import group
from sofadiff.cli.new import _missing
from sofadiff.cli.questions import ask
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Support
from sofadiff.text import digest

SLUG = "union-island-2019"
FLAGS = {
    "--title": "Agreement between the Union and the Island on the status of the Patrol",
    "--short": "Patrol 2019",
    "--date": "2019-05-01",
    "--date-name": "signature",
    "--party": "Union of Shores:sending-state",
    "--mission-type": "bilateral",
    "--text-status": "official-copy",
    "--completeness": "partial",
    "--source": "Island Gazette: special issue:https://example.org/gazette/7",
    "--source-kind": "treaty-series",
    "--restated": "2026-11-23",
}
FROM_DRAFT = {flag: value for flag, value in FLAGS.items() if not flag.startswith("--source")}
TEXT = """## Agreement on the status of the Patrol

The Union and the Island have agreed as follows:

### Article 1 Law

1. The members of the Patrol shall at all times respect the law of the Island.

2. The Island shall:

(a) admit the Patrol without any visa or other formality on arrival;

(b) accept driving permits.

Done at Port, in the English language.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout: a folder with a folder for records."""
    (tmp_path / "agreements").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def draft(folder: Path) -> Path:
    """An imported draft of a short invented agreement."""
    (folder / "agreement.md").write_text(TEXT, encoding="utf-8")
    sofadiff("import", "agreement.md", "--language", "eng", "-o", "draft.xml")
    return folder / "draft.xml"


def sofadiff(*args: str) -> Result:
    """The command line."""
    return CliRunner().invoke(group, list(args))


def flags(values: dict[str, str]) -> list[str]:
    """Flags and values as arguments."""
    return [part for pair in values.items() for part in pair]


def record(folder: Path) -> Agreement:
    """The record that was written."""
    path = folder / "agreements" / f"{SLUG}.xml"
    return akn.read(path.read_bytes(), str(path))


def missing(folder: Path) -> list[tuple[str, str]]:
    """(rule, message) of everything that `check` finds."""
    return [(found.rule, found.message) for found in checks.check(str(folder / "agreements" / f"{SLUG}.xml"))]


def test_a_new_record_lacks_nothing_but_its_clauses(folder: Path) -> None:
    """With all flags every required block is there and valid; the one empty clause is what is missing."""
    result = sofadiff("new", SLUG, *flags(FLAGS), "--party", "Republic of the Island:host-state")

    assert result.exit_code == 0, result.output
    assert missing(folder) == [("profile", "content holds no text")]


def test_what_was_given_is_what_the_record_says(folder: Path) -> None:
    """Names, dates, parties and source are taken over; a title may hold a colon, and the address follows the last."""
    sofadiff("new", SLUG, *flags(FLAGS), "--party", "Republic of the Island:host-state")
    found = record(folder)

    assert (found.slug, found.short, found.work_date, found.work_date_name) == (
        SLUG,
        "Patrol 2019",
        "2019-05-01",
        "signature",
    )
    assert [(party.name, party.role) for party in found.parties] == [
        ("Union of Shores", "sending-state"),
        ("Republic of the Island", "host-state"),
    ]
    assert [(source.title, source.url) for source in found.sources] == [
        ("Island Gazette: special issue", "https://example.org/gazette/7")
    ]
    assert [(event.name, event.date) for event in found.events] == [("signature", "2019-05-01")]
    assert not found.findings


def test_same_flags_same_bytes(folder: Path) -> None:
    """No clock and no chance: two runs write the same file."""
    written = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        sofadiff("new", SLUG, *flags(FLAGS), "-o", f"{name}/{SLUG}.xml")
        written.append((folder / name / f"{SLUG}.xml").read_bytes())

    assert written[0] == written[1]


def test_a_draft_gives_its_clauses_with_digests_and_its_source(folder: Path, draft: Path) -> None:
    """Every clause is verified by the file, names it, has a number status, and keeps the digest of the words read."""
    imported = akn.read(draft.read_bytes(), str(draft))
    result = sofadiff("new", SLUG, "--from", "draft.xml", *flags(FROM_DRAFT))
    found = record(folder)

    assert result.exit_code == 0, result.output
    assert [unit.text for unit in found.units] == [unit.text for unit in imported.units]
    assert [unit.text_digest for unit in found.units] == [digest(unit.text) for unit in imported.units]
    assert {(unit.support, unit.sources) for unit in found.units} == {(Support.VERIFIED, ("s1",))}
    assert [(source.title, source.kind, source.sha256) for source in found.sources] == [
        ("agreement.md", "imported-file", imported.sources[0].sha256)
    ]
    assert all(unit.wid and unit.wid.startswith(f"{SLUG}-c") for unit in found.units)


def without(*names: str) -> list[str]:
    """The flags of a record from a draft, all but these."""
    return flags({flag: value for flag, value in FROM_DRAFT.items() if flag not in names})


def imported(folder: Path, *options: str) -> None:
    """The short agreement as a draft, imported with these options."""
    (folder / "agreement.md").write_text(TEXT, encoding="utf-8")
    sofadiff("import", "agreement.md", "--language", "eng", *options, "-o", "draft.xml")


def test_a_draft_gives_its_text_status_and_its_date(folder: Path) -> None:
    """What was said at the import need not be said again, is written into the record, and is told."""
    imported(folder, "--text-status", "leaked", "--date", "2019-04-30")
    result = sofadiff("new", SLUG, "--from", "draft.xml", *without("--text-status", "--date"))
    found = record(folder)

    assert result.exit_code == 0, result.exception
    assert (found.text_status, found.work_date, found.work_date_name) == ("leaked", "2019-04-30", "signature")
    assert "Taken from the draft: --text-status leaked, --date 2019-04-30." in result.stderr
    assert Path(found.path).read_text(encoding="utf-8").count("textStatus") == 1


def test_check_leaves_the_status_at_the_file_of_a_draft_alone(folder: Path) -> None:
    """In a draft the text status stands where it is meant to stand; in the record made from it, at the record."""
    imported(folder, "--text-status", "leaked", "--date", "2019-04-30")
    sofadiff("new", SLUG, "--from", "draft.xml", *flags(FROM_DRAFT))

    assert 'textStatus="leaked"' in (folder / "draft.xml").read_text(encoding="utf-8")
    assert [found for found in checks.check("draft.xml") if "has textStatus" in found.message] == []
    assert [message for _, message in missing(folder) if "has textStatus" in message] == []


def test_a_flag_wins_over_the_draft(folder: Path) -> None:
    """An explicit status or date stands, and nothing is told to be taken."""
    imported(folder, "--text-status", "leaked", "--date", "2019-04-30")
    result = sofadiff("new", SLUG, "--from", "draft.xml", *flags(FROM_DRAFT))
    found = record(folder)

    assert (found.text_status, found.work_date) == (FLAGS["--text-status"], FLAGS["--date"])
    assert "Taken from the draft" not in result.stderr


def test_what_a_draft_does_not_say_is_still_asked(folder: Path, draft: Path) -> None:
    """The placeholder date of a draft is no date, and no kind of text is supposed."""
    result = sofadiff("new", SLUG, "--from", "draft.xml", *without("--text-status", "--date"))

    assert str(result.exception).startswith("new: not given: --date, --text-status.")


def test_what_happened_on_the_day_is_not_taken_from_a_plain_import(folder: Path) -> None:
    """`import` calls every date a signature, which nobody said; a record written as text says what it was."""
    imported(folder, "--date", "2019-04-30")
    result = sofadiff("new", SLUG, "--from", "draft.xml", *without("--date", "--date-name"))
    assert str(result.exception).startswith("new: not given: --date-name.")

    sofadiff("export", "ga-res-52-247", "--format", "markdown", "-o", "resolution.md")
    sofadiff("import", "resolution.md", "-o", "resolution.xml")
    sofadiff("new", SLUG, "--from", "resolution.xml", *without("--text-status", "--date", "--date-name"))
    resolution = corpus.read("ga-res-52-247")
    assert (resolution.work_date_name, record(folder).work_date_name) == ("adoption", "adoption")
    assert record(folder).text_status == resolution.text_status


@pytest.mark.parametrize("slug", ["ga-res-52-247", "un-model-1990"])
def test_a_restatement_is_not_called_verified(folder: Path, slug: str) -> None:
    """From a record written as text, clauses keep support and numbers; no digest is made of words that are ours."""
    sofadiff("export", slug, "--format", "markdown", "-o", "record.md")
    sofadiff("import", "record.md", "-o", "record.xml")
    result = sofadiff("new", SLUG, "--from", "record.xml", *flags(FROM_DRAFT))
    known, found = corpus.read(slug), record(folder)

    assert result.exit_code == 0, result.exception
    assert [unit.text for unit in found.units] == [unit.text for unit in known.units]
    assert [unit.support for unit in found.units] == [unit.support for unit in known.units]
    assert [unit.number for unit in found.units] == [unit.number for unit in known.units]
    assert {unit.text_digest for unit in found.units} == {None}


def test_a_text_status_that_there_is_not_is_refused(folder: Path) -> None:
    """A draft edited by hand is not believed in what no output could print; no record is written."""
    imported(folder, "--text-status", "leaked")
    path = folder / "draft.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("leaked", "genuine"), encoding="utf-8")
    result = sofadiff("new", SLUG, "--from", "draft.xml", *flags(FROM_DRAFT))

    assert "textStatus=“genuine”" in str(result.exception)
    assert not list((folder / "agreements").iterdir())


def test_check_then_asks_for_topics_and_for_our_own_words_only(folder: Path, draft: Path) -> None:
    """Nothing else is missing from a record made from a draft; a clause too short to be put otherwise is let be."""
    sofadiff("new", SLUG, "--from", "draft.xml", *flags(FROM_DRAFT))
    found = missing(folder)

    assert {rule for rule, _ in found} == {"profile", "restated"}
    assert {message.partition(" has no ")[2] for rule, message in found if rule == "profile"} == {
        "refersTo (its topic)"
    }
    assert not [message for _, message in found if "subpara_b still" in message]
    assert [message for _, message in found if "subpara_a still" in message]


def test_restating_and_naming_a_topic_is_all_that_it_takes(folder: Path, draft: Path) -> None:
    """Once each clause has a topic and other words, `check --fix` takes the suggestions out and is content."""
    sofadiff("new", SLUG, "--from", "draft.xml", *flags(FROM_DRAFT))
    path = folder / "agreements" / f"{SLUG}.xml"
    text = path.read_text(encoding="utf-8")
    body = text.index("<preamble>")
    done = re.sub(r"<p>[^<]+</p>", "<p>This clause is restated.</p>", text[body:])
    done = re.sub(r"(<p [^>]*wId=[^>]*)>[^<]+</p>", r'\1 refersTo="#gen.preamble">This clause is restated.</p>', done)
    done = re.sub(r"(<(?:paragraph|subparagraph) [^>]*)>", r'\1 refersTo="#sta.local-law">', done)
    path.write_text(text[:body] + done, encoding="utf-8")

    assert {rule for rule, _ in missing(folder)} == {"suggestions"}
    assert sofadiff("check", "--fix", str(path)).exit_code == 0
    assert missing(folder) == []


def test_an_existing_record_is_never_replaced(folder: Path) -> None:
    """The second run stops and leaves every byte."""
    sofadiff("new", SLUG, *flags(FLAGS))
    path = folder / "agreements" / f"{SLUG}.xml"
    before = path.read_bytes()
    result = sofadiff("new", SLUG, *flags(FLAGS | {"--short": "Other"}))

    assert "exists already" in str(result.exception)
    assert path.read_bytes() == before


def test_without_a_terminal_one_error_names_every_missing_flag(folder: Path) -> None:
    """A script is told at once what it must give; nothing is asked, nothing written."""
    some = {flag: FLAGS[flag] for flag in ("--title", "--date", "--party")}
    result = sofadiff("new", SLUG, *flags(some))

    assert str(result.exception).startswith(
        "new: not given: --short, --date-name, --mission-type, --text-status, --completeness, --source, --source-kind,"
    )
    assert not list((folder / "agreements").iterdir())


def test_on_a_terminal_what_is_missing_is_asked_until_it_is_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong answer is explained and asked again; what a flag gave is not asked."""
    answers = {name.lstrip("-").replace("-", "_"): value for name, value in FLAGS.items()} | {
        "date": None,
        "parties": None,
    }
    given = iter(["1 May 2019", "2019-05-01", "Union", "Union:sending-state; Island:host-state"])
    monkeypatch.setattr("click.prompt", lambda question, **_: next(given))
    ask(_missing(answers), answers, terminal=True)

    assert answers["date"] == "2019-05-01"
    assert answers["parties"] == (("Union", "sending-state"), ("Island", "host-state"))
    assert next(given, None) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--date": "1 May 2019"}, "not a full date"),
        ({"--date": "2019-02-30"}, "not a full date"),
        ({"--restated": "2018-01-01"}, "before the date of the agreement"),
        ({"--party": "Union of Shores"}, "a party is NAME:ROLE"),
        ({"--party": "Union of Shores:friend"}, "a party is NAME:ROLE"),
        ({"-o": "elsewhere/record.xml"}, f"End the file's name in {SLUG}.xml"),
        ({"-o": f"nowhere/{SLUG}.xml"}, "there is no such folder"),
    ],
)
def test_unusable_flags_are_refused_in_one_line(folder: Path, changed: dict[str, str], said: str) -> None:
    """Place, what is wrong, what to do; and no file."""
    result = sofadiff("new", SLUG, *flags(FLAGS | changed))

    assert isinstance(result.exception, SofadiffError)
    assert said in str(result.exception)
    assert not list(folder.rglob("*.xml"))


def test_a_slug_is_small_letters_digits_and_hyphens(folder: Path) -> None:
    """Anything else could be no file name or no part of a URI."""
    assert "a slug has small letters" in str(sofadiff("new", "Union Island", *flags(FLAGS)).exception)


@pytest.mark.data
def test_every_text_of_the_collection_can_be_started_from(test_data: Path, folder: Path) -> None:
    """Whatever `import` makes of a real text, the new record is valid and only its clauses are still to be done."""
    still_to_do = ("refersTo (its topic)", "still has the words", "holds no text")
    for number, path in enumerate(sorted((test_data / "nl-sofa-md").glob("*.md"))):
        shutil.rmtree(folder / "agreements")
        (folder / "agreements").mkdir()
        sofadiff("import", str(path), "-o", f"{number}.xml")
        result = sofadiff("new", SLUG, "--from", f"{number}.xml", *flags(FROM_DRAFT))

        assert result.exit_code == 0, (path.name, result.exception)
        left = [
            (rule, message) for rule, message in missing(folder) if not any(said in message for said in still_to_do)
        ]

        assert left == [], path.name
