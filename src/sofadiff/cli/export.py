"""`sofadiff export`."""

from __future__ import annotations

import click


@click.command("export")
@click.argument("agreement")
@click.option(
    "--format", "form", type=click.Choice(("text", "markdown")), help="By the name given with -o; else plain text."
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output (`-`).")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def command(agreement: str, form: str | None, output: str | None, force: bool) -> None:
    """Write AGREEMENT (a slug or a file) as plain text or Markdown, to read, to print, to send, to mark up.

    `sofadiff import` makes the same clauses of it again: labels, what stands under what, headings, words, footnotes,
    language, and how well each clause is established. What a text cannot hold (findings, topics, sources ...) is listed
    on standard error and in the head of the file.
    """
    from pathlib import Path

    from sofadiff.cli.shared import hand_over
    from sofadiff.errors import SofadiffError
    from sofadiff.outputs import listed

    by_name = "markdown" if Path(output or "").suffix.lower() in (".md", ".markdown", ".mkd") else "text"
    made, exported = listed.exported(agreement, form or by_name)
    if output not in (None, "-") and not force and Path(str(output)).is_file():
        raise SofadiffError(
            "exists already, so nothing was written.",
            where=output,
            remedy="Choose another name with -o, or give --force.",
        )
    hand_over(made, "text", output)
    if exported.left:
        click.echo("Not in the text, because a text cannot hold it:", err=True)
        for line in exported.left:
            click.echo(f"  {line}", err=True)
