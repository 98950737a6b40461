"""Bytes to lines: encodings told apart by what is in the file, limits stated, binary refused."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Remark

SIZE_LIMIT = 20_000_000
"""Bytes of a text file that is imported."""
LINE_LIMIT = 1_000_000
"""Characters of one line."""
LINES_LIMIT = 200_000
"""Lines of a text file."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class SourceText(Struct, frozen=True):
    """A decoded file."""

    lines: tuple[str, ...]
    encoding: str
    guessed: str | None
    """Sentence for the import report where the encoding was not certain."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the report says of the encoding."""
        return (Remark(1, self.guessed, doubtful=True),) if self.guessed else ()


def decode(data: bytes, path: str) -> SourceText:
    """Decode a text file; raise SofadiffError for what is none (binary, wrong byte order, over the limits)."""
    if len(data) > SIZE_LIMIT:
        raise SofadiffError(
            f"is {len(data) / 1e6:.0f} MB of text; more than {SIZE_LIMIT / 1e6:.0f} MB are refused.",
            where=path,
            remedy="Give the agreement alone, not a collection.",
        )
    text, encoding, guessed = _text(data, path)
    control = _CONTROL.search(text)
    if control:
        line = len(_LINE_ENDS.findall(text, 0, control.start())) + 1
        raise SofadiffError(
            f"holds the control character U+{ord(control.group()):04X}, so it is binary or damaged, not text.",
            where=f"{path}:{line}",
            remedy="Give the text as UTF-8.",
        )
    lines = _LINE_ENDS.split(text)
    if len(lines) > LINES_LIMIT:
        raise SofadiffError(
            f"has {len(lines):,} lines; more than {LINES_LIMIT:,} are refused.",
            where=path,
            remedy="Give the agreement alone, not a collection.",
        )
    longest = max(range(len(lines)), key=lambda index: len(lines[index]))
    if len(lines[longest]) > LINE_LIMIT:
        raise SofadiffError(
            f"has a line of {len(lines[longest]):,} characters; more than {LINE_LIMIT:,} are refused.",
            where=f"{path}:{longest + 1}",
            remedy="Break the text into lines.",
        )
    return SourceText(tuple(lines), encoding, guessed)


def _text(data: bytes, path: str) -> tuple[str, str, str | None]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name, None
            except UnicodeDecodeError as error:
                raise SofadiffError(
                    f"says it is {name} but byte {error.start} is not.", where=path, remedy="Save it again as UTF-8."
                ) from None
    try:
        return data.decode("utf-8"), "UTF-8", None
    except UnicodeDecodeError as error:
        guessed = (
            f"byte {error.start} is not UTF-8, so the file was read as Windows-1252 (Latin-1): check accented letters"
        )
    try:
        return data.decode("cp1252"), "Windows-1252", guessed
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1", guessed
