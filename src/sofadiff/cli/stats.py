"""`sofadiff stats`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import deliver, format_option, lang_option, output_option


@click.command("stats")
@click.argument("agreements", nargs=-1, metavar="[AGREEMENT]...")
@format_option
@output_option
@lang_option
def command(agreements: tuple[str, ...], format_: str, output: str | None, lang: str) -> None:
    """Count what the collection holds: texts, clauses, support, topics, variables, and every state apart.

    Without AGREEMENT all records that ship with sofadiff are counted.
    """
    from sofadiff import corpus, making
    from sofadiff.cli import word

    chosen = tuple(corpus.read(name) for name in dict.fromkeys(agreements)) or corpus.read_all()
    deliver(making.make(("stats",), chosen, lang=lang, looks=word.looks(format_)), format_, output)
