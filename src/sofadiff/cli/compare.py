"""`sofadiff compare`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import (
    agreement_with_pins,
    deliver,
    emit,
    format_option,
    lang_option,
    output_option,
    pins_options,
)


@click.command("compare")
@click.argument("base")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@format_option
@output_option
@lang_option
@pins_options
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
    pins: str | None,
    no_pins: bool,
    explain: str | None,
    sources: bool,
) -> None:
    """Compare BASE (the earlier text) with OTHER, clause by clause and word by word.

    With several OTHERs all texts stand beside each other: a concordance, and each passage with its readings.
    """
    agreements = [agreement_with_pins(name, pins, without=no_pins) for name in (base, *others)]
    if explain is not None:
        from sofadiff.cli.explaining import asked
        from sofadiff.reports import explanation

        side, units = asked(agreements, explain)
        deliver(explanation.report(agreements[0], agreements[1], side, units, lang=lang), format_, output)
        return
    if format_ == "json":
        import json

        from sofadiff.cli import word
        from sofadiff.comparison.compare import compare, to_json

        word.refuse_elsewhere(format_, output)
        comparisons = [compare(agreements[0], other) for other in agreements[1:]]
        if len(comparisons) == 1:
            data = to_json(comparisons[0])
        else:
            from sofadiff.comparison import synopsis, synopsis_json

            data = synopsis_json.to_json(synopsis.synopsis(comparisons))
        emit(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
        return
    short = format_ == "terminal" and not sources
    if len(agreements) == 2:
        from sofadiff.reports import comparing

        made = comparing.report(agreements[0], agreements[1], lang=lang, short=short, every=format_ == "docx")
    else:
        from sofadiff.reports import synopsis as synoptic

        made = synoptic.report(agreements[0], agreements[1:], lang=lang, short=short)
    deliver(made, format_, output)
