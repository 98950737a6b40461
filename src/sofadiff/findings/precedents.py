"""Where else a question is answered better: the clause of the collection that ranks best, by one stated order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sofadiff.codebook import Codebook, Variable
from sofadiff.findings.readings import CODED, Book, Reading
from sofadiff.model import Agreement, Support

_STATUS = ("published", "reviewed", "adjudicated", "double-coded", "coded")


class Precedent(Struct, frozen=True):
    """A question that one text leaves open or answers weaker, and the best answer found elsewhere."""

    here: Reading
    best: Reading


def precedents(here: Iterable[Reading], collection: Sequence[Agreement], codebook: Codebook) -> tuple[Precedent, ...]:
    """For every reading that is no answer, or ranks worse, the best precedent; nothing where there is none.

    Best is: verified clauses before others; then the rank that leaves most to a claimant (the highest of the
    accountability variables, the lowest of the immunity variables); then the farther up the status ladder; then the
    later text; then the name. Variables without ranks, predicted or assumed clauses give none.
    """
    books = [Book(each, codebook, None) for each in collection]
    out = []
    for reading in here:
        found = [book.read(reading.variable, reading.person, reading.proceeding) for book in books]
        able = [each for each in found if _can_stand(each) and each.agreement.name != reading.agreement.name]
        best = min(able, key=_order, default=None)
        if best is not None and _better(best, reading):
            out.append(Precedent(reading, best))
    return tuple(out)


def _can_stand(reading: Reading) -> bool:
    return reading.state == CODED and reading.rank is not None and bool(reading.units) and not reading.assumed


def _better(best: Reading, here: Reading) -> bool:
    if here.state != CODED or here.rank is None:
        return True
    return _merit(best) > _merit(here)


def _merit(reading: Reading) -> int:
    rank = reading.rank or 0
    return -rank if lowest_is_best(reading.variable) else rank


def lowest_is_best(variable: Variable) -> bool:
    """Whether the lowest rank leaves most to a claimant: so with immunities."""
    return variable.dimension == "immunity"


def _order(reading: Reading) -> tuple[bool, int, int, str, str]:
    status = reading.finding.status.value if reading.finding else ""
    return (
        reading.support is not Support.VERIFIED,
        -_merit(reading),
        _STATUS.index(status) if status in _STATUS else len(_STATUS),
        _backwards(reading.agreement.work_date or ""),
        reading.agreement.name,
    )


def _backwards(text: str) -> str:
    """A date whose order is turned round, so that the later one is smaller."""
    return "".join(chr(ord("9") - int(sign)) if sign.isdigit() else sign for sign in text) if text else "~"
