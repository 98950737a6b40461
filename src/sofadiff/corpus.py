"""The set of records that ships with sofadiff, and any other Akoma Ntoso file by path."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from sofadiff import akn
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Pin
from sofadiff.pins import ENDING
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
    names = os.listdir(folder()) if folder().is_dir() else ()
    return tuple(sorted(name.removesuffix(".xml") for name in names if name.endswith(".xml")))


def path_of(slug: str) -> str:
    """The file of a shipped record; raises SofadiffError, naming the nearest slug, for any other name."""
    if slug not in slugs():
        import difflib  # noqa: PLC0415 - only a misspelt name needs it

        near = difflib.get_close_matches(slug, slugs(), n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}?" if near else "`sofadiff list` names them all."
        raise SofadiffError("no agreement has this name.", where=slug, remedy=hint)
    return str(folder() / f"{slug}.xml")


def read(name: str, *, pins: str | None = None, with_pins: bool = True) -> Agreement:
    """The agreement with that slug, or in the file with that path, with what persons decided on its clauses.

    A name that ends in `.xml`, contains a folder separator, or is an existing file is a path; any other is a slug.
    `pins` is a folder with more files of pins than the one beside the record; without `with_pins` none is read. Raises
    SofadiffError, in one line, for anything that cannot be read or holds nothing to compare.
    """
    by_path = is_path(name)
    agreement = akn.read(read_bytes(name), name) if by_path else akn.read(read_bytes(path_of(name)), None, name)
    if by_path and not agreement.units:
        raise SofadiffError(
            "holds no clauses to compare (no preamble and no body with text).",
            where=name,
            remedy="Give a file with the text of one agreement, act or bill.",
        )
    files = pins_of(name, pins) if with_pins else ()
    found = tuple(pin for path, shown in files for pin in _pins(agreement, path, shown))
    return replace(agreement, pins=found) if found else agreement


def near(identity: str, folder: str) -> Agreement | None:
    """The agreement that pins call so, without its own pins: a record in that folder, else a shipped one, else None."""
    beside_it = str(Path(folder) / f"{identity}.xml")
    try:
        if not set(identity) & set("/\\:") and Path(beside_it).is_file():
            return read(beside_it, with_pins=False)
        return read(identity, with_pins=False) if identity in slugs() else None
    except SofadiffError:
        return None


def pins_of(name: str, folder: str | None = None) -> tuple[tuple[str, str], ...]:
    """The files of pins that there are for a record, each with its name for messages: beside it, and in a folder."""
    own = beside(name)
    found = {str(Path(own).resolve()): (own, own if is_path(name) else Path(own).name)}
    if folder is not None:
        path = str(Path(folder) / Path(own).name)
        found.setdefault(str(Path(path).resolve()), (path, path))
    return tuple((path, shown) for path, shown in found.values() if Path(path).is_file())


def beside(name: str) -> str:
    """Where the file of pins of a record stands: in its folder, under its name."""
    path = Path(name if is_path(name) else path_of(name))
    return str(path.with_name(path.name.removesuffix(path.suffix) + ENDING))


def _pins(agreement: Agreement, path: str, shown: str) -> tuple[Pin, ...]:
    from sofadiff.pins import reading  # noqa: PLC0415 - most records have no such file, and it takes a reader of TOML

    parsed = reading.read(path, shown)
    if parsed.agreement != agreement.identity:
        raise SofadiffError(
            f"speaks of the clauses of “{parsed.agreement}”, not of {agreement.identity}.",
            where=shown,
            remedy="Give the file the name of its own record, or move it away.",
        )
    return parsed.pins


def read_all() -> tuple[Agreement, ...]:
    """Every shipped record, in slug order."""
    return tuple(read(slug) for slug in slugs())


def is_path(name: str) -> bool:
    """Whether a name that a user gave is a path rather than a slug."""
    return name not in slugs() and (
        name.endswith((".xml", ".akn")) or "/" in name or "\\" in name or Path(name).exists()
    )
