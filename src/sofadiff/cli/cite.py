"""`sofadiff cite`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import emit, lang_option, output_option

if TYPE_CHECKING:
    from sofadiff.citing import Citation
    from sofadiff.messages import Messages

STYLES = ("un", "oscola", "bluebook", "french", "plain", "csl-json", "bibtex")
_MACHINE = ("csl-json", "bibtex")


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
    from sofadiff.citing import citations
    from sofadiff.citing.selecting import select
    from sofadiff.errors import SofadiffError
    from sofadiff.messages import load
    from sofadiff.render.visible import visible

    style = style or ("french" if lang == "fr" else "oscola")
    record = corpus.read(agreement, with_pins=False)
    target = select(record, clause) if clause is not None else None
    if against is None:
        found = citations.cite(record, target, style, lang=lang, unchecked=unchecked)
    elif target is None:
        raise SofadiffError(
            "needs a clause on both sides.", where="--against", remedy="Say `cite A 47 --against B 51`."
        )
    else:
        other = corpus.read(against[0], with_pins=False)
        sides = ((record, target), (other, select(other, against[1])))
        found = citations.against(sides, style, lang=lang, unchecked=unchecked)
    words = load(lang)
    if found.refused:
        click.echo(f"{words.say('citing.label.refused')}{found.refused}", err=True)
        click.echo(f"{words.say('citing.label.instead')}{found.instead}", err=True)
        raise click.exceptions.Exit(1)
    under = _under(found, words, explain=explain)
    if style in _MACHINE:
        # A file for another program holds nothing else; what must be known stands in its notes too.
        emit(visible(found.text), output)
        click.echo(visible(under), err=True)
    else:
        emit(visible(f"{found.text}\n\n{under}\n" if under else f"{found.text}\n"), output)


def _under(found: Citation, words: Messages, *, explain: bool) -> str:
    """What stands under a citation: link, notes and, if asked for, the rules."""
    lines = [f"{words.say('citing.label.link')}{found.link}"] if found.link else []
    lines += [f"{words.say('citing.label.note')}{note}" for note in found.notes]
    if explain:
        from sofadiff.citing.rules import rules

        for name in dict.fromkeys(found.rules):
            rule = rules()[name]
            said = rule.says[words.lang]
            if rule.ours:
                where = words.say("citing.rule.ours")
            elif rule.general_knowledge:
                where = words.say("citing.rule.general")
            else:
                where = words.say("citing.list.semicolon").join(
                    words.say("citing.rule.read", title=place.title, url=place.url) for place in rule.read
                )
            lines.append(f"{words.say('citing.label.rule')}{name} – {said} [{where}]")
    return "\n".join(lines)
