"""`sofadiff list`."""

from __future__ import annotations

import click


@click.command("list")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(format_: str) -> None:
    """List the agreements that ship with sofadiff: name, date, how much is known, title."""
    import json

    from sofadiff import corpus

    agreements = corpus.read_all()
    if format_ == "json":
        rows = [
            {
                "slug": agreement.slug,
                "title": agreement.title,
                "date": agreement.work_date,
                "completeness": agreement.completeness,
                "text_status": agreement.text_status,
                "clauses": len(agreement.units),
                "sha256": agreement.sha256,
            }
            for agreement in agreements
        ]
        click.echo(json.dumps({"format": "sofadiff.list/1", "agreements": rows}, ensure_ascii=False, indent=2))
        return
    width = max((len(agreement.name) for agreement in agreements), default=0)
    for agreement in agreements:
        date = agreement.work_date or "no date   "
        known = agreement.completeness.value if agreement.completeness else "-"
        click.echo(f"{agreement.name:<{width}}  {date}  {known:<15}  {agreement.title}")
