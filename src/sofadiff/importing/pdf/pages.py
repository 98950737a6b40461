"""The pages of a PDF as words, read in a process of its own; a file that cannot be read whole is refused."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from msgspec import MsgspecError, msgpack

import sofadiff
from sofadiff.errors import SofadiffError
from sofadiff.importing.pdf.child import MEMORY_LIMIT, Done, Frame, Opened, Refused, Sent
from sofadiff.importing.pdf.engine import GLYPH_LIMIT, LINE_LIMIT, PAGE_GLYPHS, PAGE_LIMIT
from sofadiff.importing.pdf.words import Page

INSTALL = "Install it: pip install 'sofadiff[pdf]'."
_CUT = "Cut out the pages that hold the agreement."
_ANEW = "Get the file again, or open it in a PDF viewer, print or save it as a new PDF, and import that."
_FRAME_LIMIT = 400_000_000
"""Bytes of one page in transit."""
COMMAND = (sys.executable, "-P", "-c", "from sofadiff.importing.pdf.child import main; main()")
"""How the other process starts; -P keeps what lies in the current folder out of it."""
_DECODER = msgpack.Decoder(Frame)


def read_pages(data: bytes, path: str, progress: Callable[[int, int], None] | None = None) -> Iterator[Page]:
    """Every page in order; `progress(done, all)` hears of each. Raise SofadiffError for what cannot be read whole.

    Reading is half the work, so that `all` is twice the pages.
    """
    count = 0
    for frame in _frames(data):
        if isinstance(frame, Refused):
            raise refusal(frame, path)
        if isinstance(frame, Opened):
            count = frame.pages
        if isinstance(frame, Sent):
            if progress is not None:
                progress(frame.page.number, 2 * count)
            yield frame.page
        if isinstance(frame, Done):
            return
    raise SofadiffError(
        "could not be read: the library that reads PDF broke down on it, or needed more than "
        f"{MEMORY_LIMIT // 1_000_000} MB of memory.",
        where=path, remedy=_ANEW,
    )  # fmt: skip


def _frames(data: bytes) -> Iterator[Frame]:
    """The frames that the other process sends; they end early if it breaks down."""
    home = str(Path(sofadiff.__file__).parent.parent)
    known = os.environ.get("PYTHONPATH")
    process = subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([known, home] if known else [home])},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
    feeder.start()
    try:
        while (frame := _next(process.stdout)) is not None:
            yield frame
    finally:
        process.kill()
        process.wait()
        feeder.join()
        process.stdout.close()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:
        pass  # the other process ended before it had read all: what it sent says why


def _next(pipe: IO[bytes]) -> Frame | None:
    length = int.from_bytes(pipe.read(4), "big")
    if not 0 < length <= _FRAME_LIMIT:
        return None
    encoded = pipe.read(length)
    try:
        return _DECODER.decode(encoded) if len(encoded) == length else None
    except MsgspecError:
        return None


def refusal(frame: Refused, path: str) -> SofadiffError:
    """What to say of a file that the library refuses."""
    where = f"{path}, p. {frame.page}" if frame.page else path
    what, remedy = {
        "missing": ("is a PDF, and the library that reads PDF is not installed.", INSTALL),
        "password": (
            "is protected with a password, so it cannot be read.",
            "Open it with the password, print or save it as a PDF without one, and import that.",
        ),
        "damaged": ("is cut short or damaged, so nothing in it can be relied on.", _ANEW),
        "pages": (f"has {frame.number} pages, more than {PAGE_LIMIT:,}; that is refused.", _CUT),
        "glyphs": (f"has more letters than are read ({GLYPH_LIMIT:,} in a file, {PAGE_GLYPHS:,} on a page).", _CUT),
        "line": (f"has a line of {LINE_LIMIT:,} letters or more, which cannot be read whole.", _CUT),
        "memory": (f"needs more than {MEMORY_LIMIT // 1_000_000} MB of memory to read; that is refused.", _CUT),
    }[frame.kind]
    return SofadiffError(what, where=where, remedy=remedy)
