"""`sofadiff compare`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import deliver, emit, format_option, lang_option, output_option


@click.command("compare")
@click.argument("base")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@format_option
@output_option
@lang_option
@click.option("--sources", is_flag=True, help="On a terminal print every clause and its sources, not the short view.")
def command(base: str, others: tuple[str, ...], format_: str, output: str | None, lang: str, sources: bool) -> None:
    """Compare BASE (the earlier text) with OTHER, clause by clause and word by word.

    With several OTHERs all texts stand beside each other: a concordance, and each passage with its readings.
    """
    from sofadiff import corpus

    agreements = [corpus.read(name) for name in (base, *others)]
    if format_ == "json":
        import json

        from sofadiff.comparison.compare import compare, to_json

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

        made = comparing.report(agreements[0], agreements[1], lang=lang, short=short)
    else:
        from sofadiff.reports import synopsis as synoptic

        made = synoptic.report(agreements[0], agreements[1:], lang=lang, short=short)
    deliver(made, format_, output)
