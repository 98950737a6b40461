"""The formats a report can be written in: plain functions in one literal table. They neither decide nor print."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, Protocol

from sofadiff.document import Report
from sofadiff.render.signature import signed


class Render(Protocol):
    """What writes one format."""

    def __call__(self, report: Report, /) -> str:
        """The whole report in that format."""


class Format(NamedTuple):
    """One way to write a report."""

    render: Render
    extension: str
    """Of the file's name, without the dot."""
    is_text: bool
    """Whether it may go to a terminal or a pipe as UTF-8 text."""


def _by(module: str) -> Render:
    """The function of the module that writes a format, which is imported only when it is asked for."""

    def render(report: Report, /) -> str:
        write: Render = import_module(f"sofadiff.render.{module}").render
        return write(report)

    return render


FORMATS: dict[str, Format] = {
    "terminal": Format(_by("terminal"), "txt", True),
    "html": Format(_by("html"), "html", True),
    "markdown": Format(_by("markdown"), "md", True),
    "json": Format(_by("json"), "json", True),
    "csv": Format(_by("csv"), "csv", True),
}
"""Format name -> how it is written."""


def terminal_text(report: Report, *, width: int = 80, colour: bool = False) -> str:
    """The terminal format with its width and colour."""
    write: Callable[..., str] = import_module("sofadiff.render.terminal").render
    return write(report, width=width, colour=colour)


def signed_text(report: Report, *, width: int) -> str:
    """The report as text for a file: with its manifest as a last line, so that it may be verified."""
    text = terminal_text(report, width=width)
    return text if report.run is None else signed(text, report.run)
