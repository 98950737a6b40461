"""What a user does with their library: attach a file to a record, confirm clauses, take that back, detach."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff import lookup, shelf
from sofadiff.attaching.linking import Linked, link
from sofadiff.comparison import pinning
from sofadiff.errors import SofadiffError
from sofadiff.importing import Imported, import_file
from sofadiff.importing.collate import language_read
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.pins import reading as persons
from sofadiff.shelf import entries, store
from sofadiff.shelf.entries import Entry, StoredConfirmation, StoredLink, StoredText
from sofadiff.shelf.joining import with_library
from sofadiff.shelf.naming import name_by_id, words_digest

LEAST = 0.2
"""Share of the record's clauses that must be found for sure in a file before it is taken for the same instrument."""


class Tied(Struct, frozen=True):
    """A file read and tied to a record, before anything is stored."""

    record: Agreement
    imported: Imported
    linked: Linked
    languages: tuple[str, ...]
    """Languages that the file holds, the one imported first."""

    @property
    def plausible(self) -> bool:
        """Whether enough clauses were found for sure for the file to be a text of the same instrument."""
        clauses = [unit.id for unit in self.record.units if unit.part is not UnitPart.HEADING]
        sure = {link.unit for link in self.linked.links if not link.doubtful}
        return sum(unit in sure for unit in clauses) >= LEAST * len(clauses)


def tie(record: Agreement, path: str, *, language: str | None = None, revisions: str | None = None) -> Tied:
    """Read a file and tie it to a record; SofadiffError for what is no record, or cannot be imported.

    Without a language the one of the file whose words the record's digests are of is taken, else the one that the
    record was read in, else the main one of the file.
    """
    if not (record.slug and record.has_profile):
        raise SofadiffError(
            "is a text of its own and no record, so nothing can be attached to it.",
            where=record.name,
            remedy="Give the slug of a record; `sofadiff list` names them.",
        )
    store.folder_of("", record.slug)
    first = _read(record, path, language, revisions)
    languages = tuple(dict.fromkeys((first.report.language, *(run.language for run in first.report.runs))))
    found = [Tied(record, first, link(record, first), languages)]
    for other in languages[1:] if language is None else ():
        try:
            imported = _read(record, path, other, revisions)
        except SofadiffError:  # too little of it to be imported by itself
            continue
        order = (other, *(one for one in languages if one != other))
        found.append(Tied(record, imported, link(record, imported), order))
    wanted = language_read(record)
    return max(found, key=lambda tied: (tied.linked.same, tied.languages[0] == wanted))


def _read(record: Agreement, path: str, language: str | None, revisions: str | None) -> Imported:
    date = record.work_date
    return import_file(path, language, title=record.title, date=date, slug=record.slug, revisions=revisions)


def attach(tied: Tied, folder: str) -> str | None:
    """Store the text and its links. The path of the file written; None where the very same stands there already.

    SofadiffError where another text in the same language is attached: nothing is overwritten.
    """
    shelf.require_outside(folder)
    slug = tied.record.slug or ""
    before = store.latest(folder, slug)
    language = tied.imported.report.language
    stored = stored_text(tied)
    there = before.text(language) if before else None
    if there is not None:
        if there.source_sha256 != stored.source_sha256:
            raise SofadiffError(
                f"a text in this language ({language}) is attached to it already, from {there.source}.",
                where=slug,
                remedy=f"Detach that one first: sofadiff detach {slug} --language {language}.",
            )
        stored = replace(stored, confirmed=there.confirmed)
        if there == stored:
            return None
    texts = [text for text in (before.texts if before else ()) if text.language != language]
    ordered = tuple(sorted((*texts, stored), key=lambda text: text.language))
    return store.append(folder, _next(folder, slug, "attach", ordered), {stored.file: tied.imported.data})


def stored_text(tied: Tied) -> StoredText:
    """The text and its links as the library keeps them, with nothing confirmed yet."""
    name = name_by_id(tied.record)
    report, digest = tied.imported.report, hashlib.sha256(tied.imported.data).hexdigest()
    return StoredText(
        language=report.language,
        file=f"{report.language}-{digest}.xml",
        sha256=digest,
        source=report.source.replace("\\", "/").rpartition("/")[2][-500:],
        source_sha256=report.sha256,
        source_format=report.format,
        links=tuple(
            StoredLink(name[each.unit], each.units, each.rule, each.fingerprint, each.doubtful)  # type: ignore[arg-type]
            for each in tied.linked.links
        ),
        confirmed=(),
    )


def _next(folder: str, slug: str, did: str, texts: tuple[StoredText, ...]) -> Entry:
    number = store.next_number(folder, slug)
    return entries.sealed(Entry(entries.FORMAT, slug, number, did, texts, ""))  # type: ignore[arg-type]


def confirm(
    record: Agreement, folder: str, clauses: Sequence[str], *, by: str, date: str, language: str | None = None
) -> tuple[str, tuple[Unit, ...]]:
    """Write down that a person confirmed clauses; the path written and the units confirmed, in the record's order.

    A clause stands for its points too. SofadiffError where one is unknown, has no authentic words, or was not used.
    """
    shelf.require_outside(folder)
    for key, value in (("by", by), ("date", date)):
        if flaw := persons.wrong(key, " ".join(value.split())):
            raise SofadiffError(f"{flaw}.", where=f"--{key}", remedy=_REMEDIES[key])
    before, stored, joined = _attached(record, folder, language)
    units = _units(record, clauses)
    text = next(text for text in joined.authentic if text.language == stored.language)
    without = [unit for unit in units if unit.id not in text.by_unit]
    if without:
        raise SofadiffError(
            f"has no authentic words in {stored.source}, so there is nothing to confirm.",
            where=f"{record.name}, {lookup.called(without[0])}",
            remedy="Confirm the clauses one by one.",
        )
    name = name_by_id(record)
    new = [
        StoredConfirmation(
            clause=name[unit.id],
            by=" ".join(by.split()),
            date=date,
            file_sha256=stored.source_sha256,
            restated_sha256=words_digest(unit.text),
            authentic_sha256=words_digest(text.by_unit[unit.id].text),
        )
        for unit in units
    ]
    again = {(item.clause, item.by) for item in new}
    kept = [item for item in stored.confirmed if (item.clause, item.by) not in again]
    path = _replaced(folder, before, replace(stored, confirmed=(*kept, *new)), "confirm")
    return path, units


def withdraw(
    record: Agreement, folder: str, clauses: Sequence[str], *, language: str | None = None
) -> tuple[str, tuple[Unit, ...]]:
    """Take back what was confirmed of clauses; the path written and the units that were confirmed until then."""
    shelf.require_outside(folder)
    before, stored, _ = _attached(record, folder, language)
    name = name_by_id(record)
    confirmed = {item.clause for item in stored.confirmed}
    units = tuple(unit for unit in _units(record, clauses) if name[unit.id] in confirmed)
    if not units:
        raise SofadiffError(
            "nobody confirmed these clauses.",
            where=f"{record.name}, {', '.join(clauses)}",
            remedy=f"`sofadiff attach {record.name}` lists what is confirmed.",
        )
    gone = {name[unit.id] for unit in units}
    kept = tuple(item for item in stored.confirmed if item.clause not in gone)
    return _replaced(folder, before, replace(stored, confirmed=kept), "withdraw"), units


def detach(slug: str, folder: str, language: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Undo: from now on nothing (or nothing in that language) is attached. The path written, and what was detached.

    Also where the newest file of the library is damaged; then everything is detached. The files stay where they are.
    """
    shelf.require_outside(folder)
    try:
        before = store.latest(folder, slug)
    except store.LibraryError:
        if language is not None:
            raise
        return store.append(folder, _next(folder, slug, "detach", ()), {}), ()
    gone = [text for text in (before.texts if before else ()) if language in (None, text.language)]
    if before is None or not gone:
        said = f" in {language}" if language else ""
        raise SofadiffError(
            f"no text{said} is attached to it in the library {folder}.",
            where=slug,
            remedy="Name the library with --library if it is another one.",
        )
    rest = tuple(text for text in before.texts if text not in gone)
    path = store.append(folder, _next(folder, slug, "detach", rest), {})
    return path, tuple(f"{text.source} ({text.language})" for text in gone)


_REMEDIES = {
    "by": "Name the person who read both texts.",
    "date": "Give the day on which they did as YYYY-MM-DD, such as 2024-05-31.",
}


def _attached(record: Agreement, folder: str, language: str | None) -> tuple[Entry, StoredText, Agreement]:
    """What is attached to a record in a language; SofadiffError unless there is one text and it can be used."""
    entry = store.latest(folder, record.slug or "")
    texts = [text for text in (entry.texts if entry else ()) if language in (None, text.language)]
    if entry is None or not texts:
        raise SofadiffError(
            f"nothing is attached to it in the library {folder}.",
            where=record.name,
            remedy=f"Attach a file first: sofadiff attach {record.name} FILE.",
        )
    if len(texts) > 1:
        raise SofadiffError(
            f"texts in several languages are attached to it ({', '.join(text.language for text in texts)}).",
            where=record.name,
            remedy="Say with --language which of them was read.",
        )
    joined = with_library(record, folder)
    if not any(text.language == texts[0].language for text in joined.authentic):
        store.text(folder, record.slug or "", texts[0])  # says why
        raise SofadiffError("cannot be used.", where=texts[0].file, remedy="Detach it and attach it again.")
    return entry, texts[0], joined


def _units(record: Agreement, clauses: Iterable[str]) -> tuple[Unit, ...]:
    """The units that clauses stand for, their points with them, in the record's order."""
    wanted: set[str] = set()
    for clause in clauses:
        for unit in lookup.within(record, clause) or lookup.require(record, clause):
            below = [u for u in pinning.clause(record, unit.eid) if u.part is not UnitPart.HEADING]
            wanted.update(u.id for u in below)
    return tuple(unit for unit in record.units if unit.id in wanted)


def _replaced(folder: str, before: Entry, text: StoredText, did: str) -> str:
    texts = tuple(text if each.language == text.language else each for each in before.texts)
    return store.append(folder, _next(folder, before.slug, did, texts), {})
