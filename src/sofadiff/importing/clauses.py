"""Numbered clauses under one owner (an article, a part, an annex, the body): which label goes where, and which text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Block, Kind, Remark
from sofadiff.importing.labels import label_of
from sofadiff.importing.numbering import Label, Reading, parse_label
from sofadiff.importing.placing import Level, Place, follows, place
from sofadiff.importing.tree import DEPTH_LIMIT, Draft
from sofadiff.outline import without_notes

_UNNUMBERED = Level("", Reading("", 0))
_DASH = re.compile(r"^[-–—]\s*(?=\(\w{1,3}\))")
"""A dash between two labels at the start of a clause."""
_AHEAD = 60
"""Labels that are looked at to tell what one means."""


@dataclass
class Clauses:
    """The lists that are open while the blocks are read from first to last."""

    blocks: Sequence[Block]
    where: Callable[[int], str]
    """How an error names a source line."""
    owner: Draft
    remarks: list[Remark] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    items: list[Draft] = field(default_factory=list)
    """The open item of each level."""
    expected: int = 1
    """Number with which paragraphs that are counted through parts go on."""
    quotes: int = 0
    """Quotation marks that are open."""
    quoted_from: int = 0
    """Depth of the item in which the quotation began."""
    shut: tuple[list[Level], list[Draft]] | None = None
    """The lists as they were before a text without a label closed the innermost one."""
    at: int = -1
    """Index of the block that is read."""
    labels: list[tuple[int, Label | None]] = field(init=False)
    """(index, label) of every labelled block, and (index, None) of every heading, which ends a run of labels."""

    def __post_init__(self) -> None:
        self.labels = []
        for index, block in enumerate(self.blocks):
            label = label_of(block) if block.kind is Kind.TEXT else None
            if label is not None or block.kind is Kind.HEADING:
                self.labels.append((index, label))

    def start(self, owner: Draft, *, counted_through: bool) -> None:
        """Close all lists and go on under another owner."""
        if not counted_through:
            self.expected = 1
        elif self.levels and self.levels[0].last.kind == "1":
            self.expected = self.levels[0].last.value + 1
        self.owner, self.levels, self.items = owner, [], []
        self.quotes, self.shut = 0, None

    def ahead(self, index: int) -> list[Label]:
        """The labels that follow under the same owner, nearest first."""
        found: list[Label] = []
        start = bisect_left(self.labels, index + 1, key=itemgetter(0))
        for _, label in self.labels[start : start + _AHEAD]:
            if label is None:
                break
            found.append(label)
        return found

    def label(self, block: Block, label: Label, index: int) -> bool:
        """Open a clause for a labelled block; False if the label is part of the text."""
        named = [position for position, level in enumerate(self.levels) if level is not _UNNUMBERED]
        where = self.by_source(block, label) or place(
            label,
            [self.levels[position] for position in named],
            self.ahead(index),
            fresh=self.owner.element != "body" and not self.owner.texts and not self.owner.children,
            expected=self.expected,
            quoted=bool(self.items) and _open_quotation(self.items[-1]),
            ended=len(self.items) > 0 and _ended(self.items[-2] if len(self.items) > 1 else self.owner),
        )
        if where is None:
            where = self.reopened(label)
        if where is None and block.label:  # the source says that it is a label, so it is one
            where = Place(len(named), label.readings[0])
        if where is None or (
            self.owner.element == "body" and not self.items and where.reading.kind not in {"1", "1.1/1"}
        ):
            if label.shape != "-":
                self.remark(block.line, f"{label.printed} looks like a label but fits no list: left in the text", True)
            return False
        if where.remark:
            self.remark(block.line, where.remark, where.doubtful)
        named = [position for position, level in enumerate(self.levels) if level is not _UNNUMBERED]
        depth = named[where.depth] if where.depth < len(named) else (named[-1] + 1 if named else 0)
        self.put(depth, where.reading, label, block, index)
        return True

    def put(self, depth: int, reading: Reading, label: Label, block: Block, index: int) -> None:
        """Open the clause of a label at a level of the open lists."""
        self.shut = None
        del self.levels[depth:], self.items[depth:]
        self.open_item(depth, label, block)
        self.levels.append(Level(label.shape, reading, label.spaced, block.list, block.depth))
        if depth <= self.quoted_from:
            self.quotes = 0
        self.weigh(label.rest)
        self.own_text(label, block, index)

    def told(self, block: Block, index: int) -> None:
        """A block of which a person decided what it is."""
        label = label_of(block)
        if block.told == "words":
            (self.items[-1] if self.items else self.owner).append(block.text, True)
        elif label is None:
            self.shut = list(self.levels), list(self.items)
            above = self.items[-2] if len(self.items) > 1 else self.owner
            del self.levels[-1:], self.items[-1:]
            above.reopen()
            self.items.append(above.clause(None, block.line))
            self.items[-1].texts.append(block.text)
            self.levels.append(_UNNUMBERED)
        else:
            like = [depth for depth, level in enumerate(self.levels) if level.shape == label.shape]
            wanted = int(block.told.partition(" ")[2] or (like[-1] if like else len(self.levels)))
            depth = min(wanted, len(self.levels))
            last = self.levels[depth].last if depth < len(self.levels) else Reading("", 0)
            reading = next((r for r in label.readings if follows(label, r, last)), None)
            reading = reading or next((r for r in label.readings if r.value == 1), label.readings[0])
            self.put(depth, reading, label, block, index)

    def reopened(self, label: Label) -> Place | None:
        """The place in a list that a text without a label closed too early, since the label goes on with it."""
        if self.shut is None:
            return None
        levels = [level for level in self.shut[0] if level is not _UNNUMBERED]
        for depth in range(len(levels) - 1, -1, -1):
            for reading in label.readings:
                if label.shape == levels[depth].shape and follows(label, reading, levels[depth].last):
                    self.levels, self.items = self.shut
                    return Place(depth, reading, f"{label.printed} goes on the list before the text without a label")
        return None

    def weigh(self, text: str) -> None:
        """Count the quotation marks that a text opens and closes."""
        if not self.quotes:
            self.quoted_from = len(self.items) - 1
        self.quotes = max(0, self.quotes + text.count("“") - text.count("”") + text.count("«") - text.count("»"))

    def by_source(self, block: Block, label: Label) -> Place | None:
        """Where the source's own list puts a label; None if it says nothing or that list is not open."""
        levels = [level for level in self.levels if level is not _UNNUMBERED]
        own = [position for position, level in enumerate(levels) if block.list and level.list == block.list]
        if not own:
            return None
        over = [position for position in own if levels[position].depth < block.depth]
        depth = over[-1] + 1 if over else own[0]
        kind = levels[depth].last.kind if depth < len(levels) else ""
        reading = next((reading for reading in label.readings if reading.kind == kind), label.readings[0])
        return Place(depth, reading)

    def open_item(self, depth: int, label: Label, block: Block) -> None:
        """Begin the clause that a label names, under the open item of the level above it."""
        if depth >= DEPTH_LIMIT:
            raise SofadiffError(
                f"nests its numbered clauses deeper than {DEPTH_LIMIT} levels, so it was not imported.",
                where=self.where(block.line),
                remedy="No agreement does; check the labels around that line.",
            )
        for above in (self.owner, *self.items[:depth]):
            above.reopen()
        parent = self.items[depth - 1] if depth else self.owner
        self.items.append(parent.clause(label.printed, block.line))

    def own_text(self, label: Label, block: Block, index: int) -> None:
        """What stands behind a label: a second label (`2. (a) ...`), or the clause's text."""
        if not label.rest:
            return
        text = _DASH.sub("", label.rest)
        inner = parse_label(text)
        if inner is not None and any(r.value == 1 for r in inner.readings) and inner.shape != label.shape:
            dashed = len(text) < len(label.rest)  # "4.—(1) ..." is surely two labels
            if dashed or self.counts_to_two(label, inner, index):
                self.label(Block(text, block.line, Kind.TEXT), inner, index)
                return
        self.items[-1].texts.append(label.rest)

    def counts_to_two(self, label: Label, inner: Label, index: int) -> bool:
        """Whether the list that a second label on one line begins goes on before the first label's list does."""
        kinds = {reading.kind for reading in inner.readings if reading.value == 1}
        outer = {reading.kind for reading in label.readings}
        for number, following in enumerate(self.ahead(index)):
            if following.shape == inner.shape and any(
                r.value == 2 and (not number or r.kind in kinds) for r in following.readings
            ):
                return True
            if following.shape == label.shape and any(reading.kind in outer for reading in following.readings):
                return False
        return False

    def text(self, block: Block, index: int) -> None:
        """An unlabelled block: own text of the owner, of the last item, an unnumbered item, or the end of a list."""
        if not self.levels:
            self.owner.append(block.text, block.continued)
            return
        own = [position for position, level in enumerate(self.levels) if block.list and level.list == block.list]
        if own and (inside := [position for position in own if self.levels[position].depth == block.depth]):
            del self.levels[inside[-1] + 1 :], self.items[inside[-1] + 1 :]  # the source says whose paragraph it is
            self.items[-1].append(block.text, True)
            return
        item = self.items[-1]
        quoted = self.quotes > 0 or block.text.startswith(("“", "«"))
        self.weigh(block.text)
        in_unnumbered = self.levels[-1] is _UNNUMBERED
        if not block.continued and in_unnumbered:
            above = self.items[-2] if len(self.items) > 1 else self.owner
            self.items[-1] = above.clause(None, block.line)
            self.items[-1].texts.append(block.text)
        elif not block.continued and item.texts and without_notes(item.texts[-1]).endswith(":") and not item.children:
            self.items.append(item.clause(None, block.line))
            self.items[-1].texts.append(block.text)
            self.levels.append(_UNNUMBERED)
        elif not in_unnumbered and (quoted or self.goes_on(index) or self.stands_alone() or item.heading):
            item.append(block.text, True)
        else:
            above = self.items[-2] if len(self.items) > 1 else self.owner
            above.closing.append(block.text)
            if self.shut is None:
                self.shut = list(self.levels), list(self.items)
            del self.levels[-1], self.items[-1]
            after = item.num or "an unnumbered list"
            self.remark(block.line, f"text after {after} has no label: taken to close the list as a whole", True)

    def goes_on(self, index: int) -> bool:
        """Whether the next label goes on with the innermost list."""
        following = self.ahead(index)[:1]
        last = self.levels[-1]
        return any(
            reading.kind == last.last.kind and reading.value == last.last.value + 1 and label.shape == last.shape
            for label in following
            for reading in label.readings
        )

    def counts_on(self, index: int) -> bool:
        """Whether the first label after a heading goes on with the numbers of the paragraphs before it."""
        start = bisect_left(self.labels, index + 1, key=itemgetter(0))
        label = next((label for _, label in self.labels[start : start + 1]), None)
        last = self.levels[0].last if self.levels else Reading("1", self.expected - 1)
        return label is not None and last.value > 0 and any(
            reading == Reading(last.kind, last.value + 1) for reading in label.readings if reading.kind != "-"
        )  # fmt: skip

    def stands_alone(self) -> bool:
        """Whether the open item is a numbered paragraph of its own, not one of an announced list."""
        return len(self.levels) == 1 and self.levels[0].last.kind == "1" and not self.owner.texts

    def remark(self, line: int, message: str, doubtful: bool = False) -> None:
        """Note a decision for the import report."""
        opened = tuple(item.num or "" for item in self.items)
        self.remarks.append(Remark(line, message, doubtful, self.at, opened))


def _open_quotation(item: Draft) -> bool:
    text = without_notes("\n".join(item.texts))
    return text.count("“") > text.count("”")


def _ended(parent: Draft) -> bool:
    """Whether the innermost list looks finished: its last item ends a sentence, the one before did not."""
    ends = [without_notes("\n".join(item.texts)).rstrip()[-1:] for item in parent.children[-2:] if not item.children]
    return len(ends) == 2 and ends[0] in {";", ","} and ends[1] == "."
