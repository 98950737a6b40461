"""Citations: the form of each style, what stands in the line with them, what is refused, and for which programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from factories import agreement, foreign, unit
from sofadiff import corpus
from sofadiff.citing import citations, machine
from sofadiff.citing.rules import rules
from sofadiff.citing.selecting import element, select
from sofadiff.citing.styles import STYLES
from sofadiff.cli import group
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Event, Fact, NumberStatus, Party, Source, Support, TextStatus, UnitPart

CASES = Path(__file__).parent / "citations"
DOCS = Path(__file__).parents[1] / "docs" / "citing.md"
CSL = json.loads((Path(__file__).parent / "fixtures" / "csl-fields.json").read_text(encoding="utf-8"))
HOSTILE = "Accord } \\input{/etc/passwd} % $x$ & #1 _a_ {b \x1b[31m \u202e “q”"


def cases(*, refused: bool) -> list[Any]:
    """The case files, read: those that are refused, or those that are not."""
    found = [json.loads(path.read_text(encoding="utf-8")) | {"id": path.stem} for path in sorted(CASES.glob("*.json"))]
    return [pytest.param(case, id=case["id"]) for case in found if ("refused" in case) is refused]


def run(*args: str) -> Result:
    """The command line, its errors raised."""
    return CliRunner().invoke(group, ["cite", *args], catch_exceptions=False)


def treaty(**kw: Any) -> Agreement:
    """A small treaty between two States, with one numbered and verified clause, signed in Kigali."""
    facts = (Fact("place", "Kigali", (), ("s1",), 0), *kw.pop("facts", ()))
    return replace(
        agreement("made-up-2001", [unit("art_3", "A rule.", element="article", num="3", path=(("article", "3"),))]),
        **{
            "title": "Agreement on visits",
            "parties": (
                Party("a", "Republic of Rwanda", "party", ("s1",)),
                Party("b", "Republic of Uganda", "party", ("s1",)),
            ),
            "facts": facts,
            "events": (Event("2001-03-01", "signature", ("s1",), 0),),
            "sources": (Source("s1", "A gazette", "official-document", None, None, None, None, 0),),
            **kw,
        },
    )


def line(text: Agreement, style: str, clause: str | None = "3", **kw: Any) -> str:
    """The line of a citation."""
    return citations.cite(text, select(text, clause) if clause else None, style, **kw).text


# Golden cases


@pytest.mark.parametrize("case", cases(refused=False))
def test_golden(case: dict[str, Any]) -> None:
    """A real instrument is cited in five styles as somebody read it, by rules whose place of reading the case names."""
    record = corpus.read(case["agreement"])
    target = select(record, case["clause"]) if case["clause"] else None
    found = {style: citations.cite(record, target, style) for style in case["styles"]}

    assert {style: one.text for style, one in found.items()} == {k: v["text"] for k, v in case["styles"].items()}
    for style, one in found.items():
        assert {name: read(name) for name in one.rules} == case["styles"][style]["rules"], style


@pytest.mark.parametrize("case", cases(refused=True))
def test_unconfirmed_numbers_are_refused(case: dict[str, Any]) -> None:
    """A clause whose number nobody confirmed gets no citation in any style, and the reason is given."""
    record = corpus.read(case["agreement"])
    for style in citations.ALL_STYLES:
        found = citations.cite(record, select(record, case["clause"]), style)
        assert (found.text, found.refused) == ("", case["refused"])


def test_at_least_twenty_five_instruments() -> None:
    """The cases cover the instruments of the collection, each in five styles."""
    found = [case.values[0] for case in cases(refused=False)]

    assert len({case["agreement"] for case in found}) >= 25
    assert {tuple(case["styles"]) for case in found} == {tuple(STYLES)}


def read(rule: str) -> Any:
    """Where a rule was read, in the words of the case files."""
    found = rules()[rule]
    return [place.url for place in found.read] or ("our own form" if found.ours else "general knowledge")


# Rules


def test_every_rule_is_in_the_docs_and_marked_if_it_could_not_be_read() -> None:
    """The page on citing lists each rule; one from general knowledge is marked so, one that was read names the page."""
    rows = {row.split("|")[1].strip(" `"): row for row in DOCS.read_text(encoding="utf-8").split("\n") if "| `" in row}

    assert set(rows) == set(rules())
    for name, rule in rules().items():
        assert ("**general knowledge**" in rows[name]) == rule.general_knowledge, name
        assert all(place.url in rows[name] for place in rule.read), name


def test_explain_prints_each_rule_and_what_could_not_be_read() -> None:
    """`--explain` names the rules, where each was read, and marks what is general knowledge."""
    said = run("un-model-1990", "51", "--style", "un", "--explain").output

    assert "Rule: un-document" in said
    assert "https://www.un.org/dgacm/en/content/editorial-manual/footnotes/chap-03" in said
    assert re.search(r"Rule: un-pin .*GENERAL KNOWLEDGE", said)


# What a citation may say


@pytest.mark.parametrize("style", STYLES)
def test_a_series_nobody_checked_is_never_printed_unasked(style: str) -> None:
    """A volume and a page from general knowledge are left out, named in a note, and in brackets when asked for."""
    series = Fact("series", "UNTS", (("volume", "414"), ("page", "229"), ("support", "unverified")), ("s1",), 0)
    text = treaty(facts=(series,))
    found = citations.cite(text, None, style)

    assert "414" not in found.text
    assert any("414" in note and "Left out" in note for note in found.notes)
    assert re.search(r"\[[^\]]*414[^\]]*229[^\]]*\]", line(text, style, None, unchecked=True))


@pytest.mark.parametrize("style", STYLES)
def test_a_date_from_general_knowledge_stands_in_brackets(style: str) -> None:
    """Where only general knowledge gives the date, square brackets say so, and so does a note."""
    source = Source("s1", "Memory", "general-knowledge", None, None, None, None, 0)
    found = citations.cite(treaty(sources=(source,)), None, style)

    assert re.search(r"\[[^\]]*2001\]", found.text)
    assert any("general knowledge" in note and "2001" in note for note in found.notes)
    assert "Kigali" not in found.text


@pytest.mark.parametrize(
    ("status", "english", "french"),
    [
        (TextStatus.PRESS_ONLY, "[text known from the press only]", "[texte connu par la seule presse]"),
        (TextStatus.LEAKED, "[leaked text]", "[texte divulgué sans autorisation]"),
        (TextStatus.UNOFFICIAL_TRANSLATION, "[read in an unofficial", "[lu dans une traduction non officielle]"),
    ],
)
def test_what_a_text_is_stands_in_the_line(status: TextStatus, english: str, french: str) -> None:
    """Leaked, press-only and translated texts say so in the line itself, in the language of its style."""
    text = treaty(text_status=status)

    for style in STYLES:
        assert (french if style == "french" else english) in line(text, style)
    assert english[1:-1] in line(text, "csl-json")
    assert english[1:-1] in line(text, "bibtex")


@pytest.mark.parametrize(
    ("support", "mark"),
    [
        (Support.VERIFIED, None),
        (Support.REPORTED, "[as reported in A gazette]"),
        (Support.UNVERIFIED, "[not checked against the text]"),
    ],
)
def test_support_stands_in_the_line(support: Support, mark: str | None) -> None:
    """What is reported names who reports it, what nobody checked says so; a verified clause needs no mark."""
    text = treaty()
    text = replace(text, units=tuple(replace(item, support=support) for item in text.units))
    found = citations.cite(text, select(text, "3"), "oscola")

    assert (mark in found.text) if mark else ("not checked" not in found.text and "reported" not in found.text)
    assert any(note.startswith(f"Support: {support}") for note in found.notes)


def test_the_weakest_part_decides() -> None:
    """A clause of which one part is only reported is not verified as a whole."""
    parts = [
        unit("art_3__intro", "Opening:", eid="art_3", element="article", num="3", path=(("article", "3"),)),
        unit("art_3__a", "a rule;", path=(("article", "3"), ("subparagraph", "(a)")), support=Support.REPORTED),
    ]
    text = treaty(units=tuple(parts))

    assert "[in part as reported in" in line(text, "oscola")
    assert "art 3 " in line(text, "oscola")


@pytest.mark.parametrize(
    ("lang", "told", "denied"),
    [
        ("en", "(1 verified, 1 reported, 1 unverified)", "Nobody has checked this clause"),
        ("fr", "(1 vérifiée, 1 rapportée, 1 non vérifiée)", "Personne n’a vérifié cette clause"),
    ],
)
def test_a_clause_of_mixed_support_is_not_called_unchecked(lang: str, told: str, denied: str) -> None:
    """Paragraph 55 was read in part: its note counts the parts and speaks of the weakest as of a part."""
    record = corpus.read("haiti-minustah-2004")
    found = citations.cite(record, select(record, "55"), "oscola", lang=lang)
    notes = " ".join(found.notes)

    assert told in notes
    assert denied not in notes
    assert "un-model-1990-c082" in notes
    assert ("Part of the clause was" if lang == "en" else "Une partie de la clause") in notes


@pytest.mark.parametrize("status", [NumberStatus.PREDICTED, NumberStatus.UNKNOWN])
def test_a_number_above_counts_too(status: NumberStatus) -> None:
    """Where the number of the article is not confirmed, nothing in it is cited by its number."""
    path = (("article", "3"), ("paragraph", "1."))
    head = unit("art_3__heading", "Visits", eid="art_3", element="article", path=path[:1], number=status)
    body = unit("art_3__para_1", "A rule.", path=path)
    text = treaty(units=(head, body))

    assert citations.cite(text, element(text, "art_3__para_1"), "oscola").refused


def test_a_file_of_the_users_own_is_cited_as_what_it_is() -> None:
    """A document without our profile is cited by its title and numbers, and a note says whose words those are."""
    text = replace(
        foreign("Visiting act", [unit("sec_2", "A rule.", element="section", num="2", path=(("section", "2"),))]),
        path="act.xml",
    )
    found = citations.cite(text, select(text, "2"), "oscola")

    assert found.text.endswith(" s 2")
    assert any("act.xml" in note for note in found.notes)
    assert found.link == ""


def test_parties_are_named_once() -> None:
    """The parties of a bilateral treaty follow its title, unless the title names them."""
    named = replace(treaty(), title="Agreement between Rwanda and Uganda on visits")

    assert (
        line(treaty(), "oscola") == "Agreement on visits (Rwanda–Uganda) (signed 1 March 2001) art 3 [text: A gazette]"
    )
    assert "(Rwanda–Uganda)" not in line(named, "oscola")
    assert line(treaty(), "french").startswith("Accord Kigali, 1er mars 2001, ")


def test_two_clauses() -> None:
    """A clause against another is one line, with one link to their difference and the notes of both."""
    said = run("nato-1951", "VII(5)(a)", "--against", "haiti-mss-2024", "7", "--style", "bluebook").output

    assert said.startswith("Compare Agreement between the Parties to the North Atlantic Treaty")
    assert re.search(r", with Agreement between Haiti and Kenya .*\.\n", said)
    assert re.search(r"Link: sofadiff:1/nato-1951/c050@[0-9a-f]{16}\+haiti-mss-2024/c011@[0-9a-f]{16};v=", said)
    assert "MSS 2024: Support: reported" in said


# The command


def test_refusal_has_its_own_exit_status() -> None:
    """A refused citation writes nothing to standard output, gives the reason and what to do, and exits with 1."""
    found = run("haiti-mss-2024", "c016")

    assert (found.exit_code, found.stdout) == (1, "")
    assert "not known" in found.stderr
    assert "sofadiff quote haiti-mss-2024 c016" in found.stderr


def test_no_such_clause_and_several() -> None:
    """A number that no clause has, and one that several have, are errors that name what there is."""
    with pytest.raises(SofadiffError, match="The nearest are"):
        run("nato-1951", "VII(5)(z)")
    twice = [unit(f"note_{n}", "A rule.", num="1.", path=(("paragraph", "1."),)) for n in (1, 2)]
    with pytest.raises(SofadiffError, match="several clauses of this number"):
        select(treaty(units=tuple(twice)), "1")


def test_sections_numbered_through_the_articles() -> None:
    """A section of a convention is found by its own number, and cited with its article."""
    record = corpus.read("cpiun-1946")

    assert select(record, "18(a)") == select(record, "V(18)(a)")
    assert " art V, s 18(a)" in line(record, "oscola", "18(a)")


def test_an_element_means_all_that_stands_in_it() -> None:
    """A paragraph with points is cited whole; an id of its opening words means those alone."""
    record = corpus.read("un-model-1990")
    whole, opening = select(record, "47"), select(record, "part_VI__para_47__intro")

    assert (len(whole.units), whole.ids) == (3, ("c073",))
    assert (len(opening.units), opening.ids) == (1, ("c073.intro",))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("style", citations.ALL_STYLES)
def test_every_clause_of_every_record_is_cited_or_refused(style: str, lang: str) -> None:
    """Nothing in the collection breaks a style, and no citation has an empty place, a double mark or a None."""
    for record in corpus.read_all():
        for eid in dict.fromkeys(item.eid for item in record.units[:12]):
            found = citations.cite(record, element(record, eid), style, lang=lang)
            assert bool(found.text) != bool(found.refused)
            assert style in machine_styles() or not re.search(r"None|\.\.|,,| ,|\(\)|\[\]|  ", found.text), found.text


def machine_styles() -> tuple[str, ...]:
    """Styles that write a file."""
    return ("csl-json", "bibtex")


# For programs


@pytest.mark.parametrize("slug", corpus.slugs())
def test_csl_json_follows_its_schema(slug: str) -> None:
    """CSL-JSON has the fields and types of the published schema, and the same facts as the other styles."""
    found = json.loads(line(corpus.read(slug), "csl-json", None))

    jsonschema.Draft202012Validator(CSL).validate(found)
    assert found[0]["title"] in line(corpus.read(slug), "plain", None) or found[0]["type"] == "document"


@pytest.mark.parametrize("slug", corpus.slugs())
def test_bibtex_is_read_by_a_parser(slug: str) -> None:
    """A BibTeX parser reads one entry, with the title whole."""
    record = corpus.read(slug)
    library = bibtexparser.parse_string(line(record, "bibtex", None))

    assert not library.failed_blocks
    (entry,) = library.entries
    assert entry.entry_type == "misc"
    assert entry["title"].strip("{}").replace("\\&", "&") == citations.instrument(record, "eng").title


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_bibtex_fields_always_balance(text: str) -> None:
    """Whatever stands in a title, braces balance and no command begins that we did not write."""
    out = machine.escaped(text)
    bare = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[{}%&$#_]", "", out)

    assert not re.search(r"[{}\\%&$#_~^]", bare)
    assert out.isprintable()


def test_hostile_titles_stay_words(tmp_path: Path) -> None:
    """A title full of commands makes one entry of BibTeX, one item of JSON and one line of every style."""
    file = tmp_path / "hostile.xml"
    title = HOSTILE.replace("\x1b", "").replace("&", "&amp;").replace("“q”", "&quot;q&quot;")
    file.write_text(document(f"<docTitle>{title}</docTitle>"), encoding="utf-8")

    library = bibtexparser.parse_string(run(str(file), "--style", "bibtex").stdout)
    assert (len(library.entries), len(library.failed_blocks)) == (1, 0)
    assert len(json.loads(run(str(file), "--style", "csl-json").stdout)) == 1
    for style in STYLES:
        said = run(str(file), "--style", style).output
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", said)
        assert "⟨U+202E⟩" in said


def document(title: str) -> str:
    """A small foreign act with that title."""
    return f"""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta>
        <identification source="#x"><FRBRWork/><FRBRExpression/><FRBRManifestation/></identification></meta>
        <preface><p>{title}</p></preface><body><section eId="sec_1"><num>1</num><content><p>A rule.</p></content>
        </section></body></act></akomaNtoso>"""


def test_a_recital_is_cited_by_its_printed_number() -> None:
    """The printed number counts and not the place, in the words of each style; paragraph 3 is another clause."""
    recital = unit(
        "rec_3", "A reason.", element="recital", part=UnitPart.RECITAL, num="(3)", path=(("recital", "(3)"),)
    )
    text = replace(treaty(), units=(recital, *treaty().units))
    wanted = {
        "un": "preamble, recital 3",
        "oscola": "recital 3",
        "bluebook": "pmbl. recital 3",
        "french": "préambule, considérant\u00a03",
        "plain": "preamble, recital 3",
    }
    for style, place in wanted.items():
        assert place in line(text, style, "recital 3")
        assert "recital" not in line(text, style, "3")
