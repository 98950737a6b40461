"""Reading some files for an index: their clauses, cut into words. One process may read many shards.

Words are numbered within the shard as they are met; whoever joins shards numbers them for good. So a shard depends on
its files alone, and an index does not depend on how many processes read them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from msgspec import Struct, field

from sofadiff import akn, corpus
from sofadiff.errors import SofadiffError
from sofadiff.index.files import Source
from sofadiff.index.manifest import clause_out
from sofadiff.nearest import Entry, Unread, is_clause
from sofadiff.nearest.plain import entry_of
from sofadiff.nearest.words import LONGEST, norms, written
from sofadiff.pinpoint import standings
from sofadiff.source_file import read_bytes

FILES = 50
"""Files of one shard."""


class Shard(Struct):
    """What was read from some files, in their order."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    """Words of each clause as written."""
    facts: list[bytes] = field(default_factory=list)
    """What else is known of each clause."""
    words: list[str] = field(default_factory=list)
    """Word by its number in the shard."""
    tokens: array[int] = field(default_factory=lambda: array("I"))
    """Numbers of the words of all clauses, one clause after the other."""
    lengths: array[int] = field(default_factory=lambda: array("I"))
    """Number of words of each clause."""


class _Numbers(dict[str, int]):
    """Word as written in one language to its number in the shard."""

    def __init__(self, language: str, shared: dict[str, int]) -> None:
        super().__init__()
        self._norms = norms(language)
        self._shared = shared

    def __missing__(self, word: str) -> int:
        number = self[word] = self._shared.setdefault(self._norms[word], len(self._shared))
        return number


def read(sources: Sequence[Source]) -> Shard:
    """Read the files; what cannot be read is listed with the reason, and the rest is read."""
    shard = Shard()
    shared: dict[str, int] = {}
    languages: dict[str, _Numbers] = {}
    for source in sources:
        try:
            _read(source, shard, shared, languages)
        except SofadiffError as error:
            shard.unread.append(Unread(source.stored, " ".join(part for part in (error.what, error.remedy) if part)))
        except RecursionError:
            shard.unread.append(Unread(source.stored, "is nested too deeply to be read."))
    shard.words = list(shared)
    return shard


def _read(source: Source, shard: Shard, shared: dict[str, int], languages: dict[str, _Numbers]) -> None:
    data = read_bytes(source.path or corpus.path_of(source.slug or ""))
    # Under its stored name, since a text without a title is called by its name: the index must not tell from where.
    agreement = akn.read(data, source.stored if source.path else None, source.slug, coded=False)
    units = [unit for unit in agreement.units if is_clause(unit)]
    if not units:
        raise SofadiffError("holds no clauses (no preamble and no body with text).", where=source.stored)
    numbers = languages.setdefault(agreement.language, _Numbers(agreement.language, shared))
    tokens, lengths = array("I"), array("I")
    for unit in units:
        before = len(tokens)
        tokens.extend(map(numbers.__getitem__, written(unit.text)))
        lengths.append(len(tokens) - before)
        if lengths[-1] > LONGEST:
            raise SofadiffError(f"has a clause of over {LONGEST:,} words, which no clause has.", where=source.stored)
    places = standings(agreement)
    shard.tokens += tokens
    shard.lengths += lengths
    shard.texts += [unit.text.encode("utf-8", "replace") for unit in units]
    shard.facts += [clause_out(unit, places[unit.id]) for unit in units]
    shard.entries.append(entry_of(agreement, first=0, clauses=len(units), size=len(data)))
