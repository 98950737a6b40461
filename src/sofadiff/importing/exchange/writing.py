"""A record as plain text or Markdown."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import astuple, replace

from sofadiff.importing.exchange.entries import Entry, What, entries_of
from sofadiff.importing.exchange.grammar import BREAK, WORDS, State, Usual, line_of
from sofadiff.importing.exchange.head import Head, write_head
from sofadiff.importing.exchange.skins import SKINS
from sofadiff.importing.headings import HeadingKind, classify
from sofadiff.outline import About, Node, Outline


def write(outline: Outline, about: About, form: str, notes: Sequence[tuple[str, str | Sequence[str]]] = ()) -> str:
    """The whole file: head, then one line for each entry with a blank line between. `form` is `text` or `markdown`.

    `notes` stand in the head for whoever reads the file; (key, sentence or sentences).
    """
    skin, usual = SKINS[form], usual_of(outline, restated=bool(about.completeness))
    title = outline.title or about.title
    head = Head(skin, usual, about, bool(title) and not outline.title, fingerprint(outline))
    lines = [*write_head(head, notes), ""]
    state = State(skin, usual)
    shown = replace(outline, title=title)
    for entry in entries_of(shown):
        if entry.what is What.CLOSING_WORDS and not state.ended and skin.hashed:
            lines += [BREAK, ""]
            state.ended, state.stack = True, []
        lines += [line_of(entry, state), ""]
    return "\n".join(lines[:-1]) + "\n"


def usual_of(outline: Outline, *, restated: bool) -> Usual:
    """What holds for most clauses of an outline, and so needs no mark on each; `restated`: it is a restatement."""
    nodes = list(outline.walk())
    supports = Counter(node.standing.support for node in nodes)
    words = [node for node in nodes if node.num and node.element in WORDS["eng"]]
    numbers = [node for node in words if _is_number(node)]
    # Of an authentic text only what it prints is written; a restatement leaves the word before a number to whoever
    # prints it, and so do all texts whose articles have numbers only.
    bare = len(numbers) * 2 > len(words) and (restated or any(node.element == "article" for node in numbers))
    support = max(sorted(supports), key=lambda name: supports[name], default="")
    return Usual(outline.language, bare, support, any(node.standing.number for node in nodes))


def _is_number(node: Node) -> bool:
    head = classify(node.num or "")
    return head is not None and head.kind is HeadingKind.NUMBER


def fingerprint(outline: Outline) -> str:
    """SHA-256 of all that an outline says, whatever the form and the layout of the file."""
    return hashlib.sha256(json.dumps([_said(entry) for entry in entries_of(outline)]).encode()).hexdigest()


def _said(entry: Entry) -> list[object]:
    return [entry.what.value, entry.text, entry.depth, entry.element, entry.label, entry.heading,
            list(astuple(entry.standing))]  # fmt: skip
