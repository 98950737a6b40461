"""The formats a report can be written in: plain functions in one literal table. They neither decide nor print."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sofadiff.document import Report
from sofadiff.render import csv, html, json, markdown, terminal
from sofadiff.render.signature import signed

terminal_text = terminal.render
"""The terminal format with its width and colour."""


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


FORMATS: dict[str, Format] = {
    "terminal": Format(terminal.render, "txt", True),
    "html": Format(html.render, "html", True),
    "markdown": Format(markdown.render, "md", True),
    "json": Format(json.render, "json", True),
    "csv": Format(csv.render, "csv", True),
}
"""Format name -> how it is written."""


def signed_text(report: Report, *, width: int) -> str:
    """The report as text for a file: with its manifest as a last line, so that it may be verified."""
    text = terminal_text(report, width=width)
    return text if report.run is None else signed(text, report.run)
