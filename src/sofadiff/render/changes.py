"""Word edits told as a list of changes: what a redline says to somebody who does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sofadiff.comparison import ChangeClass, Edit, Op
from sofadiff.text import tidy

_CONTEXT = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One change of words, in reading order."""

    kind: str
    """`replaced`, `removed`, `added` or `folded`."""
    base: str
    other: str
    change: ChangeClass | None
    after: str
    """The last words of the later text before the change; empty at its start."""


def changes(edits: Sequence[Edit]) -> tuple[Change, ...]:
    """Every edit that is not `same`; a removal followed at once by an addition, or the reverse, is one replacement."""
    found: list[Change] = []
    before = ""
    position = 0
    while position < len(edits):
        edit = edits[position]
        following = edits[position + 1] if position + 1 < len(edits) else None
        if following is not None and {edit.op, following.op} == {Op.REMOVED, Op.ADDED}:
            found.append(_change("replaced", before, edit, following))
            before += edit.other + following.other
            position += 2
            continue
        if edit.op is not Op.SAME:
            found.append(_change(edit.op.value, before, edit))
        before += edit.other
        position += 1
    return tuple(found)


def _change(kind: str, before: str, *edits: Edit) -> Change:
    words = before.split()
    return Change(
        kind=kind,
        base=tidy("".join(edit.base for edit in edits)),
        other=tidy("".join(edit.other for edit in edits)),
        change=next((edit.change for edit in edits if edit.change is not None), None),
        after=" ".join(words[-_CONTEXT:]),
    )
