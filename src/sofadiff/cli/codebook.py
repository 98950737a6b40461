"""``sofadiff codebook``: read the codebook, or export it."""

from __future__ import annotations

import click

from sofadiff.cli.shared import emit, lang_option, output_option


@click.group(invoke_without_command=True)
@lang_option
@output_option
@click.pass_context
def codebook(context: click.Context, lang: str, output: str | None) -> None:
    """List the codebook's topics and variables, explain one, or export all of it."""
    if context.invoked_subcommand is not None:
        return
    from sofadiff.codebook import load
    from sofadiff.codebook.describe import overview

    emit(overview(load(), lang), output)
    _beside(output, lang=lang)


@codebook.command()
@click.argument("name", metavar="ID")
@lang_option
@output_option
def show(name: str, lang: str, output: str | None) -> None:
    """Explain one topic or variable, by id or code.

    ID is a topic (jur.criminal), a variable (imm.criminal.uniformed) or a variable's code (IM-01).
    """
    from sofadiff.codebook import load
    from sofadiff.codebook.describe import describe

    emit(describe(load(), name, lang), output)
    _beside(output, "show", id=name, lang=lang)


@codebook.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(("json", "csv", "skos", "markdown")),
    required=True,
    help="json: everything, and can be read back; csv: one row per topic and value; skos: Turtle; markdown: to read.",
)
@output_option
def export(format_: str, output: str | None) -> None:
    """Write the whole codebook in another form, in both languages."""
    from sofadiff.codebook import load
    from sofadiff.codebook.export import FORMATS

    emit(FORMATS[format_](load()), output)
    _beside(output, "export", format=format_)


def _beside(output: str | None, *words: str, **options: str) -> None:
    """The manifest of what was written to a file, in a file beside it."""
    if output not in (None, "-"):
        from sofadiff.cli.shared import beside
        from sofadiff.outputs import listed

        beside(str(output), listed.book(*words, **options))


command = codebook
