"""Suggestions: every word list does its work, reasons are named, nothing suggested is ever counted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import sofadiff
from factories import agreement, unit
from sofadiff import akn, codebook, corpus, render
from sofadiff.cli import group
from sofadiff.coding import decided
from sofadiff.comparison.compare import compare
from sofadiff.model import Agreement, Finding, UnitPart
from sofadiff.nearest.plain import Plain
from sofadiff.reports import stats, suggestions
from sofadiff.states import Basis, Status, Support
from sofadiff.suggesting import topics, variables
from sofadiff.suggesting.cues import Compiled, Cue, Prose, sentences_of
from sofadiff.suggesting.everything import MOST_CLAUSES, suggest

EXAMPLES = json.loads((Path(__file__).parent / "suggesting" / "examples.json").read_text(encoding="utf-8"))
PLAIN = EXAMPLES["plain"]
"""Per language a clause in which no listed word stands."""
SCHEMA = Path(sofadiff.__file__).parent / "schemas" / "suggestions-1.schema.json"
BOOK = codebook.load()
LISTED = [(language, entry) for language in topics.LANGUAGES for entry in topics.entries(language)]
ABSENT = {"none", *(reserved.id for reserved in BOOK.reserved)}
VALUED = [(language, entry) for language in variables.LANGUAGES for entry in variables.entries(language)]


def text_of(language: str, *clauses: str, heading: str = "") -> Agreement:
    """An agreement in a language whose clauses carry no topics, under one heading if any."""
    units = [unit(f"art_1__para_{n}", clause, heading=heading or None) for n, clause in enumerate(clauses, start=1)]
    over = [unit("art_1__heading", heading, element="article")] if heading else []
    return agreement("asked", [*over, *units], language=language)


def sofadiff_(*args: str) -> Result:
    """The command line."""
    return CliRunner().invoke(group, list(args))


def called(value: object) -> str:
    """The name of a case: the language, or the cue."""
    return value if isinstance(value, str) else value.cue.written  # type: ignore[attr-defined]


# -- the lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "entry"), LISTED, ids=called)
def test_every_cue_of_a_topic_speaks_for_it(language: str, entry: topics.Entry) -> None:
    """A clause, or its heading, of nothing but one way of writing the cue speaks for the topic by just these words."""
    where = "heading" if entry.strength == "heading" else "clause"
    for written in sentences_of(entry.cue.written):
        over = where == "heading"
        asked = text_of(language, PLAIN[language] if over else written, heading=written if over else "")

        heard = topics.spoken(asked, asked.units[-1])[entry.topic]

        assert [word for word in heard if word.text == written and word.where == where]


@pytest.mark.parametrize(("language", "entry"), VALUED, ids=called)
def test_every_cue_of_a_value_suggests_it(language: str, entry: variables.Entry) -> None:
    """A clause of nothing but one way of writing the cue has words for the value, or for one that includes it."""
    ladder = variables.cumulative(language).get(entry.variable, ())
    allowed = ladder[ladder.index(entry.value) :] if entry.value in ladder else (entry.value,)
    for written in sentences_of(entry.cue.written):
        found = {each.variable: each for each in variables.suggest(text_of(language, written))}

        assert {value.value for value in found[entry.variable].values} & set(allowed)


@pytest.mark.parametrize("language", topics.LANGUAGES)
def test_the_lists_name_topics_variables_and_values_of_the_codebook(language: str) -> None:
    """Every topic and every variable has words, and no list knows what the codebook does not."""
    values = {variable.id: {value.id for value in variable.values} for variable in BOOK.variables}

    assert {entry.topic for entry in topics.entries(language)} == {topic.id for topic in BOOK.topics}
    assert {entry.strength for entry in topics.entries(language)} == set(topics.STRENGTHS)
    assert not [e for e in variables.entries(language) if e.value not in values[e.variable]]
    assert not [name for name, ladder in variables.cumulative(language).items() if not set(ladder) <= values[name]]
    assert {entry.variable for entry in variables.entries(language)} == set(values)


@pytest.mark.parametrize("language", topics.LANGUAGES)
def test_values_that_mean_an_absence_are_never_suggested(language: str) -> None:
    """No word proves that a text says nothing: only two of the values `none` are listed, which texts say in words."""
    in_words = {("imm.execution", "none"), ("imm.entity", "none")}
    listed = {(entry.variable, entry.value) for entry in variables.entries(language) if entry.value in ABSENT}

    assert listed <= in_words


@pytest.mark.parametrize("language", topics.LANGUAGES)
def test_no_cue_stands_twice_in_one_list(language: str) -> None:
    """The same words under one topic would count double."""
    own = [
        (e.topic, e.cue.written, e.strength == "heading")
        for e in topics.entries(language)
        if e.strength != topics.CODEBOOK
    ]
    valued = [(e.variable, e.value, e.cue.written) for e in variables.entries(language)]

    assert len(own) == len(set(own))
    assert len(valued) == len(set(valued))


# -- cues --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("tax*", "No TAXATION here", "TAXATION"),
        ("etat d accueil", "l’État d’accueil décide", "État d’accueil"),
        ("members … pay", "Members shall not, (a) ever, pay", "Members shall not, (a) ever, pay"),
        ("members … pay", "Members sing. They pay", None),
        ("members … pay", "Members one two three four five six seven eight nine pay", None),
        ("tax", "taxation", None),
        ("duty|tax free", "It is tax-free.", "tax-free"),
    ],
)
def test_a_cue_is_words_in_a_row(cue: str, text: str, found: str | None) -> None:
    """Endings, alternatives and gaps are found as written down; a gap ends with its sentence and after eight words."""
    hit = Prose(text).find(Cue(cue))

    assert (hit and text[hit.start : hit.end]) == found


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200), st.sampled_from(["tax*", "members … pay", "l|d etat", "a … b"]))
def test_what_is_found_stands_in_the_text(text: str, cue: str) -> None:
    """Whatever the text, a hit lies inside it, and its words match the cue by themselves."""
    hit = Prose(text).find(Cue(cue))

    if hit is not None:
        assert 0 <= hit.start < hit.end <= len(text)
        assert Prose(text[hit.start : hit.end]).find(Cue(cue)) is not None


def test_the_quick_look_never_misses_what_stands_there() -> None:
    """Wherever a cue is found, the test that comes before the search lets it through."""
    for language, entry in LISTED:
        for written in sentences_of(entry.cue.written):
            assert Compiled(entry.cue.written).may_stand_in(Prose(written).joined), (language, written)


# -- what is suggested -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "heading", "text", "topic"), EXAMPLES["topics"])
def test_a_plain_clause_is_told_by_its_words(language: str, heading: str, text: str, topic: str) -> None:
    """The topic comes first, with words of the clause or its heading as the reason."""
    (found,) = topics.suggest(text_of(language, text, heading=heading), None)

    assert found.topics[0].topic == topic
    assert all((word.text in text) or (word.text in heading) for word in found.topics[0].words)


@pytest.mark.parametrize("language", topics.LANGUAGES)
def test_words_that_say_nothing_suggest_nothing(language: str) -> None:
    """Where no listed words stand nothing is said: neither a topic nor a value."""
    asked = text_of(language, PLAIN[language])

    assert topics.suggest(asked, None)[0].topics == ()
    assert variables.suggest(asked) == ()


@pytest.mark.parametrize(("language", "text", "variable", "value"), EXAMPLES["values"])
def test_a_value_is_suggested_with_its_words(language: str, text: str, variable: str, value: str) -> None:
    """The value comes with the exact words, at their place in the clause."""
    found = {each.variable: each for each in variables.suggest(text_of(language, text))}[variable]

    assert found.value == value
    assert all(text[word.start : word.end] == word.text for word in found.values[0].words)


def test_words_of_two_values_suggest_neither() -> None:
    """Where a text has words for two values both are shown, and none is suggested."""
    asked = text_of(
        "eng",
        "The rights to exercise jurisdiction are concurrent.",
        "Soldiers are subject to the exclusive jurisdiction of their sending State.",
    )
    found = {each.variable: each for each in variables.suggest(asked)}["imm.criminal.uniformed"]

    assert found.value is None
    assert {value.value for value in found.values} == {"concurrent", "sending-exclusive"}


def test_of_values_that_include_each_other_the_highest_is_suggested() -> None:
    """Archives with correspondence include archives alone."""
    asked = text_of("eng", "The archives are inviolable.", "Archives and official correspondence are inviolable.")
    found = {each.variable: each for each in variables.suggest(asked)}["imm.archives"]

    assert found.value == "archives-comms"


def test_a_coded_clause_with_the_same_words_speaks_for_its_topics() -> None:
    """Without any listed word a clause takes the topic of a coded clause that says the same, which is named."""
    same = "Grey geese fly over blue mills while sailors sing near bright harbour lamps."
    known = Plain([agreement("known", [unit("para_1", same, topics=("sta.flag",)), *_filler()])])
    (found,) = topics.suggest(text_of("eng", same), known)

    assert [topic.topic for topic in found.topics] == ["sta.flag"]
    assert [(each.clause.entry.slug, each.clause.unit.id) for each in found.topics[0].alike] == [("known", "para_1")]


def test_neither_the_text_itself_nor_a_clause_inferred_from_one_template_speaks() -> None:
    """A record is no witness for itself, nor is a clause that was taken from the same template clause."""
    same = "Grey geese fly over blue mills while sailors sing near bright harbour lamps."
    own = agreement("asked", [unit("para_1", same, topics=("sta.flag",)), *_filler()])
    kin = agreement("kin", [unit("para_1", same, topics=("sta.flag",), assumed_from="model#model-c001"), *_filler()])
    asked = agreement("asked", [unit("para_1", same, assumed_from="model#model-c001")])

    assert topics.suggest(asked, Plain([own]))[0].topics == ()
    assert topics.suggest(asked, Plain([kin]))[0].topics == ()


def test_a_text_in_a_language_without_a_list_gets_no_suggestion() -> None:
    """Dutch words are not looked up in the English list, and the report says that there is no list."""
    found = suggest(text_of("nld", "De radio frequency en de visa."))

    assert found.clauses[0].topics == ()
    assert found.variables == ()
    assert "nld" in render.FORMATS["markdown"].render(suggestions.report(found))


def test_a_clause_that_is_no_clause_is_not_read() -> None:
    """A text that was never cut up gets no suggestion, and costs no time."""
    asked = text_of("eng", "radio " * 10_000)

    assert topics.suggest(asked, None)[0].topics == ()
    assert variables.suggest(asked) == ()


def _filler() -> list[object]:
    """Other clauses, so that no word stands in every clause."""
    return [unit(f"para_{n}", f"Another rule number {n} about something else entirely.") for n in range(2, 8)]


# -- nothing suggested is counted --------------------------------------------------------------------------------


def finding(status: Status, coder: str = "coder-a") -> Finding:
    """A coding of criminal jurisdiction with that status."""
    return Finding(
        f"f-{status}", "imm.criminal.uniformed", "contingent", "concurrent", Basis.INLINE, Support.VERIFIED, status,
        coder, "machine", "0.1.0", (), (), (), (), "because", None, 1,
    )  # fmt: skip


def test_a_suggested_coding_answers_no_question() -> None:
    """Alone it is as if nobody had coded; beside a coding it neither agrees nor disagrees."""
    mine = finding(Status.CODED)

    assert decided([finding(Status.MACHINE_SUGGESTED)]) == ()
    assert decided([mine, replace(finding(Status.MACHINE_SUGGESTED, "coder-b"), value="absolute")]) == (mine,)
    assert decided([mine, finding(Status.MACHINE_SUGGESTED, "coder-b")])[0].status is Status.CODED


def marked(data: bytes) -> bytes:
    """A record in which every clause without topics carries suggestions."""
    bare = re.sub(rb' refersTo="#[^"]*"(?=[^>]*sd:support)', b"", data)
    eids = {u.eid: ("jur.criminal", "lia.third-party") for u in akn.read(bare, "x.xml").units}
    return akn.with_suggestions(bare, "x.xml", eids)


def test_suggested_topics_stand_in_a_record_and_are_no_topics() -> None:
    """They are read as suggestions; a clause with topics of its own takes none."""
    data = Path(corpus.path_of("nl-qatar-2014")).read_bytes()
    without = re.sub(rb' refersTo="#[^"]*"(?=[^>]*sd:support)', b"", data)
    read = akn.read(marked(data), "x.xml")

    assert {u.suggested for u in read.units if u.part is UnitPart.CONTENT} == {("jur.criminal", "lia.third-party")}
    assert [u.topics for u in read.units] == [u.topics for u in akn.read(without, "x.xml").units]
    again = akn.with_suggestions(data, "x.xml", {unit.eid: ("gen.scope",) for unit in read.units})
    assert not [unit for unit in akn.read(again, "x.xml").units if unit.suggested and unit.element == "paragraph"]


def test_no_statistic_report_or_comparison_changes_by_a_suggestion() -> None:
    """Figures and comparisons of a record with suggestions are those of the same record without, to the byte."""
    data = Path(corpus.path_of("nl-qatar-2014")).read_bytes()
    bare = re.sub(rb' refersTo="#[^"]*"(?=[^>]*sd:support)', b"", data)
    other = corpus.read("nl-kuwait-2003")
    plain, noted = (replace(akn.read(d, None, "nl-qatar-2014"), sha256="0" * 64) for d in (bare, marked(data)))
    assert noted != plain

    for text in render.FORMATS.values():
        assert text.render(stats.report([noted, other])) == text.render(stats.report([plain, other]))
    assert _links(noted, other) == _links(plain, other)
    assert _links(other, noted) == _links(other, plain)


def _links(base: Agreement, other: Agreement) -> list[object]:
    return [(link.kind, link.verdict, link.score, link.edits, link.rule) for link in compare(base, other).links]


# -- the command -------------------------------------------------------------------------------------------------

TEXT = """# Agreement on a visit

## Article 1

1. Soldiers need no visas and no passports.

2. They are subject to the exclusive jurisdiction of their sending State.

3. Grey geese fly over blue mills.
"""


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a short agreement of our own making."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "visit.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("written")
def test_a_file_a_draft_and_a_record_get_suggestions() -> None:
    """What `import` reads, what it wrote, and a record that ships: all are named the same way."""
    assert sofadiff_("import", "visit.md").exit_code == 0
    for name in ("visit.md", "visit.xml", "nl-qatar-2014"):
        result = sofadiff_("suggest", name, "--format", "json")
        assert result.exit_code == 0
        found = json.loads(result.stdout)
        jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
        assert found["status"] == "machine-suggested"
    assert sofadiff_("suggest", "visit.md", "--format", "json").stdout.count('"ent.entry-exit"') == 1


def test_the_draft_carries_what_is_suggested_and_no_topic(written: Path) -> None:
    """`import` marks topics as machine-suggested, says how many, and codes nothing; --no-suggest leaves them out."""
    result = sofadiff_("import", "visit.md")
    draft = akn.read((written / "visit.xml").read_bytes(), "visit.xml")

    assert "for 2 of 3 clauses" in result.stderr
    first = [unit.suggested[:1] for unit in draft.units if unit.part is UnitPart.CONTENT]
    assert first == [("ent.entry-exit",), ("jur.criminal",), ()]
    assert not [unit for unit in draft.units if unit.topics]
    assert sofadiff_("import", "visit.md", "--force", "--no-suggest").exit_code == 0
    assert b"machine-suggested" not in (written / "visit.xml").read_bytes()


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("format_", ["terminal", "html", "markdown", "csv", "json"])
def test_every_format_names_topic_value_and_words(format_: str, lang: str) -> None:
    """Each format says what is suggested, by which words, and the same run gives the same bytes."""
    first, again = (sofadiff_("suggest", "visit.md", "--format", format_, "--lang", lang).stdout for _ in range(2))

    assert first == again
    for expected in ("ent.entry-exit", "visas", "sending-exclusive", "machine-suggested"):
        assert expected in re.sub(r"\s+", " ", first)


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    """A missing name and a file of another kind end in one clear line, with the exit status of wrong input."""
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    for name in ("no-such-agreement", str(tmp_path / "empty.md"), str(tmp_path)):
        with pytest.raises(sofadiff.errors.SofadiffError):
            group.main(["suggest", name], standalone_mode=False)


def test_a_preamble_is_told_by_its_place_and_only_where_clauses_follow() -> None:
    """What stands before the first clause is the preamble; a text of nothing else was not cut up, and is none."""
    before = unit("preamble__p_1", "Grey geese.", part=UnitPart.PREAMBLE)
    whole, alone = (topics.suggest(agreement("asked", units), None) for units in ([before, "A rule."], [before]))

    assert [topic.topic for topic in whole[0].topics] == ["gen.preamble"]
    assert alone[0].topics == ()


def test_a_long_text_is_read_by_the_lists_alone_and_says_so() -> None:
    """Beyond the limit no like clauses are looked for, and the page says it."""
    found = suggest(text_of("eng", *[f"Visas are not needed in place {n}." for n in range(MOST_CLAUSES + 1)]))

    assert (found.too_long, found.searched) == (True, ())
    assert f"more than {MOST_CLAUSES} clauses" in render.FORMATS["markdown"].render(suggestions.report(found))
