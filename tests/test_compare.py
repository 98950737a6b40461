"""Two agreements become one comparison: no change is hidden, no noise is called a change, and the form is published."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from pytest_regressions.file_regression import FileRegressionFixture
from referencing import Registry, Resource

import sofadiff
from drafting import CLAUSES, RENAMED, TERMS, renamed
from factories import agreement, foreign, term, unit
from sofadiff.comparison import ChangeClass, Kind, Verdict
from sofadiff.comparison.compare import compare, to_json
from sofadiff.model import Agreement, Reference

PAIRS = Path(__file__).parent / "pairs"
CASES = sorted(path for path in PAIRS.glob("*.json") if not path.name.startswith("classes."))
SCHEMAS = Path(sofadiff.__file__).parent / "schemas"
OPERATIVE = {
    "not": lambda text: re.sub(r"\b(may|must|is|are|pass|stand|carry|pays|try|end)\b", r"\1 not", text, count=1),
    "only": lambda text: re.sub(r"\b(may|must|is|are|pass|stand|carry|pays|try|end)\b", r"only \1", text, count=1),
    "modal": lambda text: re.sub(
        r"\b(may|must|is|are|pass|stand|carry|pays|try|end)\b",
        lambda m: {"may": "must", "must": "may"}.get(m[0], f"may {m[0]}"),
        text,
        count=1,
    ),
    "except": lambda text: text.replace(".", ", except on Sundays.", 1),
    "number": lambda text: text.replace(".", ", 7 in all.", 1),
    "period": lambda text: text.replace(".", " within 3 days.", 1),
}


def _agreement(slug: str, side: dict[str, Any]) -> Agreement:
    units = [item if isinstance(item, str) else unit(**item) for item in side["units"]]
    return agreement(slug, units, [term(*each) for each in side.get("terms", ())])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_comparison_is_the_one_on_record(path: Path, file_regression: FileRegressionFixture) -> None:
    """Each pair of small agreements in `tests/pairs` gives exactly the comparison stored for it."""
    case = json.loads(path.read_text(encoding="utf-8"))
    found = to_json(compare(_agreement("base", case["base"]), _agreement("other", case["other"])))
    del found["units"]
    file_regression.check(
        json.dumps(found, indent=1, ensure_ascii=False) + "\n", extension=".json", basename=path.stem, encoding="utf-8"
    )


def _structures(index: int, edited: str) -> dict[str, list[str]]:
    """The other agreement's clauses where the edited clause also moved, was split or was merged with a neighbour."""
    rest = [text for k, text in enumerate(CLAUSES) if k != index]
    at = (index + 6) % len(rest)
    cut = edited.index(". ") + 1
    last = index == len(CLAUSES) - 1
    neighbour = index - 1 if last else index + 1
    together = f"{CLAUSES[neighbour]} {edited}" if last else f"{edited} {CLAUSES[neighbour]}"
    return {
        "moved": [*rest[:at], edited, *rest[at:]],
        "split": [*CLAUSES[:index], edited[:cut], edited[cut + 1 :], *CLAUSES[index + 1 :]],
        "merged": [together if k == index else text for k, text in enumerate(CLAUSES) if k != neighbour],
    }


@pytest.mark.parametrize("word", sorted(OPERATIVE))
@pytest.mark.parametrize("structure", ["moved", "split", "merged"])
@pytest.mark.parametrize("index", range(len(CLAUSES)))
@pytest.mark.parametrize("backwards", [False, True], ids=["gained", "lost"])
def test_an_operative_word_is_never_hidden(word: str, structure: str, index: int, backwards: bool) -> None:
    """A clause that moves, splits or merges and also gains or loses one operative word is shown as changed."""
    edited = OPERATIVE[word](CLAUSES[index])
    assert edited != CLAUSES[index]
    texts = [renamed(text) for text in _structures(index, edited)[structure]]
    base, other = agreement("base", CLAUSES, TERMS), agreement("other", texts, RENAMED)
    found = compare(other, base) if backwards else compare(base, other)
    changed = [link for link in found.links if link.verdict is Verdict.SUBSTANTIVE]
    mine = f"para_{index + 1}"
    assert [mine in (link.other if backwards else link.base) for link in changed] == [True]
    assert changed[0].base
    assert changed[0].other
    shown = [e for e in changed[0].edits if e.change is not None and not e.change.editorial]
    words = sum(len((e.base + e.other).split()) for e in shown)
    assert 1 <= words <= 6


SPELLINGS = {"labour": "labor", "metres": "meters", "colour": "color", "defended": "defended"}


def test_noise_is_not_a_change() -> None:
    """Renamed parties, renumbered clauses, American spelling and other quote marks leave nothing substantive."""
    british = [text.replace("register", "“register”") for text in CLAUSES]
    american = [renamed(text.replace("“", "'").replace("”", "'")) for text in british]
    for old, new in SPELLINGS.items():
        american = [text.replace(old, new) for text in american]
    units = [
        unit(f"art_{n}", text, num=f"Article {n + 7}", path=(("article", f"Article {n + 7}"),), wid=f"other-c{n:03d}")
        for n, text in enumerate(american, start=1)
    ]
    found = compare(agreement("base", british, TERMS), agreement("other", units, RENAMED))
    assert {link.verdict for link in found.links} <= {Verdict.EDITORIAL, Verdict.IDENTICAL}
    assert ChangeClass.SPELLING in {change for link in found.links for change in link.classes}
    assert all(link.renumbered for link in found.links)
    assert not any(link.moved or link.doubtful for link in found.links)


def test_each_swap_is_listed_once() -> None:
    """The names that changed stand in one list with the number of clauses, not in every clause."""
    found = compare(agreement("base", CLAUSES, TERMS), agreement("other", map(renamed, CLAUSES), RENAMED))
    assert [(swap.base, swap.other) for swap in found.terms] == [
        ("Commander", "Special Envoy"),
        ("Government", "Cabinet"),
        ("Ardenia", "Borduria"),
        ("Force", "Presence"),
    ]
    assert found.terms[0].clauses == sum("Commander" in text for text in CLAUSES)


def test_a_change_of_person_is_reported_once_with_every_clause() -> None:
    """An international official in place of the force's own commander is one change, touching each of his clauses."""
    found = compare(agreement("base", CLAUSES, TERMS), agreement("other", map(renamed, CLAUSES), RENAMED))
    (change,) = found.persons
    assert (change.role, change.base_holder, change.other_holder) == (
        "head-of-mission",
        "force-commander",
        "international-official",
    )
    assert change.links == tuple(n for n, text in enumerate(CLAUSES) if "Commander" in text)


def test_the_same_kind_of_holder_is_no_change_of_person() -> None:
    """Two names for the same kind of official are a matter of terms only."""
    same = [replace(each, holder=None) if each.role != "head-of-mission" else TERMS[0] for each in TERMS]
    assert compare(agreement("base", CLAUSES, TERMS), agreement("other", CLAUSES, same)).persons == ()


def test_a_renumbered_reference_is_the_same_reference() -> None:
    """`paragraph 2` and `paragraph 3` are one reference where the two paragraphs answer each other."""

    def text(number: int, extra: list[str], slug: str) -> Agreement:
        ref = Reference(f"#para_{number}", f"paragraph {number}")
        pointing = unit("last", f"The claim is heard under paragraph {number} of these rules.", refs=(ref,))
        return agreement(slug, [CLAUSES[0], *extra, CLAUSES[1], pointing])

    found = compare(text(2, [], "one"), text(3, [CLAUSES[5]], "two"))
    link = next(link for link in found.links if link.base == ("last",))
    assert (link.verdict, link.verdict_rule) == (Verdict.EDITORIAL, "only-term")


def test_a_reference_to_another_clause_is_substantive() -> None:
    """Pointing to a clause that does not answer the old one changes a number."""

    def text(number: int, slug: str) -> Agreement:
        ref = Reference(f"#para_{number}", f"paragraph {number}")
        pointing = unit("last", f"The claim is heard under paragraph {number} of these rules.", refs=(ref,))
        return agreement(slug, [CLAUSES[0], CLAUSES[1], pointing])

    link = compare(text(1, "one"), text(2, "two")).links[-1]
    assert (link.verdict, link.classes) == (Verdict.SUBSTANTIVE, (ChangeClass.NUMBER,))


def test_an_agreement_against_itself_is_identical() -> None:
    """Nothing is changed, moved, renumbered or doubtful."""
    same = agreement("same", CLAUSES, TERMS)
    found = compare(same, same)
    assert {(link.kind, link.verdict) for link in found.links} == {(Kind.IDENTICAL, Verdict.IDENTICAL)}
    assert not any(link.moved or link.renumbered or link.doubtful for link in found.links)


@pytest.mark.parametrize("status", ["unknown", None])
def test_unknown_numbers_are_not_called_renumbered(status: str | None) -> None:
    """Where a clause's number is not known, nothing is said about renumbering."""
    base = agreement("one", [unit("a", CLAUSES[0], num="4.", path=(("paragraph", "4."),))])
    other = agreement(
        "two", [unit("b", CLAUSES[0], number=status and "unknown", num=None, path=(("paragraph", None),))]
    )
    assert [link.renumbered for link in compare(base, other).links] == [False]


def test_languages_stand_side_by_side() -> None:
    """Between languages no words are compared: one removed and one added run, and the rule says so."""
    base = agreement("one", [unit("a", "The claims commission pays 900 francs.", topics=("claims",))])
    other = agreement(
        "two", [unit("b", "La commission des réclamations verse 900 francs.", topics=("claims",))], language="fra"
    )
    (link,) = compare(base, other).links
    assert [str(edit.op) for edit in link.edits] == ["removed", "added"]
    assert (link.rule, link.verdict_rule, link.classes) == ("topic", "languages-differ-not-compared", ())


def test_documents_without_our_profile_compare() -> None:
    """A foreign document has no topics, terms or support, and is compared by its words."""
    found = compare(foreign("a.xml", CLAUSES), foreign("b.xml", CLAUSES[::-1], work_uri="/akn/other"))
    assert {link.kind for link in found.links} == {Kind.IDENTICAL}


def test_empty_agreements_compare() -> None:
    """Nothing against nothing is a comparison without links; nothing against something adds everything."""
    assert compare(agreement("one", []), agreement("two", [])).links == ()
    assert {link.kind for link in compare(agreement("one", []), agreement("two", CLAUSES)).links} == {Kind.ADDED}


def _validator(name: str) -> jsonschema.Draft202012Validator:
    schemas = [json.loads((SCHEMAS / f"{each}-1.schema.json").read_text()) for each in ("comparison", "synopsis")]
    registry: Registry[Any] = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas)
    chosen = next(schema for schema in schemas if schema["title"] == f"sofadiff.{name}/1")
    jsonschema.Draft202012Validator.check_schema(chosen)
    return jsonschema.Draft202012Validator(chosen, registry=registry)


def test_the_json_has_the_published_form() -> None:
    """Comparisons of all sorts validate against the schema that ships with the package."""
    base = agreement("base", CLAUSES, TERMS)
    others = [
        agreement("other", map(renamed, CLAUSES[3:]), RENAMED),
        foreign("f.xml", [*CLAUSES[:4], "Something else."]),
        agreement("french", ["Le Commandant paie."], language="fra"),
        agreement("empty", []),
    ]
    for other in others:
        _validator("comparison").validate(to_json(compare(base, other)))


def test_an_unknown_key_is_refused_by_the_schema() -> None:
    """The schema is strict, so that a misspelt key cannot pass."""
    found = to_json(compare(agreement("one", CLAUSES), agreement("two", CLAUSES)))
    found["links"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        _validator("comparison").validate(found)


def test_the_summary_counts_what_is_there() -> None:
    """Counts by kind and verdict add up to the links; both sides' units are counted."""
    found = to_json(compare(agreement("one", CLAUSES[:9], TERMS), agreement("two", CLAUSES[4:], TERMS)))
    counted = found["summary"]
    assert sum(counted["kinds"].values()) == sum(counted["verdicts"].values()) == counted["links"] == 14
    assert counted["units"] == {"base": 9, "other": 10}
    assert (counted["kinds"]["identical"], counted["kinds"]["added"], counted["kinds"]["removed"]) == (5, 5, 4)


SEEDED = """
import json, sys
sys.path.insert(0, sys.argv[1])
from drafting import CLAUSES, RENAMED, TERMS, renamed
from factories import agreement
from sofadiff.comparison.compare import compare, to_json
words = " ".join(CLAUSES).split()
mixed = [" ".join(words[k::11]) for k in range(11)]
other = [renamed(t) for t in (*CLAUSES[7:], *CLAUSES[:5], *mixed)]
print(json.dumps(to_json(compare(agreement("a", [*CLAUSES, *mixed[::-1]], TERMS), agreement("b", other, RENAMED)))))
"""


def test_the_result_does_not_depend_on_hash_seeds() -> None:
    """The same bytes come out whatever the order of sets in memory."""
    outputs = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", SEEDED, str(Path(__file__).parent)], env=environment, capture_output=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
