"""`sofadiff report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadiff.cli.reporting import answer, report_options

if TYPE_CHECKING:
    from typing import Unpack

    from sofadiff.cli.reporting import Choices

REPORTS = ("immunity", "accountability", "redline", "concordance", "departures")


@click.command("report")
@click.argument("name", type=click.Choice(REPORTS), metavar="REPORT")
@click.argument("agreement")
@click.option("--against", multiple=True, metavar="AGREEMENT", help="A comparator; give it once for each.")
@report_options
def command(name: str, agreement: str, against: tuple[str, ...], **choices: Unpack[Choices]) -> None:
    """Write REPORT (immunity, accountability, redline, concordance or departures) on AGREEMENT."""
    answer(("report", name), (agreement, *against), choices)
