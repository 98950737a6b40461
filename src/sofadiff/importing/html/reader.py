"""A page to blocks, with the place of each, and everything that is in no block with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sofadiff.errors import SofadiffError
from sofadiff.importing.blocks import LeftOut, Reading, ReadOptions, Remark
from sofadiff.importing.html.around import Around
from sofadiff.importing.html.contents import leave_out_lists
from sofadiff.importing.html.dom import Page
from sofadiff.importing.html.encoding import decode_page
from sofadiff.importing.html.furniture import Furniture
from sofadiff.importing.html.lines import ORPHAN, Lines
from sofadiff.importing.html.looks import Deciding
from sofadiff.importing.html.nodes import Element
from sofadiff.importing.html.notes import find_notes
from sofadiff.importing.html.story import Story
from sofadiff.importing.html.style import Styles

_INSIDE_TAG = r"(?:[^>\"'=]|=\s*(?:\"[^\"]*\"|'[^']*')?|[\"'])*+"
_MARKUP = re.compile(
    rf"<(script|style)(?=[\s/>]){_INSIDE_TAG}(?:(?<=/)>|>.*?(?:</\1(?=[\s/>]){_INSIDE_TAG}(?:>|\Z)|\Z))"
    rf"|</?[A-Za-z]{_INSIDE_TAG}(?:>|\Z)|<!doctype[^>\[]*\[[^\]]*\][^>]*>|<!--|<[!?/][^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)


def read_html(data: bytes, path: str, options: ReadOptions) -> Reading:
    """Blocks of a page.

    Words that are marked as inserted or deleted are refused unless `options.revisions` decides on them.
    """
    decoded = decode_page(data, path)
    page = Page(decoded.text, path)
    changes = _changes(page.html)
    if changes.get("deletion") and options.revisions is None:
        raise _refuse(changes, path)
    notes = find_notes(page)
    styles = Styles(page)
    furniture = Furniture(page, styles, notes)
    notes.forget(furniture.reasons)
    story = Story(styles, furniture, notes, options.revisions or "accept")
    lines = Lines(lambda note: story.read(note.body, Around()))
    lines.parts(story.read(page.html))
    for note in notes.bodies.values():
        if not note.used:
            lines.note(note, ORPHAN)
    leave_out_lists(lines)
    deciding = Deciding(lines.items)
    blocks = deciding.blocks()
    placed = [
        Remark(lines.at(remark.line), remark.message, remark.doubtful)
        for remark in (*_faults(page), *furniture.remarks, *story.remarks)
    ]
    return Reading(
        blocks=blocks,
        left_out=tuple(sorted(lines.left_out, key=_by_line)),
        source=tuple(lines.source),
        remarks=(*decoded.remarks, *_about(page, styles, changes, options), *placed, *lines.remarks, *deciding.remarks),
        joined=deciding.joined,
        markup=_markup(page),
        anchors=tuple(lines.anchors),
        encoding=decoded.encoding,
        census=census(decoded.text),
        generated=tuple(lines.generated),
    )


def census(text: str) -> str:
    """All words of a page but those of scripts, style sheets and comments: the text without its mark-up."""
    found: list[str] = []
    at, last_comment = 0, text.rfind("-->")
    while (mark := text.find("<", at)) >= 0:
        found.append(text[at:mark])
        match = (_COMMENT.match(text, mark) if mark < last_comment else None) or _MARKUP.match(text, mark)
        at = match.end() if match else mark + 1
    return unescape(" ".join((*found, text[at:])))


def _by_line(entry: LeftOut) -> int:
    return entry.line


def _changes(html: Element) -> dict[str, int]:
    """How many insertions and deletions with words are marked."""
    found = {"insertion": 0, "deletion": 0}
    for element in html.descendants():
        if element.tag in {"ins", "del"} and element.text().strip():
            found["insertion" if element.tag == "ins" else "deletion"] += 1
    return found


def _refuse(changes: dict[str, int], path: str) -> SofadiffError:
    counted = [f"{count} {what}{'s' if count > 1 else ''}" for what, count in sorted(changes.items()) if count]
    return SofadiffError(
        f"marks words as deleted ({', '.join(counted)}), so it is not certain what the text is.",
        where=path,
        remedy="Choose with --revisions accept (the text as changed) or --revisions reject (the text before).",
    )


def _faults(page: Page) -> Iterator[Remark]:
    for line, message in page.faults:
        yield Remark(line, message, doubtful=True)


def _about(page: Page, styles: Styles, changes: dict[str, int], options: ReadOptions) -> Iterator[Remark]:
    """What a person should know of the page itself."""
    if options.revisions and any(changes.values()):
        done = {"accept": "accepted", "reject": "rejected"}[options.revisions]
        yield Remark(0, f"{sum(changes.values())} marked insertions and deletions were {done}")
    elif changes["insertion"]:
        what = _counted(changes["insertion"], "passage is", "passages are")
        yield Remark(0, f"{what} marked as inserted (<ins>) and kept", doubtful=True)
    if styles.elsewhere:
        what = _counted(styles.elsewhere, "style sheet that is", "style sheets that are")
        yield Remark(0, f"the page uses {what} not in the file: what is hidden or numbered there is not known")
    frames = page.counts["frame"] + page.counts["iframe"]
    if frames:
        what = _counted(frames, "frame shows another page that is", "frames show other pages that are")
        yield Remark(0, f"{what} not in the file", doubtful=True)


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _markup(page: Page) -> tuple[tuple[str, int], ...]:
    links = sum(element.tag == "a" and "href" in element.attributes for element in page.html.descendants())
    counts = (("comments", page.counts["comments"]), ("link targets", links))
    return tuple((what, count) for what, count in counts if count)
