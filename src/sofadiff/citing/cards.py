"""Citations for the lists of clauses in reports: many clauses of one agreement, each with its line and its link."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.citing import Target, links, notes, selecting
from sofadiff.citing.citations import joined, refused
from sofadiff.citing.places import pinpoint
from sofadiff.citing.styles import STYLES, finished
from sofadiff.citing.whole import STYLE, facts, inside, whole
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Unit


class Citer:
    """Cites the clauses of one agreement in the style of a report's language; what they share is worked out once."""

    def __init__(self, agreement: Agreement, words: Messages) -> None:
        self.agreement = agreement
        self.words = words
        self.style = STYLE[words.lang]
        self.instrument = facts(agreement, self.style)
        self.inside = inside(self.style)
        self.numbers = selecting.numbers(agreement)

    def whole(self) -> str:
        """The citation of the instrument."""
        return whole(self.agreement, self.words.lang)

    def clause(self, unit: Unit) -> tuple[str, str]:
        """Citation and permalink of a clause.

        Where its number is not confirmed, the article around it is cited if that has one that is, else the instrument,
        and the line says so.
        """
        target = self._target(unit)
        return self._line(target), links.link([target])

    def targets(self, units: Sequence[Unit]) -> tuple[Target, ...]:
        """What a link to these clauses names."""
        return tuple(self._target(unit) for unit in units)

    def clauses(self, targets: Sequence[Target]) -> str:
        """The citations of several clauses in one line; nothing for none."""
        return "; ".join(self._line(target).removesuffix(".") for target in targets)

    def _target(self, unit: Unit) -> Target:
        return selecting.block(self.agreement, unit, self.numbers)

    def _line(self, target: Target) -> str:
        marks = notes.marks(self.agreement, self.instrument, target, self.inside)
        pin = None
        if refused(self.agreement, target, self.words):
            marks = (self.inside.say("card.no-number"), *marks)
            around = selecting.above(self.agreement, target)
            pin = pinpoint(self.agreement, around) if around else None
        else:
            pin = pinpoint(self.agreement, target)
        line = STYLES[self.style](self.instrument, pin, False)
        return finished(line, marks)


def passage(earlier: Citer, base: Sequence[Unit], later: Citer, other: Sequence[Unit]) -> tuple[str, str]:
    """Citation and permalink of the difference of the clauses of two texts, one of which may have none.

    Both are empty where a text has no permanent ids.
    """
    mine, theirs = earlier.targets(base), later.targets(other)
    link = links.difference(mine, theirs)
    if not link:
        return "", ""
    one, two = earlier.clauses(mine), later.clauses(theirs)
    return (joined(later.style, one, two) if one and two else one or two), link
