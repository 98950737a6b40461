"""Every text of an index against all others, as CSV: text by text, in several processes, never all in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from sofadiff import messages
from sofadiff.index.search import Index
from sofadiff.index.workers import in_order, processors
from sofadiff.nearest.finding import Near, near
from sofadiff.render.csv import guarded
from sofadiff.reports.nearest_data import Pin, pin

COLUMNS = (
    "agreement",
    "eId",
    "pinpoint",
    "language",
    "restated",
    "support",
    "rank",
    "score",
    "words",
    "order",
    "far",
    "near_agreement",
    "near_eId",
    "near_pinpoint",
    "near_language",
    "near_restated",
    "near_support",
    "assumed",
    "same_words",
    "shared_topics",
)
"""Ids and codes; `pinpoint` is a label. `assumed` names the rule by which two clauses were not compared at all."""


def lines(index: str, *, top: int, jobs: int | None, lang: str, stale: bool = False) -> Iterator[str]:
    """The header and, text by text, one line for each clause found. The lines do not depend on `jobs`."""
    opened = Index(index, allow_stale=stale)
    yield _csv([COLUMNS])
    tasks = [_Task(index, position, top, lang) for position in range(len(opened.entries))]
    yield from in_order(_of_one, tasks, min(len(tasks), processors(jobs)))


class _Task(Struct, frozen=True):
    index: str
    position: int
    top: int
    lang: str


def _of_one(task: _Task) -> str:
    """The lines of one text of the index."""
    index = _opened(task.index)
    entry = index.entries[task.position]
    name = pin(messages.load(task.lang))
    found = index.nearest_of(task.position, task.top)
    rows: list[tuple[str, ...]] = []
    for number, hits in zip(entry.span, found, strict=True):
        clause = index.clause(number)
        mine = (
            entry.name,
            clause.unit.id,
            name(clause.unit, clause.place),
            entry.language,
            _yes(entry.restated),
            clause.unit.support or "",
        )
        rows += [
            (*mine, str(rank), *_row(near(entry, clause.unit, index, hit), name))
            for rank, hit in enumerate(hits, start=1)
        ]
    return _csv(rows)


def _row(found: Near, name: Pin) -> tuple[str, ...]:
    entry, unit, hit = found.clause.entry, found.clause.unit, found.hit
    return (
        f"{hit.score:.4f}",
        f"{hit.words:.4f}",
        f"{hit.order:.4f}",
        _yes(found.far),
        entry.name,
        unit.id,
        name(unit, found.clause.place),
        entry.language,
        _yes(entry.restated),
        unit.support or "",
        found.assumed or "",
        _yes(found.same_words),
        " ".join(found.topics or ()),
    )


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_guarded(value) for value in row] for row in rows)
    return out.getvalue()


_guarded = lru_cache(maxsize=1 << 16)(guarded)  # names, ids and codes stand in thousands of lines


def _yes(value: bool) -> str:
    return "yes" if value else "no"


@cache
def _opened(path: str) -> Index:
    """The index of this process; that it is not stale was seen when the first process opened it."""
    return Index(path, allow_stale=True)
