"""What the collection holds, in figures: texts, clauses, topics, variables, and in how many a state stands."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.document import (
    Bar,
    BarChart,
    Block,
    Cell,
    Code,
    Heading,
    Inline,
    Note,
    Paragraph,
    Report,
    Strong,
    Table,
    Text,
)
from sofadiff.findings.readings import CODED, STATES
from sofadiff.model import Agreement, Completeness
from sofadiff.reports.appendices import method
from sofadiff.reports.overview import warning
from sofadiff.reports.statements import Wording
from sofadiff.reports.stats_counts import MODEL, SUPPORTS, Figures, TextFigures, figures
from sofadiff.reports.stats_data import COLUMNS, csv_rows, stats_data
from sofadiff.reports.tables import words

NAME = "stats"


def report(agreements: Sequence[Agreement], *, lang: str = "en") -> Report:
    """Figures on the given texts, in the order given. Nothing is added up across states."""
    codebook = codebooks.load()
    w = Wording(messages.load(lang), codebook)
    found = figures(agreements, codebook)
    body: list[Block] = [*warning(w, agreements, found.rows), *_totals(w, found), *_support(w, found)]
    body += [*_completeness(w, found), *_topics(w, found), *_variables(w, found), *method(w, agreements)]
    data = stats_data(lang, codebook, found)
    title = w.messages.say("stats.title")
    return Report(NAME, title, lang, tuple(body), data, COLUMNS, csv_rows(codebook, found))


def _totals(w: Wording, found: Figures) -> list[Block]:
    say = w.messages.say
    lines = [
        ("agreements", found.count("agreement")),
        ("models", found.count(MODEL)),
        ("standards", found.count("standard")),
        ("clauses", found.clauses),
        ("clauses-agreements", sum(text.clauses for text in found.texts if text.kind == "agreement")),
        ("clauses-preamble", sum(text.preamble for text in found.texts)),
        ("whole-verified", found.whole("agreement")),
        ("whole-verified-others", found.whole(MODEL) + found.whole("standard")),
        ("topics", len(w.codebook.topics)),
        ("variables", len(w.codebook.variables)),
        ("questions", found.questions),
    ]
    rows = [(words(say(f"stats.totals.{name}"), header=True), words(str(count))) for name, count in lines]
    for state in STATES:
        if state != "left-out":
            label = say("stats.totals.state", state=_state(w, state))
            rows.append((words(label, header=True), words(str(found.states[state]))))
    rest = [("topics-not-known", found.topics_not_known), ("logs", found.logs)]
    rows += [(words(say(f"stats.totals.{name}"), header=True), words(str(count))) for name, count in rest]
    head = (say("corpus.col.figure"), say("corpus.col.count"))
    return [
        Heading(2, say("stats.h.totals"), "totals"),
        Paragraph((Text(say("stats.totals.lead")),)),
        Table("totals-table", say("stats.totals.caption"), head, tuple(rows)),
    ]


def _support(w: Wording, found: Figures) -> list[Block]:
    say = w.messages.say
    used = [kind for kind in SUPPORTS if kind != "none" or any(text.support["none"] for text in found.texts)]
    legend = tuple((_bar_kind(kind), say(f"corpus.support.{kind}")) for kind in used)
    bars = tuple(
        Bar(w.name(text.agreement), tuple((_bar_kind(kind), text.support[kind]) for kind in used))
        for text in found.texts
    )
    keys = ("text", "date", "kind", "mission")
    head = (
        *(say(f"corpus.col.{key}") for key in keys),
        say("corpus.col.completeness"),
        say("corpus.col.total"),
        *(say(f"corpus.support.{kind}") for kind in used),
        say("corpus.col.assumed"),
        say("corpus.col.whole"),
    )
    rows = [_text_row(w, text, used) for text in found.texts]
    total = [words(say("stats.support.all"), header=True), *(words("–") for _ in range(4)), words(str(found.clauses))]
    total += [_share(w, sum(text.support[kind] for text in found.texts), found.clauses) for kind in used]
    total += [words(str(sum(text.assumed for text in found.texts)))]
    total += [words(str(sum(text.whole_and_verified for text in found.texts)))]
    return [
        Heading(2, say("stats.h.support"), "support"),
        Paragraph((Text(say("stats.support.lead")),)),
        BarChart("support-chart", say("stats.support.chart"), say("stats.support.description"), bars, legend),
        Table("support-table", say("stats.support.caption"), head, (*rows, tuple(total))),
    ]


def _text_row(w: Wording, text: TextFigures, used: Sequence[str]) -> tuple[Cell, ...]:
    say = w.messages.say
    agreement = text.agreement
    mission = agreement.mission_type.value if agreement.mission_type else "none"
    completeness = agreement.completeness.value if agreement.completeness else "none"
    return (
        words(Strong(w.name(agreement)), header=True),
        words(agreement.work_date or say("corpus.date.unknown")),
        words(say(f"corpus.kind.{text.kind}")),
        words(say(f"corpus.mission.{mission}")),
        words(say(f"corpus.completeness.{completeness}")),
        words(str(text.clauses)),
        *(_share(w, text.support[kind], text.clauses) for kind in used),
        words(str(text.assumed)),
        words(say("corpus.yes" if text.whole_and_verified else "corpus.no")),
    )


def _share(w: Wording, part: int, whole: int) -> Cell:
    """`12 (3.4%)`; a share of nothing is left out."""
    if not part or not whole:
        return words(str(part))
    number = f"{100 * part / whole:.1f}"
    shown = w.messages.say("corpus.percent", number=number.replace(".", ",") if w.lang == "fr" else number)
    return words(f"{part} ({shown})")


def _completeness(w: Wording, found: Figures) -> list[Block]:
    say = w.messages.say
    kinds = [kind for kind in ("agreement", MODEL, "standard") if found.count(kind)]
    head = (say("corpus.col.completeness"), *(say(f"corpus.kind.{kind}") for kind in kinds))
    rows = []
    for value in (*Completeness, None):
        counts = [found.count(kind, value) for kind in kinds]
        if value is not None or any(counts):
            label = say(f"corpus.completeness.{value.value if value else 'none'}")
            rows.append((words(label, header=True), *(words(str(count)) for count in counts)))
    return [
        Heading(2, say("stats.h.completeness"), "completeness"),
        Table("completeness-table", say("stats.completeness.caption"), head, tuple(rows)),
    ]


def _topics(w: Wording, found: Figures) -> list[Block]:
    say = w.messages.say
    head = tuple(say(f"corpus.col.{key}") for key in ("topic", "clauses", "texts", "not-known"))
    rows = [
        (
            words(Code(topic.id), f" {topic.label[w.lang]}", header=True),
            *(words(str(count)) for count in found.topic(topic.id)),
        )
        for topic in w.codebook.topics
    ]
    return [
        Heading(2, say("stats.h.topics"), "topics"),
        Note("info", say("corpus.note"), (Text(say("stats.topics.lead")),)),
        Table("topics-table", say("stats.topics.caption"), head, tuple(rows)),
    ]


def _variables(w: Wording, found: Figures) -> list[Block]:
    say = w.messages.say
    states = [state for state in STATES if state not in ("left-out", "not-coded")]
    labels = [_state(w, state) for state in states]
    texts: list[tuple[Cell, ...]] = []
    questions: list[tuple[Cell, ...]] = []
    for variable in w.codebook.variables:
        name: tuple[Inline | str, ...] = (Code(variable.code), f" {variable.short[w.lang]}")
        mine = found.variables[variable.code]
        nothing = words(str(mine.nothing_coded))
        texts.append((words(*name, header=True), *(words(str(mine.texts[state])) for state in states), nothing))
        counts = (words(str(mine.questions[state])) for state in (*states, "not-coded"))
        questions.append((words(*name, header=True), *counts))
    total = (words(str(found.states[state])) for state in (*states, "not-coded"))
    questions.append((words(say("stats.variables.caption.all"), header=True), *total))
    head = (say("corpus.col.variable"), *labels)
    one, two = say("stats.variables.caption.texts"), say("stats.variables.caption.questions")
    return [
        Heading(2, say("stats.h.variables"), "variables"),
        Paragraph((Text(say("stats.variables.lead")),)),
        Table("variables-texts", one, (*head, say("corpus.col.nothing")), tuple(texts)),
        Table("variables-questions", two, (*head, _state(w, "not-coded")), tuple(questions)),
    ]


def _state(w: Wording, state: str) -> str:
    return w.messages.say("corpus.state.coded") if state == CODED else w.codebook.label(state, w.lang)


def _bar_kind(kind: str) -> str:
    return "left-out" if kind == "none" else kind
