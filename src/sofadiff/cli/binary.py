"""How a report in a file format that is no text is delivered: `--format docx` and `--format pdf`."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from sofadiff.errors import SofadiffError


def deliver(make: Callable[[], bytes], kind: str, output: str | None) -> None:
    """Write what `make` returns into a file and say where it is, or into a pipe; a terminal is refused first.

    `kind` is how a person calls such a file: `Word`, `PDF`.
    """
    to_output = output in (None, "-")
    if to_output and sys.stdout.isatty():
        raise SofadiffError(f"A {kind} file is not text to be shown here.", remedy="Name a file with -o.")
    data = make()
    if to_output:
        sys.stdout.buffer.write(data)
        return
    from sofadiff.output import write_bytes

    assert output is not None
    write_bytes(output, data)
    click.echo(f"Written: {output}", err=True)
