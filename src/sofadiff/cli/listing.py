"""`sofadiff list`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import hand_over


@click.command("list")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(format_: str) -> None:
    """List the agreements that ship with sofadiff: name, date, how much is known, title."""
    from sofadiff import corpus

    agreements = corpus.read_all()
    if format_ == "json":
        from sofadiff.outputs import listed

        hand_over(listed.agreements(agreements), "json", None)
        return
    width = max((len(agreement.name) for agreement in agreements), default=0)
    for agreement in agreements:
        date = agreement.work_date or "no date   "
        known = agreement.completeness.value if agreement.completeness else "-"
        click.echo(f"{agreement.name:<{width}}  {date}  {known:<15}  {agreement.title}")
