"""The counting behind the figures on a collection. Values only, no wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sofadiff.codebook import Codebook
from sofadiff.findings.readings import STATES, Row, collect
from sofadiff.model import Agreement, Completeness, MissionType, RecordKind, Support, UnitPart

DIMENSIONS = ("immunity", "accountability")
MODEL = "model"
KINDS = ("agreement", MODEL, "standard")
"""A model is no agreement between parties, and a standard is neither."""
SUPPORTS = (*(support.value for support in Support), "none")
"""`none`: a clause of a document without our profile."""
COUNTED = tuple(state for state in STATES if state != "left-out")
"""States of a question; nothing is left out here, as there is no filter."""


class TextFigures(Struct, frozen=True):
    """One text in figures."""

    agreement: Agreement
    kind: str
    """One of :data:`KINDS`."""
    clauses: int
    """Blocks of text that are no headings."""
    preamble: int
    """Those of them in the preamble."""
    support: Mapping[str, int]
    """Clauses by each of :data:`SUPPORTS`."""
    assumed: int
    """Clauses inferred from a template, whatever their support."""
    states: Mapping[str, int]
    """Questions by each of :data:`COUNTED`; all zero for a standard."""

    @property
    def whole_and_verified(self) -> bool:
        """Whether the whole instrument was available and every clause was read in it."""
        whole = self.agreement.completeness is Completeness.FULL
        return whole and self.clauses > 0 and self.support[Support.VERIFIED.value] == self.clauses


class VariableFigures(Struct, frozen=True):
    """One variable in figures, over agreements and models."""

    texts: Mapping[str, int]
    """Texts with at least one answer in each state: one text can stand in several."""
    nothing_coded: int
    """Texts in which no category has been coded."""
    questions: Mapping[str, int]
    """Questions in each state: each stands in one."""


class Figures(Struct, frozen=True):
    """A collection in figures."""

    texts: tuple[TextFigures, ...]
    rows: tuple[Row, ...]
    variables: Mapping[str, VariableFigures]
    """By the variable's code, in codebook order."""
    states: Mapping[str, int]
    topics: Mapping[str, tuple[int, int, int]]

    @property
    def clauses(self) -> int:
        """Clauses of all texts."""
        return sum(text.clauses for text in self.texts)

    @property
    def questions(self) -> int:
        """Questions put to all agreements and models."""
        return sum(self.states.values())

    @property
    def topics_not_known(self) -> int:
        """Topics listed as not known, counted in each text that lists them."""
        return sum(len(text.agreement.not_known) for text in self.texts)

    @property
    def logs(self) -> int:
        """Search logs of all texts."""
        return sum(len(text.agreement.logs) for text in self.texts)

    def count(self, kind: str, completeness: Completeness | str | None = "any") -> int:
        """Texts of a kind, and of a completeness if one (or None for texts without) is given."""
        mine = [text for text in self.texts if text.kind == kind]
        return sum(completeness == "any" or text.agreement.completeness is completeness for text in mine)

    def whole(self, kind: str) -> int:
        """Texts of a kind that are whole and verified."""
        return sum(text.whole_and_verified for text in self.texts if text.kind == kind)

    def topic(self, topic: str) -> tuple[int, int, int]:
        """Clauses on a topic, texts with such a clause, texts that list the topic as not known."""
        return self.topics[topic]


def kind_of(agreement: Agreement) -> str:
    """What sort of text a record holds, one of :data:`KINDS`."""
    if agreement.kind is RecordKind.STANDARD:
        return "standard"
    return MODEL if agreement.mission_type is MissionType.MODEL else "agreement"


def figures(agreements: Sequence[Agreement], codebook: Codebook) -> Figures:
    """Everything counted, in the order given."""
    asked = [agreement for agreement in agreements if agreement.kind is not RecordKind.STANDARD]
    rows = collect(asked, codebook, DIMENSIONS) if asked else ()
    states: dict[int, Counter[str]] = {index: Counter() for index in range(len(asked))}
    for row in rows:
        for index, reading in enumerate(row.readings):
            states[index][reading.state] += 1
    by_text = iter(states.values())
    texts = tuple(
        _text(agreement, Counter() if agreement.kind is RecordKind.STANDARD else next(by_text))
        for agreement in agreements
    )
    whole = sum(states.values(), Counter[str]())
    variables = {variable.code: _variable(variable.code, rows) for variable in codebook.variables}
    topics = {topic.id: _topic(topic.id, agreements) for topic in codebook.topics}
    return Figures(texts, rows, variables, {state: whole[state] for state in COUNTED}, topics)


def _text(agreement: Agreement, states: Mapping[str, int]) -> TextFigures:
    clauses = [unit for unit in agreement.units if unit.part is not UnitPart.HEADING]
    support = Counter(unit.support.value if unit.support else "none" for unit in clauses)
    return TextFigures(
        agreement=agreement,
        kind=kind_of(agreement),
        clauses=len(clauses),
        preamble=sum(unit.part in (UnitPart.RECITAL, UnitPart.PREAMBLE) for unit in clauses),
        support={kind: support[kind] for kind in SUPPORTS},
        assumed=sum(unit.assumed_from is not None for unit in clauses),
        states={state: states.get(state, 0) for state in COUNTED},
    )


def _variable(code: str, rows: Sequence[Row]) -> VariableFigures:
    mine = [row.readings for row in rows if row.variable.code == code]
    by_text = [{reading.state for reading in readings} for readings in zip(*mine, strict=True)]
    questions = Counter(reading.state for readings in mine for reading in readings)
    return VariableFigures(
        texts={state: sum(state in found for found in by_text) for state in COUNTED},
        nothing_coded=sum(found == {"not-coded"} for found in by_text),
        questions={state: questions[state] for state in COUNTED},
    )


def _topic(topic: str, agreements: Sequence[Agreement]) -> tuple[int, int, int]:
    clauses = [
        sum(topic in unit.topics for unit in agreement.units if unit.part is not UnitPart.HEADING)
        for agreement in agreements
    ]
    not_known = sum(any(item.topic == topic for item in agreement.not_known) for agreement in agreements)
    return sum(clauses), sum(count > 0 for count in clauses), not_known
