"""`sofadiff dossier`."""

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

NAMES = ("claims", "official-acts", "forum")


@click.command("dossier")
@click.argument("name", type=click.Choice(NAMES), metavar="QUESTION")
@click.argument("agreement")
@click.option("--against", multiple=True, metavar="AGREEMENT", help="A text beside it; give it once for each.")
@click.option("--incident", metavar="DATE", help="claims: when the harm was done (YYYY-MM-DD).")
@click.option("--discovered", metavar="DATE", help="claims: when it was discovered.")
@click.option("--mandate-end", metavar="DATE", help="claims: when the mandate ended or will end.")
@click.option("--first-appointed", metavar="DATE", help="claims: when the first commissioner was appointed.")
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
    incident: str | None,
    discovered: str | None,
    mandate_end: str | None,
    first_appointed: str | None,
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
    """Put one QUESTION (claims, official-acts or forum) to AGREEMENT, on a few pages.

    Each answer with its clauses, beside other texts, with the best precedent of the records that ship for what is open
    or weaker here. For claims: every deadline with its clause and, from the dates given, its last day.
    """
    from sofadiff import making
    from sofadiff.cli import word

    dates = {
        "incident": incident,
        "discovered": discovered,
        "mandate-end": mandate_end,
        "first-appointed": first_appointed,
    }
    chosen = parse_only(only)
    agreements = [
        with_attached(agreement_with_pins(each, pins, without=no_pins), library, without=no_library)
        for each in (agreement, *against)
    ]
    given = {event: text for event, text in dates.items() if text is not None}
    made = making.make(
        ("dossier", name), agreements, lang=lang, only=chosen, lower=lower, dates=given, looks=word.looks(format_)
    )
    deliver(made, format_, output)
