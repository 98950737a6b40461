"""What `sofadiff attach` does besides printing its report: each step, and a line on standard error about it."""

from __future__ import annotations

import click

from sofadiff import lookup
from sofadiff.attaching import actions
from sofadiff.attaching.actions import Tied
from sofadiff.errors import SofadiffError
from sofadiff.importing.languages import NAMES
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.outputs.attached import with_tied
from sofadiff.shelf.joining import with_library

_MOST_NAMED = 8


def require_sense(
    file: str | None,
    confirm: tuple[str, ...],
    withdraw: tuple[str, ...],
    by: str | None,
    date: str | None,
    *,
    dry_run: bool,
) -> None:
    """Refuse options that do not go together."""
    if confirm and not (by and date):
        raise SofadiffError(
            "--confirm needs the person and the day.",
            remedy='Add --by "NAME" --date YYYY-MM-DD: a confirmation without them is worth nothing.',
        )
    if (by or date) and not confirm:
        raise SofadiffError("--by and --date say who confirmed what.", remedy="Add --confirm CLAUSE.")
    if dry_run and (confirm or withdraw):
        raise SofadiffError("--dry-run stores nothing, so nothing can be confirmed or taken back with it.")
    if dry_run and file is None:
        raise SofadiffError("--dry-run needs a FILE.", remedy="Without a FILE nothing is stored in any case.")


def attached(
    record: Agreement,
    file: str,
    place: str,
    language: str | None,
    revisions: str | None,
    *,
    dry_run: bool,
    anyway: bool,
) -> Agreement:
    """Attach a file, or only tie it; the record with that text alone, for the report."""
    tied = actions.tie(record, file, language=language, revisions=revisions)
    if not tied.plausible and not anyway and not dry_run:
        _refuse(tied)
    if not dry_run:
        path = actions.attach(tied, place)
        _say(f"Attached: {path}" if path else "This very file is attached already; nothing was written.")
    doubts = len(tied.imported.report.doubts)
    if doubts:
        _say(
            f"{doubts} places of the file were read with doubt: sofadiff import {file} --report report.html shows them."
        )
    others = [NAMES.get(one, one) for one in tied.languages[1:]]
    if others and language is None:
        _say(f"The file also holds {', '.join(others)}, which --language would attach.")
    return with_tied(record, tied)


def _refuse(tied: Tied) -> None:
    record = tied.record
    clauses = {unit.id for unit in record.units if unit.part is not UnitPart.HEADING}
    sure = sum(link.unit in clauses and not link.doubtful for link in tied.linked.links)
    click.echo(
        f"sofadiff: {tied.imported.report.source}: does not look like a text of {record.short}:"
        f" {sure} of {len(clauses)} clauses could be found for sure, so nothing was stored. Look at it with"
        " --dry-run; if it is the right text, add --anyway.",
        err=True,
    )
    raise click.exceptions.Exit(1)


def decided(
    record: Agreement,
    place: str,
    language: str | None,
    confirm: tuple[str, ...],
    withdraw: tuple[str, ...],
    by: str,
    date: str,
) -> None:
    """Write down what is taken back, then what is confirmed."""
    if withdraw:
        path, units = actions.withdraw(record, place, withdraw, language=language)
        _say(f"Taken back: {_named(withdraw, units)}. Written: {path}")
    if confirm:
        path, units = actions.confirm(record, place, confirm, by=by, date=date, language=language)
        _say(f"Confirmed by {by} on {date}: {_named(confirm, units)}. Written: {path}")


def _named(given: tuple[str, ...], units: tuple[Unit, ...]) -> str:
    """The clauses one by one, or many of them as the user named them."""
    if len(units) > _MOST_NAMED:
        return f"{len(units)} clauses ({', '.join(given)})"
    return ", ".join(lookup.called(unit) for unit in units)


def current(record: Agreement, place: str) -> Agreement:
    """The record with what its library holds now."""
    return with_library(record, place)


def tell_next(record: Agreement, given: str, library: str | None, *, dry_run: bool) -> None:
    """What may be done now."""
    if dry_run:
        _say("Nothing was stored (--dry-run).")
        return
    if not record.authentic:
        return
    more = f" --library {library}" if library else ""
    _say(
        f"Next: sofadiff compare {given} OTHER{more}; all clauses side by side:"
        f" sofadiff attach {given}{more} --format html -o attached.html; undo: sofadiff detach {given}{more}."
    )


def _say(line: str) -> None:
    click.echo(line, err=True)
