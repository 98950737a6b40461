"""How a clause is named in running text: ``para 47(b)``, ``art VIII(5)(e)(i)``, ``préambule, al. 2``.

Only a confirmed number may look like a citation. A predicted one stands in square brackets with a mark and the words
*number predicted*; an unknown one is replaced by words and by what the clause is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.document import Cite
from sofadiff.messages import Messages
from sofadiff.model import Agreement, NumberStatus, Unit, UnitPart

_CONTAINERS = frozenset(
    {"part", "chapter", "title", "section", "subdivision", "book", "tome", "body", "preamble", "list"}
)
_WORDS = re.compile(
    r"^(article|artikel|art|paragraph|paragraphe|para|par|part|partie|deel|section|annex|annexe|bijlage|chapter|chapitre)\b\.?\s*",
    re.IGNORECASE,
)
_RECITAL = re.compile(r"^\W*(?:recital|considérant|overweging)\b", re.IGNORECASE)
_STRONG_FIRST = {
    NumberStatus.CONFIRMED: 2,
    NumberStatus.PREDICTED: 1,
    NumberStatus.UNKNOWN: 0,
}

TopicLabel = Callable[[str], str]
"""Topic id to its label in the report's language."""


class Standing(Struct, frozen=True):
    """What a clause's name takes from the rest of its text, so that it can be named without the rest."""

    number: NumberStatus | None
    """How well the whole chain of numbers is established."""
    confirmed_above: bool
    """Whether every number above the clause's own is confirmed."""
    recital: int | None
    """Its place among the recitals, from 1, where none of them has a printed number; None for everything else."""


def bare(label: str | None) -> str | None:
    """A printed label without its word and punctuation; None where nothing is printed.

    >>> [bare(label) for label in ("47.", "(a)", "Article VIII", "Art. 5 bis", "e)", None, "")]
    ['47', 'a', 'VIII', '5 bis', 'e', None, None]
    """
    if label is None:
        return None
    stripped = _WORDS.sub("", label.strip()).strip(" .,:;()[]–—-°§\u00a0")
    return stripped or None


def recital_number(unit: Unit) -> str | None:
    """The printed number of a recital, by which it is then cited; None where it has none, and for everything else.

    A recital without a number among others with one is not counted: its place would look like a printed number.
    """
    return bare(_RECITAL.sub("", unit.num)) if unit.part is UnitPart.RECITAL and unit.num else None


def number_status(agreement: Agreement, unit: Unit) -> NumberStatus | None:
    """How well the whole chain of numbers is established: the weakest of the unit's and its ancestors'.

    None in documents without our profile, whose printed numbers are taken as they stand.
    """
    found = [u.number for u in _lineage(agreement, unit.id) if u.number is not None]
    return min(found, key=_STRONG_FIRST.__getitem__) if found else None


def standing(agreement: Agreement, unit: Unit) -> Standing:
    """What the rest of its agreement says about a unit's number."""
    above = [u for u in _lineage(agreement, unit.id) if u.id != unit.id]
    recitals = _counted(agreement) if unit.part is UnitPart.RECITAL else []
    return Standing(
        number_status(agreement, unit),
        all(u.number is NumberStatus.CONFIRMED for u in above),
        recitals.index(unit.id) + 1 if unit.id in recitals else None,
    )


def standings(agreement: Agreement) -> dict[str, Standing]:
    """The same for every unit of an agreement, by unit id, in one pass."""
    over: dict[str, list[Unit]] = {}
    for unit in agreement.units:
        if unit.element not in _CONTAINERS:
            over.setdefault(unit.eid, []).append(unit)
    found: dict[str, Standing] = {}
    recitals = 0
    counted = bool(_counted(agreement))
    for unit in agreement.units:
        above = _above(unit.eid, over) if "__" in unit.eid else []
        if unit.part is UnitPart.RECITAL:
            recitals += 1
            found[unit.id] = _standing(unit, above, recitals if counted else None)
        elif above or unit.number is not None:
            found[unit.id] = _standing(unit, above, None)
        else:
            found[unit.id] = _PLAIN
    return found


def _counted(agreement: Agreement) -> list[str]:
    """The recitals by their ids, in order, if they are called by their place; empty where one has a printed number."""
    recitals = [unit for unit in agreement.units if unit.part is UnitPart.RECITAL]
    return [] if any(recital_number(unit) for unit in recitals) else [unit.id for unit in recitals]


_PLAIN = Standing(None, confirmed_above=True, recital=None)


def _above(eid: str, over: Mapping[str, Sequence[Unit]]) -> list[Unit]:
    """The units of the elements around the one with that eId."""
    found: list[Unit] = []
    place = eid.find("__")
    while place >= 0:
        found += over.get(eid[:place], ())
        place = eid.find("__", place + 1)
    return found


def _standing(unit: Unit, above: Sequence[Unit], recital: int | None) -> Standing:
    numbers = [u.number for u in (*above, unit) if u.number is not None]
    return Standing(
        min(numbers, key=_STRONG_FIRST.__getitem__) if numbers else None,
        all(u.number is NumberStatus.CONFIRMED for u in above),
        recital,
    )


def label(agreement: Agreement, unit: Unit, messages: Messages, topic: TopicLabel, *, short: bool = False) -> str:
    """How the unit is named in the report's language.

    `short` leaves out the words after a predicted number's mark, for table cells with a note under the table.
    """
    return named(unit, standing(agreement, unit), messages, topic, short=short)


def named(unit: Unit, place: Standing, messages: Messages, topic: TopicLabel, *, short: bool = False) -> str:
    """The same for a unit whose agreement is not at hand."""
    if unit.part in (UnitPart.RECITAL, UnitPart.PREAMBLE):
        return _preamble(unit, place, messages)
    status = place.number
    steps = _steps(unit)
    if status is NumberStatus.UNKNOWN or not steps or any(number is None for _, number in steps):
        return _unnumbered(unit, steps, messages, topic, short=short, confirmed_above=place.confirmed_above)
    predicted = status is NumberStatus.PREDICTED
    text = _joined(steps, messages, bracket=predicted)
    if predicted:
        text += messages.say("pin.predicted.short" if short else "pin.predicted")
    return text + _block(unit, messages)


def cite(agreement: Agreement, unit: Unit, messages: Messages, topic: TopicLabel, *, short: bool = False) -> Cite:
    """The same as a reference to the report's list of clauses."""
    return Cite(label(agreement, unit, messages, topic, short=short), agreement.name, unit.id)


def cites(
    agreement: Agreement, units: Sequence[Unit], messages: Messages, topic: TopicLabel, *, short: bool = False
) -> tuple[Cite, ...]:
    """References to several clauses; one that differs from the one before only in its record id gives just that."""
    out: list[Cite] = []
    last = None
    for unit in units:
        bare_label = label(agreement, replace(unit, wid=None), messages, topic, short=short)
        full = label(agreement, unit, messages, topic, short=short)
        again = bare_label == last and full != bare_label and unit.wid
        out.append(Cite(unit.wid.rpartition("-")[2] if again and unit.wid else full, agreement.name, unit.id))
        last = bare_label
    return tuple(out)


def _lineage(agreement: Agreement, unit_id: str) -> tuple[Unit, ...]:
    unit = agreement.unit(unit_id)
    if unit is None:
        return ()
    above = tuple(u for u in agreement.units if unit.eid.startswith(f"{u.eid}__") and u.element not in _CONTAINERS)
    return (*above, unit)


def _steps(unit: Unit) -> tuple[tuple[str, str | None], ...]:
    """(element, bare number) of the levels that a citation names; containers only where nothing else is there."""
    cited = [(element, bare(num)) for element, num in unit.path if element not in _CONTAINERS]
    if cited:
        return tuple(cited)
    containers = [(element, bare(num)) for element, num in unit.path if element in _CONTAINERS and num]
    if containers:
        return tuple(containers[-1:])
    return ((unit.element, bare(unit.num)),) if unit.num else ()


def _joined(steps: tuple[tuple[str, str | None], ...], messages: Messages, *, bracket: bool) -> str:
    (element, first), *rest = steps
    number = f"[{first}]" if bracket else first
    text = messages.say(_key(element), number=number or "")
    for position, (deeper, deep_number) in enumerate(rest):
        under_article = position == 0 and element == "article" and deeper == "paragraph"
        text += messages.say("pin.para-of-article" if under_article else "pin.point", number=deep_number or "")
    return text


def _key(element: str) -> str:
    known = ("article", "paragraph", "part", "section", "chapter", "attachment", "annex")
    return f"pin.{element}" if element in known else "pin.other"


def _block(unit: Unit, messages: Messages) -> str:
    part = {UnitPart.INTRO: "pin.intro", UnitPart.WRAP_UP: "pin.wrap-up", UnitPart.HEADING: "pin.heading"}.get(
        unit.part
    )
    return messages.say(part) if part else ""


def _preamble(unit: Unit, place: Standing, messages: Messages) -> str:
    if (printed := recital_number(unit)) is not None:
        return messages.say("pin.recital.printed", number=printed)
    if place.recital is None:
        return messages.say("pin.preamble")
    return messages.say("pin.recital", number=place.recital)


def _unnumbered(
    unit: Unit,
    steps: tuple[tuple[str, str | None], ...],
    messages: Messages,
    topic: TopicLabel,
    *,
    short: bool,
    confirmed_above: bool,
) -> str:
    """Words for a clause whose number is not known; a confirmed number above it is kept."""
    known = tuple(step for step in steps[:-1] if step[1])
    if known and len(known) == len(steps) - 1 and confirmed_above:
        place = _joined(known, messages, bracket=False) + ", "
    else:
        place = ""
    about = (topic(unit.topics[0]) if unit.topics else "") or unit.heading or messages.say("pin.clause")
    key = "pin.unknown" if unit.number is not None else "pin.no-number"
    if short and unit.wid and unit.number is not None:
        return place + messages.say("pin.unknown.short", id=unit.wid.rpartition("-")[2]) + _block(unit, messages)
    record_id = messages.say("pin.record-id", id=unit.wid.rpartition("-")[2]) if unit.wid else ""
    return place + messages.say(key, about=about, id=record_id) + _block(unit, messages)
