"""The document of `sofadiff nearest`: for each clause asked about, where else it occurs, and in what words."""

from __future__ import annotations

from sofadiff import messages
from sofadiff.document import (
    Block,
    Bullets,
    Cell,
    Code,
    Details,
    Heading,
    Inline,
    Mark,
    Note,
    Paragraph,
    Report,
    Strong,
    Table,
    Text,
)
from sofadiff.messages import Messages
from sofadiff.model import Completeness
from sofadiff.nearest import Collection, ranking
from sofadiff.nearest.finding import Answer, Answers, Near
from sofadiff.reports import nearest_data
from sofadiff.reports.nearest_words import card, compared, short_name, shown, told

OPEN = 3
"""Clauses found whose words are shown at once; those of the rest fold away."""
UNREAD_SHOWN = 8
_IN_PART = (Completeness.PARTIAL, Completeness.TEXT_NOT_SEEN, Completeness.ANNEXES_MISSING)


def report(
    answers: Answers,
    collection: Collection,
    *,
    index: str | None,
    top: int,
    lang: str = "en",
    terminal: bool = False,
    one: bool = False,
) -> Report:
    """What was found for some clauses of an agreement in a collection (saved in the file `index`, if it is one).

    `terminal` explains the signs of a text without colour, and unless `one` place was asked about shows the words of
    the nearest clause only.
    """
    words = messages.load(lang)
    short = terminal and not one
    page = _Page(answers, words, short=short)
    name = short_name(answers.agreement)
    if len(answers.answers) == 1:
        clause = page.pin(answers.answers[0].unit, answers.answers[0].place)
        title = words.say("nearest.title.one", agreement=name, clause=clause)
    else:
        title = words.say("nearest.title", agreement=name)
    blocks: list[Block] = [*_limits(answers, words), *_searched(answers, collection, index, words)]
    if terminal:
        blocks.append(Paragraph((Text(words.say("nearest.signs")),)))
    if short and answers.answers:
        clause = answers.answers[0].unit.eid
        blocks.append(Paragraph((Text(words.say("nearest.brief", agreement=answers.agreement.name, clause=clause)),)))
    for number, answer in enumerate(answers.answers, start=1):
        blocks += page.answer(answer, number)
    blocks += _how(words)
    return Report(
        name="nearest",
        title=title,
        lang=lang,
        blocks=tuple(blocks),
        data=nearest_data.data(answers, collection, index, top, words),
        columns=nearest_data.COLUMNS,
        rows=tuple(nearest_data.rows(answers, words)),
    )


def _limits(answers: Answers, words: Messages) -> list[Block]:
    say = words.say
    texts = [say("nearest.limits")]
    if answers.agreement.has_profile or any(entry.restated for entry in answers.searched):
        texts.append(say("nearest.limits.restated"))
    if not answers.agreement.has_profile or not all(entry.restated for entry in answers.searched):
        texts.append(say("nearest.limits.supplied"))
    if not words.reviewed:
        texts.append(say("compare.translation"))
    return [Note("limits", say("nearest.limits.title"), (Text(" ".join(texts)),))]


def _searched(answers: Answers, collection: Collection, index: str | None, words: Messages) -> list[Block]:
    """What was searched, how much of it was available, what was left out or could not be read."""
    say = words.say
    clauses = sum(entry.clauses for entry in answers.searched)
    counts = {"texts": _number(len(answers.searched), words), "clauses": _number(clauses, words)}
    where = say("nearest.searched.index", index=index, **counts) if index else say("nearest.searched.shipped", **counts)
    known = nearest_data.completeness(answers.searched)
    listed = say("list.semi").join(
        say("nearest.searched.count", what=say(f"compare.completeness.{key}"), count=_number(count, words))
        for key, count in known.items()
    )
    texts = [where, say("nearest.searched.known", counts=listed)]
    if any(entry.completeness in _IN_PART for entry in answers.searched):
        texts.append(say("nearest.searched.partly"))
    if answers.left_out:
        texts.append(say("nearest.left-out", texts=", ".join(short_name(entry) for entry in answers.left_out)))
    if collection.passed_over:
        passed = ", ".join(f"{ending} {_number(count, words)}" for ending, count in collection.passed_over.items())
        texts.append(say("nearest.passed-over", counts=passed))
    blocks: list[Block] = [Heading(2, say("nearest.searched"), "searched"), Paragraph((Text(" ".join(texts)),))]
    return [*blocks, *_unread(collection, words)]


def _how(words: Messages) -> list[Block]:
    """How likeness, the words shown and the names of clauses are to be read."""
    say = words.say
    how = say(
        "nearest.how",
        words=_decimal(ranking.W_WORDS, words, 1),
        order=_decimal(1 - ranking.W_WORDS, words, 1),
        far=_decimal(ranking.FAR, words),
    )
    texts = (how, say("nearest.how.words"), say("compare.numbers"))
    return [Heading(2, say("nearest.how.title"), "how"), *(Paragraph((Text(text),)) for text in texts)]


def _unread(collection: Collection, words: Messages) -> list[Block]:
    if not collection.unread:
        return []
    say = words.say
    items = [
        (Text(say("nearest.unread.item", name=item.name, reason=item.reason)),)
        for item in collection.unread[:UNREAD_SHOWN]
    ]
    rest = len(collection.unread) - len(items)
    if rest:
        items.append((Text(words.counted("nearest.unread.more", rest)),))
    count = words.counted("nearest.unread.count", len(collection.unread))
    return [Note("warning", say("nearest.unread.title"), (Text(count),)), Bullets(tuple(items))]


class _Page:
    """How each answer is told: in one language, briefly or not."""

    def __init__(self, answers: Answers, words: Messages, *, short: bool) -> None:
        self.answers = answers
        self.words = words
        self.short = short
        self.pin = nearest_data.pin(words)

    def answer(self, answer: Answer, number: int) -> list[Block]:
        """One clause asked about: its words, the list of those found, and their words."""
        say = self.words.say
        label = self.pin(answer.unit, answer.place)
        unit = answer.unit
        about = unit.heading or (nearest_data.topic_label(unit.topics[0], self.words) if unit.topics else None)
        title = f"{label} – {about}" if about and about not in label else label
        blocks: list[Block] = [
            Heading(2, title, f"clause-{number}"),
            card(self.answers.agreement, answer.unit, answer.place, self.words, self.pin),
        ]
        if not answer.near:
            return [*blocks, Paragraph((Text(say("nearest.none")),))]
        told_of = [(near, compared(self.answers.agreement, answer.unit, near)) for near in answer.near]
        blocks.append(self._table(answer, number))
        passages: list[list[Block]] = []
        first: dict[tuple[str, str], int] = {}
        for rank, (near, judged) in enumerate(told_of, start=1):
            header = self._header(rank, near, told(near, judged, self.words))
            same = first.setdefault((near.clause.unit.text, str(near.assumed)), rank)
            if same != rank:
                header = Paragraph((*header.inlines, Text(f" {say('nearest.as-number', rank=same)}")))
                passages.append([header])
            else:
                passages.append([header, shown(self.answers, answer, near, judged, self.words, self.pin)])
        if self.short:
            return [*blocks, *passages[0]]
        opened = [block for passage in passages[:OPEN] for block in passage]
        folded = [block for passage in passages[OPEN:] for block in passage]
        rest = [Details(self.words.counted("nearest.more", len(passages) - OPEN), tuple(folded))] if folded else []
        return [*blocks, *opened, *rest]

    def _header(self, rank: int, near: Near, what: str) -> Paragraph:
        """Which clause, how like, and what differs."""
        say = self.words.say
        name = Strong(say("nearest.hit", rank=rank, text=short_name(near.clause.entry)))
        place = f" {self.pin(near.clause.unit, near.clause.place)} – {self._parts(near)}. "
        about = ""
        if near.topics:
            labels = ", ".join(nearest_data.topic_label(topic, self.words) for topic in near.topics)
            about = f"{say('nearest.topics', topics=labels)} "
        doubt: list[Inline] = [Mark("doubtful", say("nearest.far")), Text(" ")] if near.far else []
        if not near.same_language:
            stated = "nearest.language" if near.languages_stated else "nearest.language.unknown"
            language = say(stated, language=near.clause.entry.language)
            doubt += [Mark("external", language), Text(" ")]
        return Paragraph((name, Text(place), *doubt, Text(f"{about}{what}")))

    def _parts(self, near: Near) -> str:
        score, like, order = (_decimal(value, self.words) for value in (near.hit.score, near.hit.words, near.hit.order))
        return self.words.say("nearest.likeness", score=score, words=like, order=order)

    def _table(self, answer: Answer, number: int) -> Table:
        say = self.words.say
        head = tuple(say(f"nearest.col.{key}") for key in ("rank", "likeness", "clause", "known"))
        rows = []
        for rank, near in enumerate(answer.near, start=1):
            doubt: tuple[Inline, ...] = (Text(" "), Mark("doubtful", say("nearest.far.short"))) if near.far else ()
            rows.append(
                (
                    Cell((Text(str(rank)),), None, True),
                    Cell((Text(_decimal(near.hit.score, self.words)), *doubt)),
                    Cell(self._named(near)),
                    Cell(self._known(near)),
                )
            )
        caption = say("nearest.caption", clause=self.pin(answer.unit, answer.place))
        return Table(f"nearest-{number}", caption, head, tuple(rows))

    def _named(self, near: Near) -> tuple[Inline, ...]:
        """Text and clause; with the clause's id where no number tells it from others."""
        unit = near.clause.unit
        label = f"{short_name(near.clause.entry)}, {self.pin(unit, near.clause.place)}"
        numbered = unit.wid or (unit.path and unit.path[-1][1])
        return (Text(label),) if numbered else (Text(f"{label} "), Code(unit.id))

    def _known(self, near: Near) -> tuple[Inline, ...]:
        """What must be known before the clause is relied on: whose words, their support, how much of the text."""
        say, entry, unit = self.words.say, near.clause.entry, near.clause.unit
        found: list[Inline] = [Text(say("nearest.restated" if entry.restated else "nearest.supplied"))]
        if unit.support:
            found += [Text(" "), Mark(unit.support.value, say(f"compare.support.{unit.support}"))]
        if near.assumed or unit.assumed_from:
            found += [Text(" "), Mark("assumed", say("nearest.assumed" if near.assumed else "nearest.assumed.other"))]
        if entry.completeness and entry.completeness is not Completeness.FULL:
            found += [Text(f" {say(f'compare.completeness.{entry.completeness}')}")]
        if not near.same_language:
            found += [Text(f" ({entry.language})")]
        return tuple(found)


def _decimal(value: float, words: Messages, places: int = 2) -> str:
    shown_as = f"{value:.{places}f}"
    return shown_as.replace(".", ",") if words.lang == "fr" else shown_as


def _number(value: int, words: Messages) -> str:
    return f"{value:,}".replace(",", "\u202f" if words.lang == "fr" else ",")
