"""The file of an index: a header, arrays of numbers one after another, and a manifest in JSON.

    bytes 0-15    "sofadiff index" and a line feed, padded with zeros
    bytes 16-63   where the manifest begins, its length (8 bytes each, little-endian), its SHA-256
    then          the parts of :data:`PARTS` in that order, each aligned to 64 bytes
    last          the manifest: format, versions, texts, and of each part place, number of values and checksums

Every part is read through a memory map, and every stretch of it is checked against its checksum before it is used for
the first time. Nothing in the file is ever executed or unpickled. The same texts give the same bytes.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from msgspec.structs import replace

from sofadiff.errors import SofadiffError
from sofadiff.index.arrays import np
from sofadiff.index.manifest import REBUILD, Manifest, StoredPart, damaged, manifest_in, manifest_out

PARTS: Mapping[str, str] = {
    "texts": "u1",
    "facts": "u1",
    "text_ends": "<i8",
    "fact_ends": "<i8",
    "token_ends": "<i8",
    "tokens": "<u4",
    "squares": "<u4",
    "words": "u1",
    "posting_ends": "<i8",
    "posting_clauses": "<u4",
    "posting_weights": "<u2",
}
"""Name of each part to the type of its values. `x_ends` says where each item of `x` ends; the first begins at 0.

`words` holds one word on each line, in the order of their bytes; a word's number is that of its line."""
_MAGIC = b"sofadiff index\n\0"
_HEADER = struct.Struct("<16sQQ32s")
_ALIGNED = 64
_STRETCH = 1 << 16
"""Bytes that share a checksum."""


class Writer:
    """Writes parts, then the manifest, into a file opened for writing."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._parts: dict[str, StoredPart] = {}
        self._name, self._start, self._room = "", 0, 0
        self._sums: list[int] = []
        stream.write(b"\0" * _HEADER.size)

    def start(self, name: str) -> None:
        """Begin a part; what is appended from now on belongs to it."""
        self._end()
        self._stream.write(b"\0" * (-self._stream.tell() % _ALIGNED))
        self._name, self._start, self._sums, self._room = name, self._stream.tell(), [], 0

    def append(self, chunk: bytes | memoryview) -> None:
        """Write some of the values of the part that was begun last."""
        view = memoryview(chunk).cast("B")
        self._stream.write(view)
        while view:
            if not self._room:
                self._sums.append(0)
                self._room = _STRETCH
            piece, view = view[: self._room], view[self._room :]
            self._sums[-1] = zlib.crc32(piece, self._sums[-1])
            self._room -= len(piece)

    def part(self, name: str, chunks: Iterable[bytes | memoryview]) -> None:
        """Write one part whole, from chunks of any size."""
        self.start(name)
        for chunk in chunks:
            self.append(chunk)

    def _end(self) -> None:
        if self._name:
            size = np.dtype(PARTS[self._name]).itemsize
            count = (self._stream.tell() - self._start) // size
            self._parts[self._name] = StoredPart(self._start, count, self._sums)
            self._name = ""

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the header; without it the file is no index."""
        self._end()
        data = manifest_out(replace(manifest, parts=self._parts))
        start = self._stream.tell()
        self._stream.write(data)
        self._stream.seek(0)
        self._stream.write(_HEADER.pack(_MAGIC, start, len(data), hashlib.sha256(data).digest()))


class Part:
    """One array of an index, checked stretch by stretch as it is used."""

    def __init__(self, where: str, name: str, data: np.ndarray[Any, Any], sums: list[int]) -> None:
        self.name = name
        self._where = where
        self._bytes = data
        self._values = data.view(PARTS[name])
        self._sums = sums
        self._seen = bytearray(len(sums))

    def __len__(self) -> int:
        return len(self._values)

    def take(self, start: int, stop: int) -> np.ndarray[Any, Any]:
        """The values from `start` to `stop`, checked."""
        if not 0 <= start <= stop <= len(self._values):
            raise damaged(self._where, f"its part “{self.name}” is shorter than others say")
        if start < stop:
            size = self._values.itemsize
            for number in range(start * size // _STRETCH, (stop * size - 1) // _STRETCH + 1):
                if not self._seen[number]:
                    self._check(number)
        return self._values[start:stop]

    def whole(self) -> np.ndarray[Any, Any]:
        """All values, checked."""
        return self.take(0, len(self._values))

    def text(self, start: int, stop: int) -> str:
        """Bytes of a part of text, as text."""
        try:
            return str(self.take(start, stop).tobytes(), "utf-8")
        except UnicodeDecodeError:
            raise damaged(self._where, f"its part “{self.name}” holds what is no text") from None

    def _check(self, number: int) -> None:
        piece = self._bytes[number * _STRETCH : (number + 1) * _STRETCH]
        if zlib.crc32(piece.data) != self._sums[number]:
            raise damaged(self._where, f"its part “{self.name}” does not match its checksum")
        self._seen[number] = 1


class Container:
    """An index file opened for reading."""

    def __init__(self, path: str) -> None:
        data = _mapped(path)
        start, length, digest = _header(path, data)
        text = bytes(data[start : start + length])
        if len(text) != length or start + length != len(data):
            raise damaged(path, "it is cut short or has something behind its end")
        if hashlib.sha256(text).digest() != digest:
            raise damaged(path, "its manifest does not match its checksum")
        self.manifest = manifest_in(path, text)
        if set(self.manifest.parts) != set(PARTS):
            raise damaged(path, "its list of parts is not that of an index")
        raw = np.frombuffer(data, dtype=np.uint8)[:start]
        self.parts = {name: _part(path, name, self.manifest.parts[name], raw) for name in PARTS}


def _mapped(path: str) -> mmap.mmap:
    try:
        with open(path, "rb") as stream:
            start = stream.read(_HEADER.size)
            if len(start) < _HEADER.size or not start.startswith(_MAGIC):
                raise SofadiffError("is not an index of sofadiff.", where=path, remedy=REBUILD)
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise SofadiffError(
            f"cannot be read ({error.strerror or error}).",
            where=path,
            remedy="Name an index that `sofadiff index` has written.",
        ) from None


def _header(path: str, data: mmap.mmap) -> tuple[int, int, bytes]:
    _, start, length, digest = _HEADER.unpack(data[: _HEADER.size])
    if start < _HEADER.size or start > len(data):
        raise damaged(path, "it is cut short or has something behind its end")
    return start, length, digest


def _part(path: str, name: str, stored: StoredPart, raw: np.ndarray[Any, Any]) -> Part:
    size = stored.count * np.dtype(PARTS[name]).itemsize
    if (
        stored.offset % _ALIGNED
        or stored.offset + size > len(raw)
        or len(stored.crc32) != (size + _STRETCH - 1) // _STRETCH
    ):
        raise damaged(path, f"its part “{name}” does not stand where the manifest says")
    return Part(path, name, raw[stored.offset : stored.offset + size], stored.crc32)
