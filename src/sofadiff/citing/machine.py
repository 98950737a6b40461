"""Citations for programs that manage references: CSL-JSON and BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from sofadiff.citing import Instrument, Pinpoint, Printed, dates, places
from sofadiff.citing.series import FORMS
from sofadiff.citing.styles import first_date
from sofadiff.languages import bcp47
from sofadiff.text import tidy

_TYPES = {
    "treaty": "treaty",
    "exchange": "treaty",
    "regulation": "regulation",
    "document": "report",
    "resolution": "document",
}
_NAMES = {
    "unts": "United Nations Treaty Series",
    "tias": "Treaties and Other International Acts Series",
    "ats": "Australian Treaty Series",
    "ilm": "International Legal Materials",
}
_LABELS = ("article", "section", "paragraph", "part")


class Entry(Struct, frozen=True):
    """One thing cited."""

    instrument: Instrument
    pin: Pinpoint | None
    marks: tuple[str, ...]
    link: str
    unchecked: bool


def csl_json(entries: Sequence[Entry]) -> str:
    """A CSL-JSON file: one item for each entry, with stable keys."""
    items = [_item(entry, key) for entry, key in zip(entries, _keys(entries), strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def bibtex(entries: Sequence[Entry]) -> str:
    """A BibTeX file, UTF-8: one `misc` for each entry."""
    return "\n".join(_bib(entry, key) for entry, key in zip(entries, _keys(entries), strict=True))


def escaped(text: str) -> str:
    r"""Text for a BibTeX field: no character of it is taken for a command, and braces always balance.

    >>> escaped("50% & {x}_1")
    '50\\% \\& \\{x\\}\\_1'
    """
    return "".join(_SPECIAL.get(sign, sign) for sign in tidy(text) if sign.isprintable())


_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _keys(entries: Sequence[Entry]) -> list[str]:
    """One key for each entry, the same on every run: the agreement's name, and the place where there is one."""
    made: list[str] = []
    for entry in entries:
        name = re.sub(r"[^A-Za-z0-9-]+", "-", entry.instrument.name.rpartition("/")[2]).strip("-") or "agreement"
        place = re.sub(r"[^A-Za-z0-9]+", "-", places.oscola(entry.pin)).strip("-").lower() if entry.pin else ""
        key = f"{name}-{place}" if place else name
        made.append(key if key not in made else f"{key}-{len(made) + 1}")
    return made


def _item(entry: Entry, key: str) -> dict[str, Any]:
    it = entry.instrument
    item: dict[str, Any] = {"id": key, "type": _TYPES[it.kind], "title": tidy(it.title)}
    if it.short:
        item["title-short"] = it.short
    date = first_date(it)
    if date is not None:
        parts = [int(part) for part in date.date.split("-")]
        # CSL has a field for doubt about a date, so it is kept and marked instead of set in brackets.
        item["issued"] = {"date-parts": [parts]} | ({} if date.known else {"circa": True})
    if it.place:
        item["event-place"] = it.place
    printed = _first(it)
    if printed is not None:
        item |= _printed(printed)
    if it.number:
        item["number"] = it.number
    item["language"] = bcp47(it.title_lang)
    if entry.pin is not None:
        item["locator"] = places.plain(entry.pin)
    if notes := _notes(entry):
        item["note"] = notes
    return item


def _first(it: Instrument) -> Printed | None:
    return next((p for p in it.printed if p.known), None)


def _printed(p: Printed) -> dict[str, Any]:
    if p.document:
        return {"number": p.document}
    found = {
        "container-title": _NAMES.get(p.series, p.name),
        "volume": p.volume,
        "page": "" if p.page.startswith("[") else p.page,
        "number": p.number,
    }
    return {key: value for key, value in found.items() if value}


def _notes(entry: Entry) -> str:
    """What must be known, the places of print that were not checked, and the link, in one note."""
    form = FORMS["plain"]
    loose = [f"not checked: {form[p.series](p)}" for p in entry.instrument.printed if not p.known and entry.unchecked]
    doubtful = first_date(entry.instrument)
    dated = ["date not checked"] if doubtful is not None and not doubtful.known else []
    return "; ".join([*entry.marks, *loose, *dated, *([entry.link] if entry.link else [])])


def _bib(entry: Entry, key: str) -> str:
    it = entry.instrument
    date = first_date(it)
    printed = [FORMS["plain"][p.series](p) for p in it.printed if p.known]
    place = places.plain(entry.pin) if entry.pin else ""
    fields = {
        "title": f"{{{escaped(it.title)}}}",
        "shorttitle": escaped(it.short),
        "year": date.date[:4] if date else "",
        "date": date.date if date else "",
        "howpublished": escaped("; ".join(printed)),
        "note": escaped("; ".join(part for part in (place, _events(it), _notes(entry)) if part)),
        "langid": {"eng": "english", "fra": "french"}.get(it.title_lang, ""),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def _events(it: Instrument) -> str:
    date = first_date(it)
    if date is None:
        return ""
    at = f" at {it.place}" if it.place and date.event == "signature" else ""
    verb = {"signature": "signed", "adoption": "adopted", "publication": "published"}.get(date.event)
    return f"{verb}{at} on {dates.british(date.date)}" if verb else ""
