"""What a hostile reader looks for: no silence asserted of unread texts, marks on every forum, clauses of the person."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import pytest

from finding_factories import coded, finding
from report_checks import inlines, line, section
from sofadiff import corpus, messages
from sofadiff.document import Cite, Mark, Paragraph, Report, Table, Text
from sofadiff.model import Agreement, Completeness
from sofadiff.render import FORMATS
from sofadiff.render.docx import render as docx
from sofadiff.reports import accountability, dossier, immunity
from sofadiff.reports.change_of_person import changes_of_person, compared

RECORDS = {record.slug: record for record in corpus.read_all()}
HAITI = ("haiti-minustah-2004", "haiti-unmih-1995", "haiti-us-1995", "un-model-1990")
MSS, OTHERS = RECORDS["haiti-mss-2024"], [RECORDS[slug] for slug in HAITI]
IMMUNITY = {lang: immunity.report(MSS, OTHERS, lang=lang) for lang in messages.LANGUAGES}
"""The report that was read, in both languages."""


def find_table(report: Report, id: str) -> Table:
    """The table with that id."""
    return next(block for block in report.blocks if isinstance(block, Table) and block.id == id)


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_persons_without_a_forum_row_are_never_called_silence(lang: str) -> None:
    """Under the forums, who has no row is told with the states that this can mean; it says nothing about texts."""
    wanted = {
        "en": ("not known, not coded, not applicable", "says nothing about what the texts provide"),
        "fr": ("non connu, non codé, sans objet", "ne dit rien de ce que prévoient les textes"),
    }[lang]
    refused = {"en": "No text here says", "fr": "Aucun texte ici ne dit"}[lang]
    forum = dossier.report("forum", MSS, OTHERS, [], lang=lang)
    for report in (IMMUNITY[lang], forum):
        said = " ".join(section(report, "forums"))
        assert all(words in said for words in wanted)
        assert refused not in said


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_every_forum_with_clauses_shows_what_they_rest_on(lang: str) -> None:
    """A cell that cites clauses has a mark of support; where one of them comes from a template, it says so."""
    seen = {"assumed": 0, "plain": 0}
    for row in find_table(IMMUNITY[lang], "forum-matrix").rows:
        for cell in row[2:]:
            units = [RECORDS[cite.slug].unit(cite.unit) for cite in cell.inlines if isinstance(cite, Cite)]
            kinds = {mark.kind for mark in cell.inlines if isinstance(mark, Mark)}
            if not units:
                continue
            assert kinds & {"verified", "reported", "unverified"}, line(cell.inlines)
            inferred = any(unit is not None and unit.assumed_from for unit in units)
            assert not inferred or "assumed" in kinds, line(cell.inlines)
            seen["assumed" if inferred else "plain"] += 1
    assert min(seen.values()) > 5


@pytest.mark.parametrize("form", ["html", "markdown", "terminal", "docx"])
def test_every_format_writes_the_marks_of_forums(form: str) -> None:
    """As often as the table has a mark of support or of assumption, each format has its words."""
    found = find_table(IMMUNITY["en"], "forum-matrix")
    marks = [mark.label for mark in inlines(found) if isinstance(mark, Mark) and mark.kind in ("unverified", "assumed")]
    alone = Report("immunity", "Forums", "en", (found,))
    if form == "docx":
        said = re.sub(r"<[^>]+>", " ", _document(alone))
    else:
        said = re.sub(r"\s+", " ", FORMATS[form].render(alone))
    for label in set(marks):
        assert len(re.findall(rf"\b{label.split()[-1]}\b", said)) >= marks.count(label)


def _document(report: Report) -> str:
    """The main part of the report as a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx(report))) as package:
        return package.read("word/document.xml").decode("utf-8")


def test_in_short_cites_the_clauses_of_each_person() -> None:
    """Military members stand with the clause on them and not with the one on the head of mission; experts with both."""
    criminal, decider = (
        next(item for item in section(IMMUNITY["en"], "in-short") if item.startswith(f"- {what}"))
        for what in ("Criminal cases", "Who says that an act was official")
    )
    minustah = decider.partition("MINUSTAH 2004")[2]
    military = re.search(
        r"moot \(everything is covered\) for Military members[^;]*\(criminal proceedings\) \((?P<c>para \S+)\) ",
        minustah,
    )
    assert military is not None
    assert military["c"] == "para [51](b)*"
    assert re.search(r"moot \(everything is covered\) for Head of mission[^;]*\(para 26\)", minustah)
    assert "for Experts on mission (observers, individual police) (para [29]*; para [51](a)*)" in criminal


def test_a_proceeding_is_named_where_another_has_another_answer() -> None:
    """The same people with two answers, one for each kind of proceeding, are never told as if both held at once."""
    two = [
        finding("IM-04", value, "contingent", ref=ref, attributes={"proceeding": kind}, id=f"f-{kind}")
        for value, ref, kind in (("moot", "para_1", "criminal"), ("mission-head", "para_2", "civil"))
    ]
    said = " ".join(section(immunity.report(coded("a", *two), []), "in-short"))
    assert "Military members of national contingents (criminal proceedings) (para 1)" in said
    assert "Military members of national contingents (civil proceedings) (para 2)" in said


def test_change_of_person_names_exactly_the_clauses_that_hold_the_term() -> None:
    """Every clause of the reported text that names the Commander is listed, and no other."""
    holding = [unit for unit in MSS.units if "Commander" in unit.text and unit.part.value != "heading"]
    found = changes_of_person(compared(MSS, OTHERS))
    assert found
    for held in found:
        assert held.two == "Commander"
        assert [unit.wid for unit in held.units] == [unit.wid for unit in holding]


def test_a_question_with_a_row_is_not_said_to_be_missing() -> None:
    """Codes that the table lacks and codes that lack a row for some people stand in sentences of their own."""
    blocks = IMMUNITY["en"].blocks
    found = find_table(IMMUNITY["en"], "persons-matrix")
    rows = {line(row[0].inlines).split()[0] for row in found.rows}
    after = blocks[blocks.index(found) :]
    said = next(line(block.inlines) for block in after if isinstance(block, Paragraph))
    missing, _, partly = said.partition("In this table, but")
    assert not rows & set(re.findall(r"[A-Z]{2}-\d\d", missing))
    assert set(re.findall(r"[A-Z]{2}-\d\d", partly)) <= rows
    assert "IM-03" in partly


def test_an_unread_text_is_not_coded_and_nothing_else() -> None:
    """Whether a text was available is told elsewhere: the state of an absent finding is not coded, for every text."""
    unread = coded("unread", completeness=Completeness.TEXT_NOT_SEEN)
    report = immunity.report(coded("a", finding("IM-01", "absolute", "contingent")), [unread])
    labels = {mark.label for mark in inlines(report.blocks) if isinstance(mark, Mark) and mark.kind == "not-coded"}
    assert labels == {"not coded"}


def test_what_no_source_confirms_stands_in_brackets_in_the_table_of_texts() -> None:
    """The page of one series and the volume of another are general knowledge, and the table says what brackets mean."""
    rows = {line(row[0].inlines): line(row[4].inlines) for row in find_table(IMMUNITY["en"], "agreements-table").rows}
    assert rows["MINUSTAH 2004"].endswith("p. [235]")
    assert rows["UNMIH 1995"] == "[UNTS vol. 1861]"
    assert "square brackets" in " ".join(section(IMMUNITY["en"], "agreements"))


def test_the_place_of_police_is_the_coding_s_and_what_is_not_known_of_it_is_told() -> None:
    """Nobody is said to place police anywhere; the record's own doubt about formed units stands beside."""
    said = " ".join(section(IMMUNITY["en"], "police"))
    assert "coded here under" in said
    assert "long disputed" in said


def test_counts_of_questions_are_what_they_say() -> None:
    """The questions with a finding and those that a text answers are counted apart."""
    said = section(IMMUNITY["en"], "changes")[1]
    findings = [[item, *item["comparators"]] for item in IMMUNITY["en"].data["findings"]]
    held = sum(any(each["state"] != "not-coded" for each in item) for item in findings)
    told = ("coded", "silent", "external", "unclear")
    answered = sum(any(each["state"] in told for each in item) for item in findings)
    assert f"on {held} questions" in said
    assert f"on {answered} of them" in said
    assert answered < held


ENGLISH = re.compile(r"\b(the|of the|and|with|which|this|not|after|personnel of)\b", re.IGNORECASE)


@pytest.mark.parametrize("slug", ["haiti-mss-2024", "haiti-minustah-2004", "nl-benin-2009", "vcdr-1961"])
def test_french_reports_tag_every_english_word(slug: str) -> None:
    """Words of the record stand in a French report as English, tagged so; everything else is French."""
    others = [other for other in (RECORDS["un-model-1990"], RECORDS["haiti-minustah-2004"]) if other.slug != slug]
    reports = [
        immunity.report(RECORDS[slug], others, lang="fr"),
        accountability.report(RECORDS[slug], others, lang="fr"),
        dossier.report("claims", RECORDS[slug], others, [], lang="fr"),
    ]
    for report in reports:
        plain = [item.text for item in inlines(report.blocks) if isinstance(item, Text) and item.lang is None]
        plain += [mark.label for mark in inlines(report.blocks) if isinstance(mark, Mark)]
        ours = [re.sub(r"«[^»]*»", "", words) for words in plain]  # in guillemets: a title or a term as the text has it
        assert [words for words in ours if ENGLISH.search(words)] == []
        assert [words for words in plain if re.search(r"\w'\w", words)] == []


def test_a_french_report_says_once_in_which_language_records_speak() -> None:
    """The reader of a French report learns at the top that clauses and notes are in English."""
    top = " ".join(line(getattr(block, "inlines", ())) for block in IMMUNITY["fr"].blocks[:3])
    assert len(re.findall(r"langue des fiches\s: anglais", top)) == 1


@pytest.mark.parametrize("only", ["immunity", "claims"])
def test_letters_are_promised_only_where_they_follow(only: str) -> None:
    """Where no reading has limits, no list of them is announced."""
    bare: Agreement = coded("bare")
    report = immunity.report(bare, []) if only == "immunity" else dossier.report("claims", bare, [], [])
    blocks = list(pairwise(report.blocks))
    assert not [one for one, _ in blocks if isinstance(one, Paragraph) and line(one.inlines).endswith("does not say:")]
