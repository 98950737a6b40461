"""Roles that another kind of person holds in the reported text: once, with every clause that names the new holder."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sofadiff.comparison import Comparison
from sofadiff.comparison.compare import compare
from sofadiff.comparison.glossary import Glossary
from sofadiff.document import Block, Bullets, Heading, Inline, Paragraph, Strong, Text
from sofadiff.languages import bcp47
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.reports.statements import Wording


class Held(Struct, frozen=True):
    """One role and who holds it in a comparator and in the reported text."""

    role: str
    here: Agreement
    there: Agreement
    one: str
    """The form in the comparator."""
    one_kind: str
    two: str
    """The form in the reported text."""
    two_kind: str
    units: tuple[Unit, ...]
    """Clauses of the reported text that name the new holder, in their order."""


def compared(agreement: Agreement, against: Sequence[Agreement]) -> list[Comparison]:
    """The agreement compared with each comparator of which another kind of person may hold a role."""
    return [compare(other, agreement) for other in against if _may_differ(other, agreement)]


def changes_of_person(comparisons: Sequence[Comparison]) -> list[Held]:
    """Every change of person against every comparator, in their order."""
    found = []
    for comparison in comparisons:
        other, agreement = comparison.base, comparison.other
        for change in comparison.persons:
            units = _naming(agreement, change.role, change.other_holder)
            kinds = (change.base_holder, change.other, change.other_holder)
            found.append(Held(change.role, agreement, other, change.base, *kinds, units))
    return found


def _naming(agreement: Agreement, role: str, holder: str) -> tuple[Unit, ...]:
    """The clauses whose words hold a term of that role and kind of holder, whether or not anything answers them."""
    forms = {term.form for term in agreement.terms if term.role == role and term.holder == holder}
    glossary = Glossary.of(agreement)
    return tuple(
        unit
        for unit in agreement.units
        if unit.part is not UnitPart.HEADING
        and any(token.role == role and token.form in forms for token in glossary.tokens(unit.text))
    )


def _may_differ(one: Agreement, other: Agreement) -> bool:
    """Whether the glossaries have different kinds of holder for a role: only then is it worth comparing the texts."""
    mine = {(term.role, term.holder) for term in one.terms if term.holder}
    return any(
        term.role == role and term.holder != holder for term in other.terms if term.holder for role, holder in mine
    )


def change_of_person(w: Wording, found: Sequence[Held]) -> list[Block]:
    """One line for each change of person; comparators with the same holder share it. Nothing where there is none."""
    if not found:
        return []
    alike: dict[tuple[str, ...], list[Held]] = {}
    for held in found:
        alike.setdefault((held.role, held.one, held.one_kind, held.two, held.two_kind), []).append(held)
    say = w.messages.say
    items = tuple(_line(w, same) for same in alike.values())
    return [Heading(3, say("h.persons"), "persons"), Paragraph((Text(say("persons.lead")),)), Bullets(items)]


def _line(w: Wording, same: Sequence[Held]) -> tuple[Inline, ...]:
    held = same[0]
    touched = {unit.id for item in same for unit in item.units}
    clauses: list[Inline] = []
    for cite in w.run([(held.here, unit) for unit in held.here.units if unit.id in touched]):
        clauses += [Text(w.messages.say("list.semi"))] if clauses else []
        clauses.append(cite)
    return w.messages.inlines(
        "persons.line",
        role=Strong(w.messages.say(f"held.{held.role}")),
        clauses=tuple(clauses) or w.messages.say("pin.none"),
        **names(w, held, comparator=w.messages.listing(w.name(item.there) for item in same)),
    )


def names(w: Wording, held: Held, *, comparator: str) -> dict[str, str | Text]:
    """Who holds the role on both sides, in words for a sentence; a term as its text has it keeps its language."""
    here, there = (bcp47(item.language) for item in (held.here, held.there))
    return {
        "one": Text(held.one, None if there == w.lang else there),
        "one_kind": w.messages.say(f"holder.{held.one_kind}"),
        "two": Text(held.two, None if here == w.lang else here),
        "two_kind": w.messages.say(f"holder.{held.two_kind}"),
        "comparator": comparator,
        "agreement": w.name(held.here),
    }
