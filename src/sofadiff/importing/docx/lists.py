"""Automatic numbers (ECMA-376 part 1, 17.9): definitions, overrides, counters, and the label of each paragraph.

A paragraph names a list (`num`) and a level. The list points to an abstract definition, of which it may override the
start or the whole of a level. Lists of one abstract definition count on together; an overridden start begins the count
again when that list is first used.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from sofadiff.importing.docx.names import W, child, local, number, switch, value
from sofadiff.importing.docx.number_formats import is_known, printed
from sofadiff.importing.docx.package import Element
from sofadiff.importing.docx.styles import NumberedBy, Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LISTNUM = re.compile(
    r"\s*LISTNUM\s+(?:\"(?P<name>[^\"]*)\"|(?P<bare>[^\s\\]+))?.*?\\l\s*(?P<level>\d)\b", re.IGNORECASE | re.DOTALL
)
_SEPARATOR = {"space": " ", "nothing": "", "tab": " "}
_LINK_LIMIT = 20
"""List styles that may point to each other."""
BULLET = "•"
"""Printed for every bullet that is a picture or a sign of a symbol font."""
_BULLETS = frozenset("-–—*•·")


class _Level(Struct, frozen=True):
    start: int = 0
    """The standard's own default; word processors always write one."""
    format: str = "decimal"
    text: str | None = None
    restart: int | None = None
    """1-based level after which this one begins again; 0 never; None after any level over it."""
    legal: bool = False
    separator: str = " "
    style: str | None = None
    hidden: bool = False


class _Num(Struct, frozen=True):
    abstract: str
    starts: dict[int, int]
    levels: dict[int, _Level]


class AutoLabel(Struct, frozen=True):
    """The automatic label of one paragraph."""

    text: str
    """As Word prints it; empty for a list level without text."""
    separator: str
    """What stands between it and the text: a space or nothing."""
    list: str
    """Id of the abstract definition."""
    level: int
    """0 is outermost."""
    unknown: str = ""
    """A number format that could not be printed as Word does."""


class _State(Struct):
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    used: set[tuple[str, int]] = field(default_factory=set)
    """(list, level) that was counted before: an overridden start holds for the first time only."""


class Lists:
    """The numbering part of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, str] = {}
        self._nums: dict[str, _Num] = {}
        self._named: dict[str, str] = {}
        self._resolved: dict[str, dict[int, _Level]] = {}
        for node in root if root is not None else ():
            if local(node) == "abstractNum":
                name = value(node, "abstractNumId") or ""
                self._abstract[name] = dict(_levels(node))
                self._named.setdefault((value(child(node, "name")) or "").lower(), name)
                style = value(child(node, "numStyleLink"))
                if style is not None:
                    self._linked[name] = style
            elif local(node) == "num":
                self._nums[value(node, "numId") or ""] = _num(node)

    def resolve(self, by: NumberedBy) -> tuple[str, int] | None:
        """The list and level that a paragraph is on; None if that list does not exist."""
        if by.num not in self._nums:
            return None
        said = by.level
        if by.style is not None:
            linked = {definition.style: level for level, definition in self._levels(by.num).items()}
            for style, named in self._styles.levels(by.style):
                said = linked.get(style, named)
                if said is not None:
                    break
        return by.num, min(max(said or 0, 0), LEVELS - 1)

    def named(self, name: str) -> str | None:
        """A list (`numId`) of the abstract definition that has a name, as `LISTNUM` fields use it."""
        abstract = self._named.get(name.lower()) if name else None
        return next((num for num in self._nums if self.abstract(num) == abstract), None) if abstract else None

    def abstract(self, num_id: str) -> str:
        """Id of the abstract definition behind a list, list styles followed."""
        name = self._nums[num_id].abstract
        for _ in range(_LINK_LIMIT):
            style = self._linked.get(name)
            target = self._nums.get(self._styles.list_of(style) or "") if style is not None else None
            if target is None or target.abstract == name:
                return name
            name = target.abstract
        return name

    def level(self, num_id: str, level: int) -> _Level:
        """The definition of a level in a list."""
        return self._levels(num_id).get(level, _Level())

    def starts(self, num_id: str) -> dict[int, int]:
        """Levels whose start a list overrides, with the start."""
        return self._nums[num_id].starts

    def _levels(self, num_id: str) -> dict[int, _Level]:
        if num_id not in self._resolved:
            self._resolved[num_id] = {**self._abstract.get(self.abstract(num_id), {}), **self._nums[num_id].levels}
        return self._resolved[num_id]


class Counter:
    """Counts the paragraphs of one story (the body, the footnotes) from first to last."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._states: dict[str, _State] = {}

    def label(self, num_id: str, level: int) -> AutoLabel:
        """Count one paragraph and print its label."""
        abstract = self._lists.abstract(num_id)
        state = self._states.setdefault(abstract, _State())
        starts = self._lists.starts(num_id)
        first = (num_id, level) not in state.used
        state.used.add((num_id, level))
        definition = self._lists.level(num_id, level)
        count = state.counts[level]
        if first and level in starts:
            state.counts[level] = starts[level]
        elif count is None:
            state.counts[level] = starts.get(level, definition.start)
        else:
            state.counts[level] = count + 1
        for below in range(level + 1, LEVELS):
            restart = self._lists.level(num_id, below).restart
            if restart != 0 and (restart is None or level < restart):
                state.counts[below] = None
        return self._printed(num_id, level, definition, state, abstract)

    def field(self, instruction: str) -> str | None:
        """Count one `LISTNUM` field and print its number; None if its list or level is not said."""
        match = _LISTNUM.match(instruction)
        if match is None:
            return None
        num = self._lists.named(match["name"] or match["bare"] or "")
        level = int(match["level"]) - 1
        if num is None or not 0 <= level < LEVELS:
            return None
        start = re.search(r"\\s\s*(\d{1,5})\b", instruction)
        if start is not None:
            state = self._states.setdefault(self._lists.abstract(num), _State())
            state.counts[level] = int(start.group(1)) - 1
            state.used.add((num, level))
        return self.label(num, level).text

    def _printed(self, num_id: str, level: int, own: _Level, state: _State, abstract: str) -> AutoLabel:
        unknown = ""

        def number_at(match: re.Match[str]) -> str:
            nonlocal unknown
            place = int(match.group(1)) - 1
            definition = self._lists.level(num_id, place)
            count = state.counts[place]
            if count is None or place > level:
                count = definition.start
            format_ = "decimal" if own.legal and definition.format not in {"none", "bullet"} else definition.format
            if not is_known(format_):
                unknown = format_
            return printed(count, format_)

        if own.hidden or own.text is None:
            text = ""
        elif own.format == "bullet":
            text = own.text.strip() if own.text.strip() in _BULLETS else BULLET
        else:
            text = _PLACE.sub(number_at, own.text).strip()
        return AutoLabel(text, own.separator if text else "", abstract, level, unknown)


def _num(node: Element) -> _Num:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in node.iterfind(f"{W}lvlOverride"):
        place = number(override, "ilvl")
        if place is None or not 0 <= place < LEVELS:
            continue
        start = number(child(override, "startOverride"))
        if start is not None:
            starts[place] = start
        definition = child(override, "lvl")
        if definition is not None:
            levels[place] = _level(definition)
    return _Num(value(child(node, "abstractNumId")) or "", starts, levels)


def _levels(node: Element) -> list[tuple[int, _Level]]:
    return [
        (place, _level(level))
        for level in node.iterfind(f"{W}lvl")
        if (place := number(level, "ilvl")) is not None and 0 <= place < LEVELS
    ]


def _level(node: Element) -> _Level:
    format_node = next(iter(node.iter(f"{W}numFmt")), None)
    format_ = value(format_node) or "decimal"
    if format_ == "custom":
        format_ = f"custom:{value(format_node, 'format') or ''}"
    text_node = child(node, "lvlText")
    start = number(child(node, "start"))
    return _Level(
        start=start or 0,
        format=format_,
        text=value(text_node) if text_node is not None else None,
        restart=number(child(node, "lvlRestart")),
        legal=switch(node, "isLgl") or False,
        separator=_SEPARATOR.get(value(child(node, "suff")) or "tab", " "),
        style=value(child(node, "pStyle")),
        hidden=switch(child(node, "rPr"), "vanish") or False,
    )
