"""From what a person types to the clause that is meant: one unit, or an element with all that stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sofadiff import lookup
from sofadiff.citing import Target
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, NumberStatus, Support, Unit, UnitPart
from sofadiff.pinpoint import bare

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_OWN_BLOCK = {UnitPart.INTRO: ".intro", UnitPart.WRAP_UP: ".wrapup", UnitPart.HEADING: ".heading"}
_NOT_CITED = frozenset({"part", "chapter", "title", "subdivision", "book", "tome", "list"})
"""Levels that no citation names before a clause: paragraph 47 is paragraph 47 in whatever part it stands."""
_WEAKEST = {NumberStatus.UNKNOWN: 0, NumberStatus.PREDICTED: 1, NumberStatus.CONFIRMED: 2}


def select(agreement: Agreement, name: str) -> Target:
    """The clause of that number or id.

    A number or an element's id means the element with everything in it; a unit's id with `__intro`, `__wrapup` or
    `__heading` means that block alone. Raises SofadiffError where there is no such clause, or more than one.
    """
    exact = lookup.by_id(agreement, name)
    if len(exact) == 1 and exact[0].id == name.strip() != exact[0].eid:
        return block(agreement, exact[0])
    eids = list(dict.fromkeys(unit.eid for unit in exact)) or _framed(agreement, name) or _numbered(agreement, name)
    if not eids:
        lookup.require(agreement, name)  # says which numbers are near
    if len(eids) > 1:
        named = tuple(element(agreement, eid).named for eid in eids)
        raise SofadiffError(
            f"{agreement.name} has several clauses of this number.",
            where=name,
            remedy=f"Name one by its id: {lookup.candidates(named)}.",
        )
    return element(agreement, eids[0])


def block(agreement: Agreement, unit: Unit, known: Numbers | None = None) -> Target:
    """One unit alone, as a clause: an opening, an end or a heading where its element has more than that.

    Whoever asks for many clauses of one agreement gives its :func:`numbers`.
    """
    suffix = _OWN_BLOCK.get(unit.part, "")
    slug, short = _short(agreement, unit.wid)
    ids = (short + suffix,) if short else ()
    return _target(agreement, slug, ids, (unit,), unit, len(unit.path), known or numbers(agreement))


def element(agreement: Agreement, eid: str) -> Target:
    """The element with that eId and everything in it."""
    inside = [unit for unit in agreement.units if unit.eid == eid or unit.eid.startswith(f"{eid}__")]
    own = [unit for unit in inside if unit.eid == eid]
    units = tuple(unit for unit in inside if unit.part is not UnitPart.HEADING) or tuple(inside)
    named = next((unit for unit in own if unit.part is not UnitPart.HEADING), own[0] if own else units[0])
    frame = next((frame for frame in agreement.frames if frame.eid == eid), None)
    slug, short = _short(agreement, own[0].wid if own else frame.wid if frame else None)
    depth = len(named.path) - (named.eid.count("__") - eid.count("__"))
    return _target(agreement, slug, (short,) if short else (), units, named, depth, numbers(agreement))


def above(agreement: Agreement, target: Target) -> Target | None:
    """The nearest element around a clause that has a confirmed number; None where there is none."""
    segments = target.named.eid.split("__")
    top = len(segments) - (len(target.named.path) - target.depth)
    for end in range(top - 1, 0, -1):
        eid = "__".join(segments[:end])
        known = any(unit.eid == eid for unit in agreement.units) or any(f.eid == eid for f in agreement.frames)
        found = element(agreement, eid) if known else None
        levels = found.named.path[: found.depth] if found else ()
        if found and found.number is NumberStatus.CONFIRMED and levels and levels[-1][0] not in _NOT_CITED:
            return found
    return None


def short_id(agreement: Agreement, wid: str | None) -> str:
    """A permanent id without the name of its agreement: `c093`; empty where there is none that a link can carry."""
    return _short(agreement, wid)[1]


Numbers = Mapping[str, NumberStatus]
"""eId to how well the number of that element is established, for those that a citation names."""


def numbers(agreement: Agreement) -> Numbers:
    """The number status of every element that has one."""
    found: dict[str, NumberStatus] = {}
    for unit in agreement.units:
        if unit.number is not None and unit.element not in _NOT_CITED:
            found[unit.eid] = unit.number
    for frame in agreement.frames:
        if frame.number is not None:
            found[frame.eid] = frame.number
    return found


def _target(
    agreement: Agreement,
    slug: str,
    ids: tuple[str, ...],
    units: Sequence[Unit],
    named: Unit,
    depth: int,
    known: Numbers,
) -> Target:
    supports = [unit.support for unit in units if unit.support is not None]
    return Target(
        slug=slug,
        ids=ids if _SAFE.fullmatch(slug) else (),
        units=tuple(units),
        named=named,
        depth=depth,
        number=_number(named, depth, known),
        support=min(supports, key=lambda support: Support(support).strength) if supports else None,
    )


def _number(named: Unit, depth: int, known: Numbers) -> NumberStatus | None:
    """How well the chain of numbers down to that level is established: the weakest of the whole chain."""
    segments = named.eid.split("__")
    segments = segments[: len(segments) - (len(named.path) - depth)]
    chain = {known[eid] for end in range(len(segments)) if (eid := "__".join(segments[: end + 1])) in known}
    return min(chain, key=_WEAKEST.__getitem__) if chain else None


def _short(agreement: Agreement, wid: str | None) -> tuple[str, str]:
    """Name of the agreement in links, and the permanent id without it."""
    if not wid:
        return "", ""
    slug, _, last = wid.rpartition("-")
    if agreement.slug:
        slug, last = (agreement.slug, last) if wid == f"{agreement.slug}-{last}" else (agreement.slug, wid)
    return (slug, last) if slug and _SAFE.fullmatch(last) and "+" not in last else ("", "")


def _framed(agreement: Agreement, name: str) -> list[str]:
    """The element without text of its own that has this id."""
    wanted = lookup.full_id(agreement, name)
    return [frame.eid for frame in agreement.frames if wanted in (frame.eid, frame.wid)]


def _numbered(agreement: Agreement, name: str) -> list[str]:
    """eIds of the elements of that printed number, whether they have text of their own or not."""
    if recitals := lookup.by_recital(agreement, name):
        return [unit.eid for unit in recitals]
    wanted = _levels(bare(name) or "")
    if not wanted:
        return []
    for skipped in (frozenset({"recital"}), frozenset({"recital", "section"})):
        found = _matching(agreement, wanted, skipped, from_section=False)
        if found:
            return found
    return _matching(agreement, wanted, frozenset({"recital"}), from_section=True)


def _matching(agreement: Agreement, wanted: list[str], skipped: frozenset[str], *, from_section: bool) -> list[str]:
    """Elements whose levels are these. `from_section` begins at a level printed as a section, whatever it stands in:
    sections of a convention are often numbered through all its articles."""
    found: dict[str, None] = {}
    for unit in agreement.units:
        so_far: list[str] = []
        segments = unit.eid.split("__")
        begun = not from_section
        for depth, (kind, label) in enumerate(unit.path, start=1):
            begun = begun or bool(label and label.casefold().startswith("section"))
            levels = _levels(bare(label) or "") if begun and kind not in _NOT_CITED | skipped else []
            so_far += levels
            if levels and so_far == wanted:
                found["__".join(segments[: depth + len(segments) - len(unit.path)])] = None
    return list(found)


def _levels(text: str) -> list[str]:
    return [part.casefold() for part in _PARTS.findall(text)]
