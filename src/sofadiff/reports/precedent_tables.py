"""For every gap the best clause of the collection, as a table that leads to its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sofadiff.document import Block, Cell, Code, Heading, Paragraph, Table, Text
from sofadiff.findings.precedents import Precedent
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import reading_cell, words


def precedent_section(w: Wording, best: Sequence[Precedent]) -> list[Block]:
    """What the text leaves open or answers weaker, and the best answer that another text of the collection gives."""
    say = w.messages.say
    blocks: list[Block] = [Heading(2, say("precedent.h"), "precedents"), Paragraph((Text(say("precedent.lead")),))]
    if not best:
        return [*blocks, Paragraph((Text(say("precedent.none")),))]
    head = tuple(say(f"precedent.col.{key}") for key in ("question", "here", "text", "there"))
    return [*blocks, Table("precedents", say("precedent.caption"), head, tuple(_row(w, each) for each in best))]


def _row(w: Wording, each: Precedent) -> tuple[Cell, ...]:
    variable = each.here.variable
    person = f" ({w.person(each.here.person)})" if each.here.person else ""
    return (
        words(Code(variable.code), f" {variable.short[w.lang]}{person}", header=True),
        reading_cell(w, each.here),
        words(w.name(each.best.agreement)),
        reading_cell(w, each.best),
    )


def precedents_data(best: Sequence[Precedent]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "variable": each.here.variable.id,
            "person": each.here.person,
            "proceeding": each.here.proceeding,
            "here": {"state": each.here.state, "value": each.here.value, "rank": each.here.rank},
            "best": {
                "agreement": each.best.agreement.name,
                "value": each.best.value,
                "rank": each.best.rank,
                "clauses": [unit.id for unit in each.best.units],
                "support": each.best.support.value if each.best.support else None,
                "status": each.best.finding.status.value if each.best.finding else None,
            },
        }
        for each in best
    ]
