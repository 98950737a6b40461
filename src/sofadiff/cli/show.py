"""`sofadiff show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sofadiff.cli.shared import library_options, with_attached

if TYPE_CHECKING:
    from sofadiff.model import Agreement, Unit


@click.command("show")
@click.argument("agreement")
@click.argument("clause", required=False)
@library_options
def command(agreement: str, clause: str | None, library: str | None, no_library: bool) -> None:
    """Show AGREEMENT, or one CLAUSE of it: text, support, number status and sources.

    CLAUSE is a printed number (`47(b)`, `VIII(5)(a)`), an eId or a wId.
    """
    from sofadiff import corpus, lookup

    record = with_attached(corpus.read(agreement), library, without=no_library)
    units = record.units if clause is None else lookup.require(record, clause)
    if clause is None:
        click.echo(f"{record.title}\n{_about(record)}\n")
    for unit in units:
        click.echo(_lines(record, unit, sources=clause is not None))


def _about(record: Agreement) -> str:
    imported = next((source for source in record.sources if source.kind == "imported-file"), None)
    if imported is not None and not record.has_profile:
        return (
            f"{record.name}: a draft imported from {imported.title}, in the words of that file; language"
            f" {record.language}, {len(record.units)} units; text status {record.text_status or 'not stated'}"
        )
    if not record.has_profile:
        return f"{record.name}: a document of another producer, language {record.language}, {len(record.units)} units"
    return (
        f"{record.name}: {len(record.units)} units; completeness {record.completeness};"
        f" text status {record.text_status or 'unknown'}; restated in the project's own words, not the authentic text"
    )


def _lines(record: Agreement, unit: Unit, *, sources: bool) -> str:
    from sofadiff import codebook, messages, pinpoint

    book = codebook.load()

    def topic(topic_id: str) -> str:
        return book.topic(topic_id).label["en"] if book.is_topic(topic_id) else topic_id

    marks = [str(mark) for mark in (unit.support, unit.part.value) if mark]
    if unit.assumed_from:
        marks.append(f"assumed from {unit.assumed_from}")
    head = f"{pinpoint.label(record, unit, messages.load('en'), topic)}  [{', '.join(marks)}]"
    if unit.heading and unit.part.value != "heading":
        head += f"  {unit.heading}"
    lines = [head, f"    {unit.text}", *_attached(record, unit)]
    if sources:
        lines.append(f"    eId {unit.id}; wId {unit.wid or '-'}; topics {', '.join(unit.topics) or '-'}")
        for source_id in unit.sources:
            source = record.source(source_id)
            if source is not None:
                parts = [source.title, source.locator, source.url, source.note]
                lines.append(f"    source: {'; '.join(part for part in parts if part)}")
    return "\n".join(lines)


def _attached(record: Agreement, unit: Unit) -> list[str]:
    """The words that the user attached, and what is known of them."""
    from sofadiff import messages
    from sofadiff.reports import authentic

    words = messages.load("en")
    lines = []
    for card in authentic.cards(record, unit, "", words):
        marks = "; ".join(mark.label for mark in card.marks)
        lines += [f"  {card.label.removeprefix(': ')} [{marks}]", *(f"    {line}" for line in card.text.split("\n"))]
    return lines
