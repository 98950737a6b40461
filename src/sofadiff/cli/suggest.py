"""`sofadiff suggest`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import deliver, format_option, lang_option, output_option

if TYPE_CHECKING:
    from sofadiff.model import Agreement


@click.command("suggest")
@click.argument("agreement", metavar="FILE|SLUG")
@click.option("--language", metavar="CODE", help="Language to read from a file that is imported (eng, fra ...).")
@click.option(
    "--revisions",
    type=click.Choice(("accept", "reject")),
    help="Accept or reject the tracked changes that are pending in a Word file.",
)
@format_option
@output_option
@lang_option
def command(
    agreement: str, language: str | None, revisions: str | None, format_: str, output: str | None, lang: str
) -> None:
    """Suggest topics for the clauses of FILE or SLUG, and values for the codebook's variables, each with its reasons.

    FILE is a record, a draft, any other Akoma Ntoso 3.0 file, or a text that `sofadiff import` reads. Suggestions are
    `machine-suggested`: no report and no figure counts them. Where nothing is suggested nothing is said; that is never
    silence.
    """
    from sofadiff import runs
    from sofadiff.reports.made import stamped
    from sofadiff.reports.suggestions import report
    from sofadiff.suggesting.everything import suggest

    text = _read(agreement, language, revisions)
    run = runs.run(("suggest",), [text], ["subject"], lang=lang, language=language, revisions=revisions)
    made = stamped(report(suggest(text), lang=lang), run, short=format_ == "terminal")
    deliver(made, format_, output)


def _read(name: str, language: str | None, revisions: str | None) -> Agreement:
    """A record or an Akoma Ntoso file as it is; any other file through the importer."""
    from pathlib import Path

    from sofadiff import corpus

    if name in corpus.slugs() or not Path(name).is_file() or _is_akn(name):
        return corpus.read(name, with_pins=False)
    from msgspec.structs import replace

    from sofadiff.importing import import_file

    imported = import_file(name, language=language, revisions=revisions)
    return replace(imported.agreement, sha256=imported.report.sha256)


def _is_akn(path: str) -> bool:
    """Whether a file begins as an Akoma Ntoso document."""
    with open(path, "rb") as stream:
        return b"<akomaNtoso" in stream.read(4000)
