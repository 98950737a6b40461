"""Names, numbers, spelling and quotation marks are no change; what hides behind a name is.

An agreement is compared with itself under other names. The pairs are generated (``benchmarks.generator.noise``) or made
of the records themselves (``renaming``).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import lxml.html
import pytest

import renaming
from benchmarks import generator
from benchmarks.generator import Side
from sofadiff import corpus
from sofadiff.comparison import ChangeClass, Comparison, Link, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.document import Report
from sofadiff.model import Agreement, Role
from sofadiff.render import FORMATS
from sofadiff.reports import comparing, passages

SEEDS = [("eng", seed) for seed in range(1, 80, 2)] + [("fra", seed) for seed in range(1, 40, 2)]
"""Odd seeds, since thresholds are chosen on even ones: forty in English, twenty in French."""
SOME = SEEDS[:20] + SEEDS[-10:]
RECORDS = sorted(corpus.folder().glob("*.xml"))
FORMS: Mapping[str, Mapping[str, bool]] = {"plain": {}, "with topics and headings": {"topics": True, "headings": True}}


def _substantive(found: Comparison) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    return [(link.base, link.other, link.verdict_rule) for link in found.links if link.verdict is Verdict.SUBSTANTIVE]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("language", "seed"), SEEDS)
def test_a_generated_agreement_says_the_same_under_other_names(language: str, seed: int, form: str) -> None:
    """Every clause answers itself and nothing is substantive, moved or doubtful; every clause is renumbered."""
    pair = generator.noise(seed, language)
    base, other = (generator.agreement(side, **FORMS[form]) for side in (pair.base, pair.other))
    found = compare(base, other)

    assert _substantive(found) == []
    assert len(found.links) == len(base.units) == len(other.units)
    assert not any(link.moved or link.doubtful for link in found.links)
    assert all(link.renumbered for link in found.links if not link.base[0].endswith("heading"))


@pytest.mark.parametrize("backwards", [False, True], ids=["to the copy", "from the copy"])
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_says_the_same_under_other_names(path: Path, tmp_path: Path, backwards: bool) -> None:
    """A record whose glossary forms, numbers, spellings and quotation marks are all exchanged has not changed."""
    texts = [corpus.read(str(made(path, tmp_path))) for made in (renaming.plain, renaming.renamed)]
    base, other = texts[::-1] if backwards else texts
    found = compare(base, other)

    assert _substantive(found) == []
    assert [link.base for link in found.links] == [(unit.id,) for unit in base.units]
    assert [link.other for link in found.links] == [(unit.id,) for unit in other.units]
    assert not any(link.moved or link.doubtful for link in found.links)
    assert {term.form for term in base.terms}.isdisjoint(term.form for term in other.terms)
    assert all(link.renumbered == _has_number(base, link) for link in found.links)
    assert found.terms


def _has_number(agreement: Agreement, link: Link) -> bool:
    """Whether the clause has, or stands in something that has, a number that the copy moved on."""
    unit = agreement.unit(link.base[0])
    assert unit is not None
    labels = [label for _, label in unit.path if label] or [unit.num or ""]
    known = unit.number is None or unit.number != "unknown"
    return known and any(re.search(r"\d|\b([IVXL]+|[a-z]|[ivx]+)\b", label) for label in labels)


def test_the_records_have_what_the_copies_exchange() -> None:
    """Over all records the copies swap terms, spellings, numbers in words and quotation marks: none is idle."""
    written = "".join(path.read_text(encoding="utf-8") for path in RECORDS)
    joined = renaming.respelled("\n".join(re.findall(r"<p>([^<]+)</p>", written)))

    assert {word for word in ("license", "program", "offense", "authoriz", "labor") if word not in joined} == set()
    assert re.search(r"\b30 days\b", joined)
    assert "”" in joined or "’" in joined


@pytest.mark.parametrize(("language", "seed"), SOME)
def test_names_that_no_glossary_covers_are_substantive(language: str, seed: int) -> None:
    """Where the later glossary does not know the later names, exactly the clauses with a name are substantive."""
    pair = generator.noise(seed, language, covered=False)
    found = compare(generator.agreement(pair.base), generator.agreement(pair.other))
    named = {(f"para_{n + 1}",) for n in range(len(pair.base.clauses)) if _names_somebody(pair.base, n)}

    assert {link.base for link in found.links if link.verdict is Verdict.SUBSTANTIVE} == named


def _names_somebody(side: Side, position: int) -> bool:
    forms = "|".join(re.escape(term.form) for term in side.terms)
    return bool(re.search(rf"(?i)\b({forms})\b", side.clauses[position].text))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_renamed_party_that_no_glossary_covers_is_substantive(path: Path, tmp_path: Path) -> None:
    """In every record a new proper name without a glossary entry changes each clause it stands in, and no other.

    Where nothing but the name changed and it stands inside sentences, the rule is `name-not-in-glossary`.
    """
    base = corpus.read(str(renaming.plain(path, tmp_path)))
    text = "\n".join(unit.text for unit in base.units)
    proper = (term.form for term in base.terms if term.role in PARTIES and _is_proper(term.form, base))
    name = next((form for form in proper if re.search(_inside(form), text)), None)
    if name is None:
        pytest.skip("no party of this record is called by a proper name inside a sentence")
    other = corpus.read(str(renaming.with_another_name(path, tmp_path, name, renaming.invented(name))))
    found = compare(base, other)
    touched = {unit.id: unit.text for unit in base.units if re.search(renaming.whole(name), unit.text)}

    assert {link.base[0] for link in found.links if link.verdict is Verdict.SUBSTANTIVE} == set(touched)
    for link in found.links:
        said = touched.get(link.base[0], "")
        inside = len(re.findall(_inside(name), said)) == len(re.findall(renaming.whole(name), said))
        if said and inside and link.classes == (ChangeClass.WORDING,):
            assert link.verdict_rule == "name-not-in-glossary"


PARTIES = {Role.HOST_STATE, Role.HOST_GOVERNMENT, Role.MISSION, Role.ORGANISATION, Role.HEAD_OF_MISSION}


def _is_proper(form: str, agreement: Agreement) -> bool:
    """Whether a form is a proper name, and no part of another defined term."""
    alone = not any(form in term.form for term in agreement.terms if term.form != form)
    return alone and all(word[0].isupper() for word in form.split() if word not in renaming.JOINING)


def _inside(name: str) -> str:
    """A pattern for a name that does not open a sentence."""
    return rf"(?<=[a-z,] )(?<!\bThe ){renaming.whole(name)}"


@pytest.mark.parametrize(("language", "seed"), SOME)
def test_another_person_in_a_role_is_told_once_with_every_clause(language: str, seed: int) -> None:
    """An official in place of the force's own commander is one change that names each clause where the role acts."""
    pair = generator.noise(seed, language, same_person=False)
    found = compare(generator.agreement(pair.base), generator.agreement(pair.other))

    assert [(str(each.role), each.base_holder, each.other_holder) for each in found.persons] == [
        (Role.HEAD_OF_MISSION, _holder(pair.base), _holder(pair.other))
    ]
    assert found.persons[0].links == tuple(_where_he_acts(pair.base))
    assert _substantive(found) == []


@pytest.mark.parametrize("seed", range(1, 20, 2))
def test_every_format_tells_the_change_of_person(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, with the names of every clause; in a table of passages each of these says it in a column of its own."""
    pair = generator.noise(seed, same_person=False)
    base, other = generator.agreement(pair.base), generator.agreement(pair.other)
    monkeypatch.setattr(passages, "compare", lru_cache(maxsize=1)(compare))  # both views tell one comparison
    whole, short = (comparing.report(base, other, short=brief) for brief in (False, True))
    wanted = [f"para {pair.other.clauses[n].number.rstrip('.')}" for n in _where_he_acts(pair.base)]
    forms = tuple(next(t.form for t in side.terms if t.holder) for side in (pair.base, pair.other))

    assert [_person_in_text(FORMATS["terminal"].render(each), forms) for each in (short, whole)] == [[wanted]] * 2
    assert _person_in_text(FORMATS["markdown"].render(whole), forms) == [wanted]
    assert _person_in_html(whole, forms) == [wanted]
    assert _person_in_json(whole, forms) == [wanted]
    assert _person_in_csv(whole, forms) == wanted


def _holder(side: Side) -> str:
    return next(str(term.holder) for term in side.terms if term.holder)


def _where_he_acts(side: Side) -> list[int]:
    form = re.escape(next(term.form for term in side.terms if term.holder))
    return [n for n, clause in enumerate(side.clauses) if re.search(rf"(?i)\b{form}\b", clause.text)]


def _person_in_text(text: str, forms: tuple[str, str]) -> list[list[str]]:
    """The clauses that each list entry with both holders names."""
    items = [" ".join(block.split()) for block in re.split(r"\n\n|\n(?=- )", text) if block.startswith("- ")]
    return [
        re.findall(r"para \d+", item) for item in items if re.search(rf": {forms[0]} \(.*\) became {forms[1]} \(", item)
    ]


def _person_in_html(report: Report, forms: tuple[str, str]) -> list[list[str]]:
    page = lxml.html.document_fromstring(FORMATS["html"].render(report))
    return [
        [link.text_content() for link in item.xpath(".//a")]
        for item in page.xpath("//ul/li")
        if f": {forms[0]} (" in item.text_content() and f"became {forms[1]} (" in item.text_content()
    ]


def _person_in_json(report: Report, forms: tuple[str, str]) -> list[list[str]]:
    data = json.loads(FORMATS["json"].render(report))
    label = {unit["eId"]: f"para {unit['num'].rstrip('.')}" for unit in data["units"] if unit["side"] == "other"}
    return [
        [label[eid] for link in change["links"] for eid in data["links"][link]["other"]]
        for change in data["persons"]
        if (change["base"], change["other"]) == forms
    ]


def _person_in_csv(report: Report, forms: tuple[str, str]) -> list[str]:
    rows = csv.DictReader(io.StringIO(FORMATS["csv"].render(report), newline=""))
    return [row["other_labels"] for row in rows if forms[0] in row["persons"] and forms[1] in row["persons"]]
