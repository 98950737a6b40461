"""The lineage: each clause of the last of several texts followed back to the clauses that it comes from, or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sofadiff import codebook as codebooks
from sofadiff import messages
from sofadiff.comparison import Comparison, pinning
from sofadiff.document import Block, Bullets, Cell, Heading, Inline, Mark, Note, Paragraph, Report, Strong, Table, Text
from sofadiff.errors import SofadiffError
from sofadiff.model import Agreement, Unit
from sofadiff.reports import cut_short, pinned
from sofadiff.reports.appendices import clause_list, method
from sofadiff.reports.identity import agreement_data
from sofadiff.reports.lineage_steps import ENDED, PROVED, STATES, Chain, Step, chains, comparisons, pair_states
from sofadiff.reports.overview import warning
from sofadiff.reports.statements import Wording
from sofadiff.reports.tables import predicted_note, words

NAME = "lineage"
FORMAT = "sofadiff.lineage/1"
COLUMNS = (
    *("agreement", "clause", "wid", "support", "assumed_from", "verified_back_to"),
    *("earlier", "state", "doubtful", "earlier_clauses", "verdicts", "verdict_rules", "truncated"),
)
"""Columns of the CSV: one row for each clause and step."""
_MARKS = {
    "same-verified": "identical",
    "same-not-verified": "unverified",
    "reworded-verified": "substantive",
    "reworded-not-verified": "unverified",
    "new": "added",
    "assumed": "assumed",
    "not-known": "not-known",
    "not-compared": "left-out",
    ENDED: "na",
}
"""State to the mark that shows it; the words of the mark say the rest."""


def report(agreements: Sequence[Agreement], *, lang: str = "en") -> Report:
    """The last text followed back through the others, which are given earliest first.

    Raises SofadiffError for fewer than two texts.
    """
    if len(agreements) < 2:
        raise SofadiffError("needs at least two agreements.", where=NAME, remedy="Give them earliest first.")
    w = Wording(messages.load(lang), codebooks.load())
    found = comparisons(agreements)
    followed = chains(found)
    title = w.messages.say("lineage.arrow").join(w.name(agreement) for agreement in agreements)
    body: list[Block] = [
        *cut_short.notes(found, w.messages),
        *warning(w, agreements, ()),
        *_summary(w, found, followed),
    ]
    body += pinned.section(found, w.messages)
    body += _chains(w, found, followed)
    body += [*clause_list(w, body, agreements), *method(w, agreements)]
    return Report(
        name=NAME,
        title=w.messages.say("lineage.title", agreements=title),
        lang=lang,
        blocks=tuple(body),
        data=_data(lang, agreements, found, followed),
        columns=COLUMNS,
        rows=_csv_rows(found, followed),
    )


def _summary(w: Wording, found: Sequence[Comparison], followed: Sequence[Chain]) -> list[Block]:
    say = w.messages.say
    subject = w.name(found[0].other)
    rules = Bullets(tuple((Text(say(f"lineage.rule.{key}")),) for key in ("verified", "not-known", "weakest")))
    return [
        Heading(2, say("lineage.h.summary"), "summary"),
        Paragraph((Text(say("lineage.lead", subject=subject)),)),
        Bullets(tuple((Strong(_headline(w, number, found, followed)),) for number in range(len(found)))),
        Note("warning", say("corpus.note"), (Text(say("lineage.rule.assumed")),)),
        Paragraph((Text(say("lineage.chain.lead", subject=subject)),)),
        _reach_table(w, found, followed),
        Paragraph((Text(say("lineage.pairs.lead")),)),
        _pairs_table(w, found),
        rules,
    ]


def _headline(w: Wording, number: int, found: Sequence[Comparison], followed: Sequence[Chain]) -> str:
    """How many clauses verified steps alone lead back so far: the only figures that prove anything."""
    steps = [[chain.state(n) for n in range(number + 1)] for chain in followed]
    verified = [states for states in steps if all(state in PROVED for state in states)]
    same = sum(all(state == PROVED[0] for state in states) for states in verified)
    names = {"subject": w.name(found[0].other), "earlier": w.name(found[number].base)}
    if not verified:
        return w.messages.say("lineage.summary.verified.none", **names)
    counts = {"count": len(followed), "same": same, "reworded": len(verified) - same}
    return w.messages.say("lineage.summary.verified", **names, **counts)


def _label(w: Wording, state: str) -> str:
    return w.messages.say(f"lineage.state.{state}")


def _reach_table(w: Wording, found: Sequence[Comparison], followed: Sequence[Chain]) -> Table:
    """Clauses of the last text by the state of their step to each earlier text."""
    say = w.messages.say
    subject = w.name(found[0].other)
    rows = []
    for number, comparison in enumerate(found):
        counts = Counter(chain.state(number) for chain in followed)
        first = words(say("lineage.col.back", earlier=w.name(comparison.base)), header=True)
        rows.append((first, *(words(str(counts[state])) for state in (*STATES, ENDED))))
    head = (say("lineage.col.step"), *(_label(w, state) for state in (*STATES, ENDED)))
    return Table("reach-table", say("lineage.chain.caption", subject=subject), head, tuple(rows))


def _pairs_table(w: Wording, found: Sequence[Comparison]) -> Table:
    say = w.messages.say
    rows = []
    for comparison in found:
        counts, doubtful = pair_states(comparison)
        names = {"later": w.name(comparison.other), "earlier": w.name(comparison.base)}
        first = words(say("lineage.pair", **names), header=True)
        rows.append((first, *(words(str(counts[state])) for state in STATES), words(str(doubtful))))
    head = (say("lineage.col.step"), *(_label(w, state) for state in STATES), say("lineage.col.doubtful"))
    return Table("pairs-table", say("lineage.pairs.caption"), head, tuple(rows))


def _chains(w: Wording, found: Sequence[Comparison], followed: Sequence[Chain]) -> list[Block]:
    say = w.messages.say
    subject = found[0].other
    head = (
        say("lineage.col.clause", subject=w.name(subject)),
        *(say("lineage.col.back", earlier=w.name(comparison.base)) for comparison in found),
        say("lineage.col.proved"),
    )
    rows = tuple(_row(w, subject, chain, len(found)) for chain in followed)
    return [
        Heading(2, say("lineage.h.chains"), "chains"),
        predicted_note(w),
        Table("chains-table", say("lineage.chains.caption", subject=w.name(subject)), head, rows),
    ]


def _row(w: Wording, subject: Agreement, chain: Chain, depth: int) -> tuple[Cell, ...]:
    proved = chain.verified_back_to
    last = words(w.name(proved)) if proved else words(w.messages.say("lineage.proved.none"))
    steps = [_step(w, chain.steps[number]) if number < len(chain.steps) else _ended(w) for number in range(depth)]
    return (Cell(_clause(w, subject, chain.unit), header=True), *steps, last)


def _clause(w: Wording, agreement: Agreement, unit: Unit) -> tuple[Inline, ...]:
    """The clause with its own support, and from what it was inferred if it was."""
    out: list[Inline] = [w.cite(agreement, unit, short=True)]
    mark = w.support(unit.support)
    out += [Text(" "), mark] if mark else []
    if unit.assumed_from:
        out += [Text(" "), Mark("assumed", w.messages.say("assumed.from", source=w.template(unit.assumed_from)))]
    return tuple(out)


def _step(w: Wording, step: Step) -> Cell:
    out: list[Inline] = [Mark(_MARKS[step.state], _label(w, step.state))]
    if step.doubtful:
        out += [Text(" "), Mark("doubtful", w.messages.say("lineage.doubtful"))]
    for number, unit in enumerate(step.units):
        out += [Text(w.messages.say("list.semi") if number else " "), w.cite(step.earlier, unit, short=True)]
    return Cell(tuple(out), _MARKS[step.state])


def _ended(w: Wording) -> Cell:
    return words(Mark(_MARKS[ENDED], _label(w, ENDED)), state=_MARKS[ENDED])


def _data(
    lang: str, agreements: Sequence[Agreement], found: Sequence[Comparison], followed: Sequence[Chain]
) -> dict[str, Any]:
    reach = [Counter(chain.state(number) for chain in followed) for number in range(len(found))]
    return {
        "format": FORMAT,
        "lang": lang,
        "agreements": [agreement_data(agreement) for agreement in agreements],
        "pairs": [_pair(comparison) for comparison in found],
        "reach": [
            {"earlier": comparison.base.name, "states": {state: counts[state] for state in (*STATES, ENDED)}}
            for comparison, counts in zip(found, reach, strict=True)
        ],
        "chains": [_chain(chain) for chain in followed],
    }


def _pair(comparison: Comparison) -> dict[str, Any]:
    counts, doubtful = pair_states(comparison)
    states = {state: counts[state] for state in STATES}
    return {
        "earlier": comparison.base.name,
        "later": comparison.other.name,
        "states": states,
        "doubtful": doubtful,
        "truncated": comparison.truncated,
        "pins": pinning.to_json(comparison.pins),
    }


def _chain(chain: Chain) -> dict[str, Any]:
    proved = chain.verified_back_to
    return {
        "clause": chain.unit.id,
        "wId": chain.unit.wid,
        "support": chain.unit.support.value if chain.unit.support else None,
        "assumed_from": chain.unit.assumed_from,
        "verified_back_to": proved.name if proved else None,
        "steps": [
            {
                "earlier": step.earlier.name,
                "state": step.state,
                "doubtful": step.doubtful,
                "clauses": [unit.id for unit in step.units],
                "links": [
                    {
                        "earlier": list(link.base),
                        "later": list(link.other),
                        "kind": str(link.kind),
                        "verdict": str(link.verdict),
                        "verdict_rule": link.verdict_rule,
                        "state": state,
                        "doubtful": link.doubtful,
                    }
                    for link, state in step.links
                ],
            }
            for step in chain.steps
        ],
    }


def _csv_rows(found: Sequence[Comparison], followed: Sequence[Chain]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        _csv_row(found[0].other, chain, number, comparison)
        for chain in followed
        for number, comparison in enumerate(found)
    )


def _csv_row(subject: Agreement, chain: Chain, number: int, comparison: Comparison) -> tuple[str, ...]:
    unit, proved = chain.unit, chain.verified_back_to
    step = chain.steps[number] if number < len(chain.steps) else None
    links = [link for link, _ in step.links] if step else []
    values = (
        *(subject.name, unit.id, unit.wid, unit.support and unit.support.value, unit.assumed_from),
        *(proved and proved.name, comparison.base.name, chain.state(number)),
        "yes" if step and step.doubtful else "no",
        " ".join(item.id for item in step.units) if step else "",
        " ".join(str(link.verdict) for link in links),
        " ".join(link.verdict_rule for link in links),
        cut_short.codes(comparison),
    )
    return tuple("" if value is None else str(value) for value in values)
