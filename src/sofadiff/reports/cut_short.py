"""That a search was cut short, said before everything else: which one, and for which clauses."""

from __future__ import annotations

from collections.abc import Sequence

from sofadiff import codebook, pinpoint
from sofadiff.comparison import Comparison, Cut
from sofadiff.document import Block, Bullets, Note, Text
from sofadiff.messages import Messages
from sofadiff.model import Agreement
from sofadiff.reports.passages import short_name

MOST_NAMED = 10
"""Clauses that are named on each side; the JSON format has all."""


def notes(comparisons: Sequence[Comparison], words: Messages, *, between: Sequence[Cut] = ()) -> tuple[Block, ...]:
    """A warning with what was cut short in each comparison; nothing where everything was searched.

    `between`: what was cut short where a synopsis reads other texts against each other.
    """
    if not between and not any(comparison.truncated for comparison in comparisons):
        return ()
    items = [(Text(_sentence(comparison, cut, words)),) for comparison in comparisons for cut in comparison.cuts] + [
        (Text(words.say(f"cut.{cut.search}.between", count=len(cut.base) + len(cut.other))),) for cut in between
    ]
    note = Note("warning", words.say("compare.truncated.title"), (Text(words.say("compare.truncated")),))
    return (note, Bullets(tuple(items))) if items else (note,)


def codes(comparison: Comparison) -> str:
    """The searches that were cut short, for a program; empty where none was."""
    return " ".join(cut.search for cut in comparison.cuts) or ("yes" if comparison.truncated else "")


def _sentence(comparison: Comparison, cut: Cut, words: Messages) -> str:
    sides = ((comparison.base, cut.base), (comparison.other, cut.other))
    named = words.say("list.semi").join(_clauses(text, ids, words) for text, ids in sides if ids)
    names = {"base": short_name(comparison.base), "other": short_name(comparison.other)}
    return words.say(f"cut.{cut.search}", clauses=named, **names)


def _clauses(agreement: Agreement, ids: Sequence[str], words: Messages) -> str:
    """How many clauses of a text, and the names of the first of them."""
    if len(ids) == len(agreement.units):
        return words.say("cut.all", name=short_name(agreement), count=len(ids))

    def topic(name: str) -> str:
        return codebook.topic_label(name, words.lang)

    units = {unit.id: unit for unit in agreement.units}
    named = [pinpoint.label(agreement, units[name], words, topic, short=True) for name in ids[:MOST_NAMED]]
    key = "cut.more" if len(ids) > MOST_NAMED else "cut.some"
    return words.say(
        key, name=short_name(agreement), count=len(ids), total=len(agreement.units), clauses=", ".join(named)
    )
