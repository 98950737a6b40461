"""The codebook is complete, consistent, bilingual, and the same in every form it takes."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from referencing import Registry, Resource

from sofadiff import codebook as package
from sofadiff.cli.codebook import command
from sofadiff.codebook import DATA, Codebook, Topic, Value, Variable, from_json, load, load_from
from sofadiff.codebook.dependencies import applies
from sofadiff.codebook.describe import describe, overview
from sofadiff.codebook.export import COLUMNS, to_csv, to_json, to_markdown, to_parts, to_skos_turtle
from sofadiff.codebook.reading import PARTS
from sofadiff.errors import SofadiffError
from sofadiff.model import RESERVED_VALUES

ROOT = Path(__file__).parents[1]
SCHEMAS = Path(package.__file__).parents[1] / "schemas"
BOOK = load()

HIGH = {"AC-01", "AC-07", "AC-10", "AC-11", "AC-15", "AC-16", "IM-01", "IM-02", "IM-05"}
MEDIUM = {f"AC-{n:02}" for n in (2, 3, 4, 5, 6, 13, 14, 17, 18, 19, 20, 22)} | {f"IM-{n:02}" for n in (3, 4, 7, 9, 10)}


def codes(variable: Variable) -> str:
    """Name a parametrised case by its code."""
    return variable.code


def topic_id(topic: Topic) -> str:
    """Name a parametrised case by its topic."""
    return topic.id


each_variable = pytest.mark.parametrize("variable", BOOK.variables, ids=codes)
each_topic = pytest.mark.parametrize("topic", BOOK.topics, ids=topic_id)


def test_the_codebook_has_its_numbers() -> None:
    """60 topics in 12 groups, 20 immunity and 25 accountability variables, 13 categories of person."""
    assert (len(BOOK.topics), len(BOOK.groups), len(BOOK.variables)) == (60, 12, 45)
    assert [v.code for v in BOOK.variables_of("immunity")] == [f"IM-{n:02}" for n in range(1, 21)]
    assert [v.code for v in BOOK.variables_of("accountability")] == [f"AC-{n:02}" for n in range(1, 26)]
    assert (len(BOOK.persons), len(BOOK.gap_flags), len(BOOK.directions), len(BOOK.traps)) == (13, 8, 13, 19)


def test_the_codebook_has_the_values_of_its_definition() -> None:
    """The length of each closed list is that of the printed codebook."""
    counts = [len(variable.values) for variable in BOOK.variables]
    assert counts[:20] == [5, 6, 4, 5, 4, 4, 5, 5, 4, 4, 4, 4, 4, 6, 4, 4, 4, 4, 5, 4]
    assert counts[20:] == [6, 5, 4, 5, 4, 4, 5, 5, 5, 4, 4, 4, 5, 5, 4, 5, 5, 5, 5, 5, 4, 5, 5, 5, 5]


def test_ids_are_unique() -> None:
    """No id, code, label key or source key is given twice, so that every name means one thing."""
    names = [topic.id for topic in BOOK.topics]
    names += [name for variable in BOOK.variables for name in (variable.id, variable.code)]
    names += [person.id for person in BOOK.persons] + [reserved.id for reserved in BOOK.reserved]
    names += [group.id for group in BOOK.groups] + [direction.id for direction in BOOK.directions]
    names += [flag.id for flag in BOOK.gap_flags] + [severity.id for severity in BOOK.severities]
    assert sorted(set(names)) == sorted(names)
    keys = [source.key for source in BOOK.sources]
    assert sorted(set(keys)) == sorted(keys)


@each_topic
def test_every_topic_has_a_group_that_its_id_begins_with(topic: Topic) -> None:
    """The group of a topic exists and is the first part of its id."""
    assert topic.group in {group.id for group in BOOK.groups}
    assert topic.id.split(".")[0] == topic.group


@each_topic
def test_every_topic_speaks_both_languages(topic: Topic) -> None:
    """Label, definition, include, exclude and Model paragraph exist in English and French."""
    for text in (topic.label, topic.definition, topic.include, topic.exclude, topic.model_paragraph):
        assert text["en"].strip()
        assert text["fr"].strip()
    assert topic.definition["en"] != topic.definition["fr"]


@each_topic
def test_a_topic_gets_its_cues_from_the_variables_that_look_in_it(topic: Topic) -> None:
    """A topic's cues are those of the variables that name it, each once, and nothing else."""
    for lang in ("en", "fr"):
        expected = {cue for v in BOOK.variables if topic.id in v.look_in for cue in v.cues[lang]}
        assert set(topic.cues[lang]) == expected
        assert len(topic.cues[lang]) == len(expected)


@each_topic
def test_a_topic_sends_its_exclusions_to_topics_that_exist(topic: Topic) -> None:
    """Each id named in an exclude rule is a topic or a whole group, and the same in both languages."""
    named = {lang: re.findall(r"\b([a-z]{3}\.(?:\*|[a-z-]+))", topic.exclude[lang]) for lang in ("en", "fr")}
    assert named["en"] == named["fr"]
    groups = {f"{group.id}.*" for group in BOOK.groups}
    assert set(named["en"]) <= groups | {other.id for other in BOOK.topics}


@each_variable
def test_ranks_rise_from_zero(variable: Variable) -> None:
    """An ordinal variable's values rank 0, 1, 2, ...; a nominal one's have no rank."""
    ranks = [value.rank for value in variable.values]
    expected = list(range(len(ranks))) if variable.scale == "ordinal" else [None] * len(ranks)
    assert ranks == expected
    assert variable.highest == (len(ranks) - 1 if variable.scale == "ordinal" else None)


@each_variable
def test_every_value_speaks_both_languages(variable: Variable) -> None:
    """Each value has a label and a meaning in English and in French, and labels tell the values apart."""
    for lang in ("en", "fr"):
        assert all(value.label[lang].strip() and value.meaning[lang].strip() for value in variable.values)
        assert len({value.label[lang] for value in variable.values}) == len(variable.values)


@each_variable
def test_every_variable_speaks_both_languages(variable: Variable) -> None:
    """Label, short label and question exist in both languages; a question ends in a question mark."""
    for lang in ("en", "fr"):
        assert variable.label[lang].strip()
        assert variable.short[lang].strip()
        assert variable.question[lang].endswith("?")
    assert variable.question["en"] != variable.question["fr"]


@each_variable
def test_no_value_has_the_name_of_a_reserved_one(variable: Variable) -> None:
    """A variable's own values are distinct and none could be mistaken for a reserved value."""
    own = [value.id for value in variable.values]
    assert len(set(own)) == len(own)
    assert not set(own) & set(RESERVED_VALUES)


@each_variable
def test_a_variable_looks_in_topics_that_exist_and_has_cues(variable: Variable) -> None:
    """Every topic to read exists, and each language has cues, none twice."""
    assert variable.look_in
    assert set(variable.look_in) <= {topic.id for topic in BOOK.topics}
    for lang in ("en", "fr"):
        assert variable.cues[lang]
        assert len(set(variable.cues[lang])) == len(variable.cues[lang])
        assert all(cue == cue.strip() and ";" not in cue for cue in variable.cues[lang])


@each_variable
def test_authorities_stand_in_the_source_register(variable: Variable) -> None:
    """Each source key that a variable cites is in the register, and each variable cites at least one."""
    keys = re.findall(r"\[([A-Z0-9][A-Z0-9-]*)\]", f"{variable.authority} {variable.decide}")
    assert keys
    assert all(BOOK.source(key) for key in keys)


@each_variable
def test_the_number_of_a_variable_is_one_of_its_attributes(variable: Variable) -> None:
    """Where a number is recorded beside the rank, an attribute of that name and kind exists."""
    numbers = {attribute.name for attribute in variable.attributes if attribute.kind == "number"}
    assert variable.number is None or variable.number in numbers


@each_variable
def test_immunity_is_coded_by_person_and_accountability_by_agreement(variable: Variable) -> None:
    """Immunity variables name categories of person; accountability variables have the agreement as unit."""
    assert bool(variable.persons) == (variable.dimension == "immunity")
    assert (variable.people_rule == "agreement") == (variable.dimension == "accountability")


@each_variable
def test_severity_follows_the_published_lists(variable: Variable) -> None:
    """Severity is high or medium by list and low otherwise, and its rule names the variable it was listed for."""
    expected = "high" if variable.code in HIGH else "medium" if variable.code in MEDIUM else "low"
    assert variable.severity == expected
    rule = BOOK.severity(variable).rule["en"]
    assert (variable.code in rule) == (expected != "low")


def test_one_variable_is_nominal() -> None:
    """Who may lift immunity is a choice without an order, and so is its silence."""
    (nominal,) = [variable for variable in BOOK.variables if variable.scale == "nominal"]
    assert (nominal.code, nominal.silent_rank) == ("IM-14", None)
    assert BOOK.value_rank("IM-14", "sending-state") is None


def test_silence_ranks_as_the_codebook_says() -> None:
    """Silence ranks 0 except where it favours the claimant, says nothing of secrecy, or leaves the point open."""
    unusual = {v.code: v.silent_rank for v in BOOK.variables if v.silent_rank != 0}
    assert unusual == {
        "IM-04": None,
        "IM-05": None,
        "IM-13": None,
        "IM-14": None,
        "AC-05": 3,
        "AC-06": 3,
        "AC-07": 4,
        "AC-23": 1,
    }


@pytest.mark.parametrize(
    ("variable", "value", "rank"),
    [
        ("IM-01", "sending-exclusive", 3),
        ("imm.criminal.uniformed", "silent", 0),
        ("IM-05", "silent", None),
        ("AC-07", "silent", 4),
        ("AC-07", "3-months", 0),
        ("AC-01", "external", None),
        ("AC-01", "na", None),
        ("AC-01", "not-known", None),
        ("AC-01", "not-coded", None),
        ("AC-01", "unclear", None),
    ],
)
def test_value_rank_honours_silence(variable: str, value: str, rank: int | None) -> None:
    """A value has its own rank, silence the variable's, and no other reserved value has any."""
    assert BOOK.value_rank(variable, value) == rank


def test_a_value_that_a_variable_lacks_is_refused() -> None:
    """Asking for the rank of a value that does not exist names the nearest one."""
    with pytest.raises(
        SofadiffError, match=r"has no value of imm\.criminal\.uniformed 'host-ful'\. Did you mean host-full\?"
    ):
        BOOK.value_rank("IM-01", "host-ful")
    assert BOOK.allows("IM-01", "host-full")
    assert BOOK.allows("IM-01", "unclear")
    assert not BOOK.allows("IM-01", "host-court")


def test_reserved_values_are_those_of_the_model() -> None:
    """The six reserved values are those of the domain model, in its order, and four of them never make a gap."""
    assert tuple(reserved.id for reserved in BOOK.reserved) == RESERVED_VALUES
    assert [r.id for r in BOOK.reserved if r.gap == "never"] == ["unclear", "na", "not-known", "not-coded"]


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("IM-1", "IM-01"),
        ("jur.crimnal", "jur.criminal"),
        ("imm.criminal.uniform", "imm.criminal.uniformed"),
        ("zzz", None),
    ],
)
def test_a_misspelt_name_gets_the_nearest(wanted: str, near: str | None) -> None:
    """Names of topics and variables that do not exist lead to the nearest one, or to none if nothing is near."""
    assert BOOK.nearest(wanted) == near


def test_variables_answer_to_id_and_code() -> None:
    """A variable is found by its id and by its code, in either case of letters; an unknown one is refused."""
    assert BOOK.variable("IM-01") is BOOK.variable("im-01") is BOOK.variable("imm.criminal.uniformed")
    with pytest.raises(
        SofadiffError, match=r"codebook 0\.1\.0 has no variable 'imm\.arest'\. Did you mean imm\.arrest\?"
    ):
        BOOK.variable("imm.arest")
    with pytest.raises(SofadiffError, match="`sofadiff codebook` lists the topics and variables"):
        BOOK.topic("zzz")


def test_labels_come_by_name_and_language() -> None:
    """One question gives the label of anything in the codebook, in the language asked for."""
    assert BOOK.label("jur.criminal", "fr") == "Juridiction pénale"
    assert BOOK.label("AC-24", "en") == "Disputes between the parties"
    assert BOOK.label("not-known", "fr") == "non connu (texte non disponible)"
    assert BOOK.value_label("AC-01", "bipartite", "fr") == "commission bipartite"
    assert BOOK.value_label("AC-01", "silent", "fr") == "silence du texte (vérifié)"


def test_directions_for_nominal_variables_have_no_rank_words() -> None:
    """A nominal variable may only be identical, changed, added, dropped, contested or not compared."""
    nominal = {direction.id for direction in BOOK.directions if "nominal" in direction.scales}
    assert nominal == {"identical", "changed", "added", "dropped", "contested", "not-comparable", "not-assessed"}
    assert [d.id for d in BOOK.directions if "ordinal" not in d.scales] == ["changed"]


def test_no_french_text_claims_to_have_been_reviewed() -> None:
    """Until a French-speaking lawyer has read it, every French text is marked as not reviewed."""
    marks = re.findall(r'"fr_reviewed": (\w+)', to_json(BOOK))
    assert len(marks) > len(BOOK.topics) + len(BOOK.variables)
    assert set(marks) == {"false"}


# Dependencies


def rule(name: str) -> Any:
    """The dependency of that name."""
    return next(dependency for dependency in BOOK.dependencies if dependency.id == name)


@pytest.mark.parametrize(
    ("name", "coded", "person", "expected"),
    [
        ("no-forum", {"ac.claims.forum": {None: "none"}}, None, True),
        ("no-forum", {"ac.claims.forum": {None: "silent"}}, None, True),
        ("no-forum", {"ac.claims.forum": {None: "not-coded"}}, None, False),
        ("no-forum", {}, None, False),
        ("other-forum", {"ac.claims.forum": {None: "internal"}}, None, True),
        ("other-forum", {"ac.claims.forum": {None: "bipartite"}}, None, False),
        ("other-forum", {"ac.claims.forum": {None: "unclear"}}, None, False),
        ("host-forum", {"imm.criminal.uniformed": {"fpu": "host-full"}}, None, False),
        (
            "host-forum",
            {"imm.criminal.uniformed": {"fpu": "host-full"}, "imm.criminal.civilian": {"head": "host-full"}},
            None,
            True,
        ),
        (
            "host-forum",
            {
                "imm.criminal.uniformed": {"fpu": "host-full", "contingent": "absolute"},
                "imm.criminal.civilian": {"head": "host-full"},
            },
            None,
            False,
        ),
        ("status-wide-decider", {"imm.official.scope": {"fpu": "status-wide", "local": "defined"}}, "fpu", True),
        ("status-wide-decider", {"imm.official.scope": {"fpu": "status-wide", "local": "defined"}}, "local", False),
        ("status-wide-decider", {"imm.official.scope": {"fpu": "status-wide"}}, "head", False),
        ("no-detention-power", {"ac.detention": {None: "power-only"}}, None, False),
    ],
)
def test_a_dependency_applies_only_where_all_its_conditions_are_met(
    name: str, coded: dict[str, dict[str | None, str]], person: str | None, expected: bool
) -> None:
    """Conditions are met by coded values only; unclear or missing values, or a category that differs, meet none."""
    assert applies(BOOK, rule(name), coded, person) is expected


def test_no_immunity_needs_rank_zero_everywhere() -> None:
    """No immunity is granted only if every immunity asked for is coded at rank 0 or cannot arise."""
    tests = rule("no-immunity").conditions
    coded: dict[str, dict[str | None, str]] = {test.variable: {"head": "silent"} for test in tests}
    coded["imm.contractor"] = {"contractor-int": "na"}
    assert applies(BOOK, rule("no-immunity"), coded)
    coded["imm.arrest"] = {"head": "silent", "fpu": "flagrante"}
    assert not applies(BOOK, rule("no-immunity"), coded)


@pytest.mark.parametrize("dependency", BOOK.dependencies, ids=lambda d: str(d.id))
def test_dependencies_name_values_and_attributes_that_exist(dependency: Any) -> None:
    """Every value in a condition or consequence is allowed, every attribute is defined, and each `na` has a reason."""
    for condition in dependency.conditions:
        assert all(BOOK.allows(condition.variable, value) for value in condition.values)
        assert bool(condition.values) != (condition.rank_at_most is not None)
    then = dependency.then
    for variable in map(BOOK.variable, then.variables):
        assert then.value is None or BOOK.allows(variable, then.value)
        assert then.attribute is None or then.attribute in {attribute.name for attribute in variable.attributes}
    assert (then.value == "na") == (then.na_reason is not None)


# Files and forms


def schema_registry() -> Registry[Any]:
    """All codebook schemas, by their identifiers."""
    paths = sorted(SCHEMAS.glob("codebook*.schema.json"))
    return Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in (json.loads(p.read_text("utf-8")) for p in paths)
    )


def validator(name: str) -> Draft202012Validator:
    """The validator for one schema file, itself checked against the meta-schema."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=schema_registry())


@pytest.mark.parametrize("name", PARTS)
def test_each_data_file_is_valid(name: str) -> None:
    """Every data file meets its schema, and a file with a member too many does not."""
    document = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    check = validator(f"codebook-{name}")
    assert [error.message for error in check.iter_errors(document)] == []
    assert not check.is_valid(document | {"surplus": 1})


def test_the_schema_refuses_a_ranked_value_on_a_nominal_variable() -> None:
    """Ranks belong to ordinal variables only, and the schema holds both directions of that rule."""
    check = validator("codebook-variables")
    document = json.loads((DATA / "variables.json").read_text("utf-8"))
    by_code = {variable["code"]: variable for variable in document["variables"]}
    by_code["IM-14"]["values"][0]["rank"] = 0
    assert not check.is_valid(document)
    by_code["IM-14"]["values"][0]["rank"] = None
    by_code["IM-01"]["values"][0]["rank"] = None
    assert not check.is_valid(document)


def test_data_files_are_written_in_one_way() -> None:
    """Each data file is indented UTF-8 JSON with a final line feed, so that a change shows as the lines it changes."""
    assert sorted(path.stem for path in DATA.glob("*")) == sorted(PARTS)
    for path in DATA.glob("*.json"):
        text = path.read_text("utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_json_export_reads_back_as_the_same_codebook() -> None:
    """Nothing is lost from codebook to JSON and back, and the export meets its schema."""
    text = to_json(BOOK)
    assert from_json(text) == BOOK
    assert [error.message for error in validator("codebook").iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("name", PARTS)
def test_export_rebuilds_each_data_file(name: str) -> None:
    """The export of each part is the content of its data file, to the letter."""
    assert to_parts(BOOK)[name] == json.loads((DATA / f"{name}.json").read_text("utf-8"))


def test_csv_has_one_row_per_topic_value_and_reserved_value() -> None:
    """The table is rectangular and tidy: one row for each topic, each value of each variable, each reserved value."""
    rows = list(csv.DictReader(io.StringIO(to_csv(BOOK))))
    assert list(rows[0]) == list(COLUMNS)
    kinds = [row["kind"] for row in rows]
    values = sum(len(variable.values) for variable in BOOK.variables)
    assert (kinds.count("topic"), kinds.count("value"), kinds.count("reserved")) == (60, values, 6)
    assert len({(row["id"], row["value"]) for row in rows}) == len(rows)
    (row,) = [row for row in rows if row["code"] == "AC-07" and row["value"] == "none"]
    assert (row["rank"], row["silent_rank"], row["severity"]) == ("4", "4", "high")


SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
CLASS = rdflib.Namespace("urn:sofadiff:codebook:class:")


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    """The SKOS export, parsed by a library that is not ours."""
    return rdflib.Graph().parse(data=to_skos_turtle(BOOK), format="turtle")


def test_skos_holds_every_topic_and_variable(graph: rdflib.Graph) -> None:
    """The scheme has 60 topics, 45 variables and every value, each with one label in each language."""
    values = sum(len(variable.values) for variable in BOOK.variables)
    kinds = {CLASS.Topic: 60, CLASS.Variable: 45, CLASS.Value: values}
    for kind, number in kinds.items():
        concepts = list(graph.subjects(rdflib.RDF.type, kind))
        assert len(concepts) == number
        for concept in concepts:
            labels = [label.language for label in graph.objects(concept, SKOS.prefLabel)]  # type: ignore[attr-defined]
            assert sorted(labels) == ["en", "fr"]
            assert len(list(graph.objects(concept, SKOS.notation))) == 1


def test_skos_hierarchy_goes_both_ways(graph: rdflib.Graph) -> None:
    """Whatever has a broader concept is listed there as narrower, and every top concept is a group or dimension."""
    broader = set(graph.subject_objects(SKOS.broader))
    narrower = {(child, parent) for parent, child in graph.subject_objects(SKOS.narrower)}
    assert broader == narrower
    assert len(set(graph.subjects(SKOS.topConceptOf))) == 12 + 2


def test_skos_keeps_the_order_of_values(graph: rdflib.Graph) -> None:
    """The ordered collection of a ranked variable lists its values from the lowest rank up."""
    collection = rdflib.URIRef("urn:sofadiff:codebook:values:ac.claims.timebar")
    head = graph.value(collection, SKOS.memberList)
    assert head is not None
    members = rdflib.collection.Collection(graph, head)
    assert [str(member).rsplit(":", 1)[1] for member in members] == [
        "3-months",
        "6-months",
        "12-months",
        "longer",
        "none",
    ]
    assert len(list(graph.subjects(rdflib.RDF.type, SKOS.OrderedCollection))) == 44


def with_label(text: str) -> Codebook:
    """The codebook with one hostile English text in a topic, a variable and a value."""
    hostile = package.Bilingual(text, "x")
    topic, variable = BOOK.topics[0], BOOK.variables[0]
    value = Value(variable.values[0].id, 0, hostile, hostile)
    variable = replace(variable, label=hostile, decide=text, values=(value, *variable.values[1:]))
    topics = (replace(topic, label=hostile, definition=hostile), *BOOK.topics[1:])
    return dataclasses.replace(BOOK, topics=topics, variables=(variable, *BOOK.variables[1:]))


HOSTILE = 'a "quoted" | piped \\ back\tslashed *starred*\nline <b>'


def test_exports_survive_hostile_text() -> None:
    """Quotes, bars, backslashes and line feeds in a label come out of SKOS, CSV and JSON as they went in."""
    book = with_label(HOSTILE)
    graph = rdflib.Graph().parse(data=to_skos_turtle(book), format="turtle")
    topic = rdflib.URIRef(f"urn:sofadiff:codebook:topic:{book.topics[0].id}")
    assert rdflib.Literal(HOSTILE, lang="en") in set(graph.objects(topic, SKOS.prefLabel))
    assert next(csv.DictReader(io.StringIO(to_csv(book))))["label_en"] == HOSTILE
    assert from_json(to_json(book)) == book


def test_markdown_tables_survive_hostile_text() -> None:
    """A bar, an asterisk, a tag or a line feed in a text neither breaks its table nor marks up the page."""
    page = to_markdown(with_label(HOSTILE))
    (line,) = [line for line in page.splitlines() if line.startswith("| `gen.preamble`")]
    assert len(re.findall(r"(?<!\\)\|", line)) == 7
    assert "\\*starred\\*" in line
    assert "<b>" not in line


def test_the_committed_page_is_the_generated_one() -> None:
    """`docs/codebook.md` is what `sofadiff codebook export --format markdown` writes today."""
    assert (ROOT / "docs" / "codebook.md").read_text("utf-8") == to_markdown(BOOK)


# Damage


def test_a_damaged_data_file_is_named(tmp_path: Path) -> None:
    """A data file that cannot be parsed stops the program with the file's name and no traceback."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "persons.json").write_text("{", encoding="utf-8")
    with pytest.raises(SofadiffError, match=r"persons\.json: not a readable codebook file"):
        load_from(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("variables", '"jur.criminal"', '"jur.nowhere"', "unknown topic 'jur.nowhere'"),
        ("topics", '"group": "gen"', '"group": "new"', "unknown group 'new'"),
        ("persons", '"version": "0.1.0"', '"version": "0.2.0"', "parts of different versions: 0.1.0, 0.2.0"),
        ("gaps", "sofadiff.codebook.gaps/1", "sofadiff.codebook.gaps/2", "gaps: format is 'sofadiff.codebook.gaps/2'"),
        ("directions", '"scales"', '"scale"', "'scales' is missing"),
        ("reserved", '"en": "silent"', '"en": 3', "3 is not text"),
    ],
)
def test_a_codebook_that_does_not_hold_together_is_refused(
    tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    """References that lead nowhere, mixed versions and missing members are found when the codebook is loaded."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / f"{name}.json"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SofadiffError, match=re.escape(f"the codebook is damaged: {message}")):
        load_from(folder)


@pytest.mark.parametrize(("text", "message"), [("{", "not JSON"), ("{}", "not a codebook export")])
def test_what_is_no_export_is_refused(text: str, message: str) -> None:
    """Reading back anything but an export says so."""
    with pytest.raises(SofadiffError, match=message):
        from_json(text)


# Command line


def run(*arguments: str) -> str:
    """What `sofadiff codebook ARGUMENTS` prints."""
    result = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_list_names_everything(lang: str) -> None:
    """`sofadiff codebook` prints the id and label of each topic and variable."""
    text = run("--lang", lang)
    assert text == overview(BOOK, lang)
    names = [(topic.id, topic.label[lang]) for topic in BOOK.topics]
    names += [(variable.code, f"{variable.id:<24} {variable.label[lang]}") for variable in BOOK.variables]
    for name, label in names:
        assert name in text
        assert label in text


@pytest.mark.parametrize("lang", ["en", "fr"])
@each_variable
def test_show_explains_a_variable(variable: Variable, lang: str) -> None:
    """`show` gives the question, each value with its meaning, and says that no lawyer reviewed the French."""
    text = " ".join(describe(BOOK, variable.code, lang).split())
    assert " ".join(variable.question[lang].split()) in text
    for value in variable.values:
        assert " ".join(f"{value.id}: {value.label[lang]}. {value.meaning[lang]}".split()) in text
    assert ("n'a pas été relu par un juriste" in text) == (lang == "fr")


def test_show_takes_topics_ids_and_codes() -> None:
    """A topic shows the variables that look in it; a variable is found by id and by code alike."""
    assert "AC-13" in run("show", "evi.notification")
    assert run("show", "IM-01") == run("show", "imm.criminal.uniformed")
    with pytest.raises(SofadiffError, match=r"has no topic or variable 'jur\.crimnal'\. Did you mean jur\.criminal\?"):
        run("show", "jur.crimnal")


@pytest.mark.parametrize("format_", ["json", "csv", "skos", "markdown"])
def test_export_writes_to_a_file_what_it_prints(format_: str, tmp_path: Path) -> None:
    """`export -o FILE` writes the same bytes as `export` prints."""
    target = tmp_path / "codebook"
    run("export", "--format", format_, "-o", str(target))
    assert target.read_bytes().decode("utf-8") == run("export", "--format", format_)
