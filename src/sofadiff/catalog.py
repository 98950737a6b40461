"""The reports there are, as plain functions in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Support

REPORTS = {
    "immunity": "who may be tried, sued, arrested, and who decides",
    "accountability": "claims, prosecution, evidence, conduct, oversight",
    "redline": "every clause with its word changes",
    "concordance": "which clause answers which, old number to new",
    "departures": "only the changes of substance, as a table to fill in",
}
"""Report name (also the module that writes it) to what it tells."""


def report(
    name: str,
    agreement: Agreement,
    against: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """The named report on an agreement, read against others.

    `only` keeps clauses with these supports; the report lists what that leaves out. Raises SofadiffError for an
    unknown name and for redline, concordance and departures without a comparator.
    """
    if name not in REPORTS:
        raise SofadiffError("no such report.", where=name, remedy=f"There are {', '.join(REPORTS)}.")
    if name in {"redline", "concordance", "departures"} and not against:
        raise SofadiffError(
            "needs at least one agreement to compare with.", where=f"report {name}", remedy="Add --against SLUG."
        )
    write: Callable[..., Report] = import_module(f"sofadiff.reports.{name}").report
    return write(agreement, against, lang=lang, only=only)
