"""Options and ways of printing that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sofadiff.cli import binary, word

if TYPE_CHECKING:
    from sofadiff.document import Report
    from sofadiff.model import Agreement, Support
    from sofadiff.outputs import Output
    from sofadiff.runs import Run

FORMATS = ("terminal", "html", "markdown", "json", "csv", "docx", "pdf", "template")
PINS = "pins"
"""Folder where the user stands in which files of pins are looked for, and put for records that sofadiff ships."""
_Function = TypeVar("_Function", bound=Callable[..., Any])


def format_option(function: _Function) -> _Function:
    """`--format`, and what can be chosen about Word files."""
    return plain_format_option(word.options(function))


def plain_format_option(function: _Function) -> _Function:
    """`--format` alone, for commands in whose reports no change is tracked."""
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="terminal", show_default=True, help="Output format."
    )(function)


def output_option(function: _Function) -> _Function:
    """`-o/--output`."""
    return click.option(
        "-o", "--output", metavar="FILE", help="Write to FILE instead of standard output (`-` is standard output)."
    )(function)


def lower_option(function: _Function) -> _Function:
    """`--include-lower`."""
    return click.option(
        "--include-lower",
        "lower",
        is_flag=True,
        help="CSV: also rows that rest on less than verified clauses or are coded below adjudicated, each marked.",
    )(function)


def lang_option(function: _Function) -> _Function:
    """`--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(("en", "fr")),
        default="en",
        show_default=True,
        help="Language of the output; clauses stay in their own.",
    )(function)


def only_option(function: _Function) -> _Function:
    """`--only`."""
    return click.option(
        "--only",
        metavar="SUPPORT[,SUPPORT]",
        help="Use only clauses with this support (verified, reported, unverified); what is left out is listed.",
    )(function)


def pins_folder_option(function: _Function) -> _Function:
    """`--pins`."""
    return click.option(
        "--pins",
        metavar="FOLDER",
        help="Folder with files of pins, beside those that stand by their records. [default: pins, if there is one]",
    )(function)


def pins_options(function: _Function) -> _Function:
    """`--pins` and `--no-pins`."""
    leave = click.option("--no-pins", is_flag=True, help="Compare as if no person had decided anything.")
    return pins_folder_option(leave(function))


def library_option(function: _Function) -> _Function:
    """`--library`."""
    return click.option(
        "--library",
        metavar="FOLDER",
        help="Your own library of authentic texts (see `sofadiff attach`). [default: $SOFADIFF_LIBRARY, else"
        " sofadiff-library, if there is one]",
    )(function)


def library_options(function: _Function) -> _Function:
    """`--library` and `--no-library`."""
    leave = click.option("--no-library", is_flag=True, help="As if no authentic text had been attached.")
    return library_option(leave(function))


def with_attached(agreement: Agreement, folder: str | None, *, without: bool = False) -> Agreement:
    """The agreement with what the user attached to it, unless `without`."""
    if without:
        return agreement
    from sofadiff import shelf

    place = shelf.chosen(folder)
    if not os.path.isdir(place):
        if folder is not None:
            from sofadiff.errors import SofadiffError

            raise SofadiffError("there is no such folder.", where=f"--library {folder}", remedy="Name an existing one.")
        if place != shelf.FOLDER:
            click.echo(f"sofadiff: {shelf.VARIABLE} names a folder that is not there: {place}", err=True)
        return agreement
    from sofadiff.shelf.joining import with_library

    return with_library(agreement, place)


def pins_folder(folder: str | None) -> str | None:
    """The folder with files of pins: the one given, else `pins` if there is one; SofadiffError for one that is not."""
    if folder is not None and not os.path.isdir(folder):
        from sofadiff.errors import SofadiffError

        raise SofadiffError("there is no such folder.", where=f"--pins {folder}", remedy="Name an existing one.")
    return folder or (PINS if os.path.isdir(PINS) else None)


def agreement_with_pins(name: str, folder: str | None, *, without: bool = False) -> Agreement:
    """The agreement of that slug or path, with what persons decided on it unless `without`."""
    from sofadiff import corpus

    return corpus.read(name, with_pins=False) if without else corpus.read(name, pins=pins_folder(folder))


def parse_only(only: str | None) -> frozenset[Support] | None:
    """The set of supports in `--only`, or None for all."""
    from sofadiff.errors import SofadiffError
    from sofadiff.model import Support

    if only is None:
        return None
    try:
        return frozenset(Support(part.strip()) for part in only.split(","))
    except ValueError:
        raise SofadiffError(
            f"“{only}” is not a list of supports.",
            where="--only",
            remedy="Use verified, reported, unverified, separated by commas.",
        ) from None


def deliver(report: Report, format_: str, output: str | None) -> None:
    """Render a report and print it, or write it to a file and say where it is."""
    from sofadiff import render

    if format_ == "docx":
        word.deliver(report, output)
        return
    word.refuse_elsewhere(format_, output)
    if format_ == "pdf":
        binary.deliver(lambda: _pdf(report), "PDF", output)
        return
    if format_ == "template":
        emit(_templated(report), output)
        if output not in (None, "-") and report.run is not None:
            from sofadiff import runs

            beside(str(output), runs.from_json(report.run))
        return
    to_file = output not in (None, "-")
    every = len(report.rows)
    if format_ == "csv":
        report = _exported(report)
    if format_ == "terminal" and to_file:
        text = render.signed_text(report, width=_width(output))
    elif format_ == "terminal":
        text = render.terminal_text(report, width=_width(output), colour=_colour(output))
    else:
        text = render.FORMATS[format_].render(report)
    emit(text, output)
    if format_ == "csv" and to_file and report.run is not None:
        # A table that was sent on says nothing of the rows that it lacks: that stands beside it.
        _beside(str(output), {"rows": len(report.rows), "held_back": every - len(report.rows), "run": report.run})


def hand_over(output: Output, form: str, path: str | None) -> None:
    """Print an output that is no report, or write it to a file; what cannot hold its manifest has it in a file beside.

    `text` that is written to a file is `signed` where there is such a form.
    """
    to_file = path not in (None, "-")
    if form == "text" and to_file and "signed" in output.forms:
        form = "signed"
    made = output.forms[form]()
    if isinstance(made, str):
        emit(made, path)
    else:
        from sofadiff.output import write_bytes

        write_bytes(str(path), made)
        click.echo(f"Written: {path}", err=True)
    if to_file and form not in output.carries:
        beside(str(path), output.run)


def beside(path: str, run: Run) -> None:
    """Write the manifest of a file that cannot hold it into a file beside it, with the digest of that file."""
    import hashlib

    from sofadiff import runs

    with open(path, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    _beside(path, {"file": os.path.basename(path), "sha256": digest, "run": runs.to_json(run)})


def _beside(path: str, told: dict[str, Any]) -> None:
    import json

    emit(json.dumps(told, ensure_ascii=False, indent=2) + "\n", f"{path}.run.json")


def _pdf(report: Report) -> bytes:
    from sofadiff.render import pdf

    return pdf.render(report)


def _templated(report: Report) -> str:
    """What a template of the user's own makes of a report."""
    from sofadiff.errors import SofadiffError
    from sofadiff.render import user_template
    from sofadiff.source_file import read_bytes

    path = word.template_file()
    try:
        source = read_bytes(path, 4 * user_template.LONGEST_TEMPLATE).decode("utf-8")
    except UnicodeDecodeError:
        raise SofadiffError(
            "is no text in UTF-8.", where=path, remedy="A Word file is a template for --format docx only."
        ) from None
    return user_template.render(source, path, user_template.variables(report))


def _exported(report: Report) -> Report:
    """The table with the rows that may leave the house; what is held back is told on standard error."""
    from sofadiff.reports.exporting import exported

    out, held = exported(report)
    if held:
        rows = f"{len(out.rows)} of {len(report.rows)} rows exported"
        why = "rest on less than verified clauses or are coded below adjudicated"
        click.echo(f"{rows}; {held} {why}: --include-lower exports them too, each marked.", err=True)
    return out


def emit(text: str, output: str | None) -> None:
    """Print text, or write it whole to a file and say where on standard error."""
    from sofadiff.output import write_text

    if output in (None, "-"):
        click.echo(text, nl=not text.endswith("\n"))
        return
    assert output is not None
    write_text(output, text)
    click.echo(f"Written: {output}", err=True)


def _colour(output: str | None) -> bool:
    return output in (None, "-") and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width(output: str | None) -> int:
    if output in (None, "-") and sys.stdout.isatty():
        import shutil

        return max(40, min(shutil.get_terminal_size().columns, 140))
    return 100
