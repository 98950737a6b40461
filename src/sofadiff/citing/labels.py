"""How a clause is called where its number may not be known."""

from __future__ import annotations

from msgspec.structs import replace

from sofadiff import codebook, pinpoint
from sofadiff.citing import Target
from sofadiff.messages import Messages
from sofadiff.model import Agreement, UnitPart


def label(agreement: Agreement, target: Target, words: Messages) -> str:
    """By its number; a number that nobody confirmed in brackets with a mark; without a number by what it is about."""
    book = codebook.load()
    unit = target.named
    # An element without text of its own is called by its own levels, not by those of the first clause in it.
    cut = (
        unit if target.depth == len(unit.path) else replace(unit, path=unit.path[: target.depth], part=UnitPart.CONTENT)
    )
    if len(target.units) > 1 and unit.part is not UnitPart.CONTENT:
        cut = replace(cut, part=UnitPart.CONTENT)  # the whole of it, not its opening words
    place = replace(pinpoint.standing(agreement, unit), number=target.number)
    return pinpoint.named(cut, place, words, lambda topic: book.topic(topic).label[words.lang])
