"""The set of records that ships with sofadiff, and any other Akoma Ntoso file by path."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from sofadiff import akn
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement
from sofadiff.source_file import read_bytes


@cache
def folder() -> Path:
    """The folder with the records: inside the installed package, or beside `src/` in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "agreements"
    return installed if installed.is_dir() else here.parents[1] / "agreements"


@cache
def slugs() -> tuple[str, ...]:
    """Names of all shipped records, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder().glob("*.xml")))


def path_of(slug: str) -> str:
    """The file of a shipped record; raises SofadiffError, naming the nearest slug, for any other name."""
    if slug not in slugs():
        near = difflib.get_close_matches(slug, slugs(), n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}?" if near else "`sofadiff list` names them all."
        raise SofadiffError("no agreement has this name.", where=slug, remedy=hint)
    return str(folder() / f"{slug}.xml")


def read(name: str) -> Agreement:
    """The agreement with that slug, or in the file with that path.

    A name that ends in `.xml`, contains a folder separator, or is an existing file is a path; any other is a slug.
    Raises SofadiffError, in one line, for anything that cannot be read or holds nothing to compare.
    """
    if name in slugs():
        return akn.read(read_bytes(path_of(name)), None, name)
    if _is_path(name):
        agreement = akn.read(read_bytes(name), name)
        if not agreement.units:
            raise SofadiffError(
                "holds no clauses to compare (no preamble and no body with text).",
                where=name,
                remedy="Give a file with the text of one agreement, act or bill.",
            )
        return agreement
    return akn.read(read_bytes(path_of(name)), None, name)


def read_all() -> tuple[Agreement, ...]:
    """Every shipped record, in slug order."""
    return tuple(read(slug) for slug in slugs())


def _is_path(name: str) -> bool:
    return name.endswith((".xml", ".akn")) or "/" in name or "\\" in name or Path(name).exists()
