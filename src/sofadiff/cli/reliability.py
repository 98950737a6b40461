"""`sofadiff reliability`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import hand_over, output_option


@click.command("reliability")
@output_option
def command(output: str | None) -> None:
    """Print how far two independent codings agree, variable by variable, with every disagreement (Markdown)."""
    from sofadiff import corpus
    from sofadiff.outputs import listed

    hand_over(listed.codings(corpus.read_all()), "markdown", output)
