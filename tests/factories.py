"""Small hand-made values for tests: agreements, units and terms without a file."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from sofadiff.comparison import pinning
from sofadiff.model import (
    Agreement,
    Completeness,
    Decision,
    Holder,
    MissionType,
    NumberStatus,
    Pin,
    RecordKind,
    Role,
    Source,
    Support,
    Term,
    TextStatus,
    Unit,
    UnitPart,
)


def unit(id: str, text: str, **kw: Any) -> Unit:
    """A content unit of a paragraph; any field of :class:`Unit` can be given by name.

    >>> unit("para_4", "The Commander may search premises.", num="4.").num
    '4.'
    """
    values: dict[str, Any] = {
        "id": id,
        "eid": id.removesuffix("__intro").removesuffix("__wrapup").removesuffix("__heading"),
        "wid": None,
        "element": "paragraph",
        "part": UnitPart.HEADING if id.endswith("__heading") else UnitPart.CONTENT,
        "num": None,
        "number": NumberStatus.CONFIRMED,
        "heading": None,
        "path": (),
        "topics": (),
        "support": Support.VERIFIED,
        "sources": ("s1",),
        "assumed_from": None,
        "text_digest": None,
        "text": text,
        "refs": (),
        "line": 0,
    }
    unknown = set(kw) - set(values)
    if unknown:
        raise TypeError(f"unit() has no field {sorted(unknown)}")
    values.update(kw)
    return Unit(**values)


def term(role: str | Role, form: str, holder: str | Holder | None = None) -> Term:
    """A defined term."""
    return Term(role=Role(role), form=form, holder=None if holder is None else Holder(holder), ref=None, line=0)


def agreement(slug: str | None, units: Iterable[Unit | str], terms: Iterable[Term] = (), **kw: Any) -> Agreement:
    """An agreement with these units (a bare string becomes paragraph `para_<n>`, numbered and with a wId) and terms."""
    made = tuple(_numbered(slug, position, item) for position, item in enumerate(units, start=1))
    values: dict[str, Any] = {
        "slug": slug,
        "path": None,
        "sha256": hashlib.sha256(repr((slug, made)).encode()).hexdigest(),
        "title": f"Agreement {slug}",
        "short": slug or "document",
        "language": "eng",
        "kind": RecordKind.AGREEMENT,
        "work_uri": f"/akn/un/act/agreement/2004-07-09/{slug}",
        "work_date": "2004-07-09",
        "work_date_name": "signature",
        "mission_type": MissionType.UN_PKO,
        "completeness": Completeness.FULL,
        "text_status": TextStatus.OFFICIAL_PUBLISHED,
        "parties": (),
        "facts": (),
        "events": (),
        "units": made,
        "sources": (Source("s1", "A source", "treaty-series", None, "p. 1", None, None, 0),),
        "terms": tuple(terms),
        "findings": (),
        "codings": (),
        "adjudications": (),
        "logs": (),
        "not_known": (),
        "practices": (),
        "pins": (),
    }
    unknown = set(kw) - set(values)
    if unknown:
        raise TypeError(f"agreement() has no field {sorted(unknown)}")
    values.update(kw)
    return Agreement(**values)


def foreign(path: str, units: Iterable[Unit | str], **kw: Any) -> Agreement:
    """A document of another producer: no slug, no profile, no topics, no support."""
    bare = [
        replace(item, support=None, number=None, sources=(), topics=())
        for item in (_numbered(None, position, item) for position, item in enumerate(units, start=1))
    ]
    return agreement(
        None,
        bare,
        **{"path": path, "completeness": None, "mission_type": None, "text_status": None, "sources": ()} | kw,
    )


def _numbered(slug: str | None, position: int, item: Unit | str) -> Unit:
    if isinstance(item, Unit):
        return item
    wid = f"{slug}-c{position:03d}" if slug else None
    return unit(f"para_{position}", item, num=f"{position}.", wid=wid, path=(("paragraph", f"{position}."),))


def texts(pairs: Sequence[tuple[str, str]]) -> Iterable[Unit]:
    """Units from (id, text) pairs."""
    return itertools.starmap(unit, pairs)


def pin(base: Agreement, clause: str, other: Agreement, other_clause: str, *, forbid: bool = False, **kw: Any) -> Pin:
    """A person's decision on two clauses as they stand now; any field of :class:`Pin` can be given by name."""
    values: dict[str, Any] = {
        "decision": Decision.FORBID if forbid else Decision.LINK,
        "agreement": base.identity,
        "clause": clause,
        "digest": pinning.digest(pinning.clause(base, clause)),
        "against": other.identity,
        "other_clause": other_clause,
        "other_digest": pinning.digest(pinning.clause(other, other_clause)),
        "by": "Ada Ermine",
        "date": "2024-05-31",
        "why": "Both are about boats.",
        "file": f"{base.identity}.pins.toml",
        "line": 9,
    }
    return Pin(**values | kw)
