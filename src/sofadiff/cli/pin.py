"""`sofadiff pin`: write down, list and take back what persons decide on which clauses answer each other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import pins_folder_option

if TYPE_CHECKING:
    from sofadiff.model import Agreement


class _Pin(click.Group):
    """A group whose first word may be left out: what is neither `list` nor `remove` is a decision to write down."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = args[:1] and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["add", *args])


@click.group("pin", cls=_Pin, invoke_without_command=False, subcommand_metavar="BASE CLAUSE OTHER CLAUSE [OPTIONS]...")
def command() -> None:
    """Decide that two clauses answer each other, or with --forbid that they do not.

    \b
    sofadiff pin nl-rwanda-2009 2 nl-qatar-2014 3 --by "A. Name" --date 2024-05-31 --why "Both are on entry."
    sofadiff pin list nl-rwanda-2009
    sofadiff pin remove nl-rwanda-2009 2 nl-qatar-2014 3

    Every comparison of the two agreements then applies the decision, in either direction, and names who made it. A
    clause is given by its number (`47(b)`), its eId or its wId; a clause stands for its points too. The decision is
    kept in a small text file that you may read and mend: beside a record that you name by its path, else in a folder
    `pins` where you are. Once a clause has other words, the decision is no longer applied, and every output says so.
    `sofadiff pin add --help` lists the options.
    """


@command.command("add")
@click.argument("base")
@click.argument("clause")
@click.argument("other")
@click.argument("other_clause", metavar="CLAUSE")
@click.option("--forbid", is_flag=True, help="Decide that the two do not answer each other.")
@click.option("--by", required=True, metavar="NAME", help="The person who decided.")
@click.option("--date", required=True, metavar="YYYY-MM-DD", help="The day of the decision.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, for those who read the comparison.")
@pins_folder_option
def add(
    base: str, clause: str, other: str, other_clause: str, forbid: bool, by: str, date: str, why: str, pins: str | None
) -> None:
    """Decide that CLAUSE of BASE and CLAUSE of OTHER answer each other, or that they do not."""
    from sofadiff.cli import pin_files
    from sofadiff.model import Decision

    choice = Decision.FORBID if forbid else Decision.LINK
    person = {"by": by, "date": date, "why": why}
    for line in pin_files.add(_sides(base, other, pins, new=True), (clause, other_clause), choice, person, folder=pins):
        click.echo(line)


@command.command("remove")
@click.argument("base")
@click.argument("clause")
@click.argument("other")
@click.argument("other_clause", metavar="CLAUSE")
@pins_folder_option
def remove(base: str, clause: str, other: str, other_clause: str, pins: str | None) -> None:
    """Take back what was decided on CLAUSE of BASE and CLAUSE of OTHER.

    A clause that is gone from its record is named as `sofadiff pin list` prints it.
    """
    from sofadiff.cli import pin_files

    for line in pin_files.remove(_sides(base, other, pins), (clause, other_clause), folder=pins):
        click.echo(line)


@command.command("list")
@click.argument("agreement")
@pins_folder_option
def list_(agreement: str, pins: str | None) -> None:
    """List what was decided on clauses of AGREEMENT, and whether it still holds."""
    from sofadiff.cli import pin_files

    click.echo("\n".join(pin_files.listed(agreement, pins)))


def _sides(
    base: str, other: str, folder: str | None, *, new: bool = False
) -> tuple[tuple[str, Agreement], tuple[str, Agreement]]:
    """Both agreements with the name under which the user gave each; with `new` the folder need not be there yet."""
    from sofadiff import corpus
    from sofadiff.cli.shared import agreement_with_pins

    if new and folder and not os.path.isdir(folder):
        return (base, corpus.read(base)), (other, corpus.read(other))
    return (base, agreement_with_pins(base, folder)), (other, agreement_with_pins(other, folder))
