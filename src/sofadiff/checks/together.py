"""Rules for a folder of records as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sofadiff.akn import SD
from sofadiff.checks.subject import Flaw, Library, Subject, line, nearest
from sofadiff.pins import ENDING

_ALSO_ALLOWED = ("LICENSE", "README", "README.md")


class Collection(Struct, frozen=True):
    """The records of one folder."""

    folder: str
    """As it is named in messages."""
    files: tuple[str, ...]
    """Names of everything in the folder."""
    subjects: Sequence[Subject]
    holdings: Library


SetRule = Callable[[Collection], Iterator[tuple[str, Flaw]]]
"""Gives the file and the flaw."""


def unique_slugs(collection: Collection) -> Iterator[tuple[str, Flaw]]:
    """No two instruments have the same slug."""
    seen: dict[str, Subject] = {}
    for subject in collection.subjects:
        other = seen.setdefault(subject.slug, subject)
        if other is not subject and _uri(other) != _uri(subject):
            yield (
                subject.path,
                Flaw(
                    _line(subject),
                    f"the slug {subject.slug} is also that of {other.path}, another instrument",
                    "A command that names it could mean either",
                    "Choose another slug, with the year or the mission in it",
                ),
            )


def unique_uris(collection: Collection) -> Iterator[tuple[str, Flaw]]:
    """No two records are of the same work."""
    seen: dict[str, Subject] = {}
    for subject in collection.subjects:
        other = seen.setdefault(_uri(subject), subject)
        if other is not subject:
            yield (
                subject.path,
                Flaw(
                    _line(subject),
                    f"the work URI is also that of {other.path}",
                    "One instrument would be counted twice",
                    "Keep one record of each instrument",
                ),
            )


def predecessors(collection: Collection) -> Iterator[tuple[str, Flaw]]:
    """Every predecessor is a record of the set and earlier, or is marked as not in the corpus."""
    dates = {subject.slug: subject.attribute("FRBRWork/FRBRdate", "date") for subject in collection.subjects}
    for subject in collection.subjects:
        for node in subject.profile("predecessor"):
            slug, marked = node.get("value") or "", node.get("inCorpus") == "no"
            if slug not in dates and not marked:
                yield (
                    subject.path,
                    Flaw(
                        line(node),
                        f"the predecessor {slug} is no record",
                        "Reports compare with the predecessor first",
                        nearest(slug, dates, 'Write inCorpus="no", or add the record'),
                    ),
                )
            elif slug in dates and marked:
                yield subject.path, Flaw(
                    line(node), f"the predecessor {slug} is marked as not in the corpus and is there",
                    "Reports would leave it out", "Remove inCorpus",
                )  # fmt: skip
            elif slug in dates and dates[slug] >= dates.get(subject.slug, ""):
                yield subject.path, Flaw(
                    line(node), f"the predecessor {slug} is of {dates[slug]}, not before {dates.get(subject.slug)}",
                    "What is lost and what is gained would change places", "Correct the date or the predecessor",
                )  # fmt: skip


def templates(collection: Collection) -> Iterator[tuple[str, Flaw]]:
    """Every clause that is assumed from a template is assumed from a record of the set."""
    for subject in collection.subjects:
        for node in subject.nodes:
            slug, _, wid = (node.get(f"{{{SD}}}assumedFrom") or "").partition("#")
            # That the clause exists in the template is a rule for the record by itself.
            if slug and wid and slug not in collection.holdings:
                yield (
                    subject.path,
                    Flaw(
                        line(node),
                        f"a clause is assumed from {slug}, which is no record",
                        "A reader cannot see what was assumed",
                        nearest(slug, collection.holdings.slugs(), "Add the template, or leave the clause out"),
                    ),
                )


def stray_files(collection: Collection) -> Iterator[tuple[str, Flaw]]:
    """The folder holds records, their files of pins, a licence and a page to read, and nothing else."""
    allowed = {*_ALSO_ALLOWED, *(name.removesuffix(".xml") + ENDING for name in collection.files)}
    for name in collection.files:
        if not name.endswith(".xml") and name not in allowed:
            yield (
                str(Path(collection.folder) / name),
                Flaw(
                    0,
                    "is no record",
                    "Everything in the folder is shipped with the program and under its licence",
                    "Move it out of the folder",
                ),
            )


def _uri(subject: Subject) -> str:
    return subject.attribute("FRBRWork/FRBRuri", "value")


def _line(subject: Subject) -> int:
    node = subject.identification("FRBRWork/FRBRuri")
    return line(node) if node is not None else 0
