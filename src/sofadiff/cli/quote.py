"""`sofadiff quote`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import emit, lang_option, output_option

_ENDINGS = {".txt": "text", ".md": "markdown", ".svg": "svg", ".png": "png"}


@click.command("quote")
@click.argument("agreement")
@click.argument("clause")
@click.argument("words", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "markdown", "svg", "png")),
    help="Form of the card. [default: by the ending of -o, else text]",
)
@output_option
@lang_option
def command(agreement: str, clause: str, words: str | None, format_: str | None, output: str | None, lang: str) -> None:
    """A card with the words of CLAUSE of AGREEMENT: place, text status, support, permalink, digest.

    With WORDS, only these: they must be an exact part of the clause. Words that the project restated never stand in
    quotation marks. PNG needs `pip install "sofadiff[cards]"`.
    """
    from sofadiff import corpus
    from sofadiff.citing import quoting
    from sofadiff.citing.selecting import select
    from sofadiff.errors import SofadiffError
    from sofadiff.output import write_bytes

    ending = next((form for end, form in _ENDINGS.items() if (output or "").lower().endswith(end)), "text")
    wanted = format_ or ending
    record = corpus.read(agreement, with_pins=False)
    card = quoting.quote(record, select(record, clause), words, lang=lang)
    if wanted == "png":
        from sofadiff.render.quote_png import png

        if output in (None, "-"):
            raise SofadiffError("is not printed.", where="--format png", remedy="Name a file with -o card.png.")
        assert output is not None
        write_bytes(output, png(card))
        click.echo(f"Written: {output}", err=True)
        return
    if wanted == "svg":
        from sofadiff.render.quote_svg import svg

        emit(svg(card), output)
        return
    from sofadiff.render import quote_text

    emit(quote_text.markdown(card) if wanted == "markdown" else quote_text.text(card), output)
