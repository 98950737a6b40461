"""What counts as a word of a search, and which words count as the same.

A word is a run of letters or digits (as in :mod:`sofadiff.text`); capitals, quotation marks, dashes and all other
punctuation fall away. Spellings and number words that the folding lists of the text's language take for one word are
one word, and so are an English or French word and its plural in `s`.

Names of parties and missions are not replaced by roles, as they are where two texts are compared. An index is made
before anybody knows which text will be laid beside which, and a name stands in nearly every clause of its agreement, so
it weighs little there anyway; only in clauses of a few words does it show in the likeness.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

from sofadiff.comparison.folding import DATA, folding
from sofadiff.errors import SofadiffError
from sofadiff.languages import iso639_3

VERSION = "words/1"
"""Changes whenever a text could fall into other words than before; an index of another version is refused."""
LONGEST = 20_000
"""Words of one clause; a whole act in one element is longer, a clause is not."""

_WORD = re.compile(r"[^\W_]+")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Norms(dict[str, str]):
    """Word as written in one language (case-folded) to the word it counts as; filled as words are met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        code = iso639_3(language)
        self._folding = folding(code if _LANGUAGE.fullmatch(code) else "und")

    def __missing__(self, written: str) -> str:
        norm = _singular(self._folding.word(written)[0])
        self[written] = norm
        return norm


norms = cache(Norms)
"""The one table of a language."""


def written(text: str) -> list[str]:
    """The words of a text, case-folded, in their order.

    >>> written("The  RECEIVING State’s “duty” (a)")
    ['the', 'receiving', 'state', 's', 'duty', 'a']
    """
    if text.isascii():  # three times as fast, and the same words
        return text.translate(_ASCII).split()
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def words(text: str, language: str) -> list[str]:
    """What the words of a text count as, in their order; SofadiffError where they are too many for a clause.

    >>> words("Thirty organisations", "eng") == words("30 organization", "eng")
    True
    """
    known = norms(language)
    found = [known[word] for word in written(text)]
    if len(found) > LONGEST:
        raise SofadiffError(
            f"has more than {LONGEST:,} words, which no clause has.",
            where=f"The clause that begins “{text[:40]}”",
            remedy="Give the clauses of the text as elements of their own.",
        )
    return found


@cache
def lists() -> str:
    """Digest of the word lists, since an index made with other lists would miss words."""
    found = hashlib.sha256()
    for path in sorted(DATA.glob("folding.*.json")):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _singular(norm: str) -> str:
    return norm[:-1] if len(norm) > 3 and norm.endswith("s") and not norm.endswith("ss") else norm
