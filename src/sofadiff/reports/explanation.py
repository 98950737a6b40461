"""Why a clause was paired as it was, in words and in the figures that decided."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import messages
from sofadiff.comparison.explaining import RANKED, Candidate, Explained, Explanation, Outcome, Piece, explain
from sofadiff.comparison.scoring import PLACE_BONUS, W_COSINE, group_of
from sofadiff.document import Block, Bullets, Cell, Heading, Inline, Mark, Paragraph, Report, Strong, Table, Text
from sofadiff.languages import bcp47
from sofadiff.model import Agreement, Unit
from sofadiff.reports import cut_short, explanation_data, pinned
from sofadiff.reports.passages import View, short_name
from sofadiff.reports.support_filter import keep

MOST_SHOWN = 10
"""Candidates in a table; the JSON and CSV formats have all."""
NOTABLE = 0.25
"""Least share of a piece that was not chosen and is shown all the same."""


def report(base: Agreement, other: Agreement, side: str, units: Sequence[Unit], *, lang: str = "en") -> Report:
    """Why these units of one side (`base` or `other`) were paired as they were when the two texts are compared."""
    words = messages.load(lang)
    explained = explain(base, other, side, units)
    view = View.of(keep(explained.comparison, None), words)
    told = _Told(view, side)
    blocks: list[Block] = [*cut_short.notes([explained.comparison], words), Paragraph((Text(words.say("why.lead")),))]
    blocks += pinned.section([explained.comparison], words)
    for number, each in enumerate(explained.units, start=1):
        blocks += told.clause(each, number, explained)
    blocks += _how(explained, view)
    names = "; ".join(dict.fromkeys(view.pin(told.mine, unit) for unit in units))
    return Report(
        name="explanation",
        title=words.say("why.title", clause=f"{short_name(told.mine)}, {names}", other=short_name(told.theirs)),
        lang=lang,
        blocks=tuple(blocks),
        data=explanation_data.to_json(explained),
        columns=explanation_data.COLUMNS,
        rows=explanation_data.rows(explained),
    )


class _Told:
    """One comparison, asked about clauses of one side."""

    def __init__(self, view: View, side: str) -> None:
        self.view, self.say = view, view.messages.say
        sides = (view.comparison.base, view.comparison.other)
        self.mine, self.theirs = sides if side == "base" else sides[::-1]
        self._mine = {unit.id: unit for unit in self.mine.units}
        self._theirs = {unit.id: unit for unit in self.theirs.units}

    def clause(self, each: Explanation, number: int, explained: Explained) -> list[Block]:
        """Everything about one unit: its words, what answers it and why, its candidates, what it is a piece of."""
        name = f"{short_name(self.mine)}, {self.view.pin(self.mine, each.unit)}"
        blocks: list[Block] = [
            Heading(2, name, f"why-{number}"),
            Paragraph((Text(each.unit.text, bcp47(self.mine.language)),)),
            Paragraph(tuple(self._answer(each, explained))),
        ]
        shown = each.candidates[:MOST_SHOWN]
        if any(candidate.figures for candidate in shown):
            head = self._head("clause", "likeness", "wording", "place", "topics", "words", "order", "outcome")
            rows = tuple(self._candidate(candidate, each, explained) for candidate in shown)
            caption = self.say("why.candidates", name=short_name(self.theirs))
            blocks.append(Table(f"candidates-{number}", caption, head, rows))
            more = (
                self.view.messages.counted("why.more", left) if (left := len(each.candidates) - MOST_SHOWN) > 0 else ""
            )
            looked = sum(candidate.figures is not None for candidate in each.candidates)
            key = "why.looked-at.all" if looked == each.open_there else "why.looked-at"
            seen = self.say(key, looked=looked, open=each.open_there, nearest=each.nearest)
            blocks.append(Paragraph((Text(" ".join(filter(None, (more, seen)))),)))
        pieces = [
            p for p in each.pieces if p.outcome is Outcome.CHOSEN or (p.part == each.unit.id and p.share >= NOTABLE)
        ]
        if pieces:
            head = self._head("piece", "whole", "share", "outcome")
            rows = tuple(self._piece(piece, each) for piece in pieces[:MOST_SHOWN])
            blocks.append(Table(f"pieces-{number}", self.say("why.pieces"), head, rows))
        if each.headings:
            blocks.append(self._headings(each, number))
        return blocks

    def _answer(self, each: Explanation, explained: Explained) -> list[Inline]:
        """What answers the unit and by what rule; or that nothing does, and why."""
        if each.rule is None:
            return [Strong(self.say("why.nothing", name=short_name(self.theirs))), Text(f" {self._nothing(each)}")]
        chosen = [c for c in each.candidates if c.outcome is Outcome.CHOSEN]
        named = self.view.messages.listing(self._name(c.unit) for c in chosen)
        lead = self.view.messages.counted("why.answer", len(chosen), clauses=named, name=short_name(self.theirs))
        said: list[Inline] = [Strong(lead)]
        if each.link.decided:
            told = pinned.told(self.view.comparison, each.link, self.view.messages)
            return [*said, Text(f" {told} {self.say('why.by.pin')}")]
        said.append(Text(f" {self.say(f'why.by.{each.rule}')}"))
        others = [unit for unit in (each.link.base if each.side == "base" else each.link.other) if unit != each.unit.id]
        if others:
            with_it = self.view.messages.listing(self.view.pin(self.mine, self._mine[unit]) for unit in others)
            said.append(Text(f" {self.say('why.together', clauses=with_it)}"))
        if each.doubtful:
            said += [Text(" "), Mark("doubtful", self.say("compare.doubtful")), Text(f" {self.say('why.doubtful')}")]
        return said

    def _nothing(self, each: Explanation) -> str:
        """Why nothing answers a unit."""
        if pinned.kept_apart(self.view.comparison, each.link):
            return pinned.told(self.view.comparison, each.link, self.view.messages)
        if each.headings:
            return self.say("why.nothing.heading")
        if not each.candidates:
            return self.say("why.nothing.none" if each.open_there else "why.nothing.closed")
        enough = any(candidate.outcome in (Outcome.TAKEN, Outcome.LATER) for candidate in each.candidates)
        return self.say("why.nothing.taken" if enough else "why.nothing.below")

    def _candidate(self, candidate: Candidate, each: Explanation, explained: Explained) -> tuple[Cell, ...]:
        unit, seen = self._theirs[candidate.unit], candidate.figures
        about = self.view.topic(unit.topics[0]) if unit.topics else unit.heading or ""
        name = self._name(candidate.unit)
        label = f"{name} – {about}" if about and about not in name else name
        figures = ("–",) * 6
        if seen is not None and candidate.score is not None:
            order = "–" if seen.order is None else self._figure(seen.order)
            figures = (
                self._figure(candidate.score),
                self._figure(seen.wording),
                self._signed(seen.place),
                self._signed(seen.topics),
                self._figure(seen.words),
                order,
            )
        chosen = candidate.outcome is Outcome.CHOSEN
        return (
            Cell((Strong(label) if chosen else Text(label),), header=True),
            *(Cell((Text(figure),)) for figure in figures),
            Cell((Text(self._became(candidate, each, explained)),)),
        )

    def _became(self, candidate: Candidate, each: Explanation, explained: Explained) -> str:
        """What became of a candidate, in words."""
        if candidate.outcome is Outcome.CHOSEN:
            number = stage(explained, each.unit, candidate.round)
            made = explained.rounds[candidate.round].name if candidate.round is not None else ""
            key = WITHOUT_LIKENESS.get(made, "why.chosen.round")
            return self.say(key, round=number) if number else self.say("why.chosen")
        if candidate.outcome in (Outcome.TAKEN, Outcome.LATER):
            taken = candidate.outcome is Outcome.TAKEN
            names = [
                self.view.pin(self.mine, self._mine[unit]) if taken else self._name(unit) for unit in candidate.instead
            ]
            name = short_name(self.mine if taken else self.theirs)
            score = candidate.instead_score
            figure = self.say("why.figure", figure=self._figure(score)) if score is not None else ""
            return self.say(f"why.{candidate.outcome}", clause="; ".join(names), name=name, figure=figure)
        least = self._figure(candidate.least) if candidate.least is not None else "–"
        return self.say(f"why.{candidate.outcome}", least=least)

    def _piece(self, piece: Piece, each: Explanation) -> tuple[Cell, ...]:
        mine = piece.part == each.unit.id
        part = self.view.pin(self.mine, self._mine[piece.part]) if mine else self._name(piece.part)
        whole = self._name(piece.whole) if mine else self.view.pin(self.mine, self._mine[piece.whole])
        least = "–" if piece.least is None else self._figure(piece.least)
        if piece.outcome is Outcome.BELOW:
            became = self.say("why.piece.short" if piece.least is None else "why.piece.below", least=least)
        else:
            became = self.say(f"why.piece.{piece.outcome}", least=least)
        return (
            Cell((Text(part),), header=True),
            Cell((Text(whole),)),
            Cell((Text(self._figure(piece.share)),)),
            Cell((Text(became),)),
        )

    def _headings(self, each: Explanation, number: int) -> Table:
        head = self._head("heading", "likeness", "heading-words", "under")
        rows = tuple(
            (
                Cell((Text(f"{self._name(found.unit)} – {self._theirs[found.unit].text}"),), header=True),
                *(Cell((Text(self._figure(value)),)) for value in (found.score, found.words, found.under)),
            )
            for found in each.headings[:MOST_SHOWN]
        )
        caption = self.say("why.headings", name=short_name(self.theirs))
        return Table(f"headings-{number}", caption, head, rows)

    def _head(self, *columns: str) -> tuple[str, ...]:
        return tuple(self.say(f"why.col.{column}") for column in columns)

    def _name(self, unit: str) -> str:
        return self.view.pin(self.theirs, self._theirs[unit])

    def _figure(self, value: float) -> str:
        return figure(value, self.view.messages)

    def _signed(self, value: float) -> str:
        """A figure that is added or taken away."""
        shown = self._figure(abs(value))
        sign = "−" if value < 0 else "+" if value else ""
        return f"{sign}{shown}"


WITHOUT_LIKENESS = {"containment": "why.chosen.piece", "length": "why.chosen.length", "frame": "why.chosen.frame"}
"""Passes that do not choose by likeness, and the message that says what they choose by."""


def figure(value: float, words: messages.Messages) -> str:
    """Three decimals, so that what falls just short of a threshold is seen to."""
    shown = f"{value:.3f}"
    return shown.replace(".", ",") if words.lang == "fr" else shown


def stages(explained: Explained, group: str) -> list[tuple[bool, float, tuple[float, float]]]:
    """The rounds of ranking in one group: whether sure pairs only, least wording, least and greatest threshold."""
    found: dict[tuple[bool, float], tuple[float, float]] = {}
    for each, threshold in zip(explained.rounds, explained.thresholds, strict=True):
        if each.name in RANKED and each.group == group:
            key = (each.sure, each.least)
            low, high = threshold or found.get(key, (1.0, 0.0))
            before = found.get(key, (low, high))
            found[key] = (min(low, before[0]), max(high, before[1]))
    return [(sure, least, threshold) for (sure, least), threshold in found.items()]


def stage(explained: Explained, unit: Unit, at: int | None) -> int | None:
    """In which round of ranking a pass falls, counted from 1; None for one before or outside them."""
    group = group_of(unit)
    keys = [(sure, least) for sure, least, _ in stages(explained, group)]
    reached = None
    for each in explained.rounds[: (at if at is not None else -1) + 1]:
        if each.group == group and each.name in RANKED:
            reached = keys.index((each.sure, each.least)) + 1
    return reached if at is not None and explained.rounds[at].group == group else None


def _how(explained: Explained, view: View) -> list[Block]:
    """What the figures mean, and the rounds in which candidates were ranked."""
    say = view.messages.say

    def said(value: float) -> str:
        return figure(value, view.messages)

    items = [
        say("why.how.words", share=said(W_COSINE), rest=said(1 - W_COSINE)),
        say("why.how.place", most=said(PLACE_BONUS)),
        say("why.how.topics"),
        say("why.how.piece"),
    ]
    for number, (sure, least, (low, high)) in enumerate(_asked(explained), start=1):
        likeness = said(low) if high == low else say("why.how.between", low=said(low), high=said(high))
        items.append(
            say(f"why.how.round.{'sure' if sure else 'rest'}", number=number, least=said(least), likeness=likeness)
        )
    items.append(say("why.how.order"))
    return [Heading(2, say("why.how"), "how"), Bullets(tuple((Text(item),) for item in items))]


def _asked(explained: Explained) -> list[tuple[bool, float, tuple[float, float]]]:
    """The rounds of the group that the first unit asked about is of; a heading has none."""
    found = [stages(explained, group_of(each.unit)) for each in explained.units]
    return [each for each in next((rounds for rounds in found if rounds), []) if each[2][0] <= each[2][1]]
