"""The tables of a synopsis: its witnesses, persons and terms, the concordance, and who reads alike how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sofadiff.comparison.witnesses import Agreeing, Row
from sofadiff.document import Block, Bullets, Cell, Heading, Inline, Link, Paragraph, Strong, Table, Text
from sofadiff.model import Agreement, Support, UnitPart
from sofadiff.reports.beside import Beside
from sofadiff.reports.passages import below, short_name
from sofadiff.reports.synopsis_passages import target
from sofadiff.reports.titles import title_of

_WITNESS = ("siglum", "text", "title", "language", "completeness", "text-status", "words", "clauses")
_OURS = ("siglum", "language", "clauses")


def witnesses(beside: Beside, *, short: bool = False) -> tuple[Block, ...]:
    """The texts with their sigla and how much of each is known; `short` leaves out titles and whose words they are."""
    say = beside.messages.say
    left_out = ("title", "words") if short else ()
    columns = [name for name in _WITNESS if name not in left_out]
    head = (say(f"synopsis.{n}" if n in _OURS else f"compare.texts.{n}") for n in columns)
    rows = []
    for number in range(len(beside.synopsis.witnesses)):
        said = _witness(beside, number)
        rows.append(tuple(Cell((said[name],), header=name == columns[0]) for name in columns))
    return (
        Paragraph((Text(say("synopsis.witnesses.why")),)),
        Table("witnesses", say("synopsis.witnesses.caption"), tuple(head), tuple(rows)),
    )


def _witness(beside: Beside, number: int) -> dict[str, Text]:
    say, text = beside.messages.say, beside.text(number)
    words = "file" if not text.has_profile else "restatement" if text.path is None else "record"
    told = {
        "siglum": beside.siglum(number),
        "text": short_name(text),
        "language": _language(beside, text),
        "completeness": say(f"compare.completeness.{text.completeness or 'none'}"),
        "text-status": say(f"compare.text-status.{text.text_status or 'none'}"),
        "words": say(f"compare.words.{words}"),
        "clauses": _clauses(beside, text),
    }
    return {name: Text(said) for name, said in told.items()} | {"title": title_of(text, beside.messages.lang)}


def persons(beside: Beside) -> tuple[Block, ...]:
    """Each change of person once, with the witnesses that have it and every passage it touches."""
    found, say = beside.synopsis.persons, beside.messages.say
    if not found:
        return ()
    items = []
    for person in found:
        touched: list[Inline] = []
        for row in person.rows:
            touched += [Text(", ")] if touched else []
            name = str(row + 1)
            touched.append(Link(name, target(row + 1)) if row in beside.printed else Text(name))
        items.append(
            beside.messages.inlines(
                "synopsis.person",
                role=Strong(say(f"compare.role-name.{person.role}")),
                base=person.base,
                base_holder=say(f"compare.holder.{person.base_holder}"),
                other=person.other,
                other_holder=say(f"compare.holder.{person.other_holder}"),
                sigla=Strong(beside.synopsis.sigla(person.witnesses)),
                passages=tuple(touched) or (Text("–"),),
            )
        )
    return (
        Heading(2, say("compare.persons"), "persons"),
        Paragraph((Text(say("compare.persons.why")),)),
        Bullets(tuple(items)),
    )


def terms(beside: Beside) -> tuple[Block, ...]:
    """The terms that play one role, in the base and in every other text that uses another; each swap once."""
    say = beside.messages.say
    swaps: dict[tuple[str, str], dict[int, list[str]]] = {}
    for witness, comparison in enumerate(beside.synopsis.comparisons, start=1):
        for swap in comparison.terms:
            swaps.setdefault((swap.role, swap.base), {}).setdefault(witness, []).append(swap.other)
    if not swaps:
        return ()
    others = range(1, len(beside.synopsis.witnesses))
    rows = tuple(
        (
            Cell((Text(say(f"compare.role-name.{role}")),), header=True),
            Cell((Text(base),)),
            *(Cell((Text(say("list.semi").join(found.get(witness, ("–",)))),)) for witness in others),
        )
        for (role, base), found in sorted(swaps.items())
    )
    return (
        Heading(2, say("compare.terms"), "terms"),
        Paragraph((Text(say("synopsis.terms.why")),)),
        Table("terms", say("synopsis.terms.caption"), (say("compare.terms.role"), *_names(beside)), rows),
    )


def concordance(beside: Beside) -> tuple[Block, ...]:
    """One row for each passage, a column for each text: where the passage stands there and what it does."""
    say = beside.messages.say
    head = (say("synopsis.number"), say("concordance.subject"), *_names(beside))
    rows = tuple(_concordance_row(beside, row, n) for n, row in enumerate(beside.synopsis.rows, start=1))
    return (
        Heading(2, say("synopsis.concordance"), "concordance"),
        Paragraph((Text(say("synopsis.concordance.how")),)),
        Table("concordance", say("synopsis.concordance.caption"), head, rows),
    )


def agreeing(beside: Beside) -> tuple[Block, ...]:
    """How many passages each two texts read alike, of those in which both could be compared, and what could not be."""
    say, pairs = beside.messages.say, beside.synopsis.agreeing
    of = {frozenset((pair.one, pair.two)): pair for pair in pairs}
    every = range(len(beside.synopsis.witnesses))
    square = tuple(
        (
            Cell((Text(beside.name(one)),), header=True),
            *(Cell((Text(_share(beside, of.get(frozenset((one, two))) if one != two else None)),)) for two in every),
        )
        for one in every
    )
    kinds = ("alike", "in_part", "differ", "one_only", "not_known", "assumed", "language")
    used = [kind for kind in kinds if kind in ("alike", "differ") or any(getattr(pair, kind) for pair in pairs)]
    listed = tuple(
        (
            Cell((Text(f"{beside.siglum(pair.one)} – {beside.siglum(pair.two)}"),), header=True),
            *(Cell((Text(str(getattr(pair, kind))),)) for kind in used),
        )
        for pair in pairs
    )
    return (
        Heading(2, say("synopsis.agreeing"), "agreeing"),
        Paragraph((Text(say("synopsis.agreeing.how")),)),
        Table("agreeing", say("synopsis.agreeing.caption"), ("", *map(beside.siglum, every)), square),
        Table(
            "pairs",
            say("synopsis.pairs.caption"),
            (say("synopsis.pair"), *(say(f"synopsis.pair.{kind}") for kind in used)),
            listed,
        ),
    )


def _names(beside: Beside) -> Iterator[str]:
    return (beside.name(witness) for witness in range(len(beside.synopsis.witnesses)))


def _concordance_row(beside: Beside, row: Row, number: int) -> tuple[Cell, ...]:
    name = str(number)
    own = Link(name, target(number)) if number - 1 in beside.printed else Text(name)
    return (
        Cell((own,), header=True),
        Cell((Text(beside.subject(row)),)),
        *(_concordance_cell(beside, row, witness) for witness in range(len(row.cells))),
    )


def _concordance_cell(beside: Beside, row: Row, witness: int) -> Cell:
    marks = beside.marks(row, witness)
    inlines: list[Inline] = [Text(beside.pins(row, witness))] if row.cells[witness].units else []
    inlines += below(beside.units(row, witness), beside.messages)
    for mark in marks:
        inlines += [Text(" "), mark] if inlines else [mark]
    return Cell(tuple(inlines), marks[0].kind if marks else None)


def _share(beside: Beside, pair: Agreeing | None) -> str:
    if pair is None:
        return "–"
    return beside.messages.say("synopsis.share", alike=pair.alike, compared=pair.compared)


def _language(beside: Beside, text: Agreement) -> str:
    key = f"synopsis.language.{text.language}"
    return beside.messages.say(key) if beside.messages.has(key) else text.language


def _clauses(beside: Beside, text: Agreement) -> str:
    """How many clauses, by support, and how many of them were inferred from a template."""
    units = [unit for unit in text.units if unit.part is not UnitPart.HEADING]
    counts = Counter(unit.support for unit in units)
    kinds: Sequence[Support | None] = (*Support, None)
    labels = {kind: beside.messages.say(f"compare.support.{kind or 'none'}") for kind in kinds}
    parts = [f"{labels[kind]} {counts[kind]}" for kind in kinds if counts[kind]]
    inferred = sum(bool(unit.assumed_from) for unit in units)
    if inferred:
        parts.append(beside.messages.say("synopsis.clauses.assumed", count=inferred))
    return beside.messages.say("list.semi").join(parts) or "0"
