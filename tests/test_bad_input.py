"""Whatever comes in, one clear line goes out: what, where, what to do, and exit status 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sofadiff import catalog, corpus, render

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
MODEL = "un-model-1990"


def run(*args: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sofadiff", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **env},
        timeout=120,
        check=False,
    )


def refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit 2, nothing on standard output, one line on standard error that holds these words."""
    assert result.returncode == 2, result.stdout + result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("sofadiff: ")
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def write(folder: Path, name: str, data: bytes | str) -> str:
    """A file with these contents, by path."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


FILES: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty.xml": (b"", ("empty",)),
    "blank.xml": (b" \n\n ", ("empty",)),
    "text.xml": (b"Article 1. The force may pay.", ("is not XML", "sofadiff import")),
    "binary.xml": (bytes(range(256)) * 40, ("is not XML",)),
    "broken.xml": (f"<akomaNtoso {AKN}><act></akomaNtoso>".encode(), ("not well-formed", "broken.xml:1")),
    "namespace.xml": (b'<akomaNtoso xmlns="http://example.org/"/>', ("is not Akoma Ntoso 3.0", "example.org")),
    "akn2.xml": (b'<akomaNtoso xmlns="http://www.akomantoso.org/2.0"/>', ("another version of Akoma Ntoso",)),
    "other.xml": (b"<html><body/></html>", ("is not Akoma Ntoso 3.0", "html")),
    "hollow.xml": (f"<akomaNtoso {AKN}/>".encode(), ("empty akomaNtoso",)),
    "textless.xml": (f'<akomaNtoso {AKN}><act name="a"><body/></act></akomaNtoso>'.encode(), ("no clauses",)),
    "external.xml": (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso {AKN}><act>&x;</act></akomaNtoso>'.encode(),
        ("document type or entities", "Remove"),
    ),
    "bomb.xml": (
        b'<!DOCTYPE a [<!ENTITY a "ha">' + b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' + b"]><a>&b;</a>",
        ("document type or entities",),
    ),
    "deep.xml": (
        f"<akomaNtoso {AKN}>".encode() + b"<section>" * 10_000 + b"</section>" * 10_000 + b"</akomaNtoso>",
        ("nested deeper than 200",),
    ),
    "deepish.xml": (
        f"<akomaNtoso {AKN}>".encode() + b"<section>" * 220 + b"</section>" * 220 + b"</akomaNtoso>",
        ("nested deeper than 200",),
    ),
    "utf16.xml": (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY a "b">]><a/>'.encode("utf-16"),
        ("document type",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", ["compare", "report"])
def test_a_file_that_is_no_record_is_refused_in_one_line(tmp_path: Path, name: str, command: str) -> None:
    """Not XML, not Akoma Ntoso, entities, bombs and depth: one line names the file, the reason and the remedy."""
    data, words = FILES[name]
    path = write(tmp_path, name, data)
    args = ("compare", MODEL, path) if command == "compare" else ("report", "redline", path, "--against", MODEL)

    result = run(*args, "--format", "html", "-o", str(tmp_path / "out.html"))

    refused(result, name, *words)
    assert not (tmp_path / "out.html").exists()


def test_an_unknown_name_brings_the_nearest_slug() -> None:
    """A misspelled slug is answered with the one that was meant."""
    refused(run("compare", MODEL, "haiti-minusta-2004"), "haiti-minusta-2004", "Did you mean haiti-minustah-2004?")


def test_an_unknown_command_brings_the_nearest_command() -> None:
    """A misspelled command is answered with the one that was meant."""
    refused(run("compair", MODEL, MODEL), "Did you mean compare?")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is named."""
    refused(run("compare", MODEL, str(tmp_path / "nowhere.xml")), "nowhere.xml", "cannot be read")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """A folder in place of a file is said to be one."""
    refused(run("compare", MODEL, str(tmp_path)), "is a folder")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 200 MB is refused by its size, with the limit in the message."""
    path = tmp_path / "huge.xml"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)

    refused(run("compare", MODEL, str(path)), "200 MB", "over 50 MB")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """An output folder without permission gives one line, and no scratch file stays behind."""
    tmp_path.chmod(0o500)

    refused(run("compare", MODEL, MODEL, "-o", str(tmp_path / "out.txt")), "cannot be written")


def test_an_output_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """An output path in a folder that is not there gives one line and no file."""
    refused(run("compare", MODEL, MODEL, "-o", str(tmp_path / "no" / "out.txt")), "cannot be written", "-o")
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder as output gives one line."""
    refused(run("compare", MODEL, MODEL, "-o", str(tmp_path)), "is a folder")


def test_an_existing_output_survives_a_failure(tmp_path: Path) -> None:
    """A run that fails leaves the file that was there as it was."""
    kept = write(tmp_path, "out.html", "mine")

    refused(run("compare", MODEL, str(tmp_path / "nowhere.xml"), "-o", kept))

    assert Path(kept).read_text() == "mine"


def test_a_pipe_that_closes_is_no_error() -> None:
    """`sofadiff compare ... | head -1` prints a line and complains about nothing."""
    command = f"{sys.executable} -m sofadiff compare {MODEL} haiti-minustah-2004 | head -n 1"

    result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120, check=False)

    assert result.returncode == 0
    assert result.stderr == ""
    assert result.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("report", "immunity"), ("AGREEMENT",)),
        (("report", "impunity", MODEL), ("impunity",)),
        (("report", "redline", MODEL), ("--against",)),
        (("report", "immunity", MODEL, "--only", "certain"), ("--only", "verified")),
        (("compare", MODEL), ("OTHER",)),
        (("compare", MODEL, MODEL, "--format", "docs"), ("docs", "html")),
    ],
)
def test_wrong_usage_is_answered_in_one_line(args: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Missing and wrong arguments give one line that says what was expected."""
    refused(run(*args), *words)


def test_nothing_is_fetched_from_a_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Reading, comparing and reporting never open a socket, whatever addresses the records hold."""

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)

    report = catalog.report("accountability", corpus.read("haiti-mss-2024"), [corpus.read(MODEL)])

    assert render.FORMATS["html"].render(report).startswith("<!DOCTYPE html>")


def test_a_state_that_no_output_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    """A misspelled support is refused with file and line, since no report could print it."""
    text = Path(corpus.path_of(MODEL)).read_text(encoding="utf-8")
    path = write(tmp_path, "odd.xml", text.replace('sd:support="unverified"', 'sd:support="sure"', 1))

    refused(run("compare", MODEL, path), "odd.xml:", "sure", "verified")
