"""`sofadiff new`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sofadiff.cli.questions import ask
from sofadiff.states import Completeness, MissionType, TextStatus

if TYPE_CHECKING:
    from sofadiff.akn.scaffold import Draft, Start

ROLES = ("host-state", "sending-state", "organisation", "party")
DATE_NAMES = ("signature", "adoption", "publication", "entry-into-force")
KINDS = ("treaty-series", "official-copy", "official-document", "database", "press", "advocacy", "commentary",
         "archive", "case", "general-knowledge", "imported-file")  # fmt: skip
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOURCE = re.compile(r"(?P<title>.*?)(?::(?P<url>https?://\S+))?", re.DOTALL)


@click.command("new")
@click.argument("slug")
@click.option("--from", "draft", metavar="DRAFT.xml", help="Take clauses and source from a draft that `import` wrote.")
@click.option("--title", help="Title of the agreement, in our words.")
@click.option("--short", help="Short name for tables and running text, such as “MINUSTAH 2004”.")
@click.option("--date", metavar="YYYY-MM-DD", help="Best known full date of the agreement.")
@click.option("--date-name", type=click.Choice(DATE_NAMES), help="What happened on that date.")
@click.option(
    "--party", "parties", multiple=True, metavar="NAME:ROLE", help=f"A party; once for each. ROLE: {', '.join(ROLES)}."
)
@click.option("--mission-type", type=click.Choice([str(value) for value in MissionType]), help="What it serves.")
@click.option("--text-status", type=click.Choice([str(value) for value in TextStatus]), help="What kind of text it is.")
@click.option(
    "--completeness", type=click.Choice([str(value) for value in Completeness]), help="How much of it was available."
)
@click.option("--source", metavar="TITLE[:URL]", help="Where the text was read; with --from, by default the file.")
@click.option("--source-kind", type=click.Choice(KINDS), help="With --from, by default imported-file.")
@click.option("--restated", metavar="YYYY-MM-DD", help="The day on which you restate it: today, as a rule.")
@click.option("-o", "--output", metavar="FILE", help="Where the record goes; by default agreements/SLUG.xml.")
def command(slug: str, draft: str | None, parties: tuple[str, ...], output: str | None, **given: str | None) -> None:
    """Start the record SLUG: every block that a record needs, and one empty clause, or the clauses of a draft.

    What is not given is asked for on a terminal. Nothing is invented: `sofadiff check` on the new record says what is
    still missing. An existing file is never replaced.
    """
    from sofadiff import codebook
    from sofadiff.akn.scaffold import scaffold
    from sofadiff.output import write_bytes

    target = _target(slug, output)
    taken = _draft(draft) if draft else None
    answers: dict[str, Any] = {**given, "parties": tuple(_party(text) for text in parties)}
    told = _from_draft(answers, taken)
    ask(_missing(answers), answers, terminal=sys.stdin.isatty())
    write_bytes(target, scaffold(_start(slug, answers, taken), codebook.load(), taken))
    click.echo(f"Written: {target}", err=True)
    if told:
        click.echo(f"Taken from the draft: {', '.join(told)}. Correct what is not so.", err=True)
    click.echo(f"Next: `sofadiff check {target}` says what is still missing.")


def _target(slug: str, output: str | None) -> str:
    from sofadiff.errors import SofadiffError

    if not _SLUG.fullmatch(slug):
        raise SofadiffError(
            "a slug has small letters and digits, joined by hyphens.", where=slug, remedy="Such as nl-rwanda-2009."
        )
    target = output or f"agreements/{slug}.xml"
    if Path(target).name != f"{slug}.xml":
        raise SofadiffError("is not the record's name.", where=target, remedy=f"End the file's name in {slug}.xml.")
    if not Path(target).parent.is_dir():
        raise SofadiffError(
            "there is no such folder.",
            where=str(Path(target).parent),
            remedy="Go to the checkout, or name a file with -o.",
        )
    if Path(target).exists():
        raise SofadiffError(
            "exists already, and a record is never replaced.", where=target, remedy="Edit it, or choose another slug."
        )
    return target


def _draft(path: str) -> Draft:
    from sofadiff import akn
    from sofadiff.akn.scaffold import draft_of
    from sofadiff.source_file import read_bytes

    return draft_of(akn.parse(read_bytes(path), path))


def _from_draft(answers: dict[str, Any], draft: Draft | None) -> list[str]:
    """What a draft tells by itself, where no flag says otherwise; and what of it a person should look at again."""
    if draft is None:
        return []
    answers["source"] = answers["source"] or draft.file_name
    answers["source_kind"] = answers["source_kind"] or "imported-file"
    said = {"text_status": draft.text_status and str(draft.text_status), "date": draft.date}
    if not answers["date"] and draft.date_name in DATE_NAMES:  # what happened on another day is not known from it
        said["date_name"] = draft.date_name
    taken = {name: value for name, value in said.items() if value and not answers[name]}
    answers.update(taken)
    return [f"--{name.replace('_', '-')} {value}" for name, value in taken.items()]


def _missing(answers: dict[str, Any]) -> list[tuple[str, str, Callable[[str], Any]]]:
    """(flag, question, what reads the answer) of everything that is still open, in the order of the help text."""
    questions: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
        ("title", "Title of the agreement, in our words", str.strip),
        ("short", "Short name, such as MINUSTAH 2004", str.strip),
        ("date", "Best known full date (YYYY-MM-DD)", _day),
        ("date_name", f"What happened on it ({', '.join(DATE_NAMES)})", _one_of(DATE_NAMES)),
        ("parties", f"Parties, NAME:ROLE; separated by semicolons ({', '.join(ROLES)})", _parties),
        ("mission_type", f"Mission type ({', '.join(MissionType)})", _one_of(tuple(MissionType))),
        ("text_status", f"Kind of text ({', '.join(TextStatus)})", _one_of(tuple(TextStatus))),
        ("completeness", f"How much was available ({', '.join(Completeness)})", _one_of(tuple(Completeness))),
        ("source", "Where the text was read, TITLE or TITLE:URL", str.strip),
        ("source_kind", f"Kind of source ({', '.join(KINDS)})", _one_of(KINDS)),
        ("restated", "The day on which you restate it, today as a rule (YYYY-MM-DD)", _day),
    )
    return [question for question in questions if not answers[question[0]]]


def _one_of(values: tuple[str, ...]) -> Callable[[str], str]:
    from sofadiff.errors import SofadiffError

    def read(text: str) -> str:
        if text.strip() not in values:
            raise SofadiffError("is not in the list.", where=text.strip(), remedy=f"Use one of {', '.join(values)}.")
        return text.strip()

    return read


def _parties(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(_party(part) for part in text.split(";") if part.strip())


def _party(text: str) -> tuple[str, str]:
    from sofadiff.errors import SofadiffError

    name, _, role = text.strip().rpartition(":")
    if not name.strip() or role.strip() not in ROLES:
        raise SofadiffError(
            f"--party {text.strip()}: a party is NAME:ROLE.", remedy=f"ROLE is one of {', '.join(ROLES)}."
        )
    return name.strip(), role.strip()


def _start(slug: str, answers: dict[str, Any], draft: Draft | None) -> Start:
    from sofadiff.akn.scaffold import Start

    source = _SOURCE.fullmatch(answers["source"])
    assert source is not None  # the pattern matches any text
    _dates(answers["date"], answers["restated"])
    return Start(
        slug=slug,
        title=answers["title"],
        short=answers["short"],
        date=answers["date"],
        date_name=answers["date_name"],
        restated=answers["restated"],
        parties=answers["parties"],
        mission_type=answers["mission_type"],
        text_status=answers["text_status"],
        completeness=answers["completeness"],
        source_title=source["title"],
        source_kind=answers["source_kind"],
        source_url=source["url"],
        source_sha256=draft.sha256 if draft else None,
    )


def _day(text: str) -> str:
    from datetime import date

    from sofadiff.errors import SofadiffError

    try:
        real = date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        real = ""
    if real != text.strip():
        raise SofadiffError(f"{text.strip()}: not a full date.", remedy="Write it as YYYY-MM-DD.")
    return real


def _dates(date: str, restated: str) -> None:
    from sofadiff.errors import SofadiffError

    if _day(restated) < _day(date):
        raise SofadiffError(
            f"--restated {restated}: before the date of the agreement, {date}.", remedy="Correct one of the two."
        )
