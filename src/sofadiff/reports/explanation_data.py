"""An explanation as data: ``sofadiff.explanation/1`` for JSON, one row per candidate for CSV."""

from __future__ import annotations

from typing import Any

from sofadiff.comparison import cutting, pinning
from sofadiff.comparison.explaining import Candidate, Explained, Explanation, Piece
from sofadiff.reports import cut_short

FORMAT = "sofadiff.explanation/1"
COLUMNS = (
    *("base", "other", "side", "clause", "candidate", "outcome", "score", "words", "order", "wording", "place"),
    *("topics", "least", "instead", "truncated"),
)


def to_json(explained: Explained) -> dict[str, Any]:
    """The explanation in the form of ``schemas/explanation-1.schema.json``."""
    comparison = explained.comparison
    return {
        "format": FORMAT,
        **{
            side: {"slug": text.slug, "path": text.path, "title": text.title, "sha256": text.sha256}
            for side, text in (("base", comparison.base), ("other", comparison.other))
        },
        "pins": pinning.to_json(comparison.pins),
        "truncated": comparison.truncated,
        "cuts": cutting.to_json(comparison.cuts),
        "passes": [
            {
                "name": each.name,
                "group": each.group or None,
                "sure": each.sure,
                "least_wording": each.least,
                "least_score": [_figure(value) for value in threshold] if threshold else None,
            }
            for each, threshold in zip(explained.rounds, explained.thresholds, strict=True)
        ],
        "clauses": [_clause(each) for each in explained.units],
    }


def rows(explained: Explained) -> tuple[tuple[str, ...], ...]:
    """One row per clause and candidate; a clause without any has one row all the same."""
    names = (explained.comparison.base.name, explained.comparison.other.name)
    cut = cut_short.codes(explained.comparison)
    found: list[tuple[str, ...]] = []
    for each in explained.units:
        for candidate in each.candidates or (None,):
            found.append((*names, each.side, each.unit.id, *_row(candidate), cut))
    return tuple(found)


def _row(candidate: Candidate | None) -> tuple[str, ...]:
    if candidate is None:
        return ("",) * (len(COLUMNS) - 5)
    seen = candidate.figures
    figures = (
        candidate.score,
        *((seen.words, seen.order, seen.wording, seen.place, seen.topics) if seen else (None,) * 5),
    )
    return (
        candidate.unit,
        str(candidate.outcome),
        *("" if value is None else f"{value:.4f}" for value in (*figures, candidate.least)),
        " ".join(candidate.instead),
    )


def _clause(each: Explanation) -> dict[str, Any]:
    link = each.link
    return {
        "side": each.side,
        "eId": each.unit.id,
        "wId": each.unit.wid,
        "text": each.unit.text,
        "link": {
            "base": list(link.base),
            "other": list(link.other),
            "rule": link.rule,
            "score": link.score,
            "doubtful": link.doubtful,
        },
        "paired_by": each.rule,
        "doubtful": each.doubtful,
        "candidates": [_candidate(candidate) for candidate in each.candidates],
        "pieces": [_piece(piece) for piece in each.pieces],
        "headings": [
            {"eId": h.unit, "words": _figure(h.words), "under": _figure(h.under), "score": _figure(h.score)}
            for h in each.headings
        ],
        "open_in_other_text": each.open_there,
        "nearest": each.nearest,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    seen = candidate.figures
    return {
        "eId": candidate.unit,
        "outcome": str(candidate.outcome),
        "pass": candidate.round,
        "score": _figure(candidate.score),
        "words": _figure(seen.words) if seen else None,
        "order": _figure(seen.order) if seen else None,
        "wording": _figure(seen.wording) if seen else None,
        "place": _figure(seen.place) if seen else None,
        "topics": _figure(seen.topics) if seen else None,
        "least": _figure(candidate.least),
        "instead": list(candidate.instead),
        "instead_score": _figure(candidate.instead_score),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "piece": piece.part,
        "whole": piece.whole,
        "piece_is_of": "base" if piece.part_is_base else "other",
        "share": _figure(piece.share),
        "least": _figure(piece.least),
        "outcome": str(piece.outcome),
        "pass": piece.round,
    }


def _figure(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
