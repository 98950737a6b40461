"""Word edits told as a list of changes: what a redline says to somebody who does not see it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sofadiff.comparison import ChangeClass, Edit, Op
from sofadiff.document import Redline
from sofadiff.messages import Messages
from sofadiff.render.visible import visible
from sofadiff.text import tidy

_CONTEXT = 5
_NEAR = 200
"""How many letters before a change are looked at first."""


class Change(Struct, frozen=True):
    """One change of words, in reading order."""

    kind: str
    """`replaced`, `removed`, `added`, `folded`, `open-removed` or `open-added`."""
    base: str
    other: str
    classes: tuple[ChangeClass, ...]
    """What sorts of words these are, in the order in which they stand."""
    after: str
    """The last words of the later text before the change; empty at its start."""


def changes(redline: Redline) -> tuple[Change, ...]:
    """Every edit that is not `same`; a removal followed at once by an addition, or the reverse, is one replacement.

    Where a side is not known whole, what only the other one has is `open-removed` or `open-added`, never a replacement.
    """
    edits = redline.edits
    whole = redline.base_whole and redline.other_whole
    known = {Op.REMOVED: redline.other_whole, Op.ADDED: redline.base_whole}
    found: list[Change] = []
    before = ""
    position = 0
    while position < len(edits):
        edit = edits[position]
        following = edits[position + 1] if position + 1 < len(edits) else None
        if whole and following is not None and edit.op in known and following.op in known and edit.op != following.op:
            found.append(_change("replaced", before, edit, following))
            before += edit.other + following.other
            position += 2
            continue
        if edit.op is not Op.SAME:
            found.append(_change(edit.op.value if known.get(edit.op, True) else f"open-{edit.op}", before, edit))
        before += edit.other
        position += 1
    return tuple(found)


def _last_words(before: str) -> str:
    """The last words of what stands before a change."""
    words = before[-_NEAR:].rsplit(maxsplit=_CONTEXT)
    if len(words) <= _CONTEXT and len(before) > _NEAR:  # the first of them may be cut
        words = before.split()
    return " ".join(words[-_CONTEXT:])


def open_notes(redline: Redline, words: Messages) -> tuple[str, ...]:
    """What `[?…?]` and `{?…?}` say in this redline, in words; nothing where it has neither."""
    ops = {edit.op for edit in redline.edits}
    notes = []
    if Op.REMOVED in ops and not redline.other_whole:
        notes.append(words.say("render.open.removed", name=redline.other_name, other=redline.base_name))
    if Op.ADDED in ops and not redline.base_whole:
        notes.append(words.say("render.open.added", name=redline.base_name, other=redline.other_name))
    return tuple(notes)


def shown(edit: Edit) -> Edit:
    """The edit with what a terminal would obey written out."""
    return replace(edit, base=visible(edit.base), other=visible(edit.other))


def _change(kind: str, before: str, *edits: Edit) -> Change:
    return Change(
        kind=kind,
        base=tidy("".join([edit.base for edit in edits])),
        other=tidy("".join([edit.other for edit in edits])),
        classes=tuple(dict.fromkeys([found for edit in edits for found in _classes(edit)])),
        after=_last_words(before),
    )


def _classes(edit: Edit) -> tuple[ChangeClass, ...]:
    """The sorts of words; of words that the other text may have too, only what is more than wording."""
    if edit.change is None:
        return tuple(part.change for part in edit.parts if part.change is not ChangeClass.WORDING)
    return tuple(part.change for part in edit.parts) if edit.parts else (edit.change,)


def cited(block: Redline, words: Messages) -> tuple[str, str]:
    """The pinpoint citation of each side, for a footnote; the last one that there is ends with the permalink."""
    base, other = block.base_cite, block.other_cite
    if not block.link:
        return base, other
    link = words.say(permalink_key(block.link), link=block.link)
    return (base, f"{other} {link}") if other else (f"{base} {link}".strip(), "")


def permalink_key(link: str) -> str:
    """Name of the message that says what a passage's permalink leads to."""
    return f"card.link.{'difference' if '+' in link else 'clause'}"
