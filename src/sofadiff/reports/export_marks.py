"""What each finding and passage of a report's JSON rests on: whether it clears the export rule and, if not, why.

JSON is the whole of a report and leaves nothing out, so that every entry must say for itself what a table would hold
back. Works on the finished data, whatever report they are of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sofadiff.findings.gaps import FORUM_VARIABLES, FORUMLESS
from sofadiff.reports.exporting import BELOW, NOT_REVIEWED, NOT_VERIFIED, marks_of

HEAD, CLEARS, MARKS = "export_rule", "clears_rule", "marks"
RULE = "codebook 6.4"
Entry = dict[str, Any]


def marked(data: Mapping[str, Any]) -> Entry:
    """The data with `clears_rule` and `marks` in each entry that a table may hold back, and how many those are on top.

    `clears_rule` is null where an entry claims nothing: a question that nobody coded, a text without supports.
    """
    kind = str(data.get("format", "")).partition("/")[0].removeprefix("sofadiff.")
    mark = _KINDS.get(kind)
    if mark is None:
        return dict(data)
    out = mark(data)
    return out | {HEAD: _counted(out)}


def _report(data: Mapping[str, Any]) -> Entry:
    findings = [_finding(each) for each in data["findings"]]
    out = {**data, "findings": findings, "gaps": [_gap(gap, findings) for gap in data["gaps"]]}
    return out | ({"comparisons": [marked(each) for each in data["comparisons"]]} if "comparisons" in data else {})


def _finding(finding: Mapping[str, Any]) -> Entry:
    comparators = [_entry(each) for each in finding["comparators"]]
    return {**_entry(finding), "comparators": comparators}


def _entry(entry: Mapping[str, Any]) -> Entry:
    return _with(entry, (entry["support"],), (entry["status"],))


def _with(entry: Mapping[str, Any], supports: Iterable[str | None], statuses: Iterable[str | None]) -> Entry:
    told, coded = {each for each in supports if each}, {each for each in statuses if each}
    if not told and not coded:
        return {**entry, CLEARS: None, MARKS: []}
    marks = marks_of(told, coded)
    return {**entry, CLEARS: not {NOT_VERIFIED, BELOW} & set(marks), MARKS: marks}


def _gap(gap: Mapping[str, Any], findings: Sequence[Entry]) -> Entry:
    """A gap rests on the findings on its question; that no forum is left, on every finding that closes one."""
    supports, statuses = [], []
    chain = set(zip(gap["chain_agreements"], gap["chain"], strict=False))
    for finding in findings:
        if finding["person"] not in (gap["person"], None):
            continue
        for reading in (finding, *finding["comparators"]):
            here = reading is finding or reading["agreement"] == gap["against"]
            closes = gap["flag"] == FORUMLESS and finding["code"] in FORUM_VARIABLES
            closes = closes and bool(chain & {(reading["agreement"], each["eId"]) for each in reading["pinpoint"]})
            if closes or (finding["variable"] == gap["variable"] and here):
                supports.append(reading["support"])
                statuses.append(reading["status"])
    return _with(gap, supports, statuses)


def _comparison(data: Mapping[str, Any]) -> Entry:
    supports = {(unit["side"], unit["eId"]): unit["support"] for unit in data["units"]}
    return {**data, "links": [_link(link, supports) for link in data["links"]]}


def _link(link: Mapping[str, Any], supports: Mapping[tuple[str, str], str | None]) -> Entry:
    return _with(link, [supports.get((side, unit)) for side in ("base", "other") for unit in link[side]], ())


def _dossier(data: Mapping[str, Any]) -> Entry:
    return {
        **data,
        "deadlines": [_entry(each) for each in data["deadlines"]],
        "precedents": [{**each, "best": _entry(each["best"])} for each in data["precedents"]],
        "report": marked(data["report"]),
    }


def _timeline(data: Mapping[str, Any]) -> Entry:
    series = [{**each, "points": [_entry(point) for point in each["points"]]} for each in data["series"]]
    return {**data, "series": series}


def _synopsis(data: Mapping[str, Any]) -> Entry:
    return {**data, "comparisons": [marked(each) for each in data["comparisons"]]}


_KINDS = {
    "report": _report,
    "comparison": _comparison,
    "dossier": _dossier,
    "timeline": _timeline,
    "synopsis": _synopsis,
}


def _counted(data: Entry) -> Entry:
    """How many entries claim anything, how many of them are below the rule, and why."""
    entries = [each for each in _entries(data) if each[CLEARS] is not None]
    by_mark = {mark: sum(mark in each[MARKS] for each in entries) for mark in (NOT_VERIFIED, BELOW, NOT_REVIEWED)}
    return {
        "rule": RULE,
        "entries": len(entries),
        "below": sum(not each[CLEARS] for each in entries),
        **{mark.replace("-", "_"): count for mark, count in by_mark.items()},
    }


def _entries(value: object) -> Iterator[Entry]:
    if isinstance(value, dict):
        if CLEARS in value:
            yield value
        for each in value.values():
            yield from _entries(each)
    elif isinstance(value, list):
        for each in value:
            yield from _entries(each)
