"""Several texts beside each other: every clause in one row, every reading with its witnesses, no agreement assumed."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace
from referencing import Registry, Resource

from drafting import CLAUSES, TERMS
from factories import agreement, foreign, unit
from sofadiff import corpus
from sofadiff.comparison import Verdict
from sofadiff.comparison.apparatus import rebuilt
from sofadiff.comparison.classify import NOT_KNOWN
from sofadiff.comparison.collation import APART
from sofadiff.comparison.synopsis_json import to_json
from sofadiff.comparison.witnesses import Change, State, Synopsis
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Completeness, Reference, Support
from synoptic import CASES, beside, case, several, shape

EVERY = CASES / "every-reading.json"
REAL = (
    ("un-model-1990", "haiti-minustah-2004", "unmiss-2011", "minusma-2013", "haiti-mss-2024"),
    ("nl-rwanda-2009", "nl-south-africa-2007", "nl-qatar-2014", "nl-uganda-2012"),
    ("nato-1951", "pfp-sofa-1995", "eu-sofa-2003"),
    ("unmiss-2011", "haiti-unmih-1995", "un-model-1990", "haiti-minustah-2004"),
)


@pytest.fixture(scope="module", params=REAL, ids=lambda names: names[0])
def real(request: pytest.FixtureRequest) -> Synopsis:
    """The synopsis of some records of the corpus."""
    return beside([corpus.read(name) for name in request.param])


def readings(found: Synopsis, row: int) -> list[tuple[str, str, list[str]]]:
    """Lemma, change and `words siglum` of every numbered reading of a row's first family."""
    family = found.rows[row].families[0]
    return [
        (
            family.text[entry.start : entry.end].strip(),
            str(reading.change),
            [f"{form.words.strip()} {found.witnesses[form.witness].siglum}".strip() for form in reading.forms],
        )
        for entry in family.variants
        for reading in entry.readings
    ]


def states(found: Synopsis, row: int) -> str:
    """The states of a row, in the order of the witnesses."""
    return " ".join(found.rows[row].cells[w].state for w in range(len(found.witnesses)))


def has_every_unit_once(found: Synopsis) -> bool:
    """Whether every unit of every witness stands in exactly one row."""
    placed = Counter((w, unit) for row in found.rows for w, cell in enumerate(row.cells) for unit in cell.units)
    there = Counter((w, unit.id) for w, each in enumerate(found.witnesses) for unit in each.agreement.units)
    return placed == there


def rebuilds(found: Synopsis) -> bool:
    """Whether every witness that is told by its readings comes out byte for byte, and every other one stands whole."""
    for row in found.rows:
        told = {}
        for family in row.families:
            told[family.lead] = family.text
            told |= {w: rebuilt(family, w) for w in family.members}
        if told != {w: "\n".join(unit.text for unit in found.units(row, w)) for w in told}:
            return False
        if set(told) != {w for w in row.present() if row.cells[w].state is not State.ASSUMED}:
            return False
    return True


def agrees_with_its_comparisons(found: Synopsis) -> bool:
    """Whether a cell that is one link says what the comparison of the base with the witness says."""
    for row, (w, comparison) in itertools.product(found.rows, enumerate(found.comparisons, start=1)):
        base, other = set(row.cells[0].units), set(row.cells[w].units)
        for link in comparison.links:
            if set(link.base) == base and set(link.other) == other and base and other:
                if row.cells[w].state is State.ASSUMED:
                    mine = (*comparison.base_units(link), *comparison.other_units(link))
                    if link.verdict is not Verdict.ASSUMED and not any(unit.assumed_from for unit in mine):
                        return False
                elif row.cells[w].state is not _expected(found, row, w, link):
                    return False
    return True


def _expected(found: Synopsis, row: Any, witness: int, link: Any) -> State:
    if link.verdict_rule == "languages-differ-not-compared":
        return State.LANGUAGE
    if link.verdict_rule == NOT_KNOWN:
        return State.IN_PART
    if link.verdict is Verdict.SUBSTANTIVE:
        units = (*found.units(row, 0), *found.units(row, witness))
        read = all(unit.support in (Support.VERIFIED, None) for unit in units)
        return State.CHANGED if read else State.RESTATED
    return {Verdict.IDENTICAL: State.SAME, Verdict.EDITORIAL: State.EDITORIAL, Verdict.ASSUMED: State.ASSUMED}[
        link.verdict
    ]


def test_readings_are_shared_under_other_names() -> None:
    """Two texts with other names for their missions share a reading; words not known of one are not called omitted."""
    found = beside(case(EVERY))

    assert readings(found, 0) == [
        ("must", "replaced", ["may A", "may B"]),
        ("", "added", ["serious A", "serious B"]),
        ("within 10 days", "not-seen", ["B"]),
    ]


def test_terms_are_no_readings() -> None:
    """A pure swap of names is in the apparatus as a form, never as a numbered reading."""
    family = beside(case(EVERY)).rows[0].families[0]
    forms = {
        (family.text[e.start : e.end].strip(), f.words.strip())
        for e in family.forms
        for r in e.readings
        for f in r.forms
    }

    assert ("the Force", "the Presence") in forms
    assert ("Ardenia", "Syldavia") in forms


def test_a_text_that_differs_throughout_stands_whole() -> None:
    """Where more than half of the words differ the witness has no list of readings but its own text."""
    row = beside(case(EVERY)).rows[0]

    assert [(family.lead, family.members) for family in row.families] == [(0, (1, 2)), (3, ())]
    assert APART == 0.5


def test_absent_only_where_all_is_known() -> None:
    """A text known whole lacks a row; in one known in part it is not known; in none is the assumed one compared."""
    found = beside(case(EVERY))

    assert states(found, 0) == "text changed restated changed absent"
    assert states(found, 1) == "text absent not-known assumed absent"
    assert states(found, 2) == "text editorial not-known absent language"


def test_rows_without_base_join_and_follow_what_precedes_them() -> None:
    """What the base lacks is compared between the others and stands after what precedes it in the earliest text."""
    found = beside(case(EVERY))
    row = found.rows[3]

    assert (row.first, [cell.units for cell in row.cells]) == (1, [(), ("para_3",), ("para_4",), (), ()])
    assert states(found, 3) == "absent text restated absent absent"
    assert readings(found, 3) == [("cook", "replaced", ["driver B"]), ("cook", "replaced", ["driver B"])]


def test_two_languages_are_never_compared_word_by_word() -> None:
    """A French witness of a row stands whole beside the base, and in no group of shared readings but its own."""
    row = beside(case(EVERY)).rows[2]

    assert [(family.lead, family.entries) for family in row.families[1:]] == [(4, ())]
    assert row.groups == ((0, 1), (4,))


def test_a_change_of_person_is_told_once() -> None:
    """A role that another kind of person holds is one change, with every row that it touches."""
    (person,) = beside(case(EVERY)).persons

    assert (person.base, person.other, person.witnesses, person.rows) == ("Commander", "Special Envoy", (2,), (0,))


def test_who_reads_alike_is_counted_without_what_was_not_compared() -> None:
    """Alike, differing, missing, not known, assumed and foreign rows are counted apart for every pair."""
    pairs = {(p.one, p.two): asdict(p) for p in beside(case(EVERY)).agreeing}

    def told(one: int, two: int) -> dict[str, int]:
        return {name: n for name, n in pairs[one, two].items() if n and name not in ("one", "two")}

    assert told(0, 1) == {"alike": 1, "differ": 1, "one_only": 2}
    assert told(0, 2) == {"differ": 1, "one_only": 1, "not_known": 2}
    assert told(0, 3) == {"differ": 1, "assumed": 1, "one_only": 1}
    assert told(0, 4) == {"language": 1, "one_only": 2}
    assert told(2, 3) == {"differ": 1, "assumed": 1, "one_only": 1}


def test_assumed_words_are_no_shared_reading() -> None:
    """A clause inferred from a third text agrees with nobody, though every word of it is the same."""
    texts = [agreement(slug, [CLAUSES[0]], TERMS) for slug in ("base", "one", "two")]
    inferred = replace(texts[2].units[0], assumed_from="model#model-c001", support=Support.UNVERIFIED)
    found = beside([*texts[:2], replace(texts[2], units=(inferred,))])

    assert states(found, 0) == "text same assumed"
    assert found.rows[0].groups == ((0, 1),)
    assert [(p.alike, p.assumed) for p in found.agreeing] == [(1, 0), (0, 1), (0, 1)]


def test_the_base_may_have_unseen_words() -> None:
    """What only another text has may stand unseen in a base that is not known whole, and the reading says so."""
    base = agreement("base", [unit("a", CLAUSES[0], support=Support.UNVERIFIED)], completeness=Completeness.PARTIAL)
    more = CLAUSES[0].replace("premises of the Force", "premises of the Force and its old stables")
    found = beside([base, agreement("one", [more]), agreement("two", [CLAUSES[0]])])

    assert [r.change for e in found.rows[0].families[0].variants for r in e.readings] == [Change.ADDED_UNSEEN]


def test_renumbered_references_are_one_reading() -> None:
    """`paragraph 2` in the base and other numbers elsewhere are one reference where the clauses answer each other."""

    def text(slug: str, number: int, extra: list[str]) -> Agreement:
        ref = Reference(f"#para_{number}", f"paragraph {number}")
        pointing = unit("last", f"The claim is heard under paragraph {number} of these rules.", refs=(ref,))
        return agreement(slug, [CLAUSES[0], *extra, CLAUSES[1], pointing], TERMS)

    found = beside([text("base", 2, []), text("one", 3, [CLAUSES[5]]), text("two", 4, [CLAUSES[6], CLAUSES[7]])])
    row = next(row for row in found.rows if row.cells[0].units == ("last",))

    assert row.groups == ((0, 1, 2),)
    assert [cell.state for cell in row.cells[1:]] == [State.EDITORIAL, State.EDITORIAL]


def test_likenesses_do_not_chain() -> None:
    """Two clauses of one witness are never in one row because a third text resembles both; the likeness is noted."""
    new = "The harbour master sells thirty tickets a day to visitors of the lighthouse"
    texts = [
        agreement("base", [CLAUSES[0]], TERMS, work_date="1990-01-01"),
        agreement("one", [f"{new}.", f"{new} who are ill."], TERMS, work_date="1991-01-01"),
        agreement("two", [f"{new}."], TERMS, work_date="1992-01-01"),
        agreement("three", [f"{new} who are ill."], TERMS, work_date="1993-01-01"),
    ]
    found = beside(texts)

    assert all(len(cell.units) <= 1 for row in found.rows for cell in row.cells)
    assert len([row for row in found.rows if not row.has_base]) == 2
    assert any(row.similar for row in found.rows)


@given(several())
@settings(max_examples=25, deadline=None)
def test_totality_rebuild_and_consistency(texts: list[Agreement]) -> None:
    """Every clause is in one row, every text comes back from its readings, and no cell contradicts its comparison."""
    found = beside(texts)

    assert has_every_unit_once(found)
    assert rebuilds(found)
    assert agrees_with_its_comparisons(found)


@given(several(), st.permutations([1, 2, 3]))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_others_changes_columns_only(texts: list[Agreement], order: list[int]) -> None:
    """Naming the other texts in another order gives the same rows, cells and readings under other letters."""
    assert shape(beside(texts)) == shape(beside([texts[0], *(texts[n] for n in order)]))


def test_the_corpus_holds_the_same(real: Synopsis) -> None:
    """On real records too every clause is in one row, every text comes back, and cells follow their comparisons."""
    assert has_every_unit_once(real)
    assert rebuilds(real)
    assert agrees_with_its_comparisons(real)
    assert all(pair.compared <= len(real.rows) for pair in real.agreeing)


def test_the_corpus_in_another_order(real: Synopsis) -> None:
    """On real records too the order of the others changes columns only."""
    texts = [witness.agreement for witness in real.witnesses]

    assert shape(real) == shape(beside([texts[0], *texts[:0:-1]]))


def test_the_json_has_the_published_form(real: Synopsis) -> None:
    """The synopsis of made-up and of real texts validates against the schema that ships with the package."""
    texts = [*case(EVERY), foreign("f.xml", [*CLAUSES[:2], "Something else."]), agreement("empty", [])]
    for found in (beside(texts), real):
        data = json.loads(json.dumps(to_json(found)))
        _validator().validate(data)
        assert [c["base"]["sha256"] for c in data["comparisons"]] == [found.witnesses[0].agreement.sha256] * len(
            found.comparisons
        )


def test_an_unknown_key_is_refused_by_the_schema() -> None:
    """The schema is strict, so that a misspelt key cannot pass."""
    data = to_json(beside(case(EVERY)))
    data["rows"][0]["colour"] = "red"

    with pytest.raises(jsonschema.ValidationError):
        _validator().validate(data)


def test_empty_texts_have_a_synopsis() -> None:
    """Texts without clauses give no rows; a base without clauses has all rows of the others."""
    empty = agreement("empty", [])

    assert beside([empty, empty, empty]).rows == ()
    assert [row.first for row in beside([empty, agreement("one", CLAUSES), empty]).rows] == [1] * len(CLAUSES)


def test_more_texts_than_letters_are_refused() -> None:
    """Each text needs a letter: with more than 26 beside the base the error says how many may be named."""
    with pytest.raises(SofadiffError, match="at most 26"):
        beside([agreement(f"t{n}", []) for n in range(28)])


SEEDED = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from synoptic import beside, case
from sofadiff.comparison.synopsis_json import to_json
print(json.dumps(to_json(beside(case(Path(sys.argv[2]))))))
"""


def test_the_result_does_not_depend_on_hash_seeds() -> None:
    """The same bytes come out whatever the order of sets in memory."""
    outputs = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", SEEDED, str(Path(__file__).parent), str(EVERY)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)

    assert len(outputs) == 1


def _validator() -> jsonschema.Draft202012Validator:
    folder = resources.files("sofadiff") / "schemas"
    schemas = [json.loads((folder / f"{n}-1.schema.json").read_text("utf-8")) for n in ("comparison", "synopsis")]
    registry: Registry[Any] = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas)
    jsonschema.Draft202012Validator.check_schema(schemas[1])
    return jsonschema.Draft202012Validator(schemas[1], registry=registry)
