"""Word edits as data: signs, lines and words tell a change, colour only repeats it."""

from __future__ import annotations

from sofadiff.comparison import Edit, Op
from sofadiff.comparison.marked import is_swap, signs
from sofadiff.document import Redline, Text
from sofadiff.render.changes import Change, changes, cited, open_notes
from sofadiff.render.pdf.inlines import Data, Sheet

_LONGEST = 24
"""Letters of a word that is kept on one line with the sign before it."""
_SPOKEN = {"[-": "del", "[?": "open", "{+": "ins", "{?": "open-ins"}


def redline(block: Redline, sheet: Sheet) -> Data:
    """The names of the two sides with their citations, the words, and under them each change in a sentence."""
    told = [] if _is_one_change(block) else [_told(change, block, sheet) for change in changes(block)]
    return {
        "k": "redline",
        "sides": [
            {"label": sheet.words(label), "cite": sheet.words(cite) if cite else None}
            for label, cite in zip((block.base_label, block.other_label), cited(block, sheet.say), strict=True)
            if label
        ],
        "notes": [
            *([sheet.message("word.moved", clause=block.moved_from, text=block.base_name)] if block.moved_from else []),
            *(sheet.words(note) for note in open_notes(block, sheet.say)),
        ],
        "pieces": [piece for edit in block.edits for piece in _pieces(edit, block, sheet)],
        "told": sheet.words(sheet.say.counted("render.changes", len(told))) if told else None,
        "changes": told,
    }


def _pieces(edit: Edit, block: Redline, sheet: Sheet) -> list[Data]:
    """One run of words; spaces at its ends stay outside its signs."""
    lang = block.base_lang if edit.op is Op.REMOVED else block.other_lang
    text = edit.base if edit.op is Op.REMOVED else edit.other
    bare = text.strip()
    if edit.op is Op.SAME or not bare:
        return [_piece("same", text, lang, sheet)] if text else []
    at = text.index(bare)
    if edit.op is Op.FOLDED:
        inside = _folded(edit, bare, block, sheet)
    else:
        start, end = signs(edit, base_whole=block.base_whole, other_whole=block.other_whole)
        first = bare.split(None, 1)[0]
        first = first if len(first) <= _LONGEST else ""  # a longer one may have to be broken
        inside = [
            {
                "k": start[0] + start[1],
                "start": start,
                "first": sheet.words(first, lang),
                "t": sheet.words(bare.removeprefix(first), lang),
                "end": end,
                "say": None,
            }
        ]
        if _is_one_change(block):
            inside[0]["say"] = sheet.words(sheet.say.say(f"render.spoken.{_SPOKEN[start]}").strip())
    return [
        *([_piece("same", text[:at], lang, sheet)] if at else []),
        *inside,
        *([_piece("same", text[at + len(bare) :], lang, sheet)] if text[at + len(bare) :] else []),
    ]


def _folded(edit: Edit, bare: str, block: Redline, sheet: Sheet) -> list[Data]:
    """Other words treated as the same: a name of a role on both sides, else the later words."""
    if not is_swap(edit):
        return [_piece("folded", bare, block.other_lang, sheet)]
    return [
        _piece("folded", "[", block.other_lang, sheet),
        _piece("folded", edit.base.strip(), block.base_lang, sheet),
        _piece("folded", " → ", block.other_lang, sheet),
        _piece("folded", bare, block.other_lang, sheet),
        _piece("folded", "]", block.other_lang, sheet),
    ]


def _piece(kind: str, text: str, lang: str, sheet: Sheet) -> Data:
    return {"k": kind, "t": sheet.words(text, lang)}


def _is_one_change(block: Redline) -> bool:
    """Whether the whole passage came or went, so that a sentence on it would only print it again."""
    return len(block.edits) == 1 and block.edits[0].op in {Op.ADDED, Op.REMOVED}


def _told(change: Change, block: Redline, sheet: Sheet) -> list[Data]:
    """One change as a sentence, as HTML has it for those who hear a page."""
    inlines = sheet.say.inlines(
        f"render.change.{change.kind}" + ("" if change.after else ".start"),
        base=Text(change.base, block.base_lang),
        other=Text(change.other, block.other_lang),
        after=Text(change.after, block.other_lang),
        name=block.other_name if change.kind == "open-removed" else block.base_name,
    )
    said = sheet.inlines(inlines)
    if change.classes:
        classes = ", ".join(sheet.say.say(f"compare.class.{found.value}") for found in change.classes)
        said.append(sheet.words(f" ({classes})"))
    return said
