"""`sofadiff import`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import hand_over
from sofadiff.states import TextStatus

if TYPE_CHECKING:
    from sofadiff.importing import Imported
    from sofadiff.importing.deciding import Decision


@click.command("import")
@click.argument("file")
@click.option(
    "--language", metavar="CODE", help="Language to import (eng, fra, nld ...); wins over what is recognised."
)
@click.option("--title", help="Title of the record; by default the one in the text.")
@click.option(
    "--date", metavar="YYYY-MM-DD", help="Date of the agreement; without it the draft cannot become a record."
)
@click.option(
    "--revisions",
    type=click.Choice(("accept", "reject")),
    help="Accept or reject the tracked changes that are pending in a Word file; by default such a file is refused.",
)
@click.option(
    "--pages", metavar="LIST", help="Pages of a PDF to import, such as 3-5,8; the others are listed as left out."
)
@click.option(
    "--part",
    metavar="LABEL",
    help="Import one part of an XML file as a text of its own, such as 'SCHEDULE 2'; `main` is the file without them.",
)
@click.option("--list-parts", is_flag=True, help="Only list the parts that --part can name; nothing is imported.")
@click.option("--short", help="Short name for tables, such as `Norland draft`; by default the name of the draft.")
@click.option(
    "--term",
    "terms",
    multiple=True,
    metavar="ROLE=WORDS",
    help="A defined term, such as mission=UNSMIN or host-state=Norland, so that comparing sees through the name.",
)
@click.option(
    "--text-status",
    type=click.Choice([str(value) for value in TextStatus]),
    help="What kind of text the file is; nobody can tell from the file, so it is not stated unless you say it.",
)
@click.option("--slug", help="Short name of the record; by default from the file's name.")
@click.option("-o", "--output", metavar="RECORD.xml", help="Where the draft goes (`-`: standard output).")
@click.option(
    "--report",
    metavar="FILE",
    help="Write the import report to FILE as well; a name in .html or .json says in which format.",
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "json", "html")), help="Of the report; text by default."
)
@click.option(
    "--lang",
    type=click.Choice(("en", "fr")),
    default="en",
    show_default=True,
    help="Language of the HTML report; what the importer notes stays in English.",
)
@click.option("--no-suggest", is_flag=True, help="Suggest no topics in the draft.")
@click.option(
    "--review",
    is_flag=True,
    help="Walk through the doubtful places one by one; decisions are kept beside the draft and applied ever after.",
)
@click.option("--force", is_flag=True, help="Replace RECORD.xml if it exists.")
def command(
    file: str, language: str | None, title: str | None, date: str | None, revisions: str | None, pages: str | None,
    part: str | None, list_parts: bool, short: str | None, terms: tuple[str, ...], text_status: str | None,
    slug: str | None, output: str | None, report: str | None, format_: str | None, lang: str, no_suggest: bool,
    review: bool, force: bool,
) -> None:  # fmt: skip
    """Turn FILE (Word, PDF, XML, Markdown or plain text) into a draft record; report what was guessed and left out.

    The format is told by the content, whatever the name ends in.

    No word is lost: the import fails rather than drop one. The draft is written to the current folder, under the
    file's name, unless -o says otherwise; the report goes to standard output. The HTML report shows every clause beside
    the lines of the file that it came from.

    Beside the clauses of the draft stand topics that software suggests (`machine-suggested`); no report and no figure
    counts them. `sofadiff suggest RECORD.xml` says what speaks for each.

    Decisions that were taken with --review stand beside the draft (RECORD.review.json). Every later import of the file
    to that draft applies them; move that file away to import without them.
    """
    from pathlib import Path

    from sofadiff.cli.import_steps import (
        Meter,
        default_target,
        digest,
        keep,
        options_of,
        refuse_overwriting,
        review_path,
        reviewed,
        same_file,
        show_parts,
        suggested,
        tell,
    )
    from sofadiff.errors import SofadiffError
    from sofadiff.importing.asking import Asked
    from sofadiff.importing.importer import build_clauses, prepare
    from sofadiff.importing.terms import parse
    from sofadiff.output import write_bytes
    from sofadiff.outputs.imported import page

    if list_parts:
        show_parts(file)
        return
    target = output or default_target(file, part)
    if target != "-" and same_file(target, file):
        raise SofadiffError(
            "is the file to import, so nothing was written.", where=target, remedy="Choose another name with -o."
        )
    kept = reviewed(target, review)
    options = options_of(
        kept, language=language, title=title, date=date, revisions=revisions, pages=pages, part=part, short=short,
        slug=slug, **{"text-status": text_status},
    )  # fmt: skip
    terms = terms or tuple(value for name, value in (kept.options if kept else ()) if name == "term")
    said = (*options.items(), *(("term", term) for term in terms))
    named = parse(terms)
    meter = Meter()
    try:
        prepared = prepare(
            file,
            Asked(
                options.get("language"), options.get("revisions"), options.get("pages"), options.get("part"), meter
            ),
        )  # fmt: skip
    finally:
        meter.end()

    def build(decisions: Sequence[Decision]) -> Imported:
        return build_clauses(
            prepared, options.get("title"), options.get("date"), options.get("slug"), decisions,
            short=options.get("short"), terms=named, text_status=options.get("text-status"),
        )  # fmt: skip

    def drafted(imported: Imported) -> tuple[bytes, str | None]:
        return (imported.data, None) if no_suggest else suggested(imported)

    if target != "-" and not force and Path(target).is_file():
        untouched = {kept.draft if kept else "", digest(drafted(build(()))[0])}
        refuse_overwriting(target, untouched if review or kept else set())

    decisions: Sequence[Decision] = kept.decisions if kept else ()
    if review:
        from sofadiff.cli.reviewing import walk

        old = kept.draft if kept else ""
        decisions = walk(build, decisions, lambda taken: keep(target, prepared, old, taken, said))
    imported = build(decisions)
    data, suggestions = drafted(imported)
    kind = format_ or {".html": "html", ".htm": "html", ".json": "json"}.get(Path(report or "").suffix.lower(), "text")
    decided = (review_path(target), decisions) if decisions else None
    made = page(imported, options, terms, decided, lang=lang)
    shown = str(made.forms[kind if report is None or format_ == "json" else "text"]())
    if target == "-":
        click.echo(data.decode("utf-8"), nl=False)
        click.echo(shown, nl=False, err=True)
    else:
        write_bytes(target, data)
        if decisions or kept:
            keep(target, prepared, digest(data), decisions, said)
        click.echo(shown, nl=False)
        click.echo(f"Written: {target}", err=True)
    if report is not None:
        hand_over(made, kind, report)
    if suggestions is not None:
        click.echo(suggestions, err=True)
    tell(imported, kept, prepared.sha256, len(decisions), target)
