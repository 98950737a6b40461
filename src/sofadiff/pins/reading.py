"""Text to pins, with every mistake as a value that has its line; the one door to `tomllib`."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sofadiff.errors import SofadiffError
from sofadiff.model import Decision, Pin
from sofadiff.pins import FORMAT, HEAD, KEYS, LARGEST, LONGEST, LONGEST_LINE, MOST
from sofadiff.source_file import read_bytes
from sofadiff.text import tidy

_HEADER = re.compile(r"\[\[\s*pin\s*\]\]\s*(#.*)?")
_KEY = re.compile(r"([A-Za-z0-9_-]+)\s*=")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ISO = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_CURLED = "“”„«»‘’"
_QUOTED = 'Write it on one line, in straight quotation marks, such as by = "A. Name"'
_WHY = "A decision that cannot be read cannot be applied"


class Fault(Struct, frozen=True):
    """One mistake in a file of pins."""

    line: int
    what: str
    remedy: str
    why: str = _WHY


class Parsed(Struct, frozen=True):
    """What a file of pins holds. With faults, the pins are those that could be read."""

    agreement: str
    pins: tuple[Pin, ...]
    faults: tuple[Fault, ...]


class _Block(Struct):
    """The keys before the first decision, or those of one decision."""

    line: int
    values: dict[str, str]
    lines: dict[str, int]
    broken: bool = False


def read(path: str, shown: str) -> Parsed:
    """The pins in a file; raise SofadiffError, in one line, for the first thing wrong with it."""
    parsed = parse(decoded(read_bytes(path, LARGEST), shown), shown)
    if parsed.faults:
        first, more = parsed.faults[0], len(parsed.faults) - 1
        further = f" ({more} more: `sofadiff check` lists them)" if more else ""
        raise SofadiffError(f"{first.what}{further}.", where=f"{shown}:{first.line}", remedy=f"{first.remedy}.")
    return parsed


def decoded(data: bytes, shown: str) -> str:
    """A file's bytes as text; SofadiffError where they are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SofadiffError(
            "is not UTF-8 text.", where=shown, remedy="Save it again as UTF-8 (in a text editor, not a word processor)."
        ) from None


def parse(text: str, shown: str) -> Parsed:
    """Everything that can be read of a file of pins, and everything wrong with it, in the order of its lines."""
    head = _Block(1, {}, {})
    blocks: list[_Block] = [head]
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), start=1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        if _HEADER.fullmatch(written):
            blocks.append(_Block(number, {}, {}))
        elif fault := _keep(written, number, blocks[-1], HEAD if blocks[-1] is head else KEYS):
            blocks[-1].broken = True
            faults.append(fault)
    faults += _of_head(head)
    if len(blocks) - 1 > MOST:
        faults.append(Fault(blocks[MOST + 1].line, f"holds more than {MOST} decisions", "Use several records"))
        blocks = blocks[: MOST + 1]
    pins = []
    for block in blocks[1:]:
        found = list(_of_pin(block))
        faults += found
        if not found and not block.broken:
            pins.append(_pin(head.values.get("agreement", ""), block, shown))
    return Parsed(head.values.get("agreement", ""), tuple(pins), tuple(sorted(faults, key=lambda fault: fault.line)))


def _keep(written: str, number: int, block: _Block, keys: Sequence[str]) -> Fault | None:
    """Put one line's key and value into its block, or say what is wrong with the line."""
    if len(written) > LONGEST_LINE:
        return Fault(number, f"is a line of more than {LONGEST_LINE} characters", "Shorten it")
    match = _KEY.match(written)
    if not match:
        remedy = "Begin a decision with [[pin]], a remark with #, and write anything else as key = value"
        return Fault(number, f"“{_short(written)}” is neither a decision nor a key with a value", remedy)
    key = match[1]
    if key not in keys:
        near = difflib.get_close_matches(key, keys, n=1, cutoff=0.5)
        where = "before the first [[pin]]" if keys is HEAD else "in a decision"
        remedy = f"The nearest key is {near[0]}" if near else f"The keys are {', '.join(keys)}"
        return Fault(number, f"“{_short(key)}” is no key {where}", remedy)
    if key in block.values:
        return Fault(number, f"{key} stands here a second time", f"Keep one; the first is on line {block.lines[key]}")
    try:
        value = tomllib.loads(written)[key]
    except (ValueError, RecursionError):
        curled = any(mark in written for mark in _CURLED)
        hint = (
            f'Use straight quotation marks (") around it, not {_CURLED[:2]}' if curled else _REMEDIES.get(key, _QUOTED)
        )
        return Fault(number, f"the value of {key} is not written as TOML", hint)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        return Fault(number, f"the value of {key} is not words", _QUOTED)
    block.values[key], block.lines[key] = tidy(value), number
    return None


def _of_head(head: _Block) -> Iterator[Fault]:
    written = head.values.get("format")
    if written is None and not head.broken:
        yield Fault(head.line, "does not say which format it has", f'Write format = "{FORMAT}" at the top')
    elif written is not None and written != FORMAT:
        remedy = f"This version of sofadiff reads {FORMAT}"
        yield Fault(head.lines["format"], f"the format is “{_short(written)}”", remedy)
    if not head.values.get("agreement") and not head.broken:
        yield Fault(head.line, "does not say whose clauses it speaks of", 'Write agreement = "..." at the top')


def _of_pin(block: _Block) -> Iterator[Fault]:
    missing = [key for key in KEYS if key not in block.values]
    if missing and not block.broken:  # what could not be read is not missing
        remedy = _REMEDIES.get(missing[0], "Let `sofadiff pin` write it") if len(missing) == 1 else "Write them"
        yield Fault(block.line, f"the decision that begins here has no {', '.join(missing)}", remedy)
    for key, value in block.values.items():
        if not value:
            yield Fault(block.lines[key], f"{key} is empty", _REMEDIES.get(key, "Let `sofadiff pin` write it"))
        elif flaw := _wrong(key, value):
            yield Fault(block.lines[key], flaw, _REMEDIES.get(key, "Let `sofadiff pin` write it"))


_REMEDIES = {
    "decision": f"Write {' or '.join(f'{choice!s}' for choice in Decision)}",
    "by": "A decision is a person's: write the name",
    "date": "Write the day of the decision as YYYY-MM-DD, such as 2024-05-31",
    "why": "Write the reason in a sentence",
}


def _wrong(key: str, value: str) -> str | None:
    """What is wrong with a value that is there."""
    if any(unicodedata.category(char) == "Cc" for char in value):
        return f"{key} holds a control character"
    if len(value) > LONGEST.get(key, 300):
        return f"{key} has more than {LONGEST.get(key, 300)} characters"
    if key == "decision" and value not in set(Decision):
        return f"“{_short(value)}” is no decision"
    if key == "date" and not is_date(value):
        return f"“{_short(value)}” is no date"
    if key in ("digest", "other_digest") and not _DIGEST.fullmatch(value):
        return f"{key} is not a SHA-256 digest of 64 hexadecimal digits"
    return None


def is_date(value: str) -> bool:
    """Whether a text is a day of the calendar, as YYYY-MM-DD."""
    try:
        return bool(_ISO.fullmatch(value)) and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def wrong(key: str, value: str) -> str | None:
    """What would be wrong with the value of a key in a decision; None for a sound one."""
    return _wrong(key, value) if value else f"{key} is empty"


def _pin(agreement: str, block: _Block, shown: str) -> Pin:
    values = block.values
    return Pin(
        decision=Decision(values["decision"]),
        agreement=agreement,
        clause=values["clause"],
        digest=values["digest"],
        against=values["against"],
        other_clause=values["other_clause"],
        other_digest=values["other_digest"],
        by=values["by"],
        date=values["date"],
        why=values["why"],
        file=shown,
        line=block.line,
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
