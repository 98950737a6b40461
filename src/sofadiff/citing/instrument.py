"""What a record knows about its instrument, sorted into what a citation may say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sofadiff.citing import Dated, Instrument, Printed, names
from sofadiff.model import Agreement, Event, Fact, Support

_NOTES = re.compile(r"(?i)exchange of (notes|letters)|échange de (notes|lettres)")
_RESOLUTION = re.compile(r"(?i)\b(?:General Assembly|Security Council) resolution (\d+(?:/\d+)?(?: \(\d{4}\))?)")
_REGULATION = r"(?i)\bRegulation No"
_SHORT = re.compile(r"\(([^()]*(?:SOFA|Protocol|Agreement|Convention)[^()]*)\)$")
_DUTCH = r"\bBWBV\d{7}\b"
_GROUP = r"(?i)\b(parties|members|states parties|member states)\b"
_GENERAL = "general-knowledge"
_COPIES = ("treaty-series", "official-copy", "official-document")


def instrument(agreement: Agreement, lang: str) -> Instrument:
    """The facts for a citation in `lang` (`eng` or `fra`): a title in that language where a source gives one."""
    title, title_lang, printed_title = _title(agreement, lang)
    printed = tuple(_merged([in_series(agreement, fact) for fact in agreement.facts_of("series")]))
    number = match[1] if (match := _RESOLUTION.search(agreement.title)) else ""
    parties = tuple(party.name for party in agreement.parties)
    kind = _kind(agreement, number, printed)
    short = match[1] if (match := _SHORT.search(agreement.title)) else ""
    return Instrument(
        name=agreement.name,
        kind=kind,
        title=title,
        title_lang=title_lang,
        printed_title=printed_title,
        short=short,
        parties=parties if len(parties) == 2 and kind in ("treaty", "exchange") and _each_one(agreement) else (),
        dates=_dates(agreement),
        place=_place(agreement),
        printed=printed,
        number=number,
        collection=_collection(agreement) if kind != "resolution" and not any(p.known for p in printed) else "",
        status=agreement.text_status,
        united_states=any(name.endswith("United States of America") for name in parties)
        or any(p.series == "tias" for p in printed),
    )


def checked(agreement: Agreement, sources: Iterable[str]) -> bool:
    """Whether anything but general knowledge is among these sources."""
    found = [agreement.source(name) for name in sources]
    return any(source is not None and source.kind != _GENERAL for source in found)


def _all_checked(agreement: Agreement, sources: Iterable[str]) -> bool:
    return all((source := agreement.source(name)) is None or source.kind != _GENERAL for name in sources)


def recorded_title(agreement: Agreement, lang: str) -> str:
    """The instrument's own title in a language (ISO 639-3), as a source gives it whole; empty where none does."""
    stated = (
        fact.value
        for fact in agreement.facts_of("title")
        if (fact.attribute("lang") or "eng") == lang and _known(agreement, fact) and not fact.attribute("note")
    )
    return next(stated, "")


def _title(agreement: Agreement, lang: str) -> tuple[str, str, bool]:
    """(title, language, whether it is the instrument's own). A note on a recorded title means that it is not whole."""
    exchange = bool(_NOTES.search(agreement.title))
    wanted = ("eng", "fra") if lang == "eng" else ("fra", "eng")
    for language in wanted:
        own = recorded_title(agreement, language)
        if own and not (exchange and language == "eng" and not _NOTES.search(own)):
            return own, language, True
        if language == "eng":
            break
    ours = re.sub(r" \([^()]*\)$", "", agreement.title) if agreement.has_profile else agreement.title
    return ours, "eng" if agreement.has_profile else agreement.language, not agreement.has_profile


def _kind(agreement: Agreement, number: str, printed: tuple[Printed, ...]) -> str:
    if number:
        return "resolution"
    if _NOTES.search(agreement.title):
        return "exchange"
    if re.search(_REGULATION, agreement.title):
        return "regulation"
    return "document" if not agreement.parties and any(p.document for p in printed) else "treaty"


def _each_one(agreement: Agreement) -> bool:
    """Whether each party is one State or organisation, not a group such as "Members of the United Nations"."""
    return not any(re.search(_GROUP, party.name) and party.role == "party" for party in agreement.parties)


def _known(agreement: Agreement, fact: Fact) -> bool:
    return fact.attribute("support") != "unverified" and checked(agreement, fact.sources)


def _dates(agreement: Agreement) -> tuple[Dated, ...]:
    found = tuple(Dated(event.name, event.date, _sure(agreement, event)) for event in agreement.events if event.date)
    if found or agreement.work_date is None:
        return found
    # No event of its own: of a document, the date under which it was issued, known as well as its symbol is.
    symbols = [fact for fact in agreement.facts_of("series") if fact.attribute("document")]
    known = not agreement.has_profile or any(_known(agreement, fact) for fact in symbols)
    return (Dated(agreement.work_date_name, agreement.work_date, known),)


def _sure(agreement: Agreement, event: Event) -> bool:
    return checked(agreement, event.sources)


def _place(agreement: Agreement) -> str:
    places = [fact.value for fact in agreement.facts_of("place") if _known(agreement, fact)]
    return places[0] if places else ""


def in_series(agreement: Agreement, fact: Fact) -> Printed:
    """Where a series prints the instrument; a page that rests in part on general knowledge stands in brackets."""
    document = fact.attribute("document") or ""
    series = names.series(fact.value)
    page = fact.attribute("page") or ""
    if page and _known(agreement, fact) and not _all_checked(agreement, fact.sources):
        page = f"[{page}]"  # part of the reference rests on general knowledge: the page is the part seen last
    if document:
        series = "un-doc" if fact.value.startswith("United Nations documents") else "other-doc"
    return Printed(
        series=series,
        name=fact.value,
        volume=fact.attribute("volume") or "",
        number=(fact.attribute("number") or "").removeprefix("I-"),
        page=page,
        document=document,
        known=_known(agreement, fact),
        note=fact.attribute("note") or "",
    )


def _merged(printed: Iterable[Printed]) -> Iterable[Printed]:
    """As recorded, but without a registration number that stands apart and that nobody checked."""
    return [p for p in printed if not (p.series == "unts" and not p.volume)]


def _collection(agreement: Agreement) -> str:
    """The copy in which clauses of the text were read; empty where nobody read any."""
    read = {name for unit in agreement.units if unit.support is Support.VERIFIED for name in unit.sources}
    for source in agreement.sources:
        if source.kind in _COPIES and source.id in read:
            found = re.search(_DUTCH, f"{source.locator} {source.title}")
            return f"Dutch treaty collection, {found[0]}" if found else source.title
    return ""
