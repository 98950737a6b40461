"""Every output carries what it was made from, and can be made again from it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import sofadiff
from sofadiff import corpus, runs
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.runs import reading
from sofadiff.verifying import verify

SCHEMAS = Path(sofadiff.__file__).parent / "schemas"
FORMATS = ("terminal", "html", "markdown", "json", "csv")
COMMANDS = {
    "compare": ["compare", "nato-1951", "pfp-sofa-1995"],
    "compare --sources": ["compare", "nato-1951", "pfp-sofa-1995", "--sources"],
    "synopsis": ["compare", "nl-rwanda-2009", "nl-qatar-2014", "nl-uganda-2012", "--lang", "fr"],
    "report": ["report", "departures", "nl-rwanda-2009", "--against", "nl-uganda-2012"],
    "filtered": ["report", "immunity", "haiti-mss-2024", "--against", "un-model-1990", "--only", "verified"],
    "stats": ["stats", "nl-rwanda-2009", "nl-qatar-2014"],
}


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(group, list(words))
    if isinstance(result.exception, SofadiffError):
        return 2, f"sofadiff: {result.exception}\n"
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def _made(folder: Path, format_: str, command: list[str]) -> Path:
    path = folder / f"output.{format_}"
    status, said = _run(*command, "--format", format_, "-o", str(path))
    assert status == 0, said
    return path


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_output_can_be_made_again(command: list[str], format_: str, tmp_path: Path) -> None:
    """An untouched output is identical to what its own manifest makes."""
    path = _made(tmp_path, format_, command)
    status, said = _run("verify", str(path))
    assert (status, said.startswith("Identical")) == (0, True), said


@pytest.mark.parametrize("format_", FORMATS)
def test_one_changed_word_is_found(format_: str, tmp_path: Path) -> None:
    """A word exchanged in the output is shown with its line, as it is and as it should be."""
    path = _made(tmp_path, format_, COMMANDS["compare"])
    text = path.read_bytes().decode()
    assert "arbitration" not in text
    at = text.index("Contracting")
    path.write_bytes((text[:at] + "arbitration" + text[at + len("Contracting") :]).encode())
    status, said = _run("verify", str(path))
    assert status == 1
    assert f"line {text[:at].count(chr(10)) + 1}\n" in said
    assert "arbitration" in said


def test_every_format_of_one_run_has_one_digest(tmp_path: Path) -> None:
    """The digest is that of the run, not of the file."""
    digests = {reading.read(str(_made(tmp_path, each, COMMANDS["report"])))[1].digest for each in FORMATS}
    assert len(digests) == 1


def test_the_manifest_is_the_published_form(tmp_path: Path) -> None:
    """The manifest and its copy in every other schema are one and the same form."""
    schema = json.loads((SCHEMAS / "run-1.schema.json").read_text())
    data = json.loads(_made(tmp_path, "json", COMMANDS["filtered"]).read_text())
    jsonschema.validate(data["run"], schema)
    assert data["run"]["filtered_out"] == len(data["filtered_out"]) > 0
    inner = {key: value for key, value in schema.items() if key not in {"$schema", "$id"}}
    copies = [json.loads(path.read_text())["properties"].get("run") for path in SCHEMAS.glob("*-1.schema.json")]
    assert [copy for copy in copies if copy not in (None, inner)] == []
    assert copies.count(inner) >= 15


def test_a_file_of_ones_own_is_named_without_its_folder(tmp_path: Path) -> None:
    """Whoever files a report tells nobody what the folders of their machine are called."""
    (tmp_path / "client").mkdir()
    mine = tmp_path / "client" / "mine.xml"
    shutil.copy(corpus.path_of("pfp-sofa-1995"), mine)
    path = _made(tmp_path, "html", ["report", "departures", str(mine), "--against", "nato-1951"])
    assert [each.name for each in reading.read(str(path))[1].inputs] == ["mine.xml", "nato-1951"]
    with pytest.raises(SofadiffError, match="--input FOLDER"):
        verify(str(path))
    assert verify(str(path), [str(mine.parent)]).places == 0


def test_an_input_that_changed_is_named(tmp_path: Path) -> None:
    """Where the user's file is another one now, verify names it before it says what that changes."""
    mine = tmp_path / "mine.xml"
    text = Path(corpus.path_of("pfp-sofa-1995")).read_text(encoding="utf-8")
    mine.write_text(text, encoding="utf-8")
    path = _made(tmp_path, "markdown", ["compare", "nato-1951", str(mine)])
    mine.write_text(text.replace("may ", "must ", 1), encoding="utf-8")
    status, said = _run("verify", str(path))
    assert status == 1
    assert said.startswith("Not the same input: mine.xml: was ")


HOSTILE = {
    "empty": b"",
    "not text": b"\xff\xfe\x00\x00",
    "not ours": b"<!DOCTYPE html><p>Hello</p>",
    "no object": b"[1, 2]",
    "deep": b"{" + b'"run":{' * 50_000,
    "manifest of nothing": b'{"run": {"format": "sofadiff.run/1"}}',
    "another shape": b'{"run": {"format": "sofadiff.run/1", "inputs": 3, "options": [], "command": 1}}',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_carries_no_manifest_is_refused_in_one_line(data: bytes, tmp_path: Path) -> None:
    """Anything else than an output of sofadiff gets one line that says what to give."""
    path = tmp_path / "report.html"
    path.write_bytes(data)
    status, said = _run("verify", str(path))
    assert status == 2
    assert said.count("\n") == 1
    assert said.startswith("sofadiff: ")


def test_a_manifest_that_was_changed_is_refused(tmp_path: Path) -> None:
    """Nobody makes a report verify by editing its manifest: its digest is that of what it says."""
    path = _made(tmp_path, "json", COMMANDS["compare"])
    data: dict[str, Any] = json.loads(path.read_text())
    data["run"]["inputs"][0]["sha256"] = "0" * 64
    path.write_text(json.dumps(data))
    status, said = _run("verify", str(path))
    assert (status, "somebody changed it" in said) == (2, True)


def test_a_manifest_cannot_reach_another_folder(tmp_path: Path) -> None:
    """A name in a hostile manifest is a name: no file outside the folders that are looked in is read."""
    secret = tmp_path / "secret.xml"
    shutil.copy(corpus.path_of("pfp-sofa-1995"), secret)
    inner = tmp_path / "inner"
    inner.mkdir()
    made = runs.Run(
        ("compare",), (("lang", "en"),), (runs.Input("base", "../secret.xml", False, "0" * 64),) * 2, "", ""
    )
    path = inner / "report.json"
    path.write_text(json.dumps({"run": runs.to_json(made)}))
    with pytest.raises(SofadiffError, match="not beside it"):
        verify(str(path))


@pytest.mark.parametrize("command", ["compare", "cite", "suggest", "export", "attach"])
def test_a_manifest_cannot_call_a_path_a_record_that_ships(command: str, tmp_path: Path) -> None:
    """A file elsewhere is not read because a hostile manifest says that it ships with sofadiff."""
    secret = tmp_path / "secret.xml"
    shutil.copy(corpus.path_of("pfp-sofa-1995"), secret)
    role = "base" if command == "compare" else "subject"
    options = (("form", "text"), ("lang", "en"), ("style", "un"))
    made = runs.Run((command,), options, (runs.Input(role, str(secret), True, "0" * 64),) * 2, "", "")
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"run": runs.to_json(made)}))
    with pytest.raises(SofadiffError, match="no agreement has this name"):
        verify(str(path))


def test_a_command_that_cannot_be_repeated_says_so(tmp_path: Path) -> None:
    """A hostile or newer manifest asks for an unknown command: one line, nothing is run."""
    shipped = runs.Input("base", "nato-1951", True, "0" * 64)
    made = runs.Run(("publish", "everything"), (("lang", "en"),), (shipped,), "", "")
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"run": runs.to_json(made)}))
    status, said = _run("verify", str(path))
    assert (status, said.count("\n")) == (2, 1)
