"""What an import did: guessed, joined, left out, how sure. As values, as text for people, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from sofadiff.importing.blocks import Change, LeftOut, Remark
from sofadiff.importing.languages import NAMES, Run

FORMAT = "sofadiff.import/1"
_CHANGES = 20
"""Tracked changes that the text lists."""


class ImportReport(Struct, frozen=True):
    """Everything a person must know to trust, or mistrust, an imported text."""

    source: str
    """Path as the user named it."""
    sha256: str
    """Of the file's bytes."""
    format: str
    """A key of :data:`formats.NAMES`."""
    encoding: str
    """Of a text file; empty for others."""
    title: str
    text_status: str
    """A value of :class:`sofadiff.states.TextStatus`; empty where nobody said it."""
    language: str
    language_why: str
    language_doubtful: bool
    runs: tuple[Run, ...]
    """Which lines are in which language."""
    counts: tuple[tuple[str, int], ...]
    """Elements of the outline by name, recitals, units of text, words kept, words left out."""
    remarks: tuple[Remark, ...]
    """What was guessed, in source order."""
    joined: int
    left_out: tuple[LeftOut, ...]
    """Every piece of text that is in no clause, in source order."""
    markup: tuple[tuple[str, int], ...]
    anchors: tuple[str, ...] = ()
    """Where a person finds each source line; empty if source lines are the file's lines."""
    changes: tuple[Change, ...] = ()
    """Tracked changes of a Word file."""
    decision: str = ""
    """What was done with those of words: `accept` or `reject`."""

    def anchor(self, line: int) -> str:
        """Where a person finds a source line (1-based; 0 is the whole file)."""
        if line == 0:
            return "the file"
        return self.anchors[line - 1] if line <= len(self.anchors) else f"line {line}"

    @property
    def doubts(self) -> tuple[Remark, ...]:
        """The remarks that somebody should check."""
        return tuple(remark for remark in self.remarks if remark.doubtful)

    @property
    def sure(self) -> str:
        """`sure` if nothing was doubtful, else `check`."""
        return "check" if self.doubts or self.language_doubtful else "sure"


def to_data(report: ImportReport) -> dict[str, object]:
    """The report as a JSON object (``sofadiff.import/1``)."""
    return {
        "format": FORMAT,
        "source": PurePath(report.source).name,
        "sha256": report.sha256,
        "source_format": report.format,
        "encoding": report.encoding,
        "title": report.title,
        "text_status": report.text_status or None,
        "language": report.language,
        "language_why": report.language_why,
        "sure": report.sure,
        "counts": dict(report.counts),
        "languages": [_run(report, run) for run in report.runs],
        "guessed": [_remark(report, remark) for remark in report.remarks],
        "joined_lines": report.joined,
        "left_out": [{"anchor": report.anchor(entry.line), **asdict(entry)} for entry in report.left_out],
        "revisions": report.decision or None,
        "tracked_changes": [_change(report, change) for change in report.changes],
        "markup_removed": dict(report.markup),
    }


def _remark(report: ImportReport, remark: Remark) -> dict[str, object]:
    return {
        "anchor": report.anchor(remark.line), "line": remark.line, "message": remark.message,
        "doubtful": remark.doubtful,
    }  # fmt: skip


def _change(report: ImportReport, change: Change) -> dict[str, object]:
    return {
        "anchor": report.anchor(change.line), "line": change.line, "kind": change.kind, "of": change.of,
        "move": change.move or None, "author": change.author or None, "date": change.date or None,
        "words": change.words,
    }  # fmt: skip


def to_json(report: ImportReport, run: Mapping[str, Any] | None = None) -> str:
    """The report as JSON with its manifest, if it has one, two-space indented, with a final line feed."""
    return json.dumps(to_data(report) | ({"run": dict(run)} if run else {}), ensure_ascii=False, indent=2) + "\n"


def _run(report: ImportReport, run: Run) -> dict[str, object]:
    return {
        "language": run.language,
        "anchor": report.anchor(run.line),
        "last_anchor": report.anchor(run.last_line),
        "line": run.line,
        "last_line": run.last_line,
        "words": run.words,
        "confidence": run.confidence,
    }


def to_text(report: ImportReport) -> str:
    """The report for a person, 100 columns wide at most where the source allows it."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: ImportReport) -> Iterator[str]:
    counts = dict(report.counts)
    yield f"Imported {PurePath(report.source).name}"
    yield f"  title      {report.title or '(none found)'}"
    yield f"  language   {NAMES.get(report.language, report.language)}: {report.language_why}"
    status = report.text_status or "not stated; --text-status says what kind of text this file is"
    yield f"  text       {status}"
    encoding = f", {report.encoding}" if report.encoding else ""
    yield f"  file       {report.format}{encoding}, SHA-256 {report.sha256}"
    yield f"  found      {_found(counts)}"
    yield f"  words      {counts['words']} kept, {counts['words left out']} left out, none lost"
    if report.markup:
        yield f"  mark-up    {', '.join(f'{count} {name}' for name, count in report.markup)} taken off"
    if len(report.runs) > 1:
        yield ""
        yield "Languages by place:" if report.anchors else "Languages by line:"
        for run in report.runs:
            name = NAMES.get(run.language, run.language)
            yield f"  {_span(report, run)} {name}, {run.words} words, confidence {run.confidence:.2f}"
    sections: tuple[tuple[str, Sequence[Remark]], ...] = (
        ("Please check (doubtful):", report.doubts),
        ("Decided by a rule:", [remark for remark in report.remarks if not remark.doubtful]),
    )
    for title, remarks in sections:
        if remarks:
            yield ""
            yield title
            yield from (f"  {report.anchor(remark.line)}: {remark.message}" for remark in remarks)
    yield from _changes(report)
    yield from _left_out(report)
    yield ""
    yield _verdict(report)


def _found(counts: dict[str, int]) -> str:
    shown = [f"{count} {name}" for name, count in counts.items() if not name.startswith("words") and count]
    return ", ".join(shown)


def _span(report: ImportReport, run: Run) -> str:
    if report.anchors:
        return f"{report.anchor(run.line)} to {report.anchor(run.last_line)}:"
    return f"{run.line:>5}-{run.last_line:<5}"


def _changes(report: ImportReport) -> Iterator[str]:
    """The tracked changes, those of one kind, place, author and date on one line."""
    if not report.changes:
        return
    done = {"accept": "accepted", "reject": "rejected"}.get(report.decision, "of format only, pending")
    yield ""
    yield f"Tracked changes ({done}):"
    lines: dict[str, list[Change]] = {}
    for change in report.changes:
        by = ", ".join(part for part in (change.author, change.date) if part)
        what = f"{change.kind}{f' ({change.move} here)' if change.move else ''}{f' by {by}' if by else ''}"
        lines.setdefault(f"  {report.anchor(change.line)}: {what}", []).append(change)
    for start, changes in list(lines.items())[:_CHANGES]:
        words_first = sorted(changes, key=lambda change: not change.words)
        yield f"{start}: {_short(' | '.join(map(_changed, words_first)))}"
    if more := sum(map(len, list(lines.values())[_CHANGES:])):
        yield f"  {more:,} more in the JSON report"


def _changed(change: Change) -> str:
    of = "" if change.of == "words" and change.words else f"({change.of})"
    return f"{of} {change.words}".strip()


def _left_out(report: ImportReport) -> Iterator[str]:
    if not report.left_out:
        return
    yield ""
    yield "Left out (in full in the JSON report):"
    for reason in dict.fromkeys(entry.reason for entry in report.left_out):
        found = [entry for entry in report.left_out if entry.reason == reason]
        yield f"  {reason}: {len(found)}, {_ranges(report, [entry.line for entry in found])}"
        if len(found) <= 3:
            yield from (f"      {report.anchor(entry.line)}: {_short(entry.text)}" for entry in found if entry.text)


def _ranges(report: ImportReport, lines: Sequence[int]) -> str:
    """Places, consecutive ones (blank lines between allowed) as ranges."""
    parts: list[list[int]] = []
    for line in sorted(set(lines)):
        if parts and line - parts[-1][1] <= 2:
            parts[-1][1] = line
        else:
            parts.append([line, line])
    if report.anchors:
        ends = [tuple(dict.fromkeys(report.anchor(line) for line in part)) for part in parts]
        shown, joint = list(dict.fromkeys(" to ".join(end) for end in ends)), "; "
    else:
        shown, joint = [str(a) if a == b else f"{a}-{b}" for a, b in parts], ", "
    rest = f" and {len(shown) - 12} more" if len(shown) > 12 else ""
    return ("" if report.anchors else "lines ") + joint.join(shown[:12]) + rest


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."


def _verdict(report: ImportReport) -> str:
    if report.sure == "sure":
        return "Every word of the source is in exactly one clause or on the left-out list; nothing was doubtful."
    doubts = len(report.doubts) + report.language_doubtful
    places = "1 place" if doubts == 1 else f"{doubts} places"
    return f"Every word of the source is in exactly one clause or on the left-out list; {places} to check."
