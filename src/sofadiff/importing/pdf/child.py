"""The process that opens a PDF: bytes in on standard input, frames out on standard output, nothing else.

A file made to harm can break the library that reads it. Here that ends a process which has no files of its own, a
limited memory and a limited time, and the program that asked says so in one line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from msgspec import Struct, msgpack

from sofadiff.importing.pdf.engine import CannotRead, Document
from sofadiff.importing.pdf.words import Page, words

MEMORY_LIMIT = 900_000_000
"""Bytes of memory for the process, where the system can hold it to that."""
TIME_LIMIT = 600
"""Seconds of processor time, where the system can hold it to that."""


class Opened(Struct, frozen=True, tag=True):
    """First frame of a file that can be opened."""

    pages: int


class Sent(Struct, frozen=True, tag=True):
    """One page."""

    page: Page


class Refused(Struct, frozen=True, tag=True):
    """Last frame of a file that cannot be read; the fields are those of :class:`engine.CannotRead`."""

    kind: str
    page: int = 0
    number: int = 0


class Done(Struct, frozen=True, tag=True):
    """Last frame of a file that was read whole."""


Frame = Opened | Sent | Refused | Done


def frames(data: bytes) -> Iterator[Frame]:
    """What there is to say of a file, page by page."""
    try:
        document = Document(data)
        yield Opened(document.count)
        for page in document.pages():
            yield Sent(
                Page(
                    page.number, page.width, page.height, tuple(words(page.glyphs)), page.turned, page.outside,
                    page.text, page.unknown, page.pictures, page.drawn, page.invisible,
                )
            )  # fmt: skip
    except CannotRead as error:
        yield Refused(error.kind, error.page, error.number)
    except MemoryError:
        yield Refused("memory")
    else:
        yield Done()


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return  # not on Windows
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_CPU, TIME_LIMIT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        most = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
        except (ValueError, OSError):
            continue  # macOS does not limit memory


def main() -> None:
    """Read standard input, write frames: four bytes of length, then MessagePack."""
    data = sys.stdin.buffer.read()
    _limit()
    for frame in frames(data):
        encoded = msgpack.encode(frame)
        sys.stdout.buffer.write(len(encoded).to_bytes(4, "big") + encoded)
        sys.stdout.buffer.flush()
