"""`sofadiff import`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sofadiff.importing import Imported
    from sofadiff.importing.deciding import Decision, Review


@click.command("import")
@click.argument("file")
@click.option(
    "--language", metavar="CODE", help="Language to import (eng, fra, nld ...); wins over what is recognised."
)
@click.option("--title", help="Title of the record; by default the one in the text.")
@click.option(
    "--date", metavar="YYYY-MM-DD", help="Date of the agreement; without it the draft cannot become a record."
)
@click.option(
    "--revisions",
    type=click.Choice(("accept", "reject")),
    help="Accept or reject the tracked changes that are pending in a Word file; by default such a file is refused.",
)
@click.option("--short", help="Short name for tables, such as `Norland draft`; by default the name of the draft.")
@click.option(
    "--term",
    "terms",
    multiple=True,
    metavar="ROLE=WORDS",
    help="A defined term, such as mission=UNSMIN or host-state=Norland, so that comparing sees through the name.",
)
@click.option("--slug", help="Short name of the record; by default from the file's name.")
@click.option("-o", "--output", metavar="RECORD.xml", help="Where the draft goes (`-`: standard output).")
@click.option(
    "--report",
    metavar="FILE",
    help="Write the import report to FILE as well; a name in .html or .json says in which format.",
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "json", "html")), help="Of the report; text by default."
)
@click.option(
    "--lang",
    type=click.Choice(("en", "fr")),
    default="en",
    show_default=True,
    help="Language of the HTML report; what the importer notes stays in English.",
)
@click.option(
    "--review",
    is_flag=True,
    help="Walk through the doubtful places one by one; decisions are kept beside the draft and applied ever after.",
)
@click.option("--force", is_flag=True, help="Replace RECORD.xml if it exists.")
def command(
    file: str, language: str | None, title: str | None, date: str | None, revisions: str | None, short: str | None,
    terms: tuple[str, ...], slug: str | None, output: str | None, report: str | None, format_: str | None, lang: str,
    review: bool, force: bool,
) -> None:  # fmt: skip
    """Turn FILE (Word, Markdown or plain text) into a draft record, and report what was guessed and left out.

    The format is told by the content, whatever the name ends in.

    No word is lost: the import fails rather than drop one. The draft is written to the current folder, under the
    file's name, unless -o says otherwise; the report goes to standard output. The HTML report shows every clause beside
    the lines of the file that it came from.

    Decisions that were taken with --review stand beside the draft (RECORD.review.json). Every later import of the file
    to that draft applies them; move that file away to import without them.
    """
    from pathlib import Path

    from sofadiff.importing.importer import build_clauses, prepare
    from sofadiff.importing.terms import parse
    from sofadiff.output import write_bytes, write_text

    target = output or f"{Path(file).stem}.xml"
    kept = _reviewed(target, review)
    prepared = prepare(file, language, revisions)

    named = parse(terms)

    def build(decisions: Sequence[Decision]) -> Imported:
        return build_clauses(prepared, title, date, slug, decisions, short=short, terms=named)

    if target != "-" and not force and Path(target).is_file():
        untouched = {kept.draft if kept else "", hashlib.sha256(build(()).data).hexdigest()}
        _refuse_overwriting(target, untouched if review or kept else set())

    decisions: Sequence[Decision] = kept.decisions if kept else ()
    if review:
        from sofadiff.cli.reviewing import walk

        old = kept.draft if kept else ""
        decisions = walk(build, decisions, lambda taken: _keep(target, file, prepared.sha256, old, taken))
    imported = build(decisions)
    kind = format_ or {".html": "html", ".htm": "html", ".json": "json"}.get(Path(report or "").suffix.lower(), "text")
    text = _written(imported, kind, lang)
    shown = text if report is None or format_ == "json" else _written(imported, "text", lang)
    if target == "-":
        click.echo(imported.data.decode("utf-8"), nl=False)
        click.echo(shown, nl=False, err=True)
    else:
        write_bytes(target, imported.data)
        if decisions or kept:
            _keep(target, file, prepared.sha256, hashlib.sha256(imported.data).hexdigest(), decisions)
        click.echo(shown, nl=False)
        click.echo(f"Written: {target}", err=True)
    if report is not None:
        write_text(report, text)
        click.echo(f"Written: {report}", err=True)
    _tell(imported, kept, prepared.sha256, len(decisions), target)


def _tell(imported: Imported, kept: Review | None, sha256: str, count: int, target: str) -> None:
    """What the user should know besides the report."""
    if count:
        click.echo(f"Applied: {count} decision{'s' if count > 1 else ''} from {_review_path(target)}", err=True)
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


def _review_path(target: str) -> str:
    from pathlib import PurePath

    return str(PurePath(target).with_suffix(".review.json"))


def _reviewed(target: str, review: bool) -> Review | None:
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
    path = _review_path(target)
    if target == "-" or not os.path.isfile(path):
        return None
    return from_json(read_bytes(path, 50_000_000), path)


def _refuse_overwriting(target: str, untouched: set[str]) -> None:
    """Raise SofadiffError for a file that is there, unless it is the draft of the same import as it was written."""
    from pathlib import Path

    from sofadiff.errors import SofadiffError

    if hashlib.sha256(Path(target).read_bytes()).hexdigest() in untouched:
        return
    raise SofadiffError(
        "exists already, so nothing was written.",
        where=target,
        remedy="Choose another name with -o, or give --force.",
    )


def _keep(target: str, file: str, sha256: str, draft: str, decisions: Sequence[Decision]) -> None:
    """Write the decisions beside the draft."""
    from pathlib import PurePath

    from sofadiff.importing.deciding import Review, to_json
    from sofadiff.output import write_text

    write_text(_review_path(target), to_json(Review(PurePath(file).name, sha256, draft, tuple(decisions))))


def _written(imported: Imported, kind: str, lang: str) -> str:
    """The import report in a format."""
    from sofadiff.importing import report as reporting

    if kind == "json":
        return reporting.to_json(imported.report)
    if kind == "html":
        from sofadiff import render
        from sofadiff.reports import imported as beside

        return render.FORMATS["html"].render(beside.report(imported, lang=lang))
    return reporting.to_text(imported.report)
