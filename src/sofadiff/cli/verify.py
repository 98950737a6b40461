"""`sofadiff verify`."""

from __future__ import annotations

import click

WIDEST = 160
"""Characters of a line that are shown where it differs."""


@click.command("verify")
@click.argument("report", metavar="REPORT")
@click.option(
    "--input",
    "folders",
    multiple=True,
    metavar="FOLDER",
    help="Where files of your own stand that the report was made from. [default: beside it, and here]",
)
def command(report: str, folders: tuple[str, ...]) -> None:
    """Make REPORT again from its inputs and say: identical, or what differs.

    REPORT is a file that sofadiff wrote. What it was made from stands in it, with a digest of each input. Exit status 0
    where the same bytes come out, 1 where anything differs.
    """
    from sofadiff.render.visible import visible
    from sofadiff.verifying import verify

    found = verify(report, folders)
    shown = visible(" ".join(["sofadiff", *found.run.command]))
    if found.identical:
        click.echo(f"Identical: {report} is what {shown} makes of the same inputs ({len(found.run.inputs)}).")
        return
    for line in found.changed:
        click.echo(f"Not the same input: {visible(line)}")
    if not found.places:
        click.echo(f"{report} comes out the same all the same.")
    else:
        click.echo(f"Differs: {report} in {found.places} place{'s' if found.places > 1 else ''}.")
    if found.note:
        click.echo(visible(found.note))
    for each in found.differences:
        place = f"page {each.page}" if each.page else f"line {each.line}"
        click.echo("as a whole" if found.format == "pdf" and not each.page else place)
        was, now = _cut(each.was, each.now)
        click.echo(f"  in the file: {was}")
        click.echo(f"  made again:  {now}")
    if found.places > len(found.differences):
        click.echo(f"... and {found.places - len(found.differences)} more.")
    raise SystemExit(1)


def _cut(was: str, now: str) -> tuple[str, str]:
    """The two around the first character that differs."""
    from sofadiff.render.visible import visible

    one, two = (visible(" ".join(text.split())) for text in (was, now))
    same = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    start = max(0, same - WIDEST // 4)
    return _window(one, start), _window(two, start)


def _window(line: str, start: int) -> str:
    if not line:
        return "(nothing)"
    cut = line[start : start + WIDEST]
    return f"{'…' * bool(start)}{cut}{'…' * (start + WIDEST < len(line))}"
