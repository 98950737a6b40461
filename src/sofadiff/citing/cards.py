"""Citations for the lists of clauses in reports: many clauses of one agreement, each with its line and its link."""

from __future__ import annotations

from sofadiff.citing import links, notes, selecting
from sofadiff.citing.citations import finished, refused
from sofadiff.citing.instrument import instrument
from sofadiff.citing.places import pinpoint
from sofadiff.citing.styles import STYLES
from sofadiff.messages import Messages, load
from sofadiff.model import Agreement, Unit

STYLE = {"en": "oscola", "fr": "french"}
"""Language of a report to the style of its citations."""


class Citer:
    """Cites the clauses of one agreement in the style of a report's language; what they share is worked out once."""

    def __init__(self, agreement: Agreement, words: Messages) -> None:
        self.agreement = agreement
        self.words = words
        self.style = STYLE[words.lang]
        self.instrument = instrument(agreement, "fra" if words.lang == "fr" else "eng")
        self.inside = load("fr" if self.style == "french" else "en")
        self.numbers = selecting.numbers(agreement)

    def whole(self) -> str:
        """The citation of the instrument."""
        line = STYLES[self.style](self.instrument, None, False)
        return finished(line, notes.marks(self.agreement, self.instrument, None, self.inside))

    def clause(self, unit: Unit) -> tuple[str, str]:
        """Citation and permalink of a clause.

        Where its number is not confirmed, the article around it is cited if that has one that is, else the instrument,
        and the line says so.
        """
        target = selecting.block(self.agreement, unit, self.numbers)
        marks = notes.marks(self.agreement, self.instrument, target, self.inside)
        pin = None
        if refused(self.agreement, target, self.words):
            marks = (self.inside.say("card.no-number"), *marks)
            around = selecting.above(self.agreement, target)
            pin = pinpoint(self.agreement, around) if around else None
        else:
            pin = pinpoint(self.agreement, target)
        line = STYLES[self.style](self.instrument, pin, False)
        return finished(line, marks), links.link([target])
