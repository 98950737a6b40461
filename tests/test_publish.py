"""The published folder: written whole, found stale file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sofadiff import publish

FILES = {"a/one.txt": b"one\n", "two.txt": b"two\n"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to which two small files are published."""
    monkeypatch.setattr(publish, "contents", lambda: iter(FILES.items()))
    list(publish.write(str(tmp_path)))
    return tmp_path


def test_what_was_just_written_is_not_stale(folder: Path) -> None:
    """Writing and checking with the same code and records finds nothing."""
    assert publish.stale(str(folder)) == []
    assert (folder / "a" / "one.txt").read_text() == "one\n"


def test_each_way_of_being_stale_is_named(folder: Path) -> None:
    """A changed, a missing and a left-over file are each listed with their path."""
    (folder / "two.txt").write_text("2\n")
    (folder / "a" / "one.txt").unlink()
    (folder / "old.txt").write_text("old")

    assert publish.stale(str(folder)) == [
        f"missing: {folder}/a/one.txt",
        f"different: {folder}/two.txt",
        f"left over: {folder}/old.txt",
    ]


def test_without_typst_the_set_is_written_and_checked_without_pdf(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PDF is an extra: where it is missing, PDF files that stand in the folder are neither stale nor removed."""
    (folder / "one.pdf").write_bytes(b"%PDF-")
    assert publish.stale(str(folder)) == [f"left over: {folder / 'one.pdf'}"]
    monkeypatch.setattr(publish, "prints", lambda: False)
    assert publish.stale(str(folder)) == []
    list(publish.write(str(folder)))
    assert (folder / "one.pdf").is_file()


def test_publishing_again_removes_what_no_longer_belongs(folder: Path) -> None:
    """A file of an earlier release goes; the folder's own README stays."""
    (folder / "old.txt").write_text("old")
    (folder / "README.md").write_text("about this folder")

    list(publish.write(str(folder)))

    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == ["README.md", "one.txt", "two.txt"]
