"""From a command and its inputs to a signed report: the one way that `compare`, `report`, `publish` and `verify` go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from msgspec.structs import replace

from sofadiff import catalog, corpus, runs
from sofadiff.document import Report
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Support
from sofadiff.reports import exporting
from sofadiff.reports.made import stamped
from sofadiff.runs import PLAIN, Looks

COLLECTIONS = ("stats", "lineage", "matrix", "timeline")
"""Reports on a collection of records, each of which counts alike."""


def make(
    command: Sequence[str],
    agreements: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
    short: bool = False,
    every: bool = False,
    lower: bool = False,
    tables: bool = True,
    dates: Mapping[str, str] | None = None,
    looks: Looks = PLAIN,
) -> Report:
    """The report of that command on these agreements (the first is the subject or the base), with its manifest.

    Args:
        command: `("compare",)`, `("report", NAME)`, `("dossier", NAME)`, `("stats",)`, or `("publish", NAME)` where
            NAME is one of COLLECTIONS.
        agreements: In the order of the command line.
        lang: `en` or `fr`.
        only: Keep clauses with these supports; the report lists what that leaves out.
        short: The short view for a screen; only `compare` has one.
        every: With the words of clauses that are the same, so that both texts stand there whole; only `compare` of two.
        tables: Without it a comparison of two has blocks alone, for formats that print no data and no rows.
        dates: For a dossier: event to date, as `findings.deadlines` has them.
        looks: What was chosen for a Word file, or a template of the user's own.
        lower: Tables also hold rows that rest on less than verified clauses or are below adjudicated.
    """
    view = "short" if short else "whole" if every else None
    searched: list[runs.Input] = []
    if command[0] == "dossier":
        collection = corpus.read_all()
        searched.append(runs.collection((each.name, each.sha256) for each in collection))
        made = _dossier(command[-1], agreements, collection, lang, only, dates)
    else:
        made = _unsigned(tuple(command), agreements, lang, only, view, tables)
    left_out = made.data.get("filtered_out", ())
    if made.data:
        from sofadiff.reports import export_marks  # noqa: PLC0415 - a page has no data to mark

        made = replace(made, data=export_marks.marked(made.data))
    run = runs.run(
        command,
        agreements,
        _roles(command, len(agreements)),
        searched,
        looks=looks,
        filtered_out=len(left_out),
        lang=lang,
        only=",".join(sorted(item.value for item in only)) if only is not None else None,
        view=view,
        **(dict(dates) if dates else {}),
        **{exporting.OPTION: "yes" if lower else None},
    )
    return stamped(made, run, short=short)


def _unsigned(
    command: tuple[str, ...],
    agreements: Sequence[Agreement],
    lang: str,
    only: frozenset[Support] | None,
    view: str | None,
    tables: bool,
) -> Report:
    short = view == "short"
    first, *rest = agreements
    match command:
        case ("compare",) if len(rest) == 1:
            return _writer("comparing")(first, rest[0], lang=lang, short=short, every=view == "whole", tables=tables)
        case ("compare",) if rest:
            return _writer("synopsis")(first, rest, lang=lang, short=short)
        case ("report", name):
            return catalog.report(name, first, rest, lang=lang, only=only)
        case ("stats",) | ("publish", _) if command[-1] in COLLECTIONS:
            return _writer(command[-1])(agreements, lang=lang)
    raise SofadiffError(
        "is no command that can be repeated.", where=" ".join(command), remedy="Run the command itself again."
    )


def _dossier(
    name: str,
    agreements: Sequence[Agreement],
    collection: Sequence[Agreement],
    lang: str,
    only: frozenset[Support] | None,
    dates: Mapping[str, str] | None,
) -> Report:
    from sofadiff.findings import deadlines  # noqa: PLC0415 - only a dossier reckons time

    given = {event: deadlines.given(text, f"--{event}") for event, text in sorted((dates or {}).items())}
    deadlines.consistent(given)
    first, *rest = agreements
    return _writer("dossier")(name, first, rest, collection, dates=given, lang=lang, only=only)


def _writer(name: str) -> Callable[..., Report]:
    """The function of a module of reports, which is imported only when it is asked for."""
    found: Callable[..., Report] = import_module(f"sofadiff.reports.{name}").report
    return found


def _roles(command: Sequence[str], count: int) -> list[str]:
    if command[0] == "compare":
        return ["base"] + ["against"] * (count - 1)
    if command[0] in ("report", "dossier"):
        return ["subject"] + ["against"] * (count - 1)
    return ["record"] * count
