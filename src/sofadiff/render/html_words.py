"""Word edits as HTML: the part of a page that is repeated thousands of times.

Every word passes through :func:`~sofadiff.render.visible.escaped` and nothing else is put between tags.
"""

from __future__ import annotations

from sofadiff.comparison import ChangeClass, Edit, Op
from sofadiff.comparison.marked import is_swap
from sofadiff.document import Redline
from sofadiff.messages import Messages
from sofadiff.render.changes import Change
from sofadiff.render.visible import escaped, visible


class Writer:
    """Writes the edits and the list of changes of redlines in one report language."""

    def __init__(self, lang: str, words: Messages) -> None:
        self._words = words
        self._lang = escaped(lang)
        self._opening: dict[str, str] = {}
        self._spoken: dict[str, str] = {}
        self._told: dict[str, list[tuple[str, str | None]]] = {}
        self._named: dict[tuple[ChangeClass, ...], str] = {}

    def clause(self, redline: Redline) -> str:
        """All runs of words of one redline, as they stand in the later text with what is gone in its place."""
        return "".join([self._edit(edit, redline) for edit in redline.edits])

    def change(self, change: Change, redline: Redline) -> str:
        """One entry of the list of changes."""
        told = ""
        for words, name in self._template(f"render.change.{change.kind}" + ("" if change.after else ".start")):
            told += words
            if name == "name":
                told += escaped(redline.other_name if change.kind == "open-removed" else redline.base_name)
            elif name is not None:
                lang = redline.base_lang if name == "base" else redline.other_lang
                told += self._in(lang, getattr(change, name))
        return told + self._sorts(change.classes)

    def _sorts(self, classes: tuple[ChangeClass, ...]) -> str:
        """The names of the sorts of words, in brackets; nothing for none."""
        if classes not in self._named:
            said = ", ".join([self._words.say(f"compare.class.{found}") for found in classes])
            self._named[classes] = f" ({escaped(said)})" if said else ""
        return self._named[classes]

    def _in(self, lang: str, words: str) -> str:
        """Words in their language, if one is given."""
        if not lang:
            return escaped(words)
        if lang not in self._opening:
            self._opening[lang] = f'<span lang="{escaped(lang)}">'
        return f"{self._opening[lang]}{escaped(words)}</span>"

    def _template(self, key: str) -> list[tuple[str, str | None]]:
        """The pieces of a message, fit to stand on the page."""
        if key not in self._told:
            self._told[key] = [(escaped(words), name) for words, name in self._words.pieces(key)]
        return self._told[key]

    def _edit(self, edit: Edit, redline: Redline) -> str:
        if edit.op is Op.SAME:
            return escaped(edit.other)
        if edit.op is Op.REMOVED:
            lead, bare, tail = _apart(edit.base)
            return f"{lead}{self._removed(bare, redline)}{tail}"
        lead, bare, tail = _apart(edit.other)
        if edit.op is Op.ADDED:
            return f"{lead}{self._added(bare, redline.base_whole)}{tail}"
        stands = self._stands(edit.base.strip(), redline.base_lang) if is_swap(edit) else ""
        return f'<span class="folded">{bare}{stands}</span>{tail}'

    def _removed(self, bare: str, redline: Redline) -> str:
        lang = escaped(redline.base_lang)
        if redline.other_whole:
            return f'<del lang="{lang}">{self._say("del")}{bare}{self._say("del-end")}</del>'
        return (
            f'<span class="open" lang="{lang}">{self._say("open")}<span aria-hidden="true">[?</span>{bare}'
            f'<span aria-hidden="true">?]</span>{self._say("open-end")}</span>'
        )

    def _added(self, bare: str, base_whole: bool) -> str:
        if base_whole:
            return f"<ins>{self._say('ins')}{bare}{self._say('ins-end')}</ins>"
        return (
            f'<ins class="open-ins">{self._say("open-ins")}<span aria-hidden="true">{{?</span>{bare}'
            f'<span aria-hidden="true">?}}</span>{self._say("open-end")}</ins>'
        )

    def _say(self, key: str) -> str:
        """What a screen reader says here."""
        if key not in self._spoken:
            words = escaped(self._words.say(f"render.spoken.{key}"))
            self._spoken[key] = f'<span class="spoken" lang="{self._lang}">{words}</span>'
        return self._spoken[key]

    def _stands(self, term: str, lang: str) -> str:
        before, after = (escaped(self._words.say(f"render.spoken.{key}")) for key in ("stands", "end"))
        told = f'{before}<span lang="{escaped(lang)}">{escaped(term)}</span>{after}'
        return f'<span class="spoken" lang="{self._lang}">{told}</span>'


def _apart(words: str) -> tuple[str, str, str]:
    """White space before, the words, white space after, escaped; white space alone stands before."""
    bare = words.strip()
    if len(bare) == len(words):
        return "", escaped(bare), ""
    start = len(words) - len(words.lstrip())
    return visible(words[:start]), escaped(bare), visible(words[start + len(bare) :])
