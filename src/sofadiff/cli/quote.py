"""`sofadiff quote`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import hand_over, lang_option, output_option

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
    from sofadiff.errors import SofadiffError
    from sofadiff.outputs import quoted

    ending = next((form for end, form in _ENDINGS.items() if (output or "").lower().endswith(end)), "text")
    wanted = format_ or ending
    if wanted == "png" and output in (None, "-"):
        raise SofadiffError("is not printed.", where="--format png", remedy="Name a file with -o card.png.")
    record = corpus.read(agreement, with_pins=False)
    hand_over(quoted.card(record, clause, words, lang=lang), wanted, output)
