"""`--author`, `--date` and `--template` for Word files, wherever `--format docx` is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sofadiff.cli import binary
from sofadiff.errors import SofadiffError

if TYPE_CHECKING:
    from sofadiff.document import Report
    from sofadiff.runs import Looks

_Function = TypeVar("_Function", bound=Callable[..., Any])
_KEY = "sofadiff.cli.word"


def options(function: _Function) -> _Function:
    """The three options; what they say is kept for :func:`deliver`, not given to the command."""
    for name, metavar, words in (
        (
            "template",
            "FILE",
            "docx: styles, lists, colours and paper of FIRM.docx. template: write as MEMO.j2 says.",
        ),
        ("date", "YYYY-MM-DD", "Date of tracked changes in a Word report. [default: that of the newest text]"),
        ("author", "NAME", "Who signs tracked changes in a Word report. [default: sofadiff]"),
    ):
        function = click.option(f"--{name}", name, metavar=metavar, help=words, callback=_keep, expose_value=False)(
            function
        )
    return function


def _keep(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    context.meta.setdefault(_KEY, {})[parameter.name] = value


def looks(format_: str) -> Looks:
    """What was chosen for a Word file, or the template of the user's own, as the manifest has it."""
    from sofadiff.runs import PLAIN, Input, Looks

    if format_ == "template":
        path = template_file()
        return Looks((), (Input("template", path.replace("\\", "/").rpartition("/")[2], False, _digest(path)),))
    given = {name: value for name, value in _given().items() if value is not None} if format_ == "docx" else {}
    if not given:
        return PLAIN
    if "template" in given:
        given["template"] = _digest(given["template"])
    return Looks(tuple(({"date": "dated"}.get(name, name), value) for name, value in given.items()))


def _digest(path: str) -> str:
    from hashlib import sha256

    from sofadiff.render.docx.template import SIZE_LIMIT
    from sofadiff.source_file import read_bytes

    return sha256(read_bytes(path, SIZE_LIMIT)).hexdigest()


def refuse_elsewhere(format_: str, output: str | None) -> None:
    """SofadiffError where a choice for Word files is given for another format, or a name that promises one."""
    for name, value in _given().items():
        if value is not None and (name, format_) != ("template", "template"):
            raise SofadiffError(
                f"is for Word reports, and this one is {format_}.",
                where=f"--{name}",
                remedy="Add --format docx, or --format template for a template of your own.",
            )
    _refuse_name(format_, output)


def _refuse_name(format_: str, output: str | None) -> None:
    for name, opens in (("docx", "word processor"), ("pdf", "PDF reader")):
        if output is not None and output.lower().endswith(f".{name}") and format_ != name:
            raise SofadiffError(
                f"would hold the {format_} format, which no {opens} opens under that name.",
                where=output,
                remedy=f"Add --format {name}.",
            )


def deliver(report: Report, output: str | None) -> None:
    """Write a report as a Word file, and say where it is and what of a template was not taken."""
    _refuse_name("docx", output)
    binary.deliver(lambda: _file(report), "Word", output)


def _file(report: Report) -> bytes:
    from sofadiff.render import docx
    from sofadiff.render.docx.making import chosen
    from sofadiff.render.docx.template import read

    given = _given()
    template = read(given["template"]) if given.get("template") else None
    data = docx.render(report, chosen(given.get("author"), given.get("date"), template.looks if template else None))
    if template and template.left:
        click.echo(f"Not taken from {given['template']}: {', '.join(template.left)}.", err=True)
    return data


def template_file() -> str:
    """The template of the user's own that `--format template` writes with; SofadiffError without one."""
    path = _given().get("template")
    if path is None:
        raise SofadiffError("needs a template.", where="--format template", remedy="Add --template MEMO.md.j2.")
    return str(path)


def _given() -> dict[str, Any]:
    context = click.get_current_context(silent=True)
    return context.meta.get(_KEY, {}) if context is not None else {}
