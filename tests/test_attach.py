"""Attaching: a user's file tied to a record clause by clause, what a person confirms, and its undoing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

import sofadiff
import word_files as wf
from sofadiff import corpus
from sofadiff.attaching import actions
from sofadiff.attaching.linking import Linked, link
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.importing import import_file
from sofadiff.model import Agreement, Confirmation, Support
from sofadiff.shelf.joining import with_library
from sofadiff.text import digest

CASES = Path(__file__).parent / "attached"
RECORDS = ("harbour-2001", "harbour-2009")
TEXTS = ("harbour-2001.eng.md", "harbour-2001.fra.md", "harbour-2001.amended.md", "harbour-2009.eng.md", "other.eng.md")
CONFIRM = ("--by", "Ada Ermine", "--date", "2024-05-31")
EXPECTED: dict[str, Any] = json.loads((CASES / "links.json").read_text())


def record(name: str = "harbour-2001") -> Agreement:
    """A made-up record."""
    return corpus.read(str(CASES / f"{name}.xml"))


def tied(text: str, name: str = "harbour-2001", **kw: Any) -> actions.Tied:
    """A made-up text tied to it."""
    return actions.tie(record(name), str(CASES / text), **kw)


def without_digests(agreement: Agreement) -> Agreement:
    """The same record, as if nobody had read the text."""
    return replace(agreement, units=tuple(replace(unit, text_digest=None) for unit in agreement.units))


@pytest.mark.parametrize("name", EXPECTED)
def test_clauses_are_tied_as_the_case_says(name: str) -> None:
    """By what sign, what the fingerprint says, whether in doubt; and what is missing on either side."""
    found, expected = tied(name), EXPECTED[name]

    links = {each.unit: [each.rule, each.fingerprint, each.doubtful] for each in found.linked.links}
    copy = {unit.id: unit.text for unit in found.imported.agreement.units}
    assert links == expected["links"]
    assert list(found.linked.missing) == expected["missing"]
    assert len(found.linked.extra) == len(expected["extra"])
    for unit, start in zip(found.linked.extra, expected["extra"], strict=True):
        assert copy[unit].startswith(start)
    assert (found.linked.compared, list(found.languages)) == (expected["compared"], expected["languages"])


def test_without_fingerprints_the_same_clauses_are_tied_by_their_numbers() -> None:
    """What fingerprints settle, numbers and words find as well where there are no fingerprints."""
    mine, imported = record(), import_file(str(CASES / "harbour-2001.eng.md"))

    by_number = link(without_digests(mine), imported)

    assert {each.unit: each.units for each in by_number.links} == {
        each.unit: each.units for each in link(mine, imported).links
    }
    assert {each.rule for each in by_number.links} == {"number"}
    assert not by_number.compared


def test_words_speak_against_a_number() -> None:
    """Two clauses that changed their numbers are not tied by them: each goes to its words, in doubt."""
    found = link(without_digests(record()), import_file(str(CASES / "harbour-2001.swapped.md")))

    links = {each.unit: each for each in found.links}
    texts = {unit.id: unit.text for unit in import_file(str(CASES / "harbour-2001.swapped.md")).agreement.units}
    assert texts[links["art_3"].units[0]].startswith("Claims for damage")
    assert texts[links["art_4"].units[0]].startswith("The members of the Patrol")
    assert (links["art_3"].rule, links["art_3"].doubtful) == ("words", True)


def test_a_clause_of_the_file_goes_to_one_clause_of_the_record() -> None:
    """Whatever the signs, no words of the file stand beside two clauses."""
    for name in TEXTS[:4]:
        for mine in (record(), without_digests(record())):
            found: Linked = link(mine, import_file(str(CASES / name)))
            used = [unit for each in found.links for unit in each.units]
            assert len(used) == len(set(used))
            assert not set(used) & {*found.extra, *found.outside}
            assert not {each.unit for each in found.links} & set(found.missing)


def test_a_clause_that_the_file_prints_in_pieces_is_tied_to_all_of_them(tmp_path: Path) -> None:
    """Opening words, points and closing words answer one clause of a record that does not split them."""
    whole = "The guard may carry arms; or wear uniform, and no more."
    path = tmp_path / "copy.md"
    path.write_text("## Article 1\n\nThe guard may:\n\n(a) carry arms;\n\n(b) wear uniform.\n")
    base = record("harbour-2009")
    mine = replace(base, units=(replace(base.units[0], text=whole),))

    (only,) = link(mine, import_file(str(path), language="eng")).links

    assert (only.rule, len(only.units)) == ("number", 3)


def test_the_language_is_the_one_that_the_record_was_read_in(tmp_path: Path) -> None:
    """Of a file in two languages the one whose fingerprints are the record's is taken, wherever it stands."""
    path = tmp_path / "both.md"
    both = [(CASES / f"harbour-2001.{language}.md").read_text() for language in ("fra", "eng")]
    path.write_text("\n\n".join(both))

    found = actions.tie(record(), str(path))
    other = actions.tie(record(), str(path), language="fra")

    assert (found.imported.report.language, found.linked.same) == ("eng", 8)
    assert (other.imported.report.language, other.linked.same) == ("fra", 0)
    assert set(found.languages) == {"eng", "fra"}


def test_a_text_in_another_language_is_tied_by_number() -> None:
    """French words find their places in a record restated in English; the fingerprints are of the English text."""
    found = tied("harbour-2001.fra.md")

    assert (len(found.linked.links), found.linked.compared) == (8, False)
    assert {(each.rule, each.fingerprint) for each in found.linked.links} == {("number", "none")}
    copy = {unit.id: unit.text for unit in found.imported.agreement.units}
    first = {each.unit: copy[each.units[0]].split()[0] for each in found.linked.links}
    assert (first["art_2__para_2"], first["art_4"]) == ("Dans", "Les")


def test_digests_of_another_language_say_nothing_of_a_text() -> None:
    """A text of which hardly a digest matches by chance is not called other words than those that were read."""
    mine = record()
    units = tuple(
        replace(unit, text_digest=digest("Les mots d'un autre") if unit.id != "art_3" else unit.text_digest)
        for unit in mine.units
    )
    french = replace(mine, units=units, facts=tuple(fact for fact in mine.facts if fact.value != "eng"), language="fra")

    found = link(french, import_file(str(CASES / "harbour-2001.eng.md")))

    assert {each.fingerprint for each in found.links} == {"same", "none"}
    assert not found.compared


def test_a_word_file_is_attached_as_well(tmp_path: Path) -> None:
    """The same words in a Word file have the same fingerprints, and their places are those of the file."""
    lines = (CASES / "harbour-2001.eng.md").read_text().splitlines()
    path = tmp_path / "official.docx"
    path.write_bytes(wf.word_file(*(wf.para(wf.run(line.lstrip("# "))) for line in lines if line)))

    found = actions.tie(record(), str(path))
    actions.attach(found, str(tmp_path / "library"))

    (text,) = with_library(record(), str(tmp_path / "library")).authentic
    assert (found.imported.report.format, found.linked.same) == ("docx", 8)
    assert {clause.place for clause in text.clauses} == {f"para. {n}" for n in (3, 5, 8, 9, 10, 11, 12, 14)}


def test_a_document_without_our_profile_takes_no_attachment(tmp_path: Path) -> None:
    """Nothing is attached to what is itself a text."""
    path = tmp_path / "text.xml"
    path.write_bytes(import_file(str(CASES / "other.eng.md")).data)

    with pytest.raises(SofadiffError, match="is a text of its own and no record"):
        actions.tie(corpus.read(str(path)), str(CASES / "other.eng.md"))


# What a person confirms


def confirmed(folder: Path, name: str = "harbour-2001") -> dict[str, tuple[Confirmation, ...]]:
    """Who confirmed which clause."""
    joined = with_library(record(name), str(folder))
    return {clause.unit: clause.confirmed for text in joined.authentic for clause in text.clauses if clause.confirmed}


def test_a_confirmation_stands_beside_the_support(tmp_path: Path) -> None:
    """Person, day and digest of the file are kept for each clause and its points; support stays what it is."""
    found = tied("harbour-2009.eng.md", "harbour-2009")
    actions.attach(found, str(tmp_path))

    _, units = actions.confirm(record("harbour-2009"), str(tmp_path), ["2"], by="Ada  Ermine", date="2024-05-31")

    said = Confirmation("Ada Ermine", "2024-05-31", found.imported.report.sha256)
    assert [unit.id for unit in units] == ["art_2__para_1", "art_2__para_2"]
    assert confirmed(tmp_path, "harbour-2009") == {unit.id: (said,) for unit in units}
    joined = with_library(record("harbour-2009"), str(tmp_path))
    assert {unit.support for unit in joined.units} == {Support.REPORTED}
    assert joined.units == record("harbour-2009").units


def test_two_persons_may_confirm_and_the_same_person_again(tmp_path: Path) -> None:
    """Each person counts once, with the last day given."""
    actions.attach(tied("harbour-2001.eng.md"), str(tmp_path))
    for by, date in (("Ada Ermine", "2024-05-31"), ("Bo Stoat", "2024-06-01"), ("Ada Ermine", "2024-06-02")):
        actions.confirm(record(), str(tmp_path), ["3"], by=by, date=date)

    assert [(each.by, each.date) for each in confirmed(tmp_path)["art_3"]] == [
        ("Bo Stoat", "2024-06-01"),
        ("Ada Ermine", "2024-06-02"),
    ]
    actions.withdraw(record(), str(tmp_path), ["3"])
    assert confirmed(tmp_path) == {}


def test_a_confirmation_lapses_with_the_words_it_was_given_on(tmp_path: Path) -> None:
    """Once the restatement has other words, nobody has confirmed it, and it is said that it lapsed."""
    actions.attach(tied("harbour-2001.eng.md"), str(tmp_path))
    actions.confirm(record(), str(tmp_path), ["3", "4"], by="Ada Ermine", date="2024-05-31")
    units = tuple(replace(u, text=u.text.replace("90", "sixty")) for u in record().units)

    (text,) = with_library(replace(record(), units=units), str(tmp_path)).authentic

    assert (text.lapsed, [c.unit for c in text.clauses if c.confirmed]) == (("art_3",), ["art_4"])


def test_a_clause_that_the_record_no_longer_has_is_named(tmp_path: Path) -> None:
    """After a change of the record the rest stays attached, and the missing clause is listed."""
    actions.attach(tied("harbour-2001.eng.md"), str(tmp_path))

    joined = with_library(replace(record(), units=record().units[:-1]), str(tmp_path))

    assert len(joined.authentic[0].clauses) == 7
    assert [(each.why, each.clauses) for each in joined.unused] == [("gone", ("harbour-2001-c009",))]


def test_a_second_text_in_the_same_language_is_refused(tmp_path: Path) -> None:
    """Another edition never takes the place of the first by itself; another language stands beside it."""
    actions.attach(tied("harbour-2001.eng.md"), str(tmp_path))
    with pytest.raises(SofadiffError, match=r"attached to it already, from harbour-2001\.eng\.md"):
        actions.attach(tied("harbour-2001.amended.md"), str(tmp_path))
    actions.attach(tied("harbour-2001.fra.md"), str(tmp_path))

    assert [text.language for text in with_library(record(), str(tmp_path)).authentic] == ["eng", "fra"]
    actions.detach("harbour-2001", str(tmp_path), "fra")
    assert [text.language for text in with_library(record(), str(tmp_path)).authentic] == ["eng"]


def test_the_same_file_again_keeps_what_was_confirmed(tmp_path: Path) -> None:
    """Attaching twice writes nothing the second time, also after a confirmation."""
    assert actions.attach(tied("harbour-2001.eng.md"), str(tmp_path))
    actions.confirm(record(), str(tmp_path), ["3"], by="Ada Ermine", date="2024-05-31")

    assert actions.attach(tied("harbour-2001.eng.md"), str(tmp_path)) is None
    assert list(confirmed(tmp_path)) == ["art_3"]


# The command


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the made-up records and texts, where the user stands."""
    for name in (*(f"{record}.xml" for record in RECORDS), *TEXTS):
        (tmp_path / name).write_bytes((CASES / name).read_bytes())
    monkeypatch.delenv("SOFADIFF_LIBRARY", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    """The command line as a user runs it, without the wrapper that prints errors."""
    return CliRunner().invoke(group, list(args))


def schema(name: str) -> Any:
    """A published schema."""
    return json.loads((Path(sofadiff.__file__).parent / "schemas" / f"{name}.schema.json").read_text())


def test_attach_compare_detach(desk: Path) -> None:
    """Both texts attached, the comparison tells their words; detached, it is byte for byte what it was before."""
    before = run("compare", "harbour-2001.xml", "harbour-2009.xml", "--format", "json").output
    for name in RECORDS:
        done = run("attach", f"{name}.xml", f"{name}.eng.md")
        assert done.exit_code == 0, done.output
        assert f"Attached: sofadiff-library/{name}/0001.json" in done.stderr

    with_words = json.loads(run("compare", "harbour-2001.xml", "harbour-2009.xml", "--format", "json").output)
    without = run("compare", "harbour-2001.xml", "harbour-2009.xml", "--format", "json", "--no-library").output

    assert without == before
    told = [link for link in with_words["links"] if "authentic" in link]
    assert {link["authentic"] for link in told} == {"eng"}
    period = next(link for link in told if link["other"] == ["art_3"])
    assert [edit["other"].strip() for edit in period["edits"] if edit["op"] == "added"] == ["may", "thirty"]
    for name in RECORDS:
        assert run("detach", name).exit_code == 0
    assert run("compare", "harbour-2001.xml", "harbour-2009.xml", "--format", "json").output == before
    assert len(list((desk / "sofadiff-library").rglob("*.xml"))) == 2


def test_attach_shows_what_is_attached(desk: Path) -> None:
    """Without a file nothing is written and the state is shown, in every format; JSON follows its schema."""
    assert "Nothing is attached to Harbour 2001" in run("attach", "harbour-2001.xml").stdout
    assert not (desk / "sofadiff-library").exists()
    run("attach", "harbour-2001.xml", "harbour-2001.eng.md", "--confirm", "3", *CONFIRM)

    for format_ in ("terminal", "html", "markdown", "json", "csv"):
        said = run("attach", "harbour-2001.xml", "--format", format_)
        assert said.exit_code == 0, said.output
        assert "harbour-2001.eng.md" in said.stdout
        assert "Ada Ermine" in said.stdout
    data = json.loads(run("attach", "harbour-2001.xml", "--format", "json").stdout)
    jsonschema.validate(data, schema("attached-1"))
    assert data["texts"][0]["fingerprints"] == {"same": 8, "other": 0, "none": 0}
    assert len(list((desk / "sofadiff-library" / "harbour-2001").glob("*.json"))) == 2
    assert run("attach", "harbour-2001.xml", "--format", "docx", "-o", "page.docx").exit_code == 0
    assert "Ada Ermine" in " ".join(import_file("page.docx").reading.source)


def test_a_dry_run_stores_nothing(desk: Path) -> None:
    """`--dry-run` says what would be attached and leaves no trace."""
    said = run("attach", "harbour-2001.xml", "harbour-2001.amended.md", "--dry-run")

    assert said.exit_code == 0
    assert "Other words than those that were read for the record (1)" in said.stdout
    assert not (desk / "sofadiff-library").exists()


def test_a_text_of_something_else_is_refused(desk: Path) -> None:
    """A file in which hardly a clause of the record can be found is not stored, unless the user insists."""
    said = run("attach", "harbour-2001.xml", "other.eng.md")

    assert said.exit_code == 1
    assert "does not look like a text of Harbour 2001" in said.stderr
    assert not (desk / "sofadiff-library").exists()
    assert run("attach", "harbour-2001.xml", "other.eng.md", "--anyway").exit_code == 0


REFUSED = {
    "a person without a day": (["--confirm", "3", "--by", "Ada Ermine"], "--confirm needs the person and the day"),
    "a day that is none": (["--confirm", "3", "--by", "Ada Ermine", "--date", "2024-02-31"], "--date"),
    "a person without a clause": (["--by", "Ada Ermine"], "--by and --date say who confirmed what"),
    "an unknown clause": (["--confirm", "33", *CONFIRM], "no clause of"),
    "taking back what nobody confirmed": (["--withdraw", "3"], "nobody confirmed these clauses"),
    "a dry run of nothing": (["--dry-run"], "--dry-run needs a FILE"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_with_what_to_do(desk: Path, case: str) -> None:
    """Each wrong use is one sentence, and nothing is written."""
    run("attach", "harbour-2001.xml", "harbour-2001.eng.md")
    options, words = REFUSED[case]

    done = run("attach", "harbour-2001.xml", *options)

    assert isinstance(done.exception, SofadiffError)
    assert words in str(done.exception)
    assert len(list((desk / "sofadiff-library" / "harbour-2001").glob("*.json"))) == 1


def test_a_clause_without_authentic_words_cannot_be_confirmed(desk: Path) -> None:
    """Nobody can have read what is not there."""
    run("attach", "harbour-2001.xml", "harbour-2001.amended.md")

    done = run("attach", "harbour-2001.xml", "--confirm", "2(1)", *CONFIRM)

    assert "has no authentic words in harbour-2001.amended.md" in str(done.exception)


def test_a_library_that_is_not_there_is_said(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt folder would show restatements where the user expects the official words."""
    done = run("compare", "harbour-2001.xml", "harbour-2009.xml", "--library", "nowhere")
    assert "there is no such folder" in str(done.exception)
    monkeypatch.setenv("SOFADIFF_LIBRARY", "nowhere")
    assert "SOFADIFF_LIBRARY names a folder that is not there" in run("show", "harbour-2001.xml").stderr


def test_detaching_nothing_is_said(desk: Path) -> None:
    """There is nothing to undo, and which library was looked at."""
    done = run("detach", "harbour-2001")

    assert "no text is attached to it in the library sofadiff-library" in str(done.exception)


def test_show_has_the_authentic_words(desk: Path) -> None:
    """The words, whether they are those that were read, and who confirmed the clause."""
    run("attach", "harbour-2001.xml", "harbour-2001.eng.md", "--confirm", "3", *CONFIRM)

    said = run("show", "harbour-2001.xml", "3").stdout

    assert "authentic words, English [same fingerprint; confirmed by Ada Ermine, 2024-05-31]" in said
    assert "shall be paid by the Union within ninety days." in said


@pytest.mark.parametrize("format_", ["html", "json"])
def test_what_was_made_with_a_library_can_be_verified_with_it(
    desk: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    """`verify` makes a report again with what was attached; once that is another, it says so; without it, it cannot."""
    run("attach", "harbour-2001.xml", "harbour-2001.eng.md", "--library", "shelf")
    made = f"out.{format_}"
    run("compare", "harbour-2001.xml", "harbour-2009.xml", "--library", "shelf", "--format", format_, "-o", made)

    assert "shelf" not in (desk / made).read_text()
    missing = run("verify", made)
    assert "that library is not here. Name its folder with --input FOLDER" in str(missing.exception)
    same = run("verify", made, "--input", "shelf")
    assert (same.exit_code, same.stdout[:10]) == (0, "Identical:")
    run("attach", "harbour-2001.xml", "--confirm", "3", *CONFIRM, "--library", "shelf")
    other = run("verify", made, "--input", "shelf")
    assert other.exit_code == 1
    assert "harbour-2001.xml: what the user attached to it is not what it was" in other.stdout


@pytest.mark.data
def test_the_real_texts_are_tied_as_their_fingerprints_say(test_data: Path) -> None:
    """Every clause of these records finds its words by fingerprint; without fingerprints hardly one goes wrong."""
    for slug, name in (
        ("nato-1951", "nato-sofa-1951.en-nl.md"),
        ("pfp-sofa-1995", "pfp-sofa-1995.en-nl.md"),
        ("nl-senegal-2010", "nl-senegal-2010-statut-des-forces.fr-nl.md"),
    ):
        mine, imported = corpus.read(slug), import_file(str(test_data / "nl-sofa-md" / name))
        truth = {each.unit: each.units for each in link(mine, imported).links}
        found = {each.unit: each.units for each in link(without_digests(mine), imported).links}
        assert len(truth) == sum(unit.text_digest is not None for unit in mine.units)
        assert all(found[unit] == units for unit, units in truth.items() if unit in found)
        assert len(found) >= 0.98 * len(truth)


def test_digests_of_the_made_up_record_are_those_of_its_text() -> None:
    """The case files belong together."""
    texts = {digest(unit.text) for unit in import_file(str(CASES / "harbour-2001.eng.md")).agreement.units}

    assert {unit.text_digest for unit in record().units} <= texts


@pytest.mark.data
def test_a_treaty_in_the_schedule_of_an_act_is_tied_by_its_own_numbers(test_data: Path) -> None:
    """What another edition words otherwise is found under its number, although the whole stands under another one."""
    act = test_data / "ca-visiting-forces-xml" / "nato-privileges-act.en.xml"

    found = actions.tie(corpus.read("paris-protocol-1952"), str(act)).linked

    other = [each for each in found.links if each.fingerprint == "other"]
    assert (len(found.links), found.same, len(other)) == (49, 38, 11)
    assert {each.rule for each in other if not each.doubtful} == {"number"}
    assert sum(each.doubtful for each in other) <= 1
