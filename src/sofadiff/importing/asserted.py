"""Blocks to a tree where the mark-up itself says which article, paragraph, point or annex each block stands in.

A reader that knows the structure of its source gives every block its :attr:`Block.units` and :attr:`Block.role`;
nothing is then guessed from words but what it leaves open (:attr:`Role.WORDS`). For sources with paragraphs only see
:mod:`structure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import Block, Kind, Remark, Role, Unit
from sofadiff.importing.clauses import Clauses
from sofadiff.importing.labels import label_of
from sofadiff.importing.recitals import gives_reason
from sofadiff.importing.tree import CLAUSES, Draft
from sofadiff.outline import ATTACHMENT, HIERARCHY, Node, Outline, PreambleBlock, note_line

TITLE, PREAMBLE, RECITAL, CONCLUSIONS = "title", "preamble", "recital", "conclusions"  # before and behind the body
FRONT = frozenset({TITLE, PREAMBLE, RECITAL, CONCLUSIONS})
DEPTH_LIMIT = 24
"""Units inside each other; more are refused."""
_BODY = Unit("body", "")
_SPREAD = frozenset({"body", ATTACHMENT, "part", "chapter", "section", "article"})
"""Units whose unnumbered paragraphs are clauses of their own, each; elsewhere they are lines of one text."""
_ARTICLES = frozenset({"part", "chapter", "section", "article"})
"""Units beside which such paragraphs are clauses too; beside numbered clauses they announce or close them."""


def is_asserted(blocks: Sequence[Block]) -> bool:
    """Whether the source itself says where its blocks stand."""
    return any(block.units is not None for block in blocks)


@dataclass
class _Open:
    """A unit that still takes text and units."""

    unit: Unit
    line: int
    num: str | None = None
    heading: str | None = None
    items: list[Block | _Open] = field(default_factory=list)
    notes: bool = False
    """Whether a footnote stands behind the label or heading, which nothing can then follow there."""


class _Builder:
    """Reads the blocks from first to last; every block goes to exactly one place, in order."""

    def __init__(self, blocks: Sequence[Block], where: Callable[[int], str]) -> None:
        self.blocks, self.where = blocks, where
        self.title: list[str] = []
        self.preamble: list[PreambleBlock] = []
        self.conclusions: list[PreambleBlock] = []
        self.body = _Open(_BODY, 0)
        self.attached: list[_Open] = []
        self.path: list[_Open] = []
        self.front_key = self.late = ""
        """Key of the recital that is being read, and of the last one with a number that stands behind the body."""
        self.remarks: list[Remark] = []

    def run(self) -> None:
        for block in self.blocks:
            if block.kind is Kind.NOTE:
                self.note(block)
            elif block.text:
                self.add(block)

    def add(self, block: Block) -> None:
        units = block.units or ()
        front = units[0].element if units and units[0].element in FRONT else None
        if front is None and not units and not (self.body.items or self.attached):
            front = PREAMBLE
        if front is not None and self.front(block, front, units[0].key if units else ""):
            return
        self.front_key = ""
        inside = [unit for unit in units if unit.element not in FRONT]
        late = units[0].key if front == RECITAL and units else ""
        if late and (block.role is Role.NUM or late == self.late):  # a numbered recital where none can stand: a clause
            self.late, inside = late, [Unit(CLAUSES[0], f"recital {late}")]
        self.place(block, inside)

    # -- before and behind the body ---------------------------------------------------------------------------

    def front(self, block: Block, element: str, key: str) -> bool:
        """Put a block before or behind the body; False if that is past, or not reached, in the order of the source."""
        if element == CONCLUSIONS and self.attached:
            return False
        if element == CONCLUSIONS:
            self._line(self.conclusions, block, key, False)
            self.path = []
            return True
        if self.body.items or self.attached or self.conclusions:
            return False
        if element == TITLE and not self.preamble:
            self.title.append(block.text)
        else:
            reason = element == RECITAL or (element == PREAMBLE and gives_reason(block.text))
            self._line(self.preamble, block, key, reason)
        return True

    def _line(self, into: list[PreambleBlock], block: Block, key: str, recital: bool) -> None:
        """A block of its own, or the next line of the recital (or closing line) with the same key."""
        if into and key and key == self.front_key:
            last = into.pop()
            joint = (" " if block.continued else "\n") if last.text else ""
            into.append(replace(last, text=f"{last.text}{joint}{block.text}", recital=last.recital or recital))
        elif recital and key and block.role is Role.NUM:
            into.append(PreambleBlock("", block.line, True, num=block.text))
        else:
            into.append(PreambleBlock(block.text, block.line, recital))
        self.front_key = key

    def note(self, block: Block) -> None:
        """A footnote: a line of its own behind the text, label or heading that came last."""
        line = note_line(block.label, block.text.removeprefix(block.label).strip())
        front = self.conclusions or (None if self.body.items or self.attached else self.preamble)
        if front is not None and not self.attached:
            if front:
                front[-1] = replace(front[-1], text="\n".join(part for part in (front[-1].text, line) if part))
            else:
                front.append(PreambleBlock(line, block.line, False))
            return
        into = self.path[-1] if self.path else self._last()
        if into.items:
            into.items.append(Block(line, block.line, Kind.NOTE, continued=True))
        else:
            into.heading = f"{into.heading}\n{line}" if into.heading else line
            into.notes = True

    def _last(self) -> _Open:
        return self.attached[-1] if self.attached else self.body

    # -- the body and what is attached ------------------------------------------------------------------------

    def place(self, block: Block, units: Sequence[Unit]) -> None:
        """Put a block into the unit that it names, opening what is not open yet."""
        start = max((index for index, unit in enumerate(units) if unit.element == ATTACHMENT), default=-1)
        chain = list(units[max(start, 0) :])
        if len(chain) > DEPTH_LIMIT:
            raise SofadiffError(
                f"nests its clauses deeper than {DEPTH_LIMIT} levels, so it was not imported.",
                where=self.where(block.line),
                remedy="No agreement does; check what wrote the file.",
            )
        same = 0
        while same < min(len(chain), len(self.path)) and self.path[same].unit == chain[same]:
            same += 1
        del self.path[same:]
        for unit in chain[same:]:
            self._open(unit, block.line)
        self._take(self.path[-1] if self.path else self._last(), block)

    def _open(self, unit: Unit, line: int) -> None:
        opened = _Open(unit, line)
        if unit.element == ATTACHMENT:
            self.attached.append(opened)
        elif unit.element not in HIERARCHY:
            raise ValueError(f"no element of an outline: {unit.element}")
        else:
            if not self.path and not self.attached:
                self._go_on()
            elif not self.path:
                message = (
                    "stands behind an annex but in none, which a record cannot have: taken into the annex before it"
                )
                self.remarks.append(Remark(line, message, True))
            (self.path[-1] if self.path else self._last()).items.append(opened)
        self.path.append(opened)

    def _go_on(self) -> None:
        """What closed the text did not, if the body goes on behind it: unnumbered paragraphs there."""
        if self.conclusions:
            message = "reads like the end of the text, but the text goes on"
            self.remarks.append(Remark(self.conclusions[0].line, message, True))
        for block in self.conclusions:
            self.body.items.append(Block(block.text, block.line, Kind.TEXT))
        self.conclusions = []

    def _take(self, into: _Open, block: Block) -> None:
        fresh = not into.items and not into.notes and into.unit is not _BODY
        if block.role is Role.NUM and fresh and into.num is None and into.heading is None:
            into.num = block.text
        elif block.role is Role.HEADING and fresh:
            into.heading = f"{into.heading}\n{block.text}" if into.heading else block.text
        else:
            if into is self.body:
                self._go_on()
            into.items.append(block)

    # -- the finished tree ------------------------------------------------------------------------------------

    def node(self, opened: _Open, depth: int) -> Node:
        """The finished node of a unit; `depth` counts the clauses around it."""
        element, items = opened.unit.element, opened.items
        inside = depth + 1 if element in CLAUSES else 0
        units = [index for index, item in enumerate(items) if isinstance(item, _Open)]
        if not units:
            return self._leaf(opened, inside)
        lead, tail = _blocks(items[: units[0]]), _blocks(items[units[-1] + 1 :])
        children: list[Node] = []
        spread = any(isinstance(item, _Open) and item.unit.element in _ARTICLES for item in items)
        children += self._paragraphs(lead, inside) if spread else ()
        run: list[Block] = []
        for item in items[units[0] : units[-1] + 1]:
            if isinstance(item, Block):
                run.append(item)
                continue
            children += self._paragraphs(run, inside)
            run = []
            children.append(self.node(item, inside))
        children += self._paragraphs(tail, inside) if spread else ()
        return Node(
            element=element, num=opened.num, heading=opened.heading, intro=None if spread else _joined(lead),
            content=None, wrap_up=None if spread else _joined(tail), children=tuple(children), line=opened.line,
        )  # fmt: skip

    def _leaf(self, opened: _Open, depth: int) -> Node:
        """A unit without units: its text, or the clauses that labels typed in its text announce."""
        blocks = _blocks(opened.items)
        element = opened.unit.element
        node = Node(element, opened.num, opened.heading, None, None, None, (), opened.line)
        typed = [block for block in blocks if block.role is Role.WORDS and block.kind is Kind.TEXT]
        if any(label_of(block) is not None for block in typed):
            return replace(self._typed(blocks, opened, depth), num=opened.num, heading=opened.heading)
        if element in _SPREAD and len(_groups(blocks)) > 1:
            return replace(node, children=self._paragraphs(blocks, depth))
        return replace(node, content=_joined(blocks))

    def _typed(self, blocks: Sequence[Block], opened: _Open, depth: int) -> Node:
        """Clauses with typed labels, read as in a text without mark-up."""
        owner = Draft(opened.unit.element, None, None, opened.line, depth)
        clauses = Clauses(blocks, self.where, owner)
        for index, block in enumerate(blocks):
            label = label_of(block) if block.kind is Kind.TEXT else None
            if label is None or not clauses.label(block, label, index):
                clauses.text(block, index)
        self.remarks += clauses.remarks
        owner.reopen()
        return owner.freeze()

    def _paragraphs(self, blocks: Sequence[Block], depth: int) -> tuple[Node, ...]:
        """Unnumbered clauses, one for each paragraph."""
        element = CLAUSES[min(depth, len(CLAUSES) - 1)]
        return tuple(
            Node(element, None, None, None, _joined(group), None, (), group[0].line) for group in _groups(blocks)
        )


def _blocks(items: Sequence[Block | _Open]) -> list[Block]:
    return [item for item in items if isinstance(item, Block)]


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that are one paragraph together: what goes on a line, or is a footnote to it, stays with it."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and (block.continued or block.kind is Kind.NOTE):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _joined(blocks: Sequence[Block]) -> str | None:
    return "\n".join(block.text for block in blocks) or None


def _top(builder: _Builder) -> Iterator[Node]:
    """The body's units, its paragraphs outside any unit, then what is attached."""
    run: list[Block] = []
    for item in builder.body.items:
        if isinstance(item, Block):
            run.append(item)
            continue
        yield from builder._paragraphs(run, 0)
        run = []
        yield builder.node(item, 0)
    yield from builder._paragraphs(run, 0)
    for attached in builder.attached:
        yield builder.node(attached, 0)


def build(blocks: Sequence[Block], language: str, where: Callable[[int], str]) -> tuple[Outline, tuple[Remark, ...]]:
    """The outline that the source asserts, and what was decided on the way; `where` names a source line in errors."""
    builder = _Builder(blocks, where)
    builder.run()
    outline = Outline(
        title=" ".join(builder.title),
        language=language,
        preamble=tuple(builder.preamble),
        nodes=tuple(_top(builder)),
        conclusions=tuple(builder.conclusions),
    )
    return outline, tuple(builder.remarks)
