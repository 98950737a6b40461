"""`sofadiff index`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import beside

if TYPE_CHECKING:
    from sofadiff.index.building import Built
    from sofadiff.runs import Run

LISTED = 20


@click.command("index")
@click.argument("names", nargs=-1, metavar="[FOLDER|FILE|RECORD]...")
@click.option("-o", "--output", metavar="FILE", help="The index to write.")
@click.option("--check", "checked", metavar="INDEX", help="Build nothing: say whether an index still fits its files.")
@click.option("--strict", is_flag=True, help="Write nothing if any file cannot be read.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes; the index does not depend on how many.")
def command(names: tuple[str, ...], output: str | None, checked: str | None, strict: bool, jobs: int | None) -> None:
    """Index the agreements in FOLDERs (.xml and .akn files), FILEs and RECORDs into one file, for `sofadiff nearest`.

    Without names all records that ship are indexed. Files that cannot be read are listed with the reason, and the exit
    status is 1; other files in a folder are counted. The index holds the clauses' words, so it works without the files.
    """
    from sofadiff.errors import SofadiffError

    if checked is not None:
        if names or output:
            raise SofadiffError("goes alone.", where="--check", remedy="Say `sofadiff index --check INDEX`.")
        _check(checked)
        return
    if output is None:
        raise SofadiffError("needs a file to write to.", where="index", remedy="Add -o FILE, such as -o my.index.")
    _one_thread()
    from sofadiff.index.building import build

    built = build(names, output, jobs=jobs, strict=strict)
    click.echo(_told(built))
    click.echo(f"Written: {output}", err=True)
    beside(output, _manifest(built))
    if built.unread:
        for item in built.unread[:LISTED]:
            click.echo(f"Not indexed: {_visible(item.name)}: {_visible(item.reason)}", err=True)
        if len(built.unread) > LISTED:
            click.echo(
                f"Not indexed: {len(built.unread) - LISTED} more; every search of the index lists them.", err=True
            )
        sys.stdout.flush()
        sys.exit(1)


def _manifest(built: Built) -> Run:
    """What an index was made from; files that could not be read are not in it."""
    from sofadiff import runs

    texts = [
        runs.Input(
            "record", (entry.path or entry.name).replace("\\", "/").rpartition("/")[2], entry.path is None, entry.sha256
        )
        for entry in built.entries
    ]
    return runs.run(("index",), [], [], texts)


def _told(built: Built) -> str:
    lines = [f"Indexed {_count(len(built.entries), 'text')} with {_count(built.clauses, 'clause')}."]
    if built.passed_over:
        passed = ", ".join(f"{_visible(ending)} {count:,}" for ending, count in built.passed_over.items())
        lines.append(f"Not looked at, since only .xml and .akn files can be read: {passed}.")
    for name, same in built.copies[:LISTED]:
        lines.append(f"Indexed once: {_visible(name)} has the same bytes as {_visible(same)}.")
    if len(built.copies) > LISTED:
        lines.append(f"Indexed once: {len(built.copies) - LISTED} more copies.")
    languages = sorted({entry.language for entry in built.entries})
    if len(languages) > 1:
        lines.append(f"Languages: {', '.join(map(_visible, languages))}. Clauses are found by the words they share.")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _visible(text: str) -> str:
    from sofadiff.render.visible import visible

    return " ".join(visible(text).split())


def _check(path: str) -> None:
    from sofadiff.index.freshness import changed
    from sofadiff.index.search import Index

    index = Index(path, allow_stale=True)
    index.verify()
    others, gone = changed(index.entries)
    for name in others:
        click.echo(f"Changed since: {_visible(name)}")
    for name in gone:
        click.echo(f"No longer there: {_visible(name)}")
    if others:
        click.echo("Build the index again: it holds words that its files no longer have.")
        sys.stdout.flush()
        sys.exit(1)
    kept = len(index.entries) - len(gone)
    click.echo(f"Sound. {_count(kept, 'text')} of {len(index.entries):,} as they were when it was built.")


def _one_thread() -> None:
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
