"""Inline text and figures as plain words, alike in every format that prints pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from sofadiff.document import BarChart, Cite, Code, Inline, Ladder, Link, Mark, Strong, Text, Url


def plain(items: Iterable[Inline]) -> str:
    """The words alone, without marks, emphasis and what links lead to."""
    return "".join(_said(item) for item in items)


def _said(item: Inline) -> str:
    match item:
        case Text(text) | Strong(text) | Code(text):
            return text
        case Mark(_, label) | Cite(label) | Link(label):
            return label
        case Url(url):
            return url
    assert_never(item)


def bars(chart: BarChart, colon: str) -> list[str]:
    """One line for each bar, with the figures of its parts; `colon` is that of the report's language."""
    names = dict(chart.legend)
    return [
        f"{bar.label}{colon}" + ", ".join(f"{names.get(kind, kind)} {count}" for kind, count in bar.parts)
        for bar in chart.bars
    ]


def rungs(ladder: Ladder, colon: str) -> list[str]:
    """One line for each rung, the highest first, with who stands on it; then those without a rank and why."""
    ranked = [
        f"{rank} · {ladder.rungs[rank]}{colon}" + (", ".join(name for name, at, _ in ladder.marks if at == rank) or "–")
        for rank in reversed(range(len(ladder.rungs)))
    ]
    return [*ranked, *(f"{state}{colon}{name}" for name, at, state in ladder.marks if at is None)]
