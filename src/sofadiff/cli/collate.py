"""`sofadiff collate`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import emit, output_option


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
    from sofadiff.importing import collate, collation_text, import_file

    record = corpus.read(agreement)
    result = collate.collate(record, import_file(file, language=language or collate.language_read(record)))
    emit(collation_text.to_json(result) if format_ == "json" else collation_text.to_text(result), output)
    if not result.matching:
        raise click.exceptions.Exit(1)
