"""How one passage of a comparison is told: pinpoints, marks, rule, support and sources, in the report's language.

A passage is one link: the clauses of two texts that answer each other, or one clause that nothing answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sofadiff import codebook, pinpoint
from sofadiff.citing.cards import Citer, passage
from sofadiff.comparison import Comparison, Link, Verdict
from sofadiff.comparison.compare import compare
from sofadiff.comparison.known import known_words
from sofadiff.document import Block, Cite, ClauseCard, Details, Inline, Mark, Redline, SideBySide, Text, Url
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.model import Agreement, NumberStatus, Support, Unit
from sofadiff.reports import authentic
from sofadiff.reports.support_filter import Filtered, keep

_WEAKEST_FIRST = (Support.UNVERIFIED, Support.REPORTED, Support.VERIFIED)


class View(Struct, frozen=True):
    """One comparison seen in one language."""

    filtered: Filtered
    messages: Messages
    base_by_id: Mapping[str, Unit]
    other_by_id: Mapping[str, Unit]
    base_names: Mapping[str, str]
    other_names: Mapping[str, str]
    base_cites: Mapping[str, str]
    other_cites: Mapping[str, str]
    """Unit id to the clause's name in full, as a citation has it: with the words after a predicted number."""
    base_citer: Citer
    other_citer: Citer

    @classmethod
    def of(cls, filtered: Filtered, messages: Messages) -> View:
        """The view with its look-ups made once."""
        sides = (filtered.comparison.base, filtered.comparison.other)
        base, other = ({unit.id: unit for unit in side.units} for side in sides)
        places = [pinpoint.standings(side) for side in sides]
        names, cites = (
            [_names(*side, messages, short=short) for side in zip(sides, places, strict=True)]
            for short in (True, False)
        )
        earlier, later = (Citer(side, messages) for side in sides)
        return cls(filtered, messages, base, other, names[0], names[1], cites[0], cites[1], earlier, later)

    @property
    def comparison(self) -> Comparison:
        """What is told: the passages that no filter left out."""
        return self.filtered.comparison

    def base(self, link: Link) -> tuple[Unit, ...]:
        """The passage's clauses in the earlier text."""
        return tuple(self.base_by_id[unit] for unit in link.base)

    def other(self, link: Link) -> tuple[Unit, ...]:
        """The passage's clauses in the later text."""
        return tuple(self.other_by_id[unit] for unit in link.other)

    def topic(self, topic: str) -> str:
        """A topic's label; the id itself where another codebook's topic stands in a document."""
        return codebook.topic_label(topic, self.messages.lang)

    def pin(self, agreement: Agreement, unit: Unit) -> str:
        """The clause's name in running text."""
        return (self.other_names if agreement is self.comparison.other else self.base_names)[unit.id]

    def pins(self, agreement: Agreement, units: Iterable[Unit]) -> str:
        """Names of several clauses in one phrase; a dash for none."""
        return "; ".join(dict.fromkeys(self.pin(agreement, unit) for unit in units)) or "–"

    def cites(self, agreement: Agreement, units: Iterable[Unit]) -> tuple[Inline, ...]:
        """The same as references to the list of clauses; a dash for none."""
        found: list[Inline] = []
        for unit in units:
            found += [Text("; ")] if found else []
            found.append(Cite(self.pin(agreement, unit), agreement.name, unit.id))
        return tuple(found) or (Text("–"),)

    def subject(self, link: Link) -> str:
        """What the passage is about: its first topic, else its first heading; empty where there is neither."""
        units = (*self.other(link), *self.base(link))
        topics = [self.topic(unit.topics[0]) for unit in units if unit.topics]
        headings = [unit.heading for unit in units if unit.heading]
        return next(iter((*topics, *headings)), "")


def _names(
    agreement: Agreement,
    places: Mapping[str, pinpoint.Standing],
    messages: Messages,
    *,
    short: bool,
) -> dict[str, str]:
    """Unit id to the clause's name. Where several clauses have one name, each carries its permanent id as well."""

    def topic(name: str) -> str:
        return codebook.topic_label(name, messages.lang)

    labels = {unit.id: pinpoint.named(unit, places[unit.id], messages, topic, short=short) for unit in agreement.units}
    often = Counter(labels.values())
    for unit in agreement.units:
        if often[labels[unit.id]] > 1:
            labels[unit.id] += f" [{(unit.wid or unit.id).rsplit('-', 1)[-1]}]"
    return labels


def compared(
    pairs: Iterable[tuple[Agreement, Agreement]], messages: Messages, only: frozenset[Support] | None = None
) -> tuple[View, ...]:
    """Each (earlier text, later text) compared whole, then filtered by support."""
    return tuple(View.of(keep(compare(base, other), only), messages) for base, other in pairs)


def short_name(agreement: Agreement) -> str:
    """Slug, else the file's own name without its folders."""
    return agreement.slug or (agreement.path or agreement.work_uri).replace("\\", "/").rsplit("/", 1)[-1]


def weakest(units: Iterable[Unit]) -> Support | None:
    """The weakest support among clauses; None where none of them has any (documents without our profile)."""
    found = {unit.support for unit in units}
    return next((support for support in _WEAKEST_FIRST if support in found), None)


def below(units: Iterable[Unit], messages: Messages) -> tuple[Inline, ...]:
    """After a space, the mark of clauses that rest on less than a reading of the instrument; nothing for others."""
    support = weakest(units)
    if support in (None, Support.VERIFIED):
        return ()
    return (Text(" "), Mark(support.value, messages.say(f"compare.support.{support}")))


def worded(view: View, link: Link) -> bool:
    """Whether the passage's word edits mean anything: not where two languages answer each other."""
    sides = (view.comparison.base.language, view.comparison.other.language)
    return link.authentic is not None or sides[0] == sides[1] or not (link.base and link.other)


def side_by_side(view: View, link: Link) -> SideBySide:
    """Both texts of a passage whole, the earlier one first."""
    shown = redline(view, link)
    return SideBySide(
        left_label=shown.base_label,
        left="\n".join(unit.text for unit in view.base(link)),
        left_lang=shown.base_lang,
        right_label=shown.other_label,
        right="\n".join(unit.text for unit in view.other(link)),
        right_lang=shown.other_lang,
        citation=shown.citation,
        link=shown.link,
    )


def redline(view: View, link: Link) -> Redline:
    """The word edits of a passage, with both sides named and how far each is known."""
    comparison = view.comparison
    known = known_words(comparison, link)
    nothing = view.messages.say("compare.nothing")
    base, other = view.base(link), view.other(link)
    citation, permalink = passage(view.base_citer, base, view.other_citer, other)
    whose = [
        f", {authentic.told_name(side, link.authentic, view.messages)}" if link.authentic else ""
        for side in (comparison.base, comparison.other)
    ]
    return Redline(
        edits=link.edits,
        base_label=f"{short_name(comparison.base)}, {view.pins(comparison.base, base) if base else nothing}{whose[0]}",
        other_label=f"{short_name(comparison.other)}, {view.pins(comparison.other, other) if other else nothing}"
        + whose[1],
        base_lang=bcp47(link.authentic or comparison.base.language),
        other_lang=bcp47(link.authentic or comparison.other.language),
        base_name=short_name(comparison.base),
        other_name=short_name(comparison.other),
        base_whole=known.base,
        other_whole=known.other,
        base_cite=_full(view, comparison.base, base),
        other_cite=_full(view, comparison.other, other),
        moved_from=view.pins(comparison.base, base) if link.moved and base else "",
        citation=citation,
        link=permalink,
    )


def _full(view: View, agreement: Agreement, units: Iterable[Unit]) -> str:
    """The pinpoint citation of a passage's clauses on one side; empty where there are none."""
    names = view.other_cites if agreement is view.comparison.other else view.base_cites
    clauses = "; ".join(dict.fromkeys(names[unit.id] for unit in units))
    support = weakest(units)
    if not clauses:
        return ""
    known = view.messages.say(f"compare.support.{support}") if support else ""
    key = "word.cite.support" if known else "word.cite"
    return view.messages.say(key, title=agreement.title, clauses=clauses, **({"support": known} if known else {}))


def sources(agreement: Agreement, units: Iterable[Unit]) -> tuple[tuple[Inline, ...], ...]:
    """Where the clauses are known from, each source once."""
    ids = dict.fromkeys(source for unit in units for source in unit.sources)
    found = []
    for source in (agreement.source(source.removeprefix("#")) for source in ids):
        if source is not None:
            place = f", {source.locator}" if source.locator else ""
            end: tuple[Inline, ...] = (Text(". "), Url(source.url)) if source.url else ()
            found.append((Text(f"{source.title}{place}"), *end))
    return tuple(found)


def card(view: View, agreement: Agreement, unit: Unit, citer: Citer | None = None) -> ClauseCard:
    """The clause as the list of clauses prints it, with its citation if somebody is given who cites it."""
    citation, link = citer.clause(unit) if citer else ("", "")
    say, label = view.messages.say, view.pin(agreement, unit)
    marks = [Mark(unit.support.value, say(f"compare.support.{unit.support}"))] if unit.support else []
    if unit.number is NumberStatus.PREDICTED:
        marks.append(Mark("predicted", say("compare.number.predicted")))
    if unit.assumed_from:
        marks.append(Mark("assumed", say("compare.assumed.from", clause=unit.assumed_from)))
    marks += authentic.confirmed_marks(agreement, [unit.id], "", view.messages)
    return ClauseCard(
        slug=agreement.name,
        unit=unit.id,
        label=label,
        heading=unit.heading if unit.heading and unit.heading not in label else None,
        text=unit.text,
        lang=bcp47(agreement.language),
        marks=tuple(marks),
        sources=sources(agreement, (unit,)),
        topics=tuple(view.topic(topic) for topic in unit.topics),
        citation=citation,
        link=link,
    )


def restated(view: View, link: Link) -> Redline:
    """The word edits of the restatements of a passage that is told by its authentic words."""
    assert link.restated is not None
    shown = redline(view, replace(link, edits=link.restated.edits, authentic=None, restated=None))
    return replace(shown, citation="", link="")  # the passage itself has them


def beside(view: View, link: Link) -> tuple[Block, ...]:
    """What stands beside a passage: the restatements of one told by authentic words, and words in other languages."""
    sides = ((view.comparison.other, view.other(link)), (view.comparison.base, view.base(link)))
    cards = tuple(
        card
        for side, units in sides
        for unit in units
        for card in authentic.cards(side, unit, view.pin(side, unit), view.messages, but=link.authentic)
    )
    if link.restated is None:
        return cards
    say, verdict = view.messages.say, link.restated.verdict
    label = say("attached.restated")
    if verdict is not link.verdict:
        said = say("compare.assumed" if verdict is Verdict.ASSUMED else f"compare.verdict.{verdict}")
        label = say("attached.restated.differs", verdict=said)
    return (Details(label, (restated(view, link),)), *cards)


def short_card(view: View, agreement: Agreement, unit: Unit) -> ClauseCard:
    """The clause without sources and topics, where the passage or a list names them."""
    return replace(card(view, agreement, unit), sources=(), topics=())
