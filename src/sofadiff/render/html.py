"""One self-contained HTML page: nothing fetched, no script but copy buttons, readable offline, on paper and by ear."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from sofadiff import messages
from sofadiff.document import (
    Apparatus,
    BarChart,
    Block,
    Bullets,
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
    Report,
    SideBySide,
    Strong,
    Table,
    Text,
    Url,
)
from sofadiff.render import charts
from sofadiff.render.changes import changes, open_notes
from sofadiff.render.glyphs import glyph, known
from sofadiff.render.html_words import Writer
from sofadiff.render.signature import run_line
from sofadiff.render.visible import visible

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parents[1] / "templates"
_WEB = re.compile(r"https?://[^\s<>\"']+\Z")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_DEEPEST_IN_CONTENTS = 3
_DIGEST = hashlib.sha256().digest_size


Entry = tuple[str, str, Sequence[tuple[str, str]]]
"""Label, relative path, and (format, relative path) of the same report in other formats."""


def render(report: Report) -> str:
    """The whole report as one HTML page with its style inside."""
    special = any(isinstance(block, Apparatus) for block in _walk(report.blocks))
    style = _style(*(["apparatus"] if special else []))
    words = messages.load(report.lang)
    writer = Writer(report.lang, words)
    cards = (clause_anchor(b.slug, b.unit) for b in _walk(report.blocks) if isinstance(b, ClauseCard))
    cited = (b for b in _walk(report.blocks) if isinstance(b, ClauseCard | Redline | SideBySide))
    script = _script() if any(block.citation for block in cited) else ""
    page = _environment().get_template("report.html.j2")
    return page.render(
        report=report,
        script=script,
        script_hash=_csp_hash(script),
        style=style,
        style_hash=_csp_hash(style),
        contents=[b for b in _walk(report.blocks) if isinstance(b, Heading) and 2 <= b.level <= _DEEPEST_IN_CONTENTS],
        has_open=any(
            isinstance(block, Redline) and not (block.base_whole and block.other_whole)
            for block in _walk(report.blocks)
        ),
        has_redline=any(isinstance(block, Redline) for block in _walk(report.blocks)),
        clause_numbers={target: n for n, target in enumerate(dict.fromkeys(cards), start=1)},
        once=_once(),
        first=_first(),
        words=words,
        run_line=run_line,
        clause_words=_html(writer.clause),
        change_words=_html(writer.change),
    )


def index(title: str, lead: str, groups: Sequence[tuple[str, Sequence[Entry]]], lang: str) -> str:
    """A page of links to files beside it: groups of (heading, entries), each with its other formats beside it."""
    style = _style()
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            title=title,
            lead=lead,
            groups=groups,
            lang=lang,
            style=style,
            style_hash=_csp_hash(style),
            words=messages.load(lang),
        )
    )


def anchor(kind: str, text: str) -> str:
    """An id for the page, from any text: `h-` for headings, `t-` for tables and so on keeps the families apart."""
    return f"{kind}-{_UNSAFE.sub('_', text)}"


def clause_anchor(slug: str, unit: str) -> str:
    """Where a clause's card stands on the page: the same on every run, so that links to it last."""
    return anchor("c", f"{slug}--{unit}")


def kind(item: Block | Inline) -> str:
    """Name of the template macro that writes this block or inline."""
    match item:
        case Text():
            return "text"
        case Strong():
            return "strong"
        case Code():
            return "code"
        case Mark():
            return "mark"
        case Cite():
            return "cite"
        case Link():
            return "link"
        case Url():
            return "url"
        case _:
            return _block_kind(item)


def _block_kind(block: Block) -> str:
    match block:
        case Heading():
            return "heading"
        case Paragraph():
            return "paragraph"
        case Bullets():
            return "bullets"
        case Table():
            return "table"
        case Redline():
            return "redline"
        case SideBySide():
            return "side_by_side"
        case Apparatus():
            return "apparatus"
        case ClauseCard():
            return "clause_card"
        case Note():
            return "note"
        case BarChart():
            return "bar_chart"
        case Ladder():
            return "ladder"
        case Details():
            return "details"
    assert_never(block)


def _walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from _walk(block.blocks)


def _once() -> Callable[[str], str]:
    """A function that gives each text back, with a number after it where it was given before: landmark names differ."""
    seen: dict[str, int] = {}

    def once(text: str) -> str:
        seen[text] = seen.get(text, 0) + 1
        return text if seen[text] == 1 else f"{text} ({seen[text]})"

    return once


def _first() -> Callable[[str], bool]:
    """A function that says whether it sees an id for the first time: a clause printed twice is linked to once."""
    seen: set[str] = set()

    def first(target: str) -> bool:
        new = target not in seen
        seen.add(target)
        return new

    return first


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415 - only a page needs it, and nothing else should wait for it

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )
    environment.globals |= {
        "kind": kind,
        "anchor": anchor,
        "clause_anchor": clause_anchor,
        "changes": changes,
        "open_notes": open_notes,
        "glyph": glyph,
        "known": known,
        "bars": charts.bars,
        "rungs": charts.rungs,
        "chart_width": charts.WIDTH,
        "is_web": lambda url: bool(_WEB.match(url)),
    }
    return environment


def _compiled() -> jinja2.BytecodeCache:
    """Compiled templates, kept where Python keeps its own compiled modules, and on the same conditions.

    A kept file whose digest is not that of its code is ignored: running damaged code would end the program, or print
    another page.
    """
    import jinja2  # noqa: PLC0415

    folder = _TEMPLATES / "__pycache__"

    class Kept(jinja2.BytecodeCache):
        def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            with suppress(OSError):
                kept = (folder / f"{bucket.key}.jinja").read_bytes()
                if hashlib.sha256(kept[_DIGEST:]).digest() == kept[:_DIGEST]:
                    bucket.bytecode_from_string(kept[_DIGEST:])

        def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            if sys.dont_write_bytecode:
                return
            code = bucket.bytecode_to_string()
            mine = folder / f"{bucket.key}.{os.getpid()}"
            with suppress(OSError):
                folder.mkdir(exist_ok=True)
                mine.write_bytes(hashlib.sha256(code).digest() + code)
                mine.replace(folder / f"{bucket.key}.jinja")

    return Kept()


def _html(write: Callable[..., str]) -> Callable[..., str]:
    """What a function writes, for the template to print as it stands."""
    import markupsafe  # noqa: PLC0415

    return lambda *what: markupsafe.Markup(write(*what))


def _shown(value: Any) -> Any:
    """What a template may print: text made visible; what is already HTML (it has `__html__`) untouched."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@cache
def _style(*more: str) -> str:
    """The style of every page, then what only some pages need."""
    return "".join((_TEMPLATES / f"{name}.css").read_text(encoding="utf-8") for name in ("report", *more))


@cache
def _script() -> str:
    """What makes the copy buttons work; a page without citations to copy has no script at all."""
    return (_TEMPLATES / "copy.js").read_text(encoding="utf-8")


def _csp_hash(content: str) -> str:
    """The only style and the only script the page's policy lets a browser apply are these."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
