"""The formulas that open and close an instrument, in the languages that are recognised."""

from __future__ import annotations

import re
from itertools import pairwise

_REASONS = (
    "considering|bearing in mind|desiring|recogni[sz]ing|noting|recalling|having regard|having in mind"
    "|taking into account|whereas|conscious|convinced|determined"
    "|mindful|reaffirming|affirming|referring|wishing|acting|aware|anxious|resolved"
    "|considérant|désireux|désirant|souhaitant|reconnaissant|rappelant|notant|vu|conscients?|convaincus?|soucieux"
    "|se référant|tenant compte|ayant|réaffirmant|animés"
    "|overwegende|voor ogen houdende|verlangende|erkennende|gelet op|gezien|in overweging nemende|herinnerend|wensende"
    "|geleid door|verwijzende?|in aanmerking nemende|bewust|overtuigd|de wens"
    "|in der erwägung|in anbetracht|eingedenk|in dem wunsch|gestützt|unter hinweis"
)
_FORMULAS = (
    r"(?:do\s+)?(?:hereby\s+)?have\s+agreed|agree\s+(?:on|as|to)|hereby\s+agree|sont\s+convenus|ont\s+arrêté"
    r"|zijn\s+(?:het\s+volgende\s+)?overeengekomen|zijn\s+het\s+volgende|hebben\s+overeenstemming|sind\s+wie\s+folgt"
)
_BREAK = re.compile(rf"(?<=[;,:.)”’»a-z0-9])\s*(?=(?:And\s+|Et\s+|En\s+)?(?:{_REASONS}|{_FORMULAS})\b)", re.IGNORECASE)
_REASON = re.compile(rf"(?:and\s+|et\s+|en\s+)?(?:{_REASONS})\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?:And\s+|Et\s+|En\s+)?[A-ZÀ-Þ]")
_CLOSING = re.compile(
    r"(?:in\s+(?:witness|faith)\s+where?of|done\s+(?:at|in|on|this)\b|en\s+foi\s+de\s+quoi|fait\s+(?:à|en)\b"
    r"|ten\s+blijke\s+waarvan|gedaan\s+(?:te|in)\b|zu\s+urkund|geschehen\s+zu)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:whereas|considérant(?:\s+ce\s+qui\s+suit)?|overwegende(?:\s+hetgeen\s+volgt)?"
    r"|in\s+erwägung\s+nachstehender\s+gründe)\s*:",
    re.IGNORECASE,
)
_LETTER_END = re.compile(
    r".{0,90}\b(?:avails?\s+(?:itself|myself)|saisit\s+cette\s+occasion|je\s+saisis|maakt\s+van\s+deze\s+gelegenheid"
    r"|if\s+the\s+(?:above|foregoing)|si\s+(?:les\s+dispositions|ce\s+qui\s+précède)|has\s+the\s+honou?r"
    r"|i\s+have\s+the\s+honou?r|ik\s+heb\s+de\s+eer|a\s+l.honneur)\b",
    re.IGNORECASE,
)


def split_recitals(text: str) -> list[str]:
    """Split a preamble that stands in one block before each reason and before the enacting formula.

    >>> split_recitals("The Parties,Considering one thing;Desiring another;Have agreed as follows:")
    ['The Parties,', 'Considering one thing;', 'Desiring another;', 'Have agreed as follows:']
    """
    parts, start = [], 0
    for match in _BREAK.finditer(text):
        # A reason begins with a capital; "the Parties considering ..." inside a sentence does not.
        after_stop = text[: match.start()].rstrip()[-1:] in {";", ",", ":", ".", ")", "”"}
        if match.start() > start and _CAPITAL.match(text[match.end() :]) and after_stop:
            parts.append(text[start : match.end()].strip())
            start = match.end()
    return [part for part in (*parts, text[start:].strip()) if part]


def split_closing(text: str) -> list[str]:
    """Split a testimonium before the formula of place and date.

    >>> split_closing("In witness whereof they signed.Done at X, in French.")
    ['In witness whereof they signed.', 'Done at X, in French.']
    """
    starts = [
        match.start() for match in re.finditer(r"(?<=[.;,])\s*(?=[A-Z])", text) if is_closing(text[match.end() :])
    ]
    edges = [0, *starts, len(text)]
    return [part for a, b in pairwise(edges) if (part := text[a:b].strip())]


def is_reason(text: str) -> bool:
    """Whether a preamble block gives a reason (a recital) rather than naming the parties or enacting."""
    return _REASON.match(text) is not None


def opens_reasons(text: str) -> bool:
    """Whether a block only announces the numbered recitals behind it (`Whereas:`)."""
    return _OPENS.fullmatch(text.strip()) is not None


def gives_reason(text: str) -> bool:
    """Whether a preamble block is a recital: it gives a reason, and does not only announce those behind it."""
    return is_reason(text) and not opens_reasons(text)


def is_closing(text: str) -> bool:
    """Whether a block begins the testimonium (`In witness whereof ...`, `Done at ...`)."""
    return _CLOSING.match(text) is not None


def is_letter_end(text: str) -> bool:
    """Whether a block in a note closes the note rather than its last article."""
    return _LETTER_END.match(text) is not None
