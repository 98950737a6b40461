"""How far two texts are known: what one lacks has gone from it only where it was read whole."""

from __future__ import annotations

from collections.abc import Iterable

from sofadiff.comparison import Comparison, Kind, Link
from sofadiff.comparison.classify import Known
from sofadiff.model import Agreement, Unit
from sofadiff.states import Completeness, Support

IN_PART = frozenset({Completeness.PARTIAL, Completeness.TEXT_NOT_SEEN})
"""Texts of which a clause may say more than its restatement does."""


def versions(base: Agreement, other: Agreement) -> bool:
    """Whether both are texts of one instrument: then identity decides before wording does, and all words are known."""
    return bool(base.work_uri and base.work_uri == other.work_uri) or bool(base.slug and base.slug == other.slug)


def known(base: Agreement, other: Agreement, ones: Iterable[Unit], twos: Iterable[Unit]) -> Known:
    """Which sides of a link are known whole. A clause that was verified was read, whatever else was not."""
    if versions(base, other):
        return Known()
    return Known(_whole(base, ones), _whole(other, twos))


def known_words(comparison: Comparison, link: Link) -> Known:
    """The same for a link of a finished comparison. Authentic texts that are told are known whole."""
    if link.authentic:
        return Known()
    return known(comparison.base, comparison.other, comparison.base_units(link), comparison.other_units(link))


def answerable(base: Agreement, other: Agreement, kind: Kind) -> bool:
    """Whether it is known that nothing answers an added or removed clause: the silent text was read whole."""
    silent = base if kind is Kind.ADDED else other
    return versions(base, other) or silent.completeness in (None, Completeness.FULL)


def _whole(agreement: Agreement, units: Iterable[Unit]) -> bool:
    return agreement.completeness not in IN_PART or all(unit.support is Support.VERIFIED for unit in units)
