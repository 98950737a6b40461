"""What `sofadiff import` does around an import: names of drafts, decisions beside them, what it tells."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sofadiff.importing import Imported
    from sofadiff.importing.deciding import Decision, Review
    from sofadiff.importing.importer import Prepared

LONG = 40
"""Steps (two for each page) from which it is shown how far the reading is."""


def digest(data: bytes) -> str:
    """SHA-256 of a draft."""
    return hashlib.sha256(data).hexdigest()


def tell(imported: Imported, kept: Review | None, sha256: str, count: int, target: str) -> None:
    """What the user should know besides the report."""
    if kept and kept.options:
        shown = " ".join(f'--{name} "{value}"' for name, value in kept.options)
        click.echo(f"As when it was reviewed, where you give nothing else: {shown}", err=True)
    if count:
        click.echo(f"Applied: {count} decision{'s' if count > 1 else ''} from {review_path(target)}", err=True)
    if kept and kept.sha256 != sha256:
        click.echo(
            "The file is not the one that was reviewed (its SHA-256 differs): decisions were applied where their words"
            " still stand; others are listed above.",
            err=True,
        )
    if not imported.agreement.terms:
        click.echo(
            "No defined terms: comparing takes the names of the mission and the parties for changes of words. Name"
            " them, such as --term mission=UNSMIN --term host-state=Norland.",
            err=True,
        )
    if not imported.dated:
        click.echo(
            "No date: the draft holds a placeholder that `sofadiff check` refuses. Give it with --date YYYY-MM-DD.",
            err=True,
        )


class Meter:
    """Shows on a terminal how far the reading of a long file is, and leaves no trace of it."""

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, done: int, steps: int) -> None:
        """Show the share that is done, where it is another than before."""
        line = f"Reading: {100 * done // steps:3}%"
        if steps >= LONG and line != self._shown and sys.stderr.isatty():
            self._shown = line
            click.echo(f"\r{line}", nl=False, err=True)

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo(f"\r{' ' * len(self._shown)}\r", nl=False, err=True)


def default_target(file: str, part: str | None) -> str:
    """Where a draft goes by default: the file's name, with the part that was asked for; never the file itself."""
    from pathlib import Path

    from sofadiff.importing.asking import slug_from

    stem = Path(file).stem if part is None else f"{Path(file).stem}-{slug_from(part)}"
    return f"{stem}-draft.xml" if same_file(f"{stem}.xml", file) else f"{stem}.xml"


def same_file(one: str, other: str) -> bool:
    """Whether both names are of one file that is there."""
    from pathlib import Path

    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)


def show_parts(file: str) -> None:
    """The parts of an XML file, one on a line: label, words, title."""
    from sofadiff.importing import parts_of

    parts = parts_of(file)
    width = max(len(label) for label, *_ in parts)
    for label, title, words in parts:
        click.echo(f"{label.ljust(width)}  {words:>7} words  {title}".rstrip())


def suggested(imported: Imported) -> tuple[bytes, str]:
    """The draft with topics suggested beside its clauses, and one line on how many."""
    from sofadiff import akn
    from sofadiff.suggesting.everything import for_draft, suggest

    clauses = suggest(imported.agreement).clauses
    data = akn.with_suggestions(imported.data, imported.report.source, for_draft(clauses))
    count = sum(bool(each.topics) for each in clauses)
    return data, (
        f"Topics suggested by software for {count} of {len(clauses)} clauses, marked machine-suggested and never "
        "counted; `sofadiff suggest` says what speaks for each."
    )


def review_path(target: str) -> str:
    """Where the decisions on a draft are kept."""
    from pathlib import PurePath

    return str(PurePath(target).with_suffix(".review.json"))


def reviewed(target: str, review: bool) -> Review | None:
    """The decisions beside a draft; SofadiffError where somebody wants to review and cannot."""
    import os

    from sofadiff.errors import SofadiffError
    from sofadiff.importing.deciding import from_json
    from sofadiff.source_file import read_bytes

    if review and target == "-":
        raise SofadiffError("decisions are kept beside the draft.", where="--review", remedy="Give a file with -o.")
    if review and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SofadiffError(
            "asks questions, and this is not a terminal.",
            where="--review",
            remedy="Run it in a terminal; or read the doubtful places in the report: --report report.html.",
        )
    path = review_path(target)
    if target == "-" or not os.path.isfile(path):
        return None
    return from_json(read_bytes(path, 50_000_000), path)


def refuse_overwriting(target: str, untouched: set[str]) -> None:
    """Raise SofadiffError for a file that is there, unless it is the draft of the same import as it was written."""
    from pathlib import Path

    from sofadiff.errors import SofadiffError

    if digest(Path(target).read_bytes()) in untouched:
        return
    raise SofadiffError(
        "exists already, so nothing was written.",
        where=target,
        remedy="Choose another name with -o, or give --force; to review it, repeat the options of its import.",
    )


def options_of(kept: Review | None, **given: str | None) -> dict[str, str]:
    """The options that are given, and those of the import that was reviewed where none is."""
    known = {name: value for name, value in (kept.options if kept else ()) if name in given}
    return known | {name: value for name, value in given.items() if value is not None}


def keep(
    target: str, prepared: Prepared, draft: str, decisions: Sequence[Decision], options: Sequence[tuple[str, str]]
) -> None:
    """Write the decisions beside the draft."""
    from pathlib import PurePath

    from sofadiff.importing.deciding import Review, to_json
    from sofadiff.output import write_text

    review = Review(PurePath(prepared.path).name, prepared.sha256, draft, tuple(decisions), tuple(options))
    write_text(review_path(target), to_json(review))
