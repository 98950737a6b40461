"""What a word is, in one place: tokens, normalised words, digests.

A word is a maximal run of letters or digits (underscore excluded); each punctuation mark is a token of its own; white
space belongs to the token before it. Joining the tokens of a text gives the text back, byte for byte.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+\s*|\s+|[\W_]\s*")  # words first: they are most of any text


def tokens(text: str) -> list[str]:
    """Split into words and punctuation marks, each with the white space that follows it.

    >>> tokens("He may not, (a) pay.")
    ['He ', 'may ', 'not', ', ', '(', 'a', ') ', 'pay', '.']
    """
    return _TOKEN.findall(text)


def words(text: str) -> list[str]:
    """The words of a text, as written, without punctuation or space.

    >>> words("Article VII(3)(c): the State's right.")
    ['Article', 'VII', '3', 'c', 'the', 'State', 's', 'right']
    """
    return _WORD.findall(text)


def normal_words(text: str) -> list[str]:
    """Words for digests and searches: compatibility-normalised, case-folded.

    >>> normal_words("The  RECEIVING State’s ﬁle")
    ['the', 'receiving', 'state', 's', 'file']
    """
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text))]


def digest(text: str) -> str:
    """SHA-256 (hex) of the normalised words joined by one space: which words were read, whatever the layout.

    >>> digest("One  two.") == digest("one two")
    True
    """
    return hashlib.sha256(" ".join(normal_words(text)).encode()).hexdigest()


def tidy(text: str) -> str:
    """Collapse every run of white space to one space and strip the ends."""
    # Of all white space only the plain space is printable, so most texts are seen to be tidy without being cut up.
    bare = text.strip()
    return bare if bare.isprintable() and "  " not in bare else " ".join(bare.split())
