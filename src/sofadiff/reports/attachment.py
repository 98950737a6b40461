"""The report on what is attached to one record: what matched, what differs, what is missing on either side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sofadiff import codebook, messages, pinpoint
from sofadiff.authentic import AuthenticClause, AuthenticText
from sofadiff.comparison.authentic import texts_json, unit_json
from sofadiff.document import (
    Block,
    Bullets,
    Details,
    Heading,
    Inline,
    Mark,
    Note,
    Paragraph,
    Report,
    SideBySide,
    Strong,
    Text,
)
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Unit, UnitPart
from sofadiff.reports import authentic

NAME = "attached"
FORMAT = "sofadiff.attached/1"
COLUMNS = (
    *("agreement", "clause", "label", "language", "file", "state", "rule", "fingerprint", "doubtful", "place"),
    *("record_support", "confirmed", "restated", "authentic"),
)
"""Columns of the CSV: one row for each clause of the record, then for each clause that only the file has."""
_FIRST_WORDS = 12


def report(record: Agreement, *, lang: str = "en", short: bool = False) -> Report:
    """What is attached to the record, text by text. `short` is for a terminal: not every clause with its words."""
    words = messages.load(lang)
    labels = _labels(record, words)
    blocks: list[Block] = [*authentic.unused([record], words)]
    if record.authentic:
        blocks += [Paragraph((Text(words.say("attached.lead")),))]
        texts = [(record, text) for text in record.authentic]
        blocks += [authentic.table(texts, words), authentic.digests(texts, words)]
    elif not record.unused:
        blocks.append(Paragraph((Text(words.say("attached.nothing", agreement=record.short)),)))
    for text in record.authentic:
        blocks += _text(record, text, words, labels, short=short)
    return Report(
        name=NAME,
        title=words.say("attached.report", agreement=record.short),
        lang=lang,
        blocks=tuple(blocks),
        data=to_data(record),
        columns=COLUMNS,
        rows=tuple(_rows(record, labels)),
    )


def _labels(record: Agreement, words: Messages) -> dict[str, str]:

    def topic(name: str) -> str:
        return codebook.topic_label(name, words.lang)

    return {unit.id: pinpoint.label(record, unit, words, topic, short=True) for unit in record.units}


def _text(
    record: Agreement, text: AuthenticText, words: Messages, labels: dict[str, str], *, short: bool
) -> Iterator[Block]:
    language = authentic.language_name(text.language, words)
    yield Heading(2, words.say("attached.h.text", language=language, file=text.file), f"text-{text.language}")
    yield _verdict(record, text, words)
    if text.translation:
        yield Paragraph((Text(words.say("attached.translation", file=text.file, agreement=record.short)),))
    for key, clauses in (
        ("other", [c for c in text.clauses if c.fingerprint == "other"]),
        ("doubtful", [c for c in text.clauses if c.doubtful and c.fingerprint != "other"]),
    ):
        if clauses:
            yield Heading(3, f"{words.say(f'attached.h.{key}')} ({len(clauses)})", f"{key}-{text.language}")
            yield Paragraph((Text(words.say(f"attached.{key}.why")),))
            if short:
                yield Bullets(tuple(_line(c, words, labels) for c in clauses))
            else:
                yield from (_pair(record, text, clause, words, labels) for clause in clauses)
    yield from _missing(record, text, words, labels)
    yield from _unlinked(text, words)
    yield from _confirmed(text, words, labels)
    if not short:
        pairs = tuple(_pair(record, text, clause, words, labels) for clause in text.clauses)
        yield Details(words.counted("attached.all", len(pairs)), pairs)


def _verdict(record: Agreement, text: AuthenticText, words: Messages) -> Note:
    """The whole in two sentences: how many clauses have words, and what the fingerprints say."""
    counted = authentic.figures(record, text)
    found, _, total = counted["clauses"].partition("/")
    said = [words.say("attached.verdict", found=found, total=total, agreement=record.short)]
    same, other, none = (int(counted[name]) for name in ("same", "other", "none"))
    if same + other == 0:
        said.append(words.say("attached.verdict.no-fingerprints"))
    elif other == 0 and none == 0:
        said.append(words.say("attached.verdict.same"))
    else:
        said.append(words.say("attached.verdict.mixed", same=same, other=other, none=none))
    sure = found == total and other == 0 and counted["doubtful"] == "0"
    return Note("info" if sure else "warning", words.say("attached.verdict.title"), (Text(" ".join(said)),))


def _line(clause: AuthenticClause, words: Messages, labels: dict[str, str]) -> tuple[Inline, ...]:
    out: list[Inline] = [Strong(labels[clause.unit]), Text(f", {clause.place}" if clause.place else "")]
    for mark in authentic.clause_marks(clause, words):
        out += [Text(" "), mark]
    return tuple(out)


def _pair(
    record: Agreement, text: AuthenticText, clause: AuthenticClause, words: Messages, labels: dict[str, str]
) -> Block:
    """The restatement and the attached words of one clause."""
    unit = record.unit(clause.unit)
    assert unit is not None  # joined by it
    marks = "; ".join(mark.label for mark in authentic.clause_marks(clause, words))
    place = f", {clause.place}" if clause.place else ""
    return SideBySide(
        left_label=words.say("attached.left", clause=labels[unit.id]),
        left=unit.text,
        left_lang=bcp47(record.language),
        right_label=f"{authentic.words_name(text, words)}{place} ({marks})",
        right=clause.text,
        right_lang=bcp47(text.language),
    )


def missing(record: Agreement, text: AuthenticText) -> list[Unit]:
    """Clauses of the record of which the file has no words, headings left out."""
    return [unit for unit in record.units if unit.part is not UnitPart.HEADING and unit.id not in text.by_unit]


def _missing(record: Agreement, text: AuthenticText, words: Messages, labels: dict[str, str]) -> Iterator[Block]:
    units = missing(record, text)
    if units:
        yield Heading(3, f"{words.say('attached.h.missing')} ({len(units)})", f"missing-{text.language}")
        yield Bullets(tuple((Text(labels[unit.id]),) for unit in units))


def _unlinked(text: AuthenticText, words: Messages) -> Iterator[Block]:
    for key, chosen in (
        ("extra", [each for each in text.unlinked if not each.outside]),
        ("outside", [each for each in text.unlinked if each.outside]),
    ):
        if chosen:
            yield Heading(3, f"{words.say(f'attached.h.{key}')} ({len(chosen)})", f"{key}-{text.language}")
            items = tuple(
                (
                    Strong(each.number or words.say(f"attached.part.{each.part}")),
                    Text(f", {each.place}: " if each.place else ": "),
                    Text(_first_words(each.text), bcp47(text.language)),
                )
                for each in chosen
            )
            yield Bullets(items) if len(items) <= 30 else Details(words.say("attached.list"), (Bullets(items),))


def _first_words(text: str) -> str:
    found = text.split()
    return " ".join(found[:_FIRST_WORDS]) + (" …" if len(found) > _FIRST_WORDS else "")


def _confirmed(text: AuthenticText, words: Messages, labels: dict[str, str]) -> Iterator[Block]:
    clauses = [clause for clause in text.clauses if clause.confirmed]
    if clauses:
        yield Heading(3, f"{words.say('attached.h.confirmed')} ({len(clauses)})", f"confirmed-{text.language}")
        yield Paragraph((Text(words.say("attached.confirmed.why")),))
        yield Bullets(
            tuple(
                (
                    Strong(labels[clause.unit]),
                    *(
                        part
                        for each in clause.confirmed
                        for part in (
                            Text(" "),
                            Mark("confirmed", words.say("attached.mark.confirmed", by=each.by, date=each.date)),
                        )
                    ),
                )
                for clause in clauses
            )
        )
    if text.lapsed:
        names = ", ".join(labels[name] for name in text.lapsed)
        yield Note("warning", words.say("attached.lapsed.title"), (Text(names),))


def to_data(record: Agreement) -> dict[str, Any]:
    """The report as plain values, in the form of ``schemas/attached-1.schema.json``."""
    texts = texts_json(record)
    return {
        "format": FORMAT,
        "slug": record.slug,
        "sha256": record.sha256,
        "texts": [
            summary
            | {
                "missing": [unit.id for unit in missing(record, text)],
                "extra": [
                    {
                        "eId": each.unit,
                        "number": each.number,
                        "part": each.part,
                        "place": each.place,
                        "outside": each.outside,
                        "text": each.text,
                    }
                    for each in text.unlinked
                ],
            }
            for summary, text in zip(texts.get("authentic", ()), record.authentic, strict=True)
        ],
        "clauses": [
            {
                "eId": unit.id,
                "wId": unit.wid,
                "num": unit.num,
                "support": unit.support.value if unit.support else None,
                "text": unit.text,
                "authentic": unit_json(record, unit).get("authentic", []),
            }
            for unit in record.units
        ],
        "unused": texts.get("unused", []),
    }


def _rows(record: Agreement, labels: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for text in record.authentic:
        for unit in record.units:
            clause = text.by_unit.get(unit.id)
            if clause is None and unit.part is UnitPart.HEADING:
                continue
            head = (record.name, unit.id, labels[unit.id], text.language, text.file)
            support = unit.support.value if unit.support else ""
            if clause is None:
                yield (*head, "missing", *("",) * 4, support, "", unit.text, "")
                continue
            state = (clause.rule, clause.fingerprint, "yes" if clause.doubtful else "no", clause.place)
            people = "; ".join(f"{each.by}, {each.date}" for each in clause.confirmed)
            yield (*head, "linked", *state, support, people, unit.text, clause.text)
        for each in text.unlinked:
            kind = "outside" if each.outside else "extra"
            yield (record.name, each.unit, each.number, text.language, text.file, kind, "", "", "", each.place,
                   "", "", "", each.text)  # fmt: skip
