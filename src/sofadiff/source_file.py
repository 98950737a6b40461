"""Reading a user's file within stated limits, with one clear line when that is impossible."""

from __future__ import annotations

import os

from sofadiff.errors import SofadiffError

SIZE_LIMIT = 50_000_000
"""Bytes; a whole collection of treaties is smaller, a bomb is not."""


def read_bytes(path: str, limit: int = SIZE_LIMIT) -> bytes:
    """All bytes of a file; raise SofadiffError if it is missing, a folder, empty, unreadable or too large."""
    try:
        if os.path.isdir(path):
            raise SofadiffError("is a folder, not a file.", where=path, remedy="Name one file in it.")
        size = os.path.getsize(path)
        if size > limit:
            raise SofadiffError(
                f"is {size / 1e6:.0f} MB; files over {limit / 1e6:.0f} MB are refused unread.",
                where=path,
                remedy="Give the agreement alone, not a collection.",
            )
        with open(path, "rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise SofadiffError(
            f"cannot be read ({error.strerror or error}).", where=path, remedy="Check the name and the permissions."
        ) from None
    if len(data) > limit:
        raise SofadiffError(
            f"is longer than {limit / 1e6:.0f} MB and was refused.", where=path, remedy="Give the agreement alone."
        )
    if not data.strip():
        raise SofadiffError("is empty.", where=path, remedy="Give a file that holds the agreement.")
    return data
