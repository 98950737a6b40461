"""Whether records can be relied on: one function per rule, collected as values, sorted by file and line.

:data:`CHECKS` holds the rules for one record, :data:`SET_CHECKS` those for a folder of records. The first line of each
function's docstring is the rule's title.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sofadiff import codebook, corpus
from sofadiff.checks.coding import findings_complete
from sofadiff.checks.dating import dates
from sofadiff.checks.evidence import evidence, finding_support, silence, verified_digest
from sofadiff.checks.numbers import citation_numbers
from sofadiff.checks.pins import pins
from sofadiff.checks.profile import profile
from sofadiff.checks.references import assumed, references
from sofadiff.checks.restated import restated
from sofadiff.checks.sources import sources_complete
from sofadiff.checks.structure import ids, names, schema
from sofadiff.checks.subject import Flaw, Library, Rule, Subject, subject_of
from sofadiff.checks.suggestions import suggestions
from sofadiff.checks.terms import glossary
from sofadiff.checks.together import (
    Collection,
    SetRule,
    predecessors,
    stray_files,
    templates,
    unique_slugs,
    unique_uris,
)
from sofadiff.checks.vocabulary import topics_known, values_known
from sofadiff.errors import Problem, SofadiffError

CHECKS: dict[str, Rule] = {
    "schema": schema,
    "profile": profile,
    "names": names,
    "ids": ids,
    "references": references,
    "assumed": assumed,
    "topics-known": topics_known,
    "suggestions": suggestions,
    "values-known": values_known,
    "evidence": evidence,
    "finding-support": finding_support,
    "silence": silence,
    "verified-digest": verified_digest,
    "restated": restated,
    "citation-numbers": citation_numbers,
    "dates": dates,
    "sources-complete": sources_complete,
    "glossary": glossary,
    "findings-complete": findings_complete,
    "pins": pins,
}
"""Rules for one record, by name."""

SET_CHECKS: dict[str, SetRule] = {
    "set-slugs": unique_slugs,
    "set-uris": unique_uris,
    "set-predecessors": predecessors,
    "set-templates": templates,
    "set-files": stray_files,
}
"""Rules for a folder of records, by name."""

_ON_THE_TREE = ("schema", "profile", "names", "ids", "glossary")
"""Rules that run even where a value outside a closed list keeps the record from being read."""
_FOR_ANY_DOCUMENT = ("schema", "profile", "pins")
"""Rules that say something of a document without our profile."""


def title(rule: str) -> str:
    """What a rule demands, in one sentence."""
    function = CHECKS.get(rule) or SET_CHECKS[rule]
    return (function.__doc__ or "").partition("\n")[0]


def check(name: str, holdings: Library | None = None) -> tuple[Problem, ...]:
    """Everything wrong with the record of that slug or path, by itself.

    `holdings` holds the records it may point to; without one, those that ship with sofadiff. Raises SofadiffError where
    the file is not Akoma Ntoso 3.0 at all.
    """
    return tuple(sorted(_problems(_subject(path_of(name), holdings or shipped()))))


def check_any(name: str) -> tuple[Problem, ...]:
    """Everything wrong with the record of that slug or path, or with the folder of that path."""
    return check_set(name) if Path(name).is_dir() else check(name)


def files_of(name: str) -> tuple[str, ...]:
    """The files that :func:`check_any` reads; raises SofadiffError for an unknown slug or a folder without records."""
    return records_in(name) if Path(name).is_dir() else (path_of(name),)


def check_set(folder: str) -> tuple[Problem, ...]:
    """Everything wrong with a folder of records: each by itself, and all of them together."""
    paths = records_in(folder)
    holdings = Library({Path(path).stem: path for path in paths})
    subjects = [_subject(path, holdings) for path in paths]
    files = tuple(sorted(os.listdir(folder)))
    collection = Collection(shown(folder), files, subjects, holdings)
    found = [problem for subject in subjects for problem in _problems(subject)]
    for rule, function in SET_CHECKS.items():
        found.extend(_problem(path, rule, flaw) for path, flaw in function(collection))
    return tuple(sorted(found))


def path_of(name: str) -> str:
    """The file of a record that a user names by slug or path; raises SofadiffError for an unknown slug."""
    is_path = name.endswith((".xml", ".akn")) or "/" in name or "\\" in name or Path(name).exists()
    return name if is_path and name not in corpus.slugs() else corpus.path_of(name)


def records_in(folder: str) -> tuple[str, ...]:
    """The records in a folder, in order of name; raises SofadiffError where there is none."""
    paths = tuple(str(path) for path in sorted(Path(folder).glob("*.xml")))
    if not paths:
        raise SofadiffError("holds no record.", where=folder, remedy="Name a folder with .xml files in it.")
    return paths


def shipped() -> Library:
    """The records that ship with sofadiff."""
    return Library({slug: corpus.path_of(slug) for slug in corpus.slugs()})


def _subject(path: str, holdings: Library) -> Subject:
    return subject_of(path, shown(path), codebook.load(), holdings)


def shown(path: str) -> str:
    """A path as messages name it: from where the user stands, if the file is below that."""
    try:
        relative = Path(path).resolve().relative_to(Path.cwd())
    except ValueError:
        return path
    return relative.as_posix()


def _problems(subject: Subject) -> Iterator[Problem]:
    for rule in _rules_for(subject):
        for flaw in CHECKS[rule](subject):
            yield _problem(subject.path, rule, flaw)


def _rules_for(subject: Subject) -> Iterable[str]:
    if not subject.ours:
        return _FOR_ANY_DOCUMENT
    return CHECKS if subject.read is not None else _ON_THE_TREE


def _problem(path: str, rule: str, flaw: Flaw) -> Problem:
    message, why, remedy = (" ".join(part.split()).rstrip(".") for part in (flaw.message, flaw.why, flaw.remedy))
    return Problem(flaw.path or path, flaw.line, rule, message, why, remedy)
