"""Every kind of block and inline as HTML. Each text passes through `escaped` on its way out, and nothing else does.

Plain functions and no template engine: starting one takes longer than comparing two agreements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sofadiff.document import (
    Apparatus,
    BarChart,
    Block,
    Bullets,
    Cell,
    Cite,
    ClauseCard,
    Code,
    Details,
    Heading,
    Inline,
    Ladder,
    Link,
    Mark,
    Note,
    Paragraph,
    Redline,
    SideBySide,
    Strong,
    Table,
    Text,
    Url,
)
from sofadiff.messages import Messages
from sofadiff.render import html_figures
from sofadiff.render.changes import changes, open_notes
from sofadiff.render.glyphs import glyph, known
from sofadiff.render.html_names import First, Once, anchor, clause_anchor
from sofadiff.render.html_words import Writer
from sofadiff.render.visible import escaped

_NOTES = ("limits", "warning", "info")
_LONG_MARK = 28
"""Letters from which a mark may be broken into lines."""


class Blocks:
    """Writes the blocks of one page, in their order: what was printed before is known by name."""

    def __init__(self, lang: str, words: Messages, clauses: Iterable[str]) -> None:
        self._words = words
        self._lang = escaped(lang)
        self._writer = Writer(lang, words)
        self._clauses = {target: n for n, target in enumerate(dict.fromkeys(clauses), start=1)}
        self._once, self._first = Once(), First()
        self.blocks: Mapping[type, Callable[[Any], str]] = {
            Heading: _heading,
            Paragraph: lambda it: f"<p>{self.inlines(it.inlines)}</p>\n",
            Bullets: self._bullets,
            Table: self._table,
            Redline: self._redline,
            SideBySide: self._side_by_side,
            Apparatus: self._apparatus,
            ClauseCard: self._clause_card,
            Note: self._note,
            BarChart: html_figures.bar_chart,
            Ladder: html_figures.ladder,
            Details: self._details,
        }
        self.inline: Mapping[type, Callable[[Any], str]] = {
            Text: _text,
            Strong: lambda it: f"<strong>{escaped(it.text)}</strong>",
            Code: lambda it: f"<code>{escaped(it.text)}</code>",
            Mark: _mark,
            Cite: self._cite,
            Link: lambda it: f'<a href="#{anchor("h", it.target)}">{escaped(it.label)}</a>',
            Url: _url,
        }

    def all(self, items: Iterable[Block]) -> str:
        """Several blocks."""
        return "".join([f"{self.blocks[type(item)](item)}\n" for item in items])

    def inlines(self, items: Iterable[Inline]) -> str:
        """Words in one line."""
        return "".join([self.inline[type(item)](item) for item in items])

    def _say(self, key: str) -> str:
        return escaped(self._words.say(key))

    def _cite(self, it: Cite) -> str:
        target = clause_anchor(it.slug, it.unit)
        if target not in self._clauses:
            return f'<span class="cite">{escaped(it.label)}</span>'
        return f'<a class="cite" href="#{target}" data-card="{self._clauses[target]}">{escaped(it.label)}</a>'

    def _bullets(self, it: Bullets) -> str:
        return "\n".join(["<ul>", *[f"<li>{self.inlines(item)}</li>" for item in it.items], "</ul>", ""])

    def _table(self, it: Table) -> str:
        lines = [
            f'<div class="scroll" role="region" aria-label="{escaped(self._once(it.caption))}" tabindex="0">',
            f'<table id="{anchor("t", it.id)}">',
            f"<caption>{escaped(it.caption)}</caption>",
            "<thead><tr>",
            *[f'<th scope="col">{escaped(name)}</th>' if name else "<td></td>" for name in it.head],
            "</tr></thead>",
            "<tbody>",
        ]
        for row in it.rows:
            lines += ["<tr>", *[self._cell(cell) for cell in row], "</tr>"]
        return "\n".join([*lines, "</tbody>", "</table>", "</div>", ""])

    def _cell(self, cell: Cell) -> str:
        tint = f' class="tint k-{known(cell.state)}"' if cell.state else ""
        words = self.inlines(cell.inlines)
        return f'<th scope="row"{tint}>{words}</th>' if cell.header else f"<td{tint}>{words}</td>"

    def _redline(self, it: Redline) -> str:
        lines = [
            '<div class="redline">',
            f'<p class="sides"><span class="side">{escaped(it.base_label)}</span> <span aria-hidden="true">→</span>'
            f'<span class="spoken">{self._say("render.spoken.to")}</span>'
            f' <span class="side">{escaped(it.other_label)}</span></p>',
            *[f'<p class="open-note">{escaped(note)}</p>' for note in open_notes(it, self._words)],
            f'<div class="clause" lang="{escaped(it.other_lang)}">{self._writer.clause(it)}</div>',
        ]
        if listed := changes(it):
            count = escaped(self._words.counted("render.changes", len(listed)))
            lines += [f'<details class="changes"><summary>{count}</summary>', "<ol>"]
            lines += [f"<li>{self._writer.change(change, it)}</li>" for change in listed]
            lines += ["</ol>", "</details>"]
        if it.citation:
            lines += self._citation(it, it.other_label)
        return "\n".join([*lines, "</div>", ""])

    def _apparatus(self, it: Apparatus) -> str:
        here = anchor("a", it.id)
        place = f'<span class="spoken">{self._say("render.spoken.variant")}</span>'
        back = f'<span class="spoken">{self._say("render.spoken.back")}</span>'
        text = ""
        for numbers, words in it.pieces:
            for n in numbers:
                text += f'<a class="place" href="#{here}-{n}" id="{here}-at-{n}" lang="{self._lang}">{place}{n}</a>'
            text += escaped(words)
        lines = [
            f'<div class="apparatus" id="{here}">',
            f'<p class="side">{escaped(it.label)}</p>',
            f'<div class="clause" lang="{escaped(it.lang)}">{text}</div>',
        ]
        if it.entries:
            lines.append('<ol class="readings">')
            for n, said in it.entries:
                number = f'<a class="number" href="#{here}-at-{n}">{n}{back}</a>'
                lines.append(f'<li id="{here}-{n}">{number} {self.inlines(said)}</li>')
            lines.append("</ol>")
        return "\n".join([*lines, "</div>", ""])

    def _clause_card(self, it: ClauseCard) -> str:
        here = clause_anchor(it.slug, it.unit)
        own = f' id="{here}"' if self._first(here) else ""
        name = escaped(self._once(f"{it.label}, {it.slug}"))
        heading = f' <span class="card-heading">{escaped(it.heading)}</span>' if it.heading else ""
        lines = [
            f'<article class="card"{own} tabindex="-1" aria-label="{name}">',
            f'<p class="card-head"><span class="ordinal">{self._clauses[here]}</span>'
            f' <strong>{escaped(it.label)}</strong>{heading} <span class="slug">{escaped(it.slug)}</span></p>',
        ]
        if it.marks:
            lines.append(f'<p class="marks">{"".join([f"{_mark(item)} " for item in it.marks])}</p>')
        lines.append(f'<div class="clause" lang="{escaped(it.lang)}">{escaped(it.text)}</div>')
        if it.topics:
            name = f'<span class="about-name">{self._say("render.topics")}</span>'
            lines.append(f'<p class="about">{name} {escaped(", ".join(it.topics))}</p>')
        if it.sources:
            name = f'<span class="about-name">{self._say("render.source")}</span>'
            sources = [f"<li>{name} {self.inlines(source)}</li>" for source in it.sources]
            lines += ['<ul class="about">', *sources, "</ul>"]
        if it.citation:
            lines += self._citation(it, f"{it.label}, {it.slug}")
        return "\n".join([*lines, "</article>", ""])

    def _citation(self, it: ClauseCard | Redline | SideBySide, of: str) -> list[str]:
        """What to paste into a footnote, folded away under a clause or passage."""
        whose = f'<span class="spoken">{self._say("compare.colon")}{escaped(of)}</span>'
        lines = [
            f'<details class="cite-this"><summary>{self._say("card.cite")}{whose}</summary>',
            f'<p><span class="citation">{escaped(it.citation)}</span></p>',
        ]
        if it.link:
            name = f'<span class="about-name">{self._say("card.link")}</span>'
            lines.append(f'<p>{name} <code class="permalink">{escaped(it.link)}</code></p>')
        return [*lines, "</details>", ""]

    def _side_by_side(self, it: SideBySide) -> str:
        sides = ((it.left_label, it.left_lang, it.left), (it.right_label, it.right_lang, it.right))
        columns = [
            f'<div><p class="side">{escaped(label)}</p>'
            f'<div class="clause" lang="{escaped(lang)}">{escaped(text)}</div></div>'
            for label, lang, text in sides
        ]
        cited = self._citation(it, it.right_label) if it.citation else []
        return "\n".join(['<div class="pair">', *columns, "</div>", *cited, ""])

    def _note(self, it: Note) -> str:
        kind = it.kind if it.kind in _NOTES else "info"
        title = f'<p class="note-title">{escaped(it.title)}</p>'
        return f'<div class="note note-{kind}" role="note">\n{title}\n<p>{self.inlines(it.inlines)}</p>\n</div>\n'

    def _details(self, it: Details) -> str:
        return f'<details class="fold"><summary>{escaped(it.summary)}</summary>\n{self.all(it.blocks)}\n</details>\n'


def _heading(it: Heading) -> str:
    level = min(max(it.level, 2), 6)
    return f'<h{level} id="{anchor("h", it.id)}">{escaped(it.text)}</h{level}>\n'


def _text(it: Text) -> str:
    return f'<span lang="{escaped(it.lang)}">{escaped(it.text)}</span>' if it.lang else escaped(it.text)


def _mark(it: Mark) -> str:
    style = f"mark{' long' if len(it.label) > _LONG_MARK else ''} k-{known(it.kind)}"
    shape = f'<span aria-hidden="true" class="glyph">{escaped(glyph(it.kind))}</span>'
    return f'<span class="{style}">{shape}{escaped(it.label)}</span>'


def _url(it: Url) -> str:
    url = escaped(it.url)
    if not _is_web(it.url):
        return f'<span class="url">{url}</span>'
    return f'<a class="url" rel="noreferrer" href="{url}">{url}</a>'


def _is_web(url: str) -> bool:
    """Whether an address may be followed: on the web, and nothing in it that could end the attribute it stands in."""
    scheme, _, rest = url.partition("://")
    return scheme in ("http", "https") and rest.split() == [rest] and not set("<>\"'") & set(rest)
