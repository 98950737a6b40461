"""What readings rest on, as one table per finding: clause and words, support and basis, confidence and coding."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff.codebook import Variable
from sofadiff.document import Block, Cell, Inline, Strong, Table, Text
from sofadiff.findings.readings import LEFT_OUT, Reading
from sofadiff.languages import bcp47
from sofadiff.model import Basis, Finding, Support
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import words


def evidence_table(w: Wording, variable: Variable, readings: Sequence[Reading]) -> list[Block]:
    """One row per text, value and evidence, whatever the number of categories; nothing where there is no evidence."""
    alike: dict[tuple[object, ...], Reading] = {}
    for reading in readings:
        if _has(reading) and reading.finding is not None:
            words_ = (reading.finding.evidence, reading.finding.authentic)
            alike.setdefault((reading.agreement.name, reading.state, reading.value, words_), reading)
    if not alike:
        return []
    say = w.messages.say
    head = tuple(say(key) for key in ("col.agreement", "col.read", "col.basis", "col.coded"))
    rows = tuple(_row(w, reading) for reading in alike.values())
    return [Table(f"evidence-{variable.code.lower()}", say("evidence.caption", code=variable.code), head, rows)]


def _has(reading: Reading) -> bool:
    finding = reading.finding
    gone = reading.state in (LEFT_OUT, "na") or reading.derived
    return finding is not None and not gone and bool(finding.evidence or finding.authentic)


def _row(w: Wording, reading: Reading) -> tuple[Cell, ...]:
    finding = reading.finding
    assert finding is not None  # _has
    mark = w.support(reading.support)
    marked: tuple[Inline, ...] = (mark, Text(", ")) if mark else ()
    basis = words(*marked, *_basis(w, reading, finding))
    status = w.status(finding.status.value, finding.coder_kind)
    reason = (Text(". "), Text(finding.rationale, _other(w, "eng"))) if finding.rationale else ()
    coded = words(f"{w.confidence(reading.confidence)}; {status}", *reason)
    name = words(Strong(w.name(reading.agreement)), Text(w.messages.say("list.colon") + w.value(reading)), header=True)
    return (name, words(*_words(w, reading, finding)), basis, coded)


def _words(w: Wording, reading: Reading, finding: Finding) -> list[Inline]:
    """Each deciding clause with the words that decide: ours as restated, the text's own in quotation marks."""
    out: list[Inline] = []
    last = None
    for item in finding.evidence:
        unit = reading.agreement.unit(item.ref)
        if unit is None:
            continue
        said = Text(item.text, _other(w, reading.agreement.language))
        if unit.id == last:
            out += [Text(" … "), said]
        else:
            out += [Text(w.messages.say("list.semi"))] if out else []
            restated = Text(w.messages.say("list.colon") + w.messages.say("evidence.restated"))
            out += [w.cite(reading.agreement, unit, short=True), restated, said]
        last = unit.id
    for quoted in finding.authentic:
        out += [Text(w.messages.say("list.semi"))] if out else []
        out += w.messages.inlines("evidence.authentic", words=Text(quoted.text, bcp47(quoted.language)))
    return out


def _basis(w: Wording, reading: Reading, finding: Finding) -> tuple[Inline, ...]:
    """Where the value comes from; of words that nobody checked it is not said that they are in the text."""
    key = f"basis.{finding.basis.value}"
    if finding.basis in (Basis.INLINE, Basis.INCORPORATED) and finding.support is Support.UNVERIFIED:
        key += ".unverified"
    elif finding.basis is Basis.INLINE and finding.support is Support.REPORTED:
        key += ".reported"
    out: list[Inline] = [Text(w.messages.say(key))]
    reference = w.reference(reading)
    if reference is not None and finding.basis is not Basis.INLINE:
        out += [Text(w.messages.say("list.semi")), *w.messages.inlines("basis.reference", reference=reference)]
    return tuple(out)


def _other(w: Wording, language: str) -> str | None:
    """The tag of a language, unless it is the report's own."""
    tag = bcp47(language)
    return None if tag == w.lang else tag
