"""`sofadiff detach`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import library_option


@click.command("detach")
@click.argument("slug")
@click.option("--language", metavar="CODE", help="Only the text in this language; by default every text.")
@library_option
def command(slug: str, language: str | None, library: str | None) -> None:
    """Undo `sofadiff attach`: comparisons and reports on SLUG are again what they were before.

    The files stay in your library, so that what was confirmed and when is not lost; delete the folder of SLUG in it if
    you want them gone.
    """
    from sofadiff import corpus, shelf
    from sofadiff.attaching import actions

    place = shelf.chosen(library)
    name = corpus.read(slug, with_pins=False).slug if corpus.is_path(slug) else slug
    path, gone = actions.detach(name or slug, place, language)
    what = ", ".join(gone) if gone else "what the damaged file of the library said"
    click.echo(f"Detached from {name}: {what}.")
    click.echo(f"Written: {path}. The text itself stays beside it.", err=True)
