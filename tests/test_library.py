"""A user's library: whatever happens in the middle of writing, and whoever has put a hand to it, it stays readable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import sofadiff
from sofadiff import corpus, shelf
from sofadiff.attaching import actions
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement
from sofadiff.shelf import entries, store
from sofadiff.shelf.entries import Entry, StoredConfirmation, StoredLink, StoredText
from sofadiff.shelf.joining import with_library

CASES = Path(__file__).parent / "attached"
SLUG = "harbour-2001"
SCHEMA = json.loads((Path(sofadiff.__file__).parent / "schemas" / "attachment-1.schema.json").read_text())
KILLED = """
import os, signal, sys, builtins
left = int(sys.argv[1])
def dying(name, real):
    def call(*args, **kw):
        global left
        if left == 0:
            if name == "fsync":
                os.truncate(args[0], os.fstat(args[0]).st_size // 2) if os.fstat(args[0]).st_size and not \
                    __import__("stat").S_ISDIR(os.fstat(args[0]).st_mode) else None
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(*args, **kw)
    return call
for name in ("fsync", "link", "unlink", "mkdir", "chmod"):
    setattr(os, name, dying(name, getattr(os, name)))
from sofadiff import corpus
from sofadiff.attaching import actions
record = corpus.read(sys.argv[2])
what, folder = sys.argv[3], sys.argv[4]
if what == "attach":
    actions.attach(actions.tie(record, sys.argv[5]), folder)
elif what == "confirm":
    actions.confirm(record, folder, ["2(1)"], by="Ada Ermine", date="2024-05-31")
else:
    actions.detach(record.slug, folder)
print("done")
"""


def record(name: str = SLUG) -> Agreement:
    """A made-up record."""
    return corpus.read(str(CASES / f"{name}.xml"))


def attach(folder: Path, text: str = "harbour-2001.eng.md") -> str | None:
    """Attach a made-up text to it."""
    return actions.attach(actions.tie(record(), str(CASES / text)), str(folder))


def state(folder: Path) -> tuple[int, int] | None:
    """How many clauses have words and how many are confirmed; None where nothing is attached. All must be usable."""
    joined = with_library(record(), str(folder))
    assert joined.unused == ()
    return next(((len(text.clauses), text.confirmed) for text in joined.authentic), None)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize(
    ("what", "before", "after"), [("attach", None, (8, 0)), ("confirm", (8, 0), (8, 3)), ("detach", (8, 0), None)]
)
def test_a_kill_at_any_step_leaves_what_held_before_or_what_holds_after(
    tmp_path: Path, what: str, before: tuple[int, int] | None, after: tuple[int, int] | None
) -> None:
    """Killed at each step that touches the disk, half-written where it can be: the library is readable, and tried
    again the same command ends well."""
    found, steps = set(), 0
    while True:
        folder = tmp_path / f"{steps}"
        if before:
            attach(folder)
        arguments = [str(steps), str(CASES / f"{SLUG}.xml"), what, str(folder), str(CASES / "harbour-2001.eng.md")]
        done = subprocess.run([sys.executable, "-c", KILLED, *arguments], capture_output=True, text=True, check=False)
        assert state(folder) in (before, after), done.stderr
        found.add(state(folder))
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        if state(folder) == before:
            again = subprocess.run(
                [sys.executable, "-c", KILLED, "-1", *arguments[1:]], capture_output=True, check=False
            )
            assert again.returncode == 0, again.stderr
            assert state(folder) == after
        steps += 1
        assert steps < 40

    assert steps >= 3
    assert found == {before, after}


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    """Attaching, confirming, taking back, detaching and attaching again only add files."""
    seen: dict[str, bytes] = {}

    def unchanged() -> None:
        now = {path.name: path.read_bytes() for path in sorted((tmp_path / SLUG).iterdir())}
        assert {name: now[name] for name in seen} == seen
        assert len(now) > len(seen)
        seen.update(now)

    folder = str(tmp_path)
    attach(tmp_path)
    unchanged()
    actions.confirm(record(), folder, ["3"], by="Ada Ermine", date="2024-05-31")
    unchanged()
    actions.withdraw(record(), folder, ["3"])
    unchanged()
    actions.detach(SLUG, folder)
    unchanged()
    attach(tmp_path)
    unchanged()
    assert state(tmp_path) == (8, 0)


def test_two_writers_at_once_do_not_lose_a_change(tmp_path: Path) -> None:
    """Of two entries with one number the second is refused."""
    attach(tmp_path)
    entry = store.latest(str(tmp_path), SLUG)
    assert entry is not None
    late = entries.sealed(replace(entry, entry=1))

    with pytest.raises(SofadiffError, match="somebody else"):
        store.append(str(tmp_path), late, {})


def test_where_the_disk_has_no_hard_links_nothing_is_overwritten_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that cannot give a file a second name gets the file by renaming, unless the name is taken."""

    def refused(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    assert attach(tmp_path) is not None
    assert state(tmp_path) == (8, 0)
    (tmp_path / SLUG / "0002.json").write_bytes(b"{}")
    with pytest.raises(FileExistsError):
        store._put(str(tmp_path / SLUG), "0002.json", b"x")
    assert (tmp_path / SLUG / "0002.json").read_bytes() == b"{}"


def _text_file(folder: Path) -> Path:
    return next((folder / SLUG).glob("*.xml"))


def _spoil_word(folder: Path) -> None:
    path = _text_file(folder)
    path.write_bytes(path.read_bytes().replace(b"ninety days", b"ninety-nine days"))


def _spoil_entry(folder: Path) -> None:
    path = folder / SLUG / "0001.json"
    path.write_text(path.read_text().replace('"same"', '"none"', 1))


def _fifo(folder: Path) -> None:
    path = _text_file(folder)
    path.unlink()
    os.mkfifo(path)


def _link(folder: Path) -> None:
    path = _text_file(folder)
    path.rename(folder / "elsewhere.xml")
    path.symlink_to(folder / "elsewhere.xml")


def _entry(data: bytes) -> Any:
    return lambda folder: (folder / SLUG / "0002.json").write_bytes(data)


def _renumbered(folder: Path) -> None:
    (folder / SLUG / "0001.json").rename(folder / SLUG / "0007.json")


SPOILT = {
    "a word changed": (_spoil_word, "changed"),
    "a link changed": (_spoil_entry, "changed"),
    "the text is gone": (lambda folder: _text_file(folder).unlink(), "missing"),
    "a pipe in its place": (_fifo, "not-ours"),
    "a link in its place": (_link, "unreadable"),
    "a folder in its place": (lambda f: (_text_file(f).unlink(), (f / SLUG / "0002.json").mkdir()), "unreadable"),
    "an empty entry": (_entry(b""), "not-ours"),
    "an entry of another form": (_entry(b'{"format": "sofadiff.attachment/2"}'), "not-ours"),
    "an entry that is no text": (_entry(b"\xff\xfe\x00"), "not-ours"),
    "a deep entry": (_entry(b"[" * 100_000), "not-ours"),
    "an entry with another number": (_renumbered, "not-ours"),
    "an entry that is too large": (_entry(b" " * (store.LARGEST_ENTRY + 1)), "too-large"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and links as here")
@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_file_is_reported_and_not_used(tmp_path: Path, case: str) -> None:
    """Whatever is wrong with a file of the library, nothing of it is shown, the reason is, and `detach` mends it."""
    attach(tmp_path)
    spoil, why = SPOILT[case]
    spoil(tmp_path)

    joined = with_library(record(), str(tmp_path))

    assert joined.authentic == ()
    assert [each.why for each in joined.unused] == [why]
    actions.detach(SLUG, str(tmp_path))
    assert with_library(record(), str(tmp_path)) == record()


def test_an_older_state_never_comes_back(tmp_path: Path) -> None:
    """Where the newest file is damaged, the one before it is not used in its place: a detached text stays away."""
    attach(tmp_path)
    actions.detach(SLUG, str(tmp_path))
    path = tmp_path / SLUG / "0002.json"
    path.write_text(path.read_text().replace("detach", "attach"))

    joined = with_library(record(), str(tmp_path))

    assert (joined.authentic, [each.why for each in joined.unused]) == ((), ["changed"])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "eng-" + "0" * 64 + ".xml/../x", "/etc/passwd", "eng-" + "0" * 63 + ".xml", ""]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """A file name that is not language and digest is refused before anything is opened, in the types and the schema."""
    attach(tmp_path)
    path = tmp_path / SLUG / "0001.json"
    data = json.loads(path.read_text())
    data["texts"][0]["file"] = name

    with pytest.raises(SofadiffError, match="no file of a library"):
        entries.from_bytes(json.dumps(data).encode(), "x")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


def test_a_slug_that_leads_elsewhere_has_no_library(tmp_path: Path) -> None:
    """A record from a hostile file cannot make sofadiff read or write outside the library."""
    hostile = replace(record(), slug="../../escape")

    assert with_library(hostile, str(tmp_path)) == hostile
    with pytest.raises(SofadiffError, match="no folder of a library can have"):
        actions.tie(hostile, str(CASES / "harbour-2001.eng.md"))


def test_a_library_never_stands_inside_the_program(tmp_path: Path) -> None:
    """Neither among the modules nor among the records: an update would delete it."""
    for folder in (Path(sofadiff.__file__).parent / "mine", Path(corpus.folder()), Path(corpus.folder()) / "mine"):
        with pytest.raises(SofadiffError, match="inside the installed program"):
            attach(folder)


def test_the_library_is_the_one_named_else_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option wins over the variable, and the variable over the folder where the user stands."""
    monkeypatch.delenv(shelf.VARIABLE, raising=False)
    assert shelf.chosen(None) == "sofadiff-library"
    monkeypatch.setenv(shelf.VARIABLE, "there")
    assert (shelf.chosen(None), shelf.chosen("here")) == ("there", "here")


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
LINKS = st.builds(
    StoredLink,
    NAMES,
    st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    st.sampled_from(("fingerprint", "number", "words")),
    st.sampled_from(("same", "other", "none")),
    st.booleans(),
)
CONFIRMED = st.builds(StoredConfirmation, NAMES, NAMES, st.just("2024-05-31"), DIGESTS, DIGESTS, DIGESTS)
TEXTS = st.builds(
    StoredText,
    st.sampled_from(("eng", "fra", "nld")),
    DIGESTS.map(lambda digest: f"eng-{digest}.xml"),
    DIGESTS,
    NAMES,
    DIGESTS,
    NAMES,
    st.lists(LINKS, max_size=3).map(tuple),
    st.lists(CONFIRMED, max_size=3).map(tuple),
)
ENTRIES = st.builds(
    Entry,
    st.just(entries.FORMAT),
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
    st.integers(1, 9999),
    st.sampled_from(("attach", "confirm", "withdraw", "detach")),
    st.lists(TEXTS, max_size=3, unique_by=lambda text: text.language).map(tuple),
    st.just(""),
)


@given(ENTRIES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_written_is_read_again_and_follows_the_schema(entry: Entry) -> None:
    """Any entry is read back as it was, and is what the published schema describes."""
    sealed = entries.sealed(entry)
    data = entries.to_bytes(sealed)

    assert entries.from_bytes(data, "x") == sealed
    jsonschema.validate(json.loads(data), SCHEMA)


@given(ENTRIES, st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_change_of_any_value_is_seen(entry: Entry, data: st.DataObject) -> None:
    """Whatever single value somebody changes by hand, the file is refused."""
    written = json.loads(entries.to_bytes(entries.sealed(entry)))
    key = data.draw(st.sampled_from(("slug", "entry", "did", "sha256")))
    written[key] = data.draw(
        {
            "slug": st.from_regex(r"[a-z]{1,9}", fullmatch=True),
            "entry": st.integers(1, 9999),
            "did": st.sampled_from(("attach", "confirm", "withdraw", "detach")),
            "sha256": DIGESTS,
        }[key].filter(lambda value: value != written[key])
    )

    with pytest.raises(SofadiffError, match="was changed"):
        entries.from_bytes(json.dumps(written).encode(), "x")
