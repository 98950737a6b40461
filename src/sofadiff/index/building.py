"""Building an index: which files, read by whom, written where. What is done with their words: ``joining``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from msgspec import Struct

from sofadiff.errors import MissingDependencyError, SofadiffError
from sofadiff.index.files import sources
from sofadiff.index.shards import FILES, read
from sofadiff.index.workers import in_order, processors
from sofadiff.nearest import Entry, Unread
from sofadiff.output import replacing

FEW_FILES = 64
"""Up to so many files one process reads them sooner than two could be started."""


class Built(Struct, frozen=True):
    """What an index was made of."""

    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...]
    copies: tuple[tuple[str, str], ...]
    """(file, the file with the same bytes that was indexed in its place)."""
    passed_over: dict[str, int]
    clauses: int
    words: int
    """Different words."""


def build(names: Sequence[str], output: str, *, jobs: int | None = None, strict: bool = False) -> Built:
    """Index the files, folders and records named into one file, or leave what was there.

    `jobs` is the number of processes (None: as many as there are processors, at most 8); the bytes written do not
    depend on it. With `strict` nothing is written where a file cannot be read. Raises SofadiffError where nothing can
    be read at all.
    """
    if find_spec("numpy") is None:
        raise MissingDependencyError(
            "is not installed, and an index needs it.",
            where="numpy",
            remedy="Install it with `pip install 'sofadiff[index]'`; `nearest` without --index works as it is.",
        )
    found = sources(names, output)
    runs = [found.texts[start : start + FILES] for start in range(0, len(found.texts), FILES)]
    shards = in_order(read, runs, 1 if len(found.texts) <= FEW_FILES else min(len(runs), processors(jobs)))
    # The files are being read by now; only joining them needs numpy, which takes as long to load as many of them.
    from sofadiff.index.joining import Joined  # noqa: PLC0415

    with replacing(output) as stream, Joined.into(stream) as joined:
        joined.unread += found.unread
        for shard in shards:
            joined.add(shard)
        if joined.unread and (strict or not joined.entries):
            first, more = joined.unread[0], len(joined.unread) - 1
            others = f" ({more} more files cannot be read)" if more else ""
            raise SofadiffError(
                f"{first.reason.rstrip('.')}{others}; no index written.",
                where=first.name,
                remedy="Without --strict the others are indexed and these are listed." if joined.entries else "",
            )
        joined.finish(found.passed_over)
    return Built(
        tuple(joined.entries),
        tuple(joined.unread),
        tuple(joined.copies),
        found.passed_over,
        len(joined.lengths),
        len(joined.vocabulary),
    )
