"""`sofadiff dossier`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadiff.cli.reporting import answer, report_options

if TYPE_CHECKING:
    from typing import Unpack

    from sofadiff.cli.reporting import Choices

NAMES = ("claims", "official-acts", "forum")


@click.command("dossier")
@click.argument("name", type=click.Choice(NAMES), metavar="QUESTION")
@click.argument("agreement")
@click.option("--against", multiple=True, metavar="AGREEMENT", help="A text beside it; give it once for each.")
@click.option("--incident", metavar="DATE", help="claims: when the harm was done (YYYY-MM-DD).")
@click.option("--discovered", metavar="DATE", help="claims: when it was discovered.")
@click.option("--mandate-end", metavar="DATE", help="claims: when the mandate ended or will end.")
@click.option("--first-appointed", metavar="DATE", help="claims: when the first commissioner was appointed.")
@report_options
def command(
    name: str,
    agreement: str,
    against: tuple[str, ...],
    incident: str | None,
    discovered: str | None,
    mandate_end: str | None,
    first_appointed: str | None,
    **choices: Unpack[Choices],
) -> None:
    """Put one QUESTION (claims, official-acts or forum) to AGREEMENT, on a few pages.

    Each answer with its clauses, beside other texts, with the best precedent of the records that ship for what is open
    or weaker here. For claims: every deadline with its clause and, from the dates given, its last day.
    """
    dates = {
        "incident": incident,
        "discovered": discovered,
        "mandate-end": mandate_end,
        "first-appointed": first_appointed,
    }
    given = {event: text for event, text in dates.items() if text is not None}
    answer(("dossier", name), (agreement, *against), choices, given)
