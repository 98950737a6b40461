"""``sofadiff codebook``: read the codebook, or export it."""

from __future__ import annotations

import click

LANGUAGE = click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the output."
)


@click.group(invoke_without_command=True)
@LANGUAGE
@click.pass_context
def codebook(context: click.Context, lang: str) -> None:
    """List the codebook's topics and variables, explain one, or export all of it."""
    if context.invoked_subcommand is not None:
        return
    from sofadiff.codebook import load
    from sofadiff.codebook.describe import overview

    click.echo(overview(load(), lang), nl=False)


@codebook.command()
@click.argument("name", metavar="ID")
@LANGUAGE
def show(name: str, lang: str) -> None:
    """Explain one topic or variable, by id or code.

    ID is a topic (jur.criminal), a variable (imm.criminal.uniformed) or a variable's code (IM-01).
    """
    from sofadiff.codebook import load
    from sofadiff.codebook.describe import describe

    click.echo(describe(load(), name, lang), nl=False)


@codebook.command()
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["json", "csv", "skos", "markdown"]),
    required=True,
    help="json: everything, and can be read back; csv: one row per topic and value; skos: Turtle; markdown: to read.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.")
def export(format_name: str, output: str | None) -> None:
    """Write the whole codebook in another form."""
    from sofadiff.codebook import load
    from sofadiff.codebook.export import FORMATS

    text = FORMATS[format_name](load())
    if output is None:
        click.echo(text, nl=False)
        return
    from sofadiff.output import write_text

    write_text(output, text)
