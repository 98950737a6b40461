"""Comparison reports as data: ``sofadiff.report/1`` for JSON and one row per passage for CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sofadiff.comparison import Link, Op, Verdict
from sofadiff.comparison.compare import to_json
from sofadiff.comparison.known import known_words
from sofadiff.comparison.marked import marked
from sofadiff.findings.roles import role_of
from sofadiff.model import Agreement, Support, UnitPart
from sofadiff.reports import authentic, cut_short, pinned
from sofadiff.reports.identity import text_data
from sofadiff.reports.passages import View, weakest, worded
from sofadiff.reports.telling import fate

COLUMNS = (
    "base",
    "other",
    "base_clauses",
    "other_clauses",
    "base_labels",
    "other_labels",
    "kind",
    "moved",
    "renumbered",
    "rule",
    "score",
    "doubtful",
    "verdict",
    "verdict_rule",
    "classes",
    "fate",
    "changes",
    "persons",
    "base_support",
    "other_support",
    "base_text",
    "other_text",
    "decided",
    "decisions_not_applied",
    "truncated",
)
"""Columns of the CSV: ids and codes, not labels, except where the column says so."""


ATTACHED = (
    "authentic",
    "restated_verdict",
    "restated_classes",
    "base_authentic",
    "other_authentic",
    "base_confirmed",
    "other_confirmed",
)
"""Further columns where a text has attached words: their language where the row tells them, the verdict and classes of
the restatements, the attached words of both sides and who confirmed."""


def columns(views: Sequence[View]) -> tuple[str, ...]:
    """The columns of the CSV on these comparisons."""
    return COLUMNS + (ATTACHED if _attached(views) else ())


def _attached(views: Sequence[View]) -> bool:
    return any(side.authentic for view in views for side in (view.comparison.base, view.comparison.other))


def rows(views: Sequence[View], links: Sequence[Sequence[Link]]) -> tuple[tuple[str, ...], ...]:
    """One row per passage, in the order given; `links` has the passages to print for each view."""
    more = _attached(views)
    return tuple(
        _row(view, link) + (_attached_row(view, link) if more else ())
        for view, chosen in zip(views, links, strict=True)
        for link in chosen
    )


def report_data(
    name: str,
    agreement: Agreement,
    against: Sequence[Agreement],
    views: Sequence[View],
    *,
    lang: str,
    only: frozenset[Support] | None,
) -> dict[str, Any]:
    """The report as its published schema has it, each comparison embedded in its own format."""
    return {
        "format": "sofadiff.report/1",
        "report": name,
        "lang": lang,
        "agreement": text_data(agreement),
        "against": [text_data(text) | {"role": role_of(agreement, text)} for text in against],
        "options": {"only": None if only is None else [str(support) for support in Support if support in only]},
        "filtered_out": [
            {
                "agreement": gone.agreement.name,
                "against": view.comparison.base.name,
                "unit": gone.unit.id,
                "eId": gone.unit.eid,
                "wId": gone.unit.wid,
                "support": gone.unit.support,
                "reason": gone.reason,
            }
            for view in views
            for gone in view.filtered.left_out
        ],
        "support_counts": {text.name: _support_counts(text) for text in (agreement, *against)},
        "findings": [],
        "gaps": [],
        "matrices": [],
        "left_open": {"not_known": _not_known((agreement, *against)), "not_coded": [], "unclear": []},
        "comparisons": [to_json(view.filtered.trimmed()) for view in views],
    }


def _not_known(agreements: Sequence[Agreement]) -> list[dict[str, Any]]:
    """Topics on which a text was not available: what is missing there may not be missing."""
    return [
        {"agreement": text.name, "variable": None, "person": None, "proceeding": None}
        | {"topic": item.topic, "searched": item.searched}
        for text in agreements
        for item in text.not_known
    ]


def _support_counts(agreement: Agreement) -> dict[str, int]:
    counts = Counter(unit.support for unit in agreement.units if unit.part is not UnitPart.HEADING)
    return {support.value: counts[support] for support in Support} | {"none": counts[None]}


def _row(view: View, link: Link) -> tuple[str, ...]:
    comparison = view.comparison
    base, other = view.base(link), view.other(link)
    return (
        comparison.base.name,
        comparison.other.name,
        " ".join(link.base),
        " ".join(link.other),
        view.pins(comparison.base, base) if base else "",
        view.pins(comparison.other, other) if other else "",
        link.kind.value,
        _flag(link.moved),
        _flag(link.renumbered),
        link.rule or "",
        "" if link.score is None else f"{link.score:.4f}",
        _flag(link.doubtful),
        link.verdict.value,
        link.verdict_rule,
        " ".join(link.classes),
        fate(view, link).value,
        _changes(view, link),
        _persons(view, link),
        str(weakest(base) or ""),
        str(weakest(other) or ""),
        "\n".join(unit.text for unit in base),
        "\n".join(unit.text for unit in other),
        pinned.codes(comparison, link),
        pinned.not_applied([comparison]),
        cut_short.codes(comparison),
    )


def _attached_row(view: View, link: Link) -> tuple[str, ...]:
    base, other = view.comparison.base, view.comparison.other
    return (
        link.authentic or "",
        link.restated.verdict.value if link.restated else "",
        " ".join(link.restated.classes) if link.restated else "",
        authentic.codes(base, link.base),
        authentic.codes(other, link.other),
        authentic.confirmed_codes(base, link.base),
        authentic.confirmed_codes(other, link.other),
    )


def _changes(view: View, link: Link) -> str:
    """The words that differ, in order: `[-gone-]`, `{+new+}`, `[?not in what is known?]`, `[old -> new]` for terms."""
    if link.verdict is Verdict.ASSUMED or not (link.base and link.other) or not worded(view, link):
        return ""
    known = known_words(view.comparison, link)
    return " ".join(
        marked(edit, base_whole=known.base, other_whole=known.other).strip()
        for edit in link.edits
        if edit.op is not Op.SAME
    )


def _persons(view: View, link: Link) -> str:
    """The changes of person that touch the passage: role, who held it, who holds it."""
    comparison = view.comparison
    return "; ".join(
        f"{change.role}: {change.base} ({change.base_holder}) -> {change.other} ({change.other_holder})"
        for change in comparison.persons
        if any(comparison.links[place] is link for place in change.links)
    )


def _flag(value: bool) -> str:
    return "yes" if value else "no"
