"""`sofadiff resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import FORMATS, deliver, lang_option, output_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sofadiff.model import Agreement


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
    from sofadiff.citing import identities, links
    from sofadiff.citing.resolving import Answer, resolve
    from sofadiff.reports import resolved

    parsed = links.parse(link)
    given = [corpus.read(name, with_pins=False) for name in files]
    earlier = tuple(corpus.read(name, with_pins=False) for name in was)

    def read(slug: str) -> Agreement | None:
        mine = _named(given, slug)
        if mine is not None:
            return mine
        return corpus.read(slug, with_pins=False) if slug in corpus.slugs() else None

    found = resolve(parsed, read, published=identities.published(), was=earlier)
    deliver(resolved.report(found, lang=lang), format_, output)
    if found.answer is not Answer.FOUND:
        raise click.exceptions.Exit(1)


def _named(agreements: Sequence[Agreement], slug: str) -> Agreement | None:
    """The file whose clauses links call by that name: a record's slug, else what stands in its permanent ids."""
    for agreement in agreements:
        wid = next((unit.wid for unit in agreement.units if unit.wid), "") or ""
        if slug in (agreement.slug, wid.rpartition("-")[0]):
            return agreement
    return None
