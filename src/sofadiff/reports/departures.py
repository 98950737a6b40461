"""The departures report: only the changes of substance, as a table with a column to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import messages
from sofadiff.citing.cards import Citer
from sofadiff.comparison import Link, Op
from sofadiff.document import Block, Bullets, Cell, Details, Heading, Inline, Paragraph, Report, Strong, Table, Text
from sofadiff.findings.roles import role_of
from sofadiff.languages import bcp47
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Support, Unit
from sofadiff.reports import authentic, cite_as, comparison_data, comparison_opening, cut_short, pinned, terms
from sofadiff.reports.passages import View, below, card, compared, short_name
from sofadiff.reports.redline import in_later_order
from sofadiff.reports.telling import Fate, class_labels, differing, fate, state_marks, support_marks, unanswered


def report(
    agreement: Agreement,
    against: Sequence[Agreement],
    *,
    lang: str = "en",
    only: frozenset[Support] | None = None,
) -> Report:
    """What departs in substance from each comparator. The column for the effect of a change is left to the reader.

    With `only`, passages with a clause of another support are left out and listed.
    """
    words = messages.load(lang)
    views = compared(((base, agreement) for base in against), words, only)
    chosen = [substantive(view) for view in views]
    blocks: list[Block] = [
        *cut_short.notes([view.comparison for view in views], words),
        *comparison_opening.texts(agreement, against, words),
        *comparison_opening.attached(views),
        *comparison_opening.summary(views, words),
    ]
    for number, (view, links) in enumerate(zip(views, chosen, strict=True), start=1):
        role = words.say(f"compare.role.{role_of(agreement, view.comparison.base)}")
        title = words.say("compare.section", name=short_name(view.comparison.base), role=role)
        blocks += [
            Heading(2, title, f"against-{number}"),
            *comparison_opening.persons(view, number, [None] * len(view.comparison.links)),
            *terms.terms(view, number, [None] * len(view.comparison.links)),
            Heading(3, words.say(_title(view, links)), f"departures-{number}"),
            *table(view, links, number),
        ]
    blocks += comparison_opening.left_out(views, only)
    blocks += clause_list(views, chosen, words)
    names = words.listing(short_name(base) for base in against)
    return Report(
        name="departures",
        title=words.say("compare.title.departures", agreement=short_name(agreement), against=names),
        lang=lang,
        blocks=tuple(blocks),
        data=comparison_data.report_data("departures", agreement, against, views, lang=lang, only=only),
        columns=comparison_data.columns(views),
        rows=comparison_data.rows(views, chosen),
    )


def _title(view: View, links: Sequence[Link]) -> str:
    """Departures of one instrument from another only where both clauses were read; else of the restatements."""
    restated = any(fate(view, link) in (Fate.RESTATED, Fate.IN_PART) for link in links)
    return "departures.table.restated" if restated else "departures.table"


def substantive(view: View) -> list[Link]:
    """Passages that changed in substance, new and gone ones among them, in the later text's order.

    Unanswered passages of a text known only in part are among them; the table leaves them out.
    """
    return differing(view, in_later_order(view))


def table(view: View, links: Sequence[Link], number: int) -> tuple[Block, ...]:
    """One row per change; words that differ are emphasised."""
    say = view.messages.say
    earlier, later = short_name(view.comparison.base), short_name(view.comparison.other)
    sure = [link for link in links if not unanswered(view, link)]
    open_ends = [link for link in links if unanswered(view, link)]
    blocks: list[Block] = []
    if sure:
        head = (say("departures.clause"), earlier, later, say("departures.change"), say("departures.effect"))
        caption = say("departures.caption", earlier=earlier, later=later)
        blocks.append(Paragraph((Text(say("departures.how")),)))
        blocks.append(Table(f"departures-{number}", caption, head, tuple(_row(view, link) for link in sure)))
    else:
        blocks.append(Paragraph((Text(say("departures.none", earlier=earlier, later=later)),)))
    if open_ends:
        label = view.messages.counted("departures.unanswered.title", len(open_ends))
        items = tuple(
            (Text(f"{short_name(side)}, "), *view.cites(side, units), *below(units, view.messages))
            for side, units in _lone(view, open_ends)
        )
        blocks.append(Details(label, (Paragraph((Text(say("departures.unanswered")),)), Bullets(items))))
    return tuple(blocks)


def _lone(view: View, links: Sequence[Link]) -> list[tuple[Agreement, tuple[Unit, ...]]]:
    """The side and clauses of passages that nothing answers."""
    comparison = view.comparison
    return [
        (comparison.other, view.other(link)) if link.other else (comparison.base, view.base(link)) for link in links
    ]


def clause_list(views: Sequence[View], chosen: Sequence[Sequence[Link]], words: Messages) -> tuple[Block, ...]:
    """Every clause that the tables name, once, with support and sources; agreement by agreement."""
    wanted = set()
    for view, links in zip(views, chosen, strict=True):
        wanted |= {(view.comparison.other.name, unit) for link in links for unit in link.other}
        wanted |= {(view.comparison.base.name, unit) for link in links for unit in link.base}
    sides = [(views[0], views[0].comparison.other), *((view, view.comparison.base) for view in views)]
    cards: list[Block] = []
    done: set[str] = set()
    for view, side in sides:
        if side.name not in done:
            citer = Citer(side, words)
            for unit in (each for each in side.units if (side.name, each.id) in wanted):
                cards += [card(view, side, unit, citer), *authentic.cards(side, unit, view.pin(side, unit), words)]
        done.add(side.name)
    head = (Heading(2, words.say("compare.clauses"), "clauses"),) if cards else ()
    return (*head, *cards, *cite_as.section([side for _, side in sides], words))


def _row(view: View, link: Link) -> tuple[Cell, ...]:
    ((side, units),) = _lone(view, [link])
    first = view.cites(side, units)
    about = view.subject(link)
    if about in view.pins(side, units):
        about = ""
    marks: list[Inline] = []
    states = state_marks(view, link)
    if fate(view, link) is Fate.SUBSTANTIVE:  # goes without a mark in a table of departures
        states = states[1:]
    for mark in (*states, *support_marks(view, link)):
        marks += [mark, Text(" ")]
    said = "; ".join(filter(None, (class_labels(view, link), pinned.told(view.comparison, link, view.messages))))
    return (
        Cell((*first, *((Text(f" – {about}"),) if about else ())), header=True),
        Cell(_side(view, link, earlier=True)),
        Cell(_side(view, link, earlier=False)),
        Cell((*marks, Text(said)) if said else tuple(marks[:-1])),
        Cell(()),
    )


def alike(link: Link) -> bool:
    """Whether enough words are the same for emphasis to show what changed: at least a third on the shorter side."""
    same = sum(len(edit.other) for edit in link.edits if edit.op in (Op.SAME, Op.FOLDED))
    shorter = min(sum(len(edit.base) for edit in link.edits), sum(len(edit.other) for edit in link.edits))
    return bool(link.base and link.other) and 3 * same >= shorter


def _side(view: View, link: Link, *, earlier: bool) -> tuple[Inline, ...]:
    """One side's clause and its words; what the other side lacks is emphasised."""
    agreement = view.comparison.base if earlier else view.comparison.other
    units = view.base(link) if earlier else view.other(link)
    if not units:
        return (Text(view.messages.say("compare.nothing")),)
    lang = bcp47(link.authentic or agreement.language)
    words: list[Inline] = (
        [*view.cites(agreement, units), Text(view.messages.say("compare.colon"))] if earlier and link.other else []
    )
    whole = not alike(link)
    for edit in link.edits:
        run = edit.base if earlier else edit.other
        changed = edit.op in (Op.REMOVED, Op.ADDED) and not whole
        if run.strip() and changed:
            words.append(Strong(run))
        elif run:
            words.append(Text(run, lang))
    return tuple(words)
