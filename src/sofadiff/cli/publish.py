"""`sofadiff publish`."""

from __future__ import annotations

from types import ModuleType

import click


@click.command("publish")
@click.argument("folder", default="reports")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if FOLDER is not what would be written.")
@click.option("--identities", is_flag=True, help="Note the clauses of this release, so that links to them last.")
def command(folder: str, check: bool, identities: bool) -> None:
    """Write the published set of reports to FOLDER, or (--check) say what in it is stale."""
    from sofadiff import publish

    if identities:
        _note(publish)
        return
    if not publish.prints():
        click.echo('PDF files are left out: they need `pip install "sofadiff[print]"`.', err=True)
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


def _note(publish: ModuleType) -> None:
    """Add the clauses of this release to the list of what was published; exit 1 where ids vanished without a reason."""
    path, gone = publish.note_identities()
    click.echo(f"Written: {path}", err=True)
    for name in gone:
        click.echo(f"{name} was published and is gone; give the reason under `withdrawn`.")
    if gone:
        raise click.exceptions.Exit(1)
