"""The manifest of a run as one line that any format can carry and no format mistakes for anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

NAME = "sofadiff-run"
"""What the line is called: name of a `meta` element, first word of a comment or of a last line."""


def run_line(run: Mapping[str, Any]) -> str:
    """Compact JSON in ASCII. Two hyphens never stand together, since they would end a comment."""
    line = json.dumps(run, ensure_ascii=True, separators=(",", ":"))
    return line.replace("--", "-\\u002d").replace("<", "\\u003c").replace(">", "\\u003e")


def comment(run: Mapping[str, Any]) -> str:
    """The line as a comment of Markdown."""
    return f"<!-- {NAME} {run_line(run)} -->"


def signed(text: str, run: Mapping[str, Any]) -> str:
    """A text for a file, with the manifest as its last line."""
    return f"{text}\n{NAME} {run_line(run)}\n"
