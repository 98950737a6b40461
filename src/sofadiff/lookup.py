"""Finding a clause by what a person calls it: a printed number, an eId, a wId or the short id in brackets."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.pinpoint import bare, recital_number, standing

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_SHORT_ID = re.compile(r"\[?(c\d{3,})\]?")
_RECITAL = re.compile(
    r"(?:pr[eé]amb(?:le|ule),?\s*)?(?:recital|consid[eé]rant|al\.?)\s*\(?\s*(\w+)\s*\)?", re.IGNORECASE
)
_MOST_NAMED = 5
_NOT_TYPED = frozenset(
    {"part", "chapter", "title", "subdivision", "book", "tome", "body", "preamble", "list", "recital"}
)
"""Levels whose number nobody types before that of a clause; a section may be the clause itself."""


def find(agreement: Agreement, name: str) -> tuple[Unit, ...]:
    """All units that the name may mean, in document order; empty where there is none.

    A number is read level by level (`47(b)`, `art 3(2)`, `VIII(5)(a)`), so `3(2)` is never article 32.
    """
    exact = by_id(agreement, name)
    if exact:
        return exact
    if recitals := by_recital(agreement, name):
        return recitals
    levels = _levels(bare(name) or "")
    for sections in (True, False):
        found = tuple(unit for unit in agreement.units if levels and _number(unit, sections=sections) == levels)
        if found:
            return found
    return ()


def within(agreement: Agreement, name: str) -> tuple[Unit, ...]:
    """All units under a number, such as every paragraph of an article, in document order; empty where there is none."""
    levels = _levels(bare(name) or "")
    for sections in (True, False):
        numbers = ((unit, _number(unit, sections=sections)) for unit in agreement.units)
        found = tuple(unit for unit, number in numbers if levels and number[: len(levels)] == levels)
        if found:
            return found
    return ()


def by_id(agreement: Agreement, name: str) -> tuple[Unit, ...]:
    """All units of that unit id, eId, permanent id or short id (`c047`), in document order."""
    wanted = full_id(agreement, name)
    return tuple(unit for unit in agreement.units if wanted in (unit.id, unit.eid, unit.wid))


def by_recital(agreement: Agreement, name: str) -> tuple[Unit, ...]:
    """The recitals that `recital 3` names, as reports call them: by printed number, else by place."""
    wanted = _RECITAL.fullmatch(name.strip())
    if wanted is None:
        return ()
    recitals = [unit for unit in agreement.units if unit.part is UnitPart.RECITAL]
    called_so = ((recital_number(unit) or str(standing(agreement, unit).recital or ""), unit) for unit in recitals)
    return tuple(unit for number, unit in called_so if number.casefold() == wanted[1].casefold())


def full_id(agreement: Agreement, name: str) -> str:
    """A short id with the name of its agreement; any other name as it is, without white space around it."""
    short = _SHORT_ID.fullmatch(name.strip())
    return f"{agreement.slug}-{short[1]}" if short and agreement.slug else name.strip()


def nearest(agreement: Agreement, name: str) -> str:
    """What to do about a name that no clause has: the nearest ids and numbers, or where to look."""
    names: dict[str, str] = {}
    for unit in agreement.units:
        number = ".".join(_number(unit))
        if number:
            names.setdefault(number, called(unit))
        names.setdefault(unit.wid or unit.eid, called(unit))
    wanted = ".".join(_levels(bare(name) or "")) or name
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    close = list(dict.fromkeys(names[found] for found in near))
    if close:
        return f"The nearest are {', '.join(close)}."
    return f"`sofadiff show {agreement.name}` lists them all."


def called(unit: Unit) -> str:
    """A clause's number and permanent id, for a list of candidates."""
    number = "".join(f"({label})" if n else label for n, label in enumerate(_labels(unit, sections=True)))
    ours = re.fullmatch(r".+-(c\d{3,})", unit.wid or "")
    name = ours[1] if ours else unit.wid or unit.eid
    return f"{number} [{name}]" if number else f"[{name}]"


def candidates(units: Sequence[Unit]) -> str:
    """Several clauses in one phrase, at most a handful of them."""
    names = list(dict.fromkeys(called(unit) for unit in units))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def require(agreement: Agreement, name: str) -> tuple[Unit, ...]:
    """The same as :func:`find`; SofadiffError, with the nearest names, where there is no such clause."""
    found = find(agreement, name)
    if not found:
        raise SofadiffError(
            f"no clause of {agreement.name} has this number or id.", where=name, remedy=nearest(agreement, name)
        )
    return found


def _number(unit: Unit, *, sections: bool = True) -> list[str]:
    return [part for label in _labels(unit, sections=sections) for part in _levels(label)]


def _labels(unit: Unit, *, sections: bool) -> list[str]:
    labels = (
        bare(num) for element, num in unit.path if element not in _NOT_TYPED and (sections or element != "section")
    )
    return [label for label in labels if label]


def _levels(text: str) -> list[str]:
    return [part.casefold() for part in _PARTS.findall(text)]
