"""What must be known with a citation: marks that stand in its line, and notes that stand under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sofadiff.citing import Instrument, Target
from sofadiff.citing.dates import british, french
from sofadiff.citing.series import FORMS
from sofadiff.citing.styles import STYLES, first_date
from sofadiff.messages import Messages
from sofadiff.model import Agreement, Completeness, Support, TextStatus
from sofadiff.text import digest

_MARKED = (TextStatus.PRESS_ONLY, TextStatus.LEAKED, TextStatus.UNOFFICIAL_TRANSLATION)
_MOST_SOURCES = 3
_SHORT_TITLE, _LONG_TITLE = 15, 90


def marks(agreement: Agreement, it: Instrument, target: Target | None, say: Messages) -> tuple[str, ...]:
    """What stands in square brackets at the end of the line, so that it is pasted with it."""
    found = []
    read = target is None or target.support is Support.VERIFIED
    if it.collection and read and it.status not in _MARKED:
        found.append(say.say("citing.mark.read-in", collection=_shortened(it.collection)))
    if it.status in _MARKED:
        found.append(say.say(f"citing.mark.{it.status}"))
    if target is not None and target.support is Support.REPORTED:
        titles = _titles(agreement, target)
        source = _shortened(titles[0]) if titles else "?"
        more = len(titles) - 1
        told = say.counted("citing.mark.reported.more", more, source=source) if more > 0 else ""
        told = told or say.say("citing.mark.reported", source=source)
        found.append(say.say("citing.mark.partly", mark=told) if mixed(target) else told)
    if target is not None and target.support is Support.UNVERIFIED:
        told = say.say("citing.mark.unverified")
        found.append(say.say("citing.mark.partly", mark=told) if mixed(target) else told)
    return tuple(found)


def mixed(target: Target) -> bool:
    """Whether the parts of a clause are established differently well; `target.support` is then the weakest."""
    return len({unit.support for unit in target.units}) > 1


def parts(target: Target, say: Messages) -> str:
    """How many parts of a clause have which support, the best first: `1 verified, 2 unverified`."""
    found = Counter(unit.support for unit in target.units)
    ordered = [each for each in (Support.VERIFIED, Support.REPORTED, Support.UNVERIFIED) if found[each]]
    return ", ".join(say.counted(f"citing.parts.{each}", found[each]) for each in ordered)


def rules(it: Instrument, made: Sequence[str], unchecked: bool) -> tuple[str, ...]:
    """Rules that hold in every style."""
    date = first_date(it)
    brackets = (date is not None and not date.known) or any(
        p.page.startswith("[") if p.known else unchecked for p in it.printed
    )
    return (*(("standing",) if made else ()), *(("brackets",) if brackets else ()))


def notes(
    agreement: Agreement,
    it: Instrument,
    target: Target | None,
    style: str,
    say: Messages,
    *,
    unchecked: bool,
    link: str,
    text: str,
) -> tuple[str, ...]:
    """Everything that the reader must know before using the citation (`text`), in full sentences."""
    found: list[str] = []
    if target is not None:
        found += _support(agreement, target, say)
        found += _words(agreement, target, say)
        found += [] if link else [say.say("citing.note.no-link")]
    if agreement.completeness in (Completeness.TEXT_NOT_SEEN, Completeness.PARTIAL):
        found.append(say.say("citing.note.not-seen" if _unseen(agreement) else "citing.note.partial"))
    found += _facts(agreement, it, style, say, text if unchecked else "")
    return tuple(found)


def restated(agreement: Agreement, target: Target) -> bool:
    """Whether the words are ours: in a record of our profile they are, unless they have the digest of the instrument's.

    A file of somebody else's, or a draft that was imported, holds the words of that file.
    """
    if not agreement.has_profile:
        return False
    return not all(unit.text_digest and unit.text_digest == digest(unit.text) for unit in target.units)


def sources(agreement: Agreement, target: Target) -> str:
    """The sources of a clause in one phrase, with their addresses; how many more there are where they are many."""
    found = [source for name in _names(target) if (source := agreement.source(name))]
    shown = [f"{source.title}{f' <{source.url}>' if source.url else ''}" for source in found[:_MOST_SOURCES]]
    more = len(found) - len(shown)
    return "; ".join(shown) + (f"; +{more}" if more else "")


def _support(agreement: Agreement, target: Target, say: Messages) -> Iterable[str]:
    if target.support is None:
        yield say.say("citing.note.support.none")
        return
    said = sources(agreement, target) or "?"
    if mixed(target):
        yield say.say("citing.note.support.mixed", parts=parts(target, say))
        yield say.say(f"citing.note.support.{target.support}.part", sources=said)
    else:
        yield say.say(f"citing.note.support.{target.support}", sources=said)
    inferred = [unit for unit in target.units if unit.assumed_from]
    if inferred:
        key = "citing.note.assumed" if len(inferred) == len(target.units) else "citing.note.assumed.part"
        yield say.say(key, source=", ".join(dict.fromkeys(unit.assumed_from or "" for unit in inferred)))
    if target.support is Support.UNVERIFIED and _unseen(agreement):
        yield say.say("citing.note.number")


def _words(agreement: Agreement, target: Target, say: Messages) -> Iterable[str]:
    if restated(agreement, target):
        yield say.say("citing.note.restated")
    elif not agreement.has_profile:
        yield say.say("citing.note.own-words", file=agreement.path or agreement.name)


def _facts(agreement: Agreement, it: Instrument, style: str, say: Messages, text: str) -> Iterable[str]:
    date = first_date(it)
    when = french if say.lang == "fr" else british
    if date is None:
        yield say.say("citing.note.no-date")
    elif not date.known:
        yield say.say("citing.note.date-bracketed", date=when(date.date))
    for dated in it.dates:
        if dated.event == "entry-into-force" and not dated.known and dated is not date:
            told = say.say("citing.date.entry-into-force", date=when(dated.date))
            yield say.say("citing.note.date-left-out", date=told)
    form = FORMS[style if style in STYLES else "plain"]
    for p in it.printed:
        if not p.known:
            series = form[p.series](p)
            key = "citing.note.series-bracketed" if series in text else "citing.note.series-left-out"
            yield say.say(key, series=series)
        if p.note:
            yield say.say("citing.note.record", note=p.note)
    if not it.printed and it.kind in ("treaty", "exchange") and agreement.has_profile:
        yield say.say("citing.note.no-series")
    if style == "bluebook" and it.kind in ("treaty", "exchange") and not it.united_states and not it.parties:
        yield say.say("citing.note.us-series")
    if not it.printed_title and it.kind != "resolution":
        yield say.say("citing.note.title-ours")


def _unseen(agreement: Agreement) -> bool:
    return agreement.completeness is Completeness.TEXT_NOT_SEEN


def _names(target: Target) -> list[str]:
    weakest = [unit for unit in target.units if unit.support is target.support]
    return list(dict.fromkeys(name for unit in weakest for name in unit.sources))


def _titles(agreement: Agreement, target: Target) -> list[str]:
    return [source.title for name in _names(target) if (source := agreement.source(name))]


def _shortened(title: str) -> str:
    """A title of a source short enough for a footnote: without remarks after a semicolon, cut at a comma or a word."""
    title = title.partition(";")[0].strip()
    if len(title) <= _LONG_TITLE:
        return title
    cut = max(title.rfind(mark, _SHORT_TITLE, _LONG_TITLE) for mark in (",", ":", " ("))
    return (title[:cut] if cut > 0 else title[: _LONG_TITLE - 1].rpartition(" ")[0]) + "…"
