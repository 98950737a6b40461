"""One self-contained HTML page: nothing fetched, no script but copy buttons, readable offline, on paper and by ear."""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from sofadiff import messages
from sofadiff.document import Apparatus, Block, ClauseCard, Details, Heading, Redline, Report, SideBySide
from sofadiff.messages import Messages
from sofadiff.render.html_blocks import Blocks
from sofadiff.render.html_names import anchor, clause_anchor
from sofadiff.render.signature import run_line
from sofadiff.render.visible import escaped

_FILES = Path(__file__).parents[1] / "templates"
_DEEPEST_IN_CONTENTS = 3
_DOT = '<span aria-hidden="true">·</span>'

Entry = tuple[str, str, Sequence[tuple[str, str]]]
"""Label, relative path, and (format, relative path) of the same report in other formats."""


def render(report: Report) -> str:
    """The whole report as one HTML page with its style inside."""
    blocks = [*_walk(report.blocks)]
    words = messages.load(report.lang)
    style = _style(*(["apparatus"] if any(isinstance(block, Apparatus) for block in blocks) else []))
    cards = [block for block in blocks if isinstance(block, ClauseCard)]
    cited = (block for block in blocks if isinstance(block, ClauseCard | Redline | SideBySide))
    script = _script() if any(block.citation for block in cited) else ""
    run = "" if report.run is None else f'<meta name="sofadiff-run" content="{escaped(run_line(report.run))}">\n'
    named = (
        f'<p class="kicker">sofadiff {_DOT} {escaped(words.say(f"render.kind.{report.name}"))}</p>\n'
        f"<h1>{escaped(report.title)}</h1>\n"
    )
    written = Blocks(report.lang, words, (clause_anchor(card.slug, card.unit) for card in cards)).all(report.blocks)
    lines = [
        _head(report.title, report.lang, style, script, f'<meta name="generator" content="sofadiff">\n{run}'),
        f'<a class="skip" href="#main">{escaped(words.say("render.skip"))}</a>',
        f'<header class="top">\n{named}</header>',
        f'<div class="page">\n{_contents(blocks, words)}<main id="main" tabindex="-1">',
        f"{_legend(report.name, blocks, words)}{written}",
        "</main>\n</div>",
        f'<footer class="bottom">\n<p>{escaped(words.say("render.footer"))}</p>\n</footer>',
        *([f"<script {_labels(words)}>{script}</script>"] if script else []),
        "</body>\n</html>",
    ]
    return "\n".join(lines)


def index(title: str, lead: str, groups: Sequence[tuple[str, Sequence[Entry]]], lang: str) -> str:
    """A page of links to files beside it: groups of (heading, entries), each with its other formats beside it."""
    words = messages.load(lang)
    lines = [
        _head(title, lang, _style(), "", ""),
        f'<a class="skip" href="#main">{escaped(words.say("render.skip"))}</a>',
        f'<header class="top"><p class="kicker">sofadiff</p><h1>{escaped(title)}</h1></header>',
        '<div class="page">',
        '<main id="main" tabindex="-1">',
        f"<p>{escaped(lead)}</p>",
    ]
    for heading, entries in groups:
        lines += [f"<h2>{escaped(heading)}</h2>", "<ul>", *[_entry(*entry) for entry in entries], "</ul>"]
    lines += ["</main>", "</div>", f'<footer class="bottom"><p>{escaped(words.say("render.footer"))}</p></footer>']
    return "\n".join([*lines, "</body>", "</html>"])


def _head(title: str, lang: str, style: str, script: str, more: str) -> str:
    """Everything up to the body: the only style and the only script that the page's policy lets a browser apply."""
    scripts = f" script-src '{_csp_hash(script)}';" if script else ""
    policy = f"default-src 'none'; style-src '{_csp_hash(style)}';{scripts} base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{escaped(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"{more}<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>"
    )


def _contents(blocks: Sequence[Block], words: Messages) -> str:
    headings = [b for b in blocks if isinstance(b, Heading) and 2 <= b.level <= _DEEPEST_IN_CONTENTS]
    if not headings:
        return ""
    name = escaped(words.say("render.contents"))
    lines = [f'<nav class="contents" aria-label="{name}">', f"<details><summary>{name}</summary>", "<ul>"]
    for heading in headings:
        link = f'<a href="#{anchor("h", heading.id)}">{escaped(heading.text)}</a>'
        lines.append(f'<li class="level-{heading.level}">{link}</li>')
    return "\n".join([*lines, "</ul>", "</details>", "</nav>", ""])


def _labels(words: Messages) -> str:
    """What the copy buttons say."""
    said = {"copy": "card.copy", "link": "card.copy.link", "done": "card.copied"}
    return " ".join([f'data-{name}="{escaped(words.say(key))}"' for name, key in said.items()])


def _legend(name: str, blocks: Sequence[Block], words: Messages) -> str:
    """What the marks of words say, where there are any."""
    redlines = [block for block in blocks if isinstance(block, Redline)]
    if not redlines:
        return ""
    key = "render.legend.nearest" if name == "nearest" else "render.legend"
    said = {end: escaped(words.say(f"{key}.{end}")) for end in ("ins", "del")}
    lines = [
        f'<p class="legend"><strong>{escaped(words.say("render.legend"))}</strong>',
        f"<ins>{said['ins']}</ins> {_DOT}",
        f"<del>{said['del']}</del> {_DOT}",
        f'<span class="folded">{escaped(words.say("render.legend.folded"))}</span>',
    ]
    if any(not (redline.base_whole and redline.other_whole) for redline in redlines):
        marks = '<span class="open">[? … ?]</span>, <ins class="open-ins">{? … ?}</ins>'
        lines.append(f"{_DOT} {marks} {escaped(words.say('render.legend.open'))}")
    return "\n".join([*lines, "</p>", ""])


def _entry(label: str, path: str, others: Sequence[tuple[str, str]]) -> str:
    links = [f'<a href="{escaped(path)}">{escaped(label)}</a>']
    for name, other in others:
        told = escaped(f"{label}, {name}")
        links.append(f'{_DOT} <a href="{escaped(other)}" aria-label="{told}">{escaped(name)}</a>')
    return f"<li>{' '.join(links)}</li>"


def _walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from _walk(block.blocks)


@cache
def _style(*more: str) -> str:
    """The style of every page, then what only some pages need."""
    return "".join((_FILES / f"{name}.css").read_text(encoding="utf-8") for name in ("report", *more))


@cache
def _script() -> str:
    """What makes the copy buttons work; a page without citations to copy has no script at all."""
    return (_FILES / "copy.js").read_text(encoding="utf-8")


def _csp_hash(content: str) -> str:
    return f"sha256-{binascii.b2a_base64(hashlib.sha256(content.encode()).digest(), newline=False).decode()}"
