"""Nearest clauses as data: ``sofadiff.nearest/1`` for JSON, one row per clause found for CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sofadiff import codebook, pinpoint
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Unit
from sofadiff.nearest import Collection, Entry
from sofadiff.nearest.finding import Answer, Answers, Near
from sofadiff.pinpoint import Standing

FORMAT = "sofadiff.nearest/1"
COLUMNS = (
    "agreement",
    "eId",
    "pinpoint",
    "support",
    "text",
    "rank",
    "score",
    "words",
    "order",
    "far",
    "near_agreement",
    "near_sha256",
    "near_eId",
    "near_wId",
    "near_pinpoint",
    "near_language",
    "same_language",
    "near_restated",
    "near_completeness",
    "near_support",
    "near_assumed_from",
    "assumed",
    "same_words",
    "shared_topics",
    "near_text",
)
"""Columns of the CSV: ids and codes; `pinpoint` is a label. A clause without any near one has one row and no rank."""

Pin = Callable[[Unit, Standing], str]
"""A clause's name in the report's language."""


def pin(messages: Messages) -> Pin:
    """Names of clauses in a language."""
    return lambda unit, place: pinpoint.named(
        unit, place, messages, lambda name: topic_label(name, messages), short=True
    )


def topic_label(name: str, messages: Messages) -> str:
    """A topic's label; the id itself where another codebook's topic stands in a document."""
    return codebook.topic_label(name, messages.lang)


def data(answers: Answers, collection: Collection, index: str | None, top: int, messages: Messages) -> dict[str, Any]:
    """Everything found, as plain values in the form of ``schemas/nearest-1.schema.json``."""
    name = pin(messages)
    return {
        "format": FORMAT,
        "lang": messages.lang,
        "agreement": _text(answers.agreement),
        "index": index,
        "top": top,
        "searched": {
            "texts": len(answers.searched),
            "clauses": sum(entry.clauses for entry in answers.searched),
            "completeness": completeness(answers.searched),
            "left_out": [entry.name for entry in answers.left_out],
            "unread": [{"name": item.name, "reason": item.reason} for item in collection.unread],
            "passed_over": dict(collection.passed_over),
        },
        "clauses": [_answer(answer, name) for answer in answers.answers],
    }


def completeness(entries: tuple[Entry, ...]) -> dict[str, int]:
    """Number of texts by how much of each was available; `none` for files as supplied."""
    found: dict[str, int] = {}
    for key in ("full", "annexes-missing", "partial", "text-not-seen", "none"):
        count = sum((entry.completeness.value if entry.completeness else "none") == key for entry in entries)
        if count:
            found[key] = count
    return found


def rows(answers: Answers, messages: Messages) -> Iterator[tuple[str, ...]]:
    """One row for each clause found, in the order of the clauses asked about and of their likeness."""
    name = pin(messages)
    for answer in answers.answers:
        unit = answer.unit
        asked = (answers.agreement.name, unit.id, name(unit, answer.place), unit.support or "", unit.text)
        for rank, near in enumerate(answer.near, start=1):
            yield (*asked, *_row(rank, near, name))
        if not answer.near:
            yield (*asked, *[""] * (len(COLUMNS) - len(asked)))


def _answer(answer: Answer, name: Pin) -> dict[str, Any]:
    unit = answer.unit
    return {
        "eId": unit.id,
        "wId": unit.wid,
        "pinpoint": name(unit, answer.place),
        "heading": unit.heading,
        "topics": list(unit.topics),
        "support": unit.support,
        "assumed_from": unit.assumed_from,
        "text": unit.text,
        "nearest": [_near(rank, near, name) for rank, near in enumerate(answer.near, start=1)],
    }


def _near(rank: int, near: Near, name: Pin) -> dict[str, Any]:
    entry, unit = near.clause.entry, near.clause.unit
    return {
        "rank": rank,
        "score": round(near.hit.score, 4),
        "words": round(near.hit.words, 4),
        "order": round(near.hit.order, 4),
        "far": near.far,
        "agreement": _text(entry),
        "eId": unit.id,
        "wId": unit.wid,
        "pinpoint": name(unit, near.clause.place),
        "heading": unit.heading,
        "topics": list(unit.topics),
        "support": unit.support,
        "assumed_from": unit.assumed_from,
        "same_language": near.same_language,
        "assumed": near.assumed,
        "same_words": near.same_words,
        "shared_topics": None if near.topics is None else list(near.topics),
        "text": unit.text,
    }


def _row(rank: int, near: Near, name: Pin) -> tuple[str, ...]:
    entry, unit = near.clause.entry, near.clause.unit
    return (
        str(rank),
        f"{near.hit.score:.4f}",
        f"{near.hit.words:.4f}",
        f"{near.hit.order:.4f}",
        _yes(near.far),
        entry.name,
        entry.sha256,
        unit.id,
        unit.wid or "",
        name(unit, near.clause.place),
        entry.language,
        _yes(near.same_language),
        _yes(entry.restated),
        entry.completeness or "",
        unit.support or "",
        unit.assumed_from or "",
        near.assumed or "",
        _yes(near.same_words),
        " ".join(near.topics or ()),
        unit.text,
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _text(text: Agreement | Entry) -> dict[str, Any]:
    return {
        "slug": text.slug,
        "path": text.path and text.path.encode("utf-8", "backslashreplace").decode(),  # a file's name may be no text
        "title": text.title,
        "sha256": text.sha256,
        "language": text.language,
        "restated": text.completeness is not None,
        "completeness": text.completeness,
    }
