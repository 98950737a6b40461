"""One passage of a synopsis: where it stands in each text, the text with its variants, and who reads alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sofadiff.comparison import ChangeClass
from sofadiff.comparison.witnesses import Change, Entry, Family, Reading, Row
from sofadiff.document import Apparatus, Block, Heading, Inline, Link, Paragraph, SideBySide, Strong, Text
from sofadiff.messages import join_text
from sofadiff.reports import authentic
from sofadiff.reports.beside import Beside
from sofadiff.reports.passages import below, redline, short_name
from sofadiff.text import tidy

LONG_LEMMA = 10
"""A lemma of more words than this is shortened: the text above has it whole."""
_KEPT = (4, 3)
"""How many words of a long lemma are kept at its start and at its end."""
_BEFORE = 3
"""How many words before an addition are repeated."""


def target(number: int) -> str:
    """Id of a passage's heading."""
    return f"passage-{number}"


def passage(beside: Beside, row: Row, number: int, *, level: int, brief: bool = False) -> list[Block]:
    """The whole passage under a heading of this level; `brief` leaves out terms and sources."""
    blocks: list[Block] = [Heading(level, beside.title(row, number), target(number)), Paragraph(_places(beside, row))]
    foreign = [family for family in row.families if not family.members and _foreign(beside, row, family)]
    for place, family in enumerate(row.families):
        if family in foreign:
            blocks.append(_side_by_side(beside, row, family))
        elif place or family.variants or not foreign:  # else the text stands beside the foreign one
            blocks.append(_apparatus(beside, row, family, f"{target(number)}-{place}", first=place == 0))
        if not brief:
            blocks += _forms(beside, row, family)
    blocks += _attached(beside, row)
    said = _who(beside, row, number)
    if said:
        blocks.append(Paragraph(said))
    return blocks if brief else [*blocks, *_sources(beside, row)]


def _attached(beside: Beside, row: Row) -> list[Block]:
    """The attached words: what differs between those of the base and of another text, else each by itself."""
    blocks: list[Block] = []
    told: set[tuple[int, str]] = set()
    for witness in row.present():
        for link in beside.links(row, witness):
            if link.authentic:
                blocks.append(redline(beside.views[witness - 1], link))
                told |= {(0, unit) for unit in link.base} | {(witness, unit) for unit in link.other}
    for witness in row.present():
        for unit in beside.units(row, witness):
            if (witness, unit.id) not in told:
                label = f"{beside.siglum(witness)} {beside.pin(witness, unit)}"
                blocks += authentic.cards(beside.text(witness), unit, label, beside.messages)
    return blocks


def _places(beside: Beside, row: Row) -> tuple[Inline, ...]:
    """Where the passage stands in each text and how it stands to the first."""
    out: list[Inline] = []
    for witness in range(len(row.cells)):
        out += [Text(beside.messages.say("list.semi"))] if out else []
        out.append(Strong(beside.signed(row, (witness,))))
        if row.cells[witness].units:
            out.append(Text(f" {beside.pins(row, witness)}"))
            out += below(beside.units(row, witness), beside.messages)
        for mark in beside.marks(row, witness):
            out += [Text(" "), mark]
        if decided := beside.decided(row, witness):
            out.append(Text(f" {decided}"))
    return join_text(out)


def _foreign(beside: Beside, row: Row, family: Family) -> bool:
    return beside.lang(family.lead) != beside.lang(row.first)


def _apparatus(beside: Beside, row: Row, family: Family, id: str, *, first: bool) -> Apparatus:
    key = "text" if first else "foreign" if _foreign(beside, row, family) else "apart"
    label = beside.messages.say(
        f"synopsis.{key}",
        siglum=beside.signed(row, (family.lead,)),
        name=short_name(beside.text(family.lead)),
        pins=beside.pins(row, family.lead),
    )
    starts: dict[int, list[int]] = {}
    for number, entry in enumerate(family.variants, start=1):
        starts.setdefault(entry.start, []).append(number)
    cuts = sorted({0, *starts})
    return Apparatus(
        id=id,
        label=label,
        lang=beside.lang(family.lead),
        pieces=tuple(
            (tuple(starts.get(start, ())), family.text[start:end])
            for start, end in zip(cuts, [*cuts[1:], len(family.text)], strict=True)
        ),
        entries=tuple(
            (number, _entry(beside, row, family, entry)) for number, entry in enumerate(family.variants, start=1)
        ),
    )


def _entry(beside: Beside, row: Row, family: Family, entry: Entry) -> tuple[Inline, ...]:
    """`must] may A C; shall B`."""
    lang = beside.lang(family.lead)
    lemma = family.text[entry.start : entry.end]
    if lemma:
        out: list[Inline] = [Text(shortened(lemma), lang), Text("] ")]
    else:
        before = " ".join(family.text[: entry.start].split()[-_BEFORE:])
        key = "synopsis.after" if before else "synopsis.start"
        out = [*beside.messages.inlines(key, words=Text(before, lang)), Text("] ")]
    for place, reading in enumerate(entry.readings):
        out += [Text(beside.messages.say("list.semi"))] if place else []
        out += _reading(beside, row, family, reading)
    return join_text(out)


def _reading(beside: Beside, row: Row, family: Family, reading: Reading) -> Iterable[Inline]:
    say = beside.messages
    sigla = Strong(beside.signed(row, (form.witness for form in reading.forms)))
    if reading.change in (Change.OMITTED, Change.NOT_SEEN):
        said = say.inlines(f"synopsis.reading.{reading.change}", sigla=sigla)
    else:
        said = say.inlines(
            f"synopsis.reading.{reading.change}",
            words=_written(beside, row, family, reading),
            lead=beside.siglum(family.lead),
        )
    named = [c for c in reading.classes if c is not ChangeClass.WORDING]
    classes = ", ".join(say.say(f"compare.class.{change}") for change in named)
    return (*said, *((Text(f" ({classes})"),) if classes else ()))


def _written(beside: Beside, row: Row, family: Family, reading: Reading) -> tuple[Inline, ...]:
    """The reading as each witness writes it; `=` stands between forms that mean the same."""
    by_form: dict[str, list[int]] = {}
    for form in reading.forms:
        by_form.setdefault(tidy(form.words), []).append(form.witness)
    out: list[Inline] = []
    for words, witnesses in by_form.items():
        out += [Text(" = ")] if out else []
        out += [Text(words, beside.lang(family.lead)), Text(" "), Strong(beside.signed(row, witnesses))]
    return tuple(out)


def _forms(beside: Beside, row: Row, family: Family) -> tuple[Block, ...]:
    """Terms that are swapped, each once, and who else differs in form."""
    swaps: dict[str, dict[str, list[int]]] = {}
    others: dict[ChangeClass, set[int]] = {}
    for entry in family.forms:
        lemma = tidy(family.text[entry.start : entry.end])
        for reading in entry.readings:
            for form in reading.forms:
                if tidy(form.words) == lemma:
                    continue
                if ChangeClass.TERM in reading.classes:
                    same = swaps.setdefault(lemma, {}).setdefault(tidy(form.words), [])
                    same += [] if form.witness in same else [form.witness]
                else:
                    others.setdefault(reading.classes[0], set()).add(form.witness)
    lang, say = beside.lang(family.lead), beside.messages.say
    out: list[Inline] = []
    for lemma, forms in swaps.items():
        out += [Text(", ")] if out else []
        out += [Text(lemma, lang), Text("] ")]
        for place, (words, witnesses) in enumerate(forms.items()):
            out += [Text(beside.messages.say("list.semi"))] if place else []
            out += [Text(words, lang), Text(" "), Strong(beside.signed(row, witnesses))]
    for change, told in others.items():
        out += [Text(", ")] if out else []
        out += [Text(f"{say(f'compare.class.{change}')} "), Strong(beside.signed(row, told))]
    return (Paragraph(join_text((Text(say("synopsis.forms")), *out))),) if out else ()


def _side_by_side(beside: Beside, row: Row, family: Family) -> SideBySide:
    """A text in another language beside the row's first text: no words are compared."""
    first = row.families[0]
    return SideBySide(
        left_label=f"{beside.name(first.lead)}, {beside.pins(row, first.lead)}",
        left=first.text,
        left_lang=beside.lang(first.lead),
        right_label=f"{beside.name(family.lead)}, {beside.pins(row, family.lead)}",
        right=family.text,
        right_lang=beside.lang(family.lead),
    )


def _who(beside: Beside, row: Row, number: int) -> tuple[Inline, ...]:
    """Who shares which reading of the whole passage and who stands alone; the marks say who was not compared."""
    parts: list[tuple[Inline, ...]] = []
    together = [group for group in row.groups if len(group) > 1]
    near = {w for pair in row.in_part for w in pair}
    alone = [w for group in row.groups if len(group) == 1 for w in group if w not in near]
    if together:
        parts.append(_said(beside, "alike", row, together))
    if row.in_part:
        parts.append(_said(beside, "in-part", row, row.in_part))
    if alone and len(row.groups) > 1:
        parts.append(_said(beside, "alone", row, [alone]))
    for person in beside.synopsis.persons:
        if number - 1 in person.rows:
            named = [w for w in person.witnesses if row.cells[w].units]
            role = Link(beside.messages.say(f"compare.role-name.{person.role}"), "persons")
            sigla = Strong(beside.signed(row, named))
            parts.append(beside.messages.inlines("synopsis.who.person", role=role, sigla=sigla))
    if row.similar:
        links: list[Inline] = []
        for other in row.similar:
            links += [Text(", ")] if links else []
            name = str(other + 1)
            links.append(Link(name, target(other + 1)) if other in beside.printed else Text(name))
        parts.append(beside.messages.inlines("synopsis.similar", passages=tuple(links)))
    return join_text(item for place, part in enumerate(parts) for item in ((Text(" "),) if place else ()) + part)


def _said(beside: Beside, key: str, row: Row, groups: Sequence[Sequence[int]]) -> tuple[Inline, ...]:
    sigla: list[Inline] = []
    for group in groups:
        sigla += [Text(" | ")] if sigla else []
        sigla.append(Strong(beside.signed(row, group)))
    return beside.messages.inlines(f"synopsis.who.{key}", sigla=tuple(sigla))


def _sources(beside: Beside, row: Row) -> tuple[Block, ...]:
    """One line that names the sources of every text by their short ids."""
    parts = []
    for witness in row.present():
        ids = dict.fromkeys(s.removeprefix("#") for unit in beside.units(row, witness) for s in unit.sources)
        if ids:
            parts.append(f"{beside.siglum(witness)} {', '.join(ids)}")
    if not parts:
        return ()
    say = beside.messages.say
    return (Paragraph((Text(f"{say('compare.sources')}{say('compare.colon')}{'; '.join(parts)}"),)),)


def shortened(lemma: str) -> str:
    """The lemma, of a long one its first and last words.

    >>> shortened("a b c d e f g h i j k")
    'a b c d … i j k'
    """
    words = lemma.split()
    if len(words) <= LONG_LEMMA:
        return " ".join(words)
    return f"{' '.join(words[: _KEPT[0]])} … {' '.join(words[-_KEPT[1] :])}"
