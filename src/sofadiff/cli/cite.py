"""`sofadiff cite`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import hand_over, lang_option, output_option

STYLES = ("un", "oscola", "bluebook", "french", "plain", "csl-json", "bibtex")


@click.command("cite")
@click.argument("agreement")
@click.argument("clause", required=False)
@click.option(
    "--style", type=click.Choice(STYLES), help="Form of the citation. [default: oscola, or french with --lang fr]"
)
@click.option("--against", nargs=2, metavar="AGREEMENT CLAUSE", help="Set the clause against one of another agreement.")
@click.option("--unchecked", is_flag=True, help="Print series that rest on general knowledge, in square brackets.")
@click.option("--explain", is_flag=True, help="Say which rules the citation follows, and where each was read.")
@output_option
@lang_option
def command(
    agreement: str,
    clause: str | None,
    style: str | None,
    against: tuple[str, str] | None,
    unchecked: bool,
    explain: bool,
    output: str | None,
    lang: str,
) -> None:
    """Cite AGREEMENT, or one CLAUSE of it, with a permalink and everything that must be known with it.

    CLAUSE is a printed number (`47(b)`, `VIII(5)(a)`, `VII`), an eId or a wId. A clause whose number nobody confirmed
    is not cited: exit status 1, with the reason. A permalink is read by `sofadiff resolve`.
    """
    from sofadiff import corpus
    from sofadiff.messages import load
    from sofadiff.outputs import cited

    style = style or ("french" if lang == "fr" else "oscola")
    record = corpus.read(agreement, with_pins=False)
    other = (corpus.read(against[0], with_pins=False), against[1]) if against else None
    made = cited.cite(record, clause, other, style, unchecked=unchecked, explain=explain, lang=lang)
    found = made.citation
    if found.refused:
        words = load(lang)
        click.echo(f"{words.say('citing.label.refused')}{found.refused}", err=True)
        click.echo(f"{words.say('citing.label.instead')}{found.instead}", err=True)
        raise click.exceptions.Exit(1)
    hand_over(made.output, "text", output)
    if style in cited.MACHINE:
        # A file for another program holds nothing else; what must be known stands in its notes too.
        click.echo(made.under, err=True)
