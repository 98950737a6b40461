"""Police: experts on mission in United Nations texts, formed units in others, so no row compares them (codebook T3).

The two readings are set side by side in words, without a rank or a direction, so that a change of category is neither
hidden nor turned into a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.document import Block, Bullets, Heading, Inline, Paragraph, Strong, Text
from sofadiff.findings.readings import CODED, Book, Reading
from sofadiff.languages import bcp47
from sofadiff.model import Agreement
from sofadiff.reports.statements import Wording

_UNIT = ("IM-01", "fpu")
_EXPERT = ("IM-02", "expert")
_TOPICS = ("per.experts", "per.contingent")
"""Where a record says that the place of its police is not known."""


def police_side_by_side(w: Wording, books: Sequence[Book]) -> list[Block]:
    """Nothing, unless the reported text codes its police under one category and a comparator under the other."""
    here, *others = books
    found: dict[tuple[object, ...], tuple[Reading, Reading, list[str]]] = {}
    for there in others:
        for mine, yours in ((_UNIT, _EXPERT), (_EXPERT, _UNIT)):
            if _only(here, mine, yours) and _only(there, yours, mine):
                second = there.read(*yours)
                key = (mine, second.value, second.support)
                found.setdefault(key, (here.read(*mine), second, []))[2].append(w.name(there.agreement))
    if not found:
        return []
    say = w.messages.say
    lead: Block = Paragraph((Text(say("police.lead")),))
    items = [_line(w, *each) for each in found.values()]
    items += [line for book in books for line in _not_known(w, book.agreement)]
    return [Heading(3, say("h.police"), "police"), lead, Bullets(tuple(items))]


def _not_known(w: Wording, agreement: Agreement) -> list[tuple[Inline, ...]]:
    """What a record itself leaves open on the place of police and experts, in the record's words."""
    lang = bcp47(agreement.language)
    return [
        w.messages.inlines(
            "police.not-known",
            agreement=Strong(w.name(agreement)),
            searched=Text(item.searched, None if lang == w.lang else lang),
        )
        for item in agreement.not_known
        if item.topic in _TOPICS
    ]


def _line(w: Wording, here: Reading, there: Reading, names: Sequence[str]) -> tuple[Inline, ...]:
    """Both readings in words; comparators that read alike share the line."""
    line = (*_named(w, here, None), Text(" "), *_named(w, there, here))
    if len(names) < 2:
        return line
    more = w.messages.inlines("police.also", agreements=w.messages.listing(names[1:]))
    return (*line, Text(" "), *more)


def _only(book: Book, coded: tuple[str, str], other: tuple[str, str]) -> bool:
    return book.read(*coded).state == CODED and book.read(*other).state != CODED


def _named(w: Wording, reading: Reading, against: Reading | None) -> tuple[Inline, ...]:
    person = w.person(reading.person) if reading.person else ""
    comparator_of = against.agreement if against else None
    return (Text(f"{person}{w.messages.say('list.colon')}"), *w.reading(reading, comparator_of))
