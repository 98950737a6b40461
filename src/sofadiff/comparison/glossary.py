"""Words of an agreement as they are compared: defined terms become roles, variant spellings fold.

Each agreement is read through its own glossary: longest form first, whole words, case-sensitive. The words as written
stay with every token, for display.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from sofadiff import text
from sofadiff.comparison import ChangeClass
from sofadiff.comparison.diff import Token
from sofadiff.comparison.folding import DASHES, QUOTES, Folding, folding
from sofadiff.model import Agreement, Term

_SENTENCE_END = ".:;!?)]"
_THIN = " \u00a0\u202f\u2009"
"""Spaces between thousands."""
_INSIDE_NUMBER = frozenset(".,/:" + DASHES)


class Glossary:
    """Turns the text of one agreement into tokens."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self._fold: Folding = folding(language)
        self._terms: dict[str, list[tuple[tuple[str, ...], Term, bool]]] = {}
        for term in terms:
            self._add(term)
        for several in self._terms.values():
            several.sort(key=lambda item: (-len(item[0]), item[2], item[0], item[1].role))
        self._known = _known(language)
        self._single: dict[str, Token | None] = {}
        """Every word seen; None where what follows decides what it means."""

    @classmethod
    def of(cls, agreement: Agreement) -> Glossary:
        """The glossary of one agreement (empty for a document without our profile)."""
        return cls(agreement.terms, agreement.language)

    def tokens(self, written: str) -> list[Token]:
        """The tokens of a text; their `text` joined gives the text back, byte for byte."""
        raw = text.tokens(written)
        if len(raw) > 1 and not raw[0].strip():
            raw[:2] = [raw[0] + raw[1]]
        for token in {*raw}.difference(self._single):
            self._single[token] = self._meaning(token)
        plain = [*map(self._single.__getitem__, raw)]
        openers = [at for at, token in enumerate(plain) if token is None]
        if not openers:
            return cast(list[Token], plain)
        bare = [token.strip() for token in raw]
        found: list[Token] = []
        position = 0
        for opener in openers:
            if opener < position:  # taken by the term or phrase before
                continue
            found += cast(list[Token], plain[position:opener])
            length = self._term(raw, bare, opener, found) or self._phrase(raw, bare, opener, found)
            if not length:
                found.append(Token(raw[opener], *self._fold.word(bare[opener])))
            position = opener + (length or 1)
        found += cast(list[Token], plain[position:])
        return found

    def _meaning(self, written: str) -> Token | None:
        """What a word means by itself; None where it may open a term or a phrase and must be read in its place."""
        bare = written.strip()
        if bare in self._terms:
            return None
        if written not in self._known:
            self._known[written] = None if self._may_open_phrase(bare) else Token(written, *self._fold.word(bare))
        return self._known[written]

    def _add(self, term: Term) -> None:
        words = tuple(token.strip() for token in text.tokens(term.form))
        if not words:
            return
        self._terms.setdefault(words[0], []).append((words, term, False))
        capital = words[0][:1].upper() + words[0][1:]
        if capital != words[0]:  # a lower-case form may open a sentence
            self._terms.setdefault(capital, []).append(((capital, *words[1:]), term, True))

    def _term(self, raw: list[str], bare: list[str], start: int, found: list[Token]) -> int:
        for words, term, opening in self._terms.get(bare[start], ()):
            end = start + len(words)
            if tuple(bare[start:end]) != words:
                continue
            before = found[-1].bare if found else ""
            if opening and before and before[-1] not in _SENTENCE_END:
                continue
            written = "".join(raw[start:end])
            article = self._article(found)
            found.append(Token(article + written, f"<{term.role}>", ChangeClass.TERM, str(term.role), term.form))
            return end - start
        return 0

    def _article(self, found: list[Token]) -> str:
        """Take the definite article back: whether a term has one depends on the name chosen (the Mission, MINUSTAH)."""
        if not found:
            return ""
        low = found[-1].bare.casefold()
        if low in self._fold.articles:
            return found.pop().text
        if low in self._fold.contractions:
            token = found.pop()
            found.append(Token(token.text, self._fold.contractions[low], ChangeClass.TERM))
        elif len(found) > 1 and low in QUOTES and found[-2].text.casefold() in {*self._fold.elided, "d"}:
            apostrophe, letter = found.pop(), found.pop()
            if letter.text.casefold() in self._fold.elided:
                return letter.text + apostrophe.text
            found.append(Token(letter.text + apostrophe.text, "de", ChangeClass.TERM))
        return ""

    def _phrase(self, raw: list[str], bare: list[str], start: int, found: list[Token]) -> int:
        """Several tokens that are one word: `his or her`, `thirty (30)`, `1,000`, `co-operation`."""
        low = bare[start].casefold()
        length, norm, kind = 0, "", ChangeClass.SPELLING
        following = bare[start + 1].casefold() if start + 1 < len(bare) else ""
        for words, meaning, change in self._fold.phrases.get(low, ()):
            if words[1] == following and tuple([w.casefold() for w in bare[start : start + len(words)]]) == words:
                length, norm, kind = len(words), meaning, change
                break
        if not length and low.isdigit():
            length = _number_length(raw, bare, start)
            norm = self._fold.word("".join(bare[start : start + length]))[0]
        if not length and low in self._fold.join_prefixes and _hyphenated(raw, bare, start):
            length, norm = 3, self._fold.word(low + bare[start + 2])[0]
        if not length and low in self._fold.words and self._fold.words[low][0].isdigit():
            length, norm = 1, self._fold.words[low][0]
        if norm.isdigit() and tuple(bare[start + length : start + length + 3]) == ("(", norm, ")"):
            length += 3  # "thirty (30)" says it twice
        if length < 2 or any(self._opens_term(bare, at) for at in range(start + 1, start + length)):
            return 0  # a term wins over a phrase that would swallow its first word
        found.append(Token("".join(raw[start : start + length]), norm, kind))
        return length

    def _opens_term(self, bare: list[str], at: int) -> bool:
        """Whether a term, written as the glossary has it, begins at a token."""
        return any(
            not opening and tuple(bare[at : at + len(words)]) == words
            for words, _, opening in self._terms.get(bare[at], ())
        )

    def _may_open_phrase(self, bare: str) -> bool:
        """Whether what follows can change what the word means; all others are looked up once."""
        low = bare.casefold()
        return low in self._fold.openers or low.isdigit()


@cache
def _known(language: str) -> dict[str, Token | None]:
    """The words of a language that were looked up, whatever the glossary; None where what follows decides."""
    return {}


def _number_length(raw: list[str], bare: list[str], start: int) -> int:
    """How many tokens from `start` write one number, date or range (`1,000`, `20 000`, `2004-07-09`)."""
    end = start + 1
    while end + 1 < len(raw) and raw[end - 1] == bare[end - 1] and raw[end] == bare[end]:
        if bare[end] not in _INSIDE_NUMBER or not bare[end + 1].isdigit():
            break
        end += 2
    while end < len(raw) and len(bare[end]) == 3 and bare[end].isdecimal() and _thousands(raw[end - 1]):
        end += 1
    return end - start


def _thousands(written: str) -> bool:
    """Whether a token may stand before three more digits of the same number."""
    return len(written) <= 4 and written[:-1].isdecimal() and written[-1] in _THIN


def _hyphenated(raw: list[str], bare: list[str], start: int) -> bool:
    parts = raw[start : start + 2]
    return (
        len(bare) > start + 2 and parts == bare[start : start + 2] and parts[1] in DASHES and bare[start + 2].isalpha()
    )
