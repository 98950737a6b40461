"""Where a value's label covers more than is known of the text, the reader is told beside it, in both languages."""

from __future__ import annotations

import pytest

from finding_factories import CODEBOOK, coded, finding, reading
from sofadiff import citing, corpus, making, messages, render
from sofadiff.citing import citations
from sofadiff.findings.readings import Book
from sofadiff.model import Agreement
from sofadiff.reports.beside_value import caveats

MSS = "haiti-mss-2024"
LANGUAGES = ("en", "fr")
TOLD = {
    "one ground of two": (
        finding("IM-07", "flagrante", "fpu", attributes={"known_ground": "in-the-act"}),
        {"en": "not of custody on the mission’s request", "fr": "non pour une arrestation à la demande de la mission"},
    ),
    "the other ground": (
        finding("IM-07", "flagrante", "fpu", attributes={"known_ground": "on-request"}),
        {"en": "not of a person caught in the act", "fr": "non pour la personne prise en flagrant délit"},
    ),
    "a default for the chair": (
        finding("AC-02", "parity-default", attributes={"member_default": "no"}),
        {"en": "one side can still block", "fr": "une partie peut encore bloquer"},
    ),
    "host law": (
        finding("AC-07", "longer"),
        {"en": "host law decides", "fr": "le droit de l’État hôte décide"},
    ),
}
SILENT = {
    "both grounds": finding("IM-07", "flagrante", "fpu"),
    "a default for members": finding("AC-02", "parity-default", attributes={"member_default": "yes"}),
    "months of its own": finding("AC-07", "longer", attributes={"months": "24"}),
    "not coded as a value": finding("AC-07", "external", attributes={"external_ref": "host law"}),
}


def _text(report_name: str, lang: str, record: Agreement) -> str:
    report = making.make(("report", report_name), [record], lang=lang)
    return " ".join(render.terminal_text(report, width=2000).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", TOLD)
def test_what_must_be_known_with_a_value(name: str, lang: str) -> None:
    """Each such reading has one phrase, in the language of the report."""
    stored, phrases = TOLD[name]
    variable = CODEBOOK.variable(stored.variable)
    (said,) = caveats(messages.load(lang), reading(coded("a", stored), variable.code, stored.person))
    assert phrases[lang] in said


@pytest.mark.parametrize("stored", SILENT.values(), ids=SILENT)
def test_nothing_is_added_where_the_label_is_right(stored: object) -> None:
    """A value whose label says what the text says stands alone."""
    text = coded("a", stored)  # type: ignore[arg-type]
    code = CODEBOOK.variable(text.findings[0].variable).code
    assert caveats(messages.load("en"), reading(text, code, text.findings[0].person)) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_custody_on_request_is_not_ascribed_to_the_new_agreement(lang: str) -> None:
    """Every printed answer on arrest under MSS 2024 that has the value says which ground is known."""
    text = _text("immunity", lang, corpus.read(MSS))
    label = CODEBOOK.value_label("IM-07", "flagrante", lang)
    phrase = messages.load(lang).say("beside.known-ground.in-the-act")
    pieces = text.split(f"*{label}* (")[1:]
    assert len(pieces) > 2
    assert [piece[:200] for piece in pieces if phrase not in piece[:200]] == []


def test_the_reported_place_of_trial_decides_findings() -> None:
    """That trial is at home and that nobody is imprisoned in Haiti is evidence of the answers on both."""
    book = Book(corpus.read(MSS), CODEBOOK, None)
    for code, persons in (("IM-01", ("contingent", "fpu")), ("IM-02", ("civ-component",)), ("IM-07", ("fpu",))):
        for person in persons:
            assert "para_nn_17" in {item.ref for item in book.read(code, person).evidence}


def test_free_of_restriction_is_not_free_of_duty() -> None:
    """No finding on fiscal exemption under MSS 2024 rests on article 7(1), which is not reported as free of duty."""
    found = [item for item in corpus.read(MSS).findings if item.variable == CODEBOOK.variable("IM-19").id]
    assert found
    assert [item.id for item in found if any(piece.ref.startswith("art_7") for piece in item.evidence)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_why_officials_of_an_organisation_do_not_arise(lang: str) -> None:
    """The reason given says what is inferred, not that nobody of that kind exists, and in the reader's language."""
    text = _text("immunity", lang, corpus.read(MSS))
    assert "no such personnel" not in text
    assert messages.load(lang).say("na.no-organisation").replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_the_president_may_appoint() -> None:
    """The default appointment of MINUSTAH 2004 is known as a power, not as a duty."""
    unit = next(each for each in corpus.read("haiti-minustah-2004").units if each.wid == "haiti-minustah-2004-c096")
    assert "President of the International Court of Justice may appoint the chairman" in unit.text


def test_an_english_title_of_ours_is_called_ours() -> None:
    """The agreement's own title is French; an English citation says that its title is ours, a French one does not."""
    record = corpus.read("haiti-minustah-2004")
    ours = messages.load("en").say("citing.note.title-ours")
    assert ours in citations.cite(record, None, "oscola").notes
    french = citations.cite(record, None, "french")
    assert ours not in french.notes
    assert "titre en anglais" not in french.text
    assert citing.instrument.instrument(record, "fra").printed_title
