"""Pins into a file's text and out of it again, leaving alone whatever people wrote around them."""

from __future__ import annotations

import json
import re

from sofadiff.model import Pin
from sofadiff.pins import FORMAT, KEYS

_TOP = """\
# What persons decided on which clauses of {agreement} answer clauses of other agreements.
# `sofadiff pin` writes this file; `sofadiff pin list {agreement}` says what still holds.
# You may correct the words after by, date and why, and add lines that begin with #.
# Leave the digests alone: they show whether a clause is still the one that was decided on.
format = {format}
agreement = {name}
"""
_HEADER = re.compile(r"\s*\[\[\s*pin\s*\]\]")


def added(text: str, pin: Pin, remark: str) -> str:
    """The file's text (empty for a new file) with one more decision at its end, under a remark in words."""
    end = "\r\n" if "\r\n" in text else "\n"
    before = text or _TOP.format(agreement=pin.agreement, format=quoted(FORMAT), name=quoted(pin.agreement))
    lines = ["", f"# {' '.join(remark.split())}", "[[pin]]"]
    for key in KEYS:
        value = str(getattr(pin, key))
        lines.append(f"{key} = {value if key == 'date' else quoted(value)}")
    return before.rstrip("\r\n") + end + end.join(lines) + end


def removed(text: str, line: int) -> str:
    """The file's text without the decision whose `[[pin]]` stands on that line, and without the remark right above."""
    lines = text.split("\n")
    start = line - 1
    end = next((n for n in range(line, len(lines)) if _HEADER.match(lines[n])), len(lines))
    while end > line and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1  # what stands after the last key speaks of what follows
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    while start and not lines[start - 1].strip():
        start -= 1
    rest = "\n".join([*lines[:start], *lines[end:]])
    return rest.rstrip("\r\n") + ("\r\n" if "\r\n" in text else "\n")


def quoted(value: str) -> str:
    """A TOML basic string."""
    return json.dumps(value, ensure_ascii=False)
