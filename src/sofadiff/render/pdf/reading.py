"""A finished PDF report read back for `verify`: its manifest, and its bytes as a digest. Read as hostile input."""

from __future__ import annotations

import hashlib
import html
import json
import re
from typing import Any

from sofadiff.errors import SofadiffError
from sofadiff.render.signature import NAME

_KEYWORDS = re.compile(rf"<pdf:Keywords>{NAME} (\{{[^<>]{{1,400000}}\}})</pdf:Keywords>".encode())
"""PDF/A keeps the properties of a file as plain XML. `run_line` leaves neither `<` nor `>` in a manifest."""


def manifest(data: bytes, path: str) -> dict[str, Any]:
    """The manifest in a PDF report, as data; SofadiffError where it has none."""
    found = _KEYWORDS.search(data)
    if found:
        try:
            read = json.loads(html.unescape(found[1].decode("utf-8")))
        except (ValueError, RecursionError):
            read = None
        if isinstance(read, dict):
            return read
    raise SofadiffError(
        "carries no manifest of a run that sofadiff made.",
        where=path,
        remedy="Give the file as sofadiff wrote it: a program that saved it may have left the manifest out.",
    )


def lines(data: bytes) -> str:
    """One line, which is another one where a single byte is: a PDF is identical or it is not."""
    return f"whole file: {hashlib.sha256(data).hexdigest()}\n"
