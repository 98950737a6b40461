"""Make an output again from its manifest, and say whether anything differs."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct
from msgspec.structs import replace

from sofadiff import __version__, codebook
from sofadiff.errors import SofadiffError
from sofadiff.render import quote_png as picture
from sofadiff.render.docx import reading as word
from sofadiff.render.pdf import reading as printed
from sofadiff.runs import Run, reading
from sofadiff.source_file import read_bytes
from sofadiff.verifying.again import again
from sofadiff.verifying.inputs import Look

ARCHIVE, PDF, PNG = b"PK", b"%PDF-", b"\x89PNG"
SHOWN = 5
"""How many places that differ are shown."""
CLOSE_LOOK = 20_000
"""Outputs with more lines than this are compared line by line in order, without looking for lines that moved."""


class Difference(Struct, frozen=True):
    """One place where what was made again differs from the file."""

    line: int
    """Of the file, from 1; of a PDF, of its words in reading order."""
    was: str
    """What the file has; empty where it has nothing there."""
    now: str
    page: int = 0
    """Of a PDF: the page; 0 for any other file and for what is on no page."""


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
    note: str = ""
    """What else must be known of the comparison."""

    @property
    def identical(self) -> bool:
        """Whether the same bytes came out, from the same inputs."""
        return not self.changed and not self.places


def verify(path: str, folders: Sequence[str] = ()) -> Verified:
    """Make the output at `path` again. The user's own files are looked for in these folders, beside it, and here.

    Raises SofadiffError where the file carries no manifest, an input is not to be found, or the command is not one that
    can be repeated.
    """
    format_, run, text = read(path)
    if not run.repeatable:
        raise SofadiffError(
            f"was made by `sofadiff {' '.join(run.command)}`, which is no command that can be repeated.",
            where=path,
            remedy="Run the command itself again.",
        )
    now, said = again(run, format_, Look(path, tuple(folders), run))
    changed = [*_versions(run), *_inputs(run, now)]
    if isinstance(said, str):
        differences, count = _differences(text, said)
        return Verified(path, format_, run, tuple(changed), tuple(differences[:SHOWN]), count)
    sides = printed.sides(read_bytes(path, reading.SIZE_LIMIT), said, path)
    found, count = _differences(sides.was, sides.now)
    pages = [sides.pages[min(each.line, len(sides.pages)) - 1] if sides.pages else 0 for each in found[:SHOWN]]
    shown = tuple(replace(each, page=page) for each, page in zip(found, pages, strict=False))
    return Verified(path, format_, run, tuple(changed), shown, count, sides.note)


def read(path: str) -> tuple[str, Run, str]:
    """(format, manifest, what it says); a Word file is compared by its words, changes and looks."""
    data = read_bytes(path, reading.SIZE_LIMIT)
    if data.startswith(PDF):
        return "pdf", reading.manifest(printed.manifest(data, path), path), printed.lines(data)
    if data.startswith(PNG):
        return "png", reading.manifest(picture.manifest(data, path), path), picture.lines(data)
    if data.startswith(ARCHIVE):
        return "docx", reading.manifest(word.manifest(data, path), path), word.lines(data, path)
    return reading.read(path)


def _versions(run: Run) -> list[str]:
    book = codebook.version()
    out = [f"sofadiff: was {run.version}, is {__version__}"] if run.version != __version__ else []
    return out + ([f"codebook: was {run.codebook}, is {book}"] if run.codebook != book else [])


_TOLD = {
    "pins": "what persons decided on its clauses",
    "attached": "what the user attached to it",
    "decisions": "what a person decided in the review",
    "codebook": "the codebook",
}
"""Roles of inputs that are no files of their own."""


def _inputs(was: Run, now: Run) -> list[str]:
    """What is not what it was, each input as one sentence."""
    there = {(each.role, each.name, each.shipped): each.sha256 for each in now.inputs}
    out = []
    for each in was.inputs:
        digest = there.get((each.role, each.name, each.shipped))
        if digest == each.sha256:
            continue
        if each.role in _TOLD:
            out.append(f"{each.name}: {_TOLD[each.role]} is not what it was")
        else:
            out.append(f"{each.name}: was {each.sha256[:12]}…, " + (f"is {digest[:12]}…" if digest else "is not used"))
    return out


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
