"""Where clauses are known from: short references at each passage, and one list of the sources they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.comparison import Link
from sofadiff.document import Block, Bullets, Code, Heading, Inline, Paragraph, Strong, Text, Url
from sofadiff.model import Agreement, Unit
from sofadiff.reports import cite_as
from sofadiff.reports.passages import View, short_name


def cited_sources(view: View, link: Link) -> tuple[Block, ...]:
    """One line that names the sources of both sides by their short ids; nothing where none is recorded."""
    comparison = view.comparison
    parts = []
    for side, units in ((comparison.other, view.other(link)), (comparison.base, view.base(link))):
        ids = _ids(units)
        if ids:
            parts.append(f"{short_name(side)} {', '.join(ids)}")
    if not parts:
        return ()
    return (
        Paragraph(
            (
                Text(f"{view.messages.say('compare.sources')}{view.messages.say('compare.colon')}"),
                Text("; ".join(parts)),
            )
        ),
    )


def source_list(views: Sequence[View]) -> tuple[Block, ...]:
    """Every source that a clause of the comparisons cites, once, text by text; then how the texts are cited."""
    if not views:
        return ()
    say = views[0].messages.say
    sides = {side.name: side for view in views for side in (view.comparison.other, view.comparison.base)}
    blocks: list[Block] = []
    for side in sides.values():
        items = tuple(_item(side, name) for name in _ids(side.units) if side.source(name))
        if items:
            blocks += [Paragraph((Strong(short_name(side)),)), Bullets(items)]
    head = (Heading(2, say("compare.sources.title"), "sources"),) if blocks else ()
    return (*head, *blocks, *cite_as.section(tuple(sides.values()), views[0].messages))


def _ids(units: Sequence[Unit]) -> list[str]:
    return [source.removeprefix("#") for source in dict.fromkeys(s for unit in units for s in unit.sources)]


def _item(side: Agreement, name: str) -> tuple[Inline, ...]:
    source = side.source(name)
    assert source is not None
    place = f", {source.locator}" if source.locator else ""
    end: tuple[Inline, ...] = (Text(". "), Url(source.url)) if source.url else ()
    return (Code(name), Text(f" {source.title}{place}"), *end)
