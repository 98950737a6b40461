"""One function for each style: an instrument and a place in it to one line, and the rules that the line follows.

Whatever rests on general knowledge alone stands in square brackets (dates) or is left out (series) unless the caller
asks for it; `Line.left_out` and `Line.bracketed` say what.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from sofadiff.citing import Dated, Instrument, Pinpoint, dates, names, places
from sofadiff.citing.series import every
from sofadiff.citing.series import first as series_of
from sofadiff.citing.series import symbol as symbol_of

_OSCOLA_PIN = ("oscola-pin", "oscola-points")
_BLUEBOOK_PIN = ("bluebook-pin", "bluebook-points")
_FRENCH_PIN = ("french-pin", "french-points")
_OPENING = ("signature", "adoption", "publication")


class Line(Struct, frozen=True):
    """A citation before what the reader must know is put to it."""

    text: str
    rules: tuple[str, ...]
    ends: str = ""
    """Mark with which the line ends: a full stop in notes of some styles."""


def finished(line: Line, marks: Sequence[str]) -> str:
    """The line with its marks in square brackets, and the style's mark at the end."""
    ends = "" if line.ends and line.text.endswith(line.ends) else line.ends
    text = line.text + "".join(f" [{mark}]" for mark in marks)
    return text + (line.ends if marks else ends)


Write = Callable[[Instrument, Pinpoint | None, bool], Line]


def oscola(it: Instrument, pin: Pinpoint | None, unchecked: bool) -> Line:
    """OSCOLA: Title (parties) (dates) series (short name) place."""
    place = places.oscola(pin) if pin else ""
    date = first_date(it)
    if it.kind == "resolution":
        symbol = symbol_of(it, unchecked)
        body = f"{_organ(it.title, 'oscola')} Res {it.number}{_in_round(date, dates.british)}"
        return Line(_sentence(body, symbol and f" UN Doc {symbol}", place and f" {place}"), ("oscola-un", *_OSCOLA_PIN))
    if it.kind == "document":
        symbol = symbol_of(it, unchecked)
        author = {"A/": "UNGA, ", "S/": "UNSC, "}.get(symbol[:2], "")
        un = f" UN Doc {symbol}" if symbol.startswith(("A/", "S/")) else symbol and f" {symbol}"
        body = f"{author}‘{it.title}’{_in_round(date, dates.british)}"
        return Line(_sentence(body, un, place and f" {place}"), ("oscola-un", *_OSCOLA_PIN))
    told = [_dated(d, dates.british) for d in _told(it)]
    rules = ["oscola-treaty"]
    parties = _parties(it, "en", "–", lead="(") if it.parties else ""
    rules += ["oscola-parties"] if parties else []
    series = series_of(it, "oscola", unchecked)
    rules += [] if series else ["unpublished"]
    short = f" ({it.short})" if it.short else ""
    body = _sentence(it.title, parties and f" {parties}", f" ({', '.join(told)})" if told else "")
    if it.kind == "exchange":
        rules.append("exchange")
    return Line(_sentence(body, series and f" {series}", short, place and f" {place}"), (*rules, *_OSCOLA_PIN))


def bluebook(it: Instrument, pin: Pinpoint | None, unchecked: bool) -> Line:
    """Bluebook: Title, parties, place, date, series."""
    place = places.bluebook(pin) if pin else ""
    date = first_date(it)
    when = _bracketed(date, dates.american) if date else ""
    if it.kind == "resolution":
        symbol = symbol_of(it, unchecked)
        body = f"{_organ(it.title, 'bluebook')} Res. {it.number}"
        rest = _sentence(body, place and f", {place}", symbol and f", U.N. Doc. {symbol}", when and f" ({when})")
        return Line(rest, ("bluebook-un", *_BLUEBOOK_PIN), ".")
    if it.kind == "document":
        symbol = symbol_of(it, unchecked)
        un = f", U.N. Doc. {symbol}" if symbol.startswith(("A/", "S/")) else symbol and f", {symbol}"
        rest = _sentence(it.title, place and f", {place}", un, when and f" ({when})")
        return Line(rest, ("bluebook-un-document", *_BLUEBOOK_PIN), ".")
    if date and date.event not in ("signature",):
        when = _dated(date, dates.american)
    rules = ["bluebook-treaty", *_BLUEBOOK_PIN]
    parties = ""
    if it.parties:
        parties = f", {'-'.join(names.party(name, 'bluebook') for name in it.parties)}"
        rules += ["bluebook-parties", "bluebook-names"]
    sources = every(it, "bluebook", unchecked)
    rules.append("bluebook-source" if sources else "unpublished")
    join = ", " if parties else " "
    if it.kind == "exchange":
        rules.append("exchange")
    text = _sentence(it.title, parties, place and f"{join}{place}", when and f", {when}", *(f", {s}" for s in sources))
    return Line(text, tuple(rules), ".")


def un(it: Instrument, pin: Pinpoint | None, unchecked: bool) -> Line:
    """United Nations: title (place, date), United Nations, Treaty Series, vol., No., p., place in it."""
    place = places.un(pin) if pin else ""
    date = first_date(it)
    when = _bracketed(date, dates.british) if date else ""
    if it.kind == "resolution":
        # The title begins with the organ: "General Assembly resolution 52/247".
        return Line(_sentence(it.title.split(",")[0], place and f", {place}"), ("un-resolution", "un-pin"), ".")
    if it.kind == "document":
        symbol = symbol_of(it, unchecked)
        mark = f" ({symbol})" if symbol else f" ({when})" if when else ""
        return Line(_sentence(it.title, mark, place and f", {place}"), ("un-document", "un-pin"), ".")
    if date and date.event not in ("signature",):
        when = _dated(date, dates.british)
    where = ", ".join(part for part in (it.place, when) if part)
    series = series_of(it, "un", unchecked)
    rules = ["un-treaty" if series else "unpublished", "un-pin"]
    if it.kind == "exchange":
        rules.append("exchange")
    text = _sentence(it.title, where and f" ({where})", series and f", {series}", place and f", {place}")
    return Line(text, tuple(rules), ".")


def french(it: Instrument, pin: Pinpoint | None, unchecked: bool) -> Line:
    """French: nature, town, date, title, article, series."""
    place = places.french(pin) if pin else ""
    date = first_date(it)
    when = _bracketed(date, dates.french) if date else ""
    if it.kind == "resolution":
        body = f"{_organ(it.title, 'french')}, rés. {it.number}"
        return Line(_sentence(body, when and f", {when}", place and f", {place}"), ("french-un", *_FRENCH_PIN))
    title = _quoted(it)
    if it.kind == "document":
        symbol = symbol_of(it, unchecked)
        tail = (when and f", {when}", symbol and f", doc. {symbol}", place and f", {place}")
        return Line(_sentence(title, *tail), ("french-un", *_FRENCH_PIN))
    rules = ["french-treaty", *_FRENCH_PIN]
    nature, rest = _nature(it)
    if date and date.event == "entry-into-force":
        when = f"entrée en vigueur\u00a0: {when}"
    head = " ".join(part for part in (nature, names.place_fr(it.place)) if part)
    parties = ""
    if it.parties:
        parties = _parties(it, "fr", "\u2013", lead="(")
        rules.append("french-parties")
    series = series_of(it, "french", unchecked)
    rules += ["french-series"] if series else ["unpublished"]
    if it.kind == "exchange":
        rules.append("exchange")
    text = _sentence(
        head,
        when and f", {when}",
        f", {rest}",
        parties and f" {parties}",
        place and f", {place}",
        series and f", {series}",
    )
    return Line(text, tuple(rules))


def plain(it: Instrument, pin: Pinpoint | None, unchecked: bool) -> Line:
    """Our own: every word in full, for readers who know no style."""
    place = places.plain(pin) if pin else ""
    told = []
    for number, dated in enumerate(_told(it)):
        words = _dated(dated, dates.british)
        at = f" at {it.place}" if it.place and number == 0 and dated.event == "signature" else ""
        verb, _, day = words.partition(" ") if dated.event in _OPENING else words.rpartition("force ")
        told.append(f"{verb}{at} on {day}" if dated.event in _OPENING else f"{verb}force on {day}")
    series = "; ".join(every(it, "plain", unchecked))
    parties = _parties(it, "plain", " and ", lead="between ") if it.parties else ""
    tail = (
        f" {parties}" if parties else "",
        *(f", {t}" for t in told),
        place and f", {place}",
        series and f" ({series})",
    )
    return Line(_sentence(it.title, *tail), ("plain",))


STYLES: dict[str, Write] = {"un": un, "oscola": oscola, "bluebook": bluebook, "french": french, "plain": plain}
"""Styles that write one line of words."""


def first_date(it: Instrument) -> Dated | None:
    """The date by which an instrument is known: signature, adoption, publication, else the first there is."""
    for event in _OPENING:
        for dated in it.dates:
            if dated.event == event:
                return dated
    return it.dates[0] if it.dates else None


def told_dates(it: Instrument) -> tuple[Dated, ...]:
    """The dates that a citation gives: the one above, and entry into force where a source says so."""
    return _told(it)


def _told(it: Instrument) -> tuple[Dated, ...]:
    first = first_date(it)
    force = next((d for d in it.dates if d.event == "entry-into-force" and d.known), None)
    return tuple(d for d in (first, force if force is not first else None) if d is not None)


def _dated(dated: Dated, form: Callable[[str], str]) -> str:
    verb = _VERBS.get(dated.event, dated.event.replace("-", " "))
    return f"{verb} {_bracketed(dated, form)}"


_VERBS = {
    "signature": "signed",
    "adoption": "adopted",
    "publication": "published",
    "entry-into-force": "entered into force",
    "provisional-application": "provisionally applied from",
}


def _bracketed(dated: Dated, form: Callable[[str], str]) -> str:
    return form(dated.date) if dated.known else f"[{form(dated.date)}]"


def _in_round(dated: Dated | None, form: Callable[[str], str]) -> str:
    return f" ({_bracketed(dated, form)})" if dated else ""


def _sentence(*parts: str) -> str:
    return "".join(parts)


def _parties(it: Instrument, form: str, between: str, *, lead: str) -> str:
    """The two parties, unless the title names them."""
    short = [names.party(name, form) for name in it.parties]
    if all(name.removeprefix("the ").casefold() in it.title.casefold() for name in short):
        return ""
    return f"{lead}{between.join(short)}{')' if lead == '(' else ''}"


def _organ(title: str, style: str) -> str:
    general = title.startswith("General Assembly")
    return {
        "oscola": ("UNGA", "UNSC"),
        "bluebook": ("G.A.", "S.C."),
        "french": ("AGNU", "Conseil de sécurité"),
    }[style][0 if general else 1]


def _nature(it: Instrument) -> tuple[str, str]:
    """(nature of the instrument, what follows the date) in French; a title in another language is quoted as it is."""
    if it.title_lang == "fra" and it.kind == "exchange":
        return "Échange de notes", it.title[:1].lower() + it.title[1:]
    if it.title_lang == "fra":
        first, _, rest = it.title.partition(" ")
        return first, rest
    for word, nature in _NATURES.items():
        if word in it.title.casefold():
            return nature, _quoted(it)
    return "", _quoted(it)


def _quoted(it: Instrument) -> str:
    """A title as it is, in French marks, with its language where that is not French."""
    english = " [titre en anglais]" if it.title_lang == "eng" else ""
    return f"«\u00a0{it.title}\u00a0»{english}"


_NATURES = {
    "exchange of notes": "Échange de notes",
    "exchange of letters": "Échange de lettres",
    "protocol": "Protocole",
    "convention": "Conv.",
    "regulation": "Règlement",
    "agreement": "Accord",
}
