"""The readers, one for each format: bytes in, blocks with their places out, nothing left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Reading, ReadOptions
from sofadiff.importing.docx.reader import read_docx
from sofadiff.importing.formats import NAMES
from sofadiff.importing.html.reader import read_html
from sofadiff.importing.markdown import read_markdown
from sofadiff.importing.plain import read_plain

Reader = Callable[[bytes, str, ReadOptions], Reading]
"""`read(data, path, options)`; `path` only names the file in errors. Raises SofadiffError."""

READERS: Mapping[str, Reader] = {
    "markdown": read_markdown,
    "text": read_plain,
    "docx": read_docx,
    "html": read_html,
}
"""Format (a key of :data:`formats.NAMES`) to its reader."""


def refuse(format_: str, path: str) -> SofadiffError:
    """What to say of a format that is recognised and has no reader."""
    remedy = "Save or export it as plain text or Markdown and import that."
    if format_ == "xml":
        remedy = "Akoma Ntoso 3.0 needs no import: give it to `compare` as it is."
    return SofadiffError(f"is {NAMES[format_]}, which this version does not import.", where=path, remedy=remedy)
