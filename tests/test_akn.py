"""The door to Akoma Ntoso: ids, units, profile, and what other producers write."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from sofadiff import akn, corpus
from sofadiff.akn import schema
from sofadiff.akn.ids import clean_number, compute_ids
from sofadiff.errors import SofadiffError
from sofadiff.model import UnitPart
from sofadiff.outline import Node, Outline, PreambleBlock

RECORDS = corpus.slugs()


@pytest.mark.parametrize("slug", RECORDS)
def test_ids_are_those_of_the_bluebell_generator(slug: str) -> None:
    """Every eId of a record is the one that bluebell's IdGenerator computes for the same tree."""
    bluebell = pytest.importorskip("bluebell.xml")
    root = etree.parse(corpus.path_of(slug)).getroot()
    act = root[0]
    ours = {act.getroottree().getpath(element): eid for element, eid in compute_ids(act).items()}
    for child in act:
        if etree.QName(child).localname != "meta":
            bluebell.IdGenerator().rewrite_eid(child)

    theirs = {
        path: element.get("eId")
        for path in ours
        for element in act.getroottree().xpath(path)
        if etree.QName(element).localname not in {"intro", "wrapUp", "heading"}
    }

    assert theirs == {path: ours[path] for path in theirs}
    assert len(theirs) >= 5


@pytest.mark.parametrize(
    ("printed", "clean"),
    [("47.", "47"), ("(a)", "a"), ("1.2.", "1-2"), ("“2.3“", "2-3"), ("3a bis", "3abis"), ("§ 5", "§5"), ("–", "")],
)
def test_numbers_lose_their_punctuation(printed: str, clean: str) -> None:
    """A number in an eId keeps letters and digits, inner punctuation becoming a hyphen."""
    assert clean_number(printed) == clean


@pytest.mark.parametrize("slug", RECORDS)
def test_every_unit_of_a_record_has_its_own_id_and_its_support(slug: str) -> None:
    """Unit ids are unique and real eIds, and no unit of a record lacks support, sources or a permanent id."""
    record = corpus.read(slug)
    ids = {node.get("eId") for node in etree.parse(corpus.path_of(slug)).iter() if node.get("eId")}

    assert len({unit.id for unit in record.units}) == len(record.units)
    assert [unit.id for unit in record.units if unit.id not in ids] == []
    assert [unit.id for unit in record.units if not (unit.support and unit.sources and unit.wid)] == []


@pytest.mark.parametrize("slug", RECORDS)
def test_evidence_is_an_exact_substring_of_its_clause(slug: str) -> None:
    """The stored words of each piece of evidence are the clause's characters from start to end."""
    record = corpus.read(slug)
    texts = {unit.id: unit.text for unit in record.units}

    wrong = [e for f in record.findings for e in f.evidence if texts[e.ref][e.start : e.end] != e.text or not e.text]

    assert wrong == []


def _outline() -> Outline:
    point = Node("point", "(i)", None, None, "first point", None, (), 5)
    para = Node("paragraph", "1.", None, "The following:", None, "Closing words.", (point,), 4)
    article = Node("article", "Article I", "Scope", None, None, None, (para,), 3)
    bare = Node("article", "Article II", "Reserved", None, None, None, (), 8)
    return Outline(
        "T",
        "eng",
        (PreambleBlock("Considering that", 1, True), PreambleBlock("Have agreed:", 2, False)),
        (article, bare),
        (PreambleBlock("In witness whereof.", 9, False),),
    )


def test_a_draft_is_valid_and_reads_back_as_it_was() -> None:
    """An outline becomes strict Akoma Ntoso with every text in its place, and the same outline gives the same bytes."""
    args = {"slug": "t", "title": "T", "date": "2001-02-03", "language": "eng", "source_name": "t.md"}
    data = akn.draft(_outline(), source_sha256="0" * 64, **args)  # type: ignore[arg-type]
    document = akn.parse(data, "t.xml")
    record = akn.read(data, "t.xml")

    assert list(schema.violations(document)) == []
    assert akn.draft(_outline(), source_sha256="0" * 64, **args) == data  # type: ignore[arg-type]
    assert [(unit.part.value, unit.text) for unit in record.units] == [
        ("recital", "Considering that"),
        ("preamble", "Have agreed:"),
        ("heading", "Scope"),
        ("intro", "The following:"),
        ("content", "first point"),
        ("wrapUp", "Closing words."),
        ("heading", "Reserved"),
        ("content", "In witness whereof."),
    ]
    assert not record.has_profile


def test_a_date_that_is_not_known_is_never_shown() -> None:
    """The placeholder that the schema forces on a draft without a date reads as no date."""
    data = akn.draft(
        _outline(), slug="t", title="T", date=None, language="eng", source_name="t.md", source_sha256="0" * 64
    )

    assert akn.read(data, "t.xml").work_date is None


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("eu/akn4eu-directive-bill.xml", 150),
        ("finland/finlex-2024-123.xml", 4),
        ("france/senat-tas24-021.fr.xsd-invalid.xml", 100),
        ("greece/law-4330-2015.xsd-invalid.xml", 15),
        ("italy/dl-2024-normattiva.xml", 30),
        ("laws-africa/bluebell-eids-edge.statement.xml", 90),
        ("luxembourg/loi-2024-05-22.fr.extra-attributes.xml", 300),
        ("oasis/us-act-2011-11-29.xml", 20),
        ("uk/ssi-2017-113.akn.xml", 600),
    ],
)
def test_documents_of_other_producers_read_without_our_profile(test_data: Path, name: str, units: int) -> None:
    """Any Akoma Ntoso 3.0 document, valid or slightly not, gives units with unique ids."""
    record = corpus.read(str(test_data / "akn-producers" / name))

    assert len(record.units) >= units
    assert len({unit.id for unit in record.units}) == len(record.units)
    assert not record.has_profile


@pytest.mark.data
@pytest.mark.parametrize(
    "name",
    [
        "oasis/un-bill-2012.en.akn2.xml",
        "italy/senato-ddl-2013.old-ns-WD17.xml",
        "luxembourg/code-2006-07-31.fr.old-ns-CSD13.xml",
        "germany/bgbl-2025-145-legaldocml-de.xml",
    ],
)
def test_other_versions_of_the_standard_are_refused_by_name(test_data: Path, name: str) -> None:
    """A file in another namespace is refused in one line that names the namespace and what to do."""
    with pytest.raises(SofadiffError, match=r"Akoma Ntoso.*3\.0") as error:
        corpus.read(str(test_data / "akn-producers" / name))

    assert "\n" not in str(error.value)


def test_headings_are_units_of_their_own() -> None:
    """A heading is compared as text, apart from the clause under it."""
    record = corpus.read("un-model-1990")

    assert any(unit.part is UnitPart.HEADING for unit in record.units)
