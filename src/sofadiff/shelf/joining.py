"""A record with what the user attached to it: the authentic words beside each clause, and what could not be used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from sofadiff import akn
from sofadiff.authentic import AuthenticClause, AuthenticText, Confirmation, Unlinked, Unused
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.shelf import store
from sofadiff.shelf.entries import StoredConfirmation, StoredLink, StoredText
from sofadiff.shelf.naming import names, words_digest


def with_library(agreement: Agreement, library: str) -> Agreement:
    """The agreement with its attached texts. What cannot be used is in :attr:`Agreement.unused`; nothing is raised."""
    if not (agreement.slug and agreement.has_profile) or not Path(library, agreement.slug).is_dir():
        return agreement
    texts: list[AuthenticText] = []
    unused: list[Unused] = []
    try:
        entry = store.latest(library, agreement.slug)
    except store.LibraryError as error:
        return replace(agreement, unused=(error.unused,))
    except SofadiffError:  # a record whose slug is no name of a folder has none
        return agreement
    for stored in entry.texts if entry else ():
        try:
            expression = _expression(library, agreement.slug, stored)
        except store.LibraryError as error:
            unused.append(error.unused)
            continue
        text, gone = joined(agreement, stored, expression)
        texts.append(text)
        unused += [Unused("gone", stored.file, gone)] if gone else []
    return replace(agreement, authentic=tuple(texts), unused=tuple(unused))


def _expression(library: str, slug: str, stored: StoredText) -> Agreement:
    path = str(Path(store.folder_of(library, slug)) / stored.file)
    try:
        expression = akn.read(store.text(library, slug, stored), path, coded=False)
    except store.LibraryError:
        raise
    except SofadiffError as error:
        raise store.LibraryError(Unused("unreadable", path), error.what) from None
    if expression.language != stored.language:
        raise store.LibraryError(Unused("not-ours", path), "is in another language than the library says.")
    return expression


def joined(agreement: Agreement, stored: StoredText, expression: Agreement) -> tuple[AuthenticText, tuple[str, ...]]:
    """The text as it stands beside the record, and the names of clauses that the record no longer has."""
    known = names(agreement)
    words = {unit.id: unit for unit in expression.units}
    clauses: dict[str, AuthenticClause] = {}
    lapsed: list[str] = []
    gone: list[str] = []
    used: set[str] = set()
    of: dict[str, list[StoredConfirmation]] = {}
    for item in stored.confirmed:
        of.setdefault(item.clause, []).append(item)
    for link in stored.links:
        unit, pieces = known.get(link.clause), [words[name] for name in link.units if name in words]
        if unit is None or len(pieces) != len(link.units):
            gone.append(link.clause)
            continue
        clause = _clause(unit, pieces, link, of.get(link.clause, ()))
        lapsed += [unit.id] if of.get(link.clause) and not clause.confirmed else []
        clauses[unit.id] = clause
        used.update(link.units)
    rest = [unit for unit in expression.units if unit.id not in used and unit.part is not UnitPart.HEADING]
    text = AuthenticText(
        language=stored.language,
        file=stored.source,
        sha256=stored.source_sha256,
        expression=stored.sha256,
        clauses=tuple(clauses[unit.id] for unit in agreement.units if unit.id in clauses),
        unlinked=_unlinked(agreement, rest),
        translation=is_translation(agreement, stored.language),
        lapsed=tuple(lapsed),
    )
    return text, tuple(gone)


def _unlinked(agreement: Agreement, rest: Sequence[Unit]) -> tuple[Unlinked, ...]:
    annexes = any(_in_annex(unit) for unit in agreement.units)
    return tuple(
        Unlinked(
            unit=unit.id,
            number=_number(unit),
            part="conclusions" if unit.element == "conclusions" else unit.part.value,
            text=unit.text,
            place=unit.anchor or "",
            outside=not annexes and _in_annex(unit),
        )
        for unit in rest
    )


def _in_annex(unit: Unit) -> bool:
    return any(element in {"hcontainer", "attachment"} for element, _ in unit.path)


def _number(unit: Unit) -> str:
    labels = [label.strip(" .()") for _, num in unit.path if (label := num or "")]
    if not labels:
        return unit.heading or ""
    return labels[0] + "".join(f"({label})" for label in labels[1:])


def is_translation(agreement: Agreement, language: str) -> bool:
    """Whether the record names the authentic languages of its instrument, and this is none of them."""
    authentic = {fact.value for fact in agreement.facts_of("language") if fact.attribute("status") == "authentic"}
    return bool(authentic) and language not in authentic


def _clause(
    unit: Unit, pieces: Sequence[Unit], link: StoredLink, confirmed: Sequence[StoredConfirmation]
) -> AuthenticClause:
    text = "\n".join(piece.text for piece in pieces)
    now = (words_digest(unit.text), words_digest(text))
    return AuthenticClause(
        unit=unit.id,
        text=text,
        place=pieces[0].anchor or "",
        rule=link.rule,
        fingerprint=link.fingerprint,
        doubtful=link.doubtful,
        confirmed=tuple(
            Confirmation(item.by, item.date, item.file_sha256)
            for item in confirmed
            if (item.restated_sha256, item.authentic_sha256) == now
        ),
    )
