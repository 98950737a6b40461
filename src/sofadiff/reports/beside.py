"""A synopsis seen in one language: what its witnesses, passages and states are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from sofadiff.comparison import Comparison, Link
from sofadiff.comparison.witnesses import ALIKE, MISSING, Row, State, Synopsis
from sofadiff.document import Mark
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Support, Unit
from sofadiff.reports import pinned
from sofadiff.reports.passages import View, short_name

NOT_READ = "°"
"""Stands after a siglum where the witness's clause was not read in the instrument."""
_KINDS = {
    State.SAME: "identical",
    State.EDITORIAL: "editorial",
    State.IN_PART: "unclear",
    State.CHANGED: "substantive",
    State.RESTATED: "doubtful",
    State.LANGUAGE: "na",
    State.ASSUMED: "assumed",
    State.ABSENT: "removed",
    State.NOT_KNOWN: "not-known",
}
"""State of a cell -> kind of its mark."""


class Tale(StrEnum):
    """How a passage is told: with its words, or in a list with others of its kind."""

    VARIES = "varies"
    """Its texts differ, or one of them surely lacks it."""
    ADDED = "added"
    """The base does not have it."""
    ALIKE = "alike"
    """Nothing that could be compared differs."""
    OPEN = "open"
    """Nothing could be compared: every other text is assumed or not known here."""


class Beside(Struct, frozen=True):
    """The synopsis with what is needed to speak of it."""

    synopsis: Synopsis
    views: tuple[View, ...]
    """The comparison of the base with each other witness, in their order."""
    messages: Messages
    printed: frozenset[int] = frozenset()
    """Positions of the rows that have a heading of their own."""

    def text(self, witness: int) -> Agreement:
        """The witness's agreement."""
        return self.synopsis.witnesses[witness].agreement

    def lang(self, witness: int) -> str:
        """The witness's language as a page names it."""
        return bcp47(self.text(witness).language)

    def siglum(self, witness: int) -> str:
        """The letter that stands for a witness."""
        return self.synopsis.witnesses[witness].siglum

    def name(self, witness: int) -> str:
        """Siglum and short name."""
        return f"{self.siglum(witness)} ({short_name(self.text(witness))})"

    def units(self, row: Row, witness: int) -> tuple[Unit, ...]:
        """The witness's clauses in a row."""
        return self.synopsis.units(row, witness)

    def signed(self, row: Row, witnesses: Iterable[int]) -> str:
        """Sigla, each with a sign where the clause was not read in the instrument."""
        return " ".join(f"{self.siglum(w)}{'' if self.read(row, w) else NOT_READ}" for w in sorted(witnesses))

    def read(self, row: Row, witness: int) -> bool:
        """Whether the witness's clauses were read in the instrument, or come from a file as it stands."""
        return all(unit.support in (Support.VERIFIED, None) for unit in self.units(row, witness))

    def pins(self, row: Row, witness: int) -> str:
        """Where the passage stands in the witness; a dash where it does not."""
        view = self.views[max(witness - 1, 0)]
        side = view.comparison.other if witness else view.comparison.base
        return view.pins(side, self.units(row, witness))

    def pin(self, witness: int, unit: Unit) -> str:
        """Where one of the witness's clauses stands in it."""
        view = self.views[max(witness - 1, 0)]
        return view.pin(view.comparison.other if witness else view.comparison.base, unit)

    def subject(self, row: Row) -> str:
        """What the passage is about: its first topic, else its first heading; empty where there is neither."""
        order = [row.first, *(w for w in row.present() if w != row.first)]
        units: Sequence[Unit] = [unit for w in order for unit in self.units(row, w)]
        topics = [self.views[0].topic(unit.topics[0]) for unit in units if unit.topics]
        return next(iter((*topics, *(unit.heading for unit in units if unit.heading))), "")

    def place(self, row: Row) -> str:
        """The pinpoint of the passage's first text, with its siglum where that is not the base."""
        pins = self.pins(row, row.first)
        return pins if row.has_base else f"{self.siglum(row.first)} {pins}"

    def title(self, row: Row, number: int) -> str:
        """`12. para 46 – Criminal jurisdiction`."""
        place, about = self.place(row), self.subject(row)
        return f"{number}. {place}{f' – {about}' if about and about not in place else ''}"

    def marks(self, row: Row, witness: int) -> tuple[Mark, ...]:
        """The state of a cell, then whether it moved and whether its pairing is doubtful; none for the first text."""
        cell, say = row.cells[witness], self.messages.say
        marks = []
        if cell.state is not State.TEXT:
            marks.append(Mark(_KINDS[cell.state], say(f"synopsis.state.{cell.state}")))
        if cell.moved:
            marks.append(Mark("moved", say("compare.moved")))
        if cell.doubtful:
            marks.append(Mark("doubtful", say("compare.doubtful")))
        for link in self.links(row, witness):
            marks += [
                mark for mark in pinned.marks(self._comparison(witness), link, self.messages) if mark not in marks
            ]
        return tuple(marks)

    def links(self, row: Row, witness: int) -> tuple[Link, ...]:
        """The links between the base and a witness's clauses in a row; none for the base itself."""
        units = set(row.cells[witness].units)
        links = self._comparison(witness).links if witness and units else ()
        return tuple(link for link in links if not units.isdisjoint(link.other))

    def decided(self, row: Row, witness: int) -> str:
        """What persons decided on how the witness answers the base here; empty where nobody did."""
        told = (pinned.told(self._comparison(witness), link, self.messages) for link in self.links(row, witness))
        return " ".join(filter(None, told))

    def _comparison(self, witness: int) -> Comparison:
        return self.synopsis.comparisons[witness - 1]


def tale(row: Row) -> Tale:
    """How a passage is told."""
    others = {cell.state for w, cell in enumerate(row.cells) if w != row.first}
    if not row.has_base:
        return Tale.ADDED
    if others - {*ALIKE, State.ASSUMED, State.NOT_KNOWN}:
        return Tale.VARIES
    return Tale.ALIKE if others & set(ALIKE) else Tale.OPEN


def varies(row: Row) -> bool:
    """Whether two of its texts differ by more than form."""
    told = [cell.state for w, cell in enumerate(row.cells) if w != row.first and cell.state not in MISSING]
    return any(state not in (*ALIKE, State.ASSUMED) for state in told)
