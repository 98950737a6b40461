"""`sofadiff reliability`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import emit, output_option


@click.command("reliability")
@output_option
def command(output: str | None) -> None:
    """Print how far two independent codings agree, variable by variable, with every disagreement (Markdown)."""
    from sofadiff import codebook, corpus
    from sofadiff.reports import reliability_page

    emit(reliability_page.page(codebook.load(), corpus.read_all()), output)
