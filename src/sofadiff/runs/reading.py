"""The manifest in a finished output, whatever its format: every one is read as hostile text."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

from sofadiff.errors import SofadiffError
from sofadiff.runs import Run, from_json
from sofadiff.source_file import read_bytes

SIZE_LIMIT = 50_000_000
"""Bytes of an output; the largest that sofadiff writes on its own records is a tenth of that."""
_META = re.compile(r'<meta name="sofadiff-run" content="([^"<>]{1,200000})">')
_METADATA = re.compile(r"<metadata>sofadiff-run ([^<>]{1,200000})</metadata>")
_COMMENT = re.compile(r"<!-- sofadiff-run (\{[^\n]{1,200000}\}) -->\s*\Z")
_LAST = re.compile(r"^sofadiff-run (\{[^\n]{1,200000}\})\s*\Z", re.MULTILINE)


def read(path: str) -> tuple[str, Run, str]:
    """(format, manifest, whole text) of an output; SofadiffError where it has none or it was changed."""
    try:
        text = read_bytes(path, SIZE_LIMIT).decode("utf-8")
    except UnicodeDecodeError:
        return "beside", manifest(_next_to(path), path), ""
    format_, data = _found(text, path)
    return format_, manifest(data, path), text


def manifest(data: dict[str, Any], path: str) -> Run:
    """The manifest in such data; SofadiffError where it was changed."""
    try:
        return from_json(data)
    except ValueError:
        raise SofadiffError(
            "carries a manifest that does not agree with itself: somebody changed it.",
            where=path,
            remedy="Make the output again and compare.",
        ) from None


def _found(text: str, path: str) -> tuple[str, dict[str, Any]]:
    if text.startswith("<!DOCTYPE html") and (found := _META.search(text)):
        return "html", _parsed(html.unescape(found[1]), path)
    if found := _COMMENT.search(text):
        return "markdown", _parsed(found[1], path)
    if found := _LAST.search(text):
        return "terminal", _parsed(found[1], path)
    if text.startswith("{"):
        data = _parsed(text, path).get("run")
        if isinstance(data, dict):
            return "json", data
    if text.startswith("<svg") and (found := _METADATA.search(text)):
        return "svg", _parsed(html.unescape(found[1]), path)
    header, _, rest = text.partition("\r\n")
    if header.split(",")[-1] == "run":
        return "csv", _beside(path, rest)
    return "beside", _next_to(path)


def _next_to(path: str) -> dict[str, Any]:
    """The manifest of a file that cannot hold one, such as a citation: it stands in a file of its own beside it."""
    each = f"{path}.run.json"
    if Path(each).is_file():
        run = _parsed(read_bytes(each, SIZE_LIMIT).decode("utf-8", "replace"), each).get("run")
        if isinstance(run, dict):
            return run
    raise _without(path)


def _beside(path: str, rows: str) -> dict[str, Any]:
    """A table has no room for a manifest: it stands in the JSON of the same run beside it, told by its digest."""
    digest = rows.partition("\r\n")[0].rpartition(",")[2]
    for each in (f"{path}.run.json", str(Path(path).with_suffix(".json"))):
        if Path(each).is_file():
            data = _parsed(read_bytes(each, SIZE_LIMIT).decode("utf-8", "replace"), each)
            run = data.get("run", data)
            if isinstance(run, dict) and (not digest or run.get("digest") == digest):
                return run
    raise SofadiffError(
        "is a table: its manifest stands in a file of its own, which is not there.",
        where=path,
        remedy=f"Put {Path(path).name}.run.json, written with it, beside it.",
    )


def _parsed(text: str, path: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise _without(path) from None
    if not isinstance(data, dict):
        raise _without(path)
    return data


def _without(path: str) -> SofadiffError:
    return SofadiffError(
        "carries no manifest of a run that sofadiff made.",
        where=path,
        remedy="Give the file as sofadiff wrote it, with NAME.run.json where that was written beside it.",
    )
