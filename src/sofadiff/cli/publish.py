"""`sofadiff publish`."""

from __future__ import annotations

import click


@click.command("publish")
@click.argument("folder", default="reports")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if FOLDER is not what would be written.")
def command(folder: str, check: bool) -> None:
    """Write the published set of reports to FOLDER, or (--check) say what in it is stale."""
    from sofadiff import publish

    if check:
        stale = publish.stale(folder)
        for line in stale:
            click.echo(line)
        if stale:
            click.echo(f"{len(stale)} stale; run `sofadiff publish {folder}`.")
            raise click.exceptions.Exit(1)
        click.echo(f"{folder} is what the current code and records produce.")
        return
    count = 0
    for path in publish.write(folder):
        click.echo(path)
        count += 1
    click.echo(f"{count} files written. Open {folder}/{publish.INDEX} in a browser.")
