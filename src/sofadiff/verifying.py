"""Make an output again from its manifest, and say whether anything differs."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct

from sofadiff import __version__, codebook, corpus, making, render, shelf
from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.findings.deadlines import EVENTS
from sofadiff.model import Agreement, Support
from sofadiff.render import docx, pdf
from sofadiff.render.docx import reading as word
from sofadiff.render.docx.making import OPTIONS, chosen
from sofadiff.render.pdf import reading as printed
from sofadiff.reports import exporting
from sofadiff.runs import ATTACHED, Input, Run, from_json, reading
from sofadiff.shelf.joining import with_library
from sofadiff.source_file import read_bytes

_ARCHIVE, _PDF = b"PK", b"%PDF-"
SHOWN = 5
"""How many places that differ are shown."""
FILE_WIDTH = 100
"""Columns of a text that is written to a file."""
CLOSE_LOOK = 20_000
"""Outputs with more lines than this are compared line by line in order, without looking for lines that moved."""


class Difference(Struct, frozen=True):
    """One place where what was made again differs from the file."""

    line: int
    """Of the file, from 1."""
    was: str
    """What the file has; empty where it has nothing there."""
    now: str


class Verified(Struct, frozen=True):
    """What became of making an output again."""

    path: str
    format: str
    run: Run
    changed: tuple[str, ...]
    """Inputs, versions: what is not what it was, each as one sentence."""
    differences: tuple[Difference, ...]
    """The first SHOWN of them."""
    places: int
    """How many places differ."""

    @property
    def identical(self) -> bool:
        """Whether the same bytes came out, from the same inputs."""
        return not self.changed and not self.places


def verify(path: str, folders: Sequence[str] = ()) -> Verified:
    """Make the output at `path` again. The user's own files are looked for in these folders, beside it, and here.

    Raises SofadiffError where the file carries no manifest, an input is not to be found, or the command is not one that
    can be repeated.
    """
    format_, run, text = _read(path)
    changed = _versions(run)
    places = [*folders, str(Path(path).parent), "."]
    found = [
        (each, _attached(_find(each, places, path), each, run, places, path)) for each in run.inputs if _is_text(each)
    ]
    changed += [
        f"{each.name}: was {each.sha256[:12]}…, is {agreement.sha256[:12]}…"
        for each, agreement in found
        if each.sha256 != agreement.sha256
    ]
    report = _again(run, [agreement for _, agreement in found])
    assert report.run is not None, "making signs every report"
    now = from_json(report.run)
    changed += [
        f"{each.name}: {_TOLD[each.role]} is not what it was"
        for each in run.inputs
        if each.role in _TOLD and each not in now.inputs
    ]
    differences, count = _differences(text, _rendered(report, format_))
    return Verified(path, format_, run, tuple(changed), tuple(differences[:SHOWN]), count)


_TOLD = {"pins": "what persons decided on its clauses", ATTACHED: "what the user attached to it"}
"""Roles of inputs that are no texts of their own."""


def _is_text(each: Input) -> bool:
    return each.role not in _TOLD


def _attached(agreement: Agreement, wanted: Input, run: Run, folders: Sequence[str], path: str) -> Agreement:
    """The agreement with what was attached to it, where anything was when the output was made."""
    if not any(
        each.role == ATTACHED and (each.name, each.shipped) == (wanted.name, wanted.shipped) for each in run.inputs
    ):
        return agreement
    candidates = [shelf.chosen(None), *(str(Path(each) / shelf.FOLDER) for each in folders), *folders]
    place = next((each for each in candidates if (Path(each) / (agreement.slug or "")).is_dir()), None)
    if place is None:
        raise SofadiffError(
            f"was made with a text that the user attached to {wanted.name}, and that library is not here.",
            where=path,
            remedy="Name its folder with --input FOLDER.",
        )
    return with_library(agreement, place)


def _read(path: str) -> tuple[str, Run, str]:
    """(format, manifest, what it says); a Word file is compared by its words, changes and looks, a PDF by its bytes."""
    data = read_bytes(path, reading.SIZE_LIMIT)
    if data.startswith(_PDF):
        return "pdf", reading.manifest(printed.manifest(data, path), path), printed.lines(data)
    if not data.startswith(_ARCHIVE):
        return reading.read(path)
    return "docx", reading.manifest(word.manifest(data, path), path), word.lines(data, path)


def _rendered(report: Report, format_: str) -> str:
    if format_ == "docx":
        assert report.run is not None, "making signs every report"
        options = report.run["options"]
        return word.lines(docx.render(report, chosen(options.get("author"), options.get("dated"), None)), "made again")
    if format_ == "pdf":
        return printed.lines(pdf.render(report))
    if format_ == "terminal":
        return render.signed_text(report, width=FILE_WIDTH)
    return render.FORMATS[format_].render(exporting.exported(report)[0] if format_ == "csv" else report)


def _again(run: Run, agreements: Sequence[Agreement]) -> Report:
    options = dict(run.options)
    only = options.get("only")
    try:
        kept = frozenset(Support(part) for part in only.split(",")) if only is not None else None
    except ValueError:
        raise SofadiffError(
            f"names an unknown support in “{only}”.", where="--only", remedy="Make the output again."
        ) from None
    return making.make(
        run.command,
        agreements,
        lang=_lang(options),
        only=kept,
        short=options.get("view") == "short",
        every=options.get("view") == "whole",
        lower=options.get(exporting.OPTION) is not None,
        dates={event: options[event] for event in EVENTS if event in options},
        word={name: options[name] for name in OPTIONS if name in options},
    )


def _lang(options: dict[str, str]) -> str:
    lang = options.get("lang", "en")
    if lang not in ("en", "fr"):
        raise SofadiffError(f"names an unknown language “{lang}”.", where="--lang", remedy="Make the output again.")
    return lang


def _versions(run: Run) -> list[str]:
    book = codebook.load().version
    out = [f"sofadiff: was {run.version}, is {__version__}"] if run.version != __version__ else []
    return out + ([f"codebook: was {run.codebook}, is {book}"] if run.codebook != book else [])


def _find(wanted: Input, folders: Sequence[str], path: str) -> Agreement:
    if wanted.shipped:
        return corpus.read(wanted.name, pins=_pins(folders))
    bare = Path(wanted.name).name
    for folder in folders:
        if (Path(folder) / bare).is_file():
            return corpus.read(str(Path(folder) / bare), pins=_pins(folders))
    raise SofadiffError(
        f"was made from the file {bare}, which is not beside it.",
        where=path,
        remedy="Name the folder where it stands with --input FOLDER.",
    )


def _pins(folders: Sequence[str]) -> str | None:
    return next((str(Path(each) / "pins") for each in folders if (Path(each) / "pins").is_dir()), None)


def _differences(was: str, now: str) -> tuple[list[Difference], int]:
    if was == now:
        return [], 0
    one, two = was.splitlines(), now.splitlines()
    if max(len(one), len(two)) > CLOSE_LOOK:
        pairs = list(zip(one, two, strict=False))
        found = [Difference(n, a, b) for n, (a, b) in enumerate(pairs, start=1) if a != b]
        return found, len(found) + abs(len(one) - len(two)) or 1
    blocks = [code for code in SequenceMatcher(None, one, two, autojunk=False).get_opcodes() if code[0] != "equal"]
    found = [Difference(i + 1, "\n".join(one[i:j]), "\n".join(two[k:m])) for _, i, j, k, m in blocks]
    return found, len(found) or 1
