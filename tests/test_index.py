"""A saved index: the same answers as the plain search, the same bytes every time, nothing taken on trust."""

from __future__ import annotations

import builtins
import csv
import hashlib
import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drafted import document, folder
from sofadiff import corpus
from sofadiff.cli import group
from sofadiff.errors import MissingDependencyError, SofadiffError
from sofadiff.nearest import Asked, ranking, same_record, weights
from sofadiff.nearest.plain import Plain

np = pytest.importorskip("numpy", reason="the extra 'index' is not installed")
pytest.importorskip("rapidfuzz", reason="the extra 'index' is not installed")

from sofadiff.index import building, container, manifest, shards, sums, workers  # noqa: E402
from sofadiff.index.building import build  # noqa: E402
from sofadiff.index.container import Container, Writer  # noqa: E402
from sofadiff.index.search import Index  # noqa: E402
from sofadiff.index.weighing import decoded, encoded, postings  # noqa: E402
from sofadiff.nearest.shipped import shipped  # noqa: E402

WORDS = [*"abcdefghijkl", "claims", "claim", "shall", "État", "Labour", "30"]
CLAUSES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
TEXTS = st.lists(st.lists(CLAUSES, min_size=1, max_size=5), min_size=1, max_size=5)
SMALL = (
    ("A commission decides claims.", "Members may carry arms."),
    ("A commission of three decides all claims.", "Radio needs no licence."),
    ("Claims go to a commission.", "Members may carry no arms at night."),
)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with three small files."""
    return folder(tmp_path / "texts", SMALL)


@pytest.fixture
def saved(made: Path, tmp_path: Path) -> str:
    """The index of that folder."""
    output = str(tmp_path / "my.index")
    build([str(made)], output, jobs=1)
    return output


def run(*args: str) -> Result:
    """The command line, its errors raised."""
    return CliRunner().invoke(group, args, catch_exceptions=False)


# The same answers as the plain search


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.lists(CLAUSES, min_size=1, max_size=4), st.integers(1, 12))
def test_an_index_finds_what_the_plain_search_finds(texts: list[list[str]], asked: list[str], top: int) -> None:
    """Clause by clause the same numbers and, to the last digit, the same scores; clauses of no word among them."""
    with tempfile.TemporaryDirectory() as place:
        where = folder(Path(place) / "texts", texts)
        names = [str(where / f"{number}.xml") for number in range(len(texts))]
        assume(any(clause for clauses in texts for clause in clauses))  # else there is nothing to index
        build(names, f"{place}/my.index", jobs=1)
        index = Index(f"{place}/my.index")
        plain = Plain([corpus.read(entry.path or "") for entry in index.entries])
        questions = [Asked(words, "eng") for words in asked]

        assert index.nearest(questions, top) == plain.nearest(questions, top)
        assert index.nearest(questions, top, {0}) == plain.nearest(questions, top, {0})


def test_blocks_candidates_and_common_words_change_nothing(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How the sums are made is a matter of speed: any size of block and any share of common words give one answer."""
    chance = random.Random(5)
    texts = [[" ".join(chance.choices(WORDS, k=9)) for _ in range(20)] for _ in range(8)]
    build([str(folder(tmp_path / "many", texts))], str(tmp_path / "my.index"), jobs=1)
    plain = Plain([corpus.read(entry.path or "") for entry in Index(str(tmp_path / "my.index")).entries])
    questions = [Asked(words, "eng") for words in texts[3]]
    for candidates in (5, 100):
        monkeypatch.setattr(ranking, "CANDIDATES", candidates)
        expected = plain.nearest(questions, 4, {3})
        for block, common, together in ((7, 2, 3), (16, 1, 64), (1 << 16, 1000, 1)):
            monkeypatch.setattr(sums, "BLOCK", block)
            monkeypatch.setattr(sums, "COMMON", common)
            monkeypatch.setattr(sums, "TOGETHER", together)
            monkeypatch.setattr(sums, "MANY", 2 if common == 2 else 16)
            assert Index(str(tmp_path / "my.index")).nearest(questions, 4, {3}) == expected


@pytest.mark.parametrize("slug", ["haiti-mss-2024", "eu-sofa-2003"])
def test_an_index_of_the_records_answers_as_the_records_do(slug: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With --index and without, the same hits with the same marks come out."""
    output = tmp_path_factory.getbasetemp() / f"{slug}.index"
    build([], str(output), jobs=1)
    index, plain, text = Index(str(output)), shipped(), corpus.read(slug)
    questions = [Asked(unit.text, text.language) for unit in text.units]
    own = same_record(plain.entries, text)

    assert own == same_record(index.entries, text)
    found = plain.nearest(questions, 10, own)
    assert index.nearest(questions, 10, own) == found
    for number in {hit.clause for hits in found for hit in hits}:
        one, two = index.clause(number), plain.clause(number)
        assert (one.unit.text, one.unit.support, one.unit.assumed_from) == (
            two.unit.text, two.unit.support, two.unit.assumed_from,
        )  # fmt: skip
        assert (one.place, one.unit.path, one.entry.completeness) == (
            two.place, two.unit.path, two.entry.completeness,
        )  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), max_size=9), min_size=1, max_size=9))
def test_postings_weigh_as_the_plain_weights_do(clauses: list[list[int]]) -> None:
    """The arrays hold the very numbers that the plain weights give, word by word."""
    tokens = np.array([word for clause in clauses for word in clause], dtype=np.uint32)
    found = postings([tokens[:3], tokens[3:]], np.array([len(clause) for clause in clauses], dtype=np.int64), 8)
    seen = [sum(word in clause for clause in clauses) for word in range(8)]
    starts = [0, *found.ends.tolist()]
    for number, clause in enumerate(clauses):
        counts = {word: clause.count(word) for word in clause}
        expected = weights.vector(counts, lambda word: weights.rarity(seen[word], len(clauses)))
        got = {
            word: int(found.weights[at])
            for word in range(8)
            for at in range(starts[word], starts[word + 1])
            if found.clauses[at] == number
        }
        assert got == (expected or dict.fromkeys(counts, 0))
        assert int(found.squares[number]) == weights.square(expected)


@given(st.lists(st.integers(0, 0x10F7FF)))
def test_every_word_is_a_character_of_its_own(numbers: list[int]) -> None:
    """Numbers of words become code points and numbers again; none is a surrogate, which no text can hold."""
    codes = encoded(np.array(numbers, dtype=np.uint32))

    assert decoded(codes).tolist() == numbers
    assert len(codes.tobytes().decode("utf-32-le")) == len(numbers)


def test_all_pairs_are_the_answers_one_by_one(saved: str) -> None:
    """Every text against all others finds what each text alone finds, in the same order."""
    pairs = list(csv.DictReader(run("nearest", "--all", "--index", saved, "--jobs", "1").output.splitlines()))
    expected = []
    for entry in Index(saved).entries:
        found = json.loads(run("nearest", str(entry.path), "--index", saved, "--format", "json").output)
        for clause in found["clauses"]:
            expected += [
                (entry.name, clause["eId"], near["rank"], near["score"], near["agreement"]["path"], near["eId"])
                for near in clause["nearest"]
            ]

    assert [
        (row["agreement"], row["eId"], int(row["rank"]), float(row["score"]), row["near_agreement"], row["near_eId"])
        for row in pairs
    ] == expected
    assert len(expected) > 3


# The same bytes every time


def test_the_index_depends_on_no_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or three, few files at a time or many: the bytes are the same."""
    chance = random.Random(1)
    made = folder(tmp_path / "t", [[" ".join(chance.choices(WORDS, k=9)) for _ in range(4)] for _ in range(9)])
    found = set()
    monkeypatch.setattr(building, "FEW_FILES", 0)
    for jobs, files in ((1, 24), (1, 2), (3, 2)):
        monkeypatch.setattr(building, "FILES", files)
        build([str(made)], str(tmp_path / "my.index"), jobs=jobs)
        found.add((tmp_path / "my.index").read_bytes())

    assert len(found) == 1


def test_the_index_depends_on_no_hash_seed_and_not_on_how_a_folder_is_named(made: Path, tmp_path: Path) -> None:
    """From here or from there, by a short or a long name, under any hash seed."""
    found = set()
    for seed, where, name in (("0", tmp_path, "texts"), ("7", made, "."), ("99", tmp_path, str(made))):
        output = tmp_path / "my.index"
        subprocess.run(
            [sys.executable, "-m", "sofadiff", "index", name, "-o", str(output)],
            cwd=where, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        found.add(output.read_bytes())

    assert len(found) == 1


def test_all_pairs_depend_on_no_number_of_processes(saved: str, tmp_path: Path) -> None:
    """Two processes write the lines that one writes, in the same order."""
    for jobs in ("1", "2"):
        run("nearest", "--all", "--index", saved, "--jobs", jobs, "-o", str(tmp_path / f"{jobs}.csv"))

    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_results_come_in_the_order_of_the_tasks() -> None:
    """Whoever is first done, the results keep the order of what was asked."""
    assert list(workers.in_order(abs, range(-9, 0), 2)) == list(range(9, 0, -1))


# Files that cannot be read


def test_files_that_cannot_be_read_are_listed_and_the_rest_is_indexed(made: Path, tmp_path: Path) -> None:
    """Each with its reason, in the run and in every search; what is no .xml or .akn is counted; nothing is dropped."""
    (made / "broken.xml").write_text("<akomaNtoso", encoding="utf-8")
    (made / "page.html.xml").write_text("<html/>", encoding="utf-8")
    (made / "empty.xml").write_bytes(document([]))
    (made / "scan.PDF").write_bytes(b"%PDF")
    (made / ".hidden.xml").write_bytes(b"")
    (made / "copy.akn").write_bytes((made / "0.xml").read_bytes())
    output = str(tmp_path / "my.index")
    result = run("index", str(made), "-o", output)

    assert result.exit_code == 1
    assert "Indexed 3 texts with 6 clauses" in result.output
    assert ".pdf 1" in result.output
    assert "copy.akn" in result.output.partition("Indexed once: ")[2]
    for name, reason in (
        ("broken.xml", "not well-formed"),
        ("page.html.xml", "not Akoma"),
        ("empty.xml", "no clauses"),
    ):
        assert re.search(f"Not indexed: texts/{name}: .*{reason}", result.output), name
    found = json.loads(run("nearest", str(made / "1.xml"), "--index", output, "--format", "json").output)
    assert len(found["searched"]["unread"]) == 3
    assert found["searched"]["passed_over"] == {".pdf": 1}
    assert "broken.xml" in run("nearest", str(made / "1.xml"), "--index", output).output


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_is_no_file_is_listed_and_never_waited_for(made: Path, tmp_path: Path) -> None:
    """A pipe, a link that leads nowhere and a link to a folder above: listed or left, and the run ends."""
    os.mkfifo(made / "pipe.xml")
    (made / "nowhere.xml").symlink_to(made / "gone.xml")
    (made / "above").symlink_to(tmp_path, target_is_directory=True)
    built = build([str(made)], str(tmp_path / "my.index"), jobs=1)

    assert [item.name for item in built.unread] == ["texts/nowhere.xml", "texts/pipe.xml"]
    assert len(built.entries) == 3


def test_a_name_that_is_no_text_is_listed(made: Path, tmp_path: Path) -> None:
    """A file's name may be any bytes on some systems; the index says so instead of breaking."""
    name = os.fsdecode(b"\xff.xml")
    try:
        (made / name).write_bytes((made / "0.xml").read_bytes())
    except OSError:
        pytest.skip("this system takes no such name")
    built = build([str(made)], str(tmp_path / "my.index"), jobs=1)

    assert [item.name for item in built.unread] == ["texts/\\udcff.xml"]


def test_strict_writes_nothing_where_a_file_cannot_be_read(made: Path, tmp_path: Path) -> None:
    """Who wants all or nothing gets nothing, and the first reason."""
    (made / "broken.xml").write_text("<akomaNtoso", encoding="utf-8")
    with pytest.raises(SofadiffError, match=r"not well-formed.*no index written"):
        run("index", str(made), "-o", str(tmp_path / "my.index"), "--strict")

    assert not (tmp_path / "my.index").exists()


@pytest.mark.parametrize(
    ("files", "says"),
    [({}, "no file that ends in .xml"), ({"a.txt": b"x"}, "no file that ends"), ({"a.xml": b"x"}, "is not XML")],
)
def test_a_folder_without_any_text_makes_no_index(files: dict[str, bytes], says: str, tmp_path: Path) -> None:
    """An index of nothing would answer every question with nothing."""
    place = tmp_path / "t"
    place.mkdir()
    for name, data in files.items():
        (place / name).write_bytes(data)
    with pytest.raises(SofadiffError, match=says):
        build([str(place)], str(tmp_path / "my.index"))


def test_a_clause_longer_than_any_is_refused_with_its_file(tmp_path: Path) -> None:
    """A whole act in one element is listed as unread, not indexed in part."""
    made = folder(tmp_path / "t", [["word " * 20_001], ["A clause."]])
    built = build([str(made)], str(tmp_path / "my.index"))

    assert [item.name for item in built.unread] == ["t/0.xml"]
    assert "over 20,000 words" in built.unread[0].reason


@pytest.mark.parametrize("name", ["nowhere/at-all", "missing.xml", "nato-1591"])
def test_a_name_that_is_nothing_is_refused(name: str, tmp_path: Path) -> None:
    """A misspelt folder, file or record is never passed over."""
    with pytest.raises(SofadiffError, match=r"is not there|Did you mean nato-1951"):
        build([name], str(tmp_path / "my.index"))


def test_a_failure_leaves_what_was_there(saved: str, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index is written whole or not at all, and nothing is left lying beside it."""
    before = Path(saved).read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writer, "finish", fail)
    with pytest.raises(SofadiffError, match="No space left"):
        build([str(made)], saved)

    assert Path(saved).read_bytes() == before
    assert sorted(os.listdir(Path(saved).parent)) == ["my.index", "texts"]


# Nothing is taken on trust


def test_a_flipped_bit_anywhere_is_noticed(saved: str, tmp_path: Path) -> None:
    """Wherever a byte is wrong, reading everything says so in one line; padding between parts is no part."""
    data = Path(saved).read_bytes()
    padding = _padding(saved)
    broken = tmp_path / "broken.index"
    for place in range(0, len(data), 3):
        if place in padding:
            continue
        broken.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        with pytest.raises(SofadiffError, match=r"is damaged|is not an index|another version|cuts, folds"):
            Index(str(broken), allow_stale=True).verify()


def _padding(path: str) -> set[int]:
    stored = Container(path).manifest.parts
    parts = [
        range(part.offset, part.offset + part.count * np.dtype(container.PARTS[name]).itemsize)
        for name, part in stored.items()
    ]
    end = max(part.stop for part in parts)
    return set(range(64, end)) - {place for part in parts for place in part}


def test_a_cut_or_a_tail_is_noticed(saved: str, tmp_path: Path) -> None:
    """A copy that broke off, or has something behind it, is no index."""
    data = Path(saved).read_bytes()
    broken = tmp_path / "broken.index"
    for wrong in (data[:-1], data[: len(data) // 2], data[:70], data + b"x"):
        broken.write_bytes(wrong)
        with pytest.raises(SofadiffError, match="is damaged"):
            Index(str(broken))


@pytest.mark.parametrize("data", [b"", b"x", b"sofadiff", b"<akomaNtoso/>", b"PK\x03\x04" * 99])
def test_what_is_no_index_is_called_so(data: bytes, tmp_path: Path) -> None:
    """Another kind of file is named as such, with what to do."""
    path = tmp_path / "x.index"
    path.write_bytes(data)
    with pytest.raises(SofadiffError, match=r"is not an index of sofadiff\. Build it"):
        Index(str(path))
    with pytest.raises(SofadiffError, match="cannot be read"):
        Index(str(tmp_path))
    with pytest.raises(SofadiffError, match="cannot be read"):
        Index(str(tmp_path / "none.index"))


def forged(saved: str, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    """Rewrite an index with other contents and right checksums, as somebody who means harm would."""
    opened = Container(saved)
    parts = {name: part.whole().tobytes() for name, part in opened.parts.items()}
    stored = json.loads(manifest._encode(opened.manifest))
    change(stored, parts)
    with open(saved, "w+b") as stream:
        writer = Writer(stream)
        for name, data in parts.items():
            if name in container.PARTS:
                writer.part(name, [data])
        writer._end()
        listed = json.loads(manifest._encode(writer._parts))
        text = json.dumps({**stored, "parts": {**listed, **stored.get("more_parts", {})}}).encode()
        at = stream.tell()
        stream.write(text)
        stream.seek(0)
        digest = hashlib.sha256(text).digest()
        stream.write(struct.pack("<16sQQ32s", container._MAGIC, at, len(text), digest))


def used(path: str) -> None:
    """Open an index, search it and read all of it."""
    index = Index(path)
    index.nearest([Asked(" ".join(" ".join(text) for text in SMALL), "eng")], 10)
    index.verify()


def _set(key: str, value: Any) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    return lambda stored, _: stored.__setitem__(key, value)


def _part(name: str, change: Callable[[bytes], bytes]) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    return lambda _, parts: parts.__setitem__(name, change(parts[name]))


FORGERIES: dict[str, tuple[Callable[[dict[str, Any], dict[str, bytes]], None], str]] = {
    "other format": (_set("format", "sofadiff.index/2"), "another version"),
    "no format": (_set("format", 7), "manifest cannot be read"),
    "other words": (_set("made_with", {"words": "x", "lists": "", "weights": ""}), "cuts, folds or weighs"),
    "texts of another shape": (_set("texts", [{"slug": 1}]), "manifest cannot be read"),
    "no texts": (_set("texts", []), "different numbers of clauses"),
    "deep nesting": (_set("unread", json.loads("[" * 900 + "]" * 900)), "manifest cannot be read"),
    "part of another name": (_set("more_parts", {"code": {"offset": 0, "count": 0, "crc32": []}}), "list of parts"),
    "part outside": (
        _set("more_parts", {"texts": {"offset": 1 << 40, "count": 9, "crc32": [1]}}), "does not stand where"
    ),
    "negative place": (_set("more_parts", {"texts": {"offset": -64, "count": 9, "crc32": [1]}}), "cannot be read"),
    "falling ends": (_part("text_ends", lambda data: data[8:16] + data[:8] + data[16:]), "do not match"),
    "ends too far": (_part("token_ends", lambda data: data[:-8] + struct.pack("<q", 1 << 40)), "do not match"),
    "negative ends": (_part("fact_ends", lambda data: struct.pack("<q", -5) + data[8:]), "do not match"),
    "a clause too few": (_part("squares", lambda data: data[:-4]), "different numbers of clauses"),
    "a word too many": (_part("words", lambda data: data + b"\nzzz"), "different numbers of words"),
    "weights too few": (_part("posting_weights", lambda data: data[:-2]), "do not match"),
    "clauses that are not there": (
        _part("posting_clauses", lambda data: b"\xff" * len(data)), "clauses that are not there"
    ),
    "words that are none": (_part("tokens", lambda data: b"\x00\xd8\x00\x00" * (len(data) // 4)), "no word"),
    "text that is none": (_part("texts", lambda data: b"\xff" * len(data)), "no text"),
    "facts that are none": (_part("facts", lambda data: b"[" * len(data)), "what it says of a clause"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_index_is_refused_in_one_line(name: str, saved: str) -> None:
    """With right checksums and wrong contents: each array is checked before it is used, and nothing is executed."""
    change, says = FORGERIES[name]
    forged(saved, change)
    with pytest.raises(SofadiffError, match=says) as caught:
        used(saved)

    assert "\n" not in str(caught.value)
    assert "sofadiff index" in str(caught.value)


def test_an_unchanged_forgery_is_the_index_itself(saved: str) -> None:
    """The test's own way of writing is no reason for a refusal."""
    asked = [Asked(SMALL[0][0], "eng")]
    before = Index(saved).nearest(asked, 5)
    forged(saved, lambda stored, parts: None)

    assert Index(saved).nearest(asked, 5) == before


def test_a_stale_index_is_refused_and_can_be_searched_as_it_was(saved: str, made: Path) -> None:
    """A file that has another size now would be quoted with words that it no longer has."""
    (made / "1.xml").write_bytes(document(["Another commission decides."]))
    with pytest.raises(SofadiffError, match=r"is stale: .*1\.xml changed"):
        run("nearest", str(made / "0.xml"), "--index", saved)

    assert run("nearest", str(made / "0.xml"), "--index", saved, "--stale").exit_code == 0


def test_check_compares_digests_and_reads_everything(saved: str, made: Path) -> None:
    """A change that keeps the size is found where the files are read; one that is gone does not matter."""
    assert "3 texts of 3 as they were" in run("index", "--check", saved).output
    (made / "2.xml").unlink()
    assert "No longer there: " in run("index", "--check", saved).output
    text = (made / "1.xml").read_bytes()
    (made / "1.xml").write_bytes(text.replace(b"three", b"seven"))
    result = run("index", "--check", saved)

    assert result.exit_code == 1
    assert "Changed since: " in result.output


def test_an_index_works_without_its_files(saved: str, made: Path, tmp_path: Path) -> None:
    """The words are in it: moved elsewhere alone, it shows them still."""
    moved = shutil.move(saved, tmp_path.parent / "elsewhere.index")
    found = json.loads(run("nearest", str(made / "0.xml"), "--index", str(moved), "--format", "json").output)

    assert found["clauses"][0]["nearest"][0]["text"] == SMALL[1][0]


@pytest.mark.parametrize("library", ["numpy", "rapidfuzz"])
def test_without_the_extra_one_line_says_how_to_install_it(library: str, saved: str, made: Path) -> None:
    """No traceback, and the plain search still works."""
    hide = f"import sys; sys.modules[{library!r}] = None; from sofadiff.cli import main; "
    command = f"sys.argv = ['sofadiff', 'nearest', {str(made / '0.xml')!r}, '--index', {saved!r}]; main()"
    result = subprocess.run(
        [sys.executable, "-c", hide + command], capture_output=True, text=True, timeout=60, check=False
    )

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "pip install 'sofadiff[index]'" in result.stderr


def test_building_without_numpy_says_so_before_reading(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand files are not read for nothing."""
    monkeypatch.setattr(building, "find_spec", lambda name: None)
    monkeypatch.setattr(shards, "read", builtins.exit)
    with pytest.raises(MissingDependencyError, match="numpy: is not installed"):
        build([str(made)], str(tmp_path / "my.index"))


# Other producers


@pytest.mark.data
def test_files_of_other_producers_can_be_indexed(test_data: Path, tmp_path: Path) -> None:
    """Every file that sofadiff can read is in the index, every other one is listed; nothing stops the run."""
    place = test_data / "akn-producers"
    built = build([str(place)], str(tmp_path / "my.index"))
    files = [path for path in place.rglob("*") if path.suffix in {".xml", ".akn"}]

    assert len(built.entries) + len(built.unread) + len(built.copies) == len(files)
    assert len(built.entries) > 12
    index = Index(str(tmp_path / "my.index"))
    index.verify()
    for position, entry in enumerate(index.entries):
        clause = index.clause(entry.first)
        found = index.nearest([Asked(clause.unit.text, entry.language)], 3)[0]
        assert not found or found[0].score >= found[-1].score
        assert position == index.entry_at(entry.first)
