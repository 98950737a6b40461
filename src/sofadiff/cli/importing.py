"""`sofadiff import`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sofadiff.importing import Imported

LONG = 40
"""Steps (two for each page) from which it is shown how far the reading is."""


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
@click.option(
    "--pages", metavar="LIST", help="Pages of a PDF to import, such as 3-5,8; the others are listed as left out."
)
@click.option(
    "--part",
    metavar="LABEL",
    help="Import one part of an XML file as a text of its own, such as 'SCHEDULE 2'; `main` is the file without them.",
)
@click.option("--list-parts", is_flag=True, help="Only list the parts that --part can name; nothing is imported.")
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
@click.option("--no-suggest", is_flag=True, help="Suggest no topics in the draft.")
@click.option("--force", is_flag=True, help="Replace RECORD.xml if it exists.")
def command(
    file: str, language: str | None, title: str | None, date: str | None, revisions: str | None, pages: str | None,
    part: str | None, list_parts: bool, slug: str | None, output: str | None, report: str | None, format_: str | None,
    lang: str, no_suggest: bool, force: bool,
) -> None:  # fmt: skip
    """Turn FILE (Word, PDF, XML, Markdown or plain text) into a draft record; report what was guessed and left out.

    The format is told by the content, whatever the name ends in.

    No word is lost: the import fails rather than drop one. The draft is written to the current folder, under the
    file's name, unless -o says otherwise; the report goes to standard output. The HTML report shows every clause beside
    the lines of the file that it came from.

    Beside the clauses of the draft stand topics that software suggests (`machine-suggested`); no report and no figure
    counts them. `sofadiff suggest RECORD.xml` says what speaks for each.
    """
    from pathlib import Path

    from sofadiff.errors import SofadiffError
    from sofadiff.importing import import_file
    from sofadiff.output import write_bytes, write_text

    if list_parts:
        _show_parts(file)
        return
    target = output or _target(file, part)
    if target != "-" and _same_file(target, file):
        raise SofadiffError(
            "is the file to import, so nothing was written.", where=target, remedy="Choose another name with -o."
        )
    if target != "-" and not force and Path(target).is_file():
        raise SofadiffError(
            "exists already, so nothing was written.",
            where=target,
            remedy="Choose another name with -o, or give --force.",
        )
    meter = _Meter()
    try:
        imported = import_file(
            file, language=language, title=title, date=date, slug=slug, revisions=revisions, pages=pages, part=part,
            progress=meter,
        )  # fmt: skip
    finally:
        meter.end()
    data, suggested = (imported.data, None) if no_suggest else _suggested(imported)
    kind = format_ or {".html": "html", ".htm": "html", ".json": "json"}.get(Path(report or "").suffix.lower(), "text")
    text = _written(imported, kind, lang)
    shown = text if report is None or format_ == "json" else _written(imported, "text", lang)
    if target == "-":
        click.echo(data.decode("utf-8"), nl=False)
        click.echo(shown, nl=False, err=True)
    else:
        write_bytes(target, data)
        click.echo(shown, nl=False)
        click.echo(f"Written: {target}", err=True)
    if report is not None:
        write_text(report, text)
        click.echo(f"Written: {report}", err=True)
    if suggested is not None:
        click.echo(suggested, err=True)
    if date is None:
        click.echo(
            "No date: the draft holds a placeholder that `sofadiff check` refuses. Give it with --date YYYY-MM-DD.",
            err=True,
        )


class _Meter:
    """Shows on a terminal how far the reading of a long file is, and leaves no trace of it."""

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, done: int, steps: int) -> None:
        line = f"Reading: {100 * done // steps:3}%"
        if steps >= LONG and line != self._shown and sys.stderr.isatty():
            self._shown = line
            click.echo(f"\r{line}", nl=False, err=True)

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo(f"\r{' ' * len(self._shown)}\r", nl=False, err=True)


def _target(file: str, part: str | None) -> str:
    """Where a draft goes by default: the file's name, with the part that was asked for; never the file itself."""
    from pathlib import Path

    from sofadiff.importing.importer import slug_from

    stem = Path(file).stem if part is None else f"{Path(file).stem}-{slug_from(part)}"
    return f"{stem}-draft.xml" if _same_file(f"{stem}.xml", file) else f"{stem}.xml"


def _same_file(one: str, other: str) -> bool:
    from pathlib import Path

    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)


def _show_parts(file: str) -> None:
    """The parts of an XML file, one on a line: label, words, title."""
    from sofadiff.importing import parts_of

    parts = parts_of(file)
    width = max(len(label) for label, *_ in parts)
    for label, title, words in parts:
        click.echo(f"{label.ljust(width)}  {words:>7} words  {title}".rstrip())


def _suggested(imported: Imported) -> tuple[bytes, str]:
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
