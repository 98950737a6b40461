"""The benchmark's generator: the same seed gives the same pair, and what it says of a pair is true of the texts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from benchmarks import generator
from benchmarks.generator import Pair, Side
from sofadiff.akn.parse import parse
from sofadiff.akn.schema import violations
from sofadiff.text import words

SEEDS = (1, 2, 3)
STRENGTHS = tuple(generator.STRENGTHS)


def made(name: str, seed: int, language: str = "eng") -> Pair:
    """One pair of any sort."""
    if name in STRENGTHS:
        return generator.derived(seed, name, language)
    return {
        "hidden": generator.hidden,
        "noise": generator.noise,
        "classes": generator.classed,
        "unrelated": generator.unrelated,
    }[name](seed, language)


ALL = (*STRENGTHS, "unrelated", "hidden", "noise", "classes")


def lines(side: Side) -> list[str]:
    """The texts of the clauses."""
    return [clause.text for clause in side.clauses]


@pytest.mark.parametrize("name", ALL)
def test_a_seed_gives_the_same_pair(name: str) -> None:
    """Two calls with one seed give equal pairs; two seeds give different texts on both sides."""
    one, two = made(name, 1), made(name, 2)

    assert made(name, 1) == one
    assert lines(one.base) != lines(two.base)
    assert lines(one.other) != lines(two.other)


@pytest.mark.parametrize("language", ["eng", "fra"])
@pytest.mark.parametrize("name", ALL)
def test_what_is_known_of_a_pair_is_consistent(name: str, language: str) -> None:
    """Linked clauses share words; a clause has links as its kind says."""
    pair = made(name, 3, language)
    base, other = lines(pair.base), lines(pair.other)

    assert len(pair.base_kinds) == len(base)
    assert len(pair.other_kinds) == len(other)
    for i, j in pair.links:
        assert set(words(base[i])) & set(words(other[j]))
    assert pair.rewritten <= pair.links
    assert bool(pair.rewritten) == (name == "redraft")
    for i, kind in enumerate(pair.base_kinds):
        answers = [j for one, j in pair.links if one == i]
        assert len(answers) == (2 if kind == "split" else 0 if kind == "deleted" or name == "unrelated" else 1)
    for j, kind in enumerate(pair.other_kinds):
        assert sum(two == j for _, two in pair.links) == {"merged": 2, "inserted": 0}.get(kind, 1)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_moves_have_one_reading(strength: str) -> None:
    """Without the clauses called moved the links are in order, and every moved one alone would break it."""
    for seed in SEEDS:
        pair = generator.derived(seed, strength)
        order = sorted(pair.links, key=lambda link: (link[1], link[0]))
        still = [i for i, j in order if pair.other_kinds[j] != "moved"]
        assert still == sorted(still)
        for one in (i for i, j in order if pair.other_kinds[j] == "moved"):
            with_it = [i for i, j in order if pair.other_kinds[j] != "moved" or i == one]
            assert with_it != sorted(with_it)


@pytest.mark.parametrize("seed", range(36))
def test_a_hidden_edit_is_the_only_change_of_words(seed: int) -> None:
    """The clause that moved, split or merged differs by the hidden words alone, and no other clause differs."""
    pair = generator.hidden(seed)
    (edit,) = pair.edits
    plain = [_without_names(pair.base), _without_names(pair.other)]
    count = [sum(len(text) for text in side) for side in plain]
    inserted = sum(
        len(text) for text, kind in zip(plain[1], pair.other_kinds, strict=True) if kind == "inserted"
    )  # fmt: skip

    assert pair.base_kinds[edit.base] in {"moved", "split", "merged"}
    assert (edit.base, edit.other) in pair.links
    assert bool(edit.removed) != bool(edit.added)
    assert count[1] - inserted - count[0] == len(words(edit.added)) - len(words(edit.removed))
    spoken = words(edit.added or edit.removed)
    here, there = plain[0][edit.base], plain[1][edit.other]
    assert all(word in (there if edit.added else here) for word in spoken)
    for i, j in pair.links:
        same = plain[0][i] == plain[1][j]
        if pair.base_kinds[i] == "kept":
            assert same
        if pair.base_kinds[i] == "moved":
            assert same == (i != edit.base)


def _without_names(side: Side) -> list[list[str]]:
    """The words of every clause, terms of the glossary and numbers of references taken out."""
    found = []
    for clause in side.clauses:
        text = clause.text
        for reference, _ in clause.references:
            text = text.replace(reference, "", 1)
        for term in sorted(side.terms, key=lambda term: -len(term.form)):
            text = text.replace(f"the {term.form}", "").replace(f"The {term.form}", "").replace(term.form, "")
        found.append(words(text))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_known_edit_of_a_class_is_in_its_clause(seed: int) -> None:
    """The words before stand in the base clause, the words after in the other, and clauses without an edit agree."""
    pair = generator.classed(seed)
    edited = {edit.base for edit in pair.edits}

    assert len({edit.kind for edit in pair.edits}) == 13
    assert len(edited) == len(pair.edits)
    for edit in pair.edits:
        assert edit.removed in pair.base.clauses[edit.base].text or edit.kind == "term"
        assert edit.added in pair.other.clauses[edit.other].text or edit.kind == "term"
        assert edit.removed != edit.added
    for position, (one, two) in enumerate(zip(pair.base.clauses, pair.other.clauses, strict=True)):
        assert (one.text == two.text) == (position not in edited)


def test_noise_changes_every_name_and_number() -> None:
    """No name of the base is used in the other, every number differs, both spellings and quotation marks occur."""
    pair = generator.noise(1)
    forms = [{term.form for term in side.terms} for side in (pair.base, pair.other)]
    printed = generator.text(pair.base), generator.text(pair.other)

    assert not forms[0] & forms[1]
    assert all(one.number != two.number for one, two in zip(pair.base.clauses, pair.other.clauses, strict=True))
    assert "“" in printed[1]
    assert "“" not in printed[0]
    assert printed[0].count("our") > printed[1].count("our")
    assert pair.links == {(position, position) for position in range(len(pair.base.clauses))}


def test_noise_can_leave_names_uncovered_or_change_the_person() -> None:
    """Uncovered: the later glossary knows none of the later names. Another person: the holders' kinds differ."""
    uncovered, person = generator.noise(1, covered=False), generator.noise(1, same_person=False)
    printed = generator.text(uncovered.other)

    assert not any(term.form in printed for term in uncovered.other.terms if term.holder)
    assert {t.holder for t in person.base.terms} != {t.holder for t in person.other.terms}
    assert {t.holder for t in uncovered.base.terms} == {t.holder for t in generator.noise(1).other.terms}


@pytest.mark.parametrize("form", [{}, {"bare": True}, {"topics": True, "headings": True}])
@pytest.mark.parametrize("name", ["medium", "hidden", "noise"])
def test_a_side_is_a_valid_record(name: str, form: dict[str, bool]) -> None:
    """Every form is valid Akoma Ntoso and reads back as the same clauses, with the glossary."""
    pair = made(name, 1)
    for side in (pair.base, pair.other):
        read = generator.agreement(side, **form)
        at = generator.positions(read)
        content = [unit for unit in read.units if unit.id in at]

        assert list(violations(parse(generator.akn(side, **form), "generated.xml"))) == []
        assert [unit.text for unit in content] == lines(side)
        assert [unit.num for unit in content] == [None if form.get("bare") else c.number for c in side.clauses]
        assert [(t.role, t.form, t.holder) for t in read.terms] == [(t.role, t.form, t.holder) for t in side.terms]
        assert read.has_profile
        if not form.get("bare"):
            assert [len(unit.refs) for unit in content] == [len(clause.references) for clause in side.clauses]


def test_bare_leaves_nothing_to_lean_on() -> None:
    """Without numbers, headings and topics two units of a side differ in text and place alone."""
    read = generator.agreement(generator.derived(1, "medium").base, bare=True)
    blank = {replace(unit, id="", eid="", wid=None, text="", line=0) for unit in read.units}

    assert len(blank) == 1


def test_plain_text_is_one_clause_a_line() -> None:
    """With numbers in front, or bare."""
    side = generator.derived(1, "light").base

    assert generator.text(side, bare=True).splitlines() == lines(side)
    assert generator.text(side).startswith(f"1. {lines(side)[0]}\n2. ")


@pytest.mark.parametrize("name", ["hidden", "noise", "classes"])
@pytest.mark.parametrize("seed", SEEDS)
def test_references_lead_to_clauses_that_answer_each_other(name: str, seed: int) -> None:
    """What a kept clause refers to in the base and in the other is linked, and is cited by its number there."""
    pair = made(name, seed)
    seen = 0
    for i, j in pair.links:
        if pair.base_kinds[i] == "kept":
            base, other = (side.clauses[n].references for side, n in ((pair.base, i), (pair.other, j)))
            assert all((one[1], two[1]) in pair.links for one, two in zip(base, other, strict=True))
            seen += len(base)
    for side in (pair.base, pair.other):
        for clause in side.clauses:
            for words_, target in clause.references:
                assert words_.endswith(side.clauses[target].number.rstrip("."))

    assert seen


def test_any_number_of_clauses() -> None:
    """For measuring growth an agreement has as many clauses as asked for."""
    assert len(generator.derived(1, "medium", clauses=300).base.clauses) == 300
