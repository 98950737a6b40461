"""Which files an index is made from: what the user named, found and put in order; what was passed over, counted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

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


def sources(names: Sequence[str], output: str) -> Sources:
    """The files, folders and records named, each file once; all records that ship where nothing is named."""
    look = _Look(os.path.dirname(os.path.abspath(output)))
    for name in names or corpus.slugs():
        if os.path.isdir(name):
            look.walk(name)
        elif name in corpus.slugs() and not os.path.exists(name):
            look.found.setdefault(f"record {name}", Source(None, name, name))
        elif os.path.exists(name):
            look.take(name)
        else:
            _missing(name)
    if len(look.found) > MOST_FILES:
        raise SofadiffError(
            f"{len(look.found):,} files are more than the {MOST_FILES:,} that one index holds.", remedy="Make several."
        )
    if not look.found and not look.unread:
        raise SofadiffError(
            "hold no file that ends in .xml or .akn, so there is nothing to index.",
            where=", ".join(names),
            remedy="Turn other files into records first with `sofadiff import FILE`.",
        )
    ordered = sorted(look.found.values(), key=lambda source: (source.path is not None, source.stored))
    unread = sorted(look.unread, key=lambda item: item.name)
    return Sources(tuple(ordered), tuple(unread), dict(sorted(look.passed.items())))


class _Look:
    """What is found in folders, seen from the folder of the index."""

    def __init__(self, beside: str) -> None:
        self.beside = beside
        self.found: dict[str, Source] = {}
        """By where the file really is, so that no file is read twice."""
        self.unread: list[Unread] = []
        self.passed: Counter[str] = Counter()

    def walk(self, folder: str) -> None:
        """Files of a folder and of the folders in it; hidden ones are left, links to folders not followed."""
        for place, folders, files in os.walk(folder, onerror=self._closed):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                ending = os.path.splitext(name)[1].lower()
                if ending in ENDINGS and not name.startswith("."):
                    self.take(os.path.join(place, name))
                elif not name.startswith("."):
                    self.passed[_text(ending) or "(none)"] += 1

    def take(self, path: str) -> None:
        """One file, unless it cannot be one text of an index."""
        stored = _stored(path, self.beside)
        if not os.path.isfile(path):  # a pipe would be waited for, a link may lead nowhere
            self.unread.append(Unread(_text(stored), "is no file that can be read."))
        elif _text(stored) != stored:
            self.unread.append(Unread(_text(stored), "has a name that is no text. Rename it."))
        else:
            self.found.setdefault(f"file {os.path.realpath(path)}", Source(path, None, stored))

    def _closed(self, error: OSError) -> None:
        name = _stored(str(error.filename or "."), self.beside)
        self.unread.append(Unread(_text(name), f"is a folder that cannot be read ({error.strerror or error})."))


def _text(name: str) -> str:
    """A file's name as text; on some systems it may be any bytes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _stored(path: str, beside: str) -> str:
    try:
        return os.path.relpath(path, beside).replace(os.sep, "/")
    except ValueError:  # on another drive than the index
        return os.path.abspath(path).replace(os.sep, "/")


def _missing(name: str) -> None:
    if name.endswith(ENDINGS) or "/" in name or "\\" in name:
        raise SofadiffError("is not there.", where=name, remedy="Name a folder, a file or a record.")
    corpus.path_of(name)  # says which record is meant
