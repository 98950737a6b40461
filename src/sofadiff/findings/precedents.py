"""Where else a question is answered better: the clause of the collection that ranks best, by one stated order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sofadiff.codebook import Codebook, Variable
from sofadiff.findings.deadlines import by_host_law
from sofadiff.findings.readings import CODED, Book, Reading
from sofadiff.model import Agreement, Basis, NumberStatus, Support

_STATUS = ("published", "reviewed", "adjudicated", "double-coded", "coded")


class Precedent(Struct, frozen=True):
    """A question that one text leaves open or answers weaker, and the best answer found elsewhere."""

    here: Reading
    best: Reading


def precedents(here: Iterable[Reading], collection: Sequence[Agreement], codebook: Codebook) -> tuple[Precedent, ...]:
    """For every reading that is no answer, or ranks worse, the best precedent; nothing where there is none.

    Best is: verified clauses before others; then the rank that leaves most to a claimant (the highest of the
    accountability variables, the lowest of the immunity variables); then the farther up the status ladder; then the
    later text; then the name. Never offered: a value of the lowest merit on its variable; an answer that is not in the
    clause itself but in another instrument, in host law or in an inference; a clause assumed from a template or whose
    number is predicted; variables without ranks. A question that cannot arise here has no precedent.
    """
    books = [Book(each, codebook, None) for each in collection]
    out = []
    for reading in here:
        if reading.state == "na":
            continue
        found = [book.read(reading.variable, reading.person, reading.proceeding) for book in books]
        able = [each for each in found if _can_stand(each) and each.agreement.name != reading.agreement.name]
        best = min(able, key=_order, default=None)
        if best is not None and _better(best, reading):
            out.append(Precedent(reading, best))
    return tuple(out)


def _can_stand(reading: Reading) -> bool:
    """Whether an answer may be shown as a precedent: said by the clauses themselves, and not the worst there is."""
    said = reading.state == CODED and not reading.derived and bool(reading.units) and not reading.assumed
    if not said or reading.finding is None or reading.finding.basis is not Basis.INLINE:
        return False
    if by_host_law(reading) or any(unit.number is NumberStatus.PREDICTED for unit in reading.units):
        return False
    return reading.rank is not None and reading.rank != _worst(reading.variable)


def _worst(variable: Variable) -> int | None:
    """The rank that leaves least to a claimant."""
    return variable.highest if lowest_is_best(variable) else 0


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
