"""The codebook's data files, and a codebook as it was exported, to one checked value."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from sofadiff.codebook.book import Codebook
from sofadiff.codebook.labels import DATA, REMEDY, read_part
from sofadiff.codebook.reading import PARTS, Json, build
from sofadiff.errors import SofadiffError


@functools.cache
def load() -> Codebook:
    """The codebook that comes with this version of sofadiff. Raises SofadiffError if a data file is damaged."""
    return load_from(DATA)


def load_from(folder: Path) -> Codebook:
    """The codebook whose data files stand in a folder. Raises SofadiffError naming the file that cannot be read."""
    return _build({name: read_part(folder, name) for name in PARTS}, str(folder))


def from_json(text: str) -> Codebook:
    """The codebook that `sofadiff codebook export --format json` wrote. Raises SofadiffError on anything else."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise SofadiffError(f"not JSON ({error}).", where="codebook export") from error
    if not isinstance(document, dict) or document.get("format") != "sofadiff.codebook/1":
        raise SofadiffError("not a codebook export: its format is not sofadiff.codebook/1.", where="codebook export")
    return _build(document, "codebook export")


def _build(parts: dict[str, Json], where: str) -> Codebook:
    try:
        return build(parts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise SofadiffError(f"the codebook is damaged: {reason}.", where=where, remedy=REMEDY) from error
