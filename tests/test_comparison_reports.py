"""Redline, concordance, departures and `compare`: complete, honest about what is not known, and linked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

import jsonschema
import pytest
from msgspec import Struct
from msgspec.structs import replace
from tests.factories import agreement, foreign, term, unit

from sofadiff import messages
from sofadiff.comparison import ChangeClass, Kind, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.document import Block, Cell, Cite, ClauseCard, Details, Heading, Link, Mark, Redline, Report, Table
from sofadiff.model import Agreement, Completeness, Holder, NotKnown, Role, Support, TextStatus, Unit
from sofadiff.render import FORMATS, terminal_text
from sofadiff.reports import comparing, concordance, departures, redline
from sofadiff.reports.passages import compared
from sofadiff.reports.telling import Fate

REPORTS: dict[str, Callable[..., Report]] = {
    "redline": redline.report,
    "concordance": concordance.report,
    "departures": departures.report,
}
VERIFIED, UNVERIFIED = Support.VERIFIED, Support.UNVERIFIED


def clause(number: int, text: str, slug: str, topic: str, **more: object) -> Unit:
    """A numbered paragraph with one topic."""
    label = f"{number}."
    return unit(
        f"para_{number}",
        text,
        num=label,
        path=(("paragraph", label),),
        topics=(topic,),
        wid=f"{slug}-c{number:03d}",
        **more,
    )


def old(**more: object) -> Agreement:
    """The earlier text."""
    return agreement(
        "old-1990",
        [
            clause(1, "The Special Representative must lift the immunity of a member.", "old-1990", "jur.waiver"),
            clause(2, "The Mission may import fuel and vehicles free of duty.", "old-1990", "fac.import"),
            clause(3, "A claims commission must hear every claim within six months.", "old-1990", "lia.commission"),
            clause(4, "The flag may be displayed on premises.", "old-1990", "sta.flag", support=UNVERIFIED),
        ],
        [term(Role.HEAD_OF_MISSION, "Special Representative", Holder.INTERNATIONAL_OFFICIAL)],
        **more,
    )


def new(**more: object) -> Agreement:
    """The later text: one power for a duty, one clause as it was, one new, one gone, one that only looks the same."""
    return agreement(
        "new-2024",
        [
            clause(1, "The Mission may import fuel and vehicles free of duty.", "new-2024", "fac.import"),
            clause(2, "The Commander may lift the immunity of a member.", "new-2024", "jur.waiver"),
            clause(3, "Drones need a licence from the harbour master.", "new-2024", "com.movement"),
            clause(
                4,
                "The flag may be displayed on premises.",
                "new-2024",
                "sta.flag",
                support=VERIFIED,
                assumed_from="old-1990#old-1990-c004",
            ),
        ],
        [term(Role.HEAD_OF_MISSION, "Commander", Holder.FORCE_COMMANDER)],
        **more,
    )


def schema(name: str) -> Any:
    """A published JSON Schema."""
    return json.loads((resources.files("sofadiff") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, folded ones too."""
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from walk(block.blocks)


def inlines(report: Report, kind: type) -> list[object]:
    """Every inline of one type, in order."""
    found: list[object] = []

    def visit(value: object) -> None:
        if isinstance(value, kind):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                visit(item)
        elif isinstance(value, Struct):
            for name in value.__struct_fields__:
                visit(getattr(value, name))

    visit(report.blocks)
    return found


def table(report: Report, start: str) -> Table:
    """The table whose id begins so."""
    return next(b for b in walk(report.blocks) if isinstance(b, Table) and b.id.startswith(start))


def plain(cell: Cell) -> str:
    """A cell's words."""
    return "".join(getattr(item, "text", getattr(item, "label", "")) for item in cell.inlines)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_format_writes_every_report(name: str, lang: str) -> None:
    """Each report is written in each format and both languages, with a title and one CSV column per value."""
    report = REPORTS[name](new(), [old()], lang=lang)

    for written in FORMATS.values():
        assert len(written.render(report)) > 200
    assert report.lang == lang
    assert {len(row) for row in report.rows} == {len(report.columns)}


@pytest.mark.parametrize("name", REPORTS)
def test_references_lead_somewhere(name: str) -> None:
    """Every reference to a clause has its card (where the report has a list), every jump its heading, each id once."""
    report = REPORTS[name](new(), [old(), foreign("copy.xml", ["Nothing of the sort."])])
    cards = {(b.slug, b.unit) for b in walk(report.blocks) if isinstance(b, ClauseCard)}
    headings = [b.id for b in walk(report.blocks) if isinstance(b, Heading)]
    tables = [b.id for b in walk(report.blocks) if isinstance(b, Table)]

    assert {(c.slug, c.unit) for c in inlines(report, Cite)} <= cards  # type: ignore[attr-defined]
    assert {link.target for link in inlines(report, Link)} <= set(headings)  # type: ignore[attr-defined]
    assert len(headings) == len(set(headings))
    assert len(tables) == len(set(tables))


def test_concordance_has_every_clause_once() -> None:
    """Every clause of both texts stands in the concordance exactly once, also those that nothing answers."""
    report = concordance.report(new(), [old()])
    rows = table(report, "concordance").rows
    there = [cite.unit for row in rows for cite in row[0].inlines if isinstance(cite, Cite)]
    here = [cite.unit for row in rows for cite in row[1].inlines if isinstance(cite, Cite)]

    assert sorted(there) == [u.id for u in old().units]
    assert sorted(here) == [u.id for u in new().units]
    assert [plain(row[1]) for row in rows if plain(row[0]) == "–"] == ["para 3"]
    assert [plain(row[0]) for row in rows if plain(row[1]) == "–"] == ["para 3"]
    assert all(
        plain(row[4]) != "–" and re.fullmatch(r"[01]\.\d\d", plain(row[5]))
        for row in rows
        if "–" not in (plain(row[0]), plain(row[1]))
    )


def test_redline_follows_the_later_text() -> None:
    """Passages come in the later text's order; what only the earlier text has comes last."""
    report = redline.report(new(), [old()])
    passages = [b.text for b in walk(report.blocks) if isinstance(b, Heading) and b.level == 4]

    assert [text.split(" – ")[0] for text in passages] == ["para 1", "para 2", "para 3", "para 4", "old-1990, para 3"]


@pytest.mark.parametrize("format_", ["terminal", "html", "markdown"])
def test_a_changed_word_is_always_shown(format_: str) -> None:
    """A duty that became a power inside a moved clause shows both words, marked, in every format."""
    text = FORMATS[format_].render(redline.report(new(), [old()]))
    marks = {
        "terminal": ("[-must-]", "{+may+}"),
        "html": ("deleted: </span>must<", "inserted: </span>may<"),
        "markdown": ("~~[- must -]~~", "**[+ may +]**"),
    }

    assert all(mark in text for mark in marks[format_])


def test_assumed_is_not_agreement() -> None:
    """A clause inferred from the template is printed as assumed, without a comparison, and not counted as identical."""
    report = redline.report(new(), [old()])
    counts = {plain(row[0]): plain(row[1]) for row in table(report, "counts").rows}

    assert counts["Assumed, not compared"] == "1"
    assert counts["Identical"] == "1"
    assert Mark("assumed", "assumed from the template, not compared") in inlines(report, Mark)
    shown = ["".join(edit.other for edit in b.edits) for b in walk(report.blocks) if isinstance(b, Redline)]
    assert not [text for text in shown if "flag" in text]


def test_terms_and_persons_come_first() -> None:
    """A swap of terms is listed once; a role held by another kind of person names both and each clause it touches."""
    text = terminal_text(redline.report(new(), [old()]), width=400)
    first_clause = text.index("Every clause, in the order of")

    assert text.index("Special Representative (an international official) became Commander") < first_clause
    assert "Passages: para 2" in text
    assert text.index("Terms that play the same role") < first_clause


def test_gone_from_a_partly_known_text_is_not_known() -> None:
    """Where only a part of a text is known, what nothing answers is not called removed, struck or a departure."""
    partly = new(completeness=Completeness.PARTIAL)
    report = redline.report(partly, [old()])
    counts = {plain(row[0]): plain(row[1]) for row in table(report, "counts").rows}
    struck = [edit.base for b in walk(report.blocks) if isinstance(b, Redline) for edit in b.edits if not edit.other]

    assert (counts["Only in the earlier text"], counts["No answer in what is known"]) == ("0", "1")
    assert not [words for words in struck if "claims commission" in words]
    assert "Only a part of new-2024 is known" in FORMATS["terminal"].render(report)
    rows = table(departures.report(partly, [old()]), "departures").rows
    assert not [row for row in rows if "claims commission" in "".join(map(plain, row))]


def test_departures_are_only_of_substance() -> None:
    """The departures table has the substantive passages and an empty column for the reader's note."""
    report = departures.report(new(), [old()])
    rows = table(report, "departures").rows

    assert [plain(row[0]).split(" – ")[0] for row in rows] == ["para 2", "para 3", "para 3"]
    assert all(row[-1].inlines == () for row in rows)
    assert "duty or power" in plain(rows[0][3])
    assert len(report.rows) == 3


def test_departures_may_be_none() -> None:
    """A text read against itself has no departure, and the report says so."""
    report = departures.report(old(), [replace(old(), slug="old-again")])

    assert not [b for b in walk(report.blocks) if isinstance(b, Table) and b.id.startswith("departures")]
    assert "No change of substance" in FORMATS["terminal"].render(report)


def test_filter_takes_the_answer_along() -> None:
    """A clause whose counterpart is left out is left out with it: it does not look new, and the report lists both."""
    report = redline.report(new(), [old()], only=frozenset({VERIFIED}))
    left = {(item["agreement"], item["unit"], item["reason"]) for item in report.data["filtered_out"]}
    embedded = report.data["comparisons"][0]

    assert left == {("old-1990", "para_4", "support"), ("new-2024", "para_4", "counterpart")}
    assert report.data["options"] == {"only": ["verified"]}
    assert not [b for b in walk(report.blocks) if isinstance(b, Heading) and b.text.startswith("para 4")]
    assert sorted(u["eId"] for u in embedded["units"] if u["side"] == "other") == ["para_1", "para_2", "para_3"]
    assert sorted(eid for link in embedded["links"] for eid in link["other"]) == ["para_1", "para_2", "para_3"]
    assert "old-1990, para 4: unverified" in FORMATS["terminal"].render(report)


def test_filter_keeps_other_producers_documents() -> None:
    """Clauses of a document without our profile have no support to filter by and stay."""
    report = redline.report(foreign("b.xml", ["A rule."]), [foreign("a.xml", ["A rule."])], only=frozenset({VERIFIED}))

    assert report.data["filtered_out"] == []
    assert len(report.rows) == 1


def test_support_is_counted_and_shown() -> None:
    """The first page counts clauses by support; each passage shows the weakest support on both sides."""
    report = redline.report(new(), [old()])
    counts = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table(report, "support").rows}

    assert counts == {"new-2024": ["4", "0", "0", "0"], "old-1990": ["3", "0", "1", "0"]}
    assert Mark("unverified", "earlier text: unverified") in inlines(report, Mark)
    assert report.data["support_counts"]["old-1990"] == {"verified": 3, "reported": 0, "unverified": 1, "none": 0}


def test_json_embeds_the_comparison() -> None:
    """Each comparator's comparison stands in the report's JSON in its own published form, roles beside it."""
    report = departures.report(new(), [old()])
    data = json.loads(FORMATS["json"].render(report))

    assert (data["format"], data["report"]) == ("sofadiff.report/1", "departures")
    assert [one["format"] for one in data["comparisons"]] == ["sofadiff.comparison/1"]
    assert [one["role"] for one in data["against"]] == ["peer"]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("only", [None, frozenset({VERIFIED})])
def test_json_follows_the_schemas(name: str, only: frozenset[Support] | None) -> None:
    """The report's JSON is valid, and so is every comparison inside it."""
    unknown = NotKnown("lia.commission", "the press", (), 0)
    report = REPORTS[name](new(not_known=(unknown,)), [old()], only=only)
    data = json.loads(FORMATS["json"].render(report))

    jsonschema.validate(data, schema("report-1"))
    for comparison in data["comparisons"]:
        jsonschema.validate(comparison, schema("comparison-1"))
    assert [item["topic"] for item in data["left_open"]["not_known"]] == ["lia.commission"]


def test_compare_document_reads_forward() -> None:
    """`compare` reads from the base to the later text; its JSON is the comparison."""
    one = comparing.report(old(), new())

    assert one.data["format"] == "sofadiff.comparison/1"
    assert one.title == "Comparison: from old-1990 to new-2024"
    assert {row[0] for row in one.rows} == {"old-1990"}


def test_compare_document_names_what_is_the_same() -> None:
    """`compare` prints changed passages in full and only names those that are the same and in the same order."""
    earlier = agreement("a", ["One rule.", "The Mission may import fuel."])
    later = agreement("b", ["One rule.", "The Mission must import fuel."])
    text = terminal_text(comparing.report(earlier, later), width=200)

    assert "1 passage is the same, word for word, and stands in the same order" in text
    assert "One rule." not in text
    assert "[-may-] {+must+}" in text


def test_two_languages_stand_side_by_side() -> None:
    """Between two languages no word is marked as changed; both texts stand whole beside each other."""
    french = replace(old(), slug="old-fr", language="fra")
    report = redline.report(french, [old()])
    paired = [link for link in compare(old(), french).links if link.base and link.other]

    assert paired
    assert all(link.verdict is Verdict.SUBSTANTIVE for link in paired)
    text = FORMATS["html"].render(report)
    assert text.count('class="pair"') == len(paired)


def test_clauses_with_one_name_are_told_apart() -> None:
    """Clauses without a known number that would share a name carry their permanent id."""
    twins = [unit(f"x_{n}", f"Rule {n} stands alone.", wid=f"t-c00{n}", heading="Arms", path=()) for n in (1, 2)]
    (view,) = compared([(agreement("t", twins), agreement("t", twins))], messages.load("en"))
    names = [view.pin(view.comparison.base, one) for one in twins]

    assert len(set(names)) == 2
    assert all(f"c00{n}" in name for n, name in zip((1, 2), names, strict=True))


def test_french_reports_are_french() -> None:
    """A French report has French headings and says that its wording is a translation nobody reviewed."""
    text = FORMATS["terminal"].render(redline.report(new(), [old()], lang="fr"))

    assert "Texte comparé" in text
    assert "Changements de fond" in text
    assert "traduction non relue" in text
    assert "Summary" not in text


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_every_code_has_words(lang: str) -> None:
    """Every member of every closed list that these reports print has its words in both languages."""
    families = {
        "class": ChangeClass,
        "holder": Holder,
        "role-name": Role,
        "completeness": Completeness,
        "text-status": TextStatus,
        "support": Support,
        "rule": ("identical", "topic", "wording", "containment", "identity", "pin"),
        "verdict": (Fate.IDENTICAL, Fate.EDITORIAL, Fate.SUBSTANTIVE, Fate.RESTATED, Fate.IN_PART),
        "count": Fate,
        "kind": (Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.MERGED, Kind.REGROUPED),
        "role": ("subject", "predecessor", "model", "standard", "peer", "earlier", "later"),
    }

    for family, members in families.items():
        for member in members:
            assert messages.load(lang).say(f"compare.{family}.{member}")
    for report in (*REPORTS, "compare", "immunity", "accountability", "matrix"):
        assert messages.load(lang).say(f"render.kind.{report}")


def reported(**more: object) -> Agreement:
    """The later text as far as newspapers report it: one clause, with less in it than the earlier one has."""
    words = "The Commander may lift the immunity of a member."
    return agreement(
        "new-2024",
        [clause(2, words, "new-2024", "jur.waiver", support=Support.REPORTED)],
        [term(Role.HEAD_OF_MISSION, "Commander", Holder.FORCE_COMMANDER)],
        **{"completeness": Completeness.TEXT_NOT_SEEN} | more,
    )


def longer() -> Agreement:
    """The earlier text, with a sentence that the report of the later one lacks."""
    text = "The Special Representative may lift the immunity of a member. This is subject to paragraph 26."
    return agreement("old-1990", [clause(1, text, "old-1990", "jur.waiver")], list(old().terms))


@pytest.mark.parametrize("format_", ["terminal", "html", "markdown", "csv"])
def test_words_missing_from_an_unseen_text_are_no_deletion(format_: str) -> None:
    """What only the earlier text has is not struck where the later text was not seen: the format says why."""
    text = FORMATS[format_].render(redline.report(reported(), [longer()]))
    marks = {
        "terminal": ("[?This is subject to paragraph 26", "not in what is known of new-2024"),
        "html": ('<span class="open"', "not in what is known of new-2024"),
        "markdown": ("*[? This is subject to paragraph 26", "not in what is known of new-2024"),
        "csv": ("[?This is subject to paragraph 26", "only-words-not-in-what-is-known"),
    }

    assert all(mark in text for mark in marks[format_])
    assert not [sign for sign in ("[-", '<del lang="', "~~[-") if sign in text]


def test_a_difference_of_restatements_is_called_so() -> None:
    """Where not both clauses were read, nothing is called a change of substance."""
    later = reported(completeness=Completeness.PARTIAL)
    report = redline.report(later, [old()])
    headings = [b.text for b in walk(report.blocks) if isinstance(b, Heading)]
    counts = {plain(row[0]): plain(row[1]) for row in table(report, "counts").rows}

    assert "Differences between the restatements" in headings
    assert "Changes of substance" not in headings
    assert counts["Change of substance (both clauses read)"] == "0"
    assert counts["The restatements differ (not shown to be a change)"] == "1"
    labels = [mark.label for mark in inlines(report, Mark)]  # type: ignore[attr-defined]
    assert "the restatements differ; not shown to be a change of the instrument" in labels


def test_headings_are_not_counted() -> None:
    """A heading is no clause: neither a passage nor a clause in the tables of support."""
    titled = agreement("a", [unit("art_1__heading", "Camps", eid="art_1"), unit("art_1__para_1", "A camp has a gate.")])
    report = redline.report(titled, [replace(titled, slug="b")])

    assert {plain(row[0]): plain(row[1]) for row in table(report, "counts").rows}["Identical"] == "1"
    assert report.data["support_counts"]["a"]["verified"] == 1


@pytest.mark.parametrize(
    ("format_", "shown"),
    [
        ("terminal", "[Special Representative -> Commander]"),
        ("markdown", r"[The Special Representative → The Commander\]"),
        ("html", "(in the earlier text: "),
        ("csv", "Commander]"),
    ],
)
def test_a_swapped_term_is_shown_on_both_sides(format_: str, shown: str) -> None:
    """Where one holder of a role stands for another, the words of both texts are printed."""
    text = FORMATS[format_].render(redline.report(new(), [old()]))

    assert shown.replace("[Special", "[The Special").replace("> Comm", "> The Comm") in text


def test_what_was_shown_against_one_text_is_not_printed_again() -> None:
    """A second comparator that says the same is referred to the first."""
    report = redline.report(new(), [old(), replace(old(), slug="older-1980")])
    text = terminal_text(report, width=400)

    assert text.count("lift the immunity of a member.") == 1
    assert text.count("the words are those shown against old-1990") == 2
    assert text.count("Its words are shown against old-1990") == 1


def test_the_terminal_has_a_short_view() -> None:
    """`compare` on a terminal shows the words that differ, once, and no source."""
    short = terminal_text(comparing.report(old(), new(), short=True))
    whole = terminal_text(comparing.report(old(), new()))

    assert "[-must-] {+may+}" in short
    assert "*Assumed, not compared (1)*: para 4" in short
    assert "A source" not in short
    assert "A source" in whole
    assert len(short) < len(whole)


ONE = "Members must wear a green cap in the camp."
HIDDEN = {
    "not": "Members must not wear a green cap in the camp.",
    "only": "Members must only wear a green cap in the camp.",
    "may": "Members may wear a green cap in the camp.",
    "except": "Members must wear a green cap in the camp, except on Sundays.",
    "7": "Members must wear a green cap in the 7 camp.",
    "days": "Members must wear a green cap in the camp within 3 days.",
}
OTHERS = ("The harbour master keeps the register of boats.", "Claims of farmers are heard in autumn by a panel.")


@pytest.mark.parametrize("format_", sorted(FORMATS))
@pytest.mark.parametrize("word", sorted(HIDDEN))
@pytest.mark.parametrize("structure", ["moved", "split", "merged"])
def test_an_operative_word_is_shown_in_every_format(format_: str, word: str, structure: str) -> None:
    """One operative word, gained by a clause that also moved, split or merged, is marked in every output format."""
    tail = " A cap is lent by the quartermaster against a receipt."
    before = {"moved": [ONE, *OTHERS], "split": [ONE + tail, *OTHERS], "merged": [ONE, tail.strip(), *OTHERS]}
    after = {
        "moved": [*OTHERS, HIDDEN[word]],
        "split": [HIDDEN[word], tail.strip(), *OTHERS],
        "merged": [HIDDEN[word] + tail, *OTHERS],
    }
    report = comparing.report(agreement("a", before[structure]), agreement("b", after[structure]))
    text = FORMATS[format_].render(report)
    (link,) = [each for each in report.data["links"] if each["verdict"] == "substantive"]
    signs = {
        "terminal": r"\{\+([^}]*)\+\}",
        "csv": r"\{\+([^}]*)\+\}",
        "markdown": r"\[\+ ([^\]]*) \+\]",
        "html": r"<ins><span[^>]*>[^<]*</span>([^<]*)<",
        "json": r'"op": "added",\s+"base": "",\s+"other": "([^"]*)"',
    }

    assert word in re.findall(r"\w+", " ".join(re.findall(signs[format_], text)))
    assert link["base"]
    assert link["other"]
    told = {"json": '"substantive"', "csv": "substantive"}.get(format_, "change of substance")
    assert told in text
