"""Deadlines say no more than the clause: impossible dates, texts set beside, long stops, host law, exceptions."""

from __future__ import annotations

from typing import Any

import pytest

from finding_factories import CODEBOOK, coded, finding
from sofadiff import corpus, making, messages, render
from sofadiff.document import Report, Table, Text
from sofadiff.findings.deadlines import FIRST_APPOINTED, Period, by_host_law, deadlines, unstated
from sofadiff.findings.readings import Book
from sofadiff.model import Evidence

SLUG = "haiti-minustah-2004"
BEFORE_THE_HARM = {"incident": "2018-10-21", "mandate-end": "2017-10-15"}
OVERTAKEN = {"incident": "2010-10-21", "discovered": "2018-08-01", "mandate-end": "2017-10-15"}


def _made(dates: dict[str, str], *slugs: str, lang: str = "en") -> tuple[dict[str, Any], str]:
    """The data of a claims dossier, and its words on one line."""
    agreements = [corpus.read(each) for each in (slugs or (SLUG,))]
    report = making.make(("dossier", "claims"), agreements, dates=dates, lang=lang)
    return report.data, _plain(report)


def _plain(report: Report) -> str:
    """The words of a report on one line, each space an ordinary one."""
    return " ".join(render.terminal_text(report, width=2000).replace("\u00a0", " ").split())


DOUBTS = {
    "incident before the text": ({"incident": "1990-01-01"}, ["incident-before-text"]),
    "mandate ends before the text": ({"mandate-end": "2003-01-01"}, ["mandate-before-text"]),
    "appointed before the text": ({"first-appointed": "1999-01-01"}, ["appointed-before-text"]),
    "incident after the mandate": ({"incident": "2017-10-16", "mandate-end": "2017-10-15"}, ["incident-after-mandate"]),
    "incident after the long stop": (BEFORE_THE_HARM, ["incident-after-mandate", "incident-after-stop"]),
    "nothing to doubt": (
        {"incident": "2010-10-21", "mandate-end": "2017-10-15", "first-appointed": "2013-05-07"},
        [],
    ),
    "the very day of the text": ({"incident": "2004-07-09", "first-appointed": "2004-07-09"}, []),
    "no dates": ({}, []),
}


@pytest.mark.parametrize(("dates", "kinds"), DOUBTS.values(), ids=DOUBTS)
def test_dates_that_do_not_go_together_are_told(dates: dict[str, str], kinds: list[str]) -> None:
    """Every date that cannot be, or that the text may not reach, is named; sound dates raise nothing."""
    data, _ = _made(dates)
    assert [each["kind"] for each in data["doubts"]] == kinds


SAID = {
    "en": (
        "These dates do not go together",
        "The incident (1 January 1990) is before the date of this text (9 July 2004)",
        "The appointment of the first commissioner (2 January 1999) is before the date of this text (9 July 2004)",
    ),
    "fr": (
        "Ces dates ne vont pas ensemble",
        "Le fait (1er janvier 1990) est antérieur à la date de ce texte (9 juillet 2004)",
        "La désignation du premier commissaire (2 janvier 1999) est antérieure à la date de ce texte (9 juillet 2004)",
    ),
}


@pytest.mark.parametrize("lang", SAID)
def test_a_doubt_names_both_dates(lang: str) -> None:
    """The warning stands in the language of the dossier and gives both dates."""
    _, text = _made({"incident": "1990-01-01", "first-appointed": "1999-01-02"}, lang=lang)
    assert [words for words in SAID[lang] if words not in text] == []


@pytest.mark.parametrize(("lang", "words"), [("en", "The earliest last day"), ("fr", "Le dernier jour le plus proche")])
def test_no_earliest_day_before_the_harm(lang: str, words: str) -> None:
    """Where the long stop is before the incident, no day is held out as the earliest; else one is."""
    assert words not in _made(BEFORE_THE_HARM, lang=lang)[1]
    assert words in _made(OVERTAKEN, lang=lang)[1]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", " 1 February 2019, which is after the long stop; 15 October 2018 counts"),
        ("fr", " 1er février 2019, soit après la date butoir ; c’est le 15 octobre 2018 qui compte"),
    ],
)
def test_a_day_past_the_long_stop_is_marked(lang: str, words: str) -> None:
    """A limit on filing that ends after the long stop is not bold and says which day counts."""
    data, text = _made(OVERTAKEN, lang=lang)
    assert words in text
    found = {(each["kind"], each["from"]): each["overtaken_by"] for each in data["deadlines"]}
    assert found == {
        ("file", "incident"): None,
        ("file", "discovered"): "2018-10-15",
        ("long-stop", "mandate-end"): None,
        ("set-up", "first-appointed"): None,
    }


@pytest.mark.parametrize(
    ("lang", "words", "note"),
    [
        ("en", "not computed: shown for comparison", "Last days are computed for MSS 2024 only"),
        ("fr", "non calculé : montré pour comparaison", "Les derniers jours ne sont calculés que pour MSS 2024"),
    ],
)
def test_a_text_set_beside_gets_no_last_day(lang: str, words: str, note: str) -> None:
    """Dates are counted for the text asked about only: one beside it may have ended or never applied."""
    data, text = _made({"incident": "2024-08-31", "mandate-end": "2025-10-02"}, "haiti-mss-2024", SLUG, lang=lang)
    assert words in text
    assert note in text
    assert {(each["governs"], each["last_day"], each["given"]) for each in data["deadlines"]} == {(False, None, None)}
    assert data["doubts"] == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "agree on the chairman (after that, the default appointment may be asked for): 30 days"),
        ("fr", "s’accorder sur le président (ensuite, la désignation par défaut peut être demandée) : 30 jours"),
    ],
)
def test_the_thirty_days_are_the_chairman_s(lang: str, words: str) -> None:
    """The limit on setting up is named by the step that the record gives, not as one on every missing member."""
    assert words in _made({}, lang=lang)[1]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "an exceptional extension is recorded"), ("fr", "une prolongation exceptionnelle est relevée")],
)
def test_an_exceptional_extension_stands_under_the_table(lang: str, words: str) -> None:
    """Where the record knows that late claims may be admitted, the reader is told beside the last days."""
    data, text = _made({}, lang=lang)
    assert words in text
    assert "resolution 52/247, paragraph 8" in text
    assert words not in _made({}, "nl-uganda-2012", lang=lang)[1]
    assert any(each["exceptional_extension"] for each in data["deadlines"])


def test_months_to_set_up_are_counted_from_the_words() -> None:
    """Two months for the arbitrators are a limit, though what they run from is not known."""
    data, text = _made({"first-appointed": "2009-01-01"}, "eu-host-state-model")
    (only,) = data["deadlines"]
    assert (only["kind"], only["from"], only["period"]) == ("set-up", "other", {"number": 2, "unit": "month"})
    assert only["last_day"] is None
    assert "not computed: what it runs from is not known" in text
    assert "*Deadline to set up the body*" not in text.partition("does not mean that there is no limit")[2][:600]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "the host State’s own limit may be shorter"),
        ("fr", "le droit de l’État hôte décide, et son délai peut être plus court"),
    ],
)
def test_longer_by_host_law_says_so(lang: str, words: str) -> None:
    """Where host law decides, the rank *longer* is no promise of more time, and nothing denies a limit."""
    assert words in _made({}, "nato-1951", lang=lang)[1]
    assert words not in _made({}, SLUG, lang=lang)[1]


def test_a_limit_that_cannot_be_counted_is_quoted() -> None:
    """A long stop in other words stands as recorded and does not answer how long there is to file."""
    book = Book(corpus.read("nl-benin-2009"), CODEBOOK, None)
    (stop,) = deadlines(book, {})
    assert (stop.kind, stop.event, stop.period, stop.last) == ("long-stop", "other", None, None)
    assert "one year at most" in stop.words
    assert [each.variable.code for each in unstated(book)] == ["AC-07", "AC-03"]


WITHIN = {
    "within two months": Period(2, "month"),
    "within 30 days of the request": Period(30, "day"),
    "within a reasonable time": None,
    "within two months, or within three months": None,
    "two months": None,
}


@pytest.mark.parametrize(("words", "period"), WITHIN.items(), ids=WITHIN)
def test_a_length_in_the_deciding_words(words: str, period: Period | None) -> None:
    """A length is read from the deciding words where they give exactly one."""
    text = coded("text", finding("AC-03", "partial", evidence=(Evidence("para_1", 0, len(words), words),)))
    found = deadlines(Book(text, CODEBOOK, None), {})
    assert [each.period for each in found] == ([period] if period else [])


def test_months_of_its_own_are_not_host_law() -> None:
    """A text that states more than twelve months gives a length of its own."""
    own = Book(coded("own", finding("AC-07", "longer", attributes={"months": "24"})), CODEBOOK, None)
    host = Book(coded("host", finding("AC-07", "longer")), CODEBOOK, None)
    assert (by_host_law(own.read("AC-07")), by_host_law(host.read("AC-07"))) == (False, True)


NOTHING_COUNTED = {
    "no limit on record": (
        "haiti-mss-2024",
        {"incident": "2024-08-31", "mandate-end": "2025-10-02"},
        {
            "en": "Dates given: the incident 31 August 2024; the end of the mandate 2 October 2025. No last day is "
            "computed for MSS 2024: no limit that can be counted is on record, which does not mean that there is none.",
            "fr": "Dates données : le fait 31 août 2024 ; la fin du mandat 2 octobre 2025. Aucun dernier jour n’est "
            "calculé pour MSS 2024 : aucun délai qui puisse être compté n’est relevé, ce qui ne veut pas dire qu’il "
            "n’y en a pas.",
        },
    ),
    "a limit in words that cannot be counted": (
        "nl-benin-2009",
        {"incident": "2010-01-01"},
        {
            "en": "No last day is computed for Netherlands–Benin 2009: no limit that can be counted is on record",
            "fr": "n’est calculé pour Netherlands–Benin 2009 : aucun délai qui puisse être compté n’est relevé",
        },
    ),
    "a limit that runs from what is not known": (
        "eu-host-state-model",
        {"first-appointed": "2009-01-01"},
        {
            "en": "No last day is computed for EU model 2007: the table says of each limit why not.",
            "fr": "n’est calculé pour EU model 2007 : le tableau dit pourquoi pour chaque délai.",
        },
    ),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("slug", "dates", "words"), NOTHING_COUNTED.values(), ids=NOTHING_COUNTED)
def test_where_nothing_is_counted_the_page_says_so(
    slug: str, dates: dict[str, str], words: dict[str, str], lang: str
) -> None:
    """Dates from which no last day follows are repeated with the reason, and nothing is said to be counted."""
    _, text = _made(dates, slug, lang=lang)
    assert words[lang] in text
    assert "Counted from the dates given" not in text
    assert "Comptés à partir des dates données" not in text


RECORDED = {
    (name, value)
    for slug in corpus.slugs()
    for each in corpus.read(slug).findings
    for name, value in each.attributes
    if name in ("exceptional_extension", "step", "long_stop", "trigger")
}
TOLD = {"chair", "not known", "one year after the end of the mandate", FIRST_APPOINTED}
"""Recorded words that a sentence of the catalogue tells in another way."""


@pytest.mark.parametrize("name", ["exceptional_extension", "step", "long_stop", "trigger"])
def test_recorded_words_about_time_have_a_french_form(name: str) -> None:
    """What the records say of steps, long stops and extensions in English, a French page has in French."""
    said = {value for attribute, value in RECORDED if attribute == name} - TOLD
    french = messages.load("fr")
    assert {attribute for attribute, _ in RECORDED} == {"exceptional_extension", "step", "long_stop", "trigger"}
    assert [value for value in sorted(said) if not french.has(f"deadline.words.{value}")] == []
    assert [value for value in sorted(said) if french.say(f"deadline.words.{value}") == value] == []


FRENCH = {
    SLUG: "une prolongation exceptionnelle est relevée (résolution 52/247, paragraphe 8) ;",
    "ga-res-52-247": "est relevée (le Secrétaire général, dans des circonstances exceptionnelles) ;",
    "eu-host-state-model": "telle que relevée : désignation des arbitres dans un délai de deux mois : 2 mois",
    "nl-benin-2009": "l’article VII reste en vigueur pour les litiges en cours pendant un an au plus (XII)",
}


@pytest.mark.parametrize(("slug", "words"), FRENCH.items())
def test_recorded_words_are_french_on_a_french_page(slug: str, words: str) -> None:
    """In French the recorded words stand translated and without quotation marks; in English as recorded, in them."""
    french, english = _made({}, slug, lang="fr")[1], _made({}, slug)[1]
    recorded = [value for name, value in RECORDED if name != "trigger" and f"“{value}”" in english]
    assert words in french
    assert recorded
    assert [value for value in recorded if value in french.partition("Avant de se fier")[0]] == []


@pytest.mark.parametrize("step", ["recorded", "chair of <b>", "{words}"])
def test_words_that_nobody_translated_are_marked_as_english(step: str) -> None:
    """Other words of a record stand in quotation marks, in their own language, whatever they are."""
    text = coded("text", finding("AC-03", "partial", attributes={"days": "30", "step": step}))
    report = making.make(("dossier", "claims"), [text], lang="fr")
    (table,) = (block for block in report.blocks if isinstance(block, Table) and block.id == "deadline-table")
    assert Text(step, "en") in table.rows[0][1].inlines
    assert f"« {step} »" in _plain(report)
