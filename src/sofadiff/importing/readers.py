"""The readers, one for each format: bytes in, blocks with their places out, nothing left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Reading, ReadOptions
from sofadiff.importing.docx.reader import read_docx
from sofadiff.importing.formats import NAMES
from sofadiff.importing.html.reader import read_html
from sofadiff.importing.markdown import read_markdown
from sofadiff.importing.pdf.reader import read_pdf
from sofadiff.importing.plain import read_plain
from sofadiff.importing.xml.reader import read_xml

Reader = Callable[[bytes, str, ReadOptions], Reading]
"""`read(data, path, options)`; `path` only names the file in errors. Raises SofadiffError."""

READERS: Mapping[str, Reader] = {
    "markdown": read_markdown,
    "text": read_plain,
    "docx": read_docx,
    "pdf": read_pdf,
    "xml": read_xml,
    "html": read_html,
}
"""Format (a key of :data:`formats.NAMES`) to its reader."""


def refuse(format_: str, path: str) -> SofadiffError:
    """What to say of a format that is recognised and has no reader."""
    remedy = "Save or export it as plain text or Markdown and import that."
    return SofadiffError(f"is {NAMES[format_]}, which this version does not import.", where=path, remedy=remedy)
