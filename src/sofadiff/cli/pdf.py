"""How a PDF report is delivered, wherever `--format pdf` is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from sofadiff.errors import SofadiffError

if TYPE_CHECKING:
    from sofadiff.document import Report


def deliver(report: Report, output: str | None) -> None:
    """Write a report as a PDF, and say where it is."""
    from sofadiff.output import write_bytes
    from sofadiff.render import pdf

    to_output = output in (None, "-")
    if to_output and sys.stdout.isatty():
        raise SofadiffError("A PDF file is not text to be shown here.", remedy="Name a file with -o.")
    data = pdf.render(report)
    if to_output:
        sys.stdout.buffer.write(data)
        return
    assert output is not None
    write_bytes(output, data)
    click.echo(f"Written: {output}", err=True)
