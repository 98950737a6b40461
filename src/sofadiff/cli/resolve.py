"""`sofadiff resolve`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import FORMATS, deliver, lang_option, output_option


@click.command("resolve")
@click.argument("link")
@click.option(
    "--in", "files", multiple=True, metavar="FILE", help="Look in this file too, before the records that ship."
)
@click.option("--was", multiple=True, metavar="FILE", help="An earlier file of the record, to show what changed.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([name for name in FORMATS if name not in ("csv", "template")]),
    default="terminal",
    show_default=True,
    help="Output format.",
)
@output_option
@lang_option
def command(
    link: str, files: tuple[str, ...], was: tuple[str, ...], format_: str, output: str | None, lang: str
) -> None:
    """What a permalink (see `sofadiff cite`) leads to today: found, changed, ambiguous or orphaned.

    Exit status 1 for anything but found. Nothing is looked up on a network, and nothing is guessed.
    """
    from sofadiff import corpus
    from sofadiff.outputs.resolved import answer

    given = [corpus.read(name, with_pins=False) for name in files]
    earlier = [corpus.read(name, with_pins=False) for name in was]
    report, found = answer(link, given, earlier, lang=lang, short=format_ == "terminal")
    deliver(report, format_, output)
    if not found:
        raise click.exceptions.Exit(1)
