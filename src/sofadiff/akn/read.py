"""A parsed document as an :class:`~sofadiff.model.Agreement`: metadata, units, and everything of our profile."""

from __future__ import annotations

from lxml import etree

from sofadiff.akn.parse import AKN, SD, Document, parse
from sofadiff.akn.profile import (
    adjudications_of,
    choice,
    facts_of,
    findings_of,
    imported_status,
    logs_of,
    not_known_of,
    parties_of,
    practices_of,
    sources_of,
    terms_of,
)
from sofadiff.akn.units import frames_of, units_of
from sofadiff.akn.words import block_text
from sofadiff.coding import decided
from sofadiff.model import Agreement, Completeness, Event, MissionType, RecordKind, TextStatus, Unit

_NS = {"a": AKN, "sd": SD}
NO_DATE = "0001-01-01"
"""Placeholder that Akoma Ntoso's schema forces on a draft without a known date; never printed."""


def read(data: bytes, path: str | None, slug: str | None = None, *, coded: bool = True) -> Agreement:
    """The agreement in a file's bytes.

    `path` is the file as the user named it (None for a record that ships with the package), `slug` its name in the
    corpus. Without `coded` the findings and the logs behind them are left unread, for those who need the text alone.
    Raises SofadiffError for anything that is not readable Akoma Ntoso 3.0.
    """
    return agreement_of(parse(data, path or slug or "record"), path=path, slug=slug, coded=coded)


def agreement_of(document: Document, *, path: str | None, slug: str | None, coded: bool = True) -> Agreement:
    """The agreement in a parsed document, with or without what was coded about it."""
    act, where = document.act, document.path
    meta = act.find("a:meta", _NS)
    record = act.find("a:meta/a:analysis/a:otherAnalysis/sd:record", _NS)
    units = units_of(act, where)
    codings = findings_of(meta, where, _texts(units)) if coded else ()
    adjudications = adjudications_of(meta) if coded else ()
    date = act.find("a:meta/a:identification/a:FRBRWork/a:FRBRdate", _NS)
    work_date = (date.get("date") if date is not None else None) or None
    return Agreement(
        slug=slug or (_slug_of(act) if record is not None else None),
        path=path,
        sha256=document.sha256,
        title=_title(act) or where,
        short=_alias(act, "short") or slug or where.replace("\\", "/").rpartition("/")[2],
        language=_attribute(act, "a:meta/a:identification/a:FRBRExpression/a:FRBRlanguage", "language") or "und",
        kind=choice(RecordKind, record, "kind", where) or RecordKind.AGREEMENT,
        work_uri=_attribute(act, "a:meta/a:identification/a:FRBRWork/a:FRBRuri", "value"),
        work_date=None if work_date == NO_DATE else work_date,
        work_date_name=(date.get("name") if date is not None else None) or "",
        mission_type=choice(MissionType, record, "missionType", where),
        completeness=choice(Completeness, record, "completeness", where),
        text_status=choice(TextStatus, record, "textStatus", where) or imported_status(meta, where),
        parties=parties_of(record, meta),
        facts=facts_of(record),
        events=_events(act),
        units=units,
        sources=sources_of(meta),
        terms=terms_of(meta, where),
        findings=decided(codings, adjudications),
        codings=codings,
        adjudications=adjudications,
        logs=logs_of(meta) if coded else (),
        not_known=not_known_of(meta),
        practices=practices_of(meta),
        frames=frames_of(act, units),
    )


def _texts(units: tuple[Unit, ...]) -> dict[str, str]:
    return {unit.id: unit.text for unit in units}


def _events(act: etree._Element) -> tuple[Event, ...]:
    return tuple(
        Event(
            date=event.get("date") or "",
            name=(event.get("refersTo") or event.get("type") or "").removeprefix("#"),
            sources=tuple(s.removeprefix("#") for s in (event.get(f"{{{SD}}}sources") or "").split()),
            line=int(event.sourceline or 0),
        )
        for event in act.iterfind("a:meta/a:lifecycle/a:eventRef", _NS)
    )


def _attribute(act: etree._Element, path: str, name: str) -> str:
    found = act.find(path, _NS)
    return (found.get(name) or "") if found is not None else ""


def _slug_of(act: etree._Element) -> str | None:
    uri = _attribute(act, "a:meta/a:identification/a:FRBRWork/a:FRBRuri", "value")
    return uri.rstrip("/").rpartition("/")[2] or None


def _alias(act: etree._Element, name: str) -> str:
    for alias in act.iterfind("a:meta/a:identification/a:FRBRWork/a:FRBRalias", _NS):
        if alias.get("name") == name and (value := alias.get("value")):
            return value
    return ""


def _title(act: etree._Element) -> str:
    for alias in act.iterfind("a:meta/a:identification/a:FRBRWork/a:FRBRalias", _NS):
        if alias.get("name") in {"title", "alias", "shortTitle"} and (value := alias.get("value")):
            return value
    for name in ("docTitle", "shortTitle", "longTitle"):
        found = act.find(f".//a:{name}", _NS)
        if found is not None and (text := block_text(found).replace("\n", " ")):
            return text[:300]
    return ""
