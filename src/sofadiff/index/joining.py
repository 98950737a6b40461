"""Shards joined into one index: one vocabulary, words to weighed postings, all of it written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import IO, Any, BinaryIO

from msgspec import Struct, field
from msgspec.structs import replace

from sofadiff.errors import SofadiffError
from sofadiff.index.arrays import np
from sofadiff.index.container import Writer
from sofadiff.index.manifest import FORMAT, Manifest, text_out, versions
from sofadiff.index.shards import Shard
from sofadiff.index.weighing import encoded, postings
from sofadiff.nearest import Entry, Unread

MOST_CLAUSES = 20_000_000
MOST_WORDS = 0x10FFFF - 0x800
"""Different words: each is one character where the order of words is compared."""
_COPIED = 1 << 20

Numbers = np.ndarray[Any, Any]


class Joined(Struct):
    """An index in the making: the words of its texts are written as they come, all else at the end."""

    writer: Writer
    facts: IO[bytes]
    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)
    vocabulary: dict[str, int] = field(default_factory=dict)
    tokens: list[Numbers] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    text_lengths: list[int] = field(default_factory=list)
    fact_lengths: list[int] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """Digest of a file to its name."""

    @classmethod
    @contextmanager
    def into(cls, stream: BinaryIO) -> Iterator[Joined]:
        """An index of nothing yet, in a file opened for writing; facts wait in a file that vanishes at the end."""
        with tempfile.TemporaryFile() as facts:
            joined = cls(Writer(stream), facts)
            joined.writer.start("texts")
            yield joined

    def add(self, shard: Shard) -> None:
        """Take over a shard's texts, except copies of one that is there."""
        self.unread += shard.unread
        number = self.vocabulary
        renumbered = np.array([number.setdefault(word, len(number)) for word in shard.words], dtype=np.uint32)
        tokens = renumbered[np.frombuffer(shard.tokens, dtype=np.uint32)] if shard.tokens else renumbered[:0]
        clause = word = 0
        for entry in shard.entries:
            end = clause + entry.clauses
            until = word + sum(shard.lengths[clause:end])
            name = entry.path or entry.name
            if entry.sha256 in self.known:
                self.copies.append((name, self.known[entry.sha256]))
            else:
                self.known[entry.sha256] = name
                self.entries.append(replace(entry, first=len(self.lengths)))
                self.tokens.append(tokens[word:until])
                self.lengths += shard.lengths[clause:end]
                self.writer.append(b"".join(shard.texts[clause:end]))
                self.text_lengths += map(len, shard.texts[clause:end])
                self.facts.writelines(shard.facts[clause:end])
                self.fact_lengths += map(len, shard.facts[clause:end])
            clause, word = end, until
        if len(self.lengths) > MOST_CLAUSES or len(number) > MOST_WORDS:
            raise SofadiffError(
                f"more than {MOST_CLAUSES:,} clauses or {MOST_WORDS:,} different words are too many for one index.",
                remedy="Make several, by language or by kind of agreement.",
            )

    def finish(self, passed_over: dict[str, int]) -> None:
        """All other parts and the manifest. Words are put in the order of their bytes and numbered by it."""
        spelled = {word.encode(): number for word, number in self.vocabulary.items()}
        ordered = sorted(spelled)
        places = np.empty(len(ordered), dtype=np.uint32)
        places[[spelled[word] for word in ordered]] = np.arange(len(ordered), dtype=np.uint32)
        for some in self.tokens:
            some[:] = places[some]
        writer = self.writer
        writer.part("facts", _chunks(self.facts))
        writer.part("text_ends", [_ends(self.text_lengths)])
        writer.part("fact_ends", [_ends(self.fact_lengths)])
        writer.part("token_ends", [_ends(self.lengths)])
        writer.part("tokens", (encoded(some).data for some in self.tokens))
        found = postings(self.tokens, np.array(self.lengths, dtype=np.int64), len(ordered))
        writer.part("squares", [found.squares.data])
        writer.part("words", [b"\n".join(ordered)])
        writer.part("posting_ends", [found.ends.data])
        writer.part("posting_clauses", [found.clauses.data])
        writer.part("posting_weights", [found.weights.data])
        writer.finish(
            Manifest(
                FORMAT,
                versions(),
                [text_out(entry) for entry in self.entries],
                [(item.name, item.reason) for item in self.unread],
                self.copies,
                passed_over,
            )
        )


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_COPIED):
        yield chunk


def _ends(lengths: Iterable[int]) -> memoryview:
    return np.array(list(accumulate(lengths)), dtype="<i8").data
