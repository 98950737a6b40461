"""`sofadiff suggest`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import deliver, format_option, lang_option, output_option


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
    from sofadiff.cli import word
    from sofadiff.outputs import suggested

    text = suggested.read(agreement, language, revisions)
    short = format_ == "terminal"
    deliver(
        suggested.page(text, lang=lang, language=language, revisions=revisions, short=short, looks=word.looks(format_)),
        format_,
        output,
    )
