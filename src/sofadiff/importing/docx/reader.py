"""A DOCX file to blocks, with the place of each, and everything that is in no block with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sofadiff.importing.blocks import LeftOut, Reading, ReadOptions, Remark
from sofadiff.importing.docx import revisions
from sofadiff.importing.docx.inline import CONTENTS, all_words
from sofadiff.importing.docx.lines import Lines, Segment
from sofadiff.importing.docx.lists import Lists
from sofadiff.importing.docx.looks import Deciding
from sofadiff.importing.docx.names import W, local
from sofadiff.importing.docx.notes import Notes
from sofadiff.importing.docx.package import Element, Package, Relation
from sofadiff.importing.docx.story import Story
from sofadiff.importing.docx.styles import Styles
from sofadiff.text import tidy

_RUNNING = {
    "header": "a running head, printed on every page",
    "footer": "a running foot, printed on every page",
}
_APART = {
    "comments": "a comment, not part of the text",
    "diagramData": "words in a diagram",
    "chart": "words in a chart",
}
_CONTENTS_TITLE = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|inhoud(?:sopgave)?|inhalt(?:sverzeichnis)?|arrangement of"
    r" (?:sections|articles)|index|cynnwys",
    re.IGNORECASE,
)


class _Parts:
    """The parts of a document, by what they are to the main one."""

    def __init__(self, package: Package) -> None:
        self.name = package.main_part()
        body = package.xml(self.name)
        if body is None or local(body) != "document":
            raise package.damaged(self.name)
        self.body: Element = body
        self.relations = package.relations(self.name)
        self._package = package

    def one(self, kind: str) -> Element | None:
        """The part of a kind of which there is at most one."""
        return next((root for _, root in self.all(kind)), None)

    def all(self, kind: str) -> Iterator[tuple[str, Element]]:
        """(name, tree) of each part of a kind, in the order of their names."""
        targets = {
            relation.target for relation in self.relations.values() if relation.kind == kind and not relation.outside
        }
        for target in sorted(targets, key=_natural):
            root = self._package.xml(target)
            if root is not None:
                yield target, root


def read_docx(data: bytes, path: str, options: ReadOptions) -> Reading:
    """Blocks of a Word file.

    Automatic numbers are computed; pending tracked changes are refused unless `options.revisions` decides on them.
    """
    package = Package(data, path)
    parts = _Parts(package)
    notes = {name: parts.one(name) for name in ("footnotes", "endnotes")}
    pending = revisions.pending((parts.body, *notes.values()))
    changes = revisions.count(pending)
    if revisions.words_changed(changes) and options.revisions is None:
        raise revisions.refuse(changes, path)
    decision = options.revisions or "accept"
    styles = Styles(parts.one("styles"))
    lists = Lists(parts.one("numbering"), styles)
    body = Story(styles, lists, decision, path)
    lines = Lines(
        Notes(notes, parts.one("settings"), Story(styles, lists, decision, path)),
        paged=next(parts.body.iter(f"{W}lastRenderedPageBreak"), None) is not None,
    )
    text = parts.body.find(f"{W}body")
    lines.blocks(body.blocks(text) if text is not None else ())
    _contents_title(lines)
    for orphan in lines.notes.orphans():
        lines.note(orphan)
    census = [parts.body, *(root for root in notes.values() if root is not None)]
    census += _apart(parts, lines)
    deciding = Deciding(lines.items)
    return Reading(
        blocks=deciding.blocks(),
        left_out=tuple(sorted(lines.left_out, key=lambda entry: entry.line)),
        source=tuple(lines.source),
        remarks=(*_decided(changes, options), *_about(package), *lines.remarks, *deciding.remarks),
        joined=0,
        markup=_markup(parts),
        anchors=tuple(lines.anchors),
        census=" ".join(word for root in census for word in _census(root)),
        generated=tuple(lines.generated),
        changes=revisions.changes(pending, lines.places),
        decision=decision if revisions.words_changed(changes) else "",
    )


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def _census(root: Element) -> Iterator[str]:
    """All words in a part. Of alternative content one side counts."""
    yield from (text for text in all_words(root) if not text.isspace())


def _apart(parts: _Parts, lines: Lines) -> list[Element]:
    """List as left out what is printed outside the text: running heads and feet, comments, diagrams."""
    found: list[Element] = []
    for kind, reason in {**_RUNNING, **_APART}.items():
        for number, (_, root) in enumerate(parts.all(kind), start=1):
            found.append(root)
            name = {"comments": "comment", "diagramData": "diagram"}.get(kind, kind)
            pieces = list(root.iterchildren(f"{W}comment")) if kind == "comments" else [root]
            for count, piece in enumerate(pieces, start=1):
                anchor = f"{name} {count if kind == 'comments' else number}"
                text = tidy("".join(all_words(piece)))
                if text:
                    lines.put([Segment(text, reason)], anchor)
    return found


def _contents_title(lines: Lines) -> None:
    """Leave out the heading over a table of contents with it."""
    contents = {entry.line for entry in lines.left_out if entry.reason == CONTENTS}
    for index, item in enumerate(lines.items):
        if item.line + 1 in contents and item.line not in contents and _CONTENTS_TITLE.fullmatch(tidy(item.text)):
            lines.left_out.append(LeftOut(item.line, tidy(item.text), CONTENTS))
            del lines.items[index]
            return


def _decided(changes: Mapping[str, int], options: ReadOptions) -> Iterator[Remark]:
    words, formats = revisions.words_changed(changes), changes.get("change of format", 0)
    if words and options.revisions:
        done = {"accept": "accepted", "reject": "rejected"}[options.revisions]
        yield Remark(0, f"{words} tracked changes were {done} ({revisions.listed(changes)})")
    elif formats:
        yield Remark(0, f"{formats} tracked changes of format are pending: the text was read as they leave it")
    if (total := words + formats) > revisions.LISTED:
        yield Remark(0, f"only the first {revisions.LISTED:,} of {total:,} tracked changes are listed", doubtful=True)


def _about(package: Package) -> Iterator[Remark]:
    """What a person should know of the file itself."""
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        yield Remark(0, "the file holds macros: they were neither read nor run", doubtful=True)
    for name in package.tricks:
        yield Remark(0, f"the archive names a file outside itself ({_shown(name)}): ignored", doubtful=True)
    embedded = sorted(name for name in package.names if "/embeddings/" in name)
    if embedded:
        yield Remark(0, f"{len(embedded)} embedded files were not read: {_shown(', '.join(embedded))}", doubtful=True)
    for relation in _outside(package):
        what = {"attachedTemplate": "a template", "image": "a picture", "oleObject": "an object"}
        named = what.get(relation.kind, f"something ({relation.kind})")
        yield Remark(
            0, f"the file points to {named} outside it: {_shown(relation.target)}; not followed", doubtful=True
        )


def _outside(package: Package) -> Iterator[Relation]:
    for name in package.names:
        if name.endswith(".rels") and "/_rels/" in f"/{name}":
            part = name.replace("_rels/", "", 1).removesuffix(".rels")
            yield from (
                relation
                for relation in package.relations(part).values()
                if relation.outside and relation.kind != "hyperlink"
            )


def _shown(text: str) -> str:
    short = "".join(char if char.isprintable() else "?" for char in text)
    return short if len(short) <= 100 else f"{short[:97]}..."


def _markup(parts: _Parts) -> tuple[tuple[str, int], ...]:
    links = sum(relation.kind == "hyperlink" and relation.outside for relation in parts.relations.values())
    return (("link targets", links),) if links else ()
