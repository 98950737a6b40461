"""Words that are broken at the end of a line, put together by what the rest of the file shows of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

_SIGNS = "-\u00ad\u2010"
_BROKEN = re.compile(rf"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[{_SIGNS}]$")
_NEXT = re.compile(r"([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_KEEPING = frozenset({"non", "self", "ex", "quasi", "vice", "cross", "well", "anti", "half", "all", "semi"})
"""First parts that keep their hyphen where the file does not show the word."""

_TENS = re.compile("twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|vingt|trente|quarante|cinquante|soixante")
_DOUBLED = re.compile("co-o|(?:re|de|pre)-e|anti-i")
"""First parts before the vowel that they end in: co-operate, re-enter."""
_ONES = re.compile("one|two|three|four|five|six|seven|eight|nine|deux|trois|quatre|cinq|sept|huit|neuf")


class Hyphens(Struct):
    """What was done with the hyphens at line ends."""

    words: Counter[str]
    """How often each word stands in the file away from line ends; hyphens of theirs included."""
    dropped: int = 0
    kept: int = 0

    def join(self, before: str, after: str) -> tuple[str, str, str]:
        """The two lines as one text, what was decided (`dropped`, `kept`, ``) and a guess (empty if the file shows it).

        Without a hyphen at the end of the first, they are put together with a space.
        """
        broken, follows = _BROKEN.search(before), _NEXT.match(after)
        if broken is None or follows is None:
            if before.endswith(("-", "–", "—", "/", "\u00ad")) and len(before) > 1 and not before[-2].isspace():
                return before.rstrip("\u00ad") + after, "", ""
            return f"{before} {after}", "", ""
        one, two = broken[1], follows[1]
        keep, sure = self._keeps(one, two, before[-1])
        if keep:
            self.kept += 1
        else:
            self.dropped += 1
        text = before[:-1] + ("-" if keep else "") + after
        guess = "" if sure else (f"{one}-{two}" if keep else f"{one}{two}")
        return text, "kept" if keep else "dropped", guess

    def _keeps(self, one: str, two: str, sign: str) -> tuple[bool, bool]:
        """Whether the hyphen belongs to the word, and whether the file shows that."""
        last = one.rsplit("-", 1)[-1]
        joined, apart = self.words[f"{one}{two}".casefold()], self.words[f"{one}-{two}".casefold()]
        if joined or apart:
            return apart > joined, True
        if sign == "\u00ad":
            return False, True
        if two[0].isupper() or "-" in one:
            return True, two[0].isupper()
        if _TENS.fullmatch(last.casefold()) and _ONES.fullmatch(two.casefold()):
            return True, True
        known, follows = self.words[last.casefold()] > 0, self.words[two.casefold()] > 0 and len(two) > 3
        if (
            last.casefold() in _KEEPING
            or _DOUBLED.fullmatch(f"{last}-{two[0]}".casefold())
            or (known and follows and len(last) > 3)
        ):
            return True, False
        return False, not follows


def count_words(lines: Iterable[str]) -> Counter[str]:
    """The words of all lines, without the first and the last of each line that may be halves."""
    found: Counter[str] = Counter()
    broken = False
    for line in lines:
        words = [match[0].casefold().replace("\u2010", "-") for match in _WORD.finditer(line)]
        first = 1 if broken and words else 0
        broken = bool(_BROKEN.search(line))
        found.update(words[first : len(words) - 1 if broken else len(words)])
    return found
