"""XML that asserts its structure: labels, parents, front matter, notes and annexes are those of the mark-up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_regressions.file_regression import FileRegressionFixture

from sofadiff import akn
from sofadiff.akn.parse import parse
from sofadiff.akn.schema import violations
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file, parts_of
from sofadiff.outline import Node, PreambleBlock, split_note

CASES = Path(__file__).parent / "cases" / "xml"
ACT = str(CASES / "kites-act.ca.xml")
AKN3 = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def _shown(text: str | None) -> str:
    lines = (text or "").split("\n")
    return " / ".join(line if (note := split_note(line)) is None else f"[{note[0]}: {note[1]}]" for line in lines)


def _node(node: Node, depth: int) -> Iterator[str]:
    pieces = {"heading": node.heading, "intro": node.intro, "content": node.content}
    said = "; ".join(f"{name} {_shown(text)}" for name, text in pieces.items() if text)
    yield f"{'  ' * depth}{node.element} <{node.num or ''}> {said}".rstrip()
    for child in node.children:
        yield from _node(child, depth + 1)
    if node.wrap_up:
        yield f"{'  ' * depth}  closing {_shown(node.wrap_up)}"


def _front(block: PreambleBlock) -> str:
    name = "recital" if block.recital else "preamble"
    return f"{name}{f' <{block.num}>' if block.num else ''} {_shown(block.text)}"


def outline(imported: Imported) -> str:
    """An import as text: every piece with its element, label and parent, and what was left out."""
    lines = [f"title {imported.outline.title}", f"language {imported.outline.language}"]
    lines += [_front(block) for block in imported.outline.preamble]
    for node in imported.outline.nodes:
        lines += _node(node, 0)
    lines += [f"conclusions {_shown(block.text)}" for block in imported.outline.conclusions]
    report = imported.report
    lines += [f"left out, {report.anchor(entry.line)}: {entry.reason}: {entry.text}" for entry in report.left_out]
    lines += [f"remark, {report.anchor(entry.line)}: {entry.message}" for entry in report.remarks]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.xml")))
def test_clauses_are_those_of_the_mark_up(name: str, file_regression: FileRegressionFixture) -> None:
    """Every dialect: what stands where, what is left out and why, against a file that a person read."""
    file_regression.check(outline(import_file(str(CASES / name))), extension=".txt", basename=name)


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.xml")))
def test_drafts_are_valid_and_come_back_the_same(name: str, tmp_path: Path) -> None:
    """A draft of any dialect is strict Akoma Ntoso, the same bytes each time; importing it changes no clause."""
    imported = import_file(str(CASES / name), date="2001-02-03")
    assert list(violations(parse(imported.data, "draft"))) == []
    assert import_file(str(CASES / name), date="2001-02-03").data == imported.data

    path = tmp_path / "again.xml"
    path.write_bytes(imported.data)
    again = import_file(str(path))
    seen = [
        [(unit.id, unit.num, unit.heading, unit.text) for unit in read.agreement.units] for read in (imported, again)
    ]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("slug", ["un-model-1990", "nato-1951", "haiti-minustah-2004", "nl-rwanda-2009"])
def test_records_come_back_as_they_are(slug: str) -> None:
    """Importing a record of the corpus gives the clauses of the record: ids, labels, titles and words."""
    path = Path(__file__).parent.parent / "agreements" / f"{slug}.xml"
    record = akn.read(path.read_bytes(), str(path), slug)
    again = import_file(str(path)).agreement

    assert [(unit.id, unit.num, unit.heading, unit.text) for unit in again.units] == [
        (unit.id, unit.num, unit.heading, unit.text) for unit in record.units
    ]


def test_one_part_is_imported_as_a_text_of_its_own(file_regression: FileRegressionFixture) -> None:
    """A convention in the schedule of an act has its own title, preamble and closing words; the rest is listed."""
    file_regression.check(outline(import_file(ACT, part="schedule 1")), extension=".txt")


def test_the_file_without_its_parts_is_a_part_too() -> None:
    """`main` is the act alone."""
    imported = import_file(ACT, part="main")

    assert "attachment" not in {node.element for node in imported.outline.walk()}
    assert sum("SCHEDULE" in entry.text for entry in imported.report.left_out) == 2


def test_parts_are_listed_when_asked_and_when_wrong(tmp_path: Path) -> None:
    """The list has label, title and size; a wrong label names the right ones; another format has no parts."""
    assert [(label, title) for label, title, _ in parts_of(ACT)] == [
        ("main", "the file without its parts"),
        ("SCHEDULE 1", "Convention on the Flying of Kites"),
        ("SCHEDULE 2", "Fields"),
    ]
    with pytest.raises(SofadiffError, match=r"no part called SCHEDULE 3\. Its parts are: main, SCHEDULE 1, SCHEDULE 2"):
        import_file(ACT, part="SCHEDULE 3")
    with pytest.raises(SofadiffError, match="more than one part called SCHED"):
        import_file(ACT, part="SCHED")
    text = tmp_path / "kites.txt"
    text.write_text("Article 1\n\nKites fly.\n", encoding="utf-8")
    for ask in (lambda: parts_of(str(text)), lambda: import_file(str(text), part="main")):
        with pytest.raises(SofadiffError, match="only XML files name their parts"):
            ask()


def test_a_draft_never_takes_the_place_of_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default a draft is named after the file and the part; the file itself is never replaced, even with --force."""
    source = tmp_path / "kites.xml"
    source.write_bytes(Path(ACT).read_bytes())
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(group, ["import", "kites.xml"]).exit_code == 0
    assert CliRunner().invoke(group, ["import", "kites.xml", "--part", "SCHEDULE 1"]).exit_code == 0
    refused = CliRunner().invoke(group, ["import", "kites.xml", "-o", "./kites.xml", "--force"])

    assert isinstance(refused.exception, SofadiffError)
    assert "is the file to import" in str(refused.exception)
    assert source.read_bytes() == Path(ACT).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kites-draft.xml", "kites-schedule-1.xml", "kites.xml",
    ]  # fmt: skip


def test_parts_are_listed_on_the_terminal() -> None:
    """One line for each part: what --part calls it, how long it is, what it is."""
    shown = CliRunner().invoke(group, ["import", ACT, "--list-parts"]).stdout.splitlines()

    assert [line.split()[0] for line in shown] == ["main", "SCHEDULE", "SCHEDULE"]
    assert shown[1].endswith("words  Convention on the Flying of Kites")


def test_places_are_ids_where_the_file_is_one_line() -> None:
    """A Canadian file is one line: its ids are what a person finds a clause by; else the line is named too."""
    canadian = import_file(ACT)
    assert "id 14" in canadian.report.anchors
    assert not any("line" in anchor for anchor in canadian.report.anchors)
    akoma = import_file(str(CASES / "kites.akn3.xml"))
    assert "line 29, id art_1__list_1__point_a" in akoma.report.anchors


def test_a_byte_order_mark_and_other_encodings_change_nothing(tmp_path: Path) -> None:
    """UTF-8 with a mark, UTF-16 and Latin-1 give the clauses of the plain file."""
    text = (CASES / "kites.akn3.xml").read_text(encoding="utf-8")
    want = import_file(str(CASES / "kites.akn3.xml")).outline
    latin = text.replace("“", "'").replace("”", "'").replace("UTF-8", "ISO-8859-1").encode("latin-1")
    variants = {
        "mark": text.encode("utf-8-sig"), "utf16": text.replace("UTF-8", "UTF-16").encode("utf-16"), "latin": latin,
    }  # fmt: skip
    for name, data in variants.items():
        path = tmp_path / f"{name}.xml"
        path.write_bytes(data)
        assert import_file(str(path)).outline == want, name


def test_a_language_that_is_not_recognised_is_that_of_the_file(tmp_path: Path) -> None:
    """The file says Finnish: that counts where the words are not known here; --language counts more."""
    path = tmp_path / "leija.xml"
    text = (CASES / "kites.akn3.xml").read_text(encoding="utf-8").replace('language="eng"', 'language="fi"')
    path.write_text(text, encoding="utf-8")

    assert import_file(str(path)).report.language == "fin"
    assert "the file states it" in import_file(str(path)).report.language_why
    assert import_file(str(path), language="eng").report.language == "eng"


def test_a_file_that_only_names_others_is_refused_with_their_names(tmp_path: Path) -> None:
    """Formex and collections of Akoma Ntoso may hold no text of their own."""
    cases = {
        "toc.xml": ('<DOC><FMX><DOC.MAIN.PUB><REF.PHYS FILE="L_1.xml"/></DOC.MAIN.PUB></FMX></DOC>', "L_1.xml"),
        "collection.xml": (
            f'<akomaNtoso xmlns="{AKN3}"><documentCollection><collectionBody><component>'
            '<documentRef href="bill.xml"/></component></collectionBody></documentCollection></akomaNtoso>',
            "bill.xml",
        ),
    }
    for name, (text, named) in cases.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(SofadiffError, match=named):
            import_file(str(tmp_path / name))


def test_words_behind_the_clauses_in_them_are_read_in_front_and_said(tmp_path: Path) -> None:
    """One producer writes the words of a clause behind those under it: they are put where every text has them."""
    path = tmp_path / "order.xml"
    path.write_text(
        f'<akomaNtoso xmlns="{AKN3}"><bill><body><article><num>Article 1</num><alinea><num>a)</num><content><p>Tails.'
        "</p></content></alinea><content><p>Kites have:</p></content></article></body></bill></akomaNtoso>",
        encoding="utf-8",
    )
    imported = import_file(str(path), language="eng")

    assert imported.outline.nodes[0].intro == "Kites have:"
    assert any(remark.doubtful and "in front of them" in remark.message for remark in imported.report.remarks)
