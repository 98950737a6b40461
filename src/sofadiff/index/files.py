"""Which files an index is made from: what the user named, found and put in order; what was passed over, counted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from sofadiff import corpus
from sofadiff.errors import SofadiffError
from sofadiff.nearest import Unread

ENDINGS = (".xml", ".akn")
"""Files of a folder with these endings are read; others are counted and listed."""
MOST_FILES = 200_000


class Source(Struct, frozen=True):
    """One text to read."""

    path: str | None
    """None for a record that ships with the package."""
    slug: str | None
    stored: str
    """The path as the index keeps it: from the folder of the index, with forward slashes; the slug of a record."""


class Sources(Struct, frozen=True):
    """All texts to read, in the order in which they are indexed, and what else was there."""

    texts: tuple[Source, ...]
    unread: tuple[Unread, ...]
    """Files that no index could name."""
    passed_over: dict[str, int]
    """Ending (such as `.pdf`) to number of files."""


def sources(names: Iterable[str], output: str) -> Sources:
    """The files, folders and records named, each file once; all records that ship where nothing is named."""
    passed: Counter[str] = Counter()
    found: dict[str, Source] = {}
    beside = os.path.dirname(os.path.abspath(output))
    for name in tuple(names) or corpus.slugs():
        if os.path.isdir(name):
            for path in _walk(name, passed):
                _add(found, Source(path, None, _stored(path, beside)))
        elif name in corpus.slugs() and not os.path.isfile(name):
            _add(found, Source(None, name, name))
        elif os.path.isfile(name):
            _add(found, Source(name, None, _stored(name, beside)))
        else:
            _missing(name)
    if not found:
        raise SofadiffError(
            "hold no file that ends in .xml or .akn, so there is nothing to index.",
            where=", ".join(names) or str(corpus.folder()),
            remedy="Turn other files into records first with `sofadiff import FILE`.",
        )
    if len(found) > MOST_FILES:
        raise SofadiffError(
            f"{len(found):,} files are more than the {MOST_FILES:,} that one index holds.", remedy="Make several."
        )
    ordered = sorted(found.values(), key=lambda source: (source.path is not None, source.stored))
    nameless = [source for source in ordered if not _can_be_named(source.stored)]
    return Sources(
        tuple(source for source in ordered if _can_be_named(source.stored)),
        tuple(
            Unread(source.stored.encode("utf-8", "backslashreplace").decode(), "has a name that is no text. Rename it.")
            for source in nameless
        ),
        dict(sorted(passed.items())),
    )


def _can_be_named(stored: str) -> bool:
    """Whether a path is text; on some systems a name may be any bytes."""
    try:
        stored.encode()
    except UnicodeEncodeError:
        return False
    return True


def _add(found: dict[str, Source], source: Source) -> None:
    found.setdefault(f"file {os.path.realpath(source.path)}" if source.path else f"record {source.slug}", source)


def _walk(folder: str, passed: Counter[str]) -> Iterator[str]:
    """Files of a folder and the folders in it; hidden ones and links to folders are not followed."""
    for place, folders, files in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            ending = os.path.splitext(name)[1].lower()
            if ending in ENDINGS:
                yield os.path.join(place, name)
            else:
                passed[ending.encode("utf-8", "backslashreplace").decode() or "(none)"] += 1


def _unreadable(error: OSError) -> None:
    raise SofadiffError(
        f"cannot be read ({error.strerror or error}).",
        where=error.filename or "",
        remedy="Change its permissions, or name the files one by one.",
    )


def _stored(path: str, beside: str) -> str:
    try:
        return os.path.relpath(path, beside).replace(os.sep, "/")
    except ValueError:  # on another drive than the index
        return os.path.abspath(path).replace(os.sep, "/")


def _missing(name: str) -> None:
    if name.endswith(ENDINGS) or "/" in name or "\\" in name:
        raise SofadiffError("is not there.", where=name, remedy="Name a folder, a file or a record.")
    corpus.path_of(name)  # says which record is meant
