"""`sofadiff import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sofadiff.importing import Imported


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
@click.option("--force", is_flag=True, help="Replace RECORD.xml if it exists.")
def command(
    file: str, language: str | None, title: str | None, date: str | None, revisions: str | None, slug: str | None,
    output: str | None, report: str | None, format_: str | None, lang: str, force: bool,
) -> None:  # fmt: skip
    """Turn FILE (Word, Markdown or plain text) into a draft record, and report what was guessed and left out.

    The format is told by the content, whatever the name ends in.

    No word is lost: the import fails rather than drop one. The draft is written to the current folder, under the
    file's name, unless -o says otherwise; the report goes to standard output. The HTML report shows every clause beside
    the lines of the file that it came from.
    """
    from pathlib import Path

    from sofadiff.errors import SofadiffError
    from sofadiff.importing import import_file
    from sofadiff.output import write_bytes, write_text

    target = output or f"{Path(file).stem}.xml"
    if target != "-" and not force and Path(target).is_file():
        raise SofadiffError(
            "exists already, so nothing was written.",
            where=target,
            remedy="Choose another name with -o, or give --force.",
        )
    imported = import_file(file, language=language, title=title, date=date, slug=slug, revisions=revisions)
    kind = format_ or {".html": "html", ".htm": "html", ".json": "json"}.get(Path(report or "").suffix.lower(), "text")
    text = _written(imported, kind, lang)
    shown = text if report is None or format_ == "json" else _written(imported, "text", lang)
    if target == "-":
        click.echo(imported.data.decode("utf-8"), nl=False)
        click.echo(shown, nl=False, err=True)
    else:
        write_bytes(target, imported.data)
        click.echo(shown, nl=False)
        click.echo(f"Written: {target}", err=True)
    if report is not None:
        write_text(report, text)
        click.echo(f"Written: {report}", err=True)
    if not imported.dated:
        click.echo(
            "No date: the draft holds a placeholder that `sofadiff check` refuses. Give it with --date YYYY-MM-DD.",
            err=True,
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
