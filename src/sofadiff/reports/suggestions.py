"""The document of `sofadiff suggest`: topics for each clause, values for the variables, and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator

from sofadiff import codebook, messages
from sofadiff.document import Block, Cell, Code, Details, Heading, Inline, Mark, Note, Paragraph, Report, Table, Text
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.model import UnitPart
from sofadiff.reports import suggestions_data
from sofadiff.reports.suggestions_data import CLEAR, Names
from sofadiff.suggesting import ForClause, ForVariable, Suggested, Topic
from sofadiff.suggesting.everything import MOST_CLAUSES
from sofadiff.suggesting.topics import LONGEST

SHOWN = 110
"""Characters of a clause that stand in the table, at most: enough to know it again."""
_PLACES = 4
"""Places that are named for one value; how many more there are is said."""


def report(suggested: Suggested, *, lang: str = "en") -> Report:
    """Everything suggested for one agreement, in one language."""
    m = messages.load(lang)
    names = Names(suggested, codebook.load(), m)
    title = m.say("suggest.title", agreement=suggested.agreement.short or suggested.agreement.name)
    page = _Page(suggested, names, m)
    return Report(
        name="suggest",
        title=title,
        lang=lang,
        blocks=(*page.limits(), *page.topics(), *page.left(), *page.variables(), *page.how()),
        data=suggestions_data.data(suggested, names),
        columns=suggestions_data.COLUMNS,
        rows=tuple(suggestions_data.rows(suggested, names)),
    )


class _Page:
    def __init__(self, suggested: Suggested, names: Names, m: Messages) -> None:
        self.suggested = suggested
        self.names = names
        self.m = m
        self.tag = bcp47(suggested.agreement.language)

    def limits(self) -> Iterator[Block]:
        say, suggested = self.m.say, self.suggested
        texts = [say("suggest.limits")]
        if not suggested.lists:
            texts.append(say("suggest.limits.language", language=suggested.agreement.language))
        elif suggested.too_long:
            texts.append(say("suggest.limits.words-only", most=self._number(MOST_CLAUSES)))
        elif not suggested.searched:
            texts.append(say("suggest.limits.records"))
        texts.append(say("suggest.limits.coding"))
        if not self.m.reviewed:
            texts.append(say("compare.translation"))
        yield Note("limits", say("suggest.limits.title"), (Text(" ".join(texts)),))

    def topics(self) -> Iterator[Block]:
        say = self.m.say
        with_topics = [each for each in self.suggested.clauses if each.topics]
        yield Heading(2, say("suggest.topics"), "topics")
        if not with_topics:
            yield Paragraph((Text(say("suggest.topics.none")),))
            return
        counts: dict[str, int | str] = {"with_": len(with_topics), "all": len(self.suggested.clauses)}
        counts["clear"] = self._decimal(CLEAR)
        yield Paragraph((Mark("not-coded", say("suggest.mark")), Text(f" {say('suggest.topics.count', **counts)}")))
        head = tuple(say(f"suggest.col.{name}") for name in ("clause", "words", "topic", "score", "why"))
        rows = tuple(row for each in with_topics for row in self._rows(each))
        yield Table("suggested-topics", say("suggest.topics.caption"), head, rows)

    def _rows(self, each: ForClause) -> Iterator[tuple[Cell, ...]]:
        say = self.m.say
        for number, topic in enumerate(each.topics):
            text = each.unit.text.replace("\n", " ")
            shown = text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
            named: list[Inline] = [Text(f"{self.names.topic(topic.topic)} "), Code(topic.topic)]
            if not number and each.unit.topics:
                coded = ", ".join(self.names.topic(name) for name in each.unit.topics)
                named.append(Text(f" ({say('suggest.coded', topics=coded)})"))
            clear = f" {say('suggest.clear')}" if topic.score >= CLEAR else ""
            yield (
                Cell((Text(self.names.clause(each.unit)),), None, True),
                Cell(() if number else (Text(shown, self.tag),)),
                Cell(tuple(named)),
                Cell((Text(f"{self._decimal(topic.score)}{clear}"),)),
                Cell((Text(self._why(each, topic)),)),
            )

    def _why(self, each: ForClause, topic: Topic) -> str:
        say = self.m.say
        if each.unit.part in (UnitPart.RECITAL, UnitPart.PREAMBLE):
            return say("suggest.why.preamble")
        said = [say(f"suggest.why.{word.where}", words=word.text) for word in topic.words]
        said += [
            say(
                "suggest.why.alike",
                text=one.clause.entry.short or one.clause.entry.name,
                clause=self.names.alike(one),
                likeness=self._decimal(one.likeness),
            )
            for one in topic.alike
        ]
        return say("list.semi").join(said)

    def left(self) -> Iterator[Block]:
        empty = [self.names.clause(each.unit) for each in self.suggested.clauses if not each.topics]
        if empty:
            text = self.m.counted("suggest.left.clauses", len(empty), clauses=", ".join(empty))
            yield Details(self.m.say("suggest.left"), (Paragraph((Text(text),)),))

    def variables(self) -> Iterator[Block]:
        say, found = self.m.say, self.suggested.variables
        left = self.names.without(found)
        one = sum(each.value is not None for each in found)
        yield Heading(2, say("suggest.variables"), "variables")
        count = say("suggest.variables.count", one=one, several=len(found) - one, all=len(found) + len(left))
        yield Paragraph((Mark("not-coded", say("suggest.mark")), Text(f" {count}")))
        if found:
            head = tuple(say(f"suggest.col.{name}") for name in ("variable", "value", "why"))
            rows = tuple(row for each in found for row in self._values(each))
            yield Table("suggested-values", say("suggest.variables.caption"), head, rows)
        if left:
            yield Paragraph((Text(say("suggest.variables.left", codes=", ".join(left))),))

    def how(self) -> Iterator[Block]:
        say = self.m.say
        yield Heading(2, say("suggest.how"), "how")
        yield Paragraph((Text(say("suggest.limits.short", longest=self._number(LONGEST))),))

    def _number(self, value: int) -> str:
        return f"{value:,}".replace(",", "\u202f" if self.m.lang == "fr" else ",")

    def _values(self, each: ForVariable) -> Iterator[tuple[Cell, ...]]:
        say = self.m.say
        code, label = self.names.variable(each.variable)
        for value in each.values:
            named: list[Inline] = [Text(f"{self.names.value(each.variable, value.value)} "), Code(value.value)]
            if each.value is None:
                named = [Mark("unclear", say("suggest.several")), Text(" "), *named]
            places = [
                say("suggest.value.words", words=word.text, clause=self.names.unit(word.unit))
                for word in value.words[:_PLACES]
            ]
            if len(value.words) > _PLACES:
                places.append(say("suggest.value.more", count=len(value.words) - _PLACES))
            yield (
                Cell((Text(f"{code} {label}"),), None, True),
                Cell(tuple(named)),
                Cell((Text(say("list.semi").join(places)),)),
            )

    def _decimal(self, value: float) -> str:
        shown = f"{value:.2f}"
        return shown.replace(".", ",") if self.m.lang == "fr" else shown
