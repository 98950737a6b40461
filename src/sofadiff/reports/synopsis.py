"""The document of `sofadiff compare` with several later texts: a synopsis with a critical apparatus."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sofadiff import messages
from sofadiff.comparison import Verdict
from sofadiff.comparison.between import decided
from sofadiff.comparison.synopsis import synopsis
from sofadiff.comparison.synopsis_json import to_json
from sofadiff.comparison.witnesses import Row, State
from sofadiff.document import Block, Bullets, Details, Heading, Inline, Note, Paragraph, Report, Text
from sofadiff.model import Agreement
from sofadiff.reports import authentic, cut_short, pinned, synopsis_data, synopsis_tables
from sofadiff.reports.beside import Beside, Tale, tale, varies
from sofadiff.reports.passages import compared, short_name
from sofadiff.reports.source_list import source_list
from sofadiff.reports.synopsis_passages import passage

_TOGETHER = 20
"""How many passages have a common heading, so that a long synopsis has short contents."""


def report(base: Agreement, others: Sequence[Agreement], *, lang: str = "en", short: bool = False) -> Report:
    """Every text beside the base, passage by passage.

    `short` is for a terminal: only the passages whose words differ are printed, without sources; the rest is listed.
    """
    words = messages.load(lang)
    views = compared(((base, other) for other in others), words)
    found = synopsis([view.comparison for view in views])
    beside = Beside(found, views, words)
    printed = (n for n, row in enumerate(found.rows) if _is_printed(row, short=short) or _is_told(beside, row))
    beside = replace(beside, printed=frozenset(printed))
    names = words.listing(short_name(other) for other in others)
    return Report(
        name="synopsis",
        title=words.say("synopsis.title", base=short_name(base), others=names),
        lang=lang,
        blocks=tuple(_blocks(beside, short=short)),
        data=to_json(found),
        columns=synopsis_data.COLUMNS,
        rows=synopsis_data.rows(beside),
    )


def _is_printed(row: Row, *, short: bool) -> bool:
    """Whether a passage is printed with its words: not a heading that does not vary, which says nothing more."""
    if short or row.heading:
        return varies(row)
    return tale(row) in (Tale.VARIES, Tale.ADDED)


def _is_told(beside: Beside, row: Row) -> bool:
    """Whether attached words differ in substance, whatever the restatements do."""
    return any(
        link.authentic and link.verdict is Verdict.SUBSTANTIVE
        for witness in row.present()
        for link in beside.links(row, witness)
    )


def _blocks(beside: Beside, *, short: bool) -> list[Block]:
    say = beside.messages.say
    limits = [Text(say("compare.limits"))]
    if not beside.messages.reviewed:
        limits.append(Text(f" {say('compare.translation')}"))
    found = beside.synopsis
    blocks: list[Block] = [
        *cut_short.notes(found.comparisons, beside.messages, between=found.cuts),
        Note("limits", say("compare.limits.title"), tuple(limits)),
        Heading(2, say("synopsis.witnesses"), "witnesses"),
        *synopsis_tables.witnesses(beside, short=short),
        *_attached(beside),
        *pinned.section([*found.comparisons, *decided(found)], beside.messages),
        *_how(beside, short=short),
        *synopsis_tables.persons(beside),
        *synopsis_tables.terms(beside),
    ]
    if not short:
        blocks += synopsis_tables.concordance(beside)
    blocks += _passages(beside, short=short)
    blocks += _listed(beside, short=short)
    blocks += synopsis_tables.agreeing(beside)
    return blocks if short else [*blocks, *source_list(beside.views)]


def _attached(beside: Beside) -> tuple[Block, ...]:
    """What the user attached to the texts, and where it stands; nothing where there is nothing."""
    found = beside.synopsis
    texts = [witness.agreement for witness in found.witnesses]
    blocks = authentic.section(texts, beside.messages, comparisons=found.comparisons)
    return (*blocks, Paragraph((Text(beside.messages.say("attached.synopsis")),))) if blocks else ()


def _how(beside: Beside, *, short: bool) -> tuple[Block, ...]:
    """How the table and the apparatus are read."""
    say = beside.messages.say
    if short:
        return (Paragraph((Text(say("synopsis.how.short")),)),)
    items = tuple(beside.messages.inlines(f"synopsis.how.{n}") for n in range(1, 8))
    return (Heading(2, say("synopsis.how"), "how"), Bullets(items))


def _passages(beside: Beside, *, short: bool) -> list[Block]:
    say = beside.messages.say
    blocks: list[Block] = [Heading(2, say("synopsis.passages"), "passages")]
    if not beside.printed:
        return [*blocks, Paragraph((Text(say("redline.glance.none")),))]
    blocks.append(Paragraph((Text(say("synopsis.passages.how.short" if short else "synopsis.passages.how")),)))
    begun, long = -1, len(beside.synopsis.rows) > _TOGETHER
    for position in sorted(beside.printed):
        if long and position // _TOGETHER != begun:
            begun = position // _TOGETHER
            first, last = begun * _TOGETHER + 1, min((begun + 1) * _TOGETHER, len(beside.synopsis.rows))
            blocks.append(Heading(3, say("synopsis.range", first=first, last=last), f"passages-{first}"))
        blocks += passage(beside, beside.synopsis.rows[position], position + 1, level=4 if long else 3, brief=short)
    return blocks


def _listed(beside: Beside, *, short: bool) -> list[Block]:
    """The passages whose words are not printed, each once, by the reason."""
    groups: dict[str, list[tuple[Inline, ...]]] = {}
    for number, row in enumerate(beside.synopsis.rows, start=1):
        if number - 1 not in beside.printed:
            groups.setdefault(_reason(row), []).append(_line(beside, row, number))
    found: list[Block] = []
    for reason in ("alike", "partly", "lone", "open", "heading"):
        if items := groups.get(reason):
            title = beside.messages.counted(f"synopsis.listed.{reason}", len(items))
            if short and reason in ("open", "heading"):
                found.append(Paragraph((Text(title),)))
            else:
                found.append(Details(title, (Bullets(tuple(items)),)))
    return [Heading(2, beside.messages.say("synopsis.listed"), "listed"), *found] if found else []


def _reason(row: Row) -> str:
    if row.heading:
        return "heading"
    told = tale(row)
    if told is Tale.ADDED:
        return "lone"
    return {Tale.ALIKE: "alike", Tale.VARIES: "partly"}.get(told, "open")


def _line(beside: Beside, row: Row, number: int) -> tuple[Inline, ...]:
    """A passage in one line: its place, and each other text's state."""
    say = beside.messages.say
    parts: list[Inline] = [Text(beside.title(row, number)), Text(say("compare.colon"))]
    if row.has_base:
        states = [state for state in State if state is not State.TEXT and row.with_state(state)]
    else:
        states = [s for s in State if s is not State.TEXT and set(row.with_state(s)) - {0}]
    said = []
    for state in states:
        sigla = beside.signed(row, row.with_state(state))
        said.append(f"{sigla} {say(f'synopsis.state.{state}')}")
    return (*parts, Text(say("list.semi").join(said) or "–"))
