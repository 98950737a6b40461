"""How a source of the record is printed: title, place in it, address."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Inline, Text, Url
from sofadiff.model import Agreement, Source


def source_line(source: Source, lang: str | None = None) -> tuple[Inline, ...]:
    """One source; `lang` marks its words where they are not in the report's language."""
    out: list[Inline] = [Text(source.title, lang)]
    if source.locator:
        out += [Text(", "), Text(source.locator, lang)]
    if source.url:
        out += [Text(", "), Url(source.url)]
    return tuple(out)


def source_lines(agreement: Agreement, ids: Sequence[str], lang: str | None = None) -> tuple[tuple[Inline, ...], ...]:
    """The named sources of a record, in the order named."""
    found = (agreement.source(item) for item in ids)
    return tuple(source_line(source, lang) for source in found if source is not None)
