"""Facts about texts and clauses as an index stores them, and back; nothing that is read back is taken on trust."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypeVar

from sofadiff.errors import SofadiffError
from sofadiff.index.container import REBUILD, damaged
from sofadiff.model import Holder, NumberStatus, Role, Support, Term, Unit, UnitPart
from sofadiff.nearest import Entry, Unread, weights, words
from sofadiff.pinpoint import Standing
from sofadiff.states import Completeness, RecordKind, TextStatus

_Value = TypeVar("_Value")
_FIELD, _ITEM, _PAIR = "\x1f", "\x1e", "\x1d"
_ENTRY_TEXTS = ("sha256", "title", "short", "language", "work_uri")


def versions() -> dict[str, str]:
    """What an index must have been made with for its words to be found by this version."""
    return {"words": words.VERSION, "lists": words.lists(), "weights": weights.VERSION}


def check_versions(where: str, manifest: Mapping[str, Any]) -> None:
    """Refuse an index whose words were cut or weighed otherwise than this version would."""
    if any(manifest.get(key) != value for key, value in versions().items()):
        raise SofadiffError(
            "was made by a version of sofadiff that cuts, folds or weighs words otherwise, so words would be missed.",
            where=where,
            remedy=REBUILD,
        )


def entry_out(entry: Entry) -> dict[str, Any]:
    """A text as plain values."""
    return {
        "slug": entry.slug,
        "path": entry.path,
        "sha256": entry.sha256,
        "size": entry.size,
        "title": entry.title,
        "short": entry.short,
        "language": entry.language,
        "kind": entry.kind.value,
        "work_uri": entry.work_uri,
        "work_date": entry.work_date,
        "completeness": entry.completeness and entry.completeness.value,
        "text_status": entry.text_status and entry.text_status.value,
        "terms": [[term.role.value, term.form, term.holder and term.holder.value] for term in entry.terms],
        "clauses": entry.clauses,
    }


def entries_in(where: str, manifest: Mapping[str, Any]) -> tuple[Entry, ...]:
    """All texts of an index, each path as seen from here."""
    found: list[Entry] = []
    first = 0
    try:
        for stored in manifest["texts"]:
            found.append(_entry(stored, first, os.path.dirname(where)))
            first += found[-1].clauses
    except (KeyError, TypeError, ValueError, AttributeError):
        raise damaged(where, "its list of texts cannot be read") from None
    return tuple(found)


def unread_in(where: str, manifest: Mapping[str, Any]) -> tuple[Unread, ...]:
    """The files that were to be indexed and could not be read."""
    try:
        return tuple(Unread(_text(name), _text(reason)) for name, reason in manifest["unread"])
    except (KeyError, TypeError, ValueError):
        raise damaged(where, "its list of unread files cannot be read") from None


def passed_over_in(where: str, manifest: Mapping[str, Any]) -> dict[str, int]:
    """Endings of the files that were not looked at, with how many there were."""
    try:
        return {_text(ending): _count(number) for ending, number in manifest["passed_over"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise damaged(where, "its list of passed-over files cannot be read") from None


def clause_out(unit: Unit, place: Standing) -> str:
    """A clause without its words, as one line.

    Fields are parted by signs that XML forbids, so none of them can hold one; JSON would take three times as long.
    """
    return _FIELD.join(
        (
            unit.id,
            unit.eid,
            unit.wid or "",
            unit.element,
            unit.part,
            unit.num or "",
            unit.number or "",
            unit.heading or "",
            _ITEM.join([f"{element}{_PAIR}{num or ''}" for element, num in unit.path]),
            _ITEM.join(unit.topics),
            unit.support or "",
            unit.assumed_from or "",
            place.number or "",
            "1" if place.confirmed_above else "",
            str(place.recital or ""),
        )
    )


def clause_in(where: str, line: str, text: str) -> tuple[Unit, Standing]:
    """A clause with its words, from its stored line."""
    try:
        return _clause(line.split(_FIELD), text)
    except ValueError:
        raise damaged(where, "what it says of a clause cannot be read") from None


def _clause(stored: list[str], text: str) -> tuple[Unit, Standing]:
    uid, eid, wid, element, part, num, number, heading, path, topics, support, assumed, chain, above, recital = stored
    steps = [step.split(_PAIR) for step in path.split(_ITEM)] if path else []
    unit = Unit(
        id=uid,
        eid=eid,
        wid=wid or None,
        element=element,
        part=UnitPart(part),
        num=num or None,
        number=NumberStatus(number) if number else None,
        heading=heading or None,
        path=tuple((name, label or None) for name, label in steps),
        topics=tuple(topics.split(_ITEM)) if topics else (),
        support=Support(support) if support else None,
        sources=(),
        assumed_from=assumed or None,
        text_digest=None,
        text=text,
        refs=(),
        line=0,
    )
    return unit, Standing(NumberStatus(chain) if chain else None, bool(above), int(recital) if recital else None)


def _entry(stored: Mapping[str, Any], first: int, folder: str) -> Entry:
    sha256, title, short, language, work_uri = (_text(stored[key]) for key in _ENTRY_TEXTS)
    path = _maybe(stored["path"])
    return Entry(
        slug=_maybe(stored["slug"]),
        path=None if path is None else os.path.normpath(os.path.join(folder, path)),
        sha256=sha256,
        size=_count(stored["size"]),
        title=title,
        short=short,
        language=language,
        kind=RecordKind(stored["kind"]),
        work_uri=work_uri,
        work_date=_maybe(stored["work_date"]),
        completeness=_member(Completeness, stored["completeness"]),
        text_status=_member(TextStatus, stored["text_status"]),
        terms=tuple(
            Term(Role(role), _text(form), _member(Holder, holder), None, 0) for role, form, holder in stored["terms"]
        ),
        first=first,
        clauses=_count(stored["clauses"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _maybe(value: Any) -> str | None:
    return None if value is None else _text(value)


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _member(kind: type[_Value], value: Any) -> _Value | None:
    return None if value is None else kind(value)  # type: ignore[call-arg]
