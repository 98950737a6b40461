"""What a reader needs to know of the texts: their status, what they are, how much rests on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sofadiff.citing.instrument import in_series
from sofadiff.document import Bar, BarChart, Block, Heading, Note, Paragraph, Strong, Table, Text
from sofadiff.findings.readings import LEFT_OUT, STATES, Row
from sofadiff.findings.roles import role_of
from sofadiff.languages import bcp47
from sofadiff.model import Agreement, Completeness, Support
from sofadiff.reports import authentic
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import words
from sofadiff.reports.titles import title_of

_SERIES = {"volume": "vol. {}", "page": "p. {}", "number": "no. {}", "document": "{}"}
"""Parts of a reference to a series, in the order of the record."""

NO_CLAUSE = "none"
"""Count of answers that rest on no clause: a proved silence."""


def warning(w: Wording, agreements: Sequence[Agreement], rows: Sequence[Row]) -> list[Block]:
    """What must be known before relying on anything below: every text's status, in words."""
    say = w.messages.say
    items = [say("warning.software")]
    for agreement in agreements:
        if agreement.text_status is not None and agreement.text_status.value in ("press-only", "leaked"):
            items.append(say(f"warning.{agreement.text_status.value}", agreement=w.name(agreement)))
    partial = [w.name(a) for a in agreements if a.has_profile and a.completeness is not Completeness.FULL]
    if partial:
        items.append(say("warning.partial", agreements=w.messages.listing(partial)))
    if any(mark.kind == "below" for row in rows for mark in w.rests(*row.readings)):
        items.append(say("warning.below"))
    items += _assumed(w, rows)
    items += _foreign(w, agreements)
    if not w.messages.reviewed:
        items.append(say("warning.translation"))
    return [Note("warning", say("warning.title"), (Text(" ".join(items)),))]


def _foreign(w: Wording, agreements: Sequence[Agreement]) -> list[str]:
    """In which languages the records' own words stand, where that is not the report's."""
    other = dict.fromkeys(item.language for item in agreements if bcp47(item.language) != w.lang)
    if not other:
        return []
    names = w.messages.listing(authentic.language_name(each, w.messages) for each in other)
    return [w.messages.say("warning.record-language", language=names)]


def _assumed(w: Wording, rows: Sequence[Row]) -> list[str]:
    """How many answers of each text rest on clauses assumed from another."""
    counts: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for row in rows:
        for reading in row.readings:
            if reading.state == LEFT_OUT:
                continue
            totals[reading.agreement.name] += 1 if reading.units else 0
            for source in dict.fromkeys(origin.split("#")[0] for origin in reading.assumed):
                counts[reading.agreement.name, source] += 1
    names = _names(w, rows)
    return [
        w.messages.say(
            "warning.assumed",
            agreement=names[name],
            source=names.get(source) or w.template(source),
            count=count,
            total=totals[name],
        )
        for (name, source), count in counts.items()
    ]


def _names(w: Wording, rows: Sequence[Row]) -> dict[str, str]:
    """What each text is called, by its slug or file."""
    return {reading.agreement.name: w.name(reading.agreement) for row in rows for reading in row.readings}


def agreements_table(w: Wording, agreement: Agreement | None, against: Sequence[Agreement]) -> list[Block]:
    """The texts compared: what each is and what of it was available. Roles only where one is reported on."""
    say = w.messages.say
    keys = ("agreement", "title", "parties", "date", "reference", "role", "available", "clauses")
    head = tuple(say(f"col.{key}") for key in keys)
    rows = []
    for item in (*([agreement] if agreement else []), *against):
        lang = bcp47(item.language)
        foreign = None if lang == w.lang else lang
        rows.append(
            (
                words(Strong(w.name(item)), header=True),
                words(title_of(item, w.lang)),
                words(Text("; ".join(party.name for party in item.parties) or say("none"), foreign)),
                words(_date(w, item)),
                words(Text(reference(item) or say("none"))),
                words(_role(w, agreement, item)),
                words(available(w, item)),
                words(_clauses(w, item)),
            )
        )
    table = Table("agreements-table", say("agreements.caption"), head, tuple(rows))
    given = [reference(item) for item in (*([agreement] if agreement else []), *against)]
    brackets = [Paragraph((Text(say("reference.brackets")),))] if any("[" in text for text in given) else []
    return [Heading(2, say("h.agreements"), "agreements"), table, *brackets]


def reference(agreement: Agreement) -> str:
    """Where the instrument is published, as far as the record knows: series with volume, page, number.

    What no source confirms stands in square brackets, by the rule of citations.
    """
    said = []
    for fact in agreement.facts_of("series"):
        found = in_series(agreement, fact)
        given = {**dict(fact.attributes), **({"page": found.page} if found.page else {})}
        parts = [_SERIES[name].format(value) for name, value in given.items() if name in _SERIES]
        text = " ".join((fact.value, ", ".join(parts))).strip()
        said.append(text if found.known or not agreement.has_profile else f"[{text}]")
    return "; ".join(said)


def _role(w: Wording, agreement: Agreement | None, item: Agreement) -> str:
    """What a text is to the one reported on; an earlier agreement between other parties says so."""
    if agreement is None:
        return w.messages.say("role.none")
    if item is agreement:
        return w.messages.say("role.subject")
    mine, theirs = ({party.name for party in one.parties} for one in (agreement, item))
    others = role_of(agreement, item) == "predecessor" and mine != theirs
    return w.role(agreement, item) + (f", {w.messages.say('role.other-parties')}" if others else "")


def available(w: Wording, agreement: Agreement) -> str:
    """What kind of text there is, together with how much of it was read: the one says little without the other."""
    if agreement.text_status is None or agreement.completeness is None:
        return w.messages.say("text.none")
    text = w.messages.say(f"text.{agreement.text_status.value}")
    return w.messages.say("text.join", text=text, read=w.messages.say(f"read.{agreement.completeness.value}"))


def _date(w: Wording, agreement: Agreement) -> str:
    """The best known date and which it is; never a placeholder."""
    if not agreement.work_date:
        return w.messages.say("date.unknown")
    key = f"date.{agreement.work_date_name}"
    name = w.messages.say(key) if w.messages.has(key) else agreement.work_date_name
    return w.messages.say("date", date=agreement.work_date, name=name)


def _clauses(w: Wording, agreement: Agreement) -> str:
    """How many clauses of each support the record has."""
    counts = Counter(unit.support for unit in agreement.units if unit.part.value != "heading")
    found = [w.messages.counted(f"clauses.{s.value}", counts[s]) for s in Support if counts[s]]
    return ", ".join(found) or str(sum(counts.values()))


def support_counts(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """For each text: how many of its answers rest on verified, reported, unverified clauses, or on none (silence)."""
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        for reading in row.readings:
            mine = counts.setdefault(reading.agreement.name, {**{s.value: 0 for s in Support}, NO_CLAUSE: 0})
            if reading.state == "silent":
                mine[NO_CLAUSE] += 1
            elif reading.state in ("coded", "external", "unclear") and reading.support:
                mine[reading.support.value] += 1
    return counts


def state_counts(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """For each text: how many questions stand in each state."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        for reading in row.readings:
            counts.setdefault(reading.agreement.name, Counter())[reading.state] += 1
    return counts


def support_overview(w: Wording, rows: Sequence[Row]) -> list[Block]:
    """How much rests on verified, reported and unverified clauses, and how many questions are open."""
    say = w.messages.say
    asked = [row for row in rows if not row.uncoded]
    counts = support_counts(asked)
    kinds = [*(s.value for s in Support), NO_CLAUSE]
    legend = tuple((_bar_kind(kind), say(f"support.{kind}")) for kind in kinds)
    names = _names(w, asked)
    bars = tuple(
        Bar(names[name], tuple((_bar_kind(kind), mine[kind]) for kind in kinds)) for name, mine in counts.items()
    )
    table = tuple(
        (words(Strong(names[name]), header=True), *(words(str(mine[kind])) for kind in kinds))
        for name, mine in counts.items()
    )
    states = state_counts(asked)
    used = [state for state in STATES if any(mine[state] for mine in states.values())]
    open_table = tuple(
        (words(Strong(names[name]), header=True), *(words(str(mine[state])) for state in used))
        for name, mine in states.items()
    )
    return [
        Heading(2, say("h.support"), "support"),
        Paragraph((Text(f"{say('support.lead')} {say('support.scope', questions=len(asked))}{_filtered(w, asked)}"),)),
        BarChart("support-chart", say("support.title"), say("support.description"), bars, legend),
        Table(
            "support-table",
            say("support.caption"),
            (say("col.agreement"), *(say(f"support.{k}") for k in kinds)),
            table,
        ),
        Table("states-table", say("states.caption"), (say("col.agreement"), *(_state(w, s) for s in used)), open_table),
    ]


def _filtered(w: Wording, rows: Sequence[Row]) -> str:
    """That a filter leaves answers out of the figures, and how many."""
    count = sum(reading.state == LEFT_OUT for row in rows for reading in row.readings)
    return f" {w.messages.say('support.filtered', count=count)}" if count else ""


def _bar_kind(kind: str) -> str:
    return "silent" if kind == NO_CLAUSE else kind


def _state(w: Wording, state: str) -> str:
    own = w.messages.has(f"state.{state}")
    return w.messages.say(f"state.{state}") if own else w.codebook.label(state, w.lang)
