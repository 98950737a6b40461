"""Files of a library: read with suspicion, written once and durably, never overwritten.

Whatever happens in the middle of writing, a reader finds either what held before or what holds after: a file is written
under another name, forced to the disk, and only then gets its own name, in one step that fails if the name is taken.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

from sofadiff.errors import SofadiffError
from sofadiff.model import Unused
from sofadiff.output import make_folder
from sofadiff.shelf import entries
from sofadiff.shelf.entries import Entry, StoredText

LARGEST_ENTRY = 20_000_000
"""Bytes of one numbered file."""
LARGEST_TEXT = 50_000_000
"""Bytes of one stored text."""
MOST_FILES = 20_000
"""Files in the folder of one record."""
_NUMBERED = re.compile(r"(\d{4})\.json")
_SCRATCH = ".sofadiff-"


class LibraryError(SofadiffError):
    """Something in a library cannot be used; `unused` says what and why."""

    def __init__(self, unused: Unused, what: str, remedy: str = "") -> None:
        self.unused = unused
        super().__init__(what, where=unused.file, remedy=remedy)


def folder_of(library: str, slug: str) -> str:
    """The folder of one record; SofadiffError for a name that could lead elsewhere."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,199}", slug):
        raise SofadiffError("has a name that no folder of a library can have.", where=slug)
    return str(Path(library) / slug)


def latest(library: str, slug: str) -> Entry | None:
    """What holds for a record; None where nothing was ever attached. LibraryError for a file that cannot be used.

    Only the newest file counts. Were an older one used in the place of a damaged one, a text that was detached would
    come back.
    """
    folder = folder_of(library, slug)
    number = _last_number(folder)
    if number == 0:
        return None
    path = str(Path(folder) / f"{number:04d}.json")
    data = read(path, LARGEST_ENTRY)
    try:
        entry = entries.from_bytes(data, path)
    except SofadiffError as error:
        why = "changed" if "changed" in error.what else "not-ours"
        raise LibraryError(Unused(why, path), error.what, _REMEDY) from None
    if (entry.slug, entry.entry) != (slug, number):
        raise LibraryError(Unused("not-ours", path), "is the file of another record or has another number.", _REMEDY)
    return entry


def text(library: str, slug: str, stored: StoredText) -> bytes:
    """A stored text; LibraryError unless it has the digest that was written down."""
    path = str(Path(folder_of(library, slug)) / stored.file)
    data = read(path, LARGEST_TEXT)
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise LibraryError(Unused("changed", path), "was changed since it was attached.", _REMEDY)
    return data


def read(path: str, limit: int) -> bytes:
    """A plain file's bytes; LibraryError for a missing, unreadable or too large one and for anything else than a file.

    Links are not followed and pipes not waited for.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _BINARY)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise LibraryError(Unused("not-ours", path), "is not a plain file.", _REMEDY)
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise LibraryError(Unused("missing", path), "is gone.", _REMEDY) from None
    except OSError as error:
        raise LibraryError(
            Unused("unreadable", path), f"cannot be read ({error.strerror or error}).", "Check its permissions."
        ) from None
    if len(data) > limit:
        raise LibraryError(Unused("too-large", path), f"is larger than {limit / 1e6:.0f} MB.", _REMEDY)
    return data


def append(library: str, entry: Entry, texts: dict[str, bytes]) -> str:
    """Write new texts (by file name), then the entry that names them, and give its path back.

    The number is the next one. SofadiffError where the folder cannot be written or where somebody else wrote first.
    """
    folder = folder_of(library, entry.slug)
    make_folder(folder)
    _sync_folder(str(Path(library)))
    number = _last_number(folder) + 1
    if number != entry.entry:
        raise _late(folder)
    for name, data in texts.items():
        _keep(folder, name, data)
    path = str(Path(folder) / f"{number:04d}.json")
    try:
        _put(folder, Path(path).name, entries.to_bytes(entry))
    except FileExistsError:
        raise _late(folder) from None
    return path


def next_number(library: str, slug: str) -> int:
    """The number of the next entry, whatever state the newest one is in."""
    number = _last_number(folder_of(library, slug)) + 1
    if number > 9999:
        raise SofadiffError(
            "holds 9999 changes, and no more can be numbered.", where=folder_of(library, slug), remedy="Move it away."
        )
    return number


_BINARY = getattr(os, "O_BINARY", 0)
_REMEDY = "`sofadiff detach` sets it aside; then attach the text again."


def _last_number(folder: str) -> int:
    """The highest number of a file; 0 for none. Anything else in the folder is passed over."""
    last = 0
    try:
        with os.scandir(folder) as found:
            for count, item in enumerate(found):
                if count >= MOST_FILES:
                    raise LibraryError(Unused("too-large", folder), f"holds more than {MOST_FILES} files.")
                if match := _NUMBERED.fullmatch(item.name):
                    last = max(last, int(match[1]))
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise LibraryError(
            Unused("unreadable", folder), f"cannot be read ({error.strerror or error}).", "Check its permissions."
        ) from None
    return last


def _keep(folder: str, name: str, data: bytes) -> None:
    """Write a text, unless the same one stands there from an earlier time."""
    try:
        _put(folder, name, data)
    except FileExistsError:
        path = str(Path(folder) / name)
        if read(path, LARGEST_TEXT) != data:
            raise LibraryError(
                Unused("changed", path),
                "was changed since it was attached, and nothing is overwritten.",
                "Move it away.",
            ) from None


def _put(folder: str, name: str, data: bytes) -> None:
    """A new file, whole and on the disk, or none; FileExistsError where there is one of that name."""
    target = os.path.join(folder, name)
    scratch = ""
    try:
        handle, scratch = tempfile.mkstemp(prefix=_SCRATCH, dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(handle)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(scratch, 0o666 & ~mask)
        _name(scratch, target)
        _sync_folder(folder)
    except FileExistsError:
        raise
    except OSError as error:
        raise SofadiffError(
            f"cannot be written ({error.strerror or error}).",
            where=target,
            remedy="Choose another library with --library, or change the permissions of the folder.",
        ) from None
    finally:
        if scratch:
            with contextlib.suppress(OSError):
                os.unlink(scratch)


def _name(scratch: str, target: str) -> None:
    """Give a finished file its name in one step, unless the name is taken."""
    try:
        os.link(scratch, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.rename(scratch, target)


def _sync_folder(folder: str) -> None:
    """Force the names in a folder to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _late(folder: str) -> SofadiffError:
    return SofadiffError(
        "was changed by somebody else at the same moment, so nothing was written.", where=folder, remedy="Try again."
    )
