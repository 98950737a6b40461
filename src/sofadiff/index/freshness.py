"""Whether the files of an index are still those it was made from."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Sequence

from sofadiff import corpus
from sofadiff.errors import SofadiffError
from sofadiff.nearest import Entry
from sofadiff.source_file import read_bytes


def refuse_stale(where: str, entries: Sequence[Entry]) -> None:
    """Refuse an index if a file that it names is there with another size, or a shipped record with other bytes.

    Sizes are all that a search takes the time to look at; :func:`changed` reads the files. Files that are no longer
    there do not matter: the index holds their words.
    """
    stale = [entry.name for entry in entries if _looks_changed(entry)]
    if stale:
        more = f" and {len(stale) - 1} more files" if len(stale) > 1 else ""
        raise SofadiffError(
            f"is stale: {stale[0]}{more} changed since it was built, so it would show words that are no longer there.",
            where=where,
            remedy="Build it again with `sofadiff index`, or search it as it was with --stale.",
        )


def changed(entries: Iterable[Entry]) -> tuple[list[str], list[str]]:
    """Names of the files whose bytes are others now, and of those that are not there."""
    others: list[str] = []
    gone: list[str] = []
    for entry in entries:
        try:
            path = entry.path or corpus.path_of(entry.slug or "")
            if not os.path.isfile(path):
                gone.append(entry.name)
            elif hashlib.sha256(read_bytes(path)).hexdigest() != entry.sha256:
                others.append(entry.name)
        except SofadiffError:
            (gone if entry.path is None else others).append(entry.name)
    return others, gone


def _looks_changed(entry: Entry) -> bool:
    if entry.path is None:
        if entry.slug not in corpus.slugs():
            return False
        return hashlib.sha256(read_bytes(corpus.path_of(entry.slug))).hexdigest() != entry.sha256
    if entry.path.startswith(("//", "\\\\")):
        return False  # on a network: nothing is ever asked of one
    try:
        found = os.stat(entry.path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size != entry.size
