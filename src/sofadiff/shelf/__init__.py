"""The user's own library of authentic texts: a folder that they choose, one folder in it for each record.

Nothing in it is ever overwritten. What is attached, confirmed or detached is written down in a new numbered file
(`0001.json`, `0002.json` ...), each of which says all that holds from then on; the texts stand beside them under names
made from their digests. Its files are read as a stranger's would be: within limits, digests checked, no name followed
out of the folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from sofadiff import corpus
from sofadiff.errors import SofadiffError

FOLDER = "sofadiff-library"
"""Name of the library where the user stands, unless another is named."""
VARIABLE = "SOFADIFF_LIBRARY"
"""Environment variable that names the library."""


def chosen(folder: str | None) -> str:
    """The user's library: the folder given, else the one that the environment names, else the one where they stand."""
    return folder or os.environ.get(VARIABLE) or FOLDER


def require_outside(folder: str) -> None:
    """Raise SofadiffError for a folder inside the installed program or among the records that ship with it."""
    place = Path(folder).resolve()
    for ours in (Path(__file__).resolve().parents[1], corpus.folder().resolve()):
        if place == ours or ours in place.parents:
            raise SofadiffError(
                "is inside the installed program, where an update would delete it.",
                where=folder,
                remedy="Choose a folder of your own with --library.",
            )
