"""`sofadiff report`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import (
    agreement_with_pins,
    deliver,
    format_option,
    lang_option,
    library_options,
    lower_option,
    only_option,
    output_option,
    parse_only,
    pins_options,
    with_attached,
)

REPORTS = ("immunity", "accountability", "redline", "concordance", "departures")


@click.command("report")
@click.argument("name", type=click.Choice(REPORTS), metavar="REPORT")
@click.argument("agreement")
@click.option("--against", multiple=True, metavar="AGREEMENT", help="A comparator; give it once for each.")
@format_option
@output_option
@lang_option
@only_option
@lower_option
@pins_options
@library_options
def command(
    name: str,
    agreement: str,
    against: tuple[str, ...],
    format_: str,
    output: str | None,
    lang: str,
    only: str | None,
    lower: bool,
    pins: str | None,
    no_pins: bool,
    library: str | None,
    no_library: bool,
) -> None:
    """Write REPORT (immunity, accountability, redline, concordance or departures) on AGREEMENT."""
    from sofadiff import making
    from sofadiff.cli import word

    chosen = parse_only(only)
    agreements = [
        with_attached(agreement_with_pins(each, pins, without=no_pins), library, without=no_library)
        for each in (agreement, *against)
    ]
    deliver(
        making.make(("report", name), agreements, lang=lang, only=chosen, lower=lower, looks=word.looks(format_)),
        format_,
        output,
    )
