"""Quotes that hold: exact words of one clause, with everything that says what they are."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.citing import Target, citations, links, notes, selecting
from sofadiff.citing.labels import label
from sofadiff.errors import SofadiffError
from sofadiff.languages import bcp47
from sofadiff.messages import Messages, load
from sofadiff.model import Agreement, Completeness
from sofadiff.text import normal_words, tokens

LONGEST = 4_000
"""Characters that a card may quote."""
_WORD = re.compile(r"[^\W_]")


class Quote(Struct, frozen=True):
    """What a card shows."""

    words: str
    exact: bool
    """Whether these are the instrument's or the file's own words: only then do they stand in quotation marks."""
    claim: str
    """Whose words they are, in one line."""
    extent: str
    """Whether this is the whole clause or a part of it."""
    rows: tuple[tuple[str, str], ...]
    """(label, value): source, clause, text status, support, link, digest."""
    lang: str
    """Of the words, BCP 47."""
    reader: str
    """Language of everything else: `en` or `fr`."""


def quote(agreement: Agreement, target: Target, words: str | None, *, lang: str = "en") -> Quote:
    """The card of a clause, or of a part of its words.

    Raises SofadiffError unless `words` are an exact part of one block of the clause, whole words at both ends.
    """
    say = load(lang)
    chosen = target if words is None else _holding(agreement, target, words)
    text = target.text if words is None else words
    if len(text) > LONGEST:
        raise SofadiffError(
            f"has {len(text)} characters, more than a card of {LONGEST} holds.",
            where=f"{agreement.name} {target.ids[0] if target.ids else target.named.id}",
            remedy="Give the words to quote, or a smaller clause.",
        )
    own = not notes.restated(agreement, chosen)
    if not own:
        claim = say.say("quote.restated")
    else:
        file = agreement.path or ""
        claim = say.say("quote.exact", file=file) if not agreement.has_profile else say.say("quote.exact.record")
    whole = "quote.whole" if words is None or words == target.text else "quote.part"
    whole += ".parts" if whole == "quote.whole" and len(target.units) > 1 else ""
    return Quote(
        text, own, claim, say.say(whole), _rows(agreement, target, chosen, say), bcp47(agreement.language), lang
    )


def _rows(agreement: Agreement, target: Target, chosen: Target, say: Messages) -> tuple[tuple[str, str], ...]:
    style = "french" if say.lang == "fr" else "oscola"
    cited = citations.cite(agreement, target, style, lang=say.lang)
    if cited.refused:
        # The article around it, where that has a number that somebody confirmed; else the instrument.
        cited = citations.cite(agreement, selecting.above(agreement, target), style, lang=say.lang)
    link = links.link([target])
    rows = [
        ("source", cited.text),
        ("clause", label(agreement, target, say)),
        ("status", _status(agreement, say)),
        ("support", _support(agreement, chosen, say)),
        *([("link", link)] if link else []),
        ("digest", links.digest(target.text)),
    ]
    return tuple((say.say(f"quote.label.{name}"), value) for name, value in rows)


def _status(agreement: Agreement, say: Messages) -> str:
    found = [say.say(f"quote.status.{agreement.text_status or 'none'}")]
    if agreement.completeness is Completeness.TEXT_NOT_SEEN:
        found.append(say.say("quote.status.not-seen"))
    if agreement.completeness is Completeness.PARTIAL:
        found.append(say.say("quote.status.partial"))
    return ", ".join(found)


def _support(agreement: Agreement, chosen: Target, say: Messages) -> str:
    if chosen.support is not None and notes.mixed(chosen):
        weakest = say.say(f"quote.support.{chosen.support}.part")
        told = say.say("quote.support.mixed", parts=notes.parts(chosen, say), weakest=weakest)
    else:
        told = say.say(f"quote.support.{chosen.support or 'none'}")
    found = notes.sources(agreement, chosen) if chosen.support is not None else ""
    return f"{told} ({found})" if found else told


def _holding(agreement: Agreement, target: Target, words: str) -> Target:
    """The block of the clause that has these words; SofadiffError where none has exactly them."""
    where = f"{agreement.name} {target.ids[0] if target.ids else target.named.id}"
    if not normal_words(words):
        raise SofadiffError("there are no words to quote.", where=where, remedy="Leave them out for the whole clause.")
    for unit in target.units:
        if _whole_words(unit.text, words):
            return replace(target, units=(unit,), support=unit.support)
    inside = any(words in unit.text for unit in target.units)
    why = "the quote begins or ends inside a word" if inside else "these are not the exact words of this clause"
    near = next((found for unit in target.units if (found := _nearly(unit.text, words))), "")
    raise SofadiffError(
        f"{why}, so nothing was quoted.",
        where=where,
        remedy=f"It has: {near}" if near else f"`sofadiff show {where}` prints them.",
    )


def _whole_words(text: str, words: str) -> bool:
    """Whether the words occur, and not as a piece of longer words."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        begins = at == 0 or not (_WORD.match(text[at - 1]) and _WORD.match(words[0]))
        stops = end == len(text) or not (_WORD.match(text[end]) and _WORD.match(words[-1]))
        if begins and stops:
            return True
        at = text.find(words, at + 1)
    return False


def _nearly(text: str, words: str) -> str:
    """The passage that has these words but for capitals, punctuation or space; empty where there is none."""
    wanted = normal_words(words)
    pieces = tokens(text)
    at = [(normal_words(piece), number) for number, piece in enumerate(pieces) if normal_words(piece)]
    flat = [(word, number) for found, number in at for word in found]
    for start in range(len(flat) - len(wanted) + 1):
        if [word for word, _ in flat[start : start + len(wanted)]] == wanted:
            return "".join(pieces[flat[start][1] : flat[start + len(wanted) - 1][1] + 1]).strip()
    return ""
