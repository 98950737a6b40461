"""Writing files so that nothing is ever half-written: write beside, then rename."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sofadiff.errors import SofadiffError


def make_folder(path: str) -> None:
    """Make a folder, with those above it, unless it is there; raise SofadiffError where that is impossible."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise SofadiffError(
            f"cannot be made a folder ({error.strerror or error}).", where=path, remedy="Choose another place."
        ) from None


def write_text(path: str, text: str) -> None:
    """Write UTF-8 text with `\\n` line ends; raise SofadiffError where that is impossible."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str, data: bytes) -> None:
    """Write a whole file or leave what was there; raise SofadiffError where the place cannot be written."""
    with replacing(path) as stream:
        stream.write(data)


@contextlib.contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file at `path` once the block ends well, and vanish if it does not."""
    target = Path(path)
    if target.is_dir():
        raise SofadiffError("is a folder, so nothing was written.", where=path, remedy="Name a file in it.")
    scratch = ""
    try:
        name = str(target.parent / f".sofadiff-{os.urandom(8).hex()}")
        with open(name, "x+b") as stream:  # a file of ours: an existing one is never opened, nor a link followed
            scratch = name
            yield stream
        os.replace(scratch, target)
        scratch = ""
    except OSError as error:
        raise _not_written(path, error) from None
    finally:
        if scratch:
            with contextlib.suppress(OSError):
                os.unlink(scratch)


def _not_written(path: str, error: OSError) -> SofadiffError:
    return SofadiffError(
        f"cannot be written ({error.strerror or error}).",
        where=path,
        remedy="Choose another place with -o, or change the permissions of the folder.",
    )
