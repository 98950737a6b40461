"""Word edits as plain text: what changed stands in brackets, so that no format needs colour to tell it."""

from __future__ import annotations

from sofadiff.comparison import ChangeClass, Edit, Op


def marked(edit: Edit, *, base_whole: bool = True, other_whole: bool = True, arrow: str = "->") -> str:
    """One run of words: `[-gone-]`, `{+new+}`, `[old term -> new term]`, and what is the same as it stands.

    Where the other side is not known whole, `[?words?]` and `{?words?}`: only the earlier or the later text is known
    to have them.

    >>> marked(Edit(Op.REMOVED, "must ", ""))
    '[-must-] '
    >>> marked(Edit(Op.REMOVED, "must ", ""), other_whole=False)
    '[?must?] '
    """
    start, end = signs(edit, base_whole=base_whole, other_whole=other_whole)
    if edit.op is Op.FOLDED and is_swap(edit):
        return _around("[", edit.other, "]", f"{edit.base.strip()} {arrow} ")
    return _around(start, edit.base if edit.op is Op.REMOVED else edit.other, end)


def signs(edit: Edit, *, base_whole: bool, other_whole: bool) -> tuple[str, str]:
    """The signs before and after a run; empty for words that both sides have."""
    if edit.op is Op.REMOVED:
        return ("[-", "-]") if other_whole else ("[?", "?]")
    if edit.op is Op.ADDED:
        return ("{+", "+}") if base_whole else ("{?", "?}")
    return ("", "")


def is_swap(edit: Edit) -> bool:
    """Whether a folded run is another name for the same role, which a reader must see on both sides."""
    return edit.change is ChangeClass.TERM and edit.base.split() != edit.other.split()


def _around(start: str, text: str, end: str, before: str = "") -> str:
    """Signs around the words; the spaces at both ends stay outside."""
    bare = text.strip()
    if not bare:
        return text
    at = text.index(bare)
    return f"{text[:at]}{start}{before}{bare}{end}{text[at + len(bare) :]}"
