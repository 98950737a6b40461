"""`sofadiff compare`."""

from __future__ import annotations

import click

from sofadiff.cli.reporting import agreements_named
from sofadiff.cli.shared import (
    deliver,
    format_option,
    lang_option,
    library_options,
    lower_option,
    output_option,
    pins_options,
)


@click.command("compare")
@click.argument("base")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@format_option
@output_option
@lang_option
@lower_option
@pins_options
@library_options
@click.option(
    "--explain",
    metavar="CLAUSE",
    help="Say why this clause was paired as it was: its candidates, their likeness and why the others lost. Write"
    " base:CLAUSE or other:CLAUSE where both texts have such a clause.",
)
@click.option("--sources", is_flag=True, help="On a terminal print every clause and its sources, not the short view.")
def command(
    base: str,
    others: tuple[str, ...],
    format_: str,
    output: str | None,
    lang: str,
    lower: bool,
    pins: str | None,
    no_pins: bool,
    library: str | None,
    no_library: bool,
    explain: str | None,
    sources: bool,
) -> None:
    """Compare BASE (the earlier text) with OTHER, clause by clause and word by word.

    With several OTHERs all texts stand beside each other: a concordance, and each passage with its readings.
    """
    from sofadiff.cli import word

    agreements = agreements_named((base, *others), pins=pins, no_pins=no_pins, library=library, no_library=no_library)
    if explain is not None:
        from sofadiff.outputs import explained

        short, looks = format_ == "terminal", word.looks(format_)
        deliver(explained.page(agreements, explain, lang=lang, short=short, looks=looks), format_, output)
        return
    from sofadiff import making

    short = format_ == "terminal" and not sources
    every = format_ == "docx" and len(agreements) == 2
    tables = format_ not in ("terminal", "html", "markdown")
    made = making.make(
        ("compare",),
        agreements,
        lang=lang,
        short=short,
        every=every,
        lower=lower,
        tables=tables,
        looks=word.looks(format_),
    )
    deliver(made, format_, output)
