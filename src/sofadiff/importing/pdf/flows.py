"""The columns of a file in the order in which they are read; those of another language are read apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from sofadiff.importing.languages import hits
from sofadiff.importing.pdf.columns import Band, Column

_SURE = 4
"""Function words that tell a column's language at least."""
_AHEAD = 1.3
"""How many times those of the other language of the file they must be."""
_TURNS = 4
"""Times that the language changes from page to page before a file counts as printed on facing pages."""
_MOSTLY = 0.6
"""Share of the pages after which it must change."""


class Flow(Struct, frozen=True):
    """Columns that are read one after the other."""

    columns: tuple[Column, ...]
    language: str = ""
    """ISO 639-3 code where the layout parts the languages."""


Hits = Mapping[str, int]


def flows(pages: Sequence[Sequence[Band]]) -> tuple[Flow, ...]:
    """One flow; or one for each language, if columns side by side or facing pages are in different languages."""
    units = [
        (column, place, len(band)) for bands in pages for band in bands for place, column in enumerate(band) if column
    ]
    pair = _side_by_side(pages) or _facing(pages)
    if not pair:
        return (Flow(tuple(column for column, _, _ in units)),)
    said = [_which(_hits(column), pair) for column, _, _ in units]
    parted: dict[str, list[Column]] = {language: [] for language in sorted(pair, key=_place_in(said))}
    last: dict[tuple[int, int], str] = {}
    before = next(iter(parted))
    for (column, place, of), language in zip(units, said, strict=True):
        before = last[place, of] = language or last.get((place, of), before)
        parted[before].append(column)
    return tuple(Flow(tuple(columns), language) for language, columns in parted.items() if columns)


def _place_in(said: Sequence[str]) -> Callable[[str], int]:
    return lambda language: said.index(language) if language in said else len(said)


def _hits(column: Column) -> Hits:
    return hits(" ".join(word.text for line in column for word in line.words))


def _best(found: Hits) -> str:
    return max(found, key=lambda language: found[language])


def _which(found: Hits, pair: tuple[str, str]) -> str:
    """Which of two languages; empty if the words do not tell."""
    one, two = sorted(pair, key=lambda language: -found[language])
    return one if found[one] >= _SURE and found[one] >= _AHEAD * found[two] else ""


def _side_by_side(pages: Sequence[Sequence[Band]]) -> tuple[str, str] | None:
    """The two languages of columns that stand side by side, if most of these are in different ones."""
    pairs: Counter[tuple[str, str]] = Counter()
    same = 0
    for band in (band for bands in pages for band in bands if len(band) == 2):
        left, right = map(_hits, band)
        pair = (_best(left), _best(right))
        if pair[0] != pair[1] and (_which(left, pair), _which(right, pair)) == pair:
            pairs[min(pair), max(pair)] += 1
        else:
            same += pair[0] == pair[1]
    (pair, times), *_ = pairs.most_common(1) or [(("", ""), 0)]
    return pair if times > same else None


def _facing(pages: Sequence[Sequence[Band]]) -> tuple[str, str] | None:
    """The two languages that take turns from page to page."""
    found = [_hits([line for band in bands for column in band for line in column]) for bands in pages]
    main = Counter(_best(each) for each in found if max(each.values()) >= _SURE)
    if len(main) < 2:
        return None
    (one, _), (two, _) = main.most_common(2)
    said = [language for each in found if (language := _which(each, (one, two)))]
    changes = sum(a != b for a, b in pairwise(said))
    return (one, two) if changes >= _TURNS and changes >= _MOSTLY * (len(said) - 1) else None
