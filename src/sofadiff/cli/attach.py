"""`sofadiff attach`."""

from __future__ import annotations

import click

from sofadiff.cli.shared import deliver, lang_option, library_option, output_option, plain_format_option


@click.command("attach")
@click.argument("slug")
@click.argument("file", required=False)
@click.option(
    "--language", metavar="CODE", help="Language to attach (eng, fra ...), where FILE or the library has several."
)
@click.option(
    "--revisions",
    type=click.Choice(("accept", "reject")),
    help="Accept or reject the tracked changes that are pending in a Word file; by default such a file is refused.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be attached; store nothing.")
@click.option("--anyway", is_flag=True, help="Attach FILE although it does not look like a text of this agreement.")
@click.option(
    "--confirm",
    multiple=True,
    metavar="CLAUSE",
    help="You read CLAUSE in both texts, and one says what the other says. Give it once for each; it stands for its"
    " points too. Needs --by and --date.",
)
@click.option("--withdraw", multiple=True, metavar="CLAUSE", help="Take back what was confirmed of CLAUSE.")
@click.option("--by", metavar="NAME", help="The person who confirms.")
@click.option("--date", "--on", "date", metavar="YYYY-MM-DD", help="The day on which they read the texts.")
@library_option
@plain_format_option
@output_option
@lang_option
def command(
    slug: str,
    file: str | None,
    language: str | None,
    revisions: str | None,
    dry_run: bool,
    anyway: bool,
    confirm: tuple[str, ...],
    withdraw: tuple[str, ...],
    by: str | None,
    date: str | None,
    library: str | None,
    format_: str,
    output: str | None,
    lang: str,
) -> None:
    """Lay FILE, the authentic text of an agreement in any format that `import` reads, beside its record.

    \b
    sofadiff attach nato-1951 nato-sofa.docx
    sofadiff attach nato-1951
    sofadiff attach nato-1951 --confirm "VII(3)" --confirm 9 --by "A. Name" --date 2024-05-31
    sofadiff compare nato-1951 pfp-sofa-1995
    sofadiff detach nato-1951

    From then on every comparison and report on SLUG shows the authentic words beside the restatement, and compares them
    where the other text has them in the same language. They are kept in your own library, a folder named by --library
    or $SOFADIFF_LIBRARY, else `sofadiff-library` where you are; nothing in it is ever overwritten. Without FILE the
    command shows what is attached.
    """
    from sofadiff import corpus, shelf
    from sofadiff.cli import attaching
    from sofadiff.outputs import attached as outputs

    record = corpus.read(slug)
    place, asked = shelf.chosen(library), language
    attaching.require_sense(file, confirm, withdraw, by, date, dry_run=dry_run)
    if file is not None:
        record = attaching.attached(record, file, place, language, revisions, dry_run=dry_run, anyway=anyway)
        language = language or record.authentic[0].language
    if confirm or withdraw:
        attaching.decided(record, place, language, confirm, withdraw, by or "", date or "")
    if not dry_run:
        record = attaching.current(corpus.read(slug), place)
    short = format_ == "terminal"
    made = outputs.page(record, lang=lang, short=short, dry=dry_run, language=asked, revisions=revisions)
    deliver(made, format_, output)
    if short:
        attaching.tell_next(record, slug, library, dry_run=dry_run)
