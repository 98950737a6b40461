"""The report on an import: what was guessed and left out, and every clause beside the source lines it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from sofadiff import messages
from sofadiff.document import Block, Cell, Code, Details, Heading, Inline, Mark, Note, Paragraph, Report, Table, Text
from sofadiff.importing import Imported
from sofadiff.importing.blocks import Change, Remark, letters
from sofadiff.importing.formats import NAMES as FORMATS
from sofadiff.importing.languages import NAMES as LANGUAGES
from sofadiff.importing.report import to_data
from sofadiff.importing.tracing import Traced
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.reports.tables import words

NAME = "import"
_NOTED = "en"
"""Language of the importer's remarks and reasons."""
_BREAK = " ¶ "
"""Between the paragraphs in one cell."""
_FOLDED = 12
"""Rows from which a table of what was left out is folded away."""


def report(imported: Imported, *, lang: str = "en") -> Report:
    """The whole report on one import; `lang` is its own language, not that of the text."""
    m = messages.load(lang)
    title = m.say("import.title", file=PurePath(imported.report.source).name)
    blocks = [*_verdict(m, imported), *_file(m, imported), *_remarks(m, imported), *_languages(m, imported)]
    blocks += [*_changes(m, imported), *_left_out(m, imported), *_clauses(m, imported)]
    return Report(NAME, title, lang, tuple(blocks), to_data(imported.report))


def _verdict(m: Messages, imported: Imported) -> Iterator[Block]:
    report = imported.report
    count = len(report.doubts) + report.language_doubtful
    text = m.counted("import.check", count) if count else m.say("import.sure")
    if m.lang != _NOTED:
        text += f" {m.say('import.remarks-lang')}"
    yield Note("warning" if count else "info", m.say("import.verdict"), (Text(text),))


def _file(m: Messages, imported: Imported) -> Iterator[Block]:
    report = imported.report
    counts = dict(report.counts)
    found = ", ".join(f"{n} {name}" for name, n in counts.items() if n and not name.startswith("words"))
    kind = FORMATS.get(report.format, report.format) + (f", {report.encoding}" if report.encoding else "")
    language = f"{LANGUAGES.get(report.language, report.language)}: {report.language_why}"
    rows: list[tuple[str, Inline]] = [
        ("name", Text(PurePath(report.source).name)),
        ("digest", Code(report.sha256)),
        ("format", Text(kind, _NOTED)),
        ("title", Text(report.title, bcp47(report.language)) if report.title else Text(m.say("import.file.no-title"))),
        ("text-status", Text(m.say(f"compare.text-status.{report.text_status or 'none'}"))),
        ("language", Text(language, _NOTED)),
        ("found", Text(found, _NOTED)),
        ("words", Text(str(counts["words"]))),
        ("gone", Text(str(counts["words left out"]))),
    ]
    if report.markup:
        rows.append(("markup", Text(", ".join(f"{count} {name}" for name, count in report.markup), _NOTED)))
    head = (m.say("import.col.figure"), m.say("import.col.value"))
    body = tuple((words(m.say(f"import.file.{name}"), header=True), words(value)) for name, value in rows)
    yield Heading(2, m.say("import.h.file"), "file")
    yield Table("file", m.say("import.file.caption"), head, body)


def _remarks(m: Messages, imported: Imported) -> Iterator[Block]:
    report = imported.report
    decided = [remark for remark in report.remarks if not remark.doubtful]
    head = (m.say("import.col.place"), m.say("import.col.note"))
    for name, remarks in (("doubts", report.doubts), ("decided", decided)):
        if remarks:
            rows = tuple(
                (words(report.anchor(remark.line), header=True), words(Text(remark.message, _NOTED)))
                for remark in remarks
            )
            yield Heading(2, m.say(f"import.h.{name}"), name)
            yield Table(name, m.say(f"import.{name}.caption"), head, rows)


def _languages(m: Messages, imported: Imported) -> Iterator[Block]:
    report = imported.report
    if len(report.runs) < 2:
        return
    rows = tuple(
        (
            words(_span(m, imported, run.line, run.last_line), header=True),
            words(Text(LANGUAGES.get(run.language, run.language), _NOTED)),
            words(str(run.words)),
            words(f"{run.confidence:.2f}"),
        )
        for run in report.runs
    )
    head = tuple(m.say(f"import.col.{name}") for name in ("place", "language", "count", "confidence"))
    yield Heading(2, m.say("import.h.languages"), "languages")
    yield Table("languages", m.say("import.languages.caption"), head, rows)


def _changes(m: Messages, imported: Imported) -> Iterator[Block]:
    report = imported.report
    if not report.changes:
        return
    lang = bcp47(report.language)
    head = (m.say("import.col.place"), *(m.say(f"import.changes.col.{name}") for name in ("change", "author", "date")))
    rows = tuple(
        (
            words(report.anchor(change.line), header=True),
            words(_change(m, change)),
            words(change.author or m.say("import.changes.unstated")),
            words(change.date or m.say("import.changes.unstated")),
            words(Text(change.words, lang) if change.words else m.say("import.left-out.empty")),
        )
        for change in report.changes
    )
    caption = m.say(f"import.changes.caption.{report.decision or 'pending'}")
    table = Table("changes", caption, (*head, m.say("import.col.words")), rows)
    yield Heading(2, m.say("import.h.changes"), "changes")
    yield Details(m.say("import.changes.shown"), (table,)) if len(rows) > _FOLDED else table


def _change(m: Messages, change: Change) -> str:
    kind = "-".join(change.kind.split()) + (f".{change.move}" if change.move else "")
    of = m.say(f"import.changes.of.{'-'.join(change.of.split())}")
    return m.say("import.changes.what", kind=m.say(f"import.changes.kind.{kind}"), of=of)


def _left_out(m: Messages, imported: Imported) -> Iterator[Block]:
    report = imported.report
    if not report.left_out:
        return
    head = tuple(m.say(f"import.col.{name}") for name in ("place", "words", "reason"))
    rows = tuple(
        (
            words(report.anchor(entry.line), header=True),
            words(entry.text or m.say("import.left-out.empty")),
            words(Text(entry.reason, _NOTED)),
        )
        for entry in report.left_out
    )
    table = Table("left-out", m.say("import.left-out.caption"), head, rows)
    yield Heading(2, m.say("import.h.left-out"), "left-out")
    yield Details(m.say("import.left-out.shown"), (table,)) if len(rows) > _FOLDED else table


# -- clauses beside the source --------------------------------------------------------------------------------


def _clauses(m: Messages, imported: Imported) -> Iterator[Block]:
    yield Heading(2, m.say("import.h.clauses"), "clauses")
    yield Paragraph((Text(m.say("import.clauses.lead")),))
    head = tuple(m.say(f"import.col.{name}") for name in ("clause", "text", "place", "source"))
    remarks: dict[int, list[Remark]] = {}
    for remark in imported.report.doubts:
        remarks.setdefault(remark.line, []).append(remark)
    source = imported.reading.source
    gone = frozenset(
        entry.line for entry in imported.report.left_out if letters(entry.text) == letters(source[entry.line - 1])
    )
    tops = _tops(imported)
    for number, (name, group) in enumerate(groupby(zip(tops, imported.traced, strict=True), lambda pair: pair[0]), 1):
        traced = [piece for _, piece in group]
        caption = m.say("import.clauses.caption", place=imported.report.anchor(traced[0].first))
        rows = tuple(_row(m, imported, piece, remarks, gone) for piece in traced)
        yield Heading(3, m.say(f"import.group.{name[1:]}") if name.startswith("#") else name, f"group-{number}")
        yield Table(f"clauses-{number}", caption, head, rows)


def _tops(imported: Imported) -> list[str]:
    """For each traced piece the name of its group: a top-level node's label and heading, or `#` and a message key."""
    names = {"title": "#opening", "preamble": "#opening", "conclusions": "#conclusions"}
    labels = {node.num or "": f"{node.num} {node.heading or ''}".strip() for node in reversed(imported.outline.nodes)}
    found = []
    for piece in imported.traced:
        top = next((label for label in labels if label and (piece.label + " ").startswith(f"{label} ")), None)
        found.append(names.get(piece.part) or (labels[top].split("\n")[0] if top else "#rest"))
    return found


def _row(m: Messages, imported: Imported, piece: Traced, remarks: dict[int, list[Remark]],
         gone: frozenset[int]) -> tuple[Cell, ...]:  # fmt: skip
    lang = bcp47(imported.report.language)
    if piece.part == "clause":
        label = piece.label or m.say("import.part.unnumbered")
    else:
        name = "recital" if piece.part == "preamble" and piece.label else piece.part
        label = m.say(f"import.part.{name}", label=piece.label)
    noted = [remark for line in range(piece.first, piece.last + 1) for remark in remarks.pop(line, [])]
    marks = [
        part
        for remark in noted
        for part in (Text(" "), Mark("doubtful", m.say("import.doubtful")), Text(f" {remark.message}", _NOTED))
    ]
    lines = range(piece.first, piece.last + 1)
    source = _BREAK.join(
        text for line in lines if line not in gone and (text := imported.reading.source[line - 1].strip())
    )
    place = _span(m, imported, piece.first, piece.last)
    return (
        words(label, header=True),
        words(Text(piece.text.replace("\n", _BREAK), lang), *marks, state="doubtful" if noted else None),
        words(place),
        words(Text(source, lang)),
    )


def _span(m: Messages, imported: Imported, first: int, last: int) -> str:
    ends: Sequence[str] = [imported.report.anchor(line) for line in (first, last)]
    return ends[0] if ends[0] == ends[1] else m.say("import.span", first=ends[0], last=ends[1])
