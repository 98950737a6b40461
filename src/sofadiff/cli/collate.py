"""`sofadiff collate`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import hand_over, output_option


@click.command("collate")
@click.argument("agreement")
@click.argument("file")
@click.option(
    "--language",
    metavar="CODE",
    help="Language of the text in FILE (eng, fra ...); by default that of the text the record was read in.",
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True, help="Output format."
)
@output_option
def command(agreement: str, file: str, language: str | None, format_: str, output: str | None) -> None:
    """Match FILE, a copy of the authentic text, clause by clause against the digests that AGREEMENT stores.

    Exit status 1 if any clause differs, is missing or is extra.
    """
    from sofadiff import corpus
    from sofadiff.outputs import collated

    made, matching = collated.collation(corpus.read(agreement, with_pins=False), file, language)
    hand_over(made, format_, output)
    if not matching:
        raise click.exceptions.Exit(1)
