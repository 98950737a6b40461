"""`sofadiff nearest`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import beside, deliver, emit, format_option, lang_option, output_option

if TYPE_CHECKING:
    from sofadiff.model import Agreement
    from sofadiff.nearest import Collection


@click.command("nearest")
@click.argument("agreement", required=False)
@click.argument("clause", required=False)
@click.option("--index", metavar="FILE", help="Search this index (see `sofadiff index`), not the records that ship.")
@click.option("--top", type=click.IntRange(1, 100), default=10, show_default=True, help="How many for each clause.")
@click.option("--all", "every", is_flag=True, help="Every text of the index against all others, as CSV.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes for --all; the result does not depend on it.")
@click.option("--stale", is_flag=True, help="Search an index as it was, though files of it changed since.")
@format_option
@output_option
@lang_option
def command(
    agreement: str | None,
    clause: str | None,
    index: str | None,
    top: int,
    every: bool,
    jobs: int | None,
    stale: bool,
    format_: str,
    output: str | None,
    lang: str,
) -> None:
    """Where else do the clauses of AGREEMENT occur, or one CLAUSE of it, and in what words?

    CLAUSE is a printed number (`47(b)`, `VIII(5)(a)`), an eId or a wId. Likeness is of words and their order; what is
    nearest may still be another rule, and what is not listed is not thereby absent.
    """
    from sofadiff.errors import SofadiffError

    if every:
        if index is None or agreement is not None:
            raise SofadiffError(
                "goes with an index and with no agreement.",
                where="--all",
                remedy="Say `sofadiff nearest --all --index FILE -o pairs.csv`.",
            )
        if format_ not in ("csv", "terminal"):
            raise SofadiffError(f"{format_} is not written for every text at once.", where="--all", remedy="Use csv.")
        _all(index, top, jobs, output, lang, stale=stale)
        return
    if agreement is None:
        raise SofadiffError(
            "needs an agreement.", where="nearest", remedy="Say `sofadiff nearest AGREEMENT [CLAUSE]`, or --all."
        )
    from sofadiff import corpus

    text = corpus.read(agreement, with_pins=False)
    collection = _collection(index, stale=stale)
    _one(text, clause, collection, index, top, format_, output, lang)


def _one(
    text: Agreement,
    clause: str | None,
    collection: Collection,
    index: str | None,
    top: int,
    format_: str,
    output: str | None,
    lang: str,
) -> None:
    from sofadiff.cli import word
    from sofadiff.outputs import nearest

    found = nearest.answers(text, clause, collection, top)
    made = nearest.manifest(text, clause, nearest.searched(index, collection), top, lang, word.looks(format_))
    if format_ == "json":
        emit(nearest.as_json(found, collection, made), output)
        return
    from sofadiff.outputs import nearest_page

    deliver(nearest_page.page(found, collection, made, short=format_ == "terminal"), format_, output)


def _collection(index: str | None, *, stale: bool) -> Collection:
    if index is None:
        from sofadiff.nearest.shipped import shipped

        return shipped()
    _one_thread()
    from sofadiff.index.search import Index

    return Index(index, allow_stale=stale)


def _all(index: str, top: int, jobs: int | None, output: str | None, lang: str, *, stale: bool) -> None:
    from sofadiff.output import replacing

    _one_thread()
    from sofadiff.pairs import lines

    found = lines(index, top=top, jobs=jobs, lang=lang, stale=stale)
    if output in (None, "-"):
        for line in found:
            click.echo(line, nl=False)
        return
    assert output is not None
    with replacing(output) as stream:
        for line in found:
            stream.write(line.encode())
    click.echo(f"Written: {output}", err=True)
    from sofadiff.outputs import nearest

    beside(output, nearest.manifest_of_all(index, top, lang))


def _one_thread() -> None:
    """Matrix products here are too small to be worth the threads that numpy's library would start for them."""
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
